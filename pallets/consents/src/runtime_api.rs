use crate::types::{ConsentView, ReceiptView};
use lingnan_support::{ConsentId, InstitutionId, Page, Paging, RegistrationNumber};

sp_api::decl_runtime_apis! {
	/// What anybody can ask about consents.
	#[api_version(4)]
	pub trait ConsentsApi {
		/// The consents that an enterprise gave.
		fn consents_of(enterprise: RegistrationNumber, page: Paging) -> Page<ConsentView>;
		/// The consents that an institution was given.
		fn consents_to(institution: InstitutionId, page: Paging) -> Page<ConsentView>;
		/// The consents under which an institution learnt something and has not stated its deletion, due or not.
		fn deletions_owed(institution: InstitutionId, page: Paging) -> Page<ConsentView>;
		/// The consents of an institution whose data should have been deleted, without its statement. A page may hold few of
		/// them, even none, and yet not be the last.
		fn overdue_deletions(institution: InstitutionId, page: Paging) -> Page<ConsentId>;
		/// Each use of a consent, first to last.
		fn receipts(consent: ConsentId, page: Paging) -> Page<ReceiptView>;
	}
}
