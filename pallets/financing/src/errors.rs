//! Why the pallet refuses. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No institution, product, application, loan or enterprise of this number is known. Check the number.
		NotFound,
		/// The signer may not do this: the institution decides, the account that controls the enterprise applies.
		NotAuthorized,
		/// The institution is suspended: it lends nothing until governance reinstates it. Choose another.
		Suspended,
		/// A reason is empty, not UTF-8 or holds control characters.
		InvalidName,
		/// A number lies outside its range. Amounts are 1 to 10^15 minor units, shares 0 to 10,000 basis points; all charges are
		/// no more than a tenth of the loan's amount, a fund's budget no less than it bears.
		LimitExceeded,
		/// The product is withdrawn: nobody can apply for it. Choose one of `financing_products`.
		Withdrawn,
		/// Amount must be 1 to 10^15, tenor 1 to 360 months, and no asset named twice.
		InvalidRequest,
		/// The enterprise has no rating that counts. Prove its grade first (`credit_scoring.prove_grade`).
		NotRated,
		/// The product does not fit. `lingnan product match` gives every reason.
		NotEligible,
		/// Thirty-two applications of this enterprise are open. Withdraw one that is not needed.
		TooManyApplications,
		/// The enterprise filed 64 applications today. Go on tomorrow: a day begins at midnight in UTC+8.
		TooManyToday,
		/// An application for this product is open.
		AlreadyApplied,
		/// The application or loan is not in the state that this needs. Look at it first.
		WrongState,
		/// The terms lie outside the product's ranges, or exceed what was asked for.
		OutsideProduct,
		/// The offer no longer stands, its end is not within 90 days from now, or the days of the dispute are over.
		Expired,
		/// Nothing has expired yet.
		NotExpired,
		/// The hash is not that of the terms offered. Read them again and sign what is shown.
		TermsMismatch,
		/// The reference is not the one that the institution stated.
		ReferenceMismatch,
		/// The principal would exceed a limit, the enterprise's or the institution's. Ask for less, or repay first.
		ExposureExceeded,
		/// A payment with this reference was recorded for this loan. Use the payment's own, or reverse what was recorded wrongly.
		AlreadyRecorded,
		/// The loan is not in arrears for as long as this needs.
		NotInArrears,
		/// As much, or more, is written off already.
		NotMoreSevere,
		/// The reference is empty or only blanks, or holds more than ASCII. Use the payment's own.
		InvalidReference,
		/// The day lies in the future, before the loan or its acceptance, after the last day for the money, or further back
		/// than can be stated. Give the day on which the money went.
		InvalidValueDate,
		/// The liens secure less than the loan in all. Have a greater amount secured.
		SecuredTooLittle,
		/// The entry is reversed already.
		AlreadyReversed,
		/// Only repayments and charges can be reversed, and misuse by who declared it.
		NotReversible,
		/// The account has 600 entries that somebody made. Only a payment that closes the loan is still taken.
		TooManyPostings,
		/// The borrower says that it paid. Record the payment, or refuse the claim with a reason, first.
		ClaimUnanswered,
		/// Eight payments that the borrower states are unanswered. Wait for the lender.
		TooManyClaims,
		/// The waiting time is not over yet.
		TooEarly,
		/// No scorecard is in force, so nobody is rated. Governance must activate one.
		NoChampion,
		/// A payment would be more than what is owed on its day: this one, or with it, or without the charge that is reversed,
		/// a later one. Record at most what closes the loan (`payoff` of the loan), and send back what came too much.
		AboveDebt,
		/// The arrears were recorded today. They grow by a day tomorrow.
		AlreadyNoted,
		/// The lender has not answered this claim yet. Wait until `answer_by`, or state another payment by its own reference.
		AlreadyClaimed,
		/// The fund was asked already. Wait for the arbiter.
		AlreadyAsked,
		/// What lateness or misuse costs lies outside what the place allows. Take a surcharge within the governed limits.
		SurchargeOutsideLimits,
		/// The order of payment leaves a claim out, or names one twice. Name each of the five once.
		OrderIncomplete,
		/// A cost has no amount, a payee that cannot be read, is due after the loan, with the others exceeds the loan, or is the fee
		/// of the credit line, which is levied on the line's own account. Correct the sheet.
		InvalidCost,
		/// No schedule or books follow from these conditions. `quote` shows what does; days, holiday and balloon must fit the term, and a
		/// rate is taken anew on 120 days at most.
		NotComputable,
		/// Somebody who stands behind the loan has not agreed to this amendment as it is proposed now. Each guarantor agrees to it
		/// (`agree_to_amendment` of guarantees), or the lender gives the guarantee back.
		GuarantorsNotAgreed,
		/// No reference rate of this number and currency is known. Check the number.
		NoReference,
		/// The reference has no quote on this day, or is suspended. Wait for its publication, or fix the rate.
		NotQuoted,
		/// No rate is to be taken anew today.
		NotRepriced,
		/// A guarantor or the public fund bears a part: what is owed is not the lender's alone to give away.
		OthersHavePaid,
		/// Misuse was declared already. Take that back first, if it was wrong.
		AlreadyDeclared,
		/// No other conditions are proposed for this loan.
		NothingProposed,
		/// The loan was amended eight times. Settle it, or renew it.
		TooManyAmendments,
		/// The amount is not the principal that the amendment is about today. Take what is not due, and what is due of it if arrears
		/// are rescheduled.
		OtherPrincipal,
		/// The new rate is above the one in force, or there are new costs. Take that rate or a lower one, and leave the costs out.
		Dearer,
		/// Something is due. It must be paid first.
		InArrears,
		/// An extension changes the term alone and ends later than before, and a drawdown under a credit line has none. Propose a
		/// restructuring, or draw again.
		NotAnExtension,
		/// All extensions together are longer than the rules allow for a loan of this term. Shorten it, or renew the loan.
		ExtendedTooFar,
		/// The application names no loan to renew, or one of another firm, lender or currency, or its product is not lent so. Apply
		/// without it.
		NotRenewable,
		/// The old loan has matured, or the renewal was asked for too late. Repay, or agree on a restructuring.
		RenewedTooLate,
		/// Something of the old loan is due, or it is in default, called or misused: a renewal hides nothing. Pay what is due first.
		NotInGoodStanding,
		/// The new loan does not lend what closes the old one, to the unit. Pay the interest so far, and what the new loan does not
		/// settle, first.
		RenewalNotCovered,
		/// The loans are not all of one enterprise in one currency, or one is named twice. Name each loan of one borrower once.
		NotOneDebtor,
		/// The accounts of these loans are too long to be reckoned in one call. Name fewer loans, or record each part by itself.
		TooMuchAtOnce,
	}
}
