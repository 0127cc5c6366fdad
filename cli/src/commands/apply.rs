use super::{advice, few, Context};
use crate::{
	client::{calls::financing, questions, register::Register, Call},
	error::{Error, Result},
	output::{label, money, percent, table, variant},
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{
	application::{ApplicationState, ApplicationView, DeclineReason, RequestSpec, UseOfFunds},
	conditions::{BorneBy, Cost, Rate},
	product::{Match as Found, Price, ProductSpec, ProductView, RepaymentMethod},
	Amount, ApplicationId, Currency, InstitutionId, LineId, LoanId, ProductId, RegistrationNumber,
};
use serde_json::json;

#[derive(Debug, Args)]
pub struct Request {
	#[arg(long, value_parser = values::some_amount)]
	amount: Amount,
	#[arg(long, value_parser = values::currency, default_value = "CNY")]
	currency: Currency,
	/// Months, 1 to 360
	#[arg(long, value_parser = values::within::<u16, 1, 360>)]
	tenor: u16,
	#[arg(long, value_enum, default_value = "equal-instalments")]
	method: RepaymentMethod,
	/// What the money is for; using it otherwise is misuse. A renewal refinances, else it is working capital
	#[arg(long, value_enum)]
	use_of_funds: Option<UseOfFunds>,
	/// Numbers of the assets offered as security, such as 1,2
	#[arg(long, default_value = "")]
	security: String,
	/// The loan that this one settles without money moving: a renewal, asked for before that loan ends
	#[arg(long, value_name = "LOAN")]
	renews: Option<LoanId>,
	/// The credit line that it is drawn under
	#[arg(long)]
	line: Option<LineId>,
}

impl Request {
	pub(super) fn spec(&self) -> Result<RequestSpec> {
		let security = values::ids(&self.security).map_err(|e| Error::usage(format!("--security: {e}")))?;
		let Self { amount, currency, tenor, method, renews, line, .. } = *self;
		let usual = if renews.is_some() { UseOfFunds::Refinancing } else { UseOfFunds::WorkingCapital };
		let use_of_funds = self.use_of_funds.unwrap_or(usual);
		let security = few(security, "assets")?;
		Ok(RequestSpec { amount, currency, tenor, method, use_of_funds, security, renews, line })
	}
}

#[derive(Debug, Args)]
pub struct Match {
	number: RegistrationNumber,
	#[command(flatten)]
	request: Request,
	/// Show refused products too, with their reasons
	#[arg(long)]
	all: bool,
}

impl Match {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let found = questions::matching::matches(&c.client, &self.number, &self.request.spec()?).await?;
		let found = found.map_err(|refusal| advice::unmatched(refusal, &self.number))?;
		if c.output.json {
			c.output.answer(&json!(found), |_| String::new());
			return Ok(());
		}
		let matches = Matches {
			products: questions::financing::products(&c.client).await?,
			institutions: Register::of(&c.client).await?,
			currency: self.request.currency,
			amount: self.request.amount,
			found,
		};
		c.output.say(if self.all { matches.with_reasons() } else { matches.eligible() });
		if !matches.found.iter().any(|one| one.eligible) {
			c.output.say(advice::Applicant::look(c, &self.number).await?.advice(&matches.found));
		}
		Ok(())
	}
}

/// What was found for a request, those that fit first.
struct Matches {
	found: Vec<Found>,
	products: Vec<ProductView>,
	institutions: Register<InstitutionId>,
	/// Of the request.
	currency: Currency,
	/// Asked for. Minor units.
	amount: Amount,
}

impl Matches {
	/// Those that fit, and what is in their rates.
	fn eligible(&self) -> String {
		let shown: Vec<_> = self.found.iter().filter(|one| one.eligible).collect();
		self.under(&HEADING, shown.iter().map(|one| self.row(one)).collect()) + &self.in_it(&shown)
	}

	/// All, with the reasons of those that do not.
	fn with_reasons(&self) -> String {
		let rows = self.found.iter().map(|one| {
			let why: Vec<_> = one.refusals.iter().map(|why| why.name()).collect();
			[self.row(one), vec![if why.is_empty() { "-".into() } else { why.join(", ") }]].concat()
		});
		let heading: Vec<_> = HEADING.into_iter().chain(["why not"]).collect();
		self.under(&heading, rows.collect()) + &self.in_it(&self.found.iter().collect::<Vec<_>>())
	}

	fn row(&self, one: &Found) -> Vec<String> {
		let product = self.products.iter().find(|product| product.id == one.product);
		let of = |told: fn(&Price) -> String| one.price.as_ref().map_or("-".into(), told);
		let rate = |price: &Price| match price.all_in.compound {
			Rate(u64::MAX) => "more than is lent".into(),
			rate => percent(rate.rounded().into()),
		};
		vec![
			one.product.to_string(),
			product.map_or("?", |product| product.spec.name.as_str()).into(),
			self.institutions.name(one.institution),
			of(rate),
			of(|price| money(price.interest, None)),
			of(|price| money(price.costs, None)),
		]
	}

