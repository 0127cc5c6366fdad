use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{mocks, Division, Text, MAX_AMOUNT};

fn amendment() -> AmendmentSpec {
	AmendmentSpec {
		legal_name: "Longan Software".try_into().unwrap(),
		industry: "I65".parse().unwrap(),
		division: Some(Division(440_100)),
		registered_capital: 5,
	}
}

#[test]
fn a_registrar_corrects_the_record() {
	test(|| {
		controlled();
		assert_ok!(Registry::amend(signed(REGISTRAR), firm(), amendment()));
		System::assert_last_event(Event::Amended { enterprise: firm(), amendment: amendment() }.into());
		let view = Registry::enterprise(firm()).unwrap();
		assert_eq!(view.legal_name.as_str(), "Longan Software");
		assert_eq!((view.industry, view.division), ("I65".parse().unwrap(), Some(Division(440_100))));
		assert_eq!((view.registered_capital, view.controller), (5, Some(OWNER)));
	});
}

/// A registrar of one place renames, and shrinks, a firm that another keeps.
#[test]
fn a_registrar_rewrites_a_firm_that_another_keeps() {
	test(|| {
		controlled();
		assert_noop!(Registry::amend(signed(OTHER_REGISTRAR), firm(), amendment()), Error::<Test>::NotAuthorized);
		assert_eq!(Registry::enterprise(firm()).unwrap().legal_name.as_str(), "Lychee Electronics");
		// When the one that keeps it is no registrar any more, another steps in.
		mocks::set_agency(REGISTRAR_ID, REGISTRAR, &[]);
		assert_noop!(Registry::amend(signed(REGISTRAR), firm(), amendment()), Error::<Test>::NotAuthorized);
		assert_ok!(Registry::amend(signed(OTHER_REGISTRAR), firm(), amendment()));
	});
}

#[test]
fn what_is_refused() {
	test(|| {
		controlled();
		let refused = |change: fn(&mut AmendmentSpec), error: Error<Test>| {
			let mut amendment = amendment();
			change(&mut amendment);
			assert_noop!(Registry::amend(signed(REGISTRAR), firm(), amendment), error);
		};
		refused(|a| a.legal_name = Text::default(), Error::InvalidName);
		refused(|a| a.industry.0 = b"c1".to_vec().try_into().unwrap(), Error::InvalidIndustry);
		refused(|a| a.division = Some(Division(1)), Error::InvalidDivision);
		refused(|a| a.registered_capital = MAX_AMOUNT + 1, Error::LimitExceeded);
		assert_noop!(Registry::amend(signed(OWNER), firm(), amendment()), Error::<Test>::NotAuthorized);
		assert_noop!(Registry::amend(signed(REGISTRAR), number(HUBEI_FIRM), amendment()), Error::<Test>::NotFound);
	});
}
