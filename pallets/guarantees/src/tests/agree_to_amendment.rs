use super::*;
use lingnan_support::Guarantees as _;

const UNTIL: Timestamp = 2_000_000_000;

fn agree(who: u64, amendment: H256) -> DispatchResult {
	agree_until(who, amendment, UNTIL)
}

fn agree_until(who: u64, amendment: H256, valid_until: Timestamp) -> DispatchResult {
	Backing::agree_to_amendment(signed(who), FIRST, amendment, valid_until)
}

/// The company and the city stand behind the loan, and its lender proposes an amendment.
fn proposed() {
	sign_all(spec(vec![part(COMPANY, 5_000), part(CITY, 1_000)]));
	begin(20_000_000);
	mocks::set_proposed(LOAN, AMENDMENT, UNTIL);
}

#[test]
fn all_who_stand_behind_the_loan_agree() {
	test(|| {
		proposed();
		assert!(!Backing::agreed(LOAN, AMENDMENT, UNTIL));
		assert_ok!(agree(COMPANY_KEY, AMENDMENT));
		System::assert_last_event(
			Event::AmendmentAgreed { guarantee: FIRST, guarantor: COMPANY, amendment: AMENDMENT, valid_until: UNTIL }
				.into(),
		);
		assert!(!Backing::agreed(LOAN, AMENDMENT, UNTIL));
		assert_noop!(agree(COMPANY_KEY, AMENDMENT), Error::<Test>::AlreadyDone);
		assert_ok!(agree(CITY_KEY, AMENDMENT));
		assert!(Backing::agreed(LOAN, AMENDMENT, UNTIL));
		assert!(!Backing::agreed(LOAN, H256::zero(), UNTIL));
		let shown: Vec<_> = Backing::guarantee(FIRST).unwrap().parts.into_iter().map(|part| part.agreed_to).collect();
		assert_eq!(shown, [Some(AMENDMENT); 2]);
	});
}

/// An extension counts from its acceptance: the same one proposed a year later ends a year later.
#[test]
fn who_agreed_once_does_not_stand_behind_the_same_amendment_proposed_later() {
	test(|| {
		proposed();
		assert_ok!(agree(COMPANY_KEY, AMENDMENT));
		assert_ok!(agree(CITY_KEY, AMENDMENT));
		mocks::set_proposed(LOAN, AMENDMENT, UNTIL + 1);
		assert!(!Backing::agreed(LOAN, AMENDMENT, UNTIL + 1));
		assert_ok!(agree_until(COMPANY_KEY, AMENDMENT, UNTIL + 1));
		assert_ok!(agree_until(CITY_KEY, AMENDMENT, UNTIL + 1));
		assert!(Backing::agreed(LOAN, AMENDMENT, UNTIL + 1));
	});
}

/// Attack: the lender puts the same in its proposal's place until a later day, while a guarantor's word for the first is on its way.
#[test]
fn a_word_on_its_way_is_for_the_time_that_was_read() {
	test(|| {
		proposed();
		mocks::set_proposed(LOAN, AMENDMENT, UNTIL + 1);
		for other in [0, UNTIL - 1, UNTIL, Timestamp::MAX] {
			assert_noop!(agree_until(COMPANY_KEY, AMENDMENT, other), Error::<Test>::TermsChanged);
		}
		assert_ok!(agree_until(COMPANY_KEY, AMENDMENT, UNTIL + 1));
	});
}

#[test]
fn a_guarantor_agrees_to_what_is_proposed_for_a_loan_that_runs() {
	test(|| {
		let proposal = spec(vec![part(COMPANY, 5_000)]);
		sign_all(proposal);
		mocks::set_proposed(LOAN, AMENDMENT, UNTIL);
		assert_noop!(agree(COMPANY_KEY, AMENDMENT), Error::<Test>::LoanNotBegun);
		begin(20_000_000);
		for who in [BANK_KEY, AGAIN_KEY, STRANGER] {
			assert_noop!(agree(who, AMENDMENT), Error::<Test>::NotAuthorized);
		}
		assert_noop!(agree(COMPANY_KEY, H256::zero()), Error::<Test>::TermsChanged);
		assert_ok!(Backing::suspend(RuntimeOrigin::root(), COMPANY));
		assert_ok!(agree(COMPANY_KEY, AMENDMENT));
	});
}

/// The same is proposed again, until the same second: what was said of the first says nothing of the second.
#[test]
fn what_was_agreed_to_lapses_with_the_proposal() {
	test(|| {
		proposed();
		assert_ok!(agree(COMPANY_KEY, AMENDMENT));
		assert_ok!(agree(CITY_KEY, AMENDMENT));
		Backing::lapsed(LOAN);
		assert!(!Backing::agreed(LOAN, AMENDMENT, UNTIL));
		let shown: Vec<_> = Backing::guarantee(FIRST).unwrap().parts.into_iter().map(|part| part.agreed_to).collect();
		assert_eq!(shown, [None; 2]);
		assert_ok!(agree(COMPANY_KEY, AMENDMENT));
		assert_ok!(agree(CITY_KEY, AMENDMENT));
		assert!(Backing::agreed(LOAN, AMENDMENT, UNTIL));
	});
}

/// A guarantor that says nothing holds up no rescue: the lender lets it go.
#[test]
fn nobody_is_asked_who_stands_behind_the_loan_no_more() {
	test(|| {
		proposed();
		assert!(Backing::stand_behind(LOAN));
		assert_ok!(Backing::release(signed(BANK_KEY), FIRST));
		assert!(!Backing::stand_behind(LOAN));
		assert_noop!(agree(COMPANY_KEY, AMENDMENT), Error::<Test>::Released);
		assert!(Backing::agreed(LOAN, AMENDMENT, UNTIL));
	});
}
