//! From bins to a grade. Pure: the same card and the same bins give the same rating, on the chain and off it.

use crate::types::*;
use alloc::vec::Vec;
use lingnan_support::{BasisPoints, Direction, Grade, IndicatorId, IndicatorInfo, WHOLE};

/// What bins add up to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assessment {
	pub points: u16,
	pub grade: Grade,
	pub default_probability: BasisPoints,
	pub coverage: BasisPoints,
	/// Largest shortfall first, ties by lower place in the card; at most four.
	pub reasons: Vec<Reason>,
}

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

/// Rates by a card: one bin for each of its characteristics, in its order; `None` where no attestation counts.
pub fn assess(card: &ScorecardSpec, bins: &[Option<u8>]) -> Assessment {
	let by_characteristic = || card.characteristics.iter().zip(bins.iter().copied().chain(core::iter::repeat(None)));
	let total = by_characteristic()
		.fold(i64::from(card.base), |total, (spec, bin)| total.saturating_add(spec.points_for(bin).into()));
	// A card whose totals can leave the range is refused when it is proposed.
	let points = u16::try_from(total.clamp(0, u16::MAX.into())).unwrap_or(u16::MAX);
	let grade = grade_of(card, points);

	let mut reasons: Vec<Reason> = by_characteristic()
		.map(|(spec, bin)| Reason { indicator: spec.indicator, shortfall: spec.shortfall(bin) })
		.filter(|reason| reason.shortfall > 0)
		.collect();
	reasons.sort_by_key(|reason| core::cmp::Reverse(reason.shortfall));
	reasons.truncate(MAX_REASONS as usize);

	Assessment {
		points,
		grade,
		default_probability: card.default_probabilities.get(grade.index()).copied().unwrap_or(WHOLE),
		coverage: coverage(card, bins),
		reasons,
	}
}

/// The best grade whose cut-off the points reach; C below the last.
pub fn grade_of(card: &ScorecardSpec, points: u16) -> Grade {
	Grade::ALL.into_iter().zip(card.cut_offs).find(|(_, least)| points >= *least).map_or(Grade::C, |(grade, _)| grade)
}

/// What the total must reach for a grade. Nothing for C, for what lies below the last cut-off is C too.
pub fn least_points(card: &ScorecardSpec, grade: Grade) -> u16 {
	match grade {
		Grade::C => 0,
		better => card.cut_offs.get(better.index()).copied().unwrap_or(u16::MAX),
	}
}

/// Share of the card's characteristics that have an attestation, rounded down.
pub fn coverage(card: &ScorecardSpec, bins: &[Option<u8>]) -> BasisPoints {
	let known = u32::try_from(bins.iter().filter(|bin| bin.is_some()).count()).unwrap_or(0);
	let all = u32::try_from(card.characteristics.len()).unwrap_or(u32::MAX).max(1);
	known.saturating_mul(WHOLE) / all
}

/// The smallest change of one indicator that reaches a better grade: fewest bins away (a missing attestation is one bin
/// away from every bin), then fewest points gained, then lower place in the card.
pub fn cheapest_lift(card: &ScorecardSpec, bins: &[Option<u8>]) -> Option<(usize, u8, Assessment)> {
	let now = assess(card, bins);
	let mut best: Option<((u8, i32, usize), u8, Assessment)> = None;
	for (place, spec) in card.characteristics.iter().enumerate() {
		let from = bins.get(place).copied().flatten();
		let have = spec.points_for(from);
		for (to, points) in (0u8..).zip(spec.points.iter().copied()) {
			if points <= have {
				continue;
			}
			let mut changed = bins.to_vec();
			if let Some(bin) = changed.get_mut(place) {
				*bin = Some(to);
			}
			let then = assess(card, &changed);
			if then.grade >= now.grade {
				continue;
			}
			let distance = from.map_or(1, |from| from.abs_diff(to));
			let cost = (distance, i32::from(points).saturating_sub(have.into()), place);
			if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
				best = Some((cost, to, then));
			}
		}
	}
	best.map(|((_, _, place), to, then)| (place, to, then))
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
	use lingnan_support::AgencyId;
	use proptest::prelude::*;

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
	fn points_add_up_and_reasons_are_the_largest_shortfalls() {
		// 500 + 0 + 0 + 25; shortfalls 40, 10, 0.
		let rated = assess(&card(), &[Some(1), Some(2), Some(1)]);
		assert_eq!((rated.points, rated.grade, rated.default_probability), (525, Grade::Bb, 200));
		assert_eq!(
			rated.reasons,
			[Reason { indicator: IndicatorId(0), shortfall: 40 }, Reason { indicator: IndicatorId(1), shortfall: 10 }]
		);
		assert_eq!(rated.coverage, 10_000);
	}

	#[test]
	fn missing_attestations_have_their_own_points_and_lower_the_coverage() {
		let rated = assess(&card(), &[None, None, Some(0)]);
		assert_eq!((rated.points, rated.coverage), (470, 3_333));
		assert_eq!(rated.grade, Grade::Ccc);
	}

	#[test]
	fn equal_shortfalls_keep_the_order_of_the_card_and_four_are_named() {
		let mut card = card();
		let five: Vec<_> = (0..5).map(|n| characteristic(n, &[0, 7 + i16::from(n == 3)], 0, 7)).collect();
		card.characteristics = five.try_into().unwrap();
		let reasons: Vec<_> = assess(&card, &[Some(0); 5]).reasons.iter().map(|reason| reason.indicator).collect();
		assert_eq!(reasons, [0, 1, 2, 3].map(IndicatorId));
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
			assert_eq!(grade_of(&card(), points), grade, "{points}");
		}
	}

	#[test]
	fn the_least_points_of_a_grade_have_that_grade_and_one_less_has_not() {
		for grade in Grade::ALL {
			let least = least_points(&card(), grade);
			assert_eq!(grade_of(&card(), least), grade);
			assert!(least == 0 || grade_of(&card(), least - 1) > grade);
		}
		assert_eq!(least_points(&card(), Grade::C), 0);
	}

	#[test]
	fn the_cheapest_lift_moves_the_fewest_bins() {
		// 525 is BB; BBB begins at 530. One bin of indicator 1 gains 10, one bin of indicator 0 gains 40.
		let (place, to, then) = cheapest_lift(&card(), &[Some(1), Some(2), Some(1)]).unwrap();
		assert_eq!((place, to, then.points, then.grade), (1, 1, 535, Grade::Bbb));
		// Nothing is left to gain.
		assert_eq!(cheapest_lift(&card(), &[Some(2), Some(0), Some(1)]), None);
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

	proptest! {
		/// A lift really lifts, changes one indicator only, and none is overlooked.
		#[test]
		fn lifts_are_real(a in prop::option::of(0u8..3), b in prop::option::of(0u8..3), c in prop::option::of(0u8..2)) {
			let (card, bins) = (card(), [a, b, c]);
			let now = assess(&card, &bins);
			let possible = card.characteristics.iter().enumerate().any(|(place, spec)| {
				(0..spec.points.len() as u8).any(|to| {
					let mut changed = bins;
					changed[place] = Some(to);
					assess(&card, &changed).grade < now.grade
				})
			});
			match cheapest_lift(&card, &bins) {
				Some((place, to, then)) => {
					let mut changed = bins;
					changed[place] = Some(to);
					prop_assert_eq!(assess(&card, &changed), then.clone());
					prop_assert!(then.grade < now.grade);
				},
				None => prop_assert!(!possible),
			}
		}
	}
}
