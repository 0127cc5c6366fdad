//! Passports of grades, at both ends.

use crate::{
	record, words::words, BasisPoints, ConsentId, Corridor, Date, Division, Grade, IndicatorId, Industry,
	InstitutionId, Passport, RegistrationNumber, Revision, ScorecardId, Timestamp,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

record! {
	/// What a passport says of a rating. A revocation burns it.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct HeldRating {
		/// The grade that was proved: the enterprise's is at least this.
		pub grade: Grade,
		/// Number of the scorecard.
		pub scorecard: ScorecardId,
		/// Share of the scorecard's characteristics that had an attestation. In basis points.
		pub coverage: BasisPoints,
		/// When the rating was made. Unix time in seconds.
		pub rated_at: Timestamp,
		/// First second at which it no longer counts. Unix time in seconds.
		pub valid_until: Timestamp,
		/// Root over the attestations that the rating used.
		pub attestations: H256,
	}
}

record! {
	/// Why a passport does not count.
	#[derive(Copy)]
	pub enum PassportStanding {
		/// Lenders here may decide by it.
		Counts,
		/// Its enterprise, or its consent, took it back.
		Revoked,
		/// Its time is over.
		Expired,
		/// The scorecard that rated it is not recognised here.
		ScorecardNotRecognised,
		/// Passports from there are not accepted for the time being.
		ClassClosed,
		/// The corridor is halted, so that a revocation could not reach here.
		Halted,
	}
}

words!(PassportStanding { Counts, Revoked, Expired, ScorecardNotRecognised, ClassClosed, Halted });

record! {
	/// Whether a passport still holds where it was sent. Whether it counts abroad, the other end says.
	#[derive(Copy)]
	pub enum SentStanding {
		/// It holds.
		Holds,
		/// Its time is over.
		Expired,
		/// What it rests on is gone: its rating, who held it, or the enterprise's standing. Anybody can take it back
		/// (`revoke_passport`); the chain does so by itself.
		Groundless,
	}
}

words!(SentStanding { Holds, Expired, Groundless });

/// A passport as people read it where it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct SentPassportView {
	/// The corridor.
	pub corridor: Corridor,
	/// The passport.
	pub passport: Passport,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Number of the consent.
	pub consent: ConsentId,
	/// When it was sent. Unix time in seconds.
	pub sent_at: Timestamp,
	/// Number of the message on the lane.
	pub nonce: u64,
	/// The other end has it, taken or refused.
	pub delivered: bool,
	/// Whether it still holds.
	pub standing: SentStanding,
}

/// A passport as people read it where it arrived.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct VisitorView<AccountId> {
	/// The corridor.
	pub corridor: Corridor,
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of its last passport.
	pub number: u64,
	/// Who acts for it here.
	pub holder: AccountId,
	/// Industry by GB/T 4754.
	pub industry: Industry,
	/// Administrative division by GB/T 2260. Mainland only.
	pub division: Option<Division>,
	/// The day on which it was founded. Days since 1970-01-01.
	pub founded: Date,
	/// When it arrived. Unix time in seconds.
	pub received_at: Timestamp,
	/// What it says of a rating. None: it was taken back.
	pub rating: Option<HeldRating>,
	/// Whether the passport counts.
	pub standing: PassportStanding,
	/// By the table with which this chain recognised the scorecard. In basis points.
	pub default_probability: Option<BasisPoints>,
}

/// All passports of an enterprise, as this chain knows them.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct PassportsView<AccountId> {
	/// Sent from here.
	pub sent: Vec<SentPassportView>,
	/// Arrived here.
	pub held: Option<VisitorView<AccountId>>,
}

record! {
	/// What a passport rests on, one leaf for each attestation: the root crosses, the leaves stay.
	#[derive(Copy)]
	pub struct AttestationLeaf {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// Which attestation about the enterprise and the indicator it is, numbered from 1.
		pub revision: Revision,
	}
}
