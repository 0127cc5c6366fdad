//! Each track of governance, and every way in which it fails. The agencies and institutions are those of the registers:
//! their councils are filled by nothing else.

use crate::common::*;
use codec::{Decode, Encode};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
	instances::{Instance1, Instance2},
	traits::{Get, Hooks},
	weights::Weight,
};
use lingnan_runtime::*;
use lingnan_support::{AgencyId, AgencyRight, InstitutionId, ScorecardId};
use pallet_timelock::Track;
use parameters::dynamic_params::{attestations, governance};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash as _},
	DispatchError, DispatchResult,
};

const AGENCIES: u8 = 26;
const INSTITUTIONS: u8 = 129;
const GENERAL_DELAY: BlockNumber = 3 * constants::DAYS;
const UPGRADE_DELAY: BlockNumber = 7 * constants::DAYS;
const MOTION: BlockNumber = 5 * constants::DAYS;

/// A call that only Root may make, and whose effect [`is_done`] sees.
fn deed() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::set_storage { items: vec![(b"act".to_vec(), b"done".to_vec())] })
}

fn is_done() -> bool {
	sp_io::storage::get(b"act").is_some()
}

fn suspend_bank(institution: InstitutionId) -> RuntimeCall {
	RuntimeCall::Institutions(pallet_institutions::Call::suspend { institution })
}

fn enact(track: Track, act: RuntimeCall) -> RuntimeCall {
	RuntimeCall::Timelock(pallet_timelock::Call::schedule { track, act: Box::new(act) })
}

fn veto(act: &RuntimeCall) -> RuntimeCall {
	RuntimeCall::Timelock(pallet_timelock::Call::veto { act: BlakeTwo256::hash_of(act) })
}

fn pause(pallet: &str, call: &str) -> RuntimeCall {
	let name = |name: &str| name.as_bytes().to_vec().try_into().expect("it is short");
	RuntimeCall::TxPause(pallet_tx_pause::Call::pause { full_name: (name(pallet), name(call)) })
}

fn call_name(pallet: &str, call: &str) -> pallet_timelock::CallName {
	let name = |name: &str| name.as_bytes().to_vec().try_into().expect("it is short");
	(name(pallet), name(call))
}

fn length(call: &RuntimeCall) -> u32 {
	call.encoded_size() as u32
}

fn weight(call: &RuntimeCall) -> Weight {
	call.get_dispatch_info().call_weight
}

macro_rules! council {
	($name:ident, $pallet:ident, $instance:ty, $key:ident) => {
		/// Moves, votes and closes.
		struct $name;
		impl $name {
			fn propose(motion: &RuntimeCall, threshold: u32) -> H256 {
				let by = RuntimeOrigin::signed($key(0));
				assert_ok!($pallet::propose(by, threshold, Box::new(motion.clone()), length(motion)));
				BlakeTwo256::hash_of(motion)
			}

			/// The first field of a record whose fields are private.
			fn index(hash: H256) -> u32 {
				let votes = pallet_collective::Voting::<Runtime, $instance>::get(hash).expect("it is open");
				u32::decode(&mut &votes.encode()[..]).expect("it begins with a number")
			}

			fn vote(hash: H256, member: u8, yes: bool) {
				let index = Self::index(hash);
				assert_ok!($pallet::vote(RuntimeOrigin::signed($key(member)), hash, index, yes));
			}

			fn close(motion: &RuntimeCall) -> DispatchResultWithPostInfo {
				let hash = BlakeTwo256::hash_of(motion);
				let index = Self::index(hash);
				$pallet::close(RuntimeOrigin::signed($key(0)), hash, index, weight(motion), length(motion))
			}

			/// The whole way with so many votes, all of which the motion asks for. What the motion itself came to.
			fn carry(motion: &RuntimeCall, yes: u8) -> DispatchResult {
				let hash = Self::propose(motion, yes.into());
				for member in 0..yes {
					Self::vote(hash, member, true);
				}
				assert_ok!(Self::close(motion));
				let executed = |record: &frame_system::EventRecord<RuntimeEvent, H256>| match &record.event {
					RuntimeEvent::$pallet(pallet_collective::Event::Executed { proposal_hash, result })
						if *proposal_hash == hash =>
					{
						Some(*result)
					},
					_ => None,
				};
				System::events().iter().rev().find_map(executed).expect("it was carried out")
			}
		}
	};
}

