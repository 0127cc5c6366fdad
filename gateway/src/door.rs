//! The order in which a question is looked at: what costs little first, and nothing of the chain for who does not sign.

use crate::{
	boxes::{self, Boxes, Sent},
	chain::Chain,
	finality::{Finality, OLDEST},
	memory::Memory,
	methods::{self, Method, Subject},
	outcome::Outcomes,
	query::{Party, Query, Role, SignedQuery, LONGEST},
	readable,
	refusal::{Name, Refusal},
	relation::{no_relation, Asker, At, Judge, Shown},
};
use lingnan_client::questions::Route;
use lingnan_types::{CardHolder, RegistrationNumber};
use serde::Deserialize;
use serde_json::{json, Value};
use std::sync::Arc;
use subxt::utils::{AccountId32, H256};

/// Bytes of the parameters of a public method, as JSON, but for a transaction's.
const LONGEST_PARAMS: usize = 1_024;

/// Keys that a relayer has proved, or lists, at a time: a delivery has as many messages at most.
const MOST_PROVED: usize = 1_024;

/// A JSON-RPC request.
#[derive(Clone, Debug, Deserialize)]
pub struct Request {
	#[serde(default)]
	pub id: Value,
	pub method: String,
	#[serde(default)]
	pub params: Value,
}

/// What the audit log says of a question. Nothing of an answer is in it, nor a parameter in clear.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
	/// The party, or `stranger`.
	pub who: String,
	pub account: Option<AccountId32>,
	pub method: String,
	/// The first parameter, by its hash.
	pub subject: Option<H256>,
}

/// What answers at a member's door.
pub struct Door<C> {
	chain: C,
	/// Peer id of the node behind it.
	node: String,
	genesis: H256,
	finality: Finality,
	memory: Memory,
	/// Nonces of accounts that are no party: they fill no memory but their own.
	strangers: Memory,
	outcomes: Outcomes,
	/// Nothing if this gateway keeps none.
	boxes: Option<Arc<Boxes>>,
	/// Programs that the operator named.
	machines: Vec<(Role, AccountId32)>,
}

impl<C: Chain> Door<C> {
	/// `node`: the peer id that queries name; the node's own if not given.
	pub async fn new(chain: C, node: Option<String>) -> Result<Self, Refusal> {
		let node = match node {
			Some(node) => node,
			None => text(chain.ask("system_localPeerId", json!([])).await?)?,
		};
		let genesis = serde_json::from_value(chain.ask("chain_getBlockHash", json!([0])).await?);
		let genesis = genesis.map_err(|_| Refusal::new(Name::NodeDown, "the node does not know its first block"))?;
		let finality = Finality::new(&chain).await?;
		let (memory, strangers, outcomes) = Default::default();
		Ok(Self { chain, node, genesis, finality, memory, strangers, outcomes, boxes: None, machines: vec![] })
	}

	/// The same, keeping boxes.
	pub fn keeping(self, boxes: Boxes) -> Self {
		Self { boxes: Some(Arc::new(boxes)), ..self }
	}

	/// The same, answering programs of which the operator says what they do.
	pub fn admitting(self, machines: Vec<(Role, AccountId32)>) -> Self {
		Self { machines, ..self }
	}

	/// Forgets boxes that have lain too long.
	pub fn forget_old_boxes(&self) {
		if let Some(kept) = &self.boxes {
			kept.forget_old(boxes::now());
		}
	}

	/// The peer id that queries name.
	pub fn node(&self) -> &str {
		&self.node
	}

	/// Answers one request, and says what is to be written down of it.
	pub async fn answer(&self, request: &Request) -> (Result<Value, Refusal>, Note) {
		let mut note = Note::default();
		let answer = self.answer_noting(request, &mut note).await;
		(answer, note)
	}

	/// The same; what is known by then stands in the note even if nobody waits for the answer any more.
	pub async fn answer_noting(&self, request: &Request, note: &mut Note) -> Result<Value, Refusal> {
		*note = Note { who: "stranger".into(), method: request.method.clone(), ..Note::default() };
		match request.method.as_str() {
			"query" => self.query(&request.params, note).await,
			"gateway_info" => self.info().await,
			"gateway_parameters" => self.chain.parameters().await.map_err(Refusal::from),
			"state_call" => self.public_call(&request.params, note).await,
			method if methods::is_public(method) => self.public(method, &request.params).await,
			method => Err(match methods::signed(method) {
				Some(_) => Refusal::new(
					Name::SignatureRequired,
					format!("{method} is answered to a signed query alone: see docs/gateway.md"),
				),
				None => {
					// A name of the asker's choice is not written into the log.
					note.method = "other".into();
					Refusal::new(Name::MethodClosed, "no gateway answers this method")
				},
			}),
		}
	}

