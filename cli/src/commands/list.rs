//! Lists: what an institution lent, is owed and has to do, what an agency has to answer, what became of a scorecard's loans,
//! and firms by their names. For people, as CSV or as JSON.

use super::{show, Context};
use crate::{
	error::{Error, Result},
	output::sheet::{self, read, Cell, Column},
	values,
};
use clap::{Args, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget};
use lingnan_types::{loan::LoanState, Grade};
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, BTreeSet},
	time::Duration,
};
use subxt::utils::H256;

#[derive(Debug, Args)]
pub struct List {
	#[command(subcommand)]
	what: What,
	/// Print CSV (RFC 4180): amounts in major units, the currency in a column of its own, days as 2026-11-30
	#[arg(long, global = true)]
	csv: bool,
	/// Begin the CSV with a byte order mark, by which spreadsheets tell UTF-8 from GBK
	#[arg(long, global = true, requires = "csv")]
	bom: bool,
	/// Pages that are read of any one list at most; of the register a page has 1,000 firms
	#[arg(long, global = true, default_value = "2000", value_parser = values::within::<u32, 1, 1_000_000>)]
	most_pages: u32,
}

#[derive(Debug, Subcommand)]
pub enum What {
	/// An institution's loans: what is owed today, how late it is
	Loans(Loans),
	/// An institution's loans past due, by currency, grade and days
	Arrears {
		#[arg(long, value_name = "NUMBER")]
		institution: u32,
	},
	/// The entries on one loan's account: payments, charges, proceeds, and how each payment was spent
	Payments { loan: u64 },
	/// An institution's open applications
	Applications {
		#[arg(long, value_name = "NUMBER")]
		institution: u32,
		/// Those that are open no more
		#[arg(long)]
		closed: bool,
	},
	/// Applications that were not decided in time, of one institution or of all
	MissedDeadlines {
		#[arg(long, value_name = "NUMBER")]
		institution: Option<u32>,
	},
	/// Consents under which data should have been deleted by now, of one institution or of all
	OverdueDeletions {
		#[arg(long, value_name = "NUMBER")]
		institution: Option<u32>,
		/// Those whose time is not over yet, too
		#[arg(long)]
		all: bool,
	},
	/// The consents that an institution was given
	Consents {
		#[arg(long, value_name = "NUMBER")]
		institution: u32,
		/// Only those that can be used now
		#[arg(long)]
		usable: bool,
	},
	/// The statements of an agency that are disputed
	Disputes {
		#[arg(long, value_name = "NUMBER")]
		agency: u32,
	},
	/// Firms in whose name a text stands; large and small letters are the same
	Firms {
		#[arg(long, value_name = "TEXT")]
		name: String,
	},
	/// What became of the loans by a scorecard, by grade
	Outcomes { scorecard: u32 },
}

#[derive(Debug, Args)]
pub struct Loans {
	#[arg(long, value_name = "NUMBER")]
	institution: u32,
	/// Those that were repaid to the last unit, instead of those that were not
	#[arg(long, conflicts_with_all = ["state", "in_arrears"])]
	repaid: bool,
	/// Only those recorded as such. A loan long past due is in default once that is recorded: the column default_can_be_noted says
	/// where anybody can (`lingnan loan note-arrears`)
	#[arg(long, value_parser = unpaid)]
	state: Option<LoanState>,
	/// Only those of which something due is unpaid
	#[arg(long)]
	in_arrears: bool,
	/// Only those granted at this grade, or at least at it
	#[arg(long, value_parser = values::grade)]
	grade: Option<Grade>,
}

/// A state in which a loan is that is not repaid.
fn unpaid(text: &str) -> std::result::Result<LoanState, String> {
	match LoanState::from_str(text, true)? {
		LoanState::Closed => Err("what is repaid is listed by --repaid".into()),
		state => Ok(state),
	}
}

/// What is asked for, and how it is shown.
struct Listed {
	columns: &'static [Column],
	records: Vec<Value>,
}

