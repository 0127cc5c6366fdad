use super::*;
use lingnan_support::loan::LoanState;

#[test]
fn once_the_loan_was_called_the_lender_calls_the_guarantee() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		assert_noop!(Backing::call(signed(BANK_KEY), FIRST), Error::<Test>::LoanNotBegun);
		begin(20_000_000);
		assert_noop!(Backing::call(signed(BANK_KEY), FIRST), Error::<Test>::LoanNotCalled);
		call_loan();
		System::assert_last_event(Event::Callable { guarantee: FIRST, loan: LOAN }.into());
		for who in [RIVAL_KEY, COMPANY_KEY, STRANGER] {
			assert_noop!(Backing::call(signed(who), FIRST), Error::<Test>::NotAuthorized);
		}
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		let pay_by = mocks::TODAY + PAY_DAYS;
		System::assert_last_event(Event::Called { guarantee: FIRST, pay_by }.into());
		let shown = view(FIRST);
		assert_eq!((shown.state, shown.pay_by), (GuaranteeState::Called, Some(pay_by)));
		assert_eq!(shown.parts[0].to_pay, 10_000_000);
		assert_noop!(Backing::call(signed(BANK_KEY), FIRST), Error::<Test>::AlreadyDone);
	});
}

#[test]
fn a_long_default_stands_for_the_call_of_the_loan() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		begin(100);
		change(|facts| {
			facts.state = LoanState::InDefault;
			facts.material_days = DEFAULT_DAYS - 1;
		});
		assert_noop!(Backing::call(signed(BANK_KEY), FIRST), Error::<Test>::LoanNotCalled);
		change(|facts| facts.material_days = DEFAULT_DAYS);
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
	});
}

#[test]
fn a_guarantee_is_not_called_after_its_days() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		begin(100);
		call_loan();
		assert_eq!(view(FIRST).call_by, Some(mocks::TODAY + CALL_DAYS));
		set_day(CALL_DAYS + 1);
		assert_noop!(Backing::call(signed(BANK_KEY), FIRST), Error::<Test>::Expired);
		set_day(CALL_DAYS);
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
	});
}

#[test]
fn a_guarantee_is_not_called_after_its_discharge() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		begin(100);
		call_loan();
		change(|facts| facts.state = LoanState::Closed);
		<Backing as lingnan_support::Guarantees>::discharged(LOAN);
		System::assert_last_event(Event::Discharged { guarantee: FIRST, loan: LOAN }.into());
		assert_eq!(state(FIRST), GuaranteeState::Discharged);
		assert_noop!(Backing::call(signed(BANK_KEY), FIRST), Error::<Test>::Discharged);
		// The payment that closed it is reversed: the guarantor is bound as before.
		change(|facts| facts.state = LoanState::Active);
		<Backing as lingnan_support::Guarantees>::restored(LOAN);
		System::assert_last_event(Event::Restored { guarantee: FIRST, loan: LOAN }.into());
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
	});
}

#[test]
fn a_suspended_bank_still_calls_and_a_suspended_guarantor_is_still_called() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		begin(100);
		call_loan();
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_ok!(Backing::suspend(RuntimeOrigin::root(), COMPANY));
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY));
	});
}

/// Called and cured: nobody pays for that default any more. The next one has days of its own.
#[test]
fn a_guarantor_does_not_pay_for_a_default_that_was_cured() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		begin(100);
		call_loan();
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		change(|facts| {
			facts.state = LoanState::Active;
			facts.called_on = None;
		});
		let pay = || Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY);
		assert_noop!(pay(), Error::<Test>::LoanNotCalled);
		assert_eq!((state(FIRST), view(FIRST).parts[0].to_pay), (GuaranteeState::Bound, 0));
		set_day(PAY_DAYS + 10);
		call_loan();
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		assert_eq!(view(FIRST).pay_by, Some(mocks::TODAY + PAY_DAYS + 10 + PAY_DAYS));
		assert_ok!(pay());
	});
}

/// Called in default, cured, and in default again: the call of the first is none of the second, and is made anew.
#[test]
fn a_call_of_an_earlier_default_serves_for_a_later_one() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		begin(100);
		let default = |on| {
			change(|facts| {
				(facts.state, facts.defaulted_on) = (LoanState::InDefault, Some(on));
				facts.material_days = DEFAULT_DAYS;
			});
		};
		default(mocks::TODAY);
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		assert_noop!(Backing::call(signed(BANK_KEY), FIRST), Error::<Test>::AlreadyDone);
		change(|facts| (facts.state, facts.defaulted_on) = (LoanState::Active, None));
		set_day(300);
		default(mocks::TODAY + 300);
		let pay = || Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY);
		assert_noop!(pay(), Error::<Test>::NotCalled);
		assert_eq!(state(FIRST), GuaranteeState::Bound);
		assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
		assert_eq!(view(FIRST).pay_by, Some(mocks::TODAY + 300 + PAY_DAYS));
		assert_ok!(pay());
	});
}
