//! Equivocations with real signatures, from the report to the seat's loss, in whole blocks.
use lingnan_support::Paging;

use crate::common::*;
use codec::Encode;
use frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::KeyOwnerProofSystem};
use lingnan_runtime::*;
use pallet_validators::Event;
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature};
use sp_consensus_grandpa::{Equivocation, EquivocationProof};
use sp_core::{Pair, H256};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{
	traits::{Dispatchable, Header as _},
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidity},
	Digest, DigestItem,
};

const SESSION: BlockNumber = 10;

const SEATS: [(Sr25519Keyring, Ed25519Keyring); 4] = [
	(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
	(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
	(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
	(Sr25519Keyring::Dave, Ed25519Keyring::Dave),
];

fn keys((aura, grandpa): (Sr25519Keyring, Ed25519Keyring)) -> SessionKeys {
	SessionKeys { aura: aura.public().into(), grandpa: grandpa.public().into() }
}

fn dave() -> AccountId {
	Sr25519Keyring::Dave.to_account_id()
}

/// Four validators and short sessions.
fn four() -> sp_io::TestExternalities {
	genesis_with(|patch| {
		let seats = SEATS.map(|seat| (seat.0.to_account_id(), seat.0.to_account_id(), keys(seat)));
		patch["session"]["keys"] = serde_json::to_value(seats).expect("keys are JSON");
		patch["validators"]["sessionLength"] = SESSION.into();
	})
}

/// The slot of the block after so many.
fn slot(number: BlockNumber) -> u64 {
	OPENING * 1_000 / constants::MILLISECONDS_PER_BLOCK + u64::from(number)
}

fn pre_digest(slot: u64) -> DigestItem {
	CompatibleDigestItem::<AuthoritySignature>::aura_pre_digest(slot.into())
}

/// Makes the next block as a node does, with these transactions.
fn make_block(transactions: Vec<UncheckedExtrinsic>) {
	make_block_in(slot(System::block_number() + 1), transactions);
}

fn make_block_in(slot: u64, transactions: Vec<UncheckedExtrinsic>) -> Header {
	let number = System::block_number() + 1;
	let digest = Digest { logs: vec![pre_digest(slot)] };
	let parent = System::block_hash(number - 1);
	Executive::initialize_block(&Header::new(number, H256::zero(), H256::zero(), parent, digest));
	let now = slot * constants::MILLISECONDS_PER_BLOCK;
	let time = UncheckedExtrinsic::new_bare(pallet_timestamp::Call::set { now }.into());
	for transaction in [time].into_iter().chain(transactions) {
		assert_ok!(Executive::apply_extrinsic(transaction).expect("it is valid"));
	}
	Executive::finalize_block()
}

/// Makes blocks in Alice's slots and Bob's, until a session begins: Charlie and Dave are gone. The block that it
/// begins with.
fn next_session_of_two() -> Header {
	let session = Session::current_index();
	loop {
		let last = *pallet_aura::CurrentSlot::<Runtime>::get();
		let slot = (last + 1..).find(|slot| slot % 4 < 2).expect("there are slots for ever");
		let header = make_block_in(slot, vec![]);
		if Session::current_index() > session {
			return header;
		}
	}
}

fn next_session() {
	let session = Session::current_index();
	while Session::current_index() == session {
		make_block(vec![]);
	}
}

fn sealed(key: Sr25519Keyring, slot: u64, mark: u8) -> Header {
	let digest = Digest { logs: vec![pre_digest(slot)] };
	let mut header = Header::new(9, H256::repeat_byte(mark), H256::zero(), H256::zero(), digest);
	let seal: AuthoritySignature = key.pair().sign(header.hash().as_ref()).into();
	header.digest_mut().push(DigestItem::aura_seal(seal));
	header
}

/// Two blocks of Dave's for one slot.
fn two_blocks(slot: u64) -> RuntimeCall {
	let proof = Box::new(sp_consensus_slots::EquivocationProof {
		offender: Sr25519Keyring::Dave.public().into(),
		slot: slot.into(),
		first_header: sealed(Sr25519Keyring::Dave, slot, 1),
		second_header: sealed(Sr25519Keyring::Dave, slot, 2),
	});
	let session = Session::current_index();
	pallet_validators::Call::report_double_block { proof, session }.into()
}

/// Two votes of Dave's in one round.
fn two_votes(round: u64) -> RuntimeCall {
	let set = pallet_grandpa::CurrentSetId::<Runtime>::get();
	two_votes_said_to_be_of(set, set, round)
}

/// Two votes of Dave's signed for one set of voters, reported as cast in another.
fn two_votes_said_to_be_of(said: u64, set: u64, round: u64) -> RuntimeCall {
	two_votes_of(Ed25519Keyring::Dave, said, set, round)
}

fn two_votes_of(voter: Ed25519Keyring, said: u64, set: u64, round: u64) -> RuntimeCall {
	let key = voter.pair();
	let vote = |mark| {
		let vote = finality_grandpa::Prevote { target_hash: H256::repeat_byte(mark), target_number: 9 };
		let message = finality_grandpa::Message::Prevote(vote.clone());
		let payload = sp_consensus_grandpa::localized_payload(round, set, &message);
		(vote, key.sign(&payload).into())
	};
	let identity: sp_consensus_grandpa::AuthorityId = key.public().into();
	let equivocation = finality_grandpa::Equivocation {
		round_number: round,
		identity: identity.clone(),
		first: vote(1),
		second: vote(2),
	};
	let proof = EquivocationProof::new(said, Equivocation::Prevote(equivocation));
	let key_owner_proof = Validators::prove((sp_consensus_grandpa::KEY_TYPE, identity)).expect("it has a seat");
	pallet_grandpa::Call::report_equivocation_unsigned { equivocation_proof: Box::new(proof), key_owner_proof }.into()
}

fn validate(source: TransactionSource, call: RuntimeCall) -> TransactionValidity {
	Executive::validate_transaction(source, UncheckedExtrinsic::new_bare(call), System::block_hash(0))
}

fn has_seat(who: &AccountId) -> bool {
	Session::validators().contains(who)
}

/// Reports, and sees the seat go at the next session from every list there is.
fn is_expelled_by(report: RuntimeCall) {
	make_block(vec![UncheckedExtrinsic::new_bare(report.clone())]);
	System::assert_has_event(Event::Expelled { who: dave(), session: Session::current_index() }.into());
	assert!(has_seat(&dave()) && !Validators::is_party(&dave()));
	next_session();
	assert!(!has_seat(&dave()));
	assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 3);
	assert_eq!(Grandpa::grandpa_authorities().len(), 3);
	let again = validate(TransactionSource::Local, report);
	assert_eq!(again, Err(InvalidTransaction::Stale.into()));
	for _ in 0..2 {
		next_session();
		assert_eq!(Grandpa::grandpa_authorities().len(), 3);
	}
	assert_ok!(Validators::do_try_state());
}

#[test]
fn two_blocks_of_one_slot_cost_the_seat_at_the_next_session() {
	four().execute_with(|| {
		next_session();
		is_expelled_by(two_blocks(slot(System::block_number())));
	});
}

#[test]
fn two_votes_of_one_round_cost_the_seat_at_the_next_session() {
	four().execute_with(|| {
		next_session();
		is_expelled_by(two_votes(7));
	});
}

#[test]
fn reports_are_refused_by_name_the_second_time() {
	four().execute_with(|| {
		make_block(vec![]);
		let report = two_blocks(slot(2));
		assert_ok!(report.clone().dispatch(RuntimeOrigin::none()));
		let refused = report.dispatch(RuntimeOrigin::none()).map(drop).map_err(|e| e.error);
		assert_eq!(refused, Err(pallet_validators::Error::<Runtime>::AlreadyReported.into()));
	});
	four().execute_with(|| {
		make_block(vec![]);
		let report = two_votes(7);
		assert_ok!(report.clone().dispatch(RuntimeOrigin::none()));
		// The second is refused although it is about another round: the seat is lost.
		for report in [report, two_votes(8)] {
			let refused = report.dispatch(RuntimeOrigin::none()).map(drop).map_err(|e| e.error);
			assert_eq!(refused, Err(pallet_grandpa::Error::<Runtime>::DuplicateOffenceReport.into()));
		}
	});
}

#[test]
fn changing_keys_saves_nobody() {
	four().execute_with(|| {
		make_block(vec![]);
		// The chain has new keys for Dave, and the session goes on with the old ones.
		let new = keys((Sr25519Keyring::Eve, Ed25519Keyring::Eve));
		let statement = [b"POP_".as_slice(), &dave().encode()].concat();
		let proof = (Sr25519Keyring::Eve.sign(&statement), Ed25519Keyring::Eve.sign(&statement)).encode();
		assert_ok!(Session::set_keys(RuntimeOrigin::signed(dave()), new, proof));
		is_expelled_by(two_votes(7));
	});
}

#[test]
fn reports_enter_the_pool_without_signature_and_without_fee() {
	four().execute_with(|| {
		make_block(vec![]);
		for (report, from_others) in [(two_blocks(slot(2)), true), (two_votes(7), false)] {
			assert_ok!(validate(TransactionSource::Local, report.clone()));
			assert_ok!(validate(TransactionSource::InBlock, report.clone()));
			assert_eq!(validate(TransactionSource::External, report.clone()).is_ok(), from_others);
			assert!(report.get_dispatch_info().call_weight.ref_time() > 0);
		}
	});
}

#[test]
fn a_vote_that_was_not_cast_is_no_equivocation() {
	four().execute_with(|| {
		make_block(vec![]);
		for report in [two_votes_said_to_be_of(0, 1, 7), two_votes_said_to_be_of(1, 1, 7)] {
			let refused = report.dispatch(RuntimeOrigin::none()).map(drop).map_err(|e| e.error);
			assert_eq!(refused, Err(pallet_grandpa::Error::<Runtime>::InvalidEquivocationProof.into()));
		}
		assert!(Validators::is_party(&dave()));
	});
}

#[test]
fn an_operator_needs_no_coins() {
	four().execute_with(|| {
		let eve = Sr25519Keyring::Eve.to_account_id();
		assert!(!configs::allowances::Party::of(&eve).is_some());
		assert_ok!(Validators::invite(RuntimeOrigin::root(), eve.clone()));
		assert!(configs::allowances::Party::of(&eve).is_some());
		assert_eq!(Balances::free_balance(&eve), 0);
		let new = keys((Sr25519Keyring::Eve, Ed25519Keyring::Eve));
		let statement = [b"POP_".as_slice(), &eve.encode()].concat();
		let proof = (Sr25519Keyring::Eve.sign(&statement), Ed25519Keyring::Eve.sign(&statement)).encode();
		assert_ok!(Session::set_keys(RuntimeOrigin::signed(eve.clone()), new, proof));
		assert_ok!(Validators::join(RuntimeOrigin::signed(eve.clone())));
		next_session();
		next_session();
		assert!(has_seat(&eve));
		assert_eq!(Grandpa::grandpa_authorities().len(), 5);
	});
}

#[test]
fn every_author_is_entered() {
	four().execute_with(|| {
		next_session();
		next_session();
		for view in Validators::validators(Paging::FIRST).items {
			assert!(view.seated && view.has_keys && view.last_session >= 2 && view.missed == 0, "{view:?}");
		}
	});
}

/// Two of four are gone. While nothing becomes final Alice takes new keys: the chain counts that change of voters, and the
/// nodes never see it come about.
#[test]
fn voters_are_changed_by_force_and_the_chain_counts_them_as_the_nodes_do() {
	use sp_consensus_grandpa::{ConsensusLog, ScheduledChange, GRANDPA_ENGINE_ID};
	four().execute_with(|| {
		make_block(vec![]);
		let alice = Sr25519Keyring::Alice.to_account_id();
		let new = keys((Sr25519Keyring::Eve, Ed25519Keyring::Eve));
		let statement = [b"POP_".as_slice(), &alice.encode()].concat();
		let proof = (Sr25519Keyring::Eve.sign(&statement), Ed25519Keyring::Eve.sign(&statement)).encode();
		assert_ok!(Session::set_keys(RuntimeOrigin::signed(alice), new, proof));
		for _ in 0..4 {
			next_session_of_two();
		}
		assert_eq!(pallet_grandpa::CurrentSetId::<Runtime>::get(), 1);

		let lost = vec![Sr25519Keyring::Charlie.to_account_id(), dave()];
		let restore = |lost: &[AccountId], last_final, set| {
			Validators::restore_finality(RuntimeOrigin::root(), lost.to_vec().try_into().unwrap(), last_final, set)
		};
		let refused = Err(pallet_validators::Error::<Runtime>::InvalidStandstill.into());
		// The change was announced in block 20: nodes could not go on from there.
		assert_eq!(restore(&lost, 20, 0), refused);
		assert_eq!(restore(&lost, 19, 2), refused, "there is no such set yet");
		assert_ok!(restore(&lost, 19, 0));

		let header = next_session_of_two();
		let left = [Ed25519Keyring::Eve, Ed25519Keyring::Bob].map(|key| (key.public().into(), 1)).to_vec();
		let change = ScheduledChange { next_authorities: left.clone(), delay: SESSION - 1 };
		let log = DigestItem::Consensus(GRANDPA_ENGINE_ID, ConsensusLog::ForcedChange(19u32, change).encode());
		assert!(header.digest.logs.contains(&log), "{:?}", header.digest);
		assert_eq!(pallet_grandpa::CurrentSetId::<Runtime>::get(), 1, "the nodes' first, and one");
		assert_eq!(Session::validators().len(), 2);
		next_session_of_two();
		assert_eq!(Grandpa::grandpa_authorities(), left);
		assert!(pallet_grandpa::PendingChange::<Runtime>::get().is_none());

		// Votes of the new set can be reported.
		let call = |set| two_votes_of(Ed25519Keyring::Bob, set, set, 7);
		assert!(call(2).dispatch(RuntimeOrigin::none()).is_err());
		assert_ok!(call(1).dispatch(RuntimeOrigin::none()).map(drop).map_err(|e| e.error));
		assert_ok!(Validators::do_try_state());
	});
}
