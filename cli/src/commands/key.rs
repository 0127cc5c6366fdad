use super::Context;
use crate::{
	args::Global,
	error::{Error, Result},
	keys::{self, Password, Secret},
	output::Output,
};
use clap::{Args, Subcommand};
use lingnan_sealing::{
	card::{Card, Party},
	envelope::Identity,
	secret::{records_beside, SealingSecret},
};
use lingnan_types::{card::Suite, InstitutionId, RegistrationNumber};
use serde_json::json;
use std::path::PathBuf;
use subxt::utils::AccountId32;

/// A suite by its name.
fn suite(text: &str) -> Result<Suite, String> {
	let found = Suite::ALL.into_iter().find(|suite| suite.name() == text);
	found.ok_or_else(|| String::from("write xwing or x25519"))
}

#[derive(Debug, Subcommand)]
pub enum Key {
	/// Make a key that signs, and write it into a new encrypted key file that wallets can read too
	New {
		#[command(flatten)]
		file: KeyFile,
		/// Show the twelve words from which the key can be made again; anyone who sees them can sign
		#[arg(long)]
		show_words: bool,
	},
	/// Write the key that --key names into a new encrypted key file
	Export(KeyFile),
	/// Make a key to which files can be encrypted; it signs nothing
	Encryption {
		/// How: xwing also withstands quantum computers, x25519 is short enough to be typed
		#[arg(long, default_value = "xwing", value_parser = suite)]
		suite: Suite,
		/// Where to write it: a new file, readable by you alone
		#[arg(long)]
		out: PathBuf,
	},
	/// Make a secret that figures are sealed with (agency)
	Sealing {
		/// Where to write it: a new file, readable by you alone
		#[arg(long)]
		out: PathBuf,
	},
	/// Show to whom files must be encrypted for a key to open them
	Recipient {
		/// File of an encryption key
		identity: PathBuf,
	},
	/// Write a card as a file, signed with --key, for whoever reads no chain; `lingnan card publish` puts one on it
	Card(MakeCard),
}

#[derive(Debug, Args)]
pub struct KeyFile {
	/// Where to write it: a new file, readable by you alone
	#[arg(long)]
	out: PathBuf,
	/// Name under which wallets show it
	#[arg(long, default_value = "")]
	name: String,
}

impl KeyFile {
	/// Encrypts a secret into the file.
	fn write(&self, secret: &Secret, password: &Password) -> Result<()> {
		let place = self.out.display().to_string();
		if self.out.exists() {
			return Err(Error::input(place, "the file is there already: name another"));
		}
		let text = secret.encrypt(&self.name, &password.chosen_for(&place)?)?;
		crate::files::write_new(&self.out, text.as_bytes())
	}

	fn say(&self, output: Output, account: &AccountId32, words: Option<&str>) {
		let mut answer = json!({ "file": self.out, "account": account.to_string(), "publicKey": format!("0x{}", hex::encode(account.0)) });
		if let Some(words) = words {
			answer["words"] = json!(words);
		}
		output.answer(&answer, |_| {
			let shown = words.map(|words| format!("{words}\nWrite these words down and show them to nobody.\n"));
			format!(
				"{}{account} is in {}: keep the file and its password, nobody can replace them.",
				shown.unwrap_or_default(),
				self.out.display()
			)
		});
	}
}

#[derive(Debug, Args)]
pub struct MakeCard {
	/// File of an encryption key
	identity: PathBuf,
	/// The enterprise whose card it is
	#[arg(long, required_unless_present = "institution", conflicts_with = "institution")]
	enterprise: Option<RegistrationNumber>,
	/// The institution whose card it is, by its number or its name
	#[arg(long)]
	institution: Option<String>,
	/// Where to write the card: hand it to agencies, or to enterprises
	#[arg(long)]
	out: PathBuf,
}

impl Key {
	/// What needs no chain. Answers whether that was all.
	pub fn run_alone(&self, output: Output, global: &Global, password: &Password) -> Result<bool> {
		let identity = match self {
			Self::New { file, show_words } => {
				let words = Secret::new_words()?;
				let secret = Secret::of(&words)?;
				file.write(&secret, password)?;
				file.say(output, &secret.account(), show_words.then_some(words.as_str()));
				return Ok(true);
			},
			Self::Export(file) => {
				let key = global.key.as_deref().ok_or_else(|| Error::usage("which key? Give --key"))?;
				let (given, secret) = keys::secret(key)?;
				if given.well_known && !global.well_known_key {
					let reason = "everybody has this key, and an encrypted file would hide that: make one with `lingnan key new`";
					return Err(Error::input("--key", reason));
				}
				file.write(&secret, password)?;
				file.say(output, &secret.account(), None);
				return Ok(true);
			},
			Self::Encryption { suite, out } => {
				let identity = Identity::of(*suite);
				identity.write(out)?;
				output.say(format!("The key is in {}: keep it, nobody can replace it.", out.display()));
				identity
			},
			Self::Sealing { out } => {
				SealingSecret::new().write(out)?;
				output.answer(&json!({ "secret": out, "records": records_beside(out) }), |_| {
					format!(
						"The secret is in {}: seal with --secret, and keep it as long as what is sealed with it. Whoever has it and {} \
						 can make every opening again.",
						out.display(),
						records_beside(out).display()
					)
				});
				return Ok(true);
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
			(Some(number), _) => Party::Enterprise(number.to_string()),
			(None, Some(given)) => Party::Institution(c.number_of::<InstitutionId>(given).await?),
			(None, None) => return Err(Error::usage("whose card? Give --enterprise or --institution")),
		};
		let signer = c.signer()?;
		party.ensure_signs(&c.client, c.client.finalised().await?, &signer).await?;
		let card = Card::new(c.client.genesis_hash(), party.clone(), Identity::read(identity)?.recipient(), &signer)?;
		let text = serde_json::to_string_pretty(&card).map_err(|e| Error::input(out.display(), e))?;
		crate::files::write_new(out, text.as_bytes())?;
		c.output.answer(&json!({ "card": out, "recipient": card.recipient() }), |_| {
			format!("the card of {party} is in {}", out.display())
		});
		Ok(())
	}
}

#[derive(Debug, Args)]
pub struct Account {
	/// As --key
	#[arg(id = "whose", value_name = "KEY")]
	key: Option<String>,
}

impl Account {
	/// Needs no chain.
	pub async fn run(&self, c: &Context) -> Result<()> {
		self.run_alone(c.output, c.key.as_deref(), &c.password)
	}

	/// It only shows: so a key that everybody has is shown too, and said to be one.
	pub fn run_alone(&self, output: Output, global: Option<&str>, password: &Password) -> Result<()> {
		let key = self.key.as_deref().or(global).ok_or_else(|| Error::usage("whose account? Give a key"))?;
		let given = keys::given(key, password)?;
		let account = keys::account(&given.key);
		let hex = format!("0x{}", hex::encode(account.0));
		let value = json!({ "account": account.to_string(), "publicKey": hex, "wellKnown": given.well_known });
		output.answer(&value, |_| {
			let whose = if given.well_known { "\nEverybody has its key: it is for rehearsals alone." } else { "" };
			format!("{account}\n{hex}{whose}")
		});
		Ok(())
	}
}
