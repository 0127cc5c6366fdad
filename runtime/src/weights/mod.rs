//! What each call costs: Lingnan's own pallets as `scripts/benchmark` measured them on this runtime's wasm, the SDK's as
//! the SDK measured them. Each file says so at its head.

pub mod database;
pub mod pallet_allowances;
pub mod pallet_attestations;
pub mod pallet_business_clock;
pub mod pallet_calendars;
pub mod pallet_cards;
pub mod pallet_classification;
pub mod pallet_collateral;
pub mod pallet_consents;
pub mod pallet_credit_lines;
pub mod pallet_credit_scoring;
pub mod pallet_cross_border;
pub mod pallet_enterprise_registry;
pub mod pallet_financing;
pub mod pallet_guarantees;
pub mod pallet_institutions;
pub mod pallet_origin_restriction;
pub mod pallet_peers;
pub mod pallet_policies;
pub mod pallet_products;
pub mod pallet_reference_rates;
pub mod pallet_timelock;
pub mod pallet_validators;

pub mod frame_system {
	pub type WeightInfo<T> = ::frame_system::weights::SubstrateWeight<T>;
}
pub mod frame_system_extensions {
	pub type WeightInfo<T> = ::frame_system::SubstrateExtensionsWeight<T>;
}
pub mod pallet_collective {
	pub type WeightInfo<T> = ::pallet_collective::weights::SubstrateWeight<T>;
}
pub mod pallet_balances {
	pub type WeightInfo<T> = ::pallet_balances::weights::SubstrateWeight<T>;
}
pub mod pallet_migrations {
	pub type WeightInfo<T> = ::pallet_migrations::weights::SubstrateWeight<T>;
}
pub mod pallet_multisig {
	pub type WeightInfo<T> = ::pallet_multisig::weights::SubstrateWeight<T>;
}
pub mod pallet_preimage {
	pub type WeightInfo<T> = ::pallet_preimage::weights::SubstrateWeight<T>;
}
pub mod pallet_proxy {
	pub type WeightInfo<T> = ::pallet_proxy::weights::SubstrateWeight<T>;
}
pub mod pallet_safe_mode {
	pub type WeightInfo<T> = ::pallet_safe_mode::weights::SubstrateWeight<T>;
}
pub mod pallet_scheduler {
	pub type WeightInfo<T> = ::pallet_scheduler::weights::SubstrateWeight<T>;
}
pub mod pallet_timestamp {
	pub type WeightInfo<T> = ::pallet_timestamp::weights::SubstrateWeight<T>;
}
pub mod pallet_transaction_payment {
	pub type WeightInfo<T> = ::pallet_transaction_payment::weights::SubstrateWeight<T>;
}
pub mod pallet_tx_pause {
	pub type WeightInfo<T> = ::pallet_tx_pause::weights::SubstrateWeight<T>;
}
pub mod pallet_utility {
	pub type WeightInfo<T> = ::pallet_utility::weights::SubstrateWeight<T>;
}
