//! One subcommand for each thing a person does.

pub mod anchor;
pub mod apply;
pub mod attest;
pub mod consent;
pub mod corridor;
pub mod demo;
pub mod disclose;
pub mod document;
pub mod govern;
pub mod import;
pub mod key;
pub mod loan;
pub mod product;
pub mod prove;
pub mod rate;
pub mod registry;
pub mod seal;
pub mod security;
pub mod show;
pub mod sponsor;
pub mod tools;
pub mod validator;

use crate::{
	args::{Cli, Command},
	client::{Call, Client, Receipt, Stage},
	error::{Error, Result},
	keys::{self, Key},
	output::Output,
};

/// What every subcommand works with.
pub struct Context {
	pub client: Client,
	pub key: Option<String>,
	pub output: Output,
	pub stage: Stage,
}

impl Context {
	/// The signer that `--key` names.
	pub fn signer(&self) -> Result<Key> {
		let key = self.key.as_deref().ok_or_else(|| {
			Error::usage(
				"who signs? Give --key FILE, or a development name such as --key //agency//tax, or set LINGNAN_KEY",
			)
		})?;
		keys::read(key)
	}

	/// Signs and sends a call, waits for it, and prints the sentence with what changed.
	pub async fn submit(&self, call: Call, sentence: impl FnOnce(&Receipt) -> String) -> Result<()> {
		let receipt = self.client.submit_until(self.stage, &call, &self.signer()?).await?;
		self.output.receipt(&sentence(&receipt), &receipt);
		Ok(())
	}
}

/// Runs a command line.
pub async fn run(cli: Cli) -> Result<()> {
	let Cli { global, command } = cli;
	let output = Output { json: global.json };
	if let Command::Account(account) = &command {
		return account.run(output, global.key.as_deref());
	}
	if let Command::Key(key) = &command {
		if key.run_alone(output)? {
			return Ok(());
		}
	}
	if let Command::Anchor(anchor) = &command {
		if let Some(done) = anchor.run_offline(output) {
			return done;
		}
	}
	if let Command::Document(document) = &command {
		return document.run(output);
	}
	let client = Client::connect(&global.url).await?;
	let stage = if global.quick { Stage::InBlock } else { Stage::Finalised };
	let context = Context { client, key: global.key, output, stage };
	let c = &context;
	match command {
		Command::Register(x) => x.run(c).await,
		Command::Control(x) => x.run(c).await,
		Command::Status(x) => x.run(c).await,
		Command::Succession(x) => x.run(c).await,
		Command::Amend(x) => x.run(c).await,
		Command::Import(x) => x.run(c).await,
		Command::Attest(x) => x.run(c).await,
		Command::Seal(x) => x.run(c).await,
		Command::Retract(x) => x.run(c).await,
		Command::Dispute(x) => x.run(c).await,
		Command::Anchor(x) => x.run(c).await,
		Command::Materialise(x) => x.run(c).await,
		Command::Consent(x) => x.run(c).await,
		Command::Corridor(x) => x.run(c).await,
		Command::Rate(x) => x.run(c).await,
		Command::Explain(x) => x.run(c).await,
		Command::Prove(x) => x.run(c).await,
		Command::Disclose(x) => x.run(c).await,
		Command::CheckDisclosure(x) => x.run(c).await,
		Command::Scorecard(x) => x.run(c).await,
		Command::Match(x) => x.run(c).await,
		Command::Apply(x) => x.run(c).await,
		Command::Withdraw(x) => x.run(c, "withdraw_application", "withdrawn").await,
		Command::Decline(x) => x.run(c).await,
		Command::Offer(x) => x.run(c).await,
		Command::Accept(x) => x.run(c).await,
		Command::Refuse(x) => x.run(c, "refuse_offer", "refused").await,
		Command::Expire(x) => x.run(c, "expire", "brought up to date").await,
		Command::Disburse(x) => x.run(c).await,
		Command::Confirm(x) => x.run(c).await,
		Command::Start(x) => x.start(c).await,
		Command::DisputePayment(x) => x.run(c, "dispute_payment", "disputed").await,
		Command::AnswerDispute(x) => x.run(c, "answer_dispute", "shown").await,
		Command::DecideDispute(x) => x.run(c).await,
		Command::Repay(x) => x.run(c).await,
		Command::Reverse(x) => x.run(c).await,
		Command::ClaimPayment(x) => x.run(c).await,
		Command::RefuseClaim(x) => x.run(c).await,
		Command::Charge(x) => x.run(c).await,
		Command::Default(x) => x.default(c).await,
		Command::AskCompensation(x) => x.run(c, "ask_compensation", "brought to the public fund").await,
		Command::ApproveCompensation(x) => x.run(c, "approve_compensation", "compensated by the public fund").await,
		Command::NoteArrears(x) => x.note_arrears(c).await,
		Command::WriteOff(x) => x.run(c).await,
		Command::ExposureLimit(x) => x.run(c).await,
		Command::Pledge(x) => x.run(c).await,
		Command::Asset(x) => x.run(c).await,
		Command::Lien(x) => x.run(c).await,
		Command::Product(x) => x.run(c).await,
		Command::Sponsor(x) => x.run(c).await,
		Command::Show(x) => x.run(c).await,
		Command::Govern(x) => x.run(c).await,
		Command::Validator(x) => x.run(c).await,
		Command::Calendar(x) => x.run(c).await,
		Command::Call(x) => x.run(c).await,
		Command::Demo(x) => x.run(c).await,
		Command::Key(x) => x.run(c).await,
		Command::Account(_) | Command::Document(_) => Ok(()),
	}
}

/// An enum of the chain on the command line: the words as clap shows them, the names as the chain spells them.
macro_rules! words {
	($(#[$doc:meta])* $name:ident { $($variant:ident),+ $(,)? }) => {
		$(#[$doc])*
		#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
		pub enum $name { $($variant),+ }

		impl $name {
			/// As the chain spells it.
			pub fn name(self) -> &'static str {
				match self { $(Self::$variant => stringify!($variant)),+ }
			}
		}
	};
}

pub(crate) use words;
