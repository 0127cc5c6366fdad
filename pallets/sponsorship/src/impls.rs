//! What the runtime asks and tells: who pays for a transaction, and what an account keeps in storage.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
	/// Who pays for a transaction of this account that takes so much, if somebody does.
	pub fn payer(account: &T::AccountId, amount: Budget) -> Option<T::AccountId> {
		Sponsorships::<T>::get(account).filter(|found| found.left >= amount).map(|found| found.sponsor)
	}

	/// Takes what a transaction may use from the budget.
	pub fn spend(account: &T::AccountId, amount: Budget) {
		Sponsorships::<T>::mutate(account, |found| {
			if let Some(found) = found {
				found.left = found.left.saturating_sub(amount);
			}
		});
	}

	/// Gives back what it did not use, if the same party sponsors the account still.
	pub fn give_back(account: &T::AccountId, sponsor: &T::AccountId, amount: Budget) {
		Sponsorships::<T>::mutate(account, |found| {
			if let Some(found) = found.as_mut().filter(|found| found.sponsor == *sponsor) {
				found.left = found.left.saturating_add(amount);
			}
		});
	}

	/// Notes a deposit that a party need not leave in coins.
	pub fn keep(account: &T::AccountId, amount: Budget, most: Budget) -> DispatchResult {
		let kept = OnCredit::<T>::get(account).unwrap_or_default().saturating_add(amount);
		ensure!(kept <= most, Error::<T>::KeepsTooMuch);
		if kept > 0 {
			OnCredit::<T>::insert(account, kept);
		}
		Ok(())
	}

	/// Strikes out so much of it, and returns what was not on credit.
	pub fn let_go(account: &T::AccountId, amount: Budget) -> Budget {
		let kept = OnCredit::<T>::take(account).unwrap_or_default();
		let left = kept.saturating_sub(amount);
		if left > 0 {
			OnCredit::<T>::insert(account, left);
		}
		amount.saturating_sub(kept)
	}
}
