use crate as pallet_sponsorship;
use frame_support::{
	derive_impl,
	traits::{Contains, ContainsPair, EnsureOrigin},
};
use frame_system::ensure_signed;
use sp_io::TestExternalities;
use sp_runtime::{traits::Convert, BuildStorage};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Sponsorship = pallet_sponsorship;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

pub const BANK: u64 = 1;
pub const OTHER_BANK: u64 = 2;
pub const OWNER: u64 = 10;

/// The banks, for two accounts each.
pub struct Banks;
impl EnsureOrigin<RuntimeOrigin> for Banks {
	type Success = (u64, u32);

	fn try_origin(origin: RuntimeOrigin) -> Result<(u64, u32), RuntimeOrigin> {
		match ensure_signed(origin.clone()) {
			Ok(who @ (BANK | OTHER_BANK)) => Ok((who, 2)),
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::signed(BANK))
	}
}

/// The banks have credit.
pub struct HaveCredit;
impl Contains<u64> for HaveCredit {
	fn contains(who: &u64) -> bool {
		[BANK, OTHER_BANK].contains(who)
	}
}

std::thread_local! {
	static FROZEN: core::cell::Cell<bool> = const { core::cell::Cell::new(false) };
	static EXHAUSTED: core::cell::Cell<bool> = const { core::cell::Cell::new(false) };
}

/// Stops the bank from sharing, or lets it.
pub fn freeze_bank(frozen: bool) {
	FROZEN.set(frozen);
}

/// Uses the bank's allowance up, or gives it back.
pub fn exhaust_bank(exhausted: bool) {
	EXHAUSTED.set(exhausted);
}

pub struct FrozenBank;
impl Contains<u64> for FrozenBank {
	fn contains(who: &u64) -> bool {
		*who == BANK && FROZEN.get()
	}
}

/// The banks have room for much.
pub struct Room;
impl Convert<u64, u128> for Room {
	fn convert(who: u64) -> u128 {
		match who {
			BANK if EXHAUSTED.get() => pallet_sponsorship::PLAIN_CALL - 1,
			BANK | OTHER_BANK => u128::MAX,
			_ => 0,
		}
	}
}

/// A remark, which gives up nothing.
pub struct Remarks;
impl ContainsPair<u64, RuntimeCall> for Remarks {
	fn contains(_: &u64, call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::System(frame_system::Call::remark { .. }))
	}
}

impl pallet_sponsorship::Config for Test {
	type Frozen = FrozenBank;
	type HasCredit = HaveCredit;
	type Party = u64;
	type Room = Room;
	type SponsorOrigin = Banks;
	type UndoCall = RuntimeCall;
	type Undoes = Remarks;
	type WeightInfo = ();
}

pub fn externalities() -> TestExternalities {
	freeze_bank(false);
	exhaust_bank(false);
	let mut externalities: TestExternalities = RuntimeGenesisConfig::default().build_storage().unwrap().into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test and the invariants after it.
pub fn test(run: impl FnOnce()) {
	externalities().execute_with(|| {
		run();
		Sponsorship::do_try_state().unwrap();
	});
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn left() -> Option<u128> {
	pallet_sponsorship::Sponsorships::<Test>::get(OWNER).map(|found| found.left)
}
