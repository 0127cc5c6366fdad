//! An agency's whole period as the chain knows it: a root and a count.

use crate::{RevocationReason, Value};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_anchored::MAX_PATH;
use lingnan_support::{record, AgencyId, Date, IndicatorId, RegistrationNumber, Text, Timestamp};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// A dataset that was anchored. Numbers are never used again.
pub type DatasetId = u32;

/// Datasets that are anchored for one indicator in a day: a wrong one can be taken back and mended nine times. Each stays in
/// the state for good.
pub const MAX_ANCHORED_A_DAY: u32 = 10;

/// What a dataset says of one enterprise.
pub type LeafSpec = lingnan_anchored::Leaf<RegistrationNumber, Value>;

/// The hashes beside a leaf's way to the top, lowest first.
pub type Path = BoundedVec<H256, ConstU32<MAX_PATH>>;

record! {
	/// Where a dataset stands.
	#[derive(Copy)]
	pub enum DatasetStanding {
		/// Statements are materialised from it, and those that were count.
		InForce,
		/// A later period was anchored.
		Superseded {
			/// Number of the later dataset.
			by: DatasetId,
		},
		/// Its agency took it back.
		Revoked {
			/// Why it was taken back.
			reason: RevocationReason,
			/// When it was taken back. Unix time in seconds.
			at: Timestamp,
		},
	}
}

record! {
	/// A dataset that an agency anchored.
	#[serde(rename_all = "camelCase")]
	pub struct Dataset {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// Last day of the period that its values are about, days since 1970.
		pub period_end: Date,
		/// Of the tree over its leaves, as `lingnan-anchored` builds it.
		pub root: H256,
		/// How many leaves it has.
		pub count: u32,
		/// When it was anchored. Unix time in seconds.
		pub anchored_at: Timestamp,
		/// Where it stands.
		pub standing: DatasetStanding,
	}
}

/// A dataset as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct DatasetView {
	/// Its number.
	pub id: DatasetId,
	/// Number of the indicator.
	pub indicator: IndicatorId,
	/// Name of the indicator, at most 64 bytes of UTF-8.
	pub name: Text<64>,
	/// Number of the agency that anchored it.
	pub agency: AgencyId,
	/// Nothing is materialised while the agency is suspended.
	pub agency_suspended: bool,
	/// Last day of the period that its values are about. Days since 1970-01-01.
	pub period_end: Date,
	/// Root of the tree over its leaves.
	pub root: H256,
	/// How many leaves it has.
	pub count: u32,
	/// When it was anchored. Unix time in seconds.
	pub anchored_at: Timestamp,
	/// First second at which what it says no longer counts. Unix time in seconds.
	pub expires: Timestamp,
	/// Where it stands.
	pub standing: DatasetStanding,
	/// A leaf of it can be materialised now.
	pub usable: bool,
}
