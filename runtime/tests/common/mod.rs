//! A runtime at its genesis, without a node.

#![allow(dead_code)]

pub mod calls;
pub mod corridor;
pub mod credit;
pub mod matching;

use lingnan_runtime::{constants::MILLISECONDS_PER_BLOCK, genesis, AccountId, Runtime, RuntimeGenesisConfig, System};
use lingnan_support::{AgencyRight, Jurisdiction};
use pallet_attestations::AgencySpec;
use pallet_institutions::{InstitutionKind, InstitutionSpec};
use sp_consensus_aura::Slot;
use sp_keyring::Sr25519Keyring;
use sp_runtime::BuildStorage;

/// Midnight of 2 January 2020 in China, in seconds.
pub const OPENING: u64 = 1_577_894_400;

pub fn alice() -> AccountId {
	Sr25519Keyring::Alice.to_account_id()
}

/// The account of the `n`th agency of a test.
pub fn agency(n: u8) -> AccountId {
	AccountId::new([100 + n; 32])
}

/// The account of the `n`th institution of a test.
pub fn institution(n: u8) -> AccountId {
	let mut bytes = [n; 32];
	bytes[0] = 99;
	AccountId::new(bytes)
}

/// The genesis that the development preset describes, with its JSON changed by `change`.
pub fn genesis_with(change: impl FnOnce(&mut serde_json::Value)) -> sp_io::TestExternalities {
	let preset = genesis::preset(&sp_genesis_builder::DEV_RUNTIME_PRESET.into()).expect("the preset is there");
	let mut patch: serde_json::Value = serde_json::from_slice(&preset).expect("a preset is JSON");
	change(&mut patch);
	let mut whole = serde_json::to_value(RuntimeGenesisConfig::default()).expect("genesis is JSON");
	merge(&mut whole, patch);
	let config: RuntimeGenesisConfig = serde_json::from_value(whole).expect("the patch fits");
	let mut externalities: sp_io::TestExternalities = config.build_storage().expect("it builds").into();
	externalities.execute_with(|| {
		System::set_block_number(1);
		pallet_timestamp::Now::<Runtime>::put(OPENING * 1_000);
		pallet_aura::CurrentSlot::<Runtime>::put(Slot::from(OPENING * 1_000 / MILLISECONDS_PER_BLOCK));
	});
	externalities
}

pub fn development() -> sp_io::TestExternalities {
	genesis_with(|_| {})
}

/// So many agencies and institutions, registered by genesis.
pub fn parties(agencies: u8, institutions: u8) -> sp_io::TestExternalities {
	genesis_with(|patch| {
		let agencies: Vec<_> = (0..agencies).map(|n| agency_spec(n, &[])).collect();
		let institutions: Vec<_> = (0..institutions).map(institution_spec).collect();
		patch["attestations"]["agencies"] = serde_json::to_value(agencies).expect("they are JSON");
		patch["institutions"] = serde_json::json!({ "institutions": institutions });
	})
}

pub fn agency_spec(n: u8, rights: &[AgencyRight]) -> AgencySpec<AccountId> {
	AgencySpec {
		name: "An agency".try_into().expect("it is a name"),
		jurisdiction: Jurisdiction::Guangdong,
		key: agency(n),
		rights: rights.to_vec().try_into().expect("they are few"),
	}
}

pub fn institution_spec(n: u8) -> InstitutionSpec<AccountId> {
	InstitutionSpec {
		name: "A bank".try_into().expect("it is a name"),
		kind: InstitutionKind::CityBank,
		jurisdiction: Jurisdiction::Guangdong,
		key: institution(n),
	}
}

fn merge(whole: &mut serde_json::Value, patch: serde_json::Value) {
	match (whole, patch) {
		(serde_json::Value::Object(whole), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				merge(whole.entry(key).or_insert(serde_json::Value::Null), value);
			}
		},
		(whole, patch) => *whole = patch,
	}
}
