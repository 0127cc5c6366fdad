//! Where a firm asks an agency for its openings again. The agency derives them from its secret and its records, and answers with a
//! box that the firm's card on the chain alone opens: whoever stands between learns nothing, and neither does who is not the firm.
//!
//! `GET /openings` says what a firm must know before it signs; `POST /openings` takes a query, signed as a gateway's are
//! (`docs/gateway.md`), by which nothing else is bound: method `openings_again`, no parameters, `node` the agency's name here.

use crate::{
	card::{self, Party},
	envelope::{Envelope, Recipient},
	openings::{Opened, Openings, Sealed},
	records::{Entry, Records},
};
use lingnan_client::values::fingerprint;
use lingnan_gateway::{
	audit::Audit,
	chain::Chain,
	door::Note,
	finality::{Finality, OLDEST},
	memory::Memory,
	query::{Nonce, LONGEST},
	relation::{At, Judge},
	Name, Query, SignedQuery,
};
use lingnan_sealed::BlindingSecret;
use lingnan_serving::{Answer, Method, Refused, Request, Service, StatusCode};
use lingnan_types::{
	attestation::AttestationView, card::CardView, indicator::IndicatorView, AgencyId, CardHolder, IndicatorId,
	RegistrationNumber,
};
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use serde_json::{json, Value};
use std::{
	fmt,
	sync::{Mutex, MutexGuard, PoisonError},
	time::Instant,
};
use subxt::utils::H256;

/// What a firm asks for. No gateway answers a method of this name.
pub const METHOD: &str = "openings_again";
/// Where it asks.
pub const PATH: &str = "/openings";
/// Bytes of a request's body: a signed query, and its signature.
pub const LARGEST_BODY: usize = LONGEST + 1_024;
/// Pages of a firm's attestations that are read. It has one for each indicator at most.
const MOST_PAGES: u32 = 50;
/// Records of one indicator and period that are tried, the newest first: one for each revision, and for each that was refused.
const MOST_TRIED: usize = 64;

/// As a query names an agency.
pub fn node_of(agency: AgencyId) -> String {
	format!("agency {agency}")
}

/// What a firm must know before it signs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Info {
	pub agency: AgencyId,
	/// What its queries name as their node.
	pub node: String,
	pub genesis: H256,
	/// The last final block.
	pub finalised: H256,
	/// Final blocks by which the block of a query may lie back.
	pub oldest: u32,
}

/// What a firm gets.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Handed {
	/// A box, as a file of openings is.
	pub openings: Envelope,
	/// Attestations that it opens.
	pub count: usize,
	/// Indicators of which an attestation of the agency stands that its records do not open.
	pub missing: Vec<IndicatorId>,
}

/// A query for a firm's openings, at a block that the agency knows.
pub fn query(info: &Info, enterprise: RegistrationNumber, nonce: Nonce) -> Query {
	Query {
		r#as: CardHolder::Enterprise(enterprise).into(),
		method: METHOD.into(),
		params: Vec::new(),
		node: info.node.clone(),
		block: info.finalised,
		nonce,
	}
}

/// Why nothing is handed over.
#[derive(Clone, PartialEq, Debug)]
pub enum Refusal {
	/// For the query: as a gateway says it.
	Query(lingnan_gateway::Refusal),
	/// There is nobody's key to encrypt to.
	Card(RegistrationNumber, card::Refusal),
	/// The agency has no sealed attestation about the firm that counts.
	NothingSealed,
	/// There are such, and the records open none of them.
	NotInRecords,
	/// The agency's records cannot be read.
	Records,
}

impl Refusal {
	fn named(name: Name, message: impl Into<String>) -> Self {
		Self::Query(lingnan_gateway::Refusal::new(name, message))
	}

