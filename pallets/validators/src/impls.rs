//! What the SDK's pallets of session, authorship, offences and GRANDPA ask of this one.

use crate::*;
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	traits::{Get, KeyOwnerProofSystem},
	weights::Weight,
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::crypto::{
	key_types::{AURA, GRANDPA},
	KeyTypeId,
};
use sp_runtime::{
	traits::{Convert, OpaqueKeys},
	Perbill,
};
use sp_session::MembershipProof;
use sp_staking::{
	offence::{Offence, OffenceDetails, OffenceError, OnOffenceHandler, ReportOffence},
	SessionIndex,
};

impl<T: Config> Pallet<T> {
	/// Whether the account is a validator or invited to be one.
	pub fn is_party(who: &T::AccountId) -> bool {
		Records::<T>::contains_key(who) || Invited::<T>::get().contains(who)
	}

	/// How many validators have session keys.
	pub fn with_keys() -> usize {
		Validators::<T>::get().iter().filter(|who| Self::has_keys(who)).count()
	}

	pub(crate) fn has_keys(who: &T::AccountId) -> bool {
		pallet_session::NextKeys::<T>::contains_key(who)
	}

	/// The slot of the block that is being made, or 0 where there is none.
	pub(crate) fn current_slot() -> u64 {
		double_block::slot_of(frame_system::Pallet::<T>::digest().logs()).map_or(0, u64::from)
	}

	/// Whether what this account did in this session can still cost it its seat.
	fn is_answerable(who: &T::AccountId, session: SessionIndex) -> bool {
		Records::<T>::get(who).is_some_and(|record| session >= record.since_session)
	}

	/// Takes the seat of a validator that equivocated, from the next session on. The next session's keys are fixed
	/// already, so it is struck from them, too.
	fn expel(who: &T::AccountId, session: SessionIndex) {
		if !Self::is_answerable(who, session) {
			return;
		}
		let mut validators = Validators::<T>::get();
		let able = |other: &&T::AccountId| *other != who && Self::has_keys(other);
		if validators.iter().filter(able).count() == 0 {
			return Self::deposit_event(Event::LastKept { who: who.clone(), session });
		}
		validators.retain(|other| other != who);
		Validators::<T>::put(validators);
		Records::<T>::remove(who);
		// If nobody else is in the queue, the next session is the offender's last.
		Self::strike_from_queue(core::slice::from_ref(who));
		Self::deposit_event(Event::Expelled { who: who.clone(), session });
	}

	/// Takes accounts out of the keys that are fixed for the next session, unless nobody would be left in them.
	pub(crate) fn strike_from_queue(struck: &[T::AccountId]) -> bool {
		let mut queued = pallet_session::QueuedKeys::<T>::get();
		queued.retain(|(who, _)| !struck.contains(who));
		if queued.is_empty() {
			return false;
		}
		pallet_session::QueuedKeys::<T>::put(queued);
		pallet_session::QueuedChanged::<T>::put(true);
		true
	}

	/// Whether a validator has been silent for so long that it counts as gone.
	pub(crate) fn is_lost(who: &T::AccountId) -> bool {
		Records::<T>::get(who).is_some_and(|record| record.blocks == 0 && record.missed >= T::LostAfter::get())
	}
}

