#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod dispatchables;
#[cfg(test)]
mod mock;
pub mod runtime_api;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::{CardKey, Holding, WeightInfo};
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{Agencies, CardHolder, CardVersion, Date, Enterprises, Institutions, Timestamp};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Agencies: Agencies<Self::AccountId>;
		type Clock: UnixTime;
		type Enterprises: Enterprises<Self::AccountId>;
		type Institutions: Institutions<Self::AccountId>;
		/// For how many days a card can hold at most.
		type MostDays: Get<u32>;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: super::BenchmarkHelper<Self::AccountId>;
	}

	/// The cards of each party: the newest public key, and what became of those before.
	#[pallet::storage]
	pub type Cards<T: Config> = StorageMap<_, Blake2_128Concat, CardHolder, Holding>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A party published a card. Any version before it is superseded.
		Published {
			/// Whose card it is.
			holder: CardHolder,
			/// The number of the card, from 1 for its holder's first.
			version: CardVersion,
			/// Number of the suite by which boxes for it are encrypted: 1 is X25519, 2 is X-Wing.
			suite: u8,
			/// The public key.
			key: CardKey,
			/// First second at which it holds no more. Unix time in seconds.
			valid_until: Timestamp,
		},
		/// A party took a card back.
		Withdrawn {
			/// Whose card it is.
			holder: CardHolder,
			/// The number of the card, from 1 for its holder's first.
			version: CardVersion,
		},
		/// A party stated that the private key of a card is destroyed.
		KeyDestroyed {
			/// Whose card it is.
			holder: CardHolder,
			/// The number of the card, from 1 for its holder's first.
			version: CardVersion,
			/// The day on which it was destroyed. Days since 1970-01-01.
			on: Date,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The party has no card of this version, or it is no longer remembered. `card_list` shows those that are.
		NotFound,
		/// The account does not speak for this party. Sign with the agency's or institution's key, or as the firm's controller.
		NotAuthorized,
		/// No suite has this byte. Use 1 for X25519 or 2 for X-Wing.
		UnknownSuite,
		/// The key is not as long as its suite's keys are. X25519: 32 bytes; X-Wing: 1,216.
		InvalidKey,
		/// A remembered card of the party has this key already. Make a new one: a key is not used again.
		AlreadyExists,
		/// The end is not in the future, or later than governance allows. Choose one within the allowed days.
		InvalidExpiry,
		/// The card was taken back already.
		Withdrawn,
		/// The card is in force. Withdraw it or publish another before its private key is destroyed.
		StillInForce,
		/// The private key was stated destroyed already.
		AlreadyDestroyed,
		/// The day lies in the future, or before the card was published. Name the day on which the key was destroyed.
		InvalidDate,
		/// Sixteen cards are remembered, and the private key of none is stated destroyed. State it of one first.
		LimitExceeded,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Publish a card: the public key to which files for a party are encrypted from now on.
		///
		/// ## Origin
		/// The party: an agency's or institution's key, unless it is suspended; the controller of a firm that is not frozen.
		///
		/// ## Details
		/// The version counts up from 1 and is never given twice. A card in force is superseded at once. Of sixteen that are
		/// remembered, the oldest whose private key was destroyed makes room.
		///
		/// ## Errors
		/// `NotAuthorized`, `UnknownSuite`, `InvalidKey`, `AlreadyExists`, `InvalidExpiry`, `LimitExceeded`, and what forbids a
		/// frozen firm to bind itself.
		///
		/// ## Events
		/// `Published`.
		#[pallet::call_index(0)]
		pub fn publish(
			origin: OriginFor<T>,
			holder: CardHolder,
			suite: u8,
			key: CardKey,
			valid_until: Timestamp,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_publish(&who, holder, suite, key, valid_until)
		}

		/// Take a card back before its time is over.
		///
		/// ## Origin
		/// The party, suspended or frozen too.
		///
		/// ## Details
		/// Nothing is to be encrypted to it any more. The party is without a card until it publishes another.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `Withdrawn`, `AlreadyDestroyed`.
		///
		/// ## Events
		/// `Withdrawn`.
		#[pallet::call_index(1)]
		pub fn withdraw(origin: OriginFor<T>, holder: CardHolder, version: CardVersion) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(&who, holder, version)
		}

		/// State that the private key of an old card was destroyed.
		///
		/// ## Origin
		/// The party, suspended or frozen too.
		///
		/// ## Details
		/// Said once retention is over: after it nobody opens what was encrypted to the card, wherever copies lie. The chain
		/// cannot see whether it is true. The public key leaves the state.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `AlreadyDestroyed`, `StillInForce`, `InvalidDate`.
		///
		/// ## Events
		/// `KeyDestroyed`.
		#[pallet::call_index(2)]
		pub fn state_destruction(
			origin: OriginFor<T>,
			holder: CardHolder,
			version: CardVersion,
			on: Date,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_state_destruction(&who, holder, version, on)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
