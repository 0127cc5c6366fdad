//! What a third of the agencies may do, all of it, and a third that tries to jam the chain with it.

use crate::common::{
	calls::{calls, names, Name},
	*,
};
use frame_support::{
	assert_noop, assert_ok,
	instances::Instance1,
	storage::{with_transaction, TransactionOutcome},
	traits::{Contains, Hooks},
};
use lingnan_runtime::*;
use lingnan_support::{Corridor, DataClass, Jurisdiction, ScorecardId};
use pallet_credit_scoring::{Champion, Scorecard, ScorecardSpec, Scorecards, Status};
use sp_runtime::{traits::Dispatchable, DispatchError};
use std::collections::{BTreeMap, BTreeSet};

const AGENCIES: u8 = 26;
const CORRIDORS: [Corridor; 2] = [Corridor::GuangdongHongKong, Corridor::GuangdongMacao];
/// Blocks of six hours.
const STEP: BlockNumber = constants::DAYS / 4;
const STEPS_OF_A_STOP: usize = 8;
/// A stop of two days and a rest of fourteen.
const STEPS_OF_A_ROUND: usize = 64;

/// A motion of the agencies that so many voted for.
fn members(yes: u32) -> RuntimeOrigin {
	pallet_collective::RawOrigin::<AccountId, Instance1>::Members(yes, AGENCIES.into()).into()
}

fn third() -> RuntimeOrigin {
	members(9)
}

/// Guangdong, with both corridors open and three scorecards that were champion one after another.
fn chain() -> sp_io::TestExternalities {
	let mut chain = parties(AGENCIES, 3);
	chain.execute_with(|| {
		pallet_cross_border::Home::<Runtime>::put(Jurisdiction::Guangdong);
		for corridor in CORRIDORS {
			for class in DataClass::ALL {
				let _ = CrossBorder::open_class(RuntimeOrigin::root(), corridor, class);
			}
		}
		let spec = ScorecardSpec {
			name: "A card".try_into().expect("it is a name"),
			base: 500,
			characteristics: Default::default(),
			cut_offs: [590, 570, 550, 530, 510, 490, 470, 460, 450],
			default_probabilities: [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200],
			minimum_coverage: 0,
			validity_days: 90,
		};
		let card = Scorecard { spec, author: None, validator: None, status: Status::Validated };
		pallet_credit_scoring::NextScorecard::<Runtime>::put(ScorecardId(3));
		for id in (0..3).map(ScorecardId) {
			Scorecards::<Runtime>::insert(id, card.clone());
			assert_ok!(CreditScoring::activate_champion(RuntimeOrigin::root(), id));
		}
	});
	chain
}

fn call_name((pallet, call): &Name) -> pallet_timelock::CallName {
	let name = |name: &str| name.as_bytes().to_vec().try_into().expect("it is short");
	(name(pallet), name(call))
}

/// The calls that so many votes make, and one vote less does not.
fn powers(yes: u32) -> BTreeSet<Name> {
	let lets_in = |votes: u32, call: &RuntimeCall| {
		with_transaction(|| {
			let refused = call.clone().dispatch(members(votes)).map_err(|refused| refused.error).err();
			TransactionOutcome::Rollback(Ok::<_, DispatchError>(refused != Some(DispatchError::BadOrigin)))
		})
		.expect("nothing is nested")
	};
	let calls = calls().into_iter().filter(|(_, call)| lets_in(yes, call) && !lets_in(yes - 1, call));
	calls.map(|(name, _)| name).collect()
}

