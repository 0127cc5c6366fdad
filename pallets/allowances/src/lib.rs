#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod allowance;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod dispatchables;
mod extensions;
mod impls;
#[cfg(test)]
mod mock;
pub mod order;
mod payers;
mod registers;
pub mod runtime_api;
#[cfg(test)]
mod tests;
mod try_state;
pub mod weights;

pub use allowance::Allowance;
pub use extensions::{AllowanceOrFee, FairNonce};
pub use pallet::*;
pub use payers::Draft;
#[cfg(feature = "runtime-benchmarks")]
pub use registers::BenchmarkHelper;
pub use registers::{Found, Party, Registers};
pub use runtime_api::AllowanceView;
pub use weights::WeightInfo;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use pallet_transaction_payment::OnChargeTransaction;
use scale_info::TypeInfo;

/// Units of work, as the fees of strangers count them.
pub type Budget = u128;

/// What pays for a call such as `end`, whoever signs it: ten milliseconds of work. A budget below that keeps no other sponsor out.
pub const PLAIN_CALL: Budget = 10_000_000_000;

/// A coin, 10^12 units, is a second of work.
const UNITS_IN_A_NANOSECOND: Budget = 1_000;

/// The runtime's parties.
pub type PartyOf<T> = <T as pallet_origin_restriction::Config>::RestrictedEntity;

pub(crate) type BalanceOf<T> =
	<<T as pallet_transaction_payment::Config>::OnChargeTransaction as OnChargeTransaction<T>>::Balance;

/// What an account keeps in storage on credit, and whose credit it uses.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Credit<Party> {
	/// Whose credit the account uses.
	pub party: Party,
	/// What the account keeps in storage, as the deposits that a stranger would leave. In the
	/// coin's smallest units, 10^12 of which are one coin.
	pub kept: Budget,
}

/// How much an account may keep in storage without coins, and on whose credit. In the coin's smallest units, 10^12 of which
/// are one coin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CreditLine<Party> {
	/// Whose credit the account uses.
	pub party: Party,
	/// What it may keep itself.
	pub most: Budget,
	/// What its party may, with all accounts that use its credit.
	pub in_all: Budget,
}

/// Who sponsors an account, and what is left of it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Sponsored<AccountId> {
	/// The account that sponsors.
	pub sponsor: AccountId,
	/// What is left of the budget. In fee units, 10^9 for a millisecond of work.
	pub left: Budget,
}

