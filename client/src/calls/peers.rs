//! Calls about members' nodes.

use lingnan_types::peer::PeerId;
use subxt::utils::H512;

super::calls! { "Peers":
	/// Enters a node of one's own in the register of peers.
	Register = register { peer: PeerId, proof: H512 }
	/// Takes a node of one's own out.
	Withdraw = withdraw { peer: PeerId }
	/// Enters any node (governance).
	Admit = admit { peer: PeerId }
	/// Takes any node out (two thirds of the agencies, at once).
	Remove = remove { peer: PeerId }
	/// Puts the register in force (governance).
	Close = close {}
	/// Puts the register out of force (governance).
	Open = open {}
}
