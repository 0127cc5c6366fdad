//! Government without a root key: motions of the two councils, the tracks they take, and the acts that wait.

mod takes;

pub use takes::TAKEN;

use crate::{
	calls::{council, system, timelock, validators},
	error::{Error, Refusal, Result},
	keys::{self, Key},
	questions, refusal_in_event, scale,
	text::{call_name, cell},
	values::fingerprint,
	words::words,
	Call, Client, Receipt, Stage,
};
use serde::Deserialize;
use serde_json::{json, Value};
use std::{path::Path, str::FromStr};
use subxt::utils::{AccountId32, H256};

words! {
	/// Who meets.
	Council { Agencies, Institutions }
}

impl Council {
	pub const ALL: [Self; 2] = [Self::Agencies, Self::Institutions];

	pub fn pallet(self) -> &'static str {
		match self {
			Self::Agencies => "AgenciesCouncil",
			Self::Institutions => "InstitutionsCouncil",
		}
	}

	/// The members, by account.
	pub async fn members(self, client: &Client) -> Result<Vec<String>> {
		let members = client.storage(self.pallet(), "Members").await?.unwrap_or_default();
		Ok(members.as_array().into_iter().flatten().filter_map(|m| m.as_str().map(str::to_string)).collect())
	}

	/// The call that closes a motion. `weight` is the proposal's.
	pub fn close(self, proposal: H256, index: u32, weight: Value, length: u32) -> Call {
		let close =
			council::Close { proposal_hash: proposal, index, proposal_weight_bound: weight, length_bound: length };
		close.of(self.pallet())
	}
}

words! {
	/// By which way a call comes about.
	Track { General, Upgrade, AtOnce, Prolong, Stop }
}

impl FromStr for Track {
	type Err = &'static str;

	/// As a file names it, `at-once`.
	fn from_str(text: &str) -> Result<Self, Self::Err> {
		Ok(match text.to_ascii_lowercase().as_str() {
			"general" => Self::General,
			"upgrade" => Self::Upgrade,
			"at-once" => Self::AtOnce,
			"prolong" => Self::Prolong,
			"stop" => Self::Stop,
			_ => return Err("general, upgrade, at-once, prolong or stop"),
		})
	}
}

impl Track {
	pub const ALL: [Self; 5] = [Self::General, Self::Upgrade, Self::AtOnce, Self::Prolong, Self::Stop];

	/// As the command line and the examples of acts spell it.
	pub fn spelled(self) -> &'static str {
		match self {
			Self::General => "general",
			Self::Upgrade => "upgrade",
			Self::AtOnce => "at-once",
			Self::Prolong => "prolong",
			Self::Stop => "stop",
		}
	}

	/// The votes that the agencies must give.
	pub fn threshold(self, members: usize) -> u32 {
		match self {
			Self::Stop => (members as u32).div_ceil(3),
			Self::Prolong => majority(members),
			Self::General | Self::Upgrade | Self::AtOnce => (members as u32 * 2).div_ceil(3),
		}
	}

	/// What the council votes on to have the call made.
	fn motion(self, call: Call) -> Call {
		match self {
			Self::AtOnce | Self::Prolong | Self::Stop => call,
			Self::General | Self::Upgrade => timelock::Schedule { track: self, act: call }.into(),
		}
	}
}

/// More than half of a council.
pub fn majority(members: usize) -> u32 {
	members as u32 / 2 + 1
}

/// What a council votes on.
pub struct Motion {
	pub council: Council,
	pub threshold: u32,
	pub proposal: Call,
	pub hash: H256,
	pub length: u32,
}

impl Motion {
	/// A motion of the agencies to make these calls, all or none. Calls that the track does not take are refused.
	pub async fn of_agencies(client: &Client, track: Track, mut calls: Vec<Call>) -> Result<Self> {
		takes::ensure_taken(track, &calls)?;
		let call = if calls.len() == 1 { calls.remove(0) } else { Call::all(calls) };
		let members = Council::Agencies.members(client).await?.len();
		Self::new(client, Council::Agencies, track.threshold(members), track.motion(call))
	}

