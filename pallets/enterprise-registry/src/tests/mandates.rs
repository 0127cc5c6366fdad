use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{Act, Amount, Currency, Enterprises as _};

fn mandate(duties: &[Duty], limits: &[(Currency, Amount)]) -> MandateSpec {
	let limits: Vec<_> =
		limits.iter().map(|(currency, amount)| Limit { currency: *currency, amount: *amount }).collect();
	MandateSpec { duties: duties.to_vec().try_into().unwrap(), limits: limits.try_into().unwrap(), until: TODAY + 90 }
}

fn may(act: Act) -> Result<bool, sp_runtime::DispatchError> {
	Registry::may(&OFFICER, &firm(), act)
}

#[test]
fn an_officer_does_what_its_mandate_says_up_to_its_amount() {
	test(|| {
		controlled();
		assert_eq!(may(Act::Daily), Ok(false));
		let spec = mandate(&[Duty::Apply, Duty::Pledge], &[(Currency::Cny, 100), (Currency::Hkd, 50)]);
		assert_ok!(Registry::set_mandate(signed(OWNER), firm(), OFFICER, spec.clone()));
		let event = Event::MandateSet { enterprise: firm(), officer: OFFICER, mandate: spec };
		System::assert_last_event(event.into());
		assert_eq!(System::sufficients(&OFFICER), 1);
		assert_eq!(Registry::offices_of(&OFFICER, 9).0, [firm()]);
		for act in [
			Act::Apply(Currency::Cny, 100),
			Act::Apply(Currency::Hkd, 50),
			Act::Pledge(Some(Currency::Cny), 100),
			Act::Pledge(None, 50),
			Act::Daily,
		] {
			assert_eq!(may(act), Ok(true), "{act:?}");
		}
		for act in [
			Act::Apply(Currency::Cny, 101),
			Act::Apply(Currency::Usd, 1),
			Act::Accept(Currency::Cny, 1),
			Act::Confirm(Currency::Cny, 1),
			Act::Consent,
			Act::Pledge(Some(Currency::Hkd), 51),
			Act::Pledge(None, 51),
		] {
			assert_eq!(may(act), Err(Error::<Test>::BeyondMandate.into()), "{act:?}");
		}
		let view = Registry::enterprise(firm()).unwrap().officers;
		assert_eq!((view.len(), view[0].officer, view[0].in_force), (1, OFFICER, true));
	});
}

/// An officer cannot hand the firm on, nor make itself more than it is.
#[test]
fn an_officer_cannot_take_the_firm() {
	test(|| {
		controlled();
		let all = mandate(&[Duty::Apply, Duty::Accept, Duty::Consent, Duty::Pledge, Duty::Confirm], &[]);
		assert_ok!(Registry::set_mandate(signed(OWNER), firm(), OFFICER, all.clone()));
		let refused = Error::<Test>::NotAuthorized;
		assert_noop!(Registry::offer_control(signed(OFFICER), firm(), OFFICER), refused);
		assert_noop!(Registry::set_mandate(signed(OFFICER), firm(), STRANGER, all), Error::<Test>::NotAuthorized);
		assert_noop!(Registry::freeze(signed(OFFICER), firm()), Error::<Test>::NotAuthorized);
		assert_noop!(Registry::unfreeze(signed(OFFICER), firm()), Error::<Test>::NotAuthorized);
		// Without a limit it consents, and acts on no amount.
		assert_eq!(may(Act::Consent), Ok(true));
		assert_eq!(may(Act::Pledge(None, 0)), Err(Error::<Test>::BeyondMandate.into()));
	});
}

#[test]
fn a_mandate_ends_with_its_last_day() {
	test(|| {
		controlled();
		assert_ok!(Registry::set_mandate(signed(OWNER), firm(), OFFICER, mandate(&[Duty::Consent], &[])));
		days_pass(90);
		assert_eq!(may(Act::Consent), Ok(true));
		assert_noop!(Registry::revoke_mandate(signed(STRANGER), firm(), OFFICER), Error::<Test>::NotAuthorized);
		days_pass(1);
		assert_eq!(may(Act::Consent), Ok(false));
		assert!(Registry::offices_of(&OFFICER, 9).0.is_empty());
		assert_ok!(Registry::revoke_mandate(signed(STRANGER), firm(), OFFICER));
		assert_eq!(System::sufficients(&OFFICER), 0);
	});
}

/// What a former controller arranged is over, and comes back with nobody.
#[test]
fn mandates_end_when_control_changes_hands() {
	test(|| {
		controlled();
		assert_ok!(Registry::set_mandate(signed(OWNER), firm(), OFFICER, mandate(&[Duty::Consent], &[])));
		for (from, to) in [(OWNER, HEIR), (HEIR, OWNER)] {
			assert_ok!(Registry::offer_control(signed(from), firm(), to));
			assert_ok!(Registry::accept_control(signed(to), firm()));
			assert_eq!(may(Act::Consent), Ok(false));
		}
		assert_ok!(Registry::set_mandate(signed(OWNER), firm(), OFFICER, mandate(&[Duty::Consent], &[])));
		assert_eq!(may(Act::Consent), Ok(true));
		assert_eq!(Stakes::<Test>::get(OFFICER), 1);
	});
}

