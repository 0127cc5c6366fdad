use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{
	record, BasisPoints, Date, Grade, GradeClaim, IndicatorId, InstitutionId, RegistrationNumber, Revision,
	ScorecardId, Text, Timestamp,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// Characteristics that a scorecard can have.
pub const MAX_CHARACTERISTICS: u32 = 64;
/// Challengers beside the champion.
pub const MAX_CHALLENGERS: u32 = 2;
/// Drafts of one author that nobody has validated yet.
pub const MAX_DRAFTS: u32 = 8;
/// Scorecards that one author proposes in a day: twice as many as can be drafts. Each stays in the state for good.
pub const MAX_PROPOSED_A_DAY: u32 = 16;
/// Ratings kept for each enterprise.
pub const MAX_HISTORY: u32 = 8;
/// Reasons given with a rating.
pub const MAX_REASONS: u32 = 4;
/// Bytes that a proof is read up to. A well-formed one has 544; the rest is there to be refused by name.
pub const MAX_PROOF: u32 = 1_024;
/// Commitments that one indicator can have.
pub const MAX_BINS: u32 = 8;
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
	/// Points for one indicator.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct CharacteristicSpec {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// One entry for each bin, lowest bin first. In points.
		pub points: BoundedVec<i16, ConstU32<8>>,
		/// Points where no statement counts: never better than the worst bin.
		pub missing: i16,
		/// What a sound firm has; shortfalls are measured against it. In points.
		pub reference: i16,
	}
}

record! {
	/// How statements become a grade. It never changes once proposed.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct ScorecardSpec {
		/// Its name, at most 64 bytes of UTF-8.
		pub name: Text<64>,
		/// Points that everybody has, before the characteristics.
		pub base: i32,
		/// One for each indicator that counts.
		pub characteristics: BoundedVec<CharacteristicSpec, ConstU32<MAX_CHARACTERISTICS>>,
		/// Least points for each grade, AAA first, strictly falling. What lies below the last is C too.
		pub cut_offs: [u16; 9],
		/// Probability of default within a year, AAA first, never falling. In basis points.
		pub default_probabilities: [BasisPoints; 9],
		/// Least share of the characteristics that must have a statement. In basis points.
		pub minimum_coverage: BasisPoints,
		/// Days for which a rating is valid, 1 to 732.
		pub validity_days: u32,
	}
}

record! {
	/// Where a scorecard stands.
	#[derive(Copy)]
	pub enum Status {
		/// Proposed, not validated.
		Draft,
		/// Validated by another account than the author's, not in force.
		Validated,
		/// Champion or challenger.
		Active,
		/// Its predictions failed, or governance stopped it.
		Suspended,
		/// It never rates again.
		Retired,
		/// Less than two thirds stopped it: it comes back by itself.
		Stopped,
	}
}

record! {
	/// As what a scorecard comes back that was stopped for a time.
	#[derive(Copy)]
	pub enum Role {
		/// In the place of whoever stepped in for it.
		Champion,
		/// Beside the champion.
		Challenger,
		/// It had only stepped in, or governance has put another in force since.
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
	/// How a rating came to be.
	#[derive(Copy)]
	pub enum Form {
		/// Computed from open statements: points and grade are what they are.
		#[codec(index = 0)]
		Open,
		/// Proved over sealed statements (`prove_grade`): the grade is at least this.
		#[codec(index = 1)]
		Sealed,
	}
}

record! {
	/// A statement that went into a rating.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct UsedStatement {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// Which statement about the enterprise and the indicator it is, numbered from 1.
		pub revision: Revision,
		/// Nothing where the statement is sealed.
		/// The bin, numbered from 0, the lowest.
		pub bin: Option<u8>,
	}
}

record! {
	/// A statement that a proof rests on.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct ProvedStatement {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// Which statement about the enterprise and the indicator it is, numbered from 1.
		pub revision: Revision,
	}
}

record! {
	/// A grade proof as the enterprise sends it. What it names beside the proof is what the proof was made for; the chain
	/// compares it with its own state, so that what does not fit is refused by name.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct GradeProof {
		/// Number of the scorecard in force.
		pub scorecard: ScorecardId,
		/// The total reaches this grade's cut-off.
		pub grade: Grade,
		/// Towards whom: burns a use of a consent. Nobody: the enterprise shows it to everybody.
		pub institution: Option<InstitutionId>,
		/// How many proofs of this enterprise the chain accepted before.
		pub nonce: u64,
		/// Every statement that counts of the scorecard's indicators, open and sealed.
		pub used: BoundedVec<ProvedStatement, ConstU32<MAX_CHARACTERISTICS>>,
		/// 544 bytes, in the format of `lingnan-sealed`.
		pub proof: BoundedVec<u8, ConstU32<MAX_PROOF>>,
	}
}

