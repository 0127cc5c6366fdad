//! Offers: the conditions that a product and a request suggest, changed by options or by a file; and the plain sheet of what they
//! cost.

use super::Context;
use crate::{
	client::{
		calls::financing::{ExplainOverride, MakeOffer},
		offers,
		questions::financing,
		sheet::{self, Sheet},
		terms::Terms,
		Call,
	},
	error::{Error, Result},
	files::read_json,
	output::{label, money, rounded_rate, until_text},
	values,
};
use clap::Args;
use lingnan_types::{
	application::{ApplicationView, OfferSpec, OverrideReason},
	conditions::{
		Adjustment, BorneBy, Claim, Conditions, Cost, CostItem, DueDays, Effect, FirstPeriod, OnUnpaidInterest, Order,
		Pricing, Rate,
	},
	product::{ProductSpec, RepaymentMethod},
	Amount, ApplicationId, BasisPoints, Date, DayCount, Jurisdiction, ReferenceRateId, Text, Timestamp, UnknownWord,
};
use serde_json::{json, Value};
use std::{path::PathBuf, str::FromStr};

#[derive(Debug, Args)]
pub struct Offer {
	application: ApplicationId,
	/// Last day on which it can be accepted, within 90 days
	#[arg(long, value_parser = values::until)]
	valid_until: Timestamp,
	/// Why it is offered although your own policy does not take it: recorded with the offer
	#[arg(long = "override", value_enum, value_name = "REASON")]
	override_reason: Option<OverrideReason>,
	/// Show what it would cost, and send nothing
	#[arg(long)]
	dry_run: bool,
	#[command(flatten)]
	given: Given,
}

