//! Why a total is what it is: what costs most points, and the smallest step to a better grade. Pure, over values that
//! stand open on the chain or over those that openings tell. Nothing here that holds a figure has a `Debug`: none of it belongs in a
//! log.

use alloc::{format, string::String, vec::Vec};
use core::cmp::Reverse;
use lingnan_types::{
	indicator::IndicatorView,
	scorecard::{grade_of, CharacteristicSpec},
	Grade,
};

/// Reasons at most.
const MOST_REASONS: usize = 4;

/// The bins that give this many points or more, with their points.
fn with_at_least(spec: &CharacteristicSpec, points: i64) -> impl Iterator<Item = (u8, i16)> + '_ {
	(0u8..).zip(spec.points.iter().copied()).filter(move |(_, of_bin)| i64::from(*of_bin) >= points)
}

/// One indicator of a scorecard, as it stands for an enterprise.
#[derive(Clone, PartialEq)]
pub struct Line {
	pub indicator: IndicatorView,
	/// What the scorecard gives for it.
	pub spec: CharacteristicSpec,
	/// Nothing, where no attestation counts.
	pub bin: Option<u8>,
	/// In the indicator's unit, where it is known.
	pub value: Option<i64>,
}

impl Line {
	pub fn points(&self) -> i16 {
		self.spec.points_for(self.bin)
	}

	pub fn shortfall(&self) -> u32 {
		self.spec.shortfall(self.bin)
	}

	/// What would take the shortfall away: the nearest bin; of those equally near the one with fewest points.
	pub fn remedy(&self) -> Option<Step<'_>> {
		let enough = with_at_least(&self.spec, self.spec.reference.into());
		let nearest = enough.min_by_key(|(to, points)| (self.bin.map_or(0, |from| from.abs_diff(*to)), *points));
		nearest.map(|(to, points)| self.step(to, points))
	}

	fn step(&self, to: u8, points: i16) -> Step<'_> {
		Step { line: self, to, gained: i32::from(points) - i32::from(self.points()) }
	}
}

/// A change of one indicator.
#[derive(Clone, Copy, PartialEq)]
pub struct Step<'l> {
	pub line: &'l Line,
	/// The bin that is reached.
	pub to: u8,
	/// Points.
	pub gained: i32,
}

impl Step<'_> {
	/// `1 to 0 cases`: from what is stated to the nearest value of the bin.
	pub fn change(&self) -> String {
		let (indicator, to) = (&self.line.indicator, self.to);
		let Some(from) = self.line.bin else { return format!("no attestation counts; one of {}", indicator.range(to)) };
		let Some(then) = indicator.nearest(to, from) else { return indicator.range(to) };
		let (then, unit) = (indicator.figure(then), indicator.after());
		match self.line.value {
			Some(value) => format!("{} to {then}{unit}", indicator.figure(value)),
			None => format!("{then}{unit} instead of {}", indicator.range(from)),
		}
	}

	/// `Court enforcement cases: 1 to 0 cases gains 14 points`.
	pub fn text(&self) -> String {
		format!("{}: {} gains {} points", self.line.indicator.name.as_str(), self.change(), self.gained)
	}
}

/// A step that reaches a better grade.
#[derive(Clone, Copy, PartialEq)]
pub struct Lift<'l> {
	pub step: Step<'l>,
	/// The total then.
	pub points: i64,
	pub grade: Grade,
}

impl Lift<'_> {
	pub fn text(&self) -> String {
		let Step { line, .. } = &self.step;
		format!(
			"The smallest step to grade {:?}: {}: {}; then {} points",
			self.grade,
			line.indicator.name.as_str(),
			self.step.change(),
			self.points
		)
	}
}

/// Why a total is what it is.
#[derive(Clone, PartialEq)]
pub struct Explanation<'l> {
	/// The total.
	pub points: i64,
	pub grade: Grade,
	/// The largest shortfalls first, ties by lower place in the card; at most four.
	pub reasons: Vec<&'l Line>,
	pub lift: Option<Lift<'l>>,
}

impl Explanation<'_> {
	/// The lines under a heading; nothing where nothing is short.
	pub fn reasons_text(&self) -> Option<String> {
		told(self.reasons.iter().map(|line| match line.remedy() {
			Some(step) => step.text(),
			None => {
				format!("{}: {} points fewer than a sound firm has", line.indicator.name.as_str(), line.shortfall())
			},
		}))
	}
}

/// Reasons under their heading; nothing where there are none.
pub fn told(reasons: impl Iterator<Item = String>) -> Option<String> {
	let lines: Vec<String> = reasons.map(|reason| format!("  {reason}")).collect();
	(!lines.is_empty()).then(|| format!("What costs most points\n{}", lines.join("\n")))
}

/// Adds up by a scorecard that begins with `base`, and says why it is no more.
pub fn explain<'l>(lines: &'l [Line], base: i64, least_points: &[u16]) -> Explanation<'l> {
	let points = lines.iter().fold(base, |total, line| total.saturating_add(line.points().into()));
	let grade = grade_of(points, least_points);
	let mut reasons: Vec<&Line> = lines.iter().filter(|line| line.shortfall() > 0).collect();
	reasons.sort_by_key(|line| Reverse(line.shortfall()));
	reasons.truncate(MOST_REASONS);
	Explanation { points, grade, reasons, lift: lift(lines, points, grade, least_points) }
}

