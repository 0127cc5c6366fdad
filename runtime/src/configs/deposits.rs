//! What an account keeps in the storage of the SDK's pallets: proxies, operations of several signatories, preimages, motions.
//! Strangers leave a deposit in coins. Parties, and who is sponsored, have none: they keep so much on credit, by the same
//! measure. Credit is the party's, whatever accounts use it, and ends with it: what a stranger keeps on credit still, anybody
//! clears away.

use super::allowances::Party;
use crate::*;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::{
	ensure,
	traits::{
		tokens::BalanceStatus, Consideration, ContainsPair, Currency, ExistenceRequirement, Footprint,
		MaybeConsideration, ReservableCurrency, SignedImbalance, WithdrawReasons,
	},
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use pallet_allowances::{CreditLine, OnCredit, Sponsorships};
use pallet_collective::{CostOf, Proposals};
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, DispatchResult};

/// What an agency or institution keeps on credit: two runtimes as preimages, or thousands of operations.
pub const CREDIT_OF_INSTITUTION: Balance = 500 * constants::UNIT;

/// What any other party keeps: some forty operations of several signatories.
pub const CREDIT_OF_PARTY: Balance = 5 * constants::UNIT;

/// What a sponsored account keeps, on its sponsor's credit: some eight.
pub const CREDIT_OF_SPONSORED: Balance = constants::UNIT;

/// What one more item, and one more byte, in storage counts, or costs a stranger until he removes it.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
	items as Balance * 100 * constants::MILLIUNIT + bytes as Balance * 100 * constants::MICROUNIT
}

/// The credit of an account's party or of its sponsor; nothing for a stranger.
pub fn credit(who: &AccountId) -> Option<CreditLine<Party>> {
	let of = |party: &Party| match party {
		Party::Agency(_) | Party::Institution(_) => CREDIT_OF_INSTITUTION,
		_ => CREDIT_OF_PARTY,
	};
	if let Some(party) = Party::of(who) {
		let most = of(&party);
		return Some(CreditLine { party, most, in_all: most });
	}
	let party = Party::of(&Sponsorships::<Runtime>::get(who)?.sponsor)?;
	let in_all = of(&party);
	Some(CreditLine { party, most: CREDIT_OF_SPONSORED, in_all })
}

/// How an account gives up what it keeps, and anybody in its name once it has no credit any more. Its proxies stay as long
/// as it holds coins that they alone may reach.
pub struct Undoes;
impl ContainsPair<AccountId, RuntimeCall> for Undoes {
	fn contains(who: &AccountId, call: &RuntimeCall) -> bool {
		match call {
			RuntimeCall::Preimage(pallet_preimage::Call::unnote_preimage { .. })
			| RuntimeCall::Proxy(pallet_proxy::Call::remove_announcement { .. })
			| RuntimeCall::Multisig(pallet_multisig::Call::cancel_as_multi { .. }) => true,
			RuntimeCall::Proxy(pallet_proxy::Call::remove_proxies {}) => System::providers(who) == 0,
			_ => false,
		}
	}
}

/// The coin, whose deposits are on credit for those who have credit.
pub struct Deposits;

impl Currency<AccountId> for Deposits {
	type Balance = Balance;
	type NegativeImbalance = <Balances as Currency<AccountId>>::NegativeImbalance;
	type PositiveImbalance = <Balances as Currency<AccountId>>::PositiveImbalance;

	fn total_balance(who: &AccountId) -> Balance {
		<Balances as Currency<_>>::total_balance(who)
	}

	fn can_slash(who: &AccountId, value: Balance) -> bool {
		<Balances as Currency<_>>::can_slash(who, value)
	}

	fn total_issuance() -> Balance {
		<Balances as Currency<AccountId>>::total_issuance()
	}

	fn minimum_balance() -> Balance {
		<Balances as Currency<AccountId>>::minimum_balance()
	}

	fn burn(amount: Balance) -> Self::PositiveImbalance {
		<Balances as Currency<AccountId>>::burn(amount)
	}

	fn issue(amount: Balance) -> Self::NegativeImbalance {
		<Balances as Currency<AccountId>>::issue(amount)
	}

	fn free_balance(who: &AccountId) -> Balance {
		<Balances as Currency<_>>::free_balance(who)
	}

	fn ensure_can_withdraw(who: &AccountId, amount: Balance, reasons: WithdrawReasons, new: Balance) -> DispatchResult {
		<Balances as Currency<_>>::ensure_can_withdraw(who, amount, reasons, new)
	}

	fn transfer(
		source: &AccountId,
		dest: &AccountId,
		value: Balance,
		existence: ExistenceRequirement,
	) -> DispatchResult {
		<Balances as Currency<_>>::transfer(source, dest, value, existence)
	}

	fn slash(who: &AccountId, value: Balance) -> (Self::NegativeImbalance, Balance) {
		<Balances as Currency<_>>::slash(who, value)
	}

	fn deposit_into_existing(who: &AccountId, value: Balance) -> Result<Self::PositiveImbalance, DispatchError> {
		<Balances as Currency<_>>::deposit_into_existing(who, value)
	}

