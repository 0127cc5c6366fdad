use crate as pallet_calendars;
use frame_support::derive_impl;
use frame_system::EnsureRoot;
use lingnan_support::{
	from_civil,
	mocks::{self, MockClock},
	start_of, Date, Jurisdiction,
};
use pallet_calendars::{CalendarYear, YearForm};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	// A name of its own beside the trait.
	#[runtime::pallet_index(1)]
	pub type Diary = pallet_calendars;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl pallet_calendars::Config for Test {
	type Clock = MockClock;
	type GovernOrigin = EnsureRoot<u64>;
	type WeightInfo = ();
}

/// The years of a network's own file, as it starts with them.
pub fn file(network: &str) -> Vec<(Jurisdiction, CalendarYear)> {
	let path = format!("{}/../../chain-spec/{network}/calendars.json", env!("CARGO_MANIFEST_DIR"));
	let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
	let forms: Vec<YearForm> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
	forms.iter().map(|form| (form.place, form.read().unwrap_or_else(|fault| panic!("{path}: {fault:?}")))).collect()
}

/// Nothing is known.
pub fn bare() -> TestExternalities {
	build(vec![])
}

pub fn build(years: Vec<(Jurisdiction, CalendarYear)>) -> TestExternalities {
	mocks::reset();
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	let genesis = pallet_calendars::GenesisConfig::<Test> { years, ..Default::default() };
	genesis.assimilate_storage(&mut storage).unwrap();
	let mut externalities: TestExternalities = storage.into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test on a network with the three calendars of 2026 on a day of that year, and the invariants after it.
pub fn test(today: Date, run: impl FnOnce()) {
	build(file("guangdong")).execute_with(|| {
		set_today(today);
		run();
		Diary::do_try_state().unwrap();
	});
}

pub fn set_today(today: Date) {
	mocks::set_now(start_of(today));
}

/// A day of 2026.
pub fn day(month: u32, day: u32) -> Date {
	from_civil(2026, month, day).unwrap()
}

/// What stands of a place in a year.
pub fn year(place: Jurisdiction, year: u32) -> CalendarYear {
	Diary::calendar(place).year(year).cloned().expect("it is known")
}

pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}
