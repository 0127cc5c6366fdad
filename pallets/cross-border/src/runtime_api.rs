use crate::types::{CorridorView, DocumentView, PassportsView, VoucherView};
use alloc::vec::Vec;
use codec::Codec;
use lingnan_support::{Corridor, RegistrationNumber};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// What anybody can ask about the corridors.
	pub trait CrossBorderApi<AccountId: Codec> {
		/// The corridors of this place: what passes, how far messages are, which scorecards count.
		fn corridors() -> Vec<CorridorView>;
		/// The passports of an enterprise that were sent from here, and the one that arrived here.
		fn passports(enterprise: RegistrationNumber) -> PassportsView<AccountId>;
		/// The vouchers of a number, the one sent from here and the one that arrived, each with its checks.
		fn vouchers(corridor: Corridor, number: u64) -> Vec<VoucherView>;
		/// What this chain and the others know of a trade document.
		fn document(exact_token: H256, coarse_token: H256) -> DocumentView;
	}
}
