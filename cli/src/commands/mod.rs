//! What each verb does. Which noun it belongs to stands in `nouns`.

pub mod advice;
pub mod anchor;
pub mod apply;
pub mod attest;
pub mod bank;
pub mod calendar;
pub mod call;
pub mod card;
pub mod classification;
pub mod clock;
pub mod consent;
pub mod corridor;
pub mod demo;
pub mod disclose;
pub mod document;
pub mod explain;
pub mod gateway;
pub mod govern;
pub mod guarantee;
pub mod guardian;
pub mod import;
pub mod indicator;
pub mod issuing;
pub mod key;
pub mod line;
pub mod list;
pub mod loan;
pub mod offer;
pub mod openings;
pub mod openings_gateway;
pub mod policy;
pub mod product;
pub mod prove;
pub mod prove_many;
pub mod rate;
pub mod reference_rate;
pub mod registry;
pub mod seal;
pub mod security;
pub mod serve;
pub mod show;
pub mod sponsor;
pub mod terms;
pub mod validator;

use crate::{
	args::{Cli, Command},
	client::{
		register::{Listed, Register},
		units, warning_of_open_line, Call, Client, Receipt, Stage,
	},
	error::{Error, Result},
	keys::{self, Key, Password, WellKnown},
	nouns::{Attestation, Openings},
	output::Output,
	ranges,
};
use clap::Args;
use lingnan_types::{Currency, RegistrationNumber};
use serde_json::Value;
use std::sync::OnceLock;
use subxt::utils::{AccountId32, H256};

/// An enterprise, where a verb asks for nothing else.
#[derive(Debug, Args)]
pub struct Firm {
	number: RegistrationNumber,
}

/// What every subcommand works with.
pub struct Context {
	pub client: Client,
	pub key: Option<String>,
	pub output: Output,
	pub stage: Stage,
	pub password: Password,
	pub well_known: WellKnown,
	/// The signer, so that a password is asked for once.
	signer: OnceLock<Key>,
}

impl Context {
	/// The signer that `--key` names.
	pub fn signer(&self) -> Result<Key> {
		if let Some(key) = self.signer.get() {
			return Ok(key.clone());
		}
		let key = self.key.as_deref().ok_or_else(|| {
			Error::usage(
				"who signs? Give --key FILE, or on a development chain a path such as --key //agency//tax, or set LINGNAN_KEY",
			)
		})?;
		let key = self.key_of(key)?;
		Ok(self.signer.get_or_init(|| key).clone())
	}

	/// A key as `--key` takes it.
	pub fn key_of(&self, text: &str) -> Result<Key> {
		self.well_known.key(keys::given(text, &self.password)?)
	}

	/// An account that something is given to.
	pub fn account_of(&self, text: &str) -> Result<AccountId32> {
		self.well_known.account(text)
	}

	/// The number of what is given by its number or its name.
	pub async fn number_of<Id: Listed>(&self, given: &str) -> Result<Id> {
		match given.trim().parse() {
			Ok(number) => Ok(number),
			Err(_) => Register::of(&self.client).await?.number(given).map_err(Error::NotFound),
		}
	}

	/// Refuses what the chain does not have.
	pub async fn ensure_listed<Id: Listed>(&self, given: &str) -> Result<()> {
		let register = Register::<Id>::of(&self.client).await?;
		register.ensure(register.number(given).map_err(Error::NotFound)?)
	}

	/// The answer to a JSON-RPC method with every number as people read it.
	pub fn told(&self, method: &str, answer: &Value) -> Value {
		self.told_in(method, answer, None)
	}

	/// The same where amounts are in a currency that the answer does not say.
	pub fn told_in(&self, method: &str, answer: &Value, currency: Option<Currency>) -> Value {
		units::of_answer_in(self.client.metadata(), method, answer, currency.map(|currency| currency.to_string()))
	}

