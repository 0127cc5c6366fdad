mod anothers_card;
mod invariants;
mod publish;
mod state_destruction;
mod withdraw;

use crate::{mock::*, *};
use lingnan_support::CardHolder;

/// Where each card of a party stands, the newest first.
fn states(holder: &CardHolder) -> Vec<(u32, CardState)> {
	Register::cards(holder).into_iter().map(|card| (card.version, card.state)).collect()
}

/// The bank's first card, for a year.
fn published() {
	let (suite, end) = (Suite::X25519, after_days(365));
	frame_support::assert_ok!(Register::publish(signed(BANK_KEY), bank(), suite.byte(), key(suite, 1), end));
}
