use crate::{mock::*, *};
use sp_runtime::BuildStorage;

fn build(appraisers: Vec<(u64, lingnan_support::Text<128>)>) -> sp_io::TestExternalities {
	let _ = externalities();
	GenesisConfig::<Test> { appraisers }.build_storage().unwrap().into()
}

#[test]
fn appraisers_are_licensed_from_the_start() {
	build(vec![(APPRAISER, "An appraiser".try_into().unwrap())]).execute_with(|| {
		assert!(Collateral::is_party(&APPRAISER));
		assert!(!Collateral::is_party(&STRANGER));
	});
}

#[test]
#[should_panic(expected = "genesis appraiser 4")]
fn a_nameless_one_stops_the_build() {
	build(vec![(APPRAISER, Default::default())]);
}
