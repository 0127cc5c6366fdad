//! Credit lines: one agreement, many drawdowns, and what it costs to have them kept ready.

use super::{few, Context};
use crate::{
	client::{calls::credit_lines, lines, questions},
	error::{Error, Result},
	output::{date_text, label, money, record, records_of, table, until_text, variant},
	values,
};
use clap::{Args, Subcommand};
use lingnan_types::{
	application::UseOfFunds,
	conditions::{DueDays, Rate},
	line::{CommitmentDue, CommitmentFee, DrawdownConditions, FeePayment, LineSpec, LineState, LineView},
	product::RepaymentMethod,
	Amount, BasisPoints, Currency, Date, DayCount, InstitutionId, LineId, RegistrationNumber, Text, Timestamp,
};
use serde_json::json;
use std::io::{BufRead, IsTerminal, Write};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Line {
	/// Offer a firm a line: a limit, until when, what each drawdown must keep (institution)
	Offer(Box<Offer>),
	/// Accept a line: exactly the terms that it shows (enterprise)
	Accept(Accept),
	/// Stop new drawdowns; those that run keep their terms (institution)
	Freeze {
		line: LineId,
		#[arg(long, value_parser = values::text::<64>)]
		reason: Text<64>,
	},
	/// Let it be drawn on again (institution)
	Unfreeze { line: LineId },
	/// Take an offer back, refuse it, or end a line on which nothing is drawn (institution, enterprise)
	Cancel { line: LineId },
	/// Clear away an offer whose time is over (anybody)
	Clear { line: LineId },
	/// Show a line: its terms, what is drawn, what can be drawn today
	Show { line: LineId },
	/// The lines of a firm, or those that an institution gave
	List(Whose),
	/// What a line costs while it is not drawn: each settlement of its commitment fee, and what was paid of it
	Statement { line: LineId },
	/// Levy the commitment fee of every settlement that is over (anybody)
	Levy { line: LineId },
	/// Record what the firm paid of the commitment fee (institution)
	RecordFee {
		line: LineId,
		#[arg(value_parser = values::some_amount)]
		amount: Amount,
		/// The payment's reference
		reference: Text<64>,
		/// The day on which the money came, if not today
		#[arg(long, value_parser = values::date)]
		value_date: Option<Date>,
	},
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Whose {
	/// The enterprise's number, with its place: CN:…, HK:… or MO:…
	#[arg(long)]
	enterprise: Option<RegistrationNumber>,
	/// The institution's number, or its name
	#[arg(long)]
	institution: Option<String>,
}

#[derive(Debug, Args)]
pub struct Offer {
	number: RegistrationNumber,
	/// The most that can be drawn
	#[arg(long, value_parser = values::some_amount)]
	limit: Amount,
	#[arg(long, value_parser = values::currency, default_value = "CNY")]
	currency: Currency,
	/// Last day on which a drawdown is accepted
	#[arg(long, value_parser = values::date)]
	until: Date,
	/// Day by which every drawdown is repaid; the last day of the line if not given
	#[arg(long, value_parser = values::date)]
	repay_by: Option<Date>,
	/// What was repaid is not drawn again
	#[arg(long)]
	once: bool,
	/// The highest yearly rate of a drawdown, 0% to 100%
	#[arg(long, value_parser = values::share)]
	highest_rate: BasisPoints,
	/// Months that a drawdown runs at most, 1 to 360
	#[arg(long, value_parser = values::within::<u16, 1, 360>)]
	longest_tenor: u16,
	/// How drawdowns are repaid, separated by commas; every way of the product if not given
	#[arg(long, value_enum, value_delimiter = ',')]
	methods: Vec<RepaymentMethod>,
	/// What the money may be used for, separated by commas; anything if not given
	#[arg(long, value_enum, value_delimiter = ',')]
	uses: Vec<UseOfFunds>,
	/// Yearly, on what is not drawn, 0% to 100%
	#[arg(long, value_parser = values::share, default_value = "0%")]
	commitment_fee: BasisPoints,
	/// The fee is settled on the 20th, every so many months: 1, 3, 6 or 12
	#[arg(long, value_parser = values::within::<u8, 1, 12>, default_value = "3")]
	settle_every: u8,
	/// Last day on which it can be accepted, within 90 days
	#[arg(long, value_parser = values::until)]
	valid_until: Timestamp,
}

impl Offer {
	fn spec(&self) -> Result<LineSpec> {
		let Self { limit, currency, until, longest_tenor, settle_every: every, valid_until, .. } = *self;
		let due_days = DueDays::Fixed { every, day: 20, included: true, paid_after: 1 };
		let spec = LineSpec {
			enterprise: self.number.clone(),
			currency,
			limit,
			revolving: !self.once,
			until,
			repay_by: self.repay_by.unwrap_or(until),
			conditions: DrawdownConditions {
				highest_rate: Rate::basis_points(self.highest_rate),
				longest_tenor,
				methods: few(self.methods.clone(), "methods")?,
				use_of_funds: few(self.uses.clone(), "uses")?,
			},
			commitment_fee: CommitmentFee { rate: self.commitment_fee, day_count: DayCount::Actual360, due_days },
			valid_until,
		};
		spec.check().map_err(|flaw| Error::usage(flaw.to_string()))?;
		Ok(spec)
	}

	async fn run(&self, c: &Context) -> Result<()> {
		let spec = self.spec()?;
		let (limit, end) = (money(spec.limit, Some(spec.currency.name())), until_text(spec.valid_until));
		let call = credit_lines::Offer { spec };
		c.submit(call, |_| format!("a line of {limit} is offered to {}; the offer stands {end}", self.number)).await
	}
}

#[derive(Debug, Args)]
pub struct Accept {
	line: LineId,
	/// Hash of the terms that you read: anything else is refused
	#[arg(long, value_parser = values::hash)]
	terms_hash: Option<H256>,
	/// Do not ask: for programs, which must say what they accept with --terms-hash
	#[arg(long, requires = "terms_hash")]
	yes: bool,
}

impl Accept {
	async fn run(&self, c: &Context) -> Result<()> {
		let view = found(c, self.line).await?;
		if view.state != LineState::Offered {
			let state = label(&variant(&view.state));
			return Err(Error::NotFound(format!("line {} is {state}, and no offer. Nothing was sent", self.line)));
		}
		let (_, terms_hash) = lines::terms(self.line, &view)?;
		if let Some(read) = self.terms_hash {
			super::ensure_read(read, terms_hash, "--terms-hash")?;
		}
		show(c, &view);
		c.output.say(format!("hash of these terms, made on this machine: {terms_hash:?}\n"));
		if !self.yes {
			self.ask(c, terms_hash)?;
		}
		let call = credit_lines::Accept { line: self.line, terms_hash };
		c.submit(call, |_| format!("line {} is accepted, exactly these terms", self.line)).await
	}

	/// At a terminal, whether these terms are accepted.
	fn ask(&self, c: &Context, hash: H256) -> Result<()> {
		if c.output.json || !std::io::stdin().is_terminal() {
			return Err(Error::usage(format!(
				"nobody is asked here whether these terms are accepted. Read them with `lingnan line show {}`, then give --yes \
				 --terms-hash {hash:?}",
				self.line
			)));
		}
		eprint!("Accept exactly these terms? Type yes: ");
		let _ = std::io::stderr().flush();
		let mut answer = String::new();
		let _ = std::io::stdin().lock().read_line(&mut answer);
		match answer.trim().eq_ignore_ascii_case("yes") {
			true => Ok(()),
			false => Err(Error::usage("the line was not accepted: nothing was sent")),
		}
	}
}

async fn found(c: &Context, line: LineId) -> Result<LineView> {
	let view = questions::line::get(&c.client, line).await?;
	view.ok_or_else(|| Error::NotFound(format!("there is no line {line}, or its offer was taken back")))
}

fn show(c: &Context, view: &LineView) {
	let answer = json!(view);
	let told = c.told("line_get", &answer);
	c.output.answer(&answer, |_| record(&told));
}

impl Line {
	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Offer(offer) => offer.run(c).await,
			Self::Accept(accept) => accept.run(c).await,
			Self::Freeze { line, reason } => {
				let call = credit_lines::Freeze { line: *line, reason: reason.clone() };
				c.submit(call, |_| format!("nothing new is drawn on line {line}")).await
			},
			Self::Unfreeze { line } => {
				c.submit(credit_lines::Unfreeze { line: *line }, |_| format!("line {line} can be drawn on again")).await
			},
			Self::Cancel { line } => {
				c.submit(credit_lines::Cancel { line: *line }, |_| format!("line {line} is ended")).await
			},
			Self::Clear { line } => {
				c.submit(credit_lines::Clear { line: *line }, |_| format!("the offer of line {line} is cleared away"))
					.await
			},
			Self::Show { line } => {
				show(c, &found(c, *line).await?);
				Ok(())
			},
			Self::List(whose) => whose.run(c).await,
			Self::Statement { line } => statement(c, *line).await,
			Self::Levy { line } => {
				c.submit(credit_lines::Levy { line: *line }, |_| {
					format!("the fee of line {line} is levied up to today")
				})
				.await
			},
			Self::RecordFee { line, amount, reference, value_date } => {
				let currency = found(c, *line).await?.spec.currency;
				let (line, amount, value_date) = (*line, *amount, c.day(*value_date).await?);
				let call = credit_lines::RecordFee { line, amount, reference: reference.clone(), value_date };
				c.submit(call, |_| {
					format!("{} of the fee of line {line} is paid", money(amount, Some(currency.name())))
				})
				.await
			},
		}
	}
}

