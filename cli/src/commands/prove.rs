use super::Context;
use crate::{error::Result, values};
use clap::Args;
use lingnan_sealing::{basis::Basis, envelope::Identity, indicators::Indicators, openings::Held, reckoning::Reckoning};
use lingnan_types::{Grade, InstitutionId, RegistrationNumber};
use serde_json::json;
use std::path::PathBuf;

/// An enterprise's secrets on the command line.
#[derive(Debug, Args)]
pub struct Secrets {
	/// Openings files that agencies sent, or folders of them
	#[arg(long, required = true)]
	pub openings: Vec<PathBuf>,
	/// File of the enterprise's encryption key
	#[arg(long)]
	pub identity: PathBuf,
}

impl Secrets {
	/// What the enterprise holds of its own openings.
	pub fn held(&self, c: &Context, number: &RegistrationNumber) -> Result<Held> {
		Held::read(&self.openings, &Identity::read(&self.identity)?, c.client.genesis_hash(), &number.to_string())
	}

	/// Adds up an enterprise's total from its openings and the chain.
	pub async fn reckon(&self, c: &Context, number: &RegistrationNumber) -> Result<Reckoning> {
		let held = self.held(c, number)?;
		let basis = Basis::read(&c.client, number).await?;
		Reckoning::new(basis, &Indicators::read(&c.client).await?, &held)
	}
}

#[derive(Debug, Args)]
pub struct Prove {
	number: RegistrationNumber,
	#[command(flatten)]
	secrets: Secrets,
	/// The grade to prove: at least this good; the best that can be proved if not given
	#[arg(long, value_parser = values::grade)]
	grade: Option<Grade>,
	/// To this institution (its number or name), under a consent that it has; to everybody if not given
	#[arg(long)]
	institution: Option<String>,
	/// Say what could be proved, and send nothing
	#[arg(long)]
	dry_run: bool,
}

impl Prove {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let reckoning = self.secrets.reckon(c, &self.number).await?;
		let grade = self.grade.unwrap_or_else(|| reckoning.best());
		let institution = match &self.institution {
			Some(institution) => Some(c.number_of::<InstitutionId>(institution).await?),
			None => None,
		};
		let call = reckoning.prove(c.client.genesis_hash(), &self.number, grade, institution)?;
		if self.dry_run {
			let answer = json!({ "grade": grade, "points": reckoning.points(), "sealed": reckoning.sealed() });
			c.output.answer(&answer, |_| {
				format!("{} points: at least {grade:?} can be proved. Nothing was sent.", reckoning.points())
			});
			return Ok(());
		}
		let sealed = reckoning.sealed();
		c.submit(call, |_| {
			format!("{} is proved to be at least {grade:?}; its {sealed} sealed indicators stay sealed", self.number)
		})
		.await
	}
}
