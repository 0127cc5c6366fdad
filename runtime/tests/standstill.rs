//! Deadlines stand still while a call that they ask for is stopped, in each of the ways in which a call can be.

use crate::common::{
	calls::{calls, names, Name},
	*,
};
use configs::safety::{asked_for, Healing, Stopped};
use frame_support::{
	assert_ok,
	instances::Instance1,
	traits::{Contains, GetCallMetadata, OnTimestampSet},
	BoundedVec,
};
use lingnan_runtime::*;
use lingnan_support::{Deadline, ScorecardId, Standstill};
use std::collections::BTreeSet;

/// Calls of loans for which nobody's days run: what starts something, what can be done at any time, what only says that days
/// are over, and what silence does as well.
const WITHOUT_DAYS: &[(&str, &str)] = &[(
	"Financing",
	"accept_amendment apply approve_compensation ask_compensation confirm_receipt cure declare_default declare_misuse \
	 expire explain_override forgive levy_charge note_arrears propose_amendment refuse_offer renew repay_several reprice set_exposure_limit start_loan \
	 withdraw_amendment withdraw_application write_off",
)];

/// The block so many hours after the first one.
fn at(hours: u64) {
	pallet_timestamp::Now::<Runtime>::put((OPENING + hours * 3_600) * 1_000);
	System::set_block_number(1 + hours as BlockNumber * constants::HOURS);
	<BusinessClock as OnTimestampSet<u64>>::on_timestamp_set(0);
}

fn stood() -> Vec<(Deadline, u32)> {
	let days = |deadline| (deadline, BusinessClock::of(deadline).days(0, u32::MAX));
	Deadline::ALL.into_iter().map(days).filter(|(_, days)| *days > 0).collect()
}

fn full(pallet: &str, call: &str) -> pallet_timelock::CallName {
	let name = |name: &str| name.as_bytes().to_vec().try_into().expect("it is short");
	(name(pallet), name(call))
}

/// A third stops the recording of repayments for two days. They are no days past due.
#[test]
fn a_third_stops_repayments_and_the_firms_days_run_on() {
	parties(26, 3).execute_with(|| {
		at(0);
		at(12);
		let third = pallet_collective::RawOrigin::<AccountId, Instance1>::Members(9, 26);
		assert_ok!(Timelock::stop(third.into(), full("Financing", "record_repayment")));
		for hours in [13, 24, 36, 48, 59] {
			at(hours);
			assert!(Stopped::contains(&Deadline::Recording), "{hours}");
		}
		let days = [(Deadline::Recording, 2), (Deadline::Answer, 2)];
		assert_eq!(stood(), days, "two midnights");
		at(61);
		at(72);
		at(96);
		assert_eq!(stood(), days, "it ended by itself");
		BusinessClock::do_try_state().expect("they are in order");
	});
}

#[test]
fn two_thirds_pause_a_call_without_end_and_nobody_misses_its_day() {
	parties(26, 3).execute_with(|| {
		at(0);
		let name = |name: &str| BoundedVec::truncate_from(name.as_bytes().to_vec());
		let disburse = (name("Financing"), name("disburse"));
		assert_ok!(TxPause::pause(RuntimeOrigin::root(), disburse.clone()));
		// The chain itself stands for a week.
		at(24);
		at(8 * 24);
		assert_eq!(stood(), [(Deadline::Statement, 8)]);
		assert_ok!(TxPause::unpause(RuntimeOrigin::root(), disburse));
		at(9 * 24);
		assert_eq!(stood(), [(Deadline::Statement, 8)]);
	});
}

#[test]
fn safe_mode_over_midnight_is_a_day_of_nobodys() {
	parties(26, 3).execute_with(|| {
		at(0);
		at(22);
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		at(24);
		assert_eq!(stood(), Deadline::ALL.map(|deadline| (deadline, 1)));
		assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
		at(48);
		assert_eq!(stood(), Deadline::ALL.map(|deadline| (deadline, 1)));
	});
}

/// What a deadline asks for can be stopped, or it would need none; and each of its calls makes it stand still.
#[test]
fn each_call_that_a_deadline_asks_for_makes_it_stand_still() {
	parties(26, 3).execute_with(|| {
		for deadline in Deadline::ALL {
			let asked = asked_for(deadline);
			assert!(!asked.is_empty() && !Stopped::contains(&deadline), "{deadline:?}");
			for call in asked {
				assert!(!Healing::contains(&call), "{deadline:?}");
				let of = call.get_call_metadata();
				let name = |name: &str| BoundedVec::truncate_from(name.as_bytes().to_vec());
				let full = (name(of.pallet_name), name(of.function_name));
				assert_ok!(TxPause::pause(RuntimeOrigin::root(), full.clone()));
				assert!(Stopped::contains(&deadline), "{deadline:?} without {}", of.function_name);
				assert_ok!(TxPause::unpause(RuntimeOrigin::root(), full));
			}
		}
	});
}

/// A new call of loans that can be stopped fails here until somebody has decided whose days run for it.
#[test]
fn every_call_of_loans_that_can_be_stopped_has_its_deadline_or_none() {
	let with_days = |call: RuntimeCall| {
		let of = call.get_call_metadata();
		(of.pallet_name.to_string(), of.function_name.to_string())
	};
	let asked = Deadline::ALL.into_iter().flat_map(asked_for).map(with_days);
	let asked: BTreeSet<Name> = asked.filter(|name| name.0 == "Financing").collect();
	let without = names(WITHOUT_DAYS);
	assert_eq!(asked.intersection(&without).count(), 0);
	let stoppable =
		|(name, call): (Name, RuntimeCall)| (name.0 == "Financing" && !Healing::contains(&call)).then_some(name);
	let there: BTreeSet<Name> = calls().into_iter().filter_map(stoppable).collect();
	let known: BTreeSet<Name> = asked.union(&without).cloned().collect();
	assert_eq!(there, known);
}

/// Nobody is rated while the champion is stopped and nothing steps in: no offer can be accepted.
#[test]
fn an_offer_runs_out_while_the_scorecard_is_stopped() {
	use pallet_credit_scoring::{Champion, Role, Stopped as StoppedCards, StoppedCard};
	parties(26, 3).execute_with(|| {
		at(0);
		Champion::<Runtime>::kill();
		at(24);
		assert_eq!(stood(), [], "who suspends the last card for good stops no day");
		let card = StoppedCard { scorecard: ScorecardId(0), until: 1_000_000, role: Role::Champion };
		StoppedCards::<Runtime>::put(BoundedVec::truncate_from(vec![card]));
		at(48);
		assert_eq!(stood(), [(Deadline::Acceptance, 1)]);
		Champion::<Runtime>::put(ScorecardId(1));
		at(72);
		assert_eq!(stood(), [(Deadline::Acceptance, 1)], "another stepped in");
	});
}
