//! Calls of agencies, and about what they state.

use lingnan_types::{
	agency::AgencySpec,
	attestation::{AttestationSpec, ProvedAttestation, RevocationReason, Value},
	indicator::IndicatorSpec,
	AgencyId, DatasetId, Date, IndicatorId, Purpose, RegistrationNumber,
};
use subxt::utils::{AccountId32, H256};

super::calls! { "Attestations":
	/// Registers an agency (governance).
	RegisterAgency = register_agency { agency: AgencySpec<AccountId32> }
	/// Suspends an agency (governance).
	SuspendAgency = suspend_agency { agency: AgencyId }
	/// Ends an agency's suspension (governance).
	ReinstateAgency = reinstate_agency { agency: AgencyId }
	/// Gives an agency another key (governance).
	RekeyAgency = rekey_agency { agency: AgencyId, key: AccountId32 }
	/// Defines an indicator (governance).
	DefineIndicator = define_indicator { indicator: IndicatorSpec }
	/// Retires an indicator (governance).
	RetireIndicator = retire_indicator { indicator: IndicatorId }
	/// Attests one value of an enterprise (owner agency).
	Attest = attest { attestation: AttestationSpec }
	/// Attests several values, all or none (owner agency).
	AttestMany = attest_many { attestations: Vec<AttestationSpec> }
	/// Takes a value back (owner agency).
	Revoke = revoke {
		enterprise: RegistrationNumber, indicator: IndicatorId, reason: RevocationReason,
	}
	/// Says that a value is wrong (enterprise). The reason is a fingerprint.
	Dispute = dispute { enterprise: RegistrationNumber, indicator: IndicatorId, reason: H256 }
	/// Says that a disputed value is right (owner agency). The reason is a fingerprint.
	Uphold = uphold { enterprise: RegistrationNumber, indicator: IndicatorId, reason: H256 }
	/// Puts another value in the place of a disputed one (owner agency).
	Correct = correct {
		enterprise: RegistrationNumber, indicator: IndicatorId, value: Value, evidence: H256,
	}
	/// Anchors a whole dataset by its root (owner agency).
	AnchorDataset = anchor_dataset { indicator: IndicatorId, period_end: Date, root: H256, count: u32 }
	/// Takes a dataset back with all that came from it (owner agency).
	RevokeDataset = revoke_dataset { dataset: DatasetId, reason: RevocationReason }
	/// Brings one value of an anchored dataset onto the chain, with its proof (enterprise, or an institution with consent).
	Materialise<Leaf, Path> = materialise {
		leaf: Leaf, place: u32, path: Path, purpose: Option<Purpose>,
	}
	/// Shows that sealed values hold a single 1 each (enterprise).
	ProveForm = prove_form {
		enterprise: RegistrationNumber, attestations: Vec<ProvedAttestation>, proof: Vec<u8>,
	}
}
