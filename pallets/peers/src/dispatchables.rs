use crate::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
};
use lingnan_support::{Agencies as _, Institutions as _};
use sp_core::{ed25519, H512};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register(who: T::AccountId, peer: PeerId, proof: H512) -> DispatchResult {
		let host = Self::host(&who)?;
		ensure!(Self::holds_the_key_of(&who, &peer, proof), Error::<T>::ProofFailed);
		let has = Register::<T>::get().iter().filter(|entered| entered.host == host).count();
		ensure!((has as u64) < u64::from(T::NodesPerMember::get()), Error::<T>::LimitExceeded);
		Self::enter(peer, host)
	}

	pub(crate) fn do_withdraw(who: T::AccountId, peer: PeerId) -> DispatchResult {
		let host = Self::host(&who)?;
		Self::take_out(peer, |entered_by| entered_by == host)
	}

	/// What governance admits no member can take out, whoever entered it before: a member could enter another's node and cut it off
	/// when it likes.
	pub(crate) fn do_admit(peer: PeerId) -> DispatchResult {
		let is_members = Register::<T>::mutate(|register| {
			let mut found =
				register.iter_mut().filter(|entered| entered.id == peer && entered.host != Host::Governance);
			found.next().map(|entered| entered.host = Host::Governance).is_some()
		});
		if !is_members {
			return Self::enter(peer, Host::Governance);
		}
		Self::deposit_event(Event::Entered { peer, host: Host::Governance });
		Ok(())
	}

	pub(crate) fn do_remove(peer: PeerId) -> DispatchResult {
		Self::take_out(peer, |_| true)
	}

	pub(crate) fn do_close() -> DispatchResult {
		ensure!(!InForce::<T>::get(), Error::<T>::InForce);
		ensure!(!Register::<T>::get().is_empty(), Error::<T>::NobodyRegistered);
		InForce::<T>::put(true);
		Self::deposit_event(Event::Closed);
		Ok(())
	}

	pub(crate) fn do_open() -> DispatchResult {
		ensure!(InForce::<T>::get(), Error::<T>::NotInForce);
		InForce::<T>::put(false);
		Self::deposit_event(Event::Opened);
		Ok(())
	}

	fn holds_the_key_of(who: &T::AccountId, peer: &PeerId, proof: H512) -> bool {
		let signature = ed25519::Signature::from_raw(proof.0);
		sp_io::crypto::ed25519_verify(&signature, &Self::claim(who), &ed25519::Public::from_raw(peer.0))
	}

	/// What the key of a node signs that is this member's.
	pub(crate) fn claim(who: &T::AccountId) -> Vec<u8> {
		claim(&lingnan_support::genesis_hash::<T>(), &who.encode())
	}

	/// The member in good standing whose key this is.
	fn host(who: &T::AccountId) -> Result<Host, DispatchError> {
		let agency = T::Agencies::agency_of(who).map(Host::Agency);
		let member = agency.or_else(|| T::Institutions::institution_of(who).map(Host::Institution));
		member.ok_or_else(|| Error::<T>::NotAuthorized.into())
	}

	pub(crate) fn enter(peer: PeerId, host: Host) -> DispatchResult {
		Register::<T>::try_mutate(|register| match register.binary_search_by_key(&peer, |entered| entered.id) {
			Ok(_) => Err(Error::<T>::AlreadyExists),
			Err(place) => register.try_insert(place, Peer { id: peer, host }).map_err(|_| Error::<T>::RegisterFull),
		})?;
		Self::deposit_event(Event::Entered { peer, host });
		Ok(())
	}

	fn take_out(peer: PeerId, may: impl FnOnce(Host) -> bool) -> DispatchResult {
		let host = Register::<T>::try_mutate(|register| {
			let found = register.binary_search_by_key(&peer, |entered| entered.id);
			let place = found.map_err(|_| Error::<T>::NotFound)?;
			let host = register.get(place).map(|entered| entered.host).ok_or(Error::<T>::NotFound)?;
			ensure!(may(host), Error::<T>::NotAuthorized);
			// All nodes would part, and no block that opens the register again could become final.
			ensure!(!InForce::<T>::get() || register.len() > 1, Error::<T>::NobodyRegistered);
			register.remove(place);
			Ok::<_, Error<T>>(host)
		})?;
		Self::deposit_event(Event::TakenOut { peer, host });
		Ok(())
	}
}
