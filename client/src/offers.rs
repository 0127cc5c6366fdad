//! What an institution offers where it says nothing else: the request's amount, term and method, at the rate that the product has
//! for the grade, by the usual conditions of the institution's place.

use crate::{
	questions::financing,
	sheet::rate_on,
	text::{grouped, money},
	Client, Error, Result,
};
use lingnan_lending::matching;
use lingnan_types::{
	application::{ApplicationView, RequestSpec, Terms},
	conditions::{Conditions, DueDays, Late, Pricing, Rate},
	date_of,
	loan::Quote,
	product::{ProductSpec, RepaymentMethod, MAX_TENOR},
	Grade, Jurisdiction, ReferenceRateId, Timestamp, MAX_AMOUNT, WHOLE,
};

/// The conditions for an application.
pub async fn usual(client: &Client, application: &ApplicationView) -> Result<Conditions> {
	let products = financing::products(client).await?;
	let product = products.into_iter().find(|product| product.id == application.product).ok_or_else(|| {
		Error::NotFound(format!(
			"product {} is open no more: its conditions are not asked for. Give all of them in a file (--conditions)",
			application.product
		))
	})?;
	let institutions = financing::institutions(client).await?;
	let bank = institutions.into_iter().find(|one| one.id == application.institution);
	let bank = bank.ok_or_else(|| Error::NotFound(format!("there is no institution {}", application.institution)))?;
	let mut conditions = of_product(&product.spec, &application.request, application.grade, bank.jurisdiction);
	if let Some(reference) = product.spec.reference {
		conditions.pricing = floating(client, reference, &conditions.pricing).await?;
	}
	Ok(conditions)
}

/// The rate that the product has for the grade, as a spread over what the reference stands at today; taken anew each year.
async fn floating(client: &Client, reference: ReferenceRateId, fixed: &Pricing) -> Result<Pricing> {
	let (today, floor) = (date_of(client.now().await?), Rate(0));
	let over = |spread| Pricing::Floating { reference, spread, floor, first: None, every: 12 };
	let (wanted, stands) = (rate_on(client, fixed, today).await?, rate_on(client, &over(0), today).await?);
	let points = |rate: Rate| i32::try_from(rate.rounded()).unwrap_or(i32::MAX);
	Ok(over(points(wanted).saturating_sub(points(stands))))
}

/// The same from what is known, at a fixed rate: days are counted as the product says, its costs are on the sheet, lateness costs what
/// it says at most. Interest is settled on the first of the product's days; where it leaves them open, on the mainland on the 20th
/// of each month (its custom: PBoC Yinfa 1999 No. 77, art. 20), elsewhere on the day of the drawing.
pub fn of_product(product: &ProductSpec, request: &RequestSpec, grade: Grade, place: Jurisdiction) -> Conditions {
	let rate = Rate::basis_points(matching::expected_rate(product, Some(grade)));
	let plain = Conditions::plain(request.amount, request.tenor, request.method, rate);
	let usual = match place {
		Jurisdiction::Guangdong => DueDays::Fixed { every: 1, day: 20, included: true, paid_after: 0 },
		Jurisdiction::HongKong | Jurisdiction::Macao => DueDays::Anniversary { every: 1 },
	};
	let due_days = match request.method {
		RepaymentMethod::Bullet => DueDays::Maturity,
		_ => product.due_days.first().copied().unwrap_or(usual),
	};
	let late = Late { surcharge: product.surcharge, ..plain.late };
	let costs = product.costs_of(request.amount);
	Conditions { calendar: place, due_days, day_count: product.day_count, late, costs, ..plain }
}

/// Terms as the chain would make them of an offer.
pub fn terms(application: &ApplicationView, conditions: Conditions, quote: &Quote, valid_until: Timestamp) -> Terms {
	let ApplicationView { id, product, institution, enterprise, request, .. } = application;
	Terms {
		application: *id,
		product: *product,
		institution: *institution,
		enterprise: enterprise.clone(),
		currency: request.currency,
		conditions,
		all_in: quote.all_in,
		use_of_funds: request.use_of_funds,
		security: request.security.clone(),
		renews: request.renews,
		line: request.line,
		valid_until,
	}
}

