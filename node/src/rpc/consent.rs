use super::{params::Enterprise, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::{core::async_trait, proc_macros::rpc};
use lingnan_support::{ConsentId, InstitutionId};
use pallet_consents::{runtime_api::ConsentsApi, ConsentView, ReceiptView};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

#[rpc(server)]
pub trait ConsentRpc {
	/// The consents an enterprise gave, with what is left of them.
	#[method(name = "consent_list")]
	async fn list(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<ConsentView>, Error>;

	/// What was done with a consent.
	#[method(name = "consent_receipts", blocking)]
	fn receipts(&self, consent: ConsentId, at: Option<Hash>) -> Result<Vec<ReceiptView>, Error>;

	/// The consents whose data an institution should have deleted by now and has not said so.
	#[method(name = "consent_overdueDeletions")]
	async fn overdue_deletions(&self, institution: InstitutionId, at: Option<Hash>) -> Result<Vec<ConsentId>, Error>;
}

#[async_trait]
impl<C> ConsentRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: ConsentsApi<Block>> + HeaderBackend<Block> + 'static,
{
	async fn list(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<ConsentView>, Error> {
		self.ask_in_turn::<dyn ConsentsApi<Block>, _>(at, move |api, at| api.consents_of(at, enterprise.0)).await
	}

	fn receipts(&self, consent: ConsentId, at: Option<Hash>) -> Result<Vec<ReceiptView>, Error> {
		self.ask::<dyn ConsentsApi<Block>, _>(at, |api, at| api.receipts(at, consent))
	}

	async fn overdue_deletions(&self, institution: InstitutionId, at: Option<Hash>) -> Result<Vec<ConsentId>, Error> {
		self.ask_in_turn::<dyn ConsentsApi<Block>, _>(at, move |api, at| api.overdue_deletions(at, institution)).await
	}
}
