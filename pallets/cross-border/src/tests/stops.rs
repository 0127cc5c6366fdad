//! By a third and by more than half, for a time. What two thirds do is in `policy`.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks::MockStops, CorridorInbox, CorridorMessage, DataClass, DocumentsAbroad, DuplicateAnswer};
use sp_runtime::DispatchError::BadOrigin;

const PASSPORTS: DataClass = DataClass::Passports;

fn third() -> RuntimeOrigin {
	signed(MockStops::THIRD)
}

fn majority() -> RuntimeOrigin {
	signed(MockStops::MAJORITY)
}

fn close(who: RuntimeOrigin) -> sp_runtime::DispatchResult {
	CrossBorder::close_class(who, TO_MACAO, PASSPORTS)
}

#[test]
fn a_third_halts_a_corridor_and_the_halt_ends_by_itself() {
	test(|| {
		assert_ok!(CrossBorder::halt(third(), TO_MACAO));
		let until = 1 + STOP_DURATION;
		System::assert_last_event(Event::CorridorHalted { corridor: TO_MACAO, until: Some(until) }.into());
		assert_noop!(CrossBorder::halt(third(), TO_MACAO), Error::<Test>::Halted);
		System::set_block_number(until - 1);
		assert!(!CrossBorder::is_active(TO_MACAO) && CrossBorder::corridors_view()[1].halted);
		System::set_block_number(until);
		assert!(CrossBorder::is_active(TO_MACAO) && !CrossBorder::corridors_view()[1].halted);
		assert_noop!(CrossBorder::resume(root(), TO_MACAO), Error::<Test>::NotHalted);
	});
}

/// Documents are not cleared through a halted corridor: a third could hold up lending on them without end.
#[test]
fn a_third_halts_a_corridor_again_and_again() {
	test(|| {
		let mut halted = 0;
		for block in 2..=3 * (STOP_DURATION + STOP_REST) {
			System::set_block_number(block);
			let _ = CrossBorder::halt(third(), TO_MACAO);
			halted += u64::from(!CrossBorder::is_active(TO_MACAO));
		}
		assert_eq!(halted, 3 * STOP_DURATION);
		System::set_block_number(3 * (STOP_DURATION + STOP_REST) + 1);
		assert_noop!(CrossBorder::halt(third(), TO_MACAO), Error::<Test>::Resting);
		// The other corridor is another matter.
		assert_ok!(CrossBorder::halt(third(), TO_HONG_KONG));
	});
}

#[test]
fn a_third_closes_a_class_and_it_opens_by_itself_and_rests() {
	test(|| {
		assert_ok!(close(third()));
		let until = 1 + STOP_DURATION;
		let told = Event::ClassClosed { corridor: TO_MACAO, class: PASSPORTS, until: Some(until) };
		System::assert_last_event(told.into());
		assert_noop!(close(third()), Error::<Test>::ClassClosed);
		assert!(!CrossBorder::corridors_view()[1].open.contains(&PASSPORTS));
		System::set_block_number(until);
		assert!(CrossBorder::corridors_view()[1].open.contains(&PASSPORTS));
		assert_noop!(CrossBorder::open_class(root(), TO_MACAO, PASSPORTS), Error::<Test>::AlreadyOpen);
		for block in [until, STOP_DURATION + STOP_REST] {
			System::set_block_number(block);
			assert_noop!(close(third()), Error::<Test>::Resting);
		}
		System::set_block_number(1 + STOP_DURATION + STOP_REST);
		assert_ok!(close(third()));
	});
}

#[test]
fn a_majority_prolongs_and_stops_what_rests() {
	test(|| {
		assert_ok!(CrossBorder::halt(third(), TO_MACAO));
		assert_ok!(close(third()));
		System::set_block_number(STOP_DURATION);
		let until = Some(2 * STOP_DURATION);
		assert_ok!(CrossBorder::halt(majority(), TO_MACAO));
		System::assert_last_event(Event::CorridorHalted { corridor: TO_MACAO, until }.into());
		assert_ok!(close(majority()));
		System::assert_last_event(Event::ClassClosed { corridor: TO_MACAO, class: PASSPORTS, until }.into());
		System::set_block_number(2 * STOP_DURATION - 1);
		assert!(CrossBorder::is_halted(TO_MACAO) && !CrossBorder::lets_through(TO_MACAO, PASSPORTS));
		System::set_block_number(2 * STOP_DURATION);
		assert!(!CrossBorder::is_halted(TO_MACAO) && CrossBorder::lets_through(TO_MACAO, PASSPORTS));
		assert_noop!(CrossBorder::halt(third(), TO_MACAO), Error::<Test>::Resting);
		assert_ok!(CrossBorder::halt(majority(), TO_MACAO));
	});
}

