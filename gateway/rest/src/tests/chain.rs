//! A chain of one institution (5) with one application (3), which the tests move, and of another (6) with another (4).

use crate::chain::Chain;
use lingnan_client::{Block, Call, Error, Event, Receipt, Refusal, Result};
use lingnan_statements::{
	book::{Account, Book},
	days::Days,
	Statement,
};
use lingnan_types::{
	application::ApplicationView,
	conditions::{Conditions, Rate},
	loan::{LoanLine, LoanView, StatementLine},
	product::RepaymentMethod,
	start_of, ApplicationId, Date, LoanId,
};
use serde_json::{json, Value};
use std::sync::{Mutex, MutexGuard, PoisonError};
use subxt::utils::H256;

pub const FIRM: &str = "CN:91440300708461136T";
/// 2027-01-15.
pub const DAY: Date = 20_833;

/// What becomes of the next call that is sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
	/// It comes into a block.
	Lands,
	/// It comes into a block, and nobody says so.
	LandsUnheard,
	/// It is lost on the way.
	Lost,
}

#[derive(Default)]
pub struct State {
	pub fate: Option<Fate>,
	/// All that came into a block.
	pub done: Vec<Call>,
	/// All that was sent.
	pub sent: usize,
	pub state: Value,
	pub terms: Value,
	/// Payments by reference: amount and day.
	pub payments: Vec<(String, u64, Date)>,
	pub blocks: Vec<Vec<Event>>,
	/// Blocks before this one are not kept.
	pub kept_from: usize,
}

#[derive(Default)]
pub struct Fake(Mutex<State>);

pub fn conditions() -> Conditions {
	Conditions::plain(1_000_000, 12, RepaymentMethod::EqualInstalments, Rate::basis_points(345))
}

pub fn event(name: &str, fields: Value) -> Event {
	Event { pallet: "Financing".into(), name: name.into(), fields }
}

impl Fake {
	pub fn held(&self) -> MutexGuard<'_, State> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}

	pub fn with(fate: Fate) -> Self {
		let fake = Self::default();
		fake.held().fate = Some(fate);
		fake
	}

	fn view() -> LoanView {
		let owed = json!({ "costs": 0, "penalty": 0, "interest": 0, "fees": 0, "principal": 0, "total": 0 });
		let terms = json!({
			"application": 3, "product": 4, "institution": 5, "enterprise": FIRM, "currency": "CNY", "conditions": conditions(),
			"allIn": { "simple": 0, "compound": 0 }, "useOfFunds": "WorkingCapital", "security": [], "renews": null, "line": null,
			"validUntil": 0,
		});
		let read = serde_json::from_value(json!({
			"id": 3, "enterprise": FIRM, "institution": 5, "currency": "CNY", "terms": terms, "amendments": [], "rate": 3_450_000,
			"state": "Active", "grade": "AA", "started": DAY, "schedule": [], "due": owed, "arrearsSince": null,
			"arrearsDays": 0, "materialDays": 0, "defaultCanBeNoted": false, "noted": null, "outstandingPrincipal": 1_000_000,
			"payoff": 1_000_000, "repaid": owed, "forgiven": owed, "defaultedOn": null, "calledOn": null,
			"closedOn": null, "writtenOff": 0, "askedOn": null, "compensated": 0, "postings": 0, "claims": [],
		}));
		read.unwrap()
	}

	fn refused(call: &Call, name: &str) -> Error {
		let (pallet, docs) = (Some("Financing".into()), "A payment with this reference was recorded.".into());
		Error::Refused(Box::new(Refusal { call: call.name(), pallet, name: name.into(), docs }))
	}

	/// What the chain makes of a call.
	fn execute(&self, call: &Call) -> Result<Receipt> {
		let mut held = self.held();
		let mut posting = Value::Null;
		match call.call.as_str() {
			"record_repayment" => {
				let reference = call.args["reference"].as_str().unwrap().to_ascii_uppercase();
				if held.payments.iter().any(|(known, _, _)| *known == reference) {
					return Err(Self::refused(call, "AlreadyRecorded"));
				}
				let day = call.args["value_date"].as_u64().unwrap();
				posting = json!(held.payments.len());
				held.payments.push((reference, call.args["amount"].as_u64().unwrap(), day as Date));
			},
			"make_offer" => {
				if held.state == json!("Offered") {
					return Err(Self::refused(call, "WrongState"));
				}
				held.state = json!("Offered");
				held.terms = call.args["terms"].clone();
			},
			_ => {},
		}
		held.done.push(call.clone());
		let events = vec![event("Repaid", json!({ "loan": 3, "posting": posting }))];
		Ok(Receipt { block: H256([1; 32]), transaction: H256([2; 32]), events })
	}
}

