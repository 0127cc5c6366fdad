use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{AssetId, LienId};
use sp_core::H256;
use sp_runtime::DispatchResult;

fn set(who: u64, asset: AssetId, account: u8) -> DispatchResult {
	dispatch(who, Call::set_collection_account { asset, reference: H256::repeat_byte(account) })
}

#[test]
fn the_first_lender_says_where_the_obligor_pays() {
	test(|| {
		let id = noticed(0);
		assert_noop!(set(BANK_KEY, id, 1), Error::<Test>::NotLive);
		let lien = pledged(id, 0, BANK);
		pledged(id, 0, OTHER_BANK);
		assert_noop!(set(OTHER_BANK_KEY, id, 1), Error::<Test>::NotFirstRank);
		for who in [controller(0), STRANGER] {
			assert_noop!(set(who, id, 1), Error::<Test>::NotAuthorized);
		}
		assert_ok!(set(BANK_KEY, id, 1));
		let reference = H256::repeat_byte(1);
		System::assert_last_event(Event::CollectionAccountSet { asset: id, institution: BANK, reference }.into());
		let account = CollectionAccount { reference, institution: BANK, since: TODAY };
		assert_eq!(shown(id).collection, Some(account));
		assert_ok!(set(BANK_KEY, id, 2));
		// With its lien ends its word.
		assert_ok!(Collateral::release(signed(BANK_KEY), lien));
		assert_ok!(set(OTHER_BANK_KEY, id, 3));
		assert_ok!(Collateral::release(signed(OTHER_BANK_KEY), LienId(1)));
		assert_eq!(shown(id).collection, None);
		let right = registered(right());
		assert_noop!(set(BANK_KEY, right, 1), Error::<Test>::WrongKind);
	});
}

/// Another bank ranks before the one that notified the obligor, and would have the money sent to itself.
#[test]
fn the_obligors_money_is_sent_elsewhere_without_the_lenders_signature() {
	test(|| {
		let id = noticed(0);
		let lien = pledged(id, 0, BANK);
		let other = pledged(id, 0, OTHER_BANK);
		assert_ok!(set(BANK_KEY, id, 1));
		assert_ok!(Collateral::subordinate(signed(BANK_KEY), lien, other));
		assert_noop!(set(OTHER_BANK_KEY, id, 2), Error::<Test>::SetByAnother);
		assert_noop!(set(controller(0), id, 2), Error::<Test>::NotAuthorized);
		assert_ok!(set(BANK_KEY, id, 2));
		assert_eq!(shown(id).collection.unwrap().reference, H256::repeat_byte(2));
	});
}
