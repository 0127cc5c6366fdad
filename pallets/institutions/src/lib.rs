#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod dispatchables;
mod impls;
#[cfg(test)]
mod mock;
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
	use super::{Institution, InstitutionSpec, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use lingnan_support::{InstitutionId, Seats};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Registers, suspends, reinstates and re-keys.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The council on which each institution has a seat.
		type Seats: Seats<Self::AccountId>;
		type WeightInfo: WeightInfo;
	}

	/// The number that the next institution gets.
	#[pallet::storage]
	pub type NextInstitution<T> = StorageValue<_, InstitutionId, ValueQuery>;

	/// Every institution that was registered, by number.
	#[pallet::storage]
	pub type Institutions<T: Config> = StorageMap<_, Twox64Concat, InstitutionId, Institution<T::AccountId>>;

	/// Which institution a key signs for. By number.
	#[pallet::storage]
	pub type InstitutionByKey<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, InstitutionId>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Numbered from 0 in this order.
		pub institutions: Vec<InstitutionSpec<T::AccountId>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (place, institution) in self.institutions.iter().enumerate() {
				let entered = Pallet::<T>::do_register(institution.clone());
				assert!(entered.is_ok(), "genesis institution {place}: {entered:?}");
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Governance registered an institution.
		Registered {
			/// Number of the institution.
			institution: InstitutionId,
			/// What was entered.
			spec: InstitutionSpec<T::AccountId>,
		},
		/// Governance suspended an institution: it takes no new business.
		Suspended {
			/// Number of the institution.
			institution: InstitutionId,
		},
		/// A suspended institution takes business again.
		Reinstated {
			/// Number of the institution.
			institution: InstitutionId,
		},
		/// Another key signs for an institution from now on.
		Rekeyed {
			/// Number of the institution.
			institution: InstitutionId,
			/// The account that signed for it before.
			from: T::AccountId,
			/// The account that signs for it from now on.
			to: T::AccountId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No institution of this number is known. Check the number.
		NotFound,
		/// The key signs for an institution already. Choose another.
		AlreadyExists,
		/// The institution is suspended already.
		Suspended,
		/// The institution is not suspended.
		NotSuspended,
		/// All seats of the council are taken, and each institution has one. Suspend another first.
		CouncilFull,
		/// Nobody would be left on the council. Reinstate or register another first.
		LastSeat,
		/// The name is empty, not UTF-8 or holds control characters.
		InvalidName,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Register an institution.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// Its key signs without coins from now on and has a seat on the council.
		///
		/// ## Errors
		/// `InvalidName`, `AlreadyExists`, `CouncilFull`.
		///
		/// ## Events
		/// `Registered`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register().saturating_add(T::Seats::weight()))]
		pub fn register(origin: OriginFor<T>, institution: InstitutionSpec<T::AccountId>) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_register(institution)
		}

		/// Suspend an institution.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// It publishes, offers and disburses nothing; its duties from what stands remain. Its seat on the
		/// council is vacant and does not count until it is reinstated.
		///
		/// ## Errors
		/// `NotFound`, `Suspended`, `LastSeat`.
		///
		/// ## Events
		/// `Suspended`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::suspend().saturating_add(T::Seats::weight()))]
		pub fn suspend(origin: OriginFor<T>, institution: InstitutionId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_suspend(institution)
		}

		/// Reinstate a suspended institution.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// All its rights return, its seat among them.
		///
		/// ## Errors
		/// `NotFound`, `NotSuspended`, `CouncilFull`.
		///
		/// ## Events
		/// `Reinstated`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::reinstate().saturating_add(T::Seats::weight()))]
		pub fn reinstate(origin: OriginFor<T>, institution: InstitutionId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_reinstate(institution)
		}

		/// Give an institution another key.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// The former key stops at once.
		///
		/// ## Errors
		/// `NotFound`, `AlreadyExists`.
		///
		/// ## Events
		/// `Rekeyed`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::rekey().saturating_add(T::Seats::weight()))]
		pub fn rekey(origin: OriginFor<T>, institution: InstitutionId, key: T::AccountId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_rekey(institution, key)
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
