use super::Context;
use crate::{
	client::{calls::attestations, Call},
	error::{Error, Result},
	output::date_text,
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{
	attestation::{AttestationSpec, RevocationReason, Value},
	IndicatorId, RegistrationNumber,
};
use serde_json::json;
use subxt::utils::H256;

/// An indicator by its number or its name.
pub async fn indicator(c: &Context, given: &str) -> Result<IndicatorId> {
	if let Ok(id) = given.parse() {
		return Ok(id);
	}
	let all: Vec<serde_json::Value> = c.client.list("attestation_indicators", json!([]), None).await?;
	let found = all.iter().find(|i| i["name"].as_str().is_some_and(|n| n.eq_ignore_ascii_case(given)));
	let id = found.and_then(|i| IndicatorId::try_from(i["id"].as_u64()?).ok());
	id.ok_or_else(|| Error::NotFound(format!("no indicator is called {given:?}: see `lingnan show indicators`")))
}

#[derive(Debug, Args)]
pub struct Attest {
	#[arg(value_parser = values::number)]
	number: RegistrationNumber,
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
		let attestation = AttestationSpec {
			enterprise: self.number.clone(),
			indicator: indicator(c, &self.indicator).await?,
			value: Value::Open(self.value),
			period_end: period,
			evidence: self.evidence.unwrap_or_default(),
		};
		let text =
			format!("attested of {}: {} = {} as of {}", self.number, self.indicator, self.value, date_text(period));
		c.submit(attestations::Attest { attestation }, |_| text).await
	}
}

#[derive(Debug, Args)]
pub struct Retract {
	#[arg(value_parser = values::number)]
	number: RegistrationNumber,
	/// The indicator's number or name
	indicator: String,
	/// The reason, spelled as on the chain; a wrong one is answered with the list
	#[arg(long, default_value = "Mistaken", value_parser = values::word::<RevocationReason>)]
	reason: RevocationReason,
}

impl Retract {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let indicator = indicator(c, &self.indicator).await?;
		let call = attestations::Revoke { enterprise: self.number.clone(), indicator, reason: self.reason };
		c.submit(call, |_| format!("the attestation about {} is revoked", self.number)).await
	}
}

#[derive(Debug, Args)]
pub struct Statement {
	#[arg(value_parser = values::number)]
	number: RegistrationNumber,
	/// The indicator's number or name
	indicator: String,
	/// Fingerprint of the reasons, or the file to be fingerprinted
	#[arg(long, value_parser = values::hash)]
	reason: H256,
}

#[derive(Debug, Subcommand)]
pub enum Dispute {
	/// Say that an attestation is wrong (enterprise)
	Raise(Statement),
	/// Uphold a disputed attestation: it is right (owner agency)
	Uphold(Statement),
	/// Correct a disputed attestation (owner agency)
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
		let (Self::Raise(statement) | Self::Uphold(statement) | Self::Correct { statement, .. }) = self;
		let indicator = indicator(c, &statement.indicator).await?;
		let (enterprise, reason) = (statement.number.clone(), statement.reason);
		let (call, done) = match self {
			Self::Raise(_) => (
				Call::from(attestations::Dispute { enterprise, indicator, reason }),
				"disputed: it counts for no rating until the agency answers",
			),
			Self::Uphold(_) => (attestations::Uphold { enterprise, indicator, reason }.into(), "upheld"),
			Self::Correct { value, .. } => {
				let value = Value::Open(*value);
				(attestations::Correct { enterprise, indicator, value, evidence: reason }.into(), "corrected")
			},
		};
		c.submit(call, |_| format!("the attestation about {} is {done}", statement.number)).await
	}
}
