//! Who acts for an enterprise: control offered and accepted, lost and recovered, and what stops it from binding itself.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use lingnan_support::{Agencies, AgencyId, AgencyRight, RegistrationNumber, Timestamp};
use sp_core::H256;

/// By what an account may take control now.
#[derive(PartialEq, Eq)]
pub(crate) enum Way {
	Offer,
	Recovery,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_control(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		to: T::AccountId,
	) -> DispatchResult {
		let record = Self::record(&enterprise)?;
		Self::ensure_may_offer(&who, &record)?;
		ensure!(record.controller.as_ref() != Some(&to), Error::<T>::AlreadyController);
		ensure!(!Self::is_frozen(&enterprise), Error::<T>::Frozen);

		Self::gain_stake(&to);
		Self::drop_offer(&enterprise);
		Offers::<T>::insert(&enterprise, &to);
		Self::deposit_event(Event::ControlOffered { enterprise, to });
		Ok(())
	}

	pub(crate) fn do_accept_control(who: T::AccountId, enterprise: RegistrationNumber) -> DispatchResult {
		let record = Self::record(&enterprise)?;
		let way = Self::way_to_control(&who, &enterprise, &record)?;
		Self::put_in_control(&enterprise, who.clone());
		Self::drop_offer(&enterprise);
		// Who took control by an offer may leave a recovery for another account under way.
		if let Some(recovery) = Recoveries::<T>::get(&enterprise).filter(|recovery| recovery.to == who) {
			Self::drop_recovery(&enterprise);
			if way == Way::Recovery {
				Freezes::<T>::remove(&enterprise);
			}
			// A thief may have had the time to name some of his own, and then offer control himself.
			if recovery.by != Starter::Guardians {
				Self::end_guardianship(&enterprise);
			}
		}
		Self::deposit_event(Event::ControlAccepted { enterprise, from: record.controller, to: who });
		Ok(())
	}

	pub(crate) fn do_withdraw_control_offer(who: T::AccountId, enterprise: RegistrationNumber) -> DispatchResult {
		let record = Self::record(&enterprise)?;
		let to = Offers::<T>::get(&enterprise).ok_or(Error::<T>::NoOffer)?;
		if who != to {
			Self::ensure_may_offer(&who, &record)?;
		}

		Self::drop_offer(&enterprise);
		Self::deposit_event(Event::ControlOfferWithdrawn { enterprise, to });
		Ok(())
	}

	pub(crate) fn do_start_recovery(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		to: T::AccountId,
		evidence: H256,
	) -> DispatchResult {
		let record = Self::record(&enterprise)?;
		let by = match Self::keeper(&who, &record) {
			Some(registrar) => Starter::Registrar(registrar),
			None => {
				let court = T::Agencies::with_right(&who, AgencyRight::Court);
				Starter::Court(court.ok_or(Error::<T>::NotAuthorized)?)
			},
		};
		Self::ensure_may_recover(&enterprise, &record, &to, by)?;
		Self::begin_recovery(enterprise, to, by, evidence);
		Ok(())
	}

	/// Whether somebody who may begin recoveries can begin this one now.
	pub(crate) fn ensure_may_recover(
		enterprise: &RegistrationNumber,
		record: &Enterprise<T::AccountId>,
		to: &T::AccountId,
		by: Starter,
	) -> Result<(), Error<T>> {
		let now = Self::now();
		ensure!(record.controller.is_some(), Error::<T>::NobodyInControl);
		ensure!(record.controller.as_ref() != Some(to), Error::<T>::AlreadyController);
		let vetoed = Vetoes::<T>::get(enterprise).is_some_and(|until| now < until);
		ensure!(matches!(by, Starter::Court(_)) || !vetoed, Error::<T>::Vetoed);
		// Who stands higher takes the place of who stands lower, and anybody of what comes to nothing.
		let stands = Recoveries::<T>::get(enterprise)
			.is_some_and(|standing| by.rank() <= standing.by.rank() && Self::leads_on(enterprise, &standing, now));
		ensure!(!stands, Error::<T>::AlreadyRecovering);
		Ok(())
	}

	pub(crate) fn begin_recovery(enterprise: RegistrationNumber, to: T::AccountId, by: Starter, evidence: H256) {
		let now = Self::now();
		let ready_at = now.saturating_add(Self::recovery_time());
		Self::gain_stake(&to);
		Self::drop_recovery(&enterprise);
		Self::keep_guardians(&enterprise);
		let recovery = Recovery { to, by, evidence, started_at: now, ready_at };
		Recoveries::<T>::insert(&enterprise, &recovery);
		Self::deposit_event(Event::RecoveryStarted { enterprise, recovery });
	}

