use super::{prove::Secrets, Context};
use crate::{client::calls::credit_scoring, error::Result, files::read_json};
use clap::{Args, Subcommand};
use lingnan_datasets::own_files;
use lingnan_types::{IndicatorId, RegistrationNumber, ScorecardId};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Explain {
	number: RegistrationNumber,
	#[command(flatten)]
	secrets: Secrets,
	/// By this scorecard, whoever proposed it and wherever it stands; by the one in force if not given
	#[arg(long)]
	scorecard: Option<ScorecardId>,
}

impl Explain {
	/// All of it is added up here: nobody else knows.
	pub async fn run(&self, c: &Context) -> Result<()> {
		let reckoning = self.secrets.reckon(c, &self.number, self.scorecard).await?;
		c.output.answer(&reckoning.to_json(), |_| reckoning.text(&c.output));
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