record! {
	/// Why a rating is not better: how many points an indicator lacks against the reference.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Reason {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// Points that it lacks against the reference.
		pub shortfall: u32,
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

/// A rating as it is stored: enough to compute it again to the bit.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Rating {
	/// Number of the scorecard.
	pub scorecard: ScorecardId,
	/// Computed from open statements, or proved over sealed ones.
	pub form: Form,
	/// Open: the total. Sealed: the least points of the proved grade, for nobody on the chain knows more.
	pub points: u16,
	/// The grade.
	pub grade: Grade,
	/// Probability of default within a year. In basis points.
	pub default_probability: BasisPoints,
	/// Share of the scorecard's characteristics that had a statement. In basis points.
	pub coverage: BasisPoints,
	/// The largest shortfalls, at most four, the largest first.
	pub reasons: BoundedVec<Reason, ConstU32<MAX_REASONS>>,
	/// When it was made. Unix time in seconds.
	pub made_at: Timestamp,
	/// First second at which it no longer counts. Unix time in seconds.
	pub valid_until: Timestamp,
	/// Who asked: an institution, or the enterprise itself.
	pub institution: Option<InstitutionId>,
	/// The statements that went into it.
	pub used: BoundedVec<UsedStatement, ConstU32<MAX_CHARACTERISTICS>>,
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
		/// By grade, AAA first, of firms whose grade is known exactly.
		pub exact: [Tally; 9],
		/// Of firms that proved at least this grade.
		pub at_least: [Tally; 9],
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
		/// The grade at grant.
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
		/// What was told to be too strict and still is so.
		/// One bit each.
		pub too_strict: u16,
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
		/// At grant.
		pub grade: GradeClaim,
		/// Number of the institution.
		pub institution: InstitutionId,
		/// It had no loan by this scorecard before.
		pub first: bool,
		/// In default within a year of the grant.
		pub defaulted: bool,
	}
}

record! {
	/// Of which loans something is said.
	#[derive(Copy)]
	pub enum Scope {
		/// All of the scorecard.
		Whole,
		/// Those of one grade.
		Grade(Grade),
	}
}

record! {
	/// What the counts of a scorecard say.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Finding {
		/// Of which loans it is said.
		pub scope: Scope,
		/// How many loans were counted.
		pub loans: u32,
		/// Those that count against it.
		pub defaulted: u32,
		/// Thousandths of a default that were expected until now.
		pub expected: u64,
	}
}

/// What became of the loans of one grade, or of all, in the last 48 months.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct OutcomeView {
	/// Of which loans it is said.
	pub scope: Scope,
	/// How many loans were counted.
	pub loans: u32,
	/// Of them to firms whose grade is known exactly; the others proved at least this grade. How many.
	pub exact: u32,
	/// How many enterprises they went to.
	pub borrowers: u32,
	/// How many were in default within a year of the grant.
	pub defaulted: u32,
	/// Thousandths of a default that the scorecard lets one expect until now.
	pub expected: u64,
	/// There are loans, borrowers and institutions enough to judge by.
	pub judged: bool,
	/// More default than the scorecard allows, and it was warned of.
	pub warned: bool,
	/// So few default that it keeps sound firms out.
	pub too_strict: bool,
}

/// What ended a rating.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
pub enum RatingEnd {
	/// Its time was over.
	Expired,
	/// Its scorecard was suspended or retired, or is stopped for a time.
	ScorecardStopped,
	/// The agency took a statement back that it used.
	Revoked {
		/// Number of the indicator.
		indicator: IndicatorId,
	},
	/// A statement that it used is disputed.
	Disputed {
		/// Number of the indicator.
		indicator: IndicatorId,
	},
	/// A newer statement falls in another bin; where bins are not seen, the days of grace have passed since.
	Superseded {
		/// Number of the indicator.
		indicator: IndicatorId,
	},
}

/// A rating as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct RatingView {
	/// Number of the scorecard.
	pub scorecard: ScorecardId,
	/// Computed from open statements, or proved over sealed ones.
	pub form: Form,
	/// Open: the total. Sealed: the least points of the grade; the total is at least this.
	pub points: u16,
	/// Sealed: at least this grade.
	pub grade: Grade,
	/// Probability of default within a year. In basis points.
	pub default_probability: BasisPoints,
	/// Share of the scorecard's characteristics that had a statement. In basis points.
	pub coverage: BasisPoints,
	/// The largest shortfalls, at most four, the largest first.
	pub reasons: Vec<Reason>,
	/// When it was made. Unix time in seconds.
	pub made_at: Timestamp,
	/// First second at which it no longer counts. Unix time in seconds.
	pub valid_until: Timestamp,
	/// Made by the scorecard in force, and neither it nor what it rests on has ended: lenders may decide by it.
	pub current: bool,
	/// Why it has ended, where it has.
	pub ended: Option<RatingEnd>,
	/// Number of the institution that asked. None: the enterprise itself.
	pub institution: Option<InstitutionId>,
	/// The statements that went into it.
	pub used: Vec<UsedStatement>,
}

