use super::{prove::Secrets, Context};
use crate::{
	client::{calls::credit_scoring, Call},
	error::{Error, Result},
	own_files::{self, Register},
	rating::{self, Readings},
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{Purpose, RegistrationNumber};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Rate {
	#[arg(value_parser = values::number)]
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
			let ratings: Value = c.client.rpc("credit_rating", json!([self.number])).await?;
			let told = c.told("credit_rating", &ratings);
			let readings = Readings::of(c, &self.number).await?;
			c.output.say(readings.rating(&ratings["champion"], &told["champion"]));
		}
		Ok(())
	}
}

#[derive(Debug, Args)]
pub struct Explain {
	#[arg(value_parser = values::number)]
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
		let answer = rating::explain(c, &self.number).await?;
		if c.output.json {
			c.output.answer(&answer, |_| String::new());
			return Ok(());
		}
		let told = c.told("credit_explain", &answer);
		c.output.say(Readings::of(c, &self.number).await?.explanation(&self.number, &answer, &told));
		Ok(())
	}
}

#[derive(Debug, Subcommand)]
pub enum Scorecard {
	/// Propose a scorecard from a file, such as a network's own scorecard.json. Indicators are given by number, by name, or by
	/// the code that indicators.json beside the file gives them
	Propose { file: PathBuf },
	/// Validate somebody else's scorecard
	Validate { id: u32 },
}

impl Scorecard {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Propose { file } => {
				let indicators = Register::indicators(&c.client, file).await?;
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

/// A JSON file. What is wrong in it is named with its place.
pub fn read_json<T: DeserializeOwned>(path: &std::path::Path) -> Result<T> {
	let place = path.display();
	let text = std::fs::read_to_string(path).map_err(|e| Error::input(&place, e))?;
	let mut reader = serde_json::Deserializer::from_str(&text);
	let read = serde_path_to_error::deserialize(&mut reader).map_err(|e| Error::input(&place, e))?;
	reader.end().map_err(|e| Error::input(&place, e))?;
	Ok(read)
}
