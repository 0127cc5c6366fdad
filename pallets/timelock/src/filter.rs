//! What a runtime asks of stops: which calls are let through, and whether a third may enter safe mode.

use crate::*;
use core::marker::PhantomData;
use frame_support::traits::{Contains, EnsureOrigin, GetCallMetadata, SafeModeNotify};
use sp_runtime::traits::{Get, Saturating};

/// The calls that are not stopped.
pub struct Unstopped<T>(PhantomData<T>);

impl<T: Config, Call: GetCallMetadata> Contains<Call> for Unstopped<T> {
	fn contains(call: &Call) -> bool {
		let metadata = call.get_call_metadata();
		let name = |name: &str| Name::try_from(name.as_bytes().to_vec());
		match (name(metadata.pallet_name), name(metadata.function_name)) {
			(Ok(pallet), Ok(call)) => !Pallet::<T>::is_stopped(&(pallet, call)),
			// A longer name cannot be stopped.
			_ => true,
		}
	}
}

/// Notes when safe mode ends, so that a third does not enter it again at once.
pub struct SafeModeRests<T>(PhantomData<T>);

impl<T: Config> SafeModeNotify for SafeModeRests<T> {
	fn entered() {}

	fn exited() {
		let now = frame_system::Pallet::<T>::block_number();
		SafeModeRestsUntil::<T>::put(now.saturating_add(T::StopRest::get()));
	}
}

/// The origin `E`, once safe mode has rested.
pub struct Rested<T, E>(PhantomData<(T, E)>);

impl<T: Config, O, E: EnsureOrigin<O>> EnsureOrigin<O> for Rested<T, E> {
	type Success = E::Success;

	fn try_origin(origin: O) -> Result<Self::Success, O> {
		match SafeModeRestsUntil::<T>::get() <= frame_system::Pallet::<T>::block_number() {
			true => E::try_origin(origin),
			false => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		E::try_successful_origin()
	}
}
