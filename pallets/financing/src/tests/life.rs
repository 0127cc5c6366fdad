use crate::{life::hash_of_amendment, mock::*, *};
use frame_support::{assert_ok, traits::Get};
use lingnan_support::{
	add_months,
	conditions::{Conditions, DueDays, Pricing, Rate},
	mocks::{self, MockAsset},
	AssetId, Currency, Date, DayCount, LineId, LoanAccounts,
};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

fn go_to(date: Date) {
	set_now(OPENING + u64::from(date - TODAY) * DAY + DAY / 2);
}

/// A year's loan of 100,000.00, all of it due at the end, interest by the day.
fn bullet() -> (RequestSpec, Conditions) {
	let request = RequestSpec { method: RepaymentMethod::Bullet, ..request() };
	(request, Conditions { method: RepaymentMethod::Bullet, ..conditions() })
}

fn lent_bullet() -> LoanId {
	let (request, conditions) = bullet();
	lent(request, on(conditions))
}

fn renewal_of(loan: LoanId) -> RequestSpec {
	RequestSpec { renews: Some(loan), use_of_funds: UseOfFunds::Refinancing, ..bullet().0 }
}

fn renew(who: u64, application: ApplicationId) -> DispatchResult {
	dispatch(who, Call::renew { application })
}

fn forgive(who: u64, loan: LoanId, amount: u64) -> DispatchResult {
	dispatch(who, Call::forgive { loan, amount, reason: reference("settled") })
}

fn propose(loan: LoanId, amendment: &Amendment) -> DispatchResult {
	let valid_until = now() + 10 * DAY;
	dispatch(BANK_KEY, Call::propose_amendment { loan, amendment: amendment.clone(), valid_until })
}

fn sign(who: u64, loan: LoanId) -> DispatchResult {
	let amendment_hash = Financing::loan(loan).unwrap().proposed.map_or(H256::zero(), |shown| shown.amendment_hash);
	dispatch(who, Call::accept_amendment { loan, amendment_hash })
}

fn view(loan: LoanId) -> LoanView {
	Financing::loan(loan).unwrap()
}

/// Pays the interest so far, so that the principal alone is owed.
fn pay_interest(loan: LoanId, text: &str) {
	let LoanView { payoff, outstanding_principal, .. } = view(loan);
	if payoff > outstanding_principal {
		assert_ok!(repay(loan, payoff - outstanding_principal, text));
	}
}

/// LENDING 5: the new loan settles the old one, without money moving.
#[test]
fn a_loan_is_renewed_without_repaying_first() {
	test(|| {
		receivable(AssetId(1), BANK);
		let (request, conditions) = bullet();
		let secured = RequestSpec { security: vec![AssetId(1)].try_into().unwrap(), ..request };
		let old = lent(secured.clone(), on(conditions.clone()));
		go_to(add_months(TODAY, 11));
		let asked = RequestSpec { security: secured.security.clone(), ..renewal_of(old) };
		let application = accepted(asked, on(conditions));
		pay_interest(old, "INTEREST");
		System::reset_events();
		assert_ok!(renew(BANK_KEY, application));
		let (before, after) = (view(old), view(application.loan()));
		assert_eq!((before.state, before.payoff, before.closed_on), (LoanState::Closed, 0, Some(today())));
		assert_eq!((after.state, after.started, after.outstanding_principal), (LoanState::Active, today(), 10_000_000));
		let asset = mocks::asset(AssetId(1)).unwrap();
		assert_eq!((asset.loan, asset.reserved), (Some(application.loan()), None), "what secured both passed over");
		let exposure = Financing::exposure(&firm());
		assert_eq!((exposure[0].principal, exposure[0].reserved), (10_000_000, 0), "it is owed once");
		let renewed = Event::LoanRenewed { loan: old, by: application.loan(), posting: 1 };
		assert!(System::events().iter().any(|record| record.event == renewed.clone().into()));
	});
}

/// LENDING 5: due on a day, signed the day before: it holds; on the day and after: refused.
#[test]
fn a_renewal_is_signed_before_maturity() {
	let signed = |after: u32| {
		let mut result = Ok(());
		test(|| {
			let old = lent_bullet();
			go_to(add_months(TODAY, 12) - 8);
			let application = accepted(renewal_of(old), on(bullet().1));
			go_to(add_months(TODAY, 12) - 1 + after);
			if after == 0 {
				pay_interest(old, "INTEREST");
			}
			result = renew(BANK_KEY, application);
		});
		result
	};
	assert_ok!(signed(0));
	assert_eq!(signed(1), Err(Error::<Test>::RenewedTooLate.into()));
	assert_eq!(signed(2), Err(Error::<Test>::RenewedTooLate.into()));
}

