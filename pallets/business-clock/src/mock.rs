use crate as pallet_business_clock;
use core::{cell::RefCell, time::Duration};
use frame_support::{
	derive_impl,
	traits::{ConstU64, Contains, UnixTime},
};
use lingnan_support::Deadline;
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;
use std::thread_local;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type BusinessClock = pallet_business_clock;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

/// Blocks are made at the thousandth second.
pub struct BlockTime;
impl UnixTime for BlockTime {
	fn now() -> Duration {
		Duration::from_secs(1_000)
	}
}

thread_local! {
	static STOPPED: RefCell<Vec<Deadline>> = const { RefCell::new(Vec::new()) };
}

pub struct Stopped;
impl Contains<Deadline> for Stopped {
	fn contains(deadline: &Deadline) -> bool {
		STOPPED.with_borrow(|stopped| stopped.contains(deadline))
	}
}

pub fn stop(deadlines: &[Deadline]) {
	STOPPED.set(deadlines.to_vec());
}

impl pallet_business_clock::Config for Test {
	type BlockTime = BlockTime;
	type Stopped = Stopped;
	type UsualSlot = ConstU64<2_000>;
	type WeightInfo = ();
}

pub fn with_clock_admin(clock_admin: u64) -> TestExternalities {
	build(Some(clock_admin), None)
}

pub fn without_clock_admin() -> TestExternalities {
	build(None, None)
}

pub fn with_slot(milliseconds: u64) -> TestExternalities {
	build(None, Some(milliseconds))
}

fn build(clock_admin: Option<u64>, slot: Option<u64>) -> TestExternalities {
	stop(&[]);
	let genesis =
		RuntimeGenesisConfig { business_clock: BusinessClockConfig { clock_admin, slot }, ..Default::default() };
	let mut externalities: TestExternalities = genesis.build_storage().unwrap().into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}
