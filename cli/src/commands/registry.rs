use super::{few, Context};
use crate::{
	client::calls::enterprise_registry as registry,
	error::{Error, Result},
	output::{date_text, money},
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{
	enterprise::{AmendmentSpec, RegistrationSpec},
	mandate::{Duty, Limit, MandateSpec},
	Division, EnterpriseStatus, Industry, Lei, RegistrationNumber, Text,
};
use subxt::utils::H256;

#[derive(Debug, Args)]
pub struct Register {
	/// Registration number: CN:…, HK:… or MO:…
	#[arg(value_parser = values::number)]
	number: RegistrationNumber,
	#[arg(long, value_parser = values::text::<128>)]
	name: Text<128>,
	/// GB/T 4754 code, such as C39
	#[arg(long)]
	industry: Industry,
	/// GB/T 2260 code, six digits
	#[arg(long)]
	division: Option<u32>,
	#[arg(long, value_parser = values::date)]
	founded: u32,
	/// Registered capital
	#[arg(long, value_parser = values::amount)]
	capital: u64,
	#[arg(long, value_parser = values::currency, default_value = "CNY")]
	currency: String,
	/// Legal entity identifier (ISO 17442)
	#[arg(long)]
	lei: Option<Lei>,
	/// Accept a code that was issued with a wrong last character
	#[arg(long)]
	accept_outer_check_mismatch: bool,
}

impl Register {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let registration = RegistrationSpec {
			number: self.number.clone(),
			legal_name: self.name.clone(),
			industry: self.industry.clone(),
			division: self.division.map(Division),
			founded: self.founded,
			registered_capital: self.capital,
			capital_currency: self.currency.parse().map_err(Error::usage)?,
			lei: self.lei,
			accept_outer_check_mismatch: self.accept_outer_check_mismatch,
		};
		c.submit(registry::Register { registration }, |_| {
			let capital = money(self.capital, Some(&self.currency));
			format!(
				"{} is on the register as {}, founded {}, capital {capital}",
				self.name.as_str(),
				self.number,
				date_text(self.founded)
			)
		})
		.await
	}
}

