use crate::{
	portfolio::LoanLine,
	types::{
		ApplicationView, ExposureView, FundView, HeadroomView, InstitutionView, LoanView, OverrideView, OwnRoom,
		ProductView, Quote, StatementLine,
	},
};
use alloc::vec::Vec;
use codec::Codec;
use lingnan_support::{
	conditions::Conditions, ApplicationId, Date, InstitutionId, LoanId, Page, Paging, ProductId, RegistrationNumber,
};

sp_api::decl_runtime_apis! {
	/// What can be asked about lenders, products, applications and loans.
	#[api_version(4)]
	pub trait FinancingApi<AccountId: Codec> {
		/// The institutions, by number.
		fn institutions(page: Paging) -> Page<InstitutionView<AccountId>>;
		/// The open products.
		fn products(page: Paging) -> Page<ProductView>;
		/// An application, with the hash of the terms offered.
		fn application(id: ApplicationId) -> Option<ApplicationView>;
		/// The applications of an enterprise.
		fn applications_of(enterprise: RegistrationNumber, page: Paging) -> Page<ApplicationView>;
		/// The open applications of an institution.
		fn inbox(institution: InstitutionId, page: Paging) -> Page<ApplicationView>;
		/// A loan, with its schedule, what is due today and what closes it.
		fn loan(id: LoanId) -> Option<LoanView>;
		/// A loan's statement of account, in the order in which its entries count.
		fn statement(id: LoanId, page: Paging) -> Option<Page<StatementLine>>;
		/// What conditions would cost in all, and when they would be paid, if the money went on a day: an offer's schedule before
		/// it is a loan. None: the product cannot be lent on them.
		fn quote(product: ProductId, conditions: Conditions, drawn: Date) -> Option<Quote>;
		/// The loans of an enterprise.
		fn loans_of(enterprise: RegistrationNumber, page: Paging) -> Page<LoanView>;
		/// The public compensation funds, by currency.
		fn funds() -> Vec<FundView>;
		/// What an enterprise owes and was promised, by currency.
		fn exposure(enterprise: RegistrationNumber) -> Vec<ExposureView>;
		/// What more all together may lend to an enterprise, whatever it asks for: matching needs it where the request is.
		fn headroom(enterprise: RegistrationNumber) -> HeadroomView;
		/// What more each institution that limits itself would lend to an enterprise.
		fn own_headroom(enterprise: RegistrationNumber, page: Paging) -> Page<OwnRoom>;
	}

	/// What can be asked of the lists that are kept for each institution.
	#[api_version(2)]
	pub trait PortfolioApi {
		/// The loans of an institution that are not repaid, from the statement of their payment on.
		fn loans_by(institution: InstitutionId, page: Paging) -> Page<LoanLine>;
		/// The loans of an institution that were repaid to the last unit.
		fn repaid_loans_by(institution: InstitutionId, page: Paging) -> Page<LoanLine>;
		/// The applications to an institution that are open no more. `inbox` has those that are.
		fn closed_applications(institution: InstitutionId, page: Paging) -> Page<ApplicationView>;
		/// The applications of which it was recorded that an institution did not decide them in time. In its inbox there may be
		/// more, of which nobody recorded it.
		fn missed_deadlines(institution: InstitutionId, page: Paging) -> Page<ApplicationView>;
		/// The decisions of an institution that were otherwise than the rules that it had stated.
		fn overrides(institution: InstitutionId, page: Paging) -> Page<OverrideView>;
	}
}
