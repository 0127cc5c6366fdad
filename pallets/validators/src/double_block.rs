//! When two headers prove that their author equivocated.

use crate::LONGEST_HEADER;
use sp_consensus_aura::{
	digests::CompatibleDigestItem,
	sr25519::{AuthorityId, AuthoritySignature},
};
use sp_consensus_slots::{EquivocationProof, Slot};
use sp_runtime::{traits::Header, DigestItem, RuntimeAppPublic};

/// Two different blocks of the slot, each sealed with the offender's key.
pub fn holds<H: Header>(proof: &EquivocationProof<H, AuthorityId>) -> bool {
	let EquivocationProof { offender, slot, first_header, second_header } = proof;
	let first = sealed(first_header, *slot, offender);
	let second = sealed(second_header, *slot, offender);
	// The seal is random: one block sealed twice is still one block.
	matches!((first, second), (Some(first), Some(second)) if first != second)
}

/// The hash that was sealed, if it was sealed for this slot with this key.
fn sealed<H: Header>(header: &H, slot: Slot, key: &AuthorityId) -> Option<H::Hash> {
	if header.encoded_size() > LONGEST_HEADER {
		return None;
	}
	let mut header = header.clone();
	let seal: AuthoritySignature = header.digest_mut().pop()?.as_aura_seal()?;
	let hash = header.hash();
	(slot_of(header.digest().logs()) == Some(slot) && key.verify(&hash, &seal)).then_some(hash)
}

/// The slot that a header claims. A header claims one.
pub fn slot_of(logs: &[DigestItem]) -> Option<Slot> {
	let mut slots = logs.iter().filter_map(CompatibleDigestItem::<AuthoritySignature>::as_aura_pre_digest);
	let slot = slots.next()?;
	slots.next().is_none().then_some(slot)
}