	/// A motion of the agencies to take an act back.
	pub async fn withdraw(client: &Client, act: H256) -> Result<Self> {
		ensure_waiting(client, act).await?;
		let members = Council::Agencies.members(client).await?.len();
		let call = timelock::Cancel { act };
		Self::new(client, Council::Agencies, Track::AtOnce.threshold(members), call.into())
	}

	/// A motion of the institutions to stop an act.
	pub async fn veto(client: &Client, act: H256) -> Result<Self> {
		ensure_waiting(client, act).await?;
		let members = Council::Institutions.members(client).await?.len();
		Self::new(client, Council::Institutions, majority(members), timelock::Veto { act }.into())
	}

	fn new(client: &Client, council: Council, threshold: u32, proposal: Call) -> Result<Self> {
		let bytes = proposal.bytes(client.metadata())?;
		Ok(Self { council, threshold, proposal, hash: fingerprint(&bytes), length: bytes.len() as u32 })
	}

	/// The same motion if it can be moved. A council keeps one motion of the same bytes, whatever number of votes who moved it
	/// asked for: with another number, or when its time is over, it would keep this one out. Then the call is moved in other bytes, beside
	/// a remark.
	pub async fn unless_in_the_way(self, client: &Client) -> Result<Self> {
		let Some(open) = Open::of(client, self.council, self.hash).await? else { return Ok(self) };
		let now = u64::from(client.best_number().await?);
		if open.voting.threshold == self.threshold && u64::from(open.voting.end) > now {
			let hash = self.hash;
			return Err(Error::usage(format!("this was moved already: `lingnan govern vote {hash:?}`")));
		}
		let remark = system::Remark { remark: format!("0x{}", hex::encode(now.to_le_bytes())) };
		Self::new(client, self.council, self.threshold, Call::all(vec![remark.into(), self.proposal]))
	}

	/// The refusal of what moves it. Where this member has as many motions open as one may have, it says which they are.
	pub async fn refused(&self, client: &Client, mover: &AccountId32, error: Error) -> Error {
		let Error::Refused(refusal) = error else { return error };
		// All that moving a motion keeps is the motion itself.
		let full = refusal.pallet.as_deref() == Some("Sponsorship") && refusal.name == "KeepsTooMuch";
		let own = match full {
			true => Open::moved_by(client, self.council, mover).await.unwrap_or_default(),
			false => Vec::new(),
		};
		match own.is_empty() {
			true => Error::Refused(refusal),
			false => {
				let told = own.iter().map(|open| (open.hash, sentence(&decoded(client, &open.proposal)), &open.voting));
				Error::Refused(Box::new(Refusal { docs: too_many(told), ..*refusal }))
			},
		}
	}

	/// The call by which a member moves it.
	pub fn propose(&self) -> Call {
		let (threshold, proposal) = (self.threshold, self.proposal.clone());
		council::Propose { threshold, proposal, length_bound: self.length }.of(self.council.pallet())
	}
}

/// What a member says to a motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ballot {
	Aye,
	Nay,
}

impl Ballot {
	/// `for` or `against`.
	pub fn word(self) -> &'static str {
		match self {
			Self::Aye => "for",
			Self::Nay => "against",
		}
	}
}

/// The votes on a motion, as the chain stores them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Voting {
	pub index: u32,
	/// Votes for it that it takes.
	pub threshold: u32,
	/// By account.
	pub ayes: Vec<String>,
	pub nays: Vec<String>,
	/// The last block of its time.
	pub end: u32,
}

/// A motion that is open.
pub struct Open {
	pub council: Council,
	pub hash: H256,
	pub voting: Voting,
	/// The proposal's bytes.
	pub proposal: Vec<u8>,
}

impl Open {
	/// The open motion of that hash, of whichever council.
	pub async fn find(client: &Client, hash: H256) -> Result<Self> {
		for council in Council::ALL {
			if let Some(motion) = Self::of(client, council, hash).await? {
				return Ok(motion);
			}
		}
		Err(Error::NotFound(format!("no motion {hash:?} is open: see `lingnan govern show`")))
	}

