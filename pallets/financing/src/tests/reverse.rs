use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{add_months, date_of, mocks, Grade, Paging};

fn secured() -> RequestSpec {
	receivable(AssetId(7), BANK);
	RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() }
}

fn go_to(date: u32) {
	set_now(OPENING + u64::from(date - TODAY) * DAY + DAY / 2);
}

/// Due and recorded on the day; ten days later it bounces: the loan was overdue since then, with the penalty of ten days.
#[test]
fn a_bounced_payment_leaves_the_loan_paid() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		go_to(due);
		assert_ok!(repay(loan, 888_488, "R-1"));
		go_to(due + 10);
		assert_eq!(Financing::loan(loan).unwrap().arrears_days, 0);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		System::assert_last_event(
			Event::PostingReversed { loan, posting: 0, reason: reference("bounced"), asked: None }.into(),
		);
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.arrears_since, view.due.penalty), (Some(due), 8_885));
		assert_eq!((view.outstanding_principal, view.repaid.total), (10_000_000, 0));
		assert_eq!(Financing::exposure(&firm())[0].principal, 10_000_000);
		let line = &Financing::statement(loan, Paging::FIRST).unwrap().items[0];
		assert_eq!((line.entry.reversed.is_some(), line.spent.total), (true, 0), "it stays in sight");
		assert_noop!(reverse(BANK_KEY, loan, 0), Error::<Test>::AlreadyReversed);
		// The reference is free for the payment that does come.
		assert_ok!(repay(loan, 888_488, "R-1"));
	});
}

#[test]
fn a_payment_typed_with_two_zeros_too_many_closes_the_loan() {
	test(|| {
		let loan = lent(secured(), offer());
		pass(15);
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert_ok!(repay(loan, payoff, "R-1"));
		assert!(mocks::asset(AssetId(7)).unwrap().discharged);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		System::assert_last_event(Event::LoanReopened { loan, lost: Default::default() }.into());
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.state, view.closed_on, view.payoff), (LoanState::Active, None, payoff));
		assert_eq!(mocks::asset(AssetId(7)).unwrap().loan, Some(loan));
		assert_eq!(Financing::exposure(&firm())[0].principal, 10_000_000);
		assert_ok!(repay(loan, payoff / 100, "R-1"));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Active);
	});
}

#[test]
fn security_that_went_meanwhile_is_named() {
	test(|| {
		let loan = lent(secured(), offer());
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert_ok!(repay(loan, payoff, "R-1"));
		let mut sold = mocks::asset(AssetId(7)).unwrap();
		sold.discharged = false;
		mocks::set_asset(AssetId(7), sold);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		System::assert_last_event(Event::LoanReopened { loan, lost: vec![AssetId(7)].try_into().unwrap() }.into());
	});
}

#[test]
fn a_loan_in_default_lives_again_in_default() {
	test(|| {
		let loan = lent(secured(), offer());
		pass(200);
		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert_ok!(repay(loan, payoff, "R"));
		assert_ok!(reverse(BANK_KEY, loan, 1));
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.state, view.payoff), (LoanState::InDefault, payoff));
		assert_eq!(mocks::defaults_reported(), [(ScorecardId(5), Grade::A, date_of(now()))]);
		assert!(mocks::asset(AssetId(7)).unwrap().defaulted);
	});
}

/// A bank that could take back what it recorded years ago could invent a default.
#[test]
fn a_bank_alone_unwrites_an_old_payment() {
	test(|| {
		let loan = lent(request(), offer());
		assert_ok!(repay(loan, 500_000, "R"));
		pass(10);
		for who in [OTHER_BANK_KEY, STRANGER] {
			assert_noop!(reverse(who, loan, 0), Error::<Test>::NotAuthorized);
		}
		pass(1);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		let reason = reference("bounced");
		System::assert_last_event(
			Event::ReversalAsked { loan, posting: 0, by_lender: true, reason: reason.clone() }.into(),
		);
		assert_eq!(Financing::loan(loan).unwrap().repaid.total, 500_000);
		let line = Financing::statement(loan, Paging::FIRST).unwrap().items.remove(0);
		assert_eq!(line.reversal_asked, Some(AskedReversal { by_lender: true, reason: reason.clone() }));
		assert_ok!(reverse(BANK_KEY, loan, 0));
		assert_eq!(Financing::loan(loan).unwrap().repaid.total, 500_000, "twice the same signature is one");
		let agreed = reference("the payer took it back");
		assert_ok!(dispatch(CONTROLLER, Call::reverse { loan, posting: 0, reason: agreed.clone() }));
		// What each of them said stays in sight.
		let asked = Some(AskedReversal { by_lender: true, reason });
		System::assert_last_event(
			Event::PostingReversed { loan, posting: 0, reason: agreed.clone(), asked: asked.clone() }.into(),
		);
		let reversed = Financing::statement(loan, Paging::FIRST).unwrap().items.remove(0).entry.reversed;
		assert_eq!(reversed, Some(Reversal { at: now(), reason: agreed, asked }));
		assert_eq!(Financing::loan(loan).unwrap().repaid.total, 0);
	});
}

#[test]
fn a_borrower_alone_unwrites_a_payment_of_today() {
	test(|| {
		let loan = lent(request(), offer());
		assert_ok!(repay(loan, 500_000, "R"));
		assert_ok!(reverse(CONTROLLER, loan, 0));
		assert_eq!(Financing::loan(loan).unwrap().repaid.total, 500_000);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		assert_eq!(Financing::loan(loan).unwrap().repaid.total, 0);
	});
}

