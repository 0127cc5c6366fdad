//! What financing reports of loans, and what follows for the card. Each attack stands under its name.

use crate::{mock::*, *};
use lingnan_support::{
	mocks, Grade, GrantedLoan, InstitutionId, Outcomes as _, Paging, RegistrationNumber, ScorecardId,
};

const CCC: Grade = Grade::Ccc;

/// The day a year after all grants: the last on which a default counts.
const LAST: u32 = TODAY + 365;

/// Lends once to each firm, in turn by so many banks; a year passes.
fn lend(firms: &[RegistrationNumber], banks: u32, grade: Grade) {
	for (firm, n) in firms.iter().zip(0..) {
		Scoring::granted(&granted(firm, InstitutionId(n % banks), grade, TODAY));
	}
	set_now(OPENING + 365 * DAY);
}

fn default(firms: &[RegistrationNumber], banks: u32, grade: Grade) {
	for (firm, n) in firms.iter().zip(0..) {
		Scoring::defaulted(&granted(firm, InstitutionId(n % banks), grade, TODAY), LAST);
	}
}

fn whole() -> OutcomeView {
	Scoring::scorecards(Paging::FIRST).items[0].whole
}

fn events(wanted: impl Fn(&Event<Test>) -> bool) -> usize {
	let events = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Scoring(event) => Some(event),
		_ => None,
	});
	events.filter(wanted).count()
}

fn warnings() -> usize {
	events(|event| matches!(event, Event::ScorecardWarned { .. }))
}

/// Seen on a running node: one bank, two loans of CNY 1.00, called in default, and nobody in three places was rated or
/// matched any more.
#[test]
fn two_loans_of_one_yuan_suspend_the_champion() {
	test(|| {
		let id = rated_firm();
		for firm in &firms(2) {
			let loan = GrantedLoan { amount: 100, ..granted(firm, BANK, Grade::Aaa, TODAY) };
			Scoring::granted(&loan);
			set_now(OPENING + 365 * DAY);
			Scoring::defaulted(&loan, LAST);
		}
		assert_eq!((whole().loans, whole().defaulted), (0, 0));
		assert_eq!(Champion::<Test>::get(), Some(id));
	});
}

/// The same with amounts that count: too few to say anything.
#[test]
fn a_handful_of_defaults_suspends_the_champion() {
	test(|| {
		let id = rated_firm();
		let firms = firms(29);
		lend(&firms, 4, Grade::Aaa);
		default(&firms, 4, Grade::Aaa);
		assert_eq!((whole().loans, whole().defaulted, whole().judged), (29, 29, false));
		assert_eq!(Champion::<Test>::get(), Some(id));
	});
}

/// A bank that calls all of its loans in default, among honest ones of others.
#[test]
fn one_bank_suspends_the_champion() {
	test(|| {
		let id = rated_firm();
		let firms = firms(300);
		lend(&firms, 3, CCC);
		let of_one: Vec<_> = firms.iter().step_by(3).cloned().collect();
		default(&of_one, 1, CCC);
		assert_eq!((whole().defaulted, whole().judged), (100, true));
		assert_eq!(Champion::<Test>::get(), Some(id), "whatever one says, it counts as much as all others say");
		assert_eq!(warnings(), 0);
	});
}

/// Forty loans to one firm under forty products, all called in default.
#[test]
fn one_borrower_counts_as_many() {
	test(|| {
		let id = rated_firm();
		let others = firms(60);
		lend(&others, 4, CCC);
		let firm = firm();
		let loans: Vec<_> = (0..40).map(|n| granted(&firm, InstitutionId(n % 4), CCC, TODAY + n)).collect();
		loans.iter().for_each(Scoring::granted);
		loans.iter().for_each(|loan| Scoring::defaulted(loan, LAST));
		assert_eq!((whole().loans, whole().borrowers, whole().defaulted), (61, 61, 1));
		assert_eq!(Champion::<Test>::get(), Some(id));
	});
}

