//! Applications: what a firm asks for, what it is offered, and where it stands.

use crate::{
	conditions::{Conditions, YearlyRates},
	policy::PolicyReason,
	product::{RepaymentMethod, MAX_TENOR},
	record,
	words::words,
	Amount, ApplicationId, AssetId, Currency, Date, Grade, InstitutionId, LineId, LoanId, PolicyId, ProductId,
	RegistrationNumber, Text, Timestamp, MAX_AMOUNT,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Assets that can secure a loan.
pub const MAX_SECURITY: u32 = 8;

/// Numbers of the assets that secure a loan.
pub type Assets = BoundedVec<AssetId, ConstU32<MAX_SECURITY>>;

record! {
	/// For what the money is meant (贷款用途). Using it otherwise is misuse.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum UseOfFunds {
		/// Day to day business.
		WorkingCapital,
		/// Goods and materials.
		Purchases,
		/// Machines and vehicles.
		Equipment,
		/// Buildings and their fitting out.
		Premises,
		/// Research and development.
		Research,
		/// Imports and exports.
		Trade,
		/// Settling another loan, as a renewal does.
		Refinancing,
		/// Whatever else the parties wrote down.
		Other,
	}
}

words!(UseOfFunds { WorkingCapital, Purchases, Equipment, Premises, Research, Trade, Refinancing, Other });

record! {
	/// What an enterprise asks for.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct RequestSpec {
		/// How much, 1 to 10^15. Minor units (fen, cents, avos).
		pub amount: Amount,
		/// In which currency.
		pub currency: Currency,
		/// Months.
		pub tenor: u16,
		/// How the loan is repaid.
		pub method: RepaymentMethod,
		/// For what the money is meant.
		pub use_of_funds: UseOfFunds,
		/// Numbers of the assets that are offered as security.
		#[serde(default)]
		pub security: Assets,
		/// The loan that this one settles without money moving. None: it is no renewal.
		#[serde(default)]
		pub renews: Option<LoanId>,
		/// The credit line under which it is drawn. None: it stands for itself.
		#[serde(default)]
		pub line: Option<LineId>,
	}
}

impl RequestSpec {
	/// Amount and tenor within bounds, and no asset twice.
	pub fn is_valid(&self) -> bool {
		let mut assets = self.security.to_vec();
		assets.sort_unstable();
		assets.dedup();
		(1..=MAX_AMOUNT).contains(&self.amount)
			&& (1..=MAX_TENOR).contains(&self.tenor)
			&& assets.len() == self.security.len()
	}
}

record! {
	/// What an institution offers.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct OfferSpec {
		/// All that schedule, books and yearly cost follow from.
		pub conditions: Conditions,
		/// First second at which the offer no longer stands. Unix time in seconds.
		pub valid_until: Timestamp,
	}
}

record! {
	/// Every term of a loan: what the enterprise accepts by its hash.
	#[serde(rename_all = "camelCase")]
	pub struct Terms {
		/// Number of the application.
		pub application: ApplicationId,
		/// Number of the product.
		pub product: ProductId,
		/// Number of the institution.
		pub institution: InstitutionId,
		/// Registration number of the enterprise.
		pub enterprise: RegistrationNumber,
		/// Currency of all amounts.
		pub currency: Currency,
		/// All that schedule, books and yearly cost follow from: the sheet of costs is in it.
		pub conditions: Conditions,
		/// What it costs in all, as it was computed on the day of the offer, as if the money went on that day.
		pub all_in: YearlyRates,
		/// For what the money is meant.
		pub use_of_funds: UseOfFunds,
		/// Numbers of the assets that secure the loan.
		pub security: Assets,
		/// The loan that this one settles without money moving. None: it is no renewal.
		pub renews: Option<LoanId>,
		/// The credit line under which it is drawn. None: it stands for itself.
		pub line: Option<LineId>,
		/// First second at which the offer no longer stands. Unix time in seconds.
		pub valid_until: Timestamp,
	}
}

record! {
	/// Why an institution declines.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum DeclineReason {
		/// The risk is too high.
		CreditRisk,
		/// It does not lend for this purpose.
		PurposeNotAccepted,
		/// The security is not enough.
		SecurityInsufficient,
		/// Documents are missing.
		DocumentsMissing,
		/// It cannot lend more at present.
		Capacity,
		/// The money was sent back, or never went, before the loan began.
		DisbursementReversed,
	}
}

words!(DeclineReason {
	CreditRisk,
	PurposeNotAccepted,
	SecurityInsufficient,
	DocumentsMissing,
	Capacity,
	DisbursementReversed
});

impl DeclineReason {
	/// A judgement of the credit itself: what is declined for want of papers or of room, or when the money came back, says
	/// nothing of the firm.
	pub fn is_of_credit(&self) -> bool {
		matches!(self, Self::CreditRisk | Self::PurposeNotAccepted | Self::SecurityInsufficient)
	}
}

record! {
	/// Why an institution offers what its own policy does not take.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum OverrideReason {
		/// It knows the firm from other business.
		KnownCustomer,
		/// What it looked at is newer than what is attested.
		NewerInformation,
		/// Security or a guarantor makes up for it.
		SecurityOrGuarantor,
		/// A public programme is meant for such firms.
		PublicProgramme,
		/// Amount, term or another condition makes up for it.
		OtherConditions,
		/// Whoever may approve an exception did, for none of these reasons.
		ApprovedException,
	}
}

