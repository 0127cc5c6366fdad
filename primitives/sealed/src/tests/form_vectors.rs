//! Test vectors of form proofs, batches and derived blindings, in JSON for whoever writes another prover or verifier. They
//! change with the formats and with nothing else.

use crate::{
	tests::{
		blindings::{secret, OCCASION},
		by_hand::{Attested, ByHand, FIRM},
		stage,
	},
	transcript::challenge,
	*,
};
use serde_json::{json, Value};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/sealed-proofs.json");

/// Indicators 3, 4 and 9 with 4, 2 and 8 bins.
const SEALED: [(u32, u32, u8, usize); 3] = [(3, 2, 1, 4), (4, 1, 1, 2), (9, 7, 0, 8)];

fn digits(points: &[Point]) -> Vec<String> {
	points.iter().map(hex::encode).collect()
}

fn occasion(indicator: u32, revision: u32) -> Occasion<'static> {
	Occasion { indicator, revision, ..OCCASION }
}

struct Good {
	openings: Vec<Opening>,
	claim: FormClaim,
	proof: Vec<u8>,
}

impl Good {
	fn new() -> Self {
		let sealed =
			|(indicator, revision, bin, bins)| secret().opening(&occasion(indicator, revision), bin, bins).unwrap();
		let openings: Vec<Opening> = SEALED.into_iter().map(sealed).collect();
		let attestations = SEALED.iter().zip(&openings).map(|((indicator, revision, ..), opening)| {
			Attestation::read(*indicator, *revision, &opening.stored().unwrap()).unwrap()
		});
		let claim = FormClaim::new([7; 32], FIRM.into(), attestations.collect()).unwrap();
		let proof = prove_form(&claim, &openings, &mut rehearsal_rng(b"vectors")).unwrap();
		Self { openings, claim, proof }
	}

	fn json(&self) -> Value {
		let attestations: Vec<Value> = SEALED
			.iter()
			.zip(&self.openings)
			.map(|((indicator, revision, ..), opening)| {
				json!({
					"indicator": indicator,
					"revision": revision,
					"bins": opening.blindings.len(),
					"stored": digits(&opening.stored().unwrap()),
					"opening": opening,
				})
			})
			.collect();
		let elements: Vec<Point> = self.proof.as_chunks::<32>().0.to_vec();
		let (points, scalars) = elements.split_at(5);
		let (f, z) = scalars.split_at(scalars.len() - 3);
		let mut transcript = self.claim.transcript();
		for (label, point) in [b"P", b"A", b"U", b"D"].into_iter().zip(points) {
			transcript.append_message(label, point);
		}
		let y = challenge(&mut transcript, b"y");
		transcript.append_message(b"E", &points[4]);
		let x = challenge(&mut transcript, b"x");
		json!({
			"genesisHash": hex::encode([7; 32]),
			"enterprise": FIRM,
			"attestations": attestations,
			"challenges": { "y": hex::encode(y.as_bytes()), "x": hex::encode(x.as_bytes()) },
			"proof": {
				"P": hex::encode(points[0]), "A": hex::encode(points[1]), "U": hex::encode(points[2]),
				"D": hex::encode(points[3]), "E": hex::encode(points[4]),
				"f": digits(f),
				"z1": hex::encode(z[0]), "z2": hex::encode(z[1]), "z3": hex::encode(z[2]),
			},
		})
	}
}

/// Proofs that a cheat made, as the prover of the tests does, about one attestation of indicator 3 in revision 2.
fn refused() -> Value {
	let of = |why: &str, values: &[i64], claimed: &[i64]| {
		let attested = Attested::new(&[values]);
		let proof = ByHand { claimed: claimed.to_vec(), ..attested.honest() }.prove().proof;
		assert_eq!(verify_form(&attested.claim(), &proof), Err(Refusal::Failed));
		json!({
			"why": why,
			"committed": attested.values,
			"claimed": claimed,
			"stored": digits(&attested.stored[0]),
			"proof": hex::encode(proof),
		})
	};
	json!([
		of("five in the best range", &[0, 0, -4], &[0, 0, 0, 1]),
		of("five and minus four", &[5, -4, 0], &[5, -4, 0, 0]),
		of("two ones", &[1, 1, 0], &[1, 1, 0, -1]),
	])
}

