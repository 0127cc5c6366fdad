use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{AgencyId, Currency, ReferenceRateId, Text};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn governance_defines_a_reference() {
	test(|| {
		assert_noop!(Board::define(RuntimeOrigin::signed(AGENCY_KEY), lpr("over 5 years")), BadOrigin);
		assert_ok!(Board::define(root(), lpr("over 5 years")));
		System::assert_last_event(Event::Defined { reference: ReferenceRateId(1), spec: lpr("over 5 years") }.into());
		let shown = Board::reference_rates();
		assert_eq!(shown.iter().map(|one| one.spec.tenor.as_str()).collect::<Vec<_>>(), ["1 year", "over 5 years"]);
		assert!(shown.iter().all(|one| !one.retired && one.last.is_none() && one.quotes == 0));
	});
}

/// Two of one name, and a bank picks the number whose quotes suit it.
#[test]
fn a_reference_is_defined_twice() {
	test(|| {
		assert_noop!(Board::define(root(), lpr("1 year")), Error::<Test>::AlreadyExists);
		let elsewhere = ReferenceRateSpec { currency: Currency::Hkd, ..lpr("1 year") };
		assert_ok!(Board::define(root(), elsewhere));
		let by_another = ReferenceRateSpec { agency: OTHER, ..lpr("1 year") };
		assert_noop!(Board::define(root(), by_another), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn what_defines_it_is_checked() {
	test(|| {
		let unnamed = ReferenceRateSpec { name: Text::default(), ..lpr("2 years") };
		assert_noop!(Board::define(root(), unnamed), Error::<Test>::InvalidName);
		assert_noop!(Board::define(root(), lpr(" ")), Error::<Test>::InvalidName);
		let nobodys = ReferenceRateSpec { agency: AgencyId(7), ..lpr("2 years") };
		assert_noop!(Board::define(root(), nobodys), Error::<Test>::UnknownAgency);
	});
}

#[test]
fn a_network_has_so_many_references() {
	test(|| {
		for number in 1..MOST_REFERENCES {
			assert_ok!(Board::define(root(), lpr(&format!("{number} days"))));
		}
		assert_noop!(Board::define(root(), lpr("overnight")), Error::<Test>::LimitExceeded);
	});
}
