//! What verifying sealed proofs costs, natively and in the executor that a node runs its runtime in: a form proof, a grade
//! proof, both together, and range proofs alone and each further one in a batch. The crate is compiled to wasm by
//! itself (`tests/sealed-wasm`), so that the verifier can be measured before a pallet calls it. Each call is a fresh
//! instance, as in a node.
//!
//! `cargo run -p lingnan-runtime --example proofs_in_wasm WASM`; `grade_in_wasm` says what a plain transfer takes beside.

use lingnan_sealed::{
	merlin::Transcript, prove, prove_form, prove_range, rehearsal_rng, Attestation, Batch, Bits, Commitment, FormClaim,
	GradeClaim, Opening, SecretTotal, Total,
};
use sc_executor::WasmExecutor;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use std::time::Duration;

/// The mean of so many runs counts, in time that the processor worked for this thread, so that other programs do not.
const RUNS: u32 = 40;

fn main() {
	let path = std::env::args().nth(1).expect("name the wasm of tests/sealed-wasm");
	let wasm = Wasm { executor: WasmExecutor::builder().build(), code: std::fs::read(path).expect("it can be read") };
	println!("{:<58} {:>6} {:>10} {:>10}", "", "bytes", "native, ms", "wasm, ms");

	let nothing = Input::default();
	wasm.print("nothing: what a call takes", 0, &nothing, || ());
	for (attestations, bins) in [(20, 90), (24, 101), (1, 8), (64, 256)] {
		Firm::new(attestations, bins).measure(&wasm);
	}
	for (bits, values) in [
		(Bits::Sixteen, 1),
		(Bits::Sixteen, 2),
		(Bits::Sixteen, 4),
		(Bits::SixtyFour, 1),
		(Bits::SixtyFour, 2),
		(Bits::SixtyFour, 4),
	] {
		ranges(&wasm, bits, values);
	}
}

/// A firm's attestations, and its proofs.
struct Firm {
	attestations: Vec<(Vec<i16>, Opening)>,
	claim: FormClaim,
	grade_claim: GradeClaim,
	total: Total,
	form: Vec<u8>,
	grade: Vec<u8>,
}

impl Firm {
	/// So many attestations with so many bins in all, as evenly as can be; points from 2 to 23.
	fn new(attestations: usize, bins: usize) -> Self {
		let rng = &mut rehearsal_rng(b"measured");
		let (mut total, mut secret) = (Total::new(500), SecretTotal::new(500));
		let (mut sealed, mut read) = (Vec::new(), Vec::new());
		for n in 0..attestations {
			let of_this = bins / attestations + usize::from(n < bins % attestations);
			let points: Vec<i16> = (0..of_this as i16).map(|bin| 2 + 3 * bin).collect();
			let opening = Opening::seal((n % of_this) as u8, of_this, rng).expect("it has that bin");
			let attestation = Attestation::read(1, 1, &opening.stored().expect("balanced")).expect("sound");
			total.add_attestation(&points, &attestation).expect("as many points");
			secret.add_opening(&points, &opening).expect("as many points");
			read.push(attestation);
			sealed.push((points, opening));
		}
		let enterprise = || String::from("CN:91440300708461136T");
		let claim = FormClaim::new([7; 32], enterprise(), read).expect("not too many");
		let grade_claim = GradeClaim {
			genesis_hash: [7; 32],
			enterprise: enterprise(),
			scorecard: 0,
			grade: 4,
			cut_off: 500,
			used: Vec::new(),
			institution: None,
			nonce: 0,
		};
		let openings: Vec<_> = sealed.iter().map(|(_, opening)| opening.clone()).collect();
		let form = prove_form(&claim, &openings, rng).expect("it opens");
		let grade = prove(&grade_claim, &total, &secret, rng).expect("it is reached");
		Self { attestations: sealed, claim, grade_claim, total, form, grade }
	}

	fn input(&self, form: bool, grade: bool) -> Input {
		let mut input = Input::default();
		input.number(self.attestations.len());
		for (points, opening) in &self.attestations {
			input.number(points.len());
			points.iter().for_each(|points| input.number(*points as usize));
			opening.stored().expect("balanced").iter().for_each(|point| input.0.extend(point));
		}
		input.counted(if form { &self.form } else { &[] });
		input.counted(if grade { &self.grade } else { &[] });
		input.number(0);
		input
	}

	/// What the prover in wasm reads.
	fn openings(&self, form: bool, grade: bool) -> Input {
		let mut input = Input::default();
		[form.into(), grade.into(), self.attestations.len()].into_iter().for_each(|number| input.number(number));
		for (points, opening) in &self.attestations {
			input.number(points.len());
			points.iter().for_each(|points| input.number(*points as usize));
			input.number(opening.bin.into());
			opening.blindings.iter().for_each(|blinding| input.0.extend(blinding));
		}
		input
	}

