use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use lingnan_support::{InstitutionId, Member, MemberRefusal, Members};

impl<T: Config> Members<T> for Pallet<T> {
	type All = Institutions<T>;
	type ByKey = InstitutionByKey<T>;
	type Id = InstitutionId;
	type Member = Institution<T::AccountId>;
	type Next = NextInstitution<T>;
	type Seats = T::Seats;
}

impl<AccountId> Member<AccountId> for Institution<AccountId> {
	fn key(&mut self) -> &mut AccountId {
		&mut self.spec.key
	}
	fn suspended(&mut self) -> &mut bool {
		&mut self.suspended
	}
}

impl<T> From<MemberRefusal> for Error<T> {
	fn from(refusal: MemberRefusal) -> Self {
		match refusal {
			MemberRefusal::NotFound => Self::NotFound,
			MemberRefusal::AlreadyExists => Self::AlreadyExists,
			MemberRefusal::Suspended => Self::Suspended,
			MemberRefusal::NotSuspended => Self::NotSuspended,
			MemberRefusal::CouncilFull => Self::CouncilFull,
			MemberRefusal::LastSeat => Self::LastSeat,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register(spec: InstitutionSpec<T::AccountId>) -> DispatchResult {
		ensure!(spec.name.is_valid(), Error::<T>::InvalidName);
		let record = Institution { spec: spec.clone(), suspended: false, missed_deadlines: 0 };
		let institution = Self::enter_member(record).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::Registered { institution, spec });
		Ok(())
	}

	pub(crate) fn do_suspend(institution: InstitutionId) -> DispatchResult {
		Self::suspend_member(institution).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::Suspended { institution });
		Ok(())
	}

	pub(crate) fn do_reinstate(institution: InstitutionId) -> DispatchResult {
		Self::reinstate_member(institution).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::Reinstated { institution });
		Ok(())
	}

	pub(crate) fn do_rekey(institution: InstitutionId, to: T::AccountId) -> DispatchResult {
		let from = Self::rekey_member(institution, to.clone()).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::Rekeyed { institution, from, to });
		Ok(())
	}
}
