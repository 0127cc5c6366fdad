use crate as pallet_timelock;
use crate::{CallName, EnsureGeneral, SetTimes, Times, Unstopped};
use core::cell::Cell;
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types,
	traits::{ConstU32, ConstU64, Contains, EitherOf, EqualPrivilegeOnly, Hooks},
	weights::Weight,
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use sp_io::TestExternalities;
use sp_runtime::{
	traits::{BlakeTwo256, Hash as _},
	BuildStorage,
};
use std::thread_local;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask, RuntimeHoldReason)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(2)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(3)]
	pub type Timelock = pallet_timelock;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type BaseCallFilter = Unstopped<Test>;
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl pallet_preimage::Config for Test {
	type Consideration = ();
	type Currency = ();
	type ManagerOrigin = EnsureRoot<u64>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

parameter_types! {
	pub MaxWeight: Weight = Weight::from_parts(1_000_000_000_000, u64::MAX);
	pub MaxActWeight: Weight = Weight::from_parts(10_000_000_000, u64::MAX);
}

impl pallet_scheduler::Config for Test {
	type BlockNumberProvider = System;
	type MaxScheduledPerBlock = ConstU32<3>;
	type MaximumWeight = MaxWeight;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type PalletsOrigin = OriginCaller;
	type Preimages = Preimage;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type ScheduleOrigin = EnsureRoot<u64>;
	type WeightInfo = ();
}

/// Stand for the two councils.
pub const AGENCIES: u64 = 1;
pub const INSTITUTIONS: u64 = 2;
pub const THIRD: u64 = 3;
pub const MAJORITY: u64 = 4;
pub const STOP_DURATION: u64 = 20;
pub const STOP_REST: u64 = 100;
pub const GENERAL_DELAY: u64 = 10;
pub const UPGRADE_DELAY: u64 = 30;

ord_parameter_types! {
	pub const Agencies: u64 = AGENCIES;
	pub const Institutions: u64 = INSTITUTIONS;
	pub const Third: u64 = THIRD;
	pub const Majority: u64 = MAJORITY;
}

thread_local! {
	static TIMES: Cell<Option<Times>> = const { Cell::new(None) };
}

pub struct Noted;
impl SetTimes for Noted {
	fn set(times: Times) {
		TIMES.set(Some(times));
	}
}

pub fn times() -> Option<Times> {
	TIMES.get()
}

/// What heals is the acts themselves.
pub struct Healing;
impl Contains<CallName> for Healing {
	fn contains((pallet, _): &CallName) -> bool {
		pallet[..] == *b"Timelock"
	}
}

/// The name of a call.
pub fn name(pallet: &str, call: &str) -> CallName {
	let name = |name: &str| name.as_bytes().to_vec().try_into().unwrap();
	(name(pallet), name(call))
}

impl pallet_timelock::Config for Test {
	type ScheduleOrigin = EnsureSignedBy<Agencies, u64>;
	type LiftOrigin = EnsureSignedBy<Agencies, u64>;
	type ProlongOrigin = EnsureSignedBy<Majority, u64>;
	type StopDuration = ConstU64<STOP_DURATION>;
	type StopOrigin = EnsureSignedBy<Third, u64>;
	type StopRest = ConstU64<STOP_REST>;
	type Unstoppable = Healing;
	type GeneralDelay = ConstU64<GENERAL_DELAY>;
	type MaxWeight = MaxActWeight;
	type Preimages = Preimage;
	type RuntimeCall = RuntimeCall;
	type Scheduler = Scheduler;
	type Times = Noted;
	type UpgradeDelay = ConstU64<UPGRADE_DELAY>;
	type VetoOrigin = EnsureSignedBy<Institutions, u64>;
	type WeightInfo = ();
}

/// What a pallet that lets general acts in asks for.
pub type Governing = EitherOf<EnsureRoot<u64>, EnsureGeneral>;

pub fn externalities() -> TestExternalities {
	build(None)
}

pub fn build(times: Option<Times>) -> TestExternalities {
	TIMES.set(None);
	let genesis = RuntimeGenesisConfig {
		timelock: pallet_timelock::GenesisConfig { times, ..Default::default() },
		..Default::default()
	};
	let mut externalities: TestExternalities = genesis.build_storage().unwrap().into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// A call that only Root may make, and whose effect [`is_done`] sees. `padding` makes it longer.
pub fn act(padding: usize) -> Box<RuntimeCall> {
	let items = vec![(b"act".to_vec(), b"done".to_vec()), (b"padding".to_vec(), vec![0; padding])];
	Box::new(RuntimeCall::System(frame_system::Call::set_storage { items }))
}

pub fn hash(call: &RuntimeCall) -> sp_core::H256 {
	BlakeTwo256::hash_of(call)
}

pub fn is_done() -> bool {
	sp_io::storage::get(b"act").is_some()
}

pub fn run_to(block: u64) {
	while System::block_number() < block {
		System::set_block_number(System::block_number() + 1);
		Scheduler::on_initialize(System::block_number());
	}
}
