use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{AgencyId, ReferenceRateId};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn governance_gives_a_reference_to_another_agency() {
	test(|| {
		assert_ok!(publish(AGENCY_KEY, TODAY, THREE));
		assert_noop!(Board::assign(RuntimeOrigin::signed(OTHER_KEY), LPR, OTHER), BadOrigin);
		assert_ok!(Board::assign(root(), LPR, OTHER));
		System::assert_last_event(Event::Assigned { reference: LPR, agency: OTHER }.into());
		pass(1);
		assert_noop!(publish(AGENCY_KEY, TODAY + 1, THREE), Error::<Test>::NotAuthorized);
		assert_ok!(publish(OTHER_KEY, TODAY + 1, THREE));
		// What the first attested stands.
		assert_eq!(Board::quotes_of(LPR), [quote(TODAY, THREE), quote(TODAY + 1, THREE)]);
	});
}

#[test]
fn it_goes_to_an_agency_that_there_is_and_that_has_it_not() {
	test(|| {
		assert_noop!(Board::assign(root(), LPR, AgencyId(7)), Error::<Test>::UnknownAgency);
		assert_noop!(Board::assign(root(), LPR, AGENCY), Error::<Test>::AlreadyExists);
		assert_noop!(Board::assign(root(), ReferenceRateId(9), OTHER), Error::<Test>::NotFound);
	});
}
