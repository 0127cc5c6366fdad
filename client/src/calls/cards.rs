//! Calls about the public keys to which files for a party are encrypted.

use lingnan_types::{card::CardKey, CardHolder, CardVersion, Date, Timestamp};

super::calls! { "Cards":
	/// Publishes the key to which files for a party are encrypted from now on (the party).
	Publish = publish { holder: CardHolder, suite: u8, key: CardKey, valid_until: Timestamp }
	/// Takes a card back (the party).
	Withdraw = withdraw { holder: CardHolder, version: CardVersion }
	/// States that the private key of an old card was destroyed (the party).
	StateDestruction = state_destruction { holder: CardHolder, version: CardVersion, on: Date }
}