	/// For programs.
	pub fn name(&self) -> &'static str {
		match self {
			Self::Query(refusal) => refusal.verdict(),
			Self::Card(_, refusal) => refusal.name(),
			Self::NothingSealed => "NothingSealed",
			Self::NotInRecords => "NotInRecords",
			Self::Records => "RecordsUnreadable",
		}
	}

	fn status(&self) -> StatusCode {
		match self {
			Self::Query(lingnan_gateway::Refusal::Named(name, _)) => match name {
				Name::WrongSignature | Name::SignatureRequired => StatusCode::UNAUTHORIZED,
				Name::NotTheParty | Name::NoRelation | Name::Suspended => StatusCode::FORBIDDEN,
				Name::Replayed => StatusCode::CONFLICT,
				Name::Busy => StatusCode::SERVICE_UNAVAILABLE,
				Name::NodeDown => StatusCode::BAD_GATEWAY,
				_ => StatusCode::BAD_REQUEST,
			},
			Self::Query(lingnan_gateway::Refusal::Node(..)) => StatusCode::BAD_GATEWAY,
			Self::Card(..) => StatusCode::CONFLICT,
			Self::NothingSealed | Self::NotInRecords => StatusCode::NOT_FOUND,
			Self::Records => StatusCode::INTERNAL_SERVER_ERROR,
		}
	}
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Query(lingnan_gateway::Refusal::Named(_, message) | lingnan_gateway::Refusal::Node(_, message, _)) => {
				f.write_str(message)
			},
			Self::Card(number, refusal) => match refusal.error(&Party::Enterprise(number.to_string())) {
				crate::error::Error::DoesNotHold { reason, .. } => f.write_str(&reason),
				other => other.fmt(f),
			},
			Self::NothingSealed => f.write_str("this agency has no sealed attestation about the enterprise that counts"),
			Self::NotInRecords => f.write_str(
				"attestations of this agency about the enterprise stand, and its records open none of them: it must seal them anew",
			),
			Self::Records => f.write_str("the agency cannot read its records: tell it, and ask again later"),
		}
	}
}

impl From<lingnan_gateway::Refusal> for Refusal {
	fn from(refusal: lingnan_gateway::Refusal) -> Self {
		Self::Query(refusal)
	}
}

/// A secret that the agency seals with, or sealed with before, and what it has sealed with it. They live and end together.
pub struct Shelf {
	pub secret: BlindingSecret,
	pub records: Records,
}

/// An agency that hands openings over.
pub struct Desk<C> {
	chain: C,
	agency: AgencyId,
	genesis: H256,
	shelves: Mutex<Vec<Shelf>>,
	/// What an indicator is never changes.
	indicators: Mutex<Vec<IndicatorView>>,
	finality: Finality,
	memory: Memory,
	audit: Audit,
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
	lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An answer of the node, as it must be.
fn read<T: DeserializeOwned>(answer: Value) -> Result<T, Refusal> {
	serde_json::from_value(answer)
		.map_err(|_| Refusal::named(Name::NodeDown, "the agency's node answers what cannot be read"))
}

impl<C: Chain> Desk<C> {
	/// Opens at the chain's last final block: of earlier ones no query is taken.
	pub async fn open(chain: C, agency: AgencyId, shelves: Vec<Shelf>, audit: Audit) -> Result<Self, Refusal> {
		let genesis = read(chain.ask("chain_getBlockHash", json!([0])).await.map_err(lingnan_gateway::Refusal::from)?)?;
		let finality = Finality::new(&chain).await?;
		let (shelves, indicators) = (Mutex::new(shelves), Mutex::default());
		Ok(Self { chain, agency, genesis, shelves, indicators, finality, memory: Memory::default(), audit })
	}

	/// Writes down how many requests were beyond the limit since it was last told.
	pub fn tell_limited(&self) {
		self.audit.tell_limited();
	}

	pub async fn info(&self) -> Result<Info, Refusal> {
		let last = self.finality.last(&self.chain).await?;
		let (agency, genesis) = (self.agency, self.genesis);
		Ok(Info { agency, node: node_of(agency), genesis, finalised: last.hash, oldest: OLDEST })
	}

