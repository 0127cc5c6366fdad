//! Calls about who an enterprise is, who controls it and who acts for it.

use lingnan_types::{
	enterprise::{AmendmentSpec, RegistrationSpec},
	guardian::{GuardianAct, Guardians},
	mandate::MandateSpec,
	EnterpriseStatus, RegistrationNumber,
};
use subxt::utils::{AccountId32, H256};

super::calls! { "EnterpriseRegistry":
	/// Enters an enterprise (registrar).
	Register = register { registration: RegistrationSpec }
	/// Enters several enterprises, all or none (registrar).
	RegisterMany = register_many { registrations: Vec<RegistrationSpec> }
	/// Offers control to an account (registrar, later the controller).
	OfferControl = offer_control { enterprise: RegistrationNumber, to: AccountId32 }
	/// Accepts control (the account it was offered to).
	AcceptControl = accept_control { enterprise: RegistrationNumber }
	/// Takes an offer of control back.
	WithdrawControlOffer = withdraw_control_offer { enterprise: RegistrationNumber }
	/// Says what the register says of its standing (registrar).
	ChangeStatus = change_status { enterprise: RegistrationNumber, status: EnterpriseStatus }
	/// Records into which enterprise it merged (registrar).
	RecordSuccession = record_succession { enterprise: RegistrationNumber, successor: RegistrationNumber }
	/// Corrects a record (registrar).
	Amend = amend { enterprise: RegistrationNumber, amendment: AmendmentSpec }
	/// Begins to replace a lost or stolen key (registrar or court). The evidence is a fingerprint.
	StartRecovery = start_recovery { enterprise: RegistrationNumber, to: AccountId32, evidence: H256 }
	/// Refuses that the key is replaced (controller).
	VetoRecovery = veto_recovery { enterprise: RegistrationNumber }
	/// Ends a recovery (the agency that began it).
	WithdrawRecovery = withdraw_recovery { enterprise: RegistrationNumber }
	/// Stops the enterprise from binding itself (controller or registrar).
	Freeze = freeze { enterprise: RegistrationNumber }
	/// Ends one's own freeze.
	Unfreeze = unfreeze { enterprise: RegistrationNumber }
	/// Lets an officer sign for the enterprise (controller).
	SetMandate = set_mandate { enterprise: RegistrationNumber, officer: AccountId32, mandate: MandateSpec }
	/// Ends an officer's mandate (controller or officer).
	RevokeMandate = revoke_mandate { enterprise: RegistrationNumber, officer: AccountId32 }
	/// Names those who stand by when the key is lost (controller).
	NameGuardians = name_guardians { enterprise: RegistrationNumber, guardians: Guardians<AccountId32> }
	/// Gives a guardian's word (guardian).
	ActAsGuardian = act_as_guardian { enterprise: RegistrationNumber, act: GuardianAct<AccountId32> }
}
