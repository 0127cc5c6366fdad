//! The light client of a corridor: what it takes for final, and every forgery that it refuses. Each forgery differs in one
//! thing from a proof that is taken in the same test.

use crate::common::{corridor::*, *};
use bp_header_chain::InitializationData;
use bp_runtime::{BasicOperatingMode, OwnedBridgeModuleError};
use bp_test_utils::{accounts, Account, ALICE, BOB, CHARLIE, DAVE, EVE, FERDIE};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, instances::Instance1};
use lingnan_runtime::*;
use sp_consensus_grandpa::{AuthorityId, ConsensusLog, ScheduledChange, GRANDPA_ENGINE_ID};
use sp_runtime::{transaction_validity::InvalidTransaction, DigestItem, DispatchError};

const OTHERS: [Account; 3] = [DAVE, EVE, FERDIE];

/// Guangdong, whose light client follows Hong Kong, and Hong Kong.
fn ends() -> (End, End) {
	End::pair()
}

#[test]
fn it_does_nothing_before_root_initialises_it_once() {
	let (mut here, mut there) = (End::new(), End::new());
	let (first, second) = (there.header(), there.header());
	here.state.execute_with(|| {
		let halted = FinalityError::BridgeModule(OwnedBridgeModuleError::Halted);
		assert_noop!(bring(&second, proof(&second, &FIRST, FIRST_SET), FIRST_SET), halted);
		// Not by hand, and by a motion only on the track that is Root's.
		let agencies = pallet_collective::RawOrigin::<AccountId, Instance1>::Members(26, 26).into();
		for origin in [RuntimeOrigin::signed(alice()), agencies, pallet_timelock::Origin::General.into()] {
			assert_noop!(Finality::initialize(origin, start(first.clone())), DispatchError::BadOrigin);
		}
		assert_ok!(Finality::initialize(RuntimeOrigin::root(), start(first.clone())));
		let again = Finality::initialize(RuntimeOrigin::root(), start(second.clone()));
		assert_noop!(again, FinalityError::AlreadyInitialized);
		assert_ok!(bring(&second, proof(&second, &FIRST, FIRST_SET), FIRST_SET));
		assert_eq!(best(), second.number);
	});
}

#[test]
fn it_is_initialised_anew_by_root_alone() {
	let (mut here, mut there) = ends();
	let header = there.header();
	let anew = |origin| {
		let authorities = OTHERS.iter().map(|key| (AuthorityId::from(*key), 1)).collect();
		Finality::force_set_pallet_state(origin, 12, authorities, Box::new(header.clone()))
	};
	here.state.execute_with(|| {
		assert_noop!(anew(RuntimeOrigin::signed(alice())), DispatchError::BadOrigin);
		assert_ok!(anew(RuntimeOrigin::root()));
		assert_eq!(best(), header.number);
	});
	let next = there.header();
	here.state.execute_with(|| {
		assert_ok!(bring(&next, proof(&next, &OTHERS, 12), 12));
	});
}

#[test]
fn a_proof_of_another_chain_is_refused() {
	let (mut here, mut there) = ends();
	let header = there.header();
	here.state.execute_with(|| {
		let foreign = proof(&header, &OTHERS, FIRST_SET);
		assert_noop!(bring(&header, foreign, FIRST_SET), FinalityError::InvalidJustification);
		assert_ok!(bring(&header, proof(&header, &FIRST, FIRST_SET), FIRST_SET));
	});
}

#[test]
fn a_proof_for_another_header_is_refused() {
	let (mut here, mut there) = ends();
	let header = there.header();
	let mut forged = header.clone();
	forged.state_root = Hash::repeat_byte(1);
	here.state.execute_with(|| {
		let honest = proof(&header, &FIRST, FIRST_SET);
		assert_noop!(bring(&forged, honest.clone(), FIRST_SET), FinalityError::InvalidJustification);
		assert_ok!(bring(&header, honest, FIRST_SET));
	});
}

/// Those who were to follow on a fork that was not finalised vote for it under the number of the next set.
#[test]
fn a_proof_of_a_forked_authority_set_is_refused() {
	let (mut here, mut there) = ends();
	let (honest, next) = (there.handover(&[BOB, CHARLIE, DAVE]), there.header());
	here.state.execute_with(|| {
		let forked = proof(&next, &OTHERS, FIRST_SET + 1);
		assert_noop!(bring(&next, forked.clone(), FIRST_SET + 1), FinalityError::InvalidAuthoritySetId);
		assert_ok!(bring(&honest, proof(&honest, &FIRST, FIRST_SET), FIRST_SET));
		assert_noop!(bring(&next, forked, FIRST_SET + 1), FinalityError::InvalidJustification);
		assert_ok!(bring(&next, proof(&next, &[BOB, CHARLIE, DAVE], FIRST_SET + 1), FIRST_SET + 1));
	});
}