council!(Agencies, AgenciesCouncil, Instance1, agency);
council!(Institutions, InstitutionsCouncil, Instance2, institution);

fn chain() -> sp_io::TestExternalities {
	parties(AGENCIES, INSTITUTIONS)
}

/// The blocks in between have nothing to do.
fn run_to(block: BlockNumber) {
	pallet_scheduler::IncompleteSince::<Runtime>::kill();
	for block in [block - 1, block] {
		System::set_block_number(block);
		Scheduler::on_initialize(block);
	}
}

/// What came of an act.
fn outcome(act: &RuntimeCall) -> DispatchResult {
	let name = Some(BlakeTwo256::hash_of(act).0);
	let dispatched = |record: &frame_system::EventRecord<RuntimeEvent, H256>| match &record.event {
		RuntimeEvent::Scheduler(pallet_scheduler::Event::Dispatched { id, result, .. }) if *id == name => Some(*result),
		_ => None,
	};
	System::events().iter().rev().find_map(dispatched).expect("it was carried out")
}

#[test]
fn two_thirds_of_the_agencies_govern_after_the_delay() {
	chain().execute_with(|| {
		let act = suspend_bank(InstitutionId(7));
		assert_ok!(Agencies::carry(&enact(Track::General, act.clone()), 18));
		let due = 1 + GENERAL_DELAY + 1;
		run_to(due - 1);
		assert!(pallet_institutions::Institutions::<Runtime>::get(InstitutionId(7)).is_some_and(|bank| !bank.suspended));
		run_to(due);
		assert_ok!(outcome(&act));
		assert!(pallet_institutions::Institutions::<Runtime>::get(InstitutionId(7)).is_some_and(|bank| bank.suspended));
		assert!(!InstitutionsCouncil::is_member(&institution(7)));
		in_step();
	});
}

#[test]
fn an_upgrade_waits_longer_and_is_root() {
	chain().execute_with(|| {
		assert_ok!(Agencies::carry(&enact(Track::Upgrade, deed()), 18));
		run_to(1 + GENERAL_DELAY + 1);
		assert!(!is_done());
		run_to(1 + UPGRADE_DELAY + 1);
		assert!(is_done());
	});
}

#[test]
fn the_general_track_is_not_root() {
	chain().execute_with(|| {
		assert_ok!(Agencies::carry(&enact(Track::General, deed()), 18));
		run_to(1 + GENERAL_DELAY + 1);
		assert_eq!(outcome(&deed()), Err(DispatchError::BadOrigin));
		assert!(!is_done());
	});
}

/// Whatever a motion of all agencies tries, nothing of Root's is done before the delay of an upgrade.
#[test]
fn there_is_no_way_round_the_delay() {
	chain().execute_with(|| {
		let deed = || Box::new(deed());
		let schedule =
			pallet_scheduler::Call::schedule_after { after: 1, maybe_periodic: None, priority: 0, call: deed() };
		let root = Box::new(OriginCaller::system(frame_system::RawOrigin::Root));
		let general = Box::new(OriginCaller::Timelock(pallet_timelock::Origin::General));
		for attempt in [
			*deed(),
			RuntimeCall::Scheduler(schedule),
			RuntimeCall::Utility(pallet_utility::Call::dispatch_as { as_origin: root.clone(), call: deed() }),
			RuntimeCall::Utility(pallet_utility::Call::dispatch_as_fallible { as_origin: root, call: deed() }),
			RuntimeCall::Utility(pallet_utility::Call::dispatch_as {
				as_origin: general,
				call: Box::new(suspend_bank(InstitutionId(0))),
			}),
			RuntimeCall::Utility(pallet_utility::Call::with_weight { call: deed(), weight: Weight::zero() }),
			RuntimeCall::AgenciesCouncil(pallet_collective::Call::set_members {
				new_members: vec![agency(0)],
				prime: None,
				old_count: 26,
			}),
		] {
			assert_eq!(Agencies::carry(&attempt, 26), Err(DispatchError::BadOrigin), "{attempt:?}");
		}
		run_to(10);
		assert!(!is_done());
		assert!(InstitutionsCouncil::is_member(&institution(0)));
	});
}

