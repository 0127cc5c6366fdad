use super::Context;
use crate::{
	args::Figure,
	client::{calls::attestations, Call},
	error::Result,
	output::date_text,
	values,
};
use clap::{Args, Subcommand};
use lingnan_sealing::indicators::Indicators;
use lingnan_types::{
	attestation::{AttestationSpec, RevocationReason, Value},
	Date, IndicatorId, RegistrationNumber,
};
use subxt::utils::H256;

#[derive(Debug, Args)]
pub struct Attest {
	number: RegistrationNumber,
	indicator: String,
	/// In the indicator's unit, negative too
	#[arg(allow_negative_numbers = true, value_parser = Figure)]
	value: i64,
	/// Last day of the period that it is about; today if not given
	#[arg(long, value_parser = values::date)]
	period_end: Option<Date>,
	/// Fingerprint of the evidence, or the file to be fingerprinted
	#[arg(long, value_parser = values::hash)]
	evidence: Option<H256>,
}

impl Attest {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let period = c.day(self.period_end).await?;
		let indicator = stands_open(c, &self.indicator).await?;
		let attestation = AttestationSpec {
			enterprise: self.number.clone(),
			indicator,
			value: Value::Open(self.value),
			period_end: period,
			evidence: self.evidence.unwrap_or_default(),
		};
		let text =
			format!("attested of {}: {} = {} as of {}", self.number, self.indicator, self.value, date_text(period));
		c.submit(attestations::Attest { attestation }, |_| text).await
	}
}

/// The indicator, if its values stand open. A figure that was sent would be in a block for good, refused or not.
async fn stands_open(c: &Context, given: &str) -> Result<IndicatorId> {
	Ok(Indicators::read(&c.client).await?.find_open(given)?.id)
}

#[derive(Debug, Args)]
pub struct Retract {
	number: RegistrationNumber,
	indicator: String,
	/// The reason, spelled as on the chain; a wrong one is answered with the list
	#[arg(long, default_value = "Mistaken", value_parser = values::word::<RevocationReason>)]
	reason: RevocationReason,
}

impl Retract {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let indicator = c.number_of::<IndicatorId>(&self.indicator).await?;
		let call = attestations::Revoke { enterprise: self.number.clone(), indicator, reason: self.reason };
		c.submit(call, |_| format!("the attestation about {} is revoked", self.number)).await
	}
}

/// One attestation, and the reasons for or against it.
#[derive(Debug, Args)]
pub struct Disputed {
	number: RegistrationNumber,
	indicator: String,
	/// Fingerprint of the reasons, or the file to be fingerprinted
	#[arg(long, value_parser = values::hash)]
	reason: H256,
}

#[derive(Debug, Subcommand)]
pub enum Dispute {
	/// Say that an attestation is wrong (enterprise)
	Raise(Disputed),
	/// Uphold a disputed attestation: it is right (owner agency)
	Uphold(Disputed),
	/// Correct a disputed value that stands open (owner agency); a sealed one with `attestation seal --correct`
	Correct {
		#[command(flatten)]
		attestation: Disputed,
		/// The right value
		#[arg(long, allow_negative_numbers = true, value_parser = Figure)]
		value: i64,
	},
}

impl Dispute {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (Self::Raise(attestation) | Self::Uphold(attestation) | Self::Correct { attestation, .. }) = self;
		let Disputed { number, indicator, reason } = attestation;
		let indicator = match self {
			Self::Correct { .. } => stands_open(c, indicator).await?,
			Self::Raise(_) | Self::Uphold(_) => c.number_of::<IndicatorId>(indicator).await?,
		};
		let (enterprise, reason) = (number.clone(), *reason);
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
		c.submit(call, |_| format!("the attestation about {number} is {done}")).await
	}
}
