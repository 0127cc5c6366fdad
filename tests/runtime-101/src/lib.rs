//! The runtime after this one, as a test of upgrades needs it: version 101, in wasm. It is no release. What it is and what it
//! changes in storage stands in `release.rs`; all else is the runtime's own source (decision 162).

use frame_support::{pallet_prelude::ValueQuery, storage_alias, Twox64Concat};
use lingnan_types::IndicatorId;

include!(concat!(env!("OUT_DIR"), "/runtime_101.rs"));

/// What version 101 adds: the attestations about each indicator when its census came by.
#[storage_alias(verbatim)]
pub type Census = StorageMap<Rehearsal, Twox64Concat, IndicatorId, u32, ValueQuery>;
