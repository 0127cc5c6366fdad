//! Schedules, exact to the minor unit. Pure.
//!
//! Interest of a month is a twelfth of the yearly rate on what is outstanding, rounded half up. The last instalment
//! takes whatever rounding left.

use crate::numbers::{least, mul_div, power, ONE};
use alloc::vec::Vec;
use lingnan_types::{add_months, loan::Instalment, product::RepaymentMethod, Amount, BasisPoints, Date, WHOLE};

/// A month at a rate of one basis point, on one: a 120,000th.
const PARTS: u64 = 12 * WHOLE as u64;

/// Interest on an amount over some months at a yearly rate, rounded half up.
pub fn interest(amount: Amount, rate: BasisPoints, months: u16) -> Amount {
	// Every amount and rate that a call accepts needs 64 bits for a month: twice as many cost several times the time.
	let small = amount.checked_mul(rate.into()).and_then(|product| product.checked_mul(months.into()));
	if let Some(numerator) = small.and_then(|numerator| numerator.checked_add(PARTS / 2)) {
		return numerator / PARTS;
	}
	let numerator = u128::from(amount).saturating_mul(rate.into()).saturating_mul(months.into());
	let denominator = u128::from(PARTS);
	Amount::try_from(numerator.saturating_add(denominator / 2) / denominator).unwrap_or(Amount::MAX)
}

/// The instalment of a loan of equal instalments: the smallest whole amount by which the last instalment repays the
/// rest (the annuity P r / (1 - (1 + r)^-n), taken up to the minor unit that the monthly rounding needs).
pub fn equal_instalment(principal: Amount, rate: BasisPoints, tenor: u16) -> Amount {
	let tenor = tenor.max(1);
	if let Some((instalment, _)) = level(principal, rate, tenor) {
		return instalment;
	}
	let (low, high) = (principal / Amount::from(tenor), principal.saturating_add(interest(principal, rate, 1)));
	let guess = annuity(principal, rate, tenor).unwrap_or(low);
	least(low, high, guess, |instalment| repays(principal, rate, tenor, instalment))
}

/// The instalment and all interest, if the annuity taken up to the minor unit is it: rounding moves it by less than a
/// unit, so that it mostly is, and one walk through the months tells. None: it is not, or no loan has such numbers.
fn level(principal: Amount, rate: BasisPoints, tenor: u16) -> Option<(Amount, Amount)> {
	// No month's product is larger than the first one's.
	principal.checked_mul(rate.into())?.checked_add(PARTS / 2)?;
	let month = |left: Amount| left.saturating_mul(rate.into()).saturating_add(PARTS / 2) / PARTS;
	let instalment = annuity(principal, rate, tenor)?;
	let below = instalment.checked_sub(1)?;
	// Both walks at once: each waits for its own last step, and the processor does them side by side.
	let (mut left, mut left_below, mut all) = (principal, principal, 0);
	for _ in 0..tenor {
		let (interest, interest_below) = (month(left), month(left_below));
		all = Amount::saturating_add(all, interest);
		left = left.saturating_sub(instalment.checked_sub(interest)?);
		// What does not cover the interest never repays: the rest stays as it is.
		left_below = left_below.saturating_sub(below.saturating_sub(interest_below));
	}
	(left == 0 && left_below > 0).then_some((instalment, all))
}

/// The annuity, taken up to the minor unit; none for numbers that no loan has.
fn annuity(principal: Amount, rate: BasisPoints, tenor: u16) -> Option<Amount> {
	if rate == 0 {
		return Some(principal.div_ceil(Amount::from(tenor).max(1)));
	}
	let parts = u128::from(PARTS);
	let month = mul_div(ONE, parts, parts.checked_add(rate.into())?)?;
	let repaid = ONE.checked_sub(power(month, tenor.into())?)?;
	let interest = u128::from(principal).checked_mul(rate.into())?;
	Amount::try_from(mul_div(interest, ONE, repaid)?.div_ceil(parts)).ok()
}

fn repays(principal: Amount, rate: BasisPoints, tenor: u16, instalment: Amount) -> bool {
	let mut left = principal;
	for _ in 0..tenor {
		let month = interest(left, rate, 1);
		let Some(part) = instalment.checked_sub(month) else { return false };
		left = left.saturating_sub(part);
		if left == 0 {
			return true;
		}
	}
	false
}

