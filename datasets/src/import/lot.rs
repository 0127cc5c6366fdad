//! One lot of rows on its way: registered, attested as soon as a block has that, and followed until all of it is final.

use super::{
	attest::Attested,
	batches::{refused, sift, Sender},
	differences::differences,
	reader::{Lot, BATCH},
	rows::Row,
	rules,
	run::Work,
};
use crate::{
	bad_row::BadRow,
	client::{
		calls::enterprise_registry::{Amend, Register, RegisterMany},
		questions::enterprise::{self, EnterpriseView},
		Block, Call, Landing, Stage, Standing,
	},
	error::Result,
};
use futures::{stream, StreamExt, TryStreamExt};
use lingnan_types::{enterprise::AmendmentSpec, RegistrationNumber};
use std::collections::BTreeSet;

/// Questions to the node at a time.
const QUESTIONS: usize = 32;

/// What came of registering a lot.
#[derive(Default)]
struct Registered {
	fresh: u64,
	known: u64,
	amended: u64,
	bad: Vec<BadRow>,
	/// What the register says otherwise of enterprises that it has: nothing of their rows is left out.
	differing: Vec<BadRow>,
	landings: Vec<Landing>,
}

/// A lot in blocks of the best chain.
pub(super) struct Landed {
	lot: Lot,
	/// Rows of it that were sent.
	count: u64,
	registered: Registered,
	attested: Attested,
	/// The best block's number after that; of a lot of which nothing was sent, 0.
	newest: u32,
}

/// A lot of which all is final.
pub(super) struct Settled {
	/// The last line of it.
	pub line: u64,
	/// Rows that are on the chain.
	pub rows: u64,
	/// All that were read, bad ones among them.
	pub read: u64,
	pub position: u64,
	pub skipped: u64,
	/// A final block, if something of it had to be sent or looked up.
	pub block: Option<Block>,
	pub fresh: u64,
	pub known: u64,
	pub amended: u64,
	pub attested: Attested,
	/// In the order of their lines.
	pub bad: Vec<BadRow>,
}

