//! The node behind the gateway.

use lingnan_client::{Client, Error, Result};
use serde_json::{json, Value};
use std::future::Future;
use subxt::utils::H256;
use tokio::sync::RwLock;

/// Asks a node. Tests have one of their own.
pub trait Chain: Send + Sync + 'static {
	/// One JSON-RPC request.
	fn ask(&self, method: &str, params: Value) -> impl Future<Output = Result<Value>> + Send;

	/// What the transaction at a place of a block led to: each event as the chain writes it.
	fn events_of(&self, block: H256, place: u32) -> impl Future<Output = Result<Vec<Vec<u8>>>> + Send;

	/// The votes for the next block that is made final.
	fn justification(&self) -> impl Future<Output = Result<Value>> + Send;

	/// What governance has set of the parameters; all others stand as the runtime begins with.
	fn parameters(&self) -> impl Future<Output = Result<Value>> + Send;
}

/// A node of ours, by WebSocket. A lost connection is made again.
pub struct Node {
	client: RwLock<Client>,
	genesis: H256,
}

impl Node {
	pub fn new(client: Client) -> Self {
		Self { genesis: client.genesis_hash(), client: RwLock::new(client) }
	}

	/// The connection as it is now.
	pub async fn now(&self) -> Client {
		self.client.read().await.clone()
	}

	/// Another connection to the same node, which must be of the same chain.
	async fn again(&self, lost: &Client) -> Result<Client> {
		let mut held = self.client.write().await;
		// Somebody else has made it meanwhile.
		if held.rpc::<Value>("system_chain", json!([])).await.is_ok() {
			return Ok(held.clone());
		}
		let fresh = self.fresh(lost.url()).await?;
		*held = fresh.clone();
		Ok(fresh)
	}

	/// The same for who reads storage by its names: also where the connection stands and the runtime was upgraded.
	pub async fn renewed(&self) -> Result<Client> {
		let mut held = self.client.write().await;
		// Somebody else has made it meanwhile.
		if held.now().await.is_ok() {
			return Ok(held.clone());
		}
		let fresh = self.fresh(held.url()).await?;
		*held = fresh.clone();
		Ok(fresh)
	}

	/// A new connection, to the same chain.
	async fn fresh(&self, url: &str) -> Result<Client> {
		let fresh = Client::connect(url).await?;
		if fresh.genesis_hash() != self.genesis {
			return Err(Error::Connection("another chain answers".into()));
		}
		Ok(fresh)
	}
}

impl Chain for Node {
	async fn ask(&self, method: &str, params: Value) -> Result<Value> {
		let client = self.now().await;
		match client.rpc(method, params.clone()).await {
			Err(Error::Connection(_)) => self.again(&client).await?.rpc(method, params).await,
			answered => answered,
		}
	}

	async fn events_of(&self, block: H256, place: u32) -> Result<Vec<Vec<u8>>> {
		let client = self.now().await;
		match client.events_of(block, place).await {
			Err(Error::Connection(_)) => self.again(&client).await?.events_of(block, place).await,
			answered => answered,
		}
	}

	async fn justification(&self) -> Result<Value> {
		const SUBSCRIBE: &str = "grandpa_subscribeJustifications";
		const UNSUBSCRIBE: &str = "grandpa_unsubscribeJustifications";
		let client = self.now().await;
		let votes = match client.next_of(SUBSCRIBE, UNSUBSCRIBE).await {
			Err(Error::Connection(_)) => self.again(&client).await?.next_of(SUBSCRIBE, UNSUBSCRIBE).await?,
			answered => answered?,
		};
		votes.ok_or_else(|| Error::Connection("the node ended its subscription".into()))
	}

	async fn parameters(&self) -> Result<Value> {
		let client = self.now().await;
		let entries = match client.entries("Parameters", "Parameters").await {
			// An upgrade: the names are read anew, once for all who ask.
			Err(Error::Connection(_) | Error::Upgraded { .. }) => {
				let mut held = self.client.write().await;
				match held.entries("Parameters", "Parameters").await {
					// Somebody else has made it meanwhile.
					Ok(entries) => entries,
					Err(_) => {
						*held = self.fresh(client.url()).await?;
						held.entries("Parameters", "Parameters").await?
					},
				}
			},
			entries => entries?,
		};
		Ok(entries.into_iter().map(|(_, value)| value).collect())
	}
}
