use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{Contains, ContainsPair},
};
use frame_system::RawOrigin;
use sp_runtime::{traits::Dispatchable, DispatchError::BadOrigin};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_sponsor(sponsor: T::AccountId, account: T::AccountId, budget: Budget) -> DispatchResult {
		let parties = Self::parties(&sponsor);
		let most = Self::sponsored_at_most(&sponsor, &parties).ok_or(BadOrigin)?;
		ensure!(budget > 0, Error::<T>::InvalidBudget);
		// Whoever holds the key lets nobody else work on what is the firm's. Whom it sponsored before signs on, for it may be one
		// of several who control it.
		ensure!(!parties.iter().any(|party| party.is_frozen()), Error::<T>::Frozen);
		match Sponsorships::<T>::get(&account) {
			Some(earlier) if earlier.sponsor == sponsor => {},
			Some(earlier) => {
				// What does not pay for a call does not pay for ending it: the account could not get rid of it itself.
				let spent = earlier.left < PLAIN_CALL && budget > earlier.left;
				let pays = |who: &T::AccountId| Self::most_room(who) >= PLAIN_CALL;
				let idle = || !pays(&earlier.sponsor) && budget >= PLAIN_CALL && pays(&sponsor);
				ensure!(spent || idle(), Error::<T>::AlreadySponsored);
				Self::begin(&sponsor, &account, most)?;
				Self::stop(&earlier.sponsor, &account);
			},
			None => Self::begin(&sponsor, &account, most)?,
		}
		Sponsorships::<T>::insert(&account, Sponsored { sponsor: sponsor.clone(), left: budget });
		Self::deposit_event(Event::SponsorshipGiven { account, sponsor, budget });
		Ok(())
	}

	pub(crate) fn do_end(who: T::AccountId, account: T::AccountId) -> DispatchResult {
		let Sponsored { sponsor, left } = Sponsorships::<T>::get(&account).ok_or(Error::<T>::NotFound)?;
		ensure!(who == sponsor || who == account, Error::<T>::NotAuthorized);
		Sponsorships::<T>::remove(&account);
		Self::stop(&sponsor, &account);
		Self::deposit_event(Event::SponsorshipEnded { account, sponsor, left });
		Ok(())
	}

	pub(crate) fn do_clear(account: T::AccountId, undo: T::UndoCall) -> DispatchResult {
		let kept = |account: &T::AccountId| OnCredit::<T>::get(account).map_or(0, |credit| credit.kept);
		let before = kept(&account);
		ensure!(before > 0 && !T::HasCredit::contains(&account), Error::<T>::NothingToClear);
		ensure!(T::Undoes::contains(&account, &undo), Error::<T>::NotAnUndo);
		undo.dispatch(RawOrigin::Signed(account.clone()).into()).map_err(|failed| failed.error)?;

		let amount = before.saturating_sub(kept(&account));
		ensure!(amount > 0, Error::<T>::NotAnUndo);
		Self::deposit_event(Event::Cleared { account, amount });
		Ok(())
	}

	/// How many accounts may be sponsored by this one, which acts for these parties; none if it leads none that may sponsor. An
	/// officer does not give away what is the firm's.
	fn sponsored_at_most(sponsor: &T::AccountId, parties: &[PartyOf<T>]) -> Option<u32> {
		let first = parties.first().filter(|party| party.is_led_by(sponsor));
		first.map(|party| party.sponsored_at_most()).filter(|most| *most > 0)
	}

	/// The account is counted, and signs without coins.
	fn begin(sponsor: &T::AccountId, account: &T::AccountId, most: u32) -> DispatchResult {
		let count = SponsoredBy::<T>::get(sponsor);
		ensure!(count < most, Error::<T>::LimitExceeded);
		SponsoredBy::<T>::insert(sponsor, count.saturating_add(1));
		frame_system::Pallet::<T>::inc_sufficients(account);
		Ok(())
	}

	fn stop(sponsor: &T::AccountId, account: &T::AccountId) {
		SponsoredBy::<T>::mutate_exists(sponsor, |count| {
			*count = count.map(|count| count.saturating_sub(1)).filter(|count| *count > 0);
		});
		frame_system::Pallet::<T>::dec_sufficients(account);
	}
}
