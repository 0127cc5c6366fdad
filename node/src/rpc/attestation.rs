use super::{params::Enterprise, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::proc_macros::rpc;
use lingnan_runtime::AccountId;
use lingnan_support::IndicatorId;
use pallet_attestations::{runtime_api::AttestationsApi, AgencyView, AttestationView, DatasetView, IndicatorView};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

#[rpc(server)]
pub trait AttestationRpc {
	/// What agencies say of an enterprise.
	#[method(name = "attestation_list", blocking)]
	fn list(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<AttestationView>, Error>;

	/// All agencies, by number.
	#[method(name = "attestation_agencies", blocking)]
	fn agencies(&self, at: Option<Hash>) -> Result<Vec<AgencyView<AccountId>>, Error>;

	/// All indicators, by number.
	#[method(name = "attestation_indicators", blocking)]
	fn indicators(&self, at: Option<Hash>) -> Result<Vec<IndicatorView>, Error>;

	/// The datasets that were anchored for an indicator, by number.
	#[method(name = "attestation_datasets", blocking)]
	fn datasets(&self, indicator: IndicatorId, at: Option<Hash>) -> Result<Vec<DatasetView>, Error>;
}

impl<C> AttestationRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: AttestationsApi<Block, AccountId>> + HeaderBackend<Block> + 'static,
{
	fn list(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<Vec<AttestationView>, Error> {
		self.ask::<dyn AttestationsApi<Block, AccountId>, _>(at, |api, at| api.attestations(at, enterprise.0))
	}

	fn agencies(&self, at: Option<Hash>) -> Result<Vec<AgencyView<AccountId>>, Error> {
		self.ask::<dyn AttestationsApi<Block, AccountId>, _>(at, |api, at| api.agencies(at))
	}

	fn indicators(&self, at: Option<Hash>) -> Result<Vec<IndicatorView>, Error> {
		self.ask::<dyn AttestationsApi<Block, AccountId>, _>(at, |api, at| api.indicators(at))
	}

	fn datasets(&self, indicator: IndicatorId, at: Option<Hash>) -> Result<Vec<DatasetView>, Error> {
		self.ask::<dyn AttestationsApi<Block, AccountId>, _>(at, |api, at| api.datasets(at, indicator))
	}
}
