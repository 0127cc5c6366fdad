//! What an institution decided, and what became of it: for who validates a scorecard, or fits one on declined firms too. Without
//! an amount.

use crate::output::sheet::{Cell, Column};
use lingnan_types::{
	application::{ApplicationState, ApplicationView, Override, OverrideKind, OverrideView},
	loan::{LoanLine, LoanState},
	policy::PolicyReason,
	ApplicationId, Grade, InstitutionId, LoanId, ProductId, RegistrationNumber, Timestamp,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// What became of an application, in the words that a specification of `scripts/fit` names as cells of its column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Outcome {
	/// Repaid to the last unit, and never in default.
	Paid,
	/// In default, now or once.
	Defaulted,
	/// The loan runs.
	Running,
	/// Declined for the credit itself: what would have become of it can be inferred.
	Declined,
	/// Declined for want of papers or of room, or the money came back: it says nothing of the firm.
	DeclinedOtherwise,
	/// Withdrawn, refused, or its time was over.
	NotTakenUp,
	/// Nothing yet.
	Open,
}

impl Outcome {
	fn of(state: &ApplicationState, loan: Option<&LoanLine>) -> Self {
		match (state, loan) {
			(_, Some(loan)) if loan.defaulted_on.is_some() => Self::Defaulted,
			(_, Some(loan)) if loan.state == LoanState::Closed => Self::Paid,
			(_, Some(_)) | (ApplicationState::Funded, None) => Self::Running,
			(ApplicationState::Declined { reason }, _) if reason.is_of_credit() => Self::Declined,
			(ApplicationState::Declined { .. }, _) => Self::DeclinedOtherwise,
			(state, _) if state.is_open() => Self::Open,
			_ => Self::NotTakenUp,
		}
	}
}

/// An application to an institution, what was decided and what came of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Decision {
	application: ApplicationId,
	institution: InstitutionId,
	enterprise: RegistrationNumber,
	product: ProductId,
	grade: Grade,
	filed_at: Timestamp,
	now: ApplicationState,
	outcome: Outcome,
	/// Decided otherwise than the rules.
	overridden: Option<Override>,
}

impl Decision {
	pub(super) fn is_overridden(&self) -> bool {
		self.overridden.is_some()
	}

	fn rule(&self) -> Option<PolicyReason> {
		match self.overridden?.kind {
			OverrideKind::LowSide { rule, .. } => Some(rule),
			OverrideKind::HighSide { .. } => None,
		}
	}
}

/// All applications, each with its loan and what was overridden.
pub(super) fn decisions(
	applications: Vec<ApplicationView>,
	loans: Vec<LoanLine>,
	overrides: Vec<OverrideView>,
) -> Vec<Decision> {
	let loans: BTreeMap<LoanId, LoanLine> = loans.into_iter().map(|loan| (loan.id, loan)).collect();
	let overrides: BTreeMap<_, _> = overrides.into_iter().map(|one| (one.application, one.decided)).collect();
	let decision = |one: ApplicationView| Decision {
		application: one.id,
		institution: one.institution,
		product: one.product,
		grade: one.grade,
		filed_at: one.filed_at,
		outcome: Outcome::of(&one.now, loans.get(&LoanId(one.id.0))),
		overridden: overrides.get(&one.id).copied(),
		enterprise: one.enterprise,
		now: one.now,
	};
	applications.into_iter().map(decision).collect()
}

pub(super) const DECISIONS: &[Column<Decision>] = &[
	("application", |v| Cell::number(v.application)),
	("institution", |v| Cell::number(v.institution)),
	("enterprise", |v| Cell::text(&v.enterprise)),
	("product", |v| Cell::number(v.product)),
	("grade", |v| Cell::word(&v.grade)),
	("filed_at", |v| Cell::Moment(v.filed_at)),
	("outcome", |v| Cell::word(&v.outcome)),
	("declined_for", |v| match &v.now {
		ApplicationState::Declined { reason } => Cell::word(reason),
		_ => Cell::Nothing,
	}),
	("override", |v| Cell::of(v.overridden, |one| Cell::word(&one.kind))),
	("policy", |v| Cell::of(v.overridden.and_then(|one| one.policy), Cell::number)),
	("rule", |v| Cell::of(v.rule(), |rule| Cell::word(&rule))),
	("override_reason", |v| match v.overridden.map(|one| one.kind) {
		Some(OverrideKind::LowSide { reason: Some(reason), .. }) => Cell::word(&reason),
		Some(OverrideKind::HighSide { reason }) => Cell::word(&reason),
		_ => Cell::Nothing,
	}),
];

