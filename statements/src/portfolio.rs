//! A bank's loans, counted: by product, grade, class, vintage and days past due, and how they moved between two days.
//!
//! Where a loan stands on a day comes from its books with every entry of a value date until then, so that a day long past can be
//! asked for, and a late entry changes the day that it belongs to.

use crate::{days::Days, Result};
use lingnan_types::{
	civil,
	loan::{LoanView, StatementLine},
	Amount, Currency, Date, Grade, LoanId, ProductId,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// How long something due is unpaid.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Bucket {
	NotYet,
	Current,
	To30,
	To60,
	To90,
	To180,
	To360,
	Over360,
	Repaid,
}

impl Bucket {
	pub const ALL: [Self; 9] = [
		Self::NotYet,
		Self::Current,
		Self::To30,
		Self::To60,
		Self::To90,
		Self::To180,
		Self::To360,
		Self::Over360,
		Self::Repaid,
	];

	pub const fn word(self) -> &'static str {
		match self {
			Self::NotYet => "not begun",
			Self::Current => "current",
			Self::To30 => "1 to 30 days",
			Self::To60 => "31 to 60 days",
			Self::To90 => "61 to 90 days",
			Self::To180 => "91 to 180 days",
			Self::To360 => "181 to 360 days",
			Self::Over360 => "over 360 days",
			Self::Repaid => "repaid",
		}
	}

	/// Of days past due.
	pub const fn of(days: u32) -> Self {
		match days {
			0 => Self::Current,
			1..=30 => Self::To30,
			31..=60 => Self::To60,
			61..=90 => Self::To90,
			91..=180 => Self::To180,
			181..=360 => Self::To360,
			_ => Self::Over360,
		}
	}
}

/// Where a loan stands on a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Position {
	pub loan: LoanId,
	pub product: ProductId,
	pub currency: Currency,
	/// At grant.
	pub grade: Grade,
	/// As the bank classified it last, if it did.
	pub class: Option<String>,
	/// The month in which the money went, such as 2027-01.
	pub vintage: String,
	/// Principal that is owed. Minor units.
	pub principal: Amount,
	/// Days past due on which a payment could be recorded.
	pub arrears_days: u32,
	pub bucket: Bucket,
}

impl Position {
	/// Begun, and not repaid.
	pub fn runs(&self) -> bool {
		!matches!(self.bucket, Bucket::NotYet | Bucket::Repaid)
	}

	/// Of a loan as the chain answers it.
	pub fn on(view: &LoanView, lines: &[StatementLine], days: &Days, on: Date, class: Option<String>) -> Result<Self> {
		let books = days.books(view, lines, on, on)?;
		let since = books.and_then(|books| books.arrears_since);
		let arrears_days = since.map_or(0, |since| days.recorded(since, on));
		let (principal, bucket) = match books {
			None => (0, Bucket::NotYet),
			Some(books) if books.payoff == 0 => (0, Bucket::Repaid),
			Some(books) => (books.principal, Bucket::of(arrears_days)),
		};
		let (year, month, _) = civil(view.started);
		Ok(Self {
			loan: view.id,
			product: view.terms.product,
			currency: view.currency,
			grade: view.grade,
			class,
			vintage: format!("{year:04}-{month:02}"),
			principal,
			arrears_days,
			bucket,
		})
	}
}

/// By what loans are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum By {
	Product,
	Grade,
	Class,
	Vintage,
	Arrears,
}

impl By {
	pub const ALL: [Self; 5] = [Self::Product, Self::Grade, Self::Class, Self::Vintage, Self::Arrears];

	pub const fn word(self) -> &'static str {
		match self {
			Self::Product => "product",
			Self::Grade => "grade",
			Self::Class => "class",
			Self::Vintage => "vintage",
			Self::Arrears => "days past due",
		}
	}

	/// Under what a loan falls: by which it is ordered, and what is shown.
	fn of(self, one: &Position) -> (u64, String) {
		match self {
			Self::Product => (one.product.0.into(), one.product.to_string()),
			Self::Grade => (
				Grade::ALL.iter().position(|grade| *grade == one.grade).unwrap_or_default() as u64,
				one.grade.to_string(),
			),
			Self::Class => match &one.class {
				Some(class) => (0, class.clone()),
				None => (1, "not classified".into()),
			},
			Self::Vintage => (0, one.vintage.clone()),
			Self::Arrears => (one.bucket as u64, one.bucket.word().into()),
		}
	}
}

/// Loans of one group in one currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
	pub name: String,
	pub currency: Currency,
	pub loans: u64,
	/// Minor units.
	pub principal: u128,
	/// Of it, of loans with something past due. Minor units.
	pub past_due: u128,
	/// Of it, of loans more than 90 days past due. Minor units.
	pub over_90: u128,
}

