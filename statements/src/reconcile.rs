//! A core system's file against the chain: what both have, what one of them misses, what differs, and what is doubtful. Nothing
//! is changed.
//!
//! A payment is known by its reference, as the chain compares references: letters and digits and signs, without blanks, in
//! capitals. What has no reference of its own, such as costs, is known by loan, kind, amount and value date.

use crate::{
	cells,
	statement::{Kind, Line, Mark, Statement},
	Error, Result,
};
use lingnan_client::{text::money, values};
use lingnan_types::{Amount, Currency, Date, LoanId};
use serde::Serialize;
use std::path::Path;

/// Days apart at which two entries of one amount may be the same.
const NEAR: u32 = 10;

/// What a core system's file may hold, by the words of a statement.
const KINDS: [Kind; 7] =
	[Kind::Drawing, Kind::Repayment, Kind::Charge, Kind::Proceeds, Kind::Forgiven, Kind::Renewed, Kind::Guaranteed];

/// An entry, on either side.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
	pub loan: LoanId,
	pub kind: Kind,
	#[serde(serialize_with = "crate::cells::iso")]
	pub value_date: Date,
	/// Minor units.
	pub amount: Amount,
	pub reference: String,
	/// The line of the file, or the number of the entry on the chain.
	pub place: Option<u64>,
}

/// How entries of the two sides stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Finding {
	/// The core system has it, the chain does not.
	OnlyInCore,
	/// The chain has it, the core system does not.
	OnlyOnChain,
	/// The amounts differ.
	OtherAmount,
	/// The value dates differ.
	OtherDate,
	/// Somebody must look.
	Doubtful,
}

impl Finding {
	pub const fn word(self) -> &'static str {
		match self {
			Self::OnlyInCore => "only in the core system",
			Self::OnlyOnChain => "only on the chain",
			Self::OtherAmount => "other amount",
			Self::OtherDate => "other value date",
			Self::Doubtful => "doubtful",
		}
	}
}

/// One thing that is not as it should be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
	pub finding: Finding,
	pub core: Option<Item>,
	pub chain: Option<Item>,
	/// Why it is doubtful.
	pub why: Option<&'static str>,
}

/// What came out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
	/// Entries that both have alike.
	pub matched: usize,
	/// Doubtful ones last.
	pub differences: Vec<Difference>,
}

/// A core system's file: `loan`, `value date`, `amount`, `reference`, `kind`, in any order.
pub fn read(path: &Path) -> Result<Vec<Item>> {
	let text = std::fs::read_to_string(path).map_err(|e| Error::input(path.display(), e))?;
	parse(&path.display().to_string(), &text)
}

fn parse(place: &str, text: &str) -> Result<Vec<Item>> {
	const COLUMNS: [&str; 5] = ["loan", "value date", "amount", "reference", "kind"];
	let mut reader =
		csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
	let heading = reader.headers().map_err(|e| Error::input(place, e))?.clone();
	let column = |name: &str| {
		let same = |written: &str| written.to_lowercase().replace(['_', '-'], " ") == name;
		heading.iter().position(same).ok_or_else(|| {
			let needed = COLUMNS.join(", ");
			Error::input(place, format!("there is no column {name:?}: the heading names {needed}, in any order"))
		})
	};
	let [loan, day, amount, reference, kind] = [0, 1, 2, 3, 4].map(|one: usize| column(COLUMNS[one]));
	let (loan, day, amount, reference, kind) = (loan?, day?, amount?, reference?, kind?);
	let mut items = Vec::new();
	for row in reader.records() {
		let row = row.map_err(|e| Error::input(place, e))?;
		let number = row.position().map_or(0, csv::Position::line);
		let at = |reason: String| Error::input(format!("{place}, line {number}"), reason);
		let cell = |column: usize| row.get(column).unwrap_or_default();
		let word = cell(kind).to_lowercase();
		let known = KINDS.into_iter().find(|one| one.word() == word).ok_or_else(|| {
			let words: Vec<_> = KINDS.iter().map(|one| one.word()).collect();
			at(format!("kind {:?}: one of {}", cell(kind), words.join(", ")))
		})?;
		items.push(Item {
			loan: cell(loan).parse().map_err(|_| at(format!("loan {:?}: a number is expected", cell(loan))))?,
			kind: known,
			value_date: values::date(cell(day)).map_err(|e| at(format!("value date: {e}")))?,
			amount: values::amount(cell(amount)).map_err(|e| at(format!("amount: {e}")))?,
			reference: cell(reference).to_string(),
			place: Some(number),
		});
	}
	Ok(items)
}

