//! Genesis presets. Whole networks are data, in `chain-spec/`, and the node builds them; the presets here are what the
//! runtime can start with alone.

mod development;

use alloc::vec::Vec;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET};

/// The preset's patch of the default genesis, as JSON.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => development::genesis(),
		_ => return None,
	};
	serde_json::to_vec(&patch).ok()
}

pub fn preset_names() -> Vec<PresetId> {
	alloc::vec![PresetId::from(DEV_RUNTIME_PRESET)]
}
