use super::{few, Context, Firm};
use crate::{
	client::{calls::enterprise_registry as registry, Call},
	error::Result,
	output::{date_text, money},
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{
	enterprise::{AmendmentSpec, RegistrationSpec},
	mandate::{Duty, Limit, MandateSpec},
	Amount, Currency, Date, Division, EnterpriseStatus, Industry, Lei, RegistrationNumber, Text,
};
use subxt::utils::H256;

#[derive(Debug, Args)]
pub struct Register {
	/// Registration number: CN:…, HK:… or MO:…
	number: RegistrationNumber,
	#[arg(long)]
	name: Text<128>,
	/// GB/T 4754 code, such as C39
	#[arg(long)]
	industry: Industry,
	/// GB/T 2260 code, six digits
	#[arg(long)]
	division: Option<u32>,
	#[arg(long, value_parser = values::date)]
	founded: Date,
	/// Registered capital
	#[arg(long, value_parser = values::amount)]
	capital: Amount,
	#[arg(long, value_parser = values::currency, default_value = "CNY")]
	currency: Currency,
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
			capital_currency: self.currency,
			lei: self.lei,
			accept_outer_check_mismatch: self.accept_outer_check_mismatch,
		};
		c.submit(registry::Register { registration }, |_| {
			let capital = money(self.capital, Some(self.currency.name()));
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
		number: RegistrationNumber,
		/// SS58 address, 0x and 64 digits, or a development path
		account: String,
	},
	/// Accept control (the account it was offered to)
	Accept(Firm),
	/// Take an offer of control back
	Withdraw(Firm),
	/// Begin to replace a lost or stolen key (registrar, or a court, whose order cannot be vetoed)
	Recover {
		number: RegistrationNumber,
		/// SS58 address, 0x and 64 digits, or a development path
		account: String,
		/// Hash of the documents on which it is based, or their file
		#[arg(long, value_parser = values::hash)]
		evidence: H256,
	},
	/// Refuse that the key is replaced (controller)
	Veto(Firm),
	/// End a recovery that was begun by mistake (the agency that began it)
	Abandon(Firm),
	/// Stop the enterprise from binding itself (controller, or for some days the registrar)
	Freeze(Firm),
	/// End one's own freeze
	Unfreeze(Firm),
}

impl Control {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (call, done): (Call, String) = match self {
			Self::Offer { number, account } => {
				let to = c.account_of(account)?;
				let done = format!("control of {number} is offered to {to}, who must accept it");
				(registry::OfferControl { enterprise: number.clone(), to }.into(), done)
			},
			Self::Accept(Firm { number }) => {
				let call = registry::AcceptControl { enterprise: number.clone() };
				(call.into(), format!("this account now acts for {number}"))
			},
			Self::Withdraw(Firm { number }) => {
				let call = registry::WithdrawControlOffer { enterprise: number.clone() };
				(call.into(), format!("the offer of control of {number} is withdrawn"))
			},
			Self::Recover { number, account, evidence } => {
				let to = c.account_of(account)?;
				let done = format!("{to} can accept control of {number} when the time for a veto is over");
				(registry::StartRecovery { enterprise: number.clone(), to, evidence: *evidence }.into(), done)
			},
			Self::Veto(Firm { number }) => {
				let call = registry::VetoRecovery { enterprise: number.clone() };
				(call.into(), format!("the key of {number} is not replaced"))
			},
			Self::Abandon(Firm { number }) => {
				let call = registry::WithdrawRecovery { enterprise: number.clone() };
				(call.into(), format!("the recovery of {number} is withdrawn"))
			},
			Self::Freeze(Firm { number }) => {
				let call = registry::Freeze { enterprise: number.clone() };
				(call.into(), format!("nothing that binds {number} can be signed any more"))
			},
			Self::Unfreeze(Firm { number }) => {
				let call = registry::Unfreeze { enterprise: number.clone() };
				(call.into(), format!("this side's freeze of {number} is over"))
			},
		};
		c.submit(call, |_| done).await
	}
}

#[derive(Debug, Subcommand)]
pub enum Mandate {
	/// Let an officer sign for the enterprise, or change what it may do (controller)
	Set {
		number: RegistrationNumber,
		/// SS58 address, 0x and 64 digits, or a development path; for two signatures the account of several signatories
		officer: String,
		#[arg(long, value_delimiter = ',', required = true)]
		duties: Vec<Duty>,
		/// The most that one act may be about, such as CNY=1,500,000.00; once for each currency
		#[arg(long, value_parser = limit)]
		limit: Vec<Limit>,
		/// Last day
		#[arg(long, value_parser = values::date)]
		until: Date,
	},
	/// End an officer's mandate (controller or officer)
	Revoke { number: RegistrationNumber, officer: String },
}

/// A currency and an amount.
fn limit(text: &str) -> std::result::Result<Limit, String> {
	let (currency, amount) = text.split_once('=').ok_or("write a limit as CNY=1,500,000.00")?;
	Ok(Limit { currency: values::currency(currency)?, amount: values::amount(amount)? })
}

impl Mandate {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Set { number, officer, duties, limit, until } => {
				let officer = c.account_of(officer)?;
				let names: Vec<_> = duties.iter().map(|duty| duty.name()).collect();
				let sentence = format!("{officer} may sign for {number}: {}", names.join(", "));
				let mandate = MandateSpec {
					duties: few(duties.clone(), "duties")?,
					limits: few(limit.clone(), "limits")?,
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
	number: RegistrationNumber,
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
	number: RegistrationNumber,
	#[arg(long)]
	name: Text<128>,
	/// GB/T 4754 code, such as C39
	#[arg(long)]
	industry: Industry,
	/// GB/T 2260 code, six digits
	#[arg(long)]
	division: Option<u32>,
	/// Registered capital
	#[arg(long, value_parser = values::amount)]
	capital: Amount,
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
