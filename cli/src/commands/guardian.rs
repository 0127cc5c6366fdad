use super::{few, Context, Firm};
use crate::{
	client::{
		calls::enterprise_registry::{ActAsGuardian, NameGuardians},
		Call,
	},
	error::Result,
	values,
};
use clap::Subcommand;
use lingnan_types::{
	guardian::{GuardianAct, Guardians},
	RegistrationNumber,
};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Guardian {
	/// Name those who stand by when the key is lost or stolen, in place of any before (controller)
	Name {
		number: RegistrationNumber,
		/// One to five: SS58 address, 0x and 64 digits, or a development path
		#[arg(required = true, num_args = 1..=5)]
		accounts: Vec<String>,
		/// How many of them act together
		#[arg(long)]
		threshold: u8,
	},
	/// Do without guardians (controller)
	Dismiss(Firm),
	/// Agree to replace a lost or stolen key (guardian)
	Recover {
		number: RegistrationNumber,
		/// SS58 address, 0x and 64 digits, or a development path
		account: String,
		/// Hash of the documents on which it rests, or their file; the same of every guardian
		#[arg(long, value_parser = values::hash)]
		evidence: Option<H256>,
	},
	/// Agree to end a recovery that guardians began (guardian)
	Abandon(Firm),
	/// Agree to stop the enterprise from binding itself, for some days (guardian)
	Freeze(Firm),
	/// Agree to end the guardians' freeze (guardian)
	Unfreeze(Firm),
	/// Agree to refuse those who wait to take the guardians' place (guardian)
	Stay(Firm),
}

impl Guardian {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let name = |enterprise: &RegistrationNumber, guardians| {
			Call::from(NameGuardians { enterprise: enterprise.clone(), guardians })
		};
		let (number, act, what) = match self {
			Self::Name { number, accounts, threshold } => {
				let accounts: Vec<_> = accounts.iter().map(|one| c.account_of(one)).collect::<Result<_>>()?;
				let done = format!(
					"{threshold} of {} guardians act together for {number} when the days of a recovery are over",
					accounts.len()
				);
				let guardians = Guardians { accounts: few(accounts, "guardians")?, threshold: *threshold };
				return c.submit(name(number, guardians), |_| done).await;
			},
			Self::Dismiss(Firm { number }) => {
				let done = format!("{number} has no guardians when the days of a recovery are over");
				return c.submit(name(number, Guardians::default()), |_| done).await;
			},
			Self::Recover { number, account, evidence } => {
				let to = c.account_of(account)?;
				let what = format!("that {to} takes control of {number}");
				(number, GuardianAct::Recover { to, evidence: evidence.unwrap_or_default() }, what)
			},
			Self::Abandon(Firm { number }) => {
				(number, GuardianAct::Abandon, format!("that the recovery of {number} ends"))
			},
			Self::Freeze(Firm { number }) => {
				(number, GuardianAct::Freeze, format!("that nothing that binds {number} can be signed"))
			},
			Self::Unfreeze(Firm { number }) => {
				(number, GuardianAct::Unfreeze, format!("that the guardians' freeze of {number} is over"))
			},
			Self::Stay(Firm { number }) => (number, GuardianAct::Stay, format!("that the guardians of {number} stay")),
		};
		let call = ActAsGuardian { enterprise: number.clone(), act };
		c.submit(call, |_| format!("this guardian agrees {what}; it is done when so many do as it takes")).await
	}
}
