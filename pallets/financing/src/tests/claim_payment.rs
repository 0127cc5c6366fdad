use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::add_months;
use sp_core::H256;

fn shown() -> H256 {
	H256::repeat_byte(6)
}

fn claim(loan: LoanId, amount: u64, text: &str, value_date: u32) -> sp_runtime::DispatchResult {
	let call = Call::claim_payment { loan, amount, reference: reference(text), value_date, evidence: shown() };
	dispatch(CONTROLLER, call)
}

fn refuse(who: u64, loan: LoanId, text: &str) -> sp_runtime::DispatchResult {
	dispatch(who, Call::refuse_claim { loan, reference: reference(text), reason: reference("no such payment") })
}

#[test]
fn a_payment_that_the_bank_does_not_record_is_in_sight() {
	test(|| {
		let loan = lent(request(), offer());
		pass(2);
		assert_ok!(claim(loan, 888_488, "my 1", TODAY + 1));
		System::assert_last_event(
			Event::PaymentClaimed {
				loan,
				reference: reference("my 1"),
				value_date: TODAY + 1,
				evidence: shown(),
				answer_by: TODAY + 12,
			}
			.into(),
		);
		pass(10);
		assert!(!Financing::loan(loan).unwrap().claims[0].overdue);
		pass(1);
		assert!(Financing::loan(loan).unwrap().claims[0].overdue);
		// Recording it, from whatever day the borrower stated, answers it.
		pass(60);
		assert_ok!(repay_on(loan, 888_488, "MY1", TODAY + 1));
		assert_eq!(Financing::loan(loan).unwrap().claims, []);
	});
}

/// The borrower paid; the bank records nothing and calls the loan.
#[test]
fn a_bank_hides_a_payment_and_declares_default() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		set_now(OPENING + u64::from(due - TODAY + 89) * DAY);
		assert_ok!(claim(loan, 888_488, "X", due));
		pass(30);
		assert_noop!(Financing::declare_default(signed(BANK_KEY), loan), Error::<Test>::ClaimUnanswered);
		for who in [CONTROLLER, OTHER_BANK_KEY, STRANGER] {
			assert_noop!(refuse(who, loan, "X"), Error::<Test>::NotAuthorized);
		}
		assert_noop!(refuse(BANK_KEY, loan, "Y"), Error::<Test>::NotFound);
		assert_ok!(refuse(BANK_KEY, loan, " x"));
		let reason = reference("no such payment");
		System::assert_last_event(Event::ClaimRefused { loan, reference: reference(" x"), reason }.into());
		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
	});
}

/// Neither the lender that answers nothing nor the borrower that claims without end hides a default for long.
#[test]
fn a_bank_and_a_firm_hide_a_default_behind_a_claim() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		set_now(OPENING + u64::from(due - TODAY + 89) * DAY);
		assert_ok!(claim(loan, 1, "X", today()));
		pass(10);
		assert_ok!(Financing::note_arrears(signed(STRANGER), loan));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Active, "the lender has its days to answer");
		pass(1);
		assert_ok!(Financing::note_arrears(signed(STRANGER), loan));
		assert_eq!(Financing::loan(loan).unwrap().state, LoanState::InDefault);
	});
}

/// One claim after another: a colluding bank is not even needed, for eight can be open at once.
#[test]
fn a_firm_renews_its_claim_every_ten_days_and_hides_its_default() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		for (n, day) in [80, 89, 95, 100].into_iter().enumerate() {
			set_now(OPENING + u64::from(due - TODAY + day) * DAY);
			assert_ok!(claim(loan, 1, &format!("C{n}"), today()));
			assert_ok!(Financing::note_arrears(signed(STRANGER), loan));
			let noted = Financing::loan(loan).unwrap().state;
			assert_eq!(noted, if day < 100 { LoanState::Active } else { LoanState::InDefault }, "day {day}");
		}
	});
}

/// Each new claim would stop the bank's call, whatever it answered before.
#[test]
fn a_firm_stops_the_call_of_its_loan_by_a_claim_in_each_block() {
	test(|| {
		let loan = lent(request(), offer());
		let due = add_months(TODAY, 1);
		set_now(OPENING + u64::from(due - TODAY + 90) * DAY);
		assert_ok!(claim(loan, 1, "late", today()));
		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let loan = lent(request(), offer());
		let by = |who| Call::claim_payment {
			loan,
			amount: 1,
			reference: reference(&format!("by {who}")),
			value_date: TODAY,
			evidence: shown(),
		};
		for who in [BANK_KEY, STRANGER] {
			assert_noop!(dispatch(who, by(who)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(claim(LoanId(9), 1, "R", TODAY), Error::<Test>::NotFound);
		assert_noop!(claim(loan, 0, "R", TODAY), Error::<Test>::LimitExceeded);
		assert_noop!(claim(loan, 1, "", TODAY), Error::<Test>::InvalidReference);
		for day in [TODAY - 1, TODAY + 1] {
			assert_noop!(claim(loan, 1, "R", day), Error::<Test>::InvalidValueDate);
		}
		assert_ok!(repay(loan, 1, "R"));
		assert_noop!(claim(loan, 1, "r", TODAY), Error::<Test>::AlreadyRecorded);
		for n in 0..MAX_CLAIMS {
			assert_ok!(claim(loan, 1, &format!("C{n}"), TODAY));
		}
		assert_noop!(claim(loan, 1, "C0", TODAY), Error::<Test>::AlreadyClaimed);
		assert_noop!(claim(loan, 1, "C", TODAY), Error::<Test>::TooManyClaims);
		assert_ok!(refuse(BANK_KEY, loan, "C0"));
		assert_ok!(claim(loan, 1, "C", TODAY));
	});
}
