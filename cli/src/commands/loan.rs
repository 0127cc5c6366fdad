use super::Context;
use crate::{
	client::{calls::financing, questions, Call},
	error::{Error, Result},
	output::{date_text, money, percent},
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{
	application::Finding,
	loan::{LoanState, LoanView},
	Amount, ApplicationId, BasisPoints, Currency, Date, LoanId, Text,
};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Loan {
	/// State that an accepted loan was paid out (institution)
	Disburse {
		application: ApplicationId,
		/// The payment's reference; the enterprise confirms the same
		reference: Text<64>,
		/// The day on which the money went, if not today
		#[arg(long, value_parser = values::date)]
		value_date: Option<Date>,
	},
	/// Confirm that the money came (enterprise)
	Confirm {
		application: ApplicationId,
		/// The payment's reference, as the institution states it
		reference: Text<64>,
	},
	/// Begin a loan to whose payment nobody objected in time (anybody)
	Start { loan: ApplicationId },
	/// Say that a stated payment did not come (enterprise)
	DisputePayment(Shown),
	/// Show that a disputed payment was made (institution)
	AnswerDispute(Shown),
	/// Decide whether a disputed payment was made (regulator)
	DecideDispute {
		application: ApplicationId,
		#[arg(value_enum)]
		finding: Finding,
	},
	/// Record a repayment (institution)
	Repay {
		loan: LoanId,
		#[arg(value_parser = values::some_amount)]
		amount: Amount,
		/// The payment's reference
		reference: Text<64>,
		/// The day on which the money came, if not today
		#[arg(long, value_parser = values::date)]
		value_date: Option<Date>,
	},
	/// Reverse an entry on a loan's account (institution, enterprise)
	Reverse {
		loan: LoanId,
		/// The entry's number, as `show statement` gives it
		posting: u32,
		#[arg(long)]
		reason: Text<64>,
	},
	/// State a payment that the lender has not recorded (enterprise)
	ClaimPayment {
		loan: LoanId,
		#[arg(value_parser = values::some_amount)]
		amount: Amount,
		/// The payment's reference
		reference: Text<64>,
		/// The day on which the money went, if not today
		#[arg(long, value_parser = values::date)]
		value_date: Option<Date>,
		/// Hash of what shows it
		#[arg(long, value_parser = values::hash)]
		evidence: H256,
	},
	/// Refuse a payment that the borrower states (institution)
	RefuseClaim {
		loan: LoanId,
		/// The payment's reference, as the borrower states it
		reference: Text<64>,
		#[arg(long)]
		reason: Text<64>,
	},
	/// Charge a fee to a loan (institution)
	Charge {
		loan: LoanId,
		#[arg(value_parser = values::some_amount)]
		amount: Amount,
		/// What for
		reason: Text<64>,
	},
	/// Have the days past due recorded, and a default (anybody)
	NoteArrears { loan: LoanId },
	/// Declare a loan in default: all of it is due (institution)
	Default { loan: LoanId },
	/// Ask the public fund for its share of a default (institution)
	AskCompensation { loan: LoanId },
	/// Have the public fund pay its share (regulator)
	ApproveCompensation { loan: LoanId },
	/// Write off a share of a loan, never less than before (institution)
	WriteOff {
		loan: LoanId,
		/// Of what is outstanding, in all, 0% to 100%: never less than before
		#[arg(value_parser = values::share)]
		share: BasisPoints,
	},
}

/// A stated payment, and what shows that it was made or not.
#[derive(Debug, Args)]
pub struct Shown {
	application: ApplicationId,
	/// Hash of what shows it; a bank shows that it paid, an enterprise that nothing came
	#[arg(long, value_parser = values::hash)]
	evidence: H256,
}

impl Loan {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let (call, done): (Call, String) = match self {
			Self::Disburse { application, reference, value_date } => {
				let (application, reference, value_date) = (*application, reference.clone(), c.day(*value_date).await?);
				let done = format!("loan {application} is disbursed as of {}", date_text(value_date));
				(financing::Disburse { application, reference, value_date }.into(), done)
			},
			Self::Confirm { application, reference } => {
				let call = financing::ConfirmReceipt { application: *application, reference: reference.clone() };
				(call.into(), format!("loan {application} is confirmed: the loan is active"))
			},
			Self::Start { loan } => {
				let done = format!("loan {loan} is active: nobody objected to its payment in time");
				(financing::StartLoan { application: *loan }.into(), done)
			},
			Self::DisputePayment(Shown { application, evidence }) => {
				let call = financing::DisputePayment { application: *application, evidence: *evidence };
				(call.into(), format!("the payment of loan {application} is disputed"))
			},
			Self::AnswerDispute(Shown { application, evidence }) => {
				let call = financing::AnswerDispute { application: *application, evidence: *evidence };
				(call.into(), format!("the payment of loan {application} is shown"))
			},
			Self::DecideDispute { application, finding } => {
				let call = financing::DecideDispute { application: *application, finding: *finding };
				(call.into(), format!("the payment of loan {application} is decided"))
			},
			Self::Repay { loan, amount, reference, value_date } => {
				let today = c.day(None).await?;
				let (loan, amount, value_date) = (*loan, *amount, value_date.unwrap_or(today));
				let view = c.open_loan(loan).await?;
				if value_date == today {
					no_more_than_owed(&view, amount)?;
				}
				let told = money(amount, Some(view.currency.name()));
				let done = format!("{told} repaid on loan {loan} as of {}", date_text(value_date));
				let reference = reference.clone();
				(financing::RecordRepayment { loan, amount, reference, value_date }.into(), done)
			},
			Self::ClaimPayment { loan, amount, reference, value_date, evidence } => {
				let (loan, amount, evidence) = (*loan, *amount, *evidence);
				let value_date = c.day(*value_date).await?;
				let done = format!("the lender of loan {loan} is asked for {}", reference.as_str());
				let reference = reference.clone();
				(financing::ClaimPayment { loan, amount, reference, value_date, evidence }.into(), done)
			},
			Self::RefuseClaim { loan, reference, reason } => {
				let done = format!("{} is not recorded on loan {loan}: {}", reference.as_str(), reason.as_str());
				let (reference, reason) = (reference.clone(), reason.clone());
				(financing::RefuseClaim { loan: *loan, reference, reason }.into(), done)
			},
			Self::Charge { loan, amount, reason } => {
				let currency = c.open_loan(*loan).await?.currency;
				let call = financing::LevyCharge { loan: *loan, amount: *amount, reason: reason.clone() };
				(call.into(), format!("{} charged to loan {loan}", money(*amount, Some(currency.name()))))
			},
			Self::Default { loan } => {
				let done = format!("loan {loan} is in default and called; its security may be enforced");
				(financing::DeclareDefault { loan: *loan }.into(), done)
			},
			Self::AskCompensation { loan } => {
				let done = format!("loan {loan} is brought to the public fund");
				(financing::AskCompensation { loan: *loan }.into(), done)
			},
			Self::ApproveCompensation { loan } => {
				let done = format!("loan {loan} is compensated by the public fund");
				(financing::ApproveCompensation { loan: *loan }.into(), done)
			},
			Self::WriteOff { loan, share } => {
				let done = format!("{} of loan {loan} is written off", percent((*share).into()));
				(financing::WriteOff { loan: *loan, share: *share }.into(), done)
			},
			// What came of these two, the receipt tells.
			Self::Reverse { loan, posting, reason } => {
				let call = financing::Reverse { loan: *loan, posting: *posting, reason: reason.clone() };
				let sentence = |asked: bool| match asked {
					true => format!(
						"the reversal of entry {posting} on loan {loan} is asked for; the other side signs the same"
					),
					false => format!("entry {posting} on loan {loan} does not count any more"),
				};
				return c.submit(call, |receipt| sentence(receipt.find("Financing", "ReversalAsked").is_some())).await;
			},
			Self::NoteArrears { loan } => {
				let sentence = |defaulted: bool| match defaulted {
					true => format!("loan {loan} is in default, whatever its lender says"),
					false => format!("the arrears of loan {loan} are noted"),
				};
				let call = financing::NoteArrears { loan: *loan };
				return c.submit(call, |receipt| sentence(receipt.find("Financing", "Defaulted").is_some())).await;
			},
		};
		c.submit(call, |_| done).await
	}
}

