use crate::{mock::*, *};
use lingnan_support::{
	conditions::{BorneBy, Conditions, Cost, CostItem, DueDays, Effect, Pricing, Rate},
	mocks, ReferenceRateId,
};
use proptest::prelude::*;

/// Offers of many kinds: fixed and floating, with fees, on fixed days, with grace and holidays.
fn offers(amount: u64, seed: u32) -> OfferSpec {
	let methods = [RepaymentMethod::EqualInstalments, RepaymentMethod::Bullet];
	let mut conditions = Conditions {
		amount,
		method: methods[seed as usize % 2],
		grace_days: (seed % 3) as u8,
		prepayment: if seed.is_multiple_of(5) { Effect::Shorter } else { Effect::Lower },
		..conditions()
	};
	if seed.is_multiple_of(3) {
		conditions.pricing =
			Pricing::Floating { reference: ReferenceRateId(0), spread: 45, floor: Rate(0), first: None, every: 1 };
		conditions.due_days = DueDays::Fixed { every: 1, day: 20, included: true, paid_after: 1 };
	}
	let cost = Cost {
		item: CostItem::Arrangement,
		payee: Default::default(),
		amount: 7,
		after: (seed % 40) as u16,
		borne_by: BorneBy::Borrower,
	};
	conditions.costs.try_push(cost).unwrap();
	on(conditions)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever happens in whatever order: the invariants hold; principal above all is neither lost nor made.
	#[test]
	fn no_order_of_calls_breaks_them(
		steps in prop::collection::vec((0u8..28, 0u64..6, 1u64..30_000_000, 0u32..80), 1..70),
	) {
		externalities().execute_with(|| {
			mocks::set_consent(&firm(), BANK, 1_000);
			mocks::set_quote(ReferenceRateId(0), lingnan_support::Currency::Cny, TODAY, Rate::basis_points(700));
			Financing::set_compensation(root(), lingnan_support::Currency::Cny, 3_000, 20_000_000).unwrap();
			for (turn, (verb, number, amount, days)) in steps.into_iter().enumerate() {
				let text = reference(&format!("P-{}", turn / 4));
				let (application, loan) = (ApplicationId(number), LoanId(number));
				let hash = Financing::application(application).and_then(|view| view.offered_terms_hash);
				let call = match verb {
					0 | 1 => Call::apply { enterprise: firm(), product: ProductId(0), request: RequestSpec { amount, ..request() } },
					2 | 3 => Call::make_offer { application, terms: offers(amount / 2, days) },
					4 | 5 => Call::accept_offer { application, terms_hash: hash.unwrap_or_default() },
					6 | 7 => Call::disburse { application, reference: reference("PAY"), value_date: today() - days % 4 },
					8 | 9 => Call::confirm_receipt { application, reference: reference("PAY") },
					10 | 11 => Call::record_repayment {
						loan, amount, reference: text, value_date: today().saturating_sub(days % 35),
					},
					12 => Call::declare_default { loan },
					13 => Call::write_off { loan, share: days * 100 },
					14 => Call::expire { application },
					16 => Call::start_loan { application },
					17 => Call::dispute_payment { application, evidence: Default::default() },
					18 => Call::answer_dispute { application, evidence: Default::default() },
					19 => Call::note_arrears { loan },
					20 | 21 => Call::reverse { loan, posting: days % 5, reason: reference("wrong") },
					22 => Call::claim_payment {
						loan, amount, reference: text, value_date: today(), evidence: Default::default(),
					},
					23 => Call::withdraw_application { application },
					24 => Call::ask_compensation { loan },
					25 => {
						let _ = Financing::approve_compensation(signed(REGULATOR), loan);
						continue;
					},
					15 => {
						mocks::stand_still(lingnan_support::Deadline::Recording, today() + 1, today() + 1 + days % 9);
						pass(days);
						continue;
					},
					26 => Call::reprice { loan },
					27 => {
						let rate = Rate::basis_points(600 + days);
						mocks::set_quote(ReferenceRateId(0), lingnan_support::Currency::Cny, today(), rate);
						continue;
					},
					_ => {
						pass(days);
						continue;
					},
				};
				let firm_signs = matches!(verb, 0 | 1 | 4 | 5 | 8 | 9 | 17 | 22 | 23) || (verb == 21 && days % 2 == 0);
				let who = if firm_signs { CONTROLLER } else { BANK_KEY };
				let _ = dispatch(who, call);
				Financing::do_try_state().unwrap();
			}
		});
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	/// Payments of whatever value dates, recorded in whatever order and some of them reversed, leave the books of who knew
	/// everything on its day, and each unit that came is spent once.
	#[test]
	fn the_order_of_booking_changes_nothing(
		seed in 0u32..60, late in 0u32..30,
		payments in prop::collection::vec((0u32..30, 1u64..600_000, prop::bool::weighted(0.2), any::<u16>()), 1..9),
	) {
		let booked = |by_day: bool| {
			let mut seen = None;
			test(|| {
				mocks::set_quote(ReferenceRateId(0), lingnan_support::Currency::Cny, TODAY, Rate::basis_points(700));
				let loan = lent(request(), offers(10_000_000, seed));
				pass(45 + late);
				let mut order: Vec<_> = payments.iter().enumerate().collect();
				order.sort_by_key(|(n, (ago, _, _, shuffled))| match by_day {
					true => (30 - ago, *n as u32),
					false => (u32::from(*shuffled), *n as u32),
				});
				for (n, (ago, amount, reversed, _)) in order {
					repay_on(loan, *amount, &format!("R{n}"), today() - ago).unwrap();
					if *reversed {
						let last = Loans::<Test>::get(loan).unwrap().postings - 1;
						reverse(BANK_KEY, loan, last).unwrap();
					}
				}
				let view = Financing::loan(loan).unwrap();
				seen = Some((view.due, view.payoff, view.repaid, view.schedule, view.arrears_since));
			});
			seen.unwrap()
		};
		let counted: u64 = payments.iter().filter(|(_, _, reversed, _)| !reversed).map(|(_, amount, ..)| amount).sum();
		let right = booked(true);
		prop_assert_eq!(right.2.total, counted);
		prop_assert_eq!(booked(false), right);
	}
}