#[test]
fn too_few_votes_pass_nothing_and_too_low_a_threshold_does_nothing() {
	chain().execute_with(|| {
		let motion = enact(Track::Upgrade, deed());
		let hash = Agencies::propose(&motion, 18);
		for member in 0..17 {
			Agencies::vote(hash, member, true);
		}
		assert_noop!(Agencies::close(&motion), pallet_collective::Error::<Runtime, Instance1>::TooEarly);
		for member in 17..26 {
			Agencies::vote(hash, member, false);
		}
		assert_ok!(Agencies::close(&motion));
		assert!(pallet_collective::ProposalOf::<Runtime, Instance1>::get(hash).is_none());
		assert_eq!(Agencies::carry(&motion, 17), Err(DispatchError::BadOrigin));
		run_to(1 + UPGRADE_DELAY + 1);
		assert!(!is_done());
	});
}

/// A council that counted the silent as agreeing would let fourteen of 26 pass for all of them.
#[test]
fn a_motion_expires_without_the_votes_of_the_silent() {
	chain().execute_with(|| {
		let motion = enact(Track::Upgrade, deed());
		let hash = Agencies::propose(&motion, 18);
		for member in 0..17 {
			Agencies::vote(hash, member, true);
		}
		System::set_block_number(1 + MOTION);
		assert_ok!(Agencies::close(&motion));
		System::assert_has_event(
			pallet_collective::Event::<Runtime, Instance1>::Disapproved { proposal_hash: hash }.into(),
		);
		assert!(pallet_collective::Voting::<Runtime, Instance1>::get(hash).is_none());
	});
}

#[test]
fn most_institutions_veto_within_the_delay() {
	chain().execute_with(|| {
		assert_ok!(Agencies::carry(&enact(Track::Upgrade, deed()), 26));
		assert_eq!(Institutions::carry(&veto(&deed()), 64), Err(DispatchError::BadOrigin));
		assert_ok!(Institutions::carry(&veto(&deed()), 65));
		run_to(1 + UPGRADE_DELAY + 1);
		assert!(!is_done());
		let gone = pallet_timelock::Error::<Runtime>::NotFound.into();
		assert_eq!(Institutions::carry(&veto(&deed()), 65), Err(gone));
	});
}

#[test]
fn institutions_can_do_nothing_but_veto() {
	chain().execute_with(|| {
		for motion in [
			enact(Track::General, suspend_bank(InstitutionId(0))),
			pause("Financing", "apply"),
			RuntimeCall::SafeMode(pallet_safe_mode::Call::force_enter {}),
			suspend_bank(InstitutionId(0)),
			deed(),
		] {
			assert_eq!(Institutions::carry(&motion, 129), Err(DispatchError::BadOrigin), "{motion:?}");
		}
	});
}

