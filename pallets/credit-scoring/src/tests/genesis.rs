use crate::{mock::*, *};
use lingnan_support::ScorecardId;
use sp_runtime::BuildStorage;

fn build(champion: ScorecardSpec) -> sp_io::TestExternalities {
	let _ = externalities();
	let genesis = GenesisConfig::<Test> { champion: Some(champion), ..Default::default() };
	genesis.build_storage().unwrap().into()
}

#[test]
fn a_champion_can_be_in_force_from_the_start() {
	build(card()).execute_with(|| {
		assert_eq!(Champion::<Test>::get(), Some(ScorecardId(0)));
		Scoring::do_try_state().unwrap();
	});
}

#[test]
#[should_panic(expected = "genesis scorecard")]
fn a_flawed_one_stops_the_build() {
	build(ScorecardSpec { base: -1, ..card() });
}
