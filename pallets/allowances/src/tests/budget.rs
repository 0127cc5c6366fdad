use crate::mock::*;
use frame_support::assert_ok;

#[test]
fn a_budget_sinks_and_takes_back_only_from_its_own_sponsor() {
	test(|| {
		assert_eq!(payer(&OWNER, 1), None);
		assert_ok!(Allowances::sponsor(signed(BANK), OWNER, 100));
		assert_eq!(payer(&OWNER, 100), Some(BANK));
		assert_eq!(payer(&OWNER, 101), None);
		Allowances::spend(&OWNER, 60);
		assert_eq!(left(), Some(40));
		Allowances::give_back(&OWNER, &BANK, 10);
		Allowances::give_back(&OWNER, &OTHER_BANK, 10);
		assert_eq!(left(), Some(50));
		Allowances::spend(&OWNER, 70);
		assert_eq!(left(), Some(0));
		Allowances::give_back(&BANK, &BANK, 10);
		assert_eq!(payer(&BANK, 1), None);
	});
}
