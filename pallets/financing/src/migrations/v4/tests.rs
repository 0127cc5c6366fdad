use super::*;
use crate::mock::*;
use lingnan_lending::schedule::Plan;
use lingnan_support::{add_months, mocks, Currency, Paging};
use proptest::prelude::*;
use sp_core::H256;

/// Terms of version 3 as they were: 12 % a year, 36 % on what is late, a fee of 7 yuan.
fn old_terms(terms: &Terms) -> v3::Terms {
	let Terms { application, product, institution, enterprise, currency, conditions, security, valid_until, .. } =
		terms;
	let Pricing::Fixed { rate } = conditions.pricing else { panic!("version 3 had no other") };
	v3::Terms {
		application: *application,
		product: *product,
		institution: *institution,
		enterprise: enterprise.clone(),
		currency: *currency,
		amount: conditions.amount,
		rate: rate.rounded(),
		tenor: conditions.tenor,
		method: conditions.method,
		penalty_rate: 3 * rate.rounded(),
		arrangement_fee: conditions.costs.iter().map(|cost| cost.amount).sum(),
		security: security.clone(),
		valid_until: *valid_until,
	}
}

/// Writes every record as version 3 would have written it. Once: afterwards there is nothing of today's form.
pub fn as_version_three() {
	if Records::<Test>::iter_keys().next().is_none() {
		return;
	}
	let loans: Vec<_> = Loans::<Test>::iter().collect();
	for (id, loan) in loans {
		let account = Financing::account_of(id, loan.clone()).unwrap();
		let books = account.on(account.last_day()).unwrap();
		let terms = old_terms(&account.terms);
		let cover = Covers::<Test>::take(id);
		let ledger = v3::Ledger {
			method: terms.method,
			amount: terms.amount,
			rate: terms.rate,
			penalty_rate: terms.penalty_rate,
			tenor: terms.tenor,
			started: loan.started,
			instalment: 0,
			billed: 0,
			unbilled: books.outstanding_principal(),
			bills: vec![],
			charges: 0,
			penalty: 0,
			penalty_paid: 0,
			principal_days: 0,
			interest_ahead: 0,
			reckoned: account.last_day(),
			repaid_charges: 0,
			repaid_interest: books.repaid().interest,
			repaid_principal: books.repaid().principal,
		};
		let old = v3::Loan {
			terms,
			scorecard: loan.scorecard,
			grade: loan.grade,
			ledger,
			postings: loan.postings,
			state: loan.state,
			defaulted_on: loan.defaulted_on,
			called_on: loan.called_on,
			noted: loan.noted,
			claims: loan.claims,
			closed_on: loan.closed_on,
			written_off: loan.written_off,
			asked_on: loan.asked_on,
			cover: cover.map(|cover| (cover.principal, cover.granted)),
			compensated: cover.map_or(0, |cover| cover.bears),
			levied: books.levied(),
		};
		v3::Loans::<Test>::insert(id, old);
	}
	let applications: Vec<_> = Applications::<Test>::iter().collect();
	for (id, application) in applications {
		let Record { request, terms, .. } = Records::<Test>::take(id).unwrap();
		let RequestSpec { amount, currency, tenor, method, security, .. } = request;
		let old = v3::Application {
			enterprise: application.enterprise,
			product: application.product,
			institution: application.institution,
			request: v3::Request { amount, currency, tenor, method, security },
			scorecard: application.scorecard,
			grade: application.grade,
			filed_at: application.filed_at,
			decide_by: application.decide_by,
			deadline_missed: application.deadline_missed,
			state: application.state,
			terms: terms.as_ref().map(old_terms),
			offered_on: application.offered_on,
			reservation: application.reservation,
		};
		v3::Applications::<Test>::insert(id, old);
	}
	StorageVersion::new(BEFORE.into()).put::<Financing>();
}

/// What version 3 could offer, with a fee.
fn old_offer() -> OfferSpec {
	let mut conditions = conditions();
	conditions.late.misuse = 5_000;
	conditions.prepayment = Effect::Shorter;
	conditions.order.claims = [Claim::Costs, Claim::Fees, Claim::Penalty, Claim::Interest, Claim::Principal];
	let cost = Cost {
		item: CostItem::Arrangement,
		payee: Text::default(),
		amount: 700,
		after: 0,
		borne_by: BorneBy::Borrower,
	};
	conditions.costs.try_push(cost).unwrap();
	on(conditions)
}

