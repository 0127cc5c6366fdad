//! Blocks, accounts, time.

use crate::*;
use frame_support::{
	derive_impl,
	pallet_prelude::ValueQuery,
	parameter_types, storage_alias,
	traits::{ConstU32, ConstU64, Contains, Get, InsideBoth, OnKilledAccount},
	weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::{traits::AccountIdLookup, Perbill};
use sp_version::RuntimeVersion;

/// Share of a block for ordinary transactions; the rest is kept for what must get in.
const NORMAL_SHARE: Perbill = Perbill::from_percent(75);

parameter_types! {
	pub const Version: RuntimeVersion = VERSION;
	pub const BlockHashCount: u32 = 4_096;
	pub const SS58Prefix: u8 = 42;
	/// One second of work in a slot of two: the other half is for getting the block to the others.
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::with_sensible_defaults(
		Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND, u64::MAX),
		NORMAL_SHARE,
	);
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(5 * 1024 * 1024)
		.modify_max_length_for_class(frame_support::dispatch::DispatchClass::Normal, |length| {
			*length = NORMAL_SHARE * *length;
		})
		.build();
}

/// As long as a single validator has session keys, nobody takes keys away: if they were his, no block would follow.
pub struct KeysToSpare;
impl Contains<RuntimeCall> for KeysToSpare {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(call, RuntimeCall::Session(pallet_session::Call::purge_keys { .. })) || Validators::with_keys() > 1
	}
}

/// The first nonce that no account which is gone ever had.
#[storage_alias]
pub type HighestNonce = StorageValue<Nonces, Nonce, ValueQuery>;

/// Where an account begins, or begins again: a transaction of an account that was reaped is never valid a second time,
/// however many it had sent.
#[derive(Debug)]
pub struct FirstNonce;
impl Get<Nonce> for FirstNonce {
	fn get() -> Nonce {
		HighestNonce::get()
	}
}

impl OnKilledAccount<AccountId> for FirstNonce {
	/// The record is there still when this is called.
	fn on_killed_account(who: &AccountId) {
		let next = *System::account_nonce(who);
		if next > HighestNonce::get() {
			HighestNonce::put(next);
		}
	}
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountData = pallet_balances::AccountData<Balance>;
	type AccountId = AccountId;
	type BaseCallFilter =
		InsideBoth<KeysToSpare, InsideBoth<SafeMode, InsideBoth<TxPause, pallet_timelock::Unstopped<Runtime>>>>;
	type Block = Block;
	type BlockHashCount = BlockHashCount;
	type BlockLength = RuntimeBlockLength;
	type BlockWeights = RuntimeBlockWeights;
	type DbWeight = weights::database::DatabaseWeight;
	type ExtensionsWeightInfo = weights::frame_system_extensions::WeightInfo<Runtime>;
	type Hash = Hash;
	type Lookup = AccountIdLookup<AccountId, ()>;
	type MaxConsumers = ConstU32<16>;
	type MultiBlockMigrator = MultiBlockMigrations;
	type Nonce = AccountNonce;
	type OnKilledAccount = FirstNonce;
	type SingleBlockMigrations = migrations::SingleBlockMigrations;
	type SS58Prefix = SS58Prefix;
	type SystemWeightInfo = weights::frame_system::WeightInfo<Runtime>;
	type Version = Version;
}

impl pallet_timestamp::Config for Runtime {
	type MinimumPeriod = pallet_business_clock::HalfSlotOf<Runtime>;
	type Moment = u64;
	type OnTimestampSet = (Aura, BusinessClock);
	type WeightInfo = weights::pallet_timestamp::WeightInfo<Runtime>;
}

impl pallet_business_clock::Config for Runtime {
	type BlockTime = Timestamp;
	type Stopped = configs::safety::Stopped;
	type UsualSlot = ConstU64<{ constants::MILLISECONDS_PER_BLOCK }>;
	type WeightInfo = weights::pallet_business_clock::WeightInfo<Runtime>;
}

parameter_types! {
	pub MigrationsMaxWeight: Weight = Perbill::from_percent(80) * RuntimeBlockWeights::get().max_block;
}

impl pallet_migrations::Config for Runtime {
	type CursorMaxLen = ConstU32<65_536>;
	type FailedMigrationHandler = frame_support::migrations::FreezeChainOnFailedMigration;
	type IdentifierMaxLen = ConstU32<256>;
	type MaxServiceWeight = MigrationsMaxWeight;
	type MigrationStatusHandler = ();
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = migrations::MultiBlockMigrations;
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_migrations::WeightInfo<Runtime>;
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::dispatch::DispatchClass;

	#[test]
	fn ordinary_transactions_leave_a_quarter_of_each_block() {
		let weights = RuntimeBlockWeights::get();
		assert_eq!(weights.max_block.ref_time(), WEIGHT_REF_TIME_PER_SECOND);
		assert_eq!(weights.get(DispatchClass::Normal).max_total.map(|w| w.ref_time()), Some(750_000_000_000));
		assert_eq!(*RuntimeBlockLength::get().max.get(DispatchClass::Normal), 5 * 1024 * 1024 / 4 * 3);
	}

	#[test]
	fn addresses_are_written_in_the_generic_form() {
		assert_eq!(SS58Prefix::get(), 42);
		assert_eq!(<Runtime as frame_system::Config>::BlockHashCount::get(), 4_096);
	}

	#[test]
	fn a_block_comes_at_least_a_second_after_the_last() {
		sp_io::TestExternalities::default().execute_with(|| {
			let period: u64 = <Runtime as pallet_timestamp::Config>::MinimumPeriod::get();
			assert_eq!(period, 1_000);
		});
	}
}