impl List {
	pub async fn run(&self, c: &Context) -> Result<()> {
		if self.csv && c.output.json {
			return Err(Error::usage("--csv and --json: choose one"));
		}
		let bar = bar(self.csv || c.output.json);
		let walk = Walk { c, most: self.most_pages, at: c.client.rpc("chain_getBlockHash", Value::Null).await?, bar };
		let listed = self.what.ask(&walk).await;
		walk.bar.finish_and_clear();
		let Listed { columns, records } = listed?;
		if !self.csv {
			c.output
				.answer(&Value::Array(records), |all| sheet::text(columns, all.as_array().map_or(&[], Vec::as_slice)));
			return Ok(());
		}
		let mut to = std::io::stdout().lock();
		if self.bom {
			use std::io::Write as _;
			to.write_all("\u{feff}".as_bytes()).map_err(|error| Error::input("CSV", error))?;
		}
		sheet::csv(columns, &records, to)
	}
}

impl What {
	async fn ask(&self, walk: &Walk<'_>) -> Result<Listed> {
		match self {
			Self::Loans(loans) => loans.ask(walk).await,
			Self::Arrears { institution } => {
				let loans = walk.of_institution("financing_loansBy", *institution, |_| true).await?;
				Ok(Listed { columns: ARREARS, records: by_lateness(&loans) })
			},
			Self::Payments { loan } => payments(walk, *loan).await,
			Self::Applications { institution, closed } => {
				let method = if *closed { "financing_closedApplications" } else { "financing_inbox" };
				let records = walk.of_institution(method, *institution, |_| true).await?;
				Ok(Listed { columns: APPLICATIONS, records })
			},
			Self::MissedDeadlines { institution } => missed(walk, *institution).await,
			Self::OverdueDeletions { institution, all } => {
				let mut records = Vec::new();
				for one in walk.institutions(*institution).await? {
					let wanted = |consent: &Value| *all || consent["deletionOverdue"] == json!(true);
					records.extend(walk.of_institution("consent_deletionsOwed", one, wanted).await?);
				}
				Ok(Listed { columns: CONSENTS, records })
			},
			Self::Consents { institution, usable } => {
				let wanted = |consent: &Value| !usable || consent["usable"] == json!(true);
				let records = walk.of_institution("consent_to", *institution, wanted).await?;
				Ok(Listed { columns: CONSENTS, records })
			},
			Self::Disputes { agency } => {
				let mut records = walk.all("attestation_disputes", json!([agency]), |_| true).await?;
				if records.is_empty() {
					show::ensure_listed(walk.c, "agency", *agency).await?;
				}
				records.sort_by_key(|dispute| dispute["deadline"].as_u64());
				Ok(Listed { columns: DISPUTES, records })
			},
			Self::Firms { name } => {
				let name = name.trim().to_lowercase();
				if name.is_empty() {
					return Err(Error::input("--name", "write a part of the name"));
				}
				let mut records = walk.all("enterprise_list", json!([]), |firm| is_named(firm, &name)).await?;
				records.sort_by_key(|firm| firm["number"].as_str().map(str::to_string));
				Ok(Listed { columns: FIRMS, records })
			},
			Self::Outcomes { scorecard } => outcomes(walk, *scorecard).await,
		}
	}
}

impl Loans {
	async fn ask(&self, walk: &Walk<'_>) -> Result<Listed> {
		let method = if self.repaid { "financing_repaidLoansBy" } else { "financing_loansBy" };
		let records = walk.of_institution(method, self.institution, |loan| self.wants(loan)).await?;
		Ok(Listed { columns: LOANS, records })
	}

	fn wants(&self, loan: &Value) -> bool {
		self.state.is_none_or(|state| loan["state"] == json!(state.name()))
			&& (!self.in_arrears || !loan["arrearsSince"].is_null())
			&& self.grade.is_none_or(|grade| loan["grade"] == json!(grade))
	}
}

/// Through pages, all of one block.
struct Walk<'a> {
	c: &'a Context,
	most: u32,
	at: H256,
	bar: ProgressBar,
}

