use crate::{mock::*, *};
use frame_support::traits::Hooks;
use lingnan_support::{
	mocks, mocks::MockStops, Grade, GrantedLoan, IndicatorId, InstitutionId, OnDispute, Outcomes as _, ScorecardId,
};
use proptest::prelude::*;

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	/// Whatever happens in whatever order: the invariants hold.
	#[test]
	fn no_order_of_calls_breaks_them(
		steps in prop::collection::vec((0u8..18, 0u32..5, 0u32..3, -5i64..30), 1..60),
	) {
		externalities().execute_with(|| {
			let firms = firms(5);
			for (turn, (verb, id, indicator, value)) in steps.into_iter().enumerate() {
				set_now(OPENING + turn as u64);
				System::set_block_number(System::block_number() + 3);
				Scoring::on_initialize(System::block_number());
				let grade = Grade::ALL[indicator as usize * 4];
				let loan = GrantedLoan {
					enterprise: &firms[value.unsigned_abs() as usize % 5],
					institution: InstitutionId(id),
					scorecard: ScorecardId(id),
					grade,
					amount: 1_000_000,
					on: TODAY + value as u32 % 3 * 200,
				};
				match verb {
					0 => drop(Scoring::propose_scorecard(signed(AUTHOR), ScorecardSpec { base: 400 + value as i32, ..card() })),
					1 => drop(validate(ScorecardId(id))),
					2 => drop(Scoring::activate_champion(root(), ScorecardId(id))),
					3 => publish(indicator, value, turn as u32),
					4 => drop(Scoring::suspend_scorecard(root(), ScorecardId(id))),
					5 => drop(Scoring::retire_scorecard(root(), ScorecardId(id))),
					6 => mocks::set_attestation(&firm(), IndicatorId(indicator), None),
					7 => drop(state(indicator, value, turn as u32)),
					8 => Scoring::granted(&loan),
					11 => Scoring::defaulted(&loan, TODAY + 300),
					12 => Scoring::default_undone(&loan),
					13 => Scoring::annulled(&loan),
					9 => Scoring::disputed(&firm(), IndicatorId(indicator), id),
					14 => drop(Scoring::suspend_scorecard(signed(MockStops::THIRD), ScorecardId(id))),
					15 => drop(Scoring::suspend_scorecard(signed(MockStops::MAJORITY), ScorecardId(id))),
					16 => drop(Scoring::resume_scorecard(root(), ScorecardId(id))),
					// C is everybody's.
					_ if Champion::<Test>::exists() => drop(prove(Grade::C, None)),
					_ => (),
				}
				Scoring::do_try_state().unwrap();
			}
		});
	}
}
