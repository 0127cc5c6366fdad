//! Grades of many firms, proved on this machine and sent together: one bad proof fails for its firm alone.

use super::{
	list::Form,
	rate::{numbers_in, portfolio},
	Context,
};
use crate::{
	client::{
		packing::{pack, Load},
		questions::credit,
		Call, Flight, Receipt,
	},
	error::{Error, Result},
	keys,
	output::sheet::{Cell, Column, Sheet},
};
use clap::Args;
use futures::{stream, StreamExt, TryStreamExt};
use lingnan_sealing::{
	basis::{self, Basis},
	indicators::Indicators,
	openings::Portfolio,
	reckoning::Reckoning,
};
use lingnan_types::{scorecard::ScorecardView, Grade, InstitutionId, RegistrationNumber};
use serde::Serialize;
use serde_json::Value;
use std::{
	collections::{BTreeSet, HashMap},
	path::PathBuf,
	sync::Arc,
};
use subxt::utils::H256;

/// Questions to the node at a time.
const QUESTIONS: usize = 16;

/// Transactions on their way at a time. Each may fill what a block has for one.
const WINDOW: usize = 2;

#[derive(Debug, Args)]
pub struct ProveMany {
	/// Openings files, or folders of them: of as many firms as there are
	#[arg(long, required = true, requires = "identity")]
	openings: Vec<PathBuf>,
	/// File of the encryption key that opens them; again for each further key
	#[arg(long, requires = "openings")]
	identity: Vec<PathBuf>,
	/// A CSV file or workbook whose column `number` names the firms; all whose openings there are if not given
	#[arg(long)]
	firms: Option<PathBuf>,
	/// To this institution (its number or name), under a consent that it has from each; to everybody if not given
	#[arg(long)]
	institution: Option<String>,
	/// Say what could be proved, and send nothing
	#[arg(long)]
	dry_run: bool,
	#[command(flatten)]
	form: Form,
}

/// What came of a firm.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Proved {
	number: String,
	/// At least this.
	grade: Option<Grade>,
	/// The chain has it.
	proved: bool,
	block: Option<H256>,
	/// Why not.
	fault: Option<String>,
}

const PROVED: &[Column<Proved>] = &[
	("number", |v| Cell::text(&v.number)),
	("grade", |v| Cell::of(v.grade.as_ref(), Cell::word)),
	("proved", |v| Cell::Flag(v.proved)),
	("block", |v| Cell::of(v.block.as_ref(), |block| Cell::text(format!("{block:?}")))),
	("fault", |v| Cell::of(v.fault.as_ref(), Cell::text)),
];

impl Proved {
	fn refused(number: &str, why: impl ToString) -> Self {
		let fault = Some(why.to_string().replace('\n', " "));
		Self { number: number.into(), fault, ..Self::default() }
	}

	/// What the chain said of its proof.
	fn told(&mut self, block: H256, outcome: Result<()>) {
		self.block = Some(block);
		match outcome {
			Ok(()) => self.proved = true,
			Err(error) => self.fault = Some(error.to_string().replace('\n', " ")),
		}
	}
}

/// From what all are proved, as one block has it.
struct Ground {
	at: H256,
	genesis: H256,
	cards: Vec<ScorecardView>,
	indicators: Indicators,
	portfolio: Portfolio,
	institution: Option<InstitutionId>,
}

/// A firm's row, and its proof if there is one.
type Made = (Proved, Option<Call>);

impl ProveMany {
	pub async fn run(&self, c: &Context) -> Result<()> {
		self.form.check(c.output)?;
		let ground = Arc::new(self.ground(c).await?);
		let numbers: BTreeSet<String> = match &self.firms {
			Some(file) => numbers_in(file)?,
			None => ground.portfolio.firms().map(str::to_string).collect(),
		};
		let (mut rows, calls): (Vec<Proved>, Vec<Option<Call>>) =
			self.made(c, &ground, numbers).await?.into_iter().unzip();
		let proofs: Vec<(usize, Call)> =
			calls.into_iter().enumerate().filter_map(|(place, call)| Some((place, call?))).collect();
		let sent = match self.dry_run {
			true => Ok(()),
			false => send(c, proofs, &mut rows).await,
		};
		self.form.print(&Sheet::new(PROVED, &rows), c.output)?;
		sent?;
		match rows.iter().filter(|row| row.fault.is_some()).count() {
			0 => Ok(()),
			failed => Err(Error::Incomplete(format!(
				"of {failed} of {} firms no grade was proved: the column fault says why",
				rows.len()
			))),
		}
	}

