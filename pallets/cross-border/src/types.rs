//! What is stored. What passes the wire is in `primitives/types` and named here too.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{
	ConsentId, Corridor, Date, Division, DuplicateAnswer, Industry, InstitutionId, Jurisdiction, Passport, Revision,
	Timestamp, Voucher, VoucherOutcome, SECONDS_PER_DAY,
};
use scale_info::TypeInfo;
use sp_core::H256;

pub use lingnan_types::{
	claim::{ClaimView, DocumentView},
	corridor::{CorridorView, Probabilities},
	passport::{
		AttestationLeaf, HeldRating, PassportStanding, PassportsView, SentPassportView, SentStanding, VisitorView,
	},
	voucher::{CheckView, VoucherView},
};

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
	/// Number of the attestation that the document is about.
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
