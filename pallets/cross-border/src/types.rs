use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{
	record, BasisPoints, ConsentId, Corridor, DataClass, Date, Division, DuplicateAnswer, GradeClaim, IndicatorId,
	Industry, InstitutionId, Jurisdiction, Passport, RegistrationNumber, Revision, ScorecardId, Timestamp, Voucher,
	VoucherOutcome, SECONDS_PER_DAY,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// Scorecards of one counterpart that can be recognised at a time.
pub const MAX_RECOGNISED: usize = 4;
/// Checks that one voucher allows.
pub const CHECKS_PER_VOUCHER: u32 = 8;
/// Days for which a voucher can be checked.
pub const VOUCHER_DAYS: u64 = 90;
/// Days for which a document is held for an institution that is about to finance it.
pub const CLAIM_DAYS: u64 = 30;
/// Days for which one institution can hold a document without financing it, however often it renews its claim.
pub const SERIES_DAYS: u64 = 2 * CLAIM_DAYS;
/// Days after the end of its last claim until an institution can claim the same document again.
pub const REST_DAYS: u64 = 30;
/// Waiting messages that one call sends.
pub const MAX_BATCH: u32 = 64;

/// Default probabilities within a year, AAA first, never falling.
pub type Probabilities = [BasisPoints; 9];

/// What the other ends answered to a claim.
pub type Answers = BoundedVec<(Corridor, Option<DuplicateAnswer>), ConstU32<2>>;

/// A passport that was sent and not revoked.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct SentPassport {
	pub passport: Passport,
	/// Who sent it, under which consent.
	pub institution: InstitutionId,
	pub consent: ConsentId,
	pub sent_at: Timestamp,
	/// Of the message on the lane.
	pub nonce: u64,
}

record! {
	/// What a passport says of a rating. A revocation burns it.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct HeldRating {
		pub claim: GradeClaim,
		pub scorecard: ScorecardId,
		pub coverage: BasisPoints,
		pub rated_at: Timestamp,
		pub valid_until: Timestamp,
		pub statements: H256,
	}
}

/// An enterprise of another place that a passport told of.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Visitor<AccountId> {
	pub corridor: Corridor,
	/// Of its last passport.
	pub number: u64,
	/// Who acts for it here. Stays when the rating is burned: duties from a loan go on.
	pub holder: AccountId,
	pub industry: Industry,
	pub division: Option<Division>,
	pub founded: Date,
	pub received_at: Timestamp,
	pub rating: Option<HeldRating>,
}

/// A voucher that was sent.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct SentVoucher {
	pub voucher: Voucher,
	/// Of the statement that the document is about.
	pub revision: Revision,
	pub institution: InstitutionId,
	pub consent: ConsentId,
	pub checks_left: u32,
	pub nonce: u64,
}

/// A check that was asked for here.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct AskedCheck {
	pub voucher: u64,
	pub institution: InstitutionId,
	pub fingerprint: H256,
	pub asked_at: Timestamp,
	/// What the issuing side found, and when its receipt came.
	pub receipt: Option<(VoucherOutcome, Timestamp)>,
}

/// A check that was answered here.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct AnsweredCheck {
	pub voucher: u64,
	pub fingerprint: H256,
	pub outcome: VoucherOutcome,
	pub at: Timestamp,
}

/// A document that an institution here is about to finance.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Claim {
	pub institution: InstitutionId,
	pub claimed_at: Timestamp,
	/// First second at which it no longer stands.
	pub until: Timestamp,
	/// By corridor; nothing where no answer came yet.
	pub answers: Answers,
}

impl Claim {
	pub fn stands(&self, now: Timestamp) -> bool {
		now < self.until
	}

	/// Somebody abroad was first.
	pub fn is_lost(&self) -> bool {
		self.answers.iter().any(|(_, answer)| matches!(answer, Some(answer) if *answer != DuplicateAnswer::Clear))
	}

	pub fn answer(&self, corridor: Corridor) -> Option<DuplicateAnswer> {
		self.answers.iter().find(|(other, _)| *other == corridor).and_then(|(_, answer)| *answer)
	}
}

/// An institution's claims to one document that followed on each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Series {
	pub institution: InstitutionId,
	/// When the first was made.
	pub since: Timestamp,
	/// First second at which the last no longer stands.
	pub until: Timestamp,
}

/// A document that is held for an institution at the other end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct HeldClaim {
	pub claimed_at: Timestamp,
	pub until: Timestamp,
}

/// A document that was financed at the other end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct FinancedElsewhere {
	pub financed_at: Timestamp,
	pub similar: H256,
}

