use super::{params::Enterprise, Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::{core::async_trait, proc_macros::rpc, Extensions};
use lingnan_support::{InstitutionId, LineId, Page, Paging};
use pallet_credit_lines::{runtime_api::CreditLinesApi, LineView};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

type Api = dyn CreditLinesApi<Block>;

#[rpc(server)]
pub trait LineRpc {
	/// A credit line with what is drawn and what can be drawn today, or null.
	#[method(name = "line_get", blocking)]
	fn line(&self, line: LineId, at: Option<Hash>) -> Result<Option<LineView>, Error>;

	/// The credit lines of an enterprise.
	#[method(name = "line_of", with_extensions)]
	async fn lines_of(
		&self,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<LineView>, Error>;

	/// The credit lines that an institution gave.
	#[method(name = "line_by", with_extensions)]
	async fn lines_by(
		&self,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<LineView>, Error>;
}

#[async_trait]
impl<C> LineRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: CreditLinesApi<Block>> + HeaderBackend<Block> + 'static,
{
	fn line(&self, line: LineId, at: Option<Hash>) -> Result<Option<LineView>, Error> {
		self.ask::<Api, _>(at, |api, at| api.line(at, line))
	}

	async fn lines_of(
		&self,
		asker: &Extensions,
		enterprise: Enterprise,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<LineView>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.lines_of(at, enterprise.0, page)).await
	}

	async fn lines_by(
		&self,
		asker: &Extensions,
		institution: InstitutionId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<LineView>, Error> {
		let page = page.unwrap_or_default();
		self.ask_in_turn::<Api, _>(asker, at, move |api, at| api.lines_by(at, institution, page)).await
	}
}
