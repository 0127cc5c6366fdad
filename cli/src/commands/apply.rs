use super::{advice, few, Context};
use crate::{
	client::calls::financing,
	error::{Error, Result},
	output::{cell, label, money, table, until_text},
	values,
};
use clap::Args;
use lingnan_types::{
	application::{DeclineReason, OfferSpec, RequestSpec},
	product::RepaymentMethod,
	RegistrationNumber,
};
use serde_json::{json, Value};

#[derive(Debug, Args)]
pub struct Request {
	#[arg(long, value_parser = values::some_amount)]
	amount: u64,
	#[arg(long, value_parser = values::currency, default_value = "CNY")]
	currency: String,
	/// Months, 1 to 360
	#[arg(long, value_parser = values::within::<u16, 1, 360>)]
	tenor: u16,
	#[arg(long, value_enum, default_value = "equal-instalments")]
	method: RepaymentMethod,
	/// Numbers of the assets offered as security, such as 1,2
	#[arg(long, default_value = "")]
	security: String,
}

impl Request {
	fn spec(&self) -> Result<RequestSpec> {
		let security = values::ids(&self.security).map_err(|e| Error::usage(format!("--security: {e}")))?;
		Ok(RequestSpec {
			amount: self.amount,
			currency: self.currency.parse().map_err(Error::usage)?,
			tenor: self.tenor,
			method: self.method,
			security: few(security, "assets")?,
		})
	}
}

#[derive(Debug, Args)]
pub struct Match {
	#[arg(value_parser = values::number)]
	number: RegistrationNumber,
	#[command(flatten)]
	request: Request,
	/// Show refused products too, with their reasons
	#[arg(long)]
	all: bool,
}

impl Match {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let asked = c.client.whole("financing_match", json!([self.number, self.request.spec()?]), None).await;
		let answer: Value = asked.map_err(|error| advice::unmatched(error, &self.number))?;
		if c.output.json {
			c.output.answer(&answer, |_| String::new());
			return Ok(());
		}
		let products: Vec<Value> = c.client.list("financing_products", json!([]), None).await?;
		let institutions: Vec<Value> = c.client.list("financing_institutions", json!([]), None).await?;
		c.output.say(matches(&answer, &products, &institutions, &self.request.currency, self.all));
		if !fits(&answer) {
			c.output.say(advice::Applicant::look(c, &self.number).await?.advice(&answer));
		}
		Ok(())
	}
}

fn fits(answer: &Value) -> bool {
	answer.as_array().into_iter().flatten().any(|one| one["eligible"] == json!(true))
}

/// The name of the record of that number.
pub fn name_of<'v>(records: &'v [Value], id: &Value) -> &'v str {
	records.iter().find(|r| r["id"] == *id).and_then(|r| r["name"].as_str()).unwrap_or("?")
}

/// Matches as people read them: eligible first, the others with their reasons.
pub fn matches(answer: &Value, products: &[Value], institutions: &[Value], currency: &str, all: bool) -> String {
	let list = answer.as_array().map(Vec::as_slice).unwrap_or_default();
	let eligible = list.iter().filter(|m| m["eligible"] == json!(true)).count();
	let shown = list.iter().filter(|m| all || m["eligible"] == json!(true));
	let rows = shown.map(|m| {
		let cost = m["expectedCost"].as_u64().map_or_else(|| "-".into(), |cost| money(cost, Some(currency)));
		let mut row = vec![
			m["product"].to_string(),
			name_of(products, &m["product"]).to_string(),
			name_of(institutions, &m["institution"]).to_string(),
			if m["eligible"] == json!(true) { cost } else { "-".into() },
		];
		if all {
			row.push(cell(&m["refusals"]));
		}
		row
	});
	let mut heading = vec!["product", "name", "institution", "expected cost"];
	if all {
		heading.push("why not");
	}
	let rows: Vec<_> = rows.collect();
	let table = if rows.is_empty() { String::new() } else { format!("\n{}", table(&heading, rows)) };
	format!("{eligible} of {} products fit{table}", list.len())
}

#[derive(Debug, Args)]
pub struct Apply {
	#[arg(value_parser = values::number)]
	number: RegistrationNumber,
	/// The product's number
	product: u32,
	#[command(flatten)]
	request: Request,
}

impl Apply {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (enterprise, request) = (self.number.clone(), self.request.spec()?);
		let amount = money(self.request.amount, Some(&self.request.currency));
		let call = financing::Apply { enterprise, product: self.product, request };
		match c.submit(call, |_| format!("{} applied for {amount}", self.number)).await {
			Err(error) if error.is_refusal("Financing", "AlreadyApplied") => Err(self.already(c, error).await),
			other => other,
		}
	}

	/// Names the application that stands in the way.
	async fn already(&self, c: &Context, error: Error) -> Error {
		let Error::Refused(mut refusal) = error else { return error };
		let all: Vec<Value> =
			c.client.list("financing_applicationsOf", json!([self.number]), None).await.unwrap_or_default();
		if let Some(found) = in_the_way(&all, self.product) {
			refusal.docs = format!("{}\n{found}", refusal.docs).trim().to_string();
		}
		Error::Refused(refusal)
	}
}

