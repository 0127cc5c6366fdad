use super::{params::Enterprise, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::{core::async_trait, proc_macros::rpc, Extensions};
use lingnan_runtime::AccountId;
use lingnan_support::{AgencyId, IndicatorId, Page, Paging};
use pallet_attestations::{
	runtime_api::AttestationsApi, AgencyAttestationView, AgencyView, AttestationView, DatasetView, DisputeView,
	IndicatorView,
};
use sp_api::{ApiError, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;

type Api = dyn AttestationsApi<Block, AccountId>;

#[rpc(server)]
pub trait AttestationRpc {
	/// What agencies say of an enterprise.
	#[method(name = "attestation_list", blocking)]
	fn list(
		&self,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<AttestationView>, Error>;

	/// The agencies, by number.
	#[method(name = "attestation_agencies", blocking)]
	fn agencies(&self, at: Option<Hash>, page: Option<Paging>) -> Result<Page<AgencyView<AccountId>>, Error>;

	/// The indicators, by number.
	#[method(name = "attestation_indicators", blocking)]
	fn indicators(&self, at: Option<Hash>, page: Option<Paging>) -> Result<Page<IndicatorView>, Error>;

	/// The last attestations of an agency, about whatever enterprise.
	#[method(name = "attestation_by", with_extensions)]
	async fn by(
		&self,
		agency: AgencyId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<AgencyAttestationView>, Error>;

	/// The attestations of an agency that are disputed.
	#[method(name = "attestation_disputes", with_extensions)]
	async fn disputes(
		&self,
		agency: AgencyId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<DisputeView>, Error>;

	/// The datasets that were anchored for an indicator, by number.
	#[method(name = "attestation_datasets", with_extensions)]
	async fn datasets(
		&self,
		indicator: IndicatorId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<DatasetView>, Error>;
}

#[async_trait]
impl<C> AttestationRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: AttestationsApi<Block, AccountId>> + HeaderBackend<Block> + 'static,
{
	fn list(
		&self,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<AttestationView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.attestations(at, enterprise.0, page.unwrap_or_default()))
	}

	fn agencies(&self, at: Option<Hash>, page: Option<Paging>) -> Result<Page<AgencyView<AccountId>>, Error> {
		self.ask::<Api, _>(at, |api, at| api.agencies(at, page.unwrap_or_default()))
	}

	fn indicators(&self, at: Option<Hash>, page: Option<Paging>) -> Result<Page<IndicatorView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.indicators(at, page.unwrap_or_default()))
	}

	async fn datasets(
		&self,
		asker: &Extensions,
		indicator: IndicatorId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<DatasetView>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.datasets(at, indicator, page)).await
	}

	async fn by(
		&self,
		asker: &Extensions,
		agency: AgencyId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<AgencyAttestationView>, Error> {
		let page = page.unwrap_or_default();
		let question = move |api: &C::Api, at| api.attestations_by(at, agency, page);
		let is_there = move |api: &C::Api, at| is_agency(api, at, agency);
		self.ask_of_member::<Api, _>(asker, at, question, is_there).await?.ok_or(Error::UnknownAgency(agency))
	}

	async fn disputes(
		&self,
		asker: &Extensions,
		agency: AgencyId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<DisputeView>, Error> {
		let page = page.unwrap_or_default();
		let question = move |api: &C::Api, at| api.disputes_at(at, agency, page);
		let is_there = move |api: &C::Api, at| is_agency(api, at, agency);
		self.ask_of_member::<Api, _>(asker, at, question, is_there).await?.ok_or(Error::UnknownAgency(agency))
	}
}

fn is_agency<A: AttestationsApi<Block, AccountId>>(api: &A, at: Hash, agency: AgencyId) -> Result<bool, ApiError> {
	let one = Paging { after: agency.0.checked_sub(1).map(u64::from), limit: Some(1) };
	Ok(api.agencies(at, one)?.items.iter().any(|found| found.id == agency))
}
