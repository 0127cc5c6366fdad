use crate::*;
use frame_support::ensure;
use lingnan_lending::classification::is_sound;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Judgements stand by their days, one a day, none in the future; rules are such.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let today = Self::today();
		for kept in Judgements::<T>::iter_values() {
			ensure!(kept.is_sorted_by(|one, next| one.on < next.on), "judgements do not follow each other");
			ensure!(kept.last().is_some_and(|last| last.on <= today), "a loan was judged never, or tomorrow");
		}
		ensure!(Rules::<T>::iter_values().all(|rule| is_sound(&rule)), "a rule is none");
		Ok(())
	}
}