#[test]
fn a_renewal_that_would_hide_arrears_is_refused() {
	test(|| {
		let old = lent(request(), offer());
		go_to(add_months(TODAY, 1) + 1);
		let conditions = Conditions { amount: view(old).outstanding_principal, ..bullet().1 };
		let application = accepted(renewal_of(old), on(conditions));
		assert_noop!(renew(BANK_KEY, application), Error::<Test>::NotInGoodStanding);
	});
}

#[test]
fn a_renewal_settles_to_the_unit() {
	test(|| {
		let old = lent_bullet();
		go_to(add_months(TODAY, 11));
		let application = accepted(renewal_of(old), on(bullet().1));
		assert_noop!(renew(BANK_KEY, application), Error::<Test>::RenewalNotCovered);
		pay_interest(old, "INTEREST");
		assert_ok!(repay(old, 1, "A FEN TOO MUCH"));
		assert_noop!(renew(BANK_KEY, application), Error::<Test>::RenewalNotCovered);
	});
}

#[test]
fn a_renewal_moves_no_money_and_is_its_banks_alone() {
	test(|| {
		let old = lent_bullet();
		go_to(add_months(TODAY, 11));
		let plain = accepted(bullet().0, on(bullet().1));
		assert_noop!(renew(BANK_KEY, plain), Error::<Test>::NotRenewable);
		assert_ok!(dispatch(BANK_KEY, Call::decline { application: plain, reason: DeclineReason::Capacity }));
		let application = accepted(renewal_of(old), on(bullet().1));
		assert_noop!(pay_out(BANK_KEY, application, "PAY"), Error::<Test>::WrongState);
		pay_interest(old, "INTEREST");
		for who in [CONTROLLER, OTHER_BANK_KEY, STRANGER] {
			assert_noop!(renew(who, application), Error::<Test>::NotAuthorized);
		}
		assert_ok!(renew(BANK_KEY, application));
		assert_noop!(renew(BANK_KEY, application), Error::<Test>::WrongState);
	});
}

#[test]
fn another_banks_loan_is_not_renewed() {
	test(|| {
		let old = lent_bullet();
		let elsewhere = mocks::add_product(OTHER_BANK, product());
		mocks::set_consent(&firm(), OTHER_BANK, 1);
		let apply = |product, request| Financing::apply(signed(CONTROLLER), firm(), product, request);
		assert_noop!(apply(elsewhere, renewal_of(old)), Error::<Test>::NotRenewable);
		let never = mocks::add_product(BANK, ProductSpec { renewable: false, ..product() });
		assert_noop!(apply(never, renewal_of(old)), Error::<Test>::NotRenewable);
		assert_noop!(apply(ProductId(0), renewal_of(LoanId(9))), Error::<Test>::NotFound);
		let drawn = RequestSpec { line: Some(LineId(0)), ..renewal_of(old) };
		assert_noop!(apply(ProductId(0), drawn), Error::<Test>::NotRenewable);
	});
}

/// Attack: an application names a loan with a long account to be renewed, and pays for an application alone.
#[test]
fn a_firm_has_a_long_account_read_for_the_price_of_an_application() {
	use frame_support::dispatch::GetDispatchInfo;
	use sp_runtime::traits::Dispatchable;
	test(|| {
		let old = lent_bullet();
		assert_ok!(repay(old, 1_000, "R"));
		let call = |request| Call::<Test>::apply { enterprise: firm(), product: ProductId(0), request };
		let most = |call: Call<Test>| call.get_dispatch_info().call_weight;
		let plain = Financing::weight_of_applying();
		assert_eq!(most(call(bullet().0)), plain);
		assert_eq!(most(call(renewal_of(old))), plain.saturating_add(Financing::most_of_account()));
		let tried = RuntimeCall::from(call(RequestSpec { currency: Currency::Hkd, ..renewal_of(old) }));
		let refused = tried.dispatch(signed(CONTROLLER)).unwrap_err();
		assert_eq!(refused.error, Error::<Test>::NotRenewable.into());
		let read = plain.saturating_add(Financing::weight_of_reckoning(1, 12));
		assert_eq!(refused.post_info.actual_weight, Some(read));
		let filed = RuntimeCall::from(call(renewal_of(old))).dispatch(signed(CONTROLLER)).unwrap();
		assert_eq!(filed.actual_weight, Some(read));
	});
}

