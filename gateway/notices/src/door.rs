//! Who asks for notices, and for an end of them: by a query that is signed as a gateway's are.

use crate::{
	book::{Book, Taken},
	chain::Chain,
	journal::{Journal, What},
	kind::{Audience, Kind},
	refusal::{Fault, Own},
	send::Ways,
	serve::now,
	subscription::{keys, Subscription, Wish},
};
use lingnan_client::Error;
use lingnan_gateway::{
	door::{Note, Request},
	finality::{Finality, OLDEST},
	memory::Memory,
	query::LONGEST,
	relation::{Asker, At, Judge},
	Name, Party, Query, Refusal, SignedQuery,
};
use lingnan_types::CardHolder;
use serde::Deserialize;
use serde_json::{json, Value};
use std::sync::Arc;
use subxt::utils::H256;

/// What is asked by a signed query.
pub const SIGNED: [&str; 4] = ["notices_list", "notices_subscribe", "notices_confirm", "notices_unsubscribe"];

/// What answers.
pub struct Door<C> {
	pub chain: Arc<C>,
	/// Peer id that queries name: of the node behind this service.
	pub node: String,
	pub genesis: H256,
	pub finality: Arc<Finality>,
	pub memory: Arc<Memory>,
	pub book: Arc<Book>,
	pub journal: Arc<Journal>,
	pub ways: Arc<Ways>,
	/// The operator allows endpoints by http and at private addresses.
	pub inside: bool,
}

impl<C: Chain> Door<C> {
	/// Answers one request; what is to be written down of it stands in the note.
	pub async fn answer(&self, request: &Request, note: &mut Note) -> Result<Value, Fault> {
		*note = Note { who: "stranger".into(), method: request.method.clone(), ..Note::default() };
		match request.method.as_str() {
			"query" => self.query(&request.params, note).await,
			"notices_info" => self.info().await,
			method if SIGNED.contains(&method) => Err(closed(
				Name::SignatureRequired,
				format!("{method} is answered to a signed query alone: see docs/notices.md"),
			)),
			_ => {
				// A name of the asker's choice is not written into the log.
				note.method = "other".into();
				Err(closed(Name::MethodClosed, "this service does not answer this method"))
			},
		}
	}

	/// What a client must know before it asks.
	async fn info(&self) -> Result<Value, Fault> {
		let last = self.finality.last(&*self.chain).await?;
		let of = |audience: Audience| -> Vec<&str> {
			Kind::ALL.iter().filter(|kind| kind.audience() == audience).map(|kind| kind.word()).collect()
		};
		Ok(json!({
			"node": self.node,
			"genesis": self.genesis,
			"finalised": { "number": last.number, "hash": last.hash },
			"oldest": OLDEST,
			"ways": self.ways.words(),
			"pushKey": self.ways.push.as_ref().map(crate::send::push::Vapid::public),
			"kinds": {
				"enterprise": of(Audience::Enterprise),
				"institution": of(Audience::Institution),
				"agency": of(Audience::Agency),
			},
		}))
	}

