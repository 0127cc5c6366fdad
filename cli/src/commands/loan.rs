mod shown;

pub use shown::{proposal_text, shown};

use super::Context;
use crate::{
	client::{calls::financing, offers, questions, terms::proposed, Call, Receipt},
	error::{Error, Result},
	files::read_json,
	output::{date_text, label, money, percent, until_text},
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{
	application::Finding,
	loan::{Amendment, Entry, LoanState, LoanView, Posting, StatementLine},
	Amount, ApplicationId, BasisPoints, Currency, Date, InstitutionId, LoanId, RegistrationNumber, Text, Timestamp,
};
use serde_json::json;
use std::path::PathBuf;
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Loan {
	/// Show a loan: the rate in force, what is due today by what it is, the schedule in force (both sides)
	Show { loan: LoanId },
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
	/// Record one payment on several loans of a firm, split by the law (institution)
	RepaySeveral {
		/// The firm's registration number
		enterprise: RegistrationNumber,
		#[arg(value_parser = values::some_amount)]
		amount: Amount,
		/// The payment's reference
		reference: Text<64>,
		/// The institution that lent, by its number or name
		#[arg(long)]
		institution: String,
		/// The loan that the borrower named: it comes first
		#[arg(long)]
		named: Option<LoanId>,
		/// Currency of the payment
		#[arg(long, value_enum, default_value = "cny")]
		currency: Currency,
		/// The day on which the money came, if not today
		#[arg(long, value_parser = values::date)]
		value_date: Option<Date>,
	},
	/// Reverse an entry on a loan's account (institution, enterprise)
	Reverse {
		loan: LoanId,
		/// The entry's number, as `lingnan loan statement` gives it
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
	/// Settle the loan that an accepted application renews, without money moving (institution)
	Renew { application: ApplicationId },
	/// Take the rate of a loan anew from its reference, for each day that has come (anybody)
	Reprice { loan: LoanId },
	/// Forgive a part of what is owed, or the rest of it; no money comes (institution)
	Forgive {
		loan: LoanId,
		#[arg(value_parser = values::some_amount)]
		amount: Amount,
		#[arg(long)]
		reason: Text<64>,
	},
	/// Say that the money was not used as agreed: the surcharge for misuse counts from today (institution)
	Misuse {
		loan: LoanId,
		/// Hash of what shows it
		#[arg(long, value_parser = values::hash)]
		evidence: H256,
	},
	/// Propose other conditions for a loan that runs: an extension or a restructuring (institution)
	ProposeAmendment {
		loan: LoanId,
		/// JSON: kind (Extension, Restructuring), conditions, reschedulesArrears
		file: PathBuf,
		/// Last day on which it can be accepted, within 90 days
		#[arg(long, value_parser = values::until)]
		valid_until: Timestamp,
	},
	/// Take back the conditions that are proposed for a loan (institution)
	WithdrawAmendment { loan: LoanId },
	/// Accept exactly the conditions that the lender proposes, which are shown first (enterprise)
	AcceptAmendment {
		loan: LoanId,
		/// Hash of the conditions that you read: anything else is refused. Without it they are shown and nothing is sent
		#[arg(long, value_parser = values::hash)]
		amendment_hash: Option<H256>,
	},
	/// Find that a default is cured: nothing of the loan is due (institution)
	Cure { loan: LoanId },
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
			Self::Show { loan } => {
				let view = c.loan(*loan).await?;
				c.output.answer(&json!(view), |_| shown(&c.output, &view));
				return Ok(());
			},
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
			Self::RepaySeveral { enterprise, amount, reference, institution, named, currency, value_date } => {
				let institution: InstitutionId = c.number_of(institution).await?;
				let mut loans = questions::financing::loans_of(&c.client, enterprise).await?;
				loans.retain(|loan| {
					loan.institution == institution && loan.currency == *currency && loan.state != LoanState::Closed
				});
				let loans = loans.into_iter().map(|loan| loan.id).collect();
				let (amount, named, value_date) = (*amount, *named, c.day(*value_date).await?);
				let call = financing::RepaySeveral { loans, amount, reference: reference.clone(), value_date, named };
				let receipt = c.send(&call.into()).await?;
				let mut told = Vec::new();
				for (loan, part) in split(c, &receipt, reference).await? {
					told.push(format!("{} on loan {loan}", money(part, Some(currency.name()))));
				}
				let done = format!("repaid as of {}: {}", date_text(value_date), told.join(", "));
				c.output.receipt(&done, &receipt, c.client.metadata());
				return Ok(());
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
			Self::Renew { application } => {
				let done = format!("loan {application} runs, and the loan that it renews is settled: no money moved");
				(financing::Renew { application: *application }.into(), done)
			},
			Self::Reprice { loan } => {
				(financing::Reprice { loan: *loan }.into(), format!("the rate of loan {loan} is taken anew"))
			},
			Self::Forgive { loan, amount, reason } => {
				let told = money(*amount, Some(c.open_loan(*loan).await?.currency.name()));
				let call = financing::Forgive { loan: *loan, amount: *amount, reason: reason.clone() };
				(call.into(), format!("{told} of loan {loan} is forgiven"))
			},
			Self::Misuse { loan, evidence } => {
				let call = financing::DeclareMisuse { loan: *loan, evidence: *evidence };
				(call.into(), format!("loan {loan} bears the surcharge for misuse from today on"))
			},
			Self::ProposeAmendment { loan, file, valid_until } => {
				let amendment: Amendment = read_json(file)?;
				offers::check(&amendment.conditions).map_err(|why| Error::input(file.display(), why))?;
				let done = format!(
					"{} of loan {loan} is proposed; it stands {}",
					label(amendment.kind.name()),
					until_text(*valid_until)
				);
				(financing::ProposeAmendment { loan: *loan, amendment, valid_until: *valid_until }.into(), done)
			},
			Self::WithdrawAmendment { loan } => {
				let done = format!("what was proposed for loan {loan} is taken back: it goes on as it was agreed");
				(financing::WithdrawAmendment { loan: *loan }.into(), done)
			},
			Self::AcceptAmendment { loan, amendment_hash } => {
				let view = c.loan(*loan).await?;
				let (amendment, hash) = proposed(&view)?;
				c.output.say(proposal_text(&view, amendment, hash));
				super::as_read(*amendment_hash, hash, "--amendment-hash")?;
				let call = financing::AcceptAmendment { loan: *loan, amendment_hash: hash };
				(call.into(), format!("loan {loan} runs by exactly these conditions from today on"))
			},
			Self::Cure { loan } => {
				(financing::Cure { loan: *loan }.into(), format!("the default of loan {loan} is cured"))
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

/// What each loan got of a payment that was split, as their accounts have it: events tell no amount.
async fn split(c: &Context, receipt: &Receipt, reference: &Text<64>) -> Result<Vec<(LoanId, Amount)>> {
	let fields = receipt.require("Financing", "PaymentSplit")?;
	let loans: Vec<LoanId> = serde_json::from_value(fields["loans"].clone())
		.map_err(|why| Error::Connection(format!("the loans of PaymentSplit: {why}")))?;
	let mut parts = Vec::new();
	for loan in loans {
		let lines = questions::financing::statement(&c.client, loan).await?.unwrap_or_default();
		parts.push((loan, part_of(&lines, reference)));
	}
	Ok(parts)
}

/// What counts under a reference.
fn part_of(lines: &[StatementLine], reference: &Text<64>) -> Amount {
	let part = |line: &StatementLine| match &line.entry {
		Posting { entry: Entry::Repayment { amount, reference: of }, reversed: None, .. } if of == reference => *amount,
		_ => 0,
	};
	lines.iter().map(part).sum()
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
	use lingnan_types::{
		application::{Terms, UseOfFunds},
		conditions::{Conditions, Rate, YearlyRates},
		loan::{Owed, Reversal},
		product::RepaymentMethod,
		ApplicationId, Grade, InstitutionId, ProductId,
	};

	/// Of which 100.00 closes it.
	pub(super) fn view() -> LoanView {
		let (firm, method) = ("CN:91440300708461136T".parse().unwrap(), RepaymentMethod::EqualInstalments);
		let terms = Terms {
			application: ApplicationId(3),
			product: ProductId(4),
			institution: InstitutionId(5),
			enterprise: firm,
			currency: Currency::Cny,
			conditions: Conditions::plain(10_000, 12, method, Rate(3_450_000)),
			all_in: YearlyRates { simple: Rate(3_450_000), compound: Rate(3_505_000) },
			use_of_funds: UseOfFunds::WorkingCapital,
			security: Default::default(),
			renews: None,
			line: None,
			valid_until: 0,
		};
		LoanView {
			id: LoanId(3),
			enterprise: terms.enterprise.clone(),
			institution: terms.institution,
			currency: terms.currency,
			terms,
			amendments: vec![],
			rate: Rate(3_000_000),
			state: LoanState::Active,
			grade: Grade::Aa,
			started: 20_000,
			schedule: vec![],
			due: Owed::of(0, 5, 95, 0, 9_900),
			arrears_since: None,
			arrears_days: 0,
			material_days: 0,
			default_can_be_noted: false,
			noted: None,
			outstanding_principal: 9_900,
			payoff: 10_000,
			repaid: Owed::default(),
			forgiven: Owed::default(),
			defaulted_on: None,
			cured_on: None,
			proposed: None,
			called_on: None,
			closed_on: None,
			written_off: 0,
			asked_on: None,
			compensated: 0,
			postings: 0,
			claims: vec![],
		}
	}

	/// A payment that bounced had the same reference as the one that was split.
	#[test]
	fn what_counts_under_a_reference_is_told() {
		let line = |amount, text: &str, bounced: bool| StatementLine {
			posting: 0,
			entry: Posting {
				entry: Entry::Repayment { amount, reference: text.try_into().unwrap() },
				value_date: 20_000,
				booked_at: 0,
				reversed: bounced.then(|| Reversal { at: 0, reason: "bounced".try_into().unwrap(), asked: None }),
			},
			reversal_asked: None,
			spent: Owed::default(),
			balance: 0,
			outstanding_principal: 0,
		};
		let lines = [line(5, "A", true), line(7, "A", false), line(9, "B", false)];
		assert_eq!(part_of(&lines, &"A".try_into().unwrap()), 7);
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
