use super::{prove::Secrets, Context};
use crate::{
	client::calls::consents,
	error::{Error, Result},
};
use clap::Args;
use lingnan_sealing::{
	card::{self, Party, Refusal},
	disclosure::{self, Disclosure, Shown, Wish},
	envelope::{Content, Envelope, Identity},
	unfinished::Unfinished,
};
use lingnan_types::{card::CardState, ConsentId, InstitutionId, RegistrationNumber};
use serde_json::json;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub struct Disclose {
	number: RegistrationNumber,
	/// The institution that may read it, by its number or its name
	#[arg(long)]
	institution: String,
	/// Your consent to it, of which a use is burned: `lingnan show consents NUMBER`
	#[arg(long)]
	consent: ConsentId,
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
		let institution = c.number_of::<InstitutionId>(&self.institution).await?;
		if self.out.exists() {
			return Err(Error::input(self.out.display(), "the file is there already: name another"));
		}
		let shown = if self.figures { Shown::Figure } else { Shown::Range };
		let wish =
			Wish { enterprise: &self.number, institution, consent: self.consent, indicators: &self.indicators, shown };
		let part = Unfinished::place(&self.out);
		let made = match Unfinished::read(&part)? {
			Some(earlier) => {
				earlier.ensure_of(&wish.terms(&c.client).await?, &part)?;
				eprintln!("lingnan: it goes on with {}, which an earlier run did not finish", part.display());
				earlier
			},
			None => {
				let made = self.make(c, &wish).await?;
				made.write(&part)?;
				made
			},
		};
		// The receipt first: what is handed over without one is refused, and was learnt all the same.
		self.record(c, &made, &part).await?;
		made.finish(&part, &self.out)?;
		let (count, block) = (made.terms.indicators.len(), made.block);
		let answer = json!({ "file": self.out, "block": block, "indicators": count, "to": made.to, "card": made.card });
		c.output.answer(&answer, |_| {
			format!(
				"{count} indicators of {} are opened to institution {} in {}, as of the final block {}",
				self.number,
				institution,
				self.out.display(),
				block.number
			)
		});
		Ok(())
	}

	async fn make(&self, c: &Context, wish: &Wish<'_>) -> Result<Unfinished> {
		let held = self.secrets.held(c, &self.number)?;
		let recipient = card::recipient(&c.client, self.to.as_deref(), &Party::Institution(wish.institution)).await?;
		let disclosure = wish.sign(&c.client, &held, &c.signer()?).await?;
		let envelope = Envelope::seal(Content::Disclosure, &recipient, &disclosure)?;
		Unfinished::new(&disclosure, wish.shown, recipient, envelope)
	}

	/// Burns a use of the consent, unless one was burned for it before. What the chain refuses is not kept.
	async fn record(&self, c: &Context, made: &Unfinished, part: &Path) -> Result<()> {
		if made.is_recorded(&c.client).await? {
			return Ok(());
		}
		let call = consents::RecordDisclosure { consent: self.consent, hash: made.hash };
		match c.send(&call.into()).await {
			Ok(_) => Ok(()),
			// By a transaction of an earlier run, which came in meanwhile.
			Err(error) if error.is_refusal("Consents", "AlreadyRecorded") => Ok(()),
			Err(error) => {
				if error.refusal().is_some() {
					let _ = std::fs::remove_file(part);
				}
				Err(error)
			},
		}
	}
}

#[derive(Debug, Args)]
pub struct CheckDisclosure {
	/// The file that the enterprise sent
	file: PathBuf,
	/// File of the institution's encryption key
	#[arg(long)]
	identity: PathBuf,
	/// Your institution's number, or its name
	#[arg(long)]
	institution: String,
}

impl CheckDisclosure {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let identity = Identity::read(&self.identity)?;
		let institution = c.number_of::<InstitutionId>(&self.institution).await?;
		let envelope = Envelope::read(&self.file)?;
		refuse_destroyed(c, &envelope, &self.file, &Party::Institution(institution)).await?;
		let disclosure: Disclosure = envelope.open(Content::Disclosure, &identity, &self.file)?;
		let checked = disclosure::check(&c.client, &disclosure, institution).await?;
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
