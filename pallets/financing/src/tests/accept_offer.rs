use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{
	conditions::{Pricing, Rate},
	mocks, EnterpriseStatus, Grade, Paging,
};
use sp_core::H256;
use sp_runtime::DispatchError;

fn hash(id: ApplicationId) -> H256 {
	Financing::application(id).unwrap().offered_terms_hash.unwrap()
}

#[test]
fn exactly_the_terms_shown_are_accepted() {
	test(|| {
		let id = offered(request(), offer());
		let shown = hash(id);
		// Whoever signed other terms signed nothing: each single term is in the hash.
		let terms = Financing::application(id).unwrap().terms.unwrap();
		let changes: [fn(&mut Terms); 6] = [
			|terms| terms.conditions.amount += 1,
			|terms| terms.conditions.pricing = Pricing::Fixed { rate: Rate(119_999_999) },
			|terms| terms.conditions.tenor += 1,
			|terms| terms.conditions.late.surcharge += 1,
			|terms| terms.all_in.compound.0 += 1,
			|terms| terms.security.try_push(AssetId(1)).unwrap(),
		];
		for change in changes {
			let mut other = terms.clone();
			change(&mut other);
			assert_noop!(
				Financing::accept_offer(signed(CONTROLLER), id, hash_of(&other)),
				Error::<Test>::TermsMismatch
			);
		}
		assert_ok!(Financing::accept_offer(signed(CONTROLLER), id, shown));
		let pay_by = TODAY + 15;
		System::assert_last_event(Event::OfferAccepted { application: id, terms_hash: shown, pay_by }.into());
		assert_eq!(Financing::application(id).unwrap().state, ApplicationState::Accepted);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = applied(request());
		assert_noop!(Financing::accept_offer(signed(CONTROLLER), id, H256::zero()), Error::<Test>::WrongState);
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		for who in [STRANGER, BANK_KEY] {
			assert_noop!(Financing::accept_offer(signed(who), id, hash(id)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Financing::accept_offer(signed(CONTROLLER), ApplicationId(9), hash(id)), Error::<Test>::NotFound);
		set_now(OPENING + 10 * DAY);
		assert_noop!(Financing::accept_offer(signed(CONTROLLER), id, hash(id)), Error::<Test>::Expired);
		set_now(OPENING + 10 * DAY - 1);
		assert_ok!(Financing::accept_offer(signed(CONTROLLER), id, hash(id)));
	});
}

#[test]
fn an_offer_can_be_refused() {
	test(|| {
		let id = applied(request());
		assert_noop!(Financing::refuse_offer(signed(CONTROLLER), id), Error::<Test>::WrongState);
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		for who in [STRANGER, BANK_KEY] {
			assert_noop!(Financing::refuse_offer(signed(who), id), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Financing::refuse_offer(signed(CONTROLLER), ApplicationId(9)), Error::<Test>::NotFound);
		assert_ok!(Financing::refuse_offer(signed(CONTROLLER), id));
		System::assert_last_event(Event::OfferRefused { application: id }.into());
		assert_eq!(Financing::inbox(BANK, Paging::FIRST).items.len(), 0);
	});
}

#[test]
fn an_offer_while_no_scorecard_rates_is_refused_by_that_name() {
	test(|| {
		let id = offered(request(), offer());
		mocks::set_rating(&firm(), None);
		assert_noop!(accept(CONTROLLER, id), Error::<Test>::NotRated);
		mocks::set_champion(false);
		assert_noop!(accept(CONTROLLER, id), Error::<Test>::NoChampion);
	});
}

fn secured() -> RequestSpec {
	receivable(AssetId(7), BANK);
	RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() }
}

fn change(id: AssetId, change: impl FnOnce(&mut mocks::MockAsset)) {
	let mut asset = mocks::asset(id).unwrap();
	change(&mut asset);
	mocks::set_asset(id, asset);
}

/// Two firms hold one document, two banks are about to lend on it: the second is told before it pays.
#[test]
fn two_banks_pay_on_one_document() {
	test(|| {
		mocks::add_product(OTHER_BANK, product());
		mocks::set_enterprise(&other_firm(), Some(OTHER_CONTROLLER));
		mocks::set_rating(&other_firm(), Some(rating(Grade::A)));
		mocks::set_consent(&other_firm(), OTHER_BANK, 1);
		receivable(AssetId(7), BANK);
		receivable(AssetId(8), OTHER_BANK);
		change(AssetId(8), |asset| {
			asset.owner = other_firm();
			asset.document = mocks::asset(AssetId(7)).unwrap().document;
		});
		let on = |asset| RequestSpec { security: vec![asset].try_into().unwrap(), ..request() };
		assert_ok!(Financing::apply(signed(CONTROLLER), firm(), ProductId(0), on(AssetId(7))));
		assert_ok!(Financing::apply(signed(OTHER_CONTROLLER), other_firm(), ProductId(1), on(AssetId(8))));
		assert_ok!(Financing::make_offer(signed(BANK_KEY), ApplicationId(0), offer()));
		assert_ok!(Financing::make_offer(signed(OTHER_BANK_KEY), ApplicationId(1), offer()));
		assert_ok!(accept(CONTROLLER, ApplicationId(0)));
		let duplicate = DispatchError::Other("duplicate of a financed document");
		assert_noop!(accept(OTHER_CONTROLLER, ApplicationId(1)), duplicate);
		assert_noop!(pay_out(OTHER_BANK_KEY, ApplicationId(1), "P"), Error::<Test>::WrongState);
		assert_ok!(pay_out(BANK_KEY, ApplicationId(0), "P"));
		assert_noop!(accept(OTHER_CONTROLLER, ApplicationId(1)), duplicate);
		assert_ok!(confirm(CONTROLLER, ApplicationId(0), "P"));
		assert_noop!(accept(OTHER_CONTROLLER, ApplicationId(1)), duplicate);
	});
}

#[test]
fn a_reservation_that_comes_to_nothing_leaves_the_document_to_the_other() {
	test(|| {
		let id = accepted(secured(), offer());
		assert_eq!(mocks::asset(AssetId(7)).unwrap().reserved, Some(id.loan()));
		assert_ok!(Financing::decline(signed(BANK_KEY), id, DeclineReason::CreditRisk));
		assert_eq!(mocks::asset(AssetId(7)).unwrap().reserved, None);
		assert_eq!(Financing::exposure(&firm()), []);
		assert_eq!(Financing::application(id).unwrap().reservation, None);
		let again = offered(RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() }, offer());
		assert_ok!(accept(CONTROLLER, again));
	});
}

/// Whatever fell between application and acceptance is seen before the bank pays.
#[test]
fn a_bank_pays_on_what_held_when_the_firm_applied() {
	test(|| {
		let id = offered(secured(), offer());
		let refused = |error: DispatchError| {
			assert_noop!(accept(CONTROLLER, id), error);
			// The mock's tables are no storage, and are not rolled back.
			change(AssetId(7), |asset| asset.reserved = None);
		};
		let ineligible = || Error::<Test>::NotEligible.into();
		mocks::set_rating(&firm(), None);
		refused(Error::<Test>::NotRated.into());
		mocks::set_rating(&firm(), Some(rating(Grade::B)));
		refused(ineligible());
		mocks::set_rating(&firm(), Some(rating(Grade::Bbb)));
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::SeriouslyIllegal);
		refused(ineligible());
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::Active);
		change(AssetId(7), |asset| asset.offer.lending_value = 11_111_111);
		refused(ineligible());
		change(AssetId(7), |asset| asset.offer.lending_value = 11_111_112);
		change(AssetId(7), |asset| asset.lien = Some(OTHER_BANK));
		refused(DispatchError::Other("no lien"));
		change(AssetId(7), |asset| asset.lien = Some(BANK));
		change(AssetId(7), |asset| asset.secured = 9_999_999);
		refused(Error::<Test>::SecuredTooLittle.into());
		change(AssetId(7), |asset| asset.secured = 10_000_000);
		suspend(BANK, true);
		refused(Error::<Test>::Suspended.into());
		suspend(BANK, false);
		// What was applied for goes on when its product is withdrawn.
		mocks::withdraw_product(ProductId(0));
		assert_ok!(accept(CONTROLLER, id));
		assert_eq!(Financing::application(id).unwrap().grade, Grade::Bbb, "the grade by which it was judged");
	});
}

