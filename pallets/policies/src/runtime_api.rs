use crate::types::PolicyView;
use lingnan_support::{InstitutionId, Page, Paging, PolicyId, ProductId};

sp_api::decl_runtime_apis! {
	/// What can be asked about policies.
	pub trait PoliciesApi {
		/// A version of a policy.
		fn policy(id: PolicyId) -> Option<PolicyView>;
		/// The version that decides on applications for a product.
		fn policy_of(product: ProductId) -> Option<PolicyView>;
		/// What an institution published, every version.
		fn policies_by(institution: InstitutionId, page: Paging) -> Page<PolicyView>;
	}
}
