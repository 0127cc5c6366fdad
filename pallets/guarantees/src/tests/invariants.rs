use super::*;
use lingnan_support::{loan::LoanState, GuaranteeId, Guarantees as _, GuarantorId};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Propose(Vec<(u32, u32, Option<u32>)>),
	Sign(u64, u64),
	Refuse(u64, u64),
	Withdraw(u64),
	Begin,
	CallLoan,
	Call(u64),
	Pay(u64, u32),
	Reimburse(u64, u64, u32),
	Recover(u64),
	Release(u64),
	Suspend(u32),
	Pass(u32),
	SetPool(u64, u64),
	Close,
	Reopen,
}

fn step() -> impl Strategy<Value = Step> {
	let part = (0u32..3, 0u32..6_000, prop::option::of(0u32..3));
	prop_oneof![
		3 => prop::collection::vec(part, 0..4).prop_map(Step::Propose),
		8 => (0u64..4, 50u64..53).prop_map(|(id, who)| Step::Sign(id, who)),
		1 => (0u64..4, 50u64..53).prop_map(|(id, who)| Step::Refuse(id, who)),
		1 => (0u64..4).prop_map(Step::Withdraw),
		1 => Just(Step::Begin),
		1 => Just(Step::CallLoan),
		3 => (0u64..4).prop_map(Step::Call),
		4 => (0u64..4, 0u32..3).prop_map(|(id, who)| Step::Pay(id, who)),
		2 => (0u64..4, 50u64..53, 0u32..3).prop_map(|(id, who, by)| Step::Reimburse(id, who, by)),
		1 => (0u64..1_000_000).prop_map(Step::Recover),
		1 => (0u64..4).prop_map(Step::Release),
		1 => (0u32..3).prop_map(Step::Suspend),
		1 => (0u32..100).prop_map(Step::Pass),
		1 => (50u64..53, 1u64..20_000_000).prop_map(|(who, total)| Step::SetPool(who, total)),
		1 => Just(Step::Close),
		1 => Just(Step::Reopen),
	]
}

fn take(step: Step, day: &mut u32) {
	let _ = match step.clone() {
		Step::Propose(parts) => {
			let part = |(guarantor, share, backs): (u32, u32, Option<u32>)| GuaranteePart {
				guarantor: GuarantorId(guarantor),
				share,
				backs: backs.map(GuarantorId),
			};
			Backing::propose(signed(BANK_KEY), spec(parts.into_iter().map(part).collect()))
		},
		Step::Sign(id, who) => {
			let terms = Guarantees::<Test>::get(GuaranteeId(id)).map(|guarantee| guarantee.terms);
			Backing::sign(signed(who), GuaranteeId(id), terms.unwrap_or_default())
		},
		Step::Refuse(id, who) => Backing::refuse(signed(who), GuaranteeId(id)),
		Step::Withdraw(id) => Backing::withdraw(signed(BANK_KEY), GuaranteeId(id)),
		Step::Begin => {
			if <mocks::MockLoans as lingnan_support::LoanAccounts>::facts(LOAN).is_none() {
				begin(20_000_003);
			}
			Ok(())
		},
		Step::CallLoan => {
			call_loan();
			Ok(())
		},
		Step::Call(id) => Backing::call(signed(BANK_KEY), GuaranteeId(id)),
		Step::Pay(id, who) => Backing::record_payment(signed(BANK_KEY), GuaranteeId(id), GuarantorId(who)),
		Step::Reimburse(id, who, by) => Backing::record_reimbursement(signed(who), GuaranteeId(id), GuarantorId(by)),
		Step::Recover(amount) => {
			recover(amount);
			Ok(())
		},
		Step::Release(id) => Backing::release(signed(BANK_KEY), GuaranteeId(id)),
		Step::Suspend(guarantor) => Backing::suspend(RuntimeOrigin::root(), GuarantorId(guarantor)),
		Step::SetPool(who, total) => {
			let rules = PoolRules { total, for_each: total, stop_rate: 5_000 };
			Backing::set_pool(signed(who), lingnan_support::Currency::Cny, Some(rules))
		},
		// As a loan does that has begun.
		Step::Close | Step::Reopen => {
			if <mocks::MockLoans as lingnan_support::LoanAccounts>::facts(LOAN).is_some() {
				let closes = matches!(step, Step::Close);
				change(|facts| facts.state = if closes { LoanState::Closed } else { LoanState::Active });
				if closes {
					Backing::discharged(LOAN);
				} else {
					Backing::restored(LOAN);
				}
			}
			Ok(())
		},
		Step::Pass(days) => {
			*day += days;
			set_day(*day);
			Ok(())
		},
	};
}

proptest! {
	/// Whatever is done in whatever order: the invariants hold, nobody pays more than its share of what was owed, and shares
	/// of what is recovered are the whole.
	#[test]
	fn whatever_is_done_the_register_is_sound(steps in prop::collection::vec(step(), 1..60)) {
		test(|| {
			let mut day = 0;
			for step in steps {
				take(step, &mut day);
				Backing::do_try_state().unwrap();
				let all: Vec<GuaranteeView> = Backing::guarantees_of(LOAN);
				let theirs: u32 = all.iter().flat_map(|one| &one.parts).map(|part| part.of_recoveries).sum();
				if let Some(one) = all.first() {
					assert_eq!(theirs + one.lender_of_recoveries, 10_000);
				}
				let paid: u64 = mocks::guaranteed().iter().map(|(_, _, amount)| amount).sum();
				assert!(paid <= 20_000_003);
			}
		});
	}
}
