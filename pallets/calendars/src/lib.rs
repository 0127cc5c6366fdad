#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod dispatchables;
mod impls;
#[cfg(test)]
mod mock;
pub mod runtime_api;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
mod views;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::{CalendarYear, KnownYears, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::Jurisdiction;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Clock: UnixTime;
		/// Sets the days of a year.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		type WeightInfo: WeightInfo;
	}

	/// The years that are known of each place, ascending.
	#[pallet::storage]
	pub type Years<T> = StorageMap<_, Twox64Concat, Jurisdiction, KnownYears, ValueQuery>;

	/// The calendars that a network starts with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Each year of each place once.
		pub years: Vec<(Jurisdiction, CalendarYear)>,
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (place, year) in &self.years {
				let number = year.year;
				let known = Years::<T>::get(place).iter().any(|one| one.year == number);
				assert!(!known, "genesis calendar {place} {number}: it stands there twice");
				let sound = year.check();
				assert!(sound.is_ok(), "genesis calendar {place} {number}: {sound:?}");
				let entered = Pallet::<T>::enter(*place, year.clone());
				assert!(entered.is_ok(), "genesis calendar {place} {number}: {entered:?}");
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A year's days were set, or corrected.
		YearSet {
			/// Whose banks.
			place: Jurisdiction,
			/// What holds from now on.
			year: CalendarYear,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// A day that has passed, or today, would become open or closed, and books that were computed with it would change. Keep
		/// these days as they were; the days ahead can be changed.
		PassedDay,
		/// A working day would become a holiday, and no working day would be left from today to it: what is due on the working day
		/// before would be overdue at once. Leave it open, or choose a later day.
		TooSudden,
		/// A day lies in another year than the one that is set. Leave it out.
		OtherYear,
		/// A list is not in order, or names a day twice. Sort it, and name each day once.
		NotAscending,
		/// A day is said to be a worked weekend, and is no Saturday and no Sunday. Leave it out.
		NotAWeekend,
		/// A day is said to be off and worked. Take it from one of the lists.
		OffAndWorked,
		/// No days can be counted in this year. Years are 1970 to 9999.
		NoSuchYear,
		/// Nobody is named who announced these days. Name the source in 1 to 256 bytes of UTF-8 without control characters.
		InvalidSource,
		/// The calendar of this place holds 64 years, and no more. A release must make room.
		LimitExceeded,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Set on which days of a year a place's banks are open, or correct days of it that lie ahead.
		///
		/// ## Origin
		/// `GovernOrigin`.
		///
		/// ## Details
		/// The lists take the place of those that stood. Days are days since 1970-01-01; Saturdays and Sundays are closed unless they
		/// are listed as worked. Days that have passed, and today, keep what they were: by weekends alone where the year was not set.
		///
		/// ## Errors
		/// `PassedDay`, `TooSudden`, `OtherYear`, `NotAscending`, `NotAWeekend`, `OffAndWorked`, `NoSuchYear`, `InvalidSource`,
		/// `LimitExceeded`.
		///
		/// ## Events
		/// `YearSet`.
		#[pallet::call_index(0)]
		pub fn set_year(origin: OriginFor<T>, place: Jurisdiction, year: CalendarYear) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_set_year(place, year)
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
