//! Calls about who may look at an enterprise's data.

use lingnan_types::{consent::ConsentSpec, ConsentId, RegistrationNumber};
use subxt::utils::H256;

super::calls! { "Consents":
	/// Lets an institution use attestations about an enterprise (enterprise).
	Give = give { enterprise: RegistrationNumber, consent: ConsentSpec }
	/// Pauses a consent (enterprise).
	Pause = pause { consent: ConsentId }
	/// Resumes a paused consent (enterprise).
	Resume = resume { consent: ConsentId }
	/// Ends a consent for good (enterprise).
	Revoke = revoke { consent: ConsentId }
	/// States that the data were deleted (institution). The evidence is a fingerprint.
	StateDeletion = state_deletion { consent: ConsentId, evidence: H256 }
	/// Records what is to be opened to the consent's institution, by its hash, and burns a use (enterprise).
	RecordDisclosure = record_disclosure { consent: ConsentId, hash: H256 }
}
