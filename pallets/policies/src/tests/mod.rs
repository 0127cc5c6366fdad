mod decide;
mod invariants;
mod publish;
mod withdraw;

use crate::{mock::*, *};
use frame_support::assert_ok;
use lingnan_support::PolicyId;

/// Publishes a policy with a change, and answers its number.
pub fn published(change: impl FnOnce(&mut PolicySpec)) -> PolicyId {
	let mut spec = spec();
	change(&mut spec);
	let policy = NextPolicy::<Test>::get();
	assert_ok!(Rules::publish(signed(BANK_KEY), spec));
	policy
}
