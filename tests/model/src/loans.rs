//! A loan's account, claims of payments, arrears and defaults, the fund.

use crate::{
	books::{self, Deal, Standing},
	op::Op,
	parties::*,
	world::{yes, Told, World},
};

pub use crate::books::What;

const MOST_CLAIMS: usize = 8;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stage {
	Open,
	Offered { until: u32 },
	Accepted { since: u32, pay_by: u32, withdrawn: bool },
	Disbursed { reference: String, on: u32, confirm_by: u32 },
	Disputed { reference: String, on: u32, answered: bool, decide_by: u32 },
	Funded,
	Declined,
	Withdrawn,
	Refused,
	Expired,
	Annulled,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
	Active,
	InDefault,
	Closed,
}

#[derive(Clone, Debug)]
pub struct Entry {
	pub on: u32,
	pub what: What,
	/// Of a payment that the lender recorded.
	pub reference: Option<String>,
	pub booked: u32,
	pub reversed: bool,
	/// Which side asked for its reversal (the lender?), and until when the other can agree.
	pub asked: Option<(bool, u32)>,
}

#[derive(Clone, Debug)]
pub struct Claim {
	pub reference: String,
	pub amount: u64,
	pub on: u32,
	pub stated: u32,
}

impl Claim {
	pub fn answer_by(&self) -> u32 {
		self.stated + CLAIM_DAYS
	}
}

/// An application, and the loan of the same number.
#[derive(Clone, Debug)]
pub struct Loan {
	pub firm: usize,
	pub product: usize,
	pub assets: Vec<usize>,
	pub decide_by: u32,
	pub missed: bool,
	pub stage: Stage,
	/// What was asked for, then what was offered; `start` is the day on which the money went.
	pub deal: Deal,
	/// By which it was accepted.
	pub scorecard: u32,
	/// From here on of a loan that began.
	pub state: State,
	pub entries: Vec<Entry>,
	pub claims: Vec<Claim>,
	/// Day and days late.
	pub noted: Option<(u32, u32)>,
	pub defaulted: Option<u32>,
	pub called: Option<u32>,
	pub closed: Option<u32>,
	pub written_off: u32,
	pub asked: Option<u32>,
	/// Principal at the grant, what was granted.
	pub cover: Option<(u64, u64)>,
	/// What the fund bears now.
	pub borne: u64,
	pub levied: u64,
}

impl Loan {
	/// Applied for on these terms, by nobody and for nothing yet.
	pub(crate) fn of(deal: Deal) -> Self {
		Self {
			firm: 0,
			product: 0,
			assets: Vec::new(),
			decide_by: 0,
			missed: false,
			stage: Stage::Open,
			deal,
			scorecard: 0,
			state: State::Active,
			entries: Vec::new(),
			claims: Vec::new(),
			noted: None,
			defaulted: None,
			called: None,
			closed: None,
			written_off: 0,
			asked: None,
			cover: None,
			borne: 0,
			levied: 0,
		}
	}

	pub fn product(&self) -> Product {
		PRODUCTS[self.product]
	}

	/// An application that has not come to its end.
	pub fn is_open(&self) -> bool {
		matches!(self.stage, Stage::Open | Stage::Offered { .. }) || self.is_reserved()
	}

	/// Agreed, and the loan has not begun.
	pub fn is_reserved(&self) -> bool {
		matches!(self.stage, Stage::Accepted { .. } | Stage::Disbursed { .. } | Stage::Disputed { .. })
	}

	fn entries_that_count(&self) -> Vec<(u32, What)> {
		self.entries.iter().filter(|entry| !entry.reversed).map(|entry| (entry.on, entry.what)).collect()
	}

	/// The loan in the evening of a day, which is no earlier than its last entry.
	pub fn standing(&self, today: u32) -> Option<Standing> {
		books::standing(&self.deal, &self.entries_that_count(), today)
	}

	/// What may be late without consequence.
	fn immaterial(&self) -> u64 {
		let governed = MATERIAL_ARREARS * 1_000_000 / RATES[self.product().currency];
		governed.min(self.deal.amount * MATERIAL_SHARE / 10_000)
	}

	/// The day since which more than that is due and unpaid.
	pub fn material_since(&self, books: &Standing, today: u32) -> Option<u32> {
		books.late_since(self.immaterial(), today)
	}

	/// The day of the last entry that counts.
	pub fn last_day(&self) -> u32 {
		self.entries.iter().filter(|entry| !entry.reversed).map(|entry| entry.on).max().unwrap_or(self.deal.start)
	}
}

