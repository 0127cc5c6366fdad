//! The account of one loan as a bank shows it: every entry with its booking date and its value date, what it changed, and the
//! balance after it.
//!
//! The chain's account has entries; interest, penalty and fees are computed. Here they stand between the entries as lines of
//! their own, so that the opening balance and all lines together give the closing balance, to the unit. An entry that was
//! reversed stands there, and its reversal after it: both by the value date of the entry, because the books stand as if it had
//! never been made.

use lingnan_client::{
	questions::{enterprise, financing, Ask},
	register::Register,
	Client, Error, Result,
};
use lingnan_types::{
	date_of,
	loan::{Entry, LoanView, Owed, StatementLine},
	Amount, Currency, Date, InstitutionId, LoanId, Timestamp,
};
use serde::Serialize;

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
	/// The money went to the borrower.
	Drawing,
	/// Fees that were agreed as a price, owed from the start with due days of their own.
	Fees,
	/// Interest and penalty since the line before, and whatever else the conditions add.
	Accrued,
	/// The borrower paid.
	Repayment,
	/// Costs of collection.
	Charge,
	/// What the enforcement of a lien brought.
	Proceeds,
	/// The lender called the loan.
	Called,
	/// The rate was taken anew.
	Repriced,
	/// The money was not used as agreed.
	Misused,
	/// The lender forgave a part.
	Forgiven,
	/// Another loan settled this one.
	Renewed,
	/// A guarantor paid the lender: the borrower owes the same, to the guarantor for that part.
	Guaranteed,
	/// Other conditions hold.
	Amended,
}

impl Kind {
	/// As files and people read it.
	pub const fn word(self) -> &'static str {
		match self {
			Self::Drawing => "drawing",
			Self::Fees => "fees",
			Self::Accrued => "accrued",
			Self::Repayment => "repayment",
			Self::Charge => "charge",
			Self::Proceeds => "proceeds",
			Self::Called => "called",
			Self::Repriced => "repriced",
			Self::Misused => "misused",
			Self::Forgiven => "forgiven",
			Self::Renewed => "renewed",
			Self::Guaranteed => "guaranteed",
			Self::Amended => "amended",
		}
	}
}

/// Which way a line moves what is owed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Side {
	/// More is owed.
	Debit,
	/// Less is owed.
	Credit,
	/// Nothing moves: the line says that something holds from then on.
	Note,
}

impl Side {
	pub const fn word(self) -> &'static str {
		match self {
			Self::Debit => "debit",
			Self::Credit => "credit",
			Self::Note => "note",
		}
	}

	const fn back(self) -> Self {
		match self {
			Self::Debit => Self::Credit,
			Self::Credit => Self::Debit,
			Self::Note => Self::Note,
		}
	}

	fn moves(self, amount: Amount) -> i128 {
		match self {
			Self::Debit => amount.into(),
			Self::Credit => -i128::from(amount),
			Self::Note => 0,
		}
	}
}

/// Whether a line counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Mark {
	/// It does.
	Counts,
	/// It was reversed: the line after it takes it back.
	Reversed,
	/// It takes the line before it back.
	Reversal,
}

impl Mark {
	pub const fn word(&self) -> &'static str {
		match self {
			Self::Counts => "",
			Self::Reversed => "reversed",
			Self::Reversal => "reversal",
		}
	}
}

/// A line of a statement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
	/// Number of the entry on the chain. None: the line was computed.
	pub posting: Option<u32>,
	pub kind: Kind,
	pub mark: Mark,
	/// The day on which it was recorded.
	#[serde(serialize_with = "crate::cells::iso")]
	pub booked: Date,
	/// The day from which it counts.
	#[serde(serialize_with = "crate::cells::iso")]
	pub value_date: Date,
	pub side: Side,
	/// Minor units.
	pub amount: Amount,
	/// How a payment was spent, or of what a charge is. Minor units.
	pub split: Owed,
	/// What would close the loan after it, on its value date; below nothing while an entry stands that was reversed. Minor units.
	pub balance: i128,
	/// The payment's own reference, the reason, or what else the entry says.
	pub reference: String,
	/// Why it was reversed.
	pub reason: Option<String>,
}

/// A lender or a borrower.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Party {
	/// Its number, with its place.
	pub number: String,
	/// As the register has it.
	pub name: Option<String>,
	/// Its LEI.
	pub lei: Option<String>,
}

/// The account of one loan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
	pub loan: LoanId,
	pub currency: Currency,
	pub lender: Party,
	pub borrower: Party,
	/// The day from which the loan runs.
	#[serde(serialize_with = "crate::cells::iso")]
	pub started: Date,
	/// When it was made, in business time. Unix time in seconds.
	pub made_at: Timestamp,
	/// The rate of interest in force, in per cent a year.
	pub rate: String,
	/// In the order in which they count.
	pub lines: Vec<Line>,
	/// What closes the loan on the day on which it was made. Minor units.
	pub closing: i128,
}

