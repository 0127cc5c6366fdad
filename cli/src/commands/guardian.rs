use super::Context;
use crate::{client::Call, error::Result, values};
use clap::Subcommand;
use serde_json::{json, Value};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Guardian {
	/// Name those who stand by when the key is lost or stolen, in place of any before (controller)
	Name {
		#[arg(value_parser = values::number)]
		number: String,
		/// One to five: SS58 address, 0x and 64 digits, or a development path
		#[arg(required = true, num_args = 1..=5)]
		accounts: Vec<String>,
		/// How many of them act together
		#[arg(long)]
		threshold: u8,
	},
	/// Do without guardians (controller)
	Dismiss {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// Agree to replace a lost or stolen key (guardian)
	Recover {
		#[arg(value_parser = values::number)]
		number: String,
		/// SS58 address, 0x and 64 digits, or a development path
		account: String,
		/// Hash of the documents on which it rests, or their file; the same of every guardian
		#[arg(long, value_parser = values::hash)]
		evidence: Option<H256>,
	},
	/// Agree to end a recovery that guardians began (guardian)
	Abandon {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// Agree to stop the enterprise from binding itself, for some days (guardian)
	Freeze {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// Agree to end the guardians' freeze (guardian)
	Unfreeze {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// Agree to refuse those who wait to take the guardians' place (guardian)
	Stay {
		#[arg(value_parser = values::number)]
		number: String,
	},
}

impl Guardian {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Name { number, accounts, threshold } => {
				let accounts: Vec<_> =
					accounts.iter().map(|one| Ok(c.account_of(one)?.to_string())).collect::<Result<_>>()?;
				let guardians = json!({ "accounts": accounts, "threshold": threshold });
				let sentence = format!(
					"{threshold} of {} guardians act together for {number} when the days of a recovery are over",
					accounts.len()
				);
				name(c, number, guardians, sentence).await
			},
			Self::Dismiss { number } => {
				let nobody = json!({ "accounts": [], "threshold": 0 });
				let sentence = format!("{number} has no guardians when the days of a recovery are over");
				name(c, number, nobody, sentence).await
			},
			Self::Recover { number, account, evidence } => {
				let account = c.account_of(account)?.to_string();
				let act = json!({ "Recover": { "to": account, "evidence": evidence.unwrap_or_default() } });
				agree(c, number, act, format!("that {account} takes control of {number}")).await
			},
			Self::Abandon { number } => {
				agree(c, number, json!("Abandon"), format!("that the recovery of {number} ends")).await
			},
			Self::Freeze { number } => {
				agree(c, number, json!("Freeze"), format!("that nothing that binds {number} can be signed")).await
			},
			Self::Unfreeze { number } => {
				agree(c, number, json!("Unfreeze"), format!("that the guardians' freeze of {number} is over")).await
			},
			Self::Stay { number } => {
				agree(c, number, json!("Stay"), format!("that the guardians of {number} stay")).await
			},
		}
	}
}

async fn name(c: &Context, number: &str, guardians: Value, sentence: String) -> Result<()> {
	let args = json!({ "enterprise": number, "guardians": guardians });
	c.submit(Call::new("EnterpriseRegistry", "name_guardians", args), |_| sentence).await
}

async fn agree(c: &Context, number: &str, act: Value, what: String) -> Result<()> {
	let args = json!({ "enterprise": number, "act": act });
	c.submit(Call::new("EnterpriseRegistry", "act_as_guardian", args), |_| {
		format!("this guardian agrees {what}; it is done when so many do as it takes")
	})
	.await
}
