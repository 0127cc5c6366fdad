use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{mocks, EnterpriseStatus, Grade, Paging};
use sp_runtime::DispatchError;

fn apply(who: u64, product: ProductId, request: RequestSpec) -> sp_runtime::DispatchResult {
	dispatch(who, Call::apply { enterprise: firm(), product, request })
}

#[test]
fn an_application_uses_a_consent_and_starts_a_deadline() {
	test(|| {
		assert_ok!(apply(CONTROLLER, ProductId(0), request()));
		assert_eq!(mocks::uses_left(&firm(), BANK), 9);
		let decide_by = OPENING + 5 * DAY;
		System::assert_last_event(
			Event::Applied {
				application: ApplicationId(0),
				enterprise: firm(),
				product: ProductId(0),
				institution: BANK,
				decide_by,
			}
			.into(),
		);
		let view = Financing::application(ApplicationId(0)).unwrap();
		assert_eq!((view.state, view.grade, view.decide_by), (ApplicationState::Open, Grade::A, decide_by));
		assert_eq!(Financing::inbox(BANK, Paging::FIRST).items.len(), 1);
		assert_eq!(Financing::inbox(OTHER_BANK, Paging::FIRST).items.len(), 0);
		assert_eq!(Financing::applications_of(&firm(), Paging::FIRST).items.len(), 1);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		for who in [STRANGER, BANK_KEY] {
			assert_noop!(apply(who, ProductId(0), request()), Error::<Test>::NotAuthorized);
		}
		let unknown = "91420000737944946L".parse().unwrap();
		assert_noop!(Financing::apply(signed(CONTROLLER), unknown, ProductId(0), request()), Error::<Test>::NotFound);
		assert_noop!(apply(CONTROLLER, ProductId(9), request()), Error::<Test>::NotFound);
		assert_noop!(
			apply(CONTROLLER, ProductId(0), RequestSpec { amount: 0, ..request() }),
			Error::<Test>::InvalidRequest
		);
		let twice = vec![AssetId(1); 2].try_into().unwrap();
		assert_noop!(
			apply(CONTROLLER, ProductId(0), RequestSpec { security: twice, ..request() }),
			Error::<Test>::InvalidRequest
		);
		let tenor = RequestSpec { tenor: 37, ..request() };
		assert_noop!(apply(CONTROLLER, ProductId(0), tenor), Error::<Test>::NotEligible);
		let unusable = RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() };
		assert_noop!(apply(CONTROLLER, ProductId(0), unusable), DispatchError::Other("no such asset"));
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::Abnormal);
		assert_noop!(apply(CONTROLLER, ProductId(0), request()), Error::<Test>::NotEligible);
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::Active);
		mocks::set_rating(&firm(), None);
		assert_noop!(apply(CONTROLLER, ProductId(0), request()), Error::<Test>::NotRated);
		mocks::set_champion(false);
		assert_noop!(apply(CONTROLLER, ProductId(0), request()), Error::<Test>::NoChampion);
		mocks::set_champion(true);
		mocks::set_rating(&firm(), Some(rating(Grade::B)));
		assert_noop!(apply(CONTROLLER, ProductId(0), request()), Error::<Test>::NotEligible);
		mocks::set_rating(&firm(), Some(rating(Grade::Bb)));
		mocks::set_consent(&firm(), BANK, 0);
		assert_noop!(apply(CONTROLLER, ProductId(0), request()), DispatchError::Other("no consent"));
		mocks::set_consent(&firm(), BANK, 1);
		suspend(BANK, true);
		assert_noop!(apply(CONTROLLER, ProductId(0), request()), Error::<Test>::Suspended);
		suspend(BANK, false);
		mocks::withdraw_product(ProductId(0));
		assert_noop!(apply(CONTROLLER, ProductId(0), request()), Error::<Test>::Withdrawn);
	});
}

#[test]
fn one_application_for_a_product_is_open_at_a_time() {
	test(|| {
		let id = applied(request());
		assert_noop!(apply(CONTROLLER, ProductId(0), request()), Error::<Test>::AlreadyApplied);
		for who in [STRANGER, BANK_KEY] {
			assert_noop!(Financing::withdraw_application(signed(who), id), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Financing::withdraw_application(signed(CONTROLLER), ApplicationId(9)), Error::<Test>::NotFound);
		assert_ok!(Financing::withdraw_application(signed(CONTROLLER), id));
		System::assert_last_event(Event::ApplicationWithdrawn { application: id }.into());
		assert_noop!(Financing::withdraw_application(signed(CONTROLLER), id), Error::<Test>::WrongState);
		assert_eq!(Financing::inbox(BANK, Paging::FIRST).items.len(), 0);
		let again = disbursed(request(), offer());
		assert_noop!(Financing::withdraw_application(signed(CONTROLLER), again), Error::<Test>::WrongState);
	});
}

#[test]
fn an_enterprise_has_thirty_two_open_applications_at_most() {
	test(|| {
		for _ in 0..MAX_APPLICATIONS {
			mocks::add_product(BANK, product());
		}
		mocks::set_consent(&firm(), BANK, 100);
		for product in (0..MAX_APPLICATIONS).map(ProductId) {
			assert_ok!(apply(CONTROLLER, product, request()));
		}
		let error = Error::<Test>::TooManyApplications;
		assert_noop!(apply(CONTROLLER, ProductId(MAX_APPLICATIONS), request()), error);
		assert_ok!(Financing::withdraw_application(signed(CONTROLLER), ApplicationId(3)));
		assert_ok!(apply(CONTROLLER, ProductId(MAX_APPLICATIONS), request()));
	});
}

/// The bank reads each, and they stay on the firm's list for good.
#[test]
fn a_firm_applies_and_withdraws_to_flood_an_inbox() {
	test(|| {
		mocks::set_consent(&firm(), BANK, 1_000);
		for id in 0..MAX_APPLIED_A_DAY.into() {
			assert_ok!(apply(CONTROLLER, ProductId(0), request()));
			assert_ok!(Financing::withdraw_application(signed(CONTROLLER), ApplicationId(id)));
		}
		assert_noop!(apply(CONTROLLER, ProductId(0), request()), Error::<Test>::TooManyToday);
		pass(1);
		assert_ok!(apply(CONTROLLER, ProductId(0), request()));

		let page = |after| Financing::applications_of(&firm(), Paging { after, limit: Some(60) });
		let first = page(None);
		assert!(first.items.is_sorted_by_key(|application| application.id));
		assert_eq!((first.items.len(), page(first.next).items.len()), (60, 5));
		assert_eq!(page(first.next).next, None);
	});
}