/// The form above, then the grade proof of `src/tests/vectors.rs`.
fn batch(good: &Good) -> Value {
	let (firm, claim) = (stage::firm(), stage::claim());
	let proof = stage::proof(&firm, &claim);
	let digest = |transcript: &merlin::Transcript| {
		let mut digest = [0; 64];
		transcript.clone().challenge_bytes(b"claim", &mut digest);
		hex::encode(digest)
	};
	let batch = Batch::new().form(&good.claim, &good.proof).unwrap().grade(&claim, &firm.total, &proof);
	let weights: Vec<String> = batch.unwrap().weights().iter().map(|one| hex::encode(one.as_bytes())).collect();
	let value = firm.total.above(claim.cut_off).compress();
	json!([
		{ "kind": "form", "claim": digest(&good.claim.transcript()), "weights": weights[..3] },
		{
			"kind": "range",
			"claim": digest(&claim.transcript()),
			"bits": 16,
			"values": [hex::encode(value.as_bytes())],
			"proof": hex::encode(proof),
			"weights": weights[3..],
		},
	])
}

/// What each salt is for, below nothing so that the sign is seen.
const FIGURE: i64 = -1_250_000;

fn vectors() -> Value {
	let good = Good::new();
	let Occasion { period_end, .. } = OCCASION;
	json!({
		"blindings": {
			"secret": hex::encode(core::array::from_fn::<u8, 32, _>(|n| n as u8)),
			"periodEnd": period_end,
			"figure": FIGURE,
			"salts": SEALED.map(|(indicator, revision, ..)| {
				hex::encode(secret().salt(&occasion(indicator, revision), FIGURE).unwrap())
			}),
		},
		"form": good.json(),
		"refusedForms": refused(),
		"batch": batch(&good),
	})
}

fn written() -> Value {
	serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap()
}

#[test]
fn prover_and_verifier_do_what_is_written() {
	let (now, written) = (vectors(), written());
	for part in ["blindings", "form", "refusedForms", "batch"] {
		assert_eq!(now[part], written[part], "{part}");
	}
}

fn bytes(of: &Value) -> Vec<u8> {
	hex::decode(of.as_str().unwrap()).unwrap()
}

fn point(of: &Value) -> Point {
	bytes(of).try_into().unwrap()
}

fn points(of: &Value) -> Vec<Point> {
	of.as_array().unwrap().iter().map(point).collect()
}

/// From the file alone, as another verifier has it.
#[test]
fn what_is_written_is_verified() {
	let written = written();
	let form = &written["form"];
	let number = |of: &Value| of.as_u64().unwrap() as u32;
	let attestations = form["attestations"].as_array().unwrap().iter().map(|one| {
		let stored = points(&one["stored"]);
		let opening: Opening = serde_json::from_value(one["opening"].clone()).unwrap();
		assert_eq!(opening.check(&stored), Ok(()));
		Attestation::read(number(&one["indicator"]), number(&one["revision"]), &stored).unwrap()
	});
	let genesis_hash = point(&form["genesisHash"]);
	let claim =
		FormClaim::new(genesis_hash, form["enterprise"].as_str().unwrap().into(), attestations.collect()).unwrap();
	let proof = &form["proof"];
	let mut elements: Vec<Point> = ["P", "A", "U", "D", "E"].map(|name| point(&proof[name])).into();
	elements.extend(points(&proof["f"]));
	elements.extend(["z1", "z2", "z3"].map(|name| point(&proof[name])));
	assert_eq!(verify_form(&claim, &elements.concat()), Ok(()));

	for refused in written["refusedForms"].as_array().unwrap() {
		let attestation = Attestation::read(3, 2, &points(&refused["stored"])).unwrap();
		let claim = FormClaim::new(genesis_hash, FIRM.into(), vec![attestation]).unwrap();
		assert_eq!(verify_form(&claim, &bytes(&refused["proof"])), Err(Refusal::Failed), "{}", refused["why"]);
	}
}

/// `cargo test -p lingnan-sealed -- --ignored write_the_vectors`
#[test]
#[ignore = "writes the file that the tests above compare with"]
fn write_the_vectors() {
	let text = serde_json::to_string_pretty(&vectors()).unwrap() + "\n";
	std::fs::create_dir_all(std::path::Path::new(FILE).parent().unwrap()).unwrap();
	std::fs::write(FILE, text).unwrap();
}
