//! An agency's whole period as the chain knows it: a root and a count.

use crate::Value;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_anchored::MAX_PATH;
use lingnan_support::{record, Date, IndicatorId, RegistrationNumber, Timestamp};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

pub use lingnan_types::{
	dataset::{DatasetStanding, DatasetView},
	DatasetId,
};

/// Datasets that are anchored for one indicator in a day: a wrong one can be taken back and mended nine times. Each stays in
/// the state for good.
pub const MAX_ANCHORED_A_DAY: u32 = 10;

/// What a dataset says of one enterprise.
pub type LeafSpec = lingnan_anchored::Leaf<RegistrationNumber, Value>;

/// The hashes beside a leaf's way to the top, lowest first.
pub type Path = BoundedVec<H256, ConstU32<MAX_PATH>>;

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
