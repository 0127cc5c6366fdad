//! What proofs cost the chain: `prove_form`, `prove_grade` where all was shown before, and `prove_grade` with the form beside it, in
//! the runtime's wasm, in the executor that a node runs it in, against a plain transfer in the same wasm and the same run, by
//! number of attestations and bins. Beside it what proving takes where the program runs by itself.
//!
//! `cargo run -p lingnan-runtime --example grade_in_wasm [WASM]`: the runtime that this program was built with, or one in a
//! file.

mod common;

use common::*;
use frame_support::{
	assert_ok,
	dispatch::{DispatchResult, GetDispatchInfo},
};
use lingnan_runtime::*;
use lingnan_sealed::{prove, prove_form, rehearsal_rng, Attestation, FormClaim, Opening, PROOF_BYTES};
use lingnan_support::{Grade, IndicatorId, ScorecardId};
use pallet_attestations::{Class, ProvedAttestation};
use pallet_credit_scoring::{rehearsal::Rehearsal, CharacteristicSpec, GradeProof, ScorecardSpec};
use sp_keyring::Sr25519Keyring::Bob;
use sp_runtime::traits::Dispatchable;
use std::time::Duration;

/// Bins of each attestation. The third has 20 figures with 90 bins in all, which the bounds of issue 14 speak of; the fourth is
/// Guangdong's scorecard: 24 figures with 101 bins.
const CARDS: [&[usize]; 6] = [
	&[8],
	&[8; 8],
	&[5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4],
	&[6, 6, 5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3],
	&[8; 32],
	&[4; 64],
];

fn main() {
	let runtime = Code::named();
	println!("a grade's proof: {PROOF_BYTES} bytes, whatever the scorecard; T: a plain transfer\n");
	println!(
		"{:>12} {:>5} {:>7} | {:>17} | {:>8} | {:>24} | {:>24} | {:>24}",
		"attestations",
		"bins",
		"points",
		"proving, ms",
		"transfer",
		"prove_form",
		"prove_grade, all shown",
		"with the form"
	);
	println!(
		"{:>12} {:>5} {:>7} | {:>8} {:>8} | {:>8} | {three} | {three} | {three}",
		"",
		"",
		"",
		"form",
		"grade",
		"ms",
		three = format!("{:>8} {:>6} {:>8}", "ms", "T", "weight"),
	);
	for bins in CARDS {
		for points in [Points::Usual, Points::Dearest] {
			Bench::new(bins, points).measure(&runtime);
		}
	}
}

/// The verifier adds a commitment once for each bit that is set in what its points differ by from the last bin's.
#[derive(Clone, Copy)]
enum Points {
	/// 2 to 23, as on Guangdong's card.
	Usual,
	/// Nine or ten bits of ten.
	Dearest,
}

impl Points {
	fn of(self, bins: usize) -> Vec<i16> {
		match self {
			Self::Usual => (0..bins as i16).map(|bin| 2 + 3 * bin).collect(),
			Self::Dearest => (0..bins as i16 - 1).chain([0x3F7]).collect(),
		}
	}
}

/// A chain with one firm, every attestation of which is sealed.
struct Bench {
	externalities: sp_io::TestExternalities,
	bins: usize,
	points: Points,
	/// What opens the attestations, in the order of the card.
	openings: Vec<Opening>,
}

impl Bench {
	fn new(bins: &[usize], points: Points) -> Self {
		let mut externalities = genesis();
		let openings = externalities.execute_with(|| {
			let openings = bins.iter().zip(0u32..).map(|(bins, n)| {
				let indicator = indicator(*bins, Class::Figure);
				let opening = Opening::seal(1, *bins, &mut rehearsal_rng(&n.to_le_bytes())).expect("two bins");
				let attestation = attestation(firm(), indicator, sealed(&opening));
				assert_ok!(Attestations::attest(origin(author()), attestation));
				opening
			});
			let openings = openings.collect();
			put_in_force(bins, points);
			openings
		});
		externalities.commit_all().expect("it can be written");
		Self { externalities, bins: bins.iter().sum(), points, openings }
	}

