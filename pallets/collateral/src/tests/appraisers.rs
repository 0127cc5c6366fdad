use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{AssetId, Currency, Text, MAX_AMOUNT};
use sp_core::H256;
use sp_runtime::DispatchError::BadOrigin;

fn name() -> Text<128> {
	"An appraiser".try_into().unwrap()
}

#[test]
fn governance_licenses_and_withdraws() {
	test(|| {
		assert_noop!(Collateral::license_appraiser(signed(STRANGER), APPRAISER, name()), BadOrigin);
		let nameless = Text::default();
		assert_noop!(Collateral::license_appraiser(root(), APPRAISER, nameless), Error::<Test>::InvalidName);
		assert_ok!(Collateral::license_appraiser(root(), APPRAISER, name()));
		System::assert_last_event(Event::AppraiserLicensed { appraiser: APPRAISER, name: name() }.into());
		assert_noop!(Collateral::license_appraiser(root(), APPRAISER, name()), Error::<Test>::AlreadyExists);
		assert_eq!(System::sufficients(&APPRAISER), 1);
		assert_noop!(Collateral::withdraw_licence(signed(APPRAISER), APPRAISER), BadOrigin);
		assert_ok!(Collateral::withdraw_licence(root(), APPRAISER));
		System::assert_last_event(Event::LicenceWithdrawn { appraiser: APPRAISER }.into());
		assert_eq!(System::sufficients(&APPRAISER), 0);
		assert_noop!(Collateral::withdraw_licence(root(), APPRAISER), Error::<Test>::NotFound);
	});
}

#[test]
fn a_valuation_is_recorded_and_a_newer_one_stands() {
	test(|| {
		let id = ready_right();
		let valuation = Valuation { currency: Currency::Hkd, value: 5, valued_on: TODAY, report: H256::zero() };
		assert_ok!(Collateral::appraise(signed(APPRAISER), id, Currency::Hkd, 5, TODAY, H256::zero()));
		System::assert_last_event(
			Event::Appraised { asset: id, appraiser: APPRAISER, valuation: valuation.clone() }.into(),
		);
		assert_eq!(Valuations::<Test>::get(id), Some(valuation));
		assert_noop!(
			Collateral::appraise(signed(APPRAISER), id, Currency::Hkd, 5, TODAY - 1, H256::zero()),
			Error::<Test>::OutdatedValuation
		);
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		let id = ready_right();
		let appraise = |who, asset, value, valued_on| {
			Collateral::appraise(signed(who), asset, Currency::Cny, value, valued_on, H256::zero())
		};
		assert_noop!(appraise(STRANGER, id, 5, TODAY), Error::<Test>::NotAuthorized);
		assert_noop!(appraise(APPRAISER, AssetId(9), 5, TODAY), Error::<Test>::NotFound);
		assert_noop!(appraise(APPRAISER, id, 0, TODAY), Error::<Test>::LimitExceeded);
		assert_noop!(appraise(APPRAISER, id, MAX_AMOUNT + 1, TODAY), Error::<Test>::LimitExceeded);
		assert_noop!(appraise(APPRAISER, id, 5, TODAY + 1), Error::<Test>::InvalidDate);
		assert_noop!(appraise(APPRAISER, id, 5, TODAY - 366), Error::<Test>::StaleValuation);
		let receivable = noticed(0);
		assert_noop!(appraise(APPRAISER, receivable, 5, TODAY), Error::<Test>::WrongKind);
	});
}
