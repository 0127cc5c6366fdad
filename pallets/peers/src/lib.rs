#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod dispatchables;
#[cfg(test)]
mod mock;
pub mod runtime_api;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::{Host, PeerId, Registered, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use lingnan_support::{Agencies, Institutions};
	use sp_core::H512;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Agencies: Agencies<Self::AccountId>;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
		/// Admits nodes of any, puts the register in force and out of force.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		type Institutions: Institutions<Self::AccountId>;
		/// Nodes that an agency or institution can have in the register. How many.
		type NodesPerMember: Get<u32>;
		/// Removes any node.
		type RemoveOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		type WeightInfo: WeightInfo;
	}

	/// Whether nodes answer only those in the register.
	#[pallet::storage]
	pub type InForce<T> = StorageValue<_, bool, ValueQuery>;

	/// Members' nodes, by peer id.
	#[pallet::storage]
	pub type Register<T> = StorageValue<_, Registered, ValueQuery>;

	/// The register as a network starts with it.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Whether it is in force.
		pub in_force: bool,
		/// The nodes that make the network's first blocks, and boot nodes. At most 1,024.
		pub peers: Vec<PeerId>,
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for peer in &self.peers {
				let entered = Pallet::<T>::enter(*peer, Host::Governance);
				assert!(entered.is_ok(), "genesis peer {peer}: {entered:?}");
			}
			InForce::<T>::put(self.in_force);
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A node was entered: once this block is final, others answer it.
		Entered {
			/// Its peer id.
			peer: PeerId,
			/// Who entered it.
			host: Host,
		},
		/// A node was taken out: once this block is final, nobody answers it where the register is in force.
		TakenOut {
			/// Its peer id.
			peer: PeerId,
			/// Who had entered it.
			host: Host,
		},
		/// From now on nodes answer only those in the register.
		Closed,
		/// From now on nodes answer everybody.
		Opened,
	}

	#[pallet::error]
	pub enum Error<T> {
		/// This account signs for no agency or institution in good standing, or another entered the node. Sign with the
		/// member's key; governance can admit and remove any.
		NotAuthorized,
		/// This peer is in the register already: the list says who entered it. Where that is another who holds the node's key as
		/// well, make a new key.
		AlreadyExists,
		/// This peer is not in the register. Check the peer id.
		NotFound,
		/// The member has as many nodes in the register as it can (`Peers.NodesPerMember`, 3 at first). Withdraw one first.
		LimitExceeded,
		/// All places of the register are taken. Have one removed first.
		RegisterFull,
		/// Nobody would be in the register: in force, it would part all nodes. Enter the validators' nodes first.
		NobodyRegistered,
		/// The register is in force already.
		InForce,
		/// The register is not in force.
		NotInForce,
		/// The node's key has not signed for this member on this network. Have `lingnan-node prove-peer` sign with that key, for
		/// the account that registers the node.
		ProofFailed,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Enter a node of one's own.
		///
		/// ## Origin
		/// Signed by an agency or institution.
		///
		/// ## Details
		/// `peer` is the public key of the node's own key. `proof` is that key's ed25519 signature, 64 bytes, of the words
		/// `lingnan peer`, the hash of the genesis and the signer's account, one behind the other: nobody enters a node that is
		/// another's. Once this block is final, other nodes answer it. The member answers for what the node passes on.
		///
		/// ## Errors
		/// `NotAuthorized`, `ProofFailed`, `AlreadyExists`, `LimitExceeded`, `RegisterFull`.
		///
		/// ## Events
		/// `Entered`.
		#[pallet::call_index(0)]
		pub fn register(origin: OriginFor<T>, peer: PeerId, proof: H512) -> DispatchResult {
			Self::do_register(ensure_signed(origin)?, peer, proof)
		}

		/// Take a node of one's own out.
		///
		/// ## Origin
		/// Signed by the agency or institution that entered it.
		///
		/// ## Details
		/// Once this block is final, other nodes end their connections with it where the register is in force.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`.
		///
		/// ## Events
		/// `TakenOut`.
		#[pallet::call_index(1)]
		pub fn withdraw(origin: OriginFor<T>, peer: PeerId) -> DispatchResult {
			Self::do_withdraw(ensure_signed(origin)?, peer)
		}

		/// Enter a node of whoever it may be: a validator's, a boot node, one more of a member.
		///
		/// ## Origin
		/// `GovernOrigin`.
		///
		/// ## Details
		/// It counts towards no member's number.
		///
		/// ## Errors
		/// `AlreadyExists`, `RegisterFull`.
		///
		/// ## Events
		/// `Entered`.
		#[pallet::call_index(2)]
		pub fn admit(origin: OriginFor<T>, peer: PeerId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_admit(peer)
		}

		/// Take any node out.
		///
		/// ## Origin
		/// `RemoveOrigin`.
		///
		/// ## Details
		/// A member can enter it again: suspend it first if it must not.
		///
		/// ## Errors
		/// `NotFound`.
		///
		/// ## Events
		/// `TakenOut`.
		#[pallet::call_index(3)]
		pub fn remove(origin: OriginFor<T>, peer: PeerId) -> DispatchResult {
			T::RemoveOrigin::ensure_origin(origin)?;
			Self::do_remove(peer)
		}

		/// Put the register in force.
		///
		/// ## Origin
		/// `GovernOrigin`.
		///
		/// ## Details
		/// Once this block is final, nodes answer only those in it. A validator whose node is not in it is cut off: enter
		/// all of them first.
		///
		/// ## Errors
		/// `InForce`, `NobodyRegistered`.
		///
		/// ## Events
		/// `Closed`.
		#[pallet::call_index(4)]
		pub fn close(origin: OriginFor<T>) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_close()
		}

		/// Put the register out of force.
		///
		/// ## Origin
		/// `GovernOrigin`.
		///
		/// ## Details
		/// Once this block is final, nodes give all blocks and the state to whoever asks.
		///
		/// ## Errors
		/// `NotInForce`.
		///
		/// ## Events
		/// `Opened`.
		#[pallet::call_index(5)]
		pub fn open(origin: OriginFor<T>) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_open()
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
