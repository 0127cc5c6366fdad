//! What each verb does. Which noun it belongs to stands in `nouns`.

pub mod advice;
pub mod anchor;
pub mod apply;
pub mod attest;
pub mod call;
pub mod clock;
pub mod consent;
pub mod corridor;
pub mod demo;
pub mod disclose;
pub mod document;
pub mod govern;
pub mod guardian;
pub mod import;
pub mod issuing;
pub mod key;
pub mod list;
pub mod loan;
pub mod product;
pub mod prove;
pub mod rate;
pub mod registry;
pub mod seal;
pub mod security;
pub mod show;
pub mod sponsor;
pub mod terms;
pub mod validator;

use crate::{
	args::{Cli, Command},
	client::{Call, Client, Receipt, Stage},
	error::{Error, Result},
	keys::{self, Given, Key, Password},
	nouns::Attestation,
	output::{units, Output},
	ranges,
};
use serde_json::Value;
use std::{net::IpAddr, sync::OnceLock};
use subxt::utils::AccountId32;

/// What every subcommand works with.
pub struct Context {
	pub client: Client,
	pub key: Option<String>,
	pub output: Output,
	pub stage: Stage,
	pub password: Password,
	/// Keys that everybody has are taken: it is a rehearsal, or the user says so.
	pub well_known: bool,
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
		taken(keys::given(text, &self.password)?, self.well_known)
	}

	/// An account that something is given to.
	pub fn account_of(&self, text: &str) -> Result<AccountId32> {
		taken_account(text, self.well_known)
	}

	/// The answer to a JSON-RPC method with every number as people read it.
	pub fn told(&self, method: &str, answer: &Value) -> Value {
		units::of_answer(self.client.metadata(), method, answer)
	}

	/// The same where amounts are in a currency that the answer does not say.
	pub fn told_in(&self, method: &str, answer: &Value, currency: Option<String>) -> Value {
		units::of_answer_in(self.client.metadata(), method, answer, currency)
	}

	/// Signs and sends a call, waits for it, and prints the sentence with what changed.
	pub async fn submit(&self, call: impl Into<Call>, sentence: impl FnOnce(&Receipt) -> String) -> Result<()> {
		let receipt = self.send(&call.into()).await?;
		self.output.receipt(&sentence(&receipt), &receipt, self.client.metadata());
		Ok(())
	}

	/// Signs and sends a call, and waits for it.
	pub async fn send(&self, call: &Call) -> Result<Receipt> {
		no_well_known_in(&call.args, self.well_known)?;
		let sent = self.client.submit_until(self.stage, call, &self.signer()?).await;
		sent.map_err(|error| ranges::explained(error, call))
	}
}

/// A key, unless everybody has it and that is not what is wanted here.
fn taken(given: Given, well_known: bool) -> Result<Key> {
	match given.well_known && !well_known {
		true => Err(everybody("--key", "this key")),
		false => Ok(given.key),
	}
}

/// The same of an account that something is given to.
fn taken_account(text: &str, well_known: bool) -> Result<AccountId32> {
	let account = keys::read_account(text)?;
	match text.starts_with("//") && !well_known {
		true => Err(everybody(text, "the key of this account")),
		false => Ok(account),
	}
}

/// Accounts in a call's arguments can be written as development paths.
fn no_well_known_in(args: &Value, well_known: bool) -> Result<()> {
	/// Text that a payment carries is its own.
	const NO_ACCOUNTS: [&str; 2] = ["reason", "reference"];
	match args {
		_ if well_known => Ok(()),
		Value::String(text) if text.starts_with("//") && keys::from_uri(text).is_ok() => {
			taken_account(text, well_known).map(drop)
		},
		Value::Array(items) => items.iter().try_for_each(|item| no_well_known_in(item, well_known)),
		Value::Object(fields) => fields
			.iter()
			.filter(|(name, _)| !NO_ACCOUNTS.contains(&name.as_str()))
			.try_for_each(|(_, field)| no_well_known_in(field, well_known)),
		_ => Ok(()),
	}
}

