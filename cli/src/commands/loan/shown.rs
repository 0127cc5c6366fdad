//! A loan, and what its lender proposes for it, as people read them.

use crate::{
	client::{
		conditions::{borne_text, day_count_text, payee_text, pricing_text, surcharge_text, told, when_text},
		sheet::schedule_text,
	},
	output::{date_text, label, money, percent, rate_text, rounded_rate, table, until_text, Output},
	rating::at_least,
};
use lingnan_types::{
	conditions::{Conditions, Cost, Pricing},
	loan::{Amendment, LoanView, Owed, ProposalView},
	Amount, Currency, Date,
};
use subxt::utils::H256;

/// A loan as people read it.
pub fn shown(output: &Output, view: &LoanView) -> String {
	let tell = |amount| money(amount, Some(view.currency.name()));
	let day = |day: Option<Date>| day.map_or_else(|| "-".into(), date_text);
	let mut parts = vec![
		table(&["", ""], facts(view).into_iter().map(|(name, text)| vec![name.to_string(), text]).collect()),
		format!("What is due today, by what it is\n{}", table(&["", "due", "repaid", "forgiven"], owed(view))),
	];
	if let Some(table) = costs_table(&view.terms.conditions, view.currency) {
		parts.push(format!("Costs besides interest, as agreed\n{table}"));
	}
	if !view.amendments.is_empty() {
		let rows = view.amendments.iter().enumerate().map(|(number, one)| {
			let again = if one.reschedules_arrears { "with what is past due" } else { "of what is not due yet" };
			let Conditions { tenor, pricing, .. } = &one.conditions;
			vec![
				number.to_string(),
				label(one.kind.name()),
				again.into(),
				format!("{tenor} months"),
				pricing_text(pricing),
			]
		});
		let table = table(&["no", "what", "of", "term from its day", "rate"], rows.collect());
		parts.push(format!("Other conditions agreed since\n{table}"));
	}
	if !view.claims.is_empty() {
		let rows = view.claims.iter().map(|one| {
			let late = if one.overdue { "overdue" } else { "" };
			let claim = &one.claim;
			let by = format!("{} {late}", date_text(claim.answer_by)).trim().to_string();
			vec![claim.reference.as_str().into(), tell(claim.amount), date_text(claim.value_date), by]
		});
		let table = table(&["payment", "amount", "went on", "answer by"], rows.collect());
		parts.push(format!("Payments that the borrower states\n{table}"));
	}
	parts.push(format!(
		"The schedule in force, from {}\n{}",
		day(Some(view.started)),
		schedule_text(output, &view.schedule, view.currency)
	));
	parts.join("\n\n")
}

/// What the lender proposes, each condition by its name, and the hash that accepts it.
pub fn proposal_text(view: &LoanView, amendment: &Amendment, hash: H256) -> String {
	let rows = told(&amendment.conditions, view.currency).into_iter();
	let rows = rows.map(|(name, text)| vec![name.to_string(), text]).collect();
	let arrears =
		if amendment.reschedules_arrears { "principal that is past due included" } else { "what is due stays due" };
	let costs = costs_table(&amendment.conditions, view.currency);
	let costs =
		costs.map_or_else(|| "No costs besides interest".into(), |table| format!("Costs besides interest\n{table}"));
	format!(
		"{} of loan {} from the day of its acceptance, {arrears}\n{}\n{costs}\nhash of exactly this, made on this machine: {hash:?}",
		label(amendment.kind.name()),
		view.id,
		table(&["", ""], rows)
	)
}

/// Every cost of conditions, if there is one.
fn costs_table(conditions: &Conditions, currency: Currency) -> Option<String> {
	let row = |cost: &Cost| {
		let (to, amount) = (payee_text(cost).to_string(), money(cost.amount, Some(currency.name())));
		vec![label(cost.item.name()), to, amount, when_text(cost), borne_text(cost.borne_by).into()]
	};
	let rows: Vec<_> = conditions.costs.iter().map(row).collect();
	(!rows.is_empty()).then(|| table(&["cost", "paid to", "amount", "when", "borne by"], rows))
}

