//! Lists: what an institution lent, is owed and has to do, what an agency has to answer, what became of a scorecard's loans,
//! and firms by their names. For people, as CSV or as JSON.

mod decisions;
mod lent;
mod payments;

use super::Context;
use crate::{
	client::questions::{financing, Pages},
	error::{Error, Result},
	output::{
		sheet::{Cell, Column, Sheet},
		Output,
	},
	values,
};
use clap::{Args, Subcommand, ValueEnum};
use decisions::{decisions, Decision, DECISIONS};
use futures::{stream, StreamExt, TryStreamExt};
use indicatif::{ProgressBar, ProgressDrawTarget};
use lent::{by_lateness, Lent, ARREARS, LOANS};
use lingnan_types::{
	application::{ApplicationView, OverrideView},
	attestation::DisputeView,
	consent::ConsentView,
	enterprise::EnterpriseLine,
	error_code::UNKNOWN_MEMBER,
	loan::{LoanLine, LoanState, StatementLine},
	scorecard::{OutcomeView, Scope, ScorecardView},
	AgencyId, Grade, InstitutionId, LoanId, ScorecardId,
};
use payments::{Payment, PAYMENTS};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use std::{collections::BTreeSet, time::Duration};
use subxt::utils::H256;

#[derive(Debug, Args)]
pub struct List {
	#[command(subcommand)]
	what: What,
	#[command(flatten)]
	form: Form,
	/// Pages that are read of any one list at most; of the register a page has 1,000 firms
	#[arg(long, global = true, default_value = "2000", value_parser = values::within::<u32, 1, 1_000_000>)]
	most_pages: u32,
}

/// In which form a list is printed.
#[derive(Debug, Args)]
pub struct Form {
	/// Print CSV (RFC 4180): amounts in major units, the currency in a column of its own, days as 2026-11-30
	#[arg(long, global = true)]
	csv: bool,
	/// Begin the CSV with a byte order mark, by which spreadsheets tell UTF-8 from GBK
	#[arg(long, global = true, requires = "csv")]
	bom: bool,
}

impl Form {
	/// Refuses two forms, before anything is asked.
	pub fn check(&self, output: Output) -> Result<()> {
		match self.csv && output.json {
			true => Err(Error::usage("--csv and --json: choose one")),
			false => Ok(()),
		}
	}

	pub fn print(&self, sheet: &Sheet, output: Output) -> Result<()> {
		if !self.csv {
			output.answer(&sheet.records, |_| sheet.text());
			return Ok(());
		}
		let mut to = std::io::stdout().lock();
		if self.bom {
			use std::io::Write as _;
			to.write_all("\u{feff}".as_bytes()).map_err(|error| Error::input("CSV", error))?;
		}
		sheet.csv(to)
	}
}

#[derive(Debug, Subcommand)]
pub enum What {
	/// An institution's loans: what is owed today, how late it is
	Loans(Loans),
	/// An institution's loans past due, by currency, grade and days
	Arrears {
		#[arg(long, value_name = "INSTITUTION")]
		institution: String,
	},
	/// The entries on one loan's account: payments, charges, proceeds, and how each payment was spent
	Payments { loan: LoanId },
	/// An institution's open applications
	Applications {
		#[arg(long, value_name = "INSTITUTION")]
		institution: String,
		/// Those that are open no more
		#[arg(long)]
		closed: bool,
	},
	/// What an institution decided, what became of it, and where it decided otherwise than its own rules: no amounts
	Decisions {
		#[arg(long, value_name = "INSTITUTION")]
		institution: String,
		/// Only those that were otherwise than the rules (overrides)
		#[arg(long)]
		overrides: bool,
	},
	/// Applications that were not decided in time, of one institution or of all
	MissedDeadlines {
		#[arg(long, value_name = "INSTITUTION")]
		institution: Option<String>,
	},
	/// Consents under which data should have been deleted by now, of one institution or of all
	OverdueDeletions {
		#[arg(long, value_name = "INSTITUTION")]
		institution: Option<String>,
		/// Those whose time is not over yet, too
		#[arg(long)]
		all: bool,
	},
	/// The consents that an institution was given
	Consents {
		#[arg(long, value_name = "INSTITUTION")]
		institution: String,
		/// Only those that can be used now
		#[arg(long)]
		usable: bool,
	},
	/// The attestations of an agency that are disputed
	Disputes {
		#[arg(long, value_name = "AGENCY")]
		agency: String,
	},
	/// Firms in whose name a text stands; large and small letters are the same
	Firms {
		#[arg(long, value_name = "TEXT")]
		name: String,
	},
	/// What became of the loans by a scorecard, by grade
	Outcomes { scorecard: ScorecardId },
}

