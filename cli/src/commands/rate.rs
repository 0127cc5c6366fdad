use super::{prove::Secrets, Context};
use crate::{
	client::{calls::credit_scoring, questions::credit, Call},
	error::Result,
	files::read_json,
	rating::{self, Readings},
};
use clap::{Args, Subcommand};
use lingnan_datasets::own_files;
use lingnan_types::{IndicatorId, Purpose, RegistrationNumber, ScorecardId};
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Rate {
	number: RegistrationNumber,
	/// As an institution, with the enterprise's consent for this purpose
	#[arg(long, value_enum)]
	purpose: Option<Purpose>,
}

impl Rate {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let call = match self.purpose {
			None => Call::from(credit_scoring::Rate { enterprise: self.number.clone() }),
			Some(purpose) => credit_scoring::RateWithConsent { enterprise: self.number.clone(), purpose }.into(),
		};
		let receipt = c.client.submit_until(c.stage, &call, &c.signer()?).await?;
		c.output.receipt(&format!("{} is rated", self.number), &receipt, c.client.metadata());
		if !c.output.json {
			let ratings = credit::rating(&c.client, &self.number).await?;
			let readings = Readings::of(c, &self.number).await?;
			c.output.say(ratings.champion.map_or_else(String::new, |champion| readings.rating(&champion)));
		}
		Ok(())
	}
}

#[derive(Debug, Args)]
pub struct Explain {
	number: RegistrationNumber,
	/// As an institution, on the record, with the enterprise's consent for this purpose
	#[arg(long, value_enum)]
	purpose: Option<Purpose>,
	/// As a sealed enterprise, for itself alone: openings files, or folders of them
	#[arg(long, requires = "identity", conflicts_with = "purpose")]
	openings: Vec<PathBuf>,
	/// File of the enterprise's encryption key
	#[arg(long, requires = "openings")]
	identity: Option<PathBuf>,
}

impl Explain {
	pub async fn run(&self, c: &Context) -> Result<()> {
		if let Some(identity) = &self.identity {
			let secrets = Secrets { openings: self.openings.clone(), identity: identity.clone() };
			let reckoning = secrets.reckon(c, &self.number).await?;
			c.output.answer(&reckoning.to_json(), |_| reckoning.text(&c.output));
			return Ok(());
		}
		if let Some(purpose) = self.purpose {
			let call = Call::from(credit_scoring::RequestExplanation { enterprise: self.number.clone(), purpose });
			let receipt = c.client.submit_until(c.stage, &call, &c.signer()?).await?;
			c.output.say(format!("one use of the consent is burned, in block {:?}", receipt.block));
		}
		let explained = rating::explain(c, &self.number).await?;
		let readings = Readings::of(c, &self.number).await?;
		c.output.answer(&json!(explained), |_| readings.explanation(&self.number, &explained));
		Ok(())
	}
}

#[derive(Debug, Subcommand)]
pub enum Scorecard {
	/// Propose a scorecard from a file, such as a network's own scorecard.json. Indicators are given by number, by name, or by
	/// the code that indicators.json beside the file gives them
	Propose { file: PathBuf },
	/// Validate somebody else's scorecard
	Validate { id: ScorecardId },
}

impl Scorecard {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Propose { file } => {
				let indicators = own_files::register::<IndicatorId>(&c.client, file).await?;
				let scorecard = own_files::scorecard(&file.display().to_string(), read_json(file)?, &indicators)?;
				let call = credit_scoring::ProposeScorecard { scorecard };
				c.submit(call, |_| "the scorecard is a draft; another account must validate it".into()).await
			},
			Self::Validate { id } => {
				let call = credit_scoring::ValidateScorecard { scorecard: *id };
				c.submit(call, |_| format!("scorecard {id} is validated; a motion can activate it")).await
			},
		}
	}
}
