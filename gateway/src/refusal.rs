//! Why a question is not answered: each refusal has a name, for programs in the field `data`, and a code.

use serde_json::{json, Value};

/// What a refusal is called. `docs/gateway.md` has the same table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Name {
	/// The request cannot be read.
	Malformed,
	/// The method is asked of no gateway.
	MethodClosed,
	/// The method is answered to a signed query alone.
	SignatureRequired,
	/// The signature is not the account's over these bytes.
	WrongSignature,
	/// The query is for another node.
	OtherNode,
	/// The node does not know the block.
	UnknownBlock,
	/// The block is not final.
	NotFinal,
	/// The block is older than 64 final blocks, or than this gateway's start.
	TooOld,
	/// The account has used the nonce.
	Replayed,
	/// The account does not speak for the party at that block.
	NotTheParty,
	/// The party has no right to this answer at that block.
	NoRelation,
	/// The party is suspended.
	Suspended,
	/// Too many requests came from this address.
	TooManyRequests,
	/// The gateway has no room.
	Busy,
	/// The node behind the gateway does not answer.
	NodeDown,
	/// This gateway keeps no boxes.
	NoBoxes,
	/// A box, or an answer, is larger than the gateway bears.
	TooLarge,
	/// What was sent is no encrypted file of openings.
	NotABox,
	/// There is no room for the boxes.
	Full,
}

impl Name {
	pub const ALL: [Self; 19] = [
		Self::Malformed,
		Self::MethodClosed,
		Self::SignatureRequired,
		Self::WrongSignature,
		Self::OtherNode,
		Self::UnknownBlock,
		Self::NotFinal,
		Self::TooOld,
		Self::Replayed,
		Self::NotTheParty,
		Self::NoRelation,
		Self::Suspended,
		Self::TooManyRequests,
		Self::Busy,
		Self::NodeDown,
		Self::NoBoxes,
		Self::TooLarge,
		Self::NotABox,
		Self::Full,
	];

	pub const fn name(self) -> &'static str {
		match self {
			Self::Malformed => "Malformed",
			Self::MethodClosed => "MethodClosed",
			Self::SignatureRequired => "SignatureRequired",
			Self::WrongSignature => "WrongSignature",
			Self::OtherNode => "OtherNode",
			Self::UnknownBlock => "UnknownBlock",
			Self::NotFinal => "NotFinal",
			Self::TooOld => "TooOld",
			Self::Replayed => "Replayed",
			Self::NotTheParty => "NotTheParty",
			Self::NoRelation => "NoRelation",
			Self::Suspended => "Suspended",
			Self::TooManyRequests => "TooManyRequests",
			Self::Busy => "Busy",
			Self::NodeDown => "NodeDown",
			Self::NoBoxes => "NoBoxes",
			Self::TooLarge => "TooLarge",
			Self::NotABox => "NotABox",
			Self::Full => "Full",
		}
	}

	/// Beside the node's own codes, which begin with 20.
	pub const fn code(self) -> i32 {
		match self {
			Self::Malformed => -32_602,
			Self::MethodClosed => 21_001,
			Self::SignatureRequired => 21_002,
			Self::WrongSignature => 21_003,
			Self::OtherNode => 21_004,
			Self::UnknownBlock => 21_005,
			Self::NotFinal => 21_006,
			Self::TooOld => 21_007,
			Self::Replayed => 21_008,
			Self::NotTheParty => 21_009,
			Self::NoRelation => 21_010,
			Self::TooManyRequests => 21_011,
			Self::Busy => 21_012,
			Self::NodeDown => 21_013,
			Self::Suspended => 21_014,
			Self::NoBoxes => 21_015,
			Self::TooLarge => 21_016,
			Self::NotABox => 21_017,
			Self::Full => 21_018,
		}
	}
}

/// An answer that is none.
#[derive(Clone, PartialEq, Debug)]
pub enum Refusal {
	/// The gateway's own.
	Named(Name, String),
	/// The node's: its code, message and data.
	Node(i32, String, Option<String>),
}

impl Refusal {
	pub fn new(name: Name, message: impl Into<String>) -> Self {
		Self::Named(name, message.into())
	}

	/// For the audit log.
	pub fn verdict(&self) -> &'static str {
		match self {
			Self::Named(name, _) => name.name(),
			Self::Node(..) => "RefusedByNode",
		}
	}

	/// As JSON-RPC says it.
	pub fn to_json(&self) -> Value {
		match self {
			Self::Named(name, message) => json!({ "code": name.code(), "message": message, "data": name.name() }),
			Self::Node(code, message, data) => json!({ "code": code, "message": message, "data": data }),
		}
	}
}

impl From<lingnan_client::Error> for Refusal {
	fn from(error: lingnan_client::Error) -> Self {
		match error {
			lingnan_client::Error::Rpc { code, message, data, .. } => Self::Node(code, message, data),
			_ => Self::new(Name::NodeDown, "the node behind this gateway does not answer: try again"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_refusal_stands_in_the_manual_with_its_code() {
		let manual = include_str!("../../docs/gateway.md");
		for name in Name::ALL {
			let line = format!("| `{}` | `{}` |", name.code(), name.name());
			assert!(manual.contains(&line), "{line} is not in docs/gateway.md");
		}
	}
}
