//! Calls of the two councils, which are one pallet twice: `AgenciesCouncil` and `InstitutionsCouncil`.

use crate::Call;
use subxt::utils::H256;

super::calls_of_each! { "Council":
	/// Moves a call (member). `length_bound`: bytes of the call at most.
	Propose = propose { threshold: u32, proposal: Call, length_bound: u32 }
	/// Votes on a motion (member).
	Vote = vote { proposal: H256, index: u32, approve: bool }
	/// Closes a motion (anybody). `length_bound`: bytes of the call at most.
	Close<Weight> = close { proposal_hash: H256, index: u32, proposal_weight_bound: Weight, length_bound: u32 }
}
