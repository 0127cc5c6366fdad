//! The lien engine: one for both kinds of asset.

use crate::{grounds::Pledge, *};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_support::{
	Act, AssetId, Date, Enterprises, InstitutionId, Institutions, LienId, LoanAccounts, RegistrationNumber, MAX_AMOUNT,
};
use sp_runtime::ArithmeticError;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_pledge(
		who: T::AccountId,
		id: AssetId,
		pledgor: RegistrationNumber,
		spec: LienSpec,
	) -> DispatchResult {
		let asset = Self::asset(id)?;
		ensure!(T::Enterprises::exists(&pledgor), Error::<T>::NotFound);
		let currency = match &asset.substance {
			Substance::Receivable(receivable) => Some(receivable.spec.currency),
			Substance::Right(_) => Valuations::<T>::get(id).map(|valuation| valuation.currency),
		};
		let act = Act::Pledge(currency, spec.secured_amount);
		ensure!(T::Enterprises::may(&who, &pledgor, act)?, Error::<T>::NotAuthorized);
		ensure!(T::Enterprises::is_active(&pledgor), Error::<T>::EnterpriseNotActive);
		ensure!(T::Institutions::is_active(spec.institution), Error::<T>::InstitutionNotActive);
		ensure!((1..=MAX_AMOUNT).contains(&spec.secured_amount), Error::<T>::LimitExceeded);
		ensure!(spec.until >= Self::today(), Error::<T>::InvalidDate);
		if let Some(renewed) = spec.renews {
			Self::ensure_renewable(renewed, id, &pledgor, spec.institution)?;
		}
		match &asset.substance {
			Substance::Right(right) => {
				ensure!(spec.kind == LienKind::Pledge, Error::<T>::WrongKind);
				let (lender, renewed) = (Some(spec.institution), spec.renews);
				let pledge = Pledge { pledgor: &pledgor, until: spec.until, lender, renewed };
				Self::ensure_right(id, &asset, right, pledge).map_err(Error::<T>::from)?;
				right.owners.iter().for_each(|owner| Agreed::<T>::remove(id, owner));
			},
			Substance::Receivable(receivable) => {
				Self::ensure_receivable(id, &asset, receivable, &pledgor).map_err(Error::<T>::from)?;
				Self::ensure_rest(id, receivable, spec.renews).map_err(Error::<T>::from)?;
			},
		}

		let lien = NextLien::<T>::get();
		let rank = Ranking::<T>::try_mutate(id, |ranking| {
			ranking.try_push(lien).map_err(|_| Error::<T>::TooManyLiens)?;
			Ok::<_, DispatchError>(u32::try_from(ranking.len()).unwrap_or(MAX_LIENS))
		})?;
		NextLien::<T>::put(lien.next().ok_or(ArithmeticError::Overflow)?);
		let record = Lien {
			asset: id,
			pledgor,
			institution: spec.institution,
			kind: spec.kind,
			secured_amount: spec.secured_amount,
			until: spec.until,
			registered_at: Self::now(),
			loan: None,
			state: LienState::Live,
			renews: spec.renews,
			outside: None,
		};
		Liens::<T>::insert(lien, &record);
		Self::deposit_event(Event::LienRegistered { lien, record, rank });
		Ok(())
	}

	/// A live lien of this institution on this asset from this pledgor that secures an open loan not in default, and that no
	/// other lien renews already.
	fn ensure_renewable(
		renewed: LienId,
		asset: AssetId,
		pledgor: &RegistrationNumber,
		institution: InstitutionId,
	) -> DispatchResult {
		let old = Liens::<T>::get(renewed).ok_or(Error::<T>::NotFound)?;
		let same = old.asset == asset && old.pledgor == *pledgor && old.institution == institution;
		let secures = old.state == LienState::Live && old.loan.is_some() && !Self::is_reserved(&old);
		ensure!(same && secures, Error::<T>::NothingToRenew);
		let mut others = Ranking::<T>::get(asset).into_iter().filter_map(Liens::<T>::get);
		ensure!(others.all(|other| other.renews != Some(renewed)), Error::<T>::AlreadyExists);
		Ok(())
	}

	/// Without a signer: governance gives back what secures a loan that the public fund has paid for.
	pub(crate) fn do_release(who: Option<T::AccountId>, id: LienId) -> DispatchResult {
		let lien = if let Some(who) = who {
			let lien = Self::held_by(&who, id)?;
			Self::ensure_fund_has_not_paid(&lien)?;
			lien
		} else {
			let lien = Self::live(id)?;
			ensure!(Self::ensure_fund_has_not_paid(&lien).is_err(), Error::<T>::NotAuthorized);
			lien
		};
		Self::ensure_not_reserved(&lien)?;
		// What its holder gives up does not come back when the loan lives again.
		if let Some(loan) = lien.loan {
			SecuredBy::<T>::remove(loan, lien.asset);
		}
		Self::end(id, lien, LienState::Released);
		Self::deposit_event(Event::LienReleased { lien: id });
		Ok(())
	}

	pub(crate) fn do_continue_lien(who: T::AccountId, id: LienId, until: Date) -> DispatchResult {
		let mut lien = Self::held_by(&who, id)?;
		// Without a loan it lasts as long as its pledgor agreed.
		ensure!(lien.loan.is_some(), Error::<T>::SecuresNothing);
		ensure!(until > lien.until, Error::<T>::InvalidDate);
		if let Substance::Right(right) = Self::asset(lien.asset)?.substance {
			ensure!(until <= right.expires, Error::<T>::TermBeyondRight);
		}
		lien.until = until;
		Liens::<T>::insert(id, lien);
		Self::deposit_event(Event::LienContinued { lien: id, until });
		Ok(())
	}

	pub(crate) fn do_subordinate(who: T::AccountId, id: LienId, below: LienId) -> DispatchResult {
		let lien = Self::held_by(&who, id)?;
		let other = Self::live(below)?;
		Self::ensure_not_reserved(&lien)?;
		Self::ensure_fund_has_not_paid(&lien)?;
		ensure!(lien.asset == other.asset, Error::<T>::DifferentAssets);
		Ranking::<T>::try_mutate(lien.asset, |ranking| {
			let place = |wanted: LienId| ranking.iter().position(|lien| *lien == wanted);
			let (from, to) = place(id).zip(place(below)).ok_or(Error::<T>::NotLive)?;
			ensure!(from < to, Error::<T>::NotSenior);
			// Everything from `from` to `to` moves up by one and the lien goes to where the other was.
			if let Some(moved) = ranking.get_mut(from..=to) {
				moved.rotate_left(1);
				Self::step_behind(id, moved.split_last().map_or(&[], |(_, passed)| passed));
			}
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::LienSubordinated { lien: id, below });
		Ok(())
	}

	pub(crate) fn do_lapse(id: LienId) -> DispatchResult {
		let lien = Self::live(id)?;
		Self::ensure_lapsed(&lien)?;
		Self::end(id, lien, LienState::Lapsed);
		Self::deposit_event(Event::LienLapsed { lien: id });
		Ok(())
	}

	/// The time of a live lien is over, and nothing keeps it.
	pub(crate) fn ensure_lapsed(lien: &Lien) -> DispatchResult {
		ensure!(Self::today() > lien.until, Error::<T>::NotExpired);
		Self::ensure_not_reserved(lien)?;
		// Registration is for as long as the debt: what secures an open loan is not struck out.
		ensure!(lien.loan.is_none(), Error::<T>::SecuresLoan);
		Ok(())
	}

	/// What the public fund has paid for is not the lender's alone to give back.
	fn ensure_fund_has_not_paid(lien: &Lien) -> DispatchResult {
		ensure!(!lien.loan.is_some_and(T::Loans::fund_has_paid), Error::<T>::FundHasPaid);
		Ok(())
	}

	/// Ends a lien and takes it out of the ranking; those behind it move up.
	pub(crate) fn end(id: LienId, mut lien: Lien, state: LienState) {
		Ranking::<T>::mutate_exists(lien.asset, |ranking| {
			if let Some(list) = ranking {
				list.retain(|other| *other != id);
				if list.is_empty() {
					*ranking = None;
				}
			}
			if ranking.is_none() {
				CollectionAccounts::<T>::remove(lien.asset);
			}
		});
		let asset = lien.asset;
		lien.state = state;
		Enforcements::<T>::remove(id);
		Upheld::<T>::remove(id);
		let stepped = !Behind::<T>::take(id).is_empty();
		AcceptedRanks::<T>::remove(id);
		Admitted::<T>::remove(id);
		Liens::<T>::insert(id, lien);
		if stepped {
			Self::order(asset);
		}
	}

	/// A live lien, in default or not.
	pub(crate) fn live(id: LienId) -> Result<Lien, DispatchError> {
		let lien = Liens::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(matches!(lien.state, LienState::Live | LienState::Defaulted), Error::<T>::NotLive);
		Ok(lien)
	}

	/// A live lien, if the signer is the institution that holds it.
	pub(crate) fn held_by(who: &T::AccountId, id: LienId) -> Result<Lien, DispatchError> {
		let lien = Liens::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(T::Institutions::key_of(lien.institution).as_ref() == Some(who), Error::<T>::NotAuthorized);
		Self::live(id)
	}
}