	/// All open motions, the oldest first.
	pub async fn all(client: &Client, council: Council) -> Result<Vec<Self>> {
		let hashes = client.storage(council.pallet(), "Proposals").await?.unwrap_or_default();
		let mut motions = Vec::new();
		for hash in hashes.as_array().into_iter().flatten() {
			let hash = crate::values::hash(hash.as_str().unwrap_or_default()).map_err(Error::Connection)?;
			motions.extend(Self::of(client, council, hash).await?);
		}
		Ok(motions)
	}

	async fn of(client: &Client, council: Council, hash: H256) -> Result<Option<Self>> {
		let voting = client.storage_at(council.pallet(), "Voting", hash).await?;
		let proposal = client.storage_bytes(council.pallet(), "ProposalOf", hash).await?;
		let Some((voting, proposal)) = voting.zip(proposal) else { return Ok(None) };
		let voting = serde_json::from_value(voting)
			.map_err(|e| Error::Connection(format!("{}.Voting {hash:?}: {e}", council.pallet())))?;
		Ok(Some(Self { council, hash, voting, proposal }))
	}

	/// The call by which a member votes on it.
	pub fn vote(&self, ballot: Ballot) -> Call {
		let approve = ballot == Ballot::Aye;
		council::Vote { proposal: self.hash, index: self.voting.index, approve }.of(self.council.pallet())
	}

	/// Refuses a vote that was given already: the council would.
	pub fn ensure_can_vote(&self, ballot: Ballot, account: &str) -> Result<()> {
		let Voting { index, ayes, nays, .. } = &self.voting;
		let given = if ballot == Ballot::Aye { ayes } else { nays };
		match given.iter().any(|one| one == account) {
			true => {
				let how = ballot.word();
				Err(Error::usage(format!("{account} has voted {how} motion {index} already: nothing was sent")))
			},
			false => Ok(()),
		}
	}

	/// Refuses to close a motion that the council would keep open: its time goes on, and those who have not voted could still
	/// decide it. `members`: how many the council has.
	pub fn ensure_can_close(&self, members: usize, now: u32) -> Result<()> {
		let Voting { index, threshold, ayes, nays, end } = &self.voting;
		let needed = *threshold as usize;
		let is_decided = ayes.len() >= needed || members.saturating_sub(nays.len()) < needed;
		match is_decided || now >= *end {
			true => Ok(()),
			false => Err(Error::usage(format!(
				"motion {index} has {} of {threshold} votes and {} against it, and its time goes on to block {end}: it cannot be \
				 closed yet. Nothing was sent",
				ayes.len(),
				nays.len()
			))),
		}
	}

	/// The open motions that a member moved.
	async fn moved_by(client: &Client, council: Council, mover: &AccountId32) -> Result<Vec<Self>> {
		let mut own = Vec::new();
		for motion in Self::all(client, council).await? {
			// Who moved it, and what it counts.
			let cost = client.storage_at(council.pallet(), "CostOf", motion.hash).await?.unwrap_or_default();
			if cost[0] == json!(mover.to_string()) {
				own.push(motion);
			}
		}
		Ok(own)
	}

	/// The call by which anybody closes it.
	pub async fn close(&self, client: &Client) -> Result<Call> {
		let weight = weight_of(client, self.proposal.clone()).await?;
		Ok(self.council.close(self.hash, self.voting.index, weight, self.proposal.len() as u32))
	}
}

/// Why a member moves no more, with the motions that stand: the hash, what it is to do, and its votes.
fn too_many<'a>(own: impl Iterator<Item = (H256, String, &'a Voting)>) -> String {
	let told = own.map(|(hash, what, voting)| {
		let Voting { threshold, ayes, end, .. } = voting;
		format!("  {hash:?}\n    {what}\n    {} of {threshold} votes, ends in block {end}\n", ayes.len())
	});
	format!(
		"A member of a council has only so many motions open, and these are this key's:\n{}One that has its votes, or whose time is over, \
		 is closed by `lingnan govern close MOTION`, and leaves room. Or another member moves this one.",
		told.collect::<String>()
	)
}

