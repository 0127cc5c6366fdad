//! What a transaction costs in coins, and what a wallet is told of it. Who pays is decided by `pallet-allowances`, whose
//! parties are in `allowances.rs`. `docs/fees.md` explains it to users.

use super::allowances::Allowances;
use crate::*;
use frame_support::{
	dispatch::{DispatchInfo, GetDispatchInfo as _},
	parameter_types,
	traits::{ConstU128, ConstU32, ConstU8},
	weights::{ConstantMultiplier, Weight},
};
use pallet_allowances::Draft;
use pallet_transaction_payment::{FeeDetails, FungibleAdapter, RuntimeDispatchInfo};
use sp_runtime::{generic::Preamble, traits::One, FixedU128};

pub use pallet_allowances::order;

/// The SDK's extensions with our own rule around them, under the SDK's names.
pub type FairNonce = pallet_allowances::FairNonce<Runtime>;
pub type AllowanceOrFee = pallet_allowances::AllowanceOrFee<Runtime>;

/// Least balance of an account that holds coins.
pub const EXISTENTIAL_DEPOSIT: Balance = constants::MILLIUNIT;

impl pallet_balances::Config for Runtime {
	type AccountStore = System;
	type Balance = Balance;
	type DoneSlashHandler = ();
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = ConstU32<16>;
	type MaxLocks = ConstU32<16>;
	type MaxReserves = ConstU32<16>;
	type ReserveIdentifier = [u8; 8];
	type RuntimeEvent = RuntimeEvent;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = weights::pallet_balances::WeightInfo<Runtime>;
}

parameter_types! {
	/// A block full of bytes costs about what one full of work does: 3.75 MiB to three quarters of a coin.
	pub const FeePerByte: Balance = 200_000;
	/// Fees do not follow demand: the parties' transactions go first in any case, and a stranger's must not become expensive
	/// for it.
	pub FlatMultiplier: FixedU128 = FixedU128::one();
}

/// A coin for a second of work (10^12 of weight).
pub struct WeightFee;
impl frame_support::weights::WeightToFee for WeightFee {
	type Balance = Balance;
	fn weight_to_fee(weight: &Weight) -> Balance {
		Balance::from(weight.ref_time())
	}
}

impl pallet_transaction_payment::Config for Runtime {
	type FeeMultiplierUpdate = pallet_transaction_payment::ConstFeeMultiplier<FlatMultiplier>;
	type LengthToFee = ConstantMultiplier<Balance, FeePerByte>;
	type OnChargeTransaction = FungibleAdapter<Balances, ()>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_transaction_payment::WeightInfo<Runtime>;
	type WeightToFee = WeightFee;
}

/// Whether a signed transaction would take no coins if it were sent now.
fn is_free(extrinsic: &UncheckedExtrinsic, len: u32, info: &DispatchInfo) -> bool {
	let Preamble::Signed(MultiAddress::Id(signer), _, extensions) = &extrinsic.preamble else { return false };
	let draft = Draft { call: &extrinsic.function, info, len, tip: extensions.8.tip() };
	Allowances::is_free(signer, draft)
}

/// What a transaction will cost its signer in coins, as far as it can be known beforehand.
pub fn query_info(extrinsic: UncheckedExtrinsic, len: u32) -> RuntimeDispatchInfo<Balance> {
	let free = is_free(&extrinsic, len, &extrinsic.get_dispatch_info());
	let info = TransactionPayment::query_info(extrinsic, len);
	if free {
		RuntimeDispatchInfo { partial_fee: 0, ..info }
	} else {
		info
	}
}

/// The same by its parts.
pub fn query_fee_details(extrinsic: UncheckedExtrinsic, len: u32) -> FeeDetails<Balance> {
	let free = is_free(&extrinsic, len, &extrinsic.get_dispatch_info());
	let details = TransactionPayment::query_fee_details(extrinsic, len);
	if free {
		FeeDetails { inclusion_fee: None, ..details }
	} else {
		details
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::weights::WeightToFee as _;

	#[test]
	fn a_second_of_work_costs_a_coin() {
		assert_eq!(WeightFee::weight_to_fee(&Weight::from_parts(1_000_000_000_000, 0)), constants::UNIT);
		assert_eq!(EXISTENTIAL_DEPOSIT, 1_000_000_000);
		assert_eq!(Allowances::usage(Weight::from_parts(5, 9), 2), 5 + 400_000);
	}

	#[test]
	fn a_block_of_bytes_costs_about_a_block_of_work() {
		use frame_support::dispatch::DispatchClass;
		let length = *configs::system::RuntimeBlockLength::get().max.get(DispatchClass::Normal);
		let weights = configs::system::RuntimeBlockWeights::get();
		let work = weights.get(DispatchClass::Normal).max_total.expect("there is a limit").ref_time();
		let bytes = Balance::from(length) * FeePerByte::get();
		assert!((Balance::from(work)..Balance::from(work) * 11 / 10).contains(&bytes), "{work} and {bytes}");
	}
}
