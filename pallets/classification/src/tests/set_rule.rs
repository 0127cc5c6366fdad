use super::*;
use lingnan_lending::classification::{HONG_KONG, MAINLAND};
use lingnan_support::{mocks, Jurisdiction};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn governance_enters_what_a_place_demands_and_it_holds_at_once() {
	test(|| {
		lend(LOAN, BANK, 100);
		overdue(LOAN, mocks::TODAY);
		set_today(mocks::TODAY + 61);
		assert_ok!(judge(BANK_KEY, LoanClass::SpecialMention));
		let rule = ClassRule { substandard: OverdueFor::Days(60), ..MAINLAND };
		for who in [BANK_KEY, STRANGER] {
			assert_noop!(Classification::set_rule(signed(who), Jurisdiction::Guangdong, rule), BadOrigin);
		}
		assert_ok!(Classification::set_rule(RuntimeOrigin::root(), Jurisdiction::Guangdong, rule));
		System::assert_last_event(Event::RuleSet { place: Jurisdiction::Guangdong, rule }.into());
		let shown = view(LOAN);
		assert_eq!((shown.class, shown.judgement_due), (LoanClass::Substandard, true));
		let shown: Vec<_> = Classification::rules().into_iter().map(|one| (one.place, one.rule)).collect();
		assert_eq!(shown[..2], [(Jurisdiction::Guangdong, rule), (Jurisdiction::HongKong, HONG_KONG)]);
	});
}

#[test]
fn a_rule_whose_days_are_not_in_order_is_refused() {
	test(|| {
		for rule in [
			ClassRule { doubtful: Some(OverdueFor::Days(89)), ..MAINLAND },
			ClassRule { loss: Some(OverdueFor::Months(2)), ..HONG_KONG },
			ClassRule { spread: Some(10_001), ..MAINLAND },
		] {
			let answer = Classification::set_rule(RuntimeOrigin::root(), Jurisdiction::Macao, rule);
			assert_eq!(answer, Err(Error::<Test>::UnsoundRule.into()));
		}
	});
}