/// After the acceptance nothing but the borrower's own objection stands against the loan.
#[test]
fn a_bank_that_paid_is_refused_its_loan() {
	test(|| {
		let id = accepted(secured(), offer());
		mocks::set_rating(&firm(), None);
		mocks::set_enterprise_status(&firm(), EnterpriseStatus::Revoked);
		mocks::set_enterprise(&firm(), Some(OTHER_CONTROLLER));
		change(AssetId(7), |asset| {
			asset.offer.lending_value = 0;
			asset.lien = None;
			asset.owner = other_firm();
		});
		mocks::withdraw_product(ProductId(0));
		assert_ok!(Financing::set_exposure_limit(signed(BANK_KEY), Some(0), lingnan_support::Currency::Cny));
		suspend(BANK, true);
		assert_ok!(pay_out(BANK_KEY, id, "P"));
		pass(6);
		assert_ok!(Financing::start_loan(signed(STRANGER), id));
		assert_eq!(mocks::asset(AssetId(7)).unwrap().loan, Some(id.loan()));
		assert_eq!(Financing::loan(id.loan()).unwrap().state, LoanState::Active);
	});
}

#[test]
fn a_firm_withdraws_while_the_money_is_on_its_way() {
	test(|| {
		let id = accepted(request(), offer());
		pass(2);
		assert_ok!(Financing::withdraw_application(signed(CONTROLLER), id));
		System::assert_last_event(Event::WithdrawalNoticed { application: id, pay_by: TODAY + 2 }.into());
		assert_noop!(Financing::withdraw_application(signed(CONTROLLER), id), Error::<Test>::WrongState);
		pass(1);
		// What was paid tomorrow was paid on a withdrawn application; what was paid before was not.
		assert_noop!(pay_out(BANK_KEY, id, "P"), Error::<Test>::InvalidValueDate);
		assert_ok!(pay_out_on(BANK_KEY, id, "P", TODAY + 2));
	});
}

