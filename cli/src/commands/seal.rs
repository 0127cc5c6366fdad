use super::{import::Lies, Context};
use crate::{
	args,
	client::questions::attestation,
	error::{Error, Result},
	output::date_text,
	values,
};
use clap::Args;
use lingnan_client::audience::Audience;
use lingnan_sealing::{
	card::{self, Party},
	indicators::Indicators,
	sealing::{self, Agency, Figure, Sealer, Target},
	secret::{records_beside, SealingSecret, MAKE_ONE},
};
use lingnan_types::{attestation::Standing, Date, IndicatorId, RegistrationNumber};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Seal {
	#[arg(required_unless_present = "csv", requires = "value")]
	number: Option<RegistrationNumber>,
	indicator: Option<String>,
	/// In the indicator's unit, negative too
	#[arg(allow_negative_numbers = true, value_parser = args::Figure)]
	value: Option<i64>,
	/// A card's file or a recipient, offline; the enterprise's card on the chain if not given
	#[arg(long)]
	to: Option<String>,
	/// Last day of the period that it is about; today if not given
	#[arg(long, value_parser = values::date)]
	period_end: Option<Date>,
	/// Put it in the place of a disputed attestation of the same period
	#[arg(long, conflicts_with_all = ["csv", "period_end"])]
	correct: bool,
	/// Seal many: a CSV file or Excel workbook (.xlsx) with the columns enterprise, indicator, value, and recipient and periodEnd if you like
	#[arg(long, conflicts_with_all = ["number", "to", "period_end"])]
	csv: Option<PathBuf>,
	#[command(flatten)]
	lies: Lies,
	/// Where to write the openings: a new file; a folder with --csv
	#[arg(long)]
	out: PathBuf,
	#[command(flatten)]
	kept: Kept,
}

/// What an agency keeps to seal with.
#[derive(Debug, Args)]
pub struct Kept {
	/// File of the secret that blindings are derived from, made with `lingnan key sealing`
	#[arg(long)]
	secret: Option<PathBuf>,
	/// File that what is sealed is written down in; FILE.records beside the secret if not given
	#[arg(long)]
	records: Option<PathBuf>,
}

impl Kept {
	/// The secret, and where the records are.
	pub fn read(&self) -> Result<(SealingSecret, PathBuf)> {
		let place = self
			.secret
			.as_ref()
			.ok_or_else(|| Error::usage(format!("which secret is it sealed with? Give --secret FILE; {MAKE_ONE}")))?;
		let records = self.records.clone().unwrap_or_else(|| records_beside(place));
		Ok((SealingSecret::read(place)?, records))
	}
}

impl Seal {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (secret, records) = self.kept.read()?;
		let key = c.signer()?;
		let sealer = Sealer { secret: &secret.blindings(), records: &records };
		let agency = Agency::of(&c.client, &key, c.stage, &c.output, sealer).await?;
		let today = c.day(None).await?;
		let checked;
		let done = match &self.csv {
			Some(csv) => {
				let figures = self.many(c, csv, today).await?;
				checked = told_back(&c.output, &figures);
				agency.seal(figures, &Target::Folder(self.out.clone())).await?
			},
			None => {
				let figure = self.one(c, today).await?;
				checked = told_back(&c.output, std::slice::from_ref(&figure));
				let target = Target::File(self.out.clone());
				match self.correct {
					true => agency.correct(figure, &target).await?,
					false => agency.seal(vec![figure], &target).await?,
				}
			},
		};
		c.output.answer(&done.to_json(), |_| {
			let files = match done.files.as_slice() {
				[one] => format!("{}: hand it to the enterprise", one.display()),
				many => format!("{} files in {}: hand each to its enterprise", many.len(), self.out.display()),
			};
			match done.attestations {
				1 => format!("{checked}\n1 attestation is sealed on the chain; its opening is in {files}"),
				count => {
					format!("{checked}\n{count} attestations are sealed on the chain; their openings are in {files}")
				},
			}
		});
		Ok(())
	}

	async fn one(&self, c: &Context, today: Date) -> Result<Figure> {
		let (Some(number), Some(indicator), Some(value)) = (&self.number, &self.indicator, self.value) else {
			return Err(Error::usage("write the enterprise, the indicator and its value; or --csv FILE"));
		};
		let indicators = Indicators::read(&c.client).await?;
		let indicator = indicators.find_sealed(indicator)?.clone();
		let period_end = match (self.correct, self.period_end) {
			(true, _) => disputed_period(c, number, indicator.id).await?,
			(false, given) => given.unwrap_or(today),
		};
		Ok(Figure {
			enterprise: number.to_string(),
			indicator,
			value,
			period_end,
			recipient: card::recipient(&c.client, self.to.as_deref(), &Party::Enterprise(number.to_string())).await?,
		})
	}

	async fn many(&self, c: &Context, csv: &std::path::Path, today: Date) -> Result<Vec<Figure>> {
		let figures = sealing::read_csv(&c.client, csv, &self.lies.layout(), today).await.map_err(|bad| {
			let lines: Vec<String> = bad.iter().map(ToString::to_string).collect();
			Error::input(csv.display(), format!("nothing was sealed:\n{}", lines.join("\n")))
		})?;
		match figures.is_empty() {
			true => Err(Error::input(csv.display(), "there are no rows in it")),
			false => Ok(figures),
		}
	}
}

