//! What banks and firms agree beyond a single loan, with the real pallets: a policy that decides in the block of the application, and a
//! credit line on which is drawn, repaid and drawn again.

use crate::{
	common::{credit::*, *},
	sealed::{at_stage, consent, send, stated, BANK, INSTITUTION, OWNER},
};
use frame_support::{assert_noop, assert_ok};
use lingnan_runtime::*;
use lingnan_support::{
	application::ApplicationState,
	conditions::{Adjustment, DueDays, Effect, FirstPeriod, Late, OnUnpaidInterest, Order, Rate},
	date_of,
	line::{CommitmentFee, DrawdownConditions, LineSpec, LineState},
	policy::{PolicyOffer, PolicyPrice, PolicyReason, PolicyRules, PolicySpec, PolicyUses},
	ApplicationId, Currency, DayCount, Grade, Jurisdiction, LineId, LoanId, PolicyId, ProductId,
};
use pallet_financing::{Event, RepaymentMethod, RequestSpec, UseOfFunds};

/// Up to 5,000.00 yuan for a year at once, from 3.45 %, for grades down to A.
fn policy() -> PolicySpec {
	PolicySpec {
		product: ProductId(0),
		rules: PolicyRules {
			worst_grade: Grade::A,
			minimum_coverage: 9_000,
			max_amount: 500_000,
			min_tenor: 1,
			max_tenor: 12,
			methods: Default::default(),
			use_of_funds: Default::default(),
			industries: vec!["C".parse().unwrap()].try_into().unwrap(),
			divisions: Default::default(),
			jurisdictions: Default::default(),
			minimum_age_months: 12,
			unsecured: true,
			security: Default::default(),
			worst_loan_to_value: 0,
			max_exposure: 900_000,
		},
		offer: PolicyOffer {
			price: PolicyPrice::Fixed { rates: core::array::from_fn(|place| Rate(3_450_000 + 100_000 * place as u64)) },
			day_count: DayCount::Actual360,
			due_days: DueDays::Maturity,
			first_period: FirstPeriod::Short,
			calendar: Jurisdiction::Guangdong,
			adjustment: Adjustment::Following,
			moves_interest: false,
			grace_days: 0,
			principal_holiday: 0,
			balloon: 0,
			prepayment: Effect::Lower,
			late: Late { surcharge: 5_000, misuse: 10_000, on_interest: OnUnpaidInterest::ContractThenPenalty },
			order: Order::LAW,
			valid_days: 14,
		},
		uses: PolicyUses { per_day: 5, in_all: 10 },
	}
}

/// A bullet for three months.
fn request(amount: u64, line: Option<LineId>) -> RequestSpec {
	RequestSpec {
		amount,
		currency: Currency::Cny,
		tenor: 3,
		method: RepaymentMethod::Bullet,
		use_of_funds: UseOfFunds::WorkingCapital,
		security: Default::default(),
		renews: None,
		line,
	}
}

/// The firm is rated A, the bank may look, and its policy is in force.
fn with_policy(run: impl FnOnce()) {
	at_stage(|| {
		let openings = stated();
		consent(20);
		assert_ok!(send(proof(&firm(), &openings, Grade::A, Some(INSTITUTION))));
		assert_ok!(Policies::publish(signed(BANK), policy()));
		run();
		Policies::do_try_state().unwrap();
		CreditLines::do_try_state().unwrap();
		Financing::do_try_state().unwrap();
	});
}

fn apply(request: RequestSpec) -> ApplicationId {
	let application = pallet_financing::NextApplication::<Runtime>::get();
	assert_ok!(Financing::apply(signed(OWNER), firm(), ProductId(0), request));
	application
}

fn state(application: ApplicationId) -> ApplicationState {
	Financing::application(application).unwrap().state
}

/// Accepts what was offered, and the money comes at once.
fn drawn(application: ApplicationId) -> LoanId {
	let view = Financing::application(application).unwrap();
	assert_ok!(Financing::accept_offer(signed(OWNER), application, view.offered_terms_hash.unwrap()));
	let reference = || format!("PAY-{application}").as_str().try_into().unwrap();
	assert_ok!(Financing::disburse(signed(BANK), application, reference(), date_of(OPENING)));
	assert_ok!(Financing::confirm_receipt(signed(OWNER), application, reference()));
	application.loan()
}

