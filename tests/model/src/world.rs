//! Applications, loans, limits, the fund. Whatever is refused changes nothing.

use crate::{
	books::{self, Deal, Method, Standing, What},
	calendar::add_months,
	op::Op,
	security::{Document, Register},
};
use std::collections::BTreeMap;

pub const FIRMS: usize = 4;
pub const BANKS: usize = 3;
/// What an enterprise may owe in all, fen.
pub const ENTERPRISE_LIMIT: u64 = 6_000_000;
/// What 1,000,000 minor units of each currency count.
pub const RATES: [u64; 2] = [1_000_000, 915_000];
pub const RESERVATION_DAYS: u32 = 15;
pub const STATEMENT_DAYS: u32 = 10;
pub const CONFIRMATION_DAYS: u32 = 10;
pub const DISPUTE_DAYS: u32 = 15;
pub const BACKDATING_DAYS: u32 = 30;
pub const REVERSAL_DAYS: u32 = 10;
pub const CLAIM_DAYS: u32 = 10;
pub const COMPENSATION_DAYS: u32 = 90;
pub const DEFAULT_AFTER_DAYS: u32 = 90;
pub const MATERIAL_ARREARS: u64 = 10_000;
pub const MATERIAL_SHARE: u64 = 100;
/// An application that nobody decides on ends so long after its deadline.
const LAST_CALL: u32 = 90;
const MOST_CLAIMS: usize = 8;

/// What a bank lends on. Each has one product.
#[derive(Clone, Copy, Debug)]
pub struct Product {
	/// 0: CNY, 1: HKD.
	pub currency: usize,
	pub least: u64,
	pub most: u64,
	pub longest: u32,
	pub unsecured: bool,
	pub secured: bool,
	/// Takes documents that no agency confirmed.
	pub unconfirmed: bool,
	/// Basis points of the lending value.
	pub loan_to_value: u64,
	pub decision_days: u32,
}

pub const PRODUCTS: [Product; BANKS] = [
	Product {
		currency: 0,
		least: 10_000,
		most: 20_000_000,
		longest: 24,
		unsecured: true,
		secured: true,
		unconfirmed: true,
		loan_to_value: 9_000,
		decision_days: 5,
	},
	Product {
		currency: 0,
		least: 10_000,
		most: 20_000_000,
		longest: 12,
		unsecured: false,
		secured: true,
		unconfirmed: false,
		loan_to_value: 10_000,
		decision_days: 9,
	},
	Product {
		currency: 1,
		least: 10_000,
		most: 9_000_000,
		longest: 6,
		unsecured: true,
		secured: false,
		unconfirmed: false,
		loan_to_value: 0,
		decision_days: 30,
	},
];

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
	/// Which side asked for its reversal.
	pub asked_by_lender: Option<bool>,
}

#[derive(Clone, Debug)]
pub struct Claim {
	pub reference: String,
	pub on: u32,
	pub answer_by: u32,
}

/// An application, and the loan of the same number.
#[derive(Clone, Debug)]
pub struct Loan {
	pub firm: usize,
	pub bank: usize,
	pub assets: Vec<usize>,
	pub decide_by: u32,
	pub missed: bool,
	pub stage: Stage,
	/// What was asked for, then what was offered; `start` is the day on which the money went.
	pub deal: Deal,
	/// From here on of a loan that began.
	pub state: State,
	pub entries: Vec<Entry>,
	pub claims: Vec<Claim>,
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
	pub fn currency(&self) -> usize {
		PRODUCTS[self.bank].currency
	}

	pub fn entries_that_count(&self) -> Vec<(u32, What)> {
		self.entries.iter().filter(|entry| !entry.reversed).map(|entry| (entry.on, entry.what)).collect()
	}

	/// The loan in the evening of a day, which is no earlier than its last entry.
	pub fn standing(&self, today: u32) -> Option<Standing> {
		books::standing(&self.deal, &self.entries_that_count(), today)
	}

	/// What may be late without consequence.
	fn immaterial(&self) -> u64 {
		let governed = MATERIAL_ARREARS * 1_000_000 / RATES[self.currency()];
		governed.min(self.deal.amount * MATERIAL_SHARE / 10_000)
	}