/// All that is known of an enterprise's ratings.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct RatingsView {
	/// That by a champion that counts now; where none does, the newest.
	pub champion: Option<RatingView>,
	/// The newest by each challenger.
	pub challengers: Vec<RatingView>,
	/// The last eight by champions, newest first.
	pub history: Vec<RatingView>,
}

/// One characteristic of an explanation.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct CharacteristicView {
	/// Number of the indicator.
	pub indicator: IndicatorId,
	/// Nothing, where no statement counts. In the indicator's unit.
	pub value: Option<i64>,
	/// Bin in which the value falls, lowest 0.
	pub bin: Option<u8>,
	/// Points of the bin, or of a missing statement.
	pub points: i16,
	/// Points of a sound firm.
	pub reference: i16,
	/// Points that it lacks against the reference.
	pub shortfall: u32,
}

/// The smallest change of one indicator that lifts the grade.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Lift {
	/// Number of the indicator.
	pub indicator: IndicatorId,
	/// Bin in which the value falls now, lowest 0. None: no statement counts.
	pub from_bin: Option<u8>,
	/// Bin in which the value must fall, lowest 0.
	pub to_bin: u8,
	/// The value must be at least this; nothing for the lowest bin. In the indicator's unit.
	pub at_least: Option<i64>,
	/// The value must be below this; nothing for the highest bin. In the indicator's unit.
	pub below: Option<i64>,
	/// Points in all with that change.
	pub points: u16,
	/// The grade with that change.
	pub grade: Grade,
}

/// What the scorecard in force says of an enterprise now.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
	/// Number of the scorecard.
	pub scorecard: ScorecardId,
	/// Points that everybody has, before the characteristics.
	pub base: i32,
	/// Points in all.
	pub points: u16,
	/// The grade.
	pub grade: Grade,
	/// Probability of default within a year. In basis points.
	pub default_probability: BasisPoints,
	/// Share of the scorecard's characteristics that had a statement. In basis points.
	pub coverage: BasisPoints,
	/// One for each indicator of the scorecard.
	pub characteristics: Vec<CharacteristicView>,
	/// The largest shortfalls, at most four, the largest first.
	pub reasons: Vec<Reason>,
	/// The smallest change of one indicator that lifts the grade. None: no single one does.
	pub lift: Option<Lift>,
}

/// Why there is nothing to explain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
pub enum ExplainRefusal {
	/// No scorecard is in force.
	NoChampion,
	/// Too few indicators have a statement that counts.
	CoverageTooLow {
		/// Share of the characteristics that have a statement. In basis points.
		coverage: BasisPoints,
		/// The least that the scorecard asks for. In basis points.
		minimum: BasisPoints,
	},
	/// Some of the statements are sealed: the chain does not know the bins. Whoever has the openings can explain.
	Sealed,
	/// No such enterprise is on the register.
	NotFound,
}

/// All that a grade proof is made from, as the chain has it now.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ProofBasis {
	/// Hash of block 0.
	pub genesis_hash: H256,
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// The scorecard in force.
	pub scorecard: ScorecardId,
	/// Points that everybody has, before the characteristics.
	pub base: i32,
	/// Least points of each grade, AAA first. 0 for C: what lies below the last cut-off is C too.
	pub least_points: [u16; 9],
	/// Least share of the scorecard's characteristics that must have a statement. In basis points.
	pub minimum_coverage: BasisPoints,
	/// What a rating over the statements below would cover. In basis points.
	pub coverage: BasisPoints,
	/// The nonce that the next proof must carry.
	/// How many proofs of the enterprise were accepted before.
	pub nonce: u64,
	/// Proofs towards one institution that one consent allows. How many.
	pub thresholds_per_consent: u32,
	/// In the order of the scorecard.
	pub characteristics: Vec<BasisCharacteristic>,
}

/// One characteristic of a proof's basis. It has either a bin, or commitments, or neither: then it counts as missing.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct BasisCharacteristic {
	/// Number of the indicator.
	pub indicator: IndicatorId,
	/// By bin, lowest first. In points.
	pub points: Vec<i16>,
	/// Points where no statement counts.
	pub missing: i16,
	/// Number of the statement that counts, from 1.
	pub revision: Option<Revision>,
	/// First second at which that statement no longer counts. Unix time in seconds.
	pub expires: Option<Timestamp>,
	/// Bin of an open statement, numbered from 0, the lowest.
	pub bin: Option<u8>,
	/// Of a sealed statement, by bin.
	pub commitments: Vec<H256>,
}

/// A scorecard as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ScorecardView {
	/// Its number.
	pub id: ScorecardId,
	/// Where the scorecard stands.
	pub status: Status,
	/// It is in force.
	pub champion: bool,
	/// It rates in the shadow.
	pub challenger: bool,
	/// What was entered.
	#[serde(flatten)]
	pub spec: ScorecardSpec,
	/// What became of its loans, by grade at grant, AAA first.
	pub outcomes: Vec<OutcomeView>,
	/// The same of all together.
	pub whole: OutcomeView,
	/// How many institutions granted them.
	pub institutions: u32,
}
