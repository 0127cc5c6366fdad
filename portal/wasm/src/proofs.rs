//! That validators finalised a block, and what its state held. Votes are counted by `finality-grandpa`, which nodes count with,
//! and proofs read by `sp-trie`; signatures are ZIP-215's, as the chain takes them.

use crate::refused::Refused;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::{Compact, Decode, DecodeAll, Encode};
use ed25519_zebra::{Signature, VerificationKey};
use finality_grandpa::{voter_set::VoterSet, Chain, Commit, Error, Message};
use lingnan_anchored::blake2_256;
use primitive_types::H256;
use sp_core::Blake2Hasher;
use sp_trie::{read_trie_value, LayoutV1, StorageProof};

/// A validator's key.
type Key = [u8; 32];

/// An entry of a header's digest.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
enum Item {
	#[codec(index = 0)]
	Other(Vec<u8>),
	#[codec(index = 4)]
	Consensus([u8; 4], Vec<u8>),
	#[codec(index = 5)]
	Seal([u8; 4], Vec<u8>),
	#[codec(index = 6)]
	PreRuntime([u8; 4], Vec<u8>),
	#[codec(index = 8)]
	Upgraded,
}

#[derive(Clone, Encode, Decode)]
struct Header {
	parent: H256,
	number: Compact<u32>,
	state_root: H256,
	extrinsics_root: H256,
	digest: Vec<Item>,
}

/// By which entries of a digest are GRANDPA's.
const GRANDPA: [u8; 4] = *b"FRNK";

/// What GRANDPA says in a digest, as far as it changes validators in the usual way: a forced change is followed by nobody.
#[derive(Decode)]
enum Said {
	#[codec(index = 1)]
	Scheduled(Vec<(Key, u64)>, u32),
}

/// What a header holds.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct HeaderView {
	pub hash: H256,
	pub parent: H256,
	pub number: u32,
	pub state_root: H256,
	pub extrinsics_root: H256,
	/// Other validators from so many blocks later on, with their weights.
	pub validators: Option<(Vec<(Key, u64)>, u32)>,
}

/// A header, and its hash.
pub fn read_header(bytes: Vec<u8>) -> Result<HeaderView, Refused> {
	let header = Header::decode_all(&mut bytes.as_slice()).map_err(|_| Refused::Header)?;
	let said = header.digest.iter().filter_map(|item| match item {
		Item::Consensus(GRANDPA, bytes) => Said::decode(&mut bytes.as_slice()).ok(),
		_ => None,
	});
	let mut changes = said.map(|Said::Scheduled(validators, delay)| (validators, delay));
	Ok(HeaderView {
		hash: H256(blake2_256(&bytes)),
		parent: header.parent,
		number: header.number.0,
		state_root: header.state_root,
		extrinsics_root: header.extrinsics_root,
		validators: changes.next(),
	})
}

/// Who finalises, and in which set.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Validators {
	/// With their weights.
	pub keys: Vec<(Key, u64)>,
	pub set: u64,
}

/// Votes for a block, and the headers between it and what was voted for.
#[derive(Decode)]
struct Justification {
	round: u64,
	commit: Commit<H256, u32, [u8; 64], Key>,
	headers: Vec<Header>,
}

/// Which block was finalised, and by how many.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Finalised {
	pub hash: H256,
	pub number: u32,
	/// Validators whose votes these are.
	pub signers: u32,
	/// Validators in all.
	pub validators: u32,
}

/// Whether over two thirds of these validators finalised the block of this hash.
pub fn verify_justification((bytes, validators, block): (Vec<u8>, Validators, H256)) -> Result<Finalised, Refused> {
	let Validators { keys, set } = validators;
	let count = u32::try_from(keys.len()).map_err(|_| Refused::NoValidators)?;
	let voters = VoterSet::new(keys).ok_or(Refused::NoValidators)?;
	let Justification { round, commit, headers } =
		Justification::decode_all(&mut bytes.as_slice()).map_err(|_| Refused::Malformed)?;
	if commit.target_hash != block {
		return Err(Refused::OtherBlock);
	}
	let headers = headers.iter().map(|header| (H256(blake2_256(&header.encode())), header.parent));
	let headers = Headers(headers.collect());
	let counted = finality_grandpa::validate_commit(&commit, &voters, &headers).map_err(|_| Refused::Ancestry)?;
	if !counted.is_valid() {
		return Err(Refused::TooFew);
	}

	// As nodes do: the way leads to the lowest block that was voted for, and headers beside it are refused.
	let lowest = commit.precommits.iter().map(|vote| &vote.precommit).min_by_key(|vote| vote.target_number);
	let base = lowest.ok_or(Refused::TooFew)?.target_hash;
	let (mut needed, mut signers) = (BTreeSet::new(), BTreeSet::new());
	for vote in &commit.precommits {
		let signed = (Message::Precommit(vote.precommit.clone()), round, set).encode();
		let key = VerificationKey::try_from(vote.id).map_err(|_| Refused::Signature)?;
		key.verify(&Signature::from(vote.signature), &signed).map_err(|_| Refused::Signature)?;
		if voters.contains(&vote.id) {
			signers.insert(vote.id);
		}
		let target = vote.precommit.target_hash;
		if target != base {
			needed.insert(target);
			needed.extend(headers.ancestry(base, target).map_err(|_| Refused::Ancestry)?);
		}
	}
	if !needed.iter().eq(headers.0.keys()) {
		return Err(Refused::Ancestry);
	}
	Ok(Finalised {
		hash: commit.target_hash,
		number: commit.target_number,
		signers: u32::try_from(signers.len()).unwrap_or(u32::MAX),
		validators: count,
	})
}

/// Parents by block.
struct Headers(BTreeMap<H256, H256>);

impl Chain<H256, u32> for Headers {
	fn ancestry(&self, base: H256, block: H256) -> Result<Vec<H256>, Error> {
		let (mut way, mut at) = (Vec::new(), block);
		while at != base {
			// No header of a way stands in it twice: each is the hash of what holds the next.
			at = *self.0.get(&at).ok_or(Error::NotDescendent)?;
			way.push(at);
		}
		way.pop();
		Ok(way)
	}
}

/// What a state of this root held under each key: nothing, or a value. Nodes of the proof that change by a byte are others, and
/// are missed.
pub fn verify_storage_proof(
	(root, nodes, keys): (H256, Vec<Vec<u8>>, Vec<Vec<u8>>),
) -> Result<Vec<Option<Vec<u8>>>, Refused> {
	let known = StorageProof::new(nodes).into_memory_db::<Blake2Hasher>();
	let read = |key: &Vec<u8>| read_trie_value::<LayoutV1<Blake2Hasher>, _>(&known, &root, key, None, None);
	keys.iter().map(|key| read(key).map_err(|_| Refused::StateProof)).collect()
}
