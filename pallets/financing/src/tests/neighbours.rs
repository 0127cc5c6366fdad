//! What guarantors and credit lines are told, and what they and others are answered.

use crate::{
	mock::{seams::*, *},
	*,
};
use frame_support::{assert_ok, dispatch::GetDispatchInfo, weights::Weight};
use lingnan_support::{
	add_months,
	conditions::{BorneBy, Conditions, Cost, CostItem},
	mocks, Currency, GuaranteeId, LineId, LoanAccounts, Paging, Text,
};
use sp_runtime::{traits::Dispatchable, DispatchError};

const LINE: LineId = LineId(2);

fn under_line() -> RequestSpec {
	RequestSpec { line: Some(LINE), ..request() }
}

#[test]
fn guarantors_hear_of_a_loans_life() {
	test(|| {
		let loan = lent(request(), offer());
		assert_eq!(told(), [Told::Bound(loan)]);
		pass(200);
		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert_ok!(repay(loan, payoff, "ALL"));
		assert_ok!(reverse(BANK_KEY, loan, 1));
		assert_eq!(told(), [Told::Called(loan), Told::Discharged(loan), Told::Restored(loan)]);
	});
}

/// The borrower owes to the guarantor what that paid: the account shows it, and nobody pays for more than is owed.
#[test]
fn what_a_guarantor_pays_stays_owed() {
	test(|| {
		let loan = lent(request(), offer());
		let guarantee = GuaranteeId(3);
		assert_eq!(Financing::credit_guarantee(loan, 6_000_000, guarantee), Ok(6_000_000));
		System::assert_last_event(Event::GuaranteeCredited { loan, guarantee, posting: 0 }.into());
		let view = Financing::loan(loan).unwrap();
		assert_eq!((view.payoff, view.state, view.repaid.total), (10_000_000, LoanState::Active, 0));
		// Half of it is recovered, and 40 % of the rest is the other's: what the first paid once is more than what is owed now.
		assert_ok!(repay(loan, 5_000_000, "HALF"));
		assert_eq!(Financing::credit_guarantee(loan, 2_000_000, GuaranteeId(4)), Ok(2_000_000));
		assert_eq!(Financing::credit_guarantee(loan, 6_000_000, guarantee), Ok(5_000_000), "no more than is owed");
		assert_eq!(Financing::credit_guarantee(LoanId(9), 1, guarantee), Err(Error::<Test>::NotFound.into()));
		assert_ok!(repay(loan, 5_000_000, "ALL"));
		assert_eq!(Financing::credit_guarantee(loan, 1, guarantee), Err(Error::<Test>::WrongState.into()));
	});
}

#[test]
fn a_line_is_drawn_at_acceptance_and_free_again_as_principal_comes_back() {
	test(|| {
		assert_noop!(
			Financing::apply(signed(CONTROLLER), firm(), ProductId(0), under_line()),
			DispatchError::Other("no line")
		);
		set_line(10_000_000);
		let id = offered(under_line(), offer());
		assert_eq!(told(), []);
		set_line(9_999_999);
		assert_noop!(accept(CONTROLLER, id), DispatchError::Other("no room under the line"));
		set_line(10_000_000);
		assert_ok!(accept(CONTROLLER, id));
		assert_eq!(told(), [Told::Drawn(LINE, 10_000_000)]);
		assert_ok!(pay_out(BANK_KEY, id, "P"));
		assert_ok!(confirm(CONTROLLER, id, "P"));
		let loan = id.loan();
		assert_ok!(repay(loan, 3_000_000, "R"));
		assert_ok!(reverse(BANK_KEY, loan, 0));
		assert_eq!(told(), [Told::Bound(loan), Told::Repaid(LINE, 3_000_000), Told::Redrawn(LINE, 3_000_000)]);
	});
	test(|| {
		set_line(10_000_000);
		let id = accepted(under_line(), offer());
		assert_ok!(Financing::decline(signed(BANK_KEY), id, DeclineReason::Capacity));
		assert_eq!(told(), [Told::Drawn(LINE, 10_000_000), Told::Released(LINE, 10_000_000)]);
	});
}