/// An act that waits for its block.
pub struct Waiting {
	pub act: Value,
	/// What it is carried out as.
	pub track: Track,
	pub block: u64,
	/// The bytes of the call, where the chain has them.
	pub call: Option<Vec<u8>>,
}

/// Refuses a motion about an act that does not wait: it would come to nothing, and use up one of its mover's places.
async fn ensure_waiting(client: &Client, act: H256) -> Result<()> {
	match waiting(client).await?.iter().any(|one| one.act == json!(act)) {
		true => Ok(()),
		false => Err(Error::NotFound(format!(
			"no act {act:?} waits: it is done, was taken back, or is the hash of a motion. `lingnan govern show` lists those that wait"
		))),
	}
}

/// The acts that wait, the next first.
pub async fn waiting(client: &Client) -> Result<Vec<Waiting>> {
	let mut found = Vec::new();
	for (key, agenda) in client.entries("Scheduler", "Agenda").await? {
		let block = key.last_chunk::<4>().map_or(0, |number| u32::from_le_bytes(*number));
		for task in agenda.as_array().into_iter().flatten().filter(|task| task["maybeId"].is_string()) {
			let call = match &task["call"] {
				call if call["Inline"].is_string() => {
					hex::decode(call["Inline"].as_str().unwrap_or_default().trim_start_matches("0x")).ok()
				},
				call => preimage(client, &call["Lookup"]).await?,
			};
			let track = if task["origin"]["Timelock"].is_null() { Track::Upgrade } else { Track::General };
			found.push(Waiting { act: task["maybeId"].clone(), track, block: block.into(), call });
		}
	}
	found.sort_by_key(|waiting| waiting.block);
	Ok(found)
}

async fn preimage(client: &Client, lookup: &Value) -> Result<Option<Vec<u8>>> {
	let hash = lookup["hash"].as_str().and_then(|hash| crate::values::hash(hash).ok());
	let length = lookup["len"].as_u64().and_then(|length| u32::try_from(length).ok());
	match hash.zip(length) {
		Some(key) => client.preimage(key).await,
		None => Ok(None),
	}
}

/// A call's bytes as JSON: `{ "Pallet": { "call": { arguments } } }`; the bytes where this program cannot read them.
pub fn decoded(client: &Client, bytes: &[u8]) -> Value {
	let metadata = client.metadata();
	scale::decode(metadata.types(), metadata.outer_enums().call_enum_ty(), &mut &bytes[..])
		.unwrap_or_else(|_| json!(format!("0x{}", hex::encode(bytes))))
}

/// A decoded call in a line, calls inside it included.
pub fn sentence(call: &Value) -> String {
	let Some((pallet, name, args)) = parts(call) else {
		return cell(call);
	};
	let argument = |(field, value): (&String, &Value)| {
		let text = match value {
			call if parts(call).is_some() => format!("({})", sentence(call)),
			Value::Array(calls) if !calls.is_empty() && calls.iter().all(|call| parts(call).is_some()) => {
				format!("({})", calls.iter().map(sentence).collect::<Vec<_>>().join("; "))
			},
			Value::Array(parts) => call_name(parts).unwrap_or_else(|| cell(value)),
			other => cell(other),
		};
		format!("{} {text}", crate::text::label(field))
	};
	let args: Vec<String> = args.as_object().into_iter().flatten().map(argument).collect();
	match args.is_empty() {
		true => format!("{pallet}.{name}"),
		false => format!("{pallet}.{name}: {}", args.join(", ")),
	}
}

/// The names of a decoded call and of all calls inside it, as `Pallet.call`.
pub fn names(call: &Value) -> Vec<String> {
	let own = parts(call).map(|(pallet, name, _)| format!("{pallet}.{name}"));
	let inside: Vec<String> = match call {
		Value::Array(items) => items.iter().flat_map(names).collect(),
		Value::Object(fields) => fields.values().flat_map(names).collect(),
		_ => Vec::new(),
	};
	own.into_iter().chain(inside).collect()
}