/// Loans that run, by one of their marks.
pub fn groups(positions: &[Position], by: By) -> Vec<Group> {
	let mut found: BTreeMap<_, Group> = BTreeMap::new();
	for one in positions.iter().filter(|one| one.runs()) {
		let (place, name) = by.of(one);
		let group = found.entry((one.currency, place, name.clone())).or_insert_with(|| Group {
			name,
			currency: one.currency,
			loans: 0,
			principal: 0,
			past_due: 0,
			over_90: 0,
		});
		let principal = u128::from(one.principal);
		group.loans += 1;
		group.principal += principal;
		group.past_due += if one.arrears_days > 0 { principal } else { 0 };
		group.over_90 += if one.arrears_days > 90 { principal } else { 0 };
	}
	found.into_values().collect()
}

/// Loans that stood in one bucket on a day and in another on a later one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Move {
	pub currency: Currency,
	pub from: Bucket,
	pub to: Bucket,
	pub loans: u64,
	/// On the later day; of what was repaid since, on the earlier. Minor units.
	pub principal: u128,
}

/// How loans moved between two days.
pub fn migration(before: &[Position], after: &[Position]) -> Vec<Move> {
	let mut found: BTreeMap<_, (u64, u128)> = BTreeMap::new();
	for then in after {
		let earlier = before.iter().find(|one| one.loan == then.loan);
		let from = earlier.map_or(Bucket::NotYet, |one| one.bucket);
		// Neither on one day nor on the other did it run.
		if matches!((from, then.bucket), (Bucket::NotYet, Bucket::NotYet) | (Bucket::Repaid, Bucket::Repaid)) {
			continue;
		}
		let principal = match then.bucket {
			Bucket::Repaid => earlier.map_or(0, |one| one.principal),
			_ => then.principal,
		};
		let entry = found.entry((then.currency, from, then.bucket)).or_default();
		entry.0 += 1;
		entry.1 += u128::from(principal);
	}
	let moves = found.into_iter();
	moves.map(|((currency, from, to), (loans, principal))| Move { currency, from, to, loans, principal }).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::statement::tests::{line, owed, view, DRAWN};
	use serde_json::{json, Value};

	fn on(lines: &[StatementLine], day: Date) -> Position {
		Position::on(&view(0), lines, &Days::default(), day, None).unwrap()
	}

	#[test]
	fn a_loan_that_nobody_pays_moves_from_bucket_to_bucket() {
		let buckets: Vec<_> =
			[0, 31, 32, 62, 100, 150, 300, 500].iter().map(|days| on(&[], DRAWN + days).bucket).collect();
		let expected = [
			Bucket::Current,
			Bucket::Current,
			Bucket::To30,
			Bucket::To60,
			Bucket::To90,
			Bucket::To180,
			Bucket::To360,
			Bucket::Over360,
		];
		assert_eq!(buckets, expected);
		assert_eq!(on(&[], DRAWN - 1).bucket, Bucket::NotYet);
	}

	#[test]
	fn groups_add_up_by_every_mark() {
		let late = on(&[], DRAWN + 150);
		let fresh = Position {
			loan: LoanId(4),
			class: Some("Normal".into()),
			arrears_days: 0,
			bucket: Bucket::Current,
			..late.clone()
		};
		let foreign = Position { loan: LoanId(5), currency: Currency::Hkd, ..fresh.clone() };
		for by in By::ALL {
			let found = groups(&[late.clone(), fresh.clone(), foreign.clone()], by);
			assert_eq!(found.iter().map(|one| one.loans).sum::<u64>(), 3, "{by:?}");
			assert!(found.iter().any(|one| one.currency == Currency::Hkd && one.loans == 1), "currencies stay apart");
			assert_eq!(found.iter().map(|one| one.over_90).sum::<u128>(), late.principal.into(), "{by:?}");
		}
		let classes = groups(&[late, fresh], By::Class);
		assert_eq!(classes.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Normal", "not classified"]);
	}

	#[test]
	fn moves_between_two_days_are_counted_once() {
		let paid = json!({ "Repayment": { "amount": 1_005_000, "reference": "ALL" } });
		let repaid = [line(0, DRAWN, paid, owed(0, 1_000_000), 0, Value::Null)];
		let (first, second) = (DRAWN + 20, DRAWN + 50);
		let other = |position: Position, number| Position { loan: LoanId(number), ..position };
		let before = [on(&[], first), other(on(&[], first), 4), other(on(&repaid, first), 5)];
		let after =
			[on(&[], second), other(on(&[], second), 4), other(on(&repaid, second), 5), other(on(&[], DRAWN), 6)];
		let moves: Vec<_> = migration(&before, &after).into_iter().map(|one| (one.from, one.to, one.loans)).collect();
		assert_eq!(moves, [(Bucket::NotYet, Bucket::Current, 1), (Bucket::Current, Bucket::To30, 2)]);
	}
}
