//! How fast one core commits to figures, one attestation at a time and many: `cargo run -p lingnan-sealed --example commit_speed`.

use lingnan_sealed::*;
use std::hint::black_box;

/// Attestations of one measurement.
const COUNT: usize = 2_048;
/// The best of so many.
const REPEATED: usize = 3;

fn main() -> Result<(), Refusal> {
	let committer = Committer::new();
	let secret = BlindingSecret::new([7; 32]);
	println!("microseconds for an attestation, and for each of its commitments");
	println!("{:>5} {:>16} {:>16} {:>16}", "bins", "derive", "commit alone", "commit many");
	for bins in [2, 4, 6, 8] {
		let of = |n: usize| Occasion {
			genesis_hash: [1; 32],
			enterprise: "CN:91440300708461136T",
			indicator: 4,
			period_end: n as u32,
			revision: 1,
		};
		let openings =
			|| (0..COUNT).map(|n| secret.opening(&of(n), (n % bins) as u8, bins)).collect::<Result<Vec<_>, _>>();
		let all = openings()?;
		let derive = best(|| black_box(openings()).is_ok());
		let alone = best(|| all.iter().all(|one| black_box(one.stored()).is_ok()));
		let many = best(|| all.chunks(64).all(|part| black_box(committer.stored(part)).is_ok()));
		let told = |whole: f64| format!("{whole:.1} ({:.1})", whole / (bins - 1) as f64);
		println!("{bins:>5} {:>16} {:>16} {:>16}", told(derive), told(alone), told(many));
	}
	Ok(())
}

/// Seconds for which a core has run this program's one thread, whatever else the machine does meanwhile.
fn core() -> f64 {
	let text = std::fs::read_to_string("/proc/self/schedstat").expect("Linux counts them");
	text.split(' ').next().and_then(|n| n.parse::<u64>().ok()).expect("the first field") as f64 / 1e9
}

/// Microseconds for each attestation.
fn best(work: impl Fn() -> bool) -> f64 {
	let once = || {
		let start = core();
		assert!(work());
		core() - start
	};
	(0..REPEATED).map(|_| once()).fold(f64::MAX, f64::min) * 1e6 / COUNT as f64
}
