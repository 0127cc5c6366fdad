use super::{prove::Secrets, Context};
use crate::{
	client::calls::credit_scoring,
	error::{Error, Result},
	files::{read_json, sha256},
	output::date_text,
	values,
};
use clap::{Args, Subcommand};
use lingnan_datasets::own_files;
use lingnan_types::{Date, IndicatorId, RegistrationNumber, ScorecardId};
use serde_json::json;
use std::path::PathBuf;
use subxt::utils::H256;

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
	/// Validate somebody else's scorecard (agency)
	///
	/// The chain notes the SHA-256 of the report that you checked, and for how long your validation holds: afterwards the
	/// scorecard cannot be put in force any more until it is validated anew.
	Validate {
		id: ScorecardId,
		/// The report that you checked, such as the report.html that `scripts/fit` wrote
		#[arg(long)]
		report: PathBuf,
		/// The last day on which the scorecard can be put in force, 732 days ahead at most
		#[arg(long, value_parser = values::date)]
		until: Date,
	},
	/// Show by which report a scorecard was validated last; with the file, whether it is that one
	Report {
		id: ScorecardId,
		/// A report that somebody handed you
		#[arg(long)]
		file: Option<PathBuf>,
	},
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
			Self::Validate { id, report, until } => {
				let (report, until) = (sha256(report)?, *until);
				let call = credit_scoring::ValidateScorecard { scorecard: *id, report, valid_until: until };
				c.submit(call, |_| {
					let day = date_text(until);
					format!(
						"scorecard {id} is validated by the report {report:?}; until {day} a motion can activate it"
					)
				})
				.await
			},
			Self::Report { id, file } => {
				let (report, until) = validation(c, *id).await?;
				if let Some(file) = file {
					let given = sha256(file)?;
					if given != report {
						return Err(Error::Different(format!(
							"{} is not the report by which scorecard {id} was validated: its SHA-256 is {given:?}, and the chain \
							 has {report:?}",
							file.display()
						)));
					}
				}
				let answer = json!({ "scorecard": id, "report": report, "validUntil": until });
				c.output.answer(&answer, |_| {
					let compared = if file.is_some() { "\nThe file is that report" } else { "" };
					let day = date_text(until);
					format!("scorecard {id} was validated by the report {report:?}; that holds until {day}{compared}")
				});
				Ok(())
			},
		}
	}
}

/// The report by which a scorecard was validated last, and until when that holds.
async fn validation(c: &Context, id: ScorecardId) -> Result<(H256, Date)> {
	let all = c.client.entries("CreditScoring", "Validations").await?;
	// The number stands at the end of the key, whose hash leaves it as it is.
	let found = all.into_iter().find(|(key, _)| key.ends_with(&id.0.to_le_bytes()));
	let (_, stored) = found.ok_or_else(|| {
		Error::NotFound(format!(
			"the chain has no report of scorecard {id}: nobody validated it, or before reports were named"
		))
	})?;
	let read = || {
		let report = serde_json::from_value(stored["report"].clone()).ok()?;
		let until = stored.get("validUntil").or(stored.get("valid_until"))?.as_u64()?;
		Some((report, Date::try_from(until).ok()?))
	};
	read().ok_or_else(|| Error::Connection(format!("CreditScoring.Validations of {id} cannot be read: {stored}")))
}