/// The limit that the old loan fills does not stand against its renewal.
#[test]
fn a_renewal_counts_once_towards_limits() {
	test(|| {
		let old = lent_bullet();
		let limit = Some(10_000_000);
		assert_ok!(dispatch(BANK_KEY, Call::set_exposure_limit { limit, currency: Currency::Cny }));
		go_to(add_months(TODAY, 11));
		let another = Financing::apply(signed(CONTROLLER), firm(), ProductId(0), bullet().0);
		assert_noop!(another, Error::<Test>::ExposureExceeded);
		let application = accepted(renewal_of(old), on(bullet().1));
		pay_interest(old, "INTEREST");
		assert_ok!(renew(BANK_KEY, application));
	});
}

fn extension(tenor: u16) -> Amendment {
	let conditions = Conditions { tenor, ..bullet().1 };
	Amendment { kind: AmendmentKind::Extension, conditions, reschedules_arrears: false }
}

/// LENDING 5: of twelve months at most twelve more.
#[test]
fn an_extension_moves_the_end_within_its_limit() {
	test(|| {
		let loan = lent_bullet();
		go_to(add_months(TODAY, 11));
		assert_noop!(propose(loan, &extension(14)), Error::<Test>::ExtendedTooFar);
		assert_noop!(propose(loan, &extension(1)), Error::<Test>::NotAnExtension);
		assert_ok!(propose(loan, &extension(13)));
		for who in [BANK_KEY, STRANGER] {
			assert_noop!(sign(who, loan), Error::<Test>::NotAuthorized);
		}
		assert_ok!(sign(CONTROLLER, loan));
		let after = view(loan);
		assert_eq!(after.schedule.last().unwrap().due, add_months(TODAY, 24));
		assert_eq!((after.amendments.len(), after.proposed), (1, None));
		assert_noop!(sign(CONTROLLER, loan), Error::<Test>::NothingProposed);
		let longest = add_months(TODAY, 23);
		go_to(longest);
		assert_noop!(propose(loan, &extension(2)), Error::<Test>::ExtendedTooFar);
	});
}

/// The lien's registration ended with the loan as it was agreed: the rest would be without security.
#[test]
fn a_loan_is_not_extended_beyond_the_registration_of_its_security() {
	test(|| {
		receivable(AssetId(1), BANK);
		let (request, conditions) = bullet();
		let security = vec![AssetId(1)].try_into().unwrap();
		let loan = lent(RequestSpec { security, ..request }, on(conditions));
		let lasts = |until| mocks::set_asset(AssetId(1), MockAsset { until, ..mocks::asset(AssetId(1)).unwrap() });
		go_to(add_months(TODAY, 11));
		let end = add_months(TODAY, 24);
		lasts(end - 1);
		let short = DispatchError::Other("lien too short");
		assert_noop!(propose(loan, &extension(13)), short);
		lasts(end);
		assert_ok!(propose(loan, &extension(13)));
		lasts(end - 1);
		assert_noop!(sign(CONTROLLER, loan), short);
		lasts(end);
		assert_ok!(sign(CONTROLLER, loan));
	});
}

/// It would stand behind another loan than it signed for. The same amendment proposed later would end later.
#[test]
fn nobody_stands_behind_an_amendment_to_which_it_did_not_agree() {
	test(|| {
		let loan = lent_bullet();
		go_to(add_months(TODAY, 6));
		assert_ok!(propose(loan, &extension(12)));
		let proposed = view(loan).proposed.unwrap();
		let (hash, until) = (proposed.amendment_hash, proposed.valid_until);
		assert_eq!(<Financing as LoanAccounts>::proposed(loan), Some((hash, until)));
		for agreed in [None, Some((H256::zero(), until)), Some((hash, until - 1))] {
			seams::set_agreed(agreed);
			assert_noop!(sign(CONTROLLER, loan), Error::<Test>::GuarantorsNotAgreed);
		}
		seams::set_agreed(Some((hash, until)));
		assert_ok!(sign(CONTROLLER, loan));
		assert_eq!(<Financing as LoanAccounts>::proposed(loan), None);
	});
}

