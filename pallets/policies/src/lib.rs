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
	use super::{Offers, Policy, PolicySpec, WeightInfo};
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{DailyCount, InstitutionId, Institutions, PolicyId, ProductId, Products};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Clock: UnixTime;
		/// Who publishes.
		type Institutions: Institutions<Self::AccountId>;
		/// For what, and what it costs.
		type Products: Products;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: super::BenchmarkHelper<Self::AccountId>;
	}

	/// The number that the next version gets.
	#[pallet::storage]
	pub type NextPolicy<T> = StorageValue<_, PolicyId, ValueQuery>;

	/// Every version that was published, by number.
	#[pallet::storage]
	pub type Published<T> = StorageMap<_, Twox64Concat, PolicyId, Policy>;

	/// The version that decides on applications for a product.
	#[pallet::storage]
	pub type InForce<T> = StorageMap<_, Twox64Concat, ProductId, PolicyId>;

	/// How many versions a product's policy had.
	#[pallet::storage]
	pub type Versions<T> = StorageMap<_, Twox64Concat, ProductId, u32, ValueQuery>;

	/// What an institution published.
	#[pallet::storage]
	pub type PoliciesBy<T> = StorageDoubleMap<_, Twox64Concat, InstitutionId, Twox64Concat, PolicyId, (), OptionQuery>;

	/// How many offers each version made.
	#[pallet::storage]
	pub type Made<T> = StorageMap<_, Twox64Concat, PolicyId, Offers, ValueQuery>;

	/// How many versions an institution published on the last day on which it did.
	#[pallet::storage]
	pub type PublishedToday<T> = StorageMap<_, Twox64Concat, InstitutionId, DailyCount, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An institution published a policy for one of its products. Any version before it is superseded.
		PolicyPublished {
			/// Number of the version.
			policy: PolicyId,
			/// Number of the product.
			product: ProductId,
			/// Number of the institution.
			institution: InstitutionId,
			/// Which version of the product's policy it is, from 1.
			version: u32,
			/// Hash of what was published.
			spec_hash: H256,
		},
		/// An institution ended a policy: officers decide.
		PolicyWithdrawn {
			/// Number of the version.
			policy: PolicyId,
			/// Number of the product.
			product: ProductId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No product of this number is known, or it has no policy in force. Check the number.
		NotFound,
		/// The signer may not do this: an institution publishes for its own products, unless it is suspended.
		NotAuthorized,
		/// The product takes no applications. Reopen it, or name another.
		ProductWithdrawn,
		/// A number lies outside its range. Compare the table of fields.
		LimitExceeded,
		/// Rules, lists or offer contradict each other. Compare the table of fields.
		InvalidPolicy,
		/// What would be offered to a grade that is taken is not one of the product: its rate or reference, its way of repayment, day
		/// count, days of settlement or surcharge. Stay within the product.
		OutsideProduct,
		/// 50 versions were published today. Go on tomorrow: a day begins at midnight in UTC+8.
		TooManyToday,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Publish a policy for a product: what keeps its rules is offered at once, in the block in which it is applied for.
		///
		/// ## Origin
		/// Signed by the product's institution.
		///
		/// ## Details
		/// Amounts in minor units, terms in months, rates as their fields say. It takes the place of the version before. Offers that
		/// stand and applications that wait are left as they are. An institution publishes 50 versions a day at most.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `ProductWithdrawn`, `LimitExceeded`, `InvalidPolicy`, `OutsideProduct`,
		/// `TooManyToday`.
		///
		/// ## Events
		/// `PolicyPublished`.
		#[pallet::call_index(0)]
		pub fn publish(origin: OriginFor<T>, spec: PolicySpec) -> DispatchResult {
			Self::do_publish(ensure_signed(origin)?, spec)
		}

		/// End a product's policy: officers decide on what is applied for from now on.
		///
		/// ## Origin
		/// Signed by the product's institution, suspended too.
		///
		/// ## Details
		/// Offers that stand are left as they are.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`.
		///
		/// ## Events
		/// `PolicyWithdrawn`.
		#[pallet::call_index(1)]
		pub fn withdraw(origin: OriginFor<T>, product: ProductId) -> DispatchResult {
			Self::do_withdraw(ensure_signed(origin)?, product)
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
