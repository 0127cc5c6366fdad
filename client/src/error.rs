//! What can go wrong, said so that the reader knows what to do, and the exit code of each kind.

use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use std::fmt::Display;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Exit codes of the `lingnan` command.
pub mod exit {
	pub const SUCCESS: u8 = 0;
	/// The node or the connection failed in a way that is not the user's doing.
	pub const FAILURE: u8 = 1;
	/// The command line is wrong.
	pub const USAGE: u8 = 2;
	/// No node answers.
	pub const UNREACHABLE: u8 = 3;
	/// A file, a key or a value cannot be read.
	pub const INPUT: u8 = 4;
	/// The chain refused the transaction.
	pub const REFUSED: u8 = 5;
	/// What was asked for does not exist, or the query was refused.
	pub const NOT_FOUND: u8 = 6;
	/// The good part was done, some of the input was not.
	pub const INCOMPLETE: u8 = 7;
	/// A number that must equal another does not.
	pub const DIFFERENT: u8 = 8;
	/// What was opened or proved does not hold.
	pub const DOES_NOT_HOLD: u8 = 9;
}

/// A call that the chain executed and refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
	/// `Pallet.call` as it was sent.
	pub call: String,
	/// The pallet whose error it is; `None` for the errors that belong to none, such as `BadOrigin`.
	pub pallet: Option<String>,
	pub name: String,
	/// The error's documentation in the chain's metadata: cause and way out.
	pub docs: String,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
	#[error("no node answers at {url}: {reason}\nStart one with `lingnan-node --dev`, or name another with --url.")]
	Unreachable { url: String, reason: String },
	#[error("{0}")]
	Usage(String),
	#[error("{place}: {reason}")]
	Input { place: String, reason: String },
	#[error("{}", refused(.0))]
	Refused(Box<Refusal>),
	#[error("the node did not take {call}: {reason}\n{advice}")]
	NotTaken { call: String, reason: String, advice: String },
	/// `wait`: seconds until there is room again, if ever.
	#[error("the node did not take {call}: {reason}\n{advice}")]
	UsedUp { call: String, reason: String, advice: String, wait: Option<u64> },
	#[error(
		"the chain's runtime was upgraded from version {before} to {now} since this program connected. Nothing more was \
		 sent. Run it again: it then reads the new runtime."
	)]
	Upgraded { before: u32, now: u32 },
	#[error("{method}: {message}{}", data.as_deref().map(|d| format!(" ({d})")).unwrap_or_default())]
	Rpc { method: String, code: i32, message: String, data: Option<String> },
	#[error("{0}")]
	NotFound(String),
	#[error("{0}")]
	Incomplete(String),
	#[error("{0}")]
	Different(String),
	#[error("{name}: {reason}")]
	DoesNotHold { name: &'static str, reason: String },
	#[error("the connection to the node failed: {0}")]
	Connection(String),
	/// A service that is no node.
	#[error("{url} does not answer: {reason}")]
	Service { url: String, reason: String },
}

fn refused(refusal: &Refusal) -> String {
	let name = match &refusal.pallet {
		Some(pallet) => format!("{pallet}.{}", refusal.name),
		None => refusal.name.clone(),
	};
	let docs = if refusal.docs.is_empty() { String::new() } else { format!("\n{}", refusal.docs) };
	format!("the chain refused {}: {name}{docs}", refusal.call)
}

impl Error {
	pub fn input(place: impl Display, reason: impl Display) -> Self {
		Self::Input { place: place.to_string(), reason: reason.to_string() }
	}

	pub fn usage(reason: impl Display) -> Self {
		Self::Usage(reason.to_string())
	}

	pub fn exit_code(&self) -> u8 {
		match self {
			Self::Unreachable { .. } => exit::UNREACHABLE,
			Self::Usage(_) => exit::USAGE,
			Self::Input { .. } => exit::INPUT,
			Self::Refused(_) | Self::NotTaken { .. } | Self::UsedUp { .. } => exit::REFUSED,
			Self::Rpc { .. } | Self::NotFound(_) => exit::NOT_FOUND,
			Self::Incomplete(_) => exit::INCOMPLETE,
			Self::Different(_) => exit::DIFFERENT,
			Self::DoesNotHold { .. } => exit::DOES_NOT_HOLD,
			Self::Upgraded { .. } | Self::Connection(_) | Self::Service { .. } => exit::FAILURE,
		}
	}

	/// The refusal of a call, if that is what this is.
	pub fn refusal(&self) -> Option<&Refusal> {
		match self {
			Self::Refused(refusal) => Some(refusal),
			_ => None,
		}
	}

