//! What the pallet tells. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An agency was registered.
		AgencyRegistered {
			/// Number of the agency.
			agency: AgencyId,
			/// What was entered.
			spec: AgencySpec<T::AccountId>,
		},
		/// It makes no new attestations until it is reinstated; its old ones are flagged.
		AgencySuspended {
			/// Number of the agency.
			agency: AgencyId,
		},
		/// A suspended agency makes attestations again.
		AgencyReinstated {
			/// Number of the agency.
			agency: AgencyId,
		},
		/// Another key signs for it from now on.
		AgencyRekeyed {
			/// Number of the agency.
			agency: AgencyId,
			/// The account that signed for it before.
			from: T::AccountId,
			/// The account that signs for it from now on.
			to: T::AccountId,
		},
		/// An indicator was defined.
		IndicatorDefined {
			/// Number of the indicator.
			indicator: IndicatorId,
			/// What was entered.
			spec: IndicatorSpec,
		},
		/// Nothing is attested by it any more, and what was counts as missing.
		IndicatorRetired {
			/// Number of the indicator.
			indicator: IndicatorId,
		},
		/// An agency made an attestation.
		Attested {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the indicator.
			indicator: IndicatorId,
			/// Which attestation about the enterprise and the indicator it is, numbered from 1.
			revision: Revision,
			/// What the attestation says.
			value: Value,
			/// Last day of the period that the value is about. Days since 1970-01-01.
			period_end: lingnan_support::Date,
			/// First second at which it no longer counts. Unix time in seconds.
			expires: Timestamp,
			/// Hash of the evidence, which stays off the chain.
			evidence: H256,
		},
		/// An agency took an attestation back.
		Revoked {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the indicator.
			indicator: IndicatorId,
			/// Which attestation about the enterprise and the indicator it is, numbered from 1.
			revision: Revision,
			/// Why it was taken back.
			reason: RevocationReason,
		},
		/// The enterprise disputes an attestation: it counts as missing until the agency answers.
		Disputed {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the indicator.
			indicator: IndicatorId,
			/// Which attestation about the enterprise and the indicator it is, numbered from 1.
			revision: Revision,
			/// Hash of the reasons, which stay off the chain.
			reason: H256,
			/// Last second in which the agency can answer. Unix time in seconds.
			deadline: Timestamp,
		},
		/// The agency stands by a disputed attestation: it counts again.
		Upheld {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the indicator.
			indicator: IndicatorId,
			/// Which attestation about the enterprise and the indicator it is, numbered from 1.
			revision: Revision,
			/// Hash of the agency's reasons, which stay off the chain.
			reason: H256,
		},
		/// The agency corrected an attestation. `revision` is the new one.
		Corrected {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the indicator.
			indicator: IndicatorId,
			/// Which attestation about the enterprise and the indicator it is, numbered from 1.
			revision: Revision,
			/// What the attestation says.
			value: Value,
			/// Hash of the evidence, which stays off the chain.
			evidence: H256,
		},
		/// An agency anchored a period's whole dataset. Attestations from the dataset that it supersedes count as
		/// missing.
		DatasetAnchored {
			/// Number of the dataset.
			dataset: DatasetId,
			/// Number of the indicator.
			indicator: IndicatorId,
			/// Last day of the period that its values are about. Days since 1970-01-01.
			period_end: Date,
			/// Root of the tree over its leaves.
			root: H256,
			/// How many leaves it has.
			count: u32,
			/// Number of the earlier dataset that it replaces.
			supersedes: Option<DatasetId>,
		},
		/// An agency took a dataset back: every attestation from it counts as missing.
		DatasetRevoked {
			/// Number of the dataset.
			dataset: DatasetId,
			/// Number of the indicator.
			indicator: IndicatorId,
			/// Last day of the period that its values are about. Days since 1970-01-01.
			period_end: Date,
			/// Why it was taken back.
			reason: RevocationReason,
		},
		/// The attestation just attested is a leaf of a dataset. `institution`: who brought it, if not the enterprise.
		Materialised {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the indicator.
			indicator: IndicatorId,
			/// Which attestation about the enterprise and the indicator it is, numbered from 1.
			revision: Revision,
			/// Number of the dataset.
			dataset: DatasetId,
			/// Number of the leaf in the dataset, from 0.
			place: u32,
			/// Number of the institution that brought it. None: the enterprise.
			institution: Option<InstitutionId>,
		},
		/// The enterprise proved that each of these sealed attestations holds a single 1: in one bin, and 0 in all others.
		FormShown {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Which ones, at which revision.
			attestations: BoundedVec<ProvedAttestation, ConstU32<MAX_FORM>>,
		},
	}
}
