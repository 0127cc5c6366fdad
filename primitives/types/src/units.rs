//! Numbers with their units, as people read them. What is stored and sent is the bare number; these say what it counts.

use crate::{civil, date_of, words::UnknownWord, Amount, Currency, Date, Timestamp, MAX_AMOUNT};
use alloc::string::{String, ToString};
use core::{fmt, str::FromStr};

/// An amount with its currency: `CNY 1,500,000.00`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Money {
	/// Minor units (fen, cents, avos).
	pub amount: Amount,
	pub currency: Currency,
}

impl Money {
	/// Nothing if it is more than any call accepts.
	pub fn new(amount: Amount, currency: Currency) -> Option<Self> {
		(amount <= MAX_AMOUNT).then_some(Self { amount, currency })
	}
}

impl fmt::Display for Money {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "{} {}", self.currency, Decimal(self.amount))
	}
}

/// Why a text is no [`Money`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MoneyIssue {
	/// The currency comes first, then a space and the amount.
	Form,
	/// No such currency.
	Currency(UnknownWord),
	/// More than [`MAX_AMOUNT`].
	TooMuch,
}

impl fmt::Display for MoneyIssue {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Form => f.write_str("write money as CNY 1,500,000.00"),
			Self::Currency(unknown) => write!(f, "a currency is {unknown}"),
			Self::TooMuch => write!(f, "the most is {}", Decimal(MAX_AMOUNT)),
		}
	}
}

impl core::error::Error for MoneyIssue {}

/// Reads what is displayed, and nothing else.
impl FromStr for Money {
	type Err = MoneyIssue;

	fn from_str(text: &str) -> Result<Self, MoneyIssue> {
		let (currency, number) = text.split_once(' ').ok_or(MoneyIssue::Form)?;
		let currency = currency.parse().map_err(MoneyIssue::Currency)?;
		let digits: String = number.chars().filter(char::is_ascii_digit).collect();
		let amount = digits.parse().map_err(|_| MoneyIssue::Form)?;
		if Decimal(amount).to_string() != number {
			return Err(MoneyIssue::Form);
		}
		Self::new(amount, currency).ok_or(MoneyIssue::TooMuch)
	}
}

/// Minor units of a currency that is told elsewhere: `1,500,000.00`. Each currency of the chain has two decimal places.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decimal(pub Amount);

impl fmt::Display for Decimal {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		in_groups(self.0 / 100, f)?;
		write!(f, ".{:02}", self.0 % 100)
	}
}

/// Basis points as `3.85 %`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Percent<T>(pub T);

impl<T: Copy + Into<u64>> fmt::Display for Percent<T> {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let points = self.0.into();
		write!(f, "{}.{:02} %", points / 100, points % 100)
	}
}

/// Days since 1970-01-01 as `2020-01-02`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day(pub Date);

impl fmt::Display for Day {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let (year, month, day) = civil(self.0);
		write!(f, "{year:04}-{month:02}-{day:02}")
	}
}

/// Unix time as `2020-01-02 00:00`, in UTC+8.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment(pub Timestamp);

impl fmt::Display for Moment {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let second = self.0.saturating_add(8 * 3_600) % 86_400;
		write!(f, "{} {:02}:{:02}", Day(date_of(self.0)), second / 3_600, second % 3_600 / 60)
	}
}

/// A whole number in groups of three digits: `-1,250,000`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grouped(pub i64);

impl fmt::Display for Grouped {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		if self.0 < 0 {
			f.write_str("-")?;
		}
		in_groups(self.0.unsigned_abs(), f)
	}
}

fn in_groups(number: u64, f: &mut fmt::Formatter) -> fmt::Result {
	let digits = number.to_string();
	for (place, digit) in digits.char_indices() {
		if place > 0 && (digits.len() - place).is_multiple_of(3) {
			f.write_str(",")?;
		}
		write!(f, "{digit}")?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn money_has_its_currency_groups_and_two_decimals() {
		for (minor, text) in [
			(0, "CNY 0.00"),
			(5, "CNY 0.05"),
			(100, "CNY 1.00"),
			(99_999, "CNY 999.99"),
			(100_000, "CNY 1,000.00"),
			(150_000_000, "CNY 1,500,000.00"),
			(MAX_AMOUNT, "CNY 10,000,000,000,000.00"),
		] {
			let money = Money { amount: minor, currency: Currency::Cny };
			assert_eq!(money.to_string(), text);
			assert_eq!(text.parse(), Ok(money));
		}
		assert_eq!(Money::new(MAX_AMOUNT + 1, Currency::Hkd), None);
	}

	#[test]
	fn what_is_no_money_says_why() {
		let why = |text: &str| text.parse::<Money>().unwrap_err().to_string();
		for text in ["", "CNY", "1.00", "CNY 1", "CNY 1000.00", "CNY 1,00.00", "CNY -1.00", "CNY 1.000", "CNY  1.00"] {
			let refused = why(text);
			assert!(refused.contains("CNY 1,500,000.00") || refused.contains("one of CNY, HKD"), "{text}: {refused}");
		}
		assert_eq!(why("EUR 1.00"), "a currency is one of CNY, HKD, MOP, USD");
		assert_eq!(why("CNY 10,000,000,000,000.01"), "the most is 10,000,000,000,000.00");
	}

	#[test]
	fn rates_days_and_moments() {
		assert_eq!(Percent(385u32).to_string(), "3.85 %");
		assert_eq!(Percent(10_000u64).to_string(), "100.00 %");
		assert_eq!(Day(18_263).to_string(), "2020-01-02");
		assert_eq!(Moment(1_577_894_400).to_string(), "2020-01-02 00:00");
		assert_eq!(Moment(86_400).to_string(), "1970-01-02 08:00");
		assert_eq!((Grouped(-1_250_000).to_string(), Grouped(7).to_string()), ("-1,250,000".into(), "7".into()));
		assert_eq!(Grouped(i64::MIN).to_string(), "-9,223,372,036,854,775,808");
	}

	proptest! {
		#[test]
		fn money_is_read_as_it_is_shown(amount in 0..=MAX_AMOUNT, currency in 0usize..4) {
			let money = Money { amount, currency: Currency::ALL[currency] };
			prop_assert_eq!(money.to_string().parse(), Ok(money));
		}

		#[test]
		fn no_number_panics(amount: u64, date: u32, at: u64, number: i64) {
			let _ = (Decimal(amount).to_string(), Day(date).to_string(), Moment(at).to_string());
			let _ = (Percent(amount).to_string(), Grouped(number).to_string());
		}
	}
}
