use crate::*;

impl<T: Config> Pallet<T> {
	/// The whole register.
	pub fn peers() -> PeersView {
		PeersView { in_force: InForce::<T>::get(), peers: Register::<T>::get().into_inner() }
	}
}