	async fn ground(&self, c: &Context) -> Result<Ground> {
		let institution = match &self.institution {
			Some(institution) => Some(c.number_of::<InstitutionId>(institution).await?),
			None => None,
		};
		let at: H256 = c.client.rpc("chain_getBlockHash", Value::Null).await?;
		Ok(Ground {
			at,
			genesis: c.client.genesis_hash(),
			cards: credit::scorecards(c.client.at(at)).await?,
			indicators: Indicators::read(c.client.at(at)).await?,
			portfolio: portfolio(&self.openings, &self.identity, c)?,
			institution,
		})
	}

	/// The proofs, made on all cores while the node is asked about the next firms. An error is a broken connection.
	async fn made(&self, c: &Context, ground: &Arc<Ground>, numbers: BTreeSet<String>) -> Result<Vec<Made>> {
		let cores = std::thread::available_parallelism().map_or(1, usize::from);
		let asked = numbers.into_iter().map(|number| async move {
			let basis = ground.basis(c, &number).await?;
			Ok::<_, Error>((number, basis))
		});
		let proved = stream::iter(asked).buffered(QUESTIONS).map_ok(|(number, basis)| {
			let ground = ground.clone();
			async move {
				let work = tokio::task::spawn_blocking(move || ground.prove(&number, basis));
				work.await.map_err(|error| Error::Different(format!("a proof broke off: {error}")))
			}
		});
		proved.try_buffered(cores).try_collect().await
	}
}

impl Ground {
	/// From what a firm's grade is proved, or why it cannot be.
	async fn basis(&self, c: &Context, number: &str) -> Result<Result<(RegistrationNumber, Basis), String>> {
		let enterprise: RegistrationNumber = match number.parse() {
			Ok(enterprise) => enterprise,
			Err(issue) => return Ok(Err(issue.as_str().into())),
		};
		match basis::at(c.client.at(self.at), &self.cards, &enterprise).await {
			Ok(basis) => Ok(Ok((enterprise, basis))),
			Err(error @ (Error::Connection(_) | Error::Unreachable { .. })) => Err(error),
			Err(error) => Ok(Err(error.to_string())),
		}
	}

	fn prove(&self, number: &str, basis: Result<(RegistrationNumber, Basis), String>) -> Made {
		let made = basis.and_then(|(enterprise, basis)| self.proof(&enterprise, basis));
		match made {
			Ok((grade, call)) => {
				(Proved { number: number.into(), grade: Some(grade), ..Proved::default() }, Some(call))
			},
			Err(why) => (Proved::refused(number, why), None),
		}
	}

	/// The best grade, and the call that proves it.
	fn proof(&self, enterprise: &RegistrationNumber, basis: Basis) -> Result<(Grade, Call), String> {
		let held = self.portfolio.of(&enterprise.to_string());
		let reckoning = Reckoning::new(basis, &self.indicators, held).map_err(|error| error.to_string())?;
		let grade = reckoning.best();
		if reckoning.unshown().clone().parts().len() > 1 {
			let shown_first = format!("`lingnan rating prove {enterprise} --form-only`");
			return Err(format!("more was never shown than one proof takes: show it first, by {shown_first}"));
		}
		let call = reckoning.prove(self.genesis, enterprise, grade, self.institution);
		Ok((grade, call.map_err(|error| error.to_string())?.into()))
	}
}