fn part(number: u16, from: Date, due: Date, principal: Amount, interest: Amount) -> Instalment {
	Instalment { number, from, due, in_time: due, provisional: false, principal, interest, fees: 0 }
}

/// How a loan is repaid: its schedule follows from this and the day on which it starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plan {
	/// How the loan is repaid.
	pub method: RepaymentMethod,
	/// What is lent. Minor units (fen, cents, avos).
	pub amount: Amount,
	/// Rate of interest, in basis points a year.
	pub rate: BasisPoints,
	/// Term in months.
	pub tenor: u16,
}

impl Plan {
	/// Of equal instalments; 0 of other methods. Minor units (fen, cents, avos).
	pub fn instalment(&self) -> Amount {
		match self.method {
			RepaymentMethod::EqualInstalments => equal_instalment(self.amount, self.rate, self.tenor),
			_ => 0,
		}
	}

	/// The principal of an instalment that is not the last, given [`Self::instalment`], what is not billed yet and that
	/// month's interest. The last one's is all that is not billed yet.
	pub fn principal_part(&self, instalment: Amount, unbilled: Amount, interest: Amount) -> Amount {
		let part = match self.method {
			RepaymentMethod::EqualInstalments => instalment.saturating_sub(interest),
			RepaymentMethod::EqualPrincipal => self.amount / Amount::from(self.tenor.max(1)),
			RepaymentMethod::Bullet | RepaymentMethod::InterestOnly => 0,
		};
		part.min(unbilled)
	}

	/// The whole schedule of a loan that starts on a day.
	pub fn schedule(&self, start: Date) -> Vec<Instalment> {
		let Self { method, amount, rate, tenor } = *self;
		if method == RepaymentMethod::Bullet {
			let due = add_months(start, tenor.into());
			let interest = interest(amount, rate, tenor);
			return alloc::vec![part(1, start, due, amount, interest)];
		}
		let numbered = (1..=tenor).zip(self.parts());
		numbered
			.map(|(number, (principal, interest))| {
				let from = add_months(start, number.saturating_sub(1).into());
				part(number, from, add_months(start, number.into()), principal, interest)
			})
			.collect()
	}

	/// Principal and interest of each month.
	fn parts(&self) -> impl Iterator<Item = (Amount, Amount)> {
		let (plan, instalment) = (*self, self.instalment());
		let mut left = plan.amount;
		(1..=plan.tenor).map(move |number| {
			let interest = interest(left, plan.rate, 1);
			let principal = if number == plan.tenor { left } else { plan.principal_part(instalment, left, interest) };
			left = left.saturating_sub(principal);
			(principal, interest)
		})
	}

	fn interest_of_parts(&self) -> Amount {
		self.parts().fold(0, |total: Amount, (_, interest)| total.saturating_add(interest))
	}