	fn deposit_creating(who: &AccountId, value: Balance) -> Self::PositiveImbalance {
		<Balances as Currency<_>>::deposit_creating(who, value)
	}

	fn withdraw(
		who: &AccountId,
		value: Balance,
		reasons: WithdrawReasons,
		liveness: ExistenceRequirement,
	) -> Result<Self::NegativeImbalance, DispatchError> {
		<Balances as Currency<_>>::withdraw(who, value, reasons, liveness)
	}

	fn make_free_balance_be(who: &AccountId, balance: Balance) -> SignedImbalance<Balance, Self::PositiveImbalance> {
		<Balances as Currency<_>>::make_free_balance_be(who, balance)
	}
}

impl ReservableCurrency<AccountId> for Deposits {
	fn can_reserve(who: &AccountId, value: Balance) -> bool {
		match credit(who) {
			None => Balances::can_reserve(who, value),
			Some(line) => Sponsorship::ensure_room(who, value, &line).is_ok(),
		}
	}

	fn slash_reserved(who: &AccountId, value: Balance) -> (Self::NegativeImbalance, Balance) {
		Balances::slash_reserved(who, value)
	}

	fn reserved_balance(who: &AccountId) -> Balance {
		let kept = OnCredit::<Runtime>::get(who).map_or(0, |credit| credit.kept);
		Balances::reserved_balance(who).saturating_add(kept)
	}

	fn reserve(who: &AccountId, value: Balance) -> DispatchResult {
		match credit(who) {
			None => Balances::reserve(who, value),
			Some(line) => Sponsorship::keep(who, value, line),
		}
	}

	/// Whatever the account is by now: first what is on credit, then the coins.
	fn unreserve(who: &AccountId, value: Balance) -> Balance {
		match Sponsorship::let_go(who, value) {
			0 => 0,
			coins => Balances::unreserve(who, coins),
		}
	}

	fn repatriate_reserved(
		slashed: &AccountId,
		beneficiary: &AccountId,
		value: Balance,
		status: BalanceStatus,
	) -> Result<Balance, DispatchError> {
		Balances::repatriate_reserved(slashed, beneficiary, value, status)
	}
}

/// The deposit for a preimage.
/// In the coin's smallest units.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Kept(Balance);

impl Consideration<AccountId, Footprint> for Kept {
	fn new(who: &AccountId, footprint: Footprint) -> Result<Self, DispatchError> {
		let bytes = u32::try_from(footprint.size).unwrap_or(u32::MAX);
		let price = deposit(1, bytes);
		Deposits::reserve(who, price)?;
		Ok(Self(price))
	}

	fn update(self, who: &AccountId, footprint: Footprint) -> Result<Self, DispatchError> {
		Deposits::unreserve(who, self.0);
		Self::new(who, footprint)
	}

	fn drop(self, who: &AccountId) -> Result<(), DispatchError> {
		Deposits::unreserve(who, self.0);
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(who: &AccountId, footprint: Footprint) {
		let price = deposit(1, u32::try_from(footprint.size).unwrap_or(u32::MAX));
		drop(Deposits::deposit_creating(who, price.saturating_add(configs::fees::EXISTENTIAL_DEPOSIT)));
	}
}

/// One of the few motions that a councillor may have open, so that the council's list has room for every member's.
#[derive(
	CloneNoBound,
	EqNoBound,
	PartialEqNoBound,
	DebugNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(capture_docs = "always")]
#[scale_info(skip_type_params(I))]
#[codec(mel_bound())]
pub struct OneOfFew<I: 'static>(PhantomData<I>);

impl<I: 'static + Send + Sync> Consideration<AccountId, u32> for OneOfFew<I>
where
	Runtime: pallet_collective::Config<I>,
{
	fn new(who: &AccountId, _: u32) -> Result<Self, DispatchError> {
		let open = Proposals::<Runtime, I>::get();
		let own = open.iter().filter(|hash| CostOf::<Runtime, I>::get(hash).is_some_and(|(by, _)| by == *who));
		ensure!(own.count() < constants::MOTIONS_OF_ONE as usize, pallet_allowances::Error::<Runtime>::KeepsTooMuch);
		Ok(Self(PhantomData))
	}

	fn update(self, _: &AccountId, _: u32) -> Result<Self, DispatchError> {
		Ok(self)
	}

	fn drop(self, _: &AccountId) -> Result<(), DispatchError> {
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(_: &AccountId, _: u32) {}
}

impl<I: 'static + Send + Sync> MaybeConsideration<AccountId, u32> for OneOfFew<I>
where
	Runtime: pallet_collective::Config<I>,
{
	fn is_none(&self) -> bool {
		false
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn deposits_grow_with_items_and_bytes() {
		assert_eq!(deposit(1, 0), constants::UNIT / 10);
		assert_eq!(deposit(0, 10), constants::MILLIUNIT);
	}

	#[test]
	fn an_agency_keeps_two_runtimes() {
		let runtime = deposit(1, 2_400_000);
		assert!((2 * runtime..3 * runtime).contains(&CREDIT_OF_INSTITUTION));
	}
}
