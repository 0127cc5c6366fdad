use super::Context;
use crate::{
	client::calls::financing,
	error::{Error, Result},
	output::{date_text, money},
	values,
};
use clap::Args;
use lingnan_types::{application::Finding, Text};
use serde_json::{json, Value};
use subxt::utils::H256;

#[derive(Debug, Args)]
pub struct Disburse {
	application: u64,
	/// The payment's reference; the enterprise confirms the same
	#[arg(value_parser = values::text::<64>)]
	reference: Text<64>,
	/// The day on which the money went, if not today
	#[arg(long, value_parser = values::date)]
	value_date: Option<u32>,
}

impl Disburse {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let value_date = c.value_date(self.value_date).await?;
		let call = financing::Disburse { application: self.application, reference: self.reference.clone(), value_date };
		c.submit(call, |_| format!("loan {} is disbursed as of {}", self.application, date_text(value_date))).await
	}
}

#[derive(Debug, Args)]
pub struct Confirm {
	application: u64,
	/// The payment's reference, as the institution states it
	#[arg(value_parser = values::text::<64>)]
	reference: Text<64>,
}

impl Confirm {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let call = financing::ConfirmReceipt { application: self.application, reference: self.reference.clone() };
		c.submit(call, |_| format!("loan {} is confirmed: the loan is active", self.application)).await
	}
}

#[derive(Debug, Args)]
pub struct Dispute {
	application: u64,
	/// Hash of what shows it; a bank shows that it paid, an enterprise that nothing came
	#[arg(long, value_parser = values::hash)]
	evidence: H256,
}

impl Dispute {
	/// By the enterprise: nothing came.
	pub async fn raise(&self, c: &Context) -> Result<()> {
		let call = financing::DisputePayment { application: self.application, evidence: self.evidence };
		c.submit(call, |_| format!("the payment of loan {} is disputed", self.application)).await
	}

	/// By the bank: it paid.
	pub async fn answer(&self, c: &Context) -> Result<()> {
		let call = financing::AnswerDispute { application: self.application, evidence: self.evidence };
		c.submit(call, |_| format!("the payment of loan {} is shown", self.application)).await
	}
}

#[derive(Debug, Args)]
pub struct Decide {
	application: u64,
	#[arg(value_enum)]
	finding: Finding,
}

impl Decide {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let call = financing::DecideDispute { application: self.application, finding: self.finding };
		c.submit(call, |_| format!("the payment of loan {} is decided", self.application)).await
	}
}

#[derive(Debug, Args)]
pub struct Repay {
	loan: u64,
	#[arg(value_parser = values::some_amount)]
	amount: u64,
	/// The payment's reference
	#[arg(value_parser = values::text::<64>)]
	reference: Text<64>,
	/// The day on which the money came, if not today
	#[arg(long, value_parser = values::date)]
	value_date: Option<u32>,
}

impl Repay {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let value_date = c.value_date(self.value_date).await?;
		let currency = c.currency(self.loan).await?;
		let amount = money(self.amount, currency.as_deref());
		let (loan, reference) = (self.loan, self.reference.clone());
		let call = financing::RecordRepayment { loan, amount: self.amount, reference, value_date };
		c.submit(call, |_| format!("{amount} repaid on loan {} as of {}", self.loan, date_text(value_date))).await
	}
}

#[derive(Debug, Args)]
pub struct Claim {
	loan: u64,
	#[arg(value_parser = values::some_amount)]
	amount: u64,
	/// The payment's reference
	#[arg(value_parser = values::text::<64>)]
	reference: Text<64>,
	/// The day on which the money went, if not today
	#[arg(long, value_parser = values::date)]
	value_date: Option<u32>,
	/// Hash of what shows it
	#[arg(long, value_parser = values::hash)]
	evidence: H256,
}

impl Claim {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let value_date = c.value_date(self.value_date).await?;
		let (loan, reference) = (self.loan, self.reference.clone());
		let call =
			financing::ClaimPayment { loan, amount: self.amount, reference, value_date, evidence: self.evidence };
		c.submit(call, |_| format!("the lender of loan {loan} is asked for {}", self.reference.as_str())).await
	}
}

#[derive(Debug, Args)]
pub struct RefuseClaim {
	loan: u64,
	/// The payment's reference, as the borrower states it
	#[arg(value_parser = values::text::<64>)]
	reference: Text<64>,
	#[arg(long, value_parser = values::text::<64>)]
	reason: Text<64>,
}

