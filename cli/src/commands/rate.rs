//! A portfolio's ratings, reckoned on this machine.

use super::{list::Form, Context};
use crate::{
	client::{
		questions::{attestation, credit, enterprise},
		table::Table,
	},
	error::{Error, Result},
	output::sheet::{Cell, Column, Sheet},
};
use clap::Args;
use futures::{stream, StreamExt, TryStreamExt};
use lingnan_sealing::{
	basis::Basis,
	envelope::Identity,
	indicators::Indicators,
	openings::{Held, Portfolio},
	reckoning::Reckoning,
};
use lingnan_types::{scorecard::ScorecardView, BasisPoints, Grade, RegistrationNumber, ScorecardId};
use serde::Serialize;
use serde_json::Value;
use std::{
	collections::BTreeSet,
	path::{Path, PathBuf},
};
use subxt::utils::H256;

/// Questions to the node at a time.
const QUESTIONS: usize = 16;

#[derive(Debug, Args)]
pub struct Rate {
	/// Openings files, or folders of them: of as many firms as there are
	#[arg(long, requires = "identity")]
	openings: Vec<PathBuf>,
	/// File of the encryption key that opens them; again for each further key
	#[arg(long, requires = "openings")]
	identity: Vec<PathBuf>,
	/// A CSV file or workbook whose column `number` names the firms to rate; those whose openings there are if not given
	#[arg(long, required_unless_present = "openings")]
	firms: Option<PathBuf>,
	/// By this scorecard, whoever proposed it and wherever it stands; by the one in force if not given
	#[arg(long)]
	scorecard: Option<ScorecardId>,
	#[command(flatten)]
	form: Form,
}

/// What a firm comes to.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Rated {
	number: String,
	name: Option<String>,
	scorecard: Option<ScorecardId>,
	points: Option<i64>,
	grade: Option<Grade>,
	default_probability: Option<BasisPoints>,
	coverage: Option<BasisPoints>,
	/// Enough is covered for a proof, and the scorecard is in force.
	provable: Option<bool>,
	/// Names of the indicators that cost most points, the largest shortfall first.
	reasons: Vec<String>,
	/// The smallest step to a better grade.
	lift: Option<String>,
	/// Why it has no rating.
	fault: Option<String>,
}

const RATED: &[Column<Rated>] = &[
	("number", |v| Cell::text(&v.number)),
	("name", |v| Cell::of(v.name.as_ref(), Cell::text)),
	("scorecard", |v| Cell::of(v.scorecard, Cell::text)),
	("points", |v| Cell::of(v.points, |points| Cell::Figure(points))),
	("grade", |v| Cell::of(v.grade.as_ref(), Cell::word)),
	("default_probability_percent", |v| Cell::of(v.default_probability, Cell::Percent)),
	("coverage_percent", |v| Cell::of(v.coverage, Cell::Percent)),
	("provable", |v| Cell::of(v.provable, Cell::Flag)),
	("reason_1", |v| reason(v, 0)),
	("reason_2", |v| reason(v, 1)),
	("reason_3", |v| reason(v, 2)),
	("reason_4", |v| reason(v, 3)),
	("step_to_better_grade", |v| Cell::of(v.lift.as_ref(), Cell::text)),
	("fault", |v| Cell::of(v.fault.as_ref(), Cell::text)),
];

fn reason(rated: &Rated, place: usize) -> Cell {
	Cell::of(rated.reasons.get(place), Cell::text)
}

/// By what all are rated, as one block has it.
struct Yardstick {
	at: H256,
	card: ScorecardView,
	indicators: Indicators,
}

impl Rate {
	pub async fn run(&self, c: &Context) -> Result<()> {
		self.form.check(c.output)?;
		let portfolio = portfolio(&self.openings, &self.identity, c)?;
		let numbers: BTreeSet<String> = match &self.firms {
			Some(file) => numbers_in(file)?,
			None => portfolio.firms().map(str::to_string).collect(),
		};
		let by = self.yardstick(c).await?;
		let all = numbers.iter().map(|number| by.rate(c, number, portfolio.of(number)));
		let rated: Vec<Rated> = stream::iter(all).buffered(QUESTIONS).try_collect().await?;
		let failed = rated.iter().filter(|one| one.fault.is_some()).count();
		self.form.print(&Sheet::new(RATED, &rated), c.output)?;
		match failed {
			0 => Ok(()),
			_ => Err(Error::Incomplete(format!(
				"{failed} of {} firms could not be rated: the column fault says why",
				rated.len()
			))),
		}
	}

	async fn yardstick(&self, c: &Context) -> Result<Yardstick> {
		let at: H256 = c.client.rpc("chain_getBlockHash", Value::Null).await?;
		let cards = credit::scorecards(c.client.at(at)).await?;
		let wanted = |card: &ScorecardView| self.scorecard.map_or(card.champion, |id| card.id == id);
		let card = cards.into_iter().find(wanted).ok_or_else(|| {
			let which = self.scorecard.map_or_else(|| "in force".into(), |id| id.to_string());
			Error::NotFound(format!("there is no scorecard {which}: `lingnan show scorecards` lists them"))
		})?;
		Ok(Yardstick { at, card, indicators: Indicators::read(c.client.at(at)).await? })
	}
}

