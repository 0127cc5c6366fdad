use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{add_months, Paging};

fn go_to(date: u32) {
	set_now(OPENING + u64::from(date - TODAY) * DAY + DAY / 2);
}

/// Due and received on one day, recorded ten days later: no charge, no arrears.
#[test]
fn a_bank_that_records_late_earns_a_penalty() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		go_to(due + 10);
		assert_eq!(Financing::loan(loan).unwrap().due.penalty, 8_885);
		assert_ok!(repay_on(loan, 888_488, "R", due));
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.due.total, view.arrears_days, view.repaid.penalty), (0, 0, 0));
	});
}

/// A payment that becomes known late leaves the books as if it had been known on its day.
#[test]
fn later_entries_are_reckoned_again() {
	let order = |late: bool| {
		let mut view = None;
		test(|| {
			let loan = lent(request(), offer());
			let (first, second) = (add_months(TODAY, 1), add_months(TODAY, 2));
			if !late {
				go_to(first + 5);
				assert_ok!(repay_on(loan, 888_488, "A", first + 5));
			}
			go_to(second);
			assert_ok!(repay_on(loan, 900_000, "B", second));
			go_to(second + 3);
			if late {
				assert_ok!(repay_on(loan, 888_488, "A", first + 5));
				System::assert_last_event(
					Event::Repaid { loan, reference: reference("A"), posting: 1, value_date: first + 5 }.into(),
				);
				let lines = Financing::statement(loan, Paging::FIRST).unwrap().items;
				assert_eq!(lines[0].spent, Owed::of(0, 4_442, 100_000, 0, 784_046));
				assert_eq!(lines.iter().map(|line| line.posting).collect::<Vec<_>>(), [1, 0]);
				assert_eq!(lines[1].outstanding_principal, Financing::loan(loan).unwrap().outstanding_principal);
			}
			view = Financing::loan(loan);
		});
		let view = view.unwrap();
		(view.due, view.payoff, view.repaid, view.outstanding_principal)
	};
	assert_eq!(order(true), order(false));
}

#[test]
fn the_days_are_bounded() {
	test(|| {
		let loan = lent(request(), offer());
		pass(40);
		for day in [TODAY + 41, TODAY + 9] {
			assert_noop!(repay_on(loan, 1, "R", day), Error::<Test>::InvalidValueDate);
		}
		assert_ok!(repay_on(loan, 1, "R", TODAY + 10));
	});
	test(|| {
		let loan = lent(request(), offer());
		assert_noop!(repay_on(loan, 1, "R", TODAY - 1), Error::<Test>::InvalidValueDate);
	});
}

/// What was paid later would have been more than was owed.
#[test]
fn more_is_recorded_than_was_ever_owed() {
	test(|| {
		let loan = lent(request(), offer());
		pass(10);
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert_ok!(repay(loan, payoff - 1, "A"));
		assert_noop!(repay_on(loan, 5_000_000, "B", TODAY + 5), Error::<Test>::AboveDebt);
		assert_ok!(repay_on(loan, 1, "B", TODAY + 10));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Closed);
	});
}

/// One fen came on day 5 and was recorded after what came on day 10: until day 10 there was a debt.
#[test]
fn a_late_entry_closes_the_loan_before_its_last_payment() {
	test(|| {
		let loan = lent(request(), offer());
		pass(10);
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert_ok!(repay(loan, payoff - 1, "A"));
		pass(2);
		assert_ok!(repay_on(loan, 1, "B", TODAY + 5));
		assert_eq!(Financing::loan(loan).unwrap().closed_on, Some(TODAY + 10));
	});
}

/// `pay 17` and `PAY17` are one payment.
#[test]
fn one_payment_is_recorded_twice_under_two_spellings() {
	test(|| {
		let loan = lent(request(), offer());
		assert_ok!(repay(loan, 1_000, "pay 17"));
		for text in ["PAY17", " Pay\t17 "] {
			assert_noop!(repay(loan, 1_000, text), Error::<Test>::AlreadyRecorded);
		}
		assert_noop!(repay(loan, 1_000, "付款17"), Error::<Test>::InvalidReference);
	});
}

#[test]
fn an_account_is_full_at_last_and_can_still_be_closed() {
	test(|| {
		let loan = lent(request(), offer());
		for n in 0..MAX_POSTINGS {
			assert_ok!(repay(loan, 1, &format!("R{n}")));
		}
		assert_noop!(repay(loan, 1, "R"), Error::<Test>::TooManyPostings);
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert_ok!(repay(loan, payoff, "R"));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Closed);
	});
}

/// Attack: a firm that lets entries pile up makes the bank pay for thousands. Charged is what the account holds, and it is bounded.
#[test]
fn an_entry_costs_its_own_account() {
	use frame_support::dispatch::GetDispatchInfo;
	test(|| {
		let loan = lent(request(), offer());
		pass(3);
		let call = |day: u32, text| Call::<Test>::record_repayment {
			loan,
			amount: 10,
			reference: reference(text),
			value_date: day,
		};
		let most = call(TODAY, "R").get_dispatch_info().call_weight;
		let spent = |day, text| {
			use sp_runtime::traits::Dispatchable;
			let done = RuntimeCall::from(call(day, text)).dispatch(signed(BANK_KEY)).unwrap();
			done.actual_weight.unwrap()
		};
		let plain = <()>::record_repayment();
		let reckoned = |postings| plain.saturating_add(Financing::weight_of_reckoning(postings, 12));
		assert_eq!(spent(TODAY + 3, "A"), reckoned(0));
		assert_eq!(spent(TODAY + 1, "B"), reckoned(1));
		assert!(most.all_gte(plain.saturating_add(Financing::weight_of_reckoning(ALL_POSTINGS, MAX_TENOR))));
		// However long it runs and however full it is, a firm's day pays for a signature under a reversal.
		let signature = Call::<Test>::reverse { loan, posting: 0, reason: reference("bounced") };
		let most = signature.get_dispatch_info().call_weight;
		assert!(most.ref_time() < frame_support::weights::constants::WEIGHT_REF_TIME_PER_SECOND / 8, "{most}");
	});
}
