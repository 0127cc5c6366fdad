use super::*;
use frame_support::assert_noop;
use lingnan_support::{
	mocks::{self, TODAY},
	EnterpriseStatus,
};
use sp_core::H256;
use sp_runtime::DispatchError;

#[test]
fn the_firm_accepts_exactly_what_it_read() {
	test(|| {
		let line = offered(|_| {});
		let terms_hash = shown(line).terms_hash;
		assert_ok!(CreditLines::accept(signed(CONTROLLER), line, terms_hash));
		System::assert_last_event(Event::Accepted { line, terms_hash }.into());
		let view = shown(line);
		assert_eq!((view.state, view.accepted_on, view.available), (LineState::InForce, Some(TODAY), LIMIT));
		assert_noop!(CreditLines::accept(signed(CONTROLLER), line, terms_hash), Error::<Test>::WrongState);
	});
}

#[test]
fn a_line_offered_again_with_another_limit_is_not_accepted_by_the_old_hash() {
	test(|| {
		let read = shown(offered(|_| {})).terms_hash;
		let dearer = offered(|spec| spec.commitment_fee.rate = 100);
		for hash in [read, H256::zero()] {
			assert_noop!(CreditLines::accept(signed(CONTROLLER), dearer, hash), Error::<Test>::TermsMismatch);
		}
	});
}

#[test]
fn who_accepts_can_bind_the_firm_to_the_whole_limit() {
	test(|| {
		let line = offered(|_| {});
		let terms_hash = shown(line).terms_hash;
		for who in [STRANGER, BANK_KEY] {
			assert_noop!(CreditLines::accept(signed(who), line, terms_hash), Error::<Test>::NotAuthorized);
		}
		assert_noop!(
			CreditLines::accept(signed(OFFICER), line, terms_hash),
			DispatchError::Other("beyond the mandate")
		);
		let small = offered(|spec| spec.limit = 1_000_000);
		assert_ok!(CreditLines::accept(signed(OFFICER), small, shown(small).terms_hash));
		mocks::set_frozen(&firm());
		assert_noop!(CreditLines::accept(signed(CONTROLLER), line, terms_hash), DispatchError::Other("frozen"));
	});
}

#[test]
fn an_offer_is_accepted_while_it_stands_and_both_sides_do() {
	test(|| {
		let line = offered(|_| {});
		let accept = || CreditLines::accept(signed(CONTROLLER), line, shown(line).terms_hash);
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::Abnormal);
		assert_noop!(accept(), Error::<Test>::EnterpriseNotActive);
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::Active);
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_noop!(accept(), Error::<Test>::NotAuthorized);
		mocks::set_institution(BANK, BANK_KEY, true);
		pass(14);
		assert_noop!(accept(), Error::<Test>::Expired);
		let short = offered(|spec| {
			spec.until = TODAY + 15;
			spec.valid_until = now() + 30 * DAY;
		});
		pass(2);
		assert_noop!(CreditLines::accept(signed(CONTROLLER), short, shown(short).terms_hash), Error::<Test>::Expired);
	});
}
