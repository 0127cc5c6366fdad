//! What a scorecard says of points and grades, and what it must keep to. Pure. What bins add up to is reckoned where they are
//! known, off the chain (`sealing/src/reasons.rs`); here a proof shows what the sum reaches. Both sides find grades and coverage
//! by `primitives/types/src/scorecard.rs`.

use crate::types::*;
use alloc::vec::Vec;
use lingnan_support::{Direction, Grade, IndicatorId, IndicatorInfo, WHOLE};

/// What is wrong with a scorecard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
	/// No characteristic, or an indicator twice.
	Characteristics,
	/// As many points as bins are needed.
	Bins,
	/// Points run against the indicator's direction.
	NotMonotone,
	/// A missing attestation is worth more than the worst bin.
	Missing,
	/// The reference lies outside the characteristic's points.
	Reference,
	/// Totals can leave 0 to 65,535.
	Range,
	/// Cut-offs do not fall strictly.
	CutOffs,
	/// Probabilities fall, or exceed one.
	Probabilities,
}

/// What the total must reach for a grade. Nothing for C, for what lies below the last cut-off is C too.
pub fn least_points(card: &ScorecardSpec, grade: Grade) -> u16 {
	match grade {
		Grade::C => 0,
		better => card.cut_offs.get(better.index()).copied().unwrap_or(u16::MAX),
	}
}

/// Every rule that a scorecard must keep, given what is known of its indicators. An unknown indicator counts as a flaw
/// of the characteristics.
pub fn check(card: &ScorecardSpec, indicator: impl Fn(IndicatorId) -> Option<IndicatorInfo>) -> Result<(), Flaw> {
	let mut named: Vec<IndicatorId> = card.characteristics.iter().map(|spec| spec.indicator).collect();
	named.sort_unstable();
	named.dedup();
	if named.is_empty() || named.len() != card.characteristics.len() {
		return Err(Flaw::Characteristics);
	}

	let (mut least, mut most) = (i64::from(card.base), i64::from(card.base));
	for spec in &card.characteristics {
		let info = indicator(spec.indicator).ok_or(Flaw::Characteristics)?;
		let (Some(low), Some(high)) = (spec.points.iter().min(), spec.points.iter().max()) else {
			return Err(Flaw::Bins);
		};
		if spec.points.len() != info.bins() {
			return Err(Flaw::Bins);
		}
		if !is_monotone(&spec.points, info.direction) {
			return Err(Flaw::NotMonotone);
		}
		if spec.missing > *low {
			return Err(Flaw::Missing);
		}
		if !(low..=high).contains(&&spec.reference) {
			return Err(Flaw::Reference);
		}
		least = least.saturating_add(spec.missing.into());
		most = most.saturating_add((*high).into());
	}
	if least < 0 || most > u16::MAX.into() {
		return Err(Flaw::Range);
	}
	if !card.cut_offs.windows(2).all(|pair| matches!(pair, [better, worse] if better > worse)) {
		return Err(Flaw::CutOffs);
	}
	let probabilities = &card.default_probabilities;
	let rising = probabilities.windows(2).all(|pair| matches!(pair, [better, worse] if better <= worse));
	if !rising || probabilities.iter().any(|probability| *probability > WHOLE) {
		return Err(Flaw::Probabilities);
	}
	Ok(())
}