impl Yardstick {
	/// What is wrong with one firm is told of it, and the others are rated. An error is a broken connection.
	async fn rate(&self, c: &Context, number: &str, held: &Held) -> Result<Rated> {
		let rated = Rated { number: number.into(), ..Rated::default() };
		let fault = |why: String| Rated { fault: Some(why.replace('\n', " ")), ..Rated::default() };
		let named = |one: Rated| Rated { number: rated.number.clone(), ..one };
		let enterprise: RegistrationNumber = match number.parse() {
			Ok(enterprise) => enterprise,
			Err(issue) => return Ok(named(fault(issue.as_str().into()))),
		};
		let Some(firm) = enterprise::get(c.client.at(self.at), &enterprise).await? else {
			return Ok(named(fault("it is not on the register of this chain".into())));
		};
		let attestations = attestation::list(c.client.at(self.at), &enterprise).await?;
		let basis = Basis::of_card(&self.card, &attestations);
		let reckoned = match Reckoning::new(basis, &self.indicators, held) {
			Ok(reckoning) => self.told(&reckoning),
			Err(error) => fault(error.to_string()),
		};
		Ok(Rated { name: Some(firm.legal_name.as_str().into()), ..named(reckoned) })
	}

	fn told(&self, reckoning: &Reckoning) -> Rated {
		let (grade, explained) = (reckoning.best(), reckoning.explain());
		Rated {
			scorecard: Some(self.card.id),
			points: Some(reckoning.points()),
			grade: Some(grade),
			default_probability: self.card.spec.default_probabilities.get(grade.index()).copied(),
			coverage: Some(reckoning.basis.coverage),
			provable: Some(reckoning.basis.ensure_provable().is_ok()),
			reasons: explained.reasons.iter().map(|line| line.indicator.name.as_str().into()).collect(),
			lift: explained.lift.map(|lift| lift.step.text()),
			..Rated::default()
		}
	}
}

/// What openings files hold, each opened by whichever of the keys opens it.
pub(super) fn portfolio(openings: &[PathBuf], identity: &[PathBuf], c: &Context) -> Result<Portfolio> {
	let keys = identity.iter().map(|path| Identity::read(path)).collect::<Result<Vec<_>>>()?;
	let portfolio = Portfolio::read(openings, &keys, c.client.genesis_hash())?;
	for skipped in portfolio.skipped() {
		eprintln!("lingnan: warning: left out: {skipped}");
	}
	Ok(portfolio)
}

/// The firms that a table names, each once.
pub(super) fn numbers_in(file: &Path) -> Result<BTreeSet<String>> {
	const COLUMN: &str = "number";
	let fault = |why: String| Error::input(file.display(), why);
	let mut table = Table::open(file)?;
	let place = table.column(COLUMN).map_err(fault)?;
	let place =
		place.ok_or_else(|| fault(format!("it has no column {COLUMN:?}, in which the firms' numbers stand")))?;
	let mut numbers = BTreeSet::new();
	while let Some(row) = table.next_row().map_err(|e| fault(e.to_string()))? {
		row.map_err(|bad| fault(bad.to_string()))?;
		numbers.insert(table.cell(place).unwrap_or_default().to_string());
	}
	Ok(numbers)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_table_names_each_firm_once_and_a_bad_row_is_refused() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("firms.csv");
		let read = |text: &str| {
			std::fs::write(&file, text).unwrap();
			numbers_in(&file)
		};
		let numbers = read("name,number\nA,MO:2\nB,MO:1\nC,MO:2\n").unwrap();
		assert_eq!(numbers.into_iter().collect::<Vec<_>>(), ["MO:1", "MO:2"]);
		assert!(read("name\nA\n").unwrap_err().to_string().contains("no column \"number\""));
		assert!(read("name,number\nA\n").unwrap_err().to_string().contains("line 2"));
	}

	#[test]
	fn what_a_firm_comes_to_stands_in_one_row_and_so_does_why_it_comes_to_nothing() {
		let rated = Rated {
			number: "MO:1".into(),
			name: Some("First, Trading".into()),
			scorecard: Some(ScorecardId(2)),
			points: Some(-3),
			grade: Some(Grade::Bb),
			default_probability: Some(205),
			coverage: Some(9_600),
			provable: Some(true),
			reasons: vec!["Taxes".into(), "Staff".into()],
			lift: Some("Taxes: 50 to 100 CNY gains 6 points".into()),
			fault: None,
		};
		let bad = Rated { number: "MO:2".into(), fault: Some("no opening".into()), ..Rated::default() };
		let mut out = Vec::new();
		Sheet::new(RATED, &[rated, bad]).csv(&mut out).unwrap();
		let text = String::from_utf8(out).unwrap();
		let lines: Vec<&str> = text.split("\r\n").collect();
		assert_eq!(
			lines[1],
			"MO:1,\"First, Trading\",2,-3,BB,2.05,96.00,true,Taxes,Staff,,,Taxes: 50 to 100 CNY gains 6 points,"
		);
		assert_eq!(lines[2], "MO:2,,,,,,,,,,,,,no opening");
	}
}
