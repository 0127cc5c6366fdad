//! Final blocks, one after the other, and the clock: what of them concerns somebody who is told.

use crate::{
	book::Book,
	chain::{list, one, Chain},
	journal::{Journal, What},
	kind::Kind,
	serve::now,
	sweep::{due, News},
};
use lingnan_client::{Error, Event, Result};
use lingnan_gateway::{
	finality::{Final, Finality},
	memory::Memory,
	relation::{Asker, At, Judge},
	Name, Refusal,
};
use lingnan_types::{AgencyId, CardHolder, InstitutionId, RegistrationNumber};
use serde_json::{json, Value};
use std::{
	collections::HashMap,
	sync::{Arc, Mutex, PoisonError},
};
use subxt::utils::AccountId32;

/// Blocks whose state every node keeps: half of what one keeps unless it is told otherwise.
const KEPT: u32 = 128;
/// Applications whose sides are remembered.
const REMEMBERED: usize = 100_000;
/// Seconds of business time between two looks at the clock's work.
const HOUR: u64 = 3_600;
/// Parties that are looked at between two looks for blocks.
const AT_ONCE: usize = 500;

/// Both sides of an application or a loan.
type Sides = (RegistrationNumber, InstitutionId);

/// Makes notices.
pub struct Watch<C> {
	pub chain: Arc<C>,
	pub book: Arc<Book>,
	pub journal: Arc<Journal>,
	pub finality: Arc<Finality>,
	pub memory: Arc<Memory>,
	sides: Mutex<HashMap<u64, Option<Sides>>>,
	/// Hour of business time of the last look at the clock's work.
	swept: Mutex<Option<u64>>,
}

/// Why somebody is not told now.
enum Silence {
	/// He does not speak for the party any more.
	ForGood,
	/// The party is suspended, or so.
	ForNow,
}

impl<C: Chain> Watch<C> {
	pub fn new(
		chain: Arc<C>,
		book: Arc<Book>,
		journal: Arc<Journal>,
		finality: Arc<Finality>,
		memory: Arc<Memory>,
	) -> Self {
		Self { chain, book, journal, finality, memory, sides: Mutex::default(), swept: Mutex::default() }
	}

	/// From where it stood to the last final block; then what time has brought by then.
	pub async fn round(&self) -> Result<()> {
		let last = self.last().await?;
		self.blocks(last).await?;
		self.clock(last).await
	}

	async fn last(&self) -> Result<Final> {
		self.finality.last(&*self.chain).await.map_err(read)
	}

	/// The first time it begins with the last final block: what was before is history.
	async fn blocks(&self, last: Final) -> Result<()> {
		let Some(mut place) = self.journal.place()? else { return self.journal.move_to(last.number) };
		while place < last.number {
			let number = place + 1;
			match self.events(number).await {
				Ok(None) => return Ok(()),
				Ok(Some(events)) => {
					for (index, event) in events.iter().enumerate() {
						for (party, news) in self.news(event, number, index, last).await? {
							self.tell(&party, &news, last).await?;
						}
					}
					place = number;
				},
				// Its state is not kept any more: who is told must look by himself.
				Err(Error::Connection(reason)) if number < last.number.saturating_sub(KEPT) => {
					place = last.number - KEPT;
					eprintln!("lingnan notices: blocks {number} to {place} cannot be read any more: {reason}");
					let news = News { kind: Kind::Gap, subject: format!("{number} {place}") };
					for party in self.book.parties() {
						self.tell(&party, &news, last).await?;
					}
				},
				Err(error) => return Err(error),
			}
			// What was made is on the disk before it says so: after a crash it is made again, with the same numbers.
			self.journal.move_to(place)?;
		}
		Ok(())
	}

	/// Asked twice, with another question between: a line that broke is not taken for a block that is gone.
	async fn events(&self, number: u32) -> Result<Option<Vec<Event>>> {
		match self.chain.events(number).await {
			Err(Error::Connection(_)) => {
				self.chain.time().await?;
				self.chain.events(number).await
			},
			answered => answered,
		}
	}

	/// What time has brought, if an hour went or somebody new is to be told.
	async fn clock(&self, last: Final) -> Result<()> {
		let time = self.chain.time().await?;
		let hour = Some(time / HOUR);
		let due = {
			let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
			std::mem::replace(&mut *swept, hour) != hour
		};
		if due {
			self.book.parties().iter().for_each(|party| self.book.refresh(party));
		}
		// A part at a time: blocks go on meanwhile, and the block that answers is not forgotten before the last party.
		let parties = self.book.take_fresh(AT_ONCE);
		for (place, party) in parties.iter().enumerate() {
			let Err(error) = self.look_at(party, last, time).await else { continue };
			if self.chain.time().await.is_err() {
				// The line broke: next time, with those behind it.
				parties.iter().skip(place).for_each(|party| self.book.refresh(party));
				return Err(error);
			}
			// One whose answers cannot be read holds up nobody else. It is looked at again in an hour.
			eprintln!("lingnan notices: what time brings to a party cannot be read: {error}");
		}
		Ok(())
	}

	async fn look_at(&self, party: &CardHolder, last: Final, time: u64) -> Result<()> {
		for news in due(&*self.chain, party, last.hash, time).await? {
			self.tell(party, &news, last).await?;
		}
		Ok(())
	}