fn is_monotone(points: &[i16], direction: Direction) -> bool {
	points.windows(2).all(|pair| match (pair, direction) {
		([low, high], Direction::HigherIsBetter) => low <= high,
		([low, high], Direction::LowerIsBetter) => low >= high,
		_ => true,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_support::{scorecard::grade_of, AgencyId};

	fn info(bins: usize, direction: Direction) -> IndicatorInfo {
		IndicatorInfo { owner: AgencyId(0), edges: (1..bins as i64).collect(), direction }
	}

	fn characteristic(indicator: u32, points: &[i16], missing: i16, reference: i16) -> CharacteristicSpec {
		CharacteristicSpec {
			indicator: IndicatorId(indicator),
			points: points.to_vec().try_into().unwrap(),
			missing,
			reference,
		}
	}

	fn card() -> ScorecardSpec {
		ScorecardSpec {
			name: "A card".try_into().unwrap(),
			base: 500,
			characteristics: vec![
				characteristic(0, &[-20, 0, 40], -30, 40),
				characteristic(1, &[30, 10, 0], 0, 10),
				characteristic(2, &[0, 25], -5, 25),
			]
			.try_into()
			.unwrap(),
			cut_offs: [590, 570, 550, 530, 510, 490, 470, 460, 450],
			default_probabilities: [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200],
			minimum_coverage: 5_000,
			validity_days: 90,
		}
	}

	fn known(indicator: IndicatorId) -> Option<IndicatorInfo> {
		match indicator.0 {
			0 => Some(info(3, Direction::HigherIsBetter)),
			1 => Some(info(3, Direction::LowerIsBetter)),
			2 => Some(info(2, Direction::None)),
			_ => None,
		}
	}

	#[test]
	fn coverage_is_rounded_down() {
		assert_eq!([0, 1, 2, 3].map(|known| card().coverage(known)), [0, 3_333, 6_666, 10_000]);
	}

	#[test]
	fn a_grade_begins_at_its_cut_off() {
		for (points, grade) in [
			(590, Grade::Aaa),
			(589, Grade::Aa),
			(450, Grade::C),
			(449, Grade::C),
			(460, Grade::Cc),
			(u16::MAX, Grade::Aaa),
		] {
			assert_eq!(grade_of(points.into(), &card().cut_offs), grade, "{points}");
		}
	}

	#[test]
	fn the_least_points_of_a_grade_have_that_grade_and_one_less_has_not() {
		for grade in Grade::ALL {
			let least = least_points(&card(), grade);
			assert_eq!(grade_of(least.into(), &card().cut_offs), grade);
			assert!(least == 0 || grade_of((least - 1).into(), &card().cut_offs) > grade);
		}
		assert_eq!(least_points(&card(), Grade::C), 0);
	}

	#[test]
	fn every_flaw_is_found() {
		assert_eq!(check(&card(), known), Ok(()));
		let flawed = |change: &dyn Fn(&mut ScorecardSpec)| {
			let mut card = card();
			change(&mut card);
			check(&card, known)
		};
		assert_eq!(flawed(&|card| card.characteristics.clear()), Err(Flaw::Characteristics));
		assert_eq!(flawed(&|card| card.characteristics[1].indicator = IndicatorId(0)), Err(Flaw::Characteristics));
		assert_eq!(flawed(&|card| card.characteristics[1].indicator = IndicatorId(9)), Err(Flaw::Characteristics));
		assert_eq!(flawed(&|card| card.characteristics[2].points.try_push(1).unwrap()), Err(Flaw::Bins));
		assert_eq!(flawed(&|card| card.characteristics[2].points.clear()), Err(Flaw::Bins));
		assert_eq!(flawed(&|card| card.characteristics[0].points[1] = -21), Err(Flaw::NotMonotone));
		assert_eq!(flawed(&|card| card.characteristics[1].points[2] = 11), Err(Flaw::NotMonotone));
		assert_eq!(flawed(&|card| card.characteristics[2].missing = 1), Err(Flaw::Missing));
		assert_eq!(flawed(&|card| card.characteristics[2].reference = 26), Err(Flaw::Reference));
		assert_eq!(flawed(&|card| card.base = 34), Err(Flaw::Range));
		assert_eq!(flawed(&|card| card.base = 65_535 - 94), Err(Flaw::Range));
		assert_eq!(flawed(&|card| card.base = 35), Ok(()));
		assert_eq!(flawed(&|card| card.base = 65_535 - 95), Ok(()));
		assert_eq!(flawed(&|card| card.cut_offs[3] = card.cut_offs[2]), Err(Flaw::CutOffs));
		assert_eq!(flawed(&|card| card.default_probabilities[4] = 99), Err(Flaw::Probabilities));
		assert_eq!(flawed(&|card| card.default_probabilities[8] = 10_001), Err(Flaw::Probabilities));
	}
}
