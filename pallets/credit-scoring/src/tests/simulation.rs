//! The monitor tried on loans by chance: how often it suspends a card that is right, and how soon it finds one that is
//! wrong. Numbers in floating point are the experiment's; what is tried reckons in integers. Seeds are fixed: the same
//! loans every time. `docs/scorecard-monitoring.md` has the results; [`sizes`] prints its table.

use crate::{
	monitor::{Borrower, Rules, Verdict},
	types::{Record, Scope},
};
use lingnan_support::{Grade, InstitutionId};

/// The card of the networks, in basis points.
const CARD: [u32; 9] = [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200];

/// Shares of small firms by grade, AAA first: 4.1 % of them default within a year.
const SMALL_FIRMS: [f64; 9] = [0.02, 0.05, 0.10, 0.20, 0.25, 0.20, 0.10, 0.05, 0.03];

/// As many of each grade: 7.1 %.
const ALIKE: [f64; 9] = [1.0 / 9.0; 9];

/// As they begin.
const RULES: Rules = Rules {
	confidence: 9_970,
	warning: 9_900,
	correlation: 200,
	least_loans: 30,
	least_borrowers: 20,
	least_institutions: 3,
};

const BANKS: u64 = 10;

/// When within the year after its grant a firm defaults that does.
#[derive(Clone, Copy)]
enum Timing {
	/// As soon as late.
	Even,
	/// Not before a first instalment can be ninety days late: in the last eight months.
	Late,
}

/// For how long a year is good or bad.
#[derive(Clone, Copy)]
enum Cycle {
	/// One state of the economy for all three years.
	Lasting,
	/// Another one for the grants of each year.
	Yearly,
}

struct Trial {
	/// By grade.
	shares: [f64; 9],
	loans_a_month: u32,
	months: u32,
	/// Defaults for one that the card predicts.
	times: f64,
	/// Of assets, in truth: Vasicek's one factor, while the monitor reckons with a gamma distribution.
	correlation: f64,
	cycle: Cycle,
	timing: Timing,
	/// A grade may suspend the card, not the whole alone.
	grades_too: bool,
}

impl Trial {
	fn new(shares: [f64; 9]) -> Self {
		Self {
			shares,
			loans_a_month: 20,
			months: 36,
			times: 1.0,
			correlation: 0.0,
			cycle: Cycle::Lasting,
			timing: Timing::Even,
			grades_too: true,
		}
	}

	fn of(grade: usize) -> Self {
		let mut shares = [0.0; 9];
		shares[grade] = 1.0;
		Self::new(shares)
	}

	/// In what share of so many runs the card is suspended, in percent.
	fn suspended(&self, runs: u64) -> f64 {
		// Seeds far from each other.
		let seeds = (0..runs).map(|n| n * 7_919 + 3);
		seeds.filter(|seed| self.run(&mut Chance(*seed)).is_some()).count() as f64 * 100.0 / runs as f64
	}

	/// Lends month by month and has the monitor judge at each default, as the chain does. In the month of the first
	/// cohort's first birthday it judges too, for then it begins.
	fn run(&self, chance: &mut Chance) -> Option<Scope> {
		let cut_offs = CARD.map(|p| quantile(f64::from(p) / 10_000.0));
		let mut record = Record::default();
		let mut defaults: Vec<(f64, u32, Grade, InstitutionId)> = Vec::new();
		let mut grants: Vec<(u32, Grade, InstitutionId)> = Vec::new();
		let mut economy = chance.normal();
		for month in 0..self.months {
			if month > 0 && month % 12 == 0 && matches!(self.cycle, Cycle::Yearly) {
				economy = chance.normal();
			}
			for _ in 0..self.loans_a_month {
				let (place, bank) = (self.grade(chance), InstitutionId((chance.next() % BANKS) as u32));
				let grade = Grade::ALL[place];
				grants.push((month, grade, bank));
				let state = cut_offs[place] - self.correlation.sqrt() * economy;
				if chance.even() < self.times * normal(state / (1.0 - self.correlation).sqrt()) {
					let waits = match self.timing {
						Timing::Even => 12.0 * chance.even(),
						Timing::Late => 4.0 + 8.0 * chance.even(),
					};
					defaults.push((f64::from(month) + chance.even() + waits, month, grade, bank));
				}
			}
		}
		defaults.sort_by(|one, other| one.0.total_cmp(&other.0));

		let mut granted = 0;
		let mut judged = false;
		for (at, month, grade, bank) in defaults {
			let now = at as u32;
			if now >= self.months {
				break;
			}
			while let Some((on, grade, bank)) = grants.get(granted).copied().filter(|(on, ..)| *on <= now) {
				record.note_grant(on, grade, bank, Borrower::New);
				granted += 1;
			}
			if !judged && now >= 12 {
				judged = true;
				if let Some(scope) = self.suspends(&record, now) {
					return Some(scope);
				}
			}
			record.note_default(month, grade, bank);
			if let Some(scope) = Some(now).filter(|now| *now >= 12).and_then(|now| self.suspends(&record, now)) {
				return Some(scope);
			}
		}
		None
	}

