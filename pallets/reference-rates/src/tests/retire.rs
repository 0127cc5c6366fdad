use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{Currency, ReferenceRateId, ReferenceRates};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn a_retired_reference_gets_no_quotes_and_no_new_loan_and_keeps_its_last() {
	test(|| {
		assert_ok!(publish(AGENCY_KEY, TODAY, THREE));
		assert_eq!(Board::currency(LPR), Some(Currency::Cny));
		assert_noop!(Board::retire(RuntimeOrigin::signed(AGENCY_KEY), LPR), BadOrigin);
		assert_ok!(Board::retire(root(), LPR));
		System::assert_last_event(Event::ReferenceRetired { reference: LPR }.into());
		pass(1);
		assert_noop!(publish(AGENCY_KEY, TODAY + 1, THREE), Error::<Test>::Retired);
		assert_eq!(Board::currency(LPR), None);
		assert_eq!(Board::last(LPR, TODAY + 400).map(|quote| quote.rate), Some(THREE));
		assert!(Board::reference_rates()[0].retired);
		assert_noop!(Board::retire(root(), LPR), Error::<Test>::Retired);
		assert_noop!(Board::assign(root(), LPR, OTHER), Error::<Test>::Retired);
		assert_noop!(Board::retire(root(), ReferenceRateId(9)), Error::<Test>::NotFound);
	});
}
