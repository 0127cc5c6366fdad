use super::*;

#[test]
fn it_binds_once_all_have_signed_and_the_loan_begins() {
	test(|| {
		let proposal = spec(vec![part(COMPANY, 5_000), part(CITY, 1_000)]);
		assert_ok!(Backing::propose(signed(BANK_KEY), proposal.clone()));
		let terms = terms(&proposal);
		assert_ok!(Backing::sign(signed(COMPANY_KEY), FIRST, terms));
		System::assert_last_event(Event::Signed { guarantee: FIRST, guarantor: COMPANY }.into());
		assert_eq!(state(FIRST), GuaranteeState::Proposed);
		assert_noop!(Backing::sign(signed(COMPANY_KEY), FIRST, terms), Error::<Test>::AlreadyDone);
		assert_ok!(Backing::sign(signed(CITY_KEY), FIRST, terms));
		assert_eq!(state(FIRST), GuaranteeState::Signed);
		begin(20_000_000);
		System::assert_last_event(Event::Bound { guarantee: FIRST, loan: LOAN }.into());
		assert_eq!(state(FIRST), GuaranteeState::Bound);
	});
}

#[test]
fn a_guarantor_signs_exactly_what_was_proposed() {
	test(|| {
		let proposal = spec(vec![part(COMPANY, 5_000)]);
		assert_ok!(Backing::propose(signed(BANK_KEY), proposal.clone()));
		let other = terms(&spec(vec![part(COMPANY, 4_000)]));
		assert_noop!(Backing::sign(signed(COMPANY_KEY), FIRST, other), Error::<Test>::TermsChanged);
		for who in [BANK_KEY, AGAIN_KEY, STRANGER] {
			assert_noop!(Backing::sign(signed(who), FIRST, terms(&proposal)), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn a_guarantor_suspended_after_the_proposal_does_not_sign() {
	test(|| {
		let proposal = spec(vec![part(COMPANY, 5_000)]);
		assert_ok!(Backing::propose(signed(BANK_KEY), proposal.clone()));
		assert_ok!(Backing::suspend(RuntimeOrigin::root(), COMPANY));
		assert_noop!(Backing::sign(signed(COMPANY_KEY), FIRST, terms(&proposal)), Error::<Test>::Suspended);
	});
}

/// Nobody guarantees a loan that he has seen go bad, and no lender has it signed afterwards.
#[test]
fn nobody_signs_after_the_loan_began() {
	test(|| {
		let proposal = spec(vec![part(COMPANY, 5_000)]);
		assert_ok!(Backing::propose(signed(BANK_KEY), proposal.clone()));
		begin(100);
		assert_eq!(state(FIRST), GuaranteeState::Lapsed);
		assert_noop!(Backing::sign(signed(COMPANY_KEY), FIRST, terms(&proposal)), Error::<Test>::LoanBegun);
		call_loan();
		assert_noop!(Backing::call(signed(BANK_KEY), FIRST), Error::<Test>::Lapsed);
	});
}

#[test]
fn what_came_to_nothing_is_forgotten() {
	test(|| {
		sign_all(spec(vec![part(COMPANY, 5_000)]));
		<Backing as lingnan_support::Guarantees>::released(APPLICATION);
		System::assert_last_event(Event::Withdrawn { guarantee: FIRST }.into());
		assert!(Backing::guarantee(FIRST).is_none() && Backing::guarantees_of(LOAN).is_empty());
	});
}
