use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{
	Division, EnterpriseStatus, Enterprises as _, Jurisdiction, Lei, RegistrationNumber, Text, MAX_AMOUNT,
};

fn refused(change: impl FnOnce(&mut RegistrationSpec), error: Error<Test>) {
	let mut registration = registration(SHENZHEN_FIRM);
	change(&mut registration);
	assert_noop!(Registry::register(signed(REGISTRAR), registration), error);
}

#[test]
fn a_registrar_enters_a_firm() {
	test(|| {
		let registration = registration(SHENZHEN_FIRM);
		assert_ok!(Registry::register(signed(REGISTRAR), registration.clone()));
		let view = Registry::enterprise(firm()).unwrap();
		assert_eq!(view.status, EnterpriseStatus::Active);
		assert_eq!((view.registrar, view.controller, view.registered_at), (REGISTRAR_ID, None, OPENING));
		assert_eq!(view.division, Some(Division(440_300)), "taken from the number");
		assert_eq!(view.jurisdiction, Jurisdiction::Guangdong);
		System::assert_last_event(
			Event::Registered { enterprise: firm(), registrar: REGISTRAR_ID, registration }.into(),
		);
	});
}

#[test]
fn only_a_registrar_does() {
	test(|| {
		for who in [TAX_OFFICE, STRANGER] {
			assert_noop!(Registry::register(signed(who), registration(SHENZHEN_FIRM)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(
			Registry::register(RuntimeOrigin::root(), registration(SHENZHEN_FIRM)),
			sp_runtime::DispatchError::BadOrigin
		);
	});
}

#[test]
fn a_number_is_entered_once() {
	test(|| {
		assert_ok!(Registry::register(signed(REGISTRAR), registration(SHENZHEN_FIRM)));
		refused(|_| {}, Error::AlreadyExists);
	});
}

#[test]
fn good_codes_are_taken_and_each_single_wrong_character_is_not() {
	test(|| {
		for code in [SHENZHEN_FIRM, HUBEI_FIRM] {
			for position in 0..18 {
				let mut wrong = code.as_bytes().to_vec();
				wrong[position] = if wrong[position] == b'7' { b'3' } else { b'7' };
				let wrong = RegistrationNumber::Mainland(wrong.try_into().unwrap());
				let result =
					Registry::register(signed(REGISTRAR), RegistrationSpec { number: wrong, ..registration(code) });
				assert!(result.is_err(), "{code} with position {position} changed");
			}
			assert_ok!(Registry::register(signed(REGISTRAR), registration(code)));
		}
	});
}

#[test]
fn the_inner_check_is_never_waived() {
	test(|| {
		for accept in [false, true] {
			refused(
				|registration| {
					registration.number = number("91440300708461137T");
					registration.accept_outer_check_mismatch = accept;
				},
				Error::OrganisationCodeCheckFailed,
			);
		}
	});
}

#[test]
fn the_outer_check_is_waived_only_when_the_registrar_says_so() {
	test(|| {
		for odd in ODD_FIRMS {
			refused(|registration| registration.number = number(odd), Error::OuterCheckFailed);
			let accepted = RegistrationSpec { accept_outer_check_mismatch: true, ..registration(odd) };
			assert_ok!(Registry::register(signed(REGISTRAR), accepted));
			assert!(Registry::enterprise(number(odd)).unwrap().outer_check_mismatch);
		}
		refused(|registration| registration.accept_outer_check_mismatch = true, Error::NoMismatchToAccept);
	});
}

#[test]
fn malformed_numbers_are_refused_for_every_place() {
	test(|| {
		let bad = [
			RegistrationNumber::Mainland(*b"9144030070846113iT"),
			RegistrationNumber::Mainland(*b"914403A0708461136T"),
			RegistrationNumber::HongKong(*b"1234567A"),
			RegistrationNumber::HongKong(*b"a1234567"),
			RegistrationNumber::Macao(vec![].try_into().unwrap()),
			RegistrationNumber::Macao(b"so 12345".to_vec().try_into().unwrap()),
			RegistrationNumber::Macao(b"SO_12345".to_vec().try_into().unwrap()),
		];
		for number in bad {
			refused(|registration| registration.number = number, Error::InvalidNumber);
		}
	});
}

#[test]
fn hong_kong_and_macao_firms_have_no_division() {
	test(|| {
		for (text, place) in [
			("HK:12345678", Jurisdiction::HongKong),
			("HK:F1234567", Jurisdiction::HongKong),
			("MO:SO 12345/A.-", Jurisdiction::Macao),
		] {
			assert_ok!(Registry::register(signed(REGISTRAR), registration(text)));
			let profile = Registry::profile(&number(text)).unwrap();
			assert_eq!((profile.jurisdiction, profile.division), (place, None));
		}
		refused(
			|registration| {
				registration.number = number("HK:87654321");
				registration.division = Some(Division(440_300));
			},
			Error::InvalidDivision,
		);
	});
}

/// `InvalidDivision` for every firm that the national register entered, unless another division was named.
#[test]
fn a_firm_of_the_national_register_is_entered_without_a_division() {
	test(|| {
		let number = number("91100000MA5YY0037T");
		assert_ok!(Registry::register(signed(REGISTRAR), registration("91100000MA5YY0037T")));
		assert_eq!(Registry::profile(&number).unwrap().division, None);
	});
}

#[test]
fn every_field_has_its_rule() {
	test(|| {
		refused(|registration| registration.legal_name = Text::default(), Error::InvalidName);
		refused(|registration| registration.legal_name = "two\nlines".try_into().unwrap(), Error::InvalidName);
		refused(|registration| registration.legal_name = Text(vec![0xff].try_into().unwrap()), Error::InvalidName);
		refused(|registration| registration.industry.0 = b"Z9".to_vec().try_into().unwrap(), Error::InvalidIndustry);
		refused(|registration| registration.division = Some(Division(99_999)), Error::InvalidDivision);
		refused(|registration| registration.founded = TODAY + 1, Error::InvalidDate);
		refused(|registration| registration.registered_capital = MAX_AMOUNT + 1, Error::LimitExceeded);
		refused(|registration| registration.lei = Some(Lei(*b"254900Z30CLK7HKE9H47")), Error::InvalidLei);
		assert_ok!(Registry::register(
			signed(REGISTRAR),
			RegistrationSpec {
				founded: TODAY,
				registered_capital: MAX_AMOUNT,
				lei: Some(Lei(*b"254900Z30CLK7HKE9H46")),
				division: Some(Division(440_305)),
				..registration(SHENZHEN_FIRM)
			}
		));
	});
}
