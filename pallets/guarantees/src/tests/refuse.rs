use super::*;

#[test]
fn a_guarantor_says_no_until_it_signs() {
	test(|| {
		let proposal = spec(vec![part(COMPANY, 5_000), part(CITY, 1_000)]);
		assert_ok!(Backing::propose(signed(BANK_KEY), proposal.clone()));
		assert_ok!(Backing::sign(signed(COMPANY_KEY), FIRST, terms(&proposal)));
		assert_noop!(Backing::refuse(signed(COMPANY_KEY), FIRST), Error::<Test>::AlreadyDone);
		assert_noop!(Backing::refuse(signed(AGAIN_KEY), FIRST), Error::<Test>::NotAuthorized);
		assert_ok!(Backing::refuse(signed(CITY_KEY), FIRST));
		System::assert_last_event(Event::Refused { guarantee: FIRST, guarantor: CITY }.into());
		assert!(Backing::guarantee(FIRST).is_none());
		assert_noop!(Backing::refuse(signed(CITY_KEY), FIRST), Error::<Test>::NotFound);
	});
}

#[test]
fn nobody_refuses_what_runs() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		begin(100);
		assert_noop!(Backing::refuse(signed(COMPANY_KEY), FIRST), Error::<Test>::LoanBegun);
	});
}
