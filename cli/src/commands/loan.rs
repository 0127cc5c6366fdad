use super::Context;
use crate::{
	client::{
		allocation,
		calls::{financing, utility},
		conditions::{borne_text, day_count_text, payee_text, pricing_text, surcharge_text, told, when_text},
		offers, questions,
		sheet::schedule_text,
		terms::proposed,
		Call,
	},
	error::{Error, Result},
	files::read_json,
	output::{date_text, label, money, percent, rate_text, rounded_rate, table, until_text, Output},
	rating::at_least,
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{
	application::Finding,
	conditions::{Conditions, Cost, Pricing},
	loan::{Amendment, LoanState, LoanView, Owed, ProposalView},
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
	/// Record one payment of a firm that owes on several loans; what of it goes to each is shown (institution)
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
				let today = c.day(None).await?;
				let value_date = value_date.unwrap_or(today);
				let institution: InstitutionId = c.number_of(institution).await?;
				let mut loans = questions::financing::loans_of(&c.client, enterprise).await?;
				loans.retain(|loan| loan.institution == institution && loan.currency == *currency);
				let parts = allocation::spread(&loans, *amount, *named, today)?;
				let told =
					|(loan, part): &(LoanId, Amount)| format!("{} on loan {loan}", money(*part, Some(currency.name())));
				let told: Vec<_> = parts.iter().map(told).collect();
				let record = |(loan, amount): (LoanId, Amount)| {
					financing::RecordRepayment { loan, amount, reference: reference.clone(), value_date }.into()
				};
				let calls = parts.into_iter().map(record).collect();
				let done = format!("repaid as of {}: {}", date_text(value_date), told.join(", "));
				(utility::BatchAll { calls }.into(), done)
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
			Self::AcceptAmendment { loan, amendment_hash } => {
				let view = c.loan(*loan).await?;
				let (amendment, hash) = proposed(&view)?;
				c.output.say(proposal_text(&view, amendment, hash));
				let expected = amendment_hash.ok_or_else(|| {
					Error::usage(format!("nothing was sent: read the conditions, then give --amendment-hash {hash:?}"))
				})?;
				if expected != hash {
					let reason = format!(
						"--amendment-hash is {expected:?}, and what is proposed now has {hash:?}: it is not what was read. Nothing \
						 was signed."
					);
					return Err(Error::DoesNotHold { name: "TermsDiffer", reason });
				}
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

/// A loan as people read it.
pub fn shown(output: &Output, view: &LoanView) -> String {
	let tell = |amount| money(amount, Some(view.currency.name()));
	let day = |day: Option<Date>| day.map_or_else(|| "-".into(), date_text);
	let mut parts = vec![
		table(&["", ""], facts(view).into_iter().map(|(name, text)| vec![name.to_string(), text]).collect()),
		format!("What is due today, by what it is\n{}", table(&["", "due", "repaid", "forgiven"], owed(view))),
	];
	if let Some(table) = costs_table(&view.terms.conditions, view.currency) {
		parts.push(format!("Costs besides interest, as agreed\n{table}"));
	}
	if !view.amendments.is_empty() {
		let rows = view.amendments.iter().enumerate().map(|(number, one)| {
			let again = if one.reschedules_arrears { "with what is past due" } else { "of what is not due yet" };
			let Conditions { tenor, pricing, .. } = &one.conditions;
			vec![
				number.to_string(),
				label(one.kind.name()),
				again.into(),
				format!("{tenor} months"),
				pricing_text(pricing),
			]
		});
		let table = table(&["no", "what", "of", "term from its day", "rate"], rows.collect());
		parts.push(format!("Other conditions agreed since\n{table}"));
	}
	if !view.claims.is_empty() {
		let rows = view.claims.iter().map(|one| {
			let late = if one.overdue { "overdue" } else { "" };
			let claim = &one.claim;
			let by = format!("{} {late}", date_text(claim.answer_by)).trim().to_string();
			vec![claim.reference.as_str().into(), tell(claim.amount), date_text(claim.value_date), by]
		});
		let table = table(&["payment", "amount", "went on", "answer by"], rows.collect());
		parts.push(format!("Payments that the borrower states\n{table}"));
	}
	parts.push(format!(
		"The schedule in force, from {}\n{}",
		day(Some(view.started)),
		schedule_text(output, &view.schedule, view.currency)
	));
	parts.join("\n\n")
}

/// What the lender proposes, each condition by its name, and the hash that accepts it.
fn proposal_text(view: &LoanView, amendment: &Amendment, hash: H256) -> String {
	let rows = told(&amendment.conditions, view.currency).into_iter();
	let rows = rows.map(|(name, text)| vec![name.to_string(), text]).collect();
	let arrears =
		if amendment.reschedules_arrears { "principal that is past due included" } else { "what is due stays due" };
	let costs = costs_table(&amendment.conditions, view.currency);
	let costs =
		costs.map_or_else(|| "No costs besides interest".into(), |table| format!("Costs besides interest\n{table}"));
	format!(
		"{} of loan {} from the day of its acceptance, {arrears}\n{}\n{costs}\nhash of exactly this, made on this machine: {hash:?}",
		label(amendment.kind.name()),
		view.id,
		table(&["", ""], rows)
	)
}

/// Every cost of conditions, if there is one.
fn costs_table(conditions: &Conditions, currency: Currency) -> Option<String> {
	let row = |cost: &Cost| {
		let (to, amount) = (payee_text(cost).to_string(), money(cost.amount, Some(currency.name())));
		vec![label(cost.item.name()), to, amount, when_text(cost), borne_text(cost.borne_by).into()]
	};
	let rows: Vec<_> = conditions.costs.iter().map(row).collect();
	(!rows.is_empty()).then(|| table(&["cost", "paid to", "amount", "when", "borne by"], rows))
}

/// Who owes what to whom, how late it is, at which rate.
fn facts(view: &LoanView) -> Vec<(&'static str, String)> {
	let tell = |amount| money(amount, Some(view.currency.name()));
	let days = |number: u32| format!("{number} day{}", if number == 1 { "" } else { "s" });
	let mut rows = vec![
		("loan", view.id.to_string()),
		("enterprise", view.enterprise.to_string()),
		("institution", view.institution.to_string()),
		("recorded", label(view.state.name())),
		("grade", at_least(view.grade.name())),
		("rate of interest in force", format!("{} a year", rate_text(view.rate))),
		(
			"all in, as agreed",
			format!(
				"{} simple, {} compound a year",
				rounded_rate(view.terms.all_in.simple),
				rounded_rate(view.terms.all_in.compound)
			),
		),
		("penalty, overdue", penalty_text(view)),
		("days are counted", day_count_text(conditions_of(view).day_count).into()),
		("use of funds", label(view.terms.use_of_funds.name())),
		("outstanding principal", tell(view.outstanding_principal)),
		("closes it today", tell(view.payoff)),
	];
	let mut put = |name, text: Option<String>| rows.extend(text.map(|text| (name, text)));
	put("renews", view.terms.renews.map(|loan| format!("loan {loan}")));
	put("drawn under", view.terms.line.map(|line| format!("credit line {line}")));
	put("past due since", view.arrears_since.map(|since| format!("{}, {}", date_text(since), days(view.arrears_days))));
	let default = "its default can be recorded: `lingnan loan note-arrears`";
	put("past due for long", view.default_can_be_noted.then(|| default.into()));
	put("in default since", view.defaulted_on.map(date_text));
	put("default cured on", view.cured_on.map(date_text));
	let until =
		|proposal: &ProposalView| format!("{}: `lingnan loan accept-amendment`", until_text(proposal.valid_until));
	put("proposed by the lender", view.proposed.as_ref().map(until));
	put("called on", view.called_on.map(date_text));
	put("repaid on", view.closed_on.map(date_text));
	put("written off", (view.written_off > 0).then(|| percent(view.written_off.into())));
	put("borne by the public fund", (view.compensated > 0).then(|| tell(view.compensated)));
	rows
}

/// What holds now: as agreed at first, or by the last amendment.
fn conditions_of(view: &LoanView) -> &Conditions {
	view.amendments.last().map_or(&view.terms.conditions, |last| &last.conditions)
}

/// On the rate in force, not on that of the terms.
fn penalty_text(view: &LoanView) -> String {
	surcharge_text(&Pricing::Fixed { rate: view.rate }, conditions_of(view).late.surcharge)
}

/// A row for each claim.
fn owed(view: &LoanView) -> Vec<Vec<String>> {
	let tell = |amount| money(amount, Some(view.currency.name()));
	let parts: [(&str, fn(&Owed) -> Amount); 6] = [
		("costs of collection", |owed| owed.costs),
		("penalty", |owed| owed.penalty),
		("interest", |owed| owed.interest),
		("fees", |owed| owed.fees),
		("principal", |owed| owed.principal),
		("in all", |owed| owed.total),
	];
	let row = |(name, part): (&str, fn(&Owed) -> Amount)| {
		[&view.due, &view.repaid, &view.forgiven].into_iter().map(|owed| tell(part(owed))).fold(
			vec![name.into()],
			|mut row, cell| {
				row.push(cell);
				row
			},
		)
	};
	parts.into_iter().map(row).collect()
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
	use codec::Encode;
	use lingnan_types::{
		application::{Terms, UseOfFunds},
		conditions::{Rate, YearlyRates},
		loan::AmendmentKind,
		product::RepaymentMethod,
		ApplicationId, Grade, InstitutionId, ProductId,
	};

	/// Of which 100.00 closes it.
	pub(crate) fn view() -> LoanView {
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

	/// Civil Code 560: the debt that the borrower names, else what is due; of what is not, in proportion.
	#[test]
	fn one_payment_goes_to_several_loans_by_the_law() {
		let due = LoanView { id: LoanId(1), due: Owed::of(0, 0, 0, 0, 4_000), payoff: 10_000, ..view() };
		let later = LoanView { id: LoanId(2), due: Owed::default(), payoff: 6_000, ..view() };
		let closed = LoanView { id: LoanId(3), state: LoanState::Closed, payoff: 0, ..view() };
		let loans = [later, due, closed];
		let spread = |amount, named| allocation::spread(&loans, amount, named, 20_100);
		assert_eq!(spread(3_000, None).unwrap(), [(LoanId(1), 3_000)]);
		assert_eq!(spread(3_000, Some(LoanId(2))).unwrap(), [(LoanId(2), 3_000)]);
		assert_eq!(spread(6_500, Some(LoanId(2))).unwrap(), [(LoanId(2), 6_000), (LoanId(1), 500)]);
		assert_eq!(
			spread(10_000, None).unwrap(),
			[(LoanId(2), 3_000), (LoanId(1), 7_000)],
			"what is alike, in proportion"
		);
		assert_eq!(spread(16_000, None).unwrap().iter().map(|(_, part)| part).sum::<u64>(), 16_000);
		assert!(spread(16_001, None).unwrap_err().to_string().contains("0.01 more"));
		assert!(spread(1, Some(LoanId(3))).unwrap_err().to_string().contains("loan 3 is not open"));
	}

	#[test]
	fn a_loan_shows_the_rate_in_force_and_what_is_due_by_what_it_is() {
		let told = shown(&Output { json: false }, &view());
		for part in [
			"3.00 % a year",
			"4.50 %: the rate raised by 50.00 % of itself",
			"3.45 % simple, 3.51 % compound",
			"costs of collection",
			"CNY 0.05",
			"CNY 0.95",
			"CNY 99.00",
			"at least AA",
			"The schedule in force, from 2024-10-04",
		] {
			assert!(told.contains(part), "{part} in\n{told}");
		}
	}

	#[test]
	fn what_a_lender_proposes_is_shown_with_the_hash_made_here_or_not_at_all() {
		let mut loan = view();
		let conditions = loan.terms.conditions.clone();
		let amendment = Amendment { kind: AmendmentKind::Extension, conditions, reschedules_arrears: false };
		let honest = values::fingerprint(&(loan.id, &amendment).encode());
		let propose =
			|hash: H256| ProposalView { amendment: amendment.clone(), amendment_hash: hash.0.into(), valid_until: 0 };
		loan.proposed = Some(propose(honest));
		let (shown, hash) = proposed(&loan).unwrap();
		let told = proposal_text(&loan, shown, hash);
		assert!(told.contains("extension of loan 3") && told.contains(&format!("{honest:?}")), "{told}");
		assert!(told.contains("No costs besides interest"), "{told}");
		// The attack: a restructuring with a fee that the firm does not see when it signs.
		let mut dear = amendment.clone();
		let fee =
			json!({ "item": "Arrangement", "payee": "", "amount": 10_000_000, "after": 0, "borneBy": "Borrower" });
		dear.conditions.costs = vec![serde_json::from_value(fee).unwrap()].try_into().unwrap();
		let told = proposal_text(&loan, &dear, hash);
		assert!(told.contains("arrangement") && told.contains("CNY 100,000.00"), "{told}");
		loan.proposed = Some(propose(H256([7; 32])));
		assert!(proposed(&loan).unwrap_err().to_string().contains("Nothing was signed"));
		loan.proposed = None;
		assert_eq!(proposed(&loan).unwrap_err().exit_code(), 6);
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
