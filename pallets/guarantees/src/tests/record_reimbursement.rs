use super::*;

/// The company guarantees seven tenths, the re-guarantor stands behind three of them.
fn counter() {
	let behind = GuaranteePart { guarantor: AGAIN, share: 3_000, backs: Some(COMPANY) };
	sign_all(spec(vec![part(COMPANY, 7_000), behind]));
	begin(20_000_000);
	call_loan();
	assert_ok!(Backing::call(signed(BANK_KEY), FIRST));
}

#[test]
fn a_counter_guarantor_pays_the_guarantor_and_takes_its_place() {
	test(|| {
		counter();
		assert_ok!(Backing::record_payment(signed(BANK_KEY), FIRST, COMPANY));
		assert_eq!(mocks::guaranteed(), [(LOAN, FIRST, 14_000_000)], "the company pays all of its part");
		assert_eq!(view(FIRST).parts.iter().map(|part| part.of_recoveries).collect::<Vec<_>>(), [7_000, 0]);
		assert_ok!(Backing::state_payment(signed(AGAIN_KEY), FIRST));
		for who in [BANK_KEY, AGAIN_KEY, STRANGER] {
			assert_noop!(Backing::record_reimbursement(signed(who), FIRST, AGAIN), Error::<Test>::NotAuthorized);
		}
		assert_ok!(Backing::record_reimbursement(signed(COMPANY_KEY), FIRST, AGAIN));
		System::assert_last_event(Event::Reimbursed { guarantee: FIRST, guarantor: COMPANY, by: AGAIN }.into());
		let shown = view(FIRST);
		assert_eq!(shown.parts.iter().map(|part| part.of_recoveries).collect::<Vec<_>>(), [4_000, 3_000]);
		assert_eq!((shown.state, shown.lender_of_recoveries), (GuaranteeState::Paid, 3_000));
		let again = Backing::record_reimbursement(signed(COMPANY_KEY), FIRST, AGAIN);
		assert_eq!(again, Err(Error::<Test>::AlreadyDone.into()));
	});
}

#[test]
fn who_stands_behind_owes_nothing_before_the_one_in_front_has_paid() {
	test(|| {
		counter();
		assert_noop!(Backing::state_payment(signed(AGAIN_KEY), FIRST), Error::<Test>::FrontNotPaid);
		let early = Backing::record_reimbursement(signed(COMPANY_KEY), FIRST, AGAIN);
		assert_eq!(early, Err(Error::<Test>::FrontNotPaid.into()));
		// Nor does it ever pay the lender.
		assert_noop!(Backing::record_payment(signed(BANK_KEY), FIRST, AGAIN), Error::<Test>::NotFound);
		assert_eq!(view(FIRST).parts[1].to_pay, 0);
	});
}
