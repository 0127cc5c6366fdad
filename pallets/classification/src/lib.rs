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
mod views;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use lingnan_support::loan_class::*;
pub use pallet::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::{ClassRule, Judgement, LoanClass, WeightInfo, MOST_JUDGEMENTS};
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{Amount, Currency, InstitutionId, Institutions, Jurisdiction, LoanAccounts, LoanId};
	use sp_core::H256;
	use sp_runtime::traits::Convert;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Enters the rules of places.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		type Clock: UnixTime;
		type Institutions: Institutions<Self::AccountId>;
		/// Whoever asks for a loan has its books reckoned, which costs no more than to credit something to it.
		type Loans: LoanAccounts;
		/// By the rule of which place an institution classifies.
		type PlaceOf: Convert<InstitutionId, Jurisdiction>;
		/// An amount in the currency in which debts of several currencies are added up, minor units.
		type Weighed: Convert<(Currency, Amount), Amount>;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: super::BenchmarkHelper<Self::AccountId>;
	}

	/// What the bank judged of each loan, the newest last.
	#[pallet::storage]
	pub type Judgements<T> =
		StorageMap<_, Twox64Concat, LoanId, BoundedVec<Judgement, ConstU32<MOST_JUDGEMENTS>>, ValueQuery>;

	/// What a place demands, where governance entered it. Otherwise what its authority had published when the network began.
	#[pallet::storage]
	pub type Rules<T> = StorageMap<_, Twox64Concat, Jurisdiction, ClassRule>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A bank judged one of its loans.
		Classified {
			/// Number of the loan.
			loan: LoanId,
			/// What it judged.
			judgement: Judgement,
		},
		/// Governance entered what a place demands.
		RuleSet {
			/// The place.
			place: Jurisdiction,
			/// What it demands.
			rule: ClassRule,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No loan of this number has begun. Check the number.
		NotFound,
		/// The account does not sign for the institution whose loan it is. Sign with that one's key.
		NotAuthorized,
		/// The loan is repaid to the last unit: there is nothing to classify.
		Closed,
		/// The days past due demand a worse class. Give that one or worse; call a delay isolated where the place allows it.
		TooLenient,
		/// The place knows no isolated delays, or nothing is overdue. Leave the mark out.
		NotIsolated,
		/// A class would begin before a better one, or a share is above the whole. Put the days in order.
		UnsoundRule,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Judge a loan: its class, and whether its interest still counts as income.
		///
		/// ## Origin
		/// The loan's institution, suspended too.
		///
		/// ## Details
		/// As severe as the days past due demand by the rule of the bank's place, or more. `isolated`: what is overdue is an
		/// isolated delay, by the post or an oversight; where the place knows that, and demands no more than special mention, the
		/// loan may stay normal. `reason` is the hash of the bank's paper. The last eight judgements are kept, one a day: a second
		/// one on a day takes the place of the first. It changes nothing of the loan: default is a matter of the contract.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `Closed`, `TooLenient`, `NotIsolated`.
		///
		/// ## Events
		/// `Classified`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::classify().saturating_add(T::Loans::books_weight()))]
		pub fn classify(
			origin: OriginFor<T>,
			loan: LoanId,
			class: LoanClass,
			non_accrual: bool,
			isolated: bool,
			reason: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_classify(&who, loan, class, non_accrual, isolated, reason)
		}

		/// Enter what a place demands of its banks.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// It holds at once, for all loans. What banks judged stays; where it is too lenient now, a new judgement is due, and until
		/// then what the rule demands counts.
		///
		/// ## Errors
		/// `UnsoundRule`.
		///
		/// ## Events
		/// `RuleSet`.
		#[pallet::call_index(1)]
		pub fn set_rule(origin: OriginFor<T>, place: Jurisdiction, rule: ClassRule) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_set_rule(place, rule)
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
