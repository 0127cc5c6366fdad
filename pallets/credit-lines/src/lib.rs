#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod dispatchables;
mod fee;
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
	use super::{FeeAccount, Line, LineSpec, Move, WeightInfo, MAX_MOVES};
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{
		Amount, Calendars, DailyCount, Date, Enterprises, InstitutionId, Institutions, LineId, RegistrationNumber,
		Text, Timestamp,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Clock: UnixTime;
		/// Who accepts.
		type Enterprises: Enterprises<Self::AccountId>;
		/// Who offers.
		type Institutions: Institutions<Self::AccountId>;
		/// On which days banks work.
		type Calendars: Calendars;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: super::BenchmarkHelper<Self::AccountId>;
	}

	/// The number that the next line gets.
	#[pallet::storage]
	pub type NextLine<T> = StorageValue<_, LineId, ValueQuery>;

	/// Every line that was accepted, and those offered that nobody took back, by number.
	#[pallet::storage]
	pub type Lines<T> = StorageMap<_, Twox64Concat, LineId, Line>;

	/// The lines of an enterprise.
	#[pallet::storage]
	pub type LinesOf<T> =
		StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Twox64Concat, LineId, (), OptionQuery>;

	/// The lines that an institution gave.
	#[pallet::storage]
	pub type LinesBy<T> = StorageDoubleMap<_, Twox64Concat, InstitutionId, Twox64Concat, LineId, (), OptionQuery>;

	/// What of a line could not be drawn, from which day on, as far as the fee of those days is not levied: the earliest first.
	#[pallet::storage]
	pub type Moves<T> = StorageMap<_, Twox64Concat, LineId, BoundedVec<Move, ConstU32<MAX_MOVES>>, ValueQuery>;

	/// What the commitment fee of a line came to, and what was paid of it.
	#[pallet::storage]
	pub type FeeAccounts<T> = StorageMap<_, Twox64Concat, LineId, FeeAccount, ValueQuery>;

	/// How many lines an institution offered on the last day on which it did.
	#[pallet::storage]
	pub type OfferedToday<T> = StorageMap<_, Twox64Concat, InstitutionId, DailyCount, ValueQuery>;

	/// No event names an amount: they stand in the line's record and in the terms of its drawdowns.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An institution offered a line.
		Offered {
			/// Number of the line.
			line: LineId,
			/// Number of the institution.
			institution: InstitutionId,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Hash of every term.
			terms_hash: H256,
			/// First second at which the offer no longer stands. Unix time in seconds.
			valid_until: Timestamp,
		},
		/// The enterprise accepted a line: it can be drawn on.
		Accepted {
			/// Number of the line.
			line: LineId,
			/// Hash of the terms that were accepted.
			terms_hash: H256,
		},
		/// The institution stopped new drawdowns.
		Frozen {
			/// Number of the line.
			line: LineId,
			/// Why, at most 64 bytes of UTF-8.
			reason: Text<64>,
		},
		/// The institution lets it be drawn on again.
		Unfrozen {
			/// Number of the line.
			line: LineId,
		},
		/// One side took the offer back or refused it, or ended the line while nothing was drawn.
		Cancelled {
			/// Number of the line.
			line: LineId,
			/// The institution did; otherwise the enterprise.
			by_lender: bool,
		},
		/// Somebody cleared an offer away whose time was over.
		OfferCleared {
			/// Number of the line.
			line: LineId,
		},
		/// A drawdown was agreed, or a repayment of one was reversed.
		Drawn {
			/// Number of the line.
			line: LineId,
		},
		/// Principal of a drawdown came back, or the drawdown came to nothing.
		Returned {
			/// Number of the line.
			line: LineId,
		},
		/// The commitment fee of these days stands on the line's account.
		FeeLevied {
			/// Number of the line.
			line: LineId,
			/// The first day that counts. Days since 1970-01-01.
			from: Date,
			/// The first day that counts no more. Days since 1970-01-01.
			to: Date,
		},
		/// The institution recorded a payment of the commitment fee.
		FeePaid {
			/// Number of the line.
			line: LineId,
			/// Payment reference, at most 64 bytes of UTF-8.
			reference: Text<64>,
			/// The day on which it came. Days since 1970-01-01.
			value_date: Date,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No line of this number is known, or its offer was taken back. Check the number.
		NotFound,
		/// The signer may not do this: an institution that is not suspended offers and freezes its own lines, and who may bind the
		/// enterprise accepts.
		NotAuthorized,
		/// The enterprise is not registered or not active. Its registrar changes that.
		EnterpriseNotActive,
		/// The limit, a rate or a term lies outside its range. Limit: 1 to 10^15 minor units; rates up to 100 % a year; terms 1 to
		/// 360 months.
		LimitExceeded,
		/// Fields contradict each other: the last days, a list with an entry twice, or days of settlement that there are not.
		InvalidLine,
		/// The last day, or that of the offer, is over, or the offer stands for more than 90 days. Choose a later or an earlier one.
		Expired,
		/// The line is not in the state that this needs. Look at it first.
		WrongState,
		/// The hash is not that of the terms that are offered. Read them again before you sign.
		TermsMismatch,
		/// The reason is empty, not UTF-8 or holds control characters. Write one of at most 64 bytes.
		InvalidReason,
		/// Something is drawn or agreed to be drawn. Repay or withdraw it first.
		StillDrawn,
		/// The offer stands. It can be cleared away once its time is over.
		NotExpired,
		/// 500 lines were offered today. Go on tomorrow: a day begins at midnight in UTC+8.
		TooManyToday,
		/// The line is another firm's or another institution's. Name one that both of you agreed.
		OtherParties,
		/// The institution froze the line: nothing new is drawn on it. Ask it why, or apply without the line.
		Frozen,
		/// The line was not accepted, or is cancelled. Nothing is drawn on it.
		NotInForce,
		/// The line is in another currency. Ask for a drawdown in the line's.
		OtherCurrency,
		/// More than is left of the line. Ask for less, or repay first if it revolves.
		BeyondLimit,
		/// The drawdown would end after the day by which everything is repaid. Ask for a shorter term.
		BeyondTerm,
		/// The rate is above the highest that the line allows.
		RateTooHigh,
		/// The term is longer than the line allows for one drawdown.
		TenorTooLong,
		/// The line does not allow this way of repayment.
		MethodNotAgreed,
		/// The line does not allow this use of funds.
		UseNotAgreed,
		/// No settlement of the commitment fee is over that was not levied. Wait until one is.
		NothingToLevy,
		/// More than was levied and is unpaid: nothing is taken beyond what was agreed. Record what is owed.
		BeyondFee,
		/// The reference is empty or not ASCII. Take the payment's own.
		InvalidReference,
		/// A payment of this reference is recorded already.
		AlreadyRecorded,
		/// The payment is from before the line was accepted, or of a day that is to come. Take the day on which it came.
		InvalidValueDate,
		/// 360 settlements, or payments, are on the line's account. Agree on another line.
		TooManyEntries,
		/// The fee of a line that has stood for more than thirty years cannot be reckoned. Agree on another line.
		NotComputable,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Offer a firm a credit line.
		///
		/// ## Origin
		/// Signed by an institution.
		///
		/// ## Details
		/// Limit in minor units, days since 1970-01-01, rates as their fields say. The offer stands for 90 days at most and never
		/// changes: take it back and offer another. An institution offers 500 a day at most.
		///
		/// ## Errors
		/// `NotAuthorized`, `EnterpriseNotActive`, `LimitExceeded`, `InvalidLine`, `Expired`, `TooManyToday`.
		///
		/// ## Events
		/// `Offered`.
		#[pallet::call_index(0)]
		pub fn offer(origin: OriginFor<T>, spec: LineSpec) -> DispatchResult {
			Self::do_offer(ensure_signed(origin)?, spec)
		}

		/// Accept a line, by the hash of exactly its terms.
		///
		/// ## Origin
		/// The enterprise: its controller, or an officer whose mandate reaches the limit.
		///
		/// ## Details
		/// From now on applications can name the line. Each drawdown has terms of its own and is accepted by itself.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `EnterpriseNotActive`, `WrongState`, `Expired`, `TermsMismatch`, and what forbids a frozen
		/// firm to bind itself.
		///
		/// ## Events
		/// `Accepted`.
		#[pallet::call_index(1)]
		pub fn accept(origin: OriginFor<T>, line: LineId, terms_hash: H256) -> DispatchResult {
			Self::do_accept(ensure_signed(origin)?, line, terms_hash)
		}

		/// Stop new drawdowns.
		///
		/// ## Origin
		/// Signed by the line's institution, suspended too.
		///
		/// ## Details
		/// Drawdowns that run, or whose terms were accepted, keep their terms. Days on which a line is frozen bear no commitment fee.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `Expired`, `InvalidReason`.
		///
		/// ## Events
		/// `Frozen`.
		#[pallet::call_index(2)]
		pub fn freeze(origin: OriginFor<T>, line: LineId, reason: Text<64>) -> DispatchResult {
			Self::do_freeze(ensure_signed(origin)?, line, reason)
		}

		/// Let a frozen line be drawn on again.
		///
		/// ## Origin
		/// Signed by the line's institution.
		///
		/// ## Details
		/// On the same terms, until the same days.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `Expired`.
		///
		/// ## Events
		/// `Unfrozen`.
		#[pallet::call_index(3)]
		pub fn unfreeze(origin: OriginFor<T>, line: LineId) -> DispatchResult {
			Self::do_unfreeze(ensure_signed(origin)?, line)
		}

		/// Take an offer back, refuse it, or end a line on which nothing is drawn.
		///
		/// ## Origin
		/// Signed by the line's institution, suspended too, or by the enterprise: any officer refuses an offer; to end a line takes who
		/// could have accepted it.
		///
		/// ## Details
		/// An offer that nobody accepted leaves the state. The commitment fee of a line ends on the day before.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `StillDrawn`, and what forbids a frozen firm to bind itself.
		///
		/// ## Events
		/// `Cancelled`.
		#[pallet::call_index(4)]
		pub fn cancel(origin: OriginFor<T>, line: LineId) -> DispatchResult {
			Self::do_cancel(ensure_signed(origin)?, line)
		}

		/// Clear away an offer whose time is over.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// It leaves the state. A line that was accepted stays.
		///
		/// ## Errors
		/// `NotFound`, `WrongState`, `NotExpired`.
		///
		/// ## Events
		/// `OfferCleared`.
		#[pallet::call_index(5)]
		pub fn clear(origin: OriginFor<T>, line: LineId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear(line)
		}

		/// Levy the commitment fee of a line for every settlement that is over.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// For each day rate x what could be drawn x its part of a year, by the day count that was agreed, rounded half up once a
		/// settlement: a drawdown counts from its acceptance, what comes back from the day on which that is recorded, and days on
		/// which the line is frozen are free. Nothing else is levied, and nothing twice.
		///
		/// ## Errors
		/// `NotFound`, `NothingToLevy`, `TooManyEntries`, `NotComputable`.
		///
		/// ## Events
		/// `FeeLevied` for each settlement.
		#[pallet::call_index(6)]
		pub fn levy(origin: OriginFor<T>, line: LineId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_levy(line)
		}

		/// Record that the firm paid commitment fee.
		///
		/// ## Origin
		/// Signed by the line's institution, suspended too.
		///
		/// ## Details
		/// Levies what is to be levied first. `amount` in minor units, at most what is levied and unpaid; `value_date`, days since
		/// 1970-01-01, is not before the line's acceptance nor in the future. Each reference counts once. What is unpaid bears no
		/// penalty.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `WrongState`, `InvalidReference`, `InvalidValueDate`, `AlreadyRecorded`, `LimitExceeded`,
		/// `BeyondFee`, `TooManyEntries`, `NotComputable`.
		///
		/// ## Events
		/// `FeePaid`, perhaps `FeeLevied`.
		#[pallet::call_index(7)]
		pub fn record_fee(
			origin: OriginFor<T>,
			line: LineId,
			amount: Amount,
			reference: Text<64>,
			value_date: Date,
		) -> DispatchResult {
			Self::do_record_fee(ensure_signed(origin)?, line, amount, reference, value_date)
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
