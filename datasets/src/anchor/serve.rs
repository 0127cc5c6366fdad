//! Proofs over HTTP, to anyone who signs as the account that controls the enterprise. What opens a sealed leaf comes with it, in a
//! box for the enterprise's card.
//!
//! Behind a proxy that ends TLS, the proxy is the client: it must limit its own clients.

use super::{
	request::{clock, Rejection, Request, MAX_AGE},
	Key, Store,
};
use crate::{
	client::Client,
	error::{Error, Result},
};
use lingnan_sealing::{
	card::{self, Party},
	envelope::Recipient,
};
use lingnan_serving::{Answer, Bounds, Bytes, Method, Refused, Service, StatusCode};
use serde_json::{json, Value};
use std::sync::Arc;
use subxt::utils::{AccountId32, H256};
use tokio::{net::TcpListener, sync::RwLock};

pub use lingnan_serving::Limits;

/// Bytes of a request's body.
const MAX_BODY: usize = 4_096;

/// A dataset that is served.
pub struct Server {
	store: Store,
	client: RwLock<Client>,
	genesis: H256,
	limits: Limits,
}

fn refuse(status: StatusCode, error: &str, message: impl Into<String>) -> Answer {
	Answer::refusal(status, error, message)
}

impl Server {
	pub fn new(store: Store, client: Client, limits: Limits) -> Self {
		Self { store, genesis: client.genesis_hash(), client: RwLock::new(client), limits }
	}

	/// Answers until the program ends.
	pub async fn run(self: Arc<Self>, listener: TcpListener) -> Result<()> {
		let bounds = Bounds::new(self.limits, MAX_BODY);
		Arc::new(lingnan_serving::Server::new(self, bounds, None)).run(listener).await;
		Ok(())
	}

	/// The cheap questions first: who asks too often costs no signature, who does not sign costs no look at the chain.
	async fn outcome(&self, mut request: lingnan_serving::Request) -> Result<Value, Answer> {
		match (&request.method, request.path.as_str()) {
			(&Method::GET, "/dataset") => Ok(self.describe()),
			(&Method::POST, "/proof") => self.prove(request.body().await).await,
			(_, "/dataset" | "/proof") => Err(Answer::not_allowed("GET, POST", "GET /dataset, POST /proof")),
			_ => Err(refuse(StatusCode::NOT_FOUND, "path", "there are GET /dataset and POST /proof")),
		}
	}

	fn describe(&self) -> Value {
		let about = &self.store.manifest;
		json!({
			"genesis": self.genesis, "indicator": about.indicator, "periodEnd": about.period_end, "root": about.root,
			"count": about.count, "sealed": about.sealed.is_some(), "maxAge": MAX_AGE,
		})
	}

	async fn prove(&self, body: Result<Bytes, Refused>) -> Result<Value, Answer> {
		let bad = |message: String| refuse(StatusCode::BAD_REQUEST, "malformed", message);
		let request: Request = serde_json::from_slice(&body?).map_err(|e| bad(e.to_string()))?;
		let enterprise = Key::read(&request.enterprise).map_err(|reason| bad(format!("enterprise: {reason}")))?;
		let now = clock().map_err(|e| refuse(StatusCode::INTERNAL_SERVER_ERROR, "clock", e.to_string()))?;
		let signer = request.signer(self.genesis, self.store.manifest.root, &enterprise, now).map_err(rejected)?;
		if self.controller(&enterprise).await? != Some(signer) {
			let message = "the account that signed does not control the enterprise";
			return Err(refuse(StatusCode::FORBIDDEN, "notController", message));
		}
		let sealed = self.store.manifest.sealed.is_some();
		let recipient = if sealed { Some(self.recipient(&enterprise).await?) } else { None };
		// Some reads of the disk, and commitments of some leaves: other requests need not wait for them.
		let answer = tokio::task::block_in_place(|| self.answer_about(&enterprise, recipient.as_ref()));
		// What is wrong with the files is the agency's affair, and not the caller's to read.
		let answer = answer.map_err(|e| {
			eprintln!("lingnan: {e}");
			refuse(StatusCode::INTERNAL_SERVER_ERROR, "dataset", "the dataset cannot be read: tell the agency")
		})?;
		answer
			.ok_or_else(|| refuse(StatusCode::NOT_FOUND, "notInDataset", "the dataset says nothing of this enterprise"))
	}

	fn answer_about(&self, enterprise: &Key, recipient: Option<&Recipient>) -> Result<Option<Value>> {
		let Some(proof) = self.store.prove(enterprise)? else { return Ok(None) };
		let openings = recipient.map(|to| self.store.envelope(enterprise, to)).transpose()?.flatten();
		Ok(Some(proof.to_json(openings.as_ref())))
	}

	/// To whom openings are encrypted: the key of the enterprise's card on the chain.
	async fn recipient(&self, enterprise: &Key) -> Result<Recipient, Answer> {
		let client = self.client.read().await.clone();
		let party = Party::Enterprise(enterprise.to_string());
		card::recipient(&client, None, &party).await.map_err(|error| match error {
			// It says of which card, and how one is published.
			Error::DoesNotHold { .. } | Error::Input { .. } => {
				refuse(StatusCode::CONFLICT, "noCard", error.to_string())
			},
			_ => refuse(StatusCode::BAD_GATEWAY, "chain", "the chain does not answer: try again"),
		})
	}

	/// Who controls the enterprise in the last finalised block. A lost connection is made again once.
	async fn controller(&self, enterprise: &Key) -> Result<Option<AccountId32>, Answer> {
		let number = enterprise.to_string();
		let client = self.client.read().await.clone();
		let found = match controller_of(&client, &number).await {
			Err(Error::Connection(_)) => match Client::connect(client.url()).await {
				Ok(fresh) if fresh.genesis_hash() == self.genesis => {
					*self.client.write().await = fresh.clone();
					controller_of(&fresh, &number).await
				},
				Ok(_) => Err(Error::Connection("another chain answers".into())),
				Err(error) => Err(error),
			},
			found => found,
		};
		found.map_err(|_| refuse(StatusCode::BAD_GATEWAY, "chain", "the chain does not answer: try again"))
	}
}

impl Service for Server {
	async fn answer(&self, request: lingnan_serving::Request) -> Answer {
		self.outcome(request).await.map_or_else(|refusal| refusal, |value| Answer::new(StatusCode::OK, value))
	}
}

async fn controller_of(client: &Client, number: &str) -> Result<Option<AccountId32>> {
	let finalised: Value = client.rpc("chain_getFinalizedHead", json!([])).await?;
	let record: Value = client.rpc("enterprise_get", json!([number, finalised])).await?;
	Ok(record["controller"].as_str().and_then(|account| account.parse().ok()))
}

fn rejected(rejection: Rejection) -> Answer {
	let (error, message) = match rejection {
		Rejection::Unsigned => ("unsigned", "sign the request: `lingnan attestation anchor request` does".into()),
		Rejection::WrongSignature => ("wrongSignature", "the signature is not this account's over this request".into()),
		Rejection::Stale => ("stale", format!("the request's time is off by more than {MAX_AGE} s: sign it again")),
	};
	refuse(StatusCode::UNAUTHORIZED, error, message)
}