#[test]
fn a_third_of_the_agencies_stops_at_once_and_two_thirds_lift_it() {
	chain().execute_with(|| {
		let name = || call_name("Financing", "apply");
		let stop = RuntimeCall::Timelock(pallet_timelock::Call::stop { call: name() });
		assert_eq!(Agencies::carry(&stop, 8), Err(DispatchError::BadOrigin));
		assert_ok!(Agencies::carry(&stop, 9));
		assert!(Timelock::is_stopped(&name()));
		let lift = RuntimeCall::Timelock(pallet_timelock::Call::lift { call: name() });
		assert_eq!(Agencies::carry(&lift, 17), Err(DispatchError::BadOrigin));
		assert_ok!(Agencies::carry(&lift, 18));
		assert!(!Timelock::is_stopped(&name()));

		let enter = RuntimeCall::SafeMode(pallet_safe_mode::Call::force_enter {});
		let exit = RuntimeCall::SafeMode(pallet_safe_mode::Call::force_exit {});
		assert_eq!(Agencies::carry(&enter, 8), Err(DispatchError::BadOrigin));
		assert_ok!(Agencies::carry(&enter, 9));
		assert!(SafeMode::is_entered());
		assert_eq!(Agencies::carry(&exit, 17), Err(DispatchError::BadOrigin));
		assert_ok!(Agencies::carry(&exit, 18));
		assert!(!SafeMode::is_entered());
	});
}

/// A third could pause a call, or enter safe mode again and again, for as long as it liked, while interest ran.
#[test]
fn a_third_stops_nothing_without_end() {
	chain().execute_with(|| {
		let name = || call_name("Financing", "record_repayment");
		assert_eq!(Agencies::carry(&pause("Financing", "record_repayment"), 17), Err(DispatchError::BadOrigin));
		let stop = RuntimeCall::Timelock(pallet_timelock::Call::stop { call: name() });
		assert_ok!(Agencies::carry(&stop, 9));
		let (duration, rest) = (2 * constants::DAYS, 14 * constants::DAYS);
		let start = System::block_number();
		System::set_block_number(start + duration);
		assert!(!Timelock::is_stopped(&name()), "it ends by itself");
		let resting = pallet_timelock::Error::<Runtime>::Resting.into();
		assert_eq!(Agencies::carry(&stop, 9), Err(resting));
		System::set_block_number(start + duration + rest);
		assert_ok!(Agencies::carry(&stop, 9));

		// A majority prolongs it, and two thirds pause without end.
		let prolong = RuntimeCall::Timelock(pallet_timelock::Call::prolong { call: name() });
		assert_eq!(Agencies::carry(&prolong, 13), Err(DispatchError::BadOrigin));
		assert_ok!(Agencies::carry(&prolong, 14));
		assert_ok!(Agencies::carry(&pause("Financing", "record_repayment"), 18));

		let enter = RuntimeCall::SafeMode(pallet_safe_mode::Call::force_enter {});
		assert_ok!(Agencies::carry(&enter, 9));
		let extend = RuntimeCall::SafeMode(pallet_safe_mode::Call::force_extend {});
		assert_eq!(Agencies::carry(&extend, 13), Err(DispatchError::BadOrigin));
		assert_ok!(Agencies::carry(&extend, 14));
		assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
		assert_eq!(Agencies::carry(&enter, 9), Err(DispatchError::BadOrigin), "it rests");
		assert_ok!(Agencies::carry(&enter, 18));
	});
}

/// Eight banks filled all 64 slots for motions, so that no veto could be moved within its window.
#[test]
fn no_members_leave_the_others_without_room_for_a_motion() {
	chain().execute_with(|| {
		let act = suspend_bank(InstitutionId(0));
		assert_ok!(Agencies::carry(&enact(Track::General, act.clone()), 18));
		let members = pallet_collective::Members::<Runtime, pallet_collective::Instance2>::get();
		for jammer in members.iter().filter(|member| **member != institution(0)) {
			for motion in 0..constants::MOTIONS_OF_ONE {
				let remark = [jammer.encode(), motion.encode()].concat();
				let call = RuntimeCall::System(frame_system::Call::remark { remark });
				let (by, length) = (RuntimeOrigin::signed(jammer.clone()), length(&call));
				assert_ok!(InstitutionsCouncil::propose(by, 65, Box::new(call), length));
			}
		}
		// The veto comes through all the same.
		assert_ok!(Institutions::carry(&veto(&act), 65));
	});
}