#[derive(Debug, Args)]
pub struct Loans {
	#[arg(long, value_name = "INSTITUTION")]
	institution: String,
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
	/// Only those for which this grade was proved: a firm's is at least that
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

impl List {
	pub async fn run(&self, c: &Context) -> Result<()> {
		self.form.check(c.output)?;
		let bar = bar(match self.form.csv || c.output.json {
			true => ProgressDrawTarget::hidden(),
			false => ProgressDrawTarget::stderr(),
		});
		let walk = Walk { c, most: self.most_pages, at: c.client.rpc("chain_getBlockHash", Value::Null).await?, bar };
		let asked = self.what.ask(&walk).await;
		walk.bar.finish_and_clear();
		self.form.print(&asked?, c.output)
	}
}

impl What {
	async fn ask(&self, walk: &Walk<'_>) -> Result<Sheet> {
		Ok(match self {
			Self::Loans(loans) => {
				let method = if loans.repaid { "financing_repaidLoansBy" } else { "financing_loansBy" };
				let mut found = walk.of(&loans.institution, method, |loan| loans.wants(loan)).await?;
				found.sort_by_key(|loan| loan.id);
				Sheet::new(LOANS, &walk.with_amounts(found).await?)
			},
			Self::Arrears { institution } => {
				let loans = walk.of(institution, "financing_loansBy", |_: &LoanLine| true).await?;
				Sheet::new(ARREARS, &by_lateness(&walk.with_amounts(loans).await?))
			},
			Self::Payments { loan } => {
				let currency = walk.c.loan(*loan).await?.currency;
				let mut lines = walk.all("financing_statement", json!([loan]), |_: &StatementLine| true).await?;
				lines.sort_by_key(|line| line.posting);
				let lines = lines.into_iter().map(|line| Payment { line, currency });
				Sheet::new(PAYMENTS, &lines.collect::<Vec<_>>())
			},
			Self::Applications { institution, closed } => {
				let method = if *closed { "financing_closedApplications" } else { "financing_inbox" };
				Sheet::new(APPLICATIONS, &together([walk.of(institution, method, |_| true).await?]))
			},
			Self::Decisions { institution, overrides } => {
				let open = walk.of(institution, "financing_inbox", |_| true).await?;
				let closed = walk.of(institution, "financing_closedApplications", |_| true).await?;
				let mut loans: Vec<LoanLine> = walk.of(institution, "financing_loansBy", |_| true).await?;
				loans.extend(walk.of(institution, "financing_repaidLoansBy", |_| true).await?);
				let otherwise: Vec<OverrideView> = walk.of(institution, "financing_overrides", |_| true).await?;
				let mut found = decisions(together([open, closed]), loans, otherwise);
				found.retain(|one| !overrides || Decision::is_overridden(one));
				Sheet::new(DECISIONS, &found)
			},
			Self::MissedDeadlines { institution } => {
				let mut found = Vec::new();
				for one in walk.institutions(institution.as_deref()).await? {
					// Those of which it was recorded, and those of which nobody recorded it yet.
					let recorded = walk.of_one(one, "financing_missedDeadlines", |_| true).await?;
					let missed = |application: &ApplicationView| application.deadline_missed;
					found.extend(together([recorded, walk.all("financing_inbox", json!([one]), missed).await?]));
				}
				Sheet::new(APPLICATIONS, &found)
			},
			Self::OverdueDeletions { institution, all } => {
				let mut found = Vec::new();
				for one in walk.institutions(institution.as_deref()).await? {
					let wanted = |consent: &ConsentView| *all || consent.deletion_overdue;
					found.extend(by_number(walk.of_one(one, "consent_deletionsOwed", wanted).await?));
				}
				Sheet::new(CONSENTS, &found)
			},
			Self::Consents { institution, usable } => {
				let wanted = |consent: &ConsentView| !usable || consent.usable;
				Sheet::new(CONSENTS, &by_number(walk.of(institution, "consent_to", wanted).await?))
			},
			Self::Disputes { agency } => {
				let number = walk.c.number_of::<AgencyId>(agency).await?;
				let mut found = walk.all("attestation_disputes", json!([number]), |_: &DisputeView| true).await?;
				if found.is_empty() {
					walk.c.ensure_listed::<AgencyId>(agency).await?;
				}
				found.sort_by_key(|dispute| dispute.deadline);
				Sheet::new(DISPUTES, &found)
			},
			Self::Firms { name } => {
				let name = name.trim().to_lowercase();
				if name.is_empty() {
					return Err(Error::input("--name", "write a part of the name"));
				}
				let mut found = walk.all("enterprise_list", json!([]), |firm| is_named(firm, &name)).await?;
				found.sort_by(|one, other| one.number.cmp(&other.number));
				Sheet::new(FIRMS, &found)
			},
			Self::Outcomes { scorecard } => {
				let wanted = |card: &ScorecardView| card.id == *scorecard;
				let found = walk.all("credit_scorecards", json!([]), wanted).await?.into_iter().next();
				let missing = || format!("there is no scorecard {scorecard}: see `lingnan show scorecards`");
				let card = found.ok_or_else(|| Error::NotFound(missing()))?;
				Sheet::new(OUTCOMES, &[card.outcomes, vec![card.whole]].concat())
			},
		})
	}
}

impl Loans {
	fn wants(&self, loan: &LoanLine) -> bool {
		self.state.is_none_or(|state| loan.state == state)
			&& (!self.in_arrears || loan.arrears_since.is_some())
			&& self.grade.is_none_or(|grade| loan.grade == grade)
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
	/// The entries of a list that are wanted.
	async fn all<T: DeserializeOwned>(
		&self,
		method: &str,
		params: Value,
		wanted: impl Fn(&T) -> bool,
	) -> Result<Vec<T>> {
		let mut found = Vec::new();
		let take = |items: Vec<T>| {
			self.bar.inc(items.len() as u64);
			found.extend(items.into_iter().filter(|item| wanted(item)));
			self.bar.set_message(format!("{} found", found.len()));
		};
		self.c.client.each_page(Pages { method, params, at: Some(self.at), most: self.most }, take).await?;
		Ok(found)
	}

	/// The same of an institution, by its number or its name.
	async fn of<T: DeserializeOwned>(
		&self,
		institution: &str,
		method: &str,
		wanted: impl Fn(&T) -> bool,
	) -> Result<Vec<T>> {
		self.of_one(self.c.number_of::<InstitutionId>(institution).await?, method, wanted).await
	}

	/// The same of an institution that there is.
	async fn of_one<T: DeserializeOwned>(
		&self,
		institution: InstitutionId,
		method: &str,
		wanted: impl Fn(&T) -> bool,
	) -> Result<Vec<T>> {
		let found = self.all(method, json!([institution]), wanted).await;
		// Said with the command's own words; an older node answers an empty page.
		let unknown = matches!(found, Err(Error::Rpc { code: UNKNOWN_MEMBER, .. }));
		if unknown || found.as_ref().is_ok_and(Vec::is_empty) {
			self.c.ensure_listed::<InstitutionId>(&institution.to_string()).await?;
		}
		found
	}

	/// With what is owed on each: no list repeats an amount, so each loan is asked for, at the same block.
	async fn with_amounts(&self, lines: Vec<LoanLine>) -> Result<Vec<Lent>> {
		let at = self.c.client.at(self.at);
		let asked = lines.into_iter().map(|line| async move {
			let view = financing::loan(at, line.id).await?;
			let missing =
				|| Error::Different(format!("loan {} is on the list, and the node does not know it", line.id));
			Ok(Lent::of(line.clone(), &view.ok_or_else(missing)?))
		});
		stream::iter(asked).buffered(AT_ONCE).inspect_ok(|_| self.bar.inc(1)).try_collect().await
	}

	/// One, or all that there are.
	async fn institutions(&self, one: Option<&str>) -> Result<Vec<InstitutionId>> {
		match one {
			Some(one) => Ok(vec![self.c.number_of::<InstitutionId>(one).await?]),
			None => {
				let all = financing::institutions(self.c.client.at(self.at)).await?;
				Ok(all.into_iter().map(|one| one.id).collect())
			},
		}
	}
}

/// How far it is, on the error stream: nothing where a program reads.
fn bar(target: ProgressDrawTarget) -> ProgressBar {
	let bar = ProgressBar::new_spinner();
	bar.set_draw_target(target);
	let style = indicatif::ProgressStyle::with_template("{spinner} {human_pos} looked at, {msg} {elapsed}");
	bar.set_style(style.unwrap_or_else(|_| indicatif::ProgressStyle::default_spinner()));
	bar.enable_steady_tick(Duration::from_millis(200));
	bar
}

/// Each once, in the order of their numbers.
fn together(lists: impl IntoIterator<Item = Vec<ApplicationView>>) -> Vec<ApplicationView> {
	let mut known = BTreeSet::new();
	let mut all: Vec<_> = lists.into_iter().flatten().filter(|one| known.insert(one.id)).collect();
	all.sort_by_key(|one| one.id);
	all
}

fn by_number(mut consents: Vec<ConsentView>) -> Vec<ConsentView> {
	consents.sort_by_key(|consent| consent.id);
	consents
}

/// Whether a text, in small letters, stands in a firm's name.
fn is_named(firm: &EnterpriseLine, text: &str) -> bool {
	firm.legal_name.as_str().to_lowercase().contains(text)
}

/// Loans that are asked for at the same time.
const AT_ONCE: usize = 32;

const APPLICATIONS: &[Column<ApplicationView>] = &[
	("application", |v| Cell::number(v.id)),
	("institution", |v| Cell::number(v.institution)),
	("enterprise", |v| Cell::text(&v.enterprise)),
	("product", |v| Cell::number(v.product)),
	("recorded", |v| Cell::word(&v.state)),
	("now", |v| Cell::word(&v.now)),
	("grade", |v| Cell::word(&v.grade)),
	("currency", |v| Cell::Currency(v.request.currency)),
	("amount", |v| Cell::Amount(v.request.amount, v.request.currency)),
	("tenor_months", |v| Cell::Months(v.request.tenor)),
	("method", |v| Cell::word(&v.request.method)),
	("filed_at", |v| Cell::Moment(v.filed_at)),
	("decide_by", |v| Cell::Moment(v.decide_by)),
	("deadline_missed", |v| Cell::Flag(v.deadline_missed)),
];

const CONSENTS: &[Column<ConsentView>] = &[
	("consent", |v| Cell::number(v.id)),
	("institution", |v| Cell::number(v.institution)),
	("enterprise", |v| Cell::text(&v.enterprise)),
	("purpose", |v| Cell::word(&v.purpose)),
	("standing", |v| Cell::word(&v.standing)),
	("usable", |v| Cell::Flag(v.usable)),
	("from", |v| Cell::Moment(v.from)),
	("until", |v| Cell::Moment(v.until)),
	("uses_left", |v| Cell::number(v.uses_left)),
	("last_used", |v| Cell::of(v.last_used, Cell::Moment)),
	("kept_days", |v| Cell::Days(v.retention_days)),
	("delete_by", |v| Cell::of(v.delete_by, Cell::Moment)),
	("deletion_overdue", |v| Cell::Flag(v.deletion_overdue)),
];

const DISPUTES: &[Column<DisputeView>] = &[
	("enterprise", |v| Cell::text(&v.enterprise)),
	("indicator", |v| Cell::number(v.indicator)),
	("name", |v| Cell::text(v.name.as_str())),
	("revision", |v| Cell::number(v.revision)),
	("disputed_at", |v| Cell::Moment(v.at)),
	("deadline", |v| Cell::Moment(v.deadline)),
	("missed", |v| Cell::Flag(v.missed)),
	("reason_hash", |v| Cell::word(&v.reason)),
];

const FIRMS: &[Column<EnterpriseLine>] = &[
	("number", |v| Cell::text(&v.number)),
	("legal_name", |v| Cell::text(v.legal_name.as_str())),
	("industry", |v| Cell::text(&v.industry)),
	("division", |v| Cell::of(v.division, |division| Cell::number(division.0))),
	("founded", |v| Cell::Date(v.founded)),
	("status", |v| Cell::word(&v.status)),
	("registered_at", |v| Cell::Moment(v.registered_at)),
];

const OUTCOMES: &[Column<OutcomeView>] = &[
	("grade", |v| match v.scope {
		Scope::Grade(grade) => Cell::word(&grade),
		whole => Cell::word(&whole),
	}),
	("loans", |v| Cell::number(v.loans)),
	("borrowers", |v| Cell::number(v.borrowers)),
	("defaulted", |v| Cell::number(v.defaulted)),
	("expected_defaults", |v| Cell::Thousandths(v.expected)),
	("judged", |v| Cell::Flag(v.judged)),
	("warned", |v| Cell::Flag(v.warned)),
];

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::ApplicationId;
	use serde::Serialize;
	use serde_json::from_value;