/// What is outside its range whatever the product, the request and the calendar are, by its name.
pub fn check(conditions: &Conditions) -> std::result::Result<(), String> {
	let Conditions { amount, tenor, balloon, late, .. } = conditions;
	let tell = |minor: u64| money(minor, None);
	let months = |number: u16| grouped(number.into());
	if !(1..=MAX_AMOUNT).contains(amount) {
		return Err(format!("amount is {}: from 0.01 to {}", tell(*amount), tell(MAX_AMOUNT)));
	}
	if !(1..=MAX_TENOR).contains(tenor) {
		return Err(format!("tenor is {} months: from 1 to {}", months(*tenor), months(MAX_TENOR)));
	}
	if balloon >= amount {
		return Err(format!("balloon is {}: less than the amount, {}", tell(*balloon), tell(*amount)));
	}
	for (name, share) in [("late.surcharge", late.surcharge), ("late.misuse", late.misuse)] {
		if share > WHOLE {
			return Err(format!("{name} is {} basis points of the rate: {WHOLE} at most", grouped(share.into())));
		}
	}
	if !conditions.order.is_allowed(&[]) {
		return Err("order.claims: each of Costs, Penalty, Interest, Fees and Principal once".into());
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::conditions::Claim;

	fn conditions() -> Conditions {
		Conditions::plain(100_000_000, 12, RepaymentMethod::EqualInstalments, Rate(3_450_000))
	}

	fn refused(change: impl FnOnce(&mut Conditions)) -> String {
		let mut conditions = conditions();
		change(&mut conditions);
		check(&conditions).unwrap_err()
	}

	#[test]
	fn an_offer_has_the_product_s_costs_days_and_surcharge() {
		let product: ProductSpec = serde_json::from_value(serde_json::json!({
			"name": "A loan", "currency": "CNY", "minAmount": 1_000, "maxAmount": 100_000_000, "minTenor": 3, "maxTenor": 36,
			"minRate": 345, "maxRate": 445, "dayCount": "Actual360", "surcharge": 3_000,
			"dueDays": [{ "Fixed": { "every": 3, "day": 21, "included": false, "paidAfter": 0 } }],
			"costs": [{ "item": "Arrangement", "share": 50, "borneBy": "Borrower" }], "methods": ["EqualInstalments"],
			"worstGrade": "BBB", "minimumCoverage": 6_000, "industries": [], "divisions": [], "jurisdictions": [],
			"minimumAgeMonths": 0, "unsecured": true, "security": [], "worstLoanToValue": 0, "tradeRecords": false,
			"decisionDays": 5,
		}))
		.unwrap();
		let request: RequestSpec = serde_json::from_value(serde_json::json!({
			"amount": 1_000_000, "currency": "CNY", "tenor": 12, "method": "EqualInstalments", "useOfFunds": "Purchases",
		}))
		.unwrap();
		let offered = of_product(&product, &request, Grade::Aaa, Jurisdiction::Guangdong);
		assert_eq!(offered.pricing, Pricing::Fixed { rate: Rate(3_450_000) });
		assert_eq!((offered.due_days, offered.late.surcharge), (product.due_days[0], 3_000));
		assert_eq!((offered.costs.len(), offered.costs[0].amount), (1, 5_000));
		assert_eq!(product.allows(&offered, Rate(3_450_000)), Ok(()), "the chain takes it");
		let bullet = RequestSpec { method: RepaymentMethod::Bullet, ..request };
		assert_eq!(of_product(&product, &bullet, Grade::Aaa, Jurisdiction::Macao).due_days, DueDays::Maturity);
	}

	#[test]
	fn what_is_outside_its_range_is_refused_by_its_name() {
		assert_eq!(check(&conditions()), Ok(()));
		assert!(refused(|c| c.amount = 0).starts_with("amount is 0.00: from 0.01"));
		assert!(refused(|c| c.tenor = 361).starts_with("tenor is 361 months: from 1 to 360"));
		assert!(refused(|c| c.balloon = c.amount).starts_with("balloon is 1,000,000.00: less than the amount"));
		assert!(refused(|c| c.late.surcharge = 10_001).starts_with("late.surcharge is 10,001 basis points"));
		assert!(refused(|c| c.order.claims = [Claim::Costs; 5]).starts_with("order.claims"));
	}
}
