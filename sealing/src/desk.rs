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
	attestation::AttestationView, card::CardView, indicator::IndicatorView, AgencyId, CardHolder, DatasetId,
	IndicatorId, RegistrationNumber,
};
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use serde_json::{json, Value};
use std::{
	collections::BTreeSet,
	fmt,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
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
	/// Attestations that were brought from an anchored dataset: the dataset's own service hands their openings over.
	#[serde(default)]
	pub in_datasets: Vec<InDataset>,
}

/// An attestation whose openings hang on the key of a dataset, which this service does not have.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InDataset {
	pub indicator: IndicatorId,
	pub dataset: DatasetId,
}

/// Where their openings are to be had.
pub fn datasets_text(all: &[InDataset]) -> String {
	let of: BTreeSet<DatasetId> = all.iter().map(|one| one.dataset).collect();
	let of: Vec<String> = of.iter().map(ToString::to_string).collect();
	format!(
		"{} of them come from dataset {}: the dataset's service hands their openings over (where the agency runs `lingnan attestation \
		 anchor serve`)",
		all.len(),
		of.join(", ")
	)
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
	/// There are such, and the records open none of them. Some may come from anchored datasets.
	NotInRecords(Vec<InDataset>),
	/// There are such, and all of them come from anchored datasets.
	InDatasets(Vec<InDataset>),
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
			Self::NotInRecords(_) => "NotInRecords",
			Self::InDatasets(_) => "InDatasets",
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
			Self::NothingSealed | Self::NotInRecords(_) | Self::InDatasets(_) => StatusCode::NOT_FOUND,
			Self::Records => StatusCode::INTERNAL_SERVER_ERROR,
		}
	}
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Query(
				lingnan_gateway::Refusal::Named(_, message) | lingnan_gateway::Refusal::Node(_, message, _),
			) => f.write_str(message),
			Self::Card(number, refusal) => match refusal.error(&Party::Enterprise(number.to_string())) {
				crate::error::Error::DoesNotHold { reason, .. } => f.write_str(&reason),
				other => other.fmt(f),
			},
			Self::NothingSealed => {
				f.write_str("this agency has no sealed attestation about the enterprise that counts")
			},
			Self::NotInRecords(in_datasets) => {
				f.write_str(
					"attestations of this agency about the enterprise stand that its records do not open, and none that they open: it \
					 must seal them anew",
				)?;
				match in_datasets.as_slice() {
					[] => Ok(()),
					some => write!(f, "; and {}", datasets_text(some)),
				}
			},
			Self::InDatasets(all) => {
				write!(
					f,
					"{} attestations of this agency about the enterprise stand; {}",
					all.len(),
					datasets_text(all)
				)
			},
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
	shelves: Arc<Mutex<Vec<Shelf>>>,
	/// What an indicator is never changes.
	indicators: Mutex<Vec<IndicatorView>>,
	finality: Finality,
	memory: Memory,
	audit: Audit,
}

/// A sealed attestation of the agency.
struct Stands {
	indicator: IndicatorView,
	sealed: Sealed,
	/// That it was brought from, if it was.
	dataset: Option<DatasetId>,
}

fn opened(
	shelves: &Mutex<Vec<Shelf>>,
	genesis: H256,
	number: &RegistrationNumber,
	attestations: &[Stands],
) -> Result<(Vec<Opened>, Vec<IndicatorId>), Refusal> {
	let mut shelves = held(shelves);
	for shelf in shelves.iter_mut() {
		shelf.records.refresh().map_err(|_| Refusal::Records)?;
	}
	let (mut opened, mut missing) = (Vec::new(), Vec::new());
	for one in attestations {
		match shelves.iter().find_map(|shelf| opening(genesis, number, one, shelf)) {
			Some(found) => opened.push(found),
			None => missing.push(one.indicator.id),
		}
	}
	Ok((opened, missing))
}