#[test]
fn a_policy_decides_in_the_block_in_which_the_firm_applies() {
	with_policy(|| {
		let block = System::block_number();
		let application = apply(request(500_000, None));
		// One call, one block: applied for, offered, and by which version.
		assert_eq!((state(application), System::block_number()), (ApplicationState::Offered, block));
		let decided = Event::<Runtime>::DecidedByPolicy { application, policy: PolicyId(0) };
		System::assert_has_event(decided.into());
		let terms = Financing::application(application).unwrap().terms.unwrap();
		assert_eq!(terms.conditions.amount, 500_000);
		assert_eq!(Policies::policy(PolicyId(0)).unwrap().made, 1);
		// The firm accepts like any other offer.
		let hash = Financing::application(application).unwrap().offered_terms_hash.unwrap();
		assert_ok!(Financing::accept_offer(signed(OWNER), application, hash));
	});
}

#[test]
fn what_is_outside_the_policy_waits_for_an_officer_with_the_reason() {
	with_policy(|| {
		let application = apply(request(500_001, None));
		assert_eq!(state(application), ApplicationState::Open);
		let reason = PolicyReason::AmountTooHigh;
		System::assert_has_event(Event::<Runtime>::LeftToOfficer { application, policy: PolicyId(0), reason }.into());
		assert_eq!(Policies::policy(PolicyId(0)).unwrap().made, 0);
	});
}

#[test]
fn two_drawdowns_on_a_line_repaid_and_drawn_again() {
	with_policy(|| {
		let today = date_of(OPENING);
		let spec = LineSpec {
			enterprise: firm(),
			currency: Currency::Cny,
			limit: 800_000,
			revolving: true,
			until: today + 300,
			repay_by: today + 365,
			conditions: DrawdownConditions {
				highest_rate: Rate::basis_points(450),
				longest_tenor: 6,
				methods: vec![RepaymentMethod::Bullet].try_into().unwrap(),
				use_of_funds: vec![UseOfFunds::WorkingCapital].try_into().unwrap(),
			},
			commitment_fee: CommitmentFee {
				rate: 25,
				day_count: DayCount::Actual360,
				due_days: DueDays::Anniversary { every: 3 },
			},
			valid_until: OPENING + 86_400,
		};
		let line = LineId(0);
		assert_ok!(CreditLines::offer(signed(BANK), spec));
		let not_yet = pallet_credit_lines::Error::<Runtime>::NotInForce;
		let ask = |amount| {
			let asked = Financing::apply(signed(OWNER), firm(), ProductId(0), request(amount, Some(line)));
			asked.map_err(|refused| refused.error)
		};
		assert_noop!(ask(1), not_yet);
		assert_ok!(CreditLines::accept(signed(OWNER), line, CreditLines::line(line).unwrap().terms_hash));

		let stands = || CreditLines::line(line).map(|line| (line.drawn, line.available)).unwrap();
		let first = drawn(apply(request(500_000, Some(line))));
		assert_eq!(stands(), (500_000, 300_000));
		assert_noop!(ask(300_001), pallet_credit_lines::Error::<Runtime>::BeyondLimit);
		drawn(apply(request(300_000, Some(line))));
		assert_eq!(stands(), (800_000, 0));

		// Repaid on the same day: nothing but principal, and it can be drawn again.
		let reference = "REPAY-1".try_into().unwrap();
		assert_ok!(Financing::record_repayment(signed(BANK), first, 500_000, reference, today));
		assert_eq!(stands(), (300_000, 500_000));
		drawn(apply(request(400_000, Some(line))));
		assert_eq!(stands(), (700_000, 100_000));

		// Frozen: nothing new, what runs is as it was.
		assert_ok!(CreditLines::freeze(signed(BANK), line, "Too much at once".try_into().unwrap()));
		assert_noop!(ask(1), pallet_credit_lines::Error::<Runtime>::Frozen);
		assert_eq!(CreditLines::line(line).unwrap().state, LineState::Frozen);
		assert_noop!(CreditLines::cancel(signed(OWNER), line), pallet_credit_lines::Error::<Runtime>::StillDrawn);
	});
}
