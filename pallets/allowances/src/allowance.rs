//! How much of its allowance a party has used. The SDK's `pallet-origin-restriction` keeps it, so that anybody can clear away
//! a record that has recovered by its call.

use crate::*;
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_origin_restriction::{RestrictedEntity as _, Usage, Usages};
use sp_runtime::{
	traits::{Saturating, Zero},
	SaturatedConversion,
};

/// How much a party may have used at a time, what comes back with each block, and what it has used and not got back yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
	pub max: Budget,
	pub recovery_per_block: Budget,
	pub used: Budget,
}

impl Allowance {
	/// What is left.
	pub fn room(&self) -> Budget {
		self.max.saturating_sub(self.used)
	}

	/// What comes back in so many blocks.
	pub fn recovers_in(&self, blocks: u32) -> Budget {
		self.recovery_per_block.saturating_mul(blocks.into())
	}

	/// Both together.
	fn and(self, other: Self) -> Self {
		Self {
			max: self.max.saturating_add(other.max),
			recovery_per_block: self.recovery_per_block.saturating_add(other.recovery_per_block),
			used: self.used.saturating_add(other.used),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// A party's allowance as it is in this block.
	pub fn allowance(party: &PartyOf<T>) -> Allowance {
		let given = party.allowance();
		let recovery_per_block = given.recovery_per_block.saturated_into::<Budget>();
		let used = Usages::<T>::get(party).map_or(0, |usage| {
			let blocks = Self::block().saturating_sub(usage.at_block).saturated_into::<Budget>();
			usage.used.saturated_into::<Budget>().saturating_sub(recovery_per_block.saturating_mul(blocks))
		});
		Allowance { max: given.max.saturated_into(), recovery_per_block, used }
	}

	/// Notes what a transaction may use.
	pub(crate) fn take(party: &PartyOf<T>, amount: Budget) {
		let used = Self::allowance(party).used.saturating_add(amount).saturated_into();
		Usages::<T>::insert(party, Usage { used, at_block: Self::block() });
	}

	/// Gives back what it did not use.
	pub(crate) fn restore(party: &PartyOf<T>, amount: Budget) {
		Usages::<T>::mutate_exists(party, |usage| {
			if let Some(found) = usage {
				found.used = found.used.saturated_into::<Budget>().saturating_sub(amount).saturated_into();
				if found.used.is_zero() {
					*usage = None;
				}
			}
		});
	}

	/// What is left of the allowance of which an account has most.
	pub(crate) fn most_room(who: &T::AccountId) -> Budget {
		Self::parties(who).iter().map(|party| Self::allowance(party).room()).max().unwrap_or_default()
	}

	/// What an account may use without coins, for whoever asks. Of several firms, those that are asked for room.
	pub fn view(who: &T::AccountId) -> AllowanceView<T::AccountId> {
		let nanoseconds = |units: Budget| u64::try_from(units / UNITS_IN_A_NANOSECOND).unwrap_or(u64::MAX);
		let sum =
			|parties: &[PartyOf<T>]| parties.iter().map(Self::allowance).fold(Allowance::default(), Allowance::and);
		let parties = Self::parties(who);
		let own = sum(&parties);
		let sponsored = Sponsorships::<T>::get(who);
		let sponsors = sponsored.as_ref().map(|found| Self::parties(&found.sponsor)).unwrap_or_default();
		AllowanceView {
			party: parties.first().map(|party| party.name().into()),
			max: nanoseconds(own.max),
			used: nanoseconds(own.used),
			recovery: nanoseconds(own.recovery_per_block),
			sponsored: nanoseconds(sponsored.as_ref().map_or(0, |found| found.left)),
			sponsor: sponsored.map(|found| found.sponsor),
			sponsor_room: nanoseconds(sum(&sponsors).room()),
		}
	}

	pub(crate) fn parties(who: &T::AccountId) -> Vec<PartyOf<T>> {
		T::Registers::find(who).parties
	}

	fn block() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}
}