impl Walk<'_> {
	/// The entries of a list that are wanted, those with numbers in their order.
	async fn all(&self, method: &str, params: Value, wanted: impl Fn(&Value) -> bool) -> Result<Vec<Value>> {
		let mut found: Vec<Value> = Vec::new();
		let take = |items: Vec<Value>| {
			self.bar.inc(items.len() as u64);
			found.extend(items.into_iter().filter(|item| wanted(item)));
			self.bar.set_message(format!("{} found", found.len()));
		};
		self.c.client.each_page(method, params, Some(self.at), self.most, take).await?;
		found.sort_by_key(|item| item["id"].as_u64());
		Ok(found)
	}

	/// The same of an institution that there is.
	async fn of_institution(
		&self,
		method: &str,
		institution: u32,
		wanted: impl Fn(&Value) -> bool,
	) -> Result<Vec<Value>> {
		let found = match self.all(method, json!([institution]), wanted).await {
			// Said with the command's own words.
			Err(error @ Error::Rpc { code: show::UNKNOWN_INSTITUTION, .. }) => {
				show::ensure_listed(self.c, "institution", institution).await?;
				return Err(error);
			},
			found => found?,
		};
		// An older node answers an empty page.
		if found.is_empty() {
			show::ensure_listed(self.c, "institution", institution).await?;
		}
		Ok(found)
	}

	/// One, or all that there are.
	async fn institutions(&self, one: Option<u32>) -> Result<Vec<u32>> {
		if let Some(one) = one {
			return Ok(vec![one]);
		}
		let all = self.all("financing_institutions", json!([]), |_| true).await?;
		Ok(all.iter().filter_map(|one| u32::try_from(one["id"].as_u64()?).ok()).collect())
	}
}

/// How far it is, on the error stream: nothing where a program reads.
fn bar(quiet: bool) -> ProgressBar {
	let bar = ProgressBar::new_spinner();
	if quiet {
		bar.set_draw_target(ProgressDrawTarget::hidden());
	}
	let style = indicatif::ProgressStyle::with_template("{spinner} {human_pos} looked at, {msg} {elapsed}");
	bar.set_style(style.unwrap_or_else(|_| indicatif::ProgressStyle::default_spinner()));
	bar.enable_steady_tick(Duration::from_millis(200));
	bar
}

/// Those of which it was recorded, and those in the inbox of which nobody recorded it yet.
async fn missed(walk: &Walk<'_>, institution: Option<u32>) -> Result<Listed> {
	let mut records = Vec::new();
	for one in walk.institutions(institution).await? {
		let recorded = walk.of_institution("financing_missedDeadlines", one, |_| true).await?;
		let open =
			walk.all("financing_inbox", json!([one]), |application| application["deadlineMissed"] == json!(true));
		records.extend(together(recorded, open.await?));
	}
	Ok(Listed { columns: APPLICATIONS, records })
}

/// Each once, in the order of their numbers.
fn together(recorded: Vec<Value>, open: Vec<Value>) -> Vec<Value> {
	let known: BTreeSet<u64> = recorded.iter().filter_map(|one| one["id"].as_u64()).collect();
	let others = open.into_iter().filter(|one| one["id"].as_u64().is_some_and(|id| !known.contains(&id)));
	let mut all: Vec<Value> = recorded.into_iter().chain(others).collect();
	all.sort_by_key(|one| one["id"].as_u64());
	all
}

async fn payments(walk: &Walk<'_>, loan: u64) -> Result<Listed> {
	let missing = || show::Show::Loan { id: loan }.missing();
	let view: Option<Value> = walk.c.client.rpc("financing_loan", json!([loan, walk.at])).await?;
	let view = view.ok_or_else(|| Error::NotFound(missing()))?;
	let mut records = walk.all("financing_statement", json!([loan]), |_| true).await?;
	for line in &mut records {
		line["currency"] = view["currency"].clone();
	}
	Ok(Listed { columns: PAYMENTS, records })
}

async fn outcomes(walk: &Walk<'_>, scorecard: u32) -> Result<Listed> {
	let cards = walk.all("credit_scorecards", json!([]), |card| card["id"] == json!(scorecard)).await?;
	let card = cards
		.first()
		.ok_or_else(|| Error::NotFound(format!("there is no scorecard {scorecard}: see `lingnan show scorecards`")))?;
	let mut records = card["outcomes"].as_array().cloned().unwrap_or_default();
	records.push(card["whole"].clone());
	Ok(Listed { columns: OUTCOMES, records })
}

