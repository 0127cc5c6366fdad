use crate::{tests::by_hand::FIRM, *};
use curve25519_dalek::scalar::Scalar;

pub fn secret() -> BlindingSecret {
	BlindingSecret::new(core::array::from_fn(|n| n as u8))
}

pub const OCCASION: Occasion =
	Occasion { genesis_hash: [7; 32], enterprise: FIRM, indicator: 4, period_end: 20_000, revision: 2 };

/// Each blinding of one opening differs from each of the other.
fn nothing_in_common(one: &Opening, other: &Opening) {
	assert!(one.blindings.iter().all(|blinding| !other.blindings.contains(blinding)));
}

#[test]
fn a_lost_opening_is_made_again() {
	let opening = secret().opening(&OCCASION, 2, 4).unwrap();
	let on_chain = opening.stored().unwrap();
	let again = secret().opening(&OCCASION, 2, 4).unwrap();
	assert_eq!(again.check(&on_chain), Ok(()));
	// An agency that does not know the bin any more tries them.
	let fits = |bin: &u8| secret().opening(&OCCASION, *bin, 4).unwrap().check(&on_chain).is_ok();
	assert_eq!((0..4).filter(fits).collect::<Vec<_>>(), [2]);
}

#[test]
fn blindings_hang_on_each_part_of_the_occasion() {
	let opening = secret().opening(&OCCASION, 1, 3).unwrap();
	let others = [
		Occasion { genesis_hash: [8; 32], ..OCCASION },
		Occasion { enterprise: "CN:91420000737944946L", ..OCCASION },
		Occasion { indicator: 5, ..OCCASION },
		Occasion { period_end: 20_001, ..OCCASION },
		Occasion { revision: 3, ..OCCASION },
	];
	for other in others {
		nothing_in_common(&opening, &secret().opening(&other, 1, 3).unwrap());
		assert_ne!(secret().salt(&OCCASION, 9), secret().salt(&other, 9));
	}
	nothing_in_common(&opening, &BlindingSecret::new([1; 32]).opening(&OCCASION, 1, 3).unwrap());
	assert_ne!(secret().salt(&OCCASION, 9), BlindingSecret::new([1; 32]).salt(&OCCASION, 9));
	assert_ne!(opening.blindings[0], opening.blindings[1]);
}

/// A transaction that got lost, and a figure that was corrected before the next: the commitments of both are seen in the
/// pool, and their difference must not be that of the bins.
#[test]
fn two_values_of_one_revision_do_not_open_by_subtraction() {
	let (one, other) = (secret().opening(&OCCASION, 0, 4).unwrap(), secret().opening(&OCCASION, 3, 4).unwrap());
	nothing_in_common(&one, &other);
	assert_ne!(
		secret().salt(&OCCASION, 9),
		secret().salt(&OCCASION, 8),
		"one that is told does not help to guess the other"
	);
}

/// Who serves a dataset has its secret and no other: of neither the agency's attestations nor its other datasets.
#[test]
fn a_datasets_secret_opens_that_dataset_alone() {
	let (agency, nonce) = (secret(), [7; 16]);
	let bytes = agency.dataset(&OCCASION, &nonce).unwrap();
	assert_eq!(agency.dataset(&Occasion { enterprise: "HK:12345678", revision: 9, ..OCCASION }, &nonce), Ok(bytes));
	for other in [
		agency.dataset(&OCCASION, &[8; 16]),
		agency.dataset(&Occasion { genesis_hash: [8; 32], ..OCCASION }, &nonce),
		agency.dataset(&Occasion { indicator: 5, ..OCCASION }, &nonce),
		agency.dataset(&Occasion { period_end: 20_001, ..OCCASION }, &nonce),
		BlindingSecret::new([1; 32]).dataset(&OCCASION, &nonce),
	] {
		assert_ne!(other, Ok(bytes));
	}
	let of_dataset = BlindingSecret::new(bytes).opening(&OCCASION, 1, 4).unwrap();
	nothing_in_common(&of_dataset, &agency.opening(&OCCASION, 1, 4).unwrap());
}

#[test]
fn the_sum_of_blindings_is_nothing() {
	for bins in 2..=8 {
		let derived = secret().opening(&OCCASION, bins - 1, bins.into()).unwrap();
		let drawn = Opening::seal(bins - 1, bins.into(), &mut rehearsal_rng(b"balanced")).unwrap();
		for opening in [derived, drawn] {
			assert_eq!(opening.scalars().unwrap().iter().sum::<Scalar>(), Scalar::ZERO);
			assert_eq!(opening.stored().unwrap().len(), usize::from(bins) - 1);
			assert_eq!(opening.check(&opening.stored().unwrap()), Ok(()));
		}
	}
	for (bin, bins) in [(0, 0), (0, 1), (0, 9), (3, 3)] {
		assert_eq!(secret().opening(&OCCASION, bin, bins), Err(Refusal::WrongBins));
		assert_eq!(Opening::seal(bin, bins, &mut rehearsal_rng(b"balanced")), Err(Refusal::WrongBins));
	}
}

#[test]
fn what_does_not_open_a_stored_attestation() {
	let opening = secret().opening(&OCCASION, 2, 4).unwrap();
	let stored = opening.stored().unwrap();
	assert_eq!(opening.check(&stored), Ok(()));
	assert_eq!(opening.check(&stored[..2]), Err(Refusal::WrongBins));
	assert_eq!(opening.check(&[stored.as_slice(), &stored[..1]].concat()), Err(Refusal::WrongBins));
	let mut other = stored.clone();
	other.swap(0, 1);
	assert_eq!(opening.check(&other), Err(Refusal::DoesNotOpen));
	other[0] = [0; 32];
	assert_eq!(opening.check(&other), Err(Refusal::MalformedPoint));
	assert_eq!(Opening { bin: 3, ..opening.clone() }.check(&stored), Err(Refusal::DoesNotOpen));
	let mut unbalanced = opening.clone();
	unbalanced.blindings[3] = unbalanced.blindings[0];
	assert_eq!(unbalanced.stored(), Err(Refusal::UnbalancedBlindings));
	assert_eq!(unbalanced.check(&stored), Err(Refusal::UnbalancedBlindings));
}

#[test]
fn a_secret_is_not_printed() {
	assert_eq!(format!("{:?}", secret()), "BlindingSecret");
}
