use crate::{mock::*, *};
use lingnan_support::Enterprises as _;
use sp_runtime::BuildStorage;

fn build(enterprises: Vec<(RegistrationSpec, u64)>) -> sp_io::TestExternalities {
	let _ = externalities();
	RuntimeGenesisConfig { registry: GenesisConfig { enterprises }, ..Default::default() }
		.build_storage()
		.unwrap()
		.into()
}

#[test]
fn enterprises_begin_with_their_controllers() {
	build(vec![(registration(SHENZHEN_FIRM), OWNER)]).execute_with(|| {
		assert_eq!(Registry::controller(&firm()), Some(OWNER));
		assert_eq!(Registry::controlled_by(&OWNER, 1), [firm()]);
		Registry::do_try_state().unwrap();
	});
}

#[test]
#[should_panic(expected = "genesis enterprise")]
fn a_bad_one_stops_the_build() {
	build(vec![(registration(ODD_FIRMS[0]), OWNER)]);
}