	pub(crate) fn do_veto_recovery(who: T::AccountId, enterprise: RegistrationNumber) -> DispatchResult {
		let record = Self::record(&enterprise)?;
		ensure!(record.controller.as_ref() == Some(&who), Error::<T>::NotAuthorized);
		let recovery = Recoveries::<T>::get(&enterprise).ok_or(Error::<T>::NoRecovery)?;
		ensure!(!matches!(recovery.by, Starter::Court(_)), Error::<T>::OrderedByCourt);

		Self::drop_recovery(&enterprise);
		let until = Self::now().saturating_add(Self::recovery_time());
		if recovery.by == Starter::Guardians {
			// It bars no agency: guardians who lost their way could keep the registrar out by what is vetoed.
			Self::veto_guardians(&enterprise, until);
		} else {
			Vetoes::<T>::insert(&enterprise, until);
		}
		Self::deposit_event(Event::RecoveryVetoed { enterprise, to: recovery.to, until });
		Ok(())
	}

	pub(crate) fn do_withdraw_recovery(who: T::AccountId, enterprise: RegistrationNumber) -> DispatchResult {
		let recovery = Recoveries::<T>::get(&enterprise).ok_or(Error::<T>::NoRecovery)?;
		let began = match recovery.by {
			Starter::Registrar(agency) | Starter::Court(agency) => T::Agencies::agency_of(&who) == Some(agency),
			// They do it together, as they began it.
			Starter::Guardians => false,
		};
		ensure!(began, Error::<T>::NotAuthorized);

		Self::drop_recovery(&enterprise);
		Self::deposit_event(Event::RecoveryWithdrawn { enterprise, to: recovery.to });
		Ok(())
	}

	pub(crate) fn do_freeze(who: T::AccountId, enterprise: RegistrationNumber) -> DispatchResult {
		let record = Self::record(&enterprise)?;
		let now = Self::now();
		let mut freeze = Freezes::<T>::get(&enterprise).unwrap_or_default();
		let until = if record.controller.as_ref() == Some(&who) {
			ensure!(!freeze.by_controller, Error::<T>::AlreadyFrozen);
			freeze.by_controller = true;
			None
		} else {
			Self::keeper(&who, &record).ok_or(Error::<T>::NotAuthorized)?;
			ensure!(!freeze.by_registrar.holds(now), Error::<T>::AlreadyFrozen);
			ensure!(now >= freeze.by_registrar.rested_at(), Error::<T>::FrozenTooOften);
			let until = now.saturating_add(Self::freeze_time());
			freeze.by_registrar = Span { from: now, until };
			Some(until)
		};
		Freezes::<T>::insert(&enterprise, freeze);
		Self::keep_guardians(&enterprise);
		Self::deposit_event(Event::Frozen { enterprise, by: who, until });
		Ok(())
	}

	pub(crate) fn do_unfreeze(who: T::AccountId, enterprise: RegistrationNumber) -> DispatchResult {
		let record = Self::record(&enterprise)?;
		let now = Self::now();
		let mut freeze = Freezes::<T>::get(&enterprise).unwrap_or_default();
		if record.controller.as_ref() == Some(&who) {
			ensure!(freeze.by_controller, Error::<T>::NotFrozen);
			freeze.by_controller = false;
		} else {
			Self::keeper(&who, &record).ok_or(Error::<T>::NotAuthorized)?;
			ensure!(freeze.by_registrar.holds(now), Error::<T>::NotFrozen);
			freeze.by_registrar.until = now;
		}
		Freezes::<T>::insert(&enterprise, freeze);
		Self::deposit_event(Event::Unfrozen { enterprise, by: who });
		Ok(())
	}

	/// Whether an account can take control now, and by what.
	pub(crate) fn way_to_control(
		who: &T::AccountId,
		enterprise: &RegistrationNumber,
		record: &Enterprise<T::AccountId>,
	) -> Result<Way, Error<T>> {
		let recovery = Recoveries::<T>::get(enterprise).filter(|recovery| recovery.to == *who);
		let ready = |recovery: &Recovery<T::AccountId>| {
			Self::now() >= recovery.ready_at && Self::still_backed(enterprise, recovery)
		};
		// What an agency ordered goes before what a thief may offer, for it takes away what he arranged.
		if record.controller.as_ref() != Some(who) && recovery.as_ref().is_some_and(ready) {
			return Ok(Way::Recovery);
		}
		let offered = Offers::<T>::get(enterprise);
		if offered.as_ref() == Some(who) && !Self::is_frozen(enterprise) {
			return Ok(Way::Offer);
		}
		match recovery {
			Some(recovery) => {
				ensure!(record.controller.as_ref() != Some(who), Error::<T>::AlreadyController);
				ensure!(Self::still_backed(enterprise, &recovery), Error::<T>::NotAuthorized);
				ensure!(Self::now() >= recovery.ready_at, Error::<T>::NotDue);
				Ok(Way::Recovery)
			},
			None if offered.is_none() => Err(Error::<T>::NoOffer),
			None if offered.as_ref() == Some(who) => Err(Error::<T>::Frozen),
			None => Err(Error::<T>::NotAuthorized),
		}
	}

