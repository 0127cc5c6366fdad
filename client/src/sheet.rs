//! The plain sheet of a loan: every cost with its payee, every payment with its day, what it costs in all as a rate a year, what
//! lateness costs. Reckoned on this machine, from terms and from the chain's calendars and reference rates.
//!
//! What it must show: all cost as a rate a year, no less visibly than any other rate (PBoC Announcement 2021 No. 3); item,
//! payee, amount, when and borne by whom (the loan plain sheet, 企业贷款综合融资成本清单, of the PBoC's pilot since 2024; its form is not
//! settled).

use crate::{
	audience::Audience,
	conditions::{borne_text, payee_text, told, when_text},
	questions::{calendar, reference_rate},
	text::{date_text, label, money, rate_text, rounded_rate, until_text},
	Client, Error, Result,
};
use lingnan_lending::{
	periods::Fault,
	sheet::{self, NoSheet},
	working_days::Calendar,
	yearly_rate::NoRate,
};
use lingnan_types::{
	application::Terms,
	bank_days::CalendarView,
	conditions::{BorneBy, Conditions, Pricing, Rate},
	date_of,
	loan::{Instalment, Quote},
	Currency, Date, ReferenceRateId,
};
use serde_json::{json, Value};
use subxt::utils::H256;

/// What a loan costs and when it is paid, if the money goes on one day.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
	pub terms: Terms,
	/// By which exactly these terms are accepted. None: nothing is offered yet.
	pub hash: Option<H256>,
	pub quote: Quote,
}

impl Sheet {
	/// As if the money went today.
	pub async fn of(client: &Client, terms: Terms, hash: Option<H256>) -> Result<Self> {
		let quote = quote(client, &terms.conditions).await?;
		Ok(Self { terms, hash, quote })
	}

	/// For programs.
	pub fn to_json(&self) -> Value {
		json!({ "terms": self.terms, "hash": self.hash, "quote": self.quote })
	}

	/// For people: the figures, and the hash of the terms that they follow from.
	pub fn text(&self, audience: &dyn Audience) -> String {
		let Self { terms, hash, quote } = self;
		let currency = terms.currency;
		let mut parts = vec![
			format!("Plain sheet of the offer on application {}", terms.application),
			audience.table(&["", ""], self.agreed()),
			format!("What it costs, interest included\n{}", audience.table(&COSTS, self.costs())),
			all_in(terms, quote),
			format!(
				"What is paid, and when, if the money goes on {}\n{}",
				date_text(quote.drawn),
				schedule_text(audience, &quote.schedule, currency)
			),
		];
		if let Some(hash) = hash {
			parts.push(format!("Hash of exactly these terms, made on this machine: {hash:?}"));
		}
		parts.join("\n\n")
	}

	/// Who lends what to whom, and each condition.
	fn agreed(&self) -> Vec<Vec<String>> {
		let Terms { application, product, institution, enterprise, currency, security, renews, line, .. } = &self.terms;
		let assets: Vec<String> = security.iter().map(ToString::to_string).collect();
		let mut rows = vec![
			("application", application.to_string()),
			("product", product.to_string()),
			("institution", institution.to_string()),
			("enterprise", enterprise.to_string()),
			("use of funds", label(self.terms.use_of_funds.name())),
			("security, assets", if assets.is_empty() { "none".into() } else { assets.join(", ") }),
		];
		rows.extend(renews.map(|loan| ("renews", format!("loan {loan}, which it settles without money moving"))));
		rows.extend(line.map(|line| ("drawn under", format!("credit line {line}"))));
		rows.extend(told(&self.terms.conditions, *currency));
		rows.push(("offer stands", until_text(self.terms.valid_until)));
		rows.into_iter().map(|(name, text)| vec![name.to_string(), text]).collect()
	}

	/// A line for each cost, interest first, and what the borrower bears in all.
	fn costs(&self) -> Vec<Vec<String>> {
		let tell = |amount| money(amount, Some(self.terms.currency.name()));
		let interest = tell(self.quote.interest);
		let mut rows = vec![["interest", "the lender", &interest, "with the instalments", "the borrower"]
			.map(String::from)
			.to_vec()];
		for cost in &self.terms.conditions.costs {
			rows.push(vec![
				label(cost.item.name()),
				payee_text(cost).into(),
				tell(cost.amount),
				when_text(cost),
				borne_text(cost.borne_by).into(),
			]);
		}
		let all = tell(self.quote.interest.saturating_add(self.quote.costs));
		rows.push(["in all", "", &all, "", borne_text(BorneBy::Borrower)].map(String::from).to_vec());
		rows
	}
}

