use super::{words, Context};
use crate::{
	client::Call,
	error::Result,
	output::{date_text, money},
	values,
};
use clap::{Args, Subcommand};
use serde_json::json;

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
		}
	}
}

words!(
	/// An enterprise's standing on the register.
	Standing { Active, Abnormal, SeriouslyIllegal, Revoked, Deregistered }
);

#[derive(Debug, Args)]
pub struct Status {
	#[arg(value_parser = values::number)]
	number: String,
	status: Standing,
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
