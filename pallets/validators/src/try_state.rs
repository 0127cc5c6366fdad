use crate::*;
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// There is a validator; nobody is listed twice; exactly the validators have records; no seats are remembered for
	/// longer than they must be; a session has a length.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let validators = Validators::<T>::get();
		let invited = Invited::<T>::get();
		ensure!(!validators.is_empty(), "there is no validator");
		let all = validators.iter().chain(&invited).collect::<alloc::collections::BTreeSet<_>>();
		ensure!(all.len() == validators.len().saturating_add(invited.len()), "an account is listed twice");
		ensure!(all.len() <= T::MaxValidators::get() as usize, "there are too many validators and invitations");
		ensure!(Records::<T>::iter_keys().count() == validators.len(), "records and validators differ in number");
		ensure!(validators.iter().all(Records::<T>::contains_key), "a validator has no record");
		let session = pallet_session::CurrentIndex::<T>::get();
		let first = session.saturating_sub(T::RememberedSessions::get());
		ensure!(
			Seats::<T>::iter_keys().all(|kept| (first..=session).contains(&kept)),
			"seats of a session are remembered that should be forgotten, or has not begun"
		);
		ensure!(!Seats::<T>::get(session).is_empty(), "nobody has a seat");
		ensure!(SessionBlocks::<T>::get() >= SHORTEST_SESSION.into(), "a session is too short");
		Ok(())
	}
}