#[test]
fn the_controller_or_the_officer_ends_it() {
	for by in [OWNER, OFFICER] {
		test(|| {
			controlled();
			assert_noop!(Registry::revoke_mandate(signed(by), firm(), OFFICER), Error::<Test>::NoMandate);
			assert_ok!(Registry::set_mandate(signed(OWNER), firm(), OFFICER, mandate(&[Duty::Consent], &[])));
			assert_ok!(Registry::freeze(signed(REGISTRAR), firm()));
			assert_ok!(Registry::revoke_mandate(signed(by), firm(), OFFICER));
			System::assert_last_event(Event::MandateRevoked { enterprise: firm(), officer: OFFICER }.into());
			assert_eq!(may(Act::Daily), Ok(false));
		});
	}
}

#[test]
fn a_mandate_says_something_and_says_it_once() {
	test(|| {
		controlled();
		let set = |spec: MandateSpec| Registry::set_mandate(signed(OWNER), firm(), OFFICER, spec);
		for wrong in [
			mandate(&[], &[]),
			mandate(&[Duty::Apply, Duty::Apply], &[]),
			mandate(&[Duty::Apply], &[(Currency::Cny, 1), (Currency::Cny, 2)]),
			mandate(&[Duty::Apply], &[(Currency::Cny, 0)]),
			mandate(&[Duty::Apply], &[(Currency::Cny, u64::MAX)]),
			MandateSpec { until: TODAY - 1, ..mandate(&[Duty::Apply], &[]) },
		] {
			assert_noop!(set(wrong), Error::<Test>::InvalidMandate);
		}
		let spec = || mandate(&[Duty::Consent], &[]);
		assert_noop!(Registry::set_mandate(signed(OWNER), firm(), OWNER, spec()), Error::<Test>::AlreadyController);
		assert_ok!(set(MandateSpec { until: TODAY, ..spec() }));
	});
}

#[test]
fn officers_are_sixteen_and_those_whose_time_is_over_leave_room() {
	test(|| {
		controlled();
		for n in 0..u64::from(MAX_MANDATES) {
			let until = if n == 0 { TODAY } else { TODAY + 90 };
			let spec = MandateSpec { until, ..mandate(&[Duty::Consent], &[]) };
			assert_ok!(Registry::set_mandate(signed(OWNER), firm(), 100 + n, spec));
		}
		let one_more = || Registry::set_mandate(signed(OWNER), firm(), 200, mandate(&[Duty::Consent], &[]));
		assert_noop!(one_more(), Error::<Test>::TooManyMandates);
		// One that stands can be changed.
		assert_ok!(Registry::set_mandate(signed(OWNER), firm(), 101, mandate(&[Duty::Apply], &[])));
		days_pass(1);
		assert_ok!(one_more());
		assert_eq!(System::sufficients(&100), 0);
	});
}

/// A firm of so many of the stranger's, in each of which the officer gets a mandate until that day.
fn strangers_mandates(firms: core::ops::Range<u32>, until: lingnan_support::Date) {
	for n in firms {
		let number = number(&format!("MO:{n}"));
		assert_ok!(Registry::register(signed(REGISTRAR), registration(&number.to_string())));
		assert_ok!(Registry::offer_control(signed(REGISTRAR), number.clone(), STRANGER));
		assert_ok!(Registry::accept_control(signed(STRANGER), number.clone()));
		let spec = MandateSpec { until, ..mandate(&[Duty::Consent], &[]) };
		assert_ok!(Registry::set_mandate(signed(STRANGER), number, OFFICER, spec));
	}
}

/// A stranger makes somebody's officer one of all its firms, whose allowances are used up.
#[test]
fn a_strangers_offices_crowd_out_an_officers_own() {
	test(|| {
		controlled();
		assert_ok!(Registry::set_mandate(signed(OWNER), firm(), OFFICER, mandate(&[Duty::Apply], &[])));
		strangers_mandates(0..40, TODAY + 90);
		let (offices, _) = Registry::offices_of(&OFFICER, 4);
		assert_eq!((offices.len(), &offices[0]), (4, &firm()));
		// Nor does it when its own mandate is widened, or theirs are over.
		assert_ok!(Registry::set_mandate(signed(OWNER), firm(), OFFICER, mandate(&[Duty::Consent], &[])));
		assert_eq!(Registry::offices_of(&OFFICER, 4).0[0], firm());
	});
}

#[test]
fn offices_that_are_over_crowd_out_those_in_force() {
	test(|| {
		controlled();
		strangers_mandates(0..40, TODAY);
		days_pass(1);
		assert_ok!(Registry::set_mandate(signed(OWNER), firm(), OFFICER, mandate(&[Duty::Apply], &[])));
		assert_eq!(Registry::offices_of(&OFFICER, 4).0, [firm()]);
		assert_ok!(Registry::revoke_mandate(signed(OWNER), firm(), OFFICER));
		assert!(!FirstOffices::<Test>::contains_key(OFFICER));
	});
}
