use crate::*;

#[test]
fn many_commitments_at_once_are_those_of_one_at_a_time() {
	let mut rng = rehearsal_rng(b"commits");
	let mut openings: Vec<Opening> = (2..=MAX_BINS)
		.flat_map(|bins| (0..bins).map(move |bin| (bin as u8, bins)))
		.map(|(bin, bins)| Opening::seal(bin, bins, &mut rng).unwrap())
		.collect();
	// A commitment that is the identity is encoded too: no reader takes it.
	openings.push(Opening { bin: 1, blindings: vec![[0; 32]; 2] });
	let committer = Committer::new();
	let expected: Vec<Vec<Point>> = openings.iter().map(|one| one.stored().unwrap()).collect();
	assert_eq!(committer.stored(&openings), Ok(expected.clone()));
	for (one, stored) in openings.iter().zip(expected) {
		assert_eq!(committer.stored([one]), Ok(vec![stored]));
	}
	assert_eq!(committer.stored([]), Ok(vec![]));
}

#[test]
fn an_opening_that_is_no_attestations_refuses_all() {
	let good = Opening::seal(0, 3, &mut rehearsal_rng(b"good")).unwrap();
	let mut unbalanced = good.clone();
	unbalanced.blindings[2] = unbalanced.blindings[1];
	let beyond = Opening { bin: 3, ..good.clone() };
	let committer = Committer::new();
	assert_eq!(committer.stored([&good, &unbalanced]), Err(Refusal::UnbalancedBlindings));
	assert_eq!(committer.stored([&good, &beyond]), Err(Refusal::WrongBins));
}