/// What is said of the conditions; what is not is taken from the product and the request.
#[derive(Debug, Default, Args)]
struct Given {
	/// A JSON file with all conditions, in place of the product's. Options win over it: cli/README.md has the rarer ones
	#[arg(long, value_name = "FILE")]
	conditions: Option<PathBuf>,
	/// As asked for
	#[arg(long, value_parser = values::some_amount)]
	amount: Option<Amount>,
	/// Months, 1 to 360; as asked for
	#[arg(long, value_parser = values::within::<u16, 1, 360>)]
	tenor: Option<u16>,
	/// As asked for
	#[arg(long, value_enum)]
	method: Option<RepaymentMethod>,
	/// Yearly, 0% to 100%; what the product says for the grade
	#[arg(long, value_parser = values::rate, conflicts_with = "reference")]
	rate: Option<Rate>,
	/// Number of the reference rate that the rate follows
	#[arg(long, requires = "spread")]
	reference: Option<ReferenceRateId>,
	/// Over the reference, or below it: 45bp, -20bp
	#[arg(long, value_parser = values::spread, requires = "reference")]
	spread: Option<i32>,
	/// The least that the rate can be, with --reference
	#[arg(long, hide = true, value_parser = values::rate, requires = "reference")]
	floor: Option<Rate>,
	/// First day on which the rate is taken anew, with --reference; else so many months after the drawing
	#[arg(long, hide = true, value_parser = values::date, requires = "reference")]
	reprice_on: Option<Date>,
	/// Months from one repricing to the next, with --reference; 0: only the first
	#[arg(long, hide = true, value_parser = values::within::<u8, 0, 255>, requires = "reference")]
	reprice_every: Option<u8>,
	/// MonthlyTwelfths, Actual360, Actual365 or ActualActual
	#[arg(long, value_parser = day_count)]
	day_count: Option<DayCount>,
	/// When interest is settled: monthly:20, quarterly:20+1 (paid a day later), anniversary:1 (months), maturity
	#[arg(long, value_parser = due_days)]
	due_days: Option<DueDays>,
	/// Short or Long: what becomes of a first period that is shorter
	#[arg(long, hide = true, value_parser = values::word::<FirstPeriod>)]
	first_period: Option<FirstPeriod>,
	/// Whose banks' working days count: Guangdong, HongKong or Macao
	#[arg(long, hide = true, value_parser = values::word::<Jurisdiction>)]
	calendar: Option<Jurisdiction>,
	/// Unadjusted, Following, ModifiedFollowing or Preceding
	#[arg(long, hide = true, value_parser = values::word::<Adjustment>)]
	adjustment: Option<Adjustment>,
	/// Whether interest runs to a day to pay that was moved: true or false
	#[arg(long, hide = true)]
	moves_interest: Option<bool>,
	/// Days after the day to pay until which payment is in time
	#[arg(long, value_parser = values::within::<u8, 0, 255>)]
	grace_days: Option<u8>,
	/// Instalments at the start that are interest alone
	#[arg(long, hide = true, value_parser = values::within::<u16, 0, 360>)]
	principal_holiday: Option<u16>,
	/// Principal that is repaid on top of the last instalment
	#[arg(long, hide = true, value_parser = values::amount)]
	balloon: Option<Amount>,
	/// Shorter or Lower: what becomes of instalments after a part is paid early
	#[arg(long, hide = true, value_parser = values::word::<Effect>)]
	prepayment: Option<Effect>,
	/// By which share of itself the rate is raised on what is overdue: 50%
	#[arg(long, value_parser = values::share)]
	surcharge: Option<BasisPoints>,
	/// The same on what is not used as agreed: 100%
	#[arg(long, hide = true, value_parser = values::share)]
	misuse: Option<BasisPoints>,
	/// Nothing, ContractThenPenalty or Penalty: what unpaid interest bears
	#[arg(long, hide = true, value_parser = values::word::<OnUnpaidInterest>)]
	on_interest: Option<OnUnpaidInterest>,
	/// What a payment is spent on, in its order: Costs,Penalty,Interest,Fees,Principal
	#[arg(long, hide = true, value_parser = claims)]
	order: Option<Claims>,
	/// Whether all that was due on the oldest day is paid first: true or false
	#[arg(long, hide = true)]
	order_by_day: Option<bool>,
	/// A cost besides interest, not the product's: "Valuation=3,000.00; to=An appraiser; after=30; by=Lender", or none
	#[arg(long, value_parser = cost)]
	cost: Vec<Line>,
}

/// The order of claims, as one option has it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Claims([Claim; 5]);

/// What `--cost` says.
#[derive(Clone, Debug, PartialEq)]
enum Line {
	None,
	Some(Cost),
}

impl Given {
	/// Conditions as a product, a request or a file has them, with what is said otherwise.
	fn over(&self, mut base: Conditions) -> Result<Conditions> {
		fn put<T: Copy>(place: &mut T, given: Option<T>) {
			if let Some(given) = given {
				*place = given;
			}
		}
		put(&mut base.amount, self.amount);
		put(&mut base.tenor, self.tenor);
		put(&mut base.method, self.method);
		put(&mut base.pricing, self.pricing());
		put(&mut base.day_count, self.day_count);
		if base.method == RepaymentMethod::Bullet {
			if self.due_days.is_some_and(|days| days != DueDays::Maturity) {
				let hint =
					"what is repaid at its end is settled at its end: leave --due-days out, or choose another --method";
				return Err(Error::usage(hint));
			}
			base.due_days = DueDays::Maturity;
		}
		put(&mut base.due_days, self.due_days);
		put(&mut base.first_period, self.first_period);
		put(&mut base.calendar, self.calendar);
		put(&mut base.adjustment, self.adjustment);
		put(&mut base.moves_interest, self.moves_interest);
		put(&mut base.grace_days, self.grace_days);
		put(&mut base.principal_holiday, self.principal_holiday);
		put(&mut base.balloon, self.balloon);
		put(&mut base.prepayment, self.prepayment);
		put(&mut base.late.surcharge, self.surcharge);
		put(&mut base.late.misuse, self.misuse);
		put(&mut base.late.on_interest, self.on_interest);
		put(&mut base.order.claims, self.order.map(|claims| claims.0));
		put(&mut base.order.by_day, self.order_by_day);
		if !self.cost.is_empty() {
			let costs = self.cost.iter().filter_map(|line| match line {
				Line::None => None,
				Line::Some(cost) => Some(cost.clone()),
			});
			base.costs = super::few(costs.collect(), "costs")?;
		}
		Ok(base)
	}

