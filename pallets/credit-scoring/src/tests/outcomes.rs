use crate::{mock::*, *};
use lingnan_support::{Grade, Outcomes as _};

fn report(id: u32, grade: Grade, repaid: u32, defaulted: u32) {
	(0..repaid).for_each(|_| Scoring::report(&firm(), id, grade, false));
	(0..defaulted).for_each(|_| Scoring::report(&firm(), id, grade, true));
}

/// CCC defaults with 8 %. Of ten loans, three defaults have a chance of 0.0401, four of 0.0058, by the tables of the
/// binomial distribution.
#[test]
fn a_card_is_suspended_when_its_loans_refute_a_grade() {
	test(|| {
		let id = rated_firm();
		report(id, Grade::CCC, 6, 3);
		assert_eq!(Champion::<Test>::get(), Some(id));
		report(id, Grade::CCC, 0, 1);
		assert_eq!(Champion::<Test>::get(), None);
		assert_eq!(Scorecards::<Test>::get(id).unwrap().status, Status::Suspended);
		let outcome = Outcome { repaid: 6, defaulted: 4 };
		System::assert_last_event(
			Event::ScorecardSuspended { scorecard: id, refuted: Some((Grade::CCC, outcome)) }.into(),
		);
		assert_eq!(Scoring::scorecards()[0].outcomes[Grade::CCC.index()], outcome);
	});
}

#[test]
fn grades_are_counted_apart() {
	test(|| {
		let id = rated_firm();
		report(id, Grade::CCC, 3, 2);
		report(id, Grade::CC, 3, 2);
		assert_eq!(Champion::<Test>::get(), Some(id));
		System::assert_last_event(
			Event::OutcomeCounted { scorecard: id, grade: Grade::CC, outcome: Outcome { repaid: 3, defaulted: 2 } }
				.into(),
		);
	});
}

#[test]
fn a_challenger_is_suspended_alike_and_who_is_not_active_is_only_counted() {
	test(|| {
		let champion = rated_firm();
		let (challenger, idle) = (validated(card()), validated(card()));
		Scoring::activate_challenger(root(), challenger).unwrap();
		report(challenger, Grade::AAA, 0, 1);
		assert!(Challengers::<Test>::get().is_empty());
		report(idle, Grade::AAA, 0, 3);
		assert_eq!(Scorecards::<Test>::get(idle).unwrap().status, Status::Validated);
		assert_eq!(Outcomes::<Test>::get(idle, Grade::AAA).defaulted, 3);
		assert_eq!(Champion::<Test>::get(), Some(champion));
	});
}

#[test]
fn an_unknown_card_is_ignored() {
	test(|| {
		report(9, Grade::A, 1, 1);
		assert_eq!(System::events().len(), 0);
	});
}

/// Its grade came on a passport: the number of its scorecard is another chain's.
#[test]
fn a_loan_of_an_enterprise_that_is_not_registered_here_does_not_count() {
	test(|| {
		let id = rated_firm();
		let stranger = "HK:12345678".parse().unwrap();
		(0..9).for_each(|_| Scoring::report(&stranger, id, Grade::AAA, true));
		assert_eq!(Outcomes::<Test>::get(id, Grade::AAA), Outcome::default());
		assert_eq!(Champion::<Test>::get(), Some(id));
	});
}
