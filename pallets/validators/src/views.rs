use crate::*;
use frame_support::traits::Get;
use lingnan_support::{Page, Paging, MOST_LISTED};
use sp_core::crypto::KeyTypeId;
use sp_runtime::SaturatedConversion;
use sp_staking::SessionIndex;

impl<T: Config> Pallet<T> {
	/// The validators and their work, in the order in which they came.
	pub fn validators(page: Paging) -> Page<ValidatorView<T::AccountId>> {
		let seated = pallet_session::Validators::<T>::get();
		let view = |account: T::AccountId| {
			let record = Records::<T>::get(&account).unwrap_or_default();
			ValidatorView {
				has_keys: Self::has_keys(&account),
				seated: seated.contains(&account),
				since_session: record.since_session,
				blocks: record.blocks,
				last_session: record.last_session,
				missed: record.missed,
				last_block: record.last_block.map(|number| number.saturated_into()),
				account,
			}
		};
		Page::of_places(Validators::<T>::get().into_iter().map(view), page, MOST_LISTED)
	}

	/// The last session in which a key had a seat, and the number of seats then. Searches all that are remembered: not
	/// for use on the chain.
	pub fn last_seats_with(kind: KeyTypeId, key: &[u8]) -> Option<(SessionIndex, u32)> {
		let current = pallet_session::CurrentIndex::<T>::get();
		let first = current.saturating_sub(T::RememberedSessions::get());
		(first..=current).rev().find_map(|session| {
			let seats = Seats::<T>::get(session);
			seats.iter().any(|seat| seat.has(kind, key)).then_some((session, seats.len() as u32))
		})
	}
}