	/// Hands a firm its openings. What is known by then stands in the note.
	pub async fn hand_over(&self, body: &[u8], note: &mut Note) -> Result<Handed, Refusal> {
		*note = Note { who: "stranger".into(), method: "none".into(), ..Note::default() };
		let malformed = |e: serde_json::Error| Refusal::named(Name::Malformed, format!("a signed query: {e}"));
		let signed: SignedQuery = serde_json::from_slice(body).map_err(malformed)?;
		if signed.query.len() > LONGEST {
			return Err(Refusal::named(Name::Malformed, format!("a query has at most {LONGEST} bytes")));
		}
		let query: Query = serde_json::from_str(&signed.query).map_err(malformed)?;
		if query.method != METHOD {
			return Err(Refusal::named(Name::MethodClosed, format!("the method {METHOD} alone is answered here")));
		}
		note.method = METHOD.into();
		if !query.params.is_empty() {
			return Err(Refusal::named(
				Name::Malformed,
				"the method takes no parameters: a firm asks for its own openings",
			));
		}
		let node = node_of(self.agency);
		if query.node != node {
			return Err(Refusal::named(Name::OtherNode, format!("the query is for another one: this is {node}")));
		}
		let account = signed.signer().ok_or_else(|| {
			Refusal::named(
				Name::WrongSignature,
				"the signature is not this account's over these bytes: see docs/gateway.md",
			)
		})?;
		note.account = Some(account.clone());
		let lingnan_gateway::Party::Holder(holder @ CardHolder::Enterprise(number)) = &query.r#as else {
			let message = "openings are handed to the firm that they are about, and to nobody else";
			return Err(Refusal::named(Name::NoRelation, message));
		};
		let (block, oldest) = self.finality.recent(&self.chain, query.block).await?;
		let at = At { hash: query.block, number: block };
		Judge { chain: &self.chain, memory: &self.memory, at }.asker(holder, &account).await?;
		let hash = fingerprint(format!("lingnan audit {number}").as_bytes());
		(note.who, note.subject) = (format!("enterprise {hash:?}"), Some(hash));
		// Only now: what strangers send is not remembered.
		self.memory.note(account.0, query.nonce, block, oldest)?;

		let recipient = self.recipient(number, query.block).await?;
		let attestations = self.attestations(number, query.block).await?;
		let (opened, missing) = self.opened(number, &attestations)?;
		if opened.is_empty() {
			return Err(if missing.is_empty() { Refusal::NothingSealed } else { Refusal::NotInRecords });
		}
		let count = opened.len();
		let openings = Openings::new(self.genesis, self.agency, &number.to_string(), opened);
		let openings = openings
			.seal(&recipient)
			.map_err(|_| Refusal::Card(number.clone(), card::Refusal::NoCard))?;
		Ok(Handed { openings, count, missing })
	}

	async fn ask<T: DeserializeOwned>(&self, method: &str, params: Value) -> Result<T, Refusal> {
		read(self.chain.ask(method, params).await.map_err(lingnan_gateway::Refusal::from)?)
	}

	/// All entries of a list that comes by the page.
	async fn list<T: DeserializeOwned>(&self, method: &str, params: &[Value]) -> Result<Vec<T>, Refusal> {
		#[derive(Deserialize)]
		struct Page<T> {
			items: Vec<T>,
			next: Value,
		}
		let (mut all, mut after) = (Vec::new(), Value::Null);
		for _ in 0..MOST_PAGES {
			let asked = [params, &[json!({ "after": after })]].concat();
			let page: Page<T> = self.ask(method, Value::Array(asked)).await?;
			all.extend(page.items);
			match page.next {
				Value::Null => return Ok(all),
				next => after = next,
			}
		}
		Err(Refusal::named(Name::Busy, "the list is too long to be read"))
	}

	/// The key of the firm's card in force.
	async fn recipient(&self, number: &RegistrationNumber, block: H256) -> Result<Recipient, Refusal> {
		let holder = CardHolder::Enterprise(number.clone());
		let cards: Vec<CardView> = self.ask("card_list", json!([holder, block])).await?;
		let card = card::in_force(&cards).map_err(|refusal| Refusal::Card(number.clone(), refusal))?;
		Recipient::of_card(card).ok_or_else(|| Refusal::Card(number.clone(), card::Refusal::NoCard))
	}

