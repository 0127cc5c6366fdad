use super::{Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::proc_macros::rpc;
use lingnan_support::{
	reference_rate::{ReferenceQuote, ReferenceRateView},
	ReferenceRateId,
};
use pallet_reference_rates::runtime_api::ReferenceRatesApi;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

#[rpc(server)]
pub trait ReferenceRateRpc {
	/// The reference rates that loans follow, each with its last quote.
	#[method(name = "referenceRate_list", blocking)]
	fn list(&self, at: Option<Hash>) -> Result<Vec<ReferenceRateView>, Error>;

	/// What a reference rate stood at, the oldest quote that is kept first.
	#[method(name = "referenceRate_quotes", blocking)]
	fn quotes(&self, reference: ReferenceRateId, at: Option<Hash>) -> Result<Vec<ReferenceQuote>, Error>;
}

impl<C> ReferenceRateRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: ReferenceRatesApi<Block>> + HeaderBackend<Block> + 'static,
{
	fn list(&self, at: Option<Hash>) -> Result<Vec<ReferenceRateView>, Error> {
		self.ask::<dyn ReferenceRatesApi<Block>, _>(at, |api, at| api.reference_rates(at))
	}

	fn quotes(&self, reference: ReferenceRateId, at: Option<Hash>) -> Result<Vec<ReferenceQuote>, Error> {
		self.ask::<dyn ReferenceRatesApi<Block>, _>(at, |api, at| api.quotes(at, reference))
	}
}