/// Whether a text, in small letters, stands in a firm's name.
fn is_named(firm: &Value, text: &str) -> bool {
	firm["legalName"].as_str().is_some_and(|name| name.to_lowercase().contains(text))
}

/// How late loans are told to be. Limits in days past due.
const LATENESS: [(&str, u64); 4] = [("not past due", 0), ("1 to 30", 30), ("31 to 90", 90), ("over 90", u64::MAX)];

/// Loans counted and added up by currency, grade and days past due, the best grade first.
fn by_lateness(loans: &[Value]) -> Vec<Value> {
	#[derive(Default)]
	struct Sum {
		loans: u64,
		principal: u64,
		due: u64,
	}
	let grade = |loan: &Value| Grade::ALL.iter().position(|grade| loan["grade"] == json!(grade));
	let mut sums = BTreeMap::<(String, Option<usize>, usize), Sum>::new();
	for loan in loans {
		let days = loan["arrearsDays"].as_u64().unwrap_or_default();
		// What is past due since today is so for no whole day yet.
		let days = if loan["arrearsSince"].is_null() { 0 } else { days.max(1) };
		let late = LATENESS.iter().position(|(_, most)| days <= *most).unwrap_or_default();
		let currency = loan["currency"].as_str().unwrap_or_default().to_string();
		let sum = sums.entry((currency, grade(loan), late)).or_default();
		sum.loans += 1;
		sum.principal = sum.principal.saturating_add(loan["outstandingPrincipal"].as_u64().unwrap_or_default());
		sum.due = sum.due.saturating_add(loan["due"].as_u64().unwrap_or_default());
	}
	let told = sums.into_iter().map(|((currency, grade, late), sum)| {
		json!({
			"currency": currency, "grade": grade.and_then(|place| Grade::ALL.get(place)), "daysPastDue": LATENESS[late].0,
			"loans": sum.loans, "outstandingPrincipal": sum.principal, "due": sum.due,
		})
	});
	told.collect()
}

/// What an entry on an account says, by its kind.
fn entry<'a>(line: &'a Value, field: &str) -> &'a Value {
	line["entry"].as_object().and_then(|kinds| kinds.values().next()).map_or(&Value::Null, |said| &said[field])
}

/// The reference of a payment, or the reason of a charge.
fn words_of(line: &Value) -> Cell {
	match entry(line, "reference") {
		Value::Null => read::word(entry(line, "reason")),
		reference => read::word(reference),
	}
}

const LOANS: &[Column] = &[
	("loan", |v| read::number(&v["id"])),
	("enterprise", |v| read::word(&v["enterprise"])),
	("product", |v| read::number(&v["product"])),
	("recorded", |v| read::word(&v["state"])),
	("grade", |v| read::word(&v["grade"])),
	("started", |v| read::date(&v["started"])),
	("ends", |v| read::date(&v["ends"])),
	("currency", |v| read::currency(&v["currency"])),
	("amount", |v| read::amount(&v["amount"], &v["currency"])),
	("rate_percent", |v| read::percent(&v["rate"])),
	("outstanding_principal", |v| read::amount(&v["outstandingPrincipal"], &v["currency"])),
	("due", |v| read::amount(&v["due"], &v["currency"])),
	("payoff", |v| read::amount(&v["payoff"], &v["currency"])),
	("past_due_since", |v| read::date(&v["arrearsSince"])),
	("past_due_days", |v| read::days(&v["arrearsDays"])),
	("material_days", |v| read::days(&v["materialDays"])),
	("default_can_be_noted", |v| read::flag(&v["defaultCanBeNoted"])),
	("defaulted_on", |v| read::date(&v["defaultedOn"])),
	("called_on", |v| read::date(&v["calledOn"])),
	("closed_on", |v| read::date(&v["closedOn"])),
	("written_off_percent", |v| read::percent(&v["writtenOff"])),
	("claims", |v| read::number(&v["claims"])),
];

