use super::Context;
use crate::{
	client::Call,
	error::Result,
	output::{date_text, money},
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{mandate::Duty, EnterpriseStatus};
use serde_json::json;
use subxt::utils::H256;

#[derive(Debug, Args)]
pub struct Register {
	/// Registration number: CN:…, HK:… or MO:…
	#[arg(value_parser = values::number)]
	number: String,
	#[arg(long)]
	name: String,
	/// GB/T 4754 code, such as C39
	#[arg(long)]
	industry: String,
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
	lei: Option<String>,
	/// Accept a code that was issued with a wrong last character
	#[arg(long)]
	accept_outer_check_mismatch: bool,
}

impl Register {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let registration = json!({
			"number": self.number, "legalName": self.name, "industry": self.industry, "division": self.division,
			"founded": self.founded, "registeredCapital": self.capital, "capitalCurrency": self.currency,
			"lei": self.lei, "acceptOuterCheckMismatch": self.accept_outer_check_mismatch,
		});
		let call = Call::new("EnterpriseRegistry", "register", json!({ "registration": registration }));
		c.submit(call, |_| {
			let capital = money(self.capital, Some(&self.currency));
			format!(
				"{} is on the register as {}, founded {}, capital {capital}",
				self.name,
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
		number: String,
		/// SS58 address, 0x and 64 digits, or a development path
		account: String,
	},
	/// Accept control (the account it was offered to)
	Accept {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// Take an offer of control back
	Withdraw {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// Begin to replace a lost or stolen key (registrar, or a court, whose order cannot be vetoed)
	Recover {
		#[arg(value_parser = values::number)]
		number: String,
		/// SS58 address, 0x and 64 digits, or a development path
		account: String,
		/// Hash of the documents on which it is based, or their file
		#[arg(long, value_parser = values::hash)]
		evidence: H256,
	},
	/// Refuse that the key is replaced (controller)
	Veto {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// End a recovery that was begun by mistake (the agency that began it)
	Abandon {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// Stop the enterprise from binding itself (controller, or for some days the registrar)
	Freeze {
		#[arg(value_parser = values::number)]
		number: String,
	},
	/// End one's own freeze
	Unfreeze {
		#[arg(value_parser = values::number)]
		number: String,
	},
}

impl Control {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let registry = |call, args| Call::new("EnterpriseRegistry", call, args);
		match self {
			Self::Offer { number, account } => {
				let account = c.account_of(account)?.to_string();
				let call = registry("offer_control", json!({ "enterprise": number, "to": account }));
				c.submit(call, |_| format!("control of {number} is offered to {account}, who must accept it")).await
			},
			Self::Accept { number } => {
				let call = registry("accept_control", json!({ "enterprise": number }));
				c.submit(call, |_| format!("this account now acts for {number}")).await
			},
			Self::Withdraw { number } => {
				let call = registry("withdraw_control_offer", json!({ "enterprise": number }));
				c.submit(call, |_| format!("the offer of control of {number} is withdrawn")).await
			},
			Self::Recover { number, account, evidence } => {
				let account = c.account_of(account)?.to_string();
				let args = json!({ "enterprise": number, "to": account, "evidence": evidence });
				let sentence = format!("{account} can accept control of {number} when the time for a veto is over");
				c.submit(registry("start_recovery", args), |_| sentence).await
			},
			Self::Veto { number } => {
				let call = registry("veto_recovery", json!({ "enterprise": number }));
				c.submit(call, |_| format!("the key of {number} is not replaced")).await
			},
			Self::Abandon { number } => {
				let call = registry("withdraw_recovery", json!({ "enterprise": number }));
				c.submit(call, |_| format!("the recovery of {number} is withdrawn")).await
			},
			Self::Freeze { number } => {
				let call = registry("freeze", json!({ "enterprise": number }));
				c.submit(call, |_| format!("nothing that binds {number} can be signed any more")).await
			},
			Self::Unfreeze { number } => {
				let call = registry("unfreeze", json!({ "enterprise": number }));
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
		number: String,
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
		number: String,
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
				let officer = c.account_of(officer)?.to_string();
				let duties: Vec<_> = duties.iter().map(|duty| duty.name()).collect();
				let limits: Vec<_> =
					limit.iter().map(|(currency, amount)| json!({ "currency": currency, "amount": amount })).collect();
				let mandate = json!({ "duties": duties, "limits": limits, "until": until });
				let args = json!({ "enterprise": number, "officer": officer, "mandate": mandate });
				let call = Call::new("EnterpriseRegistry", "set_mandate", args);
				c.submit(call, |_| format!("{officer} may sign for {number}: {}", duties.join(", "))).await
			},
			Self::Revoke { number, officer } => {
				let officer = c.account_of(officer)?.to_string();
				let args = json!({ "enterprise": number, "officer": officer });
				let call = Call::new("EnterpriseRegistry", "revoke_mandate", args);
				c.submit(call, |_| format!("{officer} signs no more for {number}")).await
			},
		}
	}
}

#[derive(Debug, Args)]
pub struct Status {
	#[arg(value_parser = values::number)]
	number: String,
	status: EnterpriseStatus,
}

impl Status {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let args = json!({ "enterprise": self.number, "status": self.status.name() });
		let call = Call::new("EnterpriseRegistry", "change_status", args);
		c.submit(call, |_| format!("{} is now {}", self.number, self.status.name())).await
	}
}

#[derive(Debug, Args)]
pub struct Succession {
	#[arg(value_parser = values::number)]
	number: String,
	#[arg(value_parser = values::number)]
	successor: String,
}

impl Succession {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let args = json!({ "enterprise": self.number, "successor": self.successor });
		let call = Call::new("EnterpriseRegistry", "record_succession", args);
		c.submit(call, |_| format!("{} succeeded {}", self.successor, self.number)).await
	}
}

#[derive(Debug, Args)]
pub struct Amend {
	#[arg(value_parser = values::number)]
	number: String,
	#[arg(long)]
	name: String,
	/// GB/T 4754 code, such as C39
	#[arg(long)]
	industry: String,
	/// GB/T 2260 code, six digits
	#[arg(long)]
	division: Option<u32>,
	/// Registered capital
	#[arg(long, value_parser = values::amount)]
	capital: u64,
}

impl Amend {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let amendment = json!({
			"legalName": self.name, "industry": self.industry, "division": self.division, "registeredCapital": self.capital,
		});
		let args = json!({ "enterprise": self.number, "amendment": amendment });
		c.submit(Call::new("EnterpriseRegistry", "amend", args), |_| {
			format!("the record of {} is amended", self.number)
		})
		.await
	}
}