	/// What a client must know before it signs.
	async fn info(&self) -> Result<Value, Refusal> {
		let last = self.finality.last(&self.chain).await?;
		let signed: Vec<&str> = methods::SIGNED.iter().map(|method| method.name).collect();
		Ok(json!({
			"node": self.node, "genesis": self.genesis, "finalised": { "number": last.number, "hash": last.hash },
			"oldest": OLDEST, "public": methods::PUBLIC, "calls": methods::public_calls().collect::<Vec<_>>(), "signed": signed,
			"boxes": self.boxes.is_some(),
		}))
	}

	async fn public(&self, method: &str, params: &Value) -> Result<Value, Refusal> {
		let given = match params {
			Value::Array(given) => given.as_slice(),
			Value::Null => &[],
			_ => return Err(malformed("parameters are a list")),
		};
		// The node answers a list of numbers with as many hashes.
		if given.iter().any(Value::is_array) {
			return Err(malformed("no parameter of a public method is a list: ask one by one"));
		}
		if method != "author_submitExtrinsic" && params.to_string().len() > LONGEST_PARAMS {
			return Err(malformed(format!("the parameters of a public method have at most {LONGEST_PARAMS} bytes")));
		}
		Ok(self.chain.ask(method, params.clone()).await?)
	}

	/// What is public, asked in bytes.
	async fn public_call(&self, params: &Value, note: &mut Note) -> Result<Value, Refusal> {
		let function = params[0].as_str().unwrap_or_default();
		note.method = match methods::behind(function) {
			Some(route) => route.method.into(),
			None if [methods::PUBLIC_CALLS, methods::PARTYS_CALLS].concat().contains(&function) => note.method.clone(),
			None => {
				note.method = "other".into();
				return Err(Refusal::new(Name::MethodClosed, "no gateway asks this function of the runtime"));
			},
		};
		if !methods::is_public_call(function) {
			return Err(Refusal::new(
				Name::SignatureRequired,
				format!("{function} is answered to a signed query alone: see docs/gateway.md"),
			));
		}
		self.public("state_call", params).await
	}

	async fn query(&self, params: &Value, note: &mut Note) -> Result<Value, Refusal> {
		let (signed, attached) = match params.as_array().map(Vec::as_slice).unwrap_or_default() {
			[signed] => (signed, None),
			[signed, Value::String(attached)] => (signed, Some(attached.as_str())),
			_ => {
				return Err(malformed(
					"the method query takes one parameter: { query, account, scheme, signature }; openings_put a second one, the \
					 text of its boxes",
				))
			},
		};
		let signed = SignedQuery::deserialize(signed).map_err(|e| malformed(e.to_string()))?;
		if signed.query.len() > LONGEST {
			return Err(malformed(format!("a query has at most {LONGEST} bytes")));
		}
		let query: Query = serde_json::from_str(&signed.query).map_err(|e| malformed(format!("the query: {e}")))?;
		let (query, in_bytes) = read_bytes(query)?;
		let Some(method) = methods::asked_by(&query.r#as, &query.method) else {
			note.method = "other".into();
			return Err(Refusal::new(Name::MethodClosed, "no gateway answers this method to who asks"));
		};
		note.method = method.name.into();
		if query.node != self.node {
			let message = format!("the query is for another node: this gateway's is {}", self.node);
			return Err(Refusal::new(Name::OtherNode, message));
		}
		let account = signed.signer().ok_or_else(|| {
			Refusal::new(
				Name::WrongSignature,
				"the signature is not this account's over these bytes: see docs/gateway.md",
			)
		})?;
		note.account = Some(account.clone());
		note.subject = query.params.first().map(subject);
		let asked = parameters(method, &query)?;
		let (number, oldest) = self.finality.recent(&self.chain, query.block).await?;

		let at = At { hash: query.block, number };
		let judge = Judge { chain: &self.chain, memory: &self.memory, at };
		let asker = match &query.r#as {
			Party::Holder(holder) => judge.asker(holder, &account).await?,
			Party::Machine(role) => self.machine(*role, &account)?,
			Party::Own(_) => Asker::Account,
		};
		note.who = in_the_log(&query.r#as);
		// Only now: what strangers send is not remembered.
		let memory = if asker == Asker::Account { &self.strangers } else { &self.memory };
		memory.note(account.0, query.nonce, number, oldest)?;
		if method.subject == Subject::Boxes {
			return self.of_boxes(method.name, &asker, &query.params, attached).await;
		}
		if attached.is_some() {
			return Err(malformed("nothing but boxes goes with a query"));
		}
		let shown = match (&asker, method.subject) {
			(Asker::Machine(role), _) => {
				ensure_of_role(*role, method.name, &query.params)?;
				Shown::All
			},
			(_, Subject::Keys) => {
				let keys = match (method.name, query.params.first()) {
					("state_getStorage", Some(key)) => std::slice::from_ref(key),
					(_, Some(Value::Array(keys))) => keys.as_slice(),
					_ => &[],
				};
				self.ensure_readable(&judge, &asker, &account, keys).await?;
				Shown::All
			},
			_ => judge.judge(&asker, &account, method, &query.params).await?,
		};
		if method.name == "finality_votes" {
			return self.finality.votes(&self.chain).await;
		}
		if method.name == "transaction_outcome" {
			return self.outcome(&account, &query.params).await;
		}
		match in_bytes {
			Some(InBytes { call, .. }) if shown == Shown::All => {
				Ok(self.chain.ask("state_call", json!([call[0], call[1], query.block])).await?)
			},
			in_bytes => {
				let answer = only(shown, self.chain.ask(method.name, Value::Array(asked)).await?);
				match in_bytes.and_then(|one| one.route) {
					Some(route) => Ok(json!(hexadecimal(&route.answer_in_bytes(answer).map_err(malformed)?))),
					None => Ok(answer),
				}
			},
		}
	}