/// Each power that is new must stand here, and, if it is a third's, end by itself and rest: in the tests below.
#[test]
fn each_share_of_the_agencies_may_do_these_things_and_no_other() {
	chain().execute_with(|| {
		let of_a_third = [
			("Timelock", "stop"),
			("CreditScoring", "suspend_scorecard"),
			("CrossBorder", "close_class halt"),
			("SafeMode", "force_enter"),
		];
		assert_eq!(powers(9), names(&of_a_third));
		assert_eq!(powers(14), names(&[("Timelock", "prolong"), ("SafeMode", "force_extend")]));
		let of_two_thirds = [
			("Timelock", "cancel lift schedule"),
			("Attestations", "suspend_agency"),
			("CreditScoring", "resume_scorecard"),
			("CrossBorder", "resume"),
			("Peers", "remove"),
			("SafeMode", "force_exit"),
			("TxPause", "pause unpause"),
			("Validators", "restore_finality"),
		];
		assert_eq!(powers(18), names(&of_two_thirds));
		for yes in (1..=u32::from(AGENCIES)).filter(|yes| ![9, 14, 18].contains(yes)) {
			assert_eq!(powers(yes), BTreeSet::new(), "{yes} votes");
		}
	});
}

/// One thing that a third can stop.
type Power = Box<dyn Fn() -> bool>;

/// All of them: each says whether it came through.
fn all_powers() -> Vec<Power> {
	let mut powers: Vec<Power> = vec![Box::new(|| SafeMode::force_enter(third()).is_ok())];
	for (name, _) in calls() {
		powers.push(Box::new(move || Timelock::stop(third(), call_name(&name)).is_ok()));
	}
	for id in (0..3).map(ScorecardId) {
		powers.push(Box::new(move || CreditScoring::suspend_scorecard(third(), id).is_ok()));
	}
	for corridor in CORRIDORS {
		powers.push(Box::new(move || CrossBorder::halt(third(), corridor).is_ok()));
		for class in DataClass::ALL {
			powers.push(Box::new(move || CrossBorder::close_class(third(), corridor, class).is_ok()));
		}
	}
	powers
}

/// What does not work now.
fn stopped() -> BTreeSet<String> {
	let mut found = BTreeSet::new();
	if SafeMode::is_entered() {
		found.insert("safe mode".to_string());
	}
	for (name, _) in calls().into_iter().filter(|(name, _)| Timelock::is_stopped(&call_name(name))) {
		found.insert(format!("{}.{}", name.0, name.1));
	}
	if Champion::<Runtime>::get() != Some(ScorecardId(2)) {
		found.insert("the champion".into());
	}
	if !Champion::<Runtime>::exists() {
		found.insert("any rating".into());
	}
	for corridor in CORRIDORS {
		if CrossBorder::is_halted(corridor) {
			found.insert(format!("{corridor:?}"));
		}
		for class in DataClass::ALL.into_iter().filter(|class| !CrossBorder::lets_through(corridor, *class)) {
			found.insert(format!("{corridor:?} {class:?}"));
		}
	}
	found
}

/// Lets the third act in each of these steps, and tells for how many each thing did not work in all, and at a stretch.
fn jammed(steps: usize, act: impl Fn(&[Power])) -> BTreeMap<String, (usize, usize)> {
	let powers = all_powers();
	let mut found = BTreeMap::<String, (usize, usize, usize)>::new();
	for step in 0..steps {
		let block = 1 + step as BlockNumber * STEP;
		System::set_block_number(block);
		SafeMode::on_initialize(block);
		CreditScoring::on_initialize(block);
		act(&powers);
		let now = stopped();
		for (_, (.., stretch)) in found.iter_mut().filter(|(name, _)| !now.contains(*name)) {
			*stretch = 0;
		}
		for name in now {
			let (sum, longest, stretch) = found.entry(name).or_default();
			(*sum, *stretch) = (*sum + 1, *stretch + 1);
			*longest = (*longest).max(*stretch);
		}
	}
	found.into_iter().map(|(name, (sum, longest, _))| (name, (sum, longest))).collect()
}

