#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod dispatchables;
mod impls;
pub mod migrations;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use lingnan_support::matching;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::{Product, ProductSpec, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{DailyCount, InstitutionId, Institutions, LateLimits, ProductId, ReferenceRates};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(2);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Clock: UnixTime;
		/// Who publishes.
		type Institutions: Institutions<Self::AccountId>;
		/// What lateness may cost in each place.
		type LateLimits: LateLimits;
		/// What a loan can follow.
		type ReferenceRates: ReferenceRates;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
	}

	/// The number that the next product gets.
	#[pallet::storage]
	pub type NextProduct<T> = StorageValue<_, ProductId, ValueQuery>;

	/// Every product that was published, by number.
	#[pallet::storage]
	pub type Products<T> = StorageMap<_, Twox64Concat, ProductId, Product>;

	/// The products that can be applied for. Matching and the list of products look at no others.
	#[pallet::storage]
	pub type OpenProducts<T> = StorageMap<_, Twox64Concat, ProductId, (), OptionQuery>;

	/// How many products of an institution are open.
	#[pallet::storage]
	pub type ProductCount<T> = StorageMap<_, Twox64Concat, InstitutionId, u32, ValueQuery>;

	/// How many products an institution published or reopened on the last day on which it did.
	#[pallet::storage]
	pub type PublishedToday<T> = StorageMap<_, Twox64Concat, InstitutionId, DailyCount, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Numbered from 0 in this order.
		pub products: Vec<(InstitutionId, ProductSpec)>,
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (place, (institution, product)) in self.products.iter().enumerate() {
				let known = T::Institutions::key_of(*institution).is_some();
				assert!(known, "genesis product {place}: unknown institution");
				let sound = product.check();
				assert!(sound.is_ok(), "genesis product {place}: {sound:?}");
				let entered = Pallet::<T>::enter(*institution, product.clone());
				assert!(entered.is_ok(), "genesis product {place}: {entered:?}");
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An institution published a product.
		Published {
			/// Number of the product.
			product: ProductId,
			/// Number of the institution.
			institution: InstitutionId,
			/// What was entered.
			spec: ProductSpec,
		},
		/// A product takes no more applications.
		Withdrawn {
			/// Number of the product.
			product: ProductId,
		},
		/// A product takes applications again.
		Reopened {
			/// Number of the product.
			product: ProductId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No product of this number is known. Check the number.
		NotFound,
		/// The signer may not do this: an institution that is not suspended publishes, and changes its own products.
		NotAuthorized,
		/// The name is empty, not UTF-8 or holds control characters.
		InvalidName,
		/// The product's ranges, lists, days, costs or security contradict each other. Compare the table of fields.
		InvalidProduct,
		/// A number lies outside its range. Amounts are 1 to 10^15 minor units, tenors 1 to 360 months, rates and shares 0 to
		/// 10,000 basis points, days to decide 1 to 90; a cost is due before the longest loan has ended.
		LimitExceeded,
		/// No reference rate of this number and currency is known. Check the number.
		NoReference,
		/// No loan of the product could be lawful: the surcharge is less than a place that it serves asks for, or more than each of
		/// them allows. Compare the limits of the borrowers' places.
		SurchargeOutsideLimits,
		/// The product is withdrawn already.
		Withdrawn,
		/// The product is not withdrawn.
		NotWithdrawn,
		/// A hundred products of this institution are open. Withdraw one first.
		TooManyProducts,
		/// The institution published or reopened 200 products today. Go on tomorrow: a day begins at midnight in UTC+8.
		TooManyToday,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Publish a product.
		///
		/// ## Origin
		/// Signed by an institution.
		///
		/// ## Details
		/// Amounts in minor units, tenors in months, rates in basis points a year, the surcharge on what is overdue in basis points
		/// of the rate. An offer holds no cost that is not among the product's. It never changes: withdraw it and publish another.
		/// An institution publishes and reopens 200 a day at most.
		///
		/// ## Errors
		/// `NotAuthorized`, `InvalidName`, `InvalidProduct`, `LimitExceeded`, `NoReference`, `SurchargeOutsideLimits`,
		/// `TooManyProducts`, `TooManyToday`.
		///
		/// ## Events
		/// `Published`.
		#[pallet::call_index(0)]
		// The count of the day, the reference and two limits of each place are not in what was measured.
		#[pallet::weight(T::WeightInfo::publish().saturating_add(T::DbWeight::get().reads_writes(8, 1)))]
		pub fn publish(origin: OriginFor<T>, product: ProductSpec) -> DispatchResult {
			Self::do_publish(ensure_signed(origin)?, product)
		}

		/// Withdraw a product.
		///
		/// ## Origin
		/// Signed by its institution.
		///
		/// ## Details
		/// Applications for it go on.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `Withdrawn`.
		///
		/// ## Events
		/// `Withdrawn`.
		#[pallet::call_index(1)]
		pub fn withdraw(origin: OriginFor<T>, product: ProductId) -> DispatchResult {
			Self::do_withdraw(ensure_signed(origin)?, product)
		}

		/// Offer a withdrawn product again.
		///
		/// ## Origin
		/// Signed by its institution.
		///
		/// ## Details
		/// On the same terms.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotWithdrawn`, `TooManyProducts`, `TooManyToday`.
		///
		/// ## Events
		/// `Reopened`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::reopen().saturating_add(T::DbWeight::get().reads_writes(1, 1)))]
		pub fn reopen(origin: OriginFor<T>, product: ProductId) -> DispatchResult {
			Self::do_reopen(ensure_signed(origin)?, product)
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
