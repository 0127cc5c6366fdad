//! What an institution's policy decides in the block of the application.

use crate::{
	mock::{seams::*, *},
	*,
};
use lingnan_support::{policy::PolicyReason, Decision, PolicyId};

const POLICY: PolicyId = PolicyId(4);

#[test]
fn an_application_inside_a_policy_is_offered_in_its_block() {
	test(|| {
		set_decision(Decision::Offer { policy: POLICY, offer: offer() });
		let id = applied(request());
		let view = Financing::application(id).unwrap();
		assert_eq!((view.state, view.terms.unwrap().conditions), (ApplicationState::Offered, conditions()));
		System::assert_last_event(Event::DecidedByPolicy { application: id, policy: POLICY }.into());
		assert_eq!(told(), [Told::Used(POLICY)]);
		accept(CONTROLLER, id).unwrap();
	});
}

#[test]
fn one_outside_goes_to_the_officer_with_the_reason() {
	test(|| {
		set_decision(Decision::Officer { policy: POLICY, reason: PolicyReason::AmountTooHigh });
		let id = applied(request());
		let reason = PolicyReason::AmountTooHigh;
		System::assert_last_event(Event::LeftToOfficer { application: id, policy: POLICY, reason }.into());
		assert_eq!(Financing::application(id).unwrap().state, ApplicationState::Open);
		Financing::make_offer(signed(BANK_KEY), id, offer()).unwrap();
	});
}

/// Attack: a bank publishes a policy that makes impossible offers, so that nobody can apply to it, or is lent to unlawfully.
#[test]
fn a_policy_whose_offer_is_none_of_the_product_keeps_nobody_out() {
	test(|| {
		let mut unlawful = offer();
		unlawful.conditions.late.surcharge = 20_001;
		for bad in [offer_of(999), unlawful] {
			set_decision(Decision::Offer { policy: POLICY, offer: bad });
			let id = applied(request());
			let reason = PolicyReason::NoOffer;
			System::assert_last_event(Event::LeftToOfficer { application: id, policy: POLICY, reason }.into());
			assert_eq!(Financing::application(id).unwrap().terms, None);
			assert_eq!(told(), []);
			Financing::withdraw_application(signed(CONTROLLER), id).unwrap();
		}
	});
}
