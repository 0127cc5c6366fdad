//! A validator's keys.

super::calls! { "Session":
	/// Sets the keys that the node made, with the proof that the signer has them (validator).
	SetKeys<Keys> = set_keys { keys: Keys, proof: Bytes }
}

/// `0x` and hexadecimal digits.
pub type Bytes = String;
