use crate::mock::*;
use frame_support::assert_ok;

#[test]
fn a_budget_sinks_and_takes_back_only_from_its_own_sponsor() {
	test(|| {
		assert_eq!(Sponsorship::payer(&OWNER, 1), None);
		assert_ok!(Sponsorship::sponsor(signed(BANK), OWNER, 100));
		assert_eq!(Sponsorship::payer(&OWNER, 100), Some(BANK));
		assert_eq!(Sponsorship::payer(&OWNER, 101), None);
		Sponsorship::spend(&OWNER, 60);
		assert_eq!(left(), Some(40));
		Sponsorship::give_back(&OWNER, &BANK, 10);
		Sponsorship::give_back(&OWNER, &OTHER_BANK, 10);
		assert_eq!(left(), Some(50));
		Sponsorship::spend(&OWNER, 70);
		assert_eq!(left(), Some(0));
		Sponsorship::give_back(&BANK, &BANK, 10);
		assert_eq!(Sponsorship::payer(&BANK, 1), None);
	});
}