#[test]
fn a_lender_takes_its_proposal_back() {
	test(|| {
		let loan = lent_bullet();
		go_to(add_months(TODAY, 6));
		let withdraw = |who| dispatch(who, Call::withdraw_amendment { loan });
		assert_noop!(withdraw(BANK_KEY), Error::<Test>::NothingProposed);
		seams::told();
		assert_ok!(propose(loan, &extension(12)));
		assert_noop!(withdraw(CONTROLLER), Error::<Test>::NotAuthorized);
		assert_noop!(dispatch(BANK_KEY, Call::withdraw_amendment { loan: LoanId(99) }), Error::<Test>::NotFound);
		assert_ok!(withdraw(BANK_KEY));
		let amendment_hash = hash_of_amendment(loan, &extension(12));
		System::assert_last_event(Event::AmendmentWithdrawn { loan, amendment_hash }.into());
		assert_eq!(view(loan).proposed, None);
		assert_eq!(seams::told(), vec![seams::Told::Lapsed(loan); 2], "guarantors are asked anew by each proposal");
		assert_noop!(
			dispatch(CONTROLLER, Call::accept_amendment { loan, amendment_hash }),
			Error::<Test>::NothingProposed
		);
		// What nobody accepted in time, of a loan that is repaid, goes too.
		assert_ok!(propose(loan, &extension(12)));
		assert_ok!(repay(loan, view(loan).payoff, "ALL"));
		assert_ok!(withdraw(BANK_KEY));
	});
}

#[test]
fn an_extension_changes_nothing_else() {
	test(|| {
		let loan = lent_bullet();
		go_to(add_months(TODAY, 6));
		let wrong: [fn(&mut Conditions); 4] = [
			|new| new.grace_days = 3,
			|new| new.day_count = DayCount::Actual365,
			|new| new.late.surcharge = 100,
			|new| new.pricing = Pricing::Fixed { rate: Rate::basis_points(1_100) },
		];
		for change in wrong {
			let mut other = extension(12);
			change(&mut other.conditions);
			assert_noop!(propose(loan, &other), Error::<Test>::NotAnExtension);
		}
		let mut more = extension(12);
		more.conditions.amount += 1;
		assert_noop!(propose(loan, &more), Error::<Test>::OtherPrincipal);
	});
}

#[test]
fn what_is_in_arrears_is_not_extended() {
	test(|| {
		let loan = lent(request(), offer());
		go_to(add_months(TODAY, 1));
		let left = view(loan).outstanding_principal - view(loan).due.principal;
		let conditions = Conditions { amount: left, tenor: 13, ..conditions() };
		let longer = Amendment { kind: AmendmentKind::Extension, conditions, reschedules_arrears: false };
		assert_noop!(propose(loan, &longer), Error::<Test>::InArrears);
		assert_ok!(repay(loan, 888_488, "R"));
		assert_ok!(propose(loan, &longer));
	});
}

/// Called after three months, restructured over two years, paid on, cured: interest and penalty stay due all the while.
#[test]
fn a_called_loan_is_restructured_and_cured() {
	test(|| {
		receivable(AssetId(1), BANK);
		let secured = RequestSpec { security: vec![AssetId(1)].try_into().unwrap(), ..request() };
		let loan = lent(secured, offer());
		go_to(add_months(TODAY, 1) + 91);
		assert_ok!(dispatch(BANK_KEY, Call::declare_default { loan }));
		assert!(mocks::asset(AssetId(1)).unwrap().defaulted);
		let called = view(loan);
		let cheaper = Pricing::Fixed { rate: Rate::basis_points(900) };
		let new = Conditions { amount: called.outstanding_principal, tenor: 24, pricing: cheaper, ..conditions() };
		let amendment =
			Amendment { kind: AmendmentKind::Restructuring, conditions: new.clone(), reschedules_arrears: true };
		let dearer = Pricing::Fixed { rate: Rate::basis_points(1_201) };
		let wrong = Amendment { conditions: Conditions { pricing: dearer, ..new.clone() }, ..amendment.clone() };
		assert_noop!(propose(loan, &wrong), Error::<Test>::Dearer);
		assert_ok!(propose(loan, &amendment));
		assert_ok!(sign(CONTROLLER, loan));
		let after = view(loan);
		assert_eq!((after.called_on, after.state), (None, LoanState::InDefault));
		assert_eq!((after.due.principal, after.due.interest), (0, called.due.interest));
		assert_eq!(after.due.penalty, called.due.penalty, "nothing that was due is hidden");
		assert!(!mocks::asset(AssetId(1)).unwrap().defaulted);
		assert_noop!(dispatch(BANK_KEY, Call::cure { loan }), Error::<Test>::InArrears);
		assert_ok!(repay(loan, after.due.total, "WHAT IS DUE"));
		assert_noop!(dispatch(CONTROLLER, Call::cure { loan }), Error::<Test>::NotAuthorized);
		assert_ok!(dispatch(BANK_KEY, Call::cure { loan }));
		assert_eq!((view(loan).state, view(loan).cured_on), (LoanState::Active, Some(today())));
		assert_noop!(dispatch(BANK_KEY, Call::cure { loan }), Error::<Test>::WrongState);
	});
}

