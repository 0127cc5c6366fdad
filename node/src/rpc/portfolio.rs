use super::{Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::{core::async_trait, proc_macros::rpc, Extensions};
use lingnan_runtime::AccountId;
use lingnan_support::{InstitutionId, Page, Paging};
use pallet_financing::{
	runtime_api::{FinancingApi, PortfolioApi},
	ApplicationView, LoanLine, OverrideView,
};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

type Api = dyn PortfolioApi<Block>;

#[rpc(server)]
pub trait PortfolioRpc {
	/// The loans of an institution that are not repaid, from the statement of their payment on.
	#[method(name = "financing_loansBy", with_extensions)]
	async fn loans_by(
		&self,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<LoanLine>, Error>;

	/// The loans of an institution that were repaid to the last unit.
	#[method(name = "financing_repaidLoansBy", with_extensions)]
	async fn repaid_loans_by(
		&self,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<LoanLine>, Error>;

	/// The applications to an institution that are open no more.
	#[method(name = "financing_closedApplications", with_extensions)]
	async fn closed_applications(
		&self,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ApplicationView>, Error>;

	/// The applications of which it was recorded that an institution did not decide them in time.
	#[method(name = "financing_missedDeadlines", with_extensions)]
	async fn missed_deadlines(
		&self,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ApplicationView>, Error>;

	/// The decisions of an institution that were otherwise than the rules that it had stated.
	#[method(name = "financing_overrides", with_extensions)]
	async fn overrides(
		&self,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<OverrideView>, Error>;
}

#[async_trait]
impl<C> PortfolioRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: PortfolioApi<Block> + FinancingApi<Block, AccountId>>
		+ HeaderBackend<Block>
		+ 'static,
{
	async fn loans_by(
		&self,
		asker: &Extensions,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<LoanLine>, Error> {
		let page = page.unwrap_or_default();
		let question = move |api: &C::Api, at| api.loans_by(at, institution, page);
		self.ask_of_institution::<Api, _>(asker, at, institution, question).await
	}

	async fn repaid_loans_by(
		&self,
		asker: &Extensions,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<LoanLine>, Error> {
		let page = page.unwrap_or_default();
		let question = move |api: &C::Api, at| api.repaid_loans_by(at, institution, page);
		self.ask_of_institution::<Api, _>(asker, at, institution, question).await
	}

	async fn closed_applications(
		&self,
		asker: &Extensions,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ApplicationView>, Error> {
		let page = page.unwrap_or_default();
		let question = move |api: &C::Api, at| api.closed_applications(at, institution, page);
		self.ask_of_institution::<Api, _>(asker, at, institution, question).await
	}

	async fn missed_deadlines(
		&self,
		asker: &Extensions,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ApplicationView>, Error> {
		let page = page.unwrap_or_default();
		let question = move |api: &C::Api, at| api.missed_deadlines(at, institution, page);
		self.ask_of_institution::<Api, _>(asker, at, institution, question).await
	}

	async fn overrides(
		&self,
		asker: &Extensions,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<OverrideView>, Error> {
		let page = page.unwrap_or_default();
		let question = move |api: &C::Api, at| api.overrides(at, institution, page);
		self.ask_of_institution::<Api, _>(asker, at, institution, question).await
	}
}
