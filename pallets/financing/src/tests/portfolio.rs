//! What an institution finds on its lists.

use crate::{mock::*, *};
use lingnan_support::{add_months, ApplicationId, Page, Paging};
use sp_core::H256;

/// The numbers on a page.
fn ids<T, Id>(page: Page<T>, id: impl Fn(&T) -> Id) -> Vec<Id> {
	page.items.iter().map(id).collect()
}

fn loans() -> Vec<LoanId> {
	ids(Financing::loans_by(BANK, Paging::FIRST), |line| line.id)
}

fn repaid() -> Vec<LoanId> {
	ids(Financing::repaid_loans_by(BANK, Paging::FIRST), |line| line.id)
}

fn closed() -> Vec<ApplicationId> {
	ids(Financing::closed_applications(BANK, Paging::FIRST), |view| view.id)
}

#[test]
fn a_bank_sees_its_loans_from_the_statement_of_their_money_on() {
	test(|| {
		let accepted = accepted(request(), offer());
		assert!(loans().is_empty() && closed().is_empty());
		pay_out(BANK_KEY, accepted, "PAY-1").unwrap();
		let line = Financing::loans_by(BANK, Paging::FIRST).items.remove(0);
		assert_eq!((line.id, line.state), (accepted.loan(), LoanState::Stated));

		confirm(CONTROLLER, accepted, "PAY-1").unwrap();
		let line = Financing::loans_by(BANK, Paging::FIRST).items.remove(0);
		let view = Financing::loan(accepted.loan()).unwrap();
		assert_eq!((line.id, line.state, line.enterprise), (accepted.loan(), LoanState::Active, firm()));
		assert_eq!((line.product, line.currency, line.grade), (ProductId(0), view.currency, view.grade));
		assert_eq!(Some(line.ends), view.schedule.last().map(|last| last.due));
		assert_eq!(closed(), [accepted]);
		assert_eq!(Financing::loans_by(OTHER_BANK, Paging::FIRST), Page::default());
	});
}

#[test]
fn a_loan_that_is_repaid_moves_to_the_other_list_and_back_with_the_payment() {
	test(|| {
		let loan = lent(request(), offer());
		let payoff = Financing::loan(loan).unwrap().payoff;
		repay(loan, payoff, "ALL").unwrap();
		assert_eq!((loans(), repaid()), (vec![], vec![loan]));
		assert_eq!(Financing::repaid_loans_by(BANK, Paging::FIRST).items[0].closed_on, Some(today()));
		reverse(BANK_KEY, loan, 0).unwrap();
		assert_eq!((loans(), repaid()), (vec![loan], vec![]));
	});
}

#[test]
fn money_that_never_went_leaves_no_loan_on_the_list() {
	test(|| {
		let id = disbursed(request(), offer());
		Financing::dispute_payment(signed(CONTROLLER), id, H256::zero()).unwrap();
		assert_eq!(Financing::loans_by(BANK, Paging::FIRST).items[0].state, LoanState::Disputed);
		Financing::decide_dispute(signed(REGULATOR), id, Finding::NotPaid).unwrap();
		assert_eq!((loans(), closed()), (vec![], vec![id]));
	});
}

#[test]
fn arrears_are_on_the_list_as_they_are_today() {
	test(|| {
		let loan = lent(request(), offer());
		pass(31 + 40);
		let line = Financing::loans_by(BANK, Paging::FIRST).items.remove(0);
		let view = Financing::loan(loan).unwrap();
		assert!(line.arrears_days > 30, "{line:?}");
		assert_eq!((line.arrears_days, line.material_days), (view.arrears_days, view.material_days));
		assert_eq!(line.arrears_since, view.arrears_since);
	});
}

/// Nobody needs to have recorded the default for it to be seen.
#[test]
fn a_default_that_nobody_noted_is_on_the_list() {
	test(|| {
		let loan = lent(request(), offer());
		let listed = || {
			let line = Financing::loans_by(BANK, Paging::FIRST).items.remove(0);
			assert_eq!(line.default_can_be_noted, Financing::loan(loan).unwrap().default_can_be_noted);
			(line.state, line.material_days, line.default_can_be_noted)
		};
		let first = add_months(TODAY, 1) - TODAY;
		pass(first + 89);
		assert_eq!(listed(), (LoanState::Active, 89, false));
		pass(1);
		assert_eq!(listed(), (LoanState::Active, 90, true));
		pass(30);
		assert_eq!(listed(), (LoanState::Active, 120, true));
		Financing::note_arrears(signed(STRANGER), loan).unwrap();
		assert_eq!(listed(), (LoanState::InDefault, 120, false));
	});
}

#[test]
fn a_missed_deadline_is_listed_once_it_is_recorded() {
	test(|| {
		let id = applied(request());
		pass(6);
		assert_eq!(Financing::missed_deadlines(BANK, Paging::FIRST), Page::default());
		assert!(Financing::inbox(BANK, Paging::FIRST).items[0].deadline_missed, "the inbox says it before");
		Financing::expire(signed(STRANGER), id).unwrap();
		let missed = Financing::missed_deadlines(BANK, Paging::FIRST);
		assert_eq!(ids(missed, |view| view.id), [id]);
		assert_eq!(Financing::missed_deadlines(OTHER_BANK, Paging::FIRST), Page::default());
	});
}

#[test]
fn a_bank_with_many_loans_reads_them_page_by_page() {
	test(|| {
		let small = || offer_of(100_000);
		let all: Vec<_> = (0..5).map(|_| lent(RequestSpec { amount: 100_000, ..request() }, small())).collect();
		let (mut seen, mut after) = (Vec::new(), None);
		loop {
			let Page { items, next } = Financing::loans_by(BANK, Paging { after, limit: Some(2) });
			assert!(items.len() <= 2);
			seen.extend(items.iter().map(|line| line.id));
			after = next;
			if after.is_none() {
				break;
			}
		}
		seen.sort_unstable();
		assert_eq!(seen, all);
	});
}
