use crate::types::{
	ApplicationView, ExposureView, FundView, InstitutionView, LoanView, Match, MatchRefusal, ProductView, RequestSpec,
	StatementLine,
};
use alloc::vec::Vec;
use codec::Codec;
use lingnan_support::{ApplicationId, InstitutionId, LoanId, RegistrationNumber};

sp_api::decl_runtime_apis! {
	/// What can be asked about lenders, products, applications and loans.
	pub trait FinancingApi<AccountId: Codec> {
		/// Every institution, by number.
		fn institutions() -> Vec<InstitutionView<AccountId>>;
		/// Every open product, by number.
		fn products() -> Vec<ProductView>;
		/// Every open product against a request, in the published order, each refused one with all its reasons.
		fn match_products(enterprise: RegistrationNumber, request: RequestSpec) -> Result<Vec<Match>, MatchRefusal>;
		/// An application, with the hash of the terms offered.
		fn application(id: ApplicationId) -> Option<ApplicationView>;
		/// Every application of an enterprise, by number.
		fn applications_of(enterprise: RegistrationNumber) -> Vec<ApplicationView>;
		/// The open applications of an institution, by number.
		fn inbox(institution: InstitutionId) -> Vec<ApplicationView>;
		/// A loan, with its schedule, what is due today and what closes it.
		fn loan(id: LoanId) -> Option<LoanView>;
		/// A loan's statement of account, in the order in which its entries count.
		fn statement(id: LoanId) -> Option<Vec<StatementLine>>;
		/// Every loan of an enterprise, by number.
		fn loans_of(enterprise: RegistrationNumber) -> Vec<LoanView>;
		/// The public compensation funds, by currency.
		fn funds() -> Vec<FundView>;
		/// What an enterprise owes and was promised, by currency.
		fn exposure(enterprise: RegistrationNumber) -> Vec<ExposureView>;
	}
}