	fn pricing(&self) -> Option<Pricing> {
		match (self.reference.zip(self.spread), self.rate) {
			(Some((reference, spread)), _) => {
				let (first, every) =
					(self.reprice_on, self.reprice_every.unwrap_or(if self.reprice_on.is_some() { 0 } else { 12 }));
				Some(Pricing::Floating { reference, spread, floor: self.floor.unwrap_or_default(), first, every })
			},
			(None, Some(rate)) => Some(Pricing::Fixed { rate }),
			(None, None) => None,
		}
	}
}

impl Offer {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let Self { application: id, valid_until, .. } = *self;
		let application = c.application(id).await?;
		let conditions = self.conditions(c, &application).await?;
		// What the chain would refuse is refused here, by the name of what is wrong.
		let quote = sheet::quote(&c.client, &conditions).await?;
		let products = financing::products(&c.client).await?;
		if let Some(product) = products.iter().find(|product| product.id == application.product) {
			within(&product.spec, &application, &conditions, quote.rate).map_err(Error::usage)?;
		}
		if self.dry_run {
			let terms = offers::terms(&application, conditions, &quote, valid_until);
			let sheet = Sheet { terms, hash: None, quote };
			c.output.answer(&sheet.to_json(), |_| sheet.text(&c.output));
			return Ok(());
		}
		let (simple, compound) = (rounded_rate(quote.all_in.simple), rounded_rate(quote.all_in.compound));
		let end = until_text(valid_until);
		let offer = MakeOffer { application: id, terms: OfferSpec { conditions, valid_until } }.into();
		let call = match self.override_reason {
			// In one: an offer whose reason is refused is not made.
			Some(reason) => Call::all(vec![offer, ExplainOverride { application: id, reason }.into()]),
			None => offer,
		};
		c.submit(call, |_| {
			format!("an offer is made on application {id}, all in {simple} simple and {compound} compound a year; it stands {end}")
		})
		.await
	}

	async fn conditions(&self, c: &Context, application: &ApplicationView) -> Result<Conditions> {
		let base = match &self.given.conditions {
			Some(file) => read_json(file)?,
			None => offers::usual(&c.client, application).await?,
		};
		let conditions = self.given.over(base)?;
		offers::check(&conditions).map_err(Error::usage)?;
		Ok(conditions)
	}
}

/// Which part of an offer lies outside its product, or goes beyond what was asked for: the chain has one name for all of them.
fn within(
	product: &ProductSpec,
	application: &ApplicationView,
	conditions: &Conditions,
	rate: Rate,
) -> Result<(), String> {
	let asked = application.request.amount;
	if conditions.amount > asked {
		return Err(format!("the amount is above what was asked for, {}: nothing was sent", money(asked, None)));
	}
	product.allows(conditions, rate).map_err(|outside| {
		let (what, number) = (label(outside.name()), application.product);
		format!("{what}: product {number} does not have it so (`lingnan show products`). Nothing was sent")
	})
}

/// The plain sheet of an offer.
#[derive(Debug, Args)]
pub struct OfferSheet {
	application: ApplicationId,
}

impl OfferSheet {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let sheet = c.sheet(self.application).await?.1;
		c.output.answer(&sheet.to_json(), |_| sheet.text(&c.output));
		Ok(())
	}
}

