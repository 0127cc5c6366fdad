//! How long an instalment of equal instalments takes, beside the halving by which it was found at first, and what the
//! interest of the dearest request costs beside that of the cheapest; and a yearly rate.
//!
//! ```text
//! cargo run --release -p lingnan-lending --example instalments
//! ```

#[path = "../tests/bisected/mod.rs"]
mod bisected;

use lingnan_lending::{
	schedule::{equal_instalment, Plan},
	yearly_rate::{all_in, by_days, Paid},
};
use lingnan_types::{product::RepaymentMethod, MAX_AMOUNT};
use std::{
	hint::black_box,
	time::{Duration, Instant},
};

/// The median of eleven rounds, for one call.
fn time<T>(calls: u32, mut run: impl FnMut(u32) -> T) -> Duration {
	let mut rounds: Vec<Duration> = (0..11)
		.map(|_| {
			let start = Instant::now();
			(0..calls).for_each(|call| {
				black_box(run(black_box(call)));
			});
			start.elapsed() / calls
		})
		.collect();
	rounds.sort_unstable();
	rounds[5]
}

fn main() {
	println!("one instalment: halved as at first, found as today (medians)");
	for (amount, rate, tenor) in
		[(10_000_000, 345, 12), (100_000_000, 345, 36), (MAX_AMOUNT, 345, 360), (MAX_AMOUNT, 3_600, 360)]
	{
		// A rate of its own for each call, so that nothing is remembered.
		let halved = time(200, |call| bisected::equal_instalment(amount, rate + call % 7, tenor));
		let found = time(200, |call| equal_instalment(amount, rate + call % 7, tenor));
		let ratio = halved.as_secs_f64() / found.as_secs_f64();
		println!("{amount:>16} minor units, {rate:>4} bp, {tenor:>3} months: {halved:>9.1?}, {found:>8.1?}, {ratio:.0} times");
	}
	println!("all interest of a plan: the highest amount over 360 months at 3.45 %");
	for method in RepaymentMethod::ALL {
		let spent =
			time(500, |call| Plan { method, amount: MAX_AMOUNT, rate: 345 + call % 7, tenor: 360 }.total_interest());
		println!("{:>20}: {spent:.1?}", method.to_string());
	}
	println!("the yearly rate of 360 equal instalments with a fee of 1 %");
	let plan = Plan { method: RepaymentMethod::EqualInstalments, amount: MAX_AMOUNT, rate: 345, tenor: 360 };
	let due: Vec<_> = plan.schedule(0).iter().map(|one| (one.due, one.principal + one.interest)).collect();
	let months: Vec<_> = (1..).zip(&due).map(|(at, (_, amount))| Paid { at, amount: *amount }).collect();
	let days = by_days(0, due);
	for (by, paid, periods) in [("months", months, 12), ("days", days, 365)] {
		let spent = time(200, |call| all_in(MAX_AMOUNT / 100 * 99 - u64::from(call), &paid, periods));
		println!("{by:>20}: {spent:.1?}");
	}
}
