use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{
	record, Amount, BasisPoints, Date, Grade, InstitutionId, LoanId, ProductId, RegistrationNumber, ScorecardId,
	Timestamp,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

pub use lingnan_support::{application::*, institution::*, loan::*, product::*};

/// Open applications of one enterprise.
pub const MAX_APPLICATIONS: u32 = 32;
/// Applications that one enterprise files in a day: it can exchange all that it has open, twice. Each is read at the bank.
pub const MAX_APPLIED_A_DAY: u32 = 64;
/// Entries on the account of one loan that people make; then only one that closes it.
pub const MAX_POSTINGS: u32 = 600;
/// Days on which the rate of one loan is taken anew: each month for ten years, or each quarter for thirty.
pub const MAX_REPRICINGS: u32 = 120;
/// Entries in all: what closes a loan, calls it, or comes from its security is taken beyond [`MAX_POSTINGS`], and so is each
/// rate that is taken anew.
pub const ALL_POSTINGS: u32 = MAX_POSTINGS + 40 + MAX_REPRICINGS;
/// Times that the terms of one loan are amended.
pub const MAX_AMENDMENTS: u32 = 8;
/// Payments of one loan that its borrower states and its lender has not answered.
pub const MAX_CLAIMS: u32 = 8;
/// Loans over which one payment is split.
pub const MAX_TOGETHER: u32 = 16;

/// The loans over which one payment is split.
pub type Together = BoundedVec<LoanId, ConstU32<MAX_TOGETHER>>;

/// Changes of the terms that both sides signed, in the order of their days.
pub type Amendments = BoundedVec<Amendment, ConstU32<MAX_AMENDMENTS>>;

/// What the enterprise signs to accept terms: Blake2 of their SCALE encoding.
pub fn hash_of(terms: &Terms) -> H256 {
	H256(sp_io::hashing::blake2_256(&terms.encode()))
}

/// All figures of an application and of the loan that it becomes, entries on its account apart: what is asked for, offered
/// and amended. Nothing else repeats them (decision 210).
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Record {
	/// What the enterprise asks for.
	pub request: RequestSpec,
	/// What is offered, and from the acceptance on what was accepted. None: there is no offer yet.
	pub terms: Option<Terms>,
	/// How both sides changed it since.
	pub amendments: Amendments,
	/// What the lender proposes to change. None: nothing.
	pub proposed: Option<Proposal>,
}

/// Other conditions that the lender proposes for a loan that runs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Proposal {
	/// What would hold.
	pub amendment: Amendment,
	/// First second at which it no longer stands. Unix time in seconds.
	pub valid_until: Timestamp,
}

/// An application as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Application {
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of the product.
	pub product: ProductId,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// The rating by which it was filed, and from the acceptance on that by which the terms were judged again.
	pub scorecard: ScorecardId,
	/// The grade that was proved at the filing, and from the acceptance on at the acceptance: the enterprise's is at least
	/// this.
	pub grade: Grade,
	/// When it was filed. Unix time in seconds.
	pub filed_at: Timestamp,
	/// Last second in which the institution decides in time. Unix time in seconds.
	pub decide_by: Timestamp,
	/// The institution did not decide in time.
	pub deadline_missed: bool,
	/// Where it stands.
	pub state: ApplicationState,
	/// The day on which terms were offered. None: they were not. Days since 1970-01-01.
	pub offered_on: Option<Date>,
	/// While terms are accepted and no loan has begun.
	pub reservation: Option<Reservation>,
}

/// A loan as it is stored. What was agreed is in its [`Record`], what happened on its account, and the books follow from both.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Loan {
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of the product.
	pub product: ProductId,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// Number of the scorecard by which it was granted.
	pub scorecard: ScorecardId,
	/// The grade that was proved at grant: the enterprise's is at least this.
	pub grade: Grade,
	/// The day from which it runs. Days since 1970-01-01.
	pub started: Date,
	/// Entries on its account, which are numbered from 0. How many.
	pub postings: u32,
	/// Where it stands.
	pub state: LoanState,
	/// The day on which it was found to be in default. Days since 1970-01-01.
	pub defaulted_on: Option<Date>,
	/// The day on which the default was found to be cured; none again when another was found. Days since 1970-01-01.
	pub cured_on: Option<Date>,
	/// The day since which everything is due. Days since 1970-01-01.
	pub called_on: Option<Date>,
	/// What somebody had recorded of the arrears last.
	pub noted: Option<NotedArrears>,
	/// Payments that the borrower states and the lender has not answered. How many.
	pub claims: u32,
	/// The day on which it was repaid to the last unit. Days since 1970-01-01.
	pub closed_on: Option<Date>,
	/// Share of what was outstanding that is written off. In basis points.
	pub written_off: BasisPoints,
	/// The day on which the lender asked the compensation fund. Days since 1970-01-01.
	pub asked_on: Option<Date>,
}

record! {
	/// The public risk-compensation fund of one currency.
	#[derive(Copy, Default)]
	pub struct Fund {
		/// Of the principal in default. In basis points.
		pub share: BasisPoints,
		/// The most that it bears in all. Minor units (fen, cents, avos).
		pub budget: Amount,
		/// What it bears now, in all: what came back to it is not in it. Minor units (fen, cents, avos).
		pub paid: Amount,
	}
}

record! {
	/// What the compensation fund granted on a loan: public money, and the only figures of a loan beside its terms and account.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Cover {
		/// What was owed then. Minor units (fen, cents, avos).
		pub principal: Amount,
		/// What the fund granted of it. Minor units (fen, cents, avos).
		pub granted: Amount,
		/// What the fund bears now: its part of the principal that is still owed. Minor units (fen, cents, avos).
		pub bears: Amount,
	}
}

impl Cover {
	/// The fund's part of what is still owed, rounded down: what is recovered goes to lender and fund in proportion.
	pub fn of(&self, outstanding: Amount) -> Amount {
		let product = u128::from(self.granted).saturating_mul(outstanding.into());
		let part = product.checked_div(self.principal.into()).unwrap_or(0);
		Amount::try_from(part).unwrap_or(self.granted).min(self.granted)
	}
}