#[derive(Debug, Subcommand)]
pub enum Control {
	/// Offer control to an account (registrar, later the controller)
	Offer {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
		/// SS58 address, 0x and 64 digits, or a development path
		account: String,
	},
	/// Accept control (the account it was offered to)
	Accept {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// Take an offer of control back
	Withdraw {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// Begin to replace a lost or stolen key (registrar, or a court, whose order cannot be vetoed)
	Recover {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
		/// SS58 address, 0x and 64 digits, or a development path
		account: String,
		/// Hash of the documents on which it is based, or their file
		#[arg(long, value_parser = values::hash)]
		evidence: H256,
	},
	/// Refuse that the key is replaced (controller)
	Veto {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// End a recovery that was begun by mistake (the agency that began it)
	Abandon {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// Stop the enterprise from binding itself (controller, or for some days the registrar)
	Freeze {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
	/// End one's own freeze
	Unfreeze {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
	},
}

impl Control {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Offer { number, account } => {
				let account = c.account_of(account)?;
				let sentence = format!("control of {number} is offered to {account}, who must accept it");
				c.submit(registry::OfferControl { enterprise: number.clone(), to: account }, |_| sentence).await
			},
			Self::Accept { number } => {
				let call = registry::AcceptControl { enterprise: number.clone() };
				c.submit(call, |_| format!("this account now acts for {number}")).await
			},
			Self::Withdraw { number } => {
				let call = registry::WithdrawControlOffer { enterprise: number.clone() };
				c.submit(call, |_| format!("the offer of control of {number} is withdrawn")).await
			},
			Self::Recover { number, account, evidence } => {
				let account = c.account_of(account)?;
				let sentence = format!("{account} can accept control of {number} when the time for a veto is over");
				let call = registry::StartRecovery { enterprise: number.clone(), to: account, evidence: *evidence };
				c.submit(call, |_| sentence).await
			},
			Self::Veto { number } => {
				let call = registry::VetoRecovery { enterprise: number.clone() };
				c.submit(call, |_| format!("the key of {number} is not replaced")).await
			},
			Self::Abandon { number } => {
				let call = registry::WithdrawRecovery { enterprise: number.clone() };
				c.submit(call, |_| format!("the recovery of {number} is withdrawn")).await
			},
			Self::Freeze { number } => {
				let call = registry::Freeze { enterprise: number.clone() };
				c.submit(call, |_| format!("nothing that binds {number} can be signed any more")).await
			},
			Self::Unfreeze { number } => {
				let call = registry::Unfreeze { enterprise: number.clone() };
				c.submit(call, |_| format!("this side's freeze of {number} is over")).await
			},
		}
	}
}

#[derive(Debug, Subcommand)]
pub enum Mandate {
	/// Let an officer sign for the enterprise, or change what it may do (controller)
	Set {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
		/// SS58 address, 0x and 64 digits, or a development path; for two signatures the account of several signatories
		officer: String,
		#[arg(long, value_delimiter = ',', required = true)]
		duties: Vec<Duty>,
		/// The most that one act may be about, such as CNY=1,500,000.00; once for each currency
		#[arg(long, value_parser = limit)]
		limit: Vec<(String, u64)>,
		/// Last day
		#[arg(long, value_parser = values::date)]
		until: u32,
	},
	/// End an officer's mandate (controller or officer)
	Revoke {
		#[arg(value_parser = values::number)]
		number: RegistrationNumber,
		officer: String,
	},
}

/// A currency and an amount.
fn limit(text: &str) -> std::result::Result<(String, u64), String> {
	let (currency, amount) = text.split_once('=').ok_or("write a limit as CNY=1,500,000.00")?;
	Ok((values::currency(currency)?, values::amount(amount)?))
}

impl Mandate {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Set { number, officer, duties, limit, until } => {
				let officer = c.account_of(officer)?;
				let names: Vec<_> = duties.iter().map(|duty| duty.name()).collect();
				let sentence = format!("{officer} may sign for {number}: {}", names.join(", "));
				let limits = limit.iter().map(|(currency, amount)| {
					Ok(Limit { currency: currency.parse().map_err(Error::usage)?, amount: *amount })
				});
				let mandate = MandateSpec {
					duties: few(duties.clone(), "duties")?,
					limits: few(limits.collect::<Result<_>>()?, "limits")?,
					until: *until,
				};
				c.submit(registry::SetMandate { enterprise: number.clone(), officer, mandate }, |_| sentence).await
			},
			Self::Revoke { number, officer } => {
				let officer = c.account_of(officer)?;
				let sentence = format!("{officer} signs no more for {number}");
				c.submit(registry::RevokeMandate { enterprise: number.clone(), officer }, |_| sentence).await
			},
		}
	}
}

#[derive(Debug, Args)]
pub struct Status {
	#[arg(value_parser = values::number)]
	number: RegistrationNumber,
	status: EnterpriseStatus,
}

impl Status {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let call = registry::ChangeStatus { enterprise: self.number.clone(), status: self.status };
		c.submit(call, |_| format!("{} is now {}", self.number, self.status.name())).await
	}
}

#[derive(Debug, Args)]
pub struct Succession {
	#[arg(value_parser = values::number)]
	number: RegistrationNumber,
	#[arg(value_parser = values::number)]
	successor: RegistrationNumber,
}

impl Succession {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let call = registry::RecordSuccession { enterprise: self.number.clone(), successor: self.successor.clone() };
		c.submit(call, |_| format!("{} succeeded {}", self.successor, self.number)).await
	}
}

#[derive(Debug, Args)]
pub struct Amend {
	#[arg(value_parser = values::number)]
	number: RegistrationNumber,
	#[arg(long, value_parser = values::text::<128>)]
	name: Text<128>,
	/// GB/T 4754 code, such as C39
	#[arg(long)]
	industry: Industry,
	/// GB/T 2260 code, six digits
	#[arg(long)]
	division: Option<u32>,
	/// Registered capital
	#[arg(long, value_parser = values::amount)]
	capital: u64,
}

impl Amend {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let amendment = AmendmentSpec {
			legal_name: self.name.clone(),
			industry: self.industry.clone(),
			division: self.division.map(Division),
			registered_capital: self.capital,
		};
		let call = registry::Amend { enterprise: self.number.clone(), amendment };
		c.submit(call, |_| format!("the record of {} is amended", self.number)).await
	}
}
