//! The state of a chain, taken from a node and judged by the runtime's own invariants.

use crate::Node;
use frame_support::traits::Get;
use lingnan_runtime::{
	parameters::dynamic_params::credit_scoring, Attestations, Cards, Collateral, Consents, CreditScoring,
	EnterpriseRegistry, Financing, Institutions, Peers, Products, Runtime, Validators,
};
use lingnan_runtime_101::Census;
use lingnan_types::IndicatorId;
use pallet_attestations::Latest;
use serde_json::json;
use sp_core::storage::Storage;
use sp_io::TestExternalities;
use std::collections::BTreeMap;

/// All that is stored after a block.
pub fn of(node: &Node, block: &serde_json::Value) -> TestExternalities {
	let pairs = node.ask("state_getPairs", json!(["0x", block]));
	let bytes = |value: &serde_json::Value| {
		let text = value.as_str().expect("a key and a value are text");
		hex::decode(text.trim_start_matches("0x")).expect("they are hexadecimal")
	};
	let pairs = pairs.as_array().expect("pairs are a list");
	let top = pairs.iter().map(|pair| (bytes(&pair[0]), bytes(&pair[1]))).collect();
	TestExternalities::new(Storage { top, children_default: Default::default() })
}

/// Every invariant of every pallet of Lingnan's.
#[track_caller]
pub fn assert_sound(state: &mut TestExternalities) {
	state.execute_with(|| {
		for (pallet, found) in [
			("EnterpriseRegistry", EnterpriseRegistry::do_try_state()),
			("Consents", Consents::do_try_state()),
			("Cards", Cards::do_try_state()),
			("Attestations", Attestations::do_try_state()),
			("CreditScoring", CreditScoring::do_try_state()),
			("Collateral", Collateral::do_try_state()),
			("Financing", Financing::do_try_state()),
			("Institutions", Institutions::do_try_state()),
			("Products", Products::do_try_state()),
			("Peers", Peers::do_try_state()),
			("Validators", Validators::do_try_state()),
		] {
			assert!(found.is_ok(), "{pallet}: {found:?}");
		}
	});
}

/// How many attestations there are about each indicator.
pub fn attestations(state: &mut TestExternalities) -> BTreeMap<IndicatorId, u32> {
	state.execute_with(|| {
		let mut found = BTreeMap::new();
		for (_, indicator) in Latest::<Runtime>::iter_keys() {
			*found.entry(indicator).or_default() += 1;
		}
		found
	})
}

/// What the census of the rehearsed upgrade says of that.
pub fn census(state: &mut TestExternalities) -> BTreeMap<IndicatorId, u32> {
	state.execute_with(|| Census::iter().collect())
}

/// The confidence at which too many defaults suspend a scorecard, as it is stored.
pub fn confidence(state: &mut TestExternalities) -> u32 {
	state.execute_with(credit_scoring::Confidence::get)
}