	pub(super) fn loan(id: LoanId, grade: &str, since: Option<u32>, days: u32) -> LoanLine {
		let read = from_value(json!({
			"id": id, "enterprise": "CN:91440300708461136T", "institution": 0, "product": 2, "currency": "CNY",
			"state": "Active", "grade": grade, "started": 20_000, "ends": 20_365, "arrearsSince": since,
			"arrearsDays": days, "materialDays": days, "defaultCanBeNoted": days >= 90, "defaultedOn": null, "calledOn": null, "closedOn": null,
			"writtenOff": 0, "claims": 0,
		}));
		read.unwrap()
	}

	fn wanted(change: impl FnOnce(&mut Loans)) -> Loans {
		let institution = String::from("0");
		let mut loans = Loans { institution, repaid: false, state: None, in_arrears: false, grade: None };
		change(&mut loans);
		loans
	}

	pub(super) fn written<T: Serialize>(columns: &[Column<T>], records: &[T]) -> String {
		let mut bytes = Vec::new();
		Sheet::new(columns, records).csv(&mut bytes).unwrap();
		String::from_utf8(bytes).unwrap()
	}

	#[test]
	fn loans_are_filtered_by_state_arrears_and_grade() {
		let (sound, late) = (loan(LoanId(1), "AA", None, 0), loan(LoanId(2), "BB", Some(20_100), 12));
		assert!(wanted(|_| {}).wants(&sound) && wanted(|_| {}).wants(&late));
		let arrears = wanted(|loans| loans.in_arrears = true);
		assert!(!arrears.wants(&sound) && arrears.wants(&late));
		let default = wanted(|loans| loans.state = Some(LoanState::InDefault));
		assert!(!default.wants(&late));
		assert!(default.wants(&LoanLine { state: LoanState::InDefault, ..late.clone() }));
		let graded = wanted(|loans| loans.grade = Some(values::grade("AA").unwrap()));
		assert!(graded.wants(&sound) && !graded.wants(&late));
	}