	/// All the interest of its schedule. Minor units (fen, cents, avos).
	pub fn total_interest(&self) -> Amount {
		let Self { method, amount, rate, tenor } = *self;
		match method {
			RepaymentMethod::Bullet => interest(amount, rate, tenor),
			RepaymentMethod::InterestOnly => interest(amount, rate, 1).saturating_mul(tenor.into()),
			RepaymentMethod::EqualInstalments if tenor > 0 => match level(amount, rate, tenor) {
				Some((_, interest)) => interest,
				None => self.interest_of_parts(),
			},
			_ => self.interest_of_parts(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::{civil, from_civil, MAX_AMOUNT};
	use proptest::prelude::*;
	use RepaymentMethod::*;

	/// 100,000.00 over twelve months at 12 %, in equal instalments.
	const TEXTBOOK: Plan = Plan { method: EqualInstalments, amount: 10_000_000, rate: 1_200, tenor: 12 };

	const METHODS: [RepaymentMethod; 4] = [EqualInstalments, EqualPrincipal, Bullet, InterestOnly];

	/// 100,000.00 over twelve months at 12 %: the annuity is 8,884.8789, a textbook figure.
	#[test]
	fn the_textbook_annuity() {
		assert_eq!(equal_instalment(10_000_000, 1_200, 12), 888_488);
		let plan = Plan { method: EqualInstalments, ..TEXTBOOK }.schedule(18_263);
		assert_eq!((plan[0].interest, plan[0].principal), (100_000, 788_488));
		assert_eq!((plan[1].interest, plan[1].principal), (92_115, 796_373));
		assert!(plan[11].principal + plan[11].interest <= 888_488);
	}

	/// 100,000.00 over twelve months at 12 %, a twelfth of the principal each: interest falls by 83.33 a month; in all
	/// 100,000 x 1 % x (12 + 1) / 2 = 6,500.00.
	#[test]
	fn equal_principal() {
		let plan = Plan { method: EqualPrincipal, ..TEXTBOOK }.schedule(18_263);
		assert_eq!((plan[0].interest, plan[0].principal), (100_000, 833_333));
		assert_eq!((plan[11].principal, plan[11].interest), (833_337, 8_333));
		assert_eq!(Plan { method: EqualPrincipal, ..TEXTBOOK }.total_interest(), 650_000);
	}

	#[test]
	fn bullet_and_interest_only() {
		let start = from_civil(2020, 1, 31).unwrap();
		let bullet = Plan { method: Bullet, amount: 10_000_000, rate: 435, tenor: 6 }.schedule(start);
		assert_eq!(bullet.len(), 1);
		assert_eq!((bullet[0].principal, bullet[0].interest), (10_000_000, 217_500));
		assert_eq!(civil(bullet[0].due), (2020, 7, 31));
		let monthly = Plan { method: InterestOnly, amount: 10_000_000, rate: 435, tenor: 3 }.schedule(start);
		let parts: Vec<_> = monthly.iter().map(|i| (civil(i.due), i.principal, i.interest)).collect();
		assert_eq!(
			parts,
			[((2020, 2, 29), 0, 36_250), ((2020, 3, 31), 0, 36_250), ((2020, 4, 30), 10_000_000, 36_250)]
		);
	}

	#[test]
	fn without_interest_everything_is_principal() {
		let plan = Plan { method: EqualInstalments, amount: 100, rate: 0, tenor: 3 }.schedule(0);
		assert_eq!(plan.iter().map(|i| (i.principal, i.interest)).collect::<Vec<_>>(), [(34, 0), (34, 0), (32, 0)]);
	}

	proptest! {
		#[test]
		fn principal_parts_make_up_the_principal(
			method in prop::sample::select(METHODS.to_vec()), amount in 1..MAX_AMOUNT, rate in 0u32..=10_000,
			tenor in 1u16..=360,
		) {
			let of = Plan { method, amount, rate, tenor };
			let plan = of.schedule(18_263);
			prop_assert_eq!(plan.iter().map(|i| i.principal).sum::<u64>(), amount);
			prop_assert_eq!(plan.len(), if method == Bullet { 1 } else { tenor.into() });
			prop_assert!(plan.windows(2).all(|pair| pair[0].due < pair[1].due));
			let all: u64 = plan.iter().map(|i| i.interest).sum();
			prop_assert_eq!(all, of.total_interest());
		}

		/// All instalments but the last are equal, the last is not greater, and one unit less would not repay.
		#[test]
		fn instalments_are_equal_and_least(amount in 1_000..MAX_AMOUNT, rate in 0u32..=4_000, tenor in 1u16..=120) {
			let instalment = equal_instalment(amount, rate, tenor);
			prop_assert!(repays(amount, rate, tenor, instalment));
			prop_assert!(!repays(amount, rate, tenor, instalment - 1));
			let plan = Plan { method: EqualInstalments, amount, rate, tenor }.schedule(0);
			let totals: Vec<_> = plan.iter().map(|i| i.principal + i.interest).collect();
			let (last, others) = totals.split_last().unwrap();
			prop_assert!(*last <= instalment);
			let paid_early = plan.iter().any(|i| i.principal == 0);
			prop_assert!(paid_early || others.iter().all(|total| *total == instalment));
		}

		/// Within two minor units of the annuity formula in floating point.
		#[test]
		fn it_is_the_annuity(amount in 100_000u64..10_000_000_000, rate in 1u32..=3_600, tenor in 1u16..=120) {
			let r = f64::from(rate) / 120_000.0;
			let formula = amount as f64 * r / (1.0 - (1.0 + r).powi(-i32::from(tenor)));
			let exact = equal_instalment(amount, rate, tenor) as f64;
			prop_assert!((exact - formula).abs() < 2.0, "{exact} {formula}");
		}
	}
}
