use crate::*;
use alloc::{boxed::Box, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::dispatch::{DispatchInfo, PostDispatchInfo};
use frame_system::RawOrigin;
use pallet_transaction_payment::OnChargeTransaction as _;
use sp_runtime::{
	traits::{AsTransactionAuthorizedOrigin, DispatchTransaction},
	SaturatedConversion,
};

type Helper<T> = <T as Config>::BenchmarkHelper;

/// More than any transaction here takes.
const MUCH: Budget = 1_000 * PLAIN_CALL;

/// Uses up what the account's parties have, but for the last so many.
fn exhaust<T: Config>(who: &T::AccountId, spared: usize) {
	exhaust_all::<T>(Pallet::<T>::parties(who), spared);
}

fn exhaust_all<T: Config>(parties: Vec<PartyOf<T>>, spared: usize) {
	let count = parties.len().saturating_sub(spared);
	for party in parties.iter().take(count) {
		Pallet::<T>::take(party, MUCH);
	}
}

/// The account signs for as many parties as are asked, all used up but for the last so many.
fn party<T: Config>(n: u32, spared: usize) -> T::AccountId {
	let who = Helper::<T>::party(n);
	exhaust::<T>(&who, spared);
	who
}

/// The account has a sponsor like that.
fn sponsor_of<T: Config>(account: &T::AccountId, spared: usize) {
	let sponsor = party::<T>(1, spared);
	Sponsorships::<T>::insert(account, Sponsored { sponsor, left: MUCH });
}

fn remark<T: Config>() -> T::RuntimeCall {
	frame_system::Call::remark { remark: Default::default() }.into()
}

/// The extension as it goes around a call, before and after.
fn pay<T: Config>(who: &T::AccountId, call: &T::RuntimeCall)
where
	T::RuntimeOrigin: AsTransactionAuthorizedOrigin,
{
	let info = DispatchInfo { extension_weight: Pallet::<T>::most_weight(), ..Default::default() };
	let origin = RawOrigin::Signed(who.clone()).into();
	AllowanceOrFee::<T>::from(0)
		.test_run(origin, call, &info, 100, 0, |_| Ok(PostDispatchInfo::default()))
		.expect("somebody pays")
		.expect("nothing is called");
}

#[benchmarks(where T::RuntimeOrigin: AsTransactionAuthorizedOrigin)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn sponsor() {
		let (one, other) = (Helper::<T>::sponsor(0), Helper::<T>::sponsor(1));
		let owner: T::AccountId = account("owner", 0, 0);
		Pallet::<T>::sponsor(RawOrigin::Signed(other.clone()).into(), owner.clone(), MUCH).expect("it is sponsored");
		exhaust::<T>(&other, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(one.clone()), owner.clone(), MUCH);
		assert_eq!(Sponsorships::<T>::get(&owner).map(|found| found.sponsor), Some(one));
	}

	#[benchmark]
	fn end() {
		let payer = Helper::<T>::sponsor(0);
		let owner: T::AccountId = account("owner", 0, 0);
		Pallet::<T>::sponsor(RawOrigin::Signed(payer).into(), owner.clone(), MUCH).expect("it is sponsored");
		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), owner.clone());
		assert!(!Sponsorships::<T>::contains_key(&owner));
	}

	/// With a call that undoes: it is counted twice, a little too much.
	#[benchmark]
	fn clear() {
		let payer = Helper::<T>::sponsor(0);
		let owner: T::AccountId = account("owner", 0, 0);
		Pallet::<T>::sponsor(RawOrigin::Signed(payer.clone()).into(), owner.clone(), MUCH).expect("it is sponsored");
		let undo = Helper::<T>::keep(&owner);
		Pallet::<T>::end(RawOrigin::Signed(owner.clone()).into(), owner.clone()).expect("it ends");
		#[extrinsic_call]
		_(RawOrigin::Signed(payer), owner.clone(), Box::new(undo));
		assert!(!OnCredit::<T>::contains_key(&owner));
	}

	/// A party whose own allowance has room: an officer's last firm.
	#[benchmark]
	fn own() {
		let who = party::<T>(0, 1);
		let call = remark::<T>();
		#[block]
		{
			pay::<T>(&who, &call);
		}
	}

	/// Its sponsor's.
	#[benchmark]
	fn sponsored() {
		let who = party::<T>(0, 0);
		sponsor_of::<T>(&who, 1);
		let call = remark::<T>();
		#[block]
		{
			pay::<T>(&who, &call);
		}
		assert!(Sponsorships::<T>::get(&who).is_some_and(|found| found.left < MUCH));
	}

	/// Neither: somebody pays for the answer.
	#[benchmark]
	fn answered() {
		let who = party::<T>(0, 0);
		sponsor_of::<T>(&who, 0);
		let call = Helper::<T>::answer(&who);
		#[block]
		{
			pay::<T>(&who, &call);
		}
		assert!(Sponsorships::<T>::get(&who).is_some_and(|found| found.left == MUCH));
	}

	/// Nobody: the signer has coins.
	#[benchmark]
	fn paid_in_coins() {
		let who = party::<T>(0, 0);
		sponsor_of::<T>(&who, 0);
		let call = Helper::<T>::answer(&who);
		let payers = T::Registers::pays_for(&who, &call).into_iter().collect();
		exhaust_all::<T>(payers, 0);
		T::OnChargeTransaction::endow_account(&who, MUCH.saturated_into());
		frame_system::Pallet::<T>::reset_events();
		#[block]
		{
			pay::<T>(&who, &call);
		}
		assert!(frame_system::Pallet::<T>::event_count() > 0);
	}
}
