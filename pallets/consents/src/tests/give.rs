use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, ConsentId, IndicatorId, InstitutionId, Paging};

fn refused(change: impl FnOnce(&mut ConsentSpec), error: Error<Test>) {
	let mut terms = terms();
	change(&mut terms);
	assert_noop!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms), error);
}

#[test]
fn the_controller_gives_and_the_terms_are_kept() {
	test(|| {
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
		let views = ConsentsPallet::consents_of(&firm(), Paging::FIRST).items;
		assert_eq!(views.len(), 1);
		assert_eq!((views[0].id, views[0].uses_left, views[0].usable), (ConsentId(0), 2, true));
		assert_eq!(Consents::<Test>::get(ConsentId(0)).unwrap().terms, terms());
		System::assert_last_event(
			Event::Given { consent: ConsentId(0), enterprise: firm(), terms: terms(), given_at: NOON }.into(),
		);
	});
}

#[test]
fn nobody_else_gives() {
	test(|| {
		assert_noop!(ConsentsPallet::give(signed(STRANGER), firm(), terms()), Error::<Test>::NotAuthorized);
		assert_noop!(ConsentsPallet::give(signed(BANK_KEY), firm(), terms()), Error::<Test>::NotAuthorized);
		assert_noop!(
			ConsentsPallet::give(RuntimeOrigin::root(), firm(), terms()),
			sp_runtime::DispatchError::BadOrigin
		);
		let unknown = "91420000737944946L".parse().unwrap();
		assert_noop!(ConsentsPallet::give(signed(CONTROLLER), unknown, terms()), Error::<Test>::NotFound);
		mocks::set_enterprise(&firm(), None);
		assert_noop!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn only_active_institutions_are_given_consent() {
	test(|| {
		refused(|terms| terms.institution = SUSPENDED_BANK, Error::InstitutionNotActive);
		refused(|terms| terms.institution = InstitutionId(77), Error::InstitutionNotActive);
	});
}

#[test]
fn the_window_is_neither_empty_nor_past() {
	test(|| {
		refused(|terms| terms.until = terms.from, Error::Expired);
		refused(|terms| (terms.from, terms.until) = (NOON - 10, NOON), Error::Expired);
		assert_ok!(ConsentsPallet::give(
			signed(CONTROLLER),
			firm(),
			ConsentSpec { from: NOON - 10, until: NOON + 1, ..terms() }
		));
	});
}

#[test]
fn uses_and_retention_have_bounds() {
	test(|| {
		for uses in [0, MAX_USES + 1, u32::MAX] {
			refused(|terms| terms.uses = uses, Error::LimitExceeded);
		}
		for days in [0, MAX_RETENTION_DAYS + 1, u32::MAX] {
			refused(|terms| terms.retention_days = days, Error::LimitExceeded);
		}
		for (uses, retention_days) in [(1, 1), (MAX_USES, MAX_RETENTION_DAYS)] {
			let terms = ConsentSpec { uses, retention_days, ..terms() };
			assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms));
		}
	});
}

#[test]
fn a_scope_names_each_indicator_once() {
	test(|| {
		refused(|terms| terms.scope = Scope::Only(vec![].try_into().unwrap()), Error::InvalidScope);
		let twice = [1, 2, 1].map(IndicatorId).to_vec();
		refused(|terms| terms.scope = Scope::Only(twice.try_into().unwrap()), Error::InvalidScope);
	});
}

#[test]
fn sixteen_to_one_institution_are_open_and_what_is_over_makes_room() {
	test(|| {
		for _ in 0..MAX_OPEN {
			assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
		}
		refused(|_| {}, Error::TooManyOpen);
		assert_ok!(ConsentsPallet::give(
			signed(CONTROLLER),
			firm(),
			ConsentSpec { institution: OTHER_BANK, ..terms() }
		));
		assert_ok!(ConsentsPallet::revoke(signed(CONTROLLER), ConsentId(3)));
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
		refused(|_| {}, Error::TooManyOpen);
		set_now(NOON + 1_000);
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), ConsentSpec { until: NOON + 2_000, ..terms() }));
		assert_eq!(Open::<Test>::get(firm(), BANK).len(), 1);
	});
}

/// Each stays in the state, on the firm's list and, once used, on the bank's.
#[test]
fn a_firm_gives_and_revokes_consents_without_end() {
	test(|| {
		for id in 0..MAX_GIVEN_A_DAY.into() {
			assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), terms()));
			assert_ok!(ConsentsPallet::revoke(signed(CONTROLLER), ConsentId(id)));
		}
		refused(|_| {}, Error::TooManyToday);
		set_now(NOON + lingnan_support::SECONDS_PER_DAY);
		let until = NOON + 2 * lingnan_support::SECONDS_PER_DAY;
		assert_ok!(ConsentsPallet::give(signed(CONTROLLER), firm(), ConsentSpec { until, ..terms() }));
	});
}
