use super::Error;
use crate::service::{Block, Hash};
use sp_api::{ApiExt, ApiRef, ProvideRuntimeApi, RuntimeApiInfo};
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// Asks the runtime of a block: the best one, unless the caller names another.
pub struct Ask<C>(pub Arc<C>);

impl<C> Clone for Ask<C> {
	fn clone(&self) -> Self {
		Self(self.0.clone())
	}
}

impl<C: ProvideRuntimeApi<Block> + HeaderBackend<Block>> Ask<C> {
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
		let at = at.unwrap_or_else(|| self.0.info().best_hash);
		let known = self.0.number(at).map_err(|e| Error::RuntimeFailed(e.to_string()))?;
		if known.is_none() {
			return Err(Error::UnknownBlock(format!("{at:?}")));
		}
		let api = self.0.runtime_api();
		let pruned = |error: sp_api::ApiError| match error {
			sp_api::ApiError::UnknownBlock(_) => Error::PrunedBlock(format!("{at:?}")),
			other => Error::from(other),
		};
		if !api.has_api::<Api>(at).map_err(pruned)? {
			return Err(Error::NotSupported);
		}
		question(api, at).map_err(pruned)
	}
}
