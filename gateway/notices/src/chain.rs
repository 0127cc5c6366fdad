//! The node behind the service.

pub use lingnan_gateway::chain::Node;

use lingnan_client::{Error, Event, Result};
use lingnan_gateway::chain::Chain as Asked;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use std::future::Future;
use subxt::utils::H256;

/// Pages of a list that are read at most.
const MOST_PAGES: u32 = 50;

/// What is asked besides questions. Tests have a chain of their own.
pub trait Chain: Asked {
	/// Events of a final block; nothing while there is no such block.
	fn events(&self, number: u32) -> impl Future<Output = Result<Option<Vec<Event>>>> + Send;

	/// Business time: Unix time in seconds.
	fn time(&self) -> impl Future<Output = Result<u64>> + Send;
}

/// Asks, and once more over a new connection if the old one is lost or its runtime was upgraded.
macro_rules! ask {
	($node:expr, $client:ident => $question:expr) => {{
		let $client = $node.now().await;
		match $question.await {
			Err(Error::Connection(_) | Error::Upgraded { .. }) => {
				let $client = $node.renewed().await?;
				$question.await
			},
			answered => answered,
		}
	}};
}

/// A node of ours, by WebSocket.
impl Chain for Node {
	async fn events(&self, number: u32) -> Result<Option<Vec<Event>>> {
		ask!(self, client => client.events_at(number))
	}

	async fn time(&self) -> Result<u64> {
		ask!(self, client => client.now())
	}
}

/// One answer at a block.
pub(crate) async fn one(chain: &impl Chain, method: &str, of: Value, at: H256) -> Result<Value> {
	chain.ask(method, json!([of, at])).await
}

/// All entries of a list at a block, as far as it is read.
pub(crate) async fn list<T: DeserializeOwned>(
	chain: &impl Chain,
	method: &str,
	of: Option<Value>,
	at: H256,
) -> Result<Vec<T>> {
	let unread = || Error::Connection(format!("{method}: the node answers no page"));
	let mut found = Vec::new();
	let mut after = Value::Null;
	for _ in 0..MOST_PAGES {
		let mut asked: Vec<Value> = of.iter().cloned().collect();
		asked.extend([json!(at), json!({ "after": after })]);
		let mut page = chain.ask(method, Value::Array(asked)).await?;
		let items: Vec<T> = serde_json::from_value(page["items"].take()).map_err(|_| unread())?;
		found.extend(items);
		match page["next"].take() {
			Value::Null => break,
			next => after = next,
		}
	}
	Ok(found)
}