impl Context {
	/// An application that there is.
	pub async fn application(&self, id: ApplicationId) -> Result<ApplicationView> {
		let found = financing::application(&self.client, id).await?;
		found.ok_or_else(|| Error::NotFound(format!("there is no application {id}")))
	}

	/// An application as the node shows it, and the sheet of its offer: read, hashed and reckoned on this machine.
	pub async fn sheet(&self, id: ApplicationId) -> Result<(Value, Sheet)> {
		let application: Option<Value> = self.client.rpc("financing_application", json!([id])).await?;
		let application = application.ok_or_else(|| Error::NotFound(format!("there is no application {id}")))?;
		let Terms { terms, hash } = Terms::of(id, &application)?;
		Ok((application, Sheet::of(&self.client, terms, Some(hash)).await?))
	}
}

/// A convention of counting days, spelled as on the chain.
fn day_count(text: &str) -> Result<DayCount, String> {
	let found = DayCount::ALL.into_iter().find(|one| format!("{one:?}").eq_ignore_ascii_case(text.trim()));
	found.ok_or_else(|| "one of MonthlyTwelfths, Actual360, Actual365, ActualActual".into())
}

/// `anniversary:3`, `monthly:20`, `quarterly:20+1`, `maturity`.
fn due_days(text: &str) -> Result<DueDays, String> {
	const FORMS: &str =
		"write anniversary:1 (months), monthly:20, quarterly:20, half-yearly:20, yearly:20, quarterly:20+1 (paid on \
	                     the day after), or maturity; anything else stands in a file (--conditions)";
	let text = text.trim().to_lowercase();
	let (word, number) = text.split_once(':').unwrap_or((&text, ""));
	let within = |text: &str, least: u8, most: u8| {
		let number = text.parse().ok().filter(|number| (least..=most).contains(number));
		number.ok_or_else(|| format!("{text:?} is no number from {least} to {most}: {FORMS}"))
	};
	let fixed = |every| {
		let (day, after) = number.split_once('+').unwrap_or((number, "0"));
		let (day, paid_after) = (within(day, 1, 31)?, within(after, 0, 15)?);
		Ok(DueDays::Fixed { every, day, included: true, paid_after })
	};
	match word {
		"anniversary" if number.is_empty() => Ok(DueDays::Anniversary { every: 1 }),
		"anniversary" => Ok(DueDays::Anniversary { every: within(number, 1, 12)? }),
		"monthly" => fixed(1),
		"quarterly" => fixed(3),
		"half-yearly" => fixed(6),
		"yearly" => fixed(12),
		"maturity" if number.is_empty() => Ok(DueDays::Maturity),
		_ => Err(FORMS.into()),
	}
}

/// Each claim once.
fn claims(text: &str) -> Result<Claims, String> {
	let read: Result<Vec<Claim>, UnknownWord> = text.split(',').map(|word| word.trim().parse()).collect();
	let read = read.map_err(|unknown| unknown.to_string())?;
	let all = || format!("name each of {} once", Claim::ALL.map(Claim::name).join(", "));
	let claims: [Claim; 5] = read.try_into().map_err(|_| all())?;
	match (Order { claims, by_day: false }).is_allowed(&[]) {
		true => Ok(Claims(claims)),
		false => Err(all()),
	}
}

