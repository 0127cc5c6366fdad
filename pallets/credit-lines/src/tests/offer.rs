use super::*;
use frame_support::assert_noop;
use lingnan_support::{
	conditions::{DueDays, Rate},
	mocks::{self, OPENING, TODAY},
	EnterpriseStatus, Paging, MAX_AMOUNT,
};

fn refused(change: impl FnOnce(&mut LineSpec), error: Error<Test>) {
	let mut spec = spec();
	change(&mut spec);
	assert_noop!(CreditLines::offer(signed(BANK_KEY), spec), error);
}

#[test]
fn an_institution_offers_and_both_sides_see_every_term() {
	test(|| {
		let line = offered(|_| {});
		let view = shown(line);
		System::assert_last_event(
			Event::Offered {
				line,
				institution: BANK,
				enterprise: firm(),
				terms_hash: view.terms_hash,
				valid_until: spec().valid_until,
			}
			.into(),
		);
		assert_eq!(view.terms(), LineTerms { line, institution: BANK, spec: spec() });
		assert_eq!((view.state, view.drawn, view.available), (LineState::Offered, 0, 0));
		assert_eq!(CreditLines::lines_of(firm(), Paging::FIRST).items, [view.clone()]);
		assert_eq!(CreditLines::lines_by(BANK, Paging::FIRST).items, [view]);
		assert!(CreditLines::lines_by(RIVAL, Paging::FIRST).items.is_empty());
	});
}

#[test]
fn two_lines_on_the_same_terms_have_different_hashes() {
	test(|| {
		let (one, other) = (offered(|_| {}), offered(|_| {}));
		assert_ne!(shown(one).terms_hash, shown(other).terms_hash);
	});
}

#[test]
fn an_offer_keeps_every_rule() {
	test(|| {
		for who in [CONTROLLER, STRANGER] {
			assert_noop!(CreditLines::offer(signed(who), spec()), Error::<Test>::NotAuthorized);
		}
		refused(|spec| spec.limit = 0, Error::LimitExceeded);
		refused(|spec| spec.limit = MAX_AMOUNT + 1, Error::LimitExceeded);
		refused(|spec| spec.conditions.highest_rate = Rate(Rate::WHOLE + 1), Error::LimitExceeded);
		refused(|spec| spec.conditions.longest_tenor = 0, Error::LimitExceeded);
		refused(|spec| spec.repay_by = spec.until - 1, Error::InvalidLine);
		refused(|spec| spec.commitment_fee.due_days = DueDays::Anniversary { every: 13 }, Error::InvalidLine);
		refused(|spec| spec.until = TODAY - 1, Error::Expired);
		refused(|spec| spec.valid_until = OPENING, Error::Expired);
		refused(|spec| spec.valid_until = OPENING + 90 * DAY + 1, Error::Expired);
		refused(|spec| spec.enterprise = "91440400MA4UKYMP4B".parse().unwrap(), Error::EnterpriseNotActive);
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::Abnormal);
		refused(|_| {}, Error::EnterpriseNotActive);
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::Active);
		mocks::set_institution(BANK, BANK_KEY, false);
		refused(|_| {}, Error::NotAuthorized);
	});
}

/// Offers cost their sender nothing but its allowance, and each stays until it is cleared away.
#[test]
fn one_bank_offers_a_line_to_every_firm_in_a_loop() {
	test(|| {
		while CreditLines::offer(signed(BANK_KEY), spec()).is_ok() {}
		assert_eq!(NextLine::<Test>::get(), LineId(MAX_OFFERED_A_DAY.into()));
		refused(|_| {}, Error::TooManyToday);
		assert_ok!(CreditLines::offer(signed(RIVAL_KEY), spec()));
		pass(1);
		assert_ok!(CreditLines::offer(signed(BANK_KEY), spec()));
		pass(14);
		for id in 0..=u64::from(MAX_OFFERED_A_DAY) {
			assert_ok!(CreditLines::clear(signed(STRANGER), LineId(id)));
		}
		assert_eq!(Lines::<Test>::iter().count(), 1, "yesterday's of the same bank went, too");
	});
}

#[test]
fn an_offer_is_cleared_away_by_anybody_once_its_time_is_over() {
	test(|| {
		let line = offered(|_| {});
		assert_noop!(CreditLines::clear(signed(STRANGER), line), Error::<Test>::NotExpired);
		pass(14);
		assert_eq!(shown(line).state, LineState::Expired);
		assert_ok!(CreditLines::clear(signed(STRANGER), line));
		System::assert_last_event(Event::OfferCleared { line }.into());
		assert_noop!(CreditLines::clear(signed(STRANGER), line), Error::<Test>::NotFound);
		let taken = in_force(|spec| spec.valid_until = now() + DAY);
		pass(2);
		assert_noop!(CreditLines::clear(signed(STRANGER), taken), Error::<Test>::WrongState);
	});
}
