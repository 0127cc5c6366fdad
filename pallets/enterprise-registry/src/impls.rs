use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchError};
use lingnan_support::{Act, AgencyId, EnterpriseProfile, RegistrationNumber};

impl<T: Config> Pallet<T> {
	/// The enterprises that the account controls, so many at most.
	pub fn controlled_by(who: &T::AccountId, most: usize) -> Vec<RegistrationNumber> {
		ControlledBy::<T>::iter_key_prefix(who).take(most).collect()
	}

	/// Those in which the account holds an office, so many asked at most: its first ones, or, when none of its offices is
	/// noted, any. Those whose mandate is in force, and how many were asked.
	pub fn offices_of(who: &T::AccountId, most: usize) -> (Vec<RegistrationNumber>, usize) {
		let first = FirstOffices::<T>::get(who).into_inner();
		let mut offices: Vec<_> =
			if first.is_empty() { OfficerOf::<T>::iter_key_prefix(who).take(most).collect() } else { first };
		offices.truncate(most);
		let asked = offices.len();
		offices.retain(|enterprise| Self::mandate_in_force(who, enterprise).is_some());
		(offices, asked)
	}

	/// The agency that pays for what somebody must be able to say who is no party: the one that registered the enterprise,
	/// for a call that ends what was given to the signer unasked, or for a guardian's word.
	pub fn pays_for(who: &T::AccountId, call: &Call<T>) -> Option<AgencyId> {
		match call {
			Call::accept_control { enterprise } => Self::pays_for_acceptance(who, enterprise),
			Call::withdraw_control_offer { enterprise } => Self::pays_for_refusal(who, enterprise),
			Call::revoke_mandate { enterprise, officer } if officer == who => {
				let held = Mandates::<T>::contains_key(enterprise, officer);
				Enterprises::<T>::get(enterprise).filter(|_| held).map(|record| record.registrar)
			},
			Call::act_as_guardian { enterprise, act } => Self::pays_for_word(who, enterprise, act),
			_ => None,
		}
	}

	/// The agency that pays when the account accepts control of an enterprise: the one that registered it. Nothing is paid for
	/// what would fail.
	pub fn pays_for_acceptance(who: &T::AccountId, enterprise: &RegistrationNumber) -> Option<AgencyId> {
		let record = Enterprises::<T>::get(enterprise)?;
		Self::way_to_control(who, enterprise, &record).is_ok().then_some(record.registrar)
	}

	/// The same when it refuses the control that is offered to it.
	pub fn pays_for_refusal(who: &T::AccountId, enterprise: &RegistrationNumber) -> Option<AgencyId> {
		let is_offered = Offers::<T>::get(enterprise).as_ref() == Some(who);
		Enterprises::<T>::get(enterprise).filter(|_| is_offered).map(|record| record.registrar)
	}

	pub(crate) fn mandate_in_force(who: &T::AccountId, enterprise: &RegistrationNumber) -> Option<Mandate> {
		let mandate = Mandates::<T>::get(enterprise, who)?;
		let record = Enterprises::<T>::get(enterprise)?;
		Self::in_force(&mandate, &record).then_some(mandate)
	}
}

impl<T: Config> lingnan_support::Enterprises<T::AccountId> for Pallet<T> {
	fn exists(enterprise: &RegistrationNumber) -> bool {
		Enterprises::<T>::contains_key(enterprise)
	}

	fn profile(enterprise: &RegistrationNumber) -> Option<EnterpriseProfile> {
		Enterprises::<T>::get(enterprise).map(|record| EnterpriseProfile {
			status: record.status,
			jurisdiction: enterprise.jurisdiction(),
			industry: record.industry,
			division: record.division,
			founded: record.founded,
			registered_capital: record.registered_capital,
			capital_currency: record.capital_currency,
		})
	}

	fn controller(enterprise: &RegistrationNumber) -> Option<T::AccountId> {
		Enterprises::<T>::get(enterprise)?.controller
	}

	/// The controller may do everything, an officer what the mandate says, and neither what a freeze stops.
	fn may(who: &T::AccountId, enterprise: &RegistrationNumber, act: Act) -> Result<bool, DispatchError> {
		if Self::controller(enterprise).as_ref() != Some(who) {
			let Some(mandate) = Self::mandate_in_force(who, enterprise) else { return Ok(false) };
			ensure!(mandate.covers(act), Error::<T>::BeyondMandate);
		}
		ensure!(act == Act::Daily || !Self::is_frozen(enterprise), Error::<T>::Frozen);
		Ok(true)
	}
}