	/// What became of a transaction that the account signed. Of another's nobody learns whether there is one.
	async fn outcome(&self, account: &AccountId32, params: &[Value]) -> Result<Value, Refusal> {
		let hash = params.get(1).cloned().unwrap_or_default();
		let hash: H256 = serde_json::from_value(hash).map_err(|e| malformed(format!("the transaction's hash: {e}")))?;
		let found = self.outcomes.find(&self.chain, hash).await?;
		let Some(found) = found.filter(|found| found.signer == account.0) else { return Ok(Value::Null) };
		let last = self.finality.last(&self.chain).await?;
		let events = self.chain.events_of(found.block, found.place).await?;
		let events: Vec<String> = events.iter().map(|event| hexadecimal(event)).collect();
		let block = json!({ "number": found.number, "hash": found.block });
		Ok(json!({ "block": block, "final": found.number <= last.number, "events": events }))
	}

	/// A program, if the operator named its account.
	fn machine(&self, role: Role, account: &AccountId32) -> Result<Asker, Refusal> {
		match self.machines.iter().any(|(known, of)| *known == role && of == account) {
			true => Ok(Asker::Machine(role)),
			false => Err(Refusal::new(
				Name::NotTheParty,
				format!("the gateway's operator has named no such account as {role}"),
			)),
		}
	}

	/// Refuses a key that the asker may not read.
	async fn ensure_readable(
		&self,
		judge: &Judge<'_, C>,
		asker: &Asker,
		account: &AccountId32,
		keys: &[Value],
	) -> Result<(), Refusal> {
		if keys.is_empty() || keys.len() > readable::MOST_KEYS {
			return Err(malformed(format!("the parameter is a list of 1 to {} keys", readable::MOST_KEYS)));
		}
		for key in keys {
			let key = readable::bytes(key).ok_or_else(|| malformed("a key is 0x and hexadecimal digits"))?;
			let (subject, params) = readable::subject(&key).ok_or_else(|| {
				Refusal::new(Name::NoRelation, "no gateway proves this key: docs/gateway.md lists what it proves")
			})?;
			let one = Method { name: "state_getReadProof", arguments: params.len(), paged: false, subject, at: true };
			match judge.judge(asker, account, &one, &params).await? {
				Shown::All => {},
				Shown::Indicators(named)
					if params.get(1).is_some_and(|id| named.iter().any(|one| json!(one) == *id)) => {},
				Shown::Indicators(_) | Shown::EntriesOf(_) => return Err(no_relation()),
			}
		}
		Ok(())
	}

