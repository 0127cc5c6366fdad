//! What a grade proof costs the chain: `prove_grade` in the runtime's wasm, in the executor that a node runs it in, against
//! a plain transfer in the same wasm and the same run, by number of commitments. Beside it what proving and verifying
//! take where the program runs by itself.
//!
//! `cargo run -p lingnan-runtime --example grade_in_wasm [WASM]`: the runtime that this program was built with, or one in a
//! file.

use codec::{Decode, Encode};
use frame_support::assert_ok;
use lingnan_runtime::*;
use lingnan_sealed::{prove, rehearsal_rng, verify, Opening, PROOF_BYTES};
use lingnan_support::{
	Agencies as _, AgencyRight, Currency, Direction, Grade, IndicatorId, Jurisdiction, RegistrationNumber, ScorecardId,
};
use pallet_attestations::{AgencySpec, AttestationSpec, IndicatorSpec, Value, Visibility};
use pallet_credit_scoring::{rehearsal::Rehearsal, CharacteristicSpec, ScorecardSpec};
use sc_executor::{Externalities, WasmExecutor};
use sp_core::{
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
	Blake2Hasher, H256,
};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::Header as _, ApplyExtrinsicResult, BuildStorage};
use sp_state_machine::{Ext, InMemoryBackend};
use std::time::{Duration, Instant};

/// Indicators and bins of each. The third is Guangdong's scorecard on `dev-sealed`: 20 indicators with 90 bins in all.
const CARDS: [(u32, usize); 5] = [(1, 8), (8, 8), (18, 5), (32, 8), (64, 8)];
/// The least of so many runs counts: what else the machine does can only add.
const RUNS: usize = 100;
/// Midnight of 2 January 2020 in China, in seconds.
const OPENING: u64 = 1_577_894_400;

fn main() {
	let wasm = match std::env::args().nth(1) {
		Some(path) => std::fs::read(path).expect("the file can be read"),
		None => {
			let built = "this program was built without its runtime: name one, or build without SKIP_WASM_BUILD";
			WASM_BINARY.expect(built).to_vec()
		},
	};
	let runtime = Code { executor: WasmExecutor::builder().build(), wasm };
	println!("proof: {PROOF_BYTES} bytes, whatever the scorecard\n");
	println!("{:>23} | {:^17} | {:^51}", "", "native, ms", "in wasm, ms");
	println!(
		"{:>11} {:>11} | {:>8} {:>8} | {:>8} {:>11} {:>13} {:>8} {:>8}",
		"commitments", "points", "prove", "verify", "transfer", "prove_grade", "of it the proof", "transfers", "weight"
	);
	for (indicators, bins) in CARDS {
		for points in [Points::Usual, Points::Dearest] {
			Bench::new(indicators, bins, points).measure(&runtime);
		}
	}
}

/// The verifier adds a commitment once for each bit that is set in its points.
#[derive(Clone, Copy)]
enum Points {
	/// 2 to 23, as on Guangdong's card.
	Usual,
	/// Eleven bits of sixteen.
	Dearest,
}

impl Points {
	fn of(self, bins: usize) -> Vec<i16> {
		let of_bin = |bin: i16| match self {
			Self::Usual => 2 + 3 * bin,
			Self::Dearest => 0x3FF8 + bin,
		};
		(0..bins as i16).map(of_bin).collect()
	}
}

/// A chain with one firm, every attestation of which is sealed.
struct Bench {
	externalities: sp_io::TestExternalities,
	points: Points,
	/// What opens the attestations, in the order of the card.
	openings: Vec<Opening>,
}

impl Bench {
	fn new(indicators: u32, bins: usize, points: Points) -> Self {
		let mut externalities = genesis();
		let mut openings = Vec::new();
		externalities.execute_with(|| {
			register();
			let points = points.of(bins);
			for indicator in 0..indicators {
				assert_ok!(Attestations::define_indicator(RuntimeOrigin::root(), specification(bins)));
				let opening = Opening::seal(1, bins, &mut rehearsal_rng(&indicator.to_le_bytes())).expect("two bins");
				let commitments: Vec<_> =
					opening.commitments().expect("it is well formed").into_iter().map(H256).collect();
				let attestation = AttestationSpec {
					enterprise: firm(),
					indicator: IndicatorId(indicator),
					value: Value::Sealed(commitments.try_into().expect("at most eight")),
					period_end: lingnan_support::date_of(OPENING) - 1,
					evidence: H256::zero(),
				};
				assert_ok!(Attestations::attest(signed_by(0), attestation));
				openings.push(opening);
			}
			put_in_force(indicators, &points);
		});
		externalities.commit_all().expect("it can be written");
		Self { externalities, points, openings }
	}