#[test]
fn those_who_handed_over_have_no_vote_left() {
	let (mut here, mut there) = ends();
	let (handover, next) = (there.handover(&OTHERS), there.header());
	here.state.execute_with(|| {
		assert_ok!(bring(&handover, proof(&handover, &FIRST, FIRST_SET), FIRST_SET));
		assert_noop!(bring(&next, proof(&next, &FIRST, FIRST_SET), FIRST_SET), FinalityError::InvalidAuthoritySetId);
		let renumbered = proof(&next, &FIRST, FIRST_SET + 1);
		assert_noop!(bring(&next, renumbered, FIRST_SET + 1), FinalityError::InvalidJustification);
		assert_ok!(bring(&next, proof(&next, &OTHERS, FIRST_SET + 1), FIRST_SET + 1));
	});
}

#[test]
fn too_few_votes_are_refused() {
	let (mut here, mut there) = ends();
	let header = there.header();
	here.state.execute_with(|| {
		for few in [&FIRST[..1], &FIRST[1..]] {
			let lacking = proof(&header, few, FIRST_SET);
			assert_noop!(bring(&header, lacking, FIRST_SET), FinalityError::InvalidJustification);
		}
		assert_ok!(bring(&header, proof(&header, &FIRST, FIRST_SET), FIRST_SET));
	});
}

#[test]
fn votes_that_are_counted_twice_are_refused() {
	let (mut here, mut there) = ends();
	let header = there.header();
	here.state.execute_with(|| {
		let doubled = proof(&header, &[ALICE, ALICE, BOB], FIRST_SET);
		assert_noop!(bring(&header, doubled, FIRST_SET), FinalityError::InvalidJustification);
		let padded = proof(&header, &[ALICE, BOB, CHARLIE, CHARLIE], FIRST_SET);
		assert_noop!(bring(&header, padded, FIRST_SET), FinalityError::InvalidJustification);
		assert_ok!(bring(&header, proof(&header, &[ALICE, BOB, CHARLIE], FIRST_SET), FIRST_SET));
	});
}

#[test]
fn a_change_of_authorities_that_was_forced_is_refused() {
	let (mut here, mut there) = ends();
	let usual = there.header();
	let mut header = usual.clone();
	let change = ScheduledChange { next_authorities: vec![(AuthorityId::from(DAVE), 1)], delay: 0 };
	let log = ConsensusLog::<BlockNumber>::ForcedChange(0, change);
	header.digest.push(DigestItem::Consensus(GRANDPA_ENGINE_ID, log.encode()));
	here.state.execute_with(|| {
		let forced = proof(&header, &FIRST, FIRST_SET);
		assert_noop!(bring(&header, forced, FIRST_SET), FinalityError::UnsupportedScheduledChange);
		assert_ok!(bring(&usual, proof(&usual, &FIRST, FIRST_SET), FIRST_SET));
	});
}

#[test]
fn as_many_authorities_as_a_chain_may_have_are_taken_and_no_more() {
	let (mut here, mut there) = ends();
	let most = accounts(constants::MAX_VALIDATORS as u16);
	let over = accounts(constants::MAX_VALIDATORS as u16 + 1);
	let too_many = there.handover(&over);
	let header = there.handover(&most);
	here.state.execute_with(|| {
		let refused = bring(&too_many, proof(&too_many, &FIRST, FIRST_SET), FIRST_SET);
		assert_noop!(refused, FinalityError::TooManyAuthoritiesInSet);
		assert_ok!(bring(&header, proof(&header, &FIRST, FIRST_SET), FIRST_SET));
	});
	let next = there.header();
	here.state.execute_with(|| {
		let by_two_thirds = proof(&next, &most[..67], FIRST_SET + 1);
		assert_ok!(bring(&next, by_two_thirds, FIRST_SET + 1));
	});
}

/// What relayers bring a second time costs nobody a place in a block.
#[test]
fn a_known_header_stays_out_of_the_pool() {
	let (mut here, mut there) = ends();
	let header = there.header();
	let call = RuntimeCall::GuangdongHongKongGrandpa(pallet_bridge_grandpa::Call::submit_finality_proof_ex {
		finality_target: Box::new(header.clone()),
		justification: proof(&header, &FIRST, FIRST_SET),
		current_set_id: FIRST_SET,
		is_free_execution_expected: false,
	});
	here.state.execute_with(|| {
		assert_ok!(pooled(&call).map(drop));
	});
	here.learn(&header);
	here.state.execute_with(|| {
		assert_eq!(pooled(&call), Err(InvalidTransaction::Stale.into()));
		assert_noop!(bring(&header, proof(&header, &FIRST, FIRST_SET), FIRST_SET), FinalityError::OldHeader);
		assert_ok!(Finality::set_operating_mode(RuntimeOrigin::root(), BasicOperatingMode::Halted));
		assert_eq!(pooled(&call), Err(InvalidTransaction::Call.into()));
	});
}

#[test]
fn a_start_that_governance_can_propose_is_small() {
	let most: Vec<_> =
		accounts(constants::MAX_VALIDATORS as u16).into_iter().map(|key| (AuthorityId::from(key), 1)).collect();
	let init = InitializationData { authority_list: most, ..start(End::new().header()) };
	assert!(init.encoded_size() < 8 * 1024);
}
