//! One function for each question that the chain answers, typed as the chain's own views are.
//!
//! A question goes to a node of ours by JSON-RPC. A node that does not have our methods, such as a fork or one that only follows
//! the chain, is asked by the runtime's own API instead (`routes.rs`); nothing else differs.

pub mod allowance;
pub mod attestation;
pub mod calendar;
pub mod card;
pub mod classification;
pub mod collateral;
pub mod consent;
pub mod credit;
pub mod cross_border;
pub mod enterprise;
pub mod financing;
pub mod guarantee;
pub mod line;
pub mod matching;
pub mod peer;
pub mod policy;
pub mod reference_rate;
mod routes;
#[cfg(test)]
mod tests;
pub mod validator;

pub use crate::pages::Pages;
pub use routes::{routes, Route};

use crate::{courier::request, Client, Error, Result};
use lingnan_types::error_code::METHOD_NOT_FOUND;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use subxt::{rpcs::RpcClient, utils::H256};

/// Whom a question goes to, and about which block: the best one, unless another is named.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
	client: &'a Client,
	at: Option<H256>,
}

impl Client {
	/// Questions about a block.
	pub fn at(&self, block: H256) -> Ask<'_> {
		Ask { client: self, at: Some(block) }
	}
}

impl<'a> From<&'a Client> for Ask<'a> {
	fn from(client: &'a Client) -> Self {
		Self { client, at: None }
	}
}

impl Ask<'_> {
	/// One answer. `params` is a list.
	async fn one<T: DeserializeOwned>(self, method: &str, mut params: Value) -> Result<T> {
		if let (Some(block), Some(params)) = (self.at, params.as_array_mut()) {
			params.push(json!(block));
		}
		self.client.rpc(method, params).await
	}

	/// All entries of a list that comes by the page.
	async fn list<T: DeserializeOwned>(self, method: &str, params: Value) -> Result<Vec<T>> {
		self.client.list(method, params, self.at).await
	}
}

/// Asks by JSON-RPC, and by the runtime's API where the node does not have the method.
pub(crate) async fn ask<T: DeserializeOwned>(rpc: &RpcClient, method: &str, params: Value) -> Result<T> {
	let error = match request(rpc, method, params.clone()).await {
		Err(error @ Error::Rpc { code: METHOD_NOT_FOUND, .. }) => error,
		answered => return answered,
	};
	let Some(route) = routes().iter().find(|route| route.method == method) else { return Err(error) };
	let answer = route.ask(rpc, params).await?;
	serde_json::from_value(answer).map_err(|e| Error::Connection(format!("{method}: {e}")))
}
