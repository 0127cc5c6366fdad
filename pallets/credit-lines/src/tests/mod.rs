mod accept;
mod cancel;
mod draw;
mod fee;
mod freeze;
mod invariants;
mod offer;
mod story;

use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::LineId;

/// A line as it is offered, with a change.
pub fn offered(change: impl FnOnce(&mut LineSpec)) -> LineId {
	let mut spec = spec();
	change(&mut spec);
	let line = NextLine::<Test>::get();
	assert_ok!(CreditLines::offer(signed(BANK_KEY), spec));
	line
}

pub fn shown(line: LineId) -> LineView {
	CreditLines::line(line).unwrap()
}

/// A line in force, with a change.
pub fn in_force(change: impl FnOnce(&mut LineSpec)) -> LineId {
	let line = offered(change);
	assert_ok!(CreditLines::accept(signed(CONTROLLER), line, shown(line).terms_hash));
	line
}

/// What is drawn, and what can be drawn today.
pub fn stands(line: LineId) -> (u64, u64) {
	(shown(line).drawn, shown(line).available)
}
