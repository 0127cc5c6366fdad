use super::Context;
use crate::{client::Call, error::Result, output::money, values};
use clap::Args;
use serde_json::{json, Value};

#[derive(Debug, Args)]
pub struct Payment {
	application: u64,
	/// The payment's reference; the enterprise confirms the same
	reference: String,
}

impl Payment {
	pub async fn run(&self, c: &Context, call: &str, done: &str) -> Result<()> {
		let args = json!({ "application": self.application, "reference": self.reference });
		c.submit(Call::new("Financing", call, args), |_| format!("loan {} is {done}", self.application)).await
	}
}

#[derive(Debug, Args)]
pub struct Repay {
	loan: u64,
	#[arg(value_parser = values::amount)]
	amount: u64,
	/// The payment's reference, or the charge's reason
	text: String,
}

impl Repay {
	pub async fn repay(&self, c: &Context) -> Result<()> {
		let args = json!({ "loan": self.loan, "amount": self.amount, "reference": self.text });
		let currency = c.currency(self.loan).await?;
		let amount = money(self.amount, currency.as_deref());
		c.submit(Call::new("Financing", "record_repayment", args), |_| format!("{amount} repaid on loan {}", self.loan))
			.await
	}

	pub async fn charge(&self, c: &Context) -> Result<()> {
		let args = json!({ "loan": self.loan, "amount": self.amount, "reason": self.text });
		let currency = c.currency(self.loan).await?;
		let amount = money(self.amount, currency.as_deref());
		c.submit(Call::new("Financing", "levy_charge", args), |_| format!("{amount} charged to loan {}", self.loan))
			.await
	}
}

impl Context {
	async fn currency(&self, loan: u64) -> Result<Option<String>> {
		let loan: Option<Value> = self.client.rpc("financing_loan", json!([loan])).await?;
		Ok(loan.as_ref().and_then(currency_of))
	}
}

/// A loan's currency, which stands with its terms.
pub fn currency_of(loan: &Value) -> Option<String> {
	let found = loan["currency"].as_str().or_else(|| loan["terms"]["currency"].as_str());
	found.map(str::to_string)
}

#[derive(Debug, Args)]
pub struct Loan {
	loan: u64,
}

impl Loan {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let call = Call::new("Financing", "declare_default", json!({ "loan": self.loan }));
		c.submit(call, |_| format!("loan {} is in default; its security may be enforced", self.loan)).await
	}
}

#[derive(Debug, Args)]
pub struct WriteOff {
	loan: u64,
	/// Of what is outstanding, in all: never less than before
	#[arg(value_parser = values::basis_points)]
	share: u32,
}

impl WriteOff {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let call = Call::new("Financing", "write_off", json!({ "loan": self.loan, "share": self.share }));
		c.submit(call, |_| {
			format!("{} of loan {} is written off", crate::output::percent(self.share.into()), self.loan)
		})
		.await
	}
}

#[derive(Debug, Args)]
pub struct ExposureLimit {
	/// None lifts the limit
	#[arg(value_parser = values::amount)]
	limit: Option<u64>,
	#[arg(long, value_parser = values::currency, default_value = "CNY")]
	currency: String,
}

impl ExposureLimit {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let args = json!({ "limit": self.limit, "currency": self.currency });
		c.submit(Call::new("Financing", "set_exposure_limit", args), |_| match self.limit {
			Some(limit) => format!("at most {} to one enterprise", money(limit, Some(&self.currency))),
			None => format!("no limit in {}", self.currency),
		})
		.await
	}
}
