//! Which rule gave a figure, in a few words with its source: of loans by the mainland's calendar. Which rules hold for loans in Hong
//! Kong and Macao is not settled for most of them, so that nothing is cited there.

use super::loans::yuan;
use crate::{
	client::conditions::{borne_text, due_text, payee_text, pricing_text, surcharge_text},
	text::{date_text, label, rate_text},
};
use lingnan_types::{
	application::Terms,
	civil,
	conditions::{Conditions, DueDays, Pricing},
	loan::{Instalment, LoanView},
	product::RepaymentMethod,
	DayCount, Jurisdiction,
};

/// What the terms of a loan follow from.
pub(super) fn of_terms(terms: &Terms) -> Vec<String> {
	let Conditions { pricing, day_count, due_days, method, late, costs, calendar, .. } = &terms.conditions;
	let counted = match day_count {
		DayCount::MonthlyTwelfths => "a twelfth of it a month",
		DayCount::Actual360 => "actual days of 360",
		DayCount::Actual365 => "actual days of 365",
		DayCount::ActualActual => "actual days of the year",
	};
	let cite = |rule: &str| if *calendar == Jurisdiction::Guangdong { format!(" ({rule})") } else { String::new() };
	let method_text = label(method.name());
	let mut lines = vec![
		format!(
			"{}, {counted}{}",
			pricing_text(pricing),
			cite("the parties agree how days are counted: PBoC Yinfa 2003 No. 251, item 1")
		),
		format!("overdue {}{}", surcharge_text(pricing, late.surcharge), cite("30 to 50 %: the same, item 3")),
	];
	lines.push(match (method, due_days) {
		(RepaymentMethod::Bullet, _) => format!("{method_text}: all on the last day"),
		(_, DueDays::Fixed { .. }) => {
			let custom = cite("custom: PBoC Yinfa 1999 No. 77, art. 20");
			format!("{method_text}, interest {}{custom}", due_text(*method, due_days))
		},
		_ => format!("{method_text}, interest {}", due_text(*method, due_days)),
	});
	let sheet = cite("on the sheet; in the yearly rate if the borrower bears it: PBoC Announcement 2021 No. 3");
	lines.extend(costs.iter().map(|cost| {
		let (item, payee, bearer) = (label(cost.item.name()), payee_text(cost), borne_text(cost.borne_by));
		format!("{item} {} to {payee}, borne by {bearer}{sheet}", yuan(cost.amount))
	}));
	lines
}

/// That a day to pay was moved to a working day.
pub(super) fn moved(view: &LoanView, instalment: &Instalment) -> Option<String> {
	let conditions = view.amendments.last().map_or(&view.terms.conditions, |one| &one.conditions);
	let DueDays::Fixed { day, paid_after, .. } = conditions.due_days else { return None };
	let is_last = view.schedule.last().is_some_and(|last| last.number == instalment.number);
	let agreed = u32::from(day) + u32::from(paid_after);
	let (_, _, falls) = civil(instalment.due);
	// The last day has its own place in its month, and a shorter month its last.
	let moved = !is_last && conditions.method != RepaymentMethod::Bullet && agreed <= 28 && falls != agreed;
	moved.then(|| {
		let known = if instalment.provisional { ", as far as the calendar is known" } else { "" };
		format!(
			", in time: day {agreed} is none on which banks work, so {} counts (Civil Code 203{known})",
			date_text(instalment.due)
		)
	})
}

/// By which rate a penalty was computed.
pub(super) fn penalty(view: &LoanView) -> String {
	let conditions = view.amendments.last().map_or(&view.terms.conditions, |one| &one.conditions);
	let (pricing, share) = (Pricing::Fixed { rate: view.rate }, conditions.late.surcharge);
	match (&pricing, view.rate.raised_by(share)) {
		(Pricing::Fixed { rate }, Some(penalty)) => {
			format!(
				" ({} on what is overdue, {} on its interest until the loan ends)",
				rate_text(penalty),
				rate_text(*rate)
			)
		},
		_ => String::new(),
	}
}

