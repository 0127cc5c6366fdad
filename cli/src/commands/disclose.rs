use super::{prove::Secrets, Context};
use crate::{
	error::{Error, Result},
	values,
};
use clap::Args;
use lingnan_sealing::{
	card::{self, Party, Refusal},
	disclosure::{self, Disclosure, Item},
	envelope::{Content, Envelope, Identity},
	indicators::Indicators,
	openings::Sealed,
};
use lingnan_types::{card::CardState, RegistrationNumber};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Disclose {
	#[arg(value_parser = values::number)]
	number: RegistrationNumber,
	/// Number of the institution that may read it
	#[arg(long)]
	institution: u32,
	/// A card's file or a recipient, offline; the institution's card on the chain if not given
	#[arg(long)]
	to: Option<String>,
	/// Numbers or names of the indicators to open, such as 4,7
	#[arg(long, value_delimiter = ',', required = true)]
	indicators: Vec<String>,
	/// Show the figures too, and not only in which range they lie
	#[arg(long)]
	figures: bool,
	#[command(flatten)]
	secrets: Secrets,
	/// Where to write the disclosure: a new file
	#[arg(long)]
	out: PathBuf,
}

impl Disclose {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (client, genesis) = (&c.client, c.client.genesis_hash());
		let held = self.secrets.held(c, &self.number)?;
		let recipient = card::recipient(client, self.to.as_deref(), &Party::Institution(self.institution)).await?;
		let block = client.finalised_block().await?;
		let signer = c.signer()?;
		let controller = Party::Enterprise(self.number.to_string()).account(client, block.hash).await?;
		if controller != crate::keys::account(&signer).to_string() {
			return Err(Error::input("--key", format!("{controller} controls {}: sign with its key", self.number)));
		}
		let indicators = Indicators::read(client, block.hash).await?;
		let statements: Vec<Value> = client.list("attestation_list", json!([self.number]), Some(block.hash)).await?;
		let mut items = Vec::new();
		for given in &self.indicators {
			let indicator = indicators.find_sealed(given)?;
			let statement = statements.iter().find(|s| s["indicator"] == json!(indicator.id));
			let missing = |what: &str| Error::NotFound(format!("{}: {what} about {}", indicator.name, self.number));
			let sealed = statement.and_then(Sealed::read);
			let sealed = sealed.ok_or_else(|| missing("the chain has no sealed attestation of it"))?;
			if statement.is_some_and(|s| s["counts"] != json!(true)) {
				return Err(missing("a revoked, disputed or expired attestation stands of it"));
			}
			items.push(Item::new(held.opening(indicator, &sealed)?, sealed.revision, self.figures));
		}
		let count = items.len();
		let disclosure = Disclosure::new(genesis, &self.number.to_string(), self.institution, block, items, &signer)?;
		Envelope::seal(Content::Disclosure, &recipient, &disclosure)?.write(&self.out)?;
		let answer =
			json!({ "file": self.out, "block": block, "indicators": count, "to": recipient, "card": recipient.card() });
		c.output.answer(&answer, |_| {
			format!(
				"{count} indicators of {} are opened to institution {} in {}, as of the final block {}",
				self.number,
				self.institution,
				self.out.display(),
				block.number
			)
		});
		Ok(())
	}
}

#[derive(Debug, Args)]
pub struct CheckDisclosure {
	/// The file that the enterprise sent
	file: PathBuf,
	/// File of the institution's encryption key
	#[arg(long)]
	identity: PathBuf,
	/// Your institution's number
	#[arg(long)]
	institution: u32,
}

impl CheckDisclosure {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let identity = Identity::read(&self.identity)?;
		let envelope = Envelope::read(&self.file)?;
		refuse_destroyed(c, &envelope, &self.file, &Party::Institution(self.institution)).await?;
		let disclosure: Disclosure = envelope.open(Content::Disclosure, &identity, &self.file)?;
		let checked = disclosure::check(&c.client, &disclosure, self.institution).await?;
		c.output.answer(&checked.to_json(), |_| checked.text(&c.output));
		Ok(())
	}
}

/// A key that was stated destroyed opens nothing: whoever still has it said what is not so.
async fn refuse_destroyed(c: &Context, envelope: &Envelope, file: &Path, party: &Party) -> Result<()> {
	let cards = party.cards(&c.client, c.client.finalised().await?).await?;
	match card::judge_file(&cards, envelope, file)? {
		Err(refusal @ Refusal::NotInForce(_, CardState::Destroyed)) => Err(refusal.error(party)),
		_ => Ok(()),
	}
}
