//! Indicators: what is stated about firms, in which unit and bins.

use crate::{record, words::words, AgencyId, IndicatorId, Text};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Whether more of an indicator is better. `None` means that neither is.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[scale_info(capture_docs = "always")]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Direction {
	/// More is better.
	HigherIsBetter,
	/// Less is better.
	LowerIsBetter,
	/// Neither is.
	None,
}

words!(Direction { HigherIsBetter, LowerIsBetter, None });

/// Bins that an indicator can have.
pub const MAX_BINS: u32 = 8;

record! {
	/// Whether a value stands on the chain for everybody, or as commitments only.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum Visibility {
		/// The value stands on the chain.
		Open,
		/// Only commitments do.
		Sealed,
	}
}

words!(Visibility { Open, Sealed });

record! {
	/// What governance enters of an indicator. It never changes afterwards: ratings are recomputed from it.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct IndicatorSpec {
		/// Its name, at most 64 bytes of UTF-8.
		pub name: Text<64>,
		/// Unit of its values, at most 32 bytes of UTF-8.
		pub unit: Text<32>,
		/// The agency that attests it.
		pub owner: AgencyId,
		/// Inner edges of the bins, strictly ascending: 1 to 7 edges make 2 to 8 bins. An edge belongs to the bin above it.
		/// In the indicator's unit.
		pub edges: BoundedVec<i64, ConstU32<7>>,
		/// Whether more of it is better.
		pub direction: Direction,
		/// Days after the end of the period for which an attestation counts, 1 to 3,660.
		pub validity_days: u32,
		/// Whether values are open or sealed.
		pub visibility: Visibility,
		/// Whether it is personal data.
		pub personal: bool,
	}
}

/// An indicator as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct IndicatorView {
	/// Its number.
	pub id: IndicatorId,
	/// Its name, at most 64 bytes of UTF-8.
	pub name: Text<64>,
	/// Unit of its values, at most 32 bytes of UTF-8.
	pub unit: Text<32>,
	/// Number of the agency that attests it.
	pub owner: AgencyId,
	/// Inner edges of the bins, ascending, in the indicator's unit.
	pub edges: Vec<i64>,
	/// Whether more of it is better.
	pub direction: Direction,
	/// Days after the end of the period for which an attestation counts.
	pub validity_days: u32,
	/// Whether values are open or sealed.
	pub visibility: Visibility,
	/// Whether it is personal data.
	pub personal: bool,
	/// Nothing is attested by it any more.
	pub retired: bool,
}
