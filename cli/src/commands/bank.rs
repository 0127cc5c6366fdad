//! What a bank's systems take: statements, accruals, a reconciliation, the portfolio.

use super::Context;
use crate::{
	error::{Error, Result},
	output::{date_text, money, percent, table},
	values,
};
use clap::{Args, ValueEnum};
use lingnan_statements::{
	accruals,
	book::Book,
	portfolio::{groups, By, Group, Move},
	reconcile::{self, Outcome},
	sheet::COLUMNS,
};
use lingnan_types::{Currency, Date, InstitutionId, LoanId};
use serde_json::json;
use std::{
	collections::BTreeSet,
	path::{Path, PathBuf},
};

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
	/// A table for people
	Text,
	/// One record for each line
	Csv,
	/// ISO 20022 camt.053.001.08
	Camt053,
	/// For printing
	Pdf,
}

#[derive(Debug, Args)]
pub struct Statement {
	loan: LoanId,
	/// How it is written
	#[arg(long, value_enum, default_value = "text")]
	format: Format,
	/// File that it is written to, which must not be there yet; the output if not given
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
	/// Of a PDF: font with the characters of the parties' names, where the system's own do not do
	#[arg(long, value_name = "FILE")]
	font: Option<PathBuf>,
}

impl Statement {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let made = lingnan_statements::Statement::of(&c.client, self.loan).await?;
		let bytes = match self.format {
			Format::Text if c.output.json => {
				c.output.answer(&json!(made), |_| String::new());
				return Ok(());
			},
			Format::Text => {
				let rows = made.lines.iter().map(|line| line.told().to_vec()).collect();
				let lines = [made.head().join("\n"), table(&COLUMNS, rows), made.foot()].join("\n");
				lines.into_bytes()
			},
			Format::Csv => made.csv().into_bytes(),
			Format::Camt053 => made.camt053()?.into_bytes(),
			Format::Pdf => made.pdf(self.font.as_deref())?,
		};
		match &self.out {
			Some(path) => write(path, &bytes, c),
			None if self.format == Format::Pdf => {
				Err(Error::usage("a PDF is no text: name a file for it with --out FILE"))
			},
			None => {
				c.output.say(String::from_utf8_lossy(&bytes).trim_end());
				Ok(())
			},
		}
	}
}

/// What is there already is never overwritten.
fn write(path: &Path, bytes: &[u8], c: &Context) -> Result<()> {
	crate::files::write_new(path, bytes)?;
	let told = json!({ "file": path.display().to_string(), "bytes": bytes.len() });
	c.output.answer(&told, |_| format!("{} bytes are in {}", bytes.len(), path.display()));
	Ok(())
}

#[derive(Debug, Args)]
pub struct Accruals {
	/// The institution's number, or its name
	institution: String,
	/// The day, if not the last one that is over
	#[arg(long, value_parser = values::date)]
	day: Option<Date>,
	/// File that it is written to, which must not be there yet; the output if not given
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
}

impl Accruals {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let institution: InstitutionId = c.number_of(&self.institution).await?;
		let day = match self.day {
			Some(day) => day,
			None => c.day(None).await?.saturating_sub(1),
		};
		let found = Book::of(&c.client, institution).await?.accruals(day)?;
		let file = accruals::csv(&found);
		match &self.out {
			Some(path) => write(path, file.as_bytes(), c),
			None => {
				c.output.answer(&json!(found), |_| file.trim_end().to_string());
				Ok(())
			},
		}
	}
}

#[derive(Debug, Args)]
pub struct Reconcile {
	/// The core system's file, CSV with the columns loan, value date, amount, reference, kind
	#[arg(long, value_name = "FILE")]
	core: PathBuf,
	/// Compare all loans of this institution, by its number or name; if not given, those that stand in the file
	#[arg(long)]
	institution: Option<String>,
	/// First value date that is compared
	#[arg(long, value_parser = values::date)]
	from: Option<Date>,
	/// Last value date that is compared
	#[arg(long, value_parser = values::date)]
	until: Option<Date>,
}