/// CCC defaults with 8 %: of a hundred, eight within a year; in a bad year twice as many.
#[test]
fn a_warning_comes_before_the_suspension() {
	test(|| {
		let id = rated_firm();
		let firms = firms(100);
		lend(&firms, 10, CCC);
		let mut warned_at = None;
		for (firm, n) in firms.iter().zip(1u32..) {
			Scoring::defaulted(&granted(firm, InstitutionId((n - 1) % 10), CCC, TODAY), LAST);
			if warned_at.is_none() && warnings() > 0 {
				warned_at = Some(n);
				assert!(whole().warned);
			}
			if Champion::<Test>::get().is_none() {
				break;
			}
		}
		assert_eq!((whole().loans, warned_at, whole().defaulted), (100, Some(WARNED), SUSPENDED));
		assert_eq!(Scorecards::<Test>::get(id).unwrap().status, Status::Suspended);
		let finding = Finding { scope: Scope::Whole, loans: 100, defaulted: SUSPENDED, expected: 8_000 };
		System::assert_last_event(Event::ScorecardSuspended { scorecard: id, refuted: Some(finding) }.into());
	});
}

/// Of eight expected: with less than one chance in a hundred, and in three hundred and thirty.
const WARNED: u32 = 19;
const SUSPENDED: u32 = 21;

/// Nothing is judged in a card's first year: what defaults early is not all that there is.
#[test]
fn defaults_end_early_and_repayments_late() {
	test(|| {
		let id = rated_firm();
		let firms = firms(100);
		lend(&firms, 10, CCC);
		set_now(OPENING + 200 * DAY);
		default(&firms[..40], 10, CCC);
		assert_eq!((whole().defaulted, whole().judged), (40, false));
		assert_eq!(Champion::<Test>::get(), Some(id));
		// A year after the first grant it is.
		set_now(OPENING + 365 * DAY);
		default(&firms[40..41], 10, CCC);
		assert_eq!(Champion::<Test>::get(), None);
	});
}

#[test]
fn a_default_after_a_year_is_none_within_a_year() {
	test(|| {
		rated_firm();
		let firms = firms(1);
		lend(&firms, 1, CCC);
		Scoring::defaulted(&granted(&firms[0], InstitutionId(0), CCC, TODAY), LAST + 1);
		assert_eq!((whole().loans, whole().defaulted), (1, 0));
		Scoring::defaulted(&granted(&firms[0], InstitutionId(0), CCC, TODAY), LAST);
		Scoring::defaulted(&granted(&firms[0], InstitutionId(0), CCC, TODAY), LAST);
		assert_eq!(whole().defaulted, 1);
	});
}

#[test]
fn an_enterprise_is_one_observation_a_year() {
	test(|| {
		rated_firm();
		let firm = &firms(1)[0];
		Scoring::granted(&granted(firm, InstitutionId(0), CCC, TODAY));
		Scoring::granted(&granted(firm, InstitutionId(1), CCC, TODAY + 364));
		assert_eq!((whole().loans, whole().borrowers), (1, 1));
		set_now(OPENING + 365 * DAY);
		Scoring::granted(&granted(firm, InstitutionId(1), CCC, TODAY + 365));
		assert_eq!(
			(whole().loans, whole().borrowers, Scoring::scorecards(Paging::FIRST).items[0].institutions),
			(2, 1, 2)
		);
		// An older loan of it defaults: it is the enterprise that does.
		Scoring::defaulted(&granted(firm, InstitutionId(0), CCC, TODAY), TODAY + 400);
		assert_eq!(whole().defaulted, 1);
	});
}

/// A firm proves what a product asks, seldom its best: too few defaults say nothing of the card.
#[test]
fn too_few_defaults_say_nothing() {
	test(|| {
		let id = rated_firm();
		let firms = firms(200);
		lend(&firms, 10, CCC);
		set_now(OPENING + 400 * DAY);
		System::reset_events();
		// The next report has it judged.
		let enterprise = firm();
		Scoring::granted(&granted(&enterprise, InstitutionId(1), CCC, TODAY + 400));
		assert_eq!(events(|event| !matches!(event, Event::LoanCounted { .. })), 0);
		assert_eq!((whole().loans, whole().defaulted, whole().judged, whole().warned), (201, 0, true, false));
		assert_eq!(Champion::<Test>::get(), Some(id));
	});
}

/// Everybody can prove C: such loans would only thin out the others.
#[test]
fn loans_proved_at_least_c_hide_a_failing_grade() {
	test(|| {
		rated_firm();
		let firms = firms(400);
		lend(&firms[100..], 10, Grade::C);
		lend(&firms[..100], 10, CCC);
		assert_eq!(whole().loans, 100);
	});
}