	/// The agency's sealed attestations about a firm that count, with their indicators.
	async fn attestations(
		&self,
		number: &RegistrationNumber,
		block: H256,
	) -> Result<Vec<(IndicatorView, Sealed)>, Refusal> {
		let all: Vec<AttestationView> = self.list("attestation_list", &[json!(number), json!(block)]).await?;
		let ours = all.into_iter().filter(|one| one.agency == self.agency && one.counts);
		let ours: Vec<(IndicatorId, Sealed)> =
			ours.filter_map(|one| Some((one.indicator, Sealed::of(&one)?))).collect();
		let known = |id: &IndicatorId| held(&self.indicators).iter().any(|one| one.id == *id);
		if !ours.iter().all(|(id, _)| known(id)) {
			let indicators = self.list("attestation_indicators", &[json!(block)]).await?;
			*held(&self.indicators) = indicators;
		}
		let indicators = held(&self.indicators);
		let with = ours.into_iter().filter_map(|(id, sealed)| {
			let indicator = indicators.iter().find(|one| one.id == id)?;
			Some((indicator.clone(), sealed))
		});
		Ok(with.collect())
	}

	/// What opens them, derived again; and those that nothing in the records opens.
	fn opened(
		&self,
		number: &RegistrationNumber,
		attestations: &[(IndicatorView, Sealed)],
	) -> Result<(Vec<Opened>, Vec<IndicatorId>), Refusal> {
		let mut shelves = held(&self.shelves);
		for shelf in shelves.iter_mut() {
			shelf.records.refresh().map_err(|_| Refusal::Records)?;
		}
		let (mut opened, mut missing) = (Vec::new(), Vec::new());
		for (indicator, sealed) in attestations {
			match shelves.iter().find_map(|shelf| self.opening(number, indicator, sealed, shelf)) {
				Some(found) => opened.push(found),
				None => missing.push(indicator.id),
			}
		}
		Ok((opened, missing))
	}

	fn opening(
		&self,
		number: &RegistrationNumber,
		indicator: &IndicatorView,
		sealed: &Sealed,
		shelf: &Shelf,
	) -> Option<Opened> {
		let fits = |entry: &&Entry| entry.indicator == indicator.id && entry.period_end == sealed.period_end;
		let entries = shelf.records.of(&number.to_string()).iter();
		let mut tried = entries.rev().filter(fits).take(MOST_TRIED).filter_map(|entry| {
			let Entry { value, period_end, revision, .. } = *entry;
			Opened::seal(&shelf.secret, self.genesis, number, indicator, value, period_end, revision).ok()
		});
		tried.find(|opened| sealed.is_opened_by(opened, &number.to_string()))
	}

	async fn answer_openings(&self, mut request: Request) -> Answer {
		let began = Instant::now();
		let body = match request.body().await {
			Ok(body) => body,
			Err(refused) => return refused.into(),
		};
		let mut note = Note::default();
		let answer = self.hand_over(&body, &mut note).await;
		let verdict = answer.as_ref().map_or_else(Refusal::name, |_| "Answered");
		self.audit.write(&note, verdict, began.elapsed());
		answered(answer)
	}
}

fn answered(answer: Result<impl Serialize, Refusal>) -> Answer {
	match answer {
		Ok(answer) => Answer::new(StatusCode::OK, json!(answer)),
		Err(refusal) => Answer::refusal(refusal.status(), refusal.name(), refusal.to_string()),
	}
}

impl<C: Chain> Service for Desk<C> {
	async fn answer(&self, request: Request) -> Answer {
		match (&request.method, request.path.as_str()) {
			(&Method::GET, PATH) => answered(self.info().await),
			(&Method::POST, PATH) => self.answer_openings(request).await,
			(_, PATH) => Answer::not_allowed("GET, POST", "GET /openings, POST /openings"),
			_ => Answer::refusal(StatusCode::NOT_FOUND, "path", "there are GET /openings and POST /openings"),
		}
	}

	fn limited(&self, refused: Refused) -> Answer {
		self.audit.limited();
		refused.into()
	}
}

#[cfg(test)]
mod tests;