/// `Valuation=3,000.00; to=Guangzhou IP Appraisal; after=30; by=Lender`.
fn cost(text: &str) -> Result<Line, String> {
	if text.trim().eq_ignore_ascii_case("none") {
		return Ok(Line::None);
	}
	let mut parts = text.split(';').map(|part| part.split_once('=').map(|(name, value)| (name.trim(), value.trim())));
	let form = || String::from("write ITEM=AMOUNT, with to=PAYEE, after=DAYS and by=Borrower behind semicolons");
	let (item, amount) = parts.next().flatten().ok_or_else(form)?;
	let mut cost = Cost {
		item: values::word::<CostItem>(item).map_err(|e| format!("{item}: {e}"))?,
		payee: Text::default(),
		amount: values::amount(amount)?,
		after: 0,
		borne_by: BorneBy::Borrower,
	};
	for part in parts {
		match part.ok_or_else(form)? {
			("to", payee) => cost.payee = Text::from_str(payee).map_err(|e| format!("to: {e}"))?,
			("after", days) => {
				cost.after = values::within::<u16, 0, 65_535>(days).map_err(|e| format!("after: {e}"))?
			},
			("by", who) => cost.borne_by = values::word(who).map_err(|e| format!("by: {e}"))?,
			(other, _) => return Err(format!("{other:?} is nothing that a cost has: {}", form())),
		}
	}
	Ok(Line::Some(cost))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn base() -> Conditions {
		Conditions::plain(100_000_000, 12, RepaymentMethod::EqualInstalments, Rate(3_450_000))
	}

	#[test]
	fn what_is_not_said_stays_as_the_product_and_the_request_have_it() {
		assert_eq!(Given::default().over(base()).unwrap(), base());
		let given = Given { tenor: Some(6), surcharge: Some(3_000), ..Given::default() };
		let changed = given.over(base()).unwrap();
		assert_eq!((changed.tenor, changed.late.surcharge), (6, 3_000));
		assert_eq!((changed.amount, changed.pricing), (base().amount, base().pricing));
		// Costs that are named take the place of the product's.
		let fee = cost("Arrangement=1,000.00").unwrap();
		let with_fee = Given { cost: vec![fee], ..Given::default() }.over(base()).unwrap();
		assert_eq!(with_fee.costs.len(), 1);
		assert!(Given { cost: vec![Line::None], ..Given::default() }.over(with_fee).unwrap().costs.is_empty());
	}

	/// The attack: a charge that is not on the product's sheet, or terms that it does not have. The part is named.
	#[test]
	fn what_lies_outside_the_product_is_named_before_anything_is_sent() {
		let product: ProductSpec = serde_json::from_value(json!({
			"name": "A loan", "currency": "CNY", "minAmount": 1_000, "maxAmount": 100_000_000, "minTenor": 3, "maxTenor": 36,
			"minRate": 345, "maxRate": 445, "dayCount": "Actual360", "surcharge": 5_000, "dueDays": [], "costs": [],
			"methods": ["EqualInstalments"], "worstGrade": "BBB", "minimumCoverage": 6_000, "industries": [], "divisions": [],
			"jurisdictions": [], "minimumAgeMonths": 0, "unsecured": true, "security": [], "worstLoanToValue": 0,
			"tradeRecords": false, "decisionDays": 5,
		}))
		.unwrap();
		let application: ApplicationView = serde_json::from_value(json!({
			"id": 3, "enterprise": "CN:91440300708461136T", "product": 7, "institution": 1, "scorecard": 0, "grade": "AAA",
			"filedAt": 0, "decideBy": 0, "deadlineMissed": false, "state": "Open", "now": "Open", "offeredOn": null,
			"request": { "amount": 100_000_000, "currency": "CNY", "tenor": 12, "method": "EqualInstalments", "useOfFunds": "Trade" },
			"terms": null, "offeredTermsHash": null, "reservation": null,
		}))
		.unwrap();
		let told = |conditions: Conditions, rate| within(&product, &application, &conditions, Rate::basis_points(rate));
		assert_eq!(told(base(), 345), Ok(()));
		assert!(told(base(), 700).unwrap_err().starts_with("rate: product 7"));
		let Line::Some(fee) = cost("Notary=1").unwrap() else { panic!("it is one") };
		let with_fee = Conditions { costs: vec![fee].try_into().unwrap(), ..base() };
		assert!(told(with_fee, 345).unwrap_err().starts_with("cost: product 7"));
		assert!(told(Conditions { amount: 100_000_001, ..base() }, 345).unwrap_err().contains("1,000,000.00"));
	}

	#[test]
	fn a_rate_follows_a_reference_where_one_is_named() {
		let given = Given { reference: Some(ReferenceRateId(0)), spread: Some(45), ..Given::default() };
		let pricing =
			Pricing::Floating { reference: ReferenceRateId(0), spread: 45, floor: Rate(0), first: None, every: 12 };
		assert_eq!(given.over(base()).unwrap().pricing, pricing);
	}

	#[test]
	fn what_is_repaid_at_its_end_is_settled_at_its_end() {
		let monthly = Some(DueDays::Anniversary { every: 1 });
		let bullet = |due_days| Given { method: Some(RepaymentMethod::Bullet), due_days, ..Given::default() };
		let refused = bullet(monthly).over(base()).unwrap_err().to_string();
		assert!(refused.contains("leave --due-days out"), "{refused}");
		assert_eq!(bullet(None).over(base()).unwrap().due_days, DueDays::Maturity);
		assert_eq!(bullet(Some(DueDays::Maturity)).over(base()).unwrap().due_days, DueDays::Maturity);
	}

	#[test]
	fn due_days_are_read_as_banks_say_them() {
		let fixed = |every, day, paid_after| Ok(DueDays::Fixed { every, day, included: true, paid_after });
		for (text, days) in [
			("anniversary", Ok(DueDays::Anniversary { every: 1 })),
			("anniversary:3", Ok(DueDays::Anniversary { every: 3 })),
			("monthly:20", fixed(1, 20, 0)),
			("Quarterly:20+1", fixed(3, 20, 1)),
			("half-yearly:21", fixed(6, 21, 0)),
			("yearly:31", fixed(12, 31, 0)),
			("maturity", Ok(DueDays::Maturity)),
		] {
			assert_eq!(due_days(text), days, "{text}");
		}
		for bad in
			["", "monthly", "monthly:0", "monthly:32", "anniversary:13", "quarterly:20+16", "weekly:1", "maturity:3"]
		{
			assert!(due_days(bad).unwrap_err().contains("quarterly:20"), "{bad}");
		}
	}

	#[test]
	fn a_cost_is_read_with_its_payee_day_and_bearer() {
		let Line::Some(read) = cost("Valuation=3,000.00; to=Guangzhou IP Appraisal; after=30; by=Lender").unwrap()
		else {
			panic!("it is one")
		};
		assert_eq!((read.item, read.amount, read.after), (CostItem::Valuation, 300_000, 30));
		assert_eq!((read.payee.as_str(), read.borne_by), ("Guangzhou IP Appraisal", BorneBy::Lender));
		assert_eq!(cost("none"), Ok(Line::None));
		for (bad, why) in [
			("Bribe=5", "Arrangement"),
			("Valuation", "ITEM=AMOUNT"),
			("Valuation=1.234", "two decimals"),
			("Valuation=5; by=Nobody", "by: one of Borrower"),
			("Valuation=5; when=3", "\"when\""),
			("Valuation=5; after=x", "after: write a whole number"),
		] {
			let told = cost(bad).unwrap_err();
			assert!(told.contains(why), "{bad}: {told}");
		}
	}

	#[test]
	fn each_claim_stands_once_in_the_order_of_payment() {
		assert_eq!(claims("Costs,Penalty,Interest,Fees,Principal").unwrap().0, Claim::ALL);
		assert!(claims("Costs,Costs,Interest,Fees,Principal").unwrap_err().contains("once"));
		assert!(claims("Costs").unwrap_err().contains("Principal"));
		assert!(claims("Costs,Penalty,Interest,Fees,Gifts").unwrap_err().contains("one of"));
	}

	#[test]
	fn a_convention_is_named_as_the_chain_spells_it() {
		assert_eq!(day_count("Actual360"), Ok(DayCount::Actual360));
		assert!(day_count("30/360").unwrap_err().contains("MonthlyTwelfths"));
	}
}
