//! How the registers keep the councils: who speaks for an agency or an institution in good standing has a seat.

use super::councils::{AgenciesCollective, InstitutionsCollective};
use crate::*;
use core::marker::PhantomData;
use frame_support::{
	traits::{ChangeMembers, Get},
	weights::Weight,
};
use lingnan_support::{NoSeat, Seats};
use pallet_collective::{Config, Members, WeightInfo};

/// The seats of one council.
pub struct SeatsOf<I>(PhantomData<I>);

pub type AgencySeats = SeatsOf<AgenciesCollective>;
pub type InstitutionSeats = SeatsOf<InstitutionsCollective>;

impl<I: 'static> Seats<AccountId> for SeatsOf<I>
where
	Runtime: Config<I>,
{
	fn change(outgoing: Option<&AccountId>, incoming: Option<&AccountId>) -> Result<(), NoSeat> {
		let mut members = Members::<Runtime, I>::get();
		members.retain(|member| Some(member) != outgoing);
		if let Some(key) = incoming {
			if let Err(place) = members.binary_search(key) {
				members.insert(place, key.clone());
			}
		}
		if members.is_empty() {
			return Err(NoSeat::Last);
		}
		if members.len() > <Runtime as Config<I>>::MaxMembers::get() as usize {
			return Err(NoSeat::Full);
		}
		let listed = |key: Option<&AccountId>| -> Vec<AccountId> { key.cloned().into_iter().collect() };
		pallet_collective::Pallet::<Runtime, I>::change_members_sorted(&listed(incoming), &listed(outgoing), &members);
		Ok(())
	}

	fn weight() -> Weight {
		let members = <Runtime as Config<I>>::MaxMembers::get();
		let motions = <Runtime as Config<I>>::MaxProposals::get();
		<Runtime as Config<I>>::WeightInfo::set_members(members, members, motions)
	}

	fn seated() -> Option<Vec<AccountId>> {
		Some(Members::<Runtime, I>::get())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn key(n: u8) -> AccountId {
		AccountId::new([n; 32])
	}

	#[test]
	fn a_seat_is_taken_handed_over_and_given_up() {
		sp_io::TestExternalities::default().execute_with(|| {
			assert_eq!(AgencySeats::change(None, Some(&key(5))), Ok(()));
			assert_eq!(AgencySeats::change(None, Some(&key(3))), Ok(()));
			assert_eq!(AgencySeats::change(None, Some(&key(3))), Ok(()));
			assert_eq!(AgencySeats::seated(), Some(vec![key(3), key(5)]));
			assert_eq!(AgencySeats::change(Some(&key(3)), Some(&key(9))), Ok(()));
			assert_eq!(AgencySeats::change(Some(&key(5)), None), Ok(()));
			assert_eq!(AgencySeats::seated(), Some(vec![key(9)]));
			assert_eq!(AgencySeats::change(Some(&key(9)), None), Err(NoSeat::Last));
			assert_eq!(InstitutionSeats::seated(), Some(vec![]));
		});
	}

	#[test]
	fn there_are_only_so_many() {
		sp_io::TestExternalities::default().execute_with(|| {
			for n in 0..constants::MAX_COUNCILLORS as u8 {
				assert_eq!(InstitutionSeats::change(None, Some(&key(n))), Ok(()));
			}
			assert_eq!(InstitutionSeats::change(None, Some(&key(200))), Err(NoSeat::Full));
			assert_eq!(InstitutionSeats::change(Some(&key(0)), Some(&key(200))), Ok(()));
		});
	}
}