	/// Every cost of each product that has a price, and what the rate means.
	fn in_it(&self, shown: &[&Found]) -> String {
		let priced: Vec<_> = shown.iter().filter(|one| one.price.is_some()).collect();
		if priced.is_empty() {
			return String::new();
		}
		let of = |one: &&&Found| {
			let product = self.products.iter().find(|product| product.id == one.product)?;
			let costs = self.costs(&product.spec);
			(!costs.is_empty()).then(|| format!("  {}: {costs}\n", one.product))
		};
		let lines: String = priced.iter().filter_map(of).collect();
		let costs = if lines.is_empty() { "Costs: none\n".into() } else { format!("Costs\n{lines}") };
		format!("\n{costs}{ALL_IN}")
	}

	/// Every cost of the loan asked for: for what, how much, to whom, when, and whether somebody else bears it.
	fn costs(&self, spec: &ProductSpec) -> String {
		let one = |cost: &Cost| {
			let payee = if cost.payee.is_empty() { String::new() } else { format!(" to {}", cost.payee.as_str()) };
			let after = if cost.after == 0 { String::new() } else { format!(" after {} days", cost.after) };
			let borne = match cost.borne_by {
				BorneBy::Borrower => "",
				BorneBy::Lender => ", borne by the lender",
				BorneBy::Other => ", borne by others",
			};
			format!("{} {}{payee}{after}{borne}", label(cost.item.name()), money(cost.amount, None))
		};
		let lines: Vec<_> = spec.costs_of(self.amount).iter().map(one).collect();
		lines.join("; ")
	}

	fn under(&self, heading: &[&str], rows: Vec<Vec<String>>) -> String {
		let eligible = self.found.iter().filter(|one| one.eligible).count();
		let table = if rows.is_empty() { String::new() } else { format!("\n{}", table(heading, rows)) };
		format!("{eligible} of {} products fit; amounts in {}{table}", self.found.len(), self.currency)
	}
}

const HEADING: [&str; 6] = ["product", "name", "institution", "all-in rate", "interest", "costs"];

/// What the rate means.
const ALL_IN: &str =
	"All in: interest and every cost that you bear, as a rate a year with interest on interest. Interest is what \
	the rule expects for the grade, as if paid each month; the sheet of an offer has rate, days and costs as agreed.";

#[derive(Debug, Args)]
pub struct Apply {
	number: RegistrationNumber,
	/// The product's number
	product: ProductId,
	#[command(flatten)]
	request: Request,
}

impl Apply {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (enterprise, request) = (self.number.clone(), self.request.spec()?);
		let amount = money(self.request.amount, Some(self.request.currency.name()));
		let call = financing::Apply { enterprise, product: self.product, request };
		match c.submit(call, |_| format!("{} applied for {amount}", self.number)).await {
			Err(error) if error.is_refusal("Financing", "AlreadyApplied") => Err(self.already(c, error).await),
			other => other,
		}
	}

	/// Names the application that stands in the way.
	async fn already(&self, c: &Context, error: Error) -> Error {
		let Error::Refused(mut refusal) = error else { return error };
		let all = questions::financing::applications_of(&c.client, &self.number).await.unwrap_or_default();
		if let Some(found) = all.iter().find(|one| one.product == self.product && one.state.is_open()) {
			refusal.docs = format!("{}\n{}", refusal.docs, in_the_way(found)).trim().to_string();
		}
		Error::Refused(refusal)
	}
}

/// An open application, and what can be done with it.
fn in_the_way(found: &ApplicationView) -> String {
	let id = found.id;
	let way = match (&found.now, &found.state) {
		(ApplicationState::Expired | ApplicationState::Withdrawn | ApplicationState::Annulled, _) => {
			format!("its time is over: `lingnan application expire {id}` closes it, and then apply again")
		},
		(_, ApplicationState::Open | ApplicationState::Offered) => {
			format!("withdraw it with `lingnan application withdraw {id}`, or wait for its end")
		},
		_ => format!("it is on its way to a loan: `lingnan show application {id}`"),
	};
	format!("It is application {id}, {}: {way}.", label(&variant(&found.now)))
}

#[derive(Debug, Subcommand)]
pub enum Other {
	/// Take an application back (enterprise)
	Withdraw { application: ApplicationId },
	/// Decline an application, with the reason (institution)
	Decline {
		application: ApplicationId,
		/// The reason, spelled as on the chain; a wrong one is answered with the list
		#[arg(long, value_parser = values::word::<DeclineReason>)]
		reason: DeclineReason,
	},
	/// Refuse an offer (enterprise)
	Refuse { application: ApplicationId },
	/// Record that a decision came too late, or that an offer has lapsed (anybody)
	Expire { application: ApplicationId },
}

