use super::{few, Context};
use crate::{
	client::calls::enterprise_registry::{ActAsGuardian, NameGuardians},
	error::Result,
	values,
};
use clap::Subcommand;
use lingnan_types::{
	guardian::{GuardianAct, Guardians},
	RegistrationNumber,
};
use subxt::utils::{AccountId32, H256};

#[derive(Debug, Subcommand)]
pub enum Guardian {
	/// Name those who stand by when the key is lost or stolen, in place of any before (controller)
	Name {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
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
		number: RegistrationNumber,
	},
	/// Agree to replace a lost or stolen key (guardian)
	Recover {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
		/// SS58 address, 0x and 64 digits, or a development path
		account: String,
		/// Hash of the documents on which it rests, or their file; the same of every guardian
		#[arg(long, value_parser = values::hash)]
		evidence: Option<H256>,
	},
	/// Agree to end a recovery that guardians began (guardian)
	Abandon {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// Agree to stop the enterprise from binding itself, for some days (guardian)
	Freeze {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// Agree to end the guardians' freeze (guardian)
	Unfreeze {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// Agree to refuse those who wait to take the guardians' place (guardian)
	Stay {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
}

impl Guardian {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Name { number, accounts, threshold } => {
				let accounts: Vec<_> = accounts.iter().map(|one| c.account_of(one)).collect::<Result<_>>()?;
				let sentence = format!(
					"{threshold} of {} guardians act together for {number} when the days of a recovery are over",
					accounts.len()
				);
				let guardians = Guardians { accounts: few(accounts, "guardians")?, threshold: *threshold };
				name(c, number, guardians, sentence).await
			},
			Self::Dismiss { number } => {
				let sentence = format!("{number} has no guardians when the days of a recovery are over");
				name(c, number, Guardians::default(), sentence).await
			},
			Self::Recover { number, account, evidence } => {
				let account = c.account_of(account)?;
				let what = format!("that {account} takes control of {number}");
				agree(c, number, GuardianAct::Recover { to: account, evidence: evidence.unwrap_or_default() }, what)
					.await
			},
			Self::Abandon { number } => {
				agree(c, number, GuardianAct::Abandon, format!("that the recovery of {number} ends")).await
			},
			Self::Freeze { number } => {
				agree(c, number, GuardianAct::Freeze, format!("that nothing that binds {number} can be signed")).await
			},
			Self::Unfreeze { number } => {
				agree(c, number, GuardianAct::Unfreeze, format!("that the guardians' freeze of {number} is over")).await
			},
			Self::Stay { number } => {
				agree(c, number, GuardianAct::Stay, format!("that the guardians of {number} stay")).await
			},
		}
	}
}

async fn name(
	c: &Context,
	number: &RegistrationNumber,
	guardians: Guardians<AccountId32>,
	sentence: String,
) -> Result<()> {
	c.submit(NameGuardians { enterprise: number.clone(), guardians }, |_| sentence).await
}

async fn agree(c: &Context, number: &RegistrationNumber, act: GuardianAct<AccountId32>, what: String) -> Result<()> {
	c.submit(ActAsGuardian { enterprise: number.clone(), act }, |_| {
		format!("this guardian agrees {what}; it is done when so many do as it takes")
	})
	.await
}
