//! Prints how large a grade proof is and how long it takes on this machine: `cargo run -p lingnan-sealed --example proof_speed`.
//! Numbers mean something in a build that is optimised; add `--release` for what a wallet or a host function would see.

use lingnan_sealed::*;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
	println!("proof: {PROOF_BYTES} bytes, {BITS} bits, whatever the scorecard");
	println!("{:>11} {:>9} {:>11} {:>10} {:>10} {:>10}", "indicators", "bins", "seal", "check", "prove", "verify");
	for (indicators, bins) in [(1, 2), (8, 5), (16, 5), (32, 5), (32, 8), (64, 8)] {
		let round = Round::new(indicators, bins)?;
		println!(
			"{indicators:>11} {bins:>9} {:>11} {:>10} {:>10} {:>10}",
			milliseconds(round.seal),
			milliseconds(round.check),
			milliseconds(round.prove),
			milliseconds(round.verify),
		);
	}
	Ok(())
}

fn milliseconds(time: Duration) -> String {
	format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

/// The medians of so many repetitions.
const REPEATED: usize = 9;

struct Round {
	/// All indicators of one firm.
	seal: Duration,
	/// All its openings against its commitments, as a bank does that was shown them.
	check: Duration,
	prove: Duration,
	verify: Duration,
}

impl Round {
	fn new(indicators: u32, bins: usize) -> Result<Self, Box<dyn std::error::Error>> {
		let mut rng = rand_core::OsRng;
		let points: Vec<i16> = (1..).take(bins).collect();
		let best = bins as u8 - 1;
		let seal = |rng: &mut rand_core::OsRng| -> Result<Vec<(Opening, Vec<Point>)>, Refusal> {
			(0..indicators).map(|_| Opening::seal(best, bins, rng).and_then(|o| o.stored().map(|c| (o, c)))).collect()
		};
		let sealed = seal(&mut rng)?;
		let (mut total, mut secret) = (Total::new(400), SecretTotal::new(400));
		for (opening, commitments) in &sealed {
			total.add_attestation(&points, &Attestation::read(0, 1, commitments)?)?;
			secret.add_opening(&points, opening)?;
		}
		let claim = GradeClaim {
			genesis_hash: [0; 32],
			enterprise: "CN:91440300708461136T".into(),
			scorecard: 0,
			grade: 4,
			cut_off: 400,
			used: (0..indicators).map(|indicator| UsedRevision { indicator, revision: 1 }).collect(),
			institution: None,
			nonce: 0,
		};
		let proof = prove(&claim, &total, &secret, &mut rng)?;
		Ok(Self {
			seal: median(|| seal(&mut rng).is_ok()),
			check: median(|| sealed.iter().all(|(opening, stored)| opening.check(stored).is_ok())),
			prove: median(|| prove(&claim, &total, &secret, &mut rand_core::OsRng).is_ok()),
			verify: median(|| verify_grade(&claim, &total, &proof).is_ok()),
		})
	}
}

fn median(mut work: impl FnMut() -> bool) -> Duration {
	let mut times: Vec<Duration> = (0..REPEATED)
		.map(|_| {
			let begun = Instant::now();
			assert!(work(), "the work failed");
			begun.elapsed()
		})
		.collect();
	times.sort_unstable();
	times[REPEATED / 2]
}
