use crate::*;
use alloc::{boxed::Box, vec::Vec};
use codec::Decode;
use frame_benchmarking::v2::*;
use frame_support::traits::Get;
use frame_system::{pallet_prelude::HeaderFor, RawOrigin};
use sp_consensus_aura::{
	digests::CompatibleDigestItem,
	sr25519::{AuthorityId as AuraId, AuthoritySignature},
};
use sp_consensus_slots::{EquivocationProof, Slot};
use sp_runtime::{
	traits::{Header as _, TrailingZeroInput},
	DigestItem, RuntimeAppPublic,
};

#[benchmarks]
mod benchmarks {
	use super::*;

	fn set_keys<T: Config>(who: &T::AccountId) {
		let keys = T::Keys::decode(&mut TrailingZeroInput::new(&[1; 64])).expect("two keys are bytes");
		pallet_session::NextKeys::<T>::insert(who, keys);
	}

	/// A full list of validators with keys, except one place.
	fn crowd<T: Config>() -> Vec<T::AccountId> {
		let mut validators = Validators::<T>::get();
		for n in validators.len() as u32..<T as Config>::MaxValidators::get().saturating_sub(1) {
			let who: T::AccountId = account("validator", n, 0);
			set_keys::<T>(&who);
			Records::<T>::insert(&who, Record::default());
			validators.try_push(who).expect("there is room");
		}
		Validators::<T>::put(&validators);
		validators.into_inner()
	}

	#[benchmark]
	fn invite() {
		crowd::<T>();
		let who: T::AccountId = account("invited", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Root, who.clone());
		assert!(Invited::<T>::get().contains(&who));
	}

	#[benchmark]
	fn join() {
		crowd::<T>();
		let who: T::AccountId = account("invited", 0, 0);
		Pallet::<T>::do_invite(who.clone()).expect("there is room");
		set_keys::<T>(&who);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(Records::<T>::contains_key(&who));
	}

	#[benchmark]
	fn leave() {
		let who = crowd::<T>().pop().expect("there are validators");
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(!Records::<T>::contains_key(&who));
	}

	#[benchmark]
	fn remove() {
		let who = crowd::<T>().pop().expect("there are validators");
		#[extrinsic_call]
		_(RawOrigin::Root, who.clone());
		assert!(!Records::<T>::contains_key(&who));
	}

	fn sealed<T: Config>(key: &AuraId, mark: u8) -> HeaderFor<T> {
		let mut header = HeaderFor::<T>::new(
			Default::default(),
			Default::default(),
			Default::default(),
			Default::default(),
			Default::default(),
		);
		// As long as a header may be.
		header.digest_mut().push(DigestItem::Other(alloc::vec![mark; LONGEST_HEADER - 1_000]));
		header.digest_mut().push(CompatibleDigestItem::<AuthoritySignature>::aura_pre_digest(Slot::from(7)));
		let seal: AuthoritySignature = key.sign(&header.hash()).expect("the key was made here");
		header.digest_mut().push(DigestItem::aura_seal(seal));
		header
	}

	#[benchmark]
	fn report_double_block() {
		let validators = crowd::<T>();
		let key = AuraId::generate_pair(None);
		let grandpa = sp_consensus_grandpa::AuthorityId::generate_pair(None);
		let seats =
			validators.iter().map(|who| Seat { holder: who.clone(), aura: key.clone(), grandpa: grandpa.clone() });
		let mut seats: Vec<_> = seats.collect();
		// The offender is found last.
		let other = AuraId::generate_pair(None);
		let last = seats.len().saturating_sub(1);
		seats.iter_mut().take(last).for_each(|seat| seat.aura = other.clone());
		Seats::<T>::insert(0, frame_support::BoundedVec::truncate_from(seats));
		let proof = EquivocationProof {
			first_header: sealed::<T>(&key, 1),
			second_header: sealed::<T>(&key, 2),
			offender: key,
			slot: Slot::from(7),
		};
		#[extrinsic_call]
		_(RawOrigin::None, Box::new(proof), 0);
		assert!(!Records::<T>::contains_key(&validators[last]));
	}

	/// All but one of a full list are lost.
	#[benchmark]
	fn restore_finality() {
		let mut lost = crowd::<T>();
		let keys = T::Keys::decode(&mut TrailingZeroInput::new(&[1; 64])).expect("two keys are bytes");
		let queued: Vec<_> = lost.iter().map(|who| (who.clone(), keys.clone())).collect();
		pallet_session::QueuedKeys::<T>::put(queued);
		let silent = Record { missed: T::LostAfter::get(), ..Default::default() };
		lost.iter().for_each(|who| Records::<T>::insert(who, silent.clone()));
		let left = lost.pop().expect("there are validators");
		set_keys::<T>(&left);
		let lost: frame_support::BoundedVec<_, _> = lost.try_into().expect("no more than there are");
		frame_system::Pallet::<T>::set_block_number(2u32.into());
		#[extrinsic_call]
		_(RawOrigin::Root, lost, 1u32.into(), 0);
		assert_eq!(Validators::<T>::get().into_inner(), [left]);
	}

	#[benchmark]
	fn note_author() {
		let who = crowd::<T>().pop().expect("there are validators");
		#[block]
		{
			<Pallet<T> as pallet_authorship::EventHandler<_, _>>::note_author(who.clone());
		}
		assert_eq!(Records::<T>::get(&who).map(|record| record.blocks), Some(1));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with_validators(&[1, 2, 3]), crate::mock::Test);
}
