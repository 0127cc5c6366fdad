//! What a motion needs to begin with: the last final header of one chain and its voters, for the light client on the
//! other.

use crate::{
	chain::{Chain, Hash, Header, Result},
	config::Config,
	finality,
	names::{self, Pallets},
	Chains,
};
use anyhow::Context;
use bp_header_chain::AuthoritySet;
use bp_runtime::{BasicOperatingMode, HeaderId};
use codec::Encode;
use futures::future::try_join_all;
use lingnan_client::{
	calls::{cross_border, light_client},
	governance::{self, Track},
	keys, Call,
};
use lingnan_types::{Corridor, DataClass, Jurisdiction};
use serde_json::{json, Value};
use sp_consensus_grandpa::{AuthorityId, AuthorityList};

/// The call that initialises the light client of `from`, as Root makes it on the chain at the other end.
pub async fn initialise(corridor: Corridor, from: &Chain) -> Result<Call> {
	let (header, set) = last_final(from).await?;
	let mode = BasicOperatingMode::Normal;
	let data = json!({
		"header": json_of(&header), "authorityList": list_of(&set), "setId": set.set_id,
		"operatingMode": format!("{mode:?}"),
	});
	Ok(light_client::Initialize { init_data: data }.of(&Pallets::of(corridor).finality))
}

/// The call that sets it again after a change of voters by force. The state names the new ones only from some block on: this
/// waits until they have made a block final.
pub async fn set_again(corridor: Corridor, from: &Chain) -> Result<Call> {
	let (header, set) = last_final(from).await?;
	voted(from, &set).await?;
	let state = light_client::ForceSetPalletState {
		new_current_set_id: set.set_id,
		new_authorities: list_of(&set),
		new_best_header: json_of(&header),
	};
	Ok(state.of(&Pallets::of(corridor).finality))
}

/// The last final header, and its voters.
async fn last_final(from: &Chain) -> Result<(Header, AuthoritySet)> {
	let head: Hash = from.finalised().await?.hash.0.into();
	let header = from.header(head).await?;
	let authorities: AuthorityList = from.ask("GrandpaApi_grandpa_authorities", (), head).await?;
	let set_id = from.state::<u64>(&names::item("Grandpa", "CurrentSetId"), head).await?.unwrap_or_default();
	Ok((header, AuthoritySet::new(authorities, set_id)))
}

/// Voters as the chain's own types spell them.
fn list_of(set: &AuthoritySet) -> Vec<Value> {
	let voter = |(key, weight): &(_, _)| json!([format!("0x{}", hex::encode(AuthorityId::encode(key))), weight]);
	set.authorities.iter().map(voter).collect()
}

/// Waits for the next final block; trouble if these voters are not those who made it final.
async fn voted(from: &Chain, set: &AuthoritySet) -> Result<()> {
	let (hash, votes) = from.next_finality_proof().await?;
	let header = from.header(hash).await?;
	finality::read_and_check(&header, &votes, set).map(drop).map_err(|reason| {
		from.odd(format!(
			"block {} is final, but {reason}: wait until finality has passed the block at which they change",
			header.number
		))
	})
}

/// A header as the chain's own types spell it.
fn json_of(header: &Header) -> Value {
	let logs: Vec<Value> = header.digest.logs.iter().map(log).collect();
	json!({
		"parentHash": header.parent_hash, "number": header.number, "stateRoot": header.state_root,
		"extrinsicsRoot": header.extrinsics_root, "digest": { "logs": logs },
	})
}

fn log(item: &sp_runtime::DigestItem) -> Value {
	use sp_runtime::DigestItem::*;
	let bytes = |bytes: &[u8]| Value::from(format!("0x{}", hex::encode(bytes)));
	match item {
		PreRuntime(engine, data) => json!({ "PreRuntime": [bytes(engine), bytes(data)] }),
		Consensus(engine, data) => json!({ "Consensus": [bytes(engine), bytes(data)] }),
		Seal(engine, data) => json!({ "Seal": [bytes(engine), bytes(data)] }),
		Other(data) => json!({ "Other": bytes(data) }),
		RuntimeEnvironmentUpdated => json!("RuntimeEnvironmentUpdated"),
	}
}

/// The agencies of a place's rehearsal network, whose codes their keys are derived from.
fn agencies_of(place: Jurisdiction) -> &'static str {
	match place {
		Jurisdiction::Guangdong => include_str!("../../chain-spec/guangdong/agencies.json"),
		Jurisdiction::HongKong => include_str!("../../chain-spec/hong-kong/agencies.json"),
		Jurisdiction::Macao => include_str!("../../chain-spec/macao/agencies.json"),
	}
}

/// Opens all corridors of a rehearsal network, each for everything that may cross: on each chain one motion, carried through
/// with the agencies' well-known keys, for all light clients there that were not initialised. What was opened, in words.
pub async fn rehearse(config: &Config, chains: &Chains) -> anyhow::Result<Vec<String>> {
	let opened = try_join_all(chains.iter().map(|(place, chain)| async move {
		let mut calls = Vec::new();
		let mut news = Vec::new();
		for corridor in &config.corridors {
			let Some(other) = corridor.other_end(*place) else { continue };
			let known = Pallets::of(*corridor).best_known();
			if chain.state::<HeaderId<Hash, u32>>(&known, chain.best().await?).await?.is_none() {
				calls.push(initialise(*corridor, &chains[&other]).await?);
				for class in DataClass::ALL {
					calls.push(cross_border::OpenClass { corridor: *corridor, class }.into());
				}
				news.push(format!("{place:?} follows {other:?}"));
			}
		}
		if !calls.is_empty() {
			enact(*place, chain, calls).await?;
		}
		anyhow::Ok(news)
	}))
	.await?;
	Ok(opened.concat())
}

/// After a place's voters were changed by force: sets its light client again at the other end of each corridor of the
/// configuration, on rehearsal networks. What was set, in words.
pub async fn rehearse_again(config: &Config, chains: &Chains, place: Jurisdiction) -> anyhow::Result<Vec<String>> {
	let from = chains.get(&place).with_context(|| format!("chains.{place:?} is missing in the configuration"))?;
	let ends = config.corridors.iter().filter_map(|corridor| Some((*corridor, corridor.other_end(place)?)));
	try_join_all(ends.map(|(corridor, other)| async move {
		enact(other, &chains[&other], vec![set_again(corridor, from).await?]).await?;
		anyhow::Ok(format!("{other:?} follows {place:?} again"))
	}))
	.await
}

/// Carries calls through on the upgrade track of a rehearsal network.
async fn enact(place: Jurisdiction, chain: &Chain, calls: Vec<Call>) -> anyhow::Result<()> {
	let client = chain.client().await?;
	let agencies: Vec<Value> = serde_json::from_str(agencies_of(place))?;
	let codes = agencies.iter().filter_map(|agency| agency["code"].as_str());
	let councillors: Vec<_> = codes.map(keys::agency).collect();
	Ok(governance::enact_by(&client, Track::Upgrade, calls, &councillors).await?)
}
