use super::Context;
use crate::{error::Result, values};
use clap::Args;
use lingnan_sealing::{basis::Basis, envelope::Identity, indicators::Indicators, openings::Held, reckoning::Reckoning};
use lingnan_types::{Grade, RegistrationNumber};
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
		let basis = Basis::read(&c.client, &number).await?;
		Reckoning::new(basis, &Indicators::read_now(&c.client).await?, &held)
	}
}

#[derive(Debug, Args)]
pub struct Prove {
	#[arg(value_parser = values::number)]
	number: RegistrationNumber,
	#[command(flatten)]
	secrets: Secrets,
	/// The grade to prove: at least this good; the best that can be proved if not given
	#[arg(long, value_parser = values::grade)]
	grade: Option<Grade>,
	/// To this institution, under a consent that it has; to everybody if not given
	#[arg(long)]
	institution: Option<u32>,
	/// Say what could be proved, and send nothing
	#[arg(long)]
	dry_run: bool,
}

impl Prove {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let reckoning = self.secrets.reckon(c, &self.number).await?;
		let grade = self.grade.unwrap_or_else(|| reckoning.best());
		let call = reckoning.prove(c.client.genesis_hash(), &self.number, grade, self.institution)?;
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
