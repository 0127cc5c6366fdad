use crate::*;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use sp_core::{ed25519, testing::ED25519, H512};

/// What the neighbours must hold before a call can be measured.
pub trait BenchmarkHelper<AccountId> {
	/// The key of an institution.
	fn institution() -> AccountId;
}

/// The register is full but for one place, of others' nodes.
#[benchmarks]
mod benchmarks {
	use super::*;

	const PEER: PeerId = PeerId([128; 32]);

	fn crowd<T: Config>() {
		for n in 1..MAX_PEERS {
			let mut id = [0; 32];
			id[..4].copy_from_slice(&n.reverse_bits().to_be_bytes());
			Pallet::<T>::enter(PeerId(id), Host::Governance).expect("there is a place");
		}
	}

	/// A node of this member's, with the proof.
	fn own<T: Config>(who: &T::AccountId) -> (PeerId, H512) {
		let key: ed25519::Public = sp_io::crypto::ed25519_generate(ED25519, None);
		let proof =
			sp_io::crypto::ed25519_sign(ED25519, &key, &Pallet::<T>::claim(who)).expect("the key was made here");
		(PeerId(key.0), H512(proof.0))
	}

	#[benchmark]
	fn register() {
		let key = T::BenchmarkHelper::institution();
		crowd::<T>();
		let (peer, proof) = own::<T>(&key);
		#[extrinsic_call]
		_(RawOrigin::Signed(key), peer, proof);
		assert_eq!(Register::<T>::get().len() as u32, MAX_PEERS);
	}

	#[benchmark]
	fn withdraw() {
		let key = T::BenchmarkHelper::institution();
		crowd::<T>();
		let (peer, proof) = own::<T>(&key);
		Pallet::<T>::do_register(key.clone(), peer, proof).expect("there is a place");
		#[extrinsic_call]
		_(RawOrigin::Signed(key), peer);
		assert_eq!(Register::<T>::get().len() as u32, MAX_PEERS - 1);
	}

	#[benchmark]
	fn admit() {
		crowd::<T>();
		#[extrinsic_call]
		_(RawOrigin::Root, PEER);
		assert_eq!(Register::<T>::get().len() as u32, MAX_PEERS);
	}

	#[benchmark]
	fn remove() {
		crowd::<T>();
		Pallet::<T>::do_admit(PEER).expect("there is a place");
		#[extrinsic_call]
		_(RawOrigin::Root, PEER);
		assert_eq!(Register::<T>::get().len() as u32, MAX_PEERS - 1);
	}

	#[benchmark]
	fn close() {
		crowd::<T>();
		#[extrinsic_call]
		_(RawOrigin::Root);
		assert!(InForce::<T>::get());
	}

	#[benchmark]
	fn open() {
		InForce::<T>::put(true);
		#[extrinsic_call]
		_(RawOrigin::Root);
		assert!(!InForce::<T>::get());
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::bare(), crate::mock::Test);
}