/// Blocks in a session, for `pallet_session::PeriodicSessions`.
pub struct SessionBlocks<T>(PhantomData<T>);
impl<T: Config> Get<BlockNumberFor<T>> for SessionBlocks<T> {
	fn get() -> BlockNumberFor<T> {
		SessionLength::<T>::get().unwrap_or_else(T::UsualSession::get).max(SHORTEST_SESSION.into())
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	/// The validators with keys, if they are others than those seated. `None` leaves GRANDPA's set as it is, and saves
	/// every light client a change of authorities.
	fn new_session(_: SessionIndex) -> Option<Vec<T::AccountId>> {
		let mut wanted = Validators::<T>::get().into_inner();
		wanted.retain(Self::has_keys);
		(!wanted.is_empty() && wanted != pallet_session::Validators::<T>::get()).then_some(wanted)
	}

	fn start_session(session: SessionIndex) {
		// The queue still holds what this session begins with.
		let seats = pallet_session::QueuedKeys::<T>::get()
			.into_iter()
			.filter_map(|(holder, keys)| Some(Seat { holder, aura: keys.get(AURA)?, grandpa: keys.get(GRANDPA)? }));
		Seats::<T>::insert(session, BoundedVec::truncate_from(seats.collect()));
		if let Some(forgotten) = session.checked_sub(T::RememberedSessions::get().saturating_add(1)) {
			Seats::<T>::remove(forgotten);
		}
	}

	fn end_session(session: SessionIndex) {
		for Seat { holder, .. } in Seats::<T>::get(session) {
			let Some(mut record) = Records::<T>::get(&holder) else { continue };
			record.last_session = core::mem::take(&mut record.blocks);
			record.missed = if record.last_session == 0 { record.missed.saturating_add(1) } else { 0 };
			let in_a_row = record.missed;
			Records::<T>::insert(&holder, record);
			if in_a_row > 0 {
				Self::deposit_event(Event::SessionMissed { who: holder, session, in_a_row });
			}
		}
	}
}

impl<T: Config> pallet_authorship::EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn note_author(author: T::AccountId) {
		Records::<T>::mutate_extant(author, |record| {
			record.blocks = record.blocks.saturating_add(1);
			record.last_block = Some(frame_system::Pallet::<T>::block_number());
		});
	}
}

/// Who may set session keys: validators and those invited.
impl<T: Config> Convert<T::AccountId, Option<T::AccountId>> for Pallet<T> {
	fn convert(who: T::AccountId) -> Option<T::AccountId> {
		Self::is_party(&who).then_some(who)
	}
}

/// Whose key it was, from the seats that are remembered. The proof only names the session: there is nothing to prove
/// that the chain does not know.
impl<T: Config, D: AsRef<[u8]>> KeyOwnerProofSystem<(KeyTypeId, D)> for Pallet<T> {
	type Proof = MembershipProof;
	type IdentificationTuple = T::AccountId;

	fn prove((kind, key): (KeyTypeId, D)) -> Option<MembershipProof> {
		let (session, seats) = Self::last_seats_with(kind, key.as_ref())?;
		Some(MembershipProof { session, trie_nodes: Vec::new(), validator_count: seats })
	}

	fn check_proof((kind, key): (KeyTypeId, D), proof: MembershipProof) -> Option<T::AccountId> {
		let seats = Seats::<T>::get(proof.session);
		if !proof.trie_nodes.is_empty() || seats.len() as u32 != proof.validator_count {
			return None;
		}
		seats.into_iter().find(|seat| seat.has(kind, key.as_ref())).map(|seat| seat.holder)
	}
}

impl<T: Config> OnOffenceHandler<T::AccountId, T::AccountId, Weight> for Pallet<T> {
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, T::AccountId>],
		_: &[Perbill],
		session: SessionIndex,
	) -> Weight {
		for OffenceDetails { offender, .. } in offenders {
			Self::expel(offender, session);
		}
		// Part of the weight of the report.
		Weight::zero()
	}
}

/// Passes reports on to `R` as long as they can change something: one that lost its seat already, or took it only
/// after the offence, is not reported again and again.
pub struct ByValidators<T, R>(PhantomData<(T, R)>);

impl<T, R, O> ReportOffence<T::AccountId, T::AccountId, O> for ByValidators<T, R>
where
	T: Config,
	R: ReportOffence<T::AccountId, T::AccountId, O>,
	O: Offence<T::AccountId>,
{
	fn report_offence(reporters: Vec<T::AccountId>, offence: O) -> Result<(), OffenceError> {
		let session = offence.session_index();
		if !offence.offenders().iter().any(|who| Pallet::<T>::is_answerable(who, session)) {
			return Err(OffenceError::DuplicateReport);
		}
		R::report_offence(reporters, offence)
	}

	fn is_known_offence(offenders: &[T::AccountId], time: &O::Slot) -> bool {
		!offenders.iter().any(Records::<T>::contains_key) || R::is_known_offence(offenders, time)
	}
}
