//! Calls about who stands behind loans.

use lingnan_types::{
	guarantee::{GuaranteeSpec, GuarantorSpec, PoolRules},
	Currency, GuaranteeId, GuarantorId, Timestamp,
};
use subxt::utils::{AccountId32, H256};

super::calls! { "Guarantees":
	/// Registers a guarantor (governance).
	Register = register { guarantor: GuarantorSpec<AccountId32> }
	/// Suspends a guarantor (governance).
	Suspend = suspend { guarantor: GuarantorId }
	/// Ends a guarantor's suspension (governance).
	Reinstate = reinstate { guarantor: GuarantorId }
	/// Gives a guarantor another key (governance).
	Rekey = rekey { guarantor: GuarantorId, key: AccountId32 }
	/// Proposes a guarantee (institution).
	Propose = propose { guarantee: GuaranteeSpec }
	/// Signs one's part (guarantor).
	Sign = sign { guarantee: GuaranteeId, terms: H256 }
	/// Refuses to guarantee (guarantor).
	Refuse = refuse { guarantee: GuaranteeId }
	/// Takes a guarantee back before its loan begins (institution).
	Withdraw = withdraw { guarantee: GuaranteeId }
	/// Calls a guarantee (institution).
	CallGuarantee = call { guarantee: GuaranteeId }
	/// States that one has paid (guarantor).
	StatePayment = state_payment { guarantee: GuaranteeId }
	/// Records what a guarantor paid (institution).
	RecordPayment = record_payment { guarantee: GuaranteeId, guarantor: GuarantorId }
	/// Records that one that stands behind has paid (guarantor).
	RecordReimbursement = record_reimbursement { guarantee: GuaranteeId, by: GuarantorId }
	/// Gives a guarantee back (institution).
	Release = release { guarantee: GuaranteeId }
	/// Agrees to an amendment of the loan, as it is proposed until then (guarantor).
	AgreeToAmendment = agree_to_amendment { guarantee: GuaranteeId, amendment: H256, valid_until: Timestamp }
	/// Says how far it stands behind loans in a currency (guarantor).
	SetPool = set_pool { currency: Currency, rules: Option<PoolRules> }
}
