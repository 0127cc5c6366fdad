use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::ScorecardId;

#[test]
fn four_at_a_time_each_with_its_own_table() {
	test(|| {
		let recognise =
			|scorecard, table| CrossBorder::recognise_scorecard(root(), TO_HONG_KONG, ScorecardId(scorecard), table);
		for scorecard in 3..6 {
			assert_ok!(recognise(scorecard, Some(TABLE)));
		}
		assert_noop!(recognise(6, Some(TABLE)), Error::<Test>::TooManyScorecards);
		let milder = [10; 9];
		assert_ok!(recognise(3, Some(milder)));
		System::assert_last_event(
			Event::ScorecardRecognised {
				corridor: TO_HONG_KONG,
				scorecard: ScorecardId(3),
				probabilities: Some(milder),
			}
			.into(),
		);
		assert_ok!(recognise(2, None));
		assert_noop!(recognise(2, None), Error::<Test>::NotFound);
		assert_ok!(recognise(6, Some(TABLE)));
		let numbers: Vec<_> = CrossBorder::corridors_view()[0].recognised.iter().map(|(id, _)| *id).collect();
		assert_eq!(numbers, [3, 4, 5, 6].map(ScorecardId));
	});
}

#[test]
fn a_table_that_falls_or_exceeds_the_whole_is_refused() {
	test(|| {
		let falling = [15, 30, 60, 59, 240, 480, 960, 1_920, 3_840];
		let beyond = [15, 30, 60, 120, 240, 480, 960, 1_920, 10_001];
		for table in [falling, beyond] {
			assert_noop!(
				CrossBorder::recognise_scorecard(root(), TO_HONG_KONG, ScorecardId(3), Some(table)),
				Error::<Test>::InvalidProbabilities
			);
		}
	});
}
