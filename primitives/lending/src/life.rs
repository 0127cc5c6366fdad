//! What may become of a loan that runs: how far it can be extended, and when it can be renewed without repaying first.

use lingnan_types::{Amount, Date};

/// The most months by which a loan can be extended in all: up to a year its own term, up to five years half of it, longer
/// ones three years (General Rules on Loans, the article on extensions; which number it has in the 2024 rules is UNVERIFIED).
pub fn longest_extension(tenor: u16) -> u16 {
	match tenor {
		0..=12 => tenor,
		13..=60 => tenor / 2,
		_ => 36,
	}
}

/// What a renewal is judged by, on the day on which it takes effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Renewal {
	/// The last day on which the old loan's end has not passed. Days since 1970-01-01.
	pub maturity: Date,
	/// The day on which it was asked for. Days since 1970-01-01.
	pub asked: Date,
	/// The day on which the new contract and the new security contract are signed. Days since 1970-01-01.
	pub signed: Date,
	/// The old loan is in default, or was called.
	pub defaulted: bool,
	/// Something of the old loan is due and unpaid, not yet late included. Minor units.
	pub due: Amount,
	/// The old loan's money was used otherwise than agreed.
	pub misused: bool,
	/// What would close the old loan today. Minor units.
	pub payoff: Amount,
	/// What the new loan lends. Minor units.
	pub amount: Amount,
}

/// Why a loan cannot be renewed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotRenewable {
	/// It was not asked for, or not signed, before the old loan's maturity.
	TooLate,
	/// The old loan is not in good standing: a renewal never hides arrears.
	NotInGoodStanding,
	/// The new loan does not settle the old one to the unit: what it does not settle is paid before.
	NotCovered,
}

impl Renewal {
	/// By NFRA Jingui 2024 No. 13: asked for and signed before maturity; the old loan was normal, without unpaid interest
	/// and misuse; the new loan settles it.
	pub fn judge(&self) -> Result<(), NotRenewable> {
		if self.asked >= self.maturity || self.signed >= self.maturity {
			return Err(NotRenewable::TooLate);
		}
		if self.defaulted || self.misused || self.due > 0 {
			return Err(NotRenewable::NotInGoodStanding);
		}
		if self.amount != self.payoff {
			return Err(NotRenewable::NotCovered);
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::from_civil;

	/// LENDING 5: 12, 36 and 84 months: at most 12, 18 and 36 more.
	#[test]
	fn extensions_have_their_limits() {
		assert_eq!([12, 36, 84].map(longest_extension), [12, 18, 36]);
		assert_eq!([1, 13, 60, 61].map(longest_extension), [1, 6, 30, 36]);
	}

	/// LENDING 5: due 2027-06-30: signed on 06-29 it holds, on 07-01 not; neither on the day itself.
	#[test]
	fn a_renewal_is_signed_before_maturity() {
		let day = |month, day| from_civil(2027, month, day).unwrap();
		let good = Renewal {
			maturity: day(6, 30),
			asked: day(6, 1),
			signed: day(6, 29),
			defaulted: false,
			due: 0,
			misused: false,
			payoff: 100,
			amount: 100,
		};
		assert_eq!(good.judge(), Ok(()));
		assert_eq!(Renewal { signed: day(7, 1), ..good }.judge(), Err(NotRenewable::TooLate));
		assert_eq!(Renewal { signed: day(6, 30), ..good }.judge(), Err(NotRenewable::TooLate));
		assert_eq!(Renewal { asked: day(6, 30), ..good }.judge(), Err(NotRenewable::TooLate));
	}

	#[test]
	fn a_renewal_hides_nothing_and_settles_to_the_unit() {
		let good = Renewal {
			maturity: 20_000,
			asked: 19_000,
			signed: 19_001,
			defaulted: false,
			due: 0,
			misused: false,
			payoff: 100,
			amount: 100,
		};
		let wrong = [
			(Renewal { defaulted: true, ..good }, NotRenewable::NotInGoodStanding),
			(Renewal { due: 1, ..good }, NotRenewable::NotInGoodStanding),
			(Renewal { misused: true, ..good }, NotRenewable::NotInGoodStanding),
			(Renewal { amount: 99, ..good }, NotRenewable::NotCovered),
			(Renewal { amount: 101, ..good }, NotRenewable::NotCovered),
		];
		for (one, why) in wrong {
			assert_eq!(one.judge(), Err(why));
		}
	}
}
