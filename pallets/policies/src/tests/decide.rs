//! What financing is told, and what of it counts.

use super::*;
use lingnan_support::{
	conditions::{CostItem, Rate},
	mocks, Decision, Grade, Policies as _, ProductId,
};

#[test]
fn who_keeps_the_rules_is_offered_the_rate_of_its_grade_and_the_rest_go_to_an_officer() {
	test(|| {
		assert_eq!(decided(Grade::Aaa, request().amount), Decision::None, "nothing is published");
		let policy = published(|_| {});
		assert_eq!(told(Grade::Aaa), Ok((policy, Rate::basis_points(600))));
		assert_eq!(told(Grade::Bbb), Ok((policy, Rate::basis_points(750))));
		assert_eq!(told(Grade::Bb), Err(PolicyReason::GradeTooLow));
		let owing = |exposure| decided(Grade::A, exposure);
		assert!(matches!(owing(30_000_000), Decision::Offer { .. }));
		assert_eq!(owing(30_000_001), Decision::Officer { policy, reason: PolicyReason::ExposureTooHigh });
		let Decision::Offer { offer, .. } = owing(request().amount) else { panic!("it is offered") };
		assert_eq!((offer.conditions.amount, offer.conditions.tenor), (request().amount, request().tenor));
		assert_eq!(offer.valid_until, now() + 14 * DAY);
		// The product's costs, for this amount: half a per cent of 100,000.00 for arranging it.
		let costs: Vec<_> = offer.conditions.costs.iter().map(|cost| (cost.item, cost.amount)).collect();
		assert_eq!(costs, [(CostItem::Arrangement, 50_000)]);
	});
}

#[test]
fn a_new_version_decides_from_the_moment_of_its_publication() {
	test(|| {
		let first = published(|_| {});
		assert!(told(Grade::Bbb).is_ok());
		let second = published(|spec| spec.rules.worst_grade = Grade::A);
		assert_eq!(told(Grade::Bbb), Err(PolicyReason::GradeTooLow));
		assert_eq!(told(Grade::A).map(|(policy, _)| policy), Ok(second));
		// An offer that the first made is counted with it.
		Rules::used(first);
		assert_eq!((Rules::policy(first).unwrap().made, Rules::policy(second).unwrap().made), (1, 0));
	});
}

/// A stolen firm's key, or a mistake in a rate: what a policy gives away in a day and in all is bounded.
#[test]
fn a_crowd_draws_on_one_policy_until_nothing_is_left() {
	test(|| {
		let policy = published(|_| {});
		let made = || {
			let mut made = 0;
			while told(Grade::A).is_ok() {
				Rules::used(policy);
				made += 1;
			}
			made
		};
		assert_eq!((made(), told(Grade::A)), (3, Err(PolicyReason::UsedUpToday)));
		let shown = Rules::policy(policy).unwrap();
		assert_eq!((shown.made_today, shown.made), (3, 3));
		pass(1);
		assert_eq!(Rules::policy(policy).unwrap().made_today, 0);
		assert_eq!((made(), told(Grade::A)), (2, Err(PolicyReason::UsedUp)));
		pass(1);
		assert_eq!(told(Grade::A), Err(PolicyReason::UsedUp));
		// A new version starts again.
		assert!(told(Grade::A).is_err());
		published(|_| {});
		assert!(told(Grade::A).is_ok());
	});
}

#[test]
fn asking_changes_nothing() {
	test(|| {
		let policy = published(|_| {});
		for _ in 0..10 {
			assert!(told(Grade::A).is_ok());
		}
		assert_eq!(Rules::policy(policy).unwrap().made, 0);
		assert_eq!(Made::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_suspended_bank_decides_nothing_by_itself() {
	test(|| {
		published(|_| {});
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_eq!(decided(Grade::A, request().amount), Decision::None);
		assert_eq!(Rules::policy_of(ProductId(1)), None);
	});
}