	/// Whether who began a recovery may do so still.
	fn still_backed(enterprise: &RegistrationNumber, recovery: &Recovery<T::AccountId>) -> bool {
		match recovery.by {
			Starter::Registrar(agency) => T::Agencies::has_right(agency, AgencyRight::Registrar),
			Starter::Court(agency) => T::Agencies::has_right(agency, AgencyRight::Court),
			Starter::Guardians => {
				let standing = Self::guardianship(enterprise, Self::now());
				!standing.guardians.accounts.is_empty() && standing.since <= recovery.started_at
			},
		}
	}

	/// Whether a recovery can be expected to end: who began it backs it, and the account has not let its days pass.
	pub(crate) fn leads_on(enterprise: &RegistrationNumber, recovery: &Recovery<T::AccountId>, now: Timestamp) -> bool {
		let taken_up_by = recovery.ready_at.saturating_add(Self::recovery_time());
		now < taken_up_by && Self::still_backed(enterprise, recovery)
	}

	/// Whether nothing that binds an enterprise can be signed now.
	pub fn is_frozen(enterprise: &RegistrationNumber) -> bool {
		Freezes::<T>::get(enterprise).is_some_and(|freeze| freeze.holds(Self::now()))
	}

	/// Puts an account in control in place of whoever was. What that one arranged ends; guardians in force stay, for a thief
	/// would hand control from one key of his to the next.
	pub(crate) fn put_in_control(enterprise: &RegistrationNumber, account: T::AccountId) {
		Self::keep_guardians(enterprise);
		Enterprises::<T>::mutate(enterprise, |record| {
			if let Some(record) = record {
				Self::gain_stake(&account);
				ControlledBy::<T>::insert(&account, enterprise, ());
				record.term = record.term.saturating_add(1);
				if let Some(former) = record.controller.replace(account) {
					ControlledBy::<T>::remove(&former, enterprise);
					Self::lose_stake(&former);
				}
			}
		});
	}

	/// The agency that keeps an enterprise's record, if this is its key: the one that registered it, or, when that one may
	/// no longer, any registrar.
	pub(crate) fn keeper(who: &T::AccountId, record: &Enterprise<T::AccountId>) -> Option<AgencyId> {
		let right = AgencyRight::Registrar;
		T::Agencies::with_right(who, right)
			.filter(|agency| *agency == record.registrar || !T::Agencies::has_right(record.registrar, right))
	}

	fn ensure_may_offer(who: &T::AccountId, record: &Enterprise<T::AccountId>) -> DispatchResult {
		let may = match &record.controller {
			Some(controller) => controller == who,
			None => Self::keeper(who, record).is_some(),
		};
		ensure!(may, Error::<T>::NotAuthorized);
		Ok(())
	}

	fn drop_offer(enterprise: &RegistrationNumber) {
		if let Some(to) = Offers::<T>::take(enterprise) {
			Self::lose_stake(&to);
		}
	}

	pub(crate) fn drop_recovery(enterprise: &RegistrationNumber) -> Option<Recovery<T::AccountId>> {
		let recovery = Recoveries::<T>::take(enterprise)?;
		Self::lose_stake(&recovery.to);
		Some(recovery)
	}

	/// From its first stake on an account can sign without coins, if somebody pays.
	pub(crate) fn gain_stake(account: &T::AccountId) {
		if Stakes::<T>::get(account) == 0 {
			frame_system::Pallet::<T>::inc_sufficients(account);
		}
		Stakes::<T>::mutate(account, |stakes| *stakes = stakes.saturating_add(1));
	}

	pub(crate) fn lose_stake(account: &T::AccountId) {
		let left = Stakes::<T>::get(account).saturating_sub(1);
		if left == 0 {
			Stakes::<T>::remove(account);
			frame_system::Pallet::<T>::dec_sufficients(account);
		} else {
			Stakes::<T>::insert(account, left);
		}
	}
}
