//! What an account may use of the chain without coins.

use alloc::string::String;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What an account may use of the chain without coins. Work is counted in nanoseconds; a byte of a transaction counts as
/// so much work, too.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct AllowanceView<AccountId> {
	/// As what the registers know the account, for example `agency`. Null for a stranger.
	pub party: Option<String>,
	/// The most that it may have used at a time. In nanoseconds of work.
	pub max: u64,
	/// What it has used and not got back yet. In nanoseconds of work.
	pub used: u64,
	/// What comes back with each block. In nanoseconds of work.
	pub recovery: u64,
	/// Who sponsors the account, and what is left of the budget.
	pub sponsor: Option<AccountId>,
	/// What is left of the sponsor's budget, in nanoseconds of work.
	pub sponsored: u64,
	/// What the sponsor's own allowance has room for. In nanoseconds of work.
	pub sponsor_room: u64,
}
