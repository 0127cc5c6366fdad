//! Why the pallet refuses. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No asset, lien, appraiser or enterprise of this number is known. Check the number.
		NotFound,
		/// The signer may not do this: see the table of roles in the pallet's description.
		NotAuthorized,
		/// Ten thousand documents of this enterprise are neither financed nor cancelled. Cancel those that are settled.
		TooManyDocuments,
		/// It is there already: the right, the registration of the document, what an agency says of it, the key, or the licence.
		AlreadyExists,
		/// The enterprise is not active and cannot pledge.
		EnterpriseNotActive,
		/// The institution is unknown or suspended. Choose another.
		InstitutionNotActive,
		/// The call is for the other kind of asset, or the number is not one of this kind.
		WrongKind,
		/// The number's check character or form is wrong.
		InvalidNumber,
		/// A name or title is empty, not UTF-8 or holds control characters.
		InvalidName,
		/// Owners must be one to eight registered enterprises, none twice.
		InvalidOwners,
		/// An export declaration is the declaration itself: leave the token of another one out.
		InvalidDeclaration,
		/// The agency has no key of this version. Its keys: `lingnan show document-keys AGENCY`.
		InvalidTokenVersion,
		/// A date is not possible: expired, due before issued, issued or valued in the future.
		InvalidDate,
		/// An amount must be 1 to 10^15 minor units.
		LimitExceeded,
		/// The asset has sixteen liens already, or secures four loans at a time. Have one released, or wait until one is repaid.
		TooManyLiens,
		/// Refused: the pledgor is not the owner of record. The owner must pledge.
		NotOwner,
		/// Refused: the right is not granted, lapsed or was invalidated.
		NotInForce,
		/// Refused: the annual fee is unpaid. Pay it and have the IP office record it.
		FeeUnpaid,
		/// Refused: a dispute or a court's preservation is in force.
		Encumbered,
		/// Refused: the term ends after the right does. Choose a shorter one.
		TermBeyondRight,
		/// Refused: a co-owner has not agreed. Let each sign `agree_to_pledge`.
		CoOwnerNotAgreed,
		/// Refused: the right is pledged already.
		AlreadyPledged,
		/// Refused: invalidation is pending and the lender has not signed `acknowledge_invalidation`.
		InvalidationPending,
		/// The receivable was cancelled.
		Cancelled,
		/// Loans were made on all of it already, and it cannot be financed again.
		AlreadyFinanced,
		/// A registration that names the same declaration is financed.
		DuplicateOfFinanced,
		/// The receivable was due before today.
		PastDue,
		/// No appraiser has valued it.
		NoValuation,
		/// The valuation is too old. Have it appraised again.
		StaleValuation,
		/// There is a newer valuation.
		OutdatedValuation,
		/// The trade record is confirmed already.
		AlreadyConfirmed,
		/// It has a live lien. It must be released first.
		Pledged,
		/// The lien is not live.
		NotLive,
		/// The loan that it secures is not in default.
		NotDefaulted,
		/// There is a senior lien. Only the first rank can be enforced, or lent on without `accept_rank`.
		NotFirstRank,
		/// The lien secures a loan already.
		AlreadyBound,
		/// The liens are on different assets.
		DifferentAssets,
		/// `lien` ranks behind `below` already.
		NotSenior,
		/// The lien's registration is not over yet.
		NotExpired,
		/// No invalidation is pending.
		NothingPending,
		/// Another chain said that it financed this document. Take another as security.
		FinancedAbroad,
		/// It is reserved for a loan that is about to be paid out. Wait until that loan begins, or its institution declines it.
		Reserved,
		/// The lien's registration ends before the loan can. Have the pledgor grant a longer one, after the institution
		/// has released this one; of a loan that runs the institution continues it.
		LienTooShort,
		/// The receivable is due in a month before the loan's last. Take a shorter loan, or another receivable.
		DueBeforeLoan,
		/// The lien secures a loan that is not closed, and lasts as long as the debt.
		SecuresLoan,
		/// The agency that issues the document says that it is another firm's, or reads otherwise. Register it as issued, or ask
		/// the agency to withdraw what it said by mistake.
		AttestedOtherwise,
		/// The agency attested another kind, currency or due month, or a smaller amount.
		DiffersFromAttested,
		/// No call answers this any more: the agency that confirms gives the tokens.
		TokenMismatch,
		/// No enforcement of this lien is proposed. Propose one first.
		NotProposed,
		/// Name the hash of the papers that show price and costs.
		EvidenceMissing,
		/// A right is sold to a buyer. To keep it, offer at least its valuation, or agree on a price with every owner.
		BuyerMissing,
		/// Less, after costs, than the standing valuation, or than what remains of the receivable, less the governed share. Sell
		/// it, or agree on a price.
		PriceTooLow,
		/// The valuation is in another currency than the loan. Have it appraised in the loan's.
		DifferentCurrency,
		/// The institution has proposed something else meanwhile. Look at the new proposal.
		EnforcementChanged,
		/// The owners can still object, or those behind state their claims. Wait until the day after the last on which they can,
		/// or for the owners' agreement if no other institution's lien stands behind.
		TooEarly,
		/// The owner has agreed, or the days to object are over.
		TooLate,
		/// An objection stands. A court decides, or its time to decide runs out.
		ObjectionPending,
		/// The price rests on the agreement of every owner, and not all have signed.
		NotAgreed,
		/// A court upheld an objection to this price or a higher one. Propose more, or wait as many days as the owners have to
		/// object.
		ObjectionUpheld,
		/// It is financed here unconfirmed, and an institution at another place is about to finance it. Confirm it when that
		/// claim is over, after thirty days at most.
		HeldAbroad,
		/// The lien secures no loan, and ends on the day to which its pledgor agreed. Have the pledgor grant another.
		SecuresNothing,
		/// The public fund bears a part of the loan, and recovers from its security too. Enforce it, or ask governance.
		FundHasPaid,
		/// Costs of realising a claim are more than a tenth of the proceeds. What is more the institution bears itself.
		CostsTooHigh,
		/// No agency attested a document of this token: nobody chooses one for himself. Register without a token, or ask the
		/// agency that issues the document to attest it.
		NotAttested,
		/// The key is not a point of ristretto255, or the neutral one. Make one with `lingnan document key new`.
		InvalidKey,
		/// Eight versions of the agency's key are in force. Retire one.
		TooManyVersions,
		/// This version of the agency's key is retired. Ask the agency to attest the document under the one in force.
		TokenVersionRetired,
		/// The document has its tokens under a later version already, or the version is not a later one.
		AlreadyRenewed,
		/// The number of who owes it does not hold, or is the creditor's own. Leave it out if the obligor has none.
		InvalidObligor,
		/// The obligor is an enterprise of this chain, and confirms for itself.
		ObligorConfirms,
		/// Who signs acts for the creditor, too. Have somebody else of the obligor confirm.
		OwnObligor,
		/// The obligor confirmed that it owes so much, and cannot deny it. The creditor alone can lower it.
		DebtStands,
		/// Sixteen credit notes are stated already.
		TooManyNotes,
		/// Credit notes and what was collected took all of it. Take another as security.
		NothingLeft,
		/// Liens on such an asset are not entered in that register.
		WrongRegister,
		/// Another institution has a lien on the asset and relied on the registration as it is.
		ReliedOn,
		/// Another institution set the account and has a live lien: it alone can change it.
		SetByAnother,
		/// A lien on the asset secures a loan in default. Wait until it is enforced or the loan is closed.
		InDefault,
		/// Another institution has lent on a part of it. Ask it to sign `admit_lender`.
		NotAdmitted,
		/// Others rank before the lien that renews. Register it outside before them, or sign `accept_rank`.
		RankLost,
		/// The lien that would be renewed is not this institution's from this pledgor on this asset, secures no open loan, or
		/// secures one in default.
		NothingToRenew,
		/// A lien on the receivable was enforced, at a price judged by what was stated then. It stands for good.
		Realised,
	}
}
