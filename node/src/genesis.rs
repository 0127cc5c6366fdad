//! The state that a chain starts with, made by the executor that will run the chain. The SDK takes one of its own for it: a
//! node that starts from a network's name compiled its runtime twice, at every start.

use crate::{
	chain_spec::ChainSpec,
	executor::Executor,
	service::{Block, Hash},
};
use codec::{Decode, Encode};
use sc_chain_spec::{construct_genesis_block, json_merge, resolve_state_version_from_wasm};
use sc_service::ChainSpec as _;
use serde_json::{from_slice, Value};
use sp_core::{
	storage::{well_known_keys::CODE, Storage},
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
	Blake2Hasher, Hasher,
};
use sp_runtime::traits::{BlakeTwo256, Block as _, Hash as _};
use sp_state_machine::BasicExternalities;

/// What stands in a specification that was made from a network: the runtime, and what differs from its default genesis.
struct Patch {
	code: Vec<u8>,
	patch: Value,
}

/// The genesis state of a specification.
pub fn storage(spec: &dyn sc_service::ChainSpec, executor: &Executor) -> Result<Storage, String> {
	match patch_of(spec)? {
		Some(Patch { code, patch }) => build(&code, patch, executor),
		// The state itself, or a shape that other programs write.
		None => spec.as_storage_builder().build_storage(),
	}
}

/// The hash of the block that a chain of this specification starts with, by which it is told from all others.
pub fn hash(spec: &dyn sc_service::ChainSpec, executor: &Executor) -> Result<Hash, String> {
	let storage = storage(spec, executor)?;
	let version = resolve_state_version_from_wasm::<_, BlakeTwo256>(&storage, executor).map_err(|e| e.to_string())?;
	let root = BlakeTwo256::trie_root(storage.top.into_iter().collect(), version);
	Ok(construct_genesis_block::<Block>(root, version).hash())
}

/// The same specification with its state in place of the patch.
pub fn raw(mut spec: ChainSpec, executor: &Executor) -> Result<ChainSpec, String> {
	let storage = storage(&spec, executor)?;
	spec.set_storage(storage);
	Ok(spec)
}

fn patch_of(spec: &dyn sc_service::ChainSpec) -> Result<Option<Patch>, String> {
	let mut json: Value = serde_json::from_str(&spec.as_json(false)?).map_err(|e| e.to_string())?;
	let genesis = &mut json["genesis"]["runtimeGenesis"];
	let patch = genesis["patch"].take();
	let Some(code) = genesis["code"].as_str().filter(|_| patch.is_object()) else { return Ok(None) };
	let code = sp_core::bytes::from_hex(code).map_err(|e| format!("genesis.runtimeGenesis.code: {e}"))?;
	Ok(Some(Patch { code, patch }))
}

fn build(code: &[u8], patch: Value, executor: &Executor) -> Result<Storage, String> {
	let fetcher = WrappedRuntimeCode(code.into());
	// Named as the client names it, so that the client finds it compiled.
	let hash = Blake2Hasher::hash(code).encode();
	let runtime = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash };
	let call = |state: &mut BasicExternalities, method: &str, data: &[u8]| {
		executor.call(state, &runtime, method, data, CallContext::Offchain).0.map_err(|e| format!("{method}: {e}"))
	};
	let undecoded = |e: codec::Error| format!("what the runtime answers about its genesis cannot be read: {e}");

	let default = call(&mut BasicExternalities::new_empty(), "GenesisBuilder_get_preset", &None::<String>.encode())?;
	let default = Option::<Vec<u8>>::decode(&mut &default[..]).map_err(undecoded)?;
	let default = default.ok_or("the runtime has no default genesis")?;
	let mut config = from_slice(&default).map_err(|e| format!("the runtime's default genesis: {e}"))?;
	json_merge(&mut config, patch);

	let mut state = BasicExternalities::new_empty();
	let built = call(&mut state, "GenesisBuilder_build_state", &config.to_string().encode())?;
	sp_genesis_builder::Result::decode(&mut &built[..])
		.map_err(undecoded)?
		.map_err(|e| format!("the runtime refuses this genesis: {e}"))?;
	let mut storage = state.into_storages();
	storage.top.insert(CODE.into(), code.into());
	Ok(storage)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain_spec;
	use sp_runtime::BuildStorage;
	use std::path::Path;

	#[test]
	fn it_is_the_state_that_the_sdk_makes() {
		let executor = Executor::alone(std::env::var_os("LINGNAN_COMPILED").as_deref().map(Path::new));
		let spec = chain_spec::load("dev-quick").unwrap();
		let built = storage(&spec, &executor).unwrap();
		assert_eq!(built.top, spec.build_storage().unwrap().top);
		assert!(built.children_default.is_empty());

		let raw = raw(spec, &executor).unwrap();
		assert!(patch_of(&raw).unwrap().is_none());
		assert_eq!(storage(&raw, &executor).unwrap().top, built.top);
	}
}
