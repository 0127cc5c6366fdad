#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod dispatchables;
mod filter;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
pub mod weights;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

pub use filter::{Rested, SafeModeRests, Unstopped};
pub use pallet::*;
pub use weights::WeightInfo;

/// By which way an act comes about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub enum Track {
	/// What governance does from day to day, carried out as [`Origin::General`].
	General,
	/// What can undo everything, carried out as Root after a longer delay.
	Upgrade,
}

/// Bytes of the longest name of a pallet or a call.
pub const LONGEST_NAME: u32 = 64;

/// A name as the metadata spells it.
pub type Name = BoundedVec<u8, ConstU32<LONGEST_NAME>>;

/// A pallet and one of its calls, such as `Financing` and `disburse`.
pub type CallName = (Name, Name);

/// A call that a third of the agencies stopped.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Stop<BlockNumber> {
	/// The first block in which it can be made again.
	pub until: BlockNumber,
	/// The first block in which a third can stop it again.
	pub rests_until: BlockNumber,
}

/// How long governance takes, in blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Times {
	/// For how long members can vote on a motion.
	pub motion: u32,
	/// Between the passing of a motion and a general act.
	pub general: u32,
	/// The same for an upgrade.
	pub upgrade: u32,
}

/// Where a network's own times go at genesis.
pub trait SetTimes {
	fn set(times: Times);
}

impl SetTimes for () {
	fn set(_: Times) {}
}

#[frame_support::pallet]
pub mod pallet {
	use super::{CallName, SetTimes, Stop, Times, Track, WeightInfo};
	use alloc::boxed::Box;
	use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
	use frame_support::{
		dispatch::GetDispatchInfo,
		pallet_prelude::*,
		traits::{schedule::v3::Named, Contains, GetCallMetadata, OriginTrait, QueryPreimage, StorePreimage},
	};
	use frame_system::{pallet_prelude::*, RawOrigin};
	use scale_info::TypeInfo;
	use sp_runtime::traits::Dispatchable;

	type PalletsOriginOf<T> = <<T as frame_system::Config>::RuntimeOrigin as OriginTrait>::PalletsOrigin;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<
		RuntimeEvent: From<Event<Self>>,
		RuntimeOrigin: OriginTrait<PalletsOrigin: From<Origin> + From<RawOrigin<Self::AccountId>>>,
	>
	{
		type RuntimeCall: Parameter
			+ Dispatchable<RuntimeOrigin = Self::RuntimeOrigin>
			+ GetDispatchInfo
			+ GetCallMetadata
			+ IsType<<Self as frame_system::Config>::RuntimeCall>;
		/// Decides on acts and takes them back.
		type ScheduleOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Stops an act that waits.
		type VetoOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Stops a call for a time.
		type StopOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Has a stop last longer.
		type ProlongOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Lets a stopped call be made again.
		type LiftOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// What is never stopped.
		type Unstoppable: Contains<CallName>;
		type Scheduler: Named<
			BlockNumberFor<Self>,
			<Self as Config>::RuntimeCall,
			PalletsOriginOf<Self>,
			Hasher = Self::Hashing,
		>;
		type Preimages: QueryPreimage<H = Self::Hashing> + StorePreimage;
		/// Blocks between decision and deed on the general track.
		type GeneralDelay: Get<BlockNumberFor<Self>>;
		/// The same for upgrades.
		type UpgradeDelay: Get<BlockNumberFor<Self>>;
		/// Blocks for which a stop lasts, and by which it is prolonged.
		type StopDuration: Get<BlockNumberFor<Self>>;
		/// Blocks after the end of a stop in which the same is not stopped again by so few.
		type StopRest: Get<BlockNumberFor<Self>>;
		/// The heaviest act that the scheduler carries out.
		type MaxWeight: Get<Weight>;
		/// Takes a network's own times at genesis.
		type Times: SetTimes;
		type WeightInfo: WeightInfo;
	}

	/// What an act of the general track is carried out as. No other call can make it.
	#[pallet::origin]
	#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
	#[scale_info(capture_docs = "always")]
	pub enum Origin {
		/// An act of the general track.
		General,
	}

	/// The calls that are stopped, and those that were not long ago. There are no more than the runtime has calls.
	#[pallet::storage]
	pub type Stops<T: Config> = StorageMap<_, Blake2_128Concat, CallName, Stop<BlockNumberFor<T>>>;

