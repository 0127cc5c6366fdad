//! The runtime's wasm at work, as in the node that authors a block, and a chain with a firm for it to work on.

#![allow(dead_code)]

use codec::{Decode, Encode};
use frame_support::assert_ok;
use lingnan_runtime::*;
use lingnan_sealed::Opening;
use lingnan_support::{Agencies as _, AgencyRight, Currency, Direction, IndicatorId, Jurisdiction, RegistrationNumber};
use pallet_attestations::{AgencySpec, AttestationSpec, Class, IndicatorSpec, Value};
use sc_executor::{Externalities, WasmExecutor};
use sp_core::{
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
	Blake2Hasher, H256,
};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::Header as _, ApplyExtrinsicResult, BuildStorage};
use sp_state_machine::{Ext, InMemoryBackend};
use std::time::Duration;

/// Midnight of 2 January 2020 in China, in seconds.
pub const OPENING: u64 = 1_577_894_400;

/// The runtime's wasm, and what a node runs it in. It is compiled once.
pub struct Code {
	executor: WasmExecutor<sp_io::SubstrateHostFunctions>,
	wasm: Vec<u8>,
}

impl Code {
	/// From the file that the first argument names, or the runtime that the program was built with.
	pub fn named() -> Self {
		let wasm = match std::env::args().nth(1) {
			Some(path) => std::fs::read(path).expect("the file can be read"),
			None => {
				let built = "this program was built without its runtime: name one, or build without SKIP_WASM_BUILD";
				WASM_BINARY.expect(built).to_vec()
			},
		};
		Self { executor: WasmExecutor::builder().build(), wasm }
	}
}

/// What an extrinsic is to come to.
#[derive(PartialEq, Eq)]
pub enum Outcome {
	Success,
	Refusal,
}

/// The runtime at work on a block, as in the node that authors it.
pub struct Chain<'a> {
	runtime: &'a Code,
	state: Ext<'a, Blake2Hasher, InMemoryBackend<Blake2Hasher>>,
}

impl<'a> Chain<'a> {
	pub fn begin(runtime: &'a Code, externalities: &'a mut sp_io::TestExternalities) -> Self {
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

	/// How long an extrinsic takes, the least of so many runs. It leaves no trace.
	pub fn applied(&mut self, extrinsic: &[u8], outcome: Outcome, runs: usize) -> Duration {
		least(runs, || {
			self.state.storage_start_transaction();
			let answer = self.call("BlockBuilder_apply_extrinsic", extrinsic);
			self.state.storage_rollback_transaction().expect("it was begun");
			let answer = ApplyExtrinsicResult::decode(&mut answer.as_slice()).expect("an answer");
			assert_eq!(answer.expect("it is a valid transaction").is_ok(), outcome == Outcome::Success);
		})
	}
}

/// A transaction of whoever has the key, the first of it.
pub fn signed(who: Sr25519Keyring, call: RuntimeCall) -> Vec<u8> {
	// Zeros are every extension's plainest form: immortal, nonce 0, no tip, no metadata hash.
	let extension = TxExtension::decode(&mut [0; 64].as_slice()).expect("zeros are enough");
	let payload = SignedPayload::new(call, extension).expect("the extensions agree");
	let signature = payload.using_encoded(|bytes| who.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(call, who.to_account_id().into(), signature.into(), extension).encode()
}

/// What everything is compared with.
pub fn transfer() -> Vec<u8> {
	let transfer = pallet_balances::Call::transfer_keep_alive {
		dest: Sr25519Keyring::Alice.to_account_id().into(),
		value: constants::UNIT,
	};
	signed(Sr25519Keyring::Bob, RuntimeCall::Balances(transfer))
}

/// The development preset, with two agencies, Charlie and Dave, and a firm that Bob controls.
pub fn genesis() -> sp_io::TestExternalities {
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
		register();
	});
	externalities
}

pub fn author() -> Sr25519Keyring {
	Sr25519Keyring::Charlie
}

pub fn validator() -> Sr25519Keyring {
	Sr25519Keyring::Dave
}

pub fn origin(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().expect("it is well formed")
}

pub fn registration(number: RegistrationNumber) -> pallet_enterprise_registry::RegistrationSpec {
	pallet_enterprise_registry::RegistrationSpec {
		number,
		legal_name: "A firm".try_into().expect("it is short"),
		industry: "C3911".parse().expect("it is well formed"),
		division: None,
		founded: 10_000,
		registered_capital: 1_000_000,
		capital_currency: Currency::Cny,
		lei: None,
		accept_outer_check_mismatch: false,
	}
}

fn register() {
	for key in [author(), validator()] {
		let spec = AgencySpec {
			name: "An agency".try_into().expect("it is short"),
			jurisdiction: Jurisdiction::Guangdong,
			key: key.to_account_id(),
			rights: vec![AgencyRight::Registrar].try_into().expect("one right"),
		};
		assert_ok!(Attestations::register_agency(RuntimeOrigin::root(), spec));
	}
	let bob = Sr25519Keyring::Bob;
	assert_ok!(EnterpriseRegistry::register(origin(author()), registration(firm())));
	assert_ok!(EnterpriseRegistry::offer_control(origin(author()), firm(), bob.to_account_id()));
	assert_ok!(EnterpriseRegistry::accept_control(origin(bob), firm()));
}

/// Defines one of so many bins, of the author's.
pub fn indicator(bins: usize, class: Class) -> IndicatorId {
	let id = pallet_attestations::NextIndicator::<Runtime>::get();
	let spec = IndicatorSpec {
		name: "An indicator".try_into().expect("it is short"),
		unit: "fen".try_into().expect("it is short"),
		owner: Attestations::agency_of(&author().to_account_id()).expect("it was registered"),
		edges: (1..bins as i64).collect::<Vec<_>>().try_into().expect("at most seven"),
		direction: Direction::HigherIsBetter,
		validity_days: 365,
		class,
		personal: false,
	};
	assert_ok!(Attestations::define_indicator(RuntimeOrigin::root(), spec));
	id
}

/// What the author states of a firm.
pub fn attestation(enterprise: RegistrationNumber, indicator: IndicatorId, value: Value) -> AttestationSpec {
	let period_end = lingnan_support::date_of(OPENING) - 1;
	AttestationSpec { enterprise, indicator, value, period_end, evidence: H256::zero() }
}

pub fn sealed(opening: &Opening) -> Value {
	let stored: Vec<_> = opening.stored().expect("it is well formed").into_iter().map(H256).collect();
	Value::Sealed(stored.try_into().expect("at most seven"))
}

/// How long it takes, in time that the processor worked for this thread, so that other programs do not count: the least
/// of so many runs.
pub fn least(runs: usize, mut work: impl FnMut()) -> Duration {
	let run = |_| {
		let begun = worked();
		work();
		worked().saturating_sub(begun)
	};
	(0..runs).map(run).min().expect("there are some runs")
}

/// From Linux's account.
fn worked() -> Duration {
	let account = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux keeps this account");
	let first = account.split(' ').next().and_then(|number| number.parse().ok());
	Duration::from_nanos(first.expect("it begins with nanoseconds"))
}

pub fn milliseconds(time: Duration) -> f64 {
	time.as_secs_f64() * 1e3
}
