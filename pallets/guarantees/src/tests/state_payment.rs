use super::*;

/// Who says that it paid has credited nothing.
#[test]
fn a_guarantor_who_says_that_it_paid_credits_nothing() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		begin(20_000_000);
		assert_noop!(Backing::state_payment(signed(COMPANY_KEY), FIRST), Error::<Test>::NotCalled);
		call_loan();
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		for who in [BANK_KEY, AGAIN_KEY, STRANGER] {
			assert_noop!(Backing::state_payment(signed(who), FIRST), Error::<Test>::NotAuthorized);
		}
		assert_ok!(Backing::state_payment(signed(COMPANY_KEY), FIRST));
		System::assert_last_event(Event::PaymentStated { guarantee: FIRST, guarantor: COMPANY }.into());
		assert_noop!(Backing::state_payment(signed(COMPANY_KEY), FIRST), Error::<Test>::AlreadyDone);
		let shown = view(FIRST);
		assert_eq!((shown.state, shown.parts[0].stated_on), (GuaranteeState::Called, Some(mocks::TODAY)));
		assert_eq!((shown.parts[0].of_recoveries, owed(), mocks::guaranteed()), (0, 20_000_000, vec![]));
	});
}
