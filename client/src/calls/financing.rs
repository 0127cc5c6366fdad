//! Calls about applications, loans and their books, and the compensation fund.

use lingnan_types::{
	application::{DeclineReason, Finding, OfferSpec, OverrideReason, RequestSpec},
	loan::Amendment,
	Amount, ApplicationId, BasisPoints, Currency, Date, LoanId, ProductId, RegistrationNumber, Text, Timestamp,
};
use subxt::utils::H256;

super::calls! { "Financing":
	/// Applies for a product (enterprise).
	Apply = apply { enterprise: RegistrationNumber, product: ProductId, request: RequestSpec }
	/// Withdraws an application (enterprise).
	WithdrawApplication = withdraw_application { application: ApplicationId }
	/// Declines an application (institution).
	Decline = decline { application: ApplicationId, reason: DeclineReason }
	/// Offers terms (institution).
	MakeOffer = make_offer { application: ApplicationId, terms: OfferSpec }
	/// Says why an offer was made that the policy does not take (institution).
	ExplainOverride = explain_override { application: ApplicationId, reason: OverrideReason }
	/// Accepts exactly the terms of that hash (enterprise).
	AcceptOffer = accept_offer { application: ApplicationId, terms_hash: H256 }
	/// Refuses the terms (enterprise).
	RefuseOffer = refuse_offer { application: ApplicationId }
	/// Brings an application up to date whose time is over (anybody).
	Expire = expire { application: ApplicationId }
	/// Says that the money went (institution).
	Disburse = disburse { application: ApplicationId, reference: Text<64>, value_date: Date }
	/// Says that the money came (enterprise).
	ConfirmReceipt = confirm_receipt { application: ApplicationId, reference: Text<64> }
	/// Records that money came (institution).
	RecordRepayment = record_repayment { loan: LoanId, amount: Amount, reference: Text<64>, value_date: Date }
	/// Charges an amount to a loan (institution).
	LevyCharge = levy_charge { loan: LoanId, amount: Amount, reason: Text<64> }
	/// Calls a loan that is in default (institution).
	DeclareDefault = declare_default { loan: LoanId }
	/// Writes a part of a loan off, in all, of the whole (institution).
	WriteOff = write_off { loan: LoanId, share: BasisPoints }
	/// Bounds what an institution lends to one enterprise; none lifts the bound (institution).
	SetExposureLimit = set_exposure_limit { limit: Option<Amount>, currency: Currency }
	/// Sets what the public fund of a currency bears (governance).
	SetCompensation = set_compensation { currency: Currency, share: BasisPoints, budget: Amount }
	/// Starts a loan to whose payment nobody objected in time (anybody).
	StartLoan = start_loan { application: ApplicationId }
	/// Says that no money came (enterprise). The evidence is a fingerprint.
	DisputePayment = dispute_payment { application: ApplicationId, evidence: H256 }
	/// Shows that the money went (institution). The evidence is a fingerprint.
	AnswerDispute = answer_dispute { application: ApplicationId, evidence: H256 }
	/// Decides whether the money went (regulator).
	DecideDispute = decide_dispute { application: ApplicationId, finding: Finding }
	/// Takes an entry of the books back; after the other side has asked, for good (institution, enterprise).
	Reverse = reverse { loan: LoanId, posting: u32, reason: Text<64> }
	/// Notes a loan's arrears (anybody).
	NoteArrears = note_arrears { loan: LoanId }
	/// Asks the lender to record a payment (enterprise). The evidence is a fingerprint.
	ClaimPayment = claim_payment {
		loan: LoanId, amount: Amount, reference: Text<64>, value_date: Date, evidence: H256,
	}
	/// Refuses to record a payment (institution).
	RefuseClaim = refuse_claim { loan: LoanId, reference: Text<64>, reason: Text<64> }
	/// Asks the public fund for its part of a loss (institution).
	AskCompensation = ask_compensation { loan: LoanId }
	/// Has the public fund bear its part (regulator).
	ApproveCompensation = approve_compensation { loan: LoanId }
	/// Takes the rate of a loan anew from its reference, for each day that has come (anybody).
	Reprice = reprice { loan: LoanId }
	/// Forgives a part of what is owed; no money comes (institution).
	Forgive = forgive { loan: LoanId, amount: Amount, reason: Text<64> }
	/// Says that the money was not used as agreed (institution). The evidence is a fingerprint.
	DeclareMisuse = declare_misuse { loan: LoanId, evidence: H256 }
	/// Proposes other conditions for a loan that runs (institution).
	ProposeAmendment = propose_amendment { loan: LoanId, amendment: Amendment, valid_until: Timestamp }
	/// Accepts exactly the conditions of that hash (enterprise).
	AcceptAmendment = accept_amendment { loan: LoanId, amendment_hash: H256 }
	/// Records one payment on several loans of one borrower (institution).
	RepaySeveral = repay_several {
		loans: Vec<LoanId>, amount: Amount, reference: Text<64>, value_date: Date, named: Option<LoanId>,
	}
	/// Takes back what it proposed for a loan (institution).
	WithdrawAmendment = withdraw_amendment { loan: LoanId }
	/// Finds that a default is cured: nothing of the loan is due (institution).
	Cure = cure { loan: LoanId }
	/// Settles the loan that the application names, without money moving (institution).
	Renew = renew { application: ApplicationId }
}
