use super::{params::Enterprise, Ask, Error};
use crate::{
	service::{Block, Hash},
	turns::Asker,
};
use jsonrpsee::{
	core::{async_trait, SubscriptionResult},
	proc_macros::rpc,
	Extensions, PendingSubscriptionSink,
};
use lingnan_runtime::AccountId;
use lingnan_support::{conditions::Conditions, ApplicationId, Date, InstitutionId, LoanId, Page, Paging, ProductId};
use pallet_financing::{
	runtime_api::FinancingApi, ApplicationView, ExposureView, FundView, HeadroomView, InstitutionView, LoanView,
	OwnRoom, ProductView, Quote, StatementLine,
};
use sc_client_api::BlockchainEvents;
use sp_api::{ApiError, ApiRef, ProvideRuntimeApi, RuntimeApiInfo};
use sp_blockchain::HeaderBackend;

type Api = dyn FinancingApi<Block, AccountId>;

#[rpc(server)]
pub trait FinancingRpc {
	/// A loan with its schedule and what is due, or null.
	#[method(name = "financing_loan", blocking)]
	fn loan(&self, loan: LoanId, at: Option<Hash>) -> Result<Option<LoanView>, Error>;

	/// A loan's statement of account, in the order in which its entries count, or null.
	#[method(name = "financing_statement", with_extensions)]
	async fn statement(
		&self,
		loan: LoanId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Option<Page<StatementLine>>, Error>;

	/// An application, or null.
	#[method(name = "financing_application", blocking)]
	fn application(&self, application: ApplicationId, at: Option<Hash>) -> Result<Option<ApplicationView>, Error>;

	/// An enterprise's applications.
	#[method(name = "financing_applicationsOf", with_extensions)]
	async fn applications_of(
		&self,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ApplicationView>, Error>;

	/// An enterprise's loans.
	#[method(name = "financing_loansOf", with_extensions)]
	async fn loans_of(
		&self,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<LoanView>, Error>;

	/// What an enterprise owes.
	#[method(name = "financing_exposure", blocking)]
	fn exposure(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<ExposureView>, Error>;

	/// What more all together may lend to an enterprise, whatever it asks for.
	#[method(name = "financing_headroom", blocking)]
	fn headroom(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<HeadroomView, Error>;

	/// What more each institution that limits itself would lend to an enterprise.
	#[method(name = "financing_ownHeadroom", with_extensions)]
	async fn own_headroom(
		&self,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<OwnRoom>, Error>;

	/// The schedule of a loan of a product by some conditions and what it would cost in all, if the money went that day; or null.
	#[method(name = "financing_quote", blocking)]
	fn quote(
		&self,
		product: ProductId,
		conditions: Conditions,
		drawn: Date,
		at: Option<Hash>,
	) -> Result<Option<Quote>, Error>;

	/// The public compensation funds.
	#[method(name = "financing_funds", blocking)]
	fn funds(&self, at: Option<Hash>) -> Result<Vec<FundView>, Error>;

	/// The open products.
	#[method(name = "financing_products", with_extensions)]
	async fn products(&self, at: Option<Hash>, page: Option<Paging>) -> Result<Page<ProductView>, Error>;

	/// The institutions, by number.
	#[method(name = "financing_institutions", with_extensions)]
	async fn institutions(
		&self,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<InstitutionView<AccountId>>, Error>;

	/// The open applications of an institution.
	#[method(name = "financing_inbox", with_extensions)]
	async fn inbox(
		&self,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ApplicationView>, Error>;

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
	fn loan(&self, loan: LoanId, at: Option<Hash>) -> Result<Option<LoanView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.loan(at, loan))
	}

	async fn statement(
		&self,
		asker: &Extensions,
		loan: LoanId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Option<Page<StatementLine>>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.statement(at, loan, page)).await
	}

	fn application(&self, application: ApplicationId, at: Option<Hash>) -> Result<Option<ApplicationView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.application(at, application))
	}

	async fn applications_of(
		&self,
		asker: &Extensions,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ApplicationView>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.applications_of(at, enterprise.0, page)).await
	}

	async fn loans_of(
		&self,
		asker: &Extensions,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<LoanView>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.loans_of(at, enterprise.0, page)).await
	}

	fn exposure(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<ExposureView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.exposure(at, enterprise.0))
	}

	fn headroom(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<HeadroomView, Error> {
		self.ask::<Api, _>(at, |api, at| api.headroom(at, enterprise.0))
	}

	async fn own_headroom(
		&self,
		asker: &Extensions,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<OwnRoom>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.own_headroom(at, enterprise.0, page)).await
	}

	fn quote(
		&self,
		product: ProductId,
		conditions: Conditions,
		drawn: Date,
		at: Option<Hash>,
	) -> Result<Option<Quote>, Error> {
		self.ask::<Api, _>(at, |api, at| api.quote(at, product, conditions, drawn))
	}

	fn funds(&self, at: Option<Hash>) -> Result<Vec<FundView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.funds(at))
	}

	async fn products(
		&self,
		asker: &Extensions,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ProductView>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.products(at, page)).await
	}

	async fn institutions(
		&self,
		asker: &Extensions,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<InstitutionView<AccountId>>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.institutions(at, page)).await
	}

	async fn inbox(
		&self,
		asker: &Extensions,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ApplicationView>, Error> {
		let page = page.unwrap_or_default();
		let question = move |api: &C::Api, at| api.inbox(at, institution, page);
		self.ask_of_institution::<Api, _>(asker, at, institution, question).await
	}

	async fn subscribe_applications(
		&self,
		pending: PendingSubscriptionSink,
		institution: InstitutionId,
	) -> SubscriptionResult {
		// Anyone who follows it already was told that it is there.
		if !self.inboxes.is_followed(institution) {
			let asker = Asker::Connection(pending.connection_id());
			let question = move |api: ApiRef<C::Api>, at| is_institution(&*api, at, institution);
			let refusal = match self.ask_in_turn::<Api, _>(asker, None, question).await {
				Ok(true) => None,
				Ok(false) => Some(Error::UnknownInstitution(institution)),
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

/// Whether there is an institution of that number.
fn is_institution<A: FinancingApi<Block, AccountId>>(
	api: &A,
	at: Hash,
	institution: InstitutionId,
) -> Result<bool, ApiError> {
	let one = Paging { after: institution.0.checked_sub(1).map(u64::from), limit: Some(1) };
	Ok(api.institutions(at, one)?.items.iter().any(|found| found.id == institution))
}

impl<C> Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: FinancingApi<Block, AccountId>> + HeaderBackend<Block> + 'static,
{
	/// A page of what is an institution's, in its turn. That there is no such institution is told, and no empty page answered.
	pub(super) async fn ask_of_institution<Api, T>(
		&self,
		asker: impl Into<Asker>,
		at: Option<Hash>,
		institution: InstitutionId,
		question: impl FnOnce(&C::Api, Hash) -> Result<Page<T>, ApiError> + Send + 'static,
	) -> Result<Page<T>, Error>
	where
		Api: RuntimeApiInfo + ?Sized,
		T: Send + 'static,
	{
		let is_there = move |api: &C::Api, at| is_institution(api, at, institution);
		let page = self.ask_of_member::<Api, T>(asker, at, question, is_there).await?;
		page.ok_or(Error::UnknownInstitution(institution))
	}
}
