//! A register of members. Each signs by a key, without coins, and has a seat on a council while it is in good standing: so
//! agencies and institutions are kept alike. What a member is besides, and who is told of a change, is its pallet's matter.

use crate::{NoSeat, Numbered, Seats};
use codec::FullCodec;
use frame_support::{
	ensure,
	storage::{IterableStorageMap, StorageMap, StorageValue},
};
use frame_system::Pallet as System;
use sp_runtime::TryRuntimeError;

/// A member as it is stored.
pub trait Member<AccountId> {
	/// The account that signs for it.
	fn key(&mut self) -> &mut AccountId;
	fn suspended(&mut self) -> &mut bool;
}

/// Why a register does not change. Nothing was changed then.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MemberRefusal {
	/// No member has this number.
	NotFound,
	/// The key signs for a member already.
	AlreadyExists,
	Suspended,
	NotSuspended,
	/// All seats of the council are taken.
	CouncilFull,
	/// Nobody would be left on the council.
	LastSeat,
}

impl From<NoSeat> for MemberRefusal {
	fn from(refusal: NoSeat) -> Self {
		match refusal {
			NoSeat::Full => Self::CouncilFull,
			NoSeat::Last => Self::LastSeat,
		}
	}
}

/// Where a pallet keeps its members. It says that alone; the rest is the same for all.
pub trait Members<T: frame_system::Config> {
	/// By what number a member is known.
	type Id: Numbered + FullCodec;
	type Member: Member<T::AccountId> + FullCodec;
	/// The number that the next member gets.
	type Next: StorageValue<Self::Id, Query = Self::Id>;
	/// Every member, by number.
	type All: IterableStorageMap<Self::Id, Self::Member, Query = Option<Self::Member>>;
	/// Which member a key signs for.
	type ByKey: IterableStorageMap<T::AccountId, Self::Id, Query = Option<Self::Id>>;
	/// The council on which each member in good standing has a seat.
	type Seats: Seats<T::AccountId>;

	/// Enters a member and answers its number.
	fn enter_member(mut member: Self::Member) -> Result<Self::Id, MemberRefusal> {
		let key = member.key().clone();
		ensure!(!Self::ByKey::contains_key(&key), MemberRefusal::AlreadyExists);
		Self::Seats::change(None, Some(&key))?;
		let id = Self::Next::get();
		// There are more numbers than seats.
		Self::Next::put(id.following().ok_or(MemberRefusal::CouncilFull)?);
		Self::grant_key(id, &key);
		Self::All::insert(id, member);
		Ok(id)
	}

	/// Its seat is vacant from now on.
	fn suspend_member(id: Self::Id) -> Result<(), MemberRefusal> {
		let mut member = Self::member(id)?;
		ensure!(!*member.suspended(), MemberRefusal::Suspended);
		Self::Seats::change(Some(member.key()), None)?;
		*member.suspended() = true;
		Self::All::insert(id, member);
		Ok(())
	}

	fn reinstate_member(id: Self::Id) -> Result<(), MemberRefusal> {
		let mut member = Self::member(id)?;
		ensure!(*member.suspended(), MemberRefusal::NotSuspended);
		Self::Seats::change(None, Some(member.key()))?;
		*member.suspended() = false;
		Self::All::insert(id, member);
		Ok(())
	}

	/// Gives a member another key, and answers the former, which signs no more.
	fn rekey_member(id: Self::Id, key: T::AccountId) -> Result<T::AccountId, MemberRefusal> {
		let mut member = Self::member(id)?;
		ensure!(!Self::ByKey::contains_key(&key), MemberRefusal::AlreadyExists);
		if !*member.suspended() {
			Self::Seats::change(Some(member.key()), Some(&key))?;
		}
		let from = core::mem::replace(member.key(), key.clone());
		Self::ByKey::remove(&from);
		System::<T>::dec_sufficients(&from);
		Self::grant_key(id, &key);
		Self::All::insert(id, member);
		Ok(from)
	}

	fn member(id: Self::Id) -> Result<Self::Member, MemberRefusal> {
		Self::All::get(id).ok_or(MemberRefusal::NotFound)
	}

	/// The key signs for the member, and needs no coins for it.
	fn grant_key(id: Self::Id, key: &T::AccountId) {
		Self::ByKey::insert(key, id);
		System::<T>::inc_sufficients(key);
	}

	/// The member whose key this is, unless it is suspended.
	fn member_of(who: &T::AccountId) -> Option<Self::Id> {
		Self::ByKey::get(who).filter(|id| Self::is_in_good_standing(*id))
	}

	/// Known and not suspended.
	fn is_in_good_standing(id: Self::Id) -> bool {
		Self::member(id).is_ok_and(|mut member| !*member.suspended())
	}

	/// Each member has a number that was given out and a key that leads to it and can sign, and a seat unless it is suspended;
	/// nobody else has a key or a seat.
	fn try_members() -> Result<(), TryRuntimeError> {
		let seated = Self::Seats::seated();
		let (mut members, mut seats) = (0usize, 0usize);
		for (id, mut member) in Self::All::iter() {
			let key = member.key().clone();
			ensure!(id < Self::Next::get(), "a member has a number that was not given out");
			ensure!(Self::ByKey::get(&key) == Some(id), "a member's key does not lead to it");
			ensure!(System::<T>::sufficients(&key) > 0, "a member cannot sign without coins");
			members = members.saturating_add(1);
			if !*member.suspended() {
				seats = seats.saturating_add(1);
				ensure!(
					seated.as_ref().is_none_or(|seated| seated.contains(&key)),
					"a member has no seat on the council"
				);
			}
		}
		ensure!(Self::ByKey::iter().count() == members, "a key leads to no member");
		ensure!(seated.is_none_or(|seated| seated.len() == seats), "somebody has a seat who speaks for no member");
		Ok(())
	}
}
