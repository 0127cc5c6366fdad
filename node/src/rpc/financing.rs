use super::{params::Enterprise, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::{
	core::{async_trait, SubscriptionResult},
	proc_macros::rpc,
	PendingSubscriptionSink,
};
use lingnan_runtime::AccountId;
use lingnan_support::{ApplicationId, InstitutionId, LoanId};
use pallet_financing::{
	runtime_api::FinancingApi, ApplicationView, ExposureView, FundView, InstitutionView, LoanView, Match, ProductView,
	RequestSpec, StatementLine,
};
use sc_client_api::BlockchainEvents;
use sp_api::{ApiRef, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;

type Api = dyn FinancingApi<Block, AccountId>;

#[rpc(server)]
pub trait FinancingRpc {
	/// All products against a request: the eligible ones first, each refused one with its reasons.
	#[method(name = "financing_match")]
	async fn match_products(
		&self,
		enterprise: Enterprise,
		request: RequestSpec,
		at: Option<Hash>,
	) -> Result<Vec<Match>, Error>;

	/// A loan with its schedule and what is due, or null.
	#[method(name = "financing_loan", blocking)]
	fn loan(&self, loan: LoanId, at: Option<Hash>) -> Result<Option<LoanView>, Error>;

	/// A loan's statement of account, in the order in which its entries count, or null.
	#[method(name = "financing_statement")]
	async fn statement(&self, loan: LoanId, at: Option<Hash>) -> Result<Option<Vec<StatementLine>>, Error>;

	/// An application, or null.
	#[method(name = "financing_application", blocking)]
	fn application(&self, application: ApplicationId, at: Option<Hash>) -> Result<Option<ApplicationView>, Error>;

	/// An enterprise's applications.
	#[method(name = "financing_applicationsOf")]
	async fn applications_of(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<ApplicationView>, Error>;

	/// An enterprise's loans.
	#[method(name = "financing_loansOf")]
	async fn loans_of(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<LoanView>, Error>;

	/// What an enterprise owes.
	#[method(name = "financing_exposure", blocking)]
	fn exposure(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<ExposureView>, Error>;

	/// The public compensation funds.
	#[method(name = "financing_funds", blocking)]
	fn funds(&self, at: Option<Hash>) -> Result<Vec<FundView>, Error>;

	/// All products, by number.
	#[method(name = "financing_products")]
	async fn products(&self, at: Option<Hash>) -> Result<Vec<ProductView>, Error>;

	/// All institutions, by number.
	#[method(name = "financing_institutions")]
	async fn institutions(&self, at: Option<Hash>) -> Result<Vec<InstitutionView<AccountId>>, Error>;

	/// The open applications of an institution.
	#[method(name = "financing_inbox")]
	async fn inbox(&self, institution: InstitutionId, at: Option<Hash>) -> Result<Vec<ApplicationView>, Error>;

	/// An institution's inbox: at once what is open, then with every best block what changed.
	#[subscription(
		name = "financing_subscribeApplications" => "financing_applications",
		unsubscribe = "financing_unsubscribeApplications",
		item = super::inbox::InboxUpdate
	)]
	async fn subscribe_applications(&self, institution: InstitutionId) -> SubscriptionResult;
}

#[async_trait]
impl<C> FinancingRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: FinancingApi<Block, AccountId>>
		+ HeaderBackend<Block>
		+ BlockchainEvents<Block>
		+ 'static,
{
	async fn match_products(
		&self,
		enterprise: Enterprise,
		request: RequestSpec,
		at: Option<Hash>,
	) -> Result<Vec<Match>, Error> {
		let question = move |api: ApiRef<C::Api>, at| api.match_products(at, enterprise.0, request);
		self.ask_in_turn::<Api, _>(at, question).await?.map_err(Error::not_matched)
	}

	fn loan(&self, loan: LoanId, at: Option<Hash>) -> Result<Option<LoanView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.loan(at, loan))
	}

	async fn statement(&self, loan: LoanId, at: Option<Hash>) -> Result<Option<Vec<StatementLine>>, Error> {
		self.ask_in_turn::<Api, _>(at, move |api, at| api.statement(at, loan)).await
	}

	fn application(&self, application: ApplicationId, at: Option<Hash>) -> Result<Option<ApplicationView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.application(at, application))
	}

	async fn applications_of(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<ApplicationView>, Error> {
		self.ask_in_turn::<Api, _>(at, move |api, at| api.applications_of(at, enterprise.0)).await
	}

	async fn loans_of(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<LoanView>, Error> {
		self.ask_in_turn::<Api, _>(at, move |api, at| api.loans_of(at, enterprise.0)).await
	}

	fn exposure(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<ExposureView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.exposure(at, enterprise.0))
	}

	fn funds(&self, at: Option<Hash>) -> Result<Vec<FundView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.funds(at))
	}

	async fn products(&self, at: Option<Hash>) -> Result<Vec<ProductView>, Error> {
		self.ask_in_turn::<Api, _>(at, move |api, at| api.products(at)).await
	}

	async fn institutions(&self, at: Option<Hash>) -> Result<Vec<InstitutionView<AccountId>>, Error> {
		self.ask_in_turn::<Api, _>(at, move |api, at| api.institutions(at)).await
	}

	async fn inbox(&self, institution: InstitutionId, at: Option<Hash>) -> Result<Vec<ApplicationView>, Error> {
		self.ask_in_turn::<Api, _>(at, move |api, at| api.inbox(at, institution)).await
	}

	async fn subscribe_applications(
		&self,
		pending: PendingSubscriptionSink,
		institution: InstitutionId,
	) -> SubscriptionResult {
		// Whoever follows it already was told that it is there.
		if !self.inboxes.is_followed(institution) {
			let known = |all: &Vec<_>| usize::try_from(institution).is_ok_and(|place| place < all.len());
			let refusal = match self.institutions(None).await {
				Ok(all) if known(&all) => None,
				Ok(_) => Some(Error::UnknownInstitution(institution)),
				Err(error) => Some(error),
			};
			if let Some(error) = refusal {
				pending.reject(error).await;
				return Ok(());
			}
		}
		self.inboxes.follow(self, pending, institution).await
	}
}