#[test]
fn others_are_answered_about_loans_and_what_becomes_one() {
	test(|| {
		let id = applied(request());
		assert_eq!(Financing::pending(id), None);
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		assert_eq!(Financing::pending(id), Some((BANK, firm(), Currency::Cny)));
		assert_ok!(accept(CONTROLLER, id));
		assert_ok!(pay_out(BANK_KEY, id, "P"));
		assert_eq!((Financing::facts(id.loan()), Financing::open_at(BANK, &firm())), (None, vec![]));
		assert_ok!(confirm(CONTROLLER, id, "P"));
		assert_eq!(Financing::pending(id), None);
		let due = add_months(TODAY, 1);
		set_now(OPENING + u64::from(due - TODAY + 40) * DAY);
		let facts = Financing::facts(id.loan()).unwrap();
		let view = Financing::loan(id.loan()).unwrap();
		assert_eq!((facts.payoff, facts.outstanding_principal), (view.payoff, 10_000_000));
		assert_eq!((facts.due_since, facts.material_days), (Some(due), view.material_days));
		assert_eq!((facts.started, facts.maturity), (TODAY, add_months(TODAY, 12)));
		assert_eq!(Financing::open_at(BANK, &firm()), [id.loan()]);
		assert_eq!(Financing::open_at(OTHER_BANK, &firm()), []);
		assert_ok!(repay(id.loan(), view.payoff, "ALL"));
		assert_eq!(Financing::open_at(BANK, &firm()), []);
		assert_eq!(Financing::loans_by(BANK, Paging::FIRST).items.len(), 0);
	});
}

/// The fee of a line is levied on the line: once more on the sheet of a drawdown would be twice.
#[test]
fn the_fee_of_a_line_is_no_cost_of_a_drawdown() {
	test(|| {
		set_line(10_000_000);
		let product = mocks::add_product(BANK, product());
		let fee = Cost {
			item: CostItem::Commitment,
			payee: Default::default(),
			amount: 100,
			after: 0,
			borne_by: BorneBy::Borrower,
		};
		let conditions = Conditions { costs: vec![fee].try_into().unwrap(), ..conditions() };
		allow(product, &conditions);
		for (line, refused) in [(Some(LINE), true), (None, false)] {
			let id = NextApplication::<Test>::get();
			assert_ok!(Financing::apply(signed(CONTROLLER), firm(), product, RequestSpec { line, ..request() }));
			let offered = Financing::make_offer(signed(BANK_KEY), id, on(conditions.clone()));
			assert_eq!(offered == Err(Error::<Test>::InvalidCost.into()), refused, "{offered:?}");
			assert_eq!(offered.is_ok(), !refused);
			assert_ok!(Financing::decline(signed(BANK_KEY), id, DeclineReason::Capacity));
		}
	});
}

/// What a call declared at most, and what it took.
fn weights(who: u64, call: Call<Test>) -> (Weight, Weight) {
	let most = call.get_dispatch_info().call_weight;
	let spent = RuntimeCall::from(call).dispatch(signed(who)).unwrap().actual_weight.unwrap();
	assert!(spent.all_lte(most), "{spent:?} of {most:?}");
	(most, spent)
}

/// Attack: a firm has a block filled by what its many guarantors are told, for the price of a short no.
#[test]
fn who_ends_an_application_pays_for_all_that_it_frees() {
	use lingnan_support::{Guarantees as _, Lines as _};
	type Own = <Test as Config>::WeightInfo;
	let told = seams::Guarantees::weight();
	let freed = Own::closing().saturating_add(seams::Lines::weight());
	let decline = |application| Call::decline { application, reason: DeclineReason::Capacity };
	test(|| {
		set_line(10_000_000);
		let id = applied(request());
		let most = Own::decline().saturating_add(freed).saturating_add(told);
		assert_eq!(weights(BANK_KEY, decline(id)), (most, Own::decline()), "nothing hung on it");

		let id = offered(request(), offer());
		guarantee(id.loan());
		let refuse = Call::refuse_offer { application: id };
		let spent = Own::refuse_offer().saturating_add(told);
		assert_eq!(weights(CONTROLLER, refuse), (spent, spent));

		let id = accepted(under_line(), offer());
		guarantee(id.loan());
		assert_eq!(weights(BANK_KEY, decline(id)), (most, most), "all that can hang on it");
	});
}

/// What is paid back of a drawdown is told to its line, and paid for.
#[test]
fn an_entry_under_a_line_costs_what_the_line_hears() {
	use lingnan_support::Lines as _;
	let spent = |line| {
		let mut weight = Weight::zero();
		test(|| {
			set_line(10_000_000);
			let loan = lent(RequestSpec { line, ..request() }, offer());
			let (amount, value_date) = (1, Financing::today());
			let reference = Text(b"R".to_vec().try_into().unwrap());
			weight = weights(BANK_KEY, Call::record_repayment { loan, amount, reference, value_date }).1;
		});
		weight
	};
	assert_eq!(spent(Some(LINE)), spent(None).saturating_add(seams::Lines::weight()));
}