const COSTS: [&str; 5] = ["cost", "paid to", "amount", "when", "borne by"];

/// What is paid, if the money goes today.
pub async fn quote(client: &Client, conditions: &Conditions) -> Result<Quote> {
	let today = date_of(client.now().await?);
	let known = calendar::of(client, conditions.calendar).await?;
	let rate = rate_on(client, &conditions.pricing, today).await?;
	let quote = sheet::quote(conditions, rate, today, &working_days(&known)?);
	let mut quote = quote.map_err(|why| Error::usage(no_sheet(why)))?;
	// A year may be known and not announced.
	quote.schedule.iter_mut().for_each(|one| one.provisional |= known.is_provisional(one.due));
	Ok(quote)
}

/// Which of the conditions there is no schedule by.
fn no_sheet(why: NoSheet) -> String {
	let (names, reason) = match why {
		NoSheet::Schedule(Fault::Term) => ("tenor", "the last day must come after the first, by 360 months at most"),
		NoSheet::Schedule(Fault::DueDays) => (
			"dueDays",
			"every 1 to 12 months, or on day 1 to 31 every 1, 3, 6 or 12 months, paid 0 to 15 days after it",
		),
		NoSheet::Schedule(Fault::DaysCross) => ("adjustment", "days to pay would be moved past one another"),
		NoSheet::Schedule(Fault::Amount) => ("amount, balloon", "from 0.01, and a balloon less than the amount"),
		NoSheet::Schedule(Fault::PrincipalHoliday) => {
			("principalHoliday", "there must be an instalment left in which principal is repaid")
		},
		NoSheet::Schedule(Fault::Method) => {
			("method", "a balloon and a principal holiday go with equal instalments and equal principal alone")
		},
		NoSheet::Rate(NoRate::NothingReceived) => ("costs", "they take all that is lent on the day of the drawing"),
		NoSheet::Schedule(_) | NoSheet::Rate(_) => ("rate, costs", "they are beyond what can be reckoned"),
	};
	format!("{names}: {reason}. Nothing was sent")
}

/// The rate of interest, if the money goes that day.
pub(crate) async fn rate_on(client: &Client, pricing: &Pricing, day: Date) -> Result<Rate> {
	match pricing {
		Pricing::Fixed { rate } => Ok(*rate),
		Pricing::Floating { reference, spread, floor, .. } => {
			let last = last_of(client, *reference, day).await?;
			let rate = last.with_spread(*spread).ok_or_else(|| Error::usage("spread: it is beyond all rates"))?;
			Ok(rate.max(*floor))
		},
	}
}

/// What a reference stood at: the last that was published by then.
async fn last_of(client: &Client, reference: ReferenceRateId, day: Date) -> Result<Rate> {
	let quotes = reference_rate::quotes(client, reference).await?;
	let known = quotes.into_iter().filter(|quote| quote.published <= day);
	known.max_by_key(|quote| quote.published).map(|quote| quote.rate).ok_or_else(|| {
		Error::NotFound(format!(
			"reference rate {reference} was not published by {}: see `lingnan reference-rate show`",
			date_text(day)
		))
	})
}

/// The working days as loans count them.
fn working_days(view: &CalendarView) -> Result<Calendar> {
	Calendar::of_view(view)
		.map_err(|fault| Error::Connection(format!("calendar_get: the calendar contradicts itself: {fault:?}")))
}

/// Both rates a year, and those of today if time has moved them.
fn all_in(terms: &Terms, quote: &Quote) -> String {
	let both = |simple, compound| format!("{} simple, {} compound", rounded_rate(simple), rounded_rate(compound));
	let agreed = both(terms.all_in.simple, terms.all_in.compound);
	let now = both(quote.all_in.simple, quote.all_in.compound);
	let today = if now == agreed { String::new() } else { format!(" (if the money goes today: {now})") };
	format!(
		"All in, a year: {agreed}{today}\nInterest and all costs that the borrower bears, over the principal that is outstanding."
	)
}

