use crate::{mock::*, *};
use lingnan_support::{mocks, Grade, IndicatorId};

#[test]
fn each_characteristic_and_the_cheapest_lift() {
	test(|| {
		rated_firm();
		let explanation = Scoring::explain(&firm()).unwrap();
		assert_eq!((explanation.points, explanation.grade), (525, Grade::Bb));
		let rows: Vec<_> = explanation
			.characteristics
			.iter()
			.map(|row| (row.indicator.0, row.value, row.bin, row.points, row.shortfall))
			.collect();
		assert_eq!(rows, [(0, Some(10), Some(1), 0, 40), (1, Some(25), Some(2), 0, 10), (2, Some(15), Some(1), 25, 0)]);
		assert_eq!(
			explanation.lift,
			Some(Lift {
				indicator: IndicatorId(1),
				from_bin: Some(2),
				to_bin: 1,
				at_least: Some(10),
				below: Some(20),
				points: 535,
				grade: Grade::Bbb,
			})
		);
	});
}

#[test]
fn the_lowest_and_the_highest_bin_are_open() {
	test(|| {
		rated_firm();
		state(1, 15, 4);
		// 535, BBB; A begins at 550: the lowest bin of indicator 1 gains 20, the highest of indicator 0 gains 40.
		let lift = Scoring::explain(&firm()).unwrap().lift.unwrap();
		assert_eq!((lift.indicator.0, lift.at_least, lift.below, lift.points), (1, None, Some(10), 555));
		state(1, 5, 5);
		let lift = Scoring::explain(&firm()).unwrap().lift.unwrap();
		assert_eq!((lift.indicator.0, lift.at_least, lift.below, lift.points), (0, Some(20), None, 595));
	});
}

#[test]
fn there_is_nothing_to_explain_without_a_card_or_attestations() {
	test(|| {
		assert_eq!(Scoring::explain(&firm()), Err(ExplainRefusal::NoChampion));
		let stranger = "HK:12345678".parse().unwrap();
		assert_eq!(Scoring::explain(&stranger), Err(ExplainRefusal::NotFound));
		rated_firm();
		assert_eq!(Scoring::explain(&stranger), Err(ExplainRefusal::NotFound), "not that too little is stated of it");
		mocks::set_attestation(&firm(), IndicatorId(0), None);
		mocks::set_attestation(&firm(), IndicatorId(1), None);
		assert_eq!(Scoring::explain(&firm()), Err(ExplainRefusal::CoverageTooLow { coverage: 3_333, minimum: 6_000 }));
	});
}