impl Other {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (call, application, done): (Call, _, _) = match self {
			Self::Withdraw { application } => {
				(financing::WithdrawApplication { application: *application }.into(), application, "withdrawn")
			},
			Self::Decline { application, reason } => {
				let call = financing::Decline { application: *application, reason: *reason };
				(call.into(), application, "declined")
			},
			Self::Refuse { application } => {
				(financing::RefuseOffer { application: *application }.into(), application, "refused")
			},
			Self::Expire { application } => {
				(financing::Expire { application: *application }.into(), application, "brought up to date")
			},
		};
		c.submit(call, |_| format!("application {application} is {done}")).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::Value;

	fn application(state: Value, now: Value) -> ApplicationView {
		let request = json!({
			"amount": 1, "currency": "CNY", "tenor": 12, "method": "EqualInstalments", "useOfFunds": "WorkingCapital",
			"security": [],
		});
		let read = serde_json::from_value(json!({
			"id": 7, "enterprise": "CN:91440300708461136T", "product": 12, "institution": 0, "request": request,
			"grade": "AA", "filedAt": 0, "decideBy": 0, "deadlineMissed": false, "state": state, "now": now, "terms": null,
			"reservation": null, "offeredTermsHash": null,
		}));
		read.unwrap()
	}

	#[test]
	fn the_application_in_the_way_is_named_with_what_to_do_about_it() {
		let disbursed = json!({ "Disbursed": { "reference": "x", "at": 0, "valueDate": 0, "confirmBy": 0 } });
		for (state, now, said) in [
			(json!("Open"), json!("Open"), "7, open: withdraw it with `lingnan application withdraw 7`"),
			(json!("Offered"), json!("Offered"), "lingnan application withdraw 7"),
			(json!("Offered"), json!("Expired"), "7, expired: its time is over: `lingnan application expire 7`"),
			(disbursed.clone(), disbursed, "7, disbursed: it is on its way to a loan: `lingnan show application 7`"),
		] {
			let told = in_the_way(&application(state.clone(), now.clone()));
			assert!(told.contains(said), "{state}, {now}: {told}");
		}
	}

	/// A product of number 4 with two costs, as a chain shows it.
	fn product() -> ProductView {
		let read = serde_json::from_value(json!({
			"id": 4, "institution": 1, "open": true, "name": "Patent loan", "currency": "HKD", "minAmount": 1,
			"maxAmount": 100_000_000, "minTenor": 1, "maxTenor": 36, "minRate": 300, "maxRate": 500, "dayCount": "Actual365",
			"methods": ["Bullet"], "worstGrade": "BB", "minimumCoverage": 0, "industries": [], "divisions": [],
			"jurisdictions": [], "minimumAgeMonths": 0, "unsecured": true, "security": [], "worstLoanToValue": 0,
			"tradeRecords": false, "decisionDays": 5,
			"costs": [
				{ "item": "Arrangement", "share": 50, "borneBy": "Borrower" },
				{ "item": "Valuation", "payee": "An appraiser", "amount": 30_000, "after": 10, "borneBy": "Lender" },
			],
		}));
		read.unwrap()
	}

	#[test]
	fn products_that_fit_are_told_with_all_that_they_cost_and_the_others_where_they_are_asked_for() {
		let one = |product: u32, eligible: bool, refusals: Value, price: Value| {
			json!({
				"product": product, "institution": 1, "eligible": eligible, "refusals": refusals, "expectedRate": 385,
				"price": price, "decisionDays": 3,
			})
		};
		let price = json!({
			"allIn": { "simple": 4_400_000, "compound": 4_494_999 }, "interest": 20_000, "costs": 5_000, "expectedCost": 25_000,
		});
		let found = [one(4, true, json!([]), price), one(5, false, json!(["NotRated", "AmountTooLow"]), Value::Null)];
		let matches = Matches {
			found: found.into_iter().map(|one| serde_json::from_value(one).unwrap()).collect(),
			products: vec![product()],
			institutions: Register::new(vec![(InstitutionId(1), "Bank of China".into())]),
			currency: Currency::Hkd,
			amount: 1_000_000,
		};
		let told = matches.eligible();
		assert!(told.starts_with("1 of 2 products fit; amounts in HKD"), "{told}");
		assert!(told.contains("Bank of China") && !told.contains("why not"), "{told}");
		for part in ["4.49", "200.00", "50.00", "4: arrangement 50.00; valuation", "every cost that you bear"] {
			assert!(told.contains(part), "{part} in\n{told}");
		}
		// Half a per cent of 10,000.00; what the lender bears is told and not in the rate.
		assert_eq!(
			matches.costs(&product().spec),
			"arrangement 50.00; valuation 300.00 to An appraiser after 10 days, borne by the lender"
		);
		let all = matches.with_reasons();
		assert!(all.contains("why not") && all.contains("NotRated, AmountTooLow"), "{all}");
	}
}