/// At every chance, everything at once.
#[test]
fn a_third_that_stops_all_it_can_at_every_chance_stops_each_thing_for_an_eighth_of_the_time() {
	chain().execute_with(|| {
		let found = jammed(3 * STEPS_OF_A_ROUND, |powers| {
			for power in powers {
				while power() {}
			}
		});
		for thing in ["safe mode", "Financing.record_repayment", "the champion", "any rating", "GuangdongMacao"] {
			assert!(found.contains_key(thing), "{thing} was tried");
		}
		assert!(!found.keys().any(|thing| thing.ends_with("Duplicates")), "who asks abroad goes on asking");
		for (thing, (sum, longest)) in found {
			assert!(longest <= STEPS_OF_A_STOP && sum <= 3 * STEPS_OF_A_STOP, "{thing}: {sum}, {longest} at a stretch");
		}
		assert_ok!(CreditScoring::do_try_state());
		assert_ok!(CrossBorder::do_try_state());
	});
}

/// One thing after another, so that something never works: each still does, most of the time.
#[test]
fn a_third_that_stops_one_thing_after_another_stops_none_for_long() {
	chain().execute_with(|| {
		let found = jammed(3 * STEPS_OF_A_ROUND, |powers| {
			let _ = powers.iter().rev().find(|power| power());
		});
		for (thing, (sum, longest)) in found {
			assert!(longest <= STEPS_OF_A_STOP && sum <= 3 * STEPS_OF_A_STOP, "{thing}: {sum}, {longest} at a stretch");
		}
	});
}

/// The agencies that are not of the third lift what it stopped, and it cannot stop it again at once.
#[test]
fn what_two_thirds_lift_a_third_does_not_stop_again_at_once() {
	chain().execute_with(|| {
		let corridor = Corridor::GuangdongMacao;
		assert_ok!(CreditScoring::suspend_scorecard(third(), ScorecardId(2)));
		assert_ok!(CrossBorder::halt(third(), corridor));
		assert_ok!(CrossBorder::close_class(third(), corridor, DataClass::Vouchers));
		assert_ok!(CreditScoring::resume_scorecard(members(18), ScorecardId(2)));
		assert_ok!(CrossBorder::resume(members(18), corridor));
		assert_ok!(CrossBorder::open_class(members(18), corridor, DataClass::Vouchers));
		assert_noop!(
			CreditScoring::suspend_scorecard(third(), ScorecardId(2)),
			pallet_credit_scoring::Error::<Runtime>::Resting
		);
		let resting = pallet_cross_border::Error::<Runtime>::Resting;
		assert_noop!(CrossBorder::halt(third(), corridor), resting);
		let resting = pallet_cross_border::Error::<Runtime>::Resting;
		assert_noop!(CrossBorder::close_class(third(), corridor, DataClass::Vouchers), resting);
		// More than half can all the same, and two thirds without end.
		assert_ok!(CrossBorder::halt(members(14), corridor));
		assert_ok!(CreditScoring::suspend_scorecard(members(18), ScorecardId(2)));
		assert_eq!(Scorecards::<Runtime>::get(ScorecardId(2)).expect("it is there").status, Status::Suspended);
	});
}

/// Without the class a document is financed that is financed abroad: neither a third nor two thirds end the question at once.
#[test]
fn nobody_switches_the_check_for_documents_financed_abroad_off_in_a_hurry() {
	chain().execute_with(|| {
		let (corridor, class) = (Corridor::GuangdongMacao, DataClass::Duplicates);
		for yes in [9, 14, 18, 26] {
			assert_noop!(
				CrossBorder::close_class(members(yes), corridor, class),
				pallet_cross_border::Error::<Runtime>::HaltInstead
			);
		}
		assert_ok!(CrossBorder::close_class(pallet_timelock::Origin::General.into(), corridor, class));
	});
}

/// The calls that heal are stopped by nobody, so that what is stopped can be lifted.
#[test]
fn what_lifts_a_stop_is_never_stopped() {
	chain().execute_with(|| {
		for (pallet, call) in names(&[
			("CreditScoring", "resume_scorecard activate_champion"),
			("CrossBorder", "open_class resume"),
			("Timelock", "lift"),
			("SafeMode", "force_exit"),
		]) {
			let name = call_name(&(pallet, call));
			assert_noop!(Timelock::stop(third(), name.clone()), pallet_timelock::Error::<Runtime>::Unstoppable);
			assert!(configs::safety::Healing::contains(&name));
		}
	});
}
