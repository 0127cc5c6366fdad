//! The attack: a card is published for a party by somebody else, who then reads what is encrypted for it.

use super::*;
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, mocks::TODAY, AgencyId, InstitutionId};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn anothers_card() {
	test(|| {
		let (suite, end) = (Suite::X25519.byte(), after_days(365));
		let publish = |who: RuntimeOrigin, holder| Register::publish(who, holder, suite, key(Suite::X25519, 6), end);
		for (own, holder) in [(AGENCY_KEY, agency()), (BANK_KEY, bank()), (CONTROLLER, firm())] {
			for thief in [AGENCY_KEY, BANK_KEY, RIVAL_KEY, CONTROLLER, OFFICER, STRANGER] {
				if thief != own {
					assert_noop!(publish(signed(thief), holder.clone()), Error::<Test>::NotAuthorized);
				}
			}
			assert_noop!(publish(RuntimeOrigin::root(), holder.clone()), BadOrigin);
			assert_noop!(publish(RuntimeOrigin::none(), holder.clone()), BadOrigin);
			assert_ok!(publish(signed(own), holder));
		}
	});
}

#[test]
fn nobody_takes_anothers_card_back_or_buries_its_key() {
	test(|| {
		published();
		for thief in [AGENCY_KEY, RIVAL_KEY, CONTROLLER, STRANGER] {
			assert_noop!(Register::withdraw(signed(thief), bank(), 1), Error::<Test>::NotAuthorized);
			let stated = Register::state_destruction(signed(thief), bank(), 1, TODAY);
			assert_eq!(stated, Err(Error::<Test>::NotAuthorized.into()));
		}
	});
}

/// The key of a party that there is not signs for nobody.
#[test]
fn a_party_that_is_not_there_has_no_card() {
	test(|| {
		let nobody: lingnan_support::RegistrationNumber = "MO:1".parse().unwrap();
		mocks::set_enterprise(&nobody, None);
		for holder in
			[CardHolder::Agency(AgencyId(9)), CardHolder::Institution(InstitutionId(9)), CardHolder::Enterprise(nobody)]
		{
			let published = Register::publish(signed(STRANGER), holder, 1, key(Suite::X25519, 1), after_days(1));
			assert_eq!(published, Err(Error::<Test>::NotAuthorized.into()));
		}
	});
}