	pub fn material_days(&self, today: u32) -> u32 {
		let since = self.standing(today).and_then(|books| books.late_since(self.immaterial(), today));
		since.map_or(0, |since| today - since)
	}

	/// The day of the last entry that counts.
	fn last_day(&self) -> u32 {
		self.entries.iter().filter(|entry| !entry.reversed).map(|entry| entry.on).max().unwrap_or(self.deal.start)
	}
}

/// As references are compared: no blanks, capital letters, ASCII.
pub fn normal(reference: &str) -> Option<String> {
	let kept: String = reference.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
	(kept.is_ascii() && reference.is_ascii() && !kept.is_empty()).then(|| kept.to_uppercase())
}

#[derive(Clone, Default, Debug)]
pub struct World {
	pub today: u32,
	pub register: Register,
	pub loans: Vec<Loan>,
	pub limits: BTreeMap<usize, u64>,
	pub missed: [u32; BANKS],
	/// For each currency: share in basis points, budget, what it bears.
	pub funds: [(u64, u64, u64); 2],
	/// Loans that were told to the monitor of scorecards, and those in default with the day.
	pub granted: Vec<(u64, u32)>,
	pub defaulted: Vec<(u64, u32)>,
}

impl World {
	pub fn new(today: u32, documents: Vec<Document>, funds: [(u64, u64, u64); 2]) -> Self {
		let register = Register { documents, ..Default::default() };
		Self { today, register, funds, ..Default::default() }
	}

	/// Does it, or changes nothing. `honest`: who may do this signs it.
	pub fn take(&mut self, op: &Op, honest: bool) -> bool {
		let before = self.clone();
		let done = (honest || op.is_anybodys()) && self.act(op).is_some();
		if !done {
			*self = before;
		}
		done
	}

	/// Principal that counts towards limits: (agreed and not begun, drawn).
	pub fn exposure(&self, firm: usize, currency: usize, bank: Option<usize>) -> (u64, u64) {
		let mut sums = (0, 0);
		for loan in &self.loans {
			if loan.firm != firm || loan.currency() != currency || bank.is_some_and(|bank| bank != loan.bank) {
				continue;
			}
			match loan.stage {
				Stage::Accepted { .. } | Stage::Disbursed { .. } | Stage::Disputed { .. } => sums.0 += loan.deal.amount,
				Stage::Funded => sums.1 += loan.standing(loan.last_day()).map_or(0, |books| books.outstanding),
				_ => {},
			}
		}
		sums
	}

	fn room(&self, firm: usize, bank: usize) -> (u64, u64) {
		let currency = PRODUCTS[bank].currency;
		let used = |currency: usize, bank| {
			let (agreed, drawn) = self.exposure(firm, currency, bank);
			agreed + drawn
		};
		let other = 1 - currency;
		let weighed = (used(other, None) * RATES[other]).div_ceil(1_000_000);
		let most = ENTERPRISE_LIMIT.saturating_sub(weighed) * 1_000_000 / RATES[currency];
		let own = self.limits.get(&bank).map_or(u64::MAX, |limit| limit.saturating_sub(used(currency, Some(bank))));
		(most.saturating_sub(used(currency, None)), own)
	}

	/// Whether the product takes it; `worth`: lending value of each asset, and whether it is confirmed.
	fn fits(&self, firm: usize, bank: usize, deal: (u64, u32), worth: &[(u64, bool)]) -> bool {
		let product = PRODUCTS[bank];
		let (amount, tenor) = deal;
		let value: u64 = worth.iter().map(|(value, _)| value).sum();
		let secured = match worth.len() {
			0 => product.unsecured,
			_ => {
				let confirmed = product.unconfirmed || worth.iter().all(|(_, confirmed)| *confirmed);
				product.secured && confirmed && amount * 10_000 <= value * product.loan_to_value
			},
		};
		let (all, own) = self.room(firm, bank);
		let within = (product.least..=product.most).contains(&amount) && (1..=product.longest).contains(&tenor);
		within && secured && amount <= all && amount <= own
	}

