use super::*;

#[test]
fn a_lender_gives_it_back_for_good() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		assert_noop!(Backing::release(signed(BANK_KEY), FIRST), Error::<Test>::LoanNotBegun);
		begin(100);
		for who in [RIVAL_KEY, COMPANY_KEY, STRANGER] {
			assert_noop!(Backing::release(signed(who), FIRST), Error::<Test>::NotAuthorized);
		}
		assert_ok!(Backing::release(signed(BANK_KEY), FIRST));
		System::assert_last_event(Event::Released { guarantee: FIRST }.into());
		assert_eq!(state(FIRST), GuaranteeState::Released);
		assert_noop!(Backing::release(signed(BANK_KEY), FIRST), Error::<Test>::Released);
		call_loan();
		assert_noop!(Backing::call(signed(BANK_KEY), FIRST), Error::<Test>::Released);
	});
}

#[test]
fn who_has_paid_keeps_its_part_of_recoveries() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 4_000), part(CITY, 1_000)]));
		begin(20_000_000);
		call_loan();
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY));
		assert_ok!(Backing::release(signed(BANK_KEY), FIRST));
		let shown = view(FIRST);
		assert_eq!((shown.parts[0].of_recoveries, shown.parts[1].of_recoveries), (4_000, 0));
		assert_noop!(Backing::record_payment(signed(BANK_KEY), FIRST, CITY), Error::<Test>::Released);
	});
}
