//! Calls about what banks think of their loans.

use lingnan_types::{ClassRule, Jurisdiction, LoanClass, LoanId};
use subxt::utils::H256;

super::calls! { "Classification":
	/// Judges a loan (institution).
	Classify = classify { loan: LoanId, class: LoanClass, non_accrual: bool, isolated: bool, reason: H256 }
	/// Enters what a place demands (governance).
	SetRule = set_rule { place: Jurisdiction, rule: ClassRule }
}
