use codec::Codec;

pub use lingnan_types::allowance::AllowanceView;

sp_api::decl_runtime_apis! {
	/// What anybody can ask about allowances.
	pub trait AllowancesApi<AccountId: Codec> {
		/// What an account may use of the chain without coins.
		fn allowance(account: AccountId) -> AllowanceView<AccountId>;
	}
}