impl RefuseClaim {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (reference, reason) = (self.reference.clone(), self.reason.clone());
		c.submit(financing::RefuseClaim { loan: self.loan, reference, reason }, |_| {
			format!("{} is not recorded on loan {}: {}", self.reference.as_str(), self.loan, self.reason.as_str())
		})
		.await
	}
}

#[derive(Debug, Args)]
pub struct Reverse {
	loan: u64,
	/// The entry's number, as `show statement` gives it
	posting: u32,
	#[arg(long, value_parser = values::text::<64>)]
	reason: Text<64>,
}

impl Reverse {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let call = financing::Reverse { loan: self.loan, posting: self.posting, reason: self.reason.clone() };
		c.submit(call, |receipt| match receipt.find("Financing", "ReversalAsked") {
			Some(_) => format!(
				"the reversal of entry {} on loan {} is asked for; the other side signs the same",
				self.posting, self.loan
			),
			None => format!("entry {} on loan {} does not count any more", self.posting, self.loan),
		})
		.await
	}
}

#[derive(Debug, Args)]
pub struct Charge {
	loan: u64,
	#[arg(value_parser = values::some_amount)]
	amount: u64,
	/// What for
	#[arg(value_parser = values::text::<64>)]
	reason: Text<64>,
}

impl Charge {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let currency = c.currency(self.loan).await?;
		let amount = money(self.amount, currency.as_deref());
		let call = financing::LevyCharge { loan: self.loan, amount: self.amount, reason: self.reason.clone() };
		c.submit(call, |_| format!("{amount} charged to loan {}", self.loan)).await
	}
}

impl Context {
	/// The day that was given, or the chain's today.
	async fn value_date(&self, given: Option<u32>) -> Result<u32> {
		match given {
			Some(day) => Ok(day),
			None => Ok(lingnan_types::date_of(self.client.now().await?)),
		}
	}

	/// The currency of a loan that there is.
	pub async fn currency(&self, loan: u64) -> Result<Option<String>> {
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
	pub async fn default(&self, c: &Context) -> Result<()> {
		let call = financing::DeclareDefault { loan: self.loan };
		c.submit(call, |_| format!("loan {} is in default and called; its security may be enforced", self.loan)).await
	}

	pub async fn ask_compensation(&self, c: &Context) -> Result<()> {
		let call = financing::AskCompensation { loan: self.loan };
		c.submit(call, |_| format!("loan {} is brought to the public fund", self.loan)).await
	}

	pub async fn approve_compensation(&self, c: &Context) -> Result<()> {
		let call = financing::ApproveCompensation { loan: self.loan };
		c.submit(call, |_| format!("loan {} is compensated by the public fund", self.loan)).await
	}

	pub async fn note_arrears(&self, c: &Context) -> Result<()> {
		c.submit(financing::NoteArrears { loan: self.loan }, |receipt| match receipt.find("Financing", "Defaulted") {
			Some(_) => format!("loan {} is in default, whatever its lender says", self.loan),
			None => format!("the arrears of loan {} are noted", self.loan),
		})
		.await
	}

	pub async fn start(&self, c: &Context) -> Result<()> {
		let call = financing::StartLoan { application: self.loan };
		c.submit(call, |_| format!("loan {} is active: nobody objected to its payment in time", self.loan)).await
	}
}

#[derive(Debug, Args)]
pub struct WriteOff {
	loan: u64,
	/// Of what is outstanding, in all, 0% to 100%: never less than before
	#[arg(value_parser = values::share)]
	share: u32,
}

impl WriteOff {
	pub async fn run(&self, c: &Context) -> Result<()> {
		c.submit(financing::WriteOff { loan: self.loan, share: self.share }, |_| {
			format!("{} of loan {} is written off", crate::output::percent(self.share.into()), self.loan)
		})
		.await
	}
}

#[derive(Debug, Args)]
pub struct ExposureLimit {
	/// Leave it out to lift the limit
	#[arg(value_parser = values::amount)]
	limit: Option<u64>,
	#[arg(long, value_parser = values::currency, default_value = "CNY")]
	currency: String,
}

impl ExposureLimit {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let currency = self.currency.parse().map_err(Error::usage)?;
		c.submit(financing::SetExposureLimit { limit: self.limit, currency }, |_| match self.limit {
			Some(limit) => format!("at most {} to one enterprise", money(limit, Some(&self.currency))),
			None => format!("no limit in {}", self.currency),
		})
		.await
	}
}