	fn measure(&self, wasm: &Wasm) {
		let Self { claim, grade_claim, total, form, grade, .. } = self;
		let what = |what: &str| format!("{what}: {} attestations, {} bins", self.attestations.len(), claim.bins());
		let openings: Vec<_> = self.attestations.iter().map(|(_, opening)| opening.clone()).collect();
		let rng = || rehearsal_rng(b"again");
		for (name, form, grade) in
			[("read and seal again", false, false), ("prove the form", true, false), ("prove the grade", false, true)]
		{
			let native = || {
				let (mut total, mut secret, mut read) = (Total::new(500), SecretTotal::new(500), Vec::new());
				for (points, opening) in &self.attestations {
					let attestation = Attestation::read(1, 1, &opening.stored().expect("balanced")).expect("sound");
					total.add_attestation(points, &attestation).expect("as many points");
					secret.add_opening(points, opening).expect("as many points");
					read.push(attestation);
				}
				if form {
					let claim =
						FormClaim::new([7; 32], String::from("CN:91440300708461136T"), read).expect("not too many");
					prove_form(&claim, &openings, &mut rng()).expect("it opens");
				}
				if grade {
					prove(grade_claim, &total, &secret, &mut rng()).expect("it is reached");
				}
			};
			wasm.print_call("prove", &what(name), 0, &self.openings(form, grade), native);
		}
		wasm.print(&what("reading"), 0, &self.input(false, false), || ());
		wasm.print(&what("form"), form.len(), &self.input(true, false), || {
			Batch::new().form(claim, form).expect("in form").verify().expect("it holds")
		});
		wasm.print(&what("grade"), grade.len(), &self.input(false, true), || {
			Batch::new().grade(grade_claim, total, grade).expect("in form").verify().expect("it holds")
		});
		wasm.print(&what("both"), form.len() + grade.len(), &self.input(true, true), || {
			let batch = Batch::new().form(claim, form).expect("in form");
			batch.grade(grade_claim, total, grade).expect("in form").verify().expect("it holds")
		});
	}
}

fn ranges(wasm: &Wasm, bits: Bits, count: usize) {
	let claim = Transcript::new(b"measured");
	let proofs: Vec<(Vec<Commitment>, Vec<u8>)> = (0..11u8)
		.map(|n| {
			let blinding = |value: u8| {
				let mut blinding = [1; 32];
				blinding[..2].copy_from_slice(&[n, value]);
				blinding
			};
			let secrets: Vec<_> = (0..count as u8).map(|value| (value.into(), blinding(value))).collect();
			prove_range(&claim, bits, &secrets, &mut rehearsal_rng(&[n])).expect("in range")
		})
		.collect();
	for many in [1, 11] {
		let mut input = Input::default();
		[0, 0, 0, many].into_iter().for_each(|number| input.number(number));
		for (values, proof) in &proofs[..many] {
			input.number(bits.count());
			input.number(values.len());
			values.iter().for_each(|value| input.0.extend(value.encoding()));
			input.counted(proof);
		}
		let what = format!("range, {count} x {} bits, {many} in a batch", bits.count());
		wasm.print(&what, proofs[0].1.len() * many, &input, || {
			let batch = proofs[..many]
				.iter()
				.try_fold(Batch::new(), |batch, (values, proof)| batch.range(&claim, bits, values, proof));
			batch.expect("in form").verify().expect("it holds")
		});
	}
}

/// What `tests/sealed-wasm` reads: numbers of 16 bits, points, and proofs after their length.
#[derive(Default)]
struct Input(Vec<u8>);

impl Input {
	fn number(&mut self, number: usize) {
		self.0.extend(u16::try_from(number).expect("it is small").to_le_bytes());
	}

	fn counted(&mut self, bytes: &[u8]) {
		self.number(bytes.len());
		self.0.extend(bytes);
	}
}

struct Wasm {
	executor: WasmExecutor<sp_io::SubstrateHostFunctions>,
	code: Vec<u8>,
}

impl Wasm {
	fn print(&self, what: &str, bytes: usize, input: &Input, native: impl Fn()) {
		self.print_call("verify", what, bytes, input, native);
	}

	fn print_call(&self, call: &str, what: &str, bytes: usize, input: &Input, native: impl Fn()) {
		let nothing = [0; 8];
		let input = if input.0.is_empty() { &nothing[..] } else { &input.0 };
		let fetcher = WrappedRuntimeCode(self.code.as_slice().into());
		let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash: vec![1] };
		let mut state = sp_io::TestExternalities::default();
		let mut state = state.ext();
		let wasm = mean(|| {
			let context = CallContext::Onchain { import: false };
			self.executor.call(&mut state, &code, call, input, context).0.expect("all proofs hold");
		});
		let native = mean(native);
		println!("{what:<58} {bytes:>6} {:>10.2} {:>10.2}", milliseconds(native), milliseconds(wasm));
	}
}

/// How long the processor worked for this thread, from Linux's account.
fn worked() -> Duration {
	let account = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux keeps this account");
	let first = account.split(' ').next().and_then(|number| number.parse().ok());
	Duration::from_nanos(first.expect("it begins with nanoseconds"))
}

/// Once before, so that the wasm is compiled.
fn mean(mut run: impl FnMut()) -> Duration {
	run();
	let begun = worked();
	(0..RUNS).for_each(|_| run());
	worked().saturating_sub(begun) / RUNS
}

fn milliseconds(time: Duration) -> f64 {
	time.as_secs_f64() * 1e3
}
