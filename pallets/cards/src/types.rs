use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{Date, Timestamp};
use scale_info::TypeInfo;
use sp_core::H256;

pub use lingnan_support::card::*;

/// One of a party's cards as it is stored, without its key.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Card {
	/// Counts the cards of the party, from 1.
	pub version: CardVersion,
	/// Number of the suite by which boxes for it are encrypted: 1 is X25519, 2 is X-Wing.
	pub suite: u8,
	/// BLAKE2b-256 of the public key.
	pub key_hash: H256,
	/// When it was published. Unix time in seconds.
	pub published_at: Timestamp,
	/// First second at which it holds no more. Unix time in seconds.
	pub valid_until: Timestamp,
	/// When its party took it back. Unix time in seconds.
	pub withdrawn_at: Option<Timestamp>,
	/// The day on which its private key was destroyed. Days since 1970-01-01.
	pub destroyed_on: Option<Date>,
}

impl Card {
	/// Where it stands. Time alone ends it: nothing sweeps.
	pub fn state(&self, is_newest: bool, now: Timestamp) -> CardState {
		match self {
			Self { destroyed_on: Some(_), .. } => CardState::Destroyed,
			Self { withdrawn_at: Some(_), .. } => CardState::Withdrawn,
			_ if !is_newest => CardState::Superseded,
			_ if now >= self.valid_until => CardState::Expired,
			_ => CardState::InForce,
		}
	}
}

/// All cards of a party that are remembered.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Holding {
	/// By version. The last is the newest, and stays: its version says what the next one's is.
	pub cards: BoundedVec<Card, ConstU32<MOST_CARDS>>,
	/// The public key of the newest; empty once its private key was destroyed.
	pub key: CardKey,
}