	/// Nobody's objection stands any longer against the loan that the bank stated.
	fn stands(&self, id: usize) -> bool {
		match self.loans[id].stage {
			Stage::Disbursed { confirm_by, .. } => self.today > confirm_by,
			Stage::Disputed { answered, decide_by, .. } => answered && self.today > decide_by,
			_ => false,
		}
	}

	fn note_missed(&mut self, id: usize) -> bool {
		let loan = &mut self.loans[id];
		let late = !loan.missed && self.today > loan.decide_by;
		if late {
			loan.missed = true;
			self.missed[loan.bank] += 1;
		}
		late
	}

	fn end(&mut self, id: usize, stage: Stage) {
		let kept =
			matches!(self.loans[id].stage, Stage::Accepted { .. } | Stage::Disbursed { .. } | Stage::Disputed { .. });
		if kept {
			for asset in self.loans[id].assets.clone() {
				self.register.let_go(asset, id);
			}
		}
		self.loans[id].stage = stage;
	}

	fn begin(&mut self, id: usize) -> Option<()> {
		let (Stage::Disbursed { on, .. } | Stage::Disputed { on, .. }) = self.loans[id].stage else { return None };
		for asset in self.loans[id].assets.clone() {
			self.register.bind(asset, id);
		}
		let loan = &mut self.loans[id];
		loan.stage = Stage::Funded;
		loan.deal.start = on;
		self.granted.push((loan.deal.amount, on));
		Some(())
	}

	/// A loan, which begins by any call on it once nobody can object.
	fn started(&mut self, id: usize) -> Option<()> {
		match self.loans.get(id)?.stage {
			Stage::Funded => Some(()),
			_ if self.stands(id) => self.begin(id),
			_ => None,
		}
	}

	fn running(&mut self, id: usize) -> Option<()> {
		self.started(id)?;
		(self.loans[id].state != State::Closed).then_some(())
	}

	/// After the entries changed: is it closed, is it open again, what does the fund bear? None if more is paid than owed.
	fn settle(&mut self, id: usize, closed_on: u32) -> Option<()> {
		let loan = &self.loans[id];
		let books = loan.standing(loan.last_day())?;
		if let Some((principal, granted)) = loan.cover {
			let currency = loan.currency();
			let part = (u128::from(granted) * u128::from(books.outstanding) / u128::from(principal.max(1))) as u64;
			let (_, budget, borne) = self.funds[currency];
			let others = borne - loan.borne;
			let part = part.min(budget - others);
			self.funds[currency].2 = others + part;
			self.loans[id].borne = part;
		}
		let (assets, called) = (self.loans[id].assets.clone(), self.loans[id].called.is_some());
		let loan = &mut self.loans[id];
		if books.payoff == 0 && loan.state != State::Closed {
			(loan.state, loan.closed) = (State::Closed, Some(closed_on));
			assets.iter().for_each(|asset| self.register.discharge(*asset, id));
		} else if books.payoff > 0 && loan.state == State::Closed {
			loan.closed = None;
			loan.state = if loan.defaulted.is_some() { State::InDefault } else { State::Active };
			for asset in assets {
				self.register.restore(asset, id);
				if called {
					self.register.default(asset, id);
				}
			}
		}
		Some(())
	}

	fn enter(&mut self, id: usize, on: u32, what: What, reference: Option<String>) -> Option<()> {
		let entry = Entry { on, what, reference, booked: self.today, reversed: false, asked_by_lender: None };
		self.loans[id].entries.push(entry);
		let closed_on = self.loans[id].last_day();
		self.settle(id, closed_on)
	}

	fn mark_default(&mut self, id: usize) {
		let loan = &mut self.loans[id];
		if loan.state == State::Active {
			loan.state = State::InDefault;
			loan.defaulted = Some(self.today);
			self.defaulted.push((loan.deal.amount, self.today));
		}
	}

