use crate::{
	loan::LoanState, Amount, ApplicationId, AssetId, Currency, Date, GuaranteeId, InstitutionId, LienId, LoanId,
	RegistrationNumber, SecurityOffer, Timestamp,
};
use alloc::vec::Vec;
use frame_support::{dispatch::DispatchResult, weights::Weight};
use sp_core::H256;
use sp_runtime::DispatchError;

/// For whom an asset is reserved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SecurityClaim {
	pub enterprise: RegistrationNumber,
	pub institution: InstitutionId,
	/// The loan that it will secure.
	pub loan: LoanId,
	/// The last day on which that loan can be due, if its money is paid on the last day of the reservation.
	pub until: Date,
	/// Days of grace of that loan: a receivable may be due by so many days before it ends.
	pub grace_days: u8,
	/// The loan that it renews: the lien which secures that one stands in nobody's way, and its part of a receivable is the
	/// new loan's.
	pub renews: Option<LoanId>,
}

/// For what loan an asset is looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SecurityTerm<'a> {
	pub enterprise: &'a RegistrationNumber,
	/// The last day on which the loan can be due.
	pub until: Date,
	/// Days of grace of the loan.
	pub grace_days: u8,
	/// The loan that it renews.
	pub renews: Option<LoanId>,
}

/// What was reserved of one asset.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReservedSecurity {
	pub offer: SecurityOffer,
	/// The most that the lien secures, minor units of the loan's currency.
	pub secured: Amount,
}

/// Answered by `collateral`. An asset goes from free to reserved to bound: all that can stand against it is asked when it
/// is reserved, so that nothing stands against binding it when the money has gone.
pub trait Security {
	/// The asset as security for a loan of this enterprise that runs until `until`. Refused by name when the
	/// enterprise does not own it, it cannot secure that term, its valuation is missing or stale, or it is financed.
	fn offer(asset: AssetId, enterprise: &RegistrationNumber, until: Date) -> Result<SecurityOffer, DispatchError>;

	/// [`Self::offer`] of each asset, or the first that cannot be security, and why.
	fn offers(
		assets: &[AssetId],
		enterprise: &RegistrationNumber,
		until: Date,
	) -> Result<Vec<SecurityOffer>, (AssetId, DispatchError)> {
		let offer = |asset: &AssetId| Self::offer(*asset, enterprise, until).map_err(|error| (*asset, error));
		assets.iter().map(offer).collect()
	}

	/// [`Self::offer`] for a loan with days of grace, or one that renews another.
	fn offer_for(asset: AssetId, term: &SecurityTerm) -> Result<SecurityOffer, DispatchError> {
		Self::offer(asset, term.enterprise, term.until)
	}

	/// [`Self::offer_for`] each asset, or the first that cannot be security, and why.
	fn offers_for(assets: &[AssetId], term: &SecurityTerm) -> Result<Vec<SecurityOffer>, (AssetId, DispatchError)> {
		let offer = |asset: &AssetId| Self::offer_for(*asset, term).map_err(|error| (*asset, error));
		assets.iter().map(offer).collect()
	}

	/// Keeps the asset for one loan, until it is released or bound. Needs all that [`Self::offer_for`] needs, and a live lien
	/// of the institution on it from this enterprise, which lasts as long as the loan and secures no other: the first of any
	/// institution, unless it accepted to rank behind others. A trade document must be reserved or financed nowhere else,
	/// here or abroad; on what of it no loan was made another can be, by another institution if those that lent agreed.
	/// For a loan that renews another it takes the lien that the pledgor granted in place of the old one. While it is
	/// reserved the lien can be neither released, lapse, nor lose its rank.
	fn reserve(asset: AssetId, claim: &SecurityClaim) -> Result<ReservedSecurity, DispatchError>;

	/// The loan came to nothing: the lien stays, free of it, and the document can be financed by another. Changes nothing
	/// if the asset is not reserved for this loan.
	fn release(asset: AssetId, loan: LoanId);

	/// The money went: the reserved lien secures the loan and a trade document is financed. Cannot fail: whatever happened
	/// since the reservation.
	fn bind(asset: AssetId, loan: LoanId);

	/// A loan is renewed, and no money goes: keeps the asset for the new loan if it is not kept for it already, ends the old
	/// loan's lien and binds the new one, in one. For an asset that secures the new loan alone, too. To be called for each
	/// asset of the new loan before the old one closes: closing discharges what is left. The old loan's lien does not come
	/// back by [`Self::restore`].
	fn carry(asset: AssetId, from: LoanId, to: LoanId, claim: &SecurityClaim) -> DispatchResult;

	/// What the other chains add to [`Self::reserve`] or [`Self::bind`] of one asset.
	fn weight_abroad() -> Weight {
		Weight::zero()
	}

	/// The loan is repaid: releases the lien that was bound to it. What is only reserved stays so.
	fn discharge(asset: AssetId, loan: LoanId) -> DispatchResult;

