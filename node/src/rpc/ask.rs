use super::{inbox::Inboxes, Error};
use crate::{
	service::{Block, Hash},
	turns::{Asker, Turns},
};
use lingnan_support::Page;
use sp_api::{ApiError, ApiExt, ApiRef, ProvideRuntimeApi, RuntimeApiInfo};
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// Asks the runtime of a block: the best one, unless the caller names another.
pub struct Ask<C> {
	pub client: Arc<C>,
	pub inboxes: Inboxes,
	turns: Turns,
}

impl<C> Clone for Ask<C> {
	fn clone(&self) -> Self {
		Self { client: self.client.clone(), inboxes: self.inboxes.clone(), turns: self.turns.clone() }
	}
}

impl<C> Ask<C> {
	pub fn new(client: Arc<C>, turns: Turns) -> Self {
		Self { client, inboxes: Inboxes::default(), turns }
	}
}

impl<C: ProvideRuntimeApi<Block> + HeaderBackend<Block> + 'static> Ask<C> {
	/// Puts a question of the runtime API `Api` (`dyn SomeApi<Block>`).
	pub fn ask<Api, R>(
		&self,
		at: Option<Hash>,
		question: impl FnOnce(ApiRef<C::Api>, Hash) -> Result<R, sp_api::ApiError>,
	) -> Result<R, Error>
	where
		Api: RuntimeApiInfo + ?Sized,
		C::Api: ApiExt<Block>,
	{
		let at = at.unwrap_or_else(|| self.client.info().best_hash);
		let known = self.client.number(at).map_err(|e| Error::RuntimeFailed(e.to_string()))?;
		if known.is_none() {
			return Err(Error::UnknownBlock(format!("{at:?}")));
		}
		let api = self.client.runtime_api();
		let pruned = |error: sp_api::ApiError| match error {
			sp_api::ApiError::UnknownBlock(_) => Error::PrunedBlock(format!("{at:?}")),
			other => Error::from(other),
		};
		if !api.has_api::<Api>(at).map_err(pruned)? {
			return Err(Error::NotSupported);
		}
		question(api, at).map_err(pruned)
	}

	/// The same for a question whose answer grows with the number of products, firms or applications: in its turn, and off the
	/// threads that serve others.
	pub async fn ask_in_turn<Api, R>(
		&self,
		asker: impl Into<Asker>,
		at: Option<Hash>,
		question: impl FnOnce(ApiRef<C::Api>, Hash) -> Result<R, sp_api::ApiError> + Send + 'static,
	) -> Result<R, Error>
	where
		Api: RuntimeApiInfo + ?Sized,
		C::Api: ApiExt<Block>,
		R: Send + 'static,
	{
		let turn = self.turns.take(asker.into()).await?;
		let ask = self.clone();
		let answer = self.turns.ask(turn, move || ask.ask::<Api, R>(at, question));
		answer.await.map_err(|e| Error::RuntimeFailed(e.to_string()))?
	}

	/// The same for a page of what is a member's. Nothing if there is no such member: `is_there` is asked where the page is empty.
	pub async fn ask_of_member<Api, T>(
		&self,
		asker: impl Into<Asker>,
		at: Option<Hash>,
		question: impl FnOnce(&C::Api, Hash) -> Result<Page<T>, ApiError> + Send + 'static,
		is_there: impl FnOnce(&C::Api, Hash) -> Result<bool, ApiError> + Send + 'static,
	) -> Result<Option<Page<T>>, Error>
	where
		Api: RuntimeApiInfo + ?Sized,
		C::Api: ApiExt<Block>,
		T: Send + 'static,
	{
		let question = move |api: ApiRef<C::Api>, at| {
			let page = question(&api, at)?;
			let nothing = page.items.is_empty() && page.next.is_none();
			Ok((!nothing || is_there(&api, at)?).then_some(page))
		};
		self.ask_in_turn::<Api, _>(asker, at, question).await
	}
}
