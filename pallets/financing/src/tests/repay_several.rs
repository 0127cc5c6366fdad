use crate::{
	mock::{seams, *},
	*,
};
use frame_support::{assert_ok, weights::Weight};
use lingnan_support::{add_months, Currency, Paging, RegistrationNumber};
use sp_runtime::DispatchResult;

fn go_to(date: u32) {
	set_now(OPENING + u64::from(date - TODAY) * DAY + DAY / 2);
}

struct Paid<'a> {
	loans: &'a [LoanId],
	amount: u64,
	text: &'a str,
	named: Option<LoanId>,
}

fn payment<'a>(loans: &'a [LoanId], text: &'a str, named: Option<LoanId>) -> Paid<'a> {
	Paid { loans, amount: 100, text, named }
}

fn pay_on(who: u64, Paid { loans, amount, text, named }: Paid, value_date: u32) -> DispatchResult {
	let loans = loans.to_vec().try_into().unwrap();
	dispatch(who, Call::repay_several { loans, amount, reference: reference(text), value_date, named })
}

fn pay(paid: Paid) -> DispatchResult {
	pay_on(BANK_KEY, paid, today())
}

/// What each loan got under the reference.
fn parts(loans: &[LoanId], text: &str) -> Vec<u64> {
	let part = |line: StatementLine| match line.entry.entry {
		Entry::Repayment { amount, reference: of } if of == reference(text) => Some(amount),
		_ => None,
	};
	let of =
		|loan: &LoanId| Financing::statement(*loan, Paging::FIRST).unwrap().items.into_iter().filter_map(part).sum();
	loans.iter().map(of).collect()
}

fn due(loan: LoanId) -> u64 {
	Financing::loan(loan).unwrap().due.total
}

/// One with security, and one without, each with an instalment that is due today.
fn secured_and_bare() -> [LoanId; 2] {
	receivable(AssetId(7), BANK);
	let secured = lent(RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() }, offer());
	let bare = lent(request(), offer());
	go_to(add_months(TODAY, 1));
	[secured, bare]
}

#[test]
fn one_payment_is_split_by_the_law() {
	test(|| {
		let loans = secured_and_bare();
		let [secured, bare] = loans;
		let owed = due(bare);
		assert_ok!(pay(Paid { loans: &loans, amount: owed + 500, text: "A", named: None }));
		assert_eq!(parts(&loans, "A"), [500, owed], "of what is due, what has no security first");
		let event = Event::PaymentSplit {
			enterprise: firm(),
			reference: reference("A"),
			value_date: today(),
			loans: loans.to_vec().try_into().unwrap(),
		};
		System::assert_last_event(event.into());
		// Beyond what is due, what is alike but for the security.
		assert_ok!(pay(Paid { loans: &loans, amount: due(secured) + 700, text: "B", named: None }));
		assert_eq!(parts(&loans, "B"), [owed - 500, 700]);
	});
}

#[test]
fn the_debt_that_the_borrower_names_comes_first() {
	test(|| {
		let loans = secured_and_bare();
		let [secured, bare] = loans;
		let owed = due(secured);
		assert_ok!(pay(Paid { loans: &loans, amount: owed + 300, text: "A", named: Some(secured) }));
		assert_eq!(parts(&loans, "A"), [owed + 300, 0], "due or not");
		assert_eq!(Financing::loan(bare).unwrap().postings, 0, "who gets nothing has no entry");
		let rest = Financing::loan(secured).unwrap().payoff;
		assert_ok!(pay(Paid { loans: &loans, amount: rest + 40, text: "B", named: Some(secured) }));
		assert_eq!(parts(&loans, "B"), [rest, 40]);
		assert_eq!(Financing::loan(secured).unwrap().state, LoanState::Closed);
	});
}

/// The first time all of it goes to the loan that has no security; the second time nothing of that one is due any more.
#[test]
fn one_payment_is_recorded_once_whichever_loan_got_it() {
	test(|| {
		let loans = secured_and_bare();
		let owed = due(loans[1]);
		assert_ok!(pay(Paid { loans: &loans, amount: owed, text: "A", named: None }));
		assert_eq!(parts(&loans, "A"), [0, owed]);
		let again = pay(Paid { loans: &loans, amount: owed, text: "a", named: None });
		assert_eq!(again, Err(Error::<Test>::AlreadyRecorded.into()));
		assert_eq!(parts(&loans, "A"), [0, owed]);
	});
}

#[test]
fn a_guarantor_is_security_too() {
	test(|| {
		let loans = [lent(request(), offer()), lent(request(), offer())];
		go_to(add_months(TODAY, 1));
		seams::guarantee(loans[1]);
		assert_ok!(pay(Paid { loans: &loans, amount: 1_000, text: "A", named: None }));
		assert_eq!(parts(&loans, "A"), [1_000, 0]);
	});
}

