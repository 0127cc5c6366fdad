//! What the pallet tells. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
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
}