impl Statement {
	/// The statement of a loan, as the chain has it now.
	pub async fn of(client: &Client, loan: LoanId) -> Result<Self> {
		// One block for all of it.
		let at = client.finalised().await?;
		Self::at(client, client.at(at), loan).await
	}

	/// The same as a block has it.
	pub async fn at(client: &Client, ask: Ask<'_>, loan: LoanId) -> Result<Self> {
		let missing = || Error::NotFound(format!("there is no loan {loan}: a loan has the number of its application"));
		let view = financing::loan(ask, loan).await?.ok_or_else(missing)?;
		let lines = financing::statement(ask, loan).await?.ok_or_else(missing)?;
		let borrower = enterprise::get(ask, &view.enterprise).await?;
		let lender = Register::<InstitutionId>::of(ask).await?.name(view.institution);
		let made_at = client.now().await?;
		let mut made = Self::new(&view, &lines, made_at);
		made.lender.name = Some(lender);
		if let Some(firm) = borrower {
			made.borrower.name = Some(firm.legal_name.as_str().to_string());
			made.borrower.lei = firm.lei.map(|lei| lei.to_string());
		}
		Ok(made)
	}

	/// The statement of what the chain answers.
	pub fn new(view: &LoanView, lines: &[StatementLine], made_at: Timestamp) -> Self {
		let mut account = Account::opened(view);
		for line in lines {
			account.enter(line);
		}
		let closing = i128::from(view.payoff);
		account.accrue(closing, date_of(made_at));
		Self {
			loan: view.id,
			currency: view.currency,
			lender: Party { number: view.institution.to_string(), ..Party::default() },
			borrower: Party { number: view.enterprise.to_string(), ..Party::default() },
			started: view.started,
			made_at,
			rate: view.rate.to_string(),
			lines: account.lines,
			closing,
		}
	}

	/// The day on which it was made. Days since 1970-01-01.
	pub fn today(&self) -> Date {
		date_of(self.made_at)
	}

	/// What all lines on one side come to, and how many they are.
	pub fn total(&self, side: Side) -> (u64, u128) {
		let lines = self.lines.iter().filter(|line| line.side == side && line.amount > 0);
		lines.fold((0, 0), |(count, sum), line| (count + 1, sum + u128::from(line.amount)))
	}
}

/// A statement in the making.
struct Account {
	lines: Vec<Line>,
	balance: i128,
}

impl Account {
	fn opened(view: &LoanView) -> Self {
		let mut account = Self { lines: Vec::new(), balance: 0 };
		let conditions = &view.terms.conditions;
		let on_account = conditions.costs.iter().filter(|cost| cost.is_on_account());
		let fees = on_account.fold(0, |sum: Amount, cost| sum.saturating_add(cost.amount));
		account.push(computed(Kind::Drawing, view.started, Side::Debit, Owed::of(0, 0, 0, 0, conditions.amount)));
		if fees > 0 {
			account.push(computed(Kind::Fees, view.started, Side::Debit, Owed::of(0, 0, 0, fees, 0)));
		}
		account
	}

	fn push(&mut self, line: Line) {
		self.balance += line.side.moves(line.amount);
		self.lines.push(Line { balance: self.balance, ..line });
	}

	/// What was added between the lines, so that the balance is this on that day.
	fn accrue(&mut self, balance: i128, on: Date) {
		let more = balance - self.balance;
		let side = if more < 0 { Side::Credit } else { Side::Debit };
		if let Some(amount) = u64::try_from(more.unsigned_abs()).ok().filter(|amount| *amount > 0) {
			let split = Owed { total: amount, ..Owed::default() };
			self.push(computed(Kind::Accrued, on, side, split));
		}
	}

	fn enter(&mut self, line: &StatementLine) {
		let (kind, side, amount, reference) = read(&line.entry.entry);
		let split = match kind {
			Kind::Charge => Owed::of(amount, 0, 0, 0, 0),
			_ => line.spent,
		};
		let entry = Line {
			posting: Some(line.posting),
			kind,
			mark: Mark::Counts,
			booked: date_of(line.entry.booked_at),
			value_date: line.entry.value_date,
			side,
			amount,
			split,
			balance: 0,
			reference,
			reason: None,
		};
		let Some(reversal) = &line.entry.reversed else {
			self.accrue(i128::from(line.balance) - side.moves(amount), line.entry.value_date);
			return self.push(entry);
		};
		// How it was spent before is not known any more: it does not count.
		let split = Owed { total: amount, ..Owed::default() };
		let back = Line {
			mark: Mark::Reversal,
			booked: date_of(reversal.at),
			side: side.back(),
			reason: Some(reversal.reason.as_str().to_string()),
			split,
			..entry.clone()
		};
		self.push(Line { mark: Mark::Reversed, split, ..entry });
		self.push(back);
	}
}