/// Whoever took a firm's key agrees with the bank that the firm never paid.
#[test]
fn a_frozen_firms_thief_agrees_to_a_reversal() {
	test(|| {
		let loan = lent(request(), offer());
		assert_ok!(repay(loan, 500_000, "R"));
		pass(11);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		freeze(true);
		assert_noop!(reverse(CONTROLLER, loan, 0), sp_runtime::DispatchError::Other("frozen"));
		freeze(false);
		assert_noop!(reverse(OFFICER, loan, 0), sp_runtime::DispatchError::Other("beyond the mandate"));
		assert_eq!(Financing::loan(loan).unwrap().repaid.total, 500_000);
		assert_ok!(reverse(CONTROLLER, loan, 0));
		assert_eq!(Financing::loan(loan).unwrap().repaid.total, 0);
	});
}

/// What a firm once asked for is used against it when it has long forgotten it.
#[test]
fn a_bank_keeps_an_old_agreement_in_the_drawer() {
	test(|| {
		let loan = lent(request(), offer());
		assert_ok!(repay(loan, 500_000, "R"));
		pass(11);
		assert_ok!(reverse(CONTROLLER, loan, 0));
		pass(11);
		assert_eq!(Financing::statement(loan, Paging::FIRST).unwrap().items[0].reversal_asked, None);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		assert_eq!(Financing::loan(loan).unwrap().repaid.total, 500_000, "the bank asks again");
		pass(10);
		assert_ok!(reverse(CONTROLLER, loan, 0));
		assert_eq!(Financing::loan(loan).unwrap().repaid.total, 0);
	});
}

#[test]
fn a_charge_can_be_forgiven_unless_it_was_paid_already() {
	test(|| {
		let loan = lent(request(), offer());
		go_to(add_months(TODAY, 1) + 1);
		assert_ok!(Financing::levy_charge(signed(BANK_KEY), loan, 1_000, reference("letter")));
		pass(100);
		assert_ok!(reverse(BANK_KEY, loan, 0));
		assert_eq!(Financing::loan(loan).unwrap().due.costs, 0);
		assert_ok!(Financing::levy_charge(signed(BANK_KEY), loan, 1_000, reference("letter")));
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert_ok!(repay(loan, payoff, "R"));
		assert_noop!(reverse(BANK_KEY, loan, 1), Error::<Test>::AboveDebt);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let loan = lent(request(), offer());
		assert_noop!(reverse(BANK_KEY, loan, 0), Error::<Test>::NotFound);
		assert_noop!(reverse(BANK_KEY, LoanId(9), 0), Error::<Test>::NotFound);
		pass(200);
		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
		assert_noop!(reverse(BANK_KEY, loan, 0), Error::<Test>::NotReversible);
		assert_ok!(repay(loan, 1, "R"));
		let unsaid = Call::reverse { loan, posting: 1, reason: Default::default() };
		assert_noop!(dispatch(BANK_KEY, unsaid), Error::<Test>::InvalidName);
	});
}

/// Declared were all entries twice and the beginning of a loan that has begun: more than a firm's allowance of a day. Charged
/// is what was read.
#[test]
fn a_firm_cannot_pay_for_its_signature_under_a_reversal() {
	use frame_support::dispatch::GetDispatchInfo;
	use sp_runtime::traits::Dispatchable;
	test(|| {
		let loan = lent(request(), offer());
		for n in 0..3 {
			assert_ok!(repay(loan, 1_000, &format!("R{n}")));
		}
		let call = |posting| Call::<Test>::reverse { loan, posting, reason: reference("bounced") };
		let most = call(1).get_dispatch_info().call_weight;
		assert!(most.all_gte(<()>::reverse().saturating_add(Financing::weight_of_reckoning(ALL_POSTINGS, MAX_TENOR))));
		let spent =
			|who, posting| RuntimeCall::from(call(posting)).dispatch(signed(who)).unwrap().actual_weight.unwrap();
		let read = <()>::reverse().saturating_add(Financing::weight_of_reckoning(3, 12));
		assert_eq!(spent(CONTROLLER, 1), read);
		for posting in [1, 2] {
			assert_eq!(spent(BANK_KEY, posting), read, "{posting}");
		}
	});
}

/// Four wrong references used up a firm's day: a refusal took all that any such call could.
#[test]
fn a_mistyped_call_uses_up_a_firms_day() {
	use frame_support::dispatch::GetDispatchInfo;
	use sp_runtime::traits::Dispatchable;
	let refused = |call: Call<Test>, error: Error<Test>| {
		let most = call.get_dispatch_info().call_weight;
		let refused = RuntimeCall::from(call).dispatch(signed(CONTROLLER)).unwrap_err();
		assert_eq!(refused.error, error.into());
		(refused.post_info.actual_weight.unwrap(), most)
	};
	test(|| {
		let application = disbursed(request(), offer());
		let (took, _) = refused(
			Call::confirm_receipt { application, reference: reference("OTHER") },
			Error::<Test>::ReferenceMismatch,
		);
		assert_eq!(took, Financing::weight_of_beginning(0));
	});
	test(|| {
		let loan = lent(request(), offer());
		assert_ok!(repay(loan, 1_000, "R"));
		let (took, most) =
			refused(Call::reverse { loan, posting: 7, reason: reference("bounced") }, Error::<Test>::NotFound);
		assert_eq!(took, <()>::reverse().saturating_add(Financing::weight_of_reckoning(1, 12)));
		assert!(2 * took.ref_time() < most.ref_time(), "{took} of {most}");
	});
}
