use crate::*;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Each peer stands in the register once, in order: it is searched by halves.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let register = Register::<T>::get();
		let ascends = register.windows(2).all(|pair| matches!(pair, [before, after] if before.id < after.id));
		ensure!(ascends, "the register of peers is not in order");
		Ok(())
	}
}
