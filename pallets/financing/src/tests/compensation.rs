use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::{
	conditions::{Claim, Conditions, Order, Pricing, Rate},
	Currency, LoanAccounts, MAX_AMOUNT,
};
use sp_runtime::DispatchError::BadOrigin;

const CNY: Currency = Currency::Cny;

fn called() -> LoanId {
	let loan = lent(request(), offer());
	pass(200);
	assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
	loan
}

fn ask(loan: LoanId) -> sp_runtime::DispatchResult {
	Financing::ask_compensation(signed(BANK_KEY), loan)
}

fn approve(loan: LoanId) -> sp_runtime::DispatchResult {
	Financing::approve_compensation(signed(REGULATOR), loan)
}

fn compensated() -> LoanId {
	let loan = called();
	pass(90);
	assert_ok!(ask(loan));
	assert_ok!(approve(loan));
	loan
}

#[test]
fn the_fund_pays_its_share_until_its_budget_is_spent() {
	test(|| {
		assert_ok!(Financing::set_compensation(root(), CNY, 3_000, 5_000_000));
		System::assert_last_event(Event::CompensationSet { currency: CNY, share: 3_000, budget: 5_000_000 }.into());
		let first = compensated();
		System::assert_last_event(Event::Compensated { loan: first, institution: BANK }.into());
		let second = compensated();
		assert_eq!(Financing::loan(second).unwrap().compensated, 2_000_000, "what was left");
		let third = compensated();
		assert_eq!(Financing::loan(third).unwrap().compensated, 0);
		// Whose security is not the lender's alone to give back.
		assert_eq!([first, second, third].map(Financing::fund_has_paid), [true, true, false]);
		assert_eq!(Financing::funds(), [FundView { currency: CNY, share: 3_000, budget: 5_000_000, paid: 5_000_000 }]);
		assert_noop!(Financing::set_compensation(root(), CNY, 3_000, 4_999_999), Error::<Test>::LimitExceeded);
	});
}

/// A bank and a firm make a loan up, and agree that it failed.
#[test]
fn a_loan_made_up_in_a_day_draws_the_fund() {
	test(|| {
		assert_ok!(Financing::set_compensation(root(), CNY, 3_000, 5_000_000));
		let loan = lent(request(), offer());
		assert_noop!(Financing::declare_default(signed(BANK_KEY), loan), Error::<Test>::NotInArrears);
		assert_noop!(ask(loan), Error::<Test>::WrongState);
		assert_noop!(approve(loan), Error::<Test>::WrongState);
		pass(200);
		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
		assert_eq!(Financing::loan(loan).unwrap().compensated, 0, "nobody approved");
		pass(89);
		assert_noop!(ask(loan), Error::<Test>::TooEarly);
		pass(1);
		assert_noop!(approve(loan), Error::<Test>::WrongState);
		assert_ok!(ask(loan));
		System::assert_last_event(Event::CompensationAsked { loan }.into());
		assert_noop!(ask(loan), Error::<Test>::AlreadyAsked);
		for who in [BANK_KEY, CONTROLLER, STRANGER] {
			assert_noop!(Financing::approve_compensation(signed(who), loan), BadOrigin);
		}
		assert_ok!(approve(loan));
		assert_noop!(approve(loan), Error::<Test>::WrongState);
	});
}

/// Principal 200,000.00, half of it covered; recovered 60,000.00, of which 4,000.00 were costs: the fund bears 72,000.00,
/// half of the net loss of 144,000.00.
#[test]
fn a_bank_keeps_what_it_recovers_and_the_funds_money_too() {
	test(|| {
		assert_ok!(Financing::set_compensation(root(), CNY, 5_000, 100_000_000));
		let free = on(Conditions {
			amount: 20_000_000,
			pricing: Pricing::Fixed { rate: Rate::basis_points(600) },
			method: RepaymentMethod::Bullet,
			tenor: 1,
			// What is recovered goes to costs and principal: lateness is paid last.
			order: Order {
				claims: [Claim::Costs, Claim::Interest, Claim::Principal, Claim::Fees, Claim::Penalty],
				by_day: false,
			},
			..conditions()
		});
		let request = RequestSpec { amount: 20_000_000, method: RepaymentMethod::Bullet, tenor: 1, ..request() };
		let loan = lent(request, free);
		pass(150);
		let interest = Financing::loan(loan).unwrap().due.interest;
		assert_ok!(repay(loan, interest, "INTEREST"));
		assert_ok!(Financing::declare_default(signed(BANK_KEY), loan));
		pass(90);
		assert_ok!(ask(loan));
		assert_ok!(approve(loan));
		assert_eq!(Financing::loan(loan).unwrap().compensated, 10_000_000);
		assert_ok!(Financing::levy_charge(signed(BANK_KEY), loan, 400_000, reference("auction")));
		assert_eq!(<Financing as LoanAccounts>::credit(loan, 6_000_000, LienId(3)), Ok(6_000_000));
		assert_eq!(Financing::loan(loan).unwrap().compensated, 7_200_000);
		assert_eq!(Funds::<Test>::get(CNY).unwrap().paid, 7_200_000);
		System::assert_has_event(Event::CompensationSettled { loan }.into());
		// Repaid after all: the fund has everything back. Reversed: it bears its part again.
		let payoff = Financing::loan(loan).unwrap().payoff;
		assert_ok!(repay(loan, payoff, "ALL"));
		assert_eq!(Funds::<Test>::get(CNY).unwrap().paid, 0);
		let last = Financing::loan(loan).unwrap().postings - 1;
		assert_ok!(reverse(BANK_KEY, loan, last));
		assert_eq!(Funds::<Test>::get(CNY).unwrap().paid, 7_200_000);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		assert_noop!(Financing::set_compensation(signed(BANK_KEY), CNY, 1, 1), BadOrigin);
		assert_noop!(Financing::set_compensation(root(), CNY, 10_001, 1), Error::<Test>::LimitExceeded);
		assert_noop!(Financing::set_compensation(root(), CNY, 1, MAX_AMOUNT + 1), Error::<Test>::LimitExceeded);
		let loan = called();
		pass(90);
		assert_noop!(ask(loan), Error::<Test>::NotFound);
		assert_noop!(ask(LoanId(9)), Error::<Test>::NotFound);
		assert_noop!(approve(LoanId(9)), Error::<Test>::NotFound);
		assert_ok!(Financing::set_compensation(root(), CNY, 3_000, 5_000_000));
		for who in [CONTROLLER, OTHER_BANK_KEY] {
			assert_noop!(Financing::ask_compensation(signed(who), loan), Error::<Test>::NotAuthorized);
		}
	});
}
