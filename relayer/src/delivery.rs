//! Messages, brought with proofs of what the sender's state holds.

use crate::{
	chain::{Hash, Result},
	route::{Inbound, Lane, Limits, Route, View},
};
use bp_messages::{target_chain::FromBridgedChainMessagesProof, HashedLaneId, MessageNonce, OutboundLaneData, Weight};
use bp_runtime::HeaderId;
use codec::Encode;
use lingnan_client::Encoded;
use std::ops::RangeInclusive;

/// What the messages of one delivery may cost to take in: a quarter of a second.
const MOST_WORK: u64 = 250_000_000_000;

/// Delivers what the block that the other end knows shows to be waiting. True if something was.
pub async fn bring(route: &Route, view: &View, known: HeaderId<Hash, u32>, lane: &Lane) -> Result<bool> {
	if lane.undelivered() == 0 {
		return Ok(false);
	}
	let sent = route.from.state::<OutboundLaneData>(&route.pallets.outbound(&lane.id), known.1).await?;
	let Some(sent) = sent else { return Ok(false) };
	let limits = route.limits(view.best_there).await?;
	let Some(nonces) = room(&sent, &lane.arrived_there, limits, route.batch) else {
		tracing::debug!(%route, "the lane is full until its messages are confirmed");
		return Ok(false);
	};
	let first = *nonces.start();
	let messages = messages(route, lane, nonces, known.1).await?;
	let (count, work) = affordable(route, messages, view.best_there).await?;
	let last = first + count.saturating_sub(1);
	let nonces = first..=last;

	let mut keys: Vec<_> = nonces.map(|nonce| route.pallets.message(&lane.id, nonce)).collect();
	if sent.latest_received_nonce > lane.arrived_there.last_confirmed_nonce {
		// The other end learns which arrivals were confirmed, and makes room.
		keys.push(route.pallets.outbound(&lane.id));
	}
	let proof = FromBridgedChainMessagesProof {
		bridged_header_hash: known.1,
		storage_proof: route.from.proof(&keys, known.1).await?,
		lane: lane.id,
		nonces_start: first,
		nonces_end: last,
	};
	let count = (last - first + 1) as u32;
	let mark = mark(&proof);
	let args = (route.from.account(), proof, count, work).encode();
	let call = Encoded::new(&route.pallets.messages, "receive_messages_proof", args);
	let Some(block) = route.submit(call, &mark).await? else { return Ok(true) };
	route.metrics.brought(route, "messages");
	tracing::info!(%route, first, last, in_block = ?block, "messages delivered");
	Ok(true)
}

/// By what a delivery of the same messages is known, whatever proves them.
fn mark(proof: &FromBridgedChainMessagesProof<Hash, HashedLaneId>) -> Vec<u8> {
	(proof.lane, proof.nonces_start, proof.nonces_end).encode()
}

/// The next messages for which the other end has room.
fn room(
	sent: &OutboundLaneData,
	arrived: &Inbound,
	limits: Limits,
	batch: u64,
) -> Option<RangeInclusive<MessageNonce>> {
	// What the delivery itself tells the other end to be confirmed counts.
	let confirmed = sent.latest_received_nonce.max(arrived.last_confirmed_nonce);
	let entries = arrived.relayers.iter().filter(|entry| entry.messages.end > confirmed).count() as u64;
	if entries >= limits.entries {
		return None;
	}
	let first = arrived.last_delivered_nonce() + 1;
	let last = sent.latest_generated_nonce.min(confirmed + limits.messages).min(arrived.last_delivered_nonce() + batch);
	(first <= last).then_some(first..=last)
}

/// The messages as the sender keeps them at a block.
async fn messages(route: &Route, lane: &Lane, nonces: RangeInclusive<MessageNonce>, at: Hash) -> Result<Vec<Vec<u8>>> {
	let mut messages = Vec::new();
	for nonce in nonces {
		let message: Option<Vec<u8>> = route.from.state(&route.pallets.message(&lane.id, nonce), at).await?;
		messages.push(message.ok_or_else(|| route.from.odd(format!("message {nonce} is not kept")))?);
	}
	Ok(messages)
}

