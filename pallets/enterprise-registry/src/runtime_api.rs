use crate::types::EnterpriseView;
use alloc::vec::Vec;
use codec::Codec;
use lingnan_support::RegistrationNumber;

sp_api::decl_runtime_apis! {
	/// What anybody can ask of the register.
	pub trait EnterpriseRegistryApi<AccountId: Codec> {
		/// An enterprise as the register knows it.
		fn enterprise(number: RegistrationNumber) -> Option<EnterpriseView<AccountId>>;
		/// What an account controls, in the order of the numbers.
		fn enterprises_of(account: AccountId) -> Vec<RegistrationNumber>;
	}
}