	fn act(&mut self, op: &Op) -> Option<()> {
		let today = self.today;
		let yes = |done: bool| done.then_some(());
		match op.clone() {
			Op::Register { firm, document } => yes(self.register.register(firm, document, today)),
			Op::Confirm { asset } => yes(self.register.confirm(asset)),
			Op::WithdrawAttestation { document } => yes(self.register.withdraw_attestation(document)),
			Op::Cancel { asset } => yes(self.register.cancel(asset)),
			Op::Pledge { asset, bank, secured, until } => yes(self.register.pledge(asset, bank, secured, until, today)),
			Op::Release { lien } => yes(self.register.release(lien)),
			Op::Lapse { lien } => {
				let loans = &self.loans;
				yes(self.register.lapse(lien, today, |loan| loans[loan].state != State::Closed))
			},
			Op::Propose { lien, proceeds, costs } => yes(self.register.propose(lien, proceeds, costs, today)),
			Op::Enforce { lien } => {
				let (id, left) = self.register.enforce(lien, today)?;
				let owed = self.loans[id].standing(today)?.payoff;
				match left.min(owed) {
					0 => Some(()),
					taken => self.enter(id, today, What::Paid(taken), None),
				}
			},
			Op::Limit { bank, limit } => {
				self.limits.remove(&bank);
				self.limits.extend(limit.map(|limit| (bank, limit)));
				Some(())
			},
			Op::Apply { firm, bank, amount, tenor, method, assets } => {
				let deal = Deal { amount, rate: 0, penalty: 0, tenor, method, fee: 0, start: 0 };
				self.apply(firm, bank, deal, assets)
			},
			op => self.act_on_application(op),
		}
	}

	fn apply(&mut self, firm: usize, bank: usize, deal: Deal, assets: Vec<usize>) -> Option<()> {
		let open = |loan: &Loan| {
			let ended = matches!(
				loan.stage,
				Stage::Funded | Stage::Declined | Stage::Withdrawn | Stage::Refused | Stage::Expired | Stage::Annulled
			);
			loan.firm == firm && loan.bank == bank && !ended
		};
		let until = add_months(self.today, deal.tenor);
		let mut worth = Vec::new();
		for (place, asset) in assets.iter().enumerate() {
			let value = self.register.offer(*asset, firm, self.today, until)?;
			worth.push((value, self.register.assets[*asset].confirmed));
			if assets[..place].contains(asset) {
				return None;
			}
		}
		if self.loans.iter().any(open) || !self.fits(firm, bank, (deal.amount, deal.tenor), &worth) {
			return None;
		}
		self.loans.push(Loan {
			firm,
			bank,
			assets,
			decide_by: self.today + PRODUCTS[bank].decision_days,
			missed: false,
			stage: Stage::Open,
			deal,
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
		});
		Some(())
	}

	fn accept(&mut self, id: usize) -> Option<()> {
		let today = self.today;
		let Loan { firm, bank, assets, deal, stage, .. } = self.loans[id].clone();
		let Stage::Offered { until } = stage else { return None };
		let last = add_months(today + RESERVATION_DAYS, deal.tenor);
		let (mut worth, mut secured) = (Vec::new(), 0);
		for asset in &assets {
			let (value, most) = self.register.keep(*asset, firm, bank, id, today, last)?;
			worth.push((value, self.register.assets[*asset].confirmed));
			secured += most;
		}
		let enough = assets.is_empty() || secured >= deal.amount;
		if today >= until || !enough || !self.fits(firm, bank, (deal.amount, deal.tenor), &worth) {
			return None;
		}
		self.loans[id].stage = Stage::Accepted { since: today, pay_by: today + RESERVATION_DAYS, withdrawn: false };
		Some(())
	}

