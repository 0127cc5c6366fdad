//! Conditions of a loan in the words of a contract.

use crate::text::{date_text, label, money, percent, rate_text};
use lingnan_types::{
	conditions::{
		Adjustment, BorneBy, Conditions, Cost, DueDays, Effect, FirstPeriod, Late, OnUnpaidInterest, Order, Pricing,
		Rate,
	},
	product::RepaymentMethod,
	Currency, DayCount, Jurisdiction,
};

/// Each condition under its name, in the order of a contract; costs apart.
pub fn told(conditions: &Conditions, currency: Currency) -> Vec<(&'static str, String)> {
	let Conditions {
		amount,
		tenor,
		method,
		pricing,
		day_count,
		due_days,
		first_period,
		calendar,
		adjustment,
		moves_interest,
		grace_days,
		principal_holiday,
		balloon,
		prepayment,
		late,
		order,
		costs: _,
	} = conditions;
	let mut rows = vec![
		("amount", money(*amount, Some(currency.name()))),
		("term", counted(*tenor, "month")),
		("repaid", label(method.name())),
		("rate of interest", pricing_text(pricing)),
		("days are counted", day_count_text(*day_count).into()),
		("interest is due", due_text(*method, due_days)),
		("first period", first_text(*first_period).into()),
		("a day without work", moved_text(*adjustment, *calendar, *moves_interest)),
		("days of grace", grace_days.to_string()),
	];
	if *principal_holiday > 0 {
		let instalments = counted(*principal_holiday, "instalment");
		rows.push(("principal holiday", format!("the first {instalments}: interest alone")));
	}
	if *balloon > 0 {
		let balloon = money(*balloon, Some(currency.name()));
		rows.push(("balloon", format!("{balloon} with the last instalment")));
	}
	rows.extend([
		("paid early in part", prepayment_text(*prepayment).into()),
		("penalty, overdue", surcharge_text(pricing, late.surcharge)),
		("penalty, misuse", format!("{}; of both the heavier alone", surcharge_text(pricing, late.misuse))),
		("unpaid interest bears", unpaid_text(late).into()),
		("a payment is spent on", order_text(order)),
	]);
	rows
}

/// How the rate is fixed.
pub fn pricing_text(pricing: &Pricing) -> String {
	match pricing {
		Pricing::Fixed { rate } => format!("{} a year, fixed", rate_text(*rate)),
		Pricing::Floating { reference, spread, floor, first, every } => {
			let sign = if *spread < 0 { "less" } else { "plus" };
			let size = percent(spread.unsigned_abs().into());
			let floor = if *floor == Rate(0) { String::new() } else { format!(", at least {}", rate_text(*floor)) };
			let anew = match (first, every) {
				(None, 0) => "fixed on the day of the drawing".into(),
				(None, every) => format!("taken anew every {}", counted(*every, "month")),
				(Some(first), 0) => format!("taken anew on {}", date_text(*first)),
				(Some(first), every) => {
					format!("taken anew on {} and every {} after it", date_text(*first), counted(*every, "month"))
				},
			};
			format!("reference rate {reference} {sign} {size} a year{floor}, {anew}")
		},
	}
}

/// By which convention days become interest.
pub fn day_count_text(day_count: DayCount) -> &'static str {
	match day_count {
		DayCount::MonthlyTwelfths => "a month is a twelfth of a year, a day beyond it a 360th",
		DayCount::Actual360 => "each day is a 360th of a year",
		DayCount::Actual365 => "each day is a 365th of a year",
		DayCount::ActualActual => "each day is a 365th of a year, a 366th of a leap year",
	}
}

/// On which days interest is settled.
pub fn due_text(method: RepaymentMethod, named: &DueDays) -> String {
	// A bullet is settled at its end, whatever days it names.
	let due = if method == RepaymentMethod::Bullet { &DueDays::Maturity } else { named };
	match due {
		DueDays::Anniversary { every: 1 } => "each month on the day on which the money went".into(),
		DueDays::Anniversary { every } => format!("every {every} months on the day on which the money went"),
		DueDays::Fixed { every, day, included, paid_after } => {
			let often = match every {
				1 => "each month".into(),
				3 => "each quarter".into(),
				6 => "each half-year".into(),
				12 => "each year".into(),
				every => format!("every {every} months"),
			};
			let counts = if *included { "that day included" } else { "that day not included" };
			let paid = match paid_after {
				0 => String::new(),
				1 => ", paid on the day after".into(),
				days => format!(", paid {days} days later"),
			};
			format!("{often} on day {day}, {counts}{paid}; the rest on the last day")
		},
		DueDays::Maturity => "all on the last day".into(),
	}
}

fn first_text(first: FirstPeriod) -> &'static str {
	match first {
		FirstPeriod::Short => "settled for itself, however short",
		FirstPeriod::Long => "settled with the one after it",
	}
}