/// Refuses a payment of today that is more than what closes the loan today: the chain would.
fn no_more_than_owed(loan: &LoanView, amount: Amount) -> Result<()> {
	let told = |amount| money(amount, Some(loan.currency.name()));
	match amount <= loan.payoff {
		true => Ok(()),
		false => Err(Error::usage(format!(
			"{} closes loan {} today, and {} would be more than that. Nothing was sent: record at most what is owed, and send \
			 back what came too much",
			told(loan.payoff),
			loan.id,
			told(amount)
		))),
	}
}

impl Context {
	/// The day that was given, or the chain's today.
	pub async fn day(&self, given: Option<Date>) -> Result<Date> {
		match given {
			Some(day) => Ok(day),
			None => Ok(lingnan_types::date_of(self.client.now().await?)),
		}
	}

	/// A loan that there is.
	pub async fn loan(&self, loan: LoanId) -> Result<LoanView> {
		let found = questions::financing::loan(&self.client, loan).await?;
		found.ok_or_else(|| {
			Error::NotFound(format!(
				"there is no loan {loan}. A loan has the number of its application, and is there once its money went: see \
				 `lingnan show application {loan}`"
			))
		})
	}

	/// The same that is not repaid yet.
	async fn open_loan(&self, loan: LoanId) -> Result<LoanView> {
		let view = self.loan(loan).await?;
		match view.state {
			LoanState::Closed => Err(Error::NotFound(format!("loan {loan} is repaid: nothing can be booked on it"))),
			_ => Ok(view),
		}
	}
}