	/// Leaves, gives or takes boxes away. The node is not asked.
	async fn of_boxes(
		&self,
		method: &str,
		asker: &Asker,
		params: &[Value],
		attached: Option<&str>,
	) -> Result<Value, Refusal> {
		let kept = self.boxes.clone();
		let kept = kept.ok_or_else(|| Refusal::new(Name::NoBoxes, "this gateway keeps no boxes: ask another"))?;
		let first = params.first().unwrap_or(&Value::Null);
		let now = boxes::now();
		if method == "openings_put" {
			let (Asker::Agency(agency) | Asker::Regulator(agency)) = *asker else { return Err(no_relation()) };
			let attached = attached.ok_or_else(|| malformed("the text of the boxes goes behind the query"))?;
			if *first != json!(boxes::hash_of(attached)) {
				let message = "the query was signed over other boxes: its parameter is the BLAKE2b-256 of their text";
				return Err(Refusal::new(Name::WrongSignature, message));
			}
			let sent: Vec<Sent> = serde_json::from_str(attached).map_err(|e| malformed(format!("the boxes: {e}")))?;
			return on_disk(move || kept.put(agency, sent, now)).await;
		}
		if attached.is_some() {
			return Err(malformed("nothing but boxes goes with a query"));
		}
		let firm = first.as_str().and_then(|text| text.parse::<RegistrationNumber>().ok());
		let firm = match (asker, firm) {
			(Asker::Enterprise(own), Some(firm)) if *own == firm => firm,
			_ => return Err(no_relation()),
		};
		if method == "openings_drop" {
			let hashes = params.get(1).cloned().unwrap_or_default();
			let hashes: Vec<H256> = serde_json::from_value(hashes).map_err(|e| malformed(format!("hashes: {e}")))?;
			return on_disk(move || kept.take_away(&firm, &hashes, now)).await;
		}
		on_disk(move || kept.fetch(&firm, now)).await
	}
}

/// Others need not wait for the disk.
async fn on_disk(work: impl FnOnce() -> Result<Value, Refusal> + Send + 'static) -> Result<Value, Refusal> {
	let done = tokio::task::spawn_blocking(work).await;
	done.unwrap_or_else(|_| Err(Refusal::new(Name::Busy, "the boxes cannot be reached: try again")))
}

/// A question in the chain's own bytes.
struct InBytes {
	/// The function and its arguments, as they were sent.
	call: Vec<Value>,
	/// None of a function behind no method of ours.
	route: Option<&'static Route>,
}

/// What `state_call` asks is judged, and written down, as a question of the method that the function stands behind.
fn read_bytes(query: Query) -> Result<(Query, Option<InBytes>), Refusal> {
	if query.method != "state_call" || matches!(query.r#as, Party::Machine(_)) {
		return Ok((query, None));
	}
	let [Value::String(function), Value::String(data)] = query.params.as_slice() else {
		return Err(malformed(
			"state_call takes a function of the runtime and its arguments in bytes: no block, the query names it",
		));
	};
	let route = methods::behind(function);
	let (method, params) = match route {
		Some(route) => {
			let bytes =
				readable::bytes(&json!(data)).ok_or_else(|| malformed("arguments are 0x and hexadecimal digits"))?;
			let params = route.arguments_in(&bytes).map_err(|e| malformed(format!("{function}: {e}")))?;
			(route.method.to_string(), params)
		},
		None if methods::PARTYS_CALLS.contains(&function.as_str()) => (query.method.clone(), query.params.clone()),
		None => (String::new(), vec![]),
	};
	let call = query.params;
	Ok((Query { method, params, ..query }, Some(InBytes { call, route })))
}

