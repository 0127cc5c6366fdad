//! What attesting costs the chain: `attest_many` of 500 statements, open and sealed, in the runtime's wasm, in the executor that a
//! node runs it in, against a plain transfer in the same wasm and the same run. The firms are others each time, as in an import.
//!
//! `cargo run -p lingnan-runtime --example attest_in_wasm [WASM]`: the runtime that this program was built with, or one in a
//! file.

mod common;

use common::*;
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use lingnan_runtime::*;
use lingnan_sealed::{rehearsal_rng, Opening};
use lingnan_support::RegistrationNumber;
use pallet_attestations::{Class, Value, MAX_BATCH};

const RUNS: usize = 20;

fn main() {
	let runtime = Code::named();
	println!(
		"{:<24} {:>11} {:>9} {:>10} {:>12} {:>10} {:>12}",
		"500 statements", "commitments", "bytes", "all, ms", "of one, us", "of one, T", "weight, ms"
	);
	measure(&runtime, "open", None);
	for bins in 2..=8 {
		measure(&runtime, &format!("sealed, {bins} bins"), Some(bins));
	}
}

fn measure(runtime: &Code, what: &str, bins: Option<usize>) {
	let mut externalities = genesis();
	let (call, weight) = externalities.execute_with(|| {
		let indicator = indicator(bins.unwrap_or(8), if bins.is_some() { Class::Figure } else { Class::Register });
		let attestations: Vec<_> = (0..MAX_BATCH)
			.map(|n| {
				let number: RegistrationNumber = format!("MO:F-{n}").parse().expect("it is well formed");
				assert_ok!(EnterpriseRegistry::register(origin(author()), registration(number.clone())));
				let value = bins.map_or(Value::Open(4), |bins| {
					let rng = &mut rehearsal_rng(&n.to_le_bytes());
					sealed(&Opening::seal((n as usize % bins) as u8, bins, rng).expect("it has that bin"))
				});
				attestation(number, indicator, value)
			})
			.collect();
		let attestations = attestations.try_into().expect("within the bound");
		let call = RuntimeCall::Attestations(pallet_attestations::Call::attest_many { attestations });
		let weight = call.get_dispatch_info().call_weight;
		(signed(author(), call), weight)
	});
	externalities.commit_all().expect("it can be written");
	let mut chain = Chain::begin(runtime, &mut externalities);
	let plain = chain.applied(&transfer(), Outcome::Success, 5 * RUNS);
	let all = chain.applied(&call, Outcome::Success, RUNS);
	println!(
		"{what:<24} {:>11} {:>9} {:>10.2} {:>12.1} {:>10.3} {:>12.1}",
		bins.map_or(0, |bins| bins - 1),
		call.len(),
		milliseconds(all),
		milliseconds(all) * 1e3 / f64::from(MAX_BATCH),
		all.as_secs_f64() / f64::from(MAX_BATCH) / plain.as_secs_f64(),
		weight.ref_time() as f64 / 1e9,
	);
}
