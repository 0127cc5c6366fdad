//! What the days of loans hang on besides their conditions: working days of the three places, and days on which no payment could
//! be recorded.

use codec::DecodeAll;
use lingnan_client::{Client, Error, Result};
use lingnan_lending::{
	books::{Account, Books},
	working_days::{BankYear, Calendar},
};
use lingnan_types::{
	loan::{LoanView, StatementLine},
	Date, Deadline, Jurisdiction, StoodStill,
};
use serde_json::Value;
use std::fmt::Display;

/// Of one chain.
#[derive(Clone, Debug, Default)]
pub struct Days {
	calendars: Vec<(Jurisdiction, Calendar)>,
	stood: StoodStill,
}

impl Days {
	/// As the chain has them now.
	pub async fn of(client: &Client) -> Result<Self> {
		let mut days = Self::default();
		for (key, years) in client.entries("Calendars", "Years").await? {
			let years: Vec<BankYear> = read("Calendars.Years", years)?;
			let calendar = Calendar::new(years).map_err(|fault| broken("Calendars.Years", format!("{fault:?}")))?;
			days.calendars.push((key_of("Calendars.Years", &key)?, calendar));
		}
		for (key, spans) in client.entries("BusinessClock", "Standstills").await? {
			if key_of::<Deadline>("BusinessClock.Standstills", &key)? == Deadline::Recording {
				let spans: Vec<(Date, Date)> = read("BusinessClock.Standstills", spans)?;
				for (first, last) in spans {
					days.stood.note(first, last);
				}
			}
		}
		Ok(days)
	}

	/// Of these calendars, on which nothing stood still.
	pub fn new(calendars: impl IntoIterator<Item = (Jurisdiction, Calendar)>) -> Self {
		Self { calendars: calendars.into_iter().collect(), stood: StoodStill::default() }
	}

	/// Days after `from` and until `to` on which a payment could be recorded.
	pub fn recorded(&self, from: Date, to: Date) -> u32 {
		self.stood.others(from, to)
	}

	/// A loan's books with every entry of a value date until `day`, reckoned to `reckoned`. None: the loan began later.
	pub fn books(&self, view: &LoanView, lines: &[StatementLine], day: Date, reckoned: Date) -> Result<Option<Totals>> {
		if view.started > day {
			return Ok(None);
		}
		let nothing = Calendar::default();
		let place = view.terms.conditions.calendar;
		let calendar = self.calendars.iter().find(|(one, _)| *one == place).map_or(&nothing, |(_, calendar)| calendar);
		let account = Account {
			conditions: &view.terms.conditions,
			started: view.started,
			amendments: &view.amendments,
			calendar,
			stood: &self.stood,
		};
		let entries = lines.iter().map(|line| &line.entry).filter(|entry| entry.value_date <= day);
		let totals = account.replay(entries).and_then(|mut books| {
			books.reckon(reckoned)?;
			Ok(Totals::of(&books))
		});
		let fault = |fault| Error::Connection(format!("the books of loan {} cannot be made again: {fault:?}", view.id));
		totals.map(Some).map_err(fault)
	}
}

/// How the books of a loan stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Totals {
	/// All interest so far, paid, forgiven or owed. Minor units.
	pub interest: u64,
	/// All penalty so far. Minor units.
	pub penalty: u64,
	/// Principal that is owed. Minor units.
	pub principal: u64,
	/// What would close the loan. Minor units.
	pub payoff: u64,
	/// A year, in hundred-millionths of the whole.
	pub rate: lingnan_types::conditions::Rate,
	/// Since which day something due is unpaid. Days since 1970-01-01.
	pub arrears_since: Option<Date>,
}

impl Totals {
	fn of(books: &Books) -> Self {
		let all = books.all().plus(&books.repaid()).plus(&books.forgiven());
		Self {
			interest: all.interest,
			penalty: all.penalty,
			principal: books.outstanding_principal(),
			payoff: books.payoff(),
			rate: books.rate(),
			arrears_since: books.arrears_since(),
		}
	}
}

fn broken(place: &str, reason: impl Display) -> Error {
	Error::Connection(format!("{place}: {reason}"))
}

fn read<T: serde::de::DeserializeOwned>(place: &str, value: Value) -> Result<T> {
	serde_json::from_value(value).map_err(|e| broken(place, e))
}

/// Of the key of a map that has its key after a hash of eight bytes.
fn key_of<K: DecodeAll>(place: &str, key: &[u8]) -> Result<K> {
	// Pallet and item take 16 bytes each.
	let mut own = key.get(40..).unwrap_or_default();
	K::decode_all(&mut own).map_err(|e| broken(place, e))
}
