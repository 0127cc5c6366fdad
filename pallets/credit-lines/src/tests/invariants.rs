use super::*;
use lingnan_support::{mocks::TODAY, Lines as _};
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Step {
	Draw(u64),
	Repay(u64),
	Reverse(u64),
	Release(u64),
	Freeze,
	Unfreeze,
	Cancel(bool),
	Levy,
	Pay(u64),
	Days(u32),
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		6 => (1..=LIMIT).prop_map(Step::Draw),
		4 => (1..=LIMIT).prop_map(Step::Repay),
		1 => (1..=LIMIT).prop_map(Step::Reverse),
		2 => (1..=LIMIT).prop_map(Step::Release),
		1 => Just(Step::Freeze),
		1 => Just(Step::Unfreeze),
		1 => any::<bool>().prop_map(Step::Cancel),
		1 => (0..40u32).prop_map(Step::Days),
		1 => Just(Step::Levy),
		1 => (1..1_000u64).prop_map(Step::Pay),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	/// Whatever happens in whatever order: nobody draws beyond the limit, a once-only line never gives out more than its limit
	/// in all, and what is drawn is what went out less what came back.
	#[test]
	fn the_limit_is_kept_after_any_steps(revolving: bool, steps in prop::collection::vec(step(), 1..80)) {
		build().execute_with(|| {
			let line = in_force(|spec| spec.revolving = revolving);
			let (mut out, mut repaid, mut gross, mut paid_in_all) = (0u64, 0u64, 0u64, 0u64);
			for step in steps {
				match step {
					Step::Draw(amount) => {
						let (_, available) = stands(line);
						let drawn = drawdown(amount, |one| one.until = TODAY + 390, |one| CreditLines::draw(line, one));
						assert_eq!(drawn.is_ok(), amount <= available);
						if drawn.is_ok() {
							out += amount;
							gross += amount;
							assert!(out <= LIMIT && (revolving || gross <= LIMIT));
						}
					},
					Step::Repay(amount) => {
						let amount = amount.min(out);
						CreditLines::repaid(line, amount);
						out -= amount;
						repaid += amount;
					},
					Step::Reverse(amount) => {
						let amount = amount.min(repaid);
						CreditLines::redrawn(line, amount);
						out += amount;
						repaid -= amount;
					},
					Step::Release(amount) => {
						let amount = amount.min(out);
						CreditLines::release(line, amount);
						out -= amount;
						gross -= amount.min(gross);
					},
					Step::Freeze => {
						let _ = CreditLines::freeze(signed(BANK_KEY), line, "A reason".try_into().unwrap());
					},
					Step::Unfreeze => {
						let _ = CreditLines::unfreeze(signed(BANK_KEY), line);
					},
					Step::Cancel(lender) => {
						let who = if lender { BANK_KEY } else { CONTROLLER };
						let cancelled = CreditLines::cancel(signed(who), line);
						assert!(cancelled.is_err() || out == 0);
					},
					Step::Days(days) => pass(days),
					Step::Levy => {
						let there_is = !shown(line).to_levy.is_empty();
						assert_eq!(CreditLines::levy(signed(STRANGER), line).is_ok(), there_is);
						assert!(shown(line).to_levy.is_empty());
					},
					Step::Pay(amount) => {
						let reference = format!("{}", shown(line).fee_payments.len());
						let reference = reference.as_str().try_into().unwrap();
						let paid = CreditLines::record_fee(signed(BANK_KEY), line, amount, reference, CreditLines::today());
						paid_in_all += if paid.is_ok() { amount } else { 0 };
					},
				}
				let levied = shown(line).levied.iter().map(|one| one.amount).sum::<u64>();
				assert_eq!(shown(line).fee_owed, levied - paid_in_all);
				// Never more than the whole limit costs.
				let days = u64::from(CreditLines::today() - TODAY);
				assert!(levied <= LIMIT * 25 * days / 3_600_000 + 13);
				assert_eq!(shown(line).drawn, out);
				CreditLines::do_try_state().unwrap();
			}
		});
	}
}