/// An application in every state, and a loan in every state that the chain of today knows.
fn chain() {
	mocks::set_consent(&firm(), BANK, 100);
	Financing::set_compensation(root(), Currency::Cny, 3_000, 5_000_000).unwrap();
	let lend = || lent(request(), old_offer());
	let calls = |loan| Financing::declare_default(signed(BANK_KEY), loan).unwrap();
	// They stay late.
	let (late, noted, called, covered) = (lend(), lend(), lend(), lend());
	receivable(AssetId(7), BANK);
	let secured = lent(RequestSpec { security: vec![AssetId(7)].try_into().unwrap(), ..request() }, old_offer());
	let due = add_months(TODAY, 1) - TODAY;
	repay(late, 500_000, "part").unwrap();
	pass(due + 10);
	Financing::levy_charge(signed(BANK_KEY), late, 1_000, reference("letter")).unwrap();
	repay(late, 600_000, "late").unwrap();
	pass(90);
	Financing::note_arrears(signed(STRANGER), noted).unwrap();
	Financing::write_off(signed(BANK_KEY), noted, 1_000).unwrap();
	calls(called);
	calls(covered);
	calls(secured);
	<Financing as lingnan_support::LoanAccounts>::credit(secured, 3_000_000, LienId(3)).unwrap();
	pass(90);
	Financing::ask_compensation(signed(BANK_KEY), covered).unwrap();
	Financing::approve_compensation(signed(REGULATOR), covered).unwrap();
	// They are on time.
	let (paid, ahead, closed, closed_late, wrong) = (lend(), lend(), lend(), lend(), lend());
	repay(ahead, 3_000_000, "ahead").unwrap();
	repay(wrong, 5_000_000, "wrong").unwrap();
	reverse(BANK_KEY, wrong, 0).unwrap();
	let stated = |loan, text: &str| {
		let (reference, evidence) = (reference(text), H256::zero());
		dispatch(CONTROLLER, Call::claim_payment { loan, amount: 9, reference, value_date: today(), evidence })
			.unwrap();
	};
	stated(wrong, "mine");
	pass(due);
	for (loan, text) in [(paid, "one"), (closed, "one"), (closed_late, "one")] {
		repay(loan, 888_488 + 700, text).unwrap();
	}
	pass(17);
	let payoff = |loan| Financing::loan(loan).unwrap().payoff;
	repay(closed, payoff(closed), "all").unwrap();
	pass(40);
	repay(closed_late, payoff(closed_late), "all").unwrap();

	// Applications.
	Financing::withdraw_application(signed(CONTROLLER), applied(request())).unwrap();
	Financing::decline(signed(BANK_KEY), applied(request()), DeclineReason::Capacity).unwrap();
	Financing::refuse_offer(signed(CONTROLLER), offered(request(), old_offer())).unwrap();
	let disputed = disbursed(request(), old_offer());
	Financing::dispute_payment(signed(CONTROLLER), disputed, H256::zero()).unwrap();
	Financing::decide_dispute(signed(REGULATOR), disputed, Finding::NotPaid).unwrap();
	let run_out = offered(request(), old_offer());
	pass(20);
	Financing::expire(signed(STRANGER), run_out).unwrap();
	for _ in 0..5 {
		mocks::add_product(BANK, product());
	}
	let open = |product: u32| {
		let id = NextApplication::<Test>::get();
		Financing::apply(signed(CONTROLLER), firm(), ProductId(product), request()).unwrap();
		id
	};
	let agreed = |product| {
		let id = open(product);
		Financing::make_offer(signed(BANK_KEY), id, old_offer()).unwrap();
		accept(CONTROLLER, id).unwrap();
		id
	};
	open(0);
	Financing::make_offer(signed(BANK_KEY), open(1), old_offer()).unwrap();
	agreed(2);
	Financing::withdraw_application(signed(CONTROLLER), agreed(3)).unwrap();
	pay_out(BANK_KEY, agreed(4), "PAY").unwrap();
	let contested = agreed(5);
	pay_out(BANK_KEY, contested, "PAY").unwrap();
	Financing::dispute_payment(signed(CONTROLLER), contested, H256::zero()).unwrap();
}

