//! Officers: who else acts for an enterprise, in what, up to how much, until when.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use lingnan_support::{date_of, Act, Amount, Currency, RegistrationNumber};

impl Mandate {
	/// Whether an act is one of its duties, and not about more than it allows.
	pub fn covers(&self, act: Act) -> bool {
		let limit = |currency: Currency| self.spec.limits.iter().find(|limit| limit.currency == currency);
		let within = |currency: Currency, amount: Amount| limit(currency).is_some_and(|limit| amount <= limit.amount);
		match act {
			Act::Daily => true,
			Act::Consent => self.spec.duties.contains(&Duty::Consent),
			Act::Apply(currency, amount) => self.spec.duties.contains(&Duty::Apply) && within(currency, amount),
			Act::Accept(currency, amount) => self.spec.duties.contains(&Duty::Accept) && within(currency, amount),
			Act::Confirm(currency, amount) => self.spec.duties.contains(&Duty::Confirm) && within(currency, amount),
			Act::Pledge(Some(currency), amount) => self.spec.duties.contains(&Duty::Pledge) && within(currency, amount),
			// In which currency is not known: it must be within them all.
			Act::Pledge(None, amount) => {
				let within_all = self.spec.limits.iter().all(|limit| amount <= limit.amount);
				self.spec.duties.contains(&Duty::Pledge) && !self.spec.limits.is_empty() && within_all
			},
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_mandate(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		officer: T::AccountId,
		spec: MandateSpec,
	) -> DispatchResult {
		let record = Self::record(&enterprise)?;
		ensure!(record.controller.as_ref() == Some(&who), Error::<T>::NotAuthorized);
		ensure!(officer != who, Error::<T>::AlreadyController);
		ensure!(!Self::is_frozen(&enterprise), Error::<T>::Frozen);
		let now = Self::now();
		ensure!(spec.is_valid() && spec.until >= date_of(now), Error::<T>::InvalidMandate);

		let mut others = 0u32;
		for (other, mandate) in Mandates::<T>::iter_prefix(&enterprise).collect::<Vec<_>>() {
			if other == officer {
				continue;
			}
			if Self::in_force(&mandate, &record) {
				others = others.saturating_add(1);
			} else {
				Self::drop_mandate(&enterprise, &other);
			}
		}
		ensure!(others < MAX_MANDATES, Error::<T>::TooManyMandates);
		if !Mandates::<T>::contains_key(&enterprise, &officer) {
			Self::gain_stake(&officer);
			OfficerOf::<T>::insert(&officer, &enterprise, ());
		}
		let mandate = Mandate { spec: spec.clone(), term: record.term, given_at: now };
		Mandates::<T>::insert(&enterprise, &officer, mandate);
		Self::note_office(&enterprise, &officer);
		Self::deposit_event(Event::MandateSet { enterprise, officer, mandate: spec });
		Ok(())
	}

	pub(crate) fn do_revoke_mandate(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		officer: T::AccountId,
	) -> DispatchResult {
		let record = Self::record(&enterprise)?;
		let mandate = Mandates::<T>::get(&enterprise, &officer).ok_or(Error::<T>::NoMandate)?;
		let may = record.controller.as_ref() == Some(&who) || who == officer || !Self::in_force(&mandate, &record);
		ensure!(may, Error::<T>::NotAuthorized);

		Self::drop_mandate(&enterprise, &officer);
		Self::deposit_event(Event::MandateRevoked { enterprise, officer });
		Ok(())
	}

	/// Not over yet, and given by who is in control now.
	pub(crate) fn in_force(mandate: &Mandate, record: &Enterprise<T::AccountId>) -> bool {
		mandate.term == record.term && mandate.spec.until >= date_of(Self::now())
	}

	/// Notes an office behind those that the account has held for longer. What is over gives its place up; what somebody
	/// else adds takes none away.
	fn note_office(enterprise: &RegistrationNumber, officer: &T::AccountId) {
		FirstOffices::<T>::mutate(officer, |first| {
			first.retain(|known| Self::mandate_in_force(officer, known).is_some());
			if !first.contains(enterprise) {
				// Without room the office is one like any other; it pays when one before it is over and it is given again.
				let _ = first.try_push(enterprise.clone());
			}
		});
	}

	fn drop_mandate(enterprise: &RegistrationNumber, officer: &T::AccountId) {
		FirstOffices::<T>::mutate_exists(officer, |first| {
			if let Some(offices) = first {
				offices.retain(|known| known != enterprise);
				if offices.is_empty() {
					*first = None;
				}
			}
		});
		Mandates::<T>::remove(enterprise, officer);
		OfficerOf::<T>::remove(officer, enterprise);
		Self::lose_stake(officer);
	}
}