/// What came of a motion that a transaction closed, or that needed one vote only: a sentence, or the refusal of what it was
/// to do. Nothing if it is still open.
pub fn outcome(client: &Client, what: &str, receipt: &Receipt) -> Result<Option<&'static str>> {
	for pallet in Council::ALL.map(Council::pallet) {
		if let Some(executed) = receipt.find(pallet, "Executed") {
			return match executed["result"].get("Err") {
				Some(error) => Err(refusal_in_event(what, client.metadata(), error)),
				None => Ok(Some("the motion is carried out")),
			};
		}
		if receipt.find(pallet, "Disapproved").is_some() {
			return Ok(Some("the motion is closed without effect: it did not get its votes"));
		}
	}
	Ok(None)
}

/// Pallet, name and arguments of a decoded call.
fn parts(call: &Value) -> Option<(&str, &str, &Value)> {
	const NOTHING: &Value = &Value::Null;
	let only = |value: &'_ Value| value.as_object().is_some_and(|o| o.len() == 1);
	let (pallet, inner) = call.as_object().filter(|_| only(call))?.iter().next()?;
	let named = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase());
	if !pallet.starts_with(|c: char| c.is_ascii_uppercase()) {
		return None;
	}
	match inner {
		Value::String(name) if named(name) => Some((pallet, name, NOTHING)),
		Value::Object(fields) if only(inner) => {
			let (name, args) = fields.iter().next().filter(|(name, args)| named(name) && args.is_object())?;
			Some((pallet, name, args))
		},
		_ => None,
	}
}

/// What the chain says the bytes of a call weigh.
async fn weight_of(client: &Client, call: Vec<u8>) -> Result<Value> {
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

/// Blocks that are not final where finality is late, and does not stand still yet.
const LATE: u32 = 10;

/// What the nodes that are left say when nothing becomes final any more.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Standstill {
	/// The validators that were silent for as long as the chain demands.
	pub lost: Vec<AccountId32>,
	/// The highest block that is final on any of the nodes.
	pub last_final: u32,
	/// The number of the set of voters of which the nodes await votes.
	pub set: u64,
}

impl Standstill {
	/// Asks the nodes. All must be on one chain, and await the same voters.
	pub async fn seen_by(nodes: &[Client]) -> Result<Self> {
		let mut found: Option<Self> = None;
		for node in nodes {
			let last_final = node.finalised_block().await?;
			let best = node.best_number().await?;
			if best.saturating_sub(last_final.number) <= LATE {
				let reason = format!("block {} of {best} is final: finality does not stand still", last_final.number);
				return Err(Error::input(node.url(), reason));
			}
			for other in nodes {
				let hash: Option<H256> = other.rpc("chain_getBlockHash", json!([last_final.number])).await?;
				if hash != Some(last_final.hash) {
					let reason = format!("its block {} is not the final one of {}", last_final.number, node.url());
					return Err(Error::input(other.url(), format!("{reason}: wait until it has caught up")));
				}
			}
			let votes: Value = node.rpc("grandpa_roundState", Value::Null).await?;
			let set =
				votes["setId"].as_u64().ok_or_else(|| Error::Connection("grandpa_roundState: no setId".into()))?;
			if let Some(before) = found.as_ref().filter(|before| before.set != set) {
				let reason = format!("it awaits the voters of set {set}, another node those of {}", before.set);
				return Err(Error::input(node.url(), format!("{reason}: wait until both know the same final block")));
			}
			let seen = Self { lost: lost(node).await?, last_final: last_final.number, set };
			found = match found {
				Some(before) if before.last_final >= seen.last_final => Some(before),
				_ => Some(seen),
			};
		}
		let found = found.ok_or_else(|| Error::usage("name a node"))?;
		match found.lost.is_empty() {
			true => Err(Error::NotFound(
				"no validator has been silent for long enough: see `lingnan show validators`. If those that are gone were 				 removed before, propose Validators.restore_finality with an empty list"
					.into(),
			)),
			false => Ok(found),
		}
	}

	/// The call that takes their seats and has the others vote.
	pub fn call(&self) -> Call {
		validators::RestoreFinality { lost: self.lost.clone(), last_final: self.last_final, set: self.set }.into()
	}
}