	/// Signs and sends a call, waits for it, and prints the sentence with what changed.
	pub async fn submit(&self, call: impl Into<Call>, sentence: impl FnOnce(&Receipt) -> String) -> Result<()> {
		let receipt = self.send(&call.into()).await?;
		self.output.receipt(&sentence(&receipt), &receipt, self.client.metadata());
		Ok(())
	}

	/// Signs and sends a call, and waits for it.
	pub async fn send(&self, call: &Call) -> Result<Receipt> {
		self.well_known.ensure_not_in(&call.args)?;
		let sent = self.client.submit_until(self.stage, call, &self.signer()?).await;
		sent.map_err(|error| ranges::explained(error, call))
	}
}

/// The signer gave the hash of what it read, and that is what stands there now.
fn as_read(given: Option<H256>, shown: H256, flag: &str) -> Result<()> {
	let given = given
		.ok_or_else(|| Error::usage(format!("nothing was sent: read what is shown, then give {flag} {shown:?}")))?;
	ensure_read(given, shown, flag)
}

/// What was read is what stands there now.
fn ensure_read(read: H256, shown: H256, flag: &str) -> Result<()> {
	if read == shown {
		return Ok(());
	}
	let reason = format!(
		"{flag} is {read:?}, and what is offered now has {shown:?}: it is not what was read. Nothing was signed."
	);
	Err(Error::DoesNotHold { name: "TermsDiffer", reason })
}

/// A list whose length the chain bounds.
fn few<T, B: TryFrom<Vec<T>, Error = Vec<T>>>(list: Vec<T>, what: &str) -> Result<B> {
	B::try_from(list).map_err(|list| Error::usage(format!("{} {what} are more than the chain takes", list.len())))
}

/// Whether days are let pass on this chain: a rehearsal, on which everybody plays every part.
async fn is_rehearsal(client: &Client) -> Result<bool> {
	match client.metadata().pallet_by_name("BusinessClock") {
		Some(_) => Ok(client.storage("BusinessClock", "ClockAdmin").await?.is_some()),
		None => Ok(false),
	}
}

/// Says it where programs do not read answers.
pub fn warn_of_open_line(url: &str) {
	if let Some(warning) = warning_of_open_line(url) {
		eprintln!("{warning}");
	}
}

/// Runs a command line.
pub async fn run(cli: Cli) -> Result<()> {
	let Cli { global, command } = cli;
	let output = Output { json: global.json };
	let password = Password { file: global.password_file.clone(), descriptor: global.password_fd };
	match &command {
		Command::Key(key) if key.run_alone(output, &global, &password)? => return Ok(()),
		Command::Attestation(Attestation::Anchor(anchor)) => {
			if let Some(done) = anchor.run_offline(output) {
				return done;
			}
		},
		Command::Govern(govern::Govern::Example { call }) => return govern::example(output, call.as_deref()),
		Command::Policy(policy::Policy::Example) => {
			policy::example(output);
			return Ok(());
		},
		Command::Document(document) if document.run_alone(output).await? => return Ok(()),
		Command::Gateway(gateway::Gateway::Sign(sign)) => {
			return sign.run_alone(output, global.key.as_deref(), &password)
		},
		Command::Openings(Openings::Push(push)) => {
			if let Some(agency) = push.numbered() {
				return push.push(agency, output, global.key.as_deref(), &password).await;
			}
		},
		Command::Openings(Openings::Fetch(fetch)) => {
			return fetch.run_alone(output, global.key.as_deref(), &password).await
		},
		_ => {},
	}
	warn_of_open_line(&global.url);
	// What it waits for is told on the error stream, which programs that read --json may leave alone.
	let client = Client::connect(&global.url).await?.telling(|news| eprintln!("lingnan: {news}"));
	let stage = if global.quick { Stage::InBlock } else { Stage::Finalised };
	let well_known = match global.well_known_key || is_rehearsal(&client).await? {
		true => WellKnown::Taken,
		false => WellKnown::Refused,
	};
	let context = Context { client, key: global.key, output, stage, password, well_known, signer: OnceLock::new() };
	command.run(&context).await
}