words!(OverrideReason {
	KnownCustomer,
	NewerInformation,
	SecurityOrGuarantor,
	PublicProgramme,
	OtherConditions,
	ApprovedException
});

record! {
	/// On which side of its rules an institution decided otherwise.
	#[derive(Copy)]
	#[serde(rename_all_fields = "camelCase")]
	pub enum OverrideKind {
		/// Declined, though every rule was kept (high-side override).
		HighSide {
			/// Why it was declined.
			reason: DeclineReason,
		},
		/// Offered, though a rule was not kept (low-side override).
		LowSide {
			/// The first rule of the policy that was not kept.
			rule: PolicyReason,
			/// Why it was offered. None: the institution has not said.
			reason: Option<OverrideReason>,
		},
	}
}

record! {
	/// That an institution decided otherwise than the rules that it had stated.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Override {
		/// Number of the version of its policy that was in force when it was applied for. None: there was none, and the product's
		/// own rules were kept.
		pub policy: Option<PolicyId>,
		/// On which side, and why.
		pub kind: OverrideKind,
		/// When it was decided. Unix time in seconds.
		pub at: Timestamp,
	}
}

/// A decision that was otherwise than the rules, as people read it. Without a figure.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct OverrideView {
	/// Number of the application.
	pub application: ApplicationId,
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of the product.
	pub product: ProductId,
	/// The grade, or the least, by which it was filed; from the acceptance on, by which the terms were judged again.
	pub grade: Grade,
	/// What was decided.
	#[serde(flatten)]
	pub decided: Override,
}

record! {
	/// Where an application stands.
	#[serde(rename_all_fields = "camelCase")]
	pub enum ApplicationState {
		/// Waiting for the institution.
		Open,
		/// Waiting for the enterprise.
		Offered,
		/// Waiting for the money.
		Accepted,
		/// The institution says that the money went on `value_date`. The enterprise confirms or disputes it until `confirm_by`;
		/// after that day the loan stands on the institution's word.
		Disbursed {
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// When the institution stated it. Unix time in seconds.
			at: Timestamp,
			/// The day on which the money went. Days since 1970-01-01.
			value_date: Date,
			/// Last day on which the enterprise can confirm or dispute the payment. Days since 1970-01-01.
			confirm_by: Date,
		},
		/// The enterprise says that no money came. After `decide_by` the loan stands if the institution answered, and comes to
		/// nothing if it did not.
		Disputed {
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// The day on which the money went, as the institution says. Days since 1970-01-01.
			value_date: Date,
			/// Hash of what the enterprise shows.
			evidence: H256,
			/// Hash of what the institution shows.
			answer: Option<H256>,
			/// Last day on which it is answered and decided. Days since 1970-01-01.
			decide_by: Date,
		},
		/// It became the loan of the same number.
		Funded,
		/// The institution declined it.
		Declined {
			/// Why it was declined.
			reason: DeclineReason,
		},
		/// The enterprise took it back.
		Withdrawn,
		/// The enterprise refused the offer.
		Refused,
		/// Its time, or that of the offer or the reservation, was over.
		Expired,
		/// The payment that the institution stated was found not to have been made.
		Annulled,
	}
}

impl ApplicationState {
	/// Somebody still has to do something.
	pub fn is_open(&self) -> bool {
		matches!(self, Self::Open | Self::Offered | Self::Accepted | Self::Disbursed { .. } | Self::Disputed { .. })
	}
}

record! {
	/// What is kept for a loan from the acceptance of its terms until its money has gone.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Reservation {
		/// The day of the acceptance. Days since 1970-01-01.
		pub since: Date,
		/// The last day on which the money may go. Days since 1970-01-01.
		pub pay_by: Date,
		/// The enterprise no longer wants it: the money may go no later than on the day when it said so.
		pub withdrawn: bool,
	}
}

record! {
	/// What was found about a payment that was disputed.
	#[derive(Copy)]
	#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
	pub enum Finding {
		/// The money was sent.
		Paid,
		/// It was not.
		NotPaid,
	}
}

words!(Finding { Paid, NotPaid });

/// An application as people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct ApplicationView {
	/// Its number.
	pub id: ApplicationId,
	/// Registration number of the enterprise.
	pub enterprise: RegistrationNumber,
	/// Number of the product.
	pub product: ProductId,
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What the enterprise asks for.
	pub request: RequestSpec,
	/// The grade, or the least, by which it was filed; from the acceptance on, by which the terms were judged again.
	pub grade: Grade,
	/// When it was filed. Unix time in seconds.
	pub filed_at: Timestamp,
	/// Last second in which the institution decides in time. Unix time in seconds.
	pub decide_by: Timestamp,
	/// The institution did not decide in time.
	pub deadline_missed: bool,
	/// Where it stands, as it was last recorded.
	pub state: ApplicationState,
	/// Where it stands now. Time alone closes an offer or makes a loan, and somebody records that only later (`expire`,
	/// `start_loan`). Otherwise the same as `state`.
	pub now: ApplicationState,
	/// The offer. None: there is none yet.
	pub terms: Option<Terms>,
	/// What is kept for the loan, and until when its money may go.
	pub reservation: Option<Reservation>,
	/// What the enterprise signs to accept exactly these terms.
	pub offered_terms_hash: Option<H256>,
}