/// Safe mode does not stop government: an act waits through it and is carried out.
#[test]
fn governance_works_in_safe_mode() {
	chain().execute_with(|| {
		assert_ok!(Agencies::carry(&RuntimeCall::SafeMode(pallet_safe_mode::Call::force_enter {}), 9));
		let act =
			RuntimeCall::Attestations(pallet_attestations::Call::rekey_agency { agency: AgencyId(3), key: agency(90) });
		assert_ok!(Agencies::carry(&enact(Track::General, act.clone()), 18));
		run_to(1 + GENERAL_DELAY + 1);
		assert_ok!(outcome(&act));
		assert!(AgenciesCouncil::is_member(&agency(90)) && !AgenciesCouncil::is_member(&agency(3)));
		in_step();
	});
}

#[test]
fn a_third_stops_a_scorecard_and_starts_none() {
	chain().execute_with(|| {
		let suspend =
			RuntimeCall::CreditScoring(pallet_credit_scoring::Call::suspend_scorecard { scorecard: ScorecardId(0) });
		let unknown = pallet_credit_scoring::Error::<Runtime>::NotFound.into();
		assert_eq!(Agencies::carry(&suspend, 8), Err(DispatchError::BadOrigin));
		assert_eq!(Agencies::carry(&suspend, 9), Err(unknown), "the origin was let in");
		let activate =
			RuntimeCall::CreditScoring(pallet_credit_scoring::Call::activate_champion { scorecard: ScorecardId(0) });
		assert_eq!(Agencies::carry(&activate, 26), Err(DispatchError::BadOrigin));
	});
}

#[test]
fn two_thirds_suspend_an_agency_at_once_and_its_seat_no_longer_counts() {
	chain().execute_with(|| {
		let suspend = |agency: u32| {
			RuntimeCall::Attestations(pallet_attestations::Call::suspend_agency { agency: AgencyId(agency) })
		};
		assert_eq!(Agencies::carry(&suspend(25), 17), Err(DispatchError::BadOrigin));
		assert_ok!(Agencies::carry(&suspend(25), 18));
		assert_ok!(Agencies::carry(&suspend(24), 18));
		assert!(!AgenciesCouncil::is_member(&agency(25)));
		in_step();
		// Sixteen of the 24 that are left are two thirds.
		assert_ok!(Agencies::carry(&enact(Track::Upgrade, deed()), 16));
		let own = enact(Track::General, suspend_bank(InstitutionId(0)));
		let by = RuntimeOrigin::signed(agency(25));
		assert_noop!(
			AgenciesCouncil::propose(by, 18, Box::new(own.clone()), length(&own)),
			pallet_collective::Error::<Runtime, Instance1>::NotMember
		);
	});
}

#[test]
fn the_votes_of_a_key_that_was_replaced_do_not_count() {
	chain().execute_with(|| {
		let motion = enact(Track::Upgrade, deed());
		let hash = Agencies::propose(&motion, 18);
		for member in 0..18 {
			Agencies::vote(hash, member, true);
		}
		assert_ok!(Attestations::rekey_agency(RuntimeOrigin::root(), AgencyId(5), agency(90)));
		assert_noop!(Agencies::close(&motion), pallet_collective::Error::<Runtime, Instance1>::TooEarly);
		assert_ok!(AgenciesCouncil::vote(RuntimeOrigin::signed(agency(90)), hash, 0, true));
		assert_ok!(Agencies::close(&motion));
		in_step();
	});
}

#[test]
fn new_parties_have_a_seat_at_once_as_long_as_there_are_seats() {
	parties(2, 149).execute_with(|| {
		in_step();
		assert_ok!(lingnan_runtime::Institutions::register(RuntimeOrigin::root(), institution_spec(149)));
		assert!(InstitutionsCouncil::is_member(&institution(149)));
		in_step();
		assert_noop!(
			lingnan_runtime::Institutions::register(RuntimeOrigin::root(), institution_spec(150)),
			pallet_institutions::Error::<Runtime>::CouncilFull
		);
		assert_ok!(Attestations::register_agency(RuntimeOrigin::root(), agency_spec(2, &[AgencyRight::Customs])));
		in_step();
	});
}

