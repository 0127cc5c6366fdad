//! Who makes blocks, and what makes them final.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU64},
};
use sp_core::crypto::KeyTypeId;
use sp_runtime::traits::{Convert, ConvertInto, OpaqueKeys};

parameter_types! {
	/// Blocks in a session. Keys that an operator sets count from the session after the next.
	pub const SessionLength: BlockNumber = 10 * constants::MINUTES;
	pub const SessionOffset: BlockNumber = 0;
	pub const NoKeyDeposit: Balance = 0;
	/// Sessions for which an equivocation can still be proved: a week's.
	pub const MaxSetIdSessionEntries: u64 = (7 * constants::DAYS / (10 * constants::MINUTES)) as u64;
}

impl pallet_aura::Config for Runtime {
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type AuthorityId = sp_consensus_aura::sr25519::AuthorityId;
	type DisabledValidators = Session;
	type MaxAuthorities = ConstU32<{ constants::MAX_VALIDATORS }>;
	type SlotDuration = ConstU64<{ constants::MILLISECONDS_PER_BLOCK }>;
}

impl pallet_grandpa::Config for Runtime {
	type EquivocationReportSystem = ();
	type KeyOwnerProof = sp_session::MembershipProof;
	type MaxAuthorities = ConstU32<{ constants::MAX_VALIDATORS }>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = MaxSetIdSessionEntries;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

impl pallet_authorship::Config for Runtime {
	type EventHandler = ();
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
}

/// A validator has nothing at stake but its seat: there is nothing more to say of it than that it is one.
pub struct NothingAtStake;
impl Convert<AccountId, Option<()>> for NothingAtStake {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

/// The validators stay those of genesis.
pub struct GenesisValidators;
impl pallet_session::SessionManager<AccountId> for GenesisValidators {
	fn new_session(_: u32) -> Option<Vec<AccountId>> {
		None
	}
	fn start_session(_: u32) {}
	fn end_session(_: u32) {}
}
impl pallet_session::historical::SessionManager<AccountId, ()> for GenesisValidators {
	fn new_session(_: u32) -> Option<Vec<(AccountId, ())>> {
		None
	}
	fn start_session(_: u32) {}
	fn end_session(_: u32) {}
}

impl pallet_session::Config for Runtime {
	type Currency = Balances;
	type DisablingStrategy = ();
	type KeyDeposit = NoKeyDeposit;
	type Keys = SessionKeys;
	type NextSessionRotation = pallet_session::PeriodicSessions<SessionLength, SessionOffset>;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type SessionManager = pallet_session::historical::NoteHistoricalRoot<Self, GenesisValidators>;
	type ShouldEndSession = pallet_session::PeriodicSessions<SessionLength, SessionOffset>;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type WeightInfo = ();
}

impl pallet_session::historical::Config for Runtime {
	type FullIdentification = ();
	type FullIdentificationOf = NothingAtStake;
	type RuntimeEvent = RuntimeEvent;
}

/// The kinds of keys in a session, in the order of [`SessionKeys`].
pub const KEY_TYPES: [KeyTypeId; 2] = [sp_core::crypto::key_types::AURA, sp_core::crypto::key_types::GRANDPA];

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::traits::Get;

	#[test]
	fn a_session_lasts_ten_minutes() {
		assert_eq!(SessionLength::get(), 300);
	}

	#[test]
	fn a_slot_is_a_block() {
		let slot: u64 = <Runtime as pallet_aura::Config>::SlotDuration::get();
		assert_eq!(slot, constants::MILLISECONDS_PER_BLOCK);
	}

	#[test]
	fn the_session_keys_are_aura_and_grandpa() {
		assert_eq!(SessionKeys::key_ids(), &KEY_TYPES);
	}
}