/// How many of the messages fit into a block's work, one at least, and what they cost at most.
async fn affordable(route: &Route, messages: Vec<Vec<u8>>, at: Hash) -> Result<(u64, Weight)> {
	let weights: Vec<Weight> = route.to.ask("CorridorsApi_weigh", (route.corridor, messages), at).await?;
	Ok(within(&weights))
}

fn within(weights: &[Weight]) -> (u64, Weight) {
	let mut sum = Weight::zero();
	let mut count = 0;
	for weight in weights {
		let with = sum.saturating_add(*weight);
		if count > 0 && with.ref_time() > MOST_WORK {
			break;
		}
		sum = with;
		count += 1;
	}
	(count, sum)
}

#[cfg(test)]
mod tests {
	use super::*;
	use bp_messages::{DeliveredMessages, LaneState, UnrewardedRelayer};

	const LIMITS: Limits = Limits { entries: 2, messages: 10 };

	fn sent(generated: u64, received: u64) -> OutboundLaneData {
		OutboundLaneData {
			oldest_unpruned_nonce: received + 1,
			latest_received_nonce: received,
			latest_generated_nonce: generated,
			state: LaneState::Opened,
		}
	}

	/// Deliveries by others up to these nonces, none of which is known to be confirmed.
	fn arrived(ends: &[u64]) -> Inbound {
		let mut lane = Inbound::opened();
		let mut begin = 1;
		for end in ends {
			let messages = DeliveredMessages { begin, end: *end };
			lane.relayers.push_back(UnrewardedRelayer { relayer: [0; 32].into(), messages });
			begin = end + 1;
		}
		lane
	}

	#[test]
	fn another_s_delivery_of_the_same_messages_is_known_by_its_mark() {
		let proof = |node: u8, last| FromBridgedChainMessagesProof {
			bridged_header_hash: Hash::repeat_byte(node),
			storage_proof: vec![vec![node; 9]],
			lane: HashedLaneId::from_inner(Hash::repeat_byte(5)),
			nonces_start: 4,
			nonces_end: last,
		};
		let args = |proof| ([7u8; 32], proof, 3u32, Weight::zero()).encode();
		let mark = mark(&proof(1, 6));
		let holds = |bytes: Vec<u8>| bytes.windows(mark.len()).any(|window| window == mark);
		assert!(holds(args(proof(1, 6))) && holds(args(proof(2, 6))) && !holds(args(proof(1, 7))));
	}

	#[test]
	fn the_next_messages_in_turn_at_most_a_batch() {
		assert_eq!(room(&sent(7, 0), &arrived(&[]), LIMITS, 4), Some(1..=4));
		assert_eq!(room(&sent(7, 0), &arrived(&[5]), LIMITS, 4), Some(6..=7));
		assert_eq!(room(&sent(7, 0), &arrived(&[7]), LIMITS, 4), None);
	}

	#[test]
	fn a_full_lane_waits_and_the_sender_s_word_makes_room() {
		assert_eq!(room(&sent(30, 0), &arrived(&[10]), LIMITS, 64), None);
		assert_eq!(room(&sent(30, 8), &arrived(&[10]), LIMITS, 64), Some(11..=18));
		assert_eq!(room(&sent(30, 0), &arrived(&[3, 6]), LIMITS, 64), None, "too many deliveries");
		assert_eq!(room(&sent(30, 3), &arrived(&[3, 6]), LIMITS, 64), Some(7..=13));
	}

	#[test]
	fn as_much_work_as_fits_and_one_message_always() {
		let each = Weight::from_parts(100_000_000_000, 5);
		assert_eq!(within(&[each; 5]), (2, each.saturating_mul(2)));
		let huge = Weight::from_parts(MOST_WORK * 2, 5);
		assert_eq!(within(&[huge, each]), (1, huge));
		assert_eq!(within(&[]), (0, Weight::zero()));
	}
}
