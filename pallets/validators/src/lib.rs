#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod dispatchables;
pub mod double_block;
mod impls;
pub mod migrations;
#[cfg(test)]
mod mock;
pub mod runtime_api;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
mod views;
pub mod weights;

pub use impls::{ByValidators, SessionBlocks};
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

// `validate_unsigned` is on its way out of the SDK; docs/decisions/0063 says why it is still the right way here.
#[allow(deprecated)]
#[frame_support::pallet]
pub mod pallet {
	use super::{DoubleBlock, ForceVoters, Record, Seat, WeightInfo};
	use alloc::boxed::Box;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use sp_consensus_aura::sr25519::AuthorityId as AuraId;
	use sp_consensus_grandpa::SetId;
	use sp_consensus_slots::EquivocationProof;
	use sp_staking::{offence::ReportOffence, SessionIndex};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The shortest session, in blocks. GRANDPA needs a few blocks to hand over from one set to the next.
	pub const SHORTEST_SESSION: u32 = 5;

	/// The longest header of a reported block, in bytes. Those that change a hundred validators take some 7,500.
	pub const LONGEST_HEADER: usize = 16_384;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>>
		+ pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
	{
		/// Who invites validators and removes them.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Who takes the seats of validators that are silent when nothing becomes final any more.
		type RestoreOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Where a proved equivocation is entered; it comes back as `OnOffenceHandler` and removes the offender.
		type Offences: ReportOffence<Self::AccountId, Self::AccountId, DoubleBlock<Self::AccountId>>;
		/// Validators at most, those invited included. How many.
		#[pallet::constant]
		type MaxValidators: Get<u32>;
		/// Validators that must remain when one is removed or leaves. Four bear the fault of one. How many.
		#[pallet::constant]
		type MinValidators: Get<u32>;
		/// Whole sessions without a block, in a row, after which a validator counts as lost.
		#[pallet::constant]
		type LostAfter: Get<SessionIndex>;
		/// Past sessions for which it is known who had a seat. An older equivocation can no longer be reported.
		#[pallet::constant]
		type RememberedSessions: Get<SessionIndex>;
		/// Blocks in a session where the genesis does not say otherwise.
		#[pallet::constant]
		type UsualSession: Get<BlockNumberFor<Self>>;
		/// GRANDPA, whose voters can be changed by force.
		type Voters: ForceVoters<BlockNumberFor<Self>>;
		type WeightInfo: WeightInfo;
	}

	/// The validators, in the order in which they came. Those of them that have session keys get the seats.
	#[pallet::storage]
	pub type Validators<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// Those invited who have not taken their seat yet.
	#[pallet::storage]
	pub type Invited<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// What is known of each validator's work.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Record<BlockNumberFor<T>>>;

	/// Who had a seat, and with which keys, in this session and those remembered.
	#[pallet::storage]
	pub type Seats<T: Config> = StorageMap<
		_,
		Twox64Concat,
		SessionIndex,
		BoundedVec<Seat<T::AccountId>, <T as Config>::MaxValidators>,
		ValueQuery,
	>;

	/// Blocks in a session, where the genesis said so.
	#[pallet::storage]
	pub type SessionLength<T: Config> = StorageValue<_, BlockNumberFor<T>>;