/// One loan is one observation of its scorecard.
#[test]
fn a_second_default_of_a_cured_loan_counts_no_second_time() {
	test(|| {
		let loan = lent(request(), offer());
		go_to(add_months(TODAY, 1) + 91);
		assert_ok!(dispatch(STRANGER, Call::note_arrears { loan }));
		assert_ok!(repay(loan, view(loan).due.total, "ALL THAT IS DUE"));
		assert_ok!(dispatch(BANK_KEY, Call::cure { loan }));
		let count = || DefaultsOf::<Test>::get(firm(), view_scorecard(loan));
		assert_eq!(count(), 1);
		go_to(add_months(TODAY, 5) + 91);
		assert_ok!(dispatch(STRANGER, Call::note_arrears { loan }));
		assert_eq!((view(loan).state, view(loan).cured_on, count()), (LoanState::InDefault, None, 1));
	});
}

fn view_scorecard(loan: LoanId) -> lingnan_support::ScorecardId {
	Loans::<Test>::get(loan).unwrap().scorecard
}

/// Settled below what is owed: a payment, and the rest forgiven.
#[test]
fn a_loan_is_settled_below_its_payoff() {
	test(|| {
		let loan = lent_bullet();
		pass(30);
		let owed = view(loan).payoff;
		assert_ok!(repay(loan, 8_000_000, "PART"));
		assert_noop!(forgive(CONTROLLER, loan, 1), Error::<Test>::NotAuthorized);
		assert_noop!(forgive(BANK_KEY, loan, owed - 8_000_000 + 1), Error::<Test>::AboveDebt);
		assert_noop!(forgive(BANK_KEY, loan, 0), Error::<Test>::LimitExceeded);
		assert_ok!(forgive(BANK_KEY, loan, owed - 8_000_000));
		let after = view(loan);
		assert_eq!((after.state, after.payoff), (LoanState::Closed, 0));
		assert_eq!((after.repaid.total, after.forgiven.total), (8_000_000, owed - 8_000_000));
		assert_eq!(after.repaid.principal + after.forgiven.principal, 10_000_000);
		assert_noop!(reverse(BANK_KEY, loan, 1), Error::<Test>::NotReversible);
	});
}

/// LENDING 1: the heavier surcharge from the day of the declaration on; the lender takes it back.
#[test]
fn misuse_raises_the_rate_and_is_taken_back() {
	test(|| {
		let loan = lent_bullet();
		let declare = |who| dispatch(who, Call::declare_misuse { loan, evidence: H256::repeat_byte(1) });
		assert_noop!(declare(CONTROLLER), Error::<Test>::NotAuthorized);
		assert_ok!(declare(BANK_KEY));
		assert_eq!(view(loan).rate, Rate::basis_points(3_600), "12 % and twice as much");
		assert_noop!(declare(BANK_KEY), Error::<Test>::AlreadyDeclared);
		let old = renewal_of(loan);
		let application = accepted(old, on(bullet().1));
		assert_noop!(renew(BANK_KEY, application), Error::<Test>::NotInGoodStanding);
		assert_noop!(reverse(CONTROLLER, loan, 0), Error::<Test>::NotReversible);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		assert_eq!(view(loan).rate, Rate::basis_points(1_200));
	});
}