fn everybody(place: &str, what: &str) -> Error {
	Error::input(
		place,
		format!(
			"everybody has {what}, and this chain is no rehearsal (it has no clock admin). Make a key of your own with \
			 `lingnan key new`; who knows what it means can give --well-known-key"
		),
	)
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

/// What to say of a connection that others on the way can read and change.
pub fn open_line(url: &str) -> Option<String> {
	let authority = url.strip_prefix("ws://")?.split(['/', '?', '#']).next().unwrap_or_default();
	let host = authority.rsplit('@').next().unwrap_or_default();
	let host = match host.strip_prefix('[') {
		Some(rest) => rest.split(']').next().unwrap_or_default(),
		None => host.split(':').next().unwrap_or_default(),
	};
	let here = host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
	(!here).then(|| {
		format!(
			"lingnan: warning: {url} is another machine and the line to it is not encrypted: anyone who sits on it can read and \
			 change what this command is told. Use wss://, or a tunnel to this machine."
		)
	})
}

/// Says it where programs do not read answers.
pub fn warn_of_open_line(url: &str) {
	if let Some(warning) = open_line(url) {
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
		Command::Document(document) if document.run_alone(output).await? => return Ok(()),
		_ => {},
	}
	warn_of_open_line(&global.url);
	// What it waits for is told on the error stream, which programs that read --json may leave alone.
	let client = Client::connect(&global.url).await?.telling(|news| eprintln!("lingnan: {news}"));
	let stage = if global.quick { Stage::InBlock } else { Stage::Finalised };
	let well_known = global.well_known_key || is_rehearsal(&client).await?;
	let context = Context { client, key: global.key, output, stage, password, well_known, signer: OnceLock::new() };
	let c = &context;
	match command {
		Command::Enterprise(x) => x.run(c).await,
		Command::Attestation(x) => x.run(c).await,
		Command::Consent(x) => x.run(c).await,
		Command::Rating(x) => x.run(c).await,
		Command::Scorecard(x) => x.run(c).await,
		Command::Product(x) => x.run(c).await,
		Command::Application(x) => x.run(c).await,
		Command::Loan(x) => x.run(c).await,
		Command::Asset(x) => x.run(c).await,
		Command::Lien(x) => x.run(c).await,
		Command::List(x) => x.run(c).await,
		Command::Institution(x) => x.run(c).await,
		Command::Corridor(x) => x.run(c).await,
		Command::Document(x) => x.run(c).await,
		Command::Govern(x) => x.run(c).await,
		Command::Validator(x) => x.run(c).await,
		Command::Sponsor(x) => x.run(c).await,
		Command::Key(x) => x.run(c).await,
		Command::Clock(x) => x.run(c).await,
		Command::Show(x) => x.run(c).await,
		Command::Call(x) => x.run(c).await,
		Command::Demo(x) => x.run(c).await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_key_that_everybody_has_signs_nothing_where_it_is_no_rehearsal() {
		let given = |key| keys::given(key, &Password::default()).unwrap();
		for key in ["//Alice", "//agency//tax", "//ownerkey"] {
			let refused = taken(given(key), false).map(drop).unwrap_err().to_string();
			assert!(refused.contains("everybody has this key") && refused.contains("lingnan key new"), "{refused}");
			assert!(taken(given(key), true).is_ok());
		}
		assert!(taken(given(&format!("0x{}", "05".repeat(32))), false).is_ok());
	}

	#[test]
	fn control_is_not_given_to_everybody_where_it_is_no_rehearsal() {
		assert!(taken_account("//Bob", false).unwrap_err().to_string().contains("everybody has the key"));
		assert!(taken_account("//Bob", true).is_ok());
		let args = |to: &str| serde_json::json!({ "calls": [{ "args": { "enterprise": "CN:1", "to": to } }] });
		assert!(no_well_known_in(&args("//Bob"), false).is_err());
		assert!(no_well_known_in(&args("//Bob"), true).is_ok());
		assert!(no_well_known_in(&serde_json::json!({ "reference": "//7781" }), false).is_ok());
		assert!(no_well_known_in(&args("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"), false).is_ok());
	}

	#[test]
	fn a_line_to_another_machine_that_is_not_encrypted_is_warned_of() {
		for url in [
			"ws://node.example:9944",
			"ws://192.0.2.7",
			"ws://10.0.0.1:9944/path",
			"ws://[2001:db8::1]:9944",
			"ws://localhost.example:9944",
			"ws://127.0.0.1@node.example:9944",
		] {
			assert!(open_line(url).is_some_and(|text| text.contains("wss://")), "{url}");
		}
		for url in
			["ws://127.0.0.1:9944", "ws://localhost:9944", "ws://[::1]:9944", "ws://127.8.0.1", "wss://node.example"]
		{
			assert_eq!(open_line(url), None, "{url}");
		}
	}
}