#[test]
fn what_is_alike_is_paid_in_proportion() {
	test(|| {
		let loans = [lent(request(), offer()), lent(request(), offer())];
		go_to(add_months(TODAY, 1));
		assert_ok!(pay(Paid { loans: &loans, amount: 1_001, text: "A", named: None }));
		assert_eq!(parts(&loans, "A"), [501, 500]);
	});
}

/// What came when the loan with security alone was due, and is recorded when the one without is, too.
#[test]
fn a_payment_is_split_as_of_its_day() {
	test(|| {
		receivable(AssetId(7), BANK);
		let old = lent(RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() }, offer());
		go_to(TODAY + 20);
		let young = lent(request(), offer());
		let day = add_months(TODAY, 1);
		go_to(day);
		let owed = due(old);
		go_to(day + 25);
		assert!(due(young) > 0);
		assert_ok!(pay_on(BANK_KEY, Paid { loans: &[young, old], amount: owed, text: "A", named: None }, day));
		assert_eq!(parts(&[young, old], "A"), [0, owed], "the other was not due then");
		assert_eq!(due(old), 0);
	});
}

#[test]
fn all_of_it_or_nothing() {
	test(|| {
		let loans = secured_and_bare();
		let all: u64 = loans.iter().map(|loan| Financing::loan(*loan).unwrap().payoff).sum();
		let payment = |amount, text| Paid { loans: &loans, amount, text, named: None };
		assert_noop!(pay(payment(all + 1, "A")), Error::<Test>::AboveDebt);
		assert_ok!(repay(loans[0], 1, "A"));
		assert_noop!(pay(payment(all - 1, "A")), Error::<Test>::AlreadyRecorded);
		assert_ok!(pay(payment(all - 1, "B")));
		assert!(loans.iter().all(|loan| Financing::loan(*loan).unwrap().state == LoanState::Closed));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let loan = lent(request(), offer());
		let other = lent(request(), offer());
		for who in [CONTROLLER, OTHER_BANK_KEY, STRANGER] {
			assert_noop!(pay_on(who, payment(&[loan], "A", None), TODAY), Error::<Test>::NotAuthorized);
		}
		assert_noop!(pay(payment(&[], "A", None)), Error::<Test>::NotFound);
		assert_noop!(pay(payment(&[loan, LoanId(99)], "A", None)), Error::<Test>::NotFound);
		assert_noop!(pay(payment(&[loan], "A", Some(other))), Error::<Test>::NotFound);
		assert_noop!(pay(payment(&[loan, loan], "A", None)), Error::<Test>::NotOneDebtor);
		assert_noop!(pay(payment(&[loan, other], "", None)), Error::<Test>::InvalidReference);
		assert_noop!(pay(Paid { amount: 0, ..payment(&[loan], "A", None) }), Error::<Test>::LimitExceeded);
		for day in [TODAY - 1, TODAY + 1] {
			assert_noop!(pay_on(BANK_KEY, payment(&[loan, other], "A", None), day), Error::<Test>::InvalidValueDate);
		}
		let rewrite = |change: fn(&mut Loan)| Loans::<Test>::mutate(other, |loan| change(loan.as_mut().unwrap()));
		rewrite(|loan| loan.enterprise = RegistrationNumber::Mainland([b'9'; 18]));
		assert_noop!(pay(payment(&[loan, other], "A", None)), Error::<Test>::NotOneDebtor);
		rewrite(|loan| loan.enterprise = firm());
		Records::<Test>::mutate(other.application(), |record| {
			record.as_mut().unwrap().terms.as_mut().unwrap().currency = Currency::Hkd;
		});
		assert_noop!(pay(payment(&[loan, other], "A", None)), Error::<Test>::NotOneDebtor);
		Records::<Test>::mutate(other.application(), |record| {
			record.as_mut().unwrap().terms.as_mut().unwrap().currency = Currency::Cny;
		});
		// Sixteen ordinary loans are weighed in one call, two of the longest accounts are not.
		let weight = |loans: &[LoanId]| Financing::weight_of_several(loans);
		let fits = |weight: Weight, loans| weight.all_lte(Financing::most_of_several(loans));
		assert!(fits(weight(&[loan; 16]), 16));
		rewrite(|loan| loan.postings = ALL_POSTINGS);
		Records::<Test>::mutate(other.application(), |record| {
			record.as_mut().unwrap().terms.as_mut().unwrap().conditions.tenor = MAX_TENOR;
		});
		assert!(fits(weight(&[other; 1]), 1) && !fits(weight(&[other; 2]), 2));
		rewrite(|loan| loan.postings = 0);
	});
}