impl Whose {
	async fn run(&self, c: &Context) -> Result<()> {
		let (method, all) = match (&self.enterprise, &self.institution) {
			(Some(number), _) => ("line_of", questions::line::of(&c.client, number).await?),
			(_, Some(given)) => {
				let institution = c.number_of::<InstitutionId>(given).await?;
				("line_by", questions::line::by(&c.client, institution).await?)
			},
			_ => return Err(Error::usage("whose lines? Give --enterprise or --institution")),
		};
		let answer = json!(all);
		let told = c.told(method, &answer);
		c.output.answer(&answer, |_| {
			records_of(&told, &["id", "enterprise", "institution", "state", "limit", "drawn", "available", "until"])
		});
		Ok(())
	}
}

/// The fee settlement by settlement, what was paid of it, and what is due.
async fn statement(c: &Context, line: LineId) -> Result<()> {
	let view = found(c, line).await?;
	let answer = json!({
		"line": line, "currency": view.spec.currency, "levied": view.levied, "toLevy": view.to_levy,
		"payments": view.fee_payments, "owed": view.fee_owed, "due": view.fee_due,
	});
	c.output.answer(&answer, |_| statement_text(&view));
	Ok(())
}

fn statement_text(view: &LineView) -> String {
	let told = |amount| money(amount, Some(view.spec.currency.name()));
	let row = |state: &str, one: &CommitmentDue| {
		vec![date_text(one.from), date_text(one.to), date_text(one.due), told(one.amount), state.to_string()]
	};
	let levied = view.levied.iter().map(|one| row("levied", one));
	let to_levy = view.to_levy.iter().map(|one| row("not yet", one));
	let settled = table(&["from", "to, not counted", "due", "fee", "levied"], levied.chain(to_levy).collect());
	let paid = |one: &FeePayment| {
		vec![
			date_text(one.value_date),
			one.reference.as_str().to_string(),
			told(one.amount),
			date_text(one.recorded_on),
		]
	};
	let paid = match view.fee_payments.as_slice() {
		[] => "nothing was paid yet".to_string(),
		payments => table(&["came on", "reference", "paid", "recorded on"], payments.iter().map(paid).collect()),
	};
	format!("{settled}\n{paid}\nowed: {}, of it due today: {}.", told(view.fee_owed), told(view.fee_due))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::args::Cli;
	use clap::Parser;

	fn offer(more: &[&str]) -> Result<LineSpec> {
		let words = [
			"lingnan",
			"line",
			"offer",
			"CN:91440300708461136T",
			"--limit",
			"1,000,000.00",
			"--until",
			"2027-12-31",
			"--highest-rate",
			"4.5%",
			"--longest-tenor",
			"6",
			"--valid-until",
			"2027-01-31",
		];
		let cli = Cli::try_parse_from(words.iter().chain(more)).unwrap();
		match cli.command {
			crate::args::Command::Line(Line::Offer(offer)) => offer.spec(),
			other => panic!("{other:?}"),
		}
	}

	#[test]
	fn a_line_is_offered_as_it_is_written() {
		let spec =
			offer(&["--methods", "bullet,equal-instalments", "--uses", "purchases", "--commitment-fee", "0.25%"])
				.unwrap();
		assert_eq!((spec.limit, spec.revolving, spec.repay_by), (100_000_000, true, spec.until));
		assert_eq!(spec.conditions.highest_rate, Rate::basis_points(450));
		assert_eq!(spec.conditions.methods.to_vec(), [RepaymentMethod::Bullet, RepaymentMethod::EqualInstalments]);
		assert_eq!(spec.conditions.use_of_funds.to_vec(), [UseOfFunds::Purchases]);
		assert_eq!(spec.commitment_fee.rate, 25);
		assert!(!offer(&["--once"]).unwrap().revolving);
	}

	#[test]
	fn what_the_chain_would_refuse_is_refused_before_anything_is_sent() {
		let early = offer(&["--repay-by", "2027-01-01"]).unwrap_err().to_string();
		assert!(early.contains("repayBy"), "{early}");
		let twice = offer(&["--methods", "bullet,bullet"]).unwrap_err().to_string();
		assert!(twice.contains("twice"), "{twice}");
		let every = offer(&["--settle-every", "2"]).unwrap_err().to_string();
		assert!(every.contains("1, 3, 6 or 12"), "{every}");
	}
	#[test]
	fn a_statement_says_what_was_levied_paid_and_is_due() {
		let fee = |from, amount| CommitmentDue { from, to: from + 90, due: from + 91, amount };
		let reference = "PAY-1".try_into().unwrap();
		let view = LineView {
			id: LineId(7),
			institution: InstitutionId(5),
			spec: offer(&["--commitment-fee", "0.25%"]).unwrap(),
			terms_hash: Default::default(),
			state: LineState::InForce,
			offered_at: 0,
			accepted_on: Some(20_000),
			cancelled_on: None,
			drawn: 0,
			available: 0,
			stops: vec![],
			levied: vec![fee(20_000, 31_806)],
			to_levy: vec![fee(20_090, 27_014)],
			fee_payments: vec![FeePayment { reference, amount: 31_000, value_date: 20_092, recorded_on: 20_093 }],
			fee_owed: 806,
			fee_due: 806,
		};
		let text = statement_text(&view);
		for part in ["CNY 318.06", "levied", "CNY 270.14", "not yet", "PAY-1", "CNY 310.00", "owed: CNY 8.06"] {
			assert!(text.contains(part), "{part} in {text}");
		}
		assert!(statement_text(&LineView { fee_payments: vec![], ..view }).contains("nothing was paid yet"));
	}
}