#[test]
fn what_is_lifted_rests_and_what_is_closed_for_good_takes_governance_to_open() {
	test(|| {
		assert_ok!(CrossBorder::halt(third(), TO_MACAO));
		assert_ok!(close(third()));
		System::set_block_number(5);
		for who in [third(), majority()] {
			assert_noop!(CrossBorder::resume(who.clone(), TO_MACAO), BadOrigin);
			assert_noop!(CrossBorder::open_class(who, TO_MACAO, PASSPORTS), BadOrigin);
		}
		assert_ok!(CrossBorder::resume(signed(RESUMER), TO_MACAO));
		assert_ok!(CrossBorder::open_class(signed(RESUMER), TO_MACAO, PASSPORTS));
		assert_noop!(CrossBorder::halt(third(), TO_MACAO), Error::<Test>::Resting);
		assert_noop!(close(third()), Error::<Test>::Resting);
		System::set_block_number(5 + STOP_REST);
		assert_ok!(close(third()));
		assert_ok!(close(root()));
		System::set_block_number(6 + STOP_REST + STOP_DURATION);
		assert!(!CrossBorder::lets_through(TO_MACAO, PASSPORTS), "two thirds made it last");
		assert_noop!(CrossBorder::open_class(signed(RESUMER), TO_MACAO, PASSPORTS), BadOrigin);
		assert_ok!(CrossBorder::open_class(root(), TO_MACAO, PASSPORTS));
	});
}

#[test]
fn two_thirds_make_a_halt_last() {
	test(|| {
		assert_ok!(CrossBorder::halt(third(), TO_MACAO));
		assert_ok!(CrossBorder::halt(root(), TO_MACAO));
		System::assert_last_event(Event::CorridorHalted { corridor: TO_MACAO, until: None }.into());
		System::set_block_number(2 * STOP_DURATION);
		assert!(CrossBorder::is_halted(TO_MACAO));
		for who in [third(), majority(), root()] {
			assert_noop!(CrossBorder::halt(who, TO_MACAO), Error::<Test>::Halted);
		}
	});
}

/// Closing the class ended the question whether a document is financed abroad, and forgot those known to be: a third and a
/// firm had one financed twice.
#[test]
fn a_third_switches_off_the_check_for_documents_financed_abroad() {
	test(|| {
		let notice = |document| CorridorMessage::DuplicateNotice { document, similar: similar(), financed_at: OPENING };
		assert_ok!(arrive(TO_MACAO, notice(document())));
		for who in [third(), majority(), signed(RESUMER)] {
			for corridor in [TO_HONG_KONG, TO_MACAO] {
				let closed = CrossBorder::close_class(who.clone(), corridor, DataClass::Duplicates);
				assert!(closed == Err(Error::<Test>::HaltInstead.into()) || closed == Err(BadOrigin), "{closed:?}");
			}
		}
		// What they can do is halt it, and then nothing is cleared.
		assert_ok!(CrossBorder::halt(third(), TO_MACAO));
		assert_ok!(CrossBorder::halt(third(), TO_HONG_KONG));
		assert_eq!(CrossBorder::ensure_clear(document(), BANK), Err(Error::<Test>::FinancedAbroad.into()));
		let other = sp_core::H256::repeat_byte(1);
		assert_noop!(CrossBorder::claim_document(signed(BANK_KEY), other), Error::<Test>::Halted);
		assert!(CrossBorder::ensure_clear(other, BANK).is_err());
	});
}

/// The claim was answered, and the halt holds the loan up for no longer than it lasts.
#[test]
fn a_third_holds_up_lending_on_a_document_for_ever() {
	test(|| {
		assert_ok!(CrossBorder::claim_document(signed(BANK_KEY), document()));
		for corridor in [TO_HONG_KONG, TO_MACAO] {
			let answer = DuplicateAnswer::Clear;
			let reply = CorridorMessage::DuplicateReply { document: document(), claimed_at: OPENING, answer };
			assert_ok!(arrive(corridor, reply));
		}
		assert_ok!(CrossBorder::ensure_clear(document(), BANK));
		assert_ok!(CrossBorder::halt(third(), TO_MACAO));
		assert_eq!(CrossBorder::ensure_clear(document(), BANK), Err(Error::<Test>::Halted.into()));
		System::set_block_number(1 + STOP_DURATION);
		assert_noop!(CrossBorder::halt(third(), TO_MACAO), Error::<Test>::Resting);
		assert_ok!(CrossBorder::ensure_clear(document(), BANK));
	});
}
