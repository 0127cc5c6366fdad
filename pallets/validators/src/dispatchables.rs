use crate::*;
use frame_support::{ensure, pallet_prelude::*, traits::Get};
use frame_system::pallet_prelude::*;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::SetId;
use sp_consensus_slots::EquivocationProof;
use sp_core::crypto::key_types::AURA;
use sp_runtime::{traits::One, DispatchError, Saturating};
use sp_staking::{
	offence::{OffenceError, ReportOffence},
	SessionIndex,
};

/// For how many blocks a report waits in the pool.
const REPORT_LONGEVITY: u64 = 256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_invite(who: T::AccountId) -> DispatchResult {
		let mut invited = Invited::<T>::get();
		let validators = Validators::<T>::get();
		ensure!(!invited.contains(&who) && !validators.contains(&who), Error::<T>::AlreadyExists);
		let all = invited.len().saturating_add(validators.len());
		ensure!(all < T::MaxValidators::get() as usize, Error::<T>::LimitExceeded);
		invited.try_push(who.clone()).map_err(|_| Error::<T>::LimitExceeded)?;
		// Session keys hang on an account that exists. One that never had coins exists from here on.
		if frame_system::Pallet::<T>::providers(&who) == 0 {
			frame_system::Pallet::<T>::inc_providers(&who);
		}
		Invited::<T>::put(invited);
		Self::deposit_event(Event::Invited { who });
		Ok(())
	}

	pub(crate) fn do_join(who: T::AccountId) -> DispatchResult {
		let mut invited = Invited::<T>::get();
		let place = invited.iter().position(|other| *other == who).ok_or(Error::<T>::NotInvited)?;
		ensure!(Self::has_keys(&who), Error::<T>::NoKeys);
		Validators::<T>::try_append(who.clone()).map_err(|()| Error::<T>::LimitExceeded)?;
		invited.remove(place);
		Invited::<T>::put(invited);
		let session = pallet_session::CurrentIndex::<T>::get();
		let since_slot = Self::current_slot();
		Records::<T>::insert(&who, Record { since_session: session, since_slot, ..Default::default() });
		Self::deposit_event(Event::Joined { who, session });
		Ok(())
	}

	pub(crate) fn do_leave(who: T::AccountId) -> DispatchResult {
		Self::give_up(&who)?;
		Self::deposit_event(Event::Left { who, session: pallet_session::CurrentIndex::<T>::get() });
		Ok(())
	}

	pub(crate) fn do_remove(who: T::AccountId) -> DispatchResult {
		let mut invited = Invited::<T>::get();
		if let Some(place) = invited.iter().position(|other| *other == who) {
			invited.remove(place);
			Invited::<T>::put(invited);
			Self::deposit_event(Event::InvitationWithdrawn { who });
			return Ok(());
		}
		Self::give_up(&who)?;
		Self::deposit_event(Event::Removed { who, session: pallet_session::CurrentIndex::<T>::get() });
		Ok(())
	}

	/// Takes a validator off the list, if enough that can make blocks remain.
	fn give_up(who: &T::AccountId) -> DispatchResult {
		let mut validators = Validators::<T>::get();
		let place = validators.iter().position(|other| other == who).ok_or(Error::<T>::NotFound)?;
		validators.remove(place);
		let able = validators.iter().filter(|other| Self::has_keys(other)).count();
		ensure!(able >= T::MinValidators::get() as usize, Error::<T>::TooFewValidators);
		Validators::<T>::put(validators);
		Records::<T>::remove(who);
		Ok(())
	}

	pub(crate) fn do_restore_finality(
		lost: &[T::AccountId],
		last_final: BlockNumberFor<T>,
		set: SetId,
	) -> DispatchResult {
		let session = pallet_session::CurrentIndex::<T>::get();
		let mut validators = Validators::<T>::get();
		for who in lost {
			let place = validators.iter().position(|other| other == who).ok_or(Error::<T>::NotFound)?;
			ensure!(Self::is_lost(who), Error::<T>::NotLost);
			validators.remove(place);
			Records::<T>::remove(who);
			Self::deposit_event(Event::Lost { who: who.clone(), session });
		}
		ensure!(validators.iter().any(Self::has_keys), Error::<T>::TooFewValidators);
		Validators::<T>::put(validators);
		ensure!(Self::strike_from_queue(lost), Error::<T>::TooFewValidators);
		ensure!(last_final < frame_system::Pallet::<T>::block_number(), Error::<T>::InvalidStandstill);
		// The next session but one must find the change done: while one is under way GRANDPA takes no other, and
		// says so to nobody.
		let delay = SessionBlocks::<T>::get().saturating_sub(One::one());
		T::Voters::force(set, last_final, delay).map_err(|NoSuchVoters| Error::<T>::InvalidStandstill)?;
		Self::deposit_event(Event::RestoringFinality { set, last_final, delay });
		Ok(())
	}

	pub(crate) fn do_report_double_block(
		proof: EquivocationProof<HeaderFor<T>, AuraId>,
		session: SessionIndex,
	) -> DispatchResult {
		let (offender, seats) = Self::check_report(&proof, session)?;
		let offence = DoubleBlock { slot: proof.slot, session, seats, offender };
		T::Offences::report_offence(Default::default(), offence).map_err(|error| match error {
			OffenceError::DuplicateReport => Error::<T>::AlreadyReported,
			OffenceError::Other(_) => Error::<T>::InvalidProof,
		})?;
		Ok(())
	}

	/// Who equivocated, and how many seats there were. What is cheap to see is looked at first.
	fn check_report(
		proof: &EquivocationProof<HeaderFor<T>, AuraId>,
		session: SessionIndex,
	) -> Result<(T::AccountId, u32), DispatchError> {
		let seats = Seats::<T>::get(session);
		let key: &[u8] = proof.offender.as_ref();
		let seat = seats.iter().find(|seat| seat.has(AURA, key)).ok_or(Error::<T>::KeyNotSeated)?;
		let record = Records::<T>::get(&seat.holder).ok_or(Error::<T>::AlreadyReported)?;
		let joined = session >= record.since_session && *proof.slot >= record.since_slot;
		ensure!(joined, Error::<T>::AlreadyReported);
		let known = T::Offences::is_known_offence(core::slice::from_ref(&seat.holder), &proof.slot);
		ensure!(!known, Error::<T>::AlreadyReported);
		ensure!(double_block::holds(proof), Error::<T>::InvalidProof);
		Ok((seat.holder.clone(), seats.len() as u32))
	}

	/// Lets a report that holds into the pool and into blocks, once for each offender and slot.
	pub(crate) fn validate_report(
		proof: &EquivocationProof<HeaderFor<T>, AuraId>,
		session: SessionIndex,
	) -> TransactionValidity {
		Self::check_report(proof, session).map_err(|error| {
			if error == Error::<T>::AlreadyReported.into() {
				InvalidTransaction::Stale
			} else {
				InvalidTransaction::BadProof
			}
		})?;
		ValidTransaction::with_tag_prefix("DoubleBlock")
			.priority(TransactionPriority::MAX)
			.and_provides((&proof.offender, proof.slot))
			.longevity(REPORT_LONGEVITY)
			.propagate(true)
			.build()
	}
}
