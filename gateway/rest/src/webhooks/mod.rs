//! Notices to a bank's systems: something happened to an application or a loan of theirs. Numbers of records go out, and no
//! figure: who wants to know more asks, with the token.

mod queue;
mod watch;

#[cfg(test)]
pub use queue::ATTEMPTS;
pub use queue::{Delivery, Queue};
pub use watch::Watch;

use serde::{Deserialize, Serialize};

/// That something happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
	/// The same however often it is sent.
	pub id: String,
	/// Such as `financing.offerAccepted`.
	#[serde(rename = "type")]
	pub kind: String,
	/// When it was noticed. Unix time in seconds.
	pub at: u64,
	/// Number of the block.
	pub block: u32,
	#[serde(skip_serializing_if = "Option::is_none", default)]
	pub application: Option<u64>,
	#[serde(skip_serializing_if = "Option::is_none", default)]
	pub loan: Option<u64>,
}
