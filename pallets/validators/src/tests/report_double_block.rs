use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	pallet_prelude::{InvalidTransaction, TransactionSource, TransactionValidity},
};
use sp_core::Pair;

#[allow(deprecated)]
fn validate(source: TransactionSource, proof: &Proof) -> TransactionValidity {
	use frame_support::pallet_prelude::ValidateUnsigned;
	Seated::validate_unsigned(source, &Call::report_double_block { proof: Box::new(proof.clone()), session: 0 })
}

type Proof = sp_consensus_slots::EquivocationProof<Header, sp_consensus_aura::sr25519::AuthorityId>;

#[test]
fn two_sealed_blocks_of_one_slot_cost_the_seat_at_the_next_session() {
	test(|| {
		make_block(1);
		assert_ok!(Seated::report_double_block(nobody(), double_block(2, 5), 0));
		System::assert_has_event(Event::Expelled { who: 2, session: 0 }.into());
		assert!(!Seated::is_party(&2));
		assert_eq!(pallet_session::Validators::<Test>::get(), [1, 2, 3]);
		next_session(&[1, 3]);
		assert_eq!(Told::get(), [1, 3]);
		assert_eq!(pallet_session::Validators::<Test>::get(), [1, 3]);
		next_session(&[1, 3]);
		assert_eq!(Told::get(), [1, 3]);
		assert_eq!(Changes::get(), 1);
	});
}

#[test]
fn it_is_reported_once() {
	test(|| {
		assert_ok!(Seated::report_double_block(nobody(), double_block(2, 5), 0));
		for slot in [5, 6] {
			assert_noop!(
				Seated::report_double_block(nobody(), double_block(2, slot), 0),
				Error::<Test>::AlreadyReported
			);
		}
	});
}

#[test]
fn changing_keys_before_or_after_does_not_help() {
	test(|| {
		assert_ok!(Session::set_keys(signed(2), keys(12), possession(2, 12)));
		next_session(&[1, 2, 3]);
		assert_ok!(Seated::report_double_block(nobody(), double_block(2, 5), 1));
		System::assert_has_event(Event::Expelled { who: 2, session: 1 }.into());
	});
}

#[test]
fn a_past_session_counts_as_long_as_it_is_remembered() {
	test(|| {
		for _ in 0..4 {
			next_session(&[1, 2, 3]);
		}
		assert_noop!(Seated::report_double_block(nobody(), double_block(2, 5), 0), Error::<Test>::KeyNotSeated);
		assert_noop!(Seated::report_double_block(nobody(), double_block(9, 5), 4), Error::<Test>::KeyNotSeated);
		assert_ok!(Seated::report_double_block(nobody(), double_block(2, 5), 1));
	});
}

#[test]
fn what_is_no_equivocation_is_refused() {
	test(|| {
		let good = double_block(2, 5);
		let mut flawed = Vec::new();
		let with = |change: &dyn Fn(&mut Proof)| {
			let mut proof = *good.clone();
			change(&mut proof);
			proof
		};
		flawed.push(("one block twice", with(&|p| p.second_header = p.first_header.clone())));
		flawed.push(("one block with two seals", with(&|p| p.second_header = sealed(&author(2), 5, 1))));
		flawed.push(("another slot", with(&|p| p.second_header = sealed(&author(2), 6, 2))));
		flawed.push(("a wrong claim of the slot", with(&|p| p.slot = 6.into())));
		flawed.push(("another's seal", with(&|p| p.second_header = sealed(&author(3), 5, 2))));
		flawed.push(("no seal", with(&|p| drop(p.second_header.digest.pop()))));
		flawed.push(("changed after sealing", with(&|p| p.second_header.number = 9)));
		flawed.push((
			"too long",
			with(&|p| p.second_header.digest.logs.insert(0, sp_runtime::DigestItem::Other(vec![0; LONGEST_HEADER]))),
		));
		flawed.push((
			"two slots",
			with(&|p| {
				let slot = p.second_header.digest.logs[0].clone();
				p.second_header.digest.logs.pop();
				p.second_header.digest.logs.push(slot);
				let seal = author(2).sign(sp_runtime::traits::Header::hash(&p.second_header).as_ref());
				let seal: sp_consensus_aura::sr25519::AuthoritySignature = seal.into();
				p.second_header.digest.push(sp_consensus_aura::digests::CompatibleDigestItem::aura_seal(seal));
			}),
		));
		for (why, proof) in flawed {
			let refused = Seated::report_double_block(nobody(), Box::new(proof.clone()), 0);
			assert_eq!(refused, Err(Error::<Test>::InvalidProof.into()), "{why}");
			assert_eq!(validate(TransactionSource::External, &proof), InvalidTransaction::BadProof.into(), "{why}");
		}
		assert_eq!(pallet_session::Validators::<Test>::get(), [1, 2, 3]);
	});
}

#[test]
fn a_report_that_holds_enters_the_pool_once_for_each_offender_and_slot() {
	test(|| {
		let proof = double_block(2, 5);
		let validity = validate(TransactionSource::External, &proof).unwrap();
		assert!(validity.propagate && validity.longevity < 1_000);
		let again = Proof { first_header: sealed(&author(2), 5, 3), ..*proof.clone() };
		let other = validate(TransactionSource::Local, &again).unwrap();
		assert_eq!(validity.provides, other.provides);
		assert_ok!(Seated::report_double_block(nobody(), proof.clone(), 0));
		assert_eq!(validate(TransactionSource::InBlock, &proof), InvalidTransaction::Stale.into());
	});
}

#[test]
fn a_signature_does_not_let_a_report_in() {
	test(|| {
		let refused = Seated::report_double_block(signed(1), double_block(2, 5), 0);
		assert_noop!(refused, sp_runtime::DispatchError::BadOrigin);
	});
}

#[test]
fn the_last_validator_stays() {
	with_validators(&[1]).execute_with(|| {
		assert_ok!(Seated::report_double_block(nobody(), double_block(1, 5), 0));
		System::assert_has_event(Event::LastKept { who: 1, session: 0 }.into());
		next_session(&[1]);
		assert_eq!(pallet_session::Validators::<Test>::get(), [1]);
		Seated::do_try_state().unwrap();
	});
}

#[test]
fn all_but_one_can_be_expelled() {
	test(|| {
		assert_ok!(Seated::report_double_block(nobody(), double_block(1, 5), 0));
		assert_ok!(Seated::report_double_block(nobody(), double_block(2, 5), 0));
		assert_ok!(Seated::report_double_block(nobody(), double_block(3, 5), 0));
		next_session(&[3]);
		assert_eq!(Told::get(), [3]);
		next_session(&[3]);
		assert_eq!(Told::get(), [3]);
	});
}
