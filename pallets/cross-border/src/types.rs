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
#[scale_info(capture_docs = "always")]
pub struct SentPassport {
	/// The passport.
	pub passport: Passport,
	/// Who sent it, under which consent.
	pub institution: InstitutionId,
	/// Number of the consent.
	pub consent: ConsentId,
	/// When it was sent. Unix time in seconds.
	pub sent_at: Timestamp,
	/// Number of the message on the lane.
	pub nonce: u64,
}

record! {
	/// What a passport says of a rating. A revocation burns it.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct HeldRating {
		/// What is known of the grade.
		pub claim: GradeClaim,
		/// Number of the scorecard.
		pub scorecard: ScorecardId,
		/// Share of the scorecard's characteristics that had a statement. In basis points.
		pub coverage: BasisPoints,
		/// When the rating was made. Unix time in seconds.
		pub rated_at: Timestamp,
		/// First second at which it no longer counts. Unix time in seconds.
		pub valid_until: Timestamp,
		/// Root over the statements that the rating used.
		pub statements: H256,
	}
}

/// An enterprise of another place that a passport told of.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Visitor<AccountId> {
	/// The corridor.
	pub corridor: Corridor,
	/// Number of its last passport.
	pub number: u64,
	/// Who acts for it here. Stays when the rating is burned: duties from a loan go on.
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
}

/// A voucher that was sent.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct SentVoucher {
	/// The voucher.
	pub voucher: Voucher,
	/// Number of the statement that the document is about.
	pub revision: Revision,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Number of the consent.
	pub consent: ConsentId,
	/// How many checks it still allows.
	pub checks_left: u32,
	/// Number of the message on the lane.
	pub nonce: u64,
}

/// A check that was asked for here.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct AskedCheck {
	/// Number of the voucher, counted for each corridor from 1.
	pub voucher: u64,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Salted hash of the document that the holder showed.
	pub fingerprint: H256,
	/// When it was asked. Unix time in seconds.
	pub asked_at: Timestamp,
	/// What the issuing side found, and when its receipt came. Unix time in seconds.
	pub receipt: Option<(VoucherOutcome, Timestamp)>,
}

/// A check that was answered here.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct AnsweredCheck {
	/// Number of the voucher, counted for each corridor from 1.
	pub voucher: u64,
	/// Salted hash of the document that the holder showed.
	pub fingerprint: H256,
	/// What came of the check.
	pub outcome: VoucherOutcome,
	/// When it was answered. Unix time in seconds.
	pub at: Timestamp,
}

/// A document that an institution here is about to finance.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Claim {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// When the document was claimed. Unix time in seconds.
	pub claimed_at: Timestamp,
	/// First second at which it no longer stands. Unix time in seconds.
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
#[scale_info(capture_docs = "always")]
pub struct Series {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// When the first was made. Unix time in seconds.
	pub since: Timestamp,
	/// First second at which the last no longer stands. Unix time in seconds.
	pub until: Timestamp,
}

/// A document that is held for an institution at the other end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct HeldClaim {
	/// When the document was claimed. Unix time in seconds.
	pub claimed_at: Timestamp,
	/// First second at which it is no longer held. Unix time in seconds.
	pub until: Timestamp,
}

/// A document that was financed at the other end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct FinancedElsewhere {
	/// When it was financed. Unix time in seconds.
	pub financed_at: Timestamp,
	/// Token of what stays the same when the document is altered.
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
	pub sent: alloc::vec::Vec<SentPassportView>,
	/// Arrived here.
	pub held: Option<VisitorView<AccountId>>,
}

/// A check of a voucher as people read it, at either end.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
	/// Number of the check, counted by the end that asks.
	pub check: u64,
	/// Salted hash of the document that the holder showed.
	pub fingerprint: H256,
	/// Who asked; nothing where it was answered.
	pub institution: Option<InstitutionId>,
	/// When it was asked here, or answered here. Unix time in seconds.
	pub at: Timestamp,
	/// What came of it. None: no receipt yet.
	pub outcome: Option<VoucherOutcome>,
	/// When the receipt came back to who asked. Unix time in seconds.
	pub receipt_at: Option<Timestamp>,
}

/// A voucher as people read it, at either end.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct VoucherView {
	/// The corridor.
	pub corridor: Corridor,
	/// The voucher.
	pub voucher: Voucher,
	/// It was sent from here; otherwise it arrived here.
	pub sent: bool,
	/// Known where it was sent. How many.
	pub checks_left: Option<u32>,
	/// Number of the message on the lane. Known where it was sent.
	pub nonce: Option<u64>,
	/// The other end has it, taken or refused.
	pub delivered: Option<bool>,
	/// It can still be checked: its time is not over, and it allows a check as far as this end knows.
	pub usable: bool,
	/// The checks that were asked for.
	pub checks: alloc::vec::Vec<CheckView>,
}

/// What this chain and the others know of a document.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct DocumentView {
	/// A loan was made here on it.
	pub financed_here: bool,
	/// Where and when it was financed elsewhere. Unix time in seconds.
	pub financed_abroad: alloc::vec::Vec<(Corridor, Timestamp)>,
	/// Held for institutions at other ends, until when. Unix time in seconds.
	pub held: alloc::vec::Vec<(Corridor, Timestamp)>,
	/// The institution here that is about to finance it.
	pub claim: Option<ClaimView>,
	/// Documents financed abroad that differ from it only in what is easily altered. How many.
	pub similar_abroad: u32,
}

/// A claim as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ClaimView {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// When the document was claimed. Unix time in seconds.
	pub claimed_at: Timestamp,
	/// First second at which it no longer stands. Unix time in seconds.
	pub until: Timestamp,
	/// It is not over yet.
	pub stands: bool,
	/// By corridor. None: no answer came yet.
	pub answers: alloc::vec::Vec<(Corridor, Option<DuplicateAnswer>)>,
	/// The institution may let money move.
	pub clear: bool,
}

/// A corridor as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct CorridorView {
	/// The corridor.
	pub corridor: Corridor,
	/// The place at the other end.
	pub other_end: Jurisdiction,
	/// The lane takes messages.
	pub lane_open: bool,
	/// Nothing passes for the time being.
	pub halted: bool,
	/// What this side lets through.
	pub open: alloc::vec::Vec<DataClass>,
	/// Scorecards of the other end, and the default probabilities that this side gives their grades.
	/// Number of the scorecard, and basis points, AAA first.
	pub recognised: alloc::vec::Vec<(ScorecardId, Probabilities)>,
	/// Number of the last message that arrived from the other end.
	pub last_received: u64,
	/// Number of the last message of ours that was put on the lane.
	pub last_sent: u64,
	/// Number of the last message of ours that the other end is known to have.
	pub last_delivered: u64,
	/// Messages that could not leave yet. How many.
	pub waiting: u64,
}

record! {
	/// What a passport rests on, one leaf for each statement: the root crosses, the leaves stay.
	#[derive(Copy)]
	pub struct StatementLeaf {
		/// Number of the indicator.
		pub indicator: IndicatorId,
		/// Which statement about the enterprise and the indicator it is, numbered from 1.
		pub revision: Revision,
	}
}
