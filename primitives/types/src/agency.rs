//! Agencies: the public bodies that state things about firms.

use crate::{record, words::words, AgencyId, Jurisdiction, Text};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What an agency may do besides attesting its indicators.
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
pub enum AgencyRight {
	/// Register enterprises and change their status.
	Registrar,
	/// Keep the record of intellectual property.
	IntellectualProperty,
	/// Confirm export declarations and trade records.
	Customs,
	/// Enter and lift disputes and preservations on assets.
	Court,
	/// Approve scorecards.
	Regulator,
}

words!(AgencyRight { Registrar, IntellectualProperty, Customs, Court, Regulator });

record! {
	/// What governance enters of an agency.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct AgencySpec<AccountId> {
		/// Its name, at most 128 bytes of UTF-8.
		pub name: Text<128>,
		/// Where it belongs to.
		pub jurisdiction: Jurisdiction,
		/// The account that signs for it.
		pub key: AccountId,
		/// What it may do besides attesting its indicators.
		pub rights: BoundedVec<AgencyRight, ConstU32<8>>,
	}
}

/// An agency as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct AgencyView<AccountId> {
	/// Its number.
	pub id: AgencyId,
	/// Its name, at most 128 bytes of UTF-8.
	pub name: Text<128>,
	/// Where it belongs to.
	pub jurisdiction: Jurisdiction,
	/// The account that signs for it.
	pub key: AccountId,
	/// What it may do besides attesting its indicators.
	pub rights: Vec<AgencyRight>,
	/// Suspended by governance.
	pub suspended: bool,
}