/// As references are compared: no blanks and control characters, capital letters, ASCII.
pub fn normal(reference: &str) -> Option<String> {
	let kept: String = reference.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
	(reference.is_ascii() && !kept.is_empty()).then(|| kept.to_uppercase())
}

impl World {
	fn running(&mut self, id: usize) -> Option<()> {
		self.started(id)?;
		yes(self.loans[id].state != State::Closed)
	}

	/// Days for which more than the materiality was due and unpaid, and since when.
	fn late(&self, id: usize) -> Option<(u32, u32)> {
		let loan = &self.loans[id];
		let since = loan.material_since(&loan.standing(self.today)?, self.today)?;
		Some((since, self.today - since))
	}

	/// Puts an entry in its place. None if more is paid than owed.
	pub(crate) fn enter(&mut self, id: usize, on: u32, what: What, reference: Option<String>) -> Option<()> {
		let entry = Entry { on, what, reference, booked: self.today, reversed: false, asked: None };
		self.loans[id].entries.push(entry);
		self.share_with_fund(id)
	}

	/// What the fund bears is its part of what is owed now. None if more is paid than owed.
	fn share_with_fund(&mut self, id: usize) -> Option<()> {
		let loan = &mut self.loans[id];
		let books = loan.standing(loan.last_day())?;
		let Some((principal, granted)) = loan.cover else { return Some(()) };
		let part = u128::from(granted) * u128::from(books.outstanding) / u128::from(principal.max(1));
		let fund = self.funds[PRODUCTS[loan.product].currency].as_mut()?;
		let others = fund.bears - loan.borne;
		let part = (part as u64).min(granted).min(fund.budget - others);
		fund.bears = others + part;
		loan.borne = part;
		Some(())
	}

	/// After the entries changed: is it closed, is it open again?
	pub(crate) fn finish(&mut self, id: usize, closed_on: u32) {
		let loan = &mut self.loans[id];
		let owes = loan.standing(loan.last_day()).is_some_and(|books| books.payoff > 0);
		let (assets, called) = (loan.assets.clone(), loan.called.is_some());
		if !owes && loan.state != State::Closed {
			(loan.state, loan.closed) = (State::Closed, Some(closed_on));
			assets.iter().for_each(|asset| self.discharge(*asset, id));
		} else if owes && loan.state == State::Closed {
			loan.closed = None;
			loan.state = if loan.defaulted.is_some() { State::InDefault } else { State::Active };
			for asset in assets {
				self.restore(asset, id);
				if called {
					self.expose(asset, id);
				}
			}
		}
	}

	fn mark_default(&mut self, id: usize) {
		let loan = &mut self.loans[id];
		if loan.state == State::Active {
			loan.state = State::InDefault;
			loan.defaulted = Some(self.today);
			let Loan { firm, scorecard, ref deal, .. } = *loan;
			self.told.push(Told::Defaulted(firm, scorecard, deal.amount, self.today));
		}
	}

	/// A default that the lender has not called, of a loan that was never so late.
	fn undo_default(&mut self, id: usize) {
		let loan = &mut self.loans[id];
		let entries = loan.entries_that_count();
		let most = || books::most_days_late(&loan.deal, &entries, loan.immaterial(), self.today);
		if loan.state != State::InDefault || loan.called.is_some() || most() >= DEFAULT_AFTER_DAYS {
			return;
		}
		loan.state = State::Active;
		(loan.defaulted, loan.noted, loan.written_off) = (None, None, 0);
		let Loan { firm, scorecard, deal, .. } = loan.clone();
		let another = |loan: &Loan| loan.firm == firm && loan.scorecard == scorecard && loan.defaulted.is_some();
		if !self.loans.iter().any(another) {
			self.told.push(Told::Undone(firm, scorecard, deal.amount, deal.start));
		}
	}

