use super::Context;
use crate::{
	error::{Error, Result},
	values,
};
use clap::Args;
use lingnan_sealing::{
	basis::Basis,
	envelope::Identity,
	form::{Stand, Unshown},
	indicators::Indicators,
	openings::Held,
	reckoning::Reckoning,
};
use lingnan_types::{Grade, InstitutionId, RegistrationNumber, ScorecardId};
use serde_json::json;
use std::path::PathBuf;

/// An enterprise's secrets on the command line.
#[derive(Debug, Args)]
pub struct Secrets {
	/// Openings files that agencies sent, or folders of them
	#[arg(long, requires = "identity")]
	pub openings: Vec<PathBuf>,
	/// File of the enterprise's encryption key
	#[arg(long, requires = "openings")]
	pub identity: Option<PathBuf>,
}

impl Secrets {
	/// What the enterprise holds of its own openings: of none where it gives none, and then nothing sealed can be opened.
	pub fn held(&self, c: &Context, number: &RegistrationNumber) -> Result<Held> {
		match &self.identity {
			None => Ok(Held::default()),
			Some(identity) => {
				let identity = Identity::read(identity)?;
				let held = Held::read(&self.openings, &identity, c.client.genesis_hash(), &number.to_string())?;
				for skipped in held.skipped() {
					eprintln!("lingnan: warning: left out: {skipped}");
				}
				Ok(held)
			},
		}
	}

	/// Adds up an enterprise's total from its openings and the chain, by the scorecard in force or by another.
	pub async fn reckon(
		&self,
		c: &Context,
		number: &RegistrationNumber,
		scorecard: Option<ScorecardId>,
	) -> Result<Reckoning> {
		let held = self.held(c, number)?;
		let basis = match scorecard {
			None => Basis::read(&c.client, number).await?,
			Some(scorecard) => Basis::by(&c.client, number, scorecard).await?,
		};
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
	/// Prove no grade: show only that what agencies sealed has the form that proofs rest on
	#[arg(long, conflicts_with_all = ["grade", "institution", "dry_run"])]
	form_only: bool,
	/// Say what could be proved, and send nothing
	#[arg(long)]
	dry_run: bool,
}

impl Prove {
	pub async fn run(&self, c: &Context) -> Result<()> {
		if self.form_only {
			return self.show_form(c).await;
		}
		let mut reckoning = self.secrets.reckon(c, &self.number, None).await?;
		// What is wrong with the wish is said before anything is sent.
		let grade = self.grade.unwrap_or_else(|| reckoning.best());
		reckoning.ensure_reached(grade)?;
		let institution = match &self.institution {
			Some(institution) => Some(c.number_of::<InstitutionId>(institution).await?),
			None => None,
		};
		let parts = reckoning.unshown().clone().parts();
		if self.dry_run {
			let (sealed, unshown) = (reckoning.sealed(), reckoning.unshown().len());
			let answer = json!({ "grade": grade, "points": reckoning.points(), "sealed": sealed, "unshown": unshown });
			c.output.answer(&answer, |_| {
				format!("{} points: at least {grade:?} can be proved. Nothing was sent.", reckoning.points())
			});
			return Ok(());
		}
		if parts.len() > 1 {
			// More than one proof takes: shown first, and the grade then rests on what was shown.
			self.send(c, &parts).await?;
			reckoning = self.secrets.reckon(c, &self.number, None).await?;
		}
		let call = reckoning.prove(c.client.genesis_hash(), &self.number, grade, institution)?;
		let sealed = reckoning.sealed();
		c.submit(call, |_| match sealed {
			0 => format!("{} is proved to be at least {grade:?}", self.number),
			_ => format!(
				"{} is proved to be at least {grade:?}; its {sealed} sealed indicators stay sealed",
				self.number
			),
		})
		.await
	}

	async fn send(&self, c: &Context, parts: &[Unshown]) -> Result<()> {
		for part in parts {
			c.send(&part.call(c.client.genesis_hash(), &self.number)?.into()).await?;
		}
		Ok(())
	}

	/// Shows the form of all sealed attestations that count.
	async fn show_form(&self, c: &Context) -> Result<()> {
		let stand = Stand::read(&c.client, &self.number, &self.secrets.held(c, &self.number)?).await?;
		let unopened = (!stand.unopened.is_empty()).then(|| {
			format!(
				"you hold no opening of {}: ask the agencies for them (`lingnan openings ask`)",
				stand.unopened.join(", ")
			)
		});
		if let (true, Some(unopened)) = (stand.unshown.is_empty(), &unopened) {
			return Err(Error::NotFound(format!("nothing can be shown: {unopened}")));
		}
		let (now, before) = (stand.unshown.len(), stand.shown);
		self.send(c, &stand.unshown.parts()).await?;
		let answer = json!({ "shownNow": now, "shownBefore": before, "unopened": stand.unopened });
		c.output.answer(&answer, |_| {
			let told = format!("{now} attestations of {} are shown now, {before} were before", self.number);
			unopened.map_or_else(|| told.clone(), |unopened| format!("{told}; {unopened}"))
		});
		Ok(())
	}
}
