#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod dispatchables;
mod impls;
#[cfg(test)]
mod mock;
mod pool;
mod register;
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
	use super::{Guarantee, GuaranteeSpec, Guarantor, GuarantorSpec, PoolAccount, PoolRules, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{
		Amount, Currency, Date, GuaranteeId, GuarantorId, InstitutionId, Institutions, LoanAccounts, LoanId, Timestamp,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// So many guarantees stand behind one loan at most.
	pub const MOST_OF_LOAN: u32 = 4;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Registers, suspends, reinstates and re-keys guarantors.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		type Clock: UnixTime;
		type Institutions: Institutions<Self::AccountId>;
		/// Whoever asks for a loan has its books reckoned.
		type Loans: LoanAccounts;
		/// In so many days after it called the loan a lender calls the guarantee.
		type CallDays: Get<u32>;
		/// So many days past due, in default, a lender may call the guarantee without calling the loan.
		type DefaultDays: Get<u32>;
		/// In so many days after the call guarantors pay.
		type PayDays: Get<u32>;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: super::BenchmarkHelper<Self::AccountId>;
	}

	/// The number that the next guarantor gets.
	#[pallet::storage]
	pub type NextGuarantor<T> = StorageValue<_, GuarantorId, ValueQuery>;

	/// Every guarantor that was registered, by number.
	#[pallet::storage]
	pub type Guarantors<T: Config> = StorageMap<_, Twox64Concat, GuarantorId, Guarantor<T::AccountId>>;

	/// Which guarantor a key signs for. By number.
	#[pallet::storage]
	pub type GuarantorByKey<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, GuarantorId>;

	/// The number that the next guarantee gets.
	#[pallet::storage]
	pub type NextGuarantee<T> = StorageValue<_, GuaranteeId, ValueQuery>;

	/// Every guarantee that was not taken back or refused, by number.
	#[pallet::storage]
	pub type Guarantees<T> = StorageMap<_, Twox64Concat, GuaranteeId, Guarantee>;

	/// The guarantees of a loan, which has the number of its application. By number.
	#[pallet::storage]
	pub type OfLoan<T> =
		StorageMap<_, Twox64Concat, LoanId, BoundedVec<GuaranteeId, ConstU32<MOST_OF_LOAN>>, ValueQuery>;

	/// The guarantees of which a guarantor has a part.
	#[pallet::storage]
	pub type OfGuarantor<T> =
		StorageDoubleMap<_, Twox64Concat, GuarantorId, Twox64Concat, GuaranteeId, (), OptionQuery>;

	/// How far a guarantor stands behind loans in a currency. None: as much as it signs for.
	#[pallet::storage]
	pub type Pools<T> = StorageDoubleMap<_, Twox64Concat, GuarantorId, Twox64Concat, Currency, PoolRules, OptionQuery>;

	/// Principal that a guarantor stands behind now, or signed to, for all institutions together. Minor units (fen, cents,
	/// avos).
	#[pallet::storage]
	pub type PoolUsed<T> = StorageDoubleMap<_, Twox64Concat, GuarantorId, Twox64Concat, Currency, Amount, ValueQuery>;

	/// What each institution used of a guarantor.
	#[pallet::storage]
	pub type PoolAccounts<T> = StorageDoubleMap<
		_,
		Twox64Concat,
		GuarantorId,
		Twox64Concat,
		(Currency, InstitutionId),
		PoolAccount,
		ValueQuery,
	>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Numbered from 0 in this order.
		pub guarantors: Vec<GuarantorSpec<T::AccountId>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (place, guarantor) in self.guarantors.iter().enumerate() {
				let entered = Pallet::<T>::do_register(guarantor.clone());
				assert!(entered.is_ok(), "genesis guarantor {place}: {entered:?}");
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Governance registered a guarantor.
		Registered {
			/// Number of the guarantor.
			guarantor: GuarantorId,
			/// What was entered.
			spec: GuarantorSpec<T::AccountId>,
		},
		/// Governance suspended a guarantor: it signs nothing new.
		Suspended {
			/// Number of the guarantor.
			guarantor: GuarantorId,
		},
		/// A suspended guarantor signs again.
		Reinstated {
			/// Number of the guarantor.
			guarantor: GuarantorId,
		},
		/// Another key signs for a guarantor from now on.
		Rekeyed {
			/// Number of the guarantor.
			guarantor: GuarantorId,
			/// The account that signed for it before.
			from: T::AccountId,
			/// The account that signs for it from now on.
			to: T::AccountId,
		},
		/// A lender proposed a guarantee.
		Proposed {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// What was proposed.
			spec: GuaranteeSpec,
		},
		/// A guarantor signed its part.
		Signed {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// Number of the guarantor.
			guarantor: GuarantorId,
		},
		/// The lender took the guarantee back before its loan began, or the application came to nothing.
		Withdrawn {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
		},
		/// A guarantor said no before its loan began: the guarantee is none.
		Refused {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// Number of the guarantor.
			guarantor: GuarantorId,
		},
		/// The loan was agreed: what was signed by all binds from the loan's beginning on.
		Bound {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// The lender called the loan: the guarantee can be called.
		Callable {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// The lender called the guarantee.
		Called {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// The last day on which guarantors pay in time. Days since 1970-01-01.
			pay_by: Date,
		},
		/// A guarantor says that it paid.
		PaymentStated {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// Number of the guarantor.
			guarantor: GuarantorId,
		},
		/// The lender recorded what a guarantor paid: the loan's account has how much. It stands in the lender's place for its
		/// part.
		Paid {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// Number of the guarantor.
			guarantor: GuarantorId,
		},
		/// A guarantor recorded that one behind it paid its part.
		Reimbursed {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// Number of the guarantor that was paid.
			guarantor: GuarantorId,
			/// Number of the guarantor that paid.
			by: GuarantorId,
		},
		/// The lender gave the guarantee back.
		Released {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
		},
		/// A guarantor agreed to an amendment of the loan.
		AmendmentAgreed {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// Number of the guarantor.
			guarantor: GuarantorId,
			/// BLAKE2b-256 of the amendment.
			amendment: H256,
			/// Until when the borrower can accept it. Unix time in seconds.
			valid_until: Timestamp,
		},
		/// A guarantor said how far it stands behind loans.
		PoolSet {
			/// Number of the guarantor.
			guarantor: GuarantorId,
			/// Currency of the amounts.
			currency: Currency,
			/// How far. None: as much as it signs for.
			rules: Option<PoolRules>,
		},
		/// The loan is repaid or settled: its guarantors are free.
		Discharged {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// The payment that closed the loan was reversed: its guarantors are bound again.
		Restored {
			/// Number of the guarantee.
			guarantee: GuaranteeId,
			/// Number of the loan.
			loan: LoanId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No guarantor or guarantee of this number is known, or the application has no terms that wait for its loan. Check the
		/// number; make an offer first.
		NotFound,
		/// The account speaks for none of those who may do this. Sign with the lender's or the guarantor's key.
		NotAuthorized,
		/// The key signs for a guarantor already. Choose another.
		AlreadyExists,
		/// The guarantor is suspended: it signs nothing new. Name another, or have it reinstated.
		Suspended,
		/// The guarantor is not suspended.
		NotSuspended,
		/// No further guarantor has a number, or the loan has as many guarantees as it can. Take one back first.
		LimitExceeded,
		/// The name is empty, not UTF-8 or holds control characters.
		InvalidName,
		/// No part is named, or one is of nothing. Name guarantors with shares above 0.
		EmptyPart,
		/// A guarantor is named twice. Give it one part.
		TwoParts,
		/// A counter-guarantee stands behind a guarantor that pays the lender nothing. Name one that does.
		NothingBehind,
		/// Those behind a guarantor bear more than its part. Lower their shares.
		BeyondPart,
		/// With all other guarantees of this loan, guarantors would bear more than the whole. Lower the shares.
		BeyondWhole,
		/// The shares are not those of the scheme. Change them, or propose it as agreed.
		NotTheScheme,
		/// These are not the terms or the amendment that is proposed, or it is proposed until another time. Read what is, and sign
		/// that.
		TermsChanged,
		/// It was signed, agreed, called, stated or paid already.
		AlreadyDone,
		/// The loan has begun: nothing is signed, refused or taken back any more. The lender can release it.
		LoanBegun,
		/// The loan has not begun. Wait for its payment.
		LoanNotBegun,
		/// Not all had signed when the loan began: there is no guarantee.
		Lapsed,
		/// The loan was neither called, nor long enough in default. Call the loan first.
		LoanNotCalled,
		/// The days in which the guarantee can be called are over.
		Expired,
		/// The lender gave the guarantee back.
		Released,
		/// The loan is repaid: its guarantors are free.
		Discharged,
		/// The guarantee was not called. Call it first.
		NotCalled,
		/// The guarantor in front has not paid. Its own part comes first.
		FrontNotPaid,
		/// Nothing that is covered is owed.
		NothingOwed,
		/// The caps or the stop rate are none: 1 to 10^15 in total, 1 to the total for each institution, at most the whole.
		InvalidPool,
		/// More than is left of what the guarantor stands behind in all. Lower its share, or name another.
		BeyondPoolCap,
		/// More than is left of what the guarantor stands behind for this institution. Lower its share, or name another.
		BeyondBankCap,
		/// So much of what it stood behind for this institution was claimed that the guarantor stands behind nothing new for it.
		/// Name another.
		ClaimsStopped,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Register a guarantor.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// Its key signs without coins from now on.
		///
		/// ## Errors
		/// `InvalidName`, `AlreadyExists`, `LimitExceeded`.
		///
		/// ## Events
		/// `Registered`.
		#[pallet::call_index(0)]
		pub fn register(origin: OriginFor<T>, guarantor: GuarantorSpec<T::AccountId>) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_register(guarantor)
		}

		/// Suspend a guarantor.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// It signs nothing new; what it signed stands, and is paid.
		///
		/// ## Errors
		/// `NotFound`, `Suspended`.
		///
		/// ## Events
		/// `Suspended`.
		#[pallet::call_index(1)]
		pub fn suspend(origin: OriginFor<T>, guarantor: GuarantorId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_suspend(guarantor)
		}

		/// Reinstate a suspended guarantor.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// It signs again.
		///
		/// ## Errors
		/// `NotFound`, `NotSuspended`.
		///
		/// ## Events
		/// `Reinstated`.
		#[pallet::call_index(2)]
		pub fn reinstate(origin: OriginFor<T>, guarantor: GuarantorId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_reinstate(guarantor)
		}

		/// Give a guarantor another key.
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
		pub fn rekey(origin: OriginFor<T>, guarantor: GuarantorId, key: T::AccountId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_rekey(guarantor, key)
		}

		/// Propose a guarantee for an application whose terms were offered or accepted.
		///
		/// ## Origin
		/// The institution that offered them.
		///
		/// ## Details
		/// It says who bears which share of what is covered, by which scheme and when guarantors pay. It cannot be changed: take it
		/// back and propose another. Its fee, if any, is a cost on the loan's sheet.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `LoanBegun`, `Suspended`, `EmptyPart`, `TwoParts`, `NothingBehind`, `BeyondPart`, `BeyondWhole`,
		/// `NotTheScheme`, `ClaimsStopped`, `BeyondBankCap`, `BeyondPoolCap`, `LimitExceeded`.
		///
		/// ## Events
		/// `Proposed`.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::propose().saturating_add(T::Loans::books_weight()))]
		pub fn propose(origin: OriginFor<T>, guarantee: GuaranteeSpec) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_propose(&who, guarantee)
		}

		/// Sign one's part of a guarantee.
		///
		/// ## Origin
		/// A guarantor of it, unless it is suspended.
		///
		/// ## Details
		/// `terms` is the BLAKE2b-256 of exactly what was proposed. The guarantee binds once all have signed and the loan begins.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `Suspended`, `TermsChanged`, `AlreadyDone`, `LoanBegun`, `ClaimsStopped`, `BeyondBankCap`,
		/// `BeyondPoolCap`.
		///
		/// ## Events
		/// `Signed`.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::sign().saturating_add(T::Loans::books_weight()))]
		pub fn sign(origin: OriginFor<T>, guarantee: GuaranteeId, terms: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_sign(&who, guarantee, terms)
		}

		/// Refuse to guarantee, before the loan begins.
		///
		/// ## Origin
		/// A guarantor of it, suspended too.
		///
		/// ## Details
		/// Possible until it signs. There is no guarantee then: the lender can propose another.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadyDone`, `LoanBegun`.
		///
		/// ## Events
		/// `Refused`.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::refuse().saturating_add(T::Loans::books_weight()))]
		pub fn refuse(origin: OriginFor<T>, guarantee: GuaranteeId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_refuse(&who, guarantee)
		}

		/// Take a guarantee back, before the loan begins.
		///
		/// ## Origin
		/// The institution that proposed it, suspended too.
		///
		/// ## Details
		/// Signed or not. It is forgotten.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `LoanBegun`.
		///
		/// ## Events
		/// `Withdrawn`.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::withdraw().saturating_add(T::Loans::books_weight()))]
		pub fn withdraw(origin: OriginFor<T>, guarantee: GuaranteeId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(&who, guarantee)
		}

		/// Call a guarantee: its guarantors are to pay.
		///
		/// ## Origin
		/// The lender, suspended too.
		///
		/// ## Details
		/// After the lender called the loan, within `CallDays` from then; or once it is in default and so long past due that
		/// `DefaultDays` are over. If the net loss is covered, call it when nothing more is to be recovered: what guarantors pay is
		/// their share of what is owed then.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `LoanNotBegun`, `Lapsed`, `Released`, `Discharged`, `AlreadyDone`, `LoanNotCalled`,
		/// `Expired`.
		///
		/// ## Events
		/// `Called`.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::call().saturating_add(T::Loans::books_weight()))]
		pub fn call(origin: OriginFor<T>, guarantee: GuaranteeId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_call(&who, guarantee)
		}

		/// State that one has paid.
		///
		/// ## Origin
		/// A guarantor of it, suspended too.
		///
		/// ## Details
		/// It changes no account: whoever was paid records that. It stands for everybody to see who may see the guarantee.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotCalled`, `AlreadyDone`, `FrontNotPaid`.
		///
		/// ## Events
		/// `PaymentStated`.
		#[pallet::call_index(9)]
		pub fn state_payment(origin: OriginFor<T>, guarantee: GuaranteeId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_state_payment(&who, guarantee)
		}

		/// Record that a guarantor paid the lender.
		///
		/// ## Origin
		/// The lender, suspended too.
		///
		/// ## Details
		/// The chain says how much: its share of what is covered and owed today, in whatever order guarantors pay. It is entered on
		/// the loan's account today. The borrower owes as much as before: the guarantor stands in the lender's place for its
		/// part, and of whatever is recovered from then on that is its own.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotCalled`, `Released`, `Discharged`, `AlreadyDone`, `NothingOwed`, and what stands against
		/// an entry on the loan's account.
		///
		/// ## Events
		/// `Paid`.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::record_payment().saturating_add(T::Loans::books_weight()))]
		pub fn record_payment(origin: OriginFor<T>, guarantee: GuaranteeId, guarantor: GuarantorId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_record_payment(&who, guarantee, guarantor)
		}

		/// Record that a counter-guarantor paid its part to the guarantor in front of it.
		///
		/// ## Origin
		/// The guarantor that was paid, suspended too.
		///
		/// ## Details
		/// Once the guarantor in front has paid the lender. From then on the part of recoveries is the one's that stood behind.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `FrontNotPaid`, `AlreadyDone`.
		///
		/// ## Events
		/// `Reimbursed`.
		#[pallet::call_index(11)]
		pub fn record_reimbursement(origin: OriginFor<T>, guarantee: GuaranteeId, by: GuarantorId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_record_reimbursement(&who, guarantee, by)
		}

		/// Give a guarantee back.
		///
		/// ## Origin
		/// The lender, suspended too.
		///
		/// ## Details
		/// Of a loan that has begun. Guarantors that have not paid are free for good; those that have keep their part of what is
		/// recovered.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `LoanNotBegun`, `Released`.
		///
		/// ## Events
		/// `Released`.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::release().saturating_add(T::Loans::books_weight()))]
		pub fn release(origin: OriginFor<T>, guarantee: GuaranteeId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_release(&who, guarantee)
		}

		/// Agree to an amendment of the loan.
		///
		/// ## Origin
		/// A guarantor of it, suspended too.
		///
		/// ## Details
		/// `amendment`: BLAKE2b-256 of exactly what the lender proposes for the loan; `valid_until`: until when the borrower can
		/// accept it, Unix time in seconds; both as `LoanView` shows them. The word is for that proposal until that second and no
		/// other. The borrower can accept it once all who stand behind the loan agreed: without its word nobody stands behind
		/// other conditions (Civil Code of the mainland, article 695).
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `LoanNotBegun`, `Lapsed`, `Released`, `Discharged`, `TermsChanged`, `AlreadyDone`.
		///
		/// ## Events
		/// `AmendmentAgreed`.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::agree_to_amendment().saturating_add(T::Loans::books_weight()))]
		pub fn agree_to_amendment(
			origin: OriginFor<T>,
			guarantee: GuaranteeId,
			amendment: H256,
			valid_until: Timestamp,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_agree_to_amendment(&who, guarantee, amendment, valid_until)
		}

		/// Say how far you stand behind loans in a currency.
		///
		/// ## Origin
		/// Signed by a guarantor, suspended or not.
		///
		/// ## Details
		/// The principal that it stands behind at once, in total and for each institution, and the share of claims from which on it
		/// stands behind nothing new for one. For what is signed from now on; what was signed counts and stays. None: as much as it
		/// signs for.
		///
		/// ## Errors
		/// `NotAuthorized`, `InvalidPool`.
		///
		/// ## Events
		/// `PoolSet`.
		#[pallet::call_index(14)]
		pub fn set_pool(origin: OriginFor<T>, currency: Currency, rules: Option<PoolRules>) -> DispatchResult {
			Self::do_set_pool(&ensure_signed(origin)?, currency, rules)
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
