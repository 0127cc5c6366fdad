use crate::types::{GuaranteeView, GuarantorView, PoolAccountView};
use alloc::vec::Vec;
use codec::Codec;
use lingnan_support::{GuaranteeId, GuarantorId, LoanId, Page, Paging};

sp_api::decl_runtime_apis! {
	/// What can be asked about guarantees.
	pub trait GuaranteesApi<AccountId> where AccountId: Codec {
		/// The guarantors, by number, at most 1,000 at once.
		fn guarantors(page: Paging) -> Page<GuarantorView<AccountId>>;
		/// One guarantee.
		fn guarantee(guarantee: GuaranteeId) -> Option<GuaranteeView>;
		/// The guarantees of a loan, or of the application that it will come from, at most 4.
		fn guarantees_of(loan: LoanId) -> Vec<GuaranteeView>;
		/// The guarantees of which a guarantor has a part, at most 100 at once.
		fn guarantees_by(guarantor: GuarantorId, page: Paging) -> Page<GuaranteeView>;
		/// What each institution used of a guarantor, at most 1,000 at once.
		fn pool_accounts(guarantor: GuarantorId, page: Paging) -> Page<PoolAccountView>;
	}
}
