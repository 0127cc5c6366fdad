//! On what grounds an asset is refused as security.

use crate::{value::Valued, *};
use frame_support::traits::Get;
use lingnan_support::{
	Amount, AssetId, AssetKind, BasisPoints, Date, InstitutionId, LienId, RegistrationNumber, SecurityOffer,
};

impl<T> From<Refusal> for Error<T> {
	fn from(refusal: Refusal) -> Self {
		match refusal {
			Refusal::NotFound => Error::NotFound,
			Refusal::NotOwner => Error::NotOwner,
			Refusal::NotInForce => Error::NotInForce,
			Refusal::FeeUnpaid => Error::FeeUnpaid,
			Refusal::Encumbered => Error::Encumbered,
			Refusal::TermBeyondRight => Error::TermBeyondRight,
			Refusal::CoOwnerNotAgreed => Error::CoOwnerNotAgreed,
			Refusal::AlreadyPledged => Error::AlreadyPledged,
			Refusal::InvalidationPending => Error::InvalidationPending,
			Refusal::Cancelled => Error::Cancelled,
			Refusal::AlreadyFinanced => Error::AlreadyFinanced,
			Refusal::DuplicateOfFinanced => Error::DuplicateOfFinanced,
			Refusal::FinancedAbroad => Error::FinancedAbroad,
			Refusal::PastDue => Error::PastDue,
			Refusal::DueBeforeLoan => Error::DueBeforeLoan,
			Refusal::AttestedOtherwise => Error::AttestedOtherwise,
			Refusal::NothingLeft => Error::NothingLeft,
			Refusal::NoValuation => Error::NoValuation,
			Refusal::StaleValuation => Error::StaleValuation,
		}
	}
}

/// A pledge that somebody would give, or gives.
#[derive(Clone, Copy)]
pub(crate) struct Pledge<'a> {
	pub pledgor: &'a RegistrationNumber,
	/// The day to which it lasts. Days since 1970-01-01.
	pub until: Date,
	/// None: whoever it will be.
	pub lender: Option<InstitutionId>,
	/// The pledge that it takes the place of: that alone may stand beside it.
	pub renewed: Option<LienId>,
}

/// For what loan an asset is looked at.
#[derive(Clone, Copy, Default)]
pub(crate) struct Wish {
	/// The last day on which the loan can be due. Days since 1970-01-01.
	pub until: Date,
	pub grace_days: u8,
	/// The lien that secures the loan which is renewed.
	pub renewed: Option<LienId>,
	/// What of a receivable is kept for others. Minor units.
	pub kept: Amount,
}

fn refuse_if(condition: bool, refusal: Refusal) -> Result<(), Refusal> {
	if condition {
		Err(refusal)
	} else {
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// The eight grounds on which a pledge of a right is refused, in the order in which an office asks. The last two
	/// depend on the lender, and are asked only when there is one.
	pub(crate) fn ensure_right(id: AssetId, asset: &Asset, right: &Right, pledge: Pledge) -> Result<(), Refusal> {
		let Pledge { pledgor, until, lender, renewed } = pledge;
		let today = Self::today();
		refuse_if(!asset.owners().contains(pledgor), Refusal::NotOwner)?;
		refuse_if(right.status != RightStatus::Granted || right.expires < today, Refusal::NotInForce)?;
		refuse_if(right.fee_paid_until < today, Refusal::FeeUnpaid)?;
		refuse_if(right.encumbrance != Encumbrance::None, Refusal::Encumbered)?;
		refuse_if(until > right.expires, Refusal::TermBeyondRight)?;
		let Some(lender) = lender else { return Ok(()) };
		let agreed = right.owners.iter().all(|owner| owner == pledgor || Agreed::<T>::contains_key(id, owner));
		refuse_if(!agreed, Refusal::CoOwnerNotAgreed)?;
		refuse_if(Ranking::<T>::get(id).iter().any(|lien| Some(*lien) != renewed), Refusal::AlreadyPledged)?;
		let informed = Acknowledged::<T>::contains_key(id, lender);
		refuse_if(right.invalidation_pending && !informed, Refusal::InvalidationPending)
	}

	/// On what grounds a lien on a receivable is refused, besides that nothing of it is left.
	pub(crate) fn ensure_receivable(
		id: AssetId,
		asset: &Asset,
		receivable: &Receivable,
		pledgor: &RegistrationNumber,
	) -> Result<(), Refusal> {
		refuse_if(!asset.owners().contains(pledgor), Refusal::NotOwner)?;
		refuse_if(receivable.cancelled, Refusal::Cancelled)?;
		refuse_if(Self::remaining(id, receivable) == 0, Refusal::NothingLeft)?;
		refuse_if(Self::is_refuted(receivable), Refusal::AttestedOtherwise)?;
		refuse_if(receivable.spec.due < Self::today(), Refusal::PastDue)
	}

	/// What of a receivable no loan was made on. Refused if that is nothing.
	pub(crate) fn ensure_rest(
		id: AssetId,
		receivable: &Receivable,
		renewed: Option<LienId>,
	) -> Result<Amount, Refusal> {
		let rest = Self::rest(id, receivable, renewed);
		refuse_if(rest == 0, Refusal::AlreadyFinanced)?;
		Ok(rest)
	}

	/// What an asset of this enterprise is worth to a lender for such a loan.
	pub(crate) fn security(id: AssetId, enterprise: &RegistrationNumber, wish: Wish) -> Result<SecurityOffer, Refusal> {
		let Wish { until, grace_days, renewed, kept } = wish;
		let asset = Assets::<T>::get(id).ok_or(Refusal::NotFound)?;
		let today = Self::today();
		let haircut = Self::haircut(asset.kind);
		match &asset.substance {
			Substance::Right(right) => {
				let pledge = Pledge { pledgor: enterprise, until, lender: None, renewed };
				Self::ensure_right(id, &asset, right, pledge)?;
				let valuation = Valuations::<T>::get(id).ok_or(Refusal::NoValuation)?;
				let stale = value::is_stale(valuation.valued_on, today, T::ValuationMonths::get());
				refuse_if(stale, Refusal::StaleValuation)?;
				let valued = Valued { kind: asset.kind, value: valuation.value, haircut };
				Ok(SecurityOffer {
					kind: asset.kind,
					currency: valuation.currency,
					lending_value: valued.lending_value(today, right.expires),
					trade_record_confirmed: false,
				})
			},
			Substance::Receivable(receivable) => {
				Self::ensure_receivable(id, &asset, receivable, enterprise)?;
				let rest = Self::ensure_rest(id, receivable, renewed)?;
				refuse_if(Self::financed_before(id, receivable), Refusal::DuplicateOfFinanced)?;
				refuse_if(Self::financed_abroad(receivable), Refusal::FinancedAbroad)?;
				let due = receivable.spec.due;
				// Once it is paid it secures nothing: the days of grace are for the money to come.
				let latest = due.saturating_add(grace_days.into());
				refuse_if(documents::month_of(latest) < documents::month_of(until), Refusal::DueBeforeLoan)?;
				let valued = Valued { kind: asset.kind, value: rest.saturating_sub(kept), haircut };
				Ok(SecurityOffer {
					kind: asset.kind,
					currency: receivable.spec.currency,
					lending_value: valued.lending_value(today, due),
					trade_record_confirmed: receivable.document.is_some(),
				})
			},
		}
	}

	fn haircut(kind: AssetKind) -> BasisPoints {
		let haircuts = T::Haircuts::get();
		AssetKind::ALL.iter().zip(haircuts).find(|(other, _)| **other == kind).map_or(0, |(_, haircut)| haircut)
	}
}