#[frame_support::pallet]
pub mod pallet {
	use super::{Budget, Credit, Party, PartyOf, Registers, Sponsored, WeightInfo};
	use alloc::boxed::Box;
	use frame_support::{
		dispatch::{GetDispatchInfo, PostDispatchInfo},
		pallet_prelude::*,
		traits::{Contains, ContainsPair},
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::Dispatchable;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The parties, how large their allowances are and what they have used are those of the SDK's `pallet-origin-restriction`.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>>
		+ pallet_origin_restriction::Config<RestrictedEntity: Party<Self::AccountId>>
	{
		/// What the runtime's registers know an account as.
		type Registers: Registers<Self::AccountId, PartyOf<Self>, Self::RuntimeCall>;
		/// Blocks for which a transaction may wait in the pool until an allowance has room for it.
		type Patience: Get<u32>;
		/// The accounts that have credit still.
		type HasCredit: Contains<Self::AccountId>;
		/// The chain's calls.
		type UndoCall: Parameter
			+ Dispatchable<RuntimeOrigin = Self::RuntimeOrigin, PostInfo = PostDispatchInfo>
			+ GetDispatchInfo;
		/// By which of them an account that has no credit any more gives up what it keeps.
		type Undoes: ContainsPair<Self::AccountId, Self::UndoCall>;
		type WeightInfo: WeightInfo;
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId, Self::RuntimeCall, Self::UndoCall>;
	}

	/// Who sponsors an account, and what is left of the budget.
	#[pallet::storage]
	pub type Sponsorships<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Sponsored<T::AccountId>>;

	/// How many accounts a party sponsors.
	#[pallet::storage]
	pub type SponsoredBy<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// What an account keeps in storage on credit: deposits that a stranger would leave in coins.
	#[pallet::storage]
	pub type OnCredit<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Credit<PartyOf<T>>>;

	/// What all accounts together keep on a party's credit. In the
	/// coin's smallest units, 10^12 of which are one coin.
	#[pallet::storage]
	pub type KeptFor<T: Config> = StorageMap<_, Blake2_128Concat, PartyOf<T>, Budget, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The account's transactions count against the sponsor's allowance, up to the budget.
		SponsorshipGiven {
			/// The sponsored account.
			account: T::AccountId,
			/// The account that sponsors.
			sponsor: T::AccountId,
			/// What the account may use of the sponsor's allowance. In fee units, 10^9 for a millisecond of work.
			budget: Budget,
		},
		/// They no longer do. `left` was not used.
		SponsorshipEnded {
			/// The sponsored account.
			account: T::AccountId,
			/// The account that sponsors.
			sponsor: T::AccountId,
			/// What was not used of the budget. In fee units, 10^9 for a millisecond of work.
			left: Budget,
		},
		/// So much of what an account without credit kept was cleared away.
		Cleared {
			/// The account that kept it and has no credit any more.
			account: T::AccountId,
			/// How much was cleared away, as the deposit that a stranger would leave. In the
			/// coin's smallest units, 10^12 of which are one coin.
			amount: Budget,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The budget is zero. Give at least one unit.
		InvalidBudget,
		/// Another sponsor's budget for this account pays for a call still, or is no smaller than this one. The account can end
		/// it; if it does not pay for a call (10 ms of work), give more; if the other has no room for one, give as much at least.
		AlreadySponsored,
		/// This party sponsors as many accounts as it may. End one first.
		LimitExceeded,
		/// Nobody sponsors this account. Check the address.
		NotFound,
		/// The signer is neither the sponsor nor the account itself. Sign with one of the two keys.
		NotAuthorized,
		/// This account, or its party with all its accounts, keeps as much in storage as it may. Remove a proxy, end an
		/// operation of several signatories, unnote a preimage, clear away what former accounts left, or wait until a motion
		/// of its own is closed.
		KeepsTooMuch,
		/// The account keeps nothing on credit, or still has credit. There is nothing to clear away.
		NothingToClear,
		/// The enterprise is frozen, or its passport was taken back: it shares nothing. Ending a sponsorship is possible; for
		/// others wait until the freeze is over, or the passport there again.
		Frozen,
		/// This call gives up nothing that the account keeps. Name the call that its owner would use: a preimage's, an
		/// operation's, an announcement's, or a proxy's if the account holds no coins.
		NotAnUndo,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Let an account's transactions count against one's own allowance, or renew the budget.
		///
		/// ## Origin
		/// Signed by a party: an agency, an institution or an enterprise.
		///
		/// ## Details
		/// `budget`: at least 1, in the smallest units of the coin; takes the place of what is left of an earlier one. The
		/// account can sign at once, whether or not it ever held a coin. Another sponsor is replaced if what is left does not
		/// pay for a call (`PLAIN_CALL`, 10 ms of work) and this budget is larger, or if the other's allowance has no room for one
		/// and this budget and the signer's allowance have. Whose enterprise is frozen sponsors nobody.
		///
		/// ## Errors
		/// `InvalidBudget`, `Frozen`, `AlreadySponsored`, `LimitExceeded`.
		///
		/// ## Events
		/// `SponsorshipGiven`.
		#[pallet::call_index(0)]
		pub fn sponsor(origin: OriginFor<T>, account: T::AccountId, budget: Budget) -> DispatchResult {
			Self::do_sponsor(ensure_signed(origin)?, account, budget)
		}

		/// End a sponsorship.
		///
		/// ## Origin
		/// Signed by the sponsor or by the account.
		///
		/// ## Details
		/// At once. What is left of the budget was never taken from anybody.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`.
		///
		/// ## Events
		/// `SponsorshipEnded`.
		#[pallet::call_index(1)]
		pub fn end(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			Self::do_end(ensure_signed(origin)?, account)
		}

		/// Clear away what an account kept on credit and has no credit for any more.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// Credit ends with the party. `undo`: the call by which the account itself would give up the thing, made in its name.
		///
		/// ## Errors
		/// `NothingToClear`, `NotAnUndo`, those of `undo`.
		///
		/// ## Events
		/// `Cleared`, and those of `undo`.
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::clear().saturating_add(undo.get_dispatch_info().call_weight))]
		pub fn clear(origin: OriginFor<T>, account: T::AccountId, undo: Box<T::UndoCall>) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear(account, *undo)
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