	/// The validators of a genesis are those whose keys the session pallet is given.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Blocks in a session, 5 or more. Left out, it is `UsualSession`. It cannot be changed later.
		pub session_length: Option<BlockNumberFor<T>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			SessionLength::<T>::set(self.session_length);
			let validators = pallet_session::Validators::<T>::get();
			for who in &validators {
				Records::<T>::insert(who, Record::default());
			}
			let bounded = BoundedVec::try_from(validators);
			Validators::<T>::put(bounded.expect("a genesis has at most `MaxValidators` validators"));
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account may set session keys and take a seat.
		Invited {
			/// The validator's account.
			who: T::AccountId,
		},
		/// An invitation was taken back.
		InvitationWithdrawn {
			/// The validator's account.
			who: T::AccountId,
		},
		/// An invited account became a validator. It gets its seat in the session after the next.
		Joined {
			/// The validator's account.
			who: T::AccountId,
			/// Number of the session in which it joined; its seat comes in the one after the next.
			session: SessionIndex,
		},
		/// A validator gives its seat back. It keeps it until the session after the next.
		Left {
			/// The validator's account.
			who: T::AccountId,
			/// Number of the session in which this happened; it keeps its seat until the one after the next.
			session: SessionIndex,
		},
		/// Governance removed a validator. It keeps its seat until the session after the next.
		Removed {
			/// The validator's account.
			who: T::AccountId,
			/// Number of the session in which this happened; it keeps its seat until the one after the next.
			session: SessionIndex,
		},
		/// A validator equivocated in `session` and loses its seat at the next one.
		Expelled {
			/// The validator's account.
			who: T::AccountId,
			/// Number of the session.
			session: SessionIndex,
		},
		/// A validator equivocated, and stays because it is the last: without it there would be no more blocks.
		LastKept {
			/// The validator's account.
			who: T::AccountId,
			/// Number of the session.
			session: SessionIndex,
		},
		/// A validator was silent while nothing became final, and loses its seat at the next session.
		Lost {
			/// The validator's account.
			who: T::AccountId,
			/// Number of the session.
			session: SessionIndex,
		},
		/// The voters are changed by force, `delay` blocks after the next session begins: `last_final` is the last block that
		/// the voters of `set` made final.
		RestoringFinality {
			/// Number of the set of voters.
			set: SetId,
			/// Number of the last block that the former voters made final.
			last_final: BlockNumberFor<T>,
			/// Blocks between the start of the session and the change.
			delay: BlockNumberFor<T>,
		},
		/// A validator with a seat made no block in a whole session, for the `in_a_row`th time.
		SessionMissed {
			/// The validator's account.
			who: T::AccountId,
			/// Number of the session.
			session: SessionIndex,
			/// How many sessions in a row it has made no block.
			in_a_row: u32,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// This account is neither a validator nor invited. Check the account.
		NotFound,
		/// Nobody invited this account. A motion can (`validators.invite`).
		NotInvited,
		/// This account is a validator or invited already.
		AlreadyExists,
		/// There are as many validators and invitations as there can be. Remove one first.
		LimitExceeded,
		/// No session keys are set for this account. Set them first (`session.setKeys`).
		NoKeys,
		/// Too few validators would remain. Let another take its seat first.
		TooFewValidators,
		/// This validator made a block in the last sessions. Only the silent can be taken off at once; a motion can remove it
		/// (`validators.remove`).
		NotLost,
		/// The nodes' voters cannot be of this set, or cannot have made this block final. Read both numbers from the nodes
		/// that are left (`grandpa_roundState`, `chain_getFinalizedHead`).
		InvalidStandstill,
		/// These are not two different blocks of this slot, each sealed with the offender's key.
		InvalidProof,
		/// The key had no seat in this session, or the session is too old to be remembered.
		KeyNotSeated,
		/// This equivocation was reported before, or its author has lost the seat already. Nothing is left to do.
		AlreadyReported,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Let an account set session keys and take a seat.
		///
		/// ## Origin
		/// `GovernOrigin`.
		///
		/// ## Details
		/// The account needs no coins: from now on it may send transactions like every party. Once it has set its session
		/// keys (`session.setKeys`, with the proof that it holds them) it takes its seat with `join`, so that a typing
		/// error cannot seat nobody.
		///
		/// ## Errors
		/// `AlreadyExists`, `LimitExceeded`.
		///
		/// ## Events
		/// `Invited`.
		#[pallet::call_index(0)]
		pub fn invite(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_invite(who)
		}

		/// Become a validator.
		///
		/// ## Origin
		/// Signed by an invited account.
		///
		/// ## Details
		/// Session keys must be set. The seat comes in the session after the next; the node must be in sync by then.
		///
		/// ## Errors
		/// `NotInvited`, `NoKeys`.
		///
		/// ## Events
		/// `Joined`.
		#[pallet::call_index(1)]
		pub fn join(origin: OriginFor<T>) -> DispatchResult {
			Self::do_join(ensure_signed(origin)?)
		}

		/// Give the seat back.
		///
		/// ## Origin
		/// Signed by the validator.
		///
		/// ## Details
		/// The node must go on until the session after the next: until then its seat is its own.
		///
		/// ## Errors
		/// `NotFound`, `TooFewValidators`.
		///
		/// ## Events
		/// `Left`.
		#[pallet::call_index(2)]
		pub fn leave(origin: OriginFor<T>) -> DispatchResult {
			Self::do_leave(ensure_signed(origin)?)
		}

		/// Remove a validator, or take an invitation back.
		///
		/// ## Origin
		/// `GovernOrigin`.
		///
		/// ## Details
		/// A validator keeps its seat until the session after the next.
		///
		/// ## Errors
		/// `NotFound`, `TooFewValidators`.
		///
		/// ## Events
		/// `Removed` or `InvitationWithdrawn`.
		#[pallet::call_index(3)]
		pub fn remove(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_remove(who)
		}

		/// Report an author who sealed two blocks for one slot.
		///
		/// ## Origin
		/// None: the proof itself lets the report in, free of charge, from any node.
		///
		/// ## Details
		/// `proof`: both headers, each of at most 16,384 bytes, with their seals. `session`: one remembered, in which the
		/// key had a seat, not before its holder joined. The offender loses its seat at the next session.
		///
		/// ## Errors
		/// `InvalidProof`, `KeyNotSeated`, `AlreadyReported`.
		///
		/// ## Events
		/// `Expelled` or `LastKept`.
		#[pallet::call_index(4)]
		pub fn report_double_block(
			origin: OriginFor<T>,
			proof: Box<EquivocationProof<HeaderFor<T>, AuraId>>,
			session: SessionIndex,
		) -> DispatchResult {
			ensure_none(origin)?;
			Self::do_report_double_block(*proof, session)
		}

		/// Bring finality back after more than a third of the voters are gone for good.
		///
		/// ## Origin
		/// `RestoreOrigin`.
		///
		/// ## Details
		/// `lost`: validators that made no block in this session and in `LostAfter` whole ones before. They lose their
		/// seats at the next session, also if fewer than `MinValidators` remain; one that can make blocks must. The list
		/// may be empty, where they were removed before. `last_final`: the highest block that is final on any node that
		/// is left. `set`: the number of the set in which the nodes vote; the chain counts on from it.
		///
		/// At the next session the chain announces the validators that remain as voters by force; nodes obey without any
		/// block being final, one session less a block later, so that no other change can fall in between. Light clients
		/// cannot follow a change by force: those of the corridors have to be set again.
		///
		/// ## Errors
		/// `NotFound`, `NotLost`, `TooFewValidators`, `InvalidStandstill`.
		///
		/// ## Events
		/// `Lost` for each, then `RestoringFinality`.
		#[pallet::call_index(5)]
		pub fn restore_finality(
			origin: OriginFor<T>,
			lost: BoundedVec<T::AccountId, T::MaxValidators>,
			last_final: BlockNumberFor<T>,
			set: SetId,
		) -> DispatchResult {
			T::RestoreOrigin::ensure_origin(origin)?;
			Self::do_restore_finality(&lost, last_final, set)
		}
	}

	/// Reports come in without signature, as GRANDPA's do.
	#[pallet::validate_unsigned]
	impl<T: Config> ValidateUnsigned for Pallet<T> {
		type Call = Call<T>;

		fn validate_unsigned(_: TransactionSource, call: &Call<T>) -> TransactionValidity {
			match call {
				Call::report_double_block { proof, session } => Self::validate_report(proof, *session),
				_ => InvalidTransaction::Call.into(),
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// The work itself was done by the pallets of authorship and session before; here it is paid for. A block that
		/// changes the session counts as full.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			<T as Config>::WeightInfo::note_author()
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