#[test]
fn a_change_of_members_is_weighed() {
	let call = pallet_attestations::Call::<Runtime>::rekey_agency { agency: AgencyId(0), key: agency(0) };
	let seats = <configs::governance::AgencySeats as lingnan_support::Seats<AccountId>>::weight();
	assert!(seats.ref_time() > 0);
	assert!(call.get_dispatch_info().call_weight.all_gte(seats));
}

#[test]
fn each_group_of_parameters_has_its_keeper() {
	chain().execute_with(|| {
		let set = |parameter| RuntimeCall::Parameters(pallet_parameters::Call::set_parameter { key_value: parameter });
		let days = set(RuntimeParameters::Attestations(attestations::Parameters::DisputeDays(
			attestations::DisputeDays,
			Some(20),
		)));
		let delay =
			set(RuntimeParameters::Governance(governance::Parameters::GeneralDelay(governance::GeneralDelay, Some(1))));
		for motion in [&days, &delay] {
			assert_eq!(Agencies::carry(motion, 26), Err(DispatchError::BadOrigin), "no number is changed at once");
			assert_ok!(Agencies::carry(&enact(Track::General, motion.clone()), 18));
		}
		run_to(1 + GENERAL_DELAY + 1);
		assert_ok!(outcome(&days));
		assert_eq!(attestations::DisputeDays::get(), 20);
		assert_eq!(
			outcome(&delay),
			Err(DispatchError::BadOrigin),
			"the veto's time is not the general track's to take"
		);
		assert_ok!(Agencies::carry(&enact(Track::Upgrade, delay), 18));
		run_to(1 + GENERAL_DELAY + 1 + UPGRADE_DELAY + 1);
		assert_eq!(governance::GeneralDelay::get(), 1);
	});
}

/// One rogue councillor would otherwise hold a veto: whoever can take a preimage away stops the act that needs it.
#[test]
fn no_member_can_take_an_acts_preimage_away() {
	chain().execute_with(|| {
		let act = RuntimeCall::System(frame_system::Call::set_storage {
			items: vec![(b"act".to_vec(), b"done".to_vec()), (b"long".to_vec(), vec![0; 200])],
		});
		let hash = BlakeTwo256::hash_of(&act);
		assert_ok!(Agencies::carry(&enact(Track::Upgrade, act), 18));
		for who in [agency(0), institution(0)] {
			assert!(Preimage::unnote_preimage(RuntimeOrigin::signed(who.clone()), hash).is_err());
			assert!(Preimage::unrequest_preimage(RuntimeOrigin::signed(who), hash).is_err());
		}
		run_to(1 + UPGRADE_DELAY + 1);
		assert!(is_done());
	});
}

#[test]
fn neither_a_member_nor_a_council_is_root_by_itself() {
	chain().execute_with(|| {
		for origin in [
			RuntimeOrigin::signed(agency(0)),
			pallet_collective::RawOrigin::<AccountId, Instance1>::Members(26, 26).into(),
			pallet_collective::RawOrigin::<AccountId, Instance2>::Members(129, 129).into(),
			pallet_timelock::Origin::General.into(),
		] {
			assert!(System::set_storage(origin, vec![]).is_err());
		}
	});
}

/// The councils are those in good standing of the registers, and nobody else.
fn in_step() {
	let mut agencies: Vec<_> = pallet_attestations::Agencies::<Runtime>::iter_values()
		.filter(|agency| !agency.suspended)
		.map(|agency| agency.spec.key)
		.collect();
	agencies.sort();
	assert_eq!(pallet_collective::Members::<Runtime, Instance1>::get(), agencies);
	let mut institutions: Vec<_> = pallet_institutions::Institutions::<Runtime>::iter_values()
		.filter(|institution| !institution.suspended)
		.map(|institution| institution.spec.key)
		.collect();
	institutions.sort();
	assert_eq!(pallet_collective::Members::<Runtime, Instance2>::get(), institutions);
	assert_ok!(Attestations::do_try_state());
	assert_ok!(lingnan_runtime::Institutions::do_try_state());
}