const ARREARS: &[Column] = &[
	("currency", |v| read::currency(&v["currency"])),
	("grade", |v| read::word(&v["grade"])),
	("past_due_in_days", |v| read::word(&v["daysPastDue"])),
	("loans", |v| read::number(&v["loans"])),
	("outstanding_principal", |v| read::amount(&v["outstandingPrincipal"], &v["currency"])),
	("due", |v| read::amount(&v["due"], &v["currency"])),
];

const PAYMENTS: &[Column] = &[
	("posting", |v| read::number(&v["posting"])),
	("kind", |v| read::word(&v["entry"])),
	("value_date", |v| read::date(&v["valueDate"])),
	("booked_at", |v| read::moment(&v["bookedAt"])),
	("reference", words_of),
	("currency", |v| read::currency(&v["currency"])),
	("amount", |v| read::amount(entry(v, "amount"), &v["currency"])),
	("to_charges", |v| read::amount(&v["spent"]["charges"], &v["currency"])),
	("to_interest", |v| read::amount(&v["spent"]["interest"], &v["currency"])),
	("to_principal", |v| read::amount(&v["spent"]["principal"], &v["currency"])),
	("outstanding_principal", |v| read::amount(&v["outstandingPrincipal"], &v["currency"])),
	("reversed", |v| Cell::Flag(!v["reversed"].is_null())),
	("reversed_at", |v| read::moment(&v["reversed"]["at"])),
];

const APPLICATIONS: &[Column] = &[
	("application", |v| read::number(&v["id"])),
	("institution", |v| read::number(&v["institution"])),
	("enterprise", |v| read::word(&v["enterprise"])),
	("product", |v| read::number(&v["product"])),
	("recorded", |v| read::word(&v["state"])),
	("now", |v| read::word(v.get("now").unwrap_or(&v["state"]))),
	("grade", |v| read::word(&v["grade"])),
	("currency", |v| read::currency(&v["request"]["currency"])),
	("amount", |v| read::amount(&v["request"]["amount"], &v["request"]["currency"])),
	("tenor_months", |v| read::months(&v["request"]["tenor"])),
	("method", |v| read::word(&v["request"]["method"])),
	("filed_at", |v| read::moment(&v["filedAt"])),
	("decide_by", |v| read::moment(&v["decideBy"])),
	("deadline_missed", |v| read::flag(&v["deadlineMissed"])),
];

const CONSENTS: &[Column] = &[
	("consent", |v| read::number(&v["id"])),
	("institution", |v| read::number(&v["institution"])),
	("enterprise", |v| read::word(&v["enterprise"])),
	("purpose", |v| read::word(&v["purpose"])),
	("standing", |v| read::word(&v["standing"])),
	("usable", |v| read::flag(&v["usable"])),
	("from", |v| read::moment(&v["from"])),
	("until", |v| read::moment(&v["until"])),
	("uses_left", |v| read::number(&v["usesLeft"])),
	("last_used", |v| read::moment(&v["lastUsed"])),
	("kept_days", |v| read::days(&v["retentionDays"])),
	("delete_by", |v| read::moment(&v["deleteBy"])),
	("deletion_overdue", |v| read::flag(&v["deletionOverdue"])),
];

const DISPUTES: &[Column] = &[
	("enterprise", |v| read::word(&v["enterprise"])),
	("indicator", |v| read::number(&v["indicator"])),
	("name", |v| read::word(&v["name"])),
	("revision", |v| read::number(&v["revision"])),
	("disputed_at", |v| read::moment(&v["at"])),
	("deadline", |v| read::moment(&v["deadline"])),
	("missed", |v| read::flag(&v["missed"])),
	("reason_hash", |v| read::word(&v["reason"])),
];

const FIRMS: &[Column] = &[
	("number", |v| read::word(&v["number"])),
	("legal_name", |v| read::word(&v["legalName"])),
	("industry", |v| read::word(&v["industry"])),
	("division", |v| read::number(&v["division"])),
	("founded", |v| read::date(&v["founded"])),
	("status", |v| read::word(&v["status"])),
	("registered_at", |v| read::moment(&v["registeredAt"])),
];