/// How many figures are told back at most.
const TOLD_BACK: usize = 20;

/// What a clerk checks the typing by: of whom, what, of when, and the range in which each figure fell. Not the figure: a screen is
/// read by more people than its own.
fn told_back(audience: &dyn Audience, figures: &[Figure]) -> String {
	let row = |figure: &Figure| {
		let Figure { enterprise, indicator, value, period_end, .. } = figure;
		let range = indicator.range(indicator.bin_of(*value));
		vec![enterprise.clone(), indicator.name.as_str().into(), date_text(*period_end), range]
	};
	let rows = figures.iter().take(TOLD_BACK).map(row).collect();
	let table = audience.table(&["enterprise", "indicator", "period up to", "lies in"], rows);
	match figures.len().saturating_sub(TOLD_BACK) {
		0 => table,
		more => format!("{}\nand {more} more", table.trim_end()),
	}
}

/// A correction is about the period of the attestation that it corrects.
async fn disputed_period(c: &Context, number: &RegistrationNumber, indicator: IndicatorId) -> Result<Date> {
	let all = attestation::list(&c.client, number).await?;
	let found = all.iter().find(|one| one.indicator == indicator);
	let found =
		found.ok_or_else(|| Error::NotFound(format!("the chain has no attestation about {number} to be corrected")))?;
	match found.standing {
		Standing::Revoked { .. } => Err(Error::NotFound(format!(
			"the attestation about {number} is taken back, and cannot be corrected: seal a new one without --correct"
		))),
		_ => Ok(found.period_end),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_client::audience::Nobody;
	use lingnan_sealing::envelope::Identity;
	use lingnan_types::{
		indicator::{Class, Direction, IndicatorView},
		AgencyId,
	};

	#[test]
	fn a_clerk_is_told_the_firm_the_indicator_the_period_and_the_range_and_not_the_figure() {
		let indicator = IndicatorView {
			id: IndicatorId(3),
			name: "Taxes paid".parse().unwrap(),
			unit: "CNY".parse().unwrap(),
			owner: AgencyId(1),
			edges: vec![1_000_000, 5_000_000],
			direction: Direction::HigherIsBetter,
			validity_days: 366,
			class: Class::Figure,
			retired: false,
		};
		let enterprise = "CN:91440300708461136T".to_string();
		let recipient = Identity::new().recipient();
		let figure = Figure { enterprise, indicator, value: 1_318_264, period_end: 20_000, recipient };
		let told = told_back(&Nobody, std::slice::from_ref(&figure));
		for part in ["CN:91440300708461136T", "Taxes paid", "2024-10-04", "1,000,000 to below 5,000,000 CNY"] {
			assert!(told.contains(part), "{part} in {told}");
		}
		assert!(!told.contains("318"), "{told}");
		assert!(told_back(&Nobody, &vec![figure; 23]).ends_with("and 3 more"));
	}

	#[test]
	fn without_a_secret_it_is_said_how_one_is_made() {
		let folder = tempfile::tempdir().unwrap();
		let place = folder.path().join("agency.secret");
		let kept = |secret: Option<&PathBuf>, records: Option<PathBuf>| Kept { secret: secret.cloned(), records };
		let refused = |kept: Kept| kept.read().err().map(|error| (error.exit_code(), error.to_string())).unwrap();
		let (code, said) = refused(kept(None, None));
		assert!(
			code == 2 && said.contains("--secret FILE") && said.contains("lingnan key sealing --out FILE"),
			"{said}"
		);
		let (code, said) = refused(kept(Some(&place), None));
		assert!(code == 4 && said.contains("no such file") && said.contains("lingnan key sealing"), "{said}");
		SealingSecret::new().write(&place).unwrap();
		assert_eq!(kept(Some(&place), None).read().unwrap().1, folder.path().join("agency.secret.records"));
		let elsewhere = folder.path().join("elsewhere");
		assert_eq!(kept(Some(&place), Some(elsewhere.clone())).read().unwrap().1, elsewhere);
	}
}
