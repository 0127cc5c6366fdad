//! Word of what arrived here, brought to where it came from.

use crate::{
	chain::{Hash, Result},
	way::{Inbound, Lane, Way},
};
use bp_messages::{source_chain::FromBridgedChainMessagesDeliveryProof, UnrewardedRelayersState};
use bp_runtime::HeaderId;
use codec::Encode;
use lingnan_cli::client::Encoded;

/// Confirms the arrivals that the block that the other end knows shows. True if there were any.
pub async fn bring(way: &Way, known: HeaderId<Hash, u32>, lane: &Lane) -> Result<bool> {
	if lane.unconfirmed() == 0 {
		return Ok(false);
	}
	let key = way.pallets.inbound(&lane.id);
	let Some(arrived) = way.from.state::<Inbound>(&key, known.1).await? else { return Ok(false) };
	let (first, last) = (lane.sent_there.latest_received_nonce + 1, arrived.last_delivered_nonce());
	if last < first {
		return Ok(false);
	}
	let proof = FromBridgedChainMessagesDeliveryProof {
		bridged_header_hash: known.1,
		storage_proof: way.from.proof(&[key], known.1).await?,
		lane: lane.id,
	};
	let mark = (lane.id, UnrewardedRelayersState::from(&arrived)).encode();
	let args = (proof, UnrewardedRelayersState::from(&arrived)).encode();
	let call = Encoded::new(&way.pallets.messages, "receive_messages_delivery_proof", args);
	let Some(block) = way.submit(call, &mark).await? else { return Ok(true) };
	way.metrics.brought(way, "confirmation");
	tracing::info!(%way, first, last, in_block = ?block, "arrival confirmed");
	Ok(true)
}