const OUTCOMES: &[Column] = &[
	("grade", |v| read::word(v["scope"].get("Grade").unwrap_or(&v["scope"]))),
	("loans", |v| read::number(&v["loans"])),
	("exact", |v| read::number(&v["exact"])),
	("borrowers", |v| read::number(&v["borrowers"])),
	("defaulted", |v| read::number(&v["defaulted"])),
	("expected_defaults", |v| read::thousandths(&v["expected"])),
	("judged", |v| read::flag(&v["judged"])),
	("warned", |v| read::flag(&v["warned"])),
	("too_strict", |v| read::flag(&v["tooStrict"])),
];

#[cfg(test)]
mod tests {
	use super::*;

	fn loan(id: u64, grade: &str, since: Option<u32>, days: u64) -> Value {
		json!({
			"id": id, "enterprise": "CN:91440300708461136T", "product": 2, "currency": "CNY", "state": "Active",
			"grade": grade, "started": 20_000, "ends": 20_365, "amount": 10_000_000, "rate": 385,
			"outstandingPrincipal": 9_000_000, "due": 900_000, "payoff": 9_123_456, "arrearsSince": since,
			"arrearsDays": days, "materialDays": days, "defaultCanBeNoted": days >= 90, "defaultedOn": null,
			"calledOn": null, "closedOn": null, "writtenOff": 0, "claims": 0,
		})
	}

	fn wanted(change: impl FnOnce(&mut Loans)) -> Loans {
		let mut loans = Loans { institution: 0, repaid: false, state: None, in_arrears: false, grade: None };
		change(&mut loans);
		loans
	}

	fn written(columns: &[Column], records: &[Value]) -> String {
		let mut bytes = Vec::new();
		sheet::csv(columns, records, &mut bytes).unwrap();
		String::from_utf8(bytes).unwrap()
	}

	#[test]
	fn loans_are_filtered_by_state_arrears_and_grade() {
		let (sound, late) = (loan(1, "AA", None, 0), loan(2, "BB", Some(20_100), 12));
		assert!(wanted(|_| {}).wants(&sound) && wanted(|_| {}).wants(&late));
		let arrears = wanted(|loans| loans.in_arrears = true);
		assert!(!arrears.wants(&sound) && arrears.wants(&late));
		let default = wanted(|loans| loans.state = Some(LoanState::InDefault));
		assert!(!default.wants(&late));
		assert!(default.wants(&json!({ "state": "InDefault" })));
		let graded = wanted(|loans| loans.grade = Some(values::grade("AA").unwrap()));
		assert!(graded.wants(&sound) && !graded.wants(&late));
	}

	#[test]
	fn arrears_are_added_up_by_currency_grade_and_days() {
		let dollars = json!({
			"currency": "HKD", "grade": "AA", "outstandingPrincipal": 5, "due": 5, "arrearsSince": 1, "arrearsDays": 31,
		});
		let loans = [
			loan(1, "BB", Some(20_100), 30),
			loan(2, "AA", None, 0),
			loan(3, "BB", Some(20_099), 31),
			loan(4, "BB", Some(20_110), 1),
			loan(5, "BB", Some(20_000), 91),
			loan(6, "BB", Some(20_111), 0),
			dollars,
		];
		let told = by_lateness(&loans);
		let rows: Vec<_> = told
			.iter()
			.map(|row| format!("{} {} {} {}", row["currency"], row["grade"], row["daysPastDue"], row["loans"]))
			.map(|row| row.replace('"', ""))
			.collect();
		assert_eq!(
			rows,
			["CNY AA not past due 1", "CNY BB 1 to 30 3", "CNY BB 31 to 90 1", "CNY BB over 90 1", "HKD AA 31 to 90 1"],
			"the best grade first, what is late since today among the late"
		);
		assert_eq!(told[1]["outstandingPrincipal"], 27_000_000);
		assert_eq!(
			written(ARREARS, &told[1..2]),
			"currency,grade,past_due_in_days,loans,outstanding_principal,due\r\nCNY,BB,1 to 30,3,270000.00,27000.00\r\n"
		);
	}

