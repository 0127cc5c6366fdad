//! What an asset is worth to a lender. Pure.

use lingnan_support::{months_between, share_of, Amount, AssetKind, BasisPoints, Date};

/// Months of remaining life at which a right is worth its whole haircut value.
const FULL_LIFE: u32 = 36;

/// An asset as it is valued.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Valued {
	pub kind: AssetKind,
	/// Its whole value. Minor units (fen, cents, avos).
	pub value: Amount,
	/// The share that is lent on it, in basis points.
	pub haircut: BasisPoints,
}

impl Valued {
	/// Valuation x haircut x min(1, months left / 36), rounded down; the last factor for intellectual property only.
	pub fn lending_value(&self, today: Date, expires: Date) -> Amount {
		let value = share_of(self.value, self.haircut);
		if !self.kind.is_intellectual_property() {
			return value;
		}
		let months = months_between(today, expires).min(FULL_LIFE);
		let part = u128::from(value).saturating_mul(months.into()) / u128::from(FULL_LIFE);
		Amount::try_from(part).unwrap_or(Amount::MAX)
	}
}

/// Whether a valuation is older than so many months.
pub fn is_stale(valued_on: Date, today: Date, months: u32) -> bool {
	today > lingnan_support::add_months(valued_on, months)
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_support::from_civil;
	use proptest::prelude::*;

	const TODAY: Date = 18_263;

	fn in_months(months: u32) -> Date {
		lingnan_support::add_months(TODAY, months)
	}

	#[test]
	fn a_patent_of_a_million_is_worth_three_tenths_while_three_years_are_left() {
		let patent = Valued { kind: AssetKind::Invention, value: 1_000_000, haircut: 3_000 };
		let value = |months| patent.lending_value(TODAY, in_months(months));
		assert_eq!(
			(value(240), value(36), value(35), value(12), value(1)),
			(300_000, 300_000, 291_666, 100_000, 8_333)
		);
		assert_eq!((value(0), patent.lending_value(TODAY, 0)), (0, 0));
	}

	#[test]
	fn a_receivable_needs_no_time() {
		let invoice = Valued { kind: AssetKind::TradeReceivable, value: 999, haircut: 8_000 };
		assert_eq!(invoice.lending_value(TODAY, in_months(1)), 799);
	}

	#[test]
	fn a_valuation_is_fresh_on_its_anniversary_and_stale_the_day_after() {
		let [valued, anniversary] = [2019, 2020].map(|year| from_civil(year, 2, 28).unwrap());
		assert!(!is_stale(valued, anniversary, 12));
		assert!(is_stale(valued, anniversary + 1, 12));
	}

	proptest! {
		#[test]
		fn never_more_than_the_valuation(value: u64, haircut in 0u32..=10_000, today: u32, expires: u32) {
			for kind in AssetKind::ALL {
				let lent = Valued { kind, value, haircut }.lending_value(today, expires);
				prop_assert!(lent <= value);
			}
		}
	}
}