/// The open application for a product, and what can be done with it.
fn in_the_way(applications: &[Value], product: u32) -> Option<String> {
	const OPEN: [&str; 5] = ["Open", "Offered", "Accepted", "Disbursed", "Disputed"];
	let found = applications.iter().find(|one| {
		one["product"] == json!(product) && OPEN.contains(&state_name(&one["state"]).unwrap_or_default())
	})?;
	let (id, state) = (&found["id"], state_name(&found["state"]).unwrap_or_default());
	let now = state_name(&found["now"]).unwrap_or(state);
	let way = match (now, state) {
		("Expired" | "Withdrawn" | "Annulled", _) => {
			format!("its time is over: `lingnan application expire {id}` closes it, and then apply again")
		},
		(_, "Open" | "Offered") => format!("withdraw it with `lingnan application withdraw {id}`, or wait for its end"),
		_ => format!("it is on its way to a loan: `lingnan show application {id}`"),
	};
	Some(format!("It is application {id}, {}: {way}.", label(now).to_lowercase()))
}

/// The name of a state, which may carry more.
fn state_name(state: &Value) -> Option<&str> {
	state.as_str().or_else(|| state.as_object()?.keys().next().map(String::as_str))
}

#[derive(Debug, Args)]
pub struct Application {
	/// The application's number
	application: u64,
}

impl Application {
	pub async fn withdraw(&self, c: &Context) -> Result<()> {
		let call = financing::WithdrawApplication { application: self.application };
		c.submit(call, |_| format!("application {} is withdrawn", self.application)).await
	}

	pub async fn refuse(&self, c: &Context) -> Result<()> {
		let call = financing::RefuseOffer { application: self.application };
		c.submit(call, |_| format!("application {} is refused", self.application)).await
	}

	pub async fn expire(&self, c: &Context) -> Result<()> {
		let call = financing::Expire { application: self.application };
		c.submit(call, |_| format!("application {} is brought up to date", self.application)).await
	}
}

#[derive(Debug, Args)]
pub struct Decline {
	application: u64,
	/// The reason, spelled as on the chain; a wrong one is answered with the list
	#[arg(long, value_parser = values::word::<DeclineReason>)]
	reason: DeclineReason,
}

impl Decline {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let call = financing::Decline { application: self.application, reason: self.reason };
		c.submit(call, |_| format!("application {} is declined", self.application)).await
	}
}

#[derive(Debug, Args)]
pub struct Offer {
	application: u64,
	#[arg(long, value_parser = values::some_amount)]
	amount: u64,
	/// Yearly, 0% to 100%
	#[arg(long, value_parser = values::share)]
	rate: u32,
	/// Months, 1 to 360
	#[arg(long, value_parser = values::within::<u16, 1, 360>)]
	tenor: u16,
	#[arg(long, value_enum, default_value = "equal-instalments")]
	method: RepaymentMethod,
	/// Yearly, on arrears, 0% to 100%
	#[arg(long, value_parser = values::share)]
	penalty_rate: u32,
	#[arg(long, value_parser = values::amount, default_value = "0")]
	fee: u64,
	/// Last day on which it can be accepted, within 90 days
	#[arg(long, value_parser = values::until)]
	valid_until: u64,
}

impl Offer {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let terms = OfferSpec {
			amount: self.amount,
			rate: self.rate,
			tenor: self.tenor,
			method: self.method,
			penalty_rate: self.penalty_rate,
			arrangement_fee: self.fee,
			valid_until: self.valid_until,
		};
		let call = financing::MakeOffer { application: self.application, terms };
		let end = until_text(self.valid_until);
		c.submit(call, |_| format!("an offer is made on application {}; it stands {end}", self.application)).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_application_in_the_way_is_named_with_what_to_do_about_it() {
		let one = |id: u64, state: Value, now: Value| json!({ "id": id, "product": 12, "state": state, "now": now });
		let disbursed = json!({ "Disbursed": { "reference": "x" } });
		for (state, now, said) in [
			(json!("Open"), json!("Open"), "lingnan application withdraw 7"),
			(json!("Offered"), json!("Offered"), "lingnan application withdraw 7"),
			(json!("Offered"), json!("Expired"), "lingnan application expire 7"),
			(disbursed.clone(), disbursed, "lingnan show application 7"),
			// An older node.
			(json!("Offered"), Value::Null, "lingnan application withdraw 7"),
		] {
			let closed = one(3, json!("Refused"), json!("Refused"));
			let told = in_the_way(&[closed, one(7, state.clone(), now.clone())], 12).unwrap();
			assert!(told.contains("application 7") && told.contains(said), "{state}, {now}: {told}");
		}
		assert_eq!(in_the_way(&[one(7, json!("Open"), json!("Open"))], 13), None);
		assert_eq!(in_the_way(&[one(7, json!("Withdrawn"), json!("Withdrawn"))], 12), None);
	}
}
