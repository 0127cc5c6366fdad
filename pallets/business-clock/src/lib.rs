#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
pub mod weights;

pub use pallet::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::WeightInfo;
	use core::{marker::PhantomData, time::Duration};
	use frame_support::{
		pallet_prelude::*,
		traits::{Contains, OnTimestampSet, UnixTime},
	};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{date_of, Date, Deadline, Standstill, StoodStill};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The longest step in one call, in seconds: 366 days.
	pub const LONGEST_STEP: u64 = 366 * 24 * 60 * 60;

	/// The furthest that business time may run ahead of block time, in seconds: 50 years.
	pub const FURTHEST: u64 = 50 * LONGEST_STEP;

	/// The shortest and the longest slot that a genesis may ask for, in milliseconds.
	pub const SLOTS: core::ops::RangeInclusive<u64> = 200..=60_000;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The time at which blocks are made.
		type BlockTime: UnixTime;
		/// Milliseconds between blocks where the genesis does not say otherwise.
		#[pallet::constant]
		type UsualSlot: Get<u64>;
		/// The deadlines for which nobody can make a call that they ask for, at this moment.
		type Stopped: Contains<Deadline>;
		type WeightInfo: WeightInfo;
	}

	/// The account that may move the clock. None in a network that lends real money.
	#[pallet::storage]
	pub type ClockAdmin<T: Config> = StorageValue<_, T::AccountId>;

	/// By how many seconds business time runs ahead of block time.
	#[pallet::storage]
	pub type Offset<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Milliseconds between blocks, where the genesis said so.
	#[pallet::storage]
	pub type Slot<T: Config> = StorageValue<_, u64>;

	/// The day of the last block.
	#[pallet::storage]
	pub type LastDay<T> = StorageValue<_, Date>;

	/// The days that began while a call which the deadline asks for was stopped.
	#[pallet::storage]
	pub type Standstills<T> = StorageMap<_, Twox64Concat, Deadline, StoodStill, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The clock admin of a rehearsal. Leave it out where money is real: the clock can then never be moved.
		pub clock_admin: Option<T::AccountId>,
		/// Milliseconds between blocks, 200 to 60,000. Left out, it is `UsualSlot`. It cannot be changed later: a slot's
		/// number is the time divided by it.
		pub slot: Option<u64>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(self.slot.is_none_or(|slot| SLOTS.contains(&slot)), "a slot lasts 200 to 60,000 milliseconds");
			Slot::<T>::set(self.slot);
			if let Some(clock_admin) = &self.clock_admin {
				frame_system::Pallet::<T>::inc_sufficients(clock_admin);
				ClockAdmin::<T>::put(clock_admin);
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Business time was moved forward by `seconds` and now runs `offset` seconds ahead of block time.
		Advanced {
			/// Seconds by which business time was moved.
			seconds: u64,
			/// Seconds by which business time runs ahead of block time.
			offset: u64,
		},
		/// The days from `first` to `last` began while a call which the deadline asks for was stopped: they do not count.
		StoodStill {
			/// The deadline that stood still.
			deadline: Deadline,
			/// The first of them, in days since 1970-01-01.
			first: Date,
			/// The last of them, in days since 1970-01-01.
			last: Date,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// Only the clock admin of a rehearsal moves the clock. This account is not one, or this network has none.
		NotAuthorized,
		/// The step is zero or longer than 366 days, or would move the clock beyond 50 years. Take smaller steps.
		LimitExceeded,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Move business time forward.
		///
		/// ## Origin
		/// Signed by the clock admin.
		///
		/// ## Details
		/// `seconds`: 1 to 31,622,400 (366 days). Time never moves back.
		///
		/// ## Errors
		/// `NotAuthorized`, `LimitExceeded`.
		///
		/// ## Events
		/// `Advanced`.
		#[pallet::call_index(0)]
		pub fn advance(origin: OriginFor<T>, seconds: u64) -> DispatchResult {
			let who = ensure_signed(origin)?;
			ensure!(ClockAdmin::<T>::get() == Some(who), Error::<T>::NotAuthorized);
			ensure!((1..=LONGEST_STEP).contains(&seconds), Error::<T>::LimitExceeded);
			let offset = Offset::<T>::get().saturating_add(seconds);
			ensure!(offset <= FURTHEST, Error::<T>::LimitExceeded);
			Offset::<T>::put(offset);
			Self::deposit_event(Event::Advanced { seconds, offset });
			Self::turn_the_page();
			Ok(())
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	impl<T: Config> Pallet<T> {
		/// Whether the account moves the clock.
		pub fn is_party(who: &T::AccountId) -> bool {
			ClockAdmin::<T>::get().as_ref() == Some(who)
		}

		/// The clock runs ahead only where there is a clock admin, and never further than the limit.
		pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
			let offset = Offset::<T>::get();
			ensure!(offset <= FURTHEST, "the clock ran beyond its limit");
			ensure!(offset == 0 || ClockAdmin::<T>::exists(), "the clock moved without a clock admin");
			ensure!(SLOTS.contains(&SlotOf::<T>::get()), "a slot is too short or too long");
			let last = LastDay::<T>::get().unwrap_or(0);
			let mut spans = Standstills::<T>::iter_values();
			ensure!(spans.all(|stood| stood.is_in_order(last)), "days that do not count overlap, or have not come");
			Ok(())
		}
	}

	impl<T: Config> Pallet<T> {
		/// When a day begins: notes for which deadlines it does not count. What is found then holds for the whole day, so that
		/// nothing that was reckoned in it changes.
		fn turn_the_page() {
			let today = date_of(<Self as UnixTime>::now().as_secs());
			let mut weight = T::DbWeight::get().reads(2);
			let last = LastDay::<T>::get();
			if last.is_none_or(|last| last < today) {
				LastDay::<T>::put(today);
				// Each may ask whether two calls are stopped in three ways, and who rates.
				weight = weight.saturating_add(T::DbWeight::get().reads_writes(9 * Deadline::ALL.len() as u64, 9));
				if let Some(last) = last {
					Self::begin_day(last.saturating_add(1), today);
				}
			}
			frame_system::Pallet::<T>::register_extra_weight_unchecked(weight, DispatchClass::Mandatory);
		}

		fn begin_day(first: Date, last: Date) {
			for deadline in Deadline::ALL {
				let noted = T::Stopped::contains(&deadline)
					&& Standstills::<T>::mutate(deadline, |stood| stood.note(first, last));
				if noted {
					Self::deposit_event(Event::StoodStill { deadline, first, last });
				}
			}
		}
	}

	impl<T: Config, Moment> OnTimestampSet<Moment> for Pallet<T> {
		fn on_timestamp_set(_: Moment) {
			Self::turn_the_page();
		}
	}

	impl<T: Config> Standstill for Pallet<T> {
		fn of(deadline: Deadline) -> StoodStill {
			Standstills::<T>::get(deadline)
		}
	}

	/// Milliseconds between blocks.
	pub struct SlotOf<T>(PhantomData<T>);
	impl<T: Config> Get<u64> for SlotOf<T> {
		fn get() -> u64 {
			Slot::<T>::get().unwrap_or_else(T::UsualSlot::get)
		}
	}

	/// The least time between blocks, in milliseconds: half a slot.
	pub struct HalfSlotOf<T>(PhantomData<T>);
	impl<T: Config> Get<u64> for HalfSlotOf<T> {
		fn get() -> u64 {
			SlotOf::<T>::get() / 2
		}
	}

	impl<T: Config> UnixTime for Pallet<T> {
		fn now() -> Duration {
			T::BlockTime::now().saturating_add(Duration::from_secs(Offset::<T>::get()))
		}
	}
}