	fn suspends(&self, record: &Record, month: u32) -> Option<Scope> {
		let Verdict { refuted, warned, .. } = record.judge(&CARD, month, &RULES);
		let found = refuted?;
		assert!(warned.contains(&found), "suspended without a warning");
		Some(found.scope).filter(|scope| self.grades_too || *scope == Scope::Whole)
	}

	fn grade(&self, chance: &mut Chance) -> usize {
		let mut left = chance.even();
		self.shares
			.iter()
			.position(|share| {
				left -= share;
				left < 0.0
			})
			.unwrap_or(8)
	}
}

/// Random numbers: SplitMix64.
struct Chance(u64);

impl Chance {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mut z = self.0;
		z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		z ^ (z >> 31)
	}

	/// From 0 to 1.
	fn even(&mut self) -> f64 {
		(self.next() >> 11) as f64 / (1u64 << 53) as f64
	}

	fn normal(&mut self) -> f64 {
		let (radius, angle) = (1.0 - self.even(), self.even());
		(-2.0 * radius.ln()).sqrt() * (core::f64::consts::TAU * angle).cos()
	}
}

/// The normal distribution: by the error function of *Numerical Recipes*, to seven places.
fn normal(x: f64) -> f64 {
	let z = x.abs() / core::f64::consts::SQRT_2;
	let t = 1.0 / (1.0 + 0.5 * z);
	let series = [
		-1.26551223,
		1.00002368,
		0.37409196,
		0.09678418,
		-0.18628806,
		0.27886807,
		-1.13520398,
		1.48851587,
		-0.82215223,
		0.17087277,
	];
	let exponent = series.iter().rev().fold(0.0, |sum, factor| sum * t + factor);
	let tail = 0.5 * t * (exponent - z * z).exp();
	if x > 0.0 {
		1.0 - tail
	} else {
		tail
	}
}

fn quantile(p: f64) -> f64 {
	let (mut low, mut high) = (-8.0, 8.0);
	for _ in 0..50 {
		let middle = (low + high) / 2.0;
		if normal(middle) < p {
			low = middle;
		} else {
			high = middle;
		}
	}
	(low + high) / 2.0
}

const RUNS: u64 = 2_000;

/// 20 loans a month, of small firms and of all grades alike, three years, asset correlation 2 % in truth and in the
/// monitor. Any suspension counts, by the whole or by one of nine grades: under 1 %.
#[test]
fn a_card_that_is_right_is_hardly_ever_suspended() {
	for (name, shares) in [("small firms", SMALL_FIRMS), ("alike", ALIKE)] {
		for cycle in [Cycle::Lasting, Cycle::Yearly] {
			let suspended = Trial { correlation: 0.02, cycle, ..Trial::new(shares) }.suspended(RUNS);
			assert!(suspended < 1.0, "{name}: {suspended} %");
		}
		let suspended = Trial::new(shares).suspended(RUNS);
		assert!(suspended < 0.3, "{name}, without correlation: {suspended} %");
	}
}

/// The same with 20 loans a month all in one grade, for each of the nine: what suspended BB in 77 % of runs before, and
/// CCC and C in all.
#[test]
fn a_grade_that_is_right_is_hardly_ever_suspended() {
	for grade in 0..9 {
		let suspended = Trial { correlation: 0.02, ..Trial::of(grade) }.suspended(RUNS);
		assert!(suspended < 1.0, "{:?}: {suspended} %", Grade::ALL[grade]);
	}
}

/// Defaults three times too many, 20 loans a month, no correlation in truth: found by the whole within 18 months of the
/// first grant in more than nine of ten runs.
#[test]
fn a_card_with_three_times_the_defaults_is_found_in_eighteen_months() {
	for (name, shares) in [("small firms", SMALL_FIRMS), ("alike", ALIKE)] {
		let trial = Trial { times: 3.0, months: 18, grades_too: false, ..Trial::new(shares) };
		let found = trial.suspended(RUNS);
		assert!(found > 90.0, "{name}: {found} %");
		// Where no firm defaults in the first four months, it takes longer.
		let found = Trial { timing: Timing::Late, months: 30, ..trial }.suspended(RUNS);
		assert!(found > 90.0, "{name}, late: {found} %");
	}
}

/// The table of `docs/scorecard-monitoring.md`: `cargo nextest run -p pallet-credit-scoring sizes --run-ignored all --no-capture`.
#[test]
#[ignore = "prints a table"]
fn sizes() {
	let found = |trial: &Trial| trial.suspended(400);
	println!(
		"three years, times too many: loans a month needed to find it in half, in four of five, in nineteen of twenty"
	);
	for (place, grade) in Grade::ALL.into_iter().enumerate() {
		for times in [2.0, 3.0, 5.0] {
			if times * f64::from(CARD[place]) > 9_000.0 {
				continue;
			}
			let mut sizes = [0; 3];
			for (size, share) in sizes.iter_mut().zip([50.0, 80.0, 95.0]) {
				let sizes = [2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500];
				let enough = |loans: &u32| found(&Trial { times, loans_a_month: *loans, ..Trial::of(place) }) >= share;
				*size = sizes.into_iter().find(enough).unwrap_or(0);
			}
			println!("{grade:?} x{times}: {sizes:?}");
		}
	}
}