impl Item {
	/// What a statement shows that a core system has too.
	fn of(loan: LoanId, line: &Line) -> Option<Self> {
		let known = KINDS.contains(&line.kind) && line.mark != Mark::Reversal;
		known.then(|| Self {
			loan,
			kind: line.kind,
			value_date: line.value_date,
			amount: line.amount,
			reference: line.reference.clone(),
			place: line.posting.map(u64::from),
		})
	}

	/// As references are compared; none if nothing is left.
	fn key(&self) -> Option<String> {
		let kept: String = self.reference.chars().filter(char::is_ascii_graphic).collect();
		(self.kind == Kind::Repayment && !kept.is_empty()).then(|| kept.to_ascii_uppercase())
	}

	fn is_of(&self, other: &Self) -> bool {
		self.loan == other.loan && self.kind == other.kind
	}

	fn told(&self, currency: Option<Currency>) -> String {
		let amount = money(self.amount, currency.map(Currency::name));
		let reference = if self.reference.is_empty() { String::new() } else { format!(", {}", self.reference) };
		format!("loan {}, {} of {amount} on {}{reference}", self.loan, self.kind.word(), cells::day(self.value_date))
	}
}

/// Entries that are left to be matched.
struct Left(Vec<Item>);

impl Left {
	fn take(&mut self, fits: impl Fn(&Item) -> bool) -> Option<Item> {
		let place = self.0.iter().position(fits)?;
		Some(self.0.remove(place))
	}
}