fn computed(kind: Kind, on: Date, side: Side, split: Owed) -> Line {
	Line {
		posting: None,
		kind,
		mark: Mark::Counts,
		booked: on,
		value_date: on,
		side,
		amount: split.total,
		split,
		balance: 0,
		reference: String::new(),
		reason: None,
	}
}

/// What an entry is, which way it moves what is owed and by how much, and what it says.
fn read(entry: &Entry) -> (Kind, Side, Amount, String) {
	match entry {
		Entry::Repayment { amount, reference } => {
			(Kind::Repayment, Side::Credit, *amount, reference.as_str().to_string())
		},
		Entry::Charge { amount, reason } => (Kind::Charge, Side::Debit, *amount, reason.as_str().to_string()),
		Entry::Proceeds { amount, lien } => (Kind::Proceeds, Side::Credit, *amount, format!("lien {lien}")),
		Entry::Called => (Kind::Called, Side::Note, 0, String::new()),
		Entry::Repriced { rate } => (Kind::Repriced, Side::Note, 0, format!("{rate} % a year")),
		Entry::Misused => (Kind::Misused, Side::Note, 0, String::new()),
		Entry::Forgiven { amount, reason } => (Kind::Forgiven, Side::Credit, *amount, reason.as_str().to_string()),
		Entry::Renewed { amount, by } => (Kind::Renewed, Side::Credit, *amount, format!("loan {by}")),
		Entry::Guaranteed { amount, guarantee } => {
			(Kind::Guaranteed, Side::Note, *amount, format!("guarantee {guarantee}"))
		},
		Entry::Amended { amendment } => (Kind::Amended, Side::Note, 0, format!("amendment {amendment}")),
	}
}

#[cfg(test)]
pub(crate) mod tests {
	use super::*;
	use lingnan_types::{
		conditions::{Conditions, Rate},
		loan::LoanState,
		product::RepaymentMethod,
		start_of,
	};
	use serde_json::{json, Value};

	pub const FIRM: &str = "CN:91440300708461136T";
	/// 2027-01-15.
	pub const DRAWN: Date = 20_833;

	pub fn owed(interest: u64, principal: u64) -> Value {
		json!({
			"costs": 0, "penalty": 0, "interest": interest, "fees": 0, "principal": principal, "total": interest + principal,
		})
	}

	/// A loan of 10,000.00 with a fee of 50.00, of which `payoff` is owed today.
	pub fn view(payoff: u64) -> LoanView {
		let rate = Rate::basis_points(345);
		let mut conditions = Conditions::plain(1_000_000, 12, RepaymentMethod::EqualInstalments, rate);
		let fee = json!({ "item": "Arrangement", "amount": 5_000, "after": 31, "borneBy": "Borrower" });
		conditions.costs = vec![serde_json::from_value(fee).unwrap()].try_into().unwrap();
		let terms = json!({
			"application": 3, "product": 4, "institution": 5, "enterprise": FIRM, "currency": "CNY", "conditions": conditions,
			"allIn": { "simple": 0, "compound": 0 }, "useOfFunds": "WorkingCapital", "security": [], "renews": null, "line": null,
			"validUntil": 0,
		});
		let read = serde_json::from_value(json!({
			"id": 3, "enterprise": FIRM, "institution": 5, "currency": "CNY", "terms": terms, "amendments": [], "rate": 3_450_000,
			"state": "Active", "grade": "AA", "started": DRAWN, "schedule": [], "due": owed(0, 0), "arrearsSince": null,
			"arrearsDays": 0, "materialDays": 0, "defaultCanBeNoted": false, "noted": null, "outstandingPrincipal": 920_000,
			"payoff": payoff, "repaid": owed(0, 0), "forgiven": owed(0, 0), "defaultedOn": null, "calledOn": null,
			"closedOn": null, "writtenOff": 0, "askedOn": null, "compensated": 0, "postings": 3, "claims": [],
		}));
		read.unwrap()
	}

	pub fn line(posting: u32, on: Date, entry: Value, spent: Value, balance: u64, reversed: Value) -> StatementLine {
		let read = serde_json::from_value(json!({
			"posting": posting, "entry": entry, "valueDate": on, "bookedAt": start_of(on + 1), "reversed": reversed,
			"spent": spent, "outstandingPrincipal": 0, "balance": balance, "reversalAsked": null,
		}));
		read.unwrap()
	}

