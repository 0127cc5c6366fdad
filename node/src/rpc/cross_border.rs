use super::{params::Enterprise, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::proc_macros::rpc;
use lingnan_runtime::AccountId;
use lingnan_support::Corridor;
use pallet_cross_border::{runtime_api::CrossBorderApi, CorridorView, DocumentView, PassportsView, VoucherView};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_core::H256;

type Api = dyn CrossBorderApi<Block, AccountId>;

#[rpc(server)]
pub trait CrossBorderRpc {
	/// The corridors of this place: what passes, how far messages are, which scorecards count.
	#[method(name = "crossBorder_corridors", blocking)]
	fn corridors(&self, at: Option<Hash>) -> Result<Vec<CorridorView>, Error>;

	/// The passports of an enterprise that were sent from here, and the one that arrived here.
	#[method(name = "crossBorder_passport", blocking)]
	fn passport(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<PassportsView<AccountId>, Error>;

	/// The vouchers of a number, the one sent from here and the one that arrived, each with its checks.
	#[method(name = "crossBorder_voucher", blocking)]
	fn voucher(&self, corridor: Corridor, number: u64, at: Option<Hash>) -> Result<Vec<VoucherView>, Error>;

	/// What this chain and the others know of a trade document, by its two tokens.
	#[method(name = "crossBorder_document", blocking)]
	fn document(&self, exact: H256, coarse: H256, at: Option<Hash>) -> Result<DocumentView, Error>;
}

impl<C> CrossBorderRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: CrossBorderApi<Block, AccountId>> + HeaderBackend<Block> + 'static,
{
	fn corridors(&self, at: Option<Hash>) -> Result<Vec<CorridorView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.corridors(at))
	}

	fn passport(&self, enterprise: Enterprise, at: Option<Hash>) -> Result<PassportsView<AccountId>, Error> {
		self.ask::<Api, _>(at, |api, at| api.passports(at, enterprise.0))
	}

	fn voucher(&self, corridor: Corridor, number: u64, at: Option<Hash>) -> Result<Vec<VoucherView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.vouchers(at, corridor, number))
	}

	fn document(&self, exact: H256, coarse: H256, at: Option<Hash>) -> Result<DocumentView, Error> {
		self.ask::<Api, _>(at, |api, at| api.document(at, exact, coarse))
	}
}