	async fn query(&self, params: &Value, note: &mut Note) -> Result<Value, Fault> {
		let [signed] = params.as_array().map(Vec::as_slice).unwrap_or_default() else {
			return Err(malformed("the method query takes one parameter: { query, account, scheme, signature }"));
		};
		let signed = SignedQuery::deserialize(signed).map_err(|e| malformed(e.to_string()))?;
		if signed.query.len() > LONGEST {
			return Err(malformed(format!("a query has at most {LONGEST} bytes")));
		}
		let query: Query = serde_json::from_str(&signed.query).map_err(|e| malformed(format!("the query: {e}")))?;
		let known = SIGNED.iter().find(|known| **known == query.method);
		let (Some(method), Party::Holder(party)) = (known, &query.r#as) else {
			note.method = "other".into();
			return Err(closed(Name::MethodClosed, "this service does not answer this method to who asks"));
		};
		note.method = (*method).into();
		if query.node != self.node {
			let message = format!("the query is for another node: this service's is {}", self.node);
			return Err(closed(Name::OtherNode, message));
		}
		let account = signed.signer().ok_or_else(|| {
			closed(Name::WrongSignature, "the signature is not this account's over these bytes: see docs/gateway.md")
		})?;
		note.account = Some(account);
		let (number, oldest) = self.finality.recent(&*self.chain, query.block).await?;
		let at = At { hash: query.block, number };
		let asker = Judge { chain: &*self.chain, memory: &self.memory, at }.asker(party, &account).await?;
		// Who has not accepted control yet speaks for nobody: what happens to the firm is no affair of his.
		if matches!(asker, Asker::Offered(_)) {
			return Err(closed(Name::NotTheParty, format!("the account does not speak for {party} at that block")));
		}
		// As the gateway's log has it: a firm's number is in no log.
		note.who = match party {
			CardHolder::Enterprise(_) => "enterprise".into(),
			other => other.to_string(),
		};
		// Only now: what strangers send is not remembered.
		self.memory.note(account.0, query.nonce, number, oldest)?;
		self.act(method, party, &account.to_string(), &query.params)
	}

	fn act(&self, method: &str, party: &CardHolder, account: &str, params: &[Value]) -> Result<Value, Fault> {
		match (method, params) {
			("notices_list", []) => {
				let all: Vec<Value> = self.book.of(party, account).iter().map(shown).collect();
				Ok(json!({ "subscriptions": all }))
			},
			("notices_subscribe", [wish]) => self.subscribe(party, account, wish),
			("notices_confirm", [Value::String(id), Value::String(code)]) => {
				self.book.confirm(id, account, code.trim(), now()).map(|one| shown(&one))
			},
			("notices_unsubscribe", [Value::String(id)]) => {
				self.book.end(id, account)?;
				Ok(json!({ "ended": id }))
			},
			_ => Err(malformed(format!("these are not the parameters of {method}: see docs/notices.md"))),
		}
	}

	fn subscribe(&self, party: &CardHolder, account: &str, wish: &Value) -> Result<Value, Fault> {
		let wish = Wish::deserialize(wish).map_err(|e| malformed(e.to_string()))?;
		if !self.ways.offers(&wish.way) {
			return Err(Fault::own(Own::NoSuchPlace, format!("this service does not send by {}", wish.way.word())));
		}
		wish.way.check(self.inside, party)?;
		if let crate::Way::Push { p256dh, auth, .. } = &wish.way {
			let sealed = keys(p256dh, auth).and_then(|(point, auth)| crate::send::push::seal(b"", &point, &auth));
			if sealed.is_none() {
				return Err(Fault::own(Own::NoSuchPlace, "nothing can be encrypted to these keys"));
			}
		}
		let now = now();
		match self.book.take(party, account, wish, now)? {
			Taken::Holds(one) => Ok(shown(&one)),
			Taken::Awaits(one, code) => {
				let id = self.book.mark(&["confirmation", &one.id, &code]);
				self.journal.put(id, &one, What::Confirmation { code }, now).map_err(unkept)?;
				Ok(shown(&one))
			},
		}
	}
}

/// What an account is shown of its own.
fn shown(one: &Subscription) -> Value {
	json!({
		"id": one.id,
		"way": one.wish.way.word(),
		"place": one.wish.way.place(),
		"kinds": one.wish.kinds,
		"language": one.wish.language,
		"made": one.made,
		"confirmed": one.awaited.is_none(),
	})
}

fn closed(name: Name, message: impl Into<String>) -> Fault {
	Refusal::new(name, message).into()
}

fn malformed(message: impl Into<String>) -> Fault {
	closed(Name::Malformed, message)
}

fn unkept(error: Error) -> Fault {
	eprintln!("lingnan notices: {error}");
	closed(Name::Busy, "the service cannot write to its disk: try again")
}
