use crate as pallet_allowances;
use crate::{Budget, Found, Party};
use core::cell::Cell;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU128, ConstU32, Contains, ContainsPair},
	weights::{constants::RocksDbWeight, IdentityFee},
};
use frame_system::RawOrigin;
use pallet_origin_restriction::{Allowance, RestrictedEntity, Usage, Usages};
use sp_io::TestExternalities;
use sp_runtime::{BuildStorage, FixedU128};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeHoldReason,
		RuntimeFreezeReason
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(3)]
	pub type OriginRestriction = pallet_origin_restriction;
	#[runtime::pallet_index(4)]
	pub type Allowances = pallet_allowances;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<u128>;
	type BaseCallFilter = NotStopped;
	type Block = frame_system::mocking::MockBlock<Test>;
	type DbWeight = RocksDbWeight;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1>;
}

parameter_types! {
	pub const Flat: FixedU128 = FixedU128::from_u32(1);
}

#[derive_impl(pallet_transaction_payment::config_preludes::TestDefaultConfig)]
impl pallet_transaction_payment::Config for Test {
	type FeeMultiplierUpdate = pallet_transaction_payment::ConstFeeMultiplier<Flat>;
	type LengthToFee = IdentityFee<u128>;
	type OnChargeTransaction = pallet_transaction_payment::FungibleAdapter<Balances, ()>;
	type OperationalFeeMultiplier = frame_support::traits::ConstU8<5>;
	type RuntimeEvent = RuntimeEvent;
	type WeightToFee = IdentityFee<u128>;
}

pub const BANK: u64 = 1;
pub const OTHER_BANK: u64 = 2;
/// Acts for both banks, and leads neither.
pub const OFFICER: u64 = 3;
pub const OWNER: u64 = 10;
/// Must be able to make a remark with an event. The other bank pays for it.
pub const GUEST: u64 = 11;

/// What a bank may have used at a time, and gets back with each block.
pub const MAX: u128 = 20 * crate::PLAIN_CALL;
pub const RECOVERY: u128 = crate::PLAIN_CALL / 10;

/// Blocks for which a transaction may wait.
pub const PATIENCE: u32 = 30;

std::thread_local! {
	static FROZEN: Cell<bool> = const { Cell::new(false) };
	static STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// Stops the bank from sharing, or lets it.
pub fn freeze_bank(frozen: bool) {
	FROZEN.set(frozen);
}

/// Stops every call, or lets them.
pub fn stop_calls(stopped: bool) {
	STOPPED.set(stopped);
}

pub struct NotStopped;
impl Contains<RuntimeCall> for NotStopped {
	fn contains(_: &RuntimeCall) -> bool {
		!STOPPED.get()
	}
}

/// Uses the bank's allowance up, or gives it back.
pub fn exhaust_bank(exhausted: bool) {
	if exhausted {
		set_used(BANK, MAX);
	} else {
		Usages::<Test>::remove(BANK);
	}
}

pub fn set_used(bank: u64, used: u128) {
	Usages::<Test>::insert(bank, Usage { used, at_block: System::block_number() });
}

pub fn used(bank: u64) -> u128 {
	Allowances::allowance(&bank).used
}

/// A bank is a number, and that of its key.
impl RestrictedEntity<OriginCaller, u128> for u64 {
	fn allowance(&self) -> Allowance<u128> {
		Allowance { max: MAX, recovery_per_block: RECOVERY }
	}

	fn restricted_entity(caller: &OriginCaller) -> Option<Self> {
		match caller {
			OriginCaller::system(RawOrigin::Signed(who)) => Some(*who),
			_ => None,
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmarked_restricted_origin() -> OriginCaller {
		RawOrigin::Signed(BANK).into()
	}
}

impl Party<u64> for u64 {
	fn name(&self) -> &'static str {
		"bank"
	}

	fn is_led_by(&self, who: &u64) -> bool {
		self == who
	}

	fn sponsored_at_most(&self) -> u32 {
		2
	}

	fn is_frozen(&self) -> bool {
		*self == BANK && FROZEN.get()
	}
}

pub struct Banks;
impl crate::Registers<u64, u64, RuntimeCall> for Banks {
	const LOOKUPS: u64 = 4;
	const ANSWER_LOOKUPS: u64 = 2;

	fn find(who: &u64) -> Found<u64> {
		match *who {
			BANK | OTHER_BANK => Found { parties: vec![*who], reads: 1 },
			OFFICER => Found { parties: vec![BANK, OTHER_BANK], reads: 3 },
			_ => Found { parties: vec![], reads: 3 },
		}
	}

	fn asks(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::System(frame_system::Call::remark_with_event { .. }))
	}

	fn pays_for(signer: &u64, call: &RuntimeCall) -> Option<u64> {
		(*signer == GUEST && Self::asks(call)).then_some(OTHER_BANK)
	}
}

/// No call may go beyond an allowance.
pub struct NothingInExcess;
impl ContainsPair<u64, RuntimeCall> for NothingInExcess {
	fn contains(_: &u64, _: &RuntimeCall) -> bool {
		false
	}
}

impl pallet_origin_restriction::Config for Test {
	type OperationAllowedOneTimeExcess = NothingInExcess;
	type RestrictedEntity = u64;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

/// The banks have credit.
pub struct HaveCredit;
impl Contains<u64> for HaveCredit {
	fn contains(who: &u64) -> bool {
		[BANK, OTHER_BANK].contains(who)
	}
}

/// A remark, which gives up nothing.
pub struct Remarks;
impl ContainsPair<u64, RuntimeCall> for Remarks {
	fn contains(_: &u64, call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::System(frame_system::Call::remark { .. }))
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<u64, RuntimeCall, RuntimeCall> for Banks {
	fn party(_: u32) -> u64 {
		OFFICER
	}

	fn sponsor(n: u32) -> u64 {
		if n == 0 {
			BANK
		} else {
			OTHER_BANK
		}
	}

	fn answer(_: &u64) -> RuntimeCall {
		frame_system::Call::remark_with_event { remark: vec![] }.into()
	}

	fn keep(_: &u64) -> RuntimeCall {
		frame_system::Call::remark { remark: vec![] }.into()
	}
}

impl pallet_allowances::Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Banks;
	type HasCredit = HaveCredit;
	type Patience = ConstU32<PATIENCE>;
	type Registers = Banks;
	type UndoCall = RuntimeCall;
	type Undoes = Remarks;
	type WeightInfo = ();
}

pub fn externalities() -> TestExternalities {
	freeze_bank(false);
	stop_calls(false);
	let mut externalities: TestExternalities = RuntimeGenesisConfig::default().build_storage().unwrap().into();
	externalities.execute_with(|| System::set_block_number(1));
	externalities
}

/// Runs a test and the invariants after it.
pub fn test(run: impl FnOnce()) {
	externalities().execute_with(|| {
		run();
		Allowances::do_try_state().unwrap();
	});
}

pub fn signed(who: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn left() -> Option<u128> {
	pallet_allowances::Sponsorships::<Test>::get(OWNER).map(|found| found.left)
}

/// Who sponsors an account for a transaction that takes so much, if somebody does.
pub fn payer(account: &u64, amount: Budget) -> Option<u64> {
	crate::Sponsorships::<Test>::get(account).filter(|found| found.left >= amount).map(|found| found.sponsor)
}
