//! Calls about what secures loans.

use lingnan_types::{
	lien::{LienSpec, OutsideRegistration, Realisation},
	receivable::{CreditNoteSpec, DocumentSpec, DocumentTokens, ReceivableSpec},
	right::{Encumbrance, Owners, RightSpec, RightUpdate},
	Amount, AssetId, Currency, Date, InstitutionId, LienId, RegistrationNumber, Text,
};
use subxt::utils::{AccountId32, H256};

super::calls! { "Collateral":
	/// Licenses an appraiser (governance).
	LicenseAppraiser = license_appraiser { appraiser: AccountId32, name: Text<128> }
	/// Withdraws an appraiser's licence (governance).
	WithdrawLicence = withdraw_licence { appraiser: AccountId32 }
	/// Registers an intellectual property right (IP office).
	RegisterRight = register_right { right: RightSpec }
	/// Changes a right's status and terms (IP office).
	UpdateRight = update_right { asset: AssetId, update: RightUpdate }
	/// Gives a right other owners (IP office).
	TransferRight = transfer_right { asset: AssetId, owners: Owners }
	/// Records or lifts a dispute or a preservation (court, IP office).
	SetEncumbrance = set_encumbrance { asset: AssetId, encumbrance: Encumbrance }
	/// Agrees, as a co-owner, that the asset may be pledged, or takes it back (enterprise).
	AgreeToPledge = agree_to_pledge { asset: AssetId, owner: RegistrationNumber, agreed: bool }
	/// Acknowledges that invalidation is pending (institution).
	AcknowledgeInvalidation = acknowledge_invalidation { asset: AssetId }
	/// Registers a trade receivable or an export declaration (enterprise).
	RegisterReceivable = register_receivable { receivable: ReceivableSpec }
	/// Confirms that a receivable is the document that the agency knows (customs).
	ConfirmReceivable = confirm_receivable { asset: AssetId, tokens: DocumentTokens }
	/// Cancels a receivable that secures nothing (enterprise).
	CancelReceivable = cancel_receivable { asset: AssetId }
	/// Appraises a right (licensed appraiser).
	Appraise = appraise {
		asset: AssetId, currency: Currency, value: Amount, valued_on: Date, report: H256,
	}
	/// Pledges an asset (owner).
	Pledge = pledge { asset: AssetId, pledgor: RegistrationNumber, lien: LienSpec }
	/// Gives the security back (institution).
	Release = release { lien: LienId }
	/// Carries out what was proposed (institution).
	Enforce = enforce { lien: LienId }
	/// Lets a lien run longer (institution).
	ContinueLien = continue_lien { lien: LienId, until: Date }
	/// Steps behind the next lien (institution of the first).
	Subordinate = subordinate { lien: LienId, below: LienId }
	/// Removes a lien whose time has run out (anybody).
	Lapse = lapse { lien: LienId }
	/// Proposes how to realise an asset after a default (institution).
	ProposeEnforcement = propose_enforcement { lien: LienId, realisation: Realisation }
	/// Agrees to exactly this proposal (owner).
	AgreeToEnforcement = agree_to_enforcement {
		lien: LienId, owner: RegistrationNumber, realisation: Realisation,
	}
	/// Objects to what was proposed (owner). The reason is a fingerprint.
	ObjectToEnforcement = object_to_enforcement { lien: LienId, owner: RegistrationNumber, reason: H256 }
	/// Decides on an objection (court). The reason is a fingerprint.
	DecideObjection = decide_objection { lien: LienId, upheld: bool, reason: H256 }
	/// Says what a junior lien secures (institution of the junior).
	StateClaim = state_claim { lien: LienId, amount: Amount }
	/// Says to whom a document belongs (customs). `formerly`: its exact token under an earlier version of the key.
	AttestDocument = attest_document { document: DocumentSpec, formerly: Option<H256> }
	/// Takes back what was said of a document (customs).
	WithdrawAttestation = withdraw_attestation { exact_token: H256 }
	/// Makes tokens with a key from now on, by its public half (customs).
	OpenTokenVersion = open_token_version { key: H256 }
	/// Takes tokens under a version of the key no longer (customs).
	RetireTokenVersion = retire_token_version { version: u16 }
	/// Confirms what an obligor owes (obligor; for one that is not on the chain an agency).
	ConfirmDebt = confirm_debt { asset: AssetId, amount: Amount }
	/// States that so much of a receivable is owed no more (creditor, obligor, agency).
	NoteCredit = note_credit { asset: AssetId, note: CreditNoteSpec }
	/// Takes a credit note back (who stated it).
	WithdrawCreditNote = withdraw_credit_note { asset: AssetId, number: Text<64> }
	/// Says where the obligor pays (institution). The reference is a fingerprint.
	SetCollectionAccount = set_collection_account { asset: AssetId, reference: H256 }
	/// Says where and since when a lien is registered outside the chain (institution, IP office).
	RegisterOutside = register_outside { lien: LienId, registration: OutsideRegistration }
	/// Lets another institution lend on the rest of a receivable, or no longer (institution).
	AdmitLender = admit_lender { lien: LienId, institution: InstitutionId, admitted: bool }
	/// Lends on a lien though others rank before it (institution).
	AcceptRank = accept_rank { lien: LienId }
}