/// Each instalment with its day and its parts, and their sum.
pub fn schedule_text(audience: &dyn Audience, schedule: &[Instalment], currency: Currency) -> String {
	let tell = |amount| money(amount, Some(currency.name()));
	let sum = |part: fn(&Instalment) -> u64| schedule.iter().fold(0, |sum: u64, one| sum.saturating_add(part(one)));
	let whole = |one: &Instalment| one.principal.saturating_add(one.interest).saturating_add(one.fees);
	let mut rows: Vec<Vec<String>> = schedule
		.iter()
		.map(|one| {
			let mark = if one.provisional { " *" } else { "" };
			vec![
				one.number.to_string(),
				format!("{}{mark}", date_text(one.due)),
				date_text(one.in_time),
				tell(one.principal),
				tell(one.interest),
				tell(one.fees),
				tell(whole(one)),
			]
		})
		.collect();
	rows.push(vec![
		"all".into(),
		"-".into(),
		"-".into(),
		tell(sum(|one| one.principal)),
		tell(sum(|one| one.interest)),
		tell(sum(|one| one.fees)),
		tell(schedule.iter().map(whole).fold(0, u64::saturating_add)),
	]);
	let table = audience.table(&["no", "due", "in time until", "principal", "interest", "fees", "together"], rows);
	match schedule.iter().any(|one| one.provisional) {
		true => format!("{table}\n* the banks' working days of that year are not known yet: the day may move"),
		false => table,
	}
}

/// `3.45 %, all in 5.32 % simple and 5.46 % compound`.
pub fn rates_text(terms: &Terms, rate: Rate) -> String {
	format!(
		"{}, all in {} simple and {} compound",
		rate_text(rate),
		rounded_rate(terms.all_in.simple),
		rounded_rate(terms.all_in.compound)
	)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{audience::Nobody, terms::tests::terms};
	use lingnan_types::from_civil;

	/// Of an offer on 2026-11-30 whose calendar nobody has entered.
	fn sheet() -> Sheet {
		let terms = terms();
		let drawn = from_civil(2026, 11, 30).unwrap();
		let quote = sheet::quote(&terms.conditions, Rate(3_850_000), drawn, &Calendar::default()).unwrap();
		Sheet { terms: Terms { all_in: quote.all_in, ..terms }, hash: Some(H256([7; 32])), quote }
	}

	#[test]
	fn every_cost_stands_on_the_sheet_with_who_takes_and_who_bears_it() {
		let text = sheet().text(&Nobody);
		for part in [
			"arrangement  the lender  CNY 50.00  when the money goes  the borrower",
			"valuation  Guangzhou IP Appraisal  CNY 3,000.00  when the money goes  the borrower",
			"3.85 % a year, fixed",
			"5.775 %: the rate raised by 50.00 % of itself",
			"costs, penalty, interest, fees, principal",
			"each day is a 360th of a year",
			"0x0707",
			"the day may move",
		] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		// Both rates, and above the contract's.
		let Sheet { quote, .. } = sheet();
		assert!(quote.all_in.simple > Rate(3_850_000) && quote.all_in.compound > quote.all_in.simple);
		let both =
			format!("{} simple, {} compound", rounded_rate(quote.all_in.simple), rounded_rate(quote.all_in.compound));
		assert!(text.contains(&both), "{both} in\n{text}");
	}

	#[test]
	fn the_schedule_adds_up_to_the_loan_its_interest_and_its_fees() {
		let Sheet { quote, .. } = sheet();
		let text = schedule_text(&Nobody, &quote.schedule, Currency::Cny);
		let last = text.lines().find(|line| line.starts_with("all ")).unwrap();
		let interest = money(quote.interest, Some("CNY"));
		assert!(last.contains("CNY 1,500,000.00") && last.contains(&interest) && last.contains("CNY 50.00"), "{last}");
	}

	#[test]
	fn the_rate_of_today_is_told_beside_that_of_the_offer() {
		let mut sheet = sheet();
		assert!(!sheet.text(&Nobody).contains("if the money goes today:"));
		sheet.terms.all_in.simple = Rate(1);
		assert!(sheet.text(&Nobody).contains("(if the money goes today:"));
	}
}