	/// The payment that closed the loan is reversed: the lien that [`Self::discharge`] released stands again, behind
	/// whatever was registered on the asset meanwhile. Answers whether it does: not when the asset has another owner by now,
	/// or bears another pledge where only one can stand. Never one that its holder released before of its own will.
	fn restore(asset: AssetId, loan: LoanId) -> bool;

	/// The loan is in default: the institution may enforce the lien that was bound to it. What is only reserved is not in
	/// default.
	fn default(asset: AssetId, loan: LoanId) -> DispatchResult;

	/// The loan is to end on another day. Refused by name if the registration of the lien that was bound to it ends before.
	fn outlasts(asset: AssetId, loan: LoanId, until: Date) -> DispatchResult;

	/// The call of the loan was taken back: the lien stands as it did before [`Self::default`], unless it was enforced.
	fn cured(asset: AssetId, loan: LoanId) -> DispatchResult;
}

/// Answered by `collateral`.
pub trait FinancedDocuments {
	/// Whether a loan was made here on the document of this exact token.
	fn is_financed(document: H256) -> bool;
	/// Whether the document is kept for a loan here whose money is about to go.
	fn is_reserved(_document: H256) -> bool {
		false
	}
	/// Every token by which the document is known, and the declaration which it names too, under each version of the key: four
	/// at most, the one asked for last.
	fn names(document: H256) -> Vec<H256> {
		alloc::vec![document]
	}
	/// Whom the agency that issues the document says that it belongs to.
	fn holder_of(_document: H256) -> Option<RegistrationNumber> {
		None
	}
	/// The institution with the first-ranking lien on the document's confirmed registration.
	fn first_lien_of(_document: H256) -> Option<InstitutionId> {
		None
	}
}

/// A loan as other pallets need it. Nothing of it may be stored: it is read where it is needed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoanFacts {
	pub enterprise: RegistrationNumber,
	pub institution: InstitutionId,
	pub currency: Currency,
	pub state: LoanState,
	/// The day from which it runs.
	pub started: Date,
	/// The day on which it ends, as agreed now.
	pub maturity: Date,
	/// The day on which the lender called it.
	pub called_on: Option<Date>,
	/// The day on which the default that stands was found.
	pub defaulted_on: Option<Date>,
	/// What is owed today, minor units.
	pub outstanding_principal: Amount,
	/// What closes it today, minor units.
	pub payoff: Amount,
	/// The oldest day for which something is due and unpaid, when payment is no longer in time.
	pub due_since: Option<Date>,
	/// Days for which more than the governed materiality is past due.
	pub material_days: u32,
	/// It was restructured.
	pub restructured: bool,
}

/// Answered by `financing`: the account of a loan, to which what its security brings is credited.
pub trait LoanAccounts {
	/// A loan that has begun, closed or not.
	fn facts(_loan: LoanId) -> Option<LoanFacts> {
		None
	}

	/// Every loan of an enterprise at an institution that is not closed.
	fn open_at(_institution: InstitutionId, _enterprise: &RegistrationNumber) -> Vec<LoanId> {
		Vec::new()
	}

	/// The institution, the enterprise and the currency of an application whose terms were offered or accepted and whose loan
	/// has not begun.
	fn pending(_application: ApplicationId) -> Option<(InstitutionId, RegistrationNumber, Currency)> {
		None
	}

	/// The principal of the terms of such an application, in minor units.
	fn pending_amount(_application: ApplicationId) -> Option<Amount> {
		None
	}

	/// The hash of the amendment that is proposed for a loan, and until when it can be accepted.
	fn proposed(_loan: LoanId) -> Option<(H256, Timestamp)> {
		None
	}

	/// Books what a guarantor paid, today, in the loan's currency. Answers what was taken: never more than is owed.
	fn credit_guarantee(_loan: LoanId, _amount: Amount, _guarantee: GuaranteeId) -> Result<Amount, DispatchError> {
		Err(DispatchError::Unavailable)
	}

	/// The loan's currency and what closes it today; none if no open loan has this number.
	fn owed(loan: LoanId) -> Option<(Currency, Amount)>;

	/// Books what the enforcement of a lien brought, today, in the loan's currency. Answers what was taken: never more than
	/// is owed, and the rest is not the lender's. May close the loan, which then discharges its other security: end the
	/// enforced lien before.
	fn credit(loan: LoanId, amount: Amount, lien: LienId) -> Result<Amount, DispatchError>;

	/// Whether the public compensation fund bears a part of the loan: then its security is not the lender's alone to give back.
	fn fund_has_paid(_loan: LoanId) -> bool {
		false
	}

	/// What [`Self::credit`] costs at most, with the security that it discharges and the guarantors that it frees.
	fn credit_weight() -> Weight {
		Weight::zero()
	}

	/// What all else of this costs at most: the longest books are reckoned, and an entry is made that closes no loan.
	fn books_weight() -> Weight {
		Weight::zero()
	}
}
