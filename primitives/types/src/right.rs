//! Rights of intellectual property: what the office enters, and what people read.

use crate::{record, words::words, Amount, AssetKind, Currency, Date, PatentNumber, RegistrationNumber, Text};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Owners that a right can have.
pub const MAX_OWNERS: u32 = 8;

pub type Owners = BoundedVec<RegistrationNumber, ConstU32<MAX_OWNERS>>;

record! {
	/// How an intellectual-property right is known.
	pub enum RightNumber {
		/// Chinese patent number.
		Patent(PatentNumber),
		/// Trademarks and software copyrights: the office's registration number.
		/// At most 32 bytes of UTF-8.
		Registration(Text<32>),
	}
}

record! {
	/// Where a right stands.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum RightStatus {
		/// Applied for, not granted.
		Pending,
		/// In force.
		Granted,
		/// Its time is over, or its fee was not paid.
		Lapsed,
		/// Declared invalid.
		Invalidated,
	}
}

words!(RightStatus { Pending, Granted, Lapsed, Invalidated });

record! {
	/// What stands against a right.
	#[derive(Copy, Default)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum Encumbrance {
		/// Nothing.
		#[default]
		None,
		/// Its ownership is disputed.
		Dispute,
		/// A court preserved it.
		Preservation,
	}
}

words!(Encumbrance { None, Dispute, Preservation });

record! {
	/// What the IP office enters of a right.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct RightSpec {
		/// An intellectual-property kind.
		pub kind: AssetKind,
		/// The office's number of the right.
		pub number: RightNumber,
		/// Its title, at most 128 bytes of UTF-8.
		pub title: Text<128>,
		/// Registration numbers of the owners.
		pub owners: Owners,
		/// Whether the right is granted already.
		pub granted: bool,
		/// Last day of the right, days since 1970.
		pub expires: Date,
		/// Last day for which the annual fee is paid. Days since 1970-01-01.
		pub fee_paid_until: Date,
	}
}

record! {
	/// What the IP office changes of a right.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct RightUpdate {
		/// Where the right stands.
		pub status: RightStatus,
		/// Last day of the right. Days since 1970-01-01.
		pub expires: Date,
		/// Last day for which the annual fee is paid. Days since 1970-01-01.
		pub fee_paid_until: Date,
		/// Somebody asked for the right to be declared invalid.
		pub invalidation_pending: bool,
	}
}

record! {
	/// What a licensed appraiser found a right to be worth.
	#[serde(rename_all = "camelCase")]
	pub struct Valuation {
		/// Currency of the amounts.
		pub currency: Currency,
		/// What it is worth. Minor units (fen, cents, avos).
		pub value: Amount,
		/// The day of the valuation. Days since 1970-01-01.
		pub valued_on: Date,
		/// Hash of the report.
		pub report: H256,
	}
}

record! {
	/// How a right's annual fee stands.
	#[derive(Copy)]
	pub enum FeeWatch {
		/// Paid for more than sixty days.
		Paid,
		/// To be paid within sixty days.
		DueSoon,
		/// Not paid in time.
		Overdue,
	}
}

words!(FeeWatch { Paid, DueSoon, Overdue });

/// A right as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct RightView {
	/// The office's number of the right.
	pub number: RightNumber,
	/// Its title, at most 128 bytes of UTF-8.
	pub title: Text<128>,
	/// Registration numbers of the owners.
	pub owners: Vec<RegistrationNumber>,
	/// Where the right stands.
	pub status: RightStatus,
	/// Last day of the right. Days since 1970-01-01.
	pub expires: Date,
	/// Last day for which the annual fee is paid. Days since 1970-01-01.
	pub fee_paid_until: Date,
	/// How the annual fee stands.
	pub fee: FeeWatch,
	/// Somebody asked for the right to be declared invalid.
	pub invalidation_pending: bool,
	/// What stands against the right.
	pub encumbrance: Encumbrance,
	/// Owners that agreed to the next pledge.
	pub agreed: Vec<RegistrationNumber>,
	/// The last valuation. None: there is none.
	pub valuation: Option<Valuation>,
	/// The valuation is too old to lend on.
	pub valuation_stale: bool,
}
