use crate::{mock::*, *};
use lingnan_support::{date_of, mocks::now, EnterpriseStatus};
use proptest::prelude::*;

const FIRMS: [&str; 4] = [SHENZHEN_FIRM, HUBEI_FIRM, "HK:12345678", "MO:A"];
const PEOPLE: [u64; 4] = [REGISTRAR, OWNER, HEIR, COURT];

/// One or two of the people, one or both together.
fn guardians(one: u64, other: u64) -> Guardians<u64> {
	let accounts = if one == other { vec![one] } else { vec![one, other] };
	let threshold = if other > one { 2 } else { 1 };
	Guardians { accounts: accounts.try_into().unwrap(), threshold }
}

fn act(n: usize, to: u64) -> GuardianAct<u64> {
	match n {
		0 => GuardianAct::Recover { to, evidence: Default::default() },
		1 => GuardianAct::Freeze,
		2 => GuardianAct::Unfreeze,
		_ => GuardianAct::Stay,
	}
}

/// For a few days, more or less.
fn mandate(days: usize) -> MandateSpec {
	let until = date_of(now()) + 3 * days as u32;
	MandateSpec { duties: vec![Duty::Consent].try_into().unwrap(), limits: Default::default(), until }
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	/// Whatever happens in whatever order: the invariants hold, and control moves only to who accepted it.
	#[test]
	fn no_order_of_calls_breaks_them(
		steps in prop::collection::vec((0u8..18, 0usize..4, 0usize..4, 0usize..4), 1..80),
	) {
		externalities().execute_with(|| {
			for (verb, firm, person, other) in steps {
				let (firm, by, to) = (number(FIRMS[firm]), PEOPLE[person], PEOPLE[other]);
				let before = Enterprises::<Test>::get(&firm).and_then(|record| record.controller);
				let _ = match verb {
					0 => Registry::register(signed(by), registration(FIRMS[person])),
					1 => Registry::offer_control(signed(by), firm.clone(), to),
					2 => Registry::accept_control(signed(by), firm.clone()),
					3 => Registry::withdraw_control_offer(signed(by), firm.clone()),
					4 => Registry::change_status(signed(by), firm.clone(), EnterpriseStatus::Abnormal),
					5 => Registry::record_succession(signed(by), firm.clone(), number(FIRMS[other])),
					6 => Registry::change_status(signed(by), firm.clone(), EnterpriseStatus::Active),
					7 => Registry::start_recovery(signed(by), firm.clone(), to, Default::default()),
					8 => Registry::veto_recovery(signed(by), firm.clone()),
					9 => Registry::withdraw_recovery(signed(by), firm.clone()),
					10 => Registry::freeze(signed(by), firm.clone()),
					11 => Registry::unfreeze(signed(by), firm.clone()),
					12 => Registry::set_mandate(signed(by), firm.clone(), to, mandate(person)),
					13 => Registry::revoke_mandate(signed(by), firm.clone(), to),
					14 => Registry::name_guardians(signed(by), firm.clone(), guardians(to, PEOPLE[(person + 1) % 4])),
					15 | 16 => Registry::act_as_guardian(signed(by), firm.clone(), act(person, to)),
					_ => {
						days_pass(7);
						Ok(())
					},
				};
				let after = Enterprises::<Test>::get(&firm).and_then(|record| record.controller);
				prop_assert!(before == after || (verb == 2 && after == Some(by)));
				Registry::do_try_state().unwrap();
			}
			Ok(())
		})?;
	}
}
