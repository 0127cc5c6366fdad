//! Many proofs at once.

use crate::{
	tests::{by_hand::Attested, ranges::Ranged, stage},
	*,
};

/// Every format of range proofs, a grade and two forms.
fn batch_of_all(change: impl Fn(usize, &mut Vec<u8>)) -> Result<Batch, Refusal> {
	let mut batch = Batch::new();
	let mut count = 0;
	let mut changed = |mut proof: Vec<u8>| {
		change(count, &mut proof);
		count += 1;
		proof
	};
	for ranged in Ranged::all() {
		batch = Ranged { proof: changed(ranged.proof.clone()), ..ranged.clone() }.add_to(batch)?;
	}
	let (firm, claim) = (stage::firm(), stage::claim());
	batch = batch.grade(&claim, &firm.total, &changed(stage::proof(&firm, &claim)))?;
	for attested in [Attested::new(&[&[0, 1], &[1, 0, 0]]), Attested::new(&[&[0, 0, 0, 0, 0, 0, 0]])] {
		batch = batch.form(&attested.claim(), &changed(attested.honest().prove().proof))?;
	}
	Ok(batch)
}

const ALL: usize = 15;

#[test]
fn all_proofs_that_hold_alone_hold_together() {
	let batch = batch_of_all(|_, _| ()).unwrap();
	assert_eq!(batch.proofs(), ALL);
	assert_eq!(batch.verify(), Ok(()));
}

/// Whichever it is, and wherever its scalars are changed: the last, and the one behind the first four or five points.
#[test]
fn one_that_fails_fails_all() {
	for bad in 0..ALL {
		for from_end in [true, false] {
			let batch = batch_of_all(|n, proof| {
				let place = if from_end { proof.len() - 32 } else { 5 * 32 };
				proof[place] ^= u8::from(n == bad);
			});
			assert_eq!(batch.unwrap().verify(), Err(Refusal::Failed), "{bad}");
		}
		let malformed = batch_of_all(|n, proof| {
			if n == bad {
				proof[..32].fill(255);
			}
		});
		assert_eq!(malformed.err(), Some(Refusal::MalformedProof), "{bad}");
	}
}

#[test]
fn a_batch_of_nothing_proves_nothing() {
	assert_eq!(Batch::new().verify(), Err(Refusal::NothingToVerify));
	assert_eq!(Batch::default().proofs(), 0);
}

#[test]
fn a_batch_has_a_bound() {
	let ranged = Ranged::new(Bits::Eight, &[1], b"bound");
	let mut batch = Batch::new();
	for _ in 0..MAX_PROOFS {
		batch = ranged.add_to(batch).unwrap();
	}
	assert_eq!(ranged.add_to(batch).err(), Some(Refusal::TooManyProofs));
}

#[test]
fn the_same_proof_twice_is_no_contradiction() {
	let ranged = Ranged::new(Bits::Eight, &[1], b"twice");
	let batch = ranged.add_to(ranged.add_to(Batch::new()).unwrap()).unwrap();
	assert_eq!(batch.verify(), Ok(()));
}