	fn measure(self, runtime: &Code) {
		let Self { mut externalities, points, openings } = self;
		let rehearsal = externalities.execute_with(|| {
			let basis = CreditScoring::proof_basis(&firm()).expect("a card is in force");
			Rehearsal::new(&basis, &openings, Grade::B, None)
		});
		let Rehearsal { claim, total, secret, .. } = &rehearsal;
		let commitments = total.commitments();
		let proof = prove(claim, total, secret, &mut rehearsal_rng(b"proof")).expect("the grade is reached");
		let proving = least(|| assert!(prove(claim, total, secret, &mut rehearsal_rng(b"proof")).is_ok()));
		let verifying = least(|| assert!(verify(claim, total, &proof).is_ok()));

		let mut malformed = proof.clone();
		malformed[..32].fill(0xff);
		let (transfer, whole, refused, weight) = externalities.execute_with(|| {
			let call = |proof: Vec<u8>| {
				RuntimeCall::CreditScoring(pallet_credit_scoring::Call::prove_grade {
					enterprise: firm(),
					proof: rehearsal.sent(proof),
				})
			};
			let transfer = RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
				dest: Sr25519Keyring::Alice.to_account_id().into(),
				value: constants::UNIT,
			});
			let weight = frame_support::dispatch::GetDispatchInfo::get_dispatch_info(&call(proof.clone())).call_weight;
			(signed(transfer), signed(call(proof.clone())), signed(call(malformed.clone())), weight)
		});
		let mut chain = Chain::begin(runtime, &mut externalities);
		let transfer = chain.applied(&transfer, Outcome::Success);
		let whole = chain.applied(&whole, Outcome::Success);
		// It is refused at its first point, after all that the chain reads for it.
		let refused = chain.applied(&refused, Outcome::Refusal);
		println!(
			"{commitments:>11} {:>11} | {:>8.2} {:>8.2} | {:>8.3} {:>11.2} {:>13.2} {:>10.0} {:>8.1}",
			match points {
				Points::Usual => "usual",
				Points::Dearest => "dearest",
			},
			milliseconds(proving),
			milliseconds(verifying),
			milliseconds(transfer),
			milliseconds(whole),
			milliseconds(whole.saturating_sub(refused)),
			whole.as_secs_f64() / transfer.as_secs_f64(),
			weight.ref_time() as f64 / 1e9,
		);
	}
}

/// The runtime's wasm, and what a node runs it in. It is compiled once.
struct Code {
	executor: WasmExecutor<sp_io::SubstrateHostFunctions>,
	wasm: Vec<u8>,
}

/// What an extrinsic is to come to.
#[derive(PartialEq, Eq)]
enum Outcome {
	Success,
	Refusal,
}

/// The runtime at work on a block, as in the node that authors it.
struct Chain<'a> {
	runtime: &'a Code,
	state: Ext<'a, Blake2Hasher, InMemoryBackend<Blake2Hasher>>,
}

impl<'a> Chain<'a> {
	fn begin(runtime: &'a Code, externalities: &'a mut sp_io::TestExternalities) -> Self {
		let mut chain = Self { runtime, state: externalities.ext() };
		let header = Header::new(2, H256::zero(), H256::zero(), H256::repeat_byte(1), Default::default());
		chain.call("Core_initialize_block", &header.encode());
		chain
	}

	fn call(&mut self, method: &str, data: &[u8]) -> Vec<u8> {
		let fetcher = WrappedRuntimeCode(self.runtime.wasm.as_slice().into());
		let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash: vec![1] };
		self.runtime
			.executor
			.call(&mut self.state, &code, method, data, CallContext::Onchain { import: false })
			.0
			.expect("the runtime answers")
	}

	/// How long an extrinsic takes. It leaves no trace.
	fn applied(&mut self, extrinsic: &[u8], outcome: Outcome) -> Duration {
		least(|| {
			self.state.storage_start_transaction();
			let answer = self.call("BlockBuilder_apply_extrinsic", extrinsic);
			self.state.storage_rollback_transaction().expect("it was begun");
			let answer = ApplyExtrinsicResult::decode(&mut answer.as_slice()).expect("an answer");
			assert_eq!(answer.expect("it is a valid transaction").is_ok(), outcome == Outcome::Success);
		})
	}
}

