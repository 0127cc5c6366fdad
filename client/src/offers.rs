//! What an institution offers where it says nothing else: the request's amount, term and method, at the rate that the product has
//! for the grade, by the usual conditions of the institution's place.

use crate::{
	questions::financing,
	text::{grouped, money},
	Client, Error, Result,
};
use lingnan_lending::matching;
use lingnan_types::{
	application::{ApplicationView, RequestSpec, Terms},
	conditions::{Conditions, DueDays, Rate},
	loan::Quote,
	product::{ProductSpec, RepaymentMethod, MAX_TENOR},
	DayCount, Grade, Jurisdiction, Timestamp, MAX_AMOUNT, WHOLE,
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
	let place = place(client, application).await?;
	Ok(of_product(&product.spec, &application.request, application.grade, place))
}

/// Of the institution that is asked.
async fn place(client: &Client, application: &ApplicationView) -> Result<Jurisdiction> {
	let institutions = financing::institutions(client).await?;
	let found = institutions.into_iter().find(|one| one.id == application.institution);
	found
		.map(|one| one.jurisdiction)
		.ok_or_else(|| Error::NotFound(format!("there is no institution {}", application.institution)))
}

/// The same from what is known. On the mainland interest is settled on the 20th, and a year has 360 days; in Hong Kong and Macao each
/// month on the day of the drawing, and a year has 365 (366, where it is leap).
pub fn of_product(product: &ProductSpec, request: &RequestSpec, grade: Grade, place: Jurisdiction) -> Conditions {
	let rate = Rate::basis_points(matching::expected_rate(product, Some(grade)));
	let plain = Conditions::plain(request.amount, request.tenor, request.method, rate);
	let by_month = match (request.method, place) {
		(RepaymentMethod::Bullet, _) => DueDays::Maturity,
		(_, Jurisdiction::Guangdong) => DueDays::Fixed { every: 1, day: 20, included: true, paid_after: 0 },
		_ => DueDays::Anniversary { every: 1 },
	};
	let day_count = match place {
		Jurisdiction::Guangdong => DayCount::Actual360,
		Jurisdiction::HongKong | Jurisdiction::Macao => DayCount::ActualActual,
	};
	Conditions { calendar: place, due_days: by_month, day_count, ..plain }
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
	use lingnan_types::conditions::{Claim, Pricing};

	fn conditions() -> Conditions {
		Conditions::plain(100_000_000, 12, RepaymentMethod::EqualInstalments, Rate(3_450_000))
	}

	fn refused(change: impl FnOnce(&mut Conditions)) -> String {
		let mut conditions = conditions();
		change(&mut conditions);
		check(&conditions).unwrap_err()
	}

	#[test]
	fn what_is_outside_its_range_is_refused_by_its_name() {
		assert_eq!(check(&conditions()), Ok(()));
		assert!(refused(|c| c.amount = 0).starts_with("amount is 0.00: from 0.01"));
		assert!(refused(|c| c.tenor = 361).starts_with("tenor is 361 months: from 1 to 360"));
		assert!(refused(|c| c.balloon = c.amount).starts_with("balloon is 1,000,000.00: less than the amount"));
		assert!(refused(|c| c.late.surcharge = 10_001).starts_with("late.surcharge is 10,001 basis points"));
		assert!(refused(|c| c.order.claims = [Claim::Costs; 5]).starts_with("order.claims"));
		assert!(matches!(conditions().pricing, Pricing::Fixed { .. }));
	}
}
