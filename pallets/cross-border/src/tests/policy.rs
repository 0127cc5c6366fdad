use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{Corridor, CorridorInbox, DataClass, ScorecardId};

#[test]
fn classes_close_and_open_one_by_one() {
	test(|| {
		let class = DataClass::Vouchers;
		assert_noop!(CrossBorder::open_class(root(), TO_MACAO, class), Error::<Test>::AlreadyOpen);
		assert_ok!(CrossBorder::close_class(root(), TO_MACAO, class));
		System::assert_last_event(Event::ClassClosed { corridor: TO_MACAO, class, until: None }.into());
		assert_noop!(CrossBorder::close_class(root(), TO_MACAO, class), Error::<Test>::ClassClosed);
		let [hong_kong, macao] = &CrossBorder::corridors_view()[..] else { panic!("two corridors") };
		assert_eq!(hong_kong.open, DataClass::ALL);
		assert_eq!(macao.open, [DataClass::Passports, DataClass::Duplicates]);
		assert_ok!(CrossBorder::open_class(root(), TO_MACAO, class));
		System::assert_last_event(Event::ClassOpened { corridor: TO_MACAO, class }.into());
	});
}

#[test]
fn a_corridor_halts_and_resumes_alone() {
	test(|| {
		assert_noop!(CrossBorder::resume(root(), TO_MACAO), Error::<Test>::NotHalted);
		assert_ok!(CrossBorder::halt(root(), TO_MACAO));
		System::assert_last_event(Event::CorridorHalted { corridor: TO_MACAO, until: None }.into());
		assert_noop!(CrossBorder::halt(root(), TO_MACAO), Error::<Test>::Halted);
		assert!(!CrossBorder::is_active(TO_MACAO) && CrossBorder::is_active(TO_HONG_KONG));
		assert!(!CrossBorder::is_active(Corridor::HongKongMacao));
		assert_ok!(CrossBorder::resume(root(), TO_MACAO));
		System::assert_last_event(Event::CorridorResumed { corridor: TO_MACAO }.into());
	});
}

#[test]
fn only_governance_and_only_for_corridors_of_this_place() {
	test(|| {
		let (who, class, elsewhere) = (signed(BANK_KEY), DataClass::Passports, Corridor::HongKongMacao);
		let bad = sp_runtime::DispatchError::BadOrigin;
		assert_noop!(CrossBorder::open_class(who.clone(), TO_MACAO, class), bad);
		assert_noop!(CrossBorder::close_class(who.clone(), TO_MACAO, class), bad);
		assert_noop!(CrossBorder::halt(who.clone(), TO_MACAO), bad);
		assert_noop!(CrossBorder::resume(who.clone(), TO_MACAO), bad);
		assert_noop!(CrossBorder::recognise_scorecard(who, TO_MACAO, ScorecardId(1), Some(TABLE)), bad);
		assert_noop!(CrossBorder::open_class(root(), elsewhere, class), Error::<Test>::NotOurCorridor);
		assert_noop!(CrossBorder::close_class(root(), elsewhere, class), Error::<Test>::NotOurCorridor);
		assert_noop!(CrossBorder::halt(root(), elsewhere), Error::<Test>::NotOurCorridor);
		assert_noop!(CrossBorder::resume(root(), elsewhere), Error::<Test>::NotOurCorridor);
		let recognised = CrossBorder::recognise_scorecard(root(), elsewhere, ScorecardId(1), Some(TABLE));
		assert_eq!(recognised, Err(Error::<Test>::NotOurCorridor.into()));
	});
}
