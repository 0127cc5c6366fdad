//! What the pallet tells. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An enterprise applied; the institution must decide by then.
		Applied {
			/// Number of the application.
			application: ApplicationId,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the product.
			product: ProductId,
			/// Number of the institution.
			institution: InstitutionId,
			/// Last second in which the institution decides in time. Unix time in seconds.
			decide_by: Timestamp,
		},
		/// The enterprise took its application back.
		ApplicationWithdrawn {
			/// Number of the application.
			application: ApplicationId,
		},
		/// The institution declined an application.
		Declined {
			/// Number of the application.
			application: ApplicationId,
			/// Why it was declined.
			reason: DeclineReason,
		},
		/// The institution did not decide in time. `missed` counts all that it missed.
		DeadlineMissed {
			/// Number of the application.
			application: ApplicationId,
			/// Number of the institution.
			institution: InstitutionId,
			/// How many deadlines the institution has missed in all.
			missed: u32,
		},
		/// Terms to be accepted by their hash. The application has them.
		Offered {
			/// Number of the application.
			application: ApplicationId,
			/// Blake2 hash of the terms: what the enterprise signs.
			terms_hash: H256,
		},
		/// All that the loan needs is reserved. The money may go until `pay_by`.
		OfferAccepted {
			/// Number of the application.
			application: ApplicationId,
			/// Blake2 hash of the terms: what the enterprise signs.
			terms_hash: H256,
			/// Last day on which the money may go. Days since 1970-01-01.
			pay_by: Date,
		},
		/// The enterprise no longer wants the loan. Money that went until `pay_by` can still be stated.
		WithdrawalNoticed {
			/// Number of the application.
			application: ApplicationId,
			/// Last day on which money that went can be of this loan. Days since 1970-01-01.
			pay_by: Date,
		},
		/// The enterprise refused an offer.
		OfferRefused {
			/// Number of the application.
			application: ApplicationId,
		},
		/// An application, an offer or a reservation ended because its time was over.
		ApplicationExpired {
			/// Number of the application.
			application: ApplicationId,
		},
		/// The institution says that it sent the money.
		Disbursed {
			/// Number of the application.
			application: ApplicationId,
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// The day on which the money went. Days since 1970-01-01.
			value_date: Date,
			/// The last day on which the enterprise can dispute it. Days since 1970-01-01.
			confirm_by: Date,
		},
		/// The enterprise says that no money came.
		PaymentDisputed {
			/// Number of the application.
			application: ApplicationId,
			/// Hash of what the enterprise shows.
			evidence: H256,
			/// Last day on which a dispute is answered and decided. Days since 1970-01-01.
			decide_by: Date,
		},
		/// The institution shows that it sent the money.
		DisputeAnswered {
			/// Number of the application.
			application: ApplicationId,
			/// Hash of what the institution shows.
			evidence: H256,
		},
		/// It was found whether a disputed payment was made.
		DisputeDecided {
			/// Number of the application.
			application: ApplicationId,
			/// What was found.
			finding: Finding,
		},
		/// No money went: all that was reserved is free.
		PaymentAnnulled {
			/// Number of the application.
			application: ApplicationId,
		},
		/// The enterprise has the money, or did not object in time: the loan lives from the day on which the money went.
		LoanStarted {
			/// Number of the loan.
			loan: LoanId,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the institution.
			institution: InstitutionId,
			/// The day from which the loan runs. Days since 1970-01-01.
			started: Date,
		},
		/// The lender recorded a repayment.
		Repaid {
			/// Number of the loan.
			loan: LoanId,
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
			/// The day from which the payment counts. Days since 1970-01-01.
			value_date: Date,
		},
		/// What the enforcement of a lien brought.
		ProceedsCredited {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the lien.
			lien: LienId,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
		},
		/// One side asks for a reversal that needs both.
		ReversalAsked {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
			/// The lender asks; otherwise the borrower.
			by_lender: bool,
			/// Why, at most 64 bytes of UTF-8.
			reason: Text<64>,
		},
		/// An entry does not count any more, and all after it is calculated again.
		PostingReversed {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
			/// Of who made it so, at most 64 bytes of UTF-8.
			reason: Text<64>,
			/// Who asked for it before, and with what reason, if both agreed; otherwise the lender alone reversed it, in its time.
			asked: Option<AskedReversal>,
		},
		/// The payment that closed it was reversed. `lost`: what no longer secures it.
		LoanReopened {
			/// Number of the loan.
			loan: LoanId,
			/// Numbers of the assets that no longer secure it.
			lost: Assets,
		},
		/// The borrower says that it paid; the lender answers until `answer_by`.
		PaymentClaimed {
			/// Number of the loan.
			loan: LoanId,
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// The day from which the payment counts. Days since 1970-01-01.
			value_date: Date,
			/// Hash of the evidence, which stays off the chain.
			evidence: H256,
			/// Last day on which the lender answers in time. Days since 1970-01-01.
			answer_by: Date,
		},
		/// The lender says that a payment which the borrower states did not come.
		ClaimRefused {
			/// Number of the loan.
			loan: LoanId,
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// Why, at most 64 bytes of UTF-8.
			reason: Text<64>,
		},
		/// For so many days more than the materiality was past due.
		ArrearsNoted {
			/// Number of the loan.
			loan: LoanId,
			/// Days for which more than the governed materiality was past due, but for those on which no payment could be recorded.
			days: u32,
		},
		/// Everything is due.
		LoanCalled {
			/// Number of the loan.
			loan: LoanId,
		},
		/// Costs of collection were charged.
		Charged {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
			/// Why, at most 64 bytes of UTF-8.
			reason: Text<64>,
		},
		/// Repaid to the last unit.
		LoanClosed {
			/// Number of the loan.
			loan: LoanId,
		},
		/// A loan is in default.
		Defaulted {
			/// Number of the loan.
			loan: LoanId,
			/// Days for which more than the governed materiality was past due, but for those on which no payment could be recorded.
			arrears_days: u32,
		},
		/// The loan never was in default, as is known now: what was due had been paid in time and recorded later, or a charge
		/// was wrong.
		DefaultUndone {
			/// Number of the loan.
			loan: LoanId,
		},
		/// The lender asks the public fund for its share.
		CompensationAsked {
			/// Number of the loan.
			loan: LoanId,
		},
		/// What the public fund bears of the loan changed: less when something was recovered, more when a payment was reversed.
		CompensationSettled {
			/// Number of the loan.
			loan: LoanId,
		},
		/// The public fund paid the institution its share of a default.
		Compensated {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the institution.
			institution: InstitutionId,
		},
		/// A part of a loan was written off.
		WrittenOff {
			/// Number of the loan.
			loan: LoanId,
			/// Share of what was outstanding that is written off in all. In basis points.
			share: BasisPoints,
		},
		/// An institution set the most that it lends to one enterprise.
		ExposureLimitSet {
			/// Number of the institution.
			institution: InstitutionId,
			/// Currency of the amounts.
			currency: Currency,
			/// The most that it lends to one enterprise. None: no limit. Minor units (fen, cents, avos).
			limit: Option<Amount>,
		},
		/// Governance set the compensation fund of a currency.
		CompensationSet {
			/// Currency of the amounts.
			currency: Currency,
			/// Share of the principal in default that it bears. In basis points.
			share: BasisPoints,
			/// The most that the fund bears. Minor units (fen, cents, avos).
			budget: Amount,
		},
		/// The institution's own policy decided: its offer is made.
		DecidedByPolicy {
			/// Number of the application.
			application: ApplicationId,
			/// Number of the policy.
			policy: PolicyId,
		},
		/// The institution's own policy leaves it to an officer.
		LeftToOfficer {
			/// Number of the application.
			application: ApplicationId,
			/// Number of the policy.
			policy: PolicyId,
			/// Why: what of the policy it does not meet.
			reason: PolicyReason,
		},
		/// The rate of a loan was taken anew from its reference.
		Repriced {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
			/// The day from which it holds. Days since 1970-01-01.
			value_date: Date,
		},
		/// A guarantor paid.
		GuaranteeCredited {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
		},
		/// The lender forgave a part of what is owed.
		Forgiven {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
			/// Why, at most 64 bytes of UTF-8.
			reason: Text<64>,
		},
		/// The lender says that the money was not used as agreed.
		MisuseDeclared {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
			/// Hash of what shows it.
			evidence: H256,
		},
		/// The lender proposes other conditions for a loan that runs.
		AmendmentProposed {
			/// Number of the loan.
			loan: LoanId,
			/// Blake2 hash of the loan's number and the amendment: what the enterprise signs.
			amendment_hash: H256,
			/// First second at which the proposal no longer stands. Unix time in seconds.
			valid_until: Timestamp,
		},
		/// Both sides signed other conditions for a loan: they hold from today on.
		Amended {
			/// Number of the loan.
			loan: LoanId,
			/// Number of the entry on the loan's account, from 0.
			posting: u32,
			/// An extension or a restructuring.
			kind: AmendmentKind,
		},
		/// A loan in default is none any more: nothing of it is due.
		DefaultCured {
			/// Number of the loan.
			loan: LoanId,
		},
		/// Another loan settled this one, without money moving.
		LoanRenewed {
			/// Number of the loan that was settled.
			loan: LoanId,
			/// Number of the loan that did.
			by: LoanId,
			/// Number of the entry on the settled loan's account, from 0.
			posting: u32,
		},
		/// The lender recorded one payment on several loans: each has its part as an entry under the reference.
		PaymentSplit {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// The day from which the payment counts. Days since 1970-01-01.
			value_date: Date,
			/// Numbers of the loans that got a part of it.
			loans: Together,
		},
		/// The lender took its proposal back, and with it lapses what guarantors agreed to.
		AmendmentWithdrawn {
			/// Number of the loan.
			loan: LoanId,
			/// Blake2 hash of the loan's number and the amendment that nobody can accept any more.
			amendment_hash: H256,
		},
		/// An institution decided otherwise than the rules that it had stated.
		Overridden {
			/// Number of the application.
			application: ApplicationId,
			/// Number of the institution.
			institution: InstitutionId,
			/// What was decided, by which policy.
			decided: Override,
		},
		/// An institution said why it offered what its policy does not take.
		OverrideExplained {
			/// Number of the application.
			application: ApplicationId,
			/// Why.
			reason: OverrideReason,
		},
	}
}