	fn act_on_application(&mut self, op: Op) -> Option<()> {
		let today = self.today;
		let yes = |done: bool| done.then_some(());
		match op {
			Op::Offer { loan: id, amount, rate, penalty, fee, tenor, days } => {
				let product = PRODUCTS[self.loans[id].bank];
				let deal = &self.loans[id].deal;
				let fits = (product.least..=deal.amount).contains(&amount) && (1..=product.longest).contains(&tenor);
				yes(self.loans[id].stage == Stage::Open && fits && fee <= amount && (1..=90).contains(&days))?;
				self.note_missed(id);
				let loan = &mut self.loans[id];
				loan.deal = Deal { amount, rate, penalty, tenor, fee, ..loan.deal.clone() };
				loan.stage = Stage::Offered { until: today + days };
				Some(())
			},
			Op::Accept { loan: id } => self.accept(id),
			Op::Refuse { loan: id } => {
				yes(matches!(self.loans[id].stage, Stage::Offered { .. }))?;
				self.end(id, Stage::Refused);
				Some(())
			},
			Op::Withdraw { loan: id } => match self.loans[id].stage.clone() {
				stage @ (Stage::Open | Stage::Offered { .. }) => {
					if stage == Stage::Open {
						self.note_missed(id);
					}
					self.end(id, Stage::Withdrawn);
					Some(())
				},
				Stage::Accepted { since, pay_by, withdrawn: false } => {
					self.loans[id].stage = Stage::Accepted { since, pay_by: pay_by.min(today), withdrawn: true };
					Some(())
				},
				_ => None,
			},
			Op::Decline { loan: id, came_back } => {
				let sent = match self.loans[id].stage {
					Stage::Open | Stage::Offered { .. } | Stage::Accepted { .. } => false,
					Stage::Disbursed { .. } | Stage::Disputed { .. } => true,
					_ => return None,
				};
				yes(!self.stands(id) && sent == came_back)?;
				if self.loans[id].stage == Stage::Open {
					self.note_missed(id);
				}
				self.end(id, Stage::Declined);
				Some(())
			},
			Op::Expire { loan: id } => {
				let ends = match self.loans[id].stage {
					Stage::Open if today > self.loans[id].decide_by + LAST_CALL => {
						self.note_missed(id);
						Stage::Expired
					},
					Stage::Open => return yes(self.note_missed(id)),
					Stage::Offered { until } if today >= until => Stage::Expired,
					Stage::Accepted { pay_by, withdrawn, .. } if today > pay_by + STATEMENT_DAYS => match withdrawn {
						true => Stage::Withdrawn,
						false => Stage::Expired,
					},
					Stage::Disputed { answered: false, decide_by, .. } if today > decide_by => Stage::Annulled,
					_ => return None,
				};
				self.end(id, ends);
				Some(())
			},
			Op::Disburse { loan: id, reference, on } => {
				let Stage::Accepted { since, pay_by, .. } = self.loans[id].stage else { return None };
				let reference = normal(&reference)?;
				yes((since..=pay_by.min(today)).contains(&on) && today <= on + STATEMENT_DAYS)?;
				self.loans[id].stage = Stage::Disbursed { reference, on, confirm_by: today + CONFIRMATION_DAYS };
				Some(())
			},
			Op::ConfirmReceipt { loan: id, reference: written } => {
				let (Stage::Disbursed { reference, .. } | Stage::Disputed { reference, .. }) = &self.loans[id].stage
				else {
					return None;
				};
				yes(normal(&written).as_ref() == Some(reference))?;
				self.begin(id)
			},
			Op::Dispute { loan: id } => {
				let Stage::Disbursed { reference, on, confirm_by } = self.loans[id].stage.clone() else { return None };
				yes(today <= confirm_by)?;
				let decide_by = today + DISPUTE_DAYS;
				self.loans[id].stage = Stage::Disputed { reference, on, answered: false, decide_by };
				Some(())
			},
			Op::Answer { loan: id } => match &mut self.loans[id].stage {
				Stage::Disputed { answered, decide_by, .. } if today <= *decide_by => {
					*answered = true;
					Some(())
				},
				_ => None,
			},
			Op::Decide { loan: id, paid } => {
				yes(matches!(self.loans[id].stage, Stage::Disputed { .. }))?;
				match paid {
					true => self.begin(id)?,
					false => self.end(id, Stage::Annulled),
				}
				Some(())
			},
			Op::Start { loan: id } => {
				yes(self.stands(id))?;
				self.begin(id)
			},
			op => self.act_on_loan(op),
		}
	}