fn hexadecimal(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn malformed(message: impl Into<String>) -> Refusal {
	Refusal::new(Name::Malformed, message)
}

fn text(value: Value) -> Result<String, Refusal> {
	let text = value.as_str().map(str::to_string);
	text.ok_or_else(|| Refusal::new(Name::NodeDown, "the node behind this gateway does not say its peer id"))
}

/// The node's parameters: the query's, the block, and the page.
fn parameters(method: &Method, query: &Query) -> Result<Vec<Value>, Refusal> {
	let (most, given) = (method.arguments + usize::from(method.paged), query.params.len());
	if given < method.arguments || given > most {
		let page = if method.paged { ", and a page" } else { "" };
		let message =
			format!("{} takes {} parameters{page}: no block, the query names it", method.name, method.arguments);
		return Err(malformed(message));
	}
	let (arguments, page) = query.params.split_at(method.arguments);
	let mut asked = arguments.to_vec();
	if method.at {
		asked.push(json!(query.block));
	}
	asked.extend_from_slice(page);
	Ok(asked)
}

/// What of an answer the asker may see.
fn only(shown: Shown, mut answer: Value) -> Value {
	let seen: Box<dyn Fn(&Value) -> bool> = match shown {
		Shown::All => return answer,
		Shown::EntriesOf(institution) => Box::new(move |one| one["institution"] == json!(institution)),
		Shown::Indicators(named) => Box::new(move |one| named.iter().any(|id| one["indicator"] == json!(id))),
	};
	match answer["items"].as_array_mut() {
		Some(items) => items.retain(seen),
		// Not a page: nothing is shown of what was not looked through.
		None => answer = Value::Null,
	}
	answer
}

/// Refuses a program what is not its work.
fn ensure_of_role(role: Role, method: &str, params: &[Value]) -> Result<(), Refusal> {
	let closed = || {
		Refusal::new(Name::NoRelation, format!("this is nothing that a gateway tells a {role}: see docs/gateway.md"))
	};
	let may = |may: bool| if may { Ok(()) } else { Err(closed()) };
	let first = params.first().unwrap_or(&Value::Null);
	let events = readable::prefix("System", "Events");
	let of_the_corridor = |key: &Value| {
		let Role::Relayer(corridor) = role else { return false };
		let pallets = [format!("{corridor}Grandpa"), format!("{corridor}Messages")];
		readable::bytes(key).is_some_and(|key| {
			let own = pallets.iter().any(|pallet| key.starts_with(&readable::of_pallet(pallet)));
			own || key == readable::prefix("Grandpa", "CurrentSetId")
		})
	};
	match (role, method) {
		(Role::Relayer(_), "state_call") => {
			may(first.as_str().is_some_and(|function| methods::RELAYERS_CALLS.contains(&function)))
		},
		(Role::Relayer(_), "state_getReadProof") => {
			let keys = first.as_array().map(Vec::as_slice).unwrap_or_default();
			may((1..=MOST_PROVED).contains(&keys.len()) && keys.iter().all(of_the_corridor))
		},
		(Role::Relayer(_), "state_getKeysPaged") => {
			let few = params.get(1).and_then(Value::as_u64).is_some_and(|count| count <= MOST_PROVED as u64);
			may(few && of_the_corridor(first))
		},
		(Role::Relayer(_), "state_getStorage") => may(of_the_corridor(first)),
		(Role::Indexer, "state_getStorage") => may(readable::bytes(first).is_some_and(|key| key == events)),
		(Role::Relayer(_), "grandpa_proveFinality")
		| (Role::Indexer, "chain_getBlock" | "grandpa_proveFinality")
		| (Role::Monitor, "grandpa_roundState" | "system_health" | "system_nodeRoles" | "system_syncState") => Ok(()),
		// What is added to a role's list is closed until it is said here of what it may be asked.
		_ => Err(closed()),
	}
}

/// A firm stands there by the hash that its number has as a subject, not by the number itself.
fn in_the_log(asker: &Party) -> String {
	match asker {
		Party::Holder(CardHolder::Enterprise(number)) => {
			format!("enterprise {:?}", subject(&Value::String(number.to_string())))
		},
		other => other.to_string(),
	}
}

/// By what the log knows of whom a question was. It hides no firm from who has the log: a list of numbers, hashed, finds which it is.
fn subject(first: &Value) -> H256 {
	let text = first.as_str().map_or_else(|| first.to_string(), str::to_string);
	lingnan_client::values::fingerprint(format!("lingnan audit {text}").as_bytes())
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::Corridor;

	#[test]
	fn what_is_asked_of_anything_is_open_to_its_role_and_a_method_that_is_new_there_is_closed() {
		let relayer = Role::Relayer(Corridor::GuangdongMacao);
		let judged = ["state_call", "state_getKeysPaged", "state_getReadProof", "state_getStorage"];
		for role in [relayer, Role::Indexer, Role::Monitor] {
			for method in methods::of_role(role) {
				let open = ensure_of_role(role, method.name, &[]).is_ok();
				assert_eq!(open, !judged.contains(&method.name), "{role}: {}", method.name);
			}
			for new in ["state_getPairs", "author_pendingExtrinsics", "attestation_list"] {
				let refused = ensure_of_role(role, new, &[]).map_err(|refusal| refusal.verdict());
				assert_eq!(refused, Err("NoRelation"), "{role}: {new}");
			}
		}
	}
}
