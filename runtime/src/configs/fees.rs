//! What a transaction costs, and whom. Those whom the registers know pay nothing: a firm that asks for a loan must not
//! have to buy a coin first. Everybody else pays for weight and length.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{fungible::Credit, ConstU128, ConstU32, ConstU8, NoDrop},
	unsigned::TransactionValidityError,
	weights::ConstantMultiplier,
};
use pallet_transaction_payment::{FungibleAdapter, OnChargeTransaction, TxCreditHold};
use sp_runtime::{
	traits::{DispatchInfoOf, One, PostDispatchInfoOf},
	FixedU128,
};

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
	pub const FeePerByte: Balance = 10 * constants::MICROUNIT;
	/// Fees do not follow demand: the parties' transactions are free, and a stranger's must not become dear for it.
	pub FlatMultiplier: FixedU128 = FixedU128::one();
}

/// A coin for a second of work (10^12 of weight).
pub struct WeightFee;
impl frame_support::weights::WeightToFee for WeightFee {
	type Balance = Balance;
	fn weight_to_fee(weight: &frame_support::weights::Weight) -> Balance {
		Balance::from(weight.ref_time())
	}
}

impl pallet_transaction_payment::Config for Runtime {
	type FeeMultiplierUpdate = pallet_transaction_payment::ConstFeeMultiplier<FlatMultiplier>;
	type LengthToFee = ConstantMultiplier<Balance, FeePerByte>;
	type OnChargeTransaction = PartiesGoFree;
	type OperationalFeeMultiplier = ConstU8<5>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_transaction_payment::WeightInfo<Runtime>;
	type WeightToFee = WeightFee;
}

/// Whether a register knows the account: an agency's, an institution's, an appraiser's or a validator's key, or the
/// account that controls an enterprise or was offered control of one.
pub fn is_party(who: &AccountId) -> bool {
	EnterpriseRegistry::is_party(who)
		|| Attestations::is_party(who)
		|| Financing::is_party(who)
		|| Collateral::is_party(who)
		|| Calendar::is_party(who)
		|| Validators::is_party(who)
		|| CrossBorder::is_party(who)
}

type Strangers = FungibleAdapter<Balances, ()>;

/// Charges strangers in coins and parties nothing. Nobody gets ahead by a tip that costs him nothing: a party's tip is
/// charged in coins like a stranger's.
pub struct PartiesGoFree;

impl PartiesGoFree {
	fn due(who: &AccountId, fee_with_tip: Balance, tip: Balance) -> Balance {
		if is_party(who) {
			tip
		} else {
			fee_with_tip
		}
	}
}

impl TxCreditHold<Runtime> for PartiesGoFree {
	type Credit = NoDrop<Credit<AccountId, Balances>>;
}

impl OnChargeTransaction<Runtime> for PartiesGoFree {
	type Balance = Balance;
	/// What was due when the transaction began, and the credit taken for it. A call may make its signer a party, or
	/// cease to be one: what holds is what held at the start.
	type LiquidityInfo = (bool, <Strangers as OnChargeTransaction<Runtime>>::LiquidityInfo);

	fn withdraw_fee(
		who: &AccountId,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		fee_with_tip: Balance,
		tip: Balance,
	) -> Result<Self::LiquidityInfo, TransactionValidityError> {
		let free = is_party(who);
		let due = if free { tip } else { fee_with_tip };
		let credit = <Strangers as OnChargeTransaction<Runtime>>::withdraw_fee(who, call, info, due, tip)?;
		Ok((free, credit))
	}

	fn can_withdraw_fee(
		who: &AccountId,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		fee_with_tip: Balance,
		tip: Balance,
	) -> Result<(), TransactionValidityError> {
		let due = Self::due(who, fee_with_tip, tip);
		<Strangers as OnChargeTransaction<Runtime>>::can_withdraw_fee(who, call, info, due, tip)
	}

	fn correct_and_deposit_fee(
		who: &AccountId,
		info: &DispatchInfoOf<RuntimeCall>,
		post: &PostDispatchInfoOf<RuntimeCall>,
		corrected_fee_with_tip: Balance,
		tip: Balance,
		(free, credit): Self::LiquidityInfo,
	) -> Result<(), TransactionValidityError> {
		let due = if free { tip } else { corrected_fee_with_tip };
		<Strangers as OnChargeTransaction<Runtime>>::correct_and_deposit_fee(who, info, post, due, tip, credit)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn endow_account(who: &AccountId, amount: Balance) {
		<Strangers as OnChargeTransaction<Runtime>>::endow_account(who, amount)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn minimum_balance() -> Balance {
		EXISTENTIAL_DEPOSIT
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::weights::{Weight, WeightToFee};

	#[test]
	fn a_second_of_work_costs_a_coin() {
		assert_eq!(WeightFee::weight_to_fee(&Weight::from_parts(1_000_000_000_000, 0)), constants::UNIT);
		assert_eq!(EXISTENTIAL_DEPOSIT, 1_000_000_000);
	}
}