#[cfg(test)]
mod tests {
	use super::{super::tests::loan, *};
	use crate::commands::list::tests::written;
	use lingnan_types::{
		application::{DeclineReason, OverrideReason},
		PolicyId,
	};
	use serde_json::{from_value, json};

	fn application(id: u64, state: ApplicationState) -> ApplicationView {
		let request = json!({ "amount": 1, "currency": "CNY", "tenor": 12, "method": "Bullet", "useOfFunds": "Other" });
		let read = from_value(json!({
			"id": id, "enterprise": "CN:91440300708461136T", "product": 2, "institution": 0, "request": request,
			"grade": "BBB", "filedAt": 0, "decideBy": 0, "deadlineMissed": false, "state": state, "now": state,
			"terms": null, "reservation": null, "offeredTermsHash": null,
		}));
		read.unwrap()
	}

	fn declined(reason: DeclineReason) -> ApplicationState {
		ApplicationState::Declined { reason }
	}

	fn overridden(id: u64, kind: OverrideKind) -> OverrideView {
		let decided = Override { policy: Some(PolicyId(4)), kind, at: 0 };
		let enterprise = "CN:91440300708461136T".parse().unwrap();
		OverrideView { application: ApplicationId(id), enterprise, product: ProductId(2), grade: Grade::Bbb, decided }
	}

	#[test]
	fn each_application_has_the_outcome_by_which_a_scorecard_is_fitted() {
		let sound = loan(LoanId(1), "BBB", None, 0);
		let closed = LoanLine { state: LoanState::Closed, ..sound.clone() };
		let cured = LoanLine { defaulted_on: Some(20_000), ..closed.clone() };
		for (state, loan, outcome) in [
			(ApplicationState::Funded, Some(&sound), Outcome::Running),
			(ApplicationState::Funded, Some(&closed), Outcome::Paid),
			(ApplicationState::Funded, Some(&cured), Outcome::Defaulted),
			(declined(DeclineReason::CreditRisk), None, Outcome::Declined),
			(declined(DeclineReason::SecurityInsufficient), None, Outcome::Declined),
			(declined(DeclineReason::DocumentsMissing), None, Outcome::DeclinedOtherwise),
			(declined(DeclineReason::Capacity), None, Outcome::DeclinedOtherwise),
			(ApplicationState::Refused, None, Outcome::NotTakenUp),
			(ApplicationState::Annulled, None, Outcome::NotTakenUp),
			(ApplicationState::Offered, None, Outcome::Open),
		] {
			assert_eq!(Outcome::of(&state, loan), outcome, "{state:?}");
		}
	}

	#[test]
	fn an_override_stands_in_its_row_with_its_side_rule_and_reason() {
		let (rule, reason) = (PolicyReason::GradeTooLow, DeclineReason::CreditRisk);
		let all = decisions(
			vec![
				application(1, ApplicationState::Offered),
				application(2, declined(reason)),
				application(3, ApplicationState::Funded),
				application(4, ApplicationState::Offered),
			],
			vec![loan(LoanId(3), "BBB", None, 0)],
			vec![
				overridden(1, OverrideKind::LowSide { rule, reason: Some(OverrideReason::KnownCustomer) }),
				overridden(2, OverrideKind::HighSide { reason }),
				overridden(4, OverrideKind::LowSide { rule, reason: None }),
			],
		);
		assert_eq!(all.iter().map(Decision::is_overridden).collect::<Vec<_>>(), [true, true, false, true]);
		let text = written(DECISIONS, &all);
		let ends: Vec<&str> =
			text.split("\r\n").filter_map(|line| line.split_once("+08:00,")).map(|(_, end)| end).collect();
		assert_eq!(
			ends,
			[
				"open,,LowSide,4,GradeTooLow,KnownCustomer",
				"declined,CreditRisk,HighSide,4,,CreditRisk",
				"running,,,,,",
				"open,,LowSide,4,GradeTooLow,",
			]
		);
	}
}