/// Who owes what to whom, how late it is, at which rate.
fn facts(view: &LoanView) -> Vec<(&'static str, String)> {
	let tell = |amount| money(amount, Some(view.currency.name()));
	let days = |number: u32| format!("{number} day{}", if number == 1 { "" } else { "s" });
	let mut rows = vec![
		("loan", view.id.to_string()),
		("enterprise", view.enterprise.to_string()),
		("institution", view.institution.to_string()),
		("recorded", label(view.state.name())),
		("grade", at_least(view.grade.name())),
		("rate of interest in force", format!("{} a year", rate_text(view.rate))),
		(
			"all in, as agreed",
			format!(
				"{} simple, {} compound a year",
				rounded_rate(view.terms.all_in.simple),
				rounded_rate(view.terms.all_in.compound)
			),
		),
		("penalty, overdue", penalty_text(view)),
		("days are counted", day_count_text(conditions_of(view).day_count).into()),
		("use of funds", label(view.terms.use_of_funds.name())),
		("outstanding principal", tell(view.outstanding_principal)),
		("closes it today", tell(view.payoff)),
	];
	let mut put = |name, text: Option<String>| rows.extend(text.map(|text| (name, text)));
	put("renews", view.terms.renews.map(|loan| format!("loan {loan}")));
	put("drawn under", view.terms.line.map(|line| format!("credit line {line}")));
	put("past due since", view.arrears_since.map(|since| format!("{}, {}", date_text(since), days(view.arrears_days))));
	let default = "its default can be recorded: `lingnan loan note-arrears`";
	put("past due for long", view.default_can_be_noted.then(|| default.into()));
	put("in default since", view.defaulted_on.map(date_text));
	put("default cured on", view.cured_on.map(date_text));
	let until =
		|proposal: &ProposalView| format!("{}: `lingnan loan accept-amendment`", until_text(proposal.valid_until));
	put("proposed by the lender", view.proposed.as_ref().map(until));
	put("called on", view.called_on.map(date_text));
	put("repaid on", view.closed_on.map(date_text));
	put("written off", (view.written_off > 0).then(|| percent(view.written_off.into())));
	put("borne by the public fund", (view.compensated > 0).then(|| tell(view.compensated)));
	rows
}

/// What holds now: as agreed at first, or by the last amendment.
fn conditions_of(view: &LoanView) -> &Conditions {
	view.amendments.last().map_or(&view.terms.conditions, |last| &last.conditions)
}

/// On the rate in force, not on that of the terms.
fn penalty_text(view: &LoanView) -> String {
	surcharge_text(&Pricing::Fixed { rate: view.rate }, conditions_of(view).late.surcharge)
}

/// A row for each claim.
fn owed(view: &LoanView) -> Vec<Vec<String>> {
	let tell = |amount| money(amount, Some(view.currency.name()));
	let parts: [(&str, fn(&Owed) -> Amount); 6] = [
		("costs of collection", |owed| owed.costs),
		("penalty", |owed| owed.penalty),
		("interest", |owed| owed.interest),
		("fees", |owed| owed.fees),
		("principal", |owed| owed.principal),
		("in all", |owed| owed.total),
	];
	let row = |(name, part): (&str, fn(&Owed) -> Amount)| {
		[&view.due, &view.repaid, &view.forgiven].into_iter().map(|owed| tell(part(owed))).fold(
			vec![name.into()],
			|mut row, cell| {
				row.push(cell);
				row
			},
		)
	};
	parts.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
	use super::{super::tests::view, *};
	use crate::{client::terms::proposed, values};
	use codec::Encode;
	use lingnan_types::loan::AmendmentKind;
	use serde_json::json;

	#[test]
	fn a_loan_shows_the_rate_in_force_and_what_is_due_by_what_it_is() {
		let told = shown(&Output { json: false }, &view());
		for part in [
			"3.00 % a year",
			"4.50 %: the rate raised by 50.00 % of itself",
			"3.45 % simple, 3.51 % compound",
			"costs of collection",
			"CNY 0.05",
			"CNY 0.95",
			"CNY 99.00",
			"at least AA",
			"The schedule in force, from 2024-10-04",
		] {
			assert!(told.contains(part), "{part} in\n{told}");
		}
	}

	#[test]
	fn what_a_lender_proposes_is_shown_with_the_hash_made_here_or_not_at_all() {
		let mut loan = view();
		let conditions = loan.terms.conditions.clone();
		let amendment = Amendment { kind: AmendmentKind::Extension, conditions, reschedules_arrears: false };
		let honest = values::fingerprint(&(loan.id, &amendment).encode());
		let propose =
			|hash: H256| ProposalView { amendment: amendment.clone(), amendment_hash: hash.0.into(), valid_until: 0 };
		loan.proposed = Some(propose(honest));
		let (shown, hash) = proposed(&loan).unwrap();
		let told = proposal_text(&loan, shown, hash);
		assert!(told.contains("extension of loan 3") && told.contains(&format!("{honest:?}")), "{told}");
		assert!(told.contains("No costs besides interest"), "{told}");
		// The attack: a restructuring with a fee that the firm does not see when it signs.
		let mut dear = amendment.clone();
		let fee =
			json!({ "item": "Arrangement", "payee": "", "amount": 10_000_000, "after": 0, "borneBy": "Borrower" });
		dear.conditions.costs = vec![serde_json::from_value(fee).unwrap()].try_into().unwrap();
		let told = proposal_text(&loan, &dear, hash);
		assert!(told.contains("arrangement") && told.contains("CNY 100,000.00"), "{told}");
		loan.proposed = Some(propose(H256([7; 32])));
		assert!(proposed(&loan).unwrap_err().to_string().contains("Nothing was signed"));
		loan.proposed = None;
		assert_eq!(proposed(&loan).unwrap_err().exit_code(), 6);
	}
}