#[test]
fn a_withdrawal_frees_what_was_reserved_after_the_banks_days_or_at_its_word() {
	test(|| {
		let id = accepted(secured(), offer());
		assert_ok!(Financing::withdraw_application(signed(CONTROLLER), id));
		pass(5);
		assert_noop!(Financing::expire(signed(STRANGER), id), Error::<Test>::NotExpired);
		pass(1);
		assert_ok!(Financing::expire(signed(STRANGER), id));
		System::assert_last_event(Event::ApplicationWithdrawn { application: id }.into());
		assert_eq!(Financing::application(id).unwrap().state, ApplicationState::Withdrawn);
		assert_eq!((mocks::asset(AssetId(7)).unwrap().reserved, Financing::exposure(&firm())), (None, vec![]));
		let other = accepted(request(), offer());
		assert_ok!(Financing::withdraw_application(signed(CONTROLLER), other));
		assert_ok!(Financing::decline(signed(BANK_KEY), other, DeclineReason::Capacity));
	});
}

/// Who may only bind the firm to nothing would undo what it agreed to.
#[test]
fn an_officer_without_that_duty_gives_up_an_agreed_loan() {
	test(|| {
		let withdraw = |who, application| dispatch(who, Call::withdraw_application { application });
		let id = accepted(request(), offer());
		assert_noop!(withdraw(OFFICER, id), sp_runtime::DispatchError::Other("beyond the mandate"));
		assert_noop!(withdraw(STRANGER, id), Error::<Test>::NotAuthorized);
		assert_ok!(pay_out(BANK_KEY, id, "PAY-1"));
		let dispute = Call::dispute_payment { application: id, evidence: Default::default() };
		assert_ok!(dispatch(OFFICER, dispute));
	});
}