#[test]
fn who_is_not_in_force_is_only_counted() {
	test(|| {
		let champion = rated_firm();
		let idle = validated(card());
		assert_eq!(idle, ScorecardId(1));
		let firms = firms(100);
		fn loan(firm: &RegistrationNumber, n: u32) -> GrantedLoan<'_> {
			GrantedLoan { scorecard: ScorecardId(1), ..granted(firm, InstitutionId(n % 9), CCC, TODAY) }
		}
		firms.iter().zip(0..).for_each(|(firm, n)| Scoring::granted(&loan(firm, n)));
		set_now(OPENING + 365 * DAY);
		firms.iter().zip(0..).for_each(|(firm, n)| Scoring::defaulted(&loan(firm, n), LAST));
		assert_eq!(Scorecards::<Test>::get(idle).unwrap().status, Status::Validated);
		assert_eq!(Scoring::scorecards(Paging::FIRST).items[idle.0 as usize].whole.defaulted, 100);
		assert_eq!(Champion::<Test>::get(), Some(champion));
	});
}

/// The former champion would step in, but its own loans speak against it: the one before it does.
#[test]
fn a_former_champion_that_failed_meanwhile_does_not_step_in() {
	test(|| {
		rated_firm();
		let [good, failed, champion] = [(); 3].map(|()| validated(card()));
		let firms = firms(100);
		for id in [good, failed, champion] {
			Scoring::activate_champion(root(), id).unwrap();
		}
		for (firm, n) in firms.iter().zip(0..) {
			let loan = GrantedLoan { scorecard: failed, ..granted(firm, InstitutionId(n % 9), CCC, TODAY) };
			Scoring::granted(&loan);
			Scoring::defaulted(&loan, LAST);
		}
		set_now(OPENING + 365 * DAY);
		Scoring::suspend_scorecard(root(), champion).unwrap();
		assert_eq!(Scorecards::<Test>::get(failed).unwrap().status, Status::Suspended);
		assert_eq!(Champion::<Test>::get(), Some(good));
	});
}

#[test]
fn what_never_was_is_taken_back() {
	test(|| {
		rated_firm();
		let firms = firms(2);
		lend(&firms, 2, CCC);
		default(&firms, 2, CCC);
		let loan = |n: u32| granted(&firms[n as usize], InstitutionId(n), CCC, TODAY);
		Scoring::default_undone(&loan(0));
		Scoring::default_undone(&loan(0));
		assert_eq!((whole().loans, whole().defaulted), (2, 1));
		Scoring::annulled(&loan(1));
		Scoring::annulled(&loan(1));
		assert_eq!((whole().loans, whole().borrowers, whole().defaulted), (1, 1, 0));
		System::assert_last_event(
			Event::LoanUncounted { scorecard: ScorecardId(0), enterprise: firms[1].clone() }.into(),
		);
	});
}

#[test]
fn loans_older_than_four_years_are_forgotten() {
	test(|| {
		rated_firm();
		let firms = firms(60);
		for (firm, n) in firms.iter().zip(0..) {
			let on = lingnan_support::add_months(TODAY, n);
			set_now(lingnan_support::start_of(on));
			Scoring::granted(&granted(firm, InstitutionId(n), CCC, on));
		}
		assert_eq!((whole().loans, Scoring::scorecards(Paging::FIRST).items[0].institutions), (48, 48));
		assert_eq!(Records::<Test>::get(ScorecardId(0)).cohorts.len(), 48);
		// A grant of long ago comes too late.
		Scoring::granted(&granted(&firm(), InstitutionId(1), CCC, TODAY));
		assert_eq!(whole().loans, 48);
	});
}

#[test]
fn an_unknown_card_is_ignored() {
	test(|| {
		let enterprise = firm();
		Scoring::granted(&granted(&enterprise, InstitutionId(1), CCC, TODAY));
		Scoring::defaulted(&granted(&enterprise, InstitutionId(1), CCC, TODAY), TODAY);
		assert_eq!(System::events().len(), 0);
	});
}

/// Its grade came on a passport: the number of its scorecard is another chain's.
#[test]
fn a_loan_of_an_enterprise_that_is_not_registered_here_does_not_count() {
	test(|| {
		rated_firm();
		let stranger = "HK:12345678".parse().unwrap();
		Scoring::granted(&granted(&stranger, BANK, CCC, TODAY));
		Scoring::defaulted(&granted(&stranger, BANK, CCC, TODAY), TODAY);
		assert_eq!((whole().loans, whole().defaulted), (0, 0));
		mocks::set_enterprise(&stranger, None);
		Scoring::granted(&granted(&stranger, BANK, CCC, TODAY));
		assert_eq!(whole().loans, 1);
	});
}
