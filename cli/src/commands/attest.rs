use super::Context;
use crate::{
	client::Call,
	error::{Error, Result},
	output::date_text,
	values,
};
use clap::{Args, Subcommand};
use serde_json::{json, Value};
use subxt::utils::H256;

/// An indicator by its number or its name.
pub async fn indicator(c: &Context, given: &str) -> Result<u64> {
	if let Ok(id) = given.parse() {
		return Ok(id);
	}
	let all: Vec<Value> = c.client.list("attestation_indicators", json!([]), None).await?;
	let found = all.iter().find(|i| i["name"].as_str().is_some_and(|n| n.eq_ignore_ascii_case(given)));
	let id = found.and_then(|i| i["id"].as_u64());
	id.ok_or_else(|| Error::NotFound(format!("no indicator is called {given:?}: see `lingnan show indicators`")))
}

#[derive(Debug, Args)]
pub struct Attest {
	#[arg(value_parser = values::number)]
	number: String,
	/// The indicator's number or name
	indicator: String,
	/// In the indicator's unit, negative too
	#[arg(allow_negative_numbers = true)]
	value: i64,
	/// Last day of the period that it is about; today if not given
	#[arg(long, value_parser = values::date)]
	period_end: Option<u32>,
	/// Fingerprint of the evidence, or the file to be fingerprinted
	#[arg(long, value_parser = values::hash)]
	evidence: Option<H256>,
}

impl Attest {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let period = match self.period_end {
			Some(date) => date,
			None => lingnan_types::date_of(c.client.now().await?),
		};
		let statement = json!({
			"enterprise": self.number, "indicator": indicator(c, &self.indicator).await?, "value": { "Open": self.value },
			"periodEnd": period, "evidence": self.evidence.unwrap_or_default(),
		});
		let call = Call::new("Attestations", "attest", json!({ "statement": statement }));
		let text =
			format!("attested of {}: {} = {} as of {}", self.number, self.indicator, self.value, date_text(period));
		c.submit(call, |_| text).await
	}
}

#[derive(Debug, Args)]
pub struct Retract {
	#[arg(value_parser = values::number)]
	number: String,
	/// The indicator's number or name
	indicator: String,
	/// The reason, spelled as on the chain; a wrong one is answered with the list
	#[arg(long, default_value = "Mistaken")]
	reason: String,
}

impl Retract {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let indicator = indicator(c, &self.indicator).await?;
		let args = json!({ "enterprise": self.number, "indicator": indicator, "reason": self.reason });
		c.submit(Call::new("Attestations", "revoke", args), |_| {
			format!("the statement about {} is revoked", self.number)
		})
		.await
	}
}

#[derive(Debug, Args)]
pub struct Statement {
	#[arg(value_parser = values::number)]
	number: String,
	/// The indicator's number or name
	indicator: String,
	/// Fingerprint of the reasons, or the file to be fingerprinted
	#[arg(long, value_parser = values::hash)]
	reason: H256,
}

#[derive(Debug, Subcommand)]
pub enum Dispute {
	/// Say that a statement is wrong (enterprise)
	Raise(Statement),
	/// Uphold a disputed statement: it is right (owner agency)
	Uphold(Statement),
	/// Correct a disputed statement (owner agency)
	Correct {
		#[command(flatten)]
		statement: Statement,
		/// The right value
		#[arg(long, allow_negative_numbers = true)]
		value: i64,
	},
}

impl Dispute {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (statement, call, done) = match self {
			Self::Raise(s) => (s, "dispute", "disputed: it counts for no rating until the agency answers"),
			Self::Uphold(s) => (s, "uphold", "upheld"),
			Self::Correct { statement, .. } => (statement, "correct", "corrected"),
		};
		let indicator = indicator(c, &statement.indicator).await?;
		let mut args = json!({ "enterprise": statement.number, "indicator": indicator });
		match self {
			Self::Correct { value, .. } => {
				args["value"] = json!({ "Open": value });
				args["evidence"] = json!(statement.reason);
			},
			_ => args["reason"] = json!(statement.reason),
		}
		let text = format!("the statement about {} is {done}", statement.number);
		c.submit(Call::new("Attestations", call, args), |_| text).await
	}
}