	/// Keeps a notice for each who wants it and still speaks for the party.
	async fn tell(&self, party: &CardHolder, news: &News, last: Final) -> Result<()> {
		for to in self.book.to(party).into_iter().filter(|one| one.wants(news.kind)) {
			match self.silence(party, &to.account, last).await? {
				None => {
					let id = self.book.number(news.kind, &news.subject, &to.id);
					self.journal.put(id, &to, What::Notice(news.kind), now())?;
				},
				Some(Silence::ForGood) => {
					eprintln!("lingnan notices: {} speaks for its party no more: its subscription ends", to.account);
					self.book.remove(&to.id)?;
				},
				Some(Silence::ForNow) => (),
			}
		}
		Ok(())
	}

	async fn silence(&self, party: &CardHolder, account: &str, last: Final) -> Result<Option<Silence>> {
		let Ok(account) = account.parse::<AccountId32>() else { return Ok(Some(Silence::ForGood)) };
		let at = At { hash: last.hash, number: last.number };
		let judge = Judge { chain: &*self.chain, memory: &self.memory, at };
		match judge.asker(party, &account).await {
			// Control is offered to it, and no more.
			Ok(Asker::Offered(_)) | Err(Refusal::Named(Name::NotTheParty, _)) => Ok(Some(Silence::ForGood)),
			Ok(_) => Ok(None),
			Err(Refusal::Named(Name::Suspended, _)) => Ok(Some(Silence::ForNow)),
			Err(refusal) => Err(read(refusal)),
		}
	}

	/// What an event means to whom.
	async fn news(&self, event: &Event, block: u32, index: usize, last: Final) -> Result<Vec<(CardHolder, News)>> {
		let fields = &event.fields;
		let firm = || fields["enterprise"].as_str().and_then(|text| text.parse().ok()).map(CardHolder::Enterprise);
		let bank = || number(&fields["institution"]).map(|id| CardHolder::Institution(InstitutionId(id)));
		let here = format!("{block} {index}");
		// Many of one block are told once.
		let of_block = block.to_string();
		let (party, kind, subject) = match (event.pallet.as_str(), event.name.as_str()) {
			("Financing", "Applied") => (bank(), Kind::ApplicationArrived, here),
			("Financing", "Offered") => (self.borrower(fields, last).await?, Kind::OfferArrived, here),
			("Financing", "OfferAccepted") => (self.lender(fields, last).await?, Kind::OfferAccepted, here),
			("Financing", "DisputeAnswered") => (self.borrower(fields, last).await?, Kind::DisputeAnswered, here),
			("Financing", "LoanClosed") => (self.borrower(fields, last).await?, Kind::LoanClosed, here),
			("Consents", "Used") => (firm(), Kind::ConsentUsed, of_block),
			("Attestations", "Corrected") => (firm(), Kind::AttestationCorrected, of_block),
			("Attestations", "Upheld") => (firm(), Kind::DisputeAnswered, of_block),
			("Attestations", "Disputed") => (self.owner(fields, last).await?, Kind::DisputeOpened, of_block),
			_ => return Ok(vec![]),
		};
		Ok(party.map(|party| (party, News { kind, subject })).into_iter().collect())
	}

	async fn borrower(&self, fields: &Value, last: Final) -> Result<Option<CardHolder>> {
		Ok(self.sides(fields, last).await?.map(|(firm, _)| CardHolder::Enterprise(firm)))
	}

	async fn lender(&self, fields: &Value, last: Final) -> Result<Option<CardHolder>> {
		Ok(self.sides(fields, last).await?.map(|(_, bank)| CardHolder::Institution(bank)))
	}

	/// A loan has the number of its application.
	async fn sides(&self, fields: &Value, last: Final) -> Result<Option<Sides>> {
		let Some(id) = fields["application"].as_u64().or_else(|| fields["loan"].as_u64()) else { return Ok(None) };
		let held = || self.sides.lock().unwrap_or_else(PoisonError::into_inner);
		let known = held().get(&id).cloned();
		if let Some(known) = known {
			return Ok(known);
		}
		let found = one(&*self.chain, "financing_application", json!(id), last.hash).await?;
		let firm = found["enterprise"].as_str().and_then(|text| text.parse().ok());
		let sides = firm.zip(number(&found["institution"]).map(InstitutionId));
		let mut held = held();
		if held.len() >= REMEMBERED {
			held.clear();
		}
		held.insert(id, sides.clone());
		Ok(sides)
	}

	/// The agency that attests an indicator.
	async fn owner(&self, fields: &Value, last: Final) -> Result<Option<CardHolder>> {
		let known: Vec<Value> = list(&*self.chain, "attestation_indicators", None, last.hash).await?;
		let found = known.iter().find(|one| one["id"] == fields["indicator"]);
		let owner = found.and_then(|one| number(&one["owner"]));
		Ok(owner.map(|id| CardHolder::Agency(AgencyId(id))))
	}
}

fn number(value: &Value) -> Option<u32> {
	value.as_u64().and_then(|number| number.try_into().ok())
}

/// A refusal of the gateway's parts, as an error of the chain's.
fn read(refusal: Refusal) -> Error {
	Error::Connection(match refusal {
		Refusal::Named(_, message) | Refusal::Node(_, message, _) => message,
	})
}