/// The validators that the chain would take for lost.
async fn lost(node: &Client) -> Result<Vec<AccountId32>> {
	let bytes = node.metadata().pallet_by_name("Validators").and_then(|p| p.constant_by_name("LostAfter"));
	let after: u32 = bytes
		.and_then(|constant| codec::Decode::decode(&mut constant.value()).ok())
		.ok_or_else(|| Error::NotFound("this chain does not say after how many sessions a validator is lost".into()))?;
	let validators = questions::validator::list(node).await?.into_iter();
	Ok(validators.filter(|one| one.blocks == 0 && one.missed >= after).map(|one| one.account).collect())
}

/// The code of a runtime in a file.
pub fn code_in(file: &Path) -> Result<Vec<u8>> {
	/// How wasm begins, as it is and compressed.
	const BEGINNINGS: [&[u8]; 2] = [b"\0asm", &[82, 188, 83, 118, 70, 219, 142, 5]];
	let code = std::fs::read(file).map_err(|e| Error::input(file.display(), e))?;
	match BEGINNINGS.iter().any(|beginning| code.starts_with(beginning)) {
		true => Ok(code),
		false => {
			let reason = "this is not a runtime: it begins neither as wasm nor as compressed wasm";
			Err(Error::input(file.display(), reason))
		},
	}
}

/// The call that lets anybody replace the runtime by the code of that hash.
pub fn authorise(code: &[u8]) -> Call {
	system::AuthorizeUpgrade { code_hash: fingerprint(code) }.into()
}

/// The call that replaces the runtime by a code that was authorised.
pub fn apply(code: &[u8]) -> Call {
	system::ApplyAuthorizedUpgrade { code: format!("0x{}", hex::encode(code)) }.into()
}

/// Carries the calls through on a track with a delay: moves, votes with as many of `councillors` as it takes, closes, and
/// waits until the act is done. For rehearsal networks, where one person holds all keys, and for tests.
pub async fn enact(client: &Client, calls: Vec<Call>, councillors: &[Key]) -> Result<()> {
	enact_by(client, Track::General, calls, councillors).await
}

