//! What a loan costs, what is owed on it, and by which hash its terms are signed.

use crate::refused::Refused;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use lingnan_anchored::blake2_256;
use lingnan_lending::{
	books::Account,
	sheet::{self, NoSheet},
	working_days::Calendar,
};
use lingnan_types::{
	application::Terms,
	bank_days::CalendarView,
	conditions::{Conditions, Pricing, Rate},
	line::LineView,
	loan::{Amendment, Instalment, LoanView, Owed, Quote, StatementLine},
	Amount, Date, LoanId, StoodStill,
};
use primitive_types::H256;

/// Blake2-256 of the SCALE encoding, as `financing.accept_offer` takes it.
pub fn hash_terms(terms: Terms) -> Result<H256, Refused> {
	Ok(H256(blake2_256(&terms.encode())))
}

/// The same of the terms that a credit line has, for `creditLines.accept`.
pub fn hash_line(line: LineView) -> Result<H256, Refused> {
	Ok(H256(blake2_256(&line.terms().encode())))
}

/// The same of an amendment, for which its loan's number comes first.
pub fn hash_amendment(amended: (LoanId, Amendment)) -> Result<H256, Refused> {
	Ok(H256(blake2_256(&amended.encode())))
}

/// Schedule and cost of a loan that is drawn on a day. `rate`: of a floating one, that of the day.
pub fn quote(
	(conditions, rate, drawn, calendar): (Conditions, Option<Rate>, Date, CalendarView),
) -> Result<Quote, Refused> {
	let rate = match conditions.pricing {
		Pricing::Fixed { rate } => rate,
		Pricing::Floating { .. } => rate.ok_or(Refused::RateNeeded)?,
	};
	let calendar = Calendar::of_view(&calendar).map_err(|_| Refused::Calendar)?;
	sheet::quote(&conditions, rate, drawn, &calendar).map_err(|why| match why {
		NoSheet::Schedule(_) => Refused::NoSchedule,
		NoSheet::Rate(_) => Refused::NoRate,
	})
}

/// A loan as the chain answers it, and a day.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Kept {
	pub loan: LoanView,
	pub statement: Vec<StatementLine>,
	pub calendar: CalendarView,
	/// Days on which no payment could be recorded.
	pub stood: StoodStill,
	/// Days since 1970-01-01.
	pub day: Date,
}

/// How a loan's books stand on a day.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct BooksView {
	/// What is to be paid.
	pub due: Owed,
	/// What would close the loan.
	pub payoff: Owed,
	pub repaid: Owed,
	/// Minor units.
	pub outstanding_principal: Amount,
	/// A year, in hundred-millionths of the whole.
	pub rate: Rate,
	/// The rate on overdue principal.
	pub penalty_rate: Rate,
	pub maturity: Date,
	pub arrears_since: Option<Date>,
	/// What was due, and what will be if nothing else changes.
	pub schedule: Vec<Instalment>,
}

/// Of every entry with a value date until that day.
pub fn books(kept: Kept) -> Result<BooksView, Refused> {
	let Kept { loan, statement, calendar, stood, day } = &kept;
	if loan.started > *day {
		return Err(Refused::NotBegun);
	}
	let calendar = Calendar::of_view(calendar).map_err(|_| Refused::Calendar)?;
	let account = Account {
		conditions: &loan.terms.conditions,
		started: loan.started,
		amendments: &loan.amendments,
		calendar: &calendar,
		stood,
	};
	let entries = statement.iter().map(|line| &line.entry).filter(|entry| entry.value_date <= *day);
	let mut books = account.replay(entries).map_err(|_| Refused::NoSchedule)?;
	books.reckon(*day).map_err(|_| Refused::NoSchedule)?;
	Ok(BooksView {
		due: books.due(),
		payoff: books.all(),
		repaid: books.repaid(),
		outstanding_principal: books.outstanding_principal(),
		rate: books.rate(),
		penalty_rate: books.penalty_rate(),
		maturity: books.maturity(),
		arrears_since: books.arrears_since(),
		schedule: books.schedule().map_err(|_| Refused::NoSchedule)?,
	})
}
