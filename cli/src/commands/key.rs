use super::Context;
use crate::{
	error::{Error, Result},
	output::Output,
	sealed::{
		card::{Card, Party},
		envelope::Identity,
		files,
	},
	values,
};
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum Key {
	/// Make a key to which files can be encrypted; it signs nothing
	Encryption {
		/// Where to write it: a new file, readable by you alone
		#[arg(long)]
		out: PathBuf,
	},
	/// Show to whom files must be encrypted for a key to open them
	Recipient {
		/// File of an encryption key
		identity: PathBuf,
	},
	/// Say, signed with --key, that files for an enterprise or institution are to be encrypted to this key
	Card(MakeCard),
}

#[derive(Debug, Args)]
pub struct MakeCard {
	/// File of an encryption key
	identity: PathBuf,
	/// The enterprise whose card it is
	#[arg(long, value_parser = values::number, required_unless_present = "institution", conflicts_with = "institution")]
	enterprise: Option<String>,
	/// The institution whose card it is
	#[arg(long)]
	institution: Option<u32>,
	/// Where to write the card: hand it to agencies, or to enterprises
	#[arg(long)]
	out: PathBuf,
}

impl Key {
	/// What needs no chain. Answers whether that was all.
	pub fn run_alone(&self, output: Output) -> Result<bool> {
		let identity = match self {
			Self::Encryption { out } => {
				let identity = Identity::new();
				identity.write(out)?;
				output.say(format!("The key is in {}: keep it, nobody can replace it.", out.display()));
				identity
			},
			Self::Recipient { identity } => Identity::read(identity)?,
			Self::Card(_) => return Ok(false),
		};
		let recipient = identity.recipient().to_string();
		output.answer(&json!({ "recipient": recipient }), |_| recipient.clone());
		Ok(true)
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		let Self::Card(MakeCard { identity, enterprise, institution, out }) = self else { return Ok(()) };
		let party = match (enterprise, institution) {
			(Some(number), _) => Party::Enterprise(number.clone()),
			(None, Some(id)) => Party::Institution(*id),
			(None, None) => return Err(Error::usage("whose card? Give --enterprise or --institution")),
		};
		let signer = c.signer()?;
		let account = party.account(&c.client, c.client.finalised().await?).await?;
		if account != crate::keys::account(&signer).to_string() {
			return Err(Error::input(
				"--key",
				format!("{account} speaks for {party} on this chain: sign with its key"),
			));
		}
		let card = Card::new(c.client.genesis_hash(), party.clone(), Identity::read(identity)?.recipient(), &signer)?;
		let text = serde_json::to_string_pretty(&card).map_err(|e| Error::input(out.display(), e))?;
		files::write_new(out, text.as_bytes())?;
		c.output.answer(&json!({ "card": out, "recipient": card.recipient() }), |_| {
			format!("the card of {party} is in {}", out.display())
		});
		Ok(())
	}
}
