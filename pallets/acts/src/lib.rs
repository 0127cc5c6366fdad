#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod dispatchables;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
pub mod weights;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

pub use pallet::*;
pub use weights::WeightInfo;

/// By which way an act comes about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Track {
	/// What governance does from day to day, carried out as [`Origin::General`].
	General,
	/// What can undo everything, carried out as Root after a longer delay.
	Upgrade,
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
	use super::{SetTimes, Times, Track, WeightInfo};
	use alloc::boxed::Box;
	use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
	use frame_support::{
		dispatch::GetDispatchInfo,
		pallet_prelude::*,
		traits::{schedule::v3::Named, OriginTrait, QueryPreimage, StorePreimage},
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
			+ IsType<<Self as frame_system::Config>::RuntimeCall>;
		/// Decides on acts and takes them back.
		type EnactOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Stops an act that waits.
		type VetoOrigin: EnsureOrigin<Self::RuntimeOrigin>;
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
		/// The heaviest act that the scheduler carries out.
		type MaxWeight: Get<Weight>;
		/// Takes a network's own times at genesis.
		type Times: SetTimes;
		type WeightInfo: WeightInfo;
	}

	/// What an act of the general track is carried out as. No other call can make it.
	#[pallet::origin]
	#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
	pub enum Origin {
		General,
	}

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
		Enacted { act: T::Hash, track: Track, block: BlockNumberFor<T> },
		/// Those who decided on an act took it back.
		Withdrawn { act: T::Hash },
		/// An act was stopped.
		Vetoed { act: T::Hash },
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The same act waits already. Wait for it, or withdraw it first.
		AlreadyExists,
		/// The act is too heavy or too large to be carried out, or its block is full. Split it, or try again in the next
		/// block.
		LimitExceeded,
		/// No act of this hash waits: it is done, was stopped, or never was.
		NotFound,
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
		/// `Enacted`; later `Dispatched` of the scheduler with `id` equal to the act's hash.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::enact(act.encoded_size() as u32))]
		pub fn enact(origin: OriginFor<T>, track: Track, act: Box<<T as Config>::RuntimeCall>) -> DispatchResult {
			T::EnactOrigin::ensure_origin(origin)?;
			Self::do_enact(track, *act)
		}

		/// Take an act back.
		///
		/// ## Origin
		/// Two thirds of the agencies' council.
		///
		/// ## Details
		/// While it waits. It may be decided on anew, and then waits the whole delay again.
		///
		/// ## Errors
		/// `NotFound`.
		///
		/// ## Events
		/// `Withdrawn`.
		#[pallet::call_index(1)]
		pub fn withdraw(origin: OriginFor<T>, act: T::Hash) -> DispatchResult {
			T::EnactOrigin::ensure_origin(origin)?;
			Self::do_withdraw(act)
		}

		/// Stop an act.
		///
		/// ## Origin
		/// More than half of the institutions' council.
		///
		/// ## Details
		/// While it waits. The agencies may decide on it anew, and the institutions stop it anew.
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
