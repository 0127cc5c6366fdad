//! What agencies state.

use super::Ask;
use crate::{Client, Error, Result};
use codec::Encode;
use lingnan_types::{
	attestation::{AttestationView, DisputeView},
	dataset::DatasetView,
	indicator::IndicatorView,
	AgencyId, IndicatorId, RegistrationNumber, Revision,
};
use serde::Deserialize;
use serde_json::{json, Value};
use std::{collections::HashMap, marker::PhantomData};
use subxt::{
	ext::{scale_decode, scale_encode, scale_type_resolver::TypeResolver},
	utils::{AccountId32, H256},
};

pub type AgencyView = lingnan_types::agency::AgencyView<AccountId32>;

/// What agencies state about an enterprise.
pub async fn list(ask: impl Into<Ask<'_>>, enterprise: &RegistrationNumber) -> Result<Vec<AttestationView>> {
	ask.into().list("attestation_list", json!([enterprise])).await
}

/// All agencies, by number.
pub async fn agencies(ask: impl Into<Ask<'_>>) -> Result<Vec<AgencyView>> {
	ask.into().list("attestation_agencies", json!([])).await
}

/// All indicators, by number.
pub async fn indicators(ask: impl Into<Ask<'_>>) -> Result<Vec<IndicatorView>> {
	ask.into().list("attestation_indicators", json!([])).await
}

/// The datasets that were anchored for an indicator, by number.
pub async fn datasets(ask: impl Into<Ask<'_>>, indicator: IndicatorId) -> Result<Vec<DatasetView>> {
	ask.into().list("attestation_datasets", json!([indicator])).await
}

/// The disputed attestations of an agency, and which it did not answer in time.
pub async fn disputes(ask: impl Into<Ask<'_>>, agency: AgencyId) -> Result<Vec<DisputeView>> {
	ask.into().list("attestation_disputes", json!([agency])).await
}

/// Keys in one request for [`revisions`]: some 160 kB, of which a node takes 15 MB.
const KEYS_AT_ONCE: usize = 1_000;

/// Where the last attestations stand.
const LATEST: (&str, &str) = ("Attestations", "Latest");

/// Which attestation about each enterprise and indicator is the last, numbered from 1; 0 where there is none. All of one block, in
/// the order of what is asked for, a thousand in one request.
///
/// Read from storage: lists would be as many questions as there are enterprises.
pub async fn revisions(ask: impl Into<Ask<'_>>, of: &[(RegistrationNumber, IndicatorId)]) -> Result<Vec<Revision>> {
	let Ask { client, at } = ask.into();
	if of.is_empty() {
		return Ok(Vec::new());
	}
	let block = match at {
		Some(block) => block,
		None => client.rpc("chain_getBlockHash", Value::Null).await?,
	};
	let keys = latest_keys(client, block, of).await?;
	let mut found = HashMap::new();
	for keys in keys.chunks(KEYS_AT_ONCE) {
		let answer: Vec<Changes> = client.rpc("state_queryStorageAt", json!([keys, block])).await?;
		for (key, stored) in answer.into_iter().flat_map(|one| one.changes) {
			if let Some(stored) = stored {
				let revision = revision_of(client, &stored)?;
				found.insert(key, revision);
			}
		}
	}
	Ok(keys.iter().map(|key| found.get(key).copied().unwrap_or_default()).collect())
}

/// What `state_queryStorageAt` answers: keys and what is stored there, as digits.
#[derive(Deserialize)]
struct Changes {
	changes: Vec<(String, Option<String>)>,
}

/// The keys of the last attestations, as digits.
async fn latest_keys(client: &Client, block: H256, of: &[(RegistrationNumber, IndicatorId)]) -> Result<Vec<String>> {
	let (pallet, item) = LATEST;
	let address = subxt::dynamic::storage::<(Part, Part), subxt::dynamic::Value>(pallet, item);
	let at = client.as_connected(client.online.at_block(block).await?)?;
	let entry = at.storage().entry(address)?;
	let key = |(number, id): &(RegistrationNumber, IndicatorId)| {
		let key = entry.fetch_key((Part(number.encode()), Part(id.encode())))?;
		Ok(format!("0x{}", hex::encode(key)))
	};
	of.iter().map(key).collect()
}

fn revision_of(client: &Client, stored: &str) -> Result<Revision> {
	let (pallet, item) = LATEST;
	let unread = || Error::Connection(format!("{pallet}.{item}: the node answers what is no attestation"));
	let bytes = stored.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok()).ok_or_else(unread)?;
	let revision = client.stored(pallet, item, &bytes)?["revision"].as_u64();
	revision.and_then(|number| Revision::try_from(number).ok()).ok_or_else(unread)
}

/// A part of a key, encoded already. None is ever read back.
struct Part(Vec<u8>);

impl scale_encode::EncodeAsType for Part {
	fn encode_as_type_to<R: TypeResolver>(
		&self,
		_: R::TypeId,
		_: &R,
		out: &mut Vec<u8>,
	) -> std::result::Result<(), scale_encode::Error> {
		out.extend(&self.0);
		Ok(())
	}
}

impl scale_decode::IntoVisitor for Part {
	type AnyVisitor<R: TypeResolver> = Unread<R>;

	fn into_visitor<R: TypeResolver>() -> Unread<R> {
		Unread(PhantomData)
	}
}

/// Refuses whatever it is shown.
struct Unread<R>(PhantomData<R>);

impl<R: TypeResolver> scale_decode::Visitor for Unread<R> {
	type Value<'scale, 'resolver> = Part;
	type Error = scale_decode::Error;
	type TypeResolver = R;
}
