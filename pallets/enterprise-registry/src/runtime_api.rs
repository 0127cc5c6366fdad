use crate::types::{EnterpriseLine, EnterpriseView};
use codec::Codec;
use lingnan_support::{Page, Paging, RegistrationNumber};

sp_api::decl_runtime_apis! {
	/// What anybody can ask of the register.
	#[api_version(3)]
	pub trait EnterpriseRegistryApi<AccountId: Codec> {
		/// An enterprise as the register knows it.
		fn enterprise(number: RegistrationNumber) -> Option<EnterpriseView<AccountId>>;
		/// Every enterprise of the register, in no order that means something. Whoever looks for a name walks its pages.
		fn enterprises(page: Paging) -> Page<EnterpriseLine>;
		/// What an account controls.
		fn enterprises_of(account: AccountId, page: Paging) -> Page<RegistrationNumber>;
	}
}
