//! What is stored. What passes the wire is in `primitives/types` and named here too.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::{AuthorityId as GrandpaId, SetId};
use sp_consensus_slots::Slot;
use sp_core::crypto::KeyTypeId;
use sp_staking::{
	offence::{Kind, Offence},
	SessionIndex,
};

pub use lingnan_types::validator::ValidatorView;

/// A place among those who make blocks and finalise them in one session, with the keys that it was held with.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Seat<AccountId> {
	/// The validator's account.
	pub holder: AccountId,
	/// Its key for making blocks (Aura).
	pub aura: AuraId,
	/// Its key for making blocks final (GRANDPA).
	pub grandpa: GrandpaId,
}

impl<AccountId> Seat<AccountId> {
	/// Whether the seat was held with this key.
	pub fn has(&self, kind: KeyTypeId, key: &[u8]) -> bool {
		use sp_core::crypto::ByteArray;
		match kind {
			sp_core::crypto::key_types::AURA => self.aura.as_slice() == key,
			sp_core::crypto::key_types::GRANDPA => self.grandpa.as_slice() == key,
			_ => false,
		}
	}
}

/// What is known of a validator's work.
#[derive(Clone, Default, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Record<BlockNumber> {
	/// The session in which it took its seat.
	pub since_session: SessionIndex,
	/// The slot in which it took its seat. What it signed before is no reason to remove it.
	pub since_slot: u64,
	/// Blocks that it made in this session.
	pub blocks: u32,
	/// Blocks that it made in the last session in which it had a seat.
	pub last_session: u32,
	/// Sessions in a row, up to the last, in which it had a seat and made no block.
	pub missed: u32,
	/// The last block that it made.
	pub last_block: Option<BlockNumber>,
}

/// Two blocks of one author for one slot.
pub struct DoubleBlock<AccountId> {
	pub slot: Slot,
	pub session: SessionIndex,
	pub seats: u32,
	pub offender: AccountId,
}

impl<AccountId: Clone> Offence<AccountId> for DoubleBlock<AccountId> {
	const ID: Kind = *b"aura:equivocatio";
	type Slot = Slot;

	fn offenders(&self) -> alloc::vec::Vec<AccountId> {
		alloc::vec![self.offender.clone()]
	}

	fn session_index(&self) -> SessionIndex {
		self.session
	}

	fn validator_set_count(&self) -> u32 {
		self.seats
	}

	fn slot(&self) -> Slot {
		self.slot
	}

	/// Nothing is at stake but the seat, and that is lost whole.
	fn slash_fraction(&self, _: u32) -> sp_runtime::Perbill {
		sp_runtime::Perbill::one()
	}
}

/// GRANDPA as this pallet needs it when nothing becomes final any more.
pub trait ForceVoters<BlockNumber> {
	/// From the next session on, and `delay` blocks after it began, those who have seats then vote, whatever the
	/// voters of `set` do, whose last final block was `last_final`.
	fn force(set: SetId, last_final: BlockNumber, delay: BlockNumber) -> Result<(), NoSuchVoters>;
}

/// The voters of that set cannot have stopped at that block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoSuchVoters;
