use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{Amount, BasisPoints, Currency, Date, InstitutionId, LoanId, Timestamp};
use scale_info::TypeInfo;
use sp_core::H256;

pub use lingnan_support::guarantee::*;

/// A guarantor as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Guarantor<AccountId> {
	/// What was entered.
	pub spec: GuarantorSpec<AccountId>,
	/// Suspended by governance.
	pub suspended: bool,
}

/// A guarantor's part, and what became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct SignedPart {
	/// What was proposed.
	pub part: GuaranteePart,
	/// The day on which the guarantor signed. Days since 1970-01-01.
	pub signed_on: Option<Date>,
	/// The day on which it said that it paid. Days since 1970-01-01.
	pub stated_on: Option<Date>,
	/// The day on which whoever it pays recorded that. Days since 1970-01-01.
	pub paid_on: Option<Date>,
	/// BLAKE2b-256 of the amendment of the loan to which the guarantor agreed last, and until when that could be accepted:
	/// Unix time in seconds.
	pub agreed_to: Option<(H256, Timestamp)>,
	/// Its share of the loan's principal, by which room is kept. Minor units (fen, cents, avos).
	pub stands_for: Amount,
}

/// A guarantee as it is stored. What was paid stands on the loan's account, and what stands behind the loan today is reckoned
/// from that.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Guarantee {
	/// The loan, which has the number of its application.
	pub loan: LoanId,
	/// The lender.
	pub institution: InstitutionId,
	/// The loan's currency.
	pub currency: Currency,
	/// By which scheme a loss is shared.
	pub scheme: SharingScheme,
	/// When guarantors pay.
	pub model: PaymentModel,
	/// What they pay a share of.
	pub covers: Covered,
	/// BLAKE2b-256 of what was proposed.
	pub terms: H256,
	/// Who bears which part.
	pub parts: BoundedVec<SignedPart, ConstU32<MOST_PARTS>>,
	/// The day on which it was proposed. Days since 1970-01-01.
	pub proposed_on: Date,
	/// The day on which the lender called it. Days since 1970-01-01.
	pub called_on: Option<Date>,
	/// The day on which the lender gave it back. Days since 1970-01-01.
	pub released_on: Option<Date>,
	/// It takes up no room any more: it lapsed, was given back, or its loan is repaid.
	pub freed: bool,
}

impl Guarantee {
	pub fn is_signed(&self) -> bool {
		self.parts.iter().all(|part| part.signed_on.is_some())
	}

	/// Those who pay the lender.
	pub fn direct(&self) -> impl Iterator<Item = &SignedPart> {
		self.parts.iter().filter(|part| part.part.backs.is_none())
	}

	/// What those who have paid the lender pay together, in basis points of what is covered.
	pub fn paid(&self) -> BasisPoints {
		let paid = self.direct().filter(|part| part.paid_on.is_some());
		paid.fold(0, |sum: BasisPoints, part| sum.saturating_add(part.part.share))
	}

	/// What those who pay the lender pay together, in basis points of what is covered.
	pub fn share(&self) -> BasisPoints {
		self.direct().fold(0, |sum: BasisPoints, part| sum.saturating_add(part.part.share))
	}
}
