//! What is left of a sponsor's budget, and what an account keeps in storage.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
	/// Takes what a transaction may use from the budget.
	pub(crate) fn spend(account: &T::AccountId, amount: Budget) {
		Sponsorships::<T>::mutate(account, |found| {
			if let Some(found) = found {
				found.left = found.left.saturating_sub(amount);
			}
		});
	}

	/// Gives back what it did not use, if the same party sponsors the account still.
	pub(crate) fn give_back(account: &T::AccountId, sponsor: &T::AccountId, amount: Budget) {
		Sponsorships::<T>::mutate(account, |found| {
			if let Some(found) = found.as_mut().filter(|found| found.sponsor == *sponsor) {
				found.left = found.left.saturating_add(amount);
			}
		});
	}

	/// Notes a deposit that an account need not leave in coins.
	pub fn keep(account: &T::AccountId, amount: Budget, line: CreditLine<PartyOf<T>>) -> DispatchResult {
		Self::ensure_room(account, amount, &line)?;
		let party = line.party;
		if amount == 0 {
			return Ok(());
		}
		// What it kept on another party's credit before comes along.
		let before = OnCredit::<T>::take(account);
		let kept = before.as_ref().map_or(0, |credit| credit.kept).saturating_add(amount);
		if let Some(Credit { party, kept }) = before {
			Self::discount(&party, kept);
		}
		KeptFor::<T>::mutate(&party, |all| *all = all.saturating_add(kept));
		OnCredit::<T>::insert(account, Credit { party, kept });
		Ok(())
	}

	/// Whether [`Self::keep`] would note it.
	pub fn ensure_room(account: &T::AccountId, amount: Budget, line: &CreditLine<PartyOf<T>>) -> DispatchResult {
		let CreditLine { party, most, in_all } = line;
		let before = OnCredit::<T>::get(account);
		let kept = before.as_ref().map_or(0, |credit| credit.kept).saturating_add(amount);
		let added = if before.is_some_and(|credit| credit.party == *party) { amount } else { kept };
		let all = KeptFor::<T>::get(party).saturating_add(added);
		ensure!(amount == 0 || (kept <= *most && all <= *in_all), Error::<T>::KeepsTooMuch);
		Ok(())
	}

	/// Strikes out so much of it, and returns what was not on credit.
	pub fn let_go(account: &T::AccountId, amount: Budget) -> Budget {
		let Some(Credit { party, kept }) = OnCredit::<T>::take(account) else { return amount };
		let struck = kept.min(amount);
		Self::discount(&party, struck);
		if struck < kept {
			OnCredit::<T>::insert(account, Credit { party, kept: kept.saturating_sub(struck) });
		}
		amount.saturating_sub(struck)
	}

	fn discount(party: &PartyOf<T>, amount: Budget) {
		let left = KeptFor::<T>::get(party).saturating_sub(amount);
		if left > 0 {
			KeptFor::<T>::insert(party, left);
		} else {
			KeptFor::<T>::remove(party);
		}
	}
}
