//! Why a request is not done: the gateway's names, and four of this service's own.

use lingnan_gateway::Refusal;
use serde_json::{json, Value};

/// Names of this service's own, for programs. Numbers stand behind the gateway's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Own {
	/// There is no such subscription of the account.
	NoSubscription,
	/// The account, the address or the service has as many as it may.
	TooManySubscriptions,
	/// The endpoint, the address or the reference is none that notices are sent to.
	NoSuchPlace,
	/// The code is another, or its time is over.
	WrongCode,
}

impl Own {
	pub const ALL: [Self; 4] = [Self::NoSubscription, Self::TooManySubscriptions, Self::NoSuchPlace, Self::WrongCode];

	pub const fn name(self) -> &'static str {
		match self {
			Self::NoSubscription => "NoSubscription",
			Self::TooManySubscriptions => "TooManySubscriptions",
			Self::NoSuchPlace => "NoSuchPlace",
			Self::WrongCode => "WrongCode",
		}
	}

	pub const fn code(self) -> i32 {
		21_101 + self as i32
	}
}

/// Why a request is not done.
#[derive(Clone, PartialEq, Debug)]
pub enum Fault {
	Gateway(Refusal),
	Own(Own, String),
}

impl Fault {
	pub fn own(name: Own, message: impl Into<String>) -> Self {
		Self::Own(name, message.into())
	}

	/// As JSON-RPC has it.
	pub fn to_json(&self) -> Value {
		match self {
			Self::Gateway(refusal) => refusal.to_json(),
			Self::Own(name, message) => json!({ "code": name.code(), "message": message, "data": name.name() }),
		}
	}

	/// In a word.
	pub fn verdict(&self) -> &str {
		match self {
			Self::Gateway(refusal) => refusal.verdict(),
			Self::Own(name, _) => name.name(),
		}
	}
}

impl From<Refusal> for Fault {
	fn from(refusal: Refusal) -> Self {
		Self::Gateway(refusal)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::kind::Kind;

	#[test]
	fn every_refusal_and_every_kind_stand_in_the_manual() {
		let manual = include_str!("../../../docs/notices.md");
		for name in Own::ALL {
			let line = format!("| `{}` | `{}` |", name.code(), name.name());
			assert!(manual.contains(&line), "{line} is not in docs/notices.md");
		}
		for kind in Kind::ALL {
			assert!(manual.contains(&format!("`{}`", kind.word())), "{} is not in docs/notices.md", kind.word());
		}
	}
}