impl Work<'_> {
	/// Brings a lot into blocks of the best chain.
	pub async fn carry(&self, lot: Lot) -> Result<Landed> {
		self.way.begun(&lot);
		let landed = self.bring(lot, self.goes_on).await?;
		self.way.landed();
		Ok(landed)
	}

	/// `looks_first`: some of it may stand on the chain already.
	async fn bring(&self, lot: Lot, looks_first: bool) -> Result<Landed> {
		let now = self.now().await?;
		// Figures are sealed while their enterprises are registered.
		let (registered, prepared) =
			tokio::try_join!(self.register(&lot.rows), self.prepare(&lot.rows, now, looks_first))?;
		let lost: BTreeSet<u64> = registered.bad.iter().map(|b| b.line).collect();
		let attested = self.attest(prepared.without(&lost)).await?;
		let newest = match lot.rows.is_empty() {
			true => 0,
			false => self.client.best_number().await?,
		};
		Ok(Landed { count: lot.rows.len() as u64, lot, registered, attested, newest })
	}

	/// Waits until all of a lot is final. What a block held that was undone is done again.
	pub async fn settle(&self, landed: Landed) -> Result<Settled> {
		let mut landed = landed;
		if landed.lot.rows.is_empty() {
			return Ok(landed.settled(None));
		}
		if self.import.stage == Stage::InBlock {
			// Nothing is done again, and where finality stands still many wait.
			landed.lot.rows = Vec::new();
			let block = self.finality.reached(landed.newest).await?;
			return Ok(landed.settled(Some(block)));
		}
		loop {
			if let Some(block) = self.is_final(&landed).await? {
				return Ok(landed.settled(Some(block)));
			}
			let text =
				"a block was undone before it was final: what it held is looked at again, and done again if need be";
			self.bar.remark(text);
			let Landed { lot, registered, attested, .. } = landed;
			let again = self.bring(lot, true).await?;
			landed = Landed {
				registered: again.registered.after(&registered),
				attested: again.attested.after(&attested),
				..again
			};
		}
	}

	/// The last final block, once all that was sent for the lot acted in final ones; nothing if some of it was undone.
	async fn is_final(&self, landed: &Landed) -> Result<Option<Block>> {
		let mut open: Vec<&Landing> = landed.registered.landings.iter().chain(&landed.attested.landings).collect();
		loop {
			let last = self.finality.last().await?;
			let mut still = Vec::new();
			for landing in open {
				match self.client.standing(landing, last).await? {
					Standing::Final(_) => (),
					Standing::Open => still.push(landing),
					Standing::Undone => return Ok(None),
				}
			}
			open = still;
			if open.is_empty() {
				return Ok(Some(last));
			}
			self.finality.wait().await;
		}
	}

	/// Registers what the chain does not know.
	async fn register(&self, rows: &[Row]) -> Result<Registered> {
		let sender = self.sender(&self.import.registrar);
		let (only_if_known, sound): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.only_if_known);
		let call = |rows: &[&Row]| {
			let registrations = rows.iter().map(|row| row.registration.clone()).collect();
			Call::from(RegisterMany { registrations })
		};
		let mut lot = Registered::default();
		let mut doubtful: Vec<&Row> = only_if_known;
		for (batch, (landing, done)) in sound.chunks(BATCH).zip(sender.land(&sound, BATCH, call).await?) {
			match done {
				true => {
					lot.fresh += batch.len() as u64;
					lot.landings.push(landing);
				},
				false => doubtful.extend(batch),
			}
		}
		let there = self.on_register(&doubtful).await?;
		let (mut missing, mut amendments): (Vec<&Row>, Vec<(&Row, AmendmentSpec)>) = Default::default();
		for (row, there) in doubtful.into_iter().zip(there) {
			match there {
				None if row.only_if_known => lot.bad.push(rules::mismatch(row, self.import.mapping)),
				None => missing.push(row),
				Some(record) => {
					lot.known += 1;
					let found = differences(row, self.import.mapping, &record);
					amendments
						.extend(found.amendment.filter(|_| self.import.correct).map(|amendment| (row, amendment)));
					let said = found.faults.into_iter().filter(|fault| !(self.import.correct && fault.can_be_amended));
					lot.differing.extend(said.map(|fault| fault.bad));
				},
			}
		}
		self.sift_rows(sender, &missing, &amendments, &mut lot).await?;
		Ok(lot)
	}

	/// Registers row by row, and amends what the register says otherwise.
	async fn sift_rows(
		&self,
		sender: Sender<'_>,
		missing: &[&Row],
		amendments: &[(&Row, AmendmentSpec)],
		lot: &mut Registered,
	) -> Result<()> {
		self.say_sifted("rows", missing.len());
		let single = |row: &&Row| Call::from(Register { registration: row.registration.clone() });
		for (row, outcome) in missing.iter().zip(sift(sender, missing, single).await?) {
			match outcome {
				Ok(()) => lot.fresh += 1,
				Err(error) if error.is_refusal("EnterpriseRegistry", "AlreadyExists") => lot.known += 1,
				Err(error) => lot.bad.push(refused(row.line, &error)),
			}
		}
		let amend = |(row, amendment): &(&Row, AmendmentSpec)| {
			Call::from(Amend { enterprise: row.number.clone(), amendment: amendment.clone() })
		};
		for ((row, _), outcome) in amendments.iter().zip(sift(sender, amendments, amend).await?) {
			match outcome {
				Ok(()) => lot.amended += 1,
				Err(error) => lot.differing.push(refused(row.line, &error)),
			}
		}
		Ok(())
	}

	async fn on_register(&self, rows: &[&Row]) -> Result<Vec<Option<EnterpriseView>>> {
		let ask = |number: RegistrationNumber| async move { enterprise::get(&self.client, &number).await };
		let numbers: Vec<_> = rows.iter().map(|row| row.number.clone()).collect();
		stream::iter(numbers).map(ask).buffered(QUESTIONS).try_collect().await
	}

	pub fn say_sifted(&self, what: &str, count: usize) {
		if count > 0 {
			let text = format!("the chain refused batches for some of their rows: {count} {what} are tried one by one");
			self.bar.remark(&text);
		}
	}
}

impl Registered {
	/// Of a second run over the same rows: what the first had registered is no news to the register.
	fn after(self, first: &Self) -> Self {
		let known = self.known.min(first.known);
		Self { fresh: self.fresh + self.known - known, known, amended: self.amended.max(first.amended), ..self }
	}
}

impl Landed {
	fn settled(self, block: Option<Block>) -> Settled {
		let Self { lot, count, registered, mut attested, .. } = self;
		let Lot { mut bad, line, position, skipped, .. } = lot;
		let read = count + bad.len() as u64;
		let Registered { fresh, known, amended, bad: left_out, differing, .. } = registered;
		let rows = count.saturating_sub(left_out.len() as u64);
		bad.extend(left_out.into_iter().chain(differing).chain(std::mem::take(&mut attested.bad)));
		bad.sort_by_key(|bad| bad.line);
		Settled { line, rows, read, position, skipped, block, fresh, known, amended, attested, bad }
	}
}
