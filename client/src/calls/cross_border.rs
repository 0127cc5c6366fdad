//! Calls about what passes between the three chains.

use lingnan_types::{BasisPoints, Corridor, DataClass, IndicatorId, RegistrationNumber, ScorecardId};
use subxt::utils::H256;

super::calls! { "CrossBorder":
	/// Sends an enterprise's grade to the other end (institution).
	SendPassport = send_passport { corridor: Corridor, enterprise: RegistrationNumber }
	/// Takes a passport back (enterprise, or the institution that sent it).
	RevokePassport = revoke_passport { corridor: Corridor, enterprise: RegistrationNumber }
	/// Lets the other end check the document behind an attestation (institution).
	SendVoucher = send_voucher { corridor: Corridor, enterprise: RegistrationNumber, indicator: IndicatorId }
	/// Has a document compared with what the agency attested (institution of the other end).
	CheckVoucher = check_voucher { corridor: Corridor, voucher: u64, fingerprint: H256 }
	/// Has a document held everywhere, before it is financed (institution).
	ClaimDocument = claim_document { document: H256 }
	/// Sends what waits for a lane (anybody).
	SendWaiting = send_waiting { corridor: Corridor, limit: u32 }
	/// Lets a class of data cross (governance).
	OpenClass = open_class { corridor: Corridor, class: DataClass }
	/// Lets a class of data not cross for some time (a third of the agencies).
	CloseClass = close_class { corridor: Corridor, class: DataClass }
	/// Stops a corridor for some time (a third of the agencies).
	Halt = halt { corridor: Corridor }
	/// Lets a corridor go on (governance).
	Resume = resume { corridor: Corridor }
	/// Recognises a scorecard of the other end, with its default probabilities, or ends it (governance).
	RecogniseScorecard = recognise_scorecard {
		corridor: Corridor, scorecard: ScorecardId, probabilities: Option<Probabilities>,
	}
}

/// Default probabilities of the nine grades, AAA first, in basis points.
pub type Probabilities = [BasisPoints; 9];
