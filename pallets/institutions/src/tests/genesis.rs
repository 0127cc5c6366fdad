use crate::mock::*;
use lingnan_support::{InstitutionId, Institutions as _, Paging};

#[test]
fn a_network_starts_with_its_institutions() {
	build(vec![institution(BANK_KEY), institution(OTHER_BANK_KEY)]).execute_with(|| {
		let shown: Vec<_> = Lenders::institutions(Paging::FIRST).items;
		assert_eq!(
			shown.iter().map(|one| (one.id, one.key)).collect::<Vec<_>>(),
			[(BANK, BANK_KEY), (InstitutionId(1), OTHER_BANK_KEY)]
		);
		assert_eq!(Lenders::key_of(BANK), Some(BANK_KEY));
		Lenders::do_try_state().unwrap();
	});
}

#[test]
#[should_panic(expected = "genesis institution 1")]
fn two_institutions_of_one_key_stop_the_build() {
	build(vec![institution(BANK_KEY), institution(BANK_KEY)]);
}
