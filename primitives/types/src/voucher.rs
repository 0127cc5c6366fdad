//! Vouchers and the checks that they allow, at both ends.

use crate::{Corridor, InstitutionId, Timestamp, Voucher, VoucherOutcome};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A check of a voucher as people read it, at either end.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
	/// Number of the check, counted by the end that asks.
	pub check: u64,
	/// Salted hash of the document that the holder showed.
	pub fingerprint: H256,
	/// Who asked; nothing where it was answered.
	pub institution: Option<InstitutionId>,
	/// When it was asked here, or answered here. Unix time in seconds.
	pub at: Timestamp,
	/// What came of it. None: no receipt yet.
	pub outcome: Option<VoucherOutcome>,
	/// When the receipt came back to who asked. Unix time in seconds.
	pub receipt_at: Option<Timestamp>,
}

/// A voucher as people read it, at either end.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct VoucherView {
	/// The corridor.
	pub corridor: Corridor,
	/// The voucher.
	pub voucher: Voucher,
	/// It was sent from here; otherwise it arrived here.
	pub sent: bool,
	/// Known where it was sent. How many.
	pub checks_left: Option<u32>,
	/// Number of the message on the lane. Known where it was sent.
	pub nonce: Option<u64>,
	/// The other end has it, taken or refused.
	pub delivered: Option<bool>,
	/// It can still be checked: its time is not over, and it allows a check as far as this end knows.
	pub usable: bool,
	/// The checks that were asked for.
	pub checks: Vec<CheckView>,
}