#[derive(Debug, Args)]
pub struct ExposureLimit {
	/// Leave it out to lift the limit
	#[arg(value_parser = values::amount)]
	limit: Option<Amount>,
	#[arg(long, value_parser = values::currency, default_value = "CNY")]
	currency: Currency,
}

impl ExposureLimit {
	pub async fn run(&self, c: &Context) -> Result<()> {
		let Self { limit, currency } = *self;
		c.submit(financing::SetExposureLimit { limit, currency }, |_| match limit {
			Some(limit) => format!("at most {} to one enterprise", money(limit, Some(currency.name()))),
			None => format!("no limit in {currency}"),
		})
		.await
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	/// Of which 100.00 closes it.
	fn view() -> LoanView {
		let owed = json!({ "charges": 0, "interest": 100, "principal": 9_900, "total": 10_000 });
		let firm = "CN:91440300708461136T";
		let terms = json!({
			"application": 3, "product": 4, "institution": 5, "enterprise": firm, "currency": "CNY", "amount": 10_000,
			"rate": 385, "tenor": 12, "method": "EqualInstalments", "penaltyRate": 600, "arrangementFee": 0, "security": [],
			"validUntil": 0,
		});
		serde_json::from_value(json!({
			"id": 3, "enterprise": firm, "institution": 5, "currency": "CNY", "terms": terms, "state": "Active", "grade": "AA",
			"started": 20_000, "schedule": [], "due": owed, "arrearsSince": null, "arrearsDays": 0, "materialDays": 0,
			"defaultCanBeNoted": false, "noted": null, "outstandingPrincipal": 9_900, "payoff": 10_000, "repaid": owed, "defaultedOn": null,
			"calledOn": null, "closedOn": null, "writtenOff": 0, "askedOn": null, "compensated": 0, "postings": 0,
			"claims": [],
		}))
		.unwrap()
	}

	#[test]
	fn a_payment_that_the_chain_would_refuse_is_told_before_it_is_sent() {
		assert!(no_more_than_owed(&view(), 10_000).is_ok());
		let told = no_more_than_owed(&view(), 10_001).unwrap_err();
		assert_eq!(told.exit_code(), 2);
		for part in ["CNY 100.00 closes loan 3", "CNY 100.01", "Nothing was sent"] {
			assert!(told.to_string().contains(part), "{part} in {told}");
		}
	}
}
