//! Calls out of arbitrary bytes: what the fuzz target `call` does (`tests/fuzz`), on fewer bytes and with every other
//! test.

#[path = "../../tests/fuzz/entries/call.rs"]
mod entry;

use codec::Encode;
use frame_support::BoundedVec;
use lingnan_runtime::*;
use lingnan_support::{Grade, IndicatorId, InstitutionId, ScorecardId};
use pallet_attestations::{AttestationSpec, Value};
use proptest::prelude::*;

fn prove_grade() -> RuntimeCall {
	RuntimeCall::CreditScoring(pallet_credit_scoring::Call::prove_grade {
		enterprise: "91440300708461136T".parse().expect("it is well formed"),
		proof: pallet_credit_scoring::GradeProof {
			scorecard: ScorecardId(1),
			grade: Grade::A,
			institution: Some(InstitutionId(2)),
			nonce: 3,
			used: vec![pallet_credit_scoring::ProvedAttestation { indicator: IndicatorId(4), revision: 5 }]
				.try_into()
				.unwrap(),
			proof: vec![6; 544].try_into().unwrap(),
			form: Some(vec![7; 2_496].try_into().unwrap()),
		},
	})
}

fn attest_many() -> RuntimeCall {
	let attestation = AttestationSpec {
		enterprise: "91440300708461136T".parse().expect("it is well formed"),
		indicator: IndicatorId(1),
		value: Value::Sealed(vec![sp_core::H256::repeat_byte(2); 7].try_into().unwrap()),
		period_end: 18_000,
		evidence: sp_core::H256::repeat_byte(3),
	};
	RuntimeCall::Attestations(pallet_attestations::Call::attest_many {
		attestations: BoundedVec::truncate_from(vec![attestation; 3]),
	})
}

/// A proof longer than the bound is no call at all, so that nobody pays to have it read.
#[test]
fn what_exceeds_its_bound_is_no_call() {
	use codec::{Compact, DecodeAll};
	let honest = prove_grade().encode();
	assert!(RuntimeCall::decode_all(&mut honest.as_slice()).is_ok());
	let counted = |length: u32, byte: u8| [Compact(length).encode(), vec![byte; length as usize]].concat();
	let (proof, form) = (counted(544, 6), [vec![1], counted(2_496, 7)].concat());
	let head = &honest[..honest.len() - proof.len() - form.len()];
	assert_eq!([head.to_vec(), proof.clone(), form.clone()].concat(), honest);
	for (length, fits) in [(1_024, true), (1_025, false)] {
		let bytes = [head.to_vec(), counted(length, 6), form.clone()].concat();
		assert_eq!(RuntimeCall::decode_all(&mut bytes.as_slice()).is_ok(), fits, "{length}");
	}
	for (length, fits) in [(8_192, true), (8_193, false)] {
		let bytes = [head.to_vec(), proof.clone(), vec![1], counted(length, 7)].concat();
		assert_eq!(RuntimeCall::decode_all(&mut bytes.as_slice()).is_ok(), fits, "form: {length}");
	}
}

proptest! {
	#[test]
	fn any_bytes_are_a_call_or_none(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
		entry::call(&bytes);
	}

	/// Bytes that begin as a call of the credit pallets.
	#[test]
	fn any_arguments(pallet in 50u8..=56, call in 0u8..24, bytes in prop::collection::vec(any::<u8>(), 0..300)) {
		entry::call(&[[pallet, call].as_slice(), bytes.as_slice()].concat());
	}

	/// Real calls with some bytes changed, cut off at some place.
	#[test]
	fn altered_calls(
		which in any::<bool>(),
		changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
		cut in any::<prop::sample::Index>(),
	) {
		let mut bytes = if which { prove_grade().encode() } else { attest_many().encode() };
		for (place, byte) in changes {
			let place = place.index(bytes.len());
			bytes[place] = byte;
		}
		entry::call(&bytes);
		bytes.truncate(cut.index(bytes.len()));
		entry::call(&bytes);
	}
}
