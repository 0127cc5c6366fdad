use super::{params::Enterprise, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::{core::async_trait, proc_macros::rpc, Extensions};
use lingnan_support::{Page, Paging};
use pallet_credit_scoring::{runtime_api::CreditScoringApi, ProofBasis, RatingsView, ScorecardView};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

#[rpc(server)]
pub trait CreditRpc {
	/// An enterprise's ratings: the one that counts, and the last eight.
	#[method(name = "credit_rating", blocking)]
	fn rating(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<RatingsView, Error>;

	/// What a grade proof of an enterprise is made from now: the scorecard in force, the attestations with their
	/// commitments, the nonce. Null without a scorecard in force.
	#[method(name = "credit_proofBasis", blocking)]
	fn proof_basis(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Option<ProofBasis>, Error>;

	/// The scorecards, by number.
	#[method(name = "credit_scorecards", with_extensions)]
	async fn scorecards(&self, at: Option<Hash>, page: Option<Paging>) -> Result<Page<ScorecardView>, Error>;
}

#[async_trait]
impl<C> CreditRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: CreditScoringApi<Block>> + HeaderBackend<Block> + 'static,
{
	fn rating(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<RatingsView, Error> {
		self.ask::<dyn CreditScoringApi<Block>, _>(at, |api, at| api.ratings(at, enterprise.0))
	}

	fn proof_basis(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Option<ProofBasis>, Error> {
		self.ask::<dyn CreditScoringApi<Block>, _>(at, |api, at| api.proof_basis(at, enterprise.0))
	}

	async fn scorecards(
		&self,
		asker: &Extensions,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<ScorecardView>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<dyn CreditScoringApi<Block>, _>(asker, at, move |api, at| api.scorecards(at, page)).await
	}
}