/// Of two claims to one document made before either chain knew of the other's, the earlier stands; of two in the same
/// second, that of the place named first. Both ends compare the same two pairs, so they agree.
pub fn precedes(one: (Timestamp, Jurisdiction), other: (Timestamp, Jurisdiction)) -> bool {
	one < other
}

/// The first second after so many days from now.
pub fn days_from(now: Timestamp, days: u64) -> Timestamp {
	now.saturating_add(days.saturating_mul(SECONDS_PER_DAY))
}

record! {
	/// Why a passport does not count.
	#[derive(Copy)]
	pub enum PassportStanding {
		Counts,
		/// Its enterprise, or its consent, took it back.
		Revoked,
		Expired,
		/// The scorecard that rated it is not recognised here.
		ScorecardNotRecognised,
		/// Passports from there are not accepted for the time being.
		ClassClosed,
		/// The corridor is halted, so that a revocation could not reach here.
		Halted,
	}
}

/// A passport as people read it where it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentPassportView {
	pub corridor: Corridor,
	pub passport: Passport,
	pub institution: InstitutionId,
	pub consent: ConsentId,
	pub sent_at: Timestamp,
	pub nonce: u64,
	/// The other end has it, taken or refused.
	pub delivered: bool,
}

/// A passport as people read it where it arrived.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VisitorView<AccountId> {
	pub corridor: Corridor,
	pub enterprise: RegistrationNumber,
	pub number: u64,
	pub holder: AccountId,
	pub industry: Industry,
	pub division: Option<Division>,
	pub founded: Date,
	pub received_at: Timestamp,
	pub rating: Option<HeldRating>,
	pub standing: PassportStanding,
	/// By the table with which this chain recognised the scorecard.
	pub default_probability: Option<BasisPoints>,
}

/// All passports of an enterprise, as this chain knows them.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PassportsView<AccountId> {
	/// Sent from here.
	pub sent: alloc::vec::Vec<SentPassportView>,
	/// Arrived here.
	pub held: Option<VisitorView<AccountId>>,
}

/// A check of a voucher as people read it, at either end.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
	pub check: u64,
	pub fingerprint: H256,
	/// Who asked; nothing where it was answered.
	pub institution: Option<InstitutionId>,
	/// When it was asked here, or answered here.
	pub at: Timestamp,
	pub outcome: Option<VoucherOutcome>,
	/// When the receipt came back to who asked.
	pub receipt_at: Option<Timestamp>,
}

/// A voucher as people read it, at either end.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VoucherView {
	pub corridor: Corridor,
	pub voucher: Voucher,
	/// It was sent from here; otherwise it arrived here.
	pub sent: bool,
	/// Known where it was sent.
	pub checks_left: Option<u32>,
	pub nonce: Option<u64>,
	/// The other end has it, taken or refused.
	pub delivered: Option<bool>,
	pub checks: alloc::vec::Vec<CheckView>,
}

/// What this chain and the others know of a document.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentView {
	pub financed_here: bool,
	pub financed_abroad: alloc::vec::Vec<(Corridor, Timestamp)>,
	/// Held for institutions at other ends, until when.
	pub held: alloc::vec::Vec<(Corridor, Timestamp)>,
	pub claim: Option<ClaimView>,
	/// Documents financed abroad that differ from it only in what is easily altered.
	pub similar_abroad: u32,
}

/// A claim as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimView {
	pub institution: InstitutionId,
	pub claimed_at: Timestamp,
	pub until: Timestamp,
	pub stands: bool,
	pub answers: alloc::vec::Vec<(Corridor, Option<DuplicateAnswer>)>,
	/// The institution may let money move.
	pub clear: bool,
}

/// A corridor as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CorridorView {
	pub corridor: Corridor,
	pub other_end: Jurisdiction,
	/// The lane takes messages.
	pub lane_open: bool,
	pub halted: bool,
	/// What this side lets through.
	pub open: alloc::vec::Vec<DataClass>,
	/// Scorecards of the other end, and the default probabilities that this side gives their grades.
	pub recognised: alloc::vec::Vec<(ScorecardId, Probabilities)>,
	/// Number of the last message that arrived from the other end.
	pub last_received: u64,
	/// Number of the last message of ours that was put on the lane.
	pub last_sent: u64,
	/// Number of the last message of ours that the other end is known to have.
	pub last_delivered: u64,
	/// Messages that could not leave yet.
	pub waiting: u64,
}

record! {
	/// What a passport rests on, one leaf for each statement: the root crosses, the leaves stay.
	#[derive(Copy)]
	pub struct StatementLeaf {
		pub indicator: IndicatorId,
		pub revision: Revision,
	}
}
