//! Sees authors who sealed two blocks for one slot, and has the chain told. GRANDPA's own worker does the same for votes.

use crate::service::{Block, Client, Pool};
use futures::StreamExt;
use lingnan_runtime::{Hash, Header};
use pallet_validators::{double_block, runtime_api::ValidatorsApi};
use sc_client_api::BlockchainEvents;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::{sr25519::AuthorityId, AuraApi, Slot};
use sp_consensus_slots::EquivocationProof;
use sp_runtime::traits::Header as _;
use std::{collections::BTreeMap, sync::Arc};

/// Slots for which headers are kept: half an hour's. Anyone who seals a second block later than that finds no follower.
const SLOTS: usize = 1_000;

/// Headers kept for one slot; two are proof enough, and no author can fill this memory.
const PER_SLOT: usize = 4;

/// The headers of the last slots, with their seals.
#[derive(Default)]
struct Sightings(BTreeMap<Slot, Vec<Header>>);

impl Sightings {
	/// Notes a header and gives back those of other blocks of the same slot.
	fn note(&mut self, header: &Header) -> Vec<Header> {
		let Some(slot) = double_block::slot_of(header.digest().logs()) else { return Vec::new() };
		let seen = self.0.entry(slot).or_default();
		let others: Vec<_> = seen.iter().filter(|other| unsealed(other) != unsealed(header)).cloned().collect();
		if seen.len() < PER_SLOT && !seen.contains(header) {
			seen.push(header.clone());
		}
		while self.0.len() > SLOTS {
			self.0.pop_first();
		}
		others
	}
}

/// The hash that was sealed.
fn unsealed(header: &Header) -> Hash {
	let mut header = header.clone();
	header.digest_mut().pop();
	header.hash()
}

/// Who was to make this block, by the state of its parent.
fn author(client: &Client, header: &Header) -> Option<AuthorityId> {
	let slot = double_block::slot_of(header.digest().logs())?;
	let authorities: Vec<AuthorityId> = client.runtime_api().authorities(*header.parent_hash()).ok()?;
	let index = u64::from(slot).checked_rem(authorities.len() as u64)?;
	authorities.get(index as usize).cloned()
}

/// Runs as long as the node does.
pub async fn watch(client: Arc<Client>, pool: Arc<Pool>) {
	let pool = OffchainTransactionPoolFactory::new(pool);
	let mut sightings = Sightings::default();
	let mut imports = client.every_import_notification_stream();
	while let Some(block) = imports.next().await {
		for other in sightings.note(&block.header) {
			let Some(offender) = author(&client, &block.header) else { continue };
			if author(&client, &other).as_ref() != Some(&offender) {
				continue;
			}
			let Some(slot) = double_block::slot_of(block.header.digest().logs()) else { continue };
			log::warn!("Two blocks for slot {slot} by {offender}: {} and {}", other.hash(), block.hash);
			let proof = EquivocationProof { offender, slot, first_header: other, second_header: block.header.clone() };
			report(&client, &pool, proof);
			break;
		}
	}
}

fn report(
	client: &Client,
	pool: &OffchainTransactionPoolFactory<Block>,
	proof: EquivocationProof<Header, AuthorityId>,
) {
	let best = client.info().best_hash;
	let mut api = client.runtime_api();
	api.register_extension(pool.offchain_transaction_pool(best));
	match api.submit_double_block(best, proof) {
		Ok(Some(())) => log::info!("Reported: the author loses its seat at the next session"),
		Ok(None) => log::info!("Not reported: it is already, or its author has no seat any more"),
		Err(error) => log::warn!("Not reported: {error}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature};
	use sp_core::{sr25519, Pair};
	use sp_runtime::DigestItem;

	fn sealed(slot: u64, mark: u32) -> Header {
		let mut header =
			Header::new(mark, Default::default(), Default::default(), Default::default(), Default::default());
		header.digest_mut().push(CompatibleDigestItem::<AuthoritySignature>::aura_pre_digest(slot.into()));
		let key = sr25519::Pair::from_seed(&[1; 32]);
		let seal = key.sign(header.hash().as_ref());
		header.digest_mut().push(DigestItem::aura_seal(seal));
		header
	}

	#[test]
	fn two_blocks_of_a_slot_meet_and_one_sealed_twice_does_not() {
		let mut sightings = Sightings::default();
		let first = sealed(1, 1);
		assert!(sightings.note(&first).is_empty());
		assert!(sightings.note(&first).is_empty());
		assert!(sightings.note(&sealed(1, 1)).is_empty(), "another seal on the same block");
		assert!(sightings.note(&sealed(2, 2)).is_empty(), "another slot");
		assert!(sightings.note(&sealed(1, 3)).contains(&first));
	}

	#[test]
	fn memory_is_bounded() {
		let mut sightings = Sightings::default();
		for mark in 0..20 {
			sightings.note(&sealed(7, mark));
		}
		assert_eq!(sightings.0[&Slot::from(7)].len(), PER_SLOT);
		for slot in 0..1_100 {
			sightings.note(&sealed(slot, 1));
		}
		assert_eq!(sightings.0.len(), SLOTS);
		assert!(!sightings.0.contains_key(&Slot::from(0)));
	}
}
