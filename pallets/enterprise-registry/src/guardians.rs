//! Guardians: accounts that an enterprise names while all is well, for the day on which its key is lost or stolen.

use crate::*;
use alloc::vec::Vec;
use core::mem::discriminant;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
};
use lingnan_support::{AgencyId, RegistrationNumber, Timestamp, SECONDS_PER_DAY};

impl<AccountId> Guardianship<AccountId> {
	fn accounts(&self) -> impl Iterator<Item = &AccountId> {
		let waiting = self.next.iter().flat_map(|next| next.guardians.accounts.iter());
		self.guardians.accounts.iter().chain(waiting)
	}

	fn is_over(&self) -> bool {
		self.guardians.accounts.is_empty() && self.next.is_none()
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_name_guardians(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		guardians: Guardians<T::AccountId>,
	) -> DispatchResult {
		let record = Self::record(&enterprise)?;
		ensure!(record.controller.as_ref() == Some(&who), Error::<T>::NotAuthorized);
		ensure!(guardians.is_valid(&who), Error::<T>::InvalidGuardians);
		ensure!(!Self::is_frozen(&enterprise), Error::<T>::Frozen);
		let now = Self::now();
		let recovering =
			Recoveries::<T>::get(&enterprise).is_some_and(|recovery| Self::leads_on(&enterprise, &recovery, now));
		ensure!(!recovering, Error::<T>::AlreadyRecovering);

		let mut standing = Self::guardianship(&enterprise, now);
		let event = if guardians == standing.guardians {
			ensure!(standing.next.take().is_some(), Error::<T>::GuardiansUnchanged);
			Event::GuardiansStay { enterprise: enterprise.clone() }
		} else {
			ensure!(now >= standing.kept_until, Error::<T>::GuardiansKept);
			let from = now.saturating_add(Self::recovery_time());
			standing.next = Some(NextGuardians { guardians: guardians.clone(), from });
			Event::GuardiansNamed { enterprise: enterprise.clone(), guardians, from }
		};
		Self::put_guardianship(&enterprise, standing);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_act_as_guardian(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		act: GuardianAct<T::AccountId>,
	) -> DispatchResult {
		let now = Self::now();
		let standing = Self::guardianship(&enterprise, now);
		Self::ensure_may_agree(&who, &enterprise, &standing, &act)?;

		let mut words = Self::words(&enterprise, &standing, now);
		words.retain(|word| !Self::is_of_kind(word, &who, &act));
		words.push(Word { guardian: who.clone(), act: act.clone(), at: now, open: true });
		let agree = |word: &Word<T::AccountId>| word.open && word.act == act;
		let enough = words.iter().filter(|word| agree(word)).count() >= usize::from(standing.guardians.threshold);
		if enough {
			words.iter_mut().filter(|word| agree(word)).for_each(|word| word.open = false);
		}
		// Five guardians have a word of each of five kinds: there is room.
		Words::<T>::insert(&enterprise, frame_support::BoundedVec::truncate_from(words));
		let event = Event::GuardianAgreed { enterprise: enterprise.clone(), guardian: who.clone(), act: act.clone() };
		Self::deposit_event(event);
		if enough {
			Self::carry_out(who, enterprise, act, now);
		}
		Ok(())
	}

	/// What so many guardians as it takes agreed to, and can be done.
	fn carry_out(last: T::AccountId, enterprise: RegistrationNumber, act: GuardianAct<T::AccountId>, now: Timestamp) {
		match act {
			GuardianAct::Recover { to, evidence } => {
				Self::begin_recovery(enterprise, to, Starter::Guardians, evidence);
			},
			GuardianAct::Abandon => {
				if let Some(recovery) = Self::drop_recovery(&enterprise) {
					Self::deposit_event(Event::RecoveryWithdrawn { enterprise, to: recovery.to });
				}
			},
			GuardianAct::Freeze => {
				let until = now.saturating_add(Self::freeze_time());
				Freezes::<T>::mutate(&enterprise, |freeze| {
					freeze.get_or_insert_default().by_guardians = Span { from: now, until };
				});
				Self::keep_guardians(&enterprise);
				Self::deposit_event(Event::Frozen { enterprise, by: last, until: Some(until) });
			},
			GuardianAct::Unfreeze => {
				Freezes::<T>::mutate(&enterprise, |freeze| {
					freeze.get_or_insert_default().by_guardians.until = now;
				});
				Self::deposit_event(Event::Unfrozen { enterprise, by: last });
			},
			GuardianAct::Stay => {
				let mut standing = Self::guardianship(&enterprise, now);
				standing.next = None;
				// Else whoever names others again at once leaves them nothing to say it with, for which somebody pays.
				standing.kept_until = now.saturating_add(Self::recovery_time());
				Self::put_guardianship(&enterprise, standing);
				Self::deposit_event(Event::GuardiansStay { enterprise });
			},
		}
	}

	/// Whether this account is a guardian now, and what it agrees to can be done and is not said yet.
	fn ensure_may_agree(
		who: &T::AccountId,
		enterprise: &RegistrationNumber,
		standing: &Guardianship<T::AccountId>,
		act: &GuardianAct<T::AccountId>,
	) -> Result<(), DispatchError> {
		let now = Self::now();
		let record = Self::record(enterprise)?;
		ensure!(standing.guardians.accounts.contains(who), Error::<T>::NotAuthorized);
		let said = |word: &Word<T::AccountId>| word.open && word.guardian == *who && word.act == *act;
		ensure!(!Self::words(enterprise, standing, now).iter().any(said), Error::<T>::AlreadySaid);
		let freeze = || Freezes::<T>::get(enterprise).unwrap_or_default().by_guardians;
		match act {
			GuardianAct::Recover { to, .. } => {
				ensure!(now >= standing.vetoed_until, Error::<T>::Vetoed);
				Self::ensure_may_recover(enterprise, &record, to, Starter::Guardians)?;
			},
			GuardianAct::Abandon => {
				let theirs = Recoveries::<T>::get(enterprise).is_some_and(|one| one.by == Starter::Guardians);
				ensure!(theirs, Error::<T>::NoRecovery);
			},
			GuardianAct::Freeze => {
				ensure!(!freeze().holds(now), Error::<T>::AlreadyFrozen);
				ensure!(now >= freeze().rested_at(), Error::<T>::FrozenTooOften);
			},
			GuardianAct::Unfreeze => ensure!(freeze().holds(now), Error::<T>::NotFrozen),
			GuardianAct::Stay => ensure!(standing.next.is_some(), Error::<T>::GuardiansUnchanged),
		}
		Ok(())
	}

	/// The agency that pays for a guardian's word: the one that registered the enterprise, for one of each kind in the days
	/// for which it counts, and for none that would fail.
	pub(crate) fn pays_for_word(
		who: &T::AccountId,
		enterprise: &RegistrationNumber,
		act: &GuardianAct<T::AccountId>,
	) -> Option<AgencyId> {
		let now = Self::now();
		let standing = Self::guardianship(enterprise, now);
		Self::ensure_may_agree(who, enterprise, &standing, act).ok()?;
		let paid = Self::words(enterprise, &standing, now).iter().any(|word| Self::is_of_kind(word, who, act));
		let record = Enterprises::<T>::get(enterprise).filter(|_| !paid)?;
		Some(record.registrar)
	}

	/// An enterprise's guardians as they are now: those who waited are in force from their day on, whoever looks.
	pub(crate) fn guardianship(enterprise: &RegistrationNumber, now: Timestamp) -> Guardianship<T::AccountId> {
		let mut standing = Guardianships::<T>::get(enterprise).unwrap_or_default();
		if let Some(next) = standing.next.take_if(|next| now >= next.from) {
			standing.guardians = next.guardians;
			standing.since = next.from;
		}
		standing
	}

	/// What its guardians said of late, since they are in force.
	pub(crate) fn words(
		enterprise: &RegistrationNumber,
		standing: &Guardianship<T::AccountId>,
		now: Timestamp,
	) -> Vec<Word<T::AccountId>> {
		let mut words = Words::<T>::get(enterprise).into_inner();
		words.retain(|word| {
			let counts = word.at >= standing.since && now < Self::word_until(word);
			counts && standing.guardians.accounts.contains(&word.guardian)
		});
		words
	}

	pub(crate) fn word_until(word: &Word<T::AccountId>) -> Timestamp {
		word.at.saturating_add(Self::recovery_time())
	}

	fn is_of_kind(word: &Word<T::AccountId>, who: &T::AccountId, act: &GuardianAct<T::AccountId>) -> bool {
		word.guardian == *who && discriminant(&word.act) == discriminant(act)
	}

	/// Strikes out those who wait, if some do: whoever named them may be a thief.
	pub(crate) fn keep_guardians(enterprise: &RegistrationNumber) {
		let mut standing = Self::guardianship(enterprise, Self::now());
		if standing.next.take().is_some() {
			Self::put_guardianship(enterprise, standing);
			Self::deposit_event(Event::GuardiansStay { enterprise: enterprise.clone() });
		}
	}

	/// Ends guardianship, if there is one.
	pub(crate) fn end_guardianship(enterprise: &RegistrationNumber) {
		if Guardianships::<T>::contains_key(enterprise) {
			Self::put_guardianship(enterprise, Guardianship::default());
			Self::deposit_event(Event::GuardiansEnded { enterprise: enterprise.clone() });
		}
	}

	/// A veto stands against them for as long as a recovery takes.
	pub(crate) fn veto_guardians(enterprise: &RegistrationNumber, until: Timestamp) {
		let mut standing = Self::guardianship(enterprise, Self::now());
		standing.vetoed_until = until;
		Self::put_guardianship(enterprise, standing);
	}

	/// Stores guardians. Each can sign without coins, and is no party by that.
	pub(crate) fn put_guardianship(enterprise: &RegistrationNumber, standing: Guardianship<T::AccountId>) {
		let before = Guardianships::<T>::get(enterprise);
		let mut former: Vec<_> = before.iter().flat_map(Guardianship::accounts).cloned().collect();
		for account in standing.accounts() {
			match former.iter().position(|known| known == account) {
				Some(place) => {
					former.swap_remove(place);
				},
				None => Self::gain_stake(account),
			}
		}
		former.iter().for_each(Self::lose_stake);
		if standing.is_over() {
			Guardianships::<T>::remove(enterprise);
			Words::<T>::remove(enterprise);
		} else {
			Guardianships::<T>::insert(enterprise, standing);
		}
	}

	pub(crate) fn recovery_time() -> Timestamp {
		u64::from(T::RecoveryDays::get()).saturating_mul(SECONDS_PER_DAY)
	}

	pub(crate) fn freeze_time() -> Timestamp {
		u64::from(T::FreezeDays::get()).saturating_mul(SECONDS_PER_DAY)
	}
}
