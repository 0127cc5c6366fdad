use crate::types::CardView;
use alloc::vec::Vec;
use lingnan_support::CardHolder;

sp_api::decl_runtime_apis! {
	/// What anybody can ask about cards.
	pub trait CardsApi {
		/// The cards of a party that are remembered, at most 16, the newest first.
		fn cards(holder: CardHolder) -> Vec<CardView>;
	}
}
