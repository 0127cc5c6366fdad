use crate::*;
use frame_support::{
	dispatch::GetDispatchInfo,
	ensure,
	pallet_prelude::{DispatchResult, Get},
	traits::{
		schedule::{v3::Named, DispatchTime, HARD_DEADLINE},
		QueryPreimage, StorePreimage,
	},
};
use frame_system::RawOrigin;
use sp_runtime::traits::Hash as _;

/// Bytes of the longest act that stands in the scheduler's agenda itself.
const MAX_INLINE: u32 = 128;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_enact(track: Track, act: <T as Config>::RuntimeCall) -> DispatchResult {
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
		Self::deposit_event(Event::Enacted { act: hash, track, block });
		Ok(())
	}

	pub(crate) fn do_withdraw(act: T::Hash) -> DispatchResult {
		Self::stop(&act)?;
		Self::deposit_event(Event::Withdrawn { act });
		Ok(())
	}

	pub(crate) fn do_veto(act: T::Hash) -> DispatchResult {
		Self::stop(&act)?;
		Self::deposit_event(Event::Vetoed { act });
		Ok(())
	}

	fn stop(act: &T::Hash) -> DispatchResult {
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