/// All that people see of a loan or an application, but for terms that are written otherwise now.
fn seen() -> Vec<(ApplicationView, Option<LoanView>)> {
	let of = |number| {
		let mut view = Financing::application(ApplicationId(number)).unwrap();
		(view.terms, view.offered_terms_hash) = (None, None);
		view.request.use_of_funds = UseOfFunds::Other;
		let loan = Financing::loan(LoanId(number)).map(|mut loan| {
			loan.terms.conditions.late.misuse = 0;
			loan.terms.use_of_funds = UseOfFunds::Other;
			loan.terms.all_in = YearlyRates::default();
			loan
		});
		(view, loan)
	};
	(0..NextApplication::<Test>::get().0).map(of).collect()
}

fn run(each_time: impl Fn() -> WeightMeter) -> u32 {
	let (mut cursor, mut steps) = (None, 0);
	loop {
		cursor = Migration::<Test>::step(cursor, &mut each_time()).unwrap();
		steps += 1;
		if cursor.is_none() {
			return steps;
		}
	}
}

#[test]
fn loans_and_applications_in_every_state_are_what_they_were() {
	test(|| {
		chain();
		let before = seen();
		let states: std::collections::BTreeSet<String> = before
			.iter()
			.map(|(view, _)| format!("{:?}", view.state).split([' ', '{']).next().unwrap().into())
			.collect();
		assert_eq!(states.len(), 11, "{states:?}");
		let loans: Vec<_> = before.iter().filter_map(|(_, loan)| loan.as_ref()).collect();
		let in_state = |state| loans.iter().filter(|loan| loan.state == state).count();
		let each = [LoanState::Active, LoanState::InDefault, LoanState::Closed, LoanState::Stated, LoanState::Disputed];
		assert!(each.map(in_state).iter().all(|count| *count > 0));
		assert!(loans.iter().any(|loan| loan.compensated > 0) && loans.iter().any(|loan| !loan.claims.is_empty()));
		let lists = || {
			let page = Paging { after: None, limit: None };
			(Financing::loans_by(BANK, page), Financing::exposure(&firm()), Financing::funds())
		};
		let listed = lists();

		for at_once in [1u64, 3, 1_000] {
			as_version_three();
			let room = weight_of_a_step::<Test>() + weight_of_one::<Test>(3) * at_once;
			run(|| WeightMeter::with_limit(room));
			assert_eq!(Financing::on_chain_storage_version(), StorageVersion::new(AFTER.into()));
			Financing::do_try_state().unwrap();
			for (was, is) in before.iter().zip(seen()) {
				assert_eq!(*was, is);
			}
			assert_eq!(listed, lists());
		}
	});
}

#[test]
fn begun_again_in_the_middle_it_converts_each_once() {
	test(|| {
		chain();
		let before = seen();
		as_version_three();
		let room = || WeightMeter::with_limit(weight_of_a_step::<Test>() + weight_of_one::<Test>(3) * 4);
		let cursor = Migration::<Test>::step(None, &mut room()).unwrap();
		assert!(cursor.is_some());
		run(room);
		assert_eq!(before, seen());
		// And a second time it does nothing.
		let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
		assert_eq!(Migration::<Test>::step(None, &mut WeightMeter::new()).unwrap(), None);
		assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), root);
	});
}

#[test]
fn a_block_without_room_says_how_much_it_needs() {
	test(|| {
		lent(request(), old_offer());
		as_version_three();
		let refused = Migration::<Test>::step(None, &mut WeightMeter::with_limit(weight_of_a_step::<Test>()));
		let required = weight_of_a_step::<Test>() + weight_of_one::<Test>(0);
		assert_eq!(refused, Err(SteppedMigrationError::InsufficientWeight { required }));
		run(|| WeightMeter::with_limit(required));
	});
}

