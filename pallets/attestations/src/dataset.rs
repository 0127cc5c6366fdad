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
		Superseded { by: DatasetId },
		/// Its agency took it back.
		Revoked { reason: RevocationReason, at: Timestamp },
	}
}

record! {
	/// A dataset that an agency anchored.
	#[serde(rename_all = "camelCase")]
	pub struct Dataset {
		pub indicator: IndicatorId,
		/// Last day of the period that its values are about, days since 1970.
		pub period_end: Date,
		/// Of the tree over its leaves, as `lingnan-anchored` builds it.
		pub root: H256,
		/// How many leaves it has.
		pub count: u32,
		pub anchored_at: Timestamp,
		pub standing: DatasetStanding,
	}
}

/// A dataset as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DatasetView {
	pub id: DatasetId,
	pub indicator: IndicatorId,
	pub name: Text<64>,
	pub agency: AgencyId,
	/// Nothing is materialised while the agency is suspended.
	pub agency_suspended: bool,
	pub period_end: Date,
	pub root: H256,
	pub count: u32,
	pub anchored_at: Timestamp,
	/// First second at which what it says no longer counts.
	pub expires: Timestamp,
	pub standing: DatasetStanding,
	/// A leaf of it can be materialised now.
	pub usable: bool,
}
