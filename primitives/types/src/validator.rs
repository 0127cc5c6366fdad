//! Validators and their work.

use codec::{Decode, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Number of a session, in which the same validators have their seats.
pub type SessionIndex = u32;

/// A validator as anybody sees it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ValidatorView<AccountId> {
	/// The validator's account.
	pub account: AccountId,
	/// Whether session keys are set for it. Without them it gets no seat.
	pub has_keys: bool,
	/// Whether it has a seat in this session.
	pub seated: bool,
	/// Number of the session in which it joined.
	pub since_session: SessionIndex,
	/// Blocks made in this session, and in the last one in which it had a seat.
	pub blocks: u32,
	/// Blocks that it made in the last session in which it had a seat.
	pub last_session: u32,
	/// Sessions in a row, up to the last, in which it had a seat and made no block.
	pub missed: u32,
	/// Number of the last block that it made.
	pub last_block: Option<u32>,
}
