use super::Context;
use crate::{
	client::questions::{consent, credit},
	error::{Error, Result},
	values,
};
use clap::Args;
use lingnan_sealing::{
	basis,
	envelope::Identity,
	form::{self, Stand, Unshown},
	indicators::Indicators,
	openings::Held,
	reckoning::Reckoning,
};
use lingnan_types::{
	consent::ConsentView, Grade, IndicatorId, InstitutionId, Purpose, RegistrationNumber, ScorecardId,
};
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
			None => basis::read(&c.client, number).await?,
			Some(scorecard) => basis::by(&c.client, number, scorecard).await?,
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
		if let Some(institution) = institution {
			self.ensure_consented(c, &reckoning, institution).await?;
		}
		let stands = credit::rating(&c.client, &self.number).await?.champion.filter(|rating| rating.current);
		if let Some(notice) = stands.and_then(|rating| worse(rating.grade, grade, self.dry_run)) {
			eprintln!("lingnan: {notice}");
		}
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

	/// Refuses what the chain would refuse with `Consents.NoConsent`: one consent must cover the whole scorecard.
	async fn ensure_consented(&self, c: &Context, reckoning: &Reckoning, institution: InstitutionId) -> Result<()> {
		let given = consent::list(&c.client, &self.number).await?;
		let card: Vec<(IndicatorId, &str)> =
			reckoning.lines.iter().map(|line| (line.indicator.id, line.indicator.name.as_str())).collect();
		match lacking(&given, institution, &card) {
			None => Ok(()),
			Some(reason) => Err(Error::input(
				"--institution",
				format!(
					"{reason}. Nothing was sent. One consent must cover the whole scorecard: give it with `lingnan consent give {} \
					 --institution {institution} --until DATE --uses 1`, which without --indicators covers all",
					self.number
				),
			)),
		}
	}

	async fn send(&self, c: &Context, parts: &[Unshown]) -> Result<()> {
		for part in parts {
			c.send(&form::call(part, c.client.genesis_hash(), &self.number)?.into()).await?;
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

/// What is told where a better grade stands than the one that is proved.
fn worse(stands: Grade, proved: Grade, dry_run: bool) -> Option<String> {
	let replaced = if dry_run { "would be" } else { "is" };
	(stands < proved).then(|| {
		format!(
			"at least {stands:?} stands, and {replaced} replaced by at least {proved:?}: the newest proof is what counts, not the best"
		)
	})
}

/// What the consents to an institution lack for a proof by a scorecard, of whose indicators these are the numbers and names; nothing
/// if one that can be used now covers all of them.
fn lacking(given: &[ConsentView], institution: InstitutionId, card: &[(IndicatorId, &str)]) -> Option<String> {
	let usable =
		given.iter().filter(|one| one.usable && one.institution == institution && one.purpose == Purpose::Assessment);
	let uncovered = |one: &ConsentView| -> Vec<&str> {
		card.iter().filter(|(id, _)| !one.scope.covers(&[*id])).map(|(_, name)| *name).collect()
	};
	let nearest = usable.map(|one| (one.id, uncovered(one))).min_by_key(|(_, uncovered)| uncovered.len());
	match nearest {
		Some((_, uncovered)) if uncovered.is_empty() => None,
		Some((id, uncovered)) => Some(format!(
			"consent {id} to institution {institution} covers only a part of the scorecard; it lacks: {}",
			uncovered.join(", ")
		)),
		None => {
			let all: Vec<&str> = card.iter().map(|(_, name)| *name).collect();
			Some(format!(
				"institution {institution} has no consent for assessment that can be used now; it must cover: {}",
				all.join(", ")
			))
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::{
		consent::{ConsentStanding, Scope},
		ConsentId,
	};

	fn given(id: u64, indicators: &[u32]) -> ConsentView {
		let only: Vec<IndicatorId> = indicators.iter().copied().map(IndicatorId).collect();
		ConsentView {
			id: ConsentId(id),
			enterprise: "CN:91440300708461136T".parse().unwrap(),
			institution: InstitutionId(2),
			purpose: Purpose::Assessment,
			scope: Scope::Only(only.try_into().unwrap()),
			from: 0,
			until: 86_400,
			uses: 1,
			uses_left: 1,
			retention_days: 90,
			given_at: 0,
			standing: ConsentStanding::InForce,
			usable: true,
			last_used: None,
			delete_by: None,
			deletion: None,
			deletion_overdue: false,
		}
	}

	#[test]
	fn a_proof_that_replaces_a_better_one_is_noticed() {
		let notice = worse(Grade::Aa, Grade::Bbb, false).unwrap();
		assert!(notice.contains("at least AA stands, and is replaced by at least BBB"), "{notice}");
		assert!(worse(Grade::Aa, Grade::Bbb, true).unwrap().contains("would be replaced"));
		assert_eq!((worse(Grade::Bbb, Grade::Bbb, false), worse(Grade::Bbb, Grade::Aaa, false)), (None, None));
	}

	/// The mistake: a consent for one indicator, found out only when the chain refused the proof.
	#[test]
	fn a_consent_to_a_part_of_the_scorecard_is_refused_and_names_what_it_lacks() {
		let card = [(IndicatorId(4), "Taxes"), (IndicatorId(5), "Staff"), (IndicatorId(6), "Exports")];
		let said = |given: &[ConsentView]| lacking(given, InstitutionId(2), &card);
		let part = said(&[given(6, &[4]), given(7, &[4, 6])]).unwrap();
		assert!(part.contains("consent 7") && part.ends_with("lacks: Staff"), "{part}");
		assert_eq!(said(&[given(6, &[4]), given(7, &[4, 5, 6])]), None);
		assert_eq!(said(&[ConsentView { scope: Scope::All, ..given(8, &[]) }]), None);
		assert!(said(&[given(6, &[4, 5]), given(7, &[6])]).is_some(), "two do not add up");
		let whole = || given(9, &[4, 5, 6]);
		for useless in [
			ConsentView { usable: false, ..whole() },
			ConsentView { purpose: Purpose::Monitoring, ..whole() },
			ConsentView { institution: InstitutionId(3), ..whole() },
		] {
			let none = said(&[useless]).unwrap();
			assert!(none.contains("no consent") && none.ends_with("Taxes, Staff, Exports"), "{none}");
		}
	}
}