#[test]
fn what_was_signed_is_what_was_shown() {
	test(|| {
		let loan = lent_bullet();
		go_to(add_months(TODAY, 6));
		let (one, other) = (extension(12), extension(11));
		assert_ok!(propose(loan, &one));
		let shown = hash_of_amendment(loan, &one);
		assert_ok!(propose(loan, &other));
		let sign = |amendment_hash| dispatch(CONTROLLER, Call::accept_amendment { loan, amendment_hash });
		assert_noop!(sign(shown), Error::<Test>::TermsMismatch);
		pass(11);
		assert_eq!(view(loan).proposed, None);
		assert_noop!(sign(hash_of_amendment(loan, &other)), Error::<Test>::Expired);
	});
}

/// Offered on a day from which it has two settlements, paid out on one from which it has one.
#[test]
fn a_loan_paid_out_on_a_later_day_than_offered_is_not_locked() {
	test(|| {
		let start = lingnan_support::from_civil(2027, 3, 17).unwrap();
		go_to(start);
		let (request, plain) = (RequestSpec { tenor: 3, ..request() }, conditions());
		let due_days = DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 1 };
		let conditions = Conditions {
			tenor: 3,
			due_days,
			principal_holiday: 1,
			day_count: DayCount::Actual360,
			method: RepaymentMethod::EqualInstalments,
			..plain
		};
		let product = mocks::add_product(BANK, product());
		allow(product, &conditions);
		let id = NextApplication::<Test>::get();
		assert_ok!(Financing::apply(signed(CONTROLLER), firm(), product, request));
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, on(conditions)));
		assert_ok!(accept(CONTROLLER, id));
		go_to(start + 3);
		assert_ok!(pay_out(BANK_KEY, id, "P"));
		assert_ok!(confirm(CONTROLLER, id, "P"));
		let loan = id.loan();
		assert_eq!(Financing::loan(loan).map(|view| view.schedule.len()), Some(1));
		assert_ok!(repay(loan, view(loan).payoff, "ALL"));
		assert_eq!(view(loan).state, LoanState::Closed);
	});
}

/// What came before an extension was signed is recorded after it, with its day.
#[test]
fn a_loan_that_was_repaid_the_day_before_it_was_extended_is_closed() {
	test(|| {
		let loan = lent_bullet();
		go_to(add_months(TODAY, 6));
		let (day, owed) = (today(), view(loan).payoff);
		pass(1);
		assert_ok!(propose(loan, &extension(12)));
		assert_ok!(sign(CONTROLLER, loan));
		assert_ok!(repay_on(loan, owed, "ALL", day));
		assert_eq!((view(loan).state, view(loan).payoff), (LoanState::Closed, 0));
	});
}

/// What misuse adds to the rate is not what a new contract may ask.
#[test]
fn a_restructuring_makes_the_rate_for_misuse_no_rate_of_the_contract() {
	test(|| {
		let loan = lent_bullet();
		assert_ok!(dispatch(BANK_KEY, Call::declare_misuse { loan, evidence: H256::repeat_byte(1) }));
		let pricing = Pricing::Fixed { rate: view(loan).rate };
		let conditions = Conditions { pricing, ..bullet().1 };
		let kind = AmendmentKind::Restructuring;
		let amendment = Amendment { kind, conditions, reschedules_arrears: false };
		assert_noop!(propose(loan, &amendment), Error::<Test>::Dearer);
	});
}

/// Called, asked for, restructured: whoever calls again waits again before the fund is asked.
#[test]
fn a_call_taken_back_takes_back_what_was_asked_of_the_fund() {
	test(|| {
		let loan = lent_bullet();
		let currency = Currency::Cny;
		assert_ok!(Financing::set_compensation(root(), currency, 5_000, 10_000_000));
		go_to(add_months(TODAY, 12) + 91);
		assert_ok!(dispatch(BANK_KEY, Call::declare_default { loan }));
		pass(<Test as Config>::CompensationDays::get());
		assert_ok!(dispatch(BANK_KEY, Call::ask_compensation { loan }));
		let conditions = Conditions { amount: view(loan).outstanding_principal, ..bullet().1 };
		let kind = AmendmentKind::Restructuring;
		assert_ok!(propose(loan, &Amendment { kind, conditions, reschedules_arrears: true }));
		assert_ok!(sign(CONTROLLER, loan));
		let approve = Financing::approve_compensation(signed(REGULATOR), loan);
		assert_noop!(approve, Error::<Test>::WrongState);
	});
}
