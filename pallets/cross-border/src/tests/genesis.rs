use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{Corridor, DataClass, DocumentsAbroad, Jurisdiction, ScorecardId};
use sp_runtime::BuildStorage;

fn built(genesis: GenesisConfig<Test>) -> sp_io::TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	genesis.assimilate_storage(&mut storage).unwrap();
	storage.into()
}

#[test]
fn a_chain_without_a_home_has_no_corridors() {
	built(GenesisConfig::default()).execute_with(|| {
		for corridor in Corridor::ALL {
			assert_noop!(CrossBorder::halt(root(), corridor), Error::<Test>::NotOurCorridor);
		}
		assert!(CrossBorder::corridors_view().is_empty());
		CrossBorder::financed(document(), similar());
		assert_eq!(WaitingTotal::<Test>::get(), 0);
		assert_ok!(CrossBorder::ensure_clear(document(), BANK));
		CrossBorder::do_try_state().unwrap();
	});
}

#[test]
fn every_place_has_its_two_and_all_are_closed_unless_said() {
	for home in [Jurisdiction::Guangdong, Jurisdiction::HongKong, Jurisdiction::Macao] {
		let genesis = GenesisConfig { home: Some(home), ..Default::default() };
		built(genesis).execute_with(|| {
			let corridors: Vec<_> = CrossBorder::corridors_view().into_iter().map(|view| view.corridor).collect();
			assert_eq!(corridors, Corridor::of(home));
			assert!(CrossBorder::corridors_view().iter().all(|view| view.open.is_empty() && !view.halted));
		});
	}
}

#[test]
#[should_panic(expected = "genesis class Passports of HongKongMacao")]
fn another_s_corridor_is_refused() {
	let open = vec![(Corridor::HongKongMacao, DataClass::Passports)];
	built(GenesisConfig { home: Some(Jurisdiction::Guangdong), open, ..Default::default() });
}

#[test]
#[should_panic(expected = "genesis scorecard 2 of HongKongMacao")]
fn another_s_scorecard_is_refused() {
	let recognised = vec![(Corridor::HongKongMacao, ScorecardId(2), TABLE)];
	built(GenesisConfig { home: Some(Jurisdiction::Guangdong), recognised, ..Default::default() });
}

#[test]
#[should_panic(expected = "no home is named")]
fn a_corridor_needs_a_home() {
	let open = vec![(Corridor::HongKongMacao, DataClass::Passports)];
	built(GenesisConfig { open, ..Default::default() });
}