	#[test]
	fn a_firm_is_found_by_a_part_of_its_name_in_large_or_small_letters() {
		let firm = |name: &str| -> EnterpriseLine {
			let read = from_value(json!({
				"number": "CN:91440300708461136T", "legalName": name, "industry": "C39", "division": null, "founded": 0,
				"status": "Active", "registeredAt": 0,
			}));
			read.unwrap()
		};
		for (name, text, found) in [
			("Lychee Electronics", "ELECTRO", true),
			("LYCHEE", "lychee", true),
			("深圳荔枝电子有限公司", "荔枝", true),
			("Ångström", "ångström", true),
			("Lychee", "longan", false),
		] {
			assert_eq!(is_named(&firm(name), &text.to_lowercase()), found, "{name} {text}");
		}
	}

	#[test]
	fn a_missed_deadline_is_told_once_whether_it_was_recorded_or_not() {
		let one = |id: u64| -> ApplicationView {
			let request =
				json!({ "amount": 1, "currency": "CNY", "tenor": 12, "method": "Bullet", "useOfFunds": "Other" });
			let read = from_value(json!({
				"id": id, "enterprise": "CN:91440300708461136T", "product": 0, "institution": 0, "request": request,
				"grade": "AA", "filedAt": 0, "decideBy": 0, "deadlineMissed": true, "state": "Open", "now": "Open",
				"terms": null, "reservation": null, "offeredTermsHash": null,
			}));
			read.unwrap()
		};
		let all = together([vec![one(7), one(2)], vec![one(7), one(5)]]);
		assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [2, 5, 7].map(ApplicationId));
	}

	#[test]
	fn outcomes_name_their_grade_or_the_whole() {
		let outcome = |scope: Scope| OutcomeView {
			scope,
			loans: 3,
			borrowers: 3,
			defaulted: 0,
			expected: 1_250,
			judged: false,
			warned: false,
		};
		let text = written(OUTCOMES, &[outcome(Scope::Grade(Grade::Aa)), outcome(Scope::Whole)]);
		assert!(text.contains("\r\nAA,3,3,0,1.250,false") && text.contains("\r\nWhole,3,"), "{text}");
	}
}
