use crate::*;
use frame_support::{
	dispatch::GetDispatchInfo,
	ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::{
		schedule::{v3::Named, DispatchTime, HARD_DEADLINE},
		Contains, GetCallMetadata, QueryPreimage, StorePreimage,
	},
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_runtime::traits::{Hash as _, Saturating};

/// Bytes of the longest act that stands in the scheduler's agenda itself.
const MAX_INLINE: u32 = 128;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_schedule(track: Track, act: <T as Config>::RuntimeCall) -> DispatchResult {
		ensure!(act.get_dispatch_info().call_weight.all_lte(T::MaxWeight::get()), Error::<T>::LimitExceeded);
		let hash = T::Hashing::hash_of(&act);
		ensure!(T::Scheduler::next_dispatch_time(Self::task(&hash)).is_err(), Error::<T>::AlreadyExists);

		let (delay, carried_out_as) = match track {
			Track::General => (T::GeneralDelay::get(), Origin::General.into()),
			Track::Upgrade => (T::UpgradeDelay::get(), RawOrigin::Root.into()),
		};
		let wanted = T::Preimages::is_requested(&hash);
		let bound = T::Preimages::bound(act).map_err(|_| Error::<T>::LimitExceeded)?;
		let stored = bound.lookup_needed();
		let when = DispatchTime::After(delay);
		T::Scheduler::schedule_named(Self::task(&hash), when, None, HARD_DEADLINE, carried_out_as, bound)
			.map_err(|_| Error::<T>::LimitExceeded)?;
		// Storing a preimage requests it once, scheduling it once more, and only the latter is undone by the scheduler.
		if stored && !wanted {
			T::Preimages::unrequest(&hash);
		}
		let block = T::Scheduler::next_dispatch_time(Self::task(&hash)).map_err(|_| Error::<T>::NotFound)?;
		Self::deposit_event(Event::Scheduled { act: hash, track, block });
		Ok(())
	}

	pub(crate) fn do_cancel(act: T::Hash) -> DispatchResult {
		Self::unschedule(&act)?;
		Self::deposit_event(Event::Cancelled { act });
		Ok(())
	}

	pub(crate) fn do_veto(act: T::Hash) -> DispatchResult {
		Self::unschedule(&act)?;
		Self::deposit_event(Event::Vetoed { act });
		Ok(())
	}

	pub(crate) fn do_stop(call: CallName) -> DispatchResult {
		ensure!(Self::exists(&call), Error::<T>::NotFound);
		ensure!(!T::Unstoppable::contains(&call), Error::<T>::Unstoppable);
		let now = frame_system::Pallet::<T>::block_number();
		if let Some(before) = Stops::<T>::get(&call) {
			ensure!(before.until <= now, Error::<T>::AlreadyStopped);
			ensure!(before.rests_until <= now, Error::<T>::Resting);
		}
		let until = Self::hold(&call);
		Self::deposit_event(Event::Stopped { call, until });
		Ok(())
	}

	pub(crate) fn do_prolong(call: CallName) -> DispatchResult {
		ensure!(Self::is_stopped(&call), Error::<T>::NotStopped);
		let until = Self::hold(&call);
		Self::deposit_event(Event::Prolonged { call, until });
		Ok(())
	}

	pub(crate) fn do_lift(call: CallName) -> DispatchResult {
		ensure!(Self::is_stopped(&call), Error::<T>::NotStopped);
		let until = frame_system::Pallet::<T>::block_number();
		Stops::<T>::insert(&call, Stop { until, rests_until: until.saturating_add(T::StopRest::get()) });
		Self::deposit_event(Event::Lifted { call });
		Ok(())
	}

	/// Whether nobody can make the call now.
	pub fn is_stopped(call: &CallName) -> bool {
		Stops::<T>::get(call).is_some_and(|stop| frame_system::Pallet::<T>::block_number() < stop.until)
	}

	/// Stops the call from now on, and says until when.
	fn hold(call: &CallName) -> BlockNumberFor<T> {
		let until = frame_system::Pallet::<T>::block_number().saturating_add(T::StopDuration::get());
		Stops::<T>::insert(call, Stop { until, rests_until: until.saturating_add(T::StopRest::get()) });
		until
	}

	/// Whether the runtime has such a call.
	fn exists((pallet, call): &CallName) -> bool {
		let (pallets, same) =
			(<T as Config>::RuntimeCall::get_module_names(), |name: &&&str| name.as_bytes() == &pallet[..]);
		pallets.iter().find(same).is_some_and(|pallet| {
			<T as Config>::RuntimeCall::get_call_names(pallet).iter().any(|name| name.as_bytes() == &call[..])
		})
	}

	fn unschedule(act: &T::Hash) -> DispatchResult {
		T::Scheduler::cancel_named(Self::task(act)).map_err(|_| Error::<T>::NotFound)?;
		// Cancelling leaves the preimage, which scheduling requested where the act was too long to stand in the agenda.
		let length = T::Preimages::len(act).unwrap_or_default();
		if length > MAX_INLINE && T::Preimages::is_requested(act) {
			T::Preimages::unrequest(act);
		}
		Ok(())
	}

	/// The name of an act's task in the scheduler: the hash itself.
	fn task(act: &T::Hash) -> [u8; 32] {
		let mut name = [0; 32];
		name.iter_mut().zip(act.as_ref()).for_each(|(to, from)| *to = *from);
		name
	}
}