/// Version 3 reckoned broken months by their own length, and the penalty by 365 days: the last payment was some fen more or
/// less than it would be now.
#[test]
fn a_loan_that_was_repaid_by_the_old_books_stays_repaid() {
	for difference in [-31i64, -1, 1, 31] {
		test(|| {
			let loan = lent(request(), old_offer());
			let running = lent(request(), old_offer());
			pass(15);
			repay(loan, 200_000, "part").unwrap();
			pass(2);
			let payoff = Financing::loan(loan).unwrap().payoff;
			repay(loan, payoff, "all").unwrap();
			as_version_three();
			Postings::<Test>::mutate(loan, 1, |posting| {
				let Some(Posting { entry: Entry::Repayment { amount, .. }, .. }) = posting else { panic!() };
				*amount = amount.checked_add_signed(difference).unwrap();
			});
			run(WeightMeter::new);
			Financing::do_try_state().unwrap();
			let view = Financing::loan(loan).unwrap();
			assert_eq!((view.state, view.payoff, view.postings), (LoanState::Closed, 0, 3));
			let added = Financing::statement(loan, Paging::FIRST).unwrap().items;
			let added = added.iter().find(|line| line.posting == 2).unwrap();
			match &added.entry.entry {
				Entry::Charge { amount, .. } => assert_eq!(*amount as i64, difference),
				Entry::Forgiven { amount, .. } => assert_eq!(-(*amount as i64), difference),
				other => panic!("{other:?}"),
			}
			// Reversed, it lives again.
			reverse(BANK_KEY, loan, 1).unwrap();
			assert_eq!(Financing::loan(loan).unwrap().state, LoanState::Active);
			assert_eq!(Financing::loan(running).unwrap().state, LoanState::Active);
		});
	}
}

/// What the new books make of the entries counts towards the limits.
#[test]
fn limits_follow_the_books() {
	test(|| {
		let loan = lent(request(), old_offer());
		pass(15);
		repay(loan, 200_000, "part").unwrap();
		let exposure = Financing::exposure(&firm());
		as_version_three();
		v3::Loans::<Test>::mutate(loan, |loan| loan.as_mut().unwrap().ledger.unbilled += 1_613);
		Exposure::<Test>::mutate(firm(), Currency::Cny, |sum| *sum += 1_613);
		ExposureTo::<Test>::mutate(BANK, (firm(), Currency::Cny), |sum| *sum += 1_613);
		run(WeightMeter::new);
		assert_eq!(Financing::exposure(&firm()), exposure);
	});
}

#[test]
fn a_penalty_rate_becomes_a_share_of_the_rate() {
	// 3.45 % and 18 %: 18 / 3.45 - 1 = 421.739 %, and a thousandth more.
	assert_eq!(surcharge(345, 1_800), 42_174);
	assert!(Rate::basis_points(345).raised_by(42_174).unwrap() >= Rate::basis_points(1_800));
	assert_eq!(surcharge(1_200, 3_600), 20_000);
	// Below the rate, or without one, there is none.
	assert_eq!([surcharge(1_200, 1_200), surcharge(1_200, 0), surcharge(0, 1_800)], [0; 3]);
}

proptest! {
	/// The due days and the instalments of version 3, whatever its terms were.
	#[test]
	fn the_schedule_stays(
		amount in 100_000u64..=1_000_000_000_000, rate in 0u32..=3_600, tenor in 1u16..=120, method in 0usize..4,
		penalty_rate in 0u32..=10_000, arrangement_fee in 0u64..1_000, started in 18_263u32..22_000,
	) {
		// Later days of the month are another test's.
		prop_assume!(lingnan_support::civil(started).2 <= 28);
		let method = RepaymentMethod::ALL[method];
		let old = v3::Terms {
			application: ApplicationId(0),
			product: ProductId(0),
			institution: BANK,
			enterprise: firm(),
			currency: Currency::Cny,
			amount,
			rate,
			tenor,
			method,
			penalty_rate,
			arrangement_fee,
			security: Default::default(),
			valid_until: 0,
		};
		let conditions = conditions_of(&old);
		let quote = sheet::quote(&conditions, Rate::basis_points(rate), started, &Calendar::default()).unwrap();
		let lines = quote.schedule.iter().filter(|line| line.principal + line.interest > 0);
		let new: Vec<_> = lines.map(|line| (line.due, line.principal, line.interest)).collect();
		let plan = Plan { method, amount, rate, tenor }.schedule(started);
		let plan = plan.iter().filter(|line| line.principal + line.interest > 0);
		let was: Vec<_> = plan.map(|line| (line.due, line.principal, line.interest)).collect();
		prop_assert_eq!(new, was);
	}
}
