//! Datasets that an agency anchored as one root.

use crate::{attestation::RevocationReason, record, AgencyId, DatasetId, Date, IndicatorId, Text, Timestamp};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

record! {
	/// Where a dataset stands.
	#[derive(Copy)]
	pub enum DatasetStanding {
		/// Attestations are materialised from it, and those that were count.
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
