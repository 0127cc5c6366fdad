//! What this runtime makes of the state of a chain that lives: its migrations and every pallet's invariants, on a snapshot
//! that `scripts/try-runtime` takes. Without one, the state is that of genesis.

#![cfg(feature = "try-runtime")]

use crate::common::*;
use frame_support::{
	migrations::MultiStepMigrator,
	traits::{TryState, TryStateSelect},
};
use frame_try_runtime::UpgradeCheckSelect;
use lingnan_runtime::*;
use sp_core::storage::Storage;

/// Blocks that a long migration may take here.
const PATIENCE: u32 = 100_000;

/// The pairs of key and value that a node answered to `state_getPairs`.
fn snapshot() -> sp_io::TestExternalities {
	let Some(file) = std::env::var_os("LINGNAN_SNAPSHOT") else { return development() };
	let text = std::fs::read(file).expect("the snapshot can be read");
	let answer: serde_json::Value = serde_json::from_slice(&text).expect("the snapshot is JSON");
	let bytes = |value: &serde_json::Value| -> Vec<u8> {
		sp_core::bytes::from_hex(value.as_str().expect("keys and values are text")).expect("they are hexadecimal")
	};
	let pairs = answer["result"].as_array().expect("the node answered with pairs");
	let top = pairs.iter().map(|pair| (bytes(&pair[0]), bytes(&pair[1]))).collect();
	sp_io::TestExternalities::new(Storage { top, children_default: Default::default() })
}

fn invariants(when: &str) {
	let number = System::block_number();
	AllPalletsWithSystem::try_state(number, TryStateSelect::All).unwrap_or_else(|e| panic!("{when}: {e:?}"));
}

#[test]
fn the_state_is_sound_before_and_after_the_migrations() {
	sp_tracing::try_init_simple(); // what is wrong is said in the log
	snapshot().execute_with(|| {
		println!("block {}, runtime {:?}", System::block_number(), System::last_runtime_upgrade_spec_version());
		invariants("before");
		let weight = Executive::try_runtime_upgrade(UpgradeCheckSelect::All).unwrap_or_else(|e| panic!("{e:?}"));
		let most = configs::system::RuntimeBlockWeights::get().max_block;
		assert!(weight.all_lte(most), "the first block's migrations weigh {weight}, a block {most}");
		let mut blocks = 0;
		while MultiBlockMigrations::ongoing() {
			let weight = <MultiBlockMigrations as MultiStepMigrator>::step();
			assert!(weight.all_lte(most), "a step weighs {weight}");
			blocks += 1;
			assert!(blocks < PATIENCE, "the long migrations do not end");
		}
		println!("the first block's migrations weigh {weight}; long ones take {blocks} blocks");
		invariants("after");
	});
}
