//! What an agency states about a firm and an indicator.

use crate::{
	indicator::MAX_BINS, record, words::words, AgencyId, DatasetId, Date, IndicatorId, RegistrationNumber, Revision,
	Text, Timestamp,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

record! {
	/// What an attestation says.
	pub enum Value {
		/// Of an indicator that is public by law. In the indicator's unit.
		#[codec(index = 0)]
		Open(i64),
		/// Of a figure: a Pedersen commitment for each bin but the last, lowest bin first: to 1 for the bin that the value
		/// falls in, to 0 for the others. The last bin's is the base `B` less their sum. See `lingnan-sealed`.
		#[codec(index = 1)]
		Sealed(BoundedVec<H256, ConstU32<MAX_STORED>>),
	}
}

/// Commitments that an attestation stores at most: one less than bins.
pub const MAX_STORED: u32 = MAX_BINS - 1;

/// Attestations that one proof of their form can be about.
pub const MAX_FORM: u32 = 64;

/// Bytes that a proof of a form is read up to. The longest well-formed one, over 256 bins in 32 attestations, has 7,424.
pub const MAX_FORM_PROOF: u32 = 8_192;

record! {
	/// An attestation that a proof rests on.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct ProvedAttestation {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// Which attestation about the enterprise and the indicator it is, numbered from 1.
		pub revision: Revision,
	}
}

impl Value {
	/// The commitments of a sealed value; none of an open one.
	pub fn commitments(&self) -> &[H256] {
		match self {
			Self::Open(_) => &[],
			Self::Sealed(commitments) => commitments,
		}
	}
}

record! {
	/// One attestation, as an agency makes it.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct AttestationSpec {
		/// Registration number of the enterprise.
		pub enterprise: RegistrationNumber,
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// What the attestation says.
		pub value: Value,
		/// Last day of the period that the value is about, days since 1970.
		pub period_end: Date,
		/// Salted hash of the evidence that the agency keeps.
		pub evidence: H256,
	}
}

record! {
	/// Why an agency takes an attestation back.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum RevocationReason {
		/// The value was wrong.
		Mistaken,
		/// It was about another enterprise.
		WrongEnterprise,
		/// The source withdrew it.
		SourceWithdrawn,
		/// A court ordered it.
		CourtOrder,
	}
}

words!(RevocationReason { Mistaken, WrongEnterprise, SourceWithdrawn, CourtOrder });

record! {
	/// Where an attestation stands.
	pub enum Standing {
		/// Counts until it expires.
		InForce,
		/// The enterprise disputed it and the agency did not change it: cannot be disputed again.
		Upheld,
		/// Frozen until the agency upholds or corrects it; after the deadline it counts as missing.
		Disputed {
			/// Hash of the enterprise's reasons, which stay off the chain.
			reason: H256,
			/// When it was disputed. Unix time in seconds.
			at: Timestamp,
			/// Last second in which the agency can answer. Unix time in seconds.
			deadline: Timestamp,
		},
		/// Taken back. It counts no more.
		Revoked {
			/// Why it was taken back.
			reason: RevocationReason,
			/// When it was taken back. Unix time in seconds.
			at: Timestamp,
		},
	}
}

/// An attestation as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct AttestationView {
	/// Number of the indicator.
	pub indicator: IndicatorId,
	/// Name of the indicator, at most 64 bytes of UTF-8.
	pub name: Text<64>,
	/// Unit of its values, at most 32 bytes of UTF-8.
	pub unit: Text<32>,
	/// Number of the agency that states it.
	pub agency: AgencyId,
	/// The agency is suspended: what it stated before is to be read with care.
	pub agency_suspended: bool,
	/// What the attestation says.
	pub value: Value,
	/// The enterprise has proved that the commitments hold a single 1. Never of an open value.
	pub shown: bool,
	/// The bin of an open value.
	/// Numbered from 0, the lowest.
	pub bin: Option<u8>,
	/// Last day of the period that the value is about. Days since 1970-01-01.
	pub period_end: Date,
	/// First second at which it no longer counts. Unix time in seconds.
	pub expires: Timestamp,
	/// When it was made. Unix time in seconds.
	pub made_at: Timestamp,
	/// Hash of the evidence, which stays off the chain.
	pub evidence: H256,
	/// Which attestation about the enterprise and the indicator it is, numbered from 1.
	pub revision: Revision,
	/// Where it stands.
	pub standing: Standing,
	/// The dataset that it was materialised from, if it was.
	pub dataset: Option<DatasetId>,
	/// Counts in a rating made now.
	pub counts: bool,
}

/// An attestation on the list of its agency.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct AgencyAttestationView {
	/// Registration number of the enterprise that it is about.
	pub enterprise: RegistrationNumber,
	/// The attestation.
	#[serde(flatten)]
	pub attestation: AttestationView,
}

/// A disputed attestation on the list of its agency.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct DisputeView {
	/// Registration number of the enterprise that disputes it.
	pub enterprise: RegistrationNumber,
	/// Number of the indicator.
	pub indicator: IndicatorId,
	/// Name of the indicator, at most 64 bytes of UTF-8.
	pub name: Text<64>,
	/// Which attestation about the enterprise and the indicator it is, numbered from 1.
	pub revision: Revision,
	/// Hash of the enterprise's reasons, which stay off the chain.
	pub reason: H256,
	/// When it was disputed. Unix time in seconds.
	pub at: Timestamp,
	/// Last second in which the agency can answer. Unix time in seconds.
	pub deadline: Timestamp,
	/// The agency did not answer in time: the attestation counts as missing until another takes its place.
	pub missed: bool,
}