/// The smallest change of one indicator that reaches a better grade: fewest bins away (where no attestation counts, every
/// bin is one away), then fewest points gained, then lower place in the card.
fn lift<'l>(lines: &'l [Line], points: i64, grade: Grade, least_points: &[u16]) -> Option<Lift<'l>> {
	let least = least_points.get(grade.better()?.index())?;
	let needed = i64::from(*least).saturating_sub(points);
	let steps = lines.iter().enumerate().flat_map(|(place, line)| {
		let enough = with_at_least(&line.spec, i64::from(line.points()).saturating_add(needed));
		enough.map(move |(to, points)| {
			let distance = line.bin.map_or(1, |from| from.abs_diff(to));
			let step = line.step(to, points);
			((distance, step.gained, place), step)
		})
	});
	let (_, step) = steps.min_by_key(|(cost, _)| *cost)?;
	let points = points.saturating_add(step.gained.into());
	Some(Lift { step, points, grade: grade_of(points, least_points) })
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;
	use lingnan_types::{
		indicator::{Class, Direction},
		AgencyId, IndicatorId,
	};

	/// In CNY.
	fn sealed_indicator(id: IndicatorId, name: &str, edges: &[i64]) -> IndicatorView {
		IndicatorView {
			id,
			name: name.parse().unwrap(),
			unit: "CNY".parse().unwrap(),
			owner: AgencyId(1),
			edges: edges.to_vec(),
			direction: Direction::HigherIsBetter,
			validity_days: 366,
			class: Class::Figure,
			retired: false,
		}
	}

	const LEAST: [u16; 9] = [800, 700, 650, 630, 610, 600, 500, 400, 0];

	fn line(name: &str, edges: &[i64], (points, reference): (&[i16], i16), value: Option<i64>) -> Line {
		let indicator = sealed_indicator(IndicatorId(1), name, edges);
		let bin = value.map(|value| indicator.bin_of(value));
		let points = points.to_vec().try_into().unwrap();
		let spec = CharacteristicSpec { indicator: indicator.id, points, missing: -5, reference };
		Line { indicator, spec, bin, value }
	}

	/// Base 600: fines of 4 (0 points), taxes of 50 (4), no attestation of staff (-5): 599, CCC.
	fn lines() -> Vec<Line> {
		vec![
			line("Fines", &[1, 3], (&[14, 4, 0], 14), Some(4)),
			line("Taxes", &[10, 100], (&[0, 4, 10], 10), Some(50)),
			line("Staff", &[5], (&[0, 8], 8), None),
		]
	}

	#[test]
	fn the_largest_shortfalls_come_first_and_say_what_gains_them() {
		let lines = lines();
		let explained = explain(&lines, 600, &LEAST);
		assert_eq!((explained.points, explained.grade), (599, Grade::Ccc));
		assert_eq!(
			explained.reasons_text().unwrap(),
			"What costs most points\n  Fines: 4 to 0 CNY gains 14 points\n  Staff: no attestation counts; one of 5 CNY or more \
			 gains 13 points\n  Taxes: 50 to 100 CNY gains 6 points"
		);
	}

	#[test]
	fn the_smallest_step_is_one_bin_then_fewest_points_and_may_pass_a_grade() {
		let lines = lines();
		let lifted = explain(&lines, 600, &LEAST).lift.unwrap();
		// Fines one bin down gain 4, taxes one bin up 6, any attestation of staff 5 or 13: one point is needed.
		assert_eq!((lifted.step.line.indicator.name.as_str(), lifted.step.to, lifted.step.gained), ("Fines", 1, 4));
		assert_eq!(lifted.text(), "The smallest step to grade B: Fines: 4 to 2 CNY; then 603 points");
		// Five points: taxes one bin up would gain 6, the worst attestation of staff 5.
		let lifted = explain(&lines, 596, &LEAST).lift.unwrap();
		assert_eq!((lifted.step.line.indicator.name.as_str(), lifted.step.to, lifted.points), ("Staff", 0, 600));
		let lifted = explain(&lines, 591, &LEAST).lift.unwrap();
		assert_eq!((lifted.step.line.indicator.name.as_str(), lifted.points, lifted.grade), ("Staff", 603, Grade::B));
		assert!(explain(&lines, 570, &LEAST).lift.is_none(), "no single step suffices");
		assert!(explain(&lines, 900, &LEAST).lift.is_none(), "nothing is better than AAA");
	}

	#[test]
	fn a_value_that_is_not_known_is_told_by_its_range() {
		let lines = [Line { value: None, ..line("Taxes", &[10, 100], (&[0, 4, 10], 10), Some(50)) }];
		let text = explain(&lines, 600, &LEAST).reasons_text().unwrap();
		assert!(text.contains("Taxes: 100 CNY instead of 10 to below 100 CNY gains 6 points"), "{text}");
		let sound = [line("Taxes", &[10], (&[0, 4], 4), Some(50))];
		assert_eq!(explain(&sound, 600, &LEAST).reasons_text(), None);
	}
}
