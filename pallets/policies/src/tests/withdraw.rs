use super::*;
use frame_support::assert_noop;
use lingnan_support::{
	mocks::{self, OPENING},
	Decision, Grade, ProductId,
};

#[test]
fn a_withdrawn_policy_decides_no_more_and_another_takes_the_next_version() {
	test(|| {
		let policy = published(|_| {});
		assert_ok!(Rules::withdraw(signed(BANK_KEY), PRODUCT));
		System::assert_last_event(Event::PolicyWithdrawn { policy, product: PRODUCT }.into());
		assert_eq!(Rules::policy(policy).unwrap().state, PolicyState::Withdrawn { at: OPENING });
		assert_eq!(Rules::policy_of(PRODUCT), None);
		assert_eq!(decided(Grade::Aaa, request().amount), Decision::None);
		assert_noop!(Rules::withdraw(signed(BANK_KEY), PRODUCT), Error::<Test>::NotFound);
		let next = published(|_| {});
		assert_eq!(Rules::policy(next).unwrap().version, 2);
	});
}

#[test]
fn a_rival_withdraws_a_policy_that_is_not_its_own() {
	test(|| {
		published(|_| {});
		for who in [RIVAL_KEY, STRANGER] {
			assert_noop!(Rules::withdraw(signed(who), PRODUCT), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Rules::withdraw(signed(BANK_KEY), ProductId(9)), Error::<Test>::NotFound);
		mocks::set_institution(BANK, BANK_KEY, false);
		assert_ok!(Rules::withdraw(signed(BANK_KEY), PRODUCT));
	});
}