fn opening(genesis: H256, number: &RegistrationNumber, stands: &Stands, shelf: &Shelf) -> Option<Opened> {
	let Stands { indicator, sealed, .. } = stands;
	let enterprise = number.to_string();
	let fits = |entry: &&Entry| entry.indicator == indicator.id && entry.period_end == sealed.period_end;
	let entries = shelf.records.of(&enterprise).iter();
	let mut tried = entries.rev().filter(fits).take(MOST_TRIED).filter_map(|entry| {
		let Entry { value, period_end, revision, .. } = *entry;
		Opened::seal(&shelf.secret, genesis, number, indicator, value, period_end, revision).ok()
	});
	tried.find(|opened| sealed.is_opened_by(opened, &enterprise))
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
		let (shelves, indicators) = (Arc::new(Mutex::new(shelves)), Mutex::default());
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
		let (brought, sealed): (Vec<_>, Vec<_>) = attestations.into_iter().partition(|one| one.dataset.is_some());
		let in_dataset = |one: Stands| Some(InDataset { indicator: one.indicator.id, dataset: one.dataset? });
		let in_datasets: Vec<InDataset> = brought.into_iter().filter_map(in_dataset).collect();
		let (opened, missing) = self.opened(number, sealed).await?;
		if opened.is_empty() {
			return Err(match (missing.is_empty(), in_datasets.is_empty()) {
				(true, true) => Refusal::NothingSealed,
				(true, false) => Refusal::InDatasets(in_datasets),
				(false, _) => Refusal::NotInRecords(in_datasets),
			});
		}
		let count = opened.len();
		let openings = Openings::new(self.genesis, self.agency, &number.to_string(), opened);
		let openings = openings.seal(&recipient).map_err(|_| Refusal::Card(number.clone(), card::Refusal::NoCard))?;
		Ok(Handed { openings, count, missing, in_datasets })
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
	async fn attestations(&self, number: &RegistrationNumber, block: H256) -> Result<Vec<Stands>, Refusal> {
		let all: Vec<AttestationView> = self.list("attestation_list", &[json!(number), json!(block)]).await?;
		let ours = all.into_iter().filter(|one| one.agency == self.agency && one.counts);
		let ours: Vec<(IndicatorId, Option<DatasetId>, Sealed)> =
			ours.filter_map(|one| Some((one.indicator, one.dataset, Sealed::of(&one)?))).collect();
		let known = |id: &IndicatorId| held(&self.indicators).iter().any(|one| one.id == *id);
		if !ours.iter().all(|(id, ..)| known(id)) {
			let indicators = self.list("attestation_indicators", &[json!(block)]).await?;
			*held(&self.indicators) = indicators;
		}
		let indicators = held(&self.indicators);
		let with = ours.into_iter().filter_map(|(id, dataset, sealed)| {
			let indicator = indicators.iter().find(|one| one.id == id)?.clone();
			Some(Stands { indicator, sealed, dataset })
		});
		Ok(with.collect())
	}

	/// What opens them, derived again; and those that nothing in the records opens. Files are read and points multiplied: not where
	/// other queries are answered.
	async fn opened(
		&self,
		number: &RegistrationNumber,
		attestations: Vec<Stands>,
	) -> Result<(Vec<Opened>, Vec<IndicatorId>), Refusal> {
		let (shelves, genesis, number) = (self.shelves.clone(), self.genesis, number.clone());
		let work = tokio::task::spawn_blocking(move || opened(&shelves, genesis, &number, &attestations));
		work.await.unwrap_or(Err(Refusal::Records))
	}

	async fn answer_openings(&self, mut request: Request) -> Answer {
		let began = Instant::now();
		let mut note = Note { who: "stranger".into(), method: "none".into(), ..Note::default() };
		let body = match request.body().await {
			Ok(body) => body,
			Err(refused) => {
				self.audit.write(&note, refused.word(), began.elapsed());
				return refused.into();
			},
		};
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
