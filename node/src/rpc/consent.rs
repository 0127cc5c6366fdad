use super::{params::Enterprise, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::{core::async_trait, proc_macros::rpc, Extensions};
use lingnan_runtime::AccountId;
use lingnan_support::{ConsentId, InstitutionId, Page, Paging};
use pallet_consents::{runtime_api::ConsentsApi, ConsentView, ReceiptView};
use pallet_financing::runtime_api::FinancingApi;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

type Api = dyn ConsentsApi<Block>;

#[rpc(server)]
pub trait ConsentRpc {
	/// The consents an enterprise gave, with what is left of them.
	#[method(name = "consent_list", with_extensions)]
	async fn list(
		&self,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ConsentView>, Error>;

	/// What was done with a consent.
	#[method(name = "consent_receipts", with_extensions)]
	async fn receipts(
		&self,
		consent: ConsentId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ReceiptView>, Error>;

	/// The consents that an institution was given.
	#[method(name = "consent_to", with_extensions)]
	async fn to(
		&self,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ConsentView>, Error>;

	/// The consents under which an institution learnt something and has not said that it deleted it, due or not.
	#[method(name = "consent_deletionsOwed", with_extensions)]
	async fn deletions_owed(
		&self,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ConsentView>, Error>;

	/// The consents whose data an institution should have deleted by now and has not said so.
	#[method(name = "consent_overdueDeletions", with_extensions)]
	async fn overdue_deletions(
		&self,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ConsentId>, Error>;
}

#[async_trait]
impl<C> ConsentRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: ConsentsApi<Block> + FinancingApi<Block, AccountId>>
		+ HeaderBackend<Block>
		+ 'static,
{
	async fn list(
		&self,
		asker: &Extensions,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ConsentView>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.consents_of(at, enterprise.0, page)).await
	}

	async fn receipts(
		&self,
		asker: &Extensions,
		consent: ConsentId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ReceiptView>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.receipts(at, consent, page)).await
	}

	async fn overdue_deletions(
		&self,
		asker: &Extensions,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ConsentId>, Error> {
		let page = page.unwrap_or_default();
		let question = move |api: &C::Api, at| api.overdue_deletions(at, institution, page);
		self.ask_of_institution::<Api, _>(asker, at, institution, question).await
	}

	async fn to(
		&self,
		asker: &Extensions,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ConsentView>, Error> {
		let page = page.unwrap_or_default();
		let question = move |api: &C::Api, at| api.consents_to(at, institution, page);
		self.ask_of_institution::<Api, _>(asker, at, institution, question).await
	}

	async fn deletions_owed(
		&self,
		asker: &Extensions,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ConsentView>, Error> {
		let page = page.unwrap_or_default();
		let question = move |api: &C::Api, at| api.deletions_owed(at, institution, page);
		self.ask_of_institution::<Api, _>(asker, at, institution, question).await
	}
}