fn moved_text(adjustment: Adjustment, calendar: Jurisdiction, moves_interest: bool) -> String {
	let banks = label(calendar.name());
	let moved = match adjustment {
		Adjustment::Unadjusted => return format!("the day to pay stays; banks of {banks}"),
		Adjustment::Following => "the next working day",
		Adjustment::ModifiedFollowing => "the next working day, or the one before if that is in another month",
		Adjustment::Preceding => "the working day before",
	};
	let interest = if moves_interest { "interest runs to it" } else { "without interest for the days between" };
	format!("{moved} of the banks of {banks}, {interest}")
}

fn prepayment_text(effect: Effect) -> &'static str {
	match effect {
		Effect::Shorter => "instalments stay as high, and end sooner",
		Effect::Lower => "instalments stay as many, and are lower",
	}
}

/// `5.175 %: the rate raised by 50.00 % of itself`.
pub fn surcharge_text(pricing: &Pricing, share: u32) -> String {
	let raised = format!("the rate raised by {} of itself", percent(share.into()));
	match pricing {
		Pricing::Fixed { rate } => match rate.raised_by(share) {
			Some(penalty) => format!("{}: {raised}", rate_text(penalty)),
			None => raised,
		},
		Pricing::Floating { .. } => raised,
	}
}

fn unpaid_text(late: &Late) -> &'static str {
	match late.on_interest {
		OnUnpaidInterest::Nothing => "nothing",
		OnUnpaidInterest::ContractThenPenalty => "the rate of interest until the last day, then the penalty",
		OnUnpaidInterest::Penalty => "the penalty",
	}
}

/// `costs, penalty, interest, fees, principal`.
pub fn order_text(order: &Order) -> String {
	let claims: Vec<String> = order.claims.iter().map(|claim| label(claim.name())).collect();
	let days = if order.by_day { "all of the oldest day first" } else { "of all days" };
	format!("{}; {days}", claims.join(", "))
}

/// Who takes a cost.
pub fn payee_text(cost: &Cost) -> &str {
	match cost.payee.as_str() {
		"" => "the lender",
		payee => payee,
	}
}

/// When a cost is due.
pub fn when_text(cost: &Cost) -> String {
	match cost.after {
		0 => "when the money goes".into(),
		days => format!("{} later", counted(days, "day")),
	}
}

/// Who bears a cost.
pub fn borne_text(borne_by: BorneBy) -> &'static str {
	match borne_by {
		BorneBy::Borrower => "the borrower",
		BorneBy::Lender => "the lender",
		BorneBy::Other => "somebody else",
	}
}

pub(crate) fn counted(number: impl Into<u64>, what: &str) -> String {
	let number = number.into();
	let plural = if number == 1 { "" } else { "s" };
	format!("{number} {what}{plural}")
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::{from_civil, product::RepaymentMethod, ReferenceRateId};

	#[test]
	fn a_contract_reads_as_sentences_and_leaves_nothing_out() {
		let mut conditions = Conditions::plain(100_000_000, 12, RepaymentMethod::EqualInstalments, Rate(3_450_000));
		conditions.due_days = DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 1 };
		conditions.balloon = 5_000;
		conditions.principal_holiday = 1;
		let told = told(&conditions, Currency::Cny);
		let of = |name: &str| told.iter().find(|(row, _)| *row == name).map(|(_, text)| text.as_str()).unwrap();
		assert_eq!(of("amount"), "CNY 1,000,000.00");
		assert_eq!(of("rate of interest"), "3.45 % a year, fixed");
		assert_eq!(of("penalty, overdue"), "5.175 %: the rate raised by 50.00 % of itself");
		assert!(of("penalty, misuse").starts_with("6.90 %: the rate raised by 100.00 %"), "{told:?}");
		assert!(of("interest is due").contains("each quarter on day 20, that day included, paid on the day after"));
		assert!(of("a day without work").contains("banks of guangdong"), "{told:?}");
		assert_eq!(of("principal holiday"), "the first 1 instalment: interest alone");
		assert_eq!(of("balloon"), "CNY 50.00 with the last instalment");
		assert_eq!(of("a payment is spent on"), "costs, penalty, interest, fees, principal; of all days");
		conditions.method = RepaymentMethod::Bullet;
		let told = super::told(&conditions, Currency::Cny);
		let maturity = due_text(RepaymentMethod::EqualInstalments, &DueDays::Maturity);
		assert!(told.contains(&("interest is due", maturity)), "a bullet is settled at its end: {told:?}");
	}

	#[test]
	fn a_rate_that_follows_a_reference_says_which_and_when() {
		let floating = |spread, floor, first, every| {
			let (reference, floor) = (ReferenceRateId(0), Rate(floor));
			pricing_text(&Pricing::Floating { reference, spread, floor, first, every })
		};
		let told = floating(45, 0, None, 12);
		assert_eq!(told, "reference rate 0 plus 0.45 % a year, taken anew every 12 months");
		let told = floating(-20, 3_000_000, from_civil(2027, 1, 1), 0);
		assert_eq!(told, "reference rate 0 less 0.20 % a year, at least 3.00 %, taken anew on 2027-01-01");
	}
}