	#[test]
	fn a_list_of_loans_is_csv_with_each_amount_in_major_units() {
		let text = written(LOANS, &[loan(7, "BB", Some(20_100), 12)]);
		let line = text.lines().nth(1).unwrap();
		assert!(
			line.starts_with("7,CN:91440300708461136T,2,Active,BB,2024-10-04,2025-10-04,CNY,100000.00,3.85,"),
			"{line}"
		);
		assert!(line.contains(",90000.00,9000.00,91234.56,2025-01-12,12,12,false,,,,0.00,0"), "{line}");
	}

	#[test]
	fn a_loan_long_past_due_says_that_its_default_can_be_noted() {
		let text = written(LOANS, &[loan(7, "BB", Some(20_100), 120)]);
		let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
		let (heading, row) = (lines.next().unwrap(), lines.next().unwrap());
		let of = |name: &str| row[heading.iter().position(|column| *column == name).unwrap()];
		assert_eq!((of("recorded"), of("past_due_days"), of("default_can_be_noted")), ("Active", "120", "true"));
	}

	#[test]
	fn an_account_has_its_payments_charges_and_what_was_reversed() {
		let spent = json!({ "charges": 0, "interest": 100, "principal": 900, "total": 1_000 });
		let line = |entry: Value, reversed: Value| {
			json!({
				"posting": 0, "entry": entry, "valueDate": 20_000, "bookedAt": 1_728_000_000u64, "reversed": reversed,
				"spent": spent, "outstandingPrincipal": 5_000, "reversalAsked": null, "currency": "MOP",
			})
		};
		let text = written(
			PAYMENTS,
			&[
				line(json!({ "Repayment": { "amount": 1_000, "reference": "PAY,1" } }), Value::Null),
				line(json!({ "Charge": { "amount": 50, "reason": "letter" } }), json!({ "at": 1_728_000_000u64 })),
				line(json!("Called"), Value::Null),
			],
		);
		let lines: Vec<&str> = text.lines().collect();
		assert!(lines[1].contains(",\"PAY,1\",MOP,10.00,0.00,1.00,9.00,50.00,false,"), "{}", lines[1]);
		assert!(lines[1].starts_with("0,Repayment,2024-10-04,2024-10-04T08:00:00+08:00,"), "{}", lines[1]);
		assert!(
			lines[2].contains("Charge") && lines[2].contains(",letter,MOP,0.50,") && lines[2].contains(",true,2024")
		);
		assert!(lines[3].contains("Called") && lines[3].contains(",,MOP,,"), "{}", lines[3]);
	}

	#[test]
	fn a_firm_is_found_by_a_part_of_its_name_in_large_or_small_letters() {
		let firm = |name: &str| json!({ "legalName": name });
		for (name, text, found) in [
			("Lychee Electronics", "ELECTRO", true),
			("LYCHEE", "lychee", true),
			("深圳荔枝电子有限公司", "荔枝", true),
			("Ångström", "ångström", true),
			("Lychee", "longan", false),
		] {
			assert_eq!(is_named(&firm(name), &text.to_lowercase()), found, "{name} {text}");
		}
		assert!(!is_named(&json!({}), "a"));
	}

	#[test]
	fn a_missed_deadline_is_told_once_whether_it_was_recorded_or_not() {
		let one = |id: u64| json!({ "id": id });
		let all = together(vec![one(7), one(2)], vec![one(7), one(5)]);
		assert_eq!(all, [one(2), one(5), one(7)]);
	}

	#[test]
	fn outcomes_name_their_grade_or_the_whole() {
		let outcome = |scope: Value| {
			json!({ "scope": scope, "loans": 3, "exact": 3, "borrowers": 3, "defaulted": 0,
			"expected": 1_250, "judged": false, "warned": false, "tooStrict": false })
		};
		let text = written(OUTCOMES, &[outcome(json!({ "Grade": "AA" })), outcome(json!("Whole"))]);
		assert!(text.contains("\r\nAA,3,3,3,0,1.250,false") && text.contains("\r\nWhole,3,"), "{text}");
	}
}
