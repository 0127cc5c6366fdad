use crate::PeersView;

sp_api::decl_runtime_apis! {
	/// What nodes ask about each other.
	pub trait PeersApi {
		/// Whether nodes answer only those in the register, and the whole of it: at most 1,024 peers.
		fn peers() -> PeersView;
	}
}
