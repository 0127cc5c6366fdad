use crate::{checks::LastCheck, *};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Numbers are valid or were accepted, controllers, offers, recoveries, guardians and officers are counted, and every
	/// way of successions ends.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut stakes = BTreeMap::<T::AccountId, u32>::new();
		for (number, record) in Enterprises::<T>::iter() {
			let last_check = if record.outer_check_mismatch { LastCheck::Fails } else { LastCheck::Holds };
			ensure!(Self::ensure_number(&number, last_check).is_ok(), "an invalid number is registered");
			if let Some(controller) = record.controller {
				ensure!(ControlledBy::<T>::contains_key(&controller, &number), "a controller is not listed");
				*stakes.entry(controller).or_default() += 1;
			}
			if let Some(successor) = record.successor {
				ensure!(successor != number, "an enterprise succeeds itself");
				ensure!(Enterprises::<T>::contains_key(&successor), "a successor is not registered");
			}
		}
		for (account, number, _) in ControlledBy::<T>::iter() {
			let controller = Enterprises::<T>::get(number).and_then(|record| record.controller);
			ensure!(controller == Some(account), "an account is listed as a controller and is none");
		}
		for (number, account) in Offers::<T>::iter() {
			ensure!(Enterprises::<T>::contains_key(&number), "control of an unknown enterprise is offered");
			*stakes.entry(account).or_default() += 1;
		}
		for (number, recovery) in Recoveries::<T>::iter() {
			let controlled = Enterprises::<T>::get(number).is_some_and(|record| record.controller.is_some());
			ensure!(controlled, "a key is to be replaced that nobody has");
			*stakes.entry(recovery.to).or_default() += 1;
		}
		for (number, standing) in Guardianships::<T>::iter() {
			ensure!(Enterprises::<T>::contains_key(&number), "an unknown enterprise has guardians");
			let Guardianship { guardians, next, .. } = standing;
			ensure!(!guardians.accounts.is_empty() || next.is_some(), "nobody is a guardian, and it is noted");
			for named in [Some(guardians), next.map(|next| next.guardians)].into_iter().flatten() {
				let some = !named.accounts.is_empty();
				ensure!((named.threshold > 0) == some, "guardians act without agreeing, or never");
				ensure!(usize::from(named.threshold) <= named.accounts.len(), "more guardians agree than there are");
				for account in named.accounts {
					*stakes.entry(account).or_default() += 1;
				}
			}
		}
		for number in Words::<T>::iter_keys() {
			ensure!(Guardianships::<T>::contains_key(number), "words of guardians are kept of whom there are none");
		}
		for (number, officer, mandate) in Mandates::<T>::iter() {
			ensure!(OfficerOf::<T>::contains_key(&officer, &number), "an officer is not listed");
			let term = Enterprises::<T>::get(number).map_or(0, |record| record.term);
			ensure!((1..=term).contains(&mandate.term), "a mandate was given by nobody");
			*stakes.entry(officer).or_default() += 1;
		}
		for (officer, number, _) in OfficerOf::<T>::iter() {
			ensure!(Mandates::<T>::contains_key(number, officer), "an account is listed as an officer and is none");
		}
		for (officer, first) in FirstOffices::<T>::iter() {
			ensure!(!first.is_empty(), "no office is noted, and the account is");
			for number in &first {
				ensure!(OfficerOf::<T>::contains_key(&officer, number), "an office is noted that nobody gave");
			}
		}
		ensure!(stakes == Stakes::<T>::iter().collect(), "stakes are miscounted");
		for account in stakes.keys() {
			ensure!(frame_system::Pallet::<T>::sufficients(account) > 0, "a party cannot sign without coins");
		}
		Ok(())
	}
}
