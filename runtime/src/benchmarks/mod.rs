//! What can be measured, and how.

mod stage;

use crate::*;
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{
	baseline::Pallet as BaselineBench, define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList,
};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use frame_system_benchmarking::{extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench};

pub use stage::Stage;

impl frame_system_benchmarking::Config for Runtime {}
impl frame_benchmarking::baseline::Config for Runtime {}
impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

define_benchmarks!(
	[frame_benchmarking, BaselineBench::<Runtime>]
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[pallet_timelock, Timelock]
	[pallet_attestations, Attestations]
	[pallet_balances, Balances]
	[pallet_business_clock, BusinessClock]
	[pallet_calendars, Calendars]
	[pallet_cards, Cards]
	[pallet_classification, Classification]
	[pallet_collateral, Collateral]
	[pallet_collective, AgenciesCouncil]
	[pallet_consents, Consents]
	[pallet_credit_lines, CreditLines]
	[pallet_credit_scoring, CreditScoring]
	[pallet_cross_border, CrossBorder]
	[pallet_enterprise_registry, EnterpriseRegistry]
	[pallet_financing, Financing]
	[pallet_guarantees, Guarantees]
	[pallet_institutions, Institutions]
	[pallet_migrations, MultiBlockMigrations]
	[pallet_multisig, Multisig]
	[pallet_origin_restriction, OriginRestriction]
	[pallet_parameters, Parameters]
	[pallet_peers, Peers]
	[pallet_policies, Policies]
	[pallet_preimage, Preimage]
	[pallet_products, Products]
	[pallet_proxy, Proxy]
	[pallet_reference_rates, ReferenceRates]
	[pallet_safe_mode, SafeMode]
	[pallet_scheduler, Scheduler]
	[pallet_allowances, Sponsorship]
	[pallet_timestamp, Timestamp]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_tx_pause, TxPause]
	[pallet_utility, Utility]
	[pallet_validators, Validators]
);

pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
