//! Consents of enterprises, and their uses.

use crate::{words::words, ConsentId, IndicatorId, InstitutionId, RegistrationNumber, Timestamp};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What an institution may use a consent for.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
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
pub enum Purpose {
	/// Deciding on an application.
	Assessment,
	/// Watching a borrower while a loan lives.
	Monitoring,
	/// Verification on the other side of a border.
	CrossBorderVerification,
}

words!(Purpose { Assessment, Monitoring, CrossBorderVerification });

/// Indicators that one consent can name.
pub const MAX_SCOPE: u32 = 64;

/// Which indicators a consent covers.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
)]
#[scale_info(capture_docs = "always")]
pub enum Scope {
	/// Every indicator.
	All,
	/// These indicators, by number.
	Only(BoundedVec<IndicatorId, ConstU32<MAX_SCOPE>>),
}

impl Scope {
	pub fn covers(&self, indicators: &[IndicatorId]) -> bool {
		match self {
			Scope::All => true,
			Scope::Only(named) => indicators.iter().all(|indicator| named.contains(indicator)),
		}
	}
}

/// What an enterprise consents to.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Serialize, Deserialize,
)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConsentSpec {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What it was given for.
	pub purpose: Purpose,
	/// Which indicators it covers.
	pub scope: Scope,
	/// First second of the window of use, Unix time.
	pub from: Timestamp,
	/// First second after the window. Unix time in seconds.
	pub until: Timestamp,
	/// How often it can be used, 1 to 1,000.
	pub uses: u32,
	/// Days after the last use for which the data may be kept, 1 to 3,660.
	pub retention_days: u32,
}

/// Whether a consent can be used. What ends it is final.
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
pub enum Standing {
	/// It can be used.
	InForce,
	/// Not for the time being: the enterprise can resume it.
	Paused,
	/// Taken back. It counts no more.
	Revoked,
}

words!(Standing { InForce, Paused, Revoked });

/// How a consent stands at a moment: what was done to it, what its window and its uses say, whichever ends it first named.
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
pub enum ConsentStanding {
	/// It can be used.
	InForce,
	/// Not for the time being: the enterprise can resume it.
	Paused,
	/// Taken back. It counts no more.
	Revoked,
	/// Its window has not begun.
	Upcoming,
	/// Its window is over. It counts no more.
	Expired,
	/// Every use that it allowed was made. It counts no more.
	UsedUp,
}

words!(ConsentStanding { InForce, Paused, Revoked, Upcoming, Expired, UsedUp });

/// The institution's word that it deleted what it learnt.
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
#[serde(rename_all = "camelCase")]
pub struct DeletionStatement {
	/// When it was stated. Unix time in seconds.
	pub at: Timestamp,
	/// Hash of the deletion record that the institution keeps.
	pub evidence: H256,
	/// After the retention time had ended.
	pub late: bool,
}

/// A consent as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ConsentView {
	/// Its number.
	pub id: ConsentId,
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What it was given for.
	pub purpose: Purpose,
	/// Which indicators it covers.
	pub scope: Scope,
	/// First second of the window of use. Unix time in seconds.
	pub from: Timestamp,
	/// First second after the window of use. Unix time in seconds.
	pub until: Timestamp,
	/// How often it can be used.
	pub uses: u32,
	/// How often it can still be used.
	pub uses_left: u32,
	/// Days after the last use for which the data may be kept.
	pub retention_days: u32,
	/// When it was given. Unix time in seconds.
	pub given_at: Timestamp,
	/// How it stands now.
	pub standing: ConsentStanding,
	/// It is in force now.
	pub usable: bool,
	/// When it was used last. Unix time in seconds.
	pub last_used: Option<Timestamp>,
	/// When what was learnt must be deleted. Unix time in seconds.
	pub delete_by: Option<Timestamp>,
	/// What the institution stated of the deletion. None: nothing yet.
	pub deletion: Option<DeletionStatement>,
	/// The retention time is over and no deletion was stated.
	pub deletion_overdue: bool,
}

/// A receipt as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ReceiptView {
	/// Counts the uses of the consent, from 1.
	pub number: u32,
	/// When it was used. Unix time in seconds.
	pub at: Timestamp,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What the consent was given for.
	pub purpose: Purpose,
	/// How many indicators were asked for; 0 of a disclosure, which says itself what it opens.
	pub indicators: u32,
	/// Hash of what the enterprise opened to the institution by this use. None: the use was another, or the institution has stated
	/// that it deleted what it learnt.
	pub disclosure: Option<H256>,
}
