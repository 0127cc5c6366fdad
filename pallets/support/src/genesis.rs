use sp_runtime::traits::Zero;

/// Hash of the chain's block 0, which frame-system keeps for good: what is proved or signed for this chain names it.
pub fn genesis_hash<T: frame_system::Config>() -> [u8; 32] {
	let hash = frame_system::Pallet::<T>::block_hash(frame_system::pallet_prelude::BlockNumberFor::<T>::zero());
	let mut bytes = [0; 32];
	bytes.iter_mut().zip(hash.as_ref()).for_each(|(into, from)| *into = *from);
	bytes
}
