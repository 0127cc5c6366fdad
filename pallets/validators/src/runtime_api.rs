use crate::types::ValidatorView;
use codec::Codec;
use lingnan_support::{Page, Paging};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_slots::EquivocationProof;

sp_api::decl_runtime_apis! {
	/// What anybody can ask about validators, and how a node reports one.
	#[api_version(2)]
	pub trait ValidatorsApi<AccountId: Codec> {
		/// The validators and their work, in the order in which they came.
		fn validators(page: Paging) -> Page<ValidatorView<AccountId>>;
		/// Hands a report of two blocks for one slot to this node's transaction pool. `None` if the key has had no seat
		/// lately or the pool refuses the report.
		fn submit_double_block(proof: EquivocationProof<Block::Header, AuraId>) -> Option<()>;
	}
}
