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

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::{KeptQuotes, Reference, ReferenceQuote, ReferenceRateSpec, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{Agencies, AgencyId, Date, Rate, ReferenceRateId};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who attests.
		type Agencies: Agencies<Self::AccountId>;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
		type Clock: UnixTime;
		/// Defines references, gives them to agencies, retires them.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		type WeightInfo: WeightInfo;
	}

	/// The number that the next reference gets.
	#[pallet::storage]
	pub type NextReference<T> = StorageValue<_, ReferenceRateId, ValueQuery>;

	/// Every reference that was defined, by number.
	#[pallet::storage]
	pub type References<T> = StorageMap<_, Twox64Concat, ReferenceRateId, Reference>;

	/// What a reference stood at, by the days of publication, ascending: the last 1,024.
	#[pallet::storage]
	pub type Quotes<T> = StorageMap<_, Twox64Concat, ReferenceRateId, KeptQuotes, ValueQuery>;

	/// The references that a network starts with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Numbered from 0 in this order.
		pub references: Vec<ReferenceRateSpec>,
		/// Quotes that a rehearsal starts with, ascending by day. A network with real money starts with none.
		pub examples: Vec<(ReferenceRateId, ReferenceQuote)>,
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (place, spec) in self.references.iter().enumerate() {
				let defined = Pallet::<T>::do_define(spec.clone());
				assert!(defined.is_ok(), "genesis reference rate {place}: {defined:?}");
			}
			for (reference, quote) in &self.examples {
				let known = References::<T>::get(reference).map(|one| one.spec.agency);
				let entered = known.map(|agency| Pallet::<T>::enter(*reference, agency, *quote));
				assert!(matches!(entered, Some(Ok(()))), "genesis quote of reference rate {reference}: {entered:?}");
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A reference was defined: its agency attests it from now on.
		Defined {
			/// Number of the reference.
			reference: ReferenceRateId,
			/// What was entered.
			spec: ReferenceRateSpec,
		},
		/// Another agency attests a reference from now on.
		Assigned {
			/// Number of the reference.
			reference: ReferenceRateId,
			/// Number of the agency.
			agency: AgencyId,
		},
		/// A reference gets no quotes any more.
		ReferenceRetired {
			/// Number of the reference.
			reference: ReferenceRateId,
		},
		/// An agency attested what a reference stood at. If 1,024 were kept, the oldest was dropped.
		Published {
			/// Number of the reference.
			reference: ReferenceRateId,
			/// Number of the agency.
			agency: AgencyId,
			/// The day and the rate.
			quote: ReferenceQuote,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No reference of this number is known. `lingnan reference-rate list` shows them.
		NotFound,
		/// This key is not that of the agency which attests the reference, or the agency is suspended. Sign with its key;
		/// governance can give the reference to another agency.
		NotAuthorized,
		/// The day of publication lies after today. Attest it when it has been published.
		Future,
		/// The day of publication lies more than 7 days back. Attest the next quote.
		TooLate,
		/// A quote of this day or of a later one stands, and is final. Attest the next quote.
		NotLater,
		/// The rate is above 100 % a year, or the network has 256 references. A rate is in hundred-millionths: 3.00 % is 3,000,000.
		LimitExceeded,
		/// This reference gets no quotes any more. Another has taken its place, or will.
		Retired,
		/// A reference of this name, tenor and currency is there already. Use that one.
		AlreadyExists,
		/// The name or the tenor is empty, too long, not UTF-8 or holds control characters.
		InvalidName,
		/// No agency of this number is known. Check the number.
		UnknownAgency,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Define a reference rate.
		///
		/// ## Origin
		/// `GovernOrigin`.
		///
		/// ## Details
		/// Its agency attests each quote. What loans follow is the number that it gets.
		///
		/// ## Errors
		/// `InvalidName`, `UnknownAgency`, `AlreadyExists`, `LimitExceeded`.
		///
		/// ## Events
		/// `Defined`.
		#[pallet::call_index(0)]
		pub fn define(origin: OriginFor<T>, spec: ReferenceRateSpec) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_define(spec)
		}

		/// Give a reference rate to another agency.
		///
		/// ## Origin
		/// `GovernOrigin`.
		///
		/// ## Details
		/// Quotes that stand, stand.
		///
		/// ## Errors
		/// `NotFound`, `Retired`, `UnknownAgency`, `AlreadyExists` if it is that agency's already.
		///
		/// ## Events
		/// `Assigned`.
		#[pallet::call_index(1)]
		pub fn assign(origin: OriginFor<T>, reference: ReferenceRateId, agency: AgencyId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_assign(reference, agency)
		}

		/// Retire a reference rate for good.
		///
		/// ## Origin
		/// `GovernOrigin`.
		///
		/// ## Details
		/// No quotes come any more, and no new loan can follow it. Loans that follow it keep its last quote.
		///
		/// ## Errors
		/// `NotFound`, `Retired`.
		///
		/// ## Events
		/// `ReferenceRetired`.
		#[pallet::call_index(2)]
		pub fn retire(origin: OriginFor<T>, reference: ReferenceRateId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_retire(reference)
		}

		/// Attest what was published.
		///
		/// ## Origin
		/// Signed by the reference's agency.
		///
		/// ## Details
		/// `published`: the day, in days since 1970-01-01 (UTC+8): today or one of the 7 days before, and later than the last
		/// quote's. `rate`: hundred-millionths of the whole a year, 0 to 100,000,000. It is final: repricings may use it at once.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `Retired`, `Future`, `TooLate`, `NotLater`, `LimitExceeded`.
		///
		/// ## Events
		/// `Published`.
		#[pallet::call_index(3)]
		pub fn publish(
			origin: OriginFor<T>,
			reference: ReferenceRateId,
			published: Date,
			rate: Rate,
		) -> DispatchResult {
			Self::do_publish(ensure_signed(origin)?, reference, ReferenceQuote { published, rate })
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