/// Sends the proofs, each with the place of its row, and writes into the rows what the chain said of each.
async fn send(c: &Context, proofs: Vec<(usize, Call)>, rows: &mut [Proved]) -> Result<()> {
	if proofs.is_empty() {
		return Ok(());
	}
	let signer = c.signer()?;
	let mut known = HashMap::new();
	let mut loads = Vec::with_capacity(proofs.len());
	for (_, call) in &proofs {
		// What a proof takes is told by what it names and by its length.
		let length = call.bytes(c.client.metadata())?.len();
		let load = match known.get(&length) {
			Some(load) => *load,
			None => c.client.load_of(call).await?,
		};
		known.insert(length, load);
		loads.push(load);
	}
	let room = c.client.room_for_calls(&keys::account(&signer)).await?;
	let batches = batches(proofs, &loads, room);
	let calls: Vec<Call> = batches.iter().map(|(_, call)| call.clone()).collect();
	let mut flight = Flight::new(&c.client, &signer);
	(flight.window, flight.stage) = (WINDOW, c.stage);
	let mut told = 0;
	let done = flight
		.send(calls, |place, outcome| {
			told = place + 1;
			note(c, &batches[place].0, outcome, rows);
			Ok(())
		})
		.await;
	if let Err(error) = &done {
		let unknown = format!("it is not known whether it came into a block: {error}");
		for place in batches[told..].iter().flat_map(|(places, _)| places) {
			rows[*place].fault = Some(unknown.replace('\n', " "));
		}
	}
	done
}

/// Transactions, each with the rows of the firms in it.
fn batches(proofs: Vec<(usize, Call)>, loads: &[Load], room: Load) -> Vec<(Vec<usize>, Call)> {
	let mut proofs = proofs.into_iter();
	let ranges = pack(loads, room).into_iter();
	ranges
		.map(|range| {
			let (places, calls) = proofs.by_ref().take(range.len()).unzip();
			(places, Call::each(calls))
		})
		.collect()
}

/// What one transaction did, firm by firm.
fn note(c: &Context, places: &[usize], outcome: Result<Receipt>, rows: &mut [Proved]) {
	let receipt = match outcome {
		Ok(receipt) => receipt,
		Err(error) => {
			let fault = error.to_string().replace('\n', " ");
			places.iter().for_each(|place| rows[*place].fault = Some(fault.clone()));
			return;
		},
	};
	let items = receipt.items("CreditScoring.prove_grade", c.client.metadata());
	let mut items = items.into_iter();
	for place in places {
		let missing = || Err(Error::Connection("the block does not tell what became of it".into()));
		rows[*place].told(receipt.block, items.next().unwrap_or_else(missing));
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn each_transaction_knows_whose_proofs_it_holds() {
		let call = |n: usize| Call::new("CreditScoring", "prove_grade", json!({ "n": n }));
		let proofs = vec![(0, call(0)), (2, call(2)), (5, call(5))];
		let load = Load { ref_time: 5, proof_size: 0, bytes: 1 };
		let room = Load { ref_time: 11, proof_size: 0, bytes: 100 };
		let all = batches(proofs, &[load; 3], room);
		assert_eq!(all.iter().map(|(places, _)| places.clone()).collect::<Vec<_>>(), [vec![0, 2], vec![5]]);
		assert_eq!(all[0].1, Call::each(vec![call(0), call(2)]));
		assert_eq!(all[1].1, Call::each(vec![call(5)]));
	}

	#[test]
	fn what_became_of_each_firm_stands_in_one_row() {
		let row = |number: &str| Proved { number: number.into(), grade: Some(Grade::Aa), ..Proved::default() };
		let (mut done, mut bad) = (row("MO:1"), row("MO:2"));
		done.told(H256::repeat_byte(7), Ok(()));
		bad.told(H256::repeat_byte(7), Err(Error::Connection("first\nsecond".into())));
		let mut out = Vec::new();
		Sheet::new(PROVED, &[done, bad, Proved::refused("MO:3", "no opening")]).csv(&mut out).unwrap();
		let text = String::from_utf8(out).unwrap();
		let lines: Vec<&str> = text.split("\r\n").collect();
		let block = format!("0x{}", "07".repeat(32));
		assert_eq!(lines[1], format!("MO:1,AA,true,{block},"));
		assert!(
			lines[2].starts_with(&format!("MO:2,AA,false,{block},")) && lines[2].ends_with("first second"),
			"{text}"
		);
		assert_eq!(lines[3], "MO:3,,false,,no opening");
	}
}