fn signed(call: RuntimeCall) -> Vec<u8> {
	// Zeros are every extension's plainest form: immortal, nonce 0, no tip, no metadata hash.
	let extension = TxExtension::decode(&mut [0; 64].as_slice()).expect("zeros are enough");
	let payload = SignedPayload::new(call, extension).expect("the extensions agree");
	let signature = payload.using_encoded(|bytes| Sr25519Keyring::Bob.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(call, Sr25519Keyring::Bob.to_account_id().into(), signature.into(), extension)
		.encode()
}

fn genesis() -> sp_io::TestExternalities {
	let preset = genesis::preset(&sp_genesis_builder::DEV_RUNTIME_PRESET.into()).expect("the preset is there");
	let patch: serde_json::Value = serde_json::from_slice(&preset).expect("a preset is JSON");
	let mut whole = serde_json::to_value(RuntimeGenesisConfig::default()).expect("genesis is JSON");
	for (pallet, fields) in patch.as_object().into_iter().flatten() {
		for (field, content) in fields.as_object().into_iter().flatten() {
			whole[pallet][field] = content.clone();
		}
	}
	let config: RuntimeGenesisConfig = serde_json::from_value(whole).expect("the patch fits");
	let mut externalities: sp_io::TestExternalities = config.build_storage().expect("it builds").into();
	externalities.execute_with(|| {
		System::set_block_number(1);
		pallet_timestamp::Now::<Runtime>::put(OPENING * 1_000);
	});
	externalities
}

fn agency(n: u8) -> AccountId {
	AccountId::new([100 + n; 32])
}

fn signed_by(n: u8) -> RuntimeOrigin {
	RuntimeOrigin::signed(agency(n))
}

fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().expect("it is well formed")
}

/// Two agencies, and a firm that Bob controls.
fn register() {
	for n in 0..2 {
		let spec = AgencySpec {
			name: "An agency".try_into().expect("it is short"),
			jurisdiction: Jurisdiction::Guangdong,
			key: agency(n),
			rights: vec![AgencyRight::Registrar].try_into().expect("one right"),
		};
		assert_ok!(Attestations::register_agency(RuntimeOrigin::root(), spec));
	}
	let registration = pallet_enterprise_registry::RegistrationSpec {
		number: firm(),
		legal_name: "A firm".try_into().expect("it is short"),
		industry: "C3911".parse().expect("it is well formed"),
		division: None,
		founded: 10_000,
		registered_capital: 1_000_000,
		capital_currency: Currency::Cny,
		lei: None,
		accept_outer_check_mismatch: false,
	};
	assert_ok!(EnterpriseRegistry::register(signed_by(0), registration));
	let bob = Sr25519Keyring::Bob.to_account_id();
	assert_ok!(EnterpriseRegistry::offer_control(signed_by(0), firm(), bob.clone()));
	assert_ok!(EnterpriseRegistry::accept_control(RuntimeOrigin::signed(bob), firm()));
}

fn specification(bins: usize) -> IndicatorSpec {
	IndicatorSpec {
		name: "An indicator".try_into().expect("it is short"),
		unit: "fen".try_into().expect("it is short"),
		owner: Attestations::agency_of(&agency(0)).expect("it was registered"),
		edges: (1..bins as i64).collect::<Vec<_>>().try_into().expect("at most seven"),
		direction: Direction::HigherIsBetter,
		validity_days: 365,
		visibility: Visibility::Sealed,
		personal: false,
	}
}

/// A card over all indicators, by which the firm has 500 points and some more.
fn put_in_force(indicators: u32, points: &[i16]) {
	let characteristic = |indicator| CharacteristicSpec {
		indicator: IndicatorId(indicator),
		points: points.to_vec().try_into().expect("at most eight"),
		missing: points[0],
		reference: points[points.len() - 1],
	};
	let card = ScorecardSpec {
		name: "A card".try_into().expect("it is short"),
		base: 500 - i32::from(points[0]) * indicators as i32,
		characteristics: (0..indicators).map(characteristic).collect::<Vec<_>>().try_into().expect("at most 64"),
		cut_offs: [590, 570, 550, 530, 510, 490, 470, 460, 450],
		default_probabilities: [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200],
		minimum_coverage: 0,
		validity_days: 90,
	};
	assert_ok!(CreditScoring::propose_scorecard(signed_by(0), card));
	assert_ok!(CreditScoring::validate_scorecard(signed_by(1), ScorecardId(0)));
	assert_ok!(CreditScoring::activate_champion(RuntimeOrigin::root(), ScorecardId(0)));
}

fn least(mut work: impl FnMut()) -> Duration {
	let run = |_| {
		let begun = Instant::now();
		work();
		begun.elapsed()
	};
	(0..RUNS).map(run).min().expect("there are some runs")
}

fn milliseconds(time: Duration) -> f64 {
	time.as_secs_f64() * 1e3
}