impl Reconcile {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let core = reconcile::read(&self.core)?;
		let book = match &self.institution {
			Some(given) => Book::of(&c.client, c.number_of(given).await?).await?,
			None => {
				let named: BTreeSet<LoanId> = core.iter().map(|item| item.loan).collect();
				Book::of_loans(&c.client, named.into_iter().collect()).await?
			},
		};
		let within = self.from.unwrap_or_default()..=self.until.unwrap_or(Date::MAX);
		let outcome = Outcome::of(&core, &book.statements(), within);
		c.output.answer(&json!(outcome), |_| told(&outcome));
		match outcome.differences.is_empty() {
			true => Ok(()),
			false => Err(Error::Different(format!(
				"{} and the chain differ: {}. Nothing was changed",
				self.core.display(),
				outcome.summary()
			))),
		}
	}
}

fn told(outcome: &Outcome) -> String {
	match outcome.differences.is_empty() {
		true => outcome.summary(),
		false => table(&["finding", "core system", "chain", "why"], outcome.rows()),
	}
}

#[derive(Debug, Args)]
pub struct Portfolio {
	/// The institution's number, or its name
	institution: String,
	/// The day, if not today
	#[arg(long, value_parser = values::date)]
	day: Option<Date>,
	/// Show how loans moved from this day on too
	#[arg(long, value_parser = values::date)]
	since: Option<Date>,
}

impl Portfolio {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let institution: InstitutionId = c.number_of(&self.institution).await?;
		let day = c.day(self.day).await?;
		if self.since.is_some_and(|since| since >= day) {
			return Err(Error::usage("--since: name a day before the one that is shown"));
		}
		let book = Book::of(&c.client, institution).await?;
		let positions = book.positions(day)?;
		let moves = self.since.map(|since| book.moves(since, day)).transpose()?;
		let parts: Vec<_> = By::ALL.iter().map(|by| (*by, groups(&positions, *by))).collect();
		let answer = json!({
			"day": date_text(day),
			"groups": parts.iter().map(|(by, groups)| json!({ "by": by, "groups": groups })).collect::<Vec<_>>(),
			"since": self.since.map(date_text),
			"moves": moves,
			"loans": positions,
		});
		c.output.answer(&answer, |_| {
			let running = positions.iter().filter(|one| one.runs()).count();
			let mut text = vec![format!("{running} loans run on {}", date_text(day))];
			text.extend(parts.iter().map(|(by, groups)| counted(*by, groups)));
			if let (Some(since), Some(moves)) = (self.since, &moves) {
				text.push(moved(since, day, moves));
			}
			text.join("\n\n")
		});
		Ok(())
	}
}

/// In major units; more than a number of 64 bits is told as its end.
fn sum(minor: u128, currency: Currency) -> String {
	money(u64::try_from(minor).unwrap_or(u64::MAX), Some(currency.name()))
}

/// Of the principal, in per cent.
fn share(part: u128, whole: u128) -> String {
	let points = (part * 10_000).checked_div(whole).unwrap_or_default();
	percent(u64::try_from(points).unwrap_or_default())
}

fn counted(by: By, groups: &[Group]) -> String {
	let rows = groups.iter().map(|one| {
		vec![
			one.name.clone(),
			one.loans.to_string(),
			sum(one.principal, one.currency),
			share(one.past_due, one.principal),
			share(one.over_90, one.principal),
		]
	});
	table(&[by.word(), "loans", "principal", "past due", "over 90 days"], rows.collect())
}

fn moved(since: Date, day: Date, moves: &[Move]) -> String {
	let rows = moves.iter().map(|one| {
		vec![one.from.word().into(), one.to.word().into(), one.loans.to_string(), sum(one.principal, one.currency)]
	});
	table(
		&[&format!("on {}", date_text(since)), &format!("on {}", date_text(day)), "loans", "principal"],
		rows.collect(),
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn shares_are_of_the_principal_and_nothing_of_nothing() {
		assert_eq!([share(0, 0), share(1, 3), share(5, 5)], ["0.00 %", "33.33 %", "100.00 %"]);
		assert_eq!(sum(123_456, Currency::Hkd), "HKD 1,234.56");
	}
}