	pub(crate) fn act_on_loan(&mut self, op: Op) -> Option<()> {
		let today = self.today;
		match op {
			Op::Repay { loan: id, amount, reference, on } => {
				self.running(id)?;
				let reference = normal(&reference)?;
				let loan = &mut self.loans[id];
				let counts = |entry: &Entry| !entry.reversed && entry.reference.as_ref() == Some(&reference);
				yes(!loan.entries.iter().any(counts) && amount > 0)?;
				let mut earliest = today - BACKDATING_DAYS;
				if let Some(place) = loan.claims.iter().position(|claim| claim.reference == reference) {
					earliest = earliest.min(loan.claims.remove(place).on);
				}
				yes((earliest.max(loan.deal.start)..=today).contains(&on))?;
				self.enter(id, on, What::Paid(amount), Some(reference))?;
				if on < today {
					self.undo_default(id);
				}
				self.finish(id, self.loans[id].last_day());
			},
			Op::Reverse { loan: id, entry: number, lender } => {
				self.started(id)?;
				let loan = &mut self.loans[id];
				let entry = loan.entries.get_mut(number)?;
				yes(!entry.reversed)?;
				let charge = match entry.what {
					What::Charged(amount) => Some(amount),
					What::Paid(_) if entry.reference.is_some() => None,
					_ => return None,
				};
				let alone = lender && (charge.is_some() || today <= entry.booked + REVERSAL_DAYS);
				let agreed = entry.asked.is_some_and(|(by_lender, until)| by_lender != lender && today <= until);
				if !alone && !agreed {
					entry.asked = Some((lender, today + REVERSAL_DAYS));
					return Some(());
				}
				(entry.reversed, entry.asked) = (true, None);
				loan.levied -= charge.unwrap_or(0);
				self.share_with_fund(id)?;
				if charge.is_some() {
					self.undo_default(id);
				}
				self.finish(id, today);
			},
			Op::Charge { loan: id, amount } => {
				self.running(id)?;
				let loan = &mut self.loans[id];
				let late = loan.standing(today)?.late_since(0, today).is_some() || loan.state == State::InDefault;
				loan.levied += amount;
				yes(late && amount > 0 && loan.levied <= loan.deal.amount / 10)?;
				self.enter(id, today, What::Charged(amount), None)?;
			},
			Op::Claim { loan: id, amount, reference, on } => {
				self.running(id)?;
				let reference = normal(&reference)?;
				let loan = &mut self.loans[id];
				let recorded = loan.entries.iter().any(|e| !e.reversed && e.reference.as_ref() == Some(&reference));
				let claimed = loan.claims.iter().any(|claim| claim.reference == reference);
				yes(amount > 0 && !recorded && !claimed && loan.claims.len() < MOST_CLAIMS)?;
				yes((loan.deal.start..=today).contains(&on))?;
				loan.claims.push(Claim { reference, amount, on, stated: today });
			},
			Op::RefuseClaim { loan: id, reference } => {
				let reference = normal(&reference)?;
				let claims = &mut self.loans[id].claims;
				let place = claims.iter().position(|claim| claim.reference == reference)?;
				claims.remove(place);
			},
			Op::Note { loan: id } => {
				self.running(id)?;
				let (since, days) = self.late(id)?;
				let loan = &mut self.loans[id];
				yes(loan.noted != Some((today, days)))?;
				loan.noted = Some((today, days));
				let delays = |claim: &Claim| claim.stated < since + DEFAULT_AFTER_DAYS && today <= claim.answer_by();
				if days >= DEFAULT_AFTER_DAYS && !loan.claims.iter().any(delays) {
					self.mark_default(id);
				}
			},
			Op::Call { loan: id } => {
				self.running(id)?;
				let (since, days) = self.late(id)?;
				let loan = &mut self.loans[id];
				let unanswered = loan.claims.iter().any(|claim| claim.stated < since + DEFAULT_AFTER_DAYS);
				yes(loan.called.is_none() && !unanswered && days >= DEFAULT_AFTER_DAYS)?;
				loan.called = Some(today);
				self.enter(id, today, What::Called, None)?;
				self.mark_default(id);
				for asset in self.loans[id].assets.clone() {
					self.expose(asset, id);
				}
			},
			Op::WriteOff { loan: id, share } => {
				yes(self.loans[id].stage == Stage::Funded)?;
				let loan = &mut self.loans[id];
				yes(loan.state == State::InDefault && share > loan.written_off && share <= 10_000)?;
				loan.written_off = share;
			},
			Op::Ask { loan: id } => {
				self.running(id)?;
				let loan = &mut self.loans[id];
				yes(loan.asked.is_none() && today >= loan.called? + COMPENSATION_DAYS)?;
				yes(self.funds[loan.product().currency].is_some())?;
				loan.asked = Some(today);
			},
			Op::Approve { loan: id } => {
				let loan = &self.loans[id];
				yes(loan.stage == Stage::Funded && loan.state == State::InDefault)?;
				yes(loan.asked.is_some() && loan.cover.is_none())?;
				let principal = loan.standing(today)?.outstanding;
				let fund = self.funds[loan.product().currency]?;
				let granted = (principal * fund.share / 10_000).min(fund.budget - fund.bears);
				self.loans[id].cover = Some((principal, granted));
				self.share_with_fund(id)?;
			},
			// All others were taken before.
			_ => return None,
		}
		Some(())
	}
}
