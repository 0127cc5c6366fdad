//! What is stored. What passes the wire is in `primitives/types` and named here too.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{record, BasisPoints, Date, Grade, InstitutionId, ScorecardId, Timestamp};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

pub use lingnan_types::{
	attestation::MAX_STORED,
	rating::{
		BasisCharacteristic, GradeProof, ProofBasis, ProvedAttestation, RatingEnd, RatingView, RatingsView,
		UsedAttestation, MAX_PROOF,
	},
	scorecard::{
		CharacteristicSpec, Finding, OutcomeView, Scope, ScorecardSpec, ScorecardView, Status, MAX_CHARACTERISTICS,
	},
};

/// Drafts of one author that nobody has validated yet.
pub const MAX_DRAFTS: u32 = 8;
/// Scorecards that one author proposes in a day: twice as many as can be drafts. Each stays in the state for good.
pub const MAX_PROPOSED_A_DAY: u32 = 16;
/// Ratings kept for each enterprise.
pub const MAX_HISTORY: u32 = 8;
/// Commitments that attestations can store to which one form proof is about: 256 bins in 32 attestations.
pub const MAX_FORM_STORED: u32 = 224;
/// Months of grant that are kept of a scorecard's loans: four years.
pub const MAX_COHORTS: u32 = 48;
/// Institutions that are told apart among those that lend by a scorecard.
pub const MAX_LENDERS: u32 = 64;
/// Defaults of which the institution is noted.
pub const MAX_DEFAULT_NOTES: u32 = 256;
/// Former champions that are remembered.
pub const MAX_FORMER: u32 = 8;
/// Scorecards that are stopped for a time at once: more than can be in force one after another meanwhile.
pub const MAX_STOPPED: u32 = 16;
/// Days for which a rating can be valid: two years.
pub const MAX_VALIDITY_DAYS: u32 = 732;

record! {
	/// As what a scorecard comes back that was stopped for a time.
	#[derive(Copy)]
	pub enum Role {
		/// In the place of whoever stepped in for it.
		#[codec(index = 0)]
		Champion,
		/// It had only stepped in, or governance has put another in force since.
		#[codec(index = 2)]
		Former,
	}
}

record! {
	/// A scorecard that is stopped for a time.
	#[derive(Copy)]
	pub struct StoppedCard<BlockNumber> {
		/// Number of the scorecard.
		pub scorecard: ScorecardId,
		/// The block in which it comes back.
		pub until: BlockNumber,
		/// As what it comes back.
		pub role: Role,
	}
}

record! {
	/// By what a scorecard was validated.
	#[derive(Copy)]
	pub struct Validation {
		/// SHA-256 of the report.
		pub report: H256,
		/// The last day on which it lets the scorecard be put in force. Days since 1970-01-01.
		pub valid_until: Date,
	}
}

/// A scorecard as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Scorecard<AccountId> {
	/// What was entered.
	pub spec: ScorecardSpec,
	/// Nobody for the one of genesis.
	pub author: Option<AccountId>,
	/// Who checked and validated it.
	pub validator: Option<AccountId>,
	/// Where the scorecard stands.
	pub status: Status,
}

/// A rating as it is stored: what was proved, and over which attestations.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Rating {
	/// Number of the scorecard.
	pub scorecard: ScorecardId,
	/// The grade that was proved: the enterprise's is at least this.
	pub grade: Grade,
	/// Probability of default within a year. In basis points.
	pub default_probability: BasisPoints,
	/// Share of the scorecard's characteristics that had an attestation. In basis points.
	pub coverage: BasisPoints,
	/// When it was made. Unix time in seconds.
	pub made_at: Timestamp,
	/// First second at which it no longer counts. Unix time in seconds.
	pub valid_until: Timestamp,
	/// Towards whom the grade was proved. None: towards everybody.
	pub institution: Option<InstitutionId>,
	/// The attestations that went into it.
	pub used: BoundedVec<UsedAttestation, ConstU32<MAX_CHARACTERISTICS>>,
}

record! {
	/// Loans of one grade and one month.
	#[derive(Copy, Default)]
	pub struct Tally {
		/// How many loans.
		#[codec(compact)]
		pub loans: u32,
		/// How many of the enterprises had none by this scorecard before.
		#[codec(compact)]
		pub borrowers: u32,
		/// How many of the loans were in default within a year.
		#[codec(compact)]
		pub defaulted: u32,
	}
}

record! {
	/// The loans granted by a scorecard in one month.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Cohort {
		/// Months since January 1970.
		pub month: u32,
		/// By the grade that was proved for the loan, AAA first.
		pub proved: [Tally; 9],
	}
}

record! {
	/// An institution that grants loans by a scorecard.
	#[derive(Copy)]
	pub struct Lender {
		/// Number of the institution.
		pub institution: InstitutionId,
		/// Month of its last grant: months since January 1970.
		pub month: u32,
	}
}

record! {
	/// A default that counts.
	#[derive(Copy)]
	pub struct DefaultNote {
		/// Month of the grant: months since January 1970.
		pub month: u32,
		/// The grade that was proved for the loan.
		pub grade: Grade,
		/// Number of the institution.
		pub institution: InstitutionId,
	}
}

record! {
	/// What became of the loans granted by a scorecard.
	#[derive(Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Record {
		/// How often its counts began again.
		pub round: u32,
		/// Oldest first.
		pub cohorts: BoundedVec<Cohort, ConstU32<MAX_COHORTS>>,
		/// The institutions that granted them.
		pub lenders: BoundedVec<Lender, ConstU32<MAX_LENDERS>>,
		/// The last ones.
		pub defaults: BoundedVec<DefaultNote, ConstU32<MAX_DEFAULT_NOTES>>,
		/// What was warned of and still is so: a bit for the whole, then one for each grade.
		/// One bit each.
		pub warned: u16,
	}
}

record! {
	/// An enterprise as one observation of a scorecard: a year, from the grant of a loan.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Watch {
		/// Number of the record's round in which it is counted.
		pub round: u32,
		/// The day of the grant. Days since 1970-01-01.
		pub since: Date,
		/// The grade that was proved for the loan.
		pub grade: Grade,
		/// Number of the institution.
		pub institution: InstitutionId,
		/// It had no loan by this scorecard before.
		pub first: bool,
		/// In default within a year of the grant.
		pub defaulted: bool,
	}
}
