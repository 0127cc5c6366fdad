use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{add_months, conditions::Conditions, Currency, Date};
use sp_runtime::DispatchResult;

fn go_to(date: Date) {
	set_now(OPENING + u64::from(date - TODAY) * DAY + DAY / 2);
}

fn pay(who: u64, amount: u64, named: Option<LoanId>) -> DispatchResult {
	let (currency, reference, value_date) = (Currency::Cny, reference("ONE PAYMENT"), today());
	dispatch(who, Call::record_payment { enterprise: firm(), currency, amount, reference, value_date, named })
}

/// Two loans of a firm at one bank, both 31 days old: an instalment is due on one, nothing on the other.
fn two_loans() -> (LoanId, LoanId) {
	let bullet = RequestSpec { method: RepaymentMethod::Bullet, ..request() };
	let later = lent(bullet, on(Conditions { method: RepaymentMethod::Bullet, ..conditions() }));
	let due = lent(request(), offer());
	go_to(add_months(TODAY, 1));
	(later, due)
}

fn repaid(loan: LoanId) -> u64 {
	Financing::loan(loan).unwrap().repaid.total
}

/// Civil Code 560: the debtor names the debt; without a name what is due comes first.
#[test]
fn the_borrower_names_the_debt_and_else_what_is_due_comes_first() {
	test(|| {
		let (later, due) = two_loans();
		assert_ok!(pay(BANK_KEY, 1_000_000, None));
		let rest = 1_000_000 - 888_488;
		assert_eq!(repaid(due) + repaid(later), 1_000_000);
		assert!(repaid(due) >= 888_488 && repaid(later) <= rest);
	});
	test(|| {
		let (later, due) = two_loans();
		assert_ok!(pay(BANK_KEY, 1_000_000, Some(later)));
		assert_eq!((repaid(later), repaid(due)), (1_000_000, 0));
		let entry = Financing::statement(later, lingnan_support::Paging::FIRST).unwrap().items.remove(0);
		assert!(matches!(entry.entry.entry, Entry::Repayment { amount: 1_000_000, .. }));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let (later, due) = two_loans();
		let owed = [later, due].map(|loan| Financing::loan(loan).unwrap().payoff).iter().sum::<u64>();
		assert_noop!(pay(BANK_KEY, owed + 1, None), Error::<Test>::AboveDebt);
		for who in [OTHER_BANK_KEY, CONTROLLER, STRANGER] {
			assert_noop!(pay(who, 1, None), Error::<Test>::NotAuthorized);
		}
		assert_noop!(pay(BANK_KEY, 1, Some(LoanId(9))), Error::<Test>::NotFound);
		assert_ok!(pay(BANK_KEY, owed, None));
		assert_eq!(Financing::loan(later).unwrap().state, LoanState::Closed);
		assert_noop!(pay(BANK_KEY, 1, None), Error::<Test>::NotFound);
	});
}
