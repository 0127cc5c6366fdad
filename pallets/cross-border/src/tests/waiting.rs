use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::Hooks, weights::Weight};
use lingnan_support::{Corridors, DataClass, DocumentsAbroad};
use sp_core::H256;

fn finance(count: u8) {
	(0..count).for_each(|n| CrossBorder::financed(H256::repeat_byte(n), similar()));
}

#[test]
fn what_waits_leaves_in_order_once_the_lane_is_open() {
	test(|| {
		shut(TO_HONG_KONG, true);
		finance(3);
		idle();
		assert_eq!((sent(TO_HONG_KONG).len(), sent(TO_MACAO).len()), (0, 3));
		assert_eq!(WaitingTotal::<Test>::get(), 3);
		shut(TO_HONG_KONG, false);
		idle();
		assert_eq!(sent(TO_HONG_KONG), sent(TO_MACAO));
		assert_eq!(WaitingTotal::<Test>::get(), 0);
	});
}

#[test]
fn what_a_closed_class_keeps_back_leaves_when_it_opens() {
	test(|| {
		assert_ok!(CrossBorder::close_class(root(), TO_HONG_KONG, DataClass::Duplicates));
		finance(2);
		idle();
		assert_eq!((sent(TO_HONG_KONG).len(), sent(TO_MACAO).len()), (0, 2));
		assert_ok!(CrossBorder::open_class(root(), TO_HONG_KONG, DataClass::Duplicates));
		idle();
		assert_eq!(sent(TO_HONG_KONG).len(), 2);
	});
}

#[test]
fn a_block_sends_as_many_as_its_weight_carries() {
	test(|| {
		finance(5);
		assert_eq!(CrossBorder::on_idle(1, Weight::zero()), Weight::zero());
		let each = <() as WeightInfo>::send_waiting(1) + Lanes::send_weight();
		let used = CrossBorder::on_idle(1, each * 9 + Weight::from_parts(100_000_000, 0));
		assert!(used.all_lte(each * 9 + Weight::from_parts(100_000_000, 0)));
		assert_eq!(sent(TO_HONG_KONG).len() + sent(TO_MACAO).len(), 3);
		finance(100);
		idle();
		assert_eq!(sent(TO_HONG_KONG).len() + sent(TO_MACAO).len(), 67);
	});
}

#[test]
fn anybody_can_send_what_waits() {
	test(|| {
		assert_noop!(CrossBorder::send_waiting(signed(STRANGER), TO_MACAO, 64), Error::<Test>::NothingToSend);
		finance(3);
		assert_noop!(CrossBorder::send_waiting(signed(STRANGER), TO_MACAO, 65), Error::<Test>::LimitExceeded);
		assert_noop!(CrossBorder::send_waiting(signed(STRANGER), TO_MACAO, 0), Error::<Test>::NothingToSend);
		assert_ok!(CrossBorder::send_waiting(signed(STRANGER), TO_MACAO, 2));
		assert_eq!((sent(TO_MACAO).len(), sent(TO_HONG_KONG).len()), (2, 0));
		shut(TO_MACAO, true);
		assert_noop!(CrossBorder::send_waiting(signed(STRANGER), TO_MACAO, 2), Error::<Test>::NothingToSend);
	});
}
