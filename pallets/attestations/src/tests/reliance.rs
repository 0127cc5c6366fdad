//! Where an attestation stands, for whoever relied on it at a revision.

use crate::{
	mock::{tree as tree_of, *},
	*,
};
use frame_support::assert_ok;
use lingnan_support::{Attestations as _, IndicatorId, Reliance};
use sp_core::H256;

const REASON: H256 = H256::repeat_byte(9);

fn reliance(indicator: IndicatorId, revision: u32) -> Reliance {
	Attestations::reliance(&firm(), indicator, revision)
}

#[test]
fn a_newer_value_shows_its_bin() {
	test(|| {
		assert_eq!(reliance(PENALTIES, 1), Reliance::Revoked, "there never was one");
		assert_ok!(Attestations::attest(signed(TAX), attestation(PENALTIES, 150, TODAY - 2)));
		assert_eq!(reliance(PENALTIES, 1), Reliance::Stands);
		set_now(OPENING + DAY);
		assert_ok!(Attestations::attest(signed(TAX), attestation(PENALTIES, 99, TODAY - 1)));
		let newer = |bin, since, again| Reliance::Superseded { bin, since, again };
		assert_eq!(reliance(PENALTIES, 1), newer(Some(1), OPENING + DAY, false));
		assert_ok!(Attestations::correct(signed(TAX), firm(), PENALTIES, Value::Open(1_000), REASON));
		assert_eq!(reliance(PENALTIES, 1), newer(Some(3), OPENING + DAY, true));
		assert_eq!(reliance(PENALTIES, 2), newer(Some(3), OPENING + DAY, false));
		assert_eq!(reliance(PENALTIES, 3), Reliance::Stands);
		// What was made of it has a validity of its own.
		set_now(OPENING + 60 * DAY);
		assert_eq!((live(PENALTIES), reliance(PENALTIES, 3)), (None, Reliance::Stands));
	});
}

#[test]
fn a_newer_figure_does_not() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 2, TODAY - 1)));
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 2, TODAY)));
		assert_eq!(reliance(TAX_PAID, 1), Reliance::Superseded { bin: None, since: OPENING, again: false });
	});
}

#[test]
fn disputed_until_it_is_upheld_and_revoked_for_good() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 1, TODAY)));
		assert_ok!(Attestations::dispute(signed(CONTROLLER), firm(), TAX_PAID, REASON));
		assert_eq!(reliance(TAX_PAID, 1), Reliance::Disputed);
		assert_ok!(Attestations::uphold(signed(TAX), firm(), TAX_PAID, REASON));
		assert_eq!(reliance(TAX_PAID, 1), Reliance::Stands);
		assert_ok!(Attestations::revoke(signed(TAX), firm(), TAX_PAID, RevocationReason::Mistaken));
		assert_eq!(reliance(TAX_PAID, 1), Reliance::Revoked);
	});
}

/// The next dataset of eleven million firms touches none of their attestations; each is asked when it is used.
#[test]
fn a_dataset_takes_along_what_came_from_it() {
	test(|| {
		let leaves = five(TAX_PAID, TODAY - 1);
		let tree = anchor(&leaves);
		assert_ok!(materialise(&tree, &leaves, 0));
		assert_eq!(reliance(TAX_PAID, 1), Reliance::Stands);
		set_now(OPENING + 3 * DAY);
		anchor(&five(TAX_PAID, TODAY));
		let unseen = Reliance::Superseded { bin: None, since: OPENING + 3 * DAY, again: false };
		assert_eq!(reliance(TAX_PAID, 1), unseen);
		// Brought here, it is a newer one, of which nobody sees whether it says the same.
		let leaves = five(TAX_PAID, TODAY);
		assert_ok!(materialise(&tree_of(&leaves), &leaves, 0));
		let seen = Reliance::Superseded { bin: None, since: OPENING + 3 * DAY, again: false };
		assert_eq!(reliance(TAX_PAID, 1), seen);
		assert_ok!(Attestations::revoke_dataset(signed(TAX), DatasetId(1), RevocationReason::Mistaken));
		assert_eq!(reliance(TAX_PAID, 2), Reliance::Revoked);
	});
}