	fn measure(self, runtime: &Code) {
		let Self { mut externalities, bins, points, openings } = self;
		let (form, named, rehearsal) = externalities.execute_with(|| {
			let basis = CreditScoring::proof_basis(&firm()).expect("a card is in force");
			let read = basis.characteristics.iter().map(|one| {
				let stored: Vec<_> = one.commitments.iter().map(|point| point.0).collect();
				Attestation::read(one.indicator.0, 1, &stored).expect("they are sound")
			});
			let claim = FormClaim::new(basis.genesis_hash.0, firm().to_string(), read.collect()).expect("not too many");
			let named =
				basis.characteristics.iter().map(|one| ProvedAttestation { indicator: one.indicator, revision: 1 });
			(claim, named.collect::<Vec<_>>(), Rehearsal::new(&basis, &openings, Grade::B, None))
		});
		let prove_it = || prove_form(&form, &openings, &mut rehearsal_rng(b"form")).expect("they open");
		let form_proof = prove_it();
		let proving_form = time(|| {
			prove_it();
		});
		let Rehearsal { claim, total, secret, .. } = &rehearsal;
		let proving_grade = time(|| {
			prove(claim, total, secret, &mut rehearsal_rng(b"proof")).expect("the grade is reached");
		});

		let with_form = rehearsal.prove();
		let alone = GradeProof { form: None, ..with_form.clone() };
		let show = RuntimeCall::Attestations(pallet_attestations::Call::prove_form {
			enterprise: firm(),
			attestations: named.try_into().expect("64 at most"),
			proof: form_proof.try_into().expect("within the bound"),
		});
		let grade =
			|proof| RuntimeCall::CreditScoring(pallet_credit_scoring::Call::prove_grade { enterprise: firm(), proof });

		let calls = [show.clone(), grade(with_form), grade(alone)];
		let weights = calls.each_ref().map(|call| call.get_dispatch_info().call_weight);
		let (transfer, calls) = externalities.execute_with(|| (transfer(), calls.map(|call| signed(Bob, call))));
		let [show_it, beside, alone] = &calls;
		let mut chain = Chain::begin(runtime, &mut externalities, 2);
		let transfer = chain.applied(&transfer);
		let [showing, both] = [show_it, beside].map(|call| chain.applied(call));
		drop(chain);
		externalities.execute_with(|| {
			assert_ok!(by_bob(show));
		});
		externalities.commit_all().expect("it can be written");
		let shown = Chain::begin(runtime, &mut externalities, 3).applied(alone);
		let [of_form, of_both, of_shown] = weights;

		print!(
			"{:>12} {bins:>5} {:>7} | {:>8.2} {:>8.2} | {:>8.3}",
			openings.len(),
			match points {
				Points::Usual => "usual",
				Points::Dearest => "dearest",
			},
			milliseconds(proving_form),
			milliseconds(proving_grade),
			milliseconds(transfer),
		);
		for (time, weight) in [(showing, of_form), (shown, of_shown), (both, of_both)] {
			let (all, weight) = (milliseconds(time), weight.ref_time() as f64 / 1e9);
			print!(" | {all:>8.2} {:>6.0} {weight:>8.1}", in_transfers(time, transfer));
		}
		println!();
	}
}

fn in_transfers(time: Duration, transfer: Duration) -> f64 {
	time.as_secs_f64() / transfer.as_secs_f64()
}

fn by_bob(call: RuntimeCall) -> DispatchResult {
	call.dispatch(origin(Bob)).map(|_| ()).map_err(|failed| failed.error)
}

/// A card over all indicators, by which the firm has 500 points and some more.
fn put_in_force(bins: &[usize], points: Points) {
	let characteristic = |(indicator, bins): (u32, &usize)| {
		let points = points.of(*bins);
		CharacteristicSpec {
			indicator: IndicatorId(indicator),
			missing: points[0],
			reference: points[bins - 1],
			points: points.try_into().expect("at most eight"),
		}
	};
	let card = ScorecardSpec {
		name: "A card".try_into().expect("it is short"),
		base: 500,
		characteristics: (0..).zip(bins).map(characteristic).collect::<Vec<_>>().try_into().expect("at most 64"),
		cut_offs: [590, 570, 550, 530, 510, 490, 470, 460, 450],
		default_probabilities: [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200],
		minimum_coverage: 0,
		validity_days: 90,
	};
	assert_ok!(CreditScoring::propose_scorecard(origin(author()), card));
	let until = lingnan_support::date_of(pallet_timestamp::Now::<Runtime>::get() / 1_000);
	assert_ok!(CreditScoring::validate_scorecard(
		origin(validator()),
		ScorecardId(0),
		sp_core::H256::repeat_byte(2),
		until
	));
	assert_ok!(CreditScoring::activate_champion(RuntimeOrigin::root(), ScorecardId(0)));
}