	/// Whether the chain refused with this error of this pallet.
	pub fn is_refusal(&self, pallet: &str, name: &str) -> bool {
		self.refusal().is_some_and(|r| r.pallet.as_deref() == Some(pallet) && r.name == name)
	}

	/// Why a question was refused, where the node refused it by this code and says why in words that this program knows.
	pub fn because<T: DeserializeOwned>(&self, refused_by: i32) -> Option<T> {
		let Self::Rpc { code, data: Some(data), .. } = self else { return None };
		let told = || serde_json::from_str(data).or_else(|_| serde_json::from_value(json!(data))).ok();
		(*code == refused_by).then(told).flatten()
	}

	/// For programs: kind, text, and the parts of a refusal.
	pub fn to_json(&self) -> Value {
		let kind = match self {
			Self::Unreachable { .. } => "unreachable",
			Self::Usage(_) => "usage",
			Self::Input { .. } => "input",
			Self::Refused(_) => "refused",
			Self::NotTaken { .. } => "notTaken",
			Self::UsedUp { .. } => "usedUp",
			Self::Upgraded { .. } => "upgraded",
			Self::Rpc { .. } => "rpc",
			Self::NotFound(_) => "notFound",
			Self::Incomplete(_) => "incomplete",
			Self::Different(_) => "different",
			Self::DoesNotHold { .. } => "doesNotHold",
			Self::Connection(_) => "connection",
			Self::Service { .. } => "service",
		};
		let mut value = json!({ "kind": kind, "message": self.to_string(), "exitCode": self.exit_code() });
		match self {
			Self::Refused(r) => {
				value["refusal"] = json!({ "call": r.call, "pallet": r.pallet, "name": r.name, "docs": r.docs });
			},
			Self::DoesNotHold { name, .. } => value["name"] = json!(name),
			Self::UsedUp { wait, .. } => value["waitSeconds"] = json!(wait),
			Self::Rpc { method, code, .. } => {
				value["method"] = json!(method);
				value["code"] = json!(code);
			},
			_ => {},
		}
		json!({ "error": value })
	}
}

impl From<subxt::rpcs::Error> for Error {
	fn from(error: subxt::rpcs::Error) -> Self {
		Self::Connection(error.to_string())
	}
}

/// `subxt` has an error type per step. None of them is the user's doing: refusals are told apart before.
macro_rules! from_subxt {
	($($name:ident),*) => { $(
		impl From<subxt::error::$name> for Error {
			fn from(error: subxt::error::$name) -> Self {
				Self::Connection(error.to_string())
			}
		}
	)* };
}

from_subxt!(
	BlocksError,
	EventsError,
	ExtrinsicError,
	OnlineClientAtBlockError,
	OnlineClientError,
	StorageError,
	StorageValueError,
	TransactionEventsError,
	TransactionProgressError
);

#[cfg(test)]
mod tests {
	use super::*;

	fn refusal() -> Error {
		Error::Refused(Box::new(Refusal {
			call: "Consents.give".into(),
			pallet: Some("Consents".into()),
			name: "NotAuthorized".into(),
			docs: "Only the controller gives consent. Sign with its key.".into(),
		}))
	}

	#[test]
	fn each_kind_has_its_exit_code() {
		let kinds = [
			(Error::Connection("x".into()), 1),
			(Error::Upgraded { before: 100, now: 101 }, 1),
			(Error::usage("x"), 2),
			(Error::Unreachable { url: "ws://x".into(), reason: "y".into() }, 3),
			(Error::input("f.csv, line 3", "y"), 4),
			(refusal(), 5),
			(Error::NotTaken { call: "A.b".into(), reason: "c".into(), advice: "d".into() }, 5),
			(Error::UsedUp { call: "A.b".into(), reason: "c".into(), advice: "d".into(), wait: Some(9) }, 5),
			(Error::NotFound("x".into()), 6),
			(Error::Rpc { method: "m".into(), code: 1, message: "x".into(), data: None }, 6),
			(Error::Incomplete("x".into()), 7),
			(Error::Different("x".into()), 8),
			(Error::DoesNotHold { name: "Tampered", reason: "x".into() }, 9),
		];
		for (error, code) in kinds {
			assert_eq!(error.exit_code(), code, "{error}");
			assert_eq!(error.to_json()["error"]["exitCode"], code);
		}
	}

	#[test]
	fn a_refusal_names_the_error_and_the_way_out() {
		let error = refusal();
		assert!(error.is_refusal("Consents", "NotAuthorized") && !error.is_refusal("Financing", "NotAuthorized"));
		let text = error.to_string();
		assert!(text.contains("Consents.NotAuthorized") && text.contains("Sign with its key."), "{text}");
		assert_eq!(error.to_json()["error"]["refusal"]["name"], "NotAuthorized");
	}
}
