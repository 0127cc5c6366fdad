//! Reading final blocks, one after the other, for what concerns the institution.

use super::{Notice, Queue};
use crate::{chain::Chain, keys::now};
use lingnan_client::{Error, Event, Result};
use lingnan_serving::Folder;
use lingnan_types::{ApplicationId, InstitutionId};
use std::{collections::HashMap, time::Duration};

/// Between two looks for new final blocks.
const LOOK: Duration = Duration::from_secs(2);
/// The file that says up to which block notices were made.
const PLACE: &str = "place";
/// Applications whose institution is remembered.
const REMEMBERED: usize = 10_000;

/// Makes notices.
pub struct Watch {
	pub institution: InstitutionId,
	pub state: Folder,
}

impl Watch {
	/// Until the program ends. The first time it begins with the last final block.
	pub async fn run(&self, chain: &impl Chain, queue: &Queue) {
		let mut known = HashMap::new();
		loop {
			if let Err(error) = self.round(chain, queue, &mut known).await {
				eprintln!("lingnan: blocks are read again in a moment: {error}");
			}
			tokio::time::sleep(LOOK).await;
		}
	}

	/// From where it stood to the last final block.
	pub async fn round(&self, chain: &impl Chain, queue: &Queue, known: &mut HashMap<u64, bool>) -> Result<()> {
		let last = chain.finalised().await?.number;
		let Some(mut place) = self.state.get::<u32>(PLACE)? else { return self.state.put(PLACE, &last) };
		while place < last {
			let number = place + 1;
			match chain.events(number).await {
				Ok(None) => return Ok(()),
				Ok(Some(events)) => {
					for (index, event) in events.iter().enumerate() {
						if let Some(notice) = self.notice(chain, known, number, index, event).await? {
							queue.put(notice)?;
						}
					}
					place = number;
				},
				// Its state is not kept any more: who was told of everything must read the lists anew.
				Err(Error::Connection(reason)) if number < last.saturating_sub(KEPT) => {
					eprintln!("lingnan: blocks {number} to {} cannot be read any more: {reason}", last - KEPT);
					place = last - KEPT;
					let id = format!("{number:08x}-{place:08x}");
					let (kind, at) = ("gap".to_string(), now());
					queue.put(Notice { id, kind, at, block: place, application: None, loan: None })?;
				},
				Err(error) => return Err(error),
			}
			// The notices are on the disk before it says so: after a crash they are made again, with the same numbers.
			self.state.put(PLACE, &place)?;
		}
		Ok(())
	}

	async fn notice(
		&self,
		chain: &impl Chain,
		known: &mut HashMap<u64, bool>,
		block: u32,
		index: usize,
		event: &Event,
	) -> Result<Option<Notice>> {
		if event.pallet != "Financing" {
			return Ok(None);
		}
		let number = |name: &str| event.fields[name].as_u64();
		let (application, loan) = (number("application"), number("loan"));
		let Some(about) = application.or(loan) else { return Ok(None) };
		let ours = match event.fields["institution"].as_u64() {
			Some(institution) => institution == u64::from(self.institution.0),
			None => self.is_ours(chain, known, about).await?,
		};
		let mut name = event.name.clone();
		if let Some(first) = name.get_mut(..1) {
			first.make_ascii_lowercase();
		}
		Ok(ours.then(|| Notice {
			id: format!("{block:08x}-{index:04x}"),
			kind: format!("financing.{name}"),
			at: now(),
			block,
			application,
			loan,
		}))
	}

	/// A loan has the number of its application.
	async fn is_ours(&self, chain: &impl Chain, known: &mut HashMap<u64, bool>, about: u64) -> Result<bool> {
		if let Some(ours) = known.get(&about) {
			return Ok(*ours);
		}
		let found = chain.application(ApplicationId(about)).await?;
		let ours = found.is_some_and(|one| one.institution == self.institution);
		if known.len() >= REMEMBERED {
			known.clear();
		}
		known.insert(about, ours);
		Ok(ours)
	}
}

/// Blocks whose state every node keeps: half of what one keeps unless it is told otherwise.
const KEPT: u32 = 128;