impl Outcome {
	/// Of the entries of a file and the accounts of the loans that they are about, within these value dates.
	pub fn of(core: &[Item], accounts: &[Statement], within: std::ops::RangeInclusive<Date>) -> Self {
		let mut chain = Left(Vec::new());
		let mut reversed = Left(Vec::new());
		for account in accounts {
			for line in &account.lines {
				let Some(item) = Item::of(account.loan, line).filter(|item| within.contains(&item.value_date)) else {
					continue;
				};
				match line.mark {
					Mark::Reversed => reversed.0.push(item),
					_ => chain.0.push(item),
				}
			}
		}
		let mut core: Vec<Item> = core.iter().filter(|item| within.contains(&item.value_date)).cloned().collect();
		core.sort_by_key(|item| (item.loan, item.value_date, item.place));
		let mut outcome = Self { matched: 0, differences: Vec::new() };
		// The surest first: what is matched is not there for a guess.
		type Rule = fn(&Item, &Item) -> bool;
		let rules: [(Rule, Option<&'static str>); 4] = [
			(|a, b| a.key().is_some() && a.key() == b.key(), None),
			(
				|a, b| (a.key().is_none() || b.key().is_none()) && a.amount == b.amount && a.value_date == b.value_date,
				None,
			),
			(
				|a, b| a.amount == b.amount && a.value_date == b.value_date,
				Some("amount and day are the same, the references are not"),
			),
			(
				|a, b| a.amount == b.amount && a.value_date.abs_diff(b.value_date) <= NEAR,
				Some("one amount within ten days: it may be one payment under two references"),
			),
		];
		for (fits, why) in rules {
			core.retain(|item| {
				let Some(found) = chain.take(|other| item.is_of(other) && fits(item, other)) else { return true };
				outcome.compare(item.clone(), found, why);
				false
			});
		}
		for item in core {
			let same = |other: &Item| item.is_of(other) && item.key() == other.key() && item.amount == other.amount;
			match reversed.take(same) {
				Some(found) => outcome.doubt(item, Some(found), "it was reversed on the chain"),
				None => outcome.note(Finding::OnlyInCore, Some(item), None),
			}
		}
		for item in chain.0 {
			outcome.note(Finding::OnlyOnChain, None, Some(item));
		}
		let place =
			|one: &Difference| one.core.as_ref().or(one.chain.as_ref()).map(|item| (item.loan, item.value_date));
		outcome.differences.sort_by_key(|one| (one.finding, place(one)));
		outcome
	}

	fn compare(&mut self, core: Item, chain: Item, why: Option<&'static str>) {
		match why {
			Some(why) if core.kind == Kind::Repayment => self.doubt(core, Some(chain), why),
			_ if core.amount != chain.amount => self.note(Finding::OtherAmount, Some(core), Some(chain)),
			_ if core.value_date != chain.value_date => self.note(Finding::OtherDate, Some(core), Some(chain)),
			_ => self.matched += 1,
		}
	}

	fn note(&mut self, finding: Finding, core: Option<Item>, chain: Option<Item>) {
		self.differences.push(Difference { finding, core, chain, why: None });
	}

	fn doubt(&mut self, core: Item, chain: Option<Item>, why: &'static str) {
		self.differences.push(Difference { finding: Finding::Doubtful, core: Some(core), chain, why: Some(why) });
	}

	/// How often each finding was made, for a last line.
	pub fn summary(&self) -> String {
		let all =
			[Finding::OnlyInCore, Finding::OnlyOnChain, Finding::OtherAmount, Finding::OtherDate, Finding::Doubtful];
		let count = |finding| self.differences.iter().filter(|one| one.finding == finding).count();
		let counts: Vec<String> = all.iter().map(|one| format!("{} {}", count(*one), one.word())).collect();
		format!("{} matched, {}", self.matched, counts.join(", "))
	}

	/// A line for each difference: the finding, and each side as people read it.
	pub fn rows(&self) -> Vec<Vec<String>> {
		let told = |item: &Option<Item>| item.as_ref().map_or_else(|| "-".to_string(), |item| item.told(None));
		let rows = self.differences.iter().map(|one| {
			vec![one.finding.word().into(), told(&one.core), told(&one.chain), one.why.unwrap_or_default().into()]
		});
		rows.collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::statement::tests::{statement, DRAWN};

	const HEADING: &str = "loan,value date,amount,reference,kind\n";

	fn outcome(rows: &str) -> Outcome {
		let core = parse("core.csv", &format!("{HEADING}{rows}")).unwrap();
		Outcome::of(&core, &[statement()], 0..=Date::MAX)
	}

	fn findings(outcome: &Outcome) -> Vec<Finding> {
		outcome.differences.iter().map(|one| one.finding).collect()
	}

	const DRAWING: &str = "3,2027-01-15,\"10,000.00\",,drawing\n";
	const PAID: &str = "3,2027-02-15,850.00,pay-1,repayment\n";
	const COSTS: &str = "3,2027-03-01,5.00,reminder,charge\n";

	#[test]
	fn a_file_that_agrees_leaves_nothing() {
		let outcome = outcome(&format!("{DRAWING}{PAID}{COSTS}"));
		assert_eq!((outcome.matched, findings(&outcome)), (3, vec![]));
	}

	#[test]
	fn what_one_side_misses_is_told_by_side() {
		let told = outcome(&format!("{DRAWING}{PAID}3,2027-03-02,7.00,PAY-9,repayment\n"));
		assert_eq!((told.matched, findings(&told)), (2, vec![Finding::OnlyInCore, Finding::OnlyOnChain]));
		assert_eq!(told.differences[0].core.as_ref().unwrap().place, Some(4), "the line of the file");
		assert_eq!(told.differences[1].chain.as_ref().unwrap().place, Some(2), "the entry of the chain");
	}

	#[test]
	fn another_amount_or_day_of_one_payment_is_told() {
		let amount = outcome(&format!("{DRAWING}3,2027-02-15,850.01,PAY-1,repayment\n{COSTS}"));
		assert_eq!((amount.matched, findings(&amount)), (2, vec![Finding::OtherAmount]));
		let day =
			outcome(&format!("{DRAWING}3,2027-02-14,850.00,PAY 1-,repayment\n{COSTS}").replace("PAY 1-", "Pay -1"));
		assert_eq!((day.matched, findings(&day)), (2, vec![Finding::OtherDate]));
	}

	/// The attack: one payment is booked again under another reference, or what was reversed stays in the core system.
	#[test]
	fn bank_books_a_payment_under_two_references() {
		let told = outcome(&format!("{DRAWING}3,2027-02-15,850.00,OTHER,repayment\n{COSTS}"));
		assert_eq!((told.matched, findings(&told)), (2, vec![Finding::Doubtful]));
		let reversed = outcome(&format!("{DRAWING}{PAID}{COSTS}3,2027-02-15,850.00,=PAY-1/B,repayment\n"));
		assert_eq!((reversed.matched, findings(&reversed)), (3, vec![Finding::Doubtful]));
		assert_eq!(reversed.differences[0].why, Some("it was reversed on the chain"));
	}

	#[test]
	fn days_outside_are_not_compared() {
		let core = parse("core.csv", &format!("{HEADING}{DRAWING}{PAID}")).unwrap();
		let outcome = Outcome::of(&core, &[statement()], DRAWN..=DRAWN + 31);
		assert_eq!((outcome.matched, findings(&outcome)), (2, vec![]));
	}

	#[test]
	fn a_file_that_cannot_be_read_is_named_with_line_and_way_out() {
		let refused = |text: &str| parse("core.csv", text).unwrap_err().to_string();
		assert!(refused("loan,amount\n").contains("no column \"value date\""), "{}", refused("loan,amount\n"));
		for (row, part) in [
			("3,2027-13-01,1.00,x,repayment", "line 2: value date"),
			("3,2027-01-01,1.001,x,repayment", "line 2: amount"),
			("3,2027-01-01,1.00,x,gift", "kind \"gift\": one of drawing, repayment"),
			("x,2027-01-01,1.00,x,repayment", "loan \"x\""),
		] {
			let told = refused(&format!("{HEADING}{row}\n"));
			assert!(told.contains(part), "{told}");
		}
	}
}
