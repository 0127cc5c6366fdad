//! Word of what arrived here, brought to where it came from.

use crate::{
	chain::{Hash, Result},
	route::{Inbound, Lane, Route},
};
use bp_messages::{source_chain::FromBridgedChainMessagesDeliveryProof, UnrewardedRelayersState};
use bp_runtime::HeaderId;
use codec::Encode;
use lingnan_client::Encoded;

/// Confirms the arrivals that the block that the other end knows shows. True if there were any.
pub async fn bring(route: &Route, known: HeaderId<Hash, u32>, lane: &Lane) -> Result<bool> {
	if lane.unconfirmed() == 0 {
		return Ok(false);
	}
	let key = route.pallets.inbound(&lane.id);
	let Some(arrived) = route.from.state::<Inbound>(&key, known.1).await? else { return Ok(false) };
	let (first, last) = (lane.sent_there.latest_received_nonce + 1, arrived.last_delivered_nonce());
	if last < first {
		return Ok(false);
	}
	let proof = FromBridgedChainMessagesDeliveryProof {
		bridged_header_hash: known.1,
		storage_proof: route.from.proof(&[key], known.1).await?,
		lane: lane.id,
	};
	let mark = (lane.id, UnrewardedRelayersState::from(&arrived)).encode();
	let args = (proof, UnrewardedRelayersState::from(&arrived)).encode();
	let call = Encoded::new(&route.pallets.messages, "receive_messages_delivery_proof", args);
	let Some(block) = route.submit(call, &mark).await? else { return Ok(true) };
	route.metrics.brought(route, "confirmation");
	tracing::info!(%route, first, last, in_block = ?block, "arrival confirmed");
	Ok(true)
}
