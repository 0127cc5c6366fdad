//! What the loans of a bank accrued on one day: the file that its general ledger takes.
//!
//! The day's interest is what the books add from the end of the day before to the end of the day, with every entry of a value
//! date until that day: first day counted, last not. Sums of days are the books' own figures, since each is the difference of
//! two of them; a single day can differ by a minor unit from base x rate / basis.

use crate::{
	cells::{self, table},
	days::Days,
	Result,
};
use lingnan_client::text::variant;
use lingnan_types::{
	conditions::Rate,
	loan::{LoanView, StatementLine},
	Amount, Currency, Date, DayCount, LoanId,
};
use serde::Serialize;

/// What one loan accrued on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Accrual {
	pub loan: LoanId,
	pub currency: Currency,
	#[serde(serialize_with = "crate::cells::iso")]
	pub day: Date,
	/// Principal at the day's end. Minor units.
	pub base: Amount,
	/// A year, in hundred-millionths of the whole.
	pub rate: Rate,
	/// The convention by which days become interest.
	pub basis: DayCount,
	/// Minor units.
	pub interest: Amount,
	/// With interest on unpaid interest. Minor units.
	pub penalty: Amount,
}

impl Accrual {
	/// Of a loan as the chain answers it. None: it had not begun, or nothing was owed any more.
	pub fn of(view: &LoanView, lines: &[StatementLine], days: &Days, day: Date) -> Result<Option<Self>> {
		let Some(before) = days.books(view, lines, day, day)? else { return Ok(None) };
		let Some(after) = days.books(view, lines, day, day.saturating_add(1))? else { return Ok(None) };
		if before.payoff == 0 {
			return Ok(None);
		}
		let changed = lines.iter().filter(|line| line.entry.reversed.is_none() && line.entry.value_date <= day);
		let amended = changed.filter_map(|line| match line.entry.entry {
			lingnan_types::loan::Entry::Amended { amendment } => Some(usize::from(amendment)),
			_ => None,
		});
		let conditions = amended.last().and_then(|place| view.amendments.get(place)).map(|one| &one.conditions);
		Ok(Some(Self {
			loan: view.id,
			currency: view.currency,
			day,
			base: before.principal,
			rate: before.rate,
			basis: conditions.unwrap_or(&view.terms.conditions).day_count,
			interest: after.interest.saturating_sub(before.interest),
			penalty: after.penalty.saturating_sub(before.penalty),
		}))
	}
}

/// The file.
pub fn csv(accruals: &[Accrual]) -> String {
	let heading = ["loan", "currency", "day", "base", "rate percent", "basis", "interest", "penalty"];
	let rows = accruals.iter().map(|one| {
		[
			one.loan.to_string(),
			one.currency.to_string(),
			cells::day(one.day),
			cells::amount(one.base),
			one.rate.to_string(),
			variant(&one.basis),
			cells::amount(one.interest),
			cells::amount(one.penalty),
		]
	});
	table(heading, rows)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::statement::tests::{line, owed, view, DRAWN};
	use lingnan_types::{conditions::DueDays, product::RepaymentMethod};
	use serde_json::{json, Value};

	/// 10,000.00 at 3.45 % by actual/360.
	#[test]
	fn a_day_is_its_part_of_the_year() {
		let one = Accrual::of(&view(0), &[], &Days::default(), DRAWN).unwrap().unwrap();
		// 10,000.00 x 3.45 % / 360 = 0.958333…
		assert_eq!((one.base, one.interest, one.penalty), (1_000_000, 96, 0));
		assert_eq!((one.rate.to_string(), one.basis), ("3.45".into(), DayCount::Actual360));
		assert!(csv(&[one]).ends_with("3,CNY,2027-01-15,10000.00,3.45,Actual360,0.96,0.00\r\n"), "{}", csv(&[one]));
	}

	#[test]
	fn days_add_up_to_what_the_books_say() {
		let days = Days::default();
		let of = |day| Accrual::of(&view(0), &[], &days, day).unwrap().unwrap();
		let sum: u64 = (DRAWN..DRAWN + 45).map(|day| of(day).interest).sum();
		let books = days.books(&view(0), &[], DRAWN + 45, DRAWN + 45).unwrap().unwrap();
		assert_eq!(sum, books.interest);
	}

	/// A vector of the rules of lending: 1,000,000.00 at 3.45 % from 2027-01-15 to 03-01.
	#[test]
	fn a_month_and_a_half_is_as_the_contract_counts_days() {
		let days = Days::default();
		for (day_count, expected) in [(DayCount::Actual360, 431_250), (DayCount::MonthlyTwelfths, 421_667)] {
			let mut view = view(0);
			let conditions = &mut view.terms.conditions;
			(conditions.amount, conditions.day_count) = (100_000_000, day_count);
			(conditions.method, conditions.due_days) = (RepaymentMethod::Bullet, DueDays::Maturity);
			let of = |day| Accrual::of(&view, &[], &days, day).unwrap().unwrap().interest;
			assert_eq!((DRAWN..DRAWN + 45).map(of).sum::<u64>(), expected, "{day_count:?}");
		}
	}

	#[test]
	fn who_is_late_accrues_penalty_and_who_has_paid_nothing() {
		let days = Days::default();
		let late = Accrual::of(&view(0), &[], &days, DRAWN + 60).unwrap().unwrap();
		assert!(late.penalty > 0 && late.interest > 0, "{late:?}");
		let paid = json!({ "Repayment": { "amount": 1_005_000, "reference": "ALL" } });
		let lines = [line(0, DRAWN, paid, owed(0, 1_000_000), 0, Value::Null)];
		assert_eq!(Accrual::of(&view(0), &lines, &days, DRAWN).unwrap(), None);
		assert_eq!(Accrual::of(&view(0), &[], &days, DRAWN - 1).unwrap(), None, "it had not begun");
	}
}
