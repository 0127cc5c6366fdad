//! Motions of the agencies' council: there is no root key. Two thirds of the members whitelist a call by its hash and
//! schedule its dispatch; the whitelist dispatches it as Root.

use crate::{
	client::{refusal_in_event, Call, Client, Stage},
	error::{Error, Result},
	keys::{self, Key},
	values::fingerprint,
};
use serde_json::{json, Value};
use subxt::utils::H256;

/// Blocks between a motion's passing and the act, where the network asks for no more.
pub const ENACTMENT_DELAY: u32 = 1;

/// The priority of scheduled acts, from 0 (first) to 255; 127 is the usual one.
const PRIORITY: u8 = 127;

/// An act and the motion that brings it about.
pub struct Motion {
	/// What the whitelist will dispatch as Root.
	pub act: Call,
	pub act_hash: H256,
	/// What the council votes on.
	pub proposal: Call,
	pub proposal_hash: H256,
	pub proposal_length: u32,
}

impl Motion {
	/// The motion for these acts, `delay` blocks after it has passed.
	pub fn new(client: &Client, mut acts: Vec<Call>, delay: u32) -> Result<Self> {
		let act = if acts.len() == 1 { acts.remove(0) } else { Call::all(acts) };
		let act_hash = fingerprint(&act.bytes(client.metadata())?);
		let dispatch = Call::new(
			"Whitelist",
			"dispatch_whitelisted_call_with_preimage",
			json!({ "call": act.clone().into_value() }),
		);
		let proposal = Call::all(vec![
			Call::new("Whitelist", "whitelist_call", json!({ "callHash": act_hash })),
			Call::new(
				"Scheduler",
				"schedule_after",
				json!({ "after": delay, "maybePeriodic": null, "priority": PRIORITY, "call": dispatch.into_value() }),
			),
		]);
		let bytes = proposal.bytes(client.metadata())?;
		Ok(Self { act, act_hash, proposal, proposal_hash: fingerprint(&bytes), proposal_length: bytes.len() as u32 })
	}

	/// The call by which a member moves it. `threshold`: two thirds of the members.
	pub fn propose(&self, threshold: u32) -> Call {
		let proposal = self.proposal.clone().into_value();
		let args = json!({ "threshold": threshold, "proposal": proposal, "lengthBound": self.proposal_length });
		Call::new("AgenciesCouncil", "propose", args)
	}
}

/// The call by which a member votes on the motion of that hash and index.
pub fn vote(proposal: H256, index: u32, approve: bool) -> Call {
	Call::new("AgenciesCouncil", "vote", json!({ "proposal": proposal, "index": index, "approve": approve }))
}

/// The call that closes a motion. `weight` is the proposal's.
pub fn close(proposal: H256, index: u32, weight: Value, length: u32) -> Call {
	let args =
		json!({ "proposalHash": proposal, "index": index, "proposalWeightBound": weight, "lengthBound": length });
	Call::new("AgenciesCouncil", "close", args)
}

/// The council's members, by account.
pub async fn members(client: &Client) -> Result<Vec<String>> {
	let members = client.storage("AgenciesCouncil", "Members").await?.unwrap_or_default();
	Ok(members.as_array().into_iter().flatten().filter_map(|m| m.as_str().map(str::to_string)).collect())
}

/// Two thirds of the members, rounded up.
pub fn two_thirds(members: usize) -> u32 {
	(members as u32 * 2).div_ceil(3)
}

/// What the chain says a call weighs.
pub async fn weight(client: &Client, call: &Call) -> Result<Value> {
	weight_of(client, call.bytes(client.metadata())?).await
}

/// The same for the bytes of a call.
pub async fn weight_of(client: &Client, call: Vec<u8>) -> Result<Value> {
	let mut params = call;
	let length = params.len() as u32;
	params.extend(length.to_le_bytes());
	let method = "TransactionPaymentCallApi_query_call_info";
	let answer: String = client.rpc("state_call", json!([method, format!("0x{}", hex::encode(params))])).await?;
	let unreadable = || Error::Connection(format!("{method}: unreadable answer {answer}"));
	let bytes = hex::decode(answer.trim_start_matches("0x")).map_err(|_| unreadable())?;
	let mut input = &bytes[..];
	let mut compact = || codec::Decode::decode(&mut input).map(|c: codec::Compact<u64>| c.0).map_err(|_| unreadable());
	Ok(json!({ "refTime": compact()?, "proofSize": compact()? }))
}

/// Carries the acts through: moves, votes with as many of `councillors` as it takes, closes, and waits until the act is
/// done. For rehearsal networks, where one person holds all keys, and for tests.
pub async fn enact(client: &Client, acts: Vec<Call>, councillors: &[Key]) -> Result<()> {
	let motion = Motion::new(client, acts, ENACTMENT_DELAY)?;
	let members = members(client).await?;
	let threshold = two_thirds(members.len());
	let voters: Vec<&Key> = councillors
		.iter()
		.filter(|k| members.contains(&keys::account(k).to_string()))
		.take(threshold as usize)
		.collect();
	let [first, ..] = voters.as_slice() else {
		return Err(Error::input("the council", "none of the given keys is a member"));
	};
	if voters.len() < threshold as usize {
		return Err(Error::input(
			"the council",
			format!("{threshold} members are needed, {} keys given", voters.len()),
		));
	}
	let moved = client.submit_until(Stage::InBlock, &motion.propose(threshold), first).await?;
	if threshold > 1 {
		let index = moved.require("AgenciesCouncil", "Proposed")?["proposalIndex"].as_u64().unwrap_or_default() as u32;
		let ballot = vote(motion.proposal_hash, index, true);
		futures::future::try_join_all(voters.iter().map(|key| client.submit_until(Stage::InBlock, &ballot, key)))
			.await?;
		let weight = weight(client, &motion.proposal).await?;
		let from = client.best_number().await?;
		let close = close(motion.proposal_hash, index, weight, motion.proposal_length);
		let closed = client.submit_until(Stage::InBlock, &close, first).await?;
		if let Some(error) = closed.require("AgenciesCouncil", "Executed")?["result"].get("Err") {
			return Err(refusal_in_event("the motion", client.metadata(), error));
		}
		return dispatched(client, &motion, from).await;
	}
	let from = client.best_number().await?.saturating_sub(1);
	dispatched(client, &motion, from).await
}

async fn dispatched(client: &Client, motion: &Motion, from: u32) -> Result<()> {
	let hash = json!(motion.act_hash);
	let ours = |e: &crate::Event| e.name == "WhitelistedCallDispatched" && e.fields["callHash"] == hash;
	let event = client.wait_for(from, ENACTMENT_DELAY + 20, ours).await?;
	match event.fields["result"]["Err"].get("error") {
		Some(error) => Err(refusal_in_event(&motion.act.name(), client.metadata(), error)),
		None => Ok(()),
	}
}

#[cfg(test)]
mod tests {
	use super::two_thirds;

	#[test]
	fn two_thirds_are_rounded_up() {
		for (members, needed) in [(1, 1), (2, 2), (3, 2), (4, 3), (26, 18)] {
			assert_eq!(two_thirds(members), needed);
		}
	}
}
