//! What an institution decides otherwise than the rules that it had stated, and why.

use crate::{
	mock::{seams::*, *},
	*,
};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{policy::PolicyReason, Decision, Paging, PolicyId};

const POLICY: PolicyId = PolicyId(4);
const RULE: PolicyReason = PolicyReason::GradeTooLow;
const RISK: DeclineReason = DeclineReason::CreditRisk;

/// An application of which the policy said this.
fn judged(decision: Decision) -> ApplicationId {
	set_decision(decision);
	applied(request())
}

fn left(reason: PolicyReason) -> Decision {
	Decision::Officer { policy: POLICY, reason }
}

fn decline(id: ApplicationId, reason: DeclineReason) {
	assert_ok!(Financing::decline(signed(BANK_KEY), id, reason));
}

fn explain(who: u64, id: ApplicationId, reason: OverrideReason) -> frame_support::pallet_prelude::DispatchResult {
	Financing::explain_override(signed(who), id, reason)
}

fn kind(id: ApplicationId) -> Option<OverrideKind> {
	let all = Financing::overrides(BANK, Paging::FIRST).items;
	all.into_iter().find(|one| one.application == id).map(|one| one.decided.kind)
}

fn low(reason: Option<OverrideReason>) -> Option<OverrideKind> {
	Some(OverrideKind::LowSide { rule: RULE, reason })
}

#[test]
fn an_offer_against_the_own_policy_is_on_record_and_its_reason_is_said_once() {
	test(|| {
		let id = judged(left(RULE));
		assert_eq!(kind(id), None, "nothing was decided");
		assert_noop!(explain(BANK_KEY, id, OverrideReason::KnownCustomer), Error::<Test>::NotFound);
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		let decided = Override { policy: Some(POLICY), kind: low(None).unwrap(), at: now() };
		System::assert_last_event(Event::Overridden { application: id, institution: BANK, decided }.into());
		let shown = Financing::overrides(BANK, Paging::FIRST).items;
		let grade = Financing::application(id).unwrap().grade;
		let enterprise = firm();
		assert_eq!(shown, [OverrideView { application: id, enterprise, product: ProductId(0), grade, decided }]);

		let reason = OverrideReason::SecurityOrGuarantor;
		for who in [OTHER_BANK_KEY, CONTROLLER, STRANGER] {
			assert_noop!(explain(who, id, reason), Error::<Test>::NotAuthorized);
		}
		assert_ok!(explain(BANK_KEY, id, reason));
		System::assert_last_event(Event::OverrideExplained { application: id, reason }.into());
		assert_eq!(kind(id), low(Some(reason)));
		// A better reason, once the loan has gone bad.
		assert_noop!(explain(BANK_KEY, id, OverrideReason::PublicProgramme), Error::<Test>::WrongState);
	});
}

#[test]
fn a_no_to_what_keeps_every_rule_is_on_record_if_it_is_a_judgement_of_the_credit() {
	for decision in [
		Decision::None,
		Decision::Offer { policy: POLICY, offer: offer() },
		left(PolicyReason::UsedUp),
		left(PolicyReason::UsedUpToday),
		left(PolicyReason::Renewal),
	] {
		let none = matches!(decision, Decision::None | Decision::Officer { reason: PolicyReason::Renewal, .. });
		test(|| {
			let id = judged(decision);
			decline(id, RISK);
			let high = Override {
				policy: (!none).then_some(POLICY),
				kind: OverrideKind::HighSide { reason: RISK },
				at: now(),
			};
			System::assert_has_event(Event::Overridden { application: id, institution: BANK, decided: high }.into());
			assert_eq!(kind(id), Some(high.kind));
			assert_noop!(explain(BANK_KEY, id, OverrideReason::KnownCustomer), Error::<Test>::WrongState);
		});
	}
	for reason in [DeclineReason::DocumentsMissing, DeclineReason::Capacity] {
		test(|| {
			let id = judged(Decision::None);
			decline(id, reason);
			assert_eq!(kind(id), None, "{reason:?} says nothing of the firm");
		});
	}
	test(|| {
		let id = disbursed(request(), offer());
		decline(id, DeclineReason::DisbursementReversed);
		assert_eq!(kind(id), None);
	});
}

#[test]
fn who_decides_as_the_policy_says_overrides_nothing() {
	test(|| {
		let id = judged(left(RULE));
		decline(id, RISK);
		assert_eq!(kind(id), None, "the policy said no");
		let id = judged(left(PolicyReason::UsedUpToday));
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		assert_eq!(kind(id), None, "every rule was kept");
		decline(id, DeclineReason::Capacity);
		let id = judged(Decision::Offer { policy: POLICY, offer: offer() });
		assert_eq!(kind(id), None, "its own offer");
	});
}

/// An offer against the policy stays on record if it comes to nothing: it was decided so.
#[test]
fn what_was_decided_stays_on_record() {
	test(|| {
		let id = judged(left(RULE));
		assert_ok!(Financing::make_offer(signed(BANK_KEY), id, offer()));
		decline(id, RISK);
		assert_eq!(kind(id), low(None));
		assert_eq!(Financing::overrides(OTHER_BANK, Paging::FIRST).items.len(), 0);
	});
}
