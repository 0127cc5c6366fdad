//! A statement as text and as CSV.

use crate::{
	cells::{self, table},
	statement::{Line, Statement},
};
use lingnan_client::text::money;

const HEADING: [&str; 17] = [
	"loan",
	"currency",
	"posting",
	"kind",
	"mark",
	"booked",
	"value date",
	"side",
	"amount",
	"costs",
	"penalty",
	"interest",
	"fees",
	"principal",
	"balance",
	"reference",
	"reversed because",
];

impl Statement {
	/// One record for each line, amounts in major units.
	pub fn csv(&self) -> String {
		table(HEADING, self.lines.iter().map(|line| self.record(line)))
	}

	fn record(&self, line: &Line) -> [String; HEADING.len()] {
		[
			self.loan.to_string(),
			self.currency.to_string(),
			line.posting.map_or_else(String::new, |posting| posting.to_string()),
			line.kind.word().into(),
			line.mark.word().into(),
			cells::day(line.booked),
			cells::day(line.value_date),
			line.side.word().into(),
			cells::amount(line.amount),
			cells::amount(line.split.costs),
			cells::amount(line.split.penalty),
			cells::amount(line.split.interest),
			cells::amount(line.split.fees),
			cells::amount(line.split.principal),
			cells::signed(line.balance),
			cells::text(&line.reference),
			cells::text(line.reason.as_deref().unwrap_or_default()),
		]
	}

	/// What stands above the lines.
	pub fn head(&self) -> Vec<String> {
		let named = |party: &crate::Party| match &party.name {
			Some(name) => format!("{name} ({})", party.number),
			None => party.number.clone(),
		};
		vec![
			format!("Statement of loan {} as of {}", self.loan, cells::day(self.today())),
			format!("Lender: {}", named(&self.lender)),
			format!("Borrower: {}", named(&self.borrower)),
			format!(
				"Drawn on {}, {} % a year in force; amounts in {}",
				cells::day(self.started),
				self.rate,
				self.currency
			),
		]
	}

	/// What stands below them.
	pub fn foot(&self) -> String {
		let currency = Some(self.currency.name());
		match u64::try_from(self.closing) {
			Ok(closing) => format!("To close the loan on {}: {}", cells::day(self.today()), money(closing, currency)),
			Err(_) => format!("On {}: {} {}", cells::day(self.today()), self.currency, cells::signed(self.closing)),
		}
	}
}

/// The columns that people read.
pub const COLUMNS: [&str; 8] = ["booked", "value date", "entry", "debit", "credit", "balance", "of which", "reference"];

impl Line {
	/// Under [`COLUMNS`].
	pub fn told(&self) -> [String; COLUMNS.len()] {
		let on = |side| match self.side == side && self.amount > 0 {
			true => money(self.amount, None),
			false => String::new(),
		};
		let name = self.posting.map_or_else(String::new, |posting| format!("{posting} "));
		let mark = match self.mark.word() {
			"" => String::new(),
			mark => format!(" ({mark})"),
		};
		let balance = match u64::try_from(self.balance) {
			Ok(balance) => money(balance, None),
			Err(_) => cells::signed(self.balance),
		};
		let why = self.reason.as_ref().map_or_else(String::new, |reason| format!("; reversed: {reason}"));
		[
			cells::day(self.booked),
			cells::day(self.value_date),
			format!("{name}{}{mark}", self.kind.word()),
			on(crate::Side::Debit),
			on(crate::Side::Credit),
			balance,
			self.parts(),
			format!("{}{why}", self.reference),
		]
	}

	/// `interest 29.71, principal 820.29`: what there is of the claims.
	fn parts(&self) -> String {
		let split = &self.split;
		let all = [
			("costs", split.costs),
			("penalty", split.penalty),
			("interest", split.interest),
			("fees", split.fees),
			("principal", split.principal),
		];
		let parts = all.iter().filter(|(_, amount)| *amount > 0);
		parts.map(|(name, amount)| format!("{name} {}", money(*amount, None))).collect::<Vec<_>>().join(", ")
	}
}

#[cfg(test)]
mod tests {
	use crate::statement::tests::statement;

	#[test]
	fn a_program_reads_every_line_of_the_csv() {
		let text = statement().csv();
		let mut reader = csv::Reader::from_reader(text.as_bytes());
		assert_eq!(reader.headers().unwrap().len(), super::HEADING.len());
		let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
		assert_eq!(rows.len(), 9);
		let row = |place: usize| rows[place].iter().collect::<Vec<_>>();
		let paid = row(3);
		assert_eq!(paid[2..9], ["0", "repayment", "", "2027-02-16", "2027-02-15", "credit", "850.00"]);
		assert_eq!(paid[9..16], ["0.00", "0.00", "29.71", "0.00", "820.29", "9229.71", "PAY-1"]);
		assert_eq!((row(5)[4], row(5)[16]), ("reversal", "recorded twice"));
		assert_eq!(row(4)[15], "'=PAY-1/B", "no spreadsheet runs it");
		assert_eq!(row(7)[15], "催收函 <1> & more");
	}

	#[test]
	fn people_read_dates_sides_and_the_balance_after_each_line() {
		let made = statement();
		let told = made.lines[3].told();
		assert_eq!(told[..6], ["2027-02-16", "2027-02-15", "0 repayment", "", "850.00", "9,229.71"]);
		assert_eq!(told[6], "interest 29.71, principal 820.29");
		assert!(made.lines[5].told()[7].contains("reversed: recorded twice"));
		assert!(made.foot().ends_with("2027-03-16: CNY 9,250.00"), "{}", made.foot());
		assert!(made.head()[2].contains("深圳市荔枝电子有限公司 (CN:91440300708461136T)"));
	}
}
