//! The register of guarantors, kept as agencies and institutions are; they have no council.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use lingnan_support::{GuarantorId, Member, MemberRefusal, Members};

impl<T: Config> Members<T> for Pallet<T> {
	type All = Guarantors<T>;
	type ByKey = GuarantorByKey<T>;
	type Id = GuarantorId;
	type Member = Guarantor<T::AccountId>;
	type Next = NextGuarantor<T>;
	type Seats = ();
}

impl<AccountId> Member<AccountId> for Guarantor<AccountId> {
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
			MemberRefusal::CouncilFull | MemberRefusal::LastSeat => Self::LimitExceeded,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Whether the account signs for a guarantor, suspended or not.
	pub fn is_party(who: &T::AccountId) -> bool {
		GuarantorByKey::<T>::contains_key(who)
	}

	pub(crate) fn do_register(spec: GuarantorSpec<T::AccountId>) -> DispatchResult {
		ensure!(spec.name.is_valid(), Error::<T>::InvalidName);
		let guarantor =
			Self::enter_member(Guarantor { spec: spec.clone(), suspended: false }).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::Registered { guarantor, spec });
		Ok(())
	}

	pub(crate) fn do_suspend(guarantor: GuarantorId) -> DispatchResult {
		Self::suspend_member(guarantor).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::Suspended { guarantor });
		Ok(())
	}

	pub(crate) fn do_reinstate(guarantor: GuarantorId) -> DispatchResult {
		Self::reinstate_member(guarantor).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::Reinstated { guarantor });
		Ok(())
	}

	pub(crate) fn do_rekey(guarantor: GuarantorId, to: T::AccountId) -> DispatchResult {
		let from = Self::rekey_member(guarantor, to.clone()).map_err(Error::<T>::from)?;
		Self::deposit_event(Event::Rekeyed { guarantor, from, to });
		Ok(())
	}
}
