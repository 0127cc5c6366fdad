use crate::types::{ConsentView, ReceiptView};
use alloc::vec::Vec;
use lingnan_support::{ConsentId, InstitutionId, RegistrationNumber};

sp_api::decl_runtime_apis! {
	/// What anybody can ask about consents.
	pub trait ConsentsApi {
		/// The consents that an enterprise gave, the 1,000 oldest, oldest first.
		fn consents_of(enterprise: RegistrationNumber) -> Vec<ConsentView>;
		/// The consents of an institution whose data should have been deleted, without its statement: the 1,000 oldest.
		fn overdue_deletions(institution: InstitutionId) -> Vec<ConsentId>;
		/// Each use of a consent, first to last.
		fn receipts(consent: ConsentId) -> Vec<ReceiptView>;
	}
}
