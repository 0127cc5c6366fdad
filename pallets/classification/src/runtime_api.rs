use crate::{ClassRuleView, ClassificationView};
use alloc::vec::Vec;
use lingnan_support::LoanId;

sp_api::decl_runtime_apis! {
	/// What can be asked about the classes of loans.
	pub trait ClassificationApi {
		/// The class of a loan today, with what it rests on. None: no loan of this number has begun, or it is repaid.
		fn classification(loan: LoanId) -> Option<ClassificationView>;
		/// What each place demands now.
		fn class_rules() -> Vec<ClassRuleView>;
	}
}
