use crate::{mock::*, *};
use lingnan_support::Currency;
use sp_runtime::BuildStorage;

#[test]
fn funds_stand_from_the_start() {
	let _ = bare();
	let compensation = vec![(Currency::Cny, 3_000, 1_000)];
	let storage = GenesisConfig::<Test> { compensation, ..Default::default() }.build_storage().unwrap();
	sp_io::TestExternalities::from(storage).execute_with(|| {
		assert_eq!(Funds::<Test>::get(Currency::Cny).unwrap().budget, 1_000);
		Financing::do_try_state().unwrap();
	});
}