	/// A month's instalment, the same recorded once more by mistake and reversed, and costs of collection.
	pub fn statement() -> Statement {
		let paid = |reference: &str| json!({ "Repayment": { "amount": 85_000, "reference": reference } });
		let reversed = json!({ "at": start_of(DRAWN + 40), "reason": "recorded twice", "asked": null });
		let lines = [
			line(0, DRAWN + 31, paid("PAY-1"), owed(2_971, 82_029), 922_971, Value::Null),
			line(1, DRAWN + 31, paid("=PAY-1/B"), owed(0, 0), 922_971, reversed),
			line(
				2,
				DRAWN + 45,
				json!({ "Charge": { "amount": 500, "reason": "催收函 <1> & more" } }),
				owed(0, 0),
				924_709,
				Value::Null,
			),
		];
		let mut made = Statement::new(&view(925_000), &lines, start_of(DRAWN + 60) + 3_600);
		made.borrower.name = Some("深圳市荔枝电子有限公司".into());
		made.lender.name = Some("Bank of Guangdong".into());
		made
	}

	#[test]
	fn opening_and_all_lines_give_the_closing_balance() {
		let made = statement();
		let sum: i128 = made.lines.iter().map(|line| line.side.moves(line.amount)).sum();
		assert_eq!((sum, made.closing), (925_000, 925_000));
		for pair in made.lines.windows(2) {
			assert_eq!(pair[0].balance + pair[1].side.moves(pair[1].amount), pair[1].balance, "{:?}", pair[1]);
		}
		let told: Vec<_> = made.lines.iter().map(|line| (line.kind, line.side, line.amount, line.balance)).collect();
		let expected = [
			(Kind::Drawing, Side::Debit, 1_000_000, 1_000_000),
			(Kind::Fees, Side::Debit, 5_000, 1_005_000),
			(Kind::Accrued, Side::Debit, 2_971, 1_007_971),
			(Kind::Repayment, Side::Credit, 85_000, 922_971),
			(Kind::Repayment, Side::Credit, 85_000, 837_971),
			(Kind::Repayment, Side::Debit, 85_000, 922_971),
			(Kind::Accrued, Side::Debit, 1_238, 924_209),
			(Kind::Charge, Side::Debit, 500, 924_709),
			(Kind::Accrued, Side::Debit, 291, 925_000),
		];
		assert_eq!(told, expected);
	}

	#[test]
	fn an_entry_that_was_reversed_stands_there_with_its_reversal() {
		let made = statement();
		let (entry, back) = (&made.lines[4], &made.lines[5]);
		assert_eq!((&entry.mark, &back.mark), (&Mark::Reversed, &Mark::Reversal));
		assert_eq!((entry.value_date, back.value_date), (DRAWN + 31, DRAWN + 31));
		assert_eq!((entry.booked, back.booked), (DRAWN + 32, DRAWN + 40));
		assert_eq!((entry.posting, back.posting), (Some(1), Some(1)));
		assert_eq!(back.reason.as_deref(), Some("recorded twice"));
	}

	/// The attack: a second recording of one payment, reversed later, brings the balance below nothing in between.
	#[test]
	fn a_balance_below_nothing_is_told_as_it_is() {
		let paid = json!({ "Repayment": { "amount": 1_005_000, "reference": "P" } });
		let reversed = json!({ "at": 0, "reason": "twice", "asked": null });
		let lines = [
			line(0, DRAWN, paid.clone(), owed(0, 1_000_000), 0, Value::Null),
			line(1, DRAWN, paid, owed(0, 0), 0, reversed),
		];
		let mut view = view(0);
		view.state = LoanState::Closed;
		let made = Statement::new(&view, &lines, start_of(DRAWN + 1));
		let balances: Vec<_> = made.lines.iter().map(|line| line.balance).collect();
		assert_eq!(balances, [1_000_000, 1_005_000, 0, -1_005_000, 0]);
	}

	#[test]
	fn what_moves_nothing_is_told_as_a_note() {
		let lines = [
			line(0, DRAWN + 5, json!("Misused"), owed(0, 0), 1_005_500, Value::Null),
			line(1, DRAWN + 6, json!({ "Repriced": { "rate": 3_350_000 } }), owed(0, 0), 1_005_600, Value::Null),
			line(
				2,
				DRAWN + 7,
				json!({ "Guaranteed": { "amount": 7_000, "guarantee": 9 } }),
				owed(0, 0),
				1_005_700,
				Value::Null,
			),
		];
		let made = Statement::new(&view(1_005_700), &lines, start_of(DRAWN + 7));
		let notes: Vec<_> = made.lines.iter().filter(|line| line.side == Side::Note).collect();
		assert_eq!(notes.len(), 3);
		assert_eq!(notes[1].reference, "3.35 % a year");
		assert_eq!((notes[2].amount, notes[2].balance), (7_000, 1_005_700));
	}
}
