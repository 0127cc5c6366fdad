//! Members' nodes, by the peer ids under which they meet others.

use crate::{record, AgencyId, InstitutionId};
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// Peers in the register at most, of all members together.
pub const MAX_PEERS: u32 = 1_024;

/// What stands before an ed25519 key in a peer id: libp2p's multihash of a key that is so short that it is its own hash
/// (`identity`, 36 bytes), and its protobuf of the kind of the key and its length.
const PREFIX: [u8; 6] = [0x00, 0x24, 0x08, 0x01, 0x12, 0x20];

/// A node's peer id: the ed25519 public key of its node key, 32 bytes. People and JSON write it as nodes do
/// (`12D3KooW…`), which is base58 of this key behind six bytes that are the same for all.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[scale_info(capture_docs = "always")]
pub struct PeerId(
	/// The key, 32 bytes.
	pub [u8; 32],
);

/// Why a text is no [`PeerId`].
const NO_PEER_ID: &str = "not the peer id of an ed25519 node key: those begin with 12D3KooW and have 52 letters";

impl PeerId {
	/// From a peer id's own bytes, if they hold an ed25519 key.
	pub fn from_multihash(bytes: &[u8]) -> Option<Self> {
		bytes.strip_prefix(&PREFIX)?.try_into().ok().map(Self)
	}

	/// The bytes by which libp2p knows the peer.
	pub fn to_multihash(&self) -> Vec<u8> {
		[PREFIX.as_slice(), &self.0].concat()
	}
}

impl fmt::Display for PeerId {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(&bs58::encode(self.to_multihash()).into_string())
	}
}

impl fmt::Debug for PeerId {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

impl FromStr for PeerId {
	type Err = &'static str;

	fn from_str(text: &str) -> Result<Self, &'static str> {
		let mut bytes = [0; PREFIX.len() + 32];
		let length = bs58::decode(text).onto(&mut bytes).map_err(|_| NO_PEER_ID)?;
		bytes.get(..length).and_then(Self::from_multihash).ok_or(NO_PEER_ID)
	}
}

impl Serialize for PeerId {
	fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
		s.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for PeerId {
	fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
		String::deserialize(d)?.parse().map_err(D::Error::custom)
	}
}

record! {
	/// Who entered a node.
	#[derive(Copy)]
	pub enum Host {
		/// An agency, by number.
		Agency(AgencyId),
		/// An institution, by number.
		Institution(InstitutionId),
		/// Governance: a validator's node, or one that serves all.
		Governance,
	}
}

record! {
	/// A node in the register.
	#[derive(Copy)]
	pub struct Peer {
		/// Its peer id.
		pub id: PeerId,
		/// Who entered it.
		pub host: Host,
	}
}

/// The whole register, as nodes and people read it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[scale_info(capture_docs = "always")]
#[serde(rename_all = "camelCase")]
pub struct PeersView {
	/// Whether nodes answer nobody else. Where it is not in force, they answer everybody.
	pub in_force: bool,
	/// The peers, at most 1,024, by peer id.
	pub peers: Vec<Peer>,
}

#[cfg(test)]
mod tests {
	use super::*;

	/// As `lingnan-node key inspect-node-key` prints it for the node key 00…01.
	const ONE: &str = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";

	#[test]
	fn a_peer_id_reads_and_writes_as_nodes_print_it() {
		let peer: PeerId = ONE.parse().unwrap();
		assert_eq!(peer.to_string(), ONE);
		assert_eq!(PeerId::from_multihash(&peer.to_multihash()), Some(peer));
		assert_eq!(serde_json::to_string(&peer).unwrap(), format!("{ONE:?}"));
		assert_eq!(serde_json::from_str::<PeerId>(&format!("{ONE:?}")).unwrap(), peer);
		assert_eq!(peer.encode().len(), 32);
	}

	#[test]
	fn what_is_no_ed25519_peer_id_is_refused() {
		for wrong in [
			"",
			"Alice",
			&ONE[1..],
			&ONE[..51],
			"QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N",
			&ONE.replace('y', "0"),
		] {
			assert_eq!(wrong.parse::<PeerId>(), Err(NO_PEER_ID), "{wrong}");
		}
	}
}
