use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::mocks;

const FIRMS: [&str; 3] = ["MO:A", "MO:B", "MO:C"];

fn three_firms() {
	for firm in FIRMS {
		assert_ok!(Registry::register(signed(REGISTRAR), registration(firm)));
	}
}

fn succeed(firm: &str, successor: &str) -> sp_runtime::DispatchResult {
	Registry::record_succession(signed(REGISTRAR), number(firm), number(successor))
}

#[test]
fn a_merger_names_the_successor_for_good() {
	test(|| {
		three_firms();
		assert_ok!(succeed("MO:A", "MO:B"));
		System::assert_last_event(Event::Succeeded { enterprise: number("MO:A"), successor: number("MO:B") }.into());
		assert_eq!(Registry::enterprise(number("MO:A")).unwrap().successor, Some(number("MO:B")));
		assert_noop!(succeed("MO:A", "MO:C"), Error::<Test>::AlreadySucceeded);
	});
}

#[test]
fn no_way_leads_round_in_a_circle() {
	test(|| {
		three_firms();
		assert_noop!(succeed("MO:A", "MO:A"), Error::<Test>::InvalidSuccessor);
		assert_ok!(succeed("MO:A", "MO:B"));
		assert_noop!(succeed("MO:B", "MO:A"), Error::<Test>::InvalidSuccessor);
		assert_ok!(succeed("MO:B", "MO:C"));
		assert_noop!(succeed("MO:C", "MO:A"), Error::<Test>::InvalidSuccessor);
	});
}

#[test]
fn both_must_be_known_and_the_signer_a_registrar() {
	test(|| {
		three_firms();
		assert_noop!(succeed("MO:A", "MO:X"), Error::<Test>::NotFound);
		assert_noop!(succeed("MO:X", "MO:A"), Error::<Test>::NotFound);
		assert_noop!(
			Registry::record_succession(signed(TAX_OFFICE), number("MO:A"), number("MO:B")),
			Error::<Test>::NotAuthorized
		);
	});
}

/// A registrar says that a firm which another entered has merged into one of its own.
#[test]
fn a_registrar_merges_a_firm_that_another_keeps() {
	test(|| {
		three_firms();
		assert_ok!(Registry::register(signed(OTHER_REGISTRAR), registration("MO:D")));
		let merge = || Registry::record_succession(signed(OTHER_REGISTRAR), number("MO:A"), number("MO:D"));
		assert_noop!(merge(), Error::<Test>::NotAuthorized);
		// The successor may be another registrar's.
		assert_ok!(succeed("MO:B", "MO:D"));
		mocks::set_agency(REGISTRAR_ID, REGISTRAR, &[]);
		assert_noop!(succeed("MO:A", "MO:D"), Error::<Test>::NotAuthorized);
		assert_ok!(merge());
	});
}
