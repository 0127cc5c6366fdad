#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod checks;
mod control;
mod dispatchables;
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
				let entered = Pallet::<T>::enter(AgencyId(0), registration.clone());
				assert!(entered.is_ok(), "genesis enterprise {number}: {entered:?}");
				Pallet::<T>::put_in_control(&number, controller.clone());
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A registrar entered an enterprise.
		Registered {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the agency that registered it.
			registrar: AgencyId,
			/// What was entered.
			registration: RegistrationSpec,
		},
		/// Control was offered to an account, in place of any earlier offer.
		ControlOffered {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The account to which control was offered.
			to: T::AccountId,
		},
		/// The offer was withdrawn.
		ControlOfferWithdrawn {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The account to which control had been offered.
			to: T::AccountId,
		},
		/// The account to which control was offered accepted it.
		ControlAccepted {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The account in control before. None for the first.
			from: Option<T::AccountId>,
			/// The account in control from now on.
			to: T::AccountId,
		},
		/// The register says something else of the enterprise's standing.
		StatusChanged {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The status before.
			from: EnterpriseStatus,
			/// The status from now on.
			to: EnterpriseStatus,
		},
		/// An enterprise merged into another.
		Succeeded {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Registration number of the enterprise into which it merged.
			successor: RegistrationNumber,
		},
		/// A registrar corrected the record.
		Amended {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// What the register says now.
			amendment: AmendmentSpec,
		},
		/// The registrar, a court or the guardians began to replace the key that controls an enterprise.
		RecoveryStarted {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The recovery.
			recovery: Recovery<T::AccountId>,
		},
		/// The sitting controller refused it. Until then only a court can begin another; the registrar, too, if guardians
		/// began this one.
		RecoveryVetoed {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The account that was to be in control.
			to: T::AccountId,
			/// Until when only a court can begin another, or, if guardians began this one, an agency. Unix time in seconds.
			until: Timestamp,
		},
		/// Who began it ended it.
		RecoveryWithdrawn {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The account that was to be in control.
			to: T::AccountId,
		},
		/// Nothing that binds the enterprise can be signed any more: until then by the registrar or the guardians, without
		/// a date by the controller.
		Frozen {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The account of the registrar, of the controller, or of the guardian who agreed last.
			by: T::AccountId,
			/// Until when, by the registrar or the guardians. None: until the controller ends it. Unix time in seconds.
			until: Option<Timestamp>,
		},
		/// Who froze it ended that.
		Unfrozen {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The account that did it.
			by: T::AccountId,
		},
		/// An officer may act for the enterprise.
		MandateSet {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The officer's account.
			officer: T::AccountId,
			/// What the officer may do.
			mandate: MandateSpec,
		},
		/// An officer may not any more.
		MandateRevoked {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The officer's account.
			officer: T::AccountId,
		},
		/// From that day on these are the enterprise's guardians, in place of any who waited before.
		GuardiansNamed {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Who they are. None: the enterprise does without from then on.
			guardians: Guardians<T::AccountId>,
			/// First second in which they are. Unix time in seconds.
			from: Timestamp,
		},
		/// Those who waited to take the guardians' place do not.
		GuardiansStay {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
		},
		/// An agency's recovery ended guardianship.
		GuardiansEnded {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
		},
		/// A guardian agrees to this. It is done when so many do as it takes, each within the days of a recovery.
		GuardianAgreed {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The guardian's account.
			guardian: T::AccountId,
			/// To what.
			act: GuardianAct<T::AccountId>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No enterprise of this number is registered. Check the number, or ask the registrar to enter it.
		NotFound,
		/// The signer may not do this: registering takes an agency with the registrar's right, control its holder, a recovery
		/// who began it and still may, a guardian's act a guardian in force.
		NotAuthorized,
		/// The number is registered already. There is nothing to do, or it was mistyped.
		AlreadyExists,
		/// The number has a wrong length or a character that its place does not use. Write it as it stands on the licence.
		InvalidNumber,
		/// The check character of the organisation code (17th of 18) is wrong. The number was mistyped.
		OrganisationCodeCheckFailed,
		/// The last check character is wrong, though the organisation code's is right. If the code was really issued so,
		/// say so by `accept_outer_check_mismatch`.
		OuterCheckFailed,
		/// `accept_outer_check_mismatch` is for codes whose last check character is wrong. This one is right: leave it off.
		NoMismatchToAccept,
		/// The LEI's check digits are wrong (ISO 17442, mod 97). Leave it out or correct it.
		InvalidLei,
		/// The name is empty, not UTF-8 or holds control characters. Write it as registered.
		InvalidName,
		/// Not a section letter A to T and up to four digits (GB/T 4754).
		InvalidIndustry,
		/// A mainland enterprise's division has six digits (GB/T 2260); others have none.
		InvalidDivision,
		/// The date of founding lies in the future.
		InvalidDate,
		/// An amount over 10^15 minor units.
		LimitExceeded,
		/// A call must hold at least one enterprise.
		EmptyBatch,
		/// Nobody was offered control. Offer it first.
		NoOffer,
		/// This account controls the enterprise already. Name another, or there is nothing to do.
		AlreadyController,
		/// The enterprise has that status already.
		StatusUnchanged,
		/// The enterprise is deregistered. That is final.
		AlreadyDeregistered,
		/// The enterprise has a successor already. That is final.
		AlreadySucceeded,
		/// An enterprise cannot succeed itself, nor can one succeed that has merged into another. Name the last one.
		InvalidSuccessor,
		/// Nobody controls the enterprise, so there is no key to replace. Offer control instead.
		NobodyInControl,
		/// A recovery is under way. Wait until it is accepted, withdrawn, or too old to be taken up.
		AlreadyRecovering,
		/// No recovery is under way.
		NoRecovery,
		/// The sitting controller vetoed a recovery lately. Wait until the veto is over, or go to a court; if guardians began
		/// it, to the registrar.
		Vetoed,
		/// A court ordered this recovery. Only the court can end it.
		OrderedByCourt,
		/// The recovery's time for a veto is not over. Accept control when it is.
		NotDue,
		/// The enterprise is frozen: nothing that binds it can be signed. Whoever froze it ends that; a registrar's freeze, and
		/// guardians', ends by itself.
		Frozen,
		/// The same side has frozen the enterprise already.
		AlreadyFrozen,
		/// This side has not frozen the enterprise, so there is nothing to end.
		NotFrozen,
		/// This side's last freeze ended lately. Another is possible when as many days have passed as it held.
		FrozenTooOften,
		/// A mandate names at least one duty, each duty and currency once, amounts from 1 to 10^15, and a last day in the future.
		InvalidMandate,
		/// Sixteen officers have mandates. Revoke one first.
		TooManyMandates,
		/// This account has no mandate for this enterprise.
		NoMandate,
		/// The officer's mandate does not cover this: another duty, another currency, or too much. Let another sign, or the
		/// controller widen it.
		BeyondMandate,
		/// Guardians are at most five accounts, each once and not the controller, and one to all of them act together. To have
		/// none, name none and a threshold of 0.
		InvalidGuardians,
		/// These are the guardians already, or none wait to take their place. Nothing is to be done.
		GuardiansUnchanged,
		/// The guardians refused others lately. Wait as many days as a recovery takes, or have the registrar replace the key:
		/// that ends guardianship.
		GuardiansKept,
		/// This guardian agreed to the same already. Let others agree.
		AlreadySaid,
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
