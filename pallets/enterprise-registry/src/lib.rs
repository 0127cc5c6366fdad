#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod checks;
mod control;
mod dispatchables;
mod errors;
mod events;
mod guardians;
mod impls;
mod mandates;
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

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		AmendmentSpec, Enterprise, Freeze, GuardianAct, Guardians, Guardianship, Mandate, MandateSpec, Recovery,
		RegistrationSpec, WeightInfo, Word, FIRST_OFFICES, MAX_BATCH, MAX_WORDS,
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{Agencies, AgencyId, EnterpriseStatus, RegistrationNumber, Timestamp};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Clock: UnixTime;
		type Agencies: Agencies<Self::AccountId>;
		/// Days from the beginning of a recovery until control can be accepted: the time for a veto, and for which one stands.
		/// After as many new guardians are in force, and a guardian's word counts no longer.
		type RecoveryDays: Get<u32>;
		/// Days after which a registrar's freeze, or the guardians', ends by itself.
		type FreezeDays: Get<u32>;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
	}

	/// Every enterprise, by registration number.
	#[pallet::storage]
	pub type Enterprises<T: Config> =
		StorageMap<_, Blake2_128Concat, RegistrationNumber, Enterprise<T::AccountId>, OptionQuery>;

	/// To whom control of an enterprise is offered.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Blake2_128Concat, RegistrationNumber, T::AccountId, OptionQuery>;

	/// What an account controls.
	#[pallet::storage]
	pub type ControlledBy<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, RegistrationNumber, (), OptionQuery>;

	/// Keys on their way to be replaced.
	#[pallet::storage]
	pub type Recoveries<T: Config> =
		StorageMap<_, Blake2_128Concat, RegistrationNumber, Recovery<T::AccountId>, OptionQuery>;

	/// Until when no registrar, and no guardians, can begin another recovery.
	/// Unix time in seconds.
	#[pallet::storage]
	pub type Vetoes<T: Config> = StorageMap<_, Blake2_128Concat, RegistrationNumber, Timestamp, OptionQuery>;

	/// What stops an enterprise from binding itself, and when the registrar and the guardians last did.
	#[pallet::storage]
	pub type Freezes<T: Config> = StorageMap<_, Blake2_128Concat, RegistrationNumber, Freeze, OptionQuery>;

	/// Who stands by when the key is lost or stolen, by the enterprise's number.
	#[pallet::storage]
	pub type Guardianships<T: Config> =
		StorageMap<_, Blake2_128Concat, RegistrationNumber, Guardianship<T::AccountId>, OptionQuery>;

	/// What guardians agreed to recently, at most 25 words for an enterprise.
	#[pallet::storage]
	pub type Words<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		RegistrationNumber,
		BoundedVec<Word<T::AccountId>, ConstU32<MAX_WORDS>>,
		ValueQuery,
	>;

	/// An enterprise's officers and what each may do.
	#[pallet::storage]
	pub type Mandates<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Blake2_128Concat, T::AccountId, Mandate, OptionQuery>;

	/// In which enterprises an account has a mandate.
	#[pallet::storage]
	pub type OfficerOf<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, RegistrationNumber, (), OptionQuery>;

	/// The offices that an account has held longest: by their enterprises' allowances it signs. Others' later ones do not
	/// crowd them out.
	#[pallet::storage]
	pub type FirstOffices<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		BoundedVec<RegistrationNumber, ConstU32<FIRST_OFFICES>>,
		ValueQuery,
	>;

	/// For how many reasons an account must be able to sign though it holds no coins: control of an enterprise, an offer or a
	/// recovery of it, a mandate, guardianship. Who pays is another question.
	#[pallet::storage]
	pub type Stakes<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Enterprises and the accounts that control them, entered by the first agency.
		pub enterprises: Vec<(RegistrationSpec, T::AccountId)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (registration, controller) in &self.enterprises {
				let number = registration.number.clone();
				let entered = Pallet::<T>::enter(AgencyId(0), registration.clone(), Pallet::<T>::now());
				assert!(entered.is_ok(), "genesis enterprise {number}: {entered:?}");
				Pallet::<T>::put_in_control(&number, controller.clone());
			}
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Enter an enterprise into the register.
		///
		/// ## Origin
		/// Signed by an agency with the registrar's right.
		///
		/// ## Details
		/// Numbers: Unified Social Credit Code with both check characters (GB 32100-2015, GB 11714-1997), Hong Kong
		/// business registration number, or Macao registration number. The status is active. Nobody controls the
		/// enterprise until control is offered and accepted.
		///
		/// ## Errors
		/// `NotAuthorized`, `AlreadyExists`, `InvalidNumber`, `OrganisationCodeCheckFailed`, `OuterCheckFailed`,
		/// `NoMismatchToAccept`, `InvalidLei`, `InvalidName`, `InvalidIndustry`, `InvalidDivision`, `InvalidDate`,
		/// `LimitExceeded`.
		///
		/// ## Events
		/// `Registered`.
		#[pallet::call_index(0)]
		pub fn register(origin: OriginFor<T>, registration: RegistrationSpec) -> DispatchResult {
			Self::do_register(ensure_signed(origin)?, registration)
		}

		/// Enter up to 500 enterprises, all or none.
		///
		/// ## Origin
		/// Signed by an agency with the registrar's right.
		///
		/// ## Details
		/// Each is checked as by `register`; the first that fails fails the call.
		///
		/// ## Errors
		/// Those of `register`, `EmptyBatch`.
		///
		/// ## Events
		/// `Registered` for each.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::register_many(registrations.len() as u32))]
		pub fn register_many(
			origin: OriginFor<T>,
			registrations: BoundedVec<RegistrationSpec, ConstU32<MAX_BATCH>>,
		) -> DispatchResult {
			Self::do_register_many(ensure_signed(origin)?, registrations.into_inner())
		}

		/// Offer control of an enterprise to an account.
		///
		/// ## Origin
		/// Signed by the controller; as long as there is none, by the agency that registered the enterprise.
		///
		/// ## Details
		/// Nothing changes until the account accepts: a mistyped account cannot lose a company. A new offer takes the
		/// place of the old one. The account becomes no party by it; what it needs to accept, or to refuse, counts against
		/// the allowance of the agency that registered the enterprise.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadyController`, `Frozen`.
		///
		/// ## Events
		/// `ControlOffered`.
		#[pallet::call_index(2)]
		pub fn offer_control(origin: OriginFor<T>, enterprise: RegistrationNumber, to: T::AccountId) -> DispatchResult {
			Self::do_offer_control(ensure_signed(origin)?, enterprise, to)
		}

		/// Accept control of an enterprise.
		///
		/// ## Origin
		/// Signed by the account to which control was offered, or for which it was recovered once the recovery's days are over.
		///
		/// ## Details
		/// From now on this account consents, applies, pledges and accepts for the enterprise. The mandates that the account
		/// before it gave are over, and guardians who wait do not take up their office. A recovery lifts every freeze and ends
		/// every offer; an agency's ends guardianship, too.
		///
		/// ## Errors
		/// `NotFound`, `NoOffer`, `NotAuthorized`, `AlreadyController`, `Frozen`, `NotDue`.
		///
		/// ## Events
		/// `ControlAccepted`.
		#[pallet::call_index(3)]
		pub fn accept_control(origin: OriginFor<T>, enterprise: RegistrationNumber) -> DispatchResult {
			Self::do_accept_control(ensure_signed(origin)?, enterprise)
		}

		/// Withdraw an offer of control.
		///
		/// ## Origin
		/// Signed by whoever may offer it, or by the account to which it was offered.
		///
		/// ## Details
		/// Control stays where it was.
		///
		/// ## Errors
		/// `NotFound`, `NoOffer`, `NotAuthorized`.
		///
		/// ## Events
		/// `ControlOfferWithdrawn`.
		#[pallet::call_index(4)]
		pub fn withdraw_control_offer(origin: OriginFor<T>, enterprise: RegistrationNumber) -> DispatchResult {
			Self::do_withdraw_control_offer(ensure_signed(origin)?, enterprise)
		}

		/// Change what the register says of an enterprise's standing.
		///
		/// ## Origin
		/// Signed by the agency that registered the enterprise (any registrar, once that one is none any more).
		///
		/// ## Details
		/// Only an active enterprise can apply or pledge; all keep their duties. Deregistration is final.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `StatusUnchanged`, `AlreadyDeregistered`.
		///
		/// ## Events
		/// `StatusChanged`.
		#[pallet::call_index(5)]
		pub fn change_status(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			status: EnterpriseStatus,
		) -> DispatchResult {
			Self::do_change_status(ensure_signed(origin)?, enterprise, status)
		}

		/// Record that an enterprise merged into another.
		///
		/// ## Origin
		/// Signed by the agency that registered the enterprise (any registrar, once that one is none any more).
		///
		/// ## Details
		/// Final. The successor must not have merged into another itself, so that the way always ends.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadySucceeded`, `InvalidSuccessor`.
		///
		/// ## Events
		/// `Succeeded`.
		#[pallet::call_index(6)]
		pub fn record_succession(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			successor: RegistrationNumber,
		) -> DispatchResult {
			Self::do_record_succession(ensure_signed(origin)?, enterprise, successor)
		}

		/// Correct an enterprise's record.
		///
		/// ## Origin
		/// Signed by the agency that registered the enterprise (any registrar, once that one is none any more).
		///
		/// ## Details
		/// Name, industry, division and registered capital.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `InvalidName`, `InvalidIndustry`, `InvalidDivision`, `LimitExceeded`.
		///
		/// ## Events
		/// `Amended`.
		#[pallet::call_index(7)]
		pub fn amend(origin: OriginFor<T>, enterprise: RegistrationNumber, amendment: AmendmentSpec) -> DispatchResult {
			Self::do_amend(ensure_signed(origin)?, enterprise, amendment)
		}

		/// Begin to replace a lost or stolen key.
		///
		/// ## Origin
		/// Signed by the agency that registered the enterprise (any registrar, once that one is none any more), or by a court.
		///
		/// ## Details
		/// `evidence`: hash of the documents on which it rests. The account can accept control (`accept_control`) once the
		/// governed days are over, if the agency has its right still. Until then the sitting controller can veto, unless a
		/// court ordered it: a thief would. A court's order takes the place of what a registrar began, and a registrar's of what
		/// guardians began. Any new one takes the place of one whose agency has lost its right, or that nobody took up for as
		/// many days again. Guardians who wait do not take up their office.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NobodyInControl`, `AlreadyController`, `Vetoed`, `AlreadyRecovering`.
		///
		/// ## Events
		/// `RecoveryStarted`.
		#[pallet::call_index(8)]
		pub fn start_recovery(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			to: T::AccountId,
			evidence: H256,
		) -> DispatchResult {
			Self::do_start_recovery(ensure_signed(origin)?, enterprise, to, evidence)
		}

		/// Refuse the replacement of the key.
		///
		/// ## Origin
		/// Signed by the sitting controller.
		///
		/// ## Details
		/// Until control is accepted. For as many days as a recovery takes only a court can begin another, or, if guardians
		/// began this one, an agency.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NoRecovery`, `OrderedByCourt`.
		///
		/// ## Events
		/// `RecoveryVetoed`.
		#[pallet::call_index(9)]
		pub fn veto_recovery(origin: OriginFor<T>, enterprise: RegistrationNumber) -> DispatchResult {
			Self::do_veto_recovery(ensure_signed(origin)?, enterprise)
		}

		/// End a recovery that was begun by mistake.
		///
		/// ## Origin
		/// Signed by the agency that began it.
		///
		/// ## Details
		/// Control stays where it is. What guardians began they end together (`act_as_guardian`).
		///
		/// ## Errors
		/// `NoRecovery`, `NotAuthorized`.
		///
		/// ## Events
		/// `RecoveryWithdrawn`.
		#[pallet::call_index(10)]
		pub fn withdraw_recovery(origin: OriginFor<T>, enterprise: RegistrationNumber) -> DispatchResult {
			Self::do_withdraw_recovery(ensure_signed(origin)?, enterprise)
		}

		/// Stop an enterprise from binding itself.
		///
		/// ## Origin
		/// Signed by the controller, or by the agency that registered the enterprise.
		///
		/// ## Details
		/// No application, acceptance, consent, pledge, confirmation, mandate or offer of control can be signed for it; what
		/// protects it stays possible, a veto and a revocation first. The registrar's freeze ends by itself after the governed
		/// days, and another is possible only when as many have passed as it held. Guardians who wait do not take up their
		/// office.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadyFrozen`, `FrozenTooOften`.
		///
		/// ## Events
		/// `Frozen`.
		#[pallet::call_index(11)]
		pub fn freeze(origin: OriginFor<T>, enterprise: RegistrationNumber) -> DispatchResult {
			Self::do_freeze(ensure_signed(origin)?, enterprise)
		}

		/// End one's freeze.
		///
		/// ## Origin
		/// Signed by the side that froze: the controller, or the agency that registered the enterprise.
		///
		/// ## Details
		/// The other side's freeze stays.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotFrozen`.
		///
		/// ## Events
		/// `Unfrozen`.
		#[pallet::call_index(12)]
		pub fn unfreeze(origin: OriginFor<T>, enterprise: RegistrationNumber) -> DispatchResult {
			Self::do_unfreeze(ensure_signed(origin)?, enterprise)
		}

		/// Let an officer act for an enterprise, or change what it may do.
		///
		/// ## Origin
		/// Signed by the controller.
		///
		/// ## Details
		/// Duties, the most that one act may be about in each currency, and the last day. At most 16 officers. For two
		/// signatures name the account of several signatories (`multisig`). An officer hands on neither control nor mandates,
		/// and uses the enterprise's allowance. All mandates end when control changes hands.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadyController`, `Frozen`, `InvalidMandate`, `TooManyMandates`.
		///
		/// ## Events
		/// `MandateSet`.
		#[pallet::call_index(13)]
		pub fn set_mandate(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			officer: T::AccountId,
			mandate: MandateSpec,
		) -> DispatchResult {
			Self::do_set_mandate(ensure_signed(origin)?, enterprise, officer, mandate)
		}

		/// End an officer's mandate.
		///
		/// ## Origin
		/// Signed by the controller or the officer; by anybody once the mandate is over.
		///
		/// ## Details
		/// At once, and in a freeze, too.
		///
		/// ## Errors
		/// `NotFound`, `NoMandate`, `NotAuthorized`.
		///
		/// ## Events
		/// `MandateRevoked`.
		#[pallet::call_index(14)]
		pub fn revoke_mandate(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			officer: T::AccountId,
		) -> DispatchResult {
			Self::do_revoke_mandate(ensure_signed(origin)?, enterprise, officer)
		}

		/// Name the accounts that stand by when the key is lost or stolen, or others in their place.
		///
		/// ## Origin
		/// Signed by the controller.
		///
		/// ## Details
		/// At most five, and how many of them act together; none with a threshold of 0 ends guardianship. In force after as
		/// many days as a recovery takes, so that a thief cannot exchange them at once; until then those before can refuse it
		/// (for as long others cannot be named), freeze and recover. Naming those in force strikes out who waits. No account becomes a party by it.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `InvalidGuardians`, `Frozen`, `AlreadyRecovering`, `GuardiansUnchanged`,
		/// `GuardiansKept`.
		///
		/// ## Events
		/// `GuardiansNamed`, or `GuardiansStay`.
		#[pallet::call_index(15)]
		pub fn name_guardians(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			guardians: Guardians<T::AccountId>,
		) -> DispatchResult {
			Self::do_name_guardians(ensure_signed(origin)?, enterprise, guardians)
		}

		/// Agree to what the guardians do together: begin or end a recovery, freeze or unfreeze, stay guardians.
		///
		/// ## Origin
		/// Signed by a guardian in force.
		///
		/// ## Details
		/// Done as soon as so many agree to the same as it takes, each within as many days as a recovery takes. A recovery has
		/// the notice, the days and the veto of the registrar's, a freeze its days and its rest, each counted apart. A guardian
		/// has one word of each kind: a new one takes its place. One of each kind in those days is paid by the agency that
		/// registered the enterprise.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadySaid`, `Vetoed`, `AlreadyRecovering`, `AlreadyController`, `NoRecovery`,
		/// `AlreadyFrozen`, `FrozenTooOften`, `NotFrozen`, `GuardiansUnchanged`.
		///
		/// ## Events
		/// `GuardianAgreed`; with the last of them `RecoveryStarted`, `RecoveryWithdrawn`, `Frozen`, `Unfrozen` or
		/// `GuardiansStay`.
		#[pallet::call_index(16)]
		pub fn act_as_guardian(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			act: GuardianAct<T::AccountId>,
		) -> DispatchResult {
			Self::do_act_as_guardian(ensure_signed(origin)?, enterprise, act)
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