/// The same on a track of the caller's choice, general or upgrade.
pub async fn enact_by(client: &Client, track: Track, calls: Vec<Call>, councillors: &[Key]) -> Result<()> {
	let what = calls.first().map(Call::name).unwrap_or_default();
	let motion = Motion::of_agencies(client, track, calls).await?;
	let members = Council::Agencies.members(client).await?;
	let voters: Vec<&Key> = councillors
		.iter()
		.filter(|k| members.contains(&keys::account(k).to_string()))
		.take(motion.threshold as usize)
		.collect();
	let (needed, given) = (motion.threshold, voters.len());
	let [first, ..] = voters.as_slice() else {
		return Err(Error::input("the council", "none of the given keys is a member"));
	};
	if given < needed as usize {
		return Err(Error::input("the council", format!("{needed} members are needed, {given} keys given")));
	}
	let mut last = client.submit_until(Stage::InBlock, &motion.propose(), first).await?;
	if needed > 1 {
		let open = Open::find(client, motion.hash).await?;
		let ballot = open.vote(Ballot::Aye);
		let votes = voters.iter().map(|key| client.submit_until(Stage::InBlock, &ballot, key));
		futures::future::try_join_all(votes).await?;
		last = client.submit_until(Stage::InBlock, &open.close(client).await?, first).await?;
	}
	if let Some(error) = last.require("AgenciesCouncil", "Executed")?["result"].get("Err") {
		return Err(refusal_in_event("the motion", client.metadata(), error));
	}
	let enacted = last.require("Timelock", "Scheduled")?;
	let (act, at) =
		(&enacted["act"], enacted["block"].as_u64().and_then(|at| u32::try_from(at).ok()).unwrap_or_default());
	let now = client.best_number().await?;
	let ours = |e: &crate::Event| e.pallet == "Scheduler" && e.name == "Dispatched" && e.fields["id"] == *act;
	let event = client.wait_for(at, at.saturating_sub(now).saturating_add(20), ours).await?;
	match event.fields["result"].get("Err") {
		Some(error) => Err(refusal_in_event(&what, client.metadata(), error)),
		None => Ok(()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_vote_or_a_closing_that_the_council_would_refuse_is_told_before_it_is_sent() {
		let voting = json!({ "index": 4, "threshold": 2, "ayes": ["a"], "nays": ["b"], "end": 40 });
		let voting: Voting = serde_json::from_value(voting).unwrap();
		let open = Open { council: Council::Agencies, hash: H256([1; 32]), voting, proposal: vec![] };
		assert!(open.ensure_can_vote(Ballot::Aye, "c").is_ok() && open.ensure_can_vote(Ballot::Nay, "a").is_ok());
		for (ballot, who, said) in
			[(Ballot::Aye, "a", "a has voted for motion 4"), (Ballot::Nay, "b", "against motion 4")]
		{
			let refused = open.ensure_can_vote(ballot, who).unwrap_err().to_string();
			assert!(refused.contains(said) && refused.contains("nothing was sent"), "{refused}");
		}
		let early = open.ensure_can_close(3, 39).unwrap_err().to_string();
		assert!(early.contains("1 of 2 votes") && early.contains("block 40"), "{early}");
		// Its time is over; of two members one is against it; it has its votes.
		assert!(open.ensure_can_close(3, 40).is_ok() && open.ensure_can_close(2, 1).is_ok());
		let ayes = vec!["a".into(), "c".into()];
		let carried = Open { voting: Voting { ayes, ..open.voting.clone() }, ..open };
		assert!(carried.ensure_can_close(3, 1).is_ok());
	}

	#[test]
	fn shares_are_rounded_up() {
		for (members, third, two_thirds, half) in
			[(1, 1, 1, 1), (2, 1, 2, 2), (3, 1, 2, 2), (4, 2, 3, 3), (26, 9, 18, 14), (129, 43, 86, 65)]
		{
			assert_eq!(Track::Stop.threshold(members), third);
			assert_eq!(Track::General.threshold(members), two_thirds);
			assert_eq!(Track::Prolong.threshold(members), half);
			assert_eq!(majority(members), half);
		}
	}

	#[test]
	fn a_motion_too_many_is_answered_with_those_that_stand() {
		let voting = |end| Voting { index: 0, threshold: 18, ayes: vec!["a".into(), "b".into()], nays: vec![], end };
		let (first, second) = (voting(303), voting(310));
		let suspend = |institution| format!("Institutions.suspend: institution {institution}");
		let own = [(H256::repeat_byte(1), suspend(7), &first), (H256::repeat_byte(2), suspend(8), &second)];
		let said = too_many(own.into_iter());
		for part in ["0x0101", "0x0202", "institution 7", "institution 8", "2 of 18 votes", "block 310", "govern close"]
		{
			assert!(said.contains(part), "{part} in {said}");
		}
	}

	#[test]
	fn a_call_reads_as_a_line() {
		let inner = json!({ "Institutions": { "suspend": { "institution": 7 } } });
		let call = json!({ "Timelock": { "schedule": { "track": "General", "act": inner } } });
		assert_eq!(sentence(&call), "Timelock.schedule: act (Institutions.suspend: institution 7), track General");
		let exit = json!({ "SafeMode": "force_exit" });
		let batch = json!({ "Utility": { "batch_all": { "calls": [exit, inner] } } });
		assert_eq!(
			sentence(&batch),
			"Utility.batch_all: calls (SafeMode.force_exit; Institutions.suspend: institution 7)"
		);
		assert_eq!(names(&batch), ["Utility.batch_all", "SafeMode.force_exit", "Institutions.suspend"]);
		assert_eq!(names(&call), ["Timelock.schedule", "Institutions.suspend"]);
		assert_eq!(sentence(&json!("0x00")), "0x00");
		let told = json!({ "Timelock": { "stop": { "call": "Financing.disburse" } } });
		assert_eq!(sentence(&told), "Timelock.stop: call Financing.disburse");
		let pause = json!({ "TxPause": { "pause": { "fullName": ["0x46696e616e63696e67", "0x6469736275727365"] } } });
		assert_eq!(sentence(&pause), "TxPause.pause: full name Financing.disburse");
	}
}
