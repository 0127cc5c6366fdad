use crate as pallet_products;
use frame_support::derive_impl;
use lingnan_lending::rates::SurchargeLimits;
use lingnan_support::{
	mocks::{self, MockClock, MockInstitutions, MockReferenceRates},
	Grade, InstitutionId, Jurisdiction, LateLimits, RegistrationNumber,
};
use pallet_products::ProductSpec;
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

pub use lingnan_support::mocks::{now, product, rating, request, set_now, DAY};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	// A name of its own beside the storage and the trait.
	#[runtime::pallet_index(1)]
	pub type Shelf = pallet_products;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

/// The mainland's rule (PBoC Yinfa 2003 No. 251, item 3), and whatever is agreed elsewhere.
pub struct Limits;
impl LateLimits for Limits {
	fn overdue(place: Jurisdiction) -> SurchargeLimits {
		let (least, most) = if place == Jurisdiction::Guangdong { (3_000, 5_000) } else { (0, 10_000) };
		SurchargeLimits { least, most }
	}
	fn misuse(place: Jurisdiction) -> SurchargeLimits {
		Self::overdue(place)
	}
}

impl pallet_products::Config for Test {
	type BenchmarkHelper = Helper;
	type Clock = MockClock;
	type Institutions = MockInstitutions;
	type LateLimits = Limits;
	type ReferenceRates = MockReferenceRates;
	type WeightInfo = ();
}

pub struct Helper;
impl pallet_products::BenchmarkHelper<u64> for Helper {
	fn institution() -> (InstitutionId, u64) {
		mocks::set_institution(BANK, BANK_KEY, true);
		(BANK, BANK_KEY)
	}
}

pub const CONTROLLER: u64 = 1;
pub const STRANGER: u64 = 9;
pub const BANK: InstitutionId = InstitutionId(0);
pub const BANK_KEY: u64 = 30;
pub const OTHER_BANK: InstitutionId = InstitutionId(1);
pub const OTHER_BANK_KEY: u64 = 40;

pub fn firm() -> RegistrationNumber {
	"91440300708461136T".parse().unwrap()
}

/// Two banks, and nothing published.
pub fn bare() -> TestExternalities {
	build(vec![])
}

/// As a network starts with two banks and these products.
pub fn build(products: Vec<(InstitutionId, ProductSpec)>) -> TestExternalities {
	mocks::reset();
	mocks::set_institution(BANK, BANK_KEY, true);
	mocks::set_institution(OTHER_BANK, OTHER_BANK_KEY, true);
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let genesis = pallet_products::GenesisConfig::<Test> { products, ..Default::default() };
	genesis.assimilate_storage(&mut storage).unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test with a product of the first bank and a firm rated A, and the invariants after it.
pub fn test(run: impl FnOnce()) {
	build(vec![(BANK, product())]).execute_with(|| {
		mocks::set_enterprise(&firm(), Some(CONTROLLER));
		mocks::set_rating(&firm(), Some(rating(Grade::A)));
		run();
		Shelf::do_try_state().unwrap();
	});
}

pub fn pass(days: u32) {
	set_now(now() + u64::from(days) * DAY);
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}