/// Where the rules of what comes after stand.
pub(super) const RENEWAL: &str =
	"asked for and signed before the old loan ends, nothing of which is due (NFRA Jingui 2024 No. 13)";
pub(super) const SHARES: &str =
	"the bank keeps a fifth, guarantors bear four fifths at most (science plan of July 2024)";
pub(super) const SUBSTITUTE: &str = "who paid for the firm stands in the bank's place for that part";

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::{
		application::UseOfFunds,
		conditions::{BorneBy, Cost, CostItem, Rate, YearlyRates},
		from_civil, ApplicationId, Currency, InstitutionId, ProductId,
	};

	fn terms() -> Terms {
		let method = RepaymentMethod::InterestOnly;
		let mut conditions = Conditions::plain(150_000_000, 6, method, Rate(3_550_000));
		conditions.due_days = DueDays::Fixed { every: 1, day: 20, included: true, paid_after: 1 };
		let payee = "A filing agent".parse().unwrap();
		let cost = Cost { item: CostItem::Registration, payee, amount: 50_000, after: 0, borne_by: BorneBy::Borrower };
		conditions.costs = vec![cost].try_into().unwrap();
		Terms {
			application: ApplicationId(1),
			product: ProductId(2),
			institution: InstitutionId(1),
			enterprise: "CN:91440300708461136T".parse().unwrap(),
			currency: Currency::Cny,
			conditions,
			all_in: YearlyRates::default(),
			use_of_funds: UseOfFunds::WorkingCapital,
			security: Default::default(),
			renews: None,
			line: None,
			valid_until: 0,
		}
	}

	#[test]
	fn each_figure_of_an_offer_has_its_rule() {
		let told = of_terms(&terms()).join("\n");
		for part in [
			"3.55 % a year, fixed, actual days of 360 (the parties agree how days are counted: PBoC Yinfa 2003 No. 251, item 1)",
			"5.325 %: the rate raised by 50.00 % of itself (30 to 50 %: the same, item 3)",
			"interest only, interest each month on day 20, that day included, paid on the day after",
			"Yinfa 1999 No. 77, art. 20",
			"registration CNY 500.00 to A filing agent, borne by the borrower",
		] {
			assert!(told.contains(part), "{part} in\n{told}");
		}
	}

	/// 2027-02-21 is a Sunday.
	#[test]
	fn a_day_that_was_moved_is_told_with_the_rule_that_moved_it() {
		let instalment = |due| Instalment {
			number: 3,
			from: 0,
			due,
			in_time: due,
			provisional: false,
			principal: 0,
			interest: 1,
			fees: 0,
		};
		let (monday, last) = (instalment(from_civil(2027, 2, 22).unwrap()), instalment(30_000));
		let view: LoanView = serde_json::from_value(serde_json::json!({
			"id": 1, "enterprise": "CN:91440300708461136T", "institution": 1, "currency": "CNY", "terms": terms(),
			"amendments": [], "rate": 3_550_000, "state": "Active", "grade": "AAA", "started": 20_787,
			"schedule": [monday, Instalment { number: 6, ..last }], "due": owed(), "repaid": owed(), "forgiven": owed(),
			"arrearsSince": null, "arrearsDays": 0, "materialDays": 0, "defaultCanBeNoted": false, "noted": null,
			"outstandingPrincipal": 1, "payoff": 1, "defaultedOn": null, "curedOn": null, "proposed": null, "calledOn": null,
			"closedOn": null, "writtenOff": 0, "askedOn": null, "compensated": 0, "postings": 0, "claims": [],
		}))
		.unwrap();
		assert!(moved(&view, &monday).unwrap().contains("so 2027-02-22 counts (Civil Code 203)"));
		assert_eq!(moved(&view, &instalment(from_civil(2027, 1, 21).unwrap())), None);
		assert!(penalty(&view).contains("5.325 % on what is overdue, 3.55 % on its interest"));
	}

	fn owed() -> serde_json::Value {
		serde_json::json!({ "costs": 0, "penalty": 0, "interest": 0, "fees": 0, "principal": 0, "total": 0 })
	}
}