impl Chain for Fake {
	async fn today(&self) -> Result<Date> {
		Ok(DAY)
	}

	async fn inbox(&self) -> Result<Vec<ApplicationView>> {
		Ok(self.application(ApplicationId(3)).await?.into_iter().collect())
	}

	async fn application(&self, id: ApplicationId) -> Result<Option<ApplicationView>> {
		let (state, offered) = {
			let held = self.held();
			(if held.state.is_null() { json!("Open") } else { held.state.clone() }, held.terms.clone())
		};
		let institution = match id.0 {
			3 => 5,
			4 => 6,
			_ => return Ok(None),
		};
		let mut terms = json!(Self::view().terms);
		if !offered.is_null() {
			terms["conditions"] = offered["conditions"].clone();
			terms["validUntil"] = offered["validUntil"].clone();
		}
		let request = json!({
			"amount": 1, "currency": "CNY", "tenor": 12, "method": "EqualInstalments", "security": [],
			"useOfFunds": "WorkingCapital",
		});
		let view = json!({
			"id": id, "enterprise": FIRM, "product": 4, "institution": institution, "request": request, "grade": "AA",
			"filedAt": 0, "decideBy": 0, "deadlineMissed": false, "state": state, "now": state,
			"terms": if offered.is_null() { Value::Null } else { terms }, "reservation": null, "offeredTermsHash": null,
		});
		Ok(Some(serde_json::from_value(view).unwrap()))
	}

	async fn loans(&self) -> Result<Vec<LoanLine>> {
		Ok(vec![])
	}

	async fn loan(&self, id: LoanId) -> Result<Option<LoanView>> {
		Ok((id.0 == 3).then(Self::view))
	}

	async fn account(&self, _: LoanId) -> Result<Vec<StatementLine>> {
		let payments = self.held().payments.clone();
		let line = |(posting, (reference, amount, day)): (usize, (String, u64, Date))| {
			let spent =
				json!({ "costs": 0, "penalty": 0, "interest": 0, "fees": 0, "principal": amount, "total": amount });
			let read = serde_json::from_value(json!({
				"posting": posting, "entry": { "Repayment": { "amount": amount, "reference": reference } }, "valueDate": day,
				"bookedAt": start_of(day), "reversed": null, "spent": spent, "outstandingPrincipal": 0,
				"balance": 1_000_000 - amount, "reversalAsked": null,
			}));
			read.unwrap()
		};
		Ok(payments.into_iter().enumerate().map(line).collect())
	}

	async fn statement(&self, id: LoanId) -> Result<Statement> {
		Ok(Statement::new(&Self::view(), &self.account(id).await?, start_of(DAY)))
	}

	async fn book(&self) -> Result<Book> {
		let accounts = vec![Account { view: Self::view(), lines: vec![], class: None }];
		Ok(Book { accounts, days: Days::default(), made_at: start_of(DAY) })
	}

	async fn submit(&self, call: &Call) -> Result<Receipt> {
		self.held().sent += 1;
		let fate = self.held().fate.take().unwrap_or(Fate::Lands);
		// As long as a block takes, so that another request comes meanwhile.
		tokio::time::sleep(std::time::Duration::from_millis(100)).await;
		match fate {
			Fate::Lands => self.execute(call),
			Fate::LandsUnheard => self.execute(call).and(Err(Error::Connection("it broke".into()))),
			Fate::Lost => Err(Error::Connection("it broke".into())),
		}
	}

	async fn finalised(&self) -> Result<Block> {
		let number = self.held().blocks.len().saturating_sub(1) as u32;
		Ok(Block { number, hash: H256([number as u8; 32]) })
	}

	async fn events(&self, number: u32) -> Result<Option<Vec<Event>>> {
		let held = self.held();
		match (number as usize) < held.kept_from {
			true => Err(Error::Connection("State already discarded".into())),
			false => Ok(held.blocks.get(number as usize).cloned()),
		}
	}
}