	fn act_on_loan(&mut self, op: Op) -> Option<()> {
		let today = self.today;
		let yes = |done: bool| done.then_some(());
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
				self.enter(id, on, What::Paid(amount), Some(reference))
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
				if !alone && entry.asked_by_lender != Some(!lender) {
					entry.asked_by_lender = Some(lender);
					return Some(());
				}
				(entry.reversed, entry.asked_by_lender) = (true, None);
				loan.levied -= charge.unwrap_or(0);
				self.settle(id, today)
			},
			Op::Charge { loan: id, amount } => {
				self.running(id)?;
				let loan = &mut self.loans[id];
				let late = loan.standing(today)?.late_since(0, today).is_some() || loan.state == State::InDefault;
				loan.levied += amount;
				yes(late && amount > 0 && loan.levied <= loan.deal.amount / 10)?;
				self.enter(id, today, What::Charged(amount), None)
			},
			Op::Claim { loan: id, amount, reference, on } => {
				self.running(id)?;
				let reference = normal(&reference)?;
				let loan = &mut self.loans[id];
				let recorded = loan.entries.iter().any(|e| !e.reversed && e.reference.as_ref() == Some(&reference));
				let claimed = loan.claims.iter().any(|claim| claim.reference == reference);
				yes(amount > 0 && !recorded && !claimed && loan.claims.len() < MOST_CLAIMS)?;
				yes((loan.deal.start..=today).contains(&on))?;
				loan.claims.push(Claim { reference, on, answer_by: today + CLAIM_DAYS });
				Some(())
			},
			Op::RefuseClaim { loan: id, reference } => {
				let reference = normal(&reference)?;
				let claims = &mut self.loans[id].claims;
				let place = claims.iter().position(|claim| claim.reference == reference)?;
				claims.remove(place);
				Some(())
			},
			Op::Note { loan: id } => {
				self.running(id)?;
				let loan = &mut self.loans[id];
				let days = loan.material_days(today);
				yes(days > 0 && loan.noted != Some((today, days)))?;
				loan.noted = Some((today, days));
				let answering = loan.claims.iter().any(|claim| today <= claim.answer_by);
				if days >= DEFAULT_AFTER_DAYS && !answering {
					self.mark_default(id);
				}
				Some(())
			},
			Op::Call { loan: id } => {
				self.running(id)?;
				let loan = &mut self.loans[id];
				let late = loan.material_days(today) >= DEFAULT_AFTER_DAYS;
				yes(loan.called.is_none() && loan.claims.is_empty() && late)?;
				loan.called = Some(today);
				self.enter(id, today, What::Called, None)?;
				self.mark_default(id);
				for asset in self.loans[id].assets.clone() {
					self.register.default(asset, id);
				}
				Some(())
			},
			Op::WriteOff { loan: id, share } => {
				yes(self.loans[id].stage == Stage::Funded)?;
				let loan = &mut self.loans[id];
				yes(loan.state == State::InDefault && share > loan.written_off && share <= 10_000)?;
				loan.written_off = share;
				Some(())
			},
			Op::Ask { loan: id } => {
				self.running(id)?;
				let loan = &mut self.loans[id];
				yes(loan.asked.is_none() && today >= loan.called? + COMPENSATION_DAYS)?;
				loan.asked = Some(today);
				Some(())
			},
			Op::Approve { loan: id } => {
				let loan = &self.loans[id];
				yes(loan.stage == Stage::Funded && loan.state == State::InDefault)?;
				yes(loan.asked.is_some() && loan.cover.is_none())?;
				let principal = loan.standing(today)?.outstanding;
				let (share, budget, borne) = self.funds[loan.currency()];
				let granted = (principal * share / 10_000).min(budget - borne);
				self.loans[id].cover = Some((principal, granted));
				self.settle(id, today)
			},
			_ => None,
		}
	}
}

impl Method {
	pub const ALL: [Self; 4] = [Self::EqualInstalments, Self::EqualPrincipal, Self::Bullet, Self::InterestOnly];
}
