use crate as pallet_institutions;
use frame_support::derive_impl;
use frame_system::EnsureRoot;
use lingnan_support::{
	mocks::{self, MockSeats},
	InstitutionId, Jurisdiction,
};
use pallet_institutions::{InstitutionKind, InstitutionSpec};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	// A name of its own beside the storage and the trait.
	pub type Lenders = pallet_institutions;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl pallet_institutions::Config for Test {
	type GovernOrigin = EnsureRoot<u64>;
	type Seats = MockSeats;
	type WeightInfo = ();
}

pub const BANK: InstitutionId = InstitutionId(0);
pub const BANK_KEY: u64 = 30;
pub const OTHER_BANK_KEY: u64 = 40;

pub fn institution(key: u64) -> InstitutionSpec<u64> {
	InstitutionSpec {
		name: "A bank".try_into().unwrap(),
		kind: InstitutionKind::CityBank,
		jurisdiction: Jurisdiction::Guangdong,
		key,
	}
}

/// Nobody is registered.
pub fn bare() -> TestExternalities {
	build(vec![])
}

/// As a network starts with these institutions.
pub fn build(institutions: Vec<InstitutionSpec<u64>>) -> TestExternalities {
	mocks::reset();
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_institutions::GenesisConfig::<Test> { institutions }.assimilate_storage(&mut storage).unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test with two banks, and the invariants after it.
pub fn test(run: impl FnOnce()) {
	build(vec![institution(BANK_KEY), institution(OTHER_BANK_KEY)]).execute_with(|| {
		run();
		Lenders::do_try_state().unwrap();
	});
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}
