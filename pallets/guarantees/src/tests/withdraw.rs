use super::*;

#[test]
fn the_lender_takes_it_back_before_the_loan_begins() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		for who in [RIVAL_KEY, COMPANY_KEY, STRANGER] {
			assert_noop!(Backing::withdraw(signed(who), FIRST), Error::<Test>::NotAuthorized);
		}
		// A suspended one, too: what it takes back binds nobody.
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_ok!(Backing::withdraw(signed(BANK_KEY), FIRST));
		System::assert_last_event(Event::Withdrawn { guarantee: FIRST }.into());
		assert!(Backing::guarantees_of(LOAN).is_empty());
		begin(100);
		assert_noop!(Backing::withdraw(signed(BANK_KEY), FIRST), Error::<Test>::NotFound);
	});
}

#[test]
fn not_after_it_began() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		begin(100);
		assert_noop!(Backing::withdraw(signed(BANK_KEY), FIRST), Error::<Test>::LoanBegun);
	});
}
