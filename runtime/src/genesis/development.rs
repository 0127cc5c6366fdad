use crate::{AccountId, SessionKeys};
use alloc::vec;
use serde_json::{json, Value};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// One validator, Alice, who is also the only agency and the clock admin. A stand for benchmarks and tests of the runtime
/// alone: the node's `--dev` starts the whole Guangdong network instead.
pub fn genesis() -> Value {
	let alice: AccountId = Sr25519Keyring::Alice.to_account_id();
	let keys =
		SessionKeys { aura: Sr25519Keyring::Alice.public().into(), grandpa: Ed25519Keyring::Alice.public().into() };
	let endowed = vec![
		(alice.clone(), 1_000_000 * crate::constants::UNIT),
		(Sr25519Keyring::Bob.to_account_id(), 1_000_000 * crate::constants::UNIT),
	];
	json!({
		"attestations": {
			"agencies": [{ "name": "Alice", "jurisdiction": "Guangdong", "key": alice.clone(), "rights": [] }],
		},
		"balances": { "balances": endowed },
		"businessClock": { "clockAdmin": alice.clone() },
		"session": { "keys": [(alice.clone(), alice, keys)] },
	})
}
