use super::*;
use lingnan_support::{loan::LoanState, mocks, Jurisdiction};
use LoanClass::*;

#[test]
fn the_bank_judges_its_loan_and_the_days_past_due_stand_beside() {
	test(|| {
		lend(LOAN, BANK, 100);
		let before = view(LOAN);
		assert_eq!((before.class, before.by_days, before.judgement_due), (Normal, Normal, false));
		assert_ok!(Classification::classify(signed(BANK_KEY), LOAN, Doubtful, true, false, REASON));
		let on = mocks::TODAY;
		let judgement = Judgement { on, class: Doubtful, non_accrual: true, isolated: false, reason: REASON };
		System::assert_last_event(Event::Classified { loan: LOAN, judgement }.into());
		let shown = view(LOAN);
		assert_eq!((shown.class, shown.by_days, shown.non_accrual), (Doubtful, Normal, true));
		assert_eq!((shown.place, shown.institution), (Jurisdiction::Guangdong, BANK));
		assert_eq!(shown.judgements, [judgement]);
		// It may think better of it, as long as nothing is overdue.
		set_today(on + 1);
		assert_ok!(judge(BANK_KEY, Normal));
		let shown = view(LOAN);
		assert_eq!((shown.class, shown.non_accrual, shown.judgements.len()), (Normal, false, 2));
	});
}

/// LENDING, section 4.
#[test]
fn no_bank_calls_an_overdue_loan_better_than_its_days() {
	test(|| {
		lend(LOAN, BANK, 100);
		overdue(LOAN, day(2027, 1, 31));
		let classes = [
			(day(2027, 1, 31), Normal),
			(day(2027, 2, 1), SpecialMention),
			(day(2027, 5, 1), SpecialMention),
			(day(2027, 5, 2), Substandard),
			(day(2027, 10, 29), Doubtful),
			(day(2028, 1, 27), Loss),
		];
		for (today, demanded) in classes {
			set_today(today);
			assert_eq!((view(LOAN).by_days, view(LOAN).class), (demanded, demanded));
			for class in LoanClass::ALL {
				let answer = judge(BANK_KEY, class);
				let expected = if class < demanded { Err(Error::<Test>::TooLenient.into()) } else { Ok(()) };
				assert_eq!(answer, expected, "{today} {class}");
			}
			assert_ok!(judge(BANK_KEY, demanded));
		}
	});
}

#[test]
fn a_judgement_that_time_overtakes_counts_no_more() {
	test(|| {
		lend(LOAN, BANK, 100);
		overdue(LOAN, day(2027, 1, 31));
		set_today(day(2027, 5, 1));
		assert!(view(LOAN).judgement_due, "nobody has judged what is overdue");
		assert_ok!(judge(BANK_KEY, SpecialMention));
		assert!(!view(LOAN).judgement_due);
		set_today(day(2027, 5, 2));
		let shown = view(LOAN);
		assert_eq!((shown.class, shown.by_days, shown.judgement_due), (Substandard, Substandard, true));
		// Paid, it counts again.
		change(LOAN, |facts| facts.due_since = None);
		assert_eq!((view(LOAN).class, view(LOAN).judgement_due), (SpecialMention, false));
	});
}

#[test]
fn an_isolated_delay_stays_normal_in_hong_kong_alone_and_for_three_months() {
	test(|| {
		let isolated = |who, class| Classification::classify(signed(who), LOAN, class, false, true, REASON);
		lend(LOAN, HONG_KONG_BANK, 100);
		assert_noop!(isolated(HONG_KONG_KEY, Normal), Error::<Test>::NotIsolated);
		overdue(LOAN, day(2027, 1, 31));
		set_today(day(2027, 2, 1));
		assert_noop!(judge(HONG_KONG_KEY, Normal), Error::<Test>::TooLenient);
		assert_ok!(isolated(HONG_KONG_KEY, Normal));
		assert_eq!((view(LOAN).class, view(LOAN).by_days), (Normal, SpecialMention));
		set_today(day(2027, 4, 30));
		assert_eq!(view(LOAN).class, Normal);
		set_today(day(2027, 5, 1));
		assert_eq!((view(LOAN).class, view(LOAN).judgement_due), (Substandard, true));
		assert_noop!(isolated(HONG_KONG_KEY, Normal), Error::<Test>::TooLenient);

		lend(LOAN, BANK, 100);
		overdue(LOAN, day(2027, 4, 30));
		assert_noop!(isolated(BANK_KEY, Normal), Error::<Test>::NotIsolated);
	});
}

#[test]
fn nobody_judges_the_loan_of_another() {
	test(|| {
		assert_noop!(judge(BANK_KEY, Normal), Error::<Test>::NotFound);
		lend(LOAN, BANK, 100);
		for who in [RIVAL_KEY, HONG_KONG_KEY, STRANGER] {
			assert_noop!(judge(who, Loss), Error::<Test>::NotAuthorized);
		}
		// A suspended bank has its duties.
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_ok!(judge(BANK_KEY, Loss));
		change(LOAN, |facts| facts.state = LoanState::Closed);
		assert_noop!(judge(BANK_KEY, Loss), Error::<Test>::Closed);
		assert_eq!(Classification::classification(LOAN), None);
	});
}

#[test]
fn default_by_contract_is_another_matter() {
	test(|| {
		lend(LOAN, BANK, 100);
		change(LOAN, |facts| facts.state = LoanState::InDefault);
		assert_eq!((view(LOAN).class, view(LOAN).by_days), (Normal, Normal), "nothing is overdue");
	});
}

/// Who judges nine times in a day hides nothing of the days before.
#[test]
fn many_judgements_in_a_day_push_no_earlier_day_out() {
	test(|| {
		lend(LOAN, BANK, 100);
		for n in 0..8 {
			set_today(mocks::TODAY + n);
			assert_ok!(judge(BANK_KEY, Loss));
		}
		for class in [Normal, Doubtful, Normal, Doubtful] {
			assert_ok!(judge(BANK_KEY, class));
		}
		let days = |shown: ClassificationView| shown.judgements.iter().map(|one| one.on).collect::<Vec<_>>();
		assert_eq!(days(view(LOAN)), (0..8).rev().map(|n| mocks::TODAY + n).collect::<Vec<_>>());
		assert_eq!(view(LOAN).judgements[0].class, Doubtful);
		set_today(mocks::TODAY + 8);
		assert_ok!(judge(BANK_KEY, Normal));
		assert_eq!(days(view(LOAN)), (1..9).rev().map(|n| mocks::TODAY + n).collect::<Vec<_>>(), "the oldest goes");
	});
}

/// The attack: bank and firm restructure a doubtful loan so that nothing is due, and it is normal on the same day. Seen on a node:
/// 275 days past due, restructured, its interest paid, cured: by days `Normal`.
#[test]
fn bank_hides_a_bad_loan_by_restructuring_it() {
	test(|| {
		lend(LOAN, BANK, 100);
		change(LOAN, |facts| facts.restructured = true);
		assert!(view(LOAN).by_days >= SpecialMention);
		assert!(judge(BANK_KEY, Normal).is_err());
	});
}