	/// The first block in which a third can enter safe mode again.
	#[pallet::storage]
	pub type SafeModeRestsUntil<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// This network's times. Leave it out for those that the runtime has.
		pub times: Option<Times>,
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if let Some(times) = self.times {
				T::Times::set(times);
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An act was decided on. It is carried out in that block unless it is stopped before.
		Scheduled {
			/// Hash of the act's call.
			act: T::Hash,
			/// General, or an upgrade.
			track: Track,
			/// Number of the block in which it is carried out.
			block: BlockNumberFor<T>,
		},
		/// Those who decided on an act took it back.
		Cancelled {
			/// Hash of the act's call.
			act: T::Hash,
		},
		/// An act was stopped.
		Vetoed {
			/// Hash of the act's call.
			act: T::Hash,
		},
		/// Nobody can make the call before block `until`.
		Stopped {
			/// Pallet and call, by name.
			call: CallName,
			/// First block in which it can be made again, by number.
			until: BlockNumberFor<T>,
		},
		/// The stop of a call lasts longer: until block `until`.
		Prolonged {
			/// Pallet and call, by name.
			call: CallName,
			/// First block in which it can be made again, by number.
			until: BlockNumberFor<T>,
		},
		/// The call can be made again.
		Lifted {
			/// Pallet and call, by name.
			call: CallName,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The same act waits already. Wait for it, or cancel it first.
		AlreadyExists,
		/// The act is too heavy or too large to be carried out, or its block is full. Split it, or try again in the next
		/// block.
		LimitExceeded,
		/// No act of this hash waits: it is done, was stopped, or never existed. Or the runtime has no call of this name: spell it as
		/// the metadata does.
		NotFound,
		/// The call belongs to what heals the chain and is never stopped.
		Unstoppable,
		/// The call is stopped already. A majority can prolong the stop.
		AlreadyStopped,
		/// The call is not stopped.
		NotStopped,
		/// The call was stopped recently: so few cannot stop it again before it has rested. Two thirds can pause it without end
		/// (`txPause.pause`).
		Resting,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Decide on an act.
		///
		/// ## Origin
		/// Two thirds of the agencies' council.
		///
		/// ## Details
		/// The act is carried out when the track's delay is over, counted from this block. Whether the track's origin may
		/// do it shows then.
		///
		/// ## Errors
		/// `AlreadyExists`, `LimitExceeded`.
		///
		/// ## Events
		/// `Scheduled`; later `Dispatched` of the scheduler with `id` equal to the act's hash.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::schedule(act.encoded_size() as u32))]
		pub fn schedule(origin: OriginFor<T>, track: Track, act: Box<<T as Config>::RuntimeCall>) -> DispatchResult {
			T::ScheduleOrigin::ensure_origin(origin)?;
			Self::do_schedule(track, *act)
		}

		/// Take an act back.
		///
		/// ## Origin
		/// Two thirds of the agencies' council.
		///
		/// ## Details
		/// While it waits. It may be decided on again, and then waits the whole delay again.
		///
		/// ## Errors
		/// `NotFound`.
		///
		/// ## Events
		/// `Cancelled`.
		#[pallet::call_index(1)]
		pub fn cancel(origin: OriginFor<T>, act: T::Hash) -> DispatchResult {
			T::ScheduleOrigin::ensure_origin(origin)?;
			Self::do_cancel(act)
		}

		/// Stop an act.
		///
		/// ## Origin
		/// More than half of the institutions' council.
		///
		/// ## Details
		/// While it waits. The agencies may decide on it again, and the institutions stop it again.
		///
		/// ## Errors
		/// `NotFound`.
		///
		/// ## Events
		/// `Vetoed`.
		#[pallet::call_index(2)]
		pub fn veto(origin: OriginFor<T>, act: T::Hash) -> DispatchResult {
			T::VetoOrigin::ensure_origin(origin)?;
			Self::do_veto(act)
		}

		/// Stop a call for a time.
		///
		/// ## Origin
		/// A third of the agencies' council.
		///
		/// ## Details
		/// `call`: the names of the pallet and of its call, as the metadata spells them. From now on nobody can make it, alone,
		/// in a batch or by proxy. The stop ends by itself after `StopDuration` blocks unless a majority prolongs it, and the
		/// same call then rests for `StopRest` blocks.
		///
		/// ## Errors
		/// `NotFound`, `Unstoppable`, `AlreadyStopped`, `Resting`.
		///
		/// ## Events
		/// `Stopped`. None when the stop ends by itself: its end was told.
		#[pallet::call_index(3)]
		pub fn stop(origin: OriginFor<T>, call: CallName) -> DispatchResult {
			T::StopOrigin::ensure_origin(origin)?;
			Self::do_stop(call)
		}

		/// Have a stop last longer.
		///
		/// ## Origin
		/// More than half of the agencies' council.
		///
		/// ## Details
		/// By `StopDuration` blocks from now.
		///
		/// ## Errors
		/// `NotStopped`.
		///
		/// ## Events
		/// `Prolonged`.
		#[pallet::call_index(4)]
		pub fn prolong(origin: OriginFor<T>, call: CallName) -> DispatchResult {
			T::ProlongOrigin::ensure_origin(origin)?;
			Self::do_prolong(call)
		}

		/// Let a stopped call be made again.
		///
		/// ## Origin
		/// Two thirds of the agencies' council.
		///
		/// ## Details
		/// From now on. The call rests as it does after a stop that ended by itself.
		///
		/// ## Errors
		/// `NotStopped`.
		///
		/// ## Events
		/// `Lifted`.
		#[pallet::call_index(5)]
		pub fn lift(origin: OriginFor<T>, call: CallName) -> DispatchResult {
			T::LiftOrigin::ensure_origin(origin)?;
			Self::do_lift(call)
		}
	}

	/// An act of the general track.
	pub struct EnsureGeneral;
	impl<O: OriginTrait + From<Origin>> EnsureOrigin<O> for EnsureGeneral
	where
		for<'a> &'a O::PalletsOrigin: TryInto<&'a Origin>,
	{
		type Success = ();

		fn try_origin(origin: O) -> Result<(), O> {
			let general = matches!(origin.caller().try_into(), Ok(Origin::General));
			if general {
				Ok(())
			} else {
				Err(origin)
			}
		}

		#[cfg(feature = "runtime-benchmarks")]
		fn try_successful_origin() -> Result<O, ()> {
			Ok(Origin::General.into())
		}
	}
}
