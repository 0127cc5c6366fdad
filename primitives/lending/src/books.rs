//! A loan's books. Pure: its conditions, the entries on its account and a day go in, what is owed comes out. Nothing of
//! it is stored, so that whoever has conditions and entries has the books, to the unit.
//!
//! **Interest** accrues by the day on principal that is not due yet, and is settled at the end of each period, rounded
//! half up once. On that day interest, the period's part of the principal and fees become due.
//!
//! **Lateness.** What is paid by the last day in time costs nothing. Otherwise overdue principal bears the contract's
//! rate raised by the agreed share, and unpaid interest what was agreed, from the day to pay (counted) to the day of
//! payment (not counted); both are added up for each due day and rounded half up once. Days on which no payment could
//! be recorded bear interest and no penalty. Fees and costs of collection bear none.
//!
//! **Payments** are spent in the agreed order on what is due; then on what was settled and is due in a few days; then on
//! the interest of the running period so far; what is left is principal paid ahead of its time, which makes the
//! loan shorter or its instalments lower, as agreed; and last fees that are not due yet.

use crate::{
	amortisation::{Agreement, Change, Course, Fee, FeeLine, MAX_RATE},
	day_count::{denominator, Accrued, DayCount},
	numbers::{half_up, mul_div},
	order::{spend, Unpaid},
	periods::{Fault, Timing},
	rate::Rate,
	rates::heavier,
	working_days::Calendar,
};
use alloc::vec::Vec;
use lingnan_types::{
	add_months,
	conditions::{Conditions, OnUnpaidInterest, Pricing},
	loan::{Amendment, Entry, Instalment, Owed, Posting},
	Amount, Date, StoodStill,
};

/// What the books of a loan follow from, besides the entries on its account.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
	/// As they were accepted.
	pub conditions: &'a Conditions,
	/// The day on which the money went. Days since 1970-01-01.
	pub started: Date,
	/// Other conditions that were agreed since. An entry names the one that holds from its value date on.
	pub amendments: &'a [Amendment],
	/// Working days of the place that the conditions name.
	pub calendar: &'a Calendar,
	/// Days on which no payment could be recorded.
	pub stood: &'a StoodStill,
}

/// How a movement was spent, and how the books stand after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
	/// What of it went to each claim.
	pub spent: Owed,
	/// Principal that is left. Minor units (fen, cents, avos).
	pub outstanding_principal: Amount,
	/// What would close the loan. Minor units (fen, cents, avos).
	pub payoff: Amount,
}

/// What became due on a day and is not paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Bill {
	/// What is unpaid of it; the penalty is not in it.
	unpaid: Unpaid,
	/// The last day on which payment is in time.
	in_time: Date,
	/// The day to which penalty is counted.
	penalised: Date,
	/// Penalty so far: minor units x hundred-millionths x parts of a year.
	penalty: u128,
	/// Penalty paid.
	penalty_paid: Amount,
}

impl Bill {
	fn of(unpaid: Unpaid, in_time: Date) -> Self {
		Self { unpaid, in_time, penalised: unpaid.due, penalty: 0, penalty_paid: 0 }
	}

	/// Interest, fees and principal, for which one can be late.
	fn late(&self) -> Amount {
		let Unpaid { interest, fees, principal, .. } = self.unpaid;
		interest.saturating_add(fees).saturating_add(principal)
	}

	fn penalty_due(&self, under: u128) -> Amount {
		half_up(self.penalty, under).unwrap_or(Amount::MAX).saturating_sub(self.penalty_paid)
	}
}

/// The books of one loan.
#[derive(Clone, Debug)]
pub struct Books<'a> {
	account: Account<'a>,
	conditions: &'a Conditions,
	course: Course,
	/// The day from which months are counted: of the drawing, or of the last amendment.
	drawn: Date,
	/// Settlements in which interest alone is paid.
	holiday: usize,
	/// Place of the running period.
	place: usize,
	/// Interest of the running period.
	accrued: Accrued,
	/// Of that, what was paid ahead.
	ahead: Amount,
	/// Interest of a period that an amendment cut short: it is settled with the next.
	carried: Amount,
	/// The rate without what misuse adds.
	contract: Rate,
	misused: bool,
	/// The day after which unpaid interest bears the penalty rate.
	maturity: Date,
	/// Fees that are not due yet, the next one first.
	fees: Vec<FeeLine>,
	/// In the order of their days.
	bills: Vec<Bill>,
	/// What was settled so far, as it was due.
	settled: Vec<Instalment>,
	reckoned: Date,
	called: Option<Date>,
	repaid: Owed,
	forgiven: Owed,
	guaranteed: Amount,
	levied: Amount,
}

/// The schedule that conditions make for a loan drawn on a day, at the rate of that day.
pub fn agreement(conditions: &Conditions, rate: Rate, drawn: Date) -> Agreement {
	let Conditions { amount, day_count, due_days, first_period, adjustment, moves_interest, grace_days, .. } =
		*conditions;
	let timing = Timing {
		drawn,
		maturity: add_months(drawn, conditions.tenor.into()),
		due_days,
		first: first_period,
		adjustment,
		moves_interest,
		grace_days,
	};
	let on_account = conditions.costs.iter().filter(|cost| cost.is_on_account());
	let fees = on_account.map(|cost| Fee {
		item: cost.item,
		due: drawn.saturating_add(cost.after.into()),
		amount: cost.amount,
	});
	Agreement {
		amount,
		rate,
		day_count,
		timing,
		method: conditions.method,
		principal_holiday: conditions.principal_holiday,
		balloon: conditions.balloon,
		// A sheet has fewer lines than a schedule may have fees.
		fees: fees.collect::<Vec<_>>().try_into().unwrap_or_default(),
	}
}

/// The rate with which a loan begins: a floating one begins at its floor, until an entry says what it is.
fn first_rate(pricing: &Pricing) -> Rate {
	match *pricing {
		Pricing::Fixed { rate } => rate,
		Pricing::Floating { floor, .. } => floor,
	}
}

/// Late days are days: monthly twelfths have none, actual/360 is usual.
fn late_days(day_count: DayCount) -> DayCount {
	match day_count {
		DayCount::MonthlyTwelfths => DayCount::Actual360,
		other => other,
	}
}

impl<'a> Account<'a> {
	/// The books on the day on which the money went.
	pub fn open(&self) -> Result<Books<'a>, Fault> {
		let agreement = agreement(self.conditions, first_rate(&self.conditions.pricing), self.started);
		let course = agreement.resume(self.calendar)?;
		let mut fees: Vec<_> = agreement.fees.iter().map(|fee| agreement.fee(fee, self.calendar)).collect();
		fees.sort_by_key(|fee| fee.due);
		let contract = agreement.rate;
		let mut books = Books {
			account: *self,
			conditions: self.conditions,
			course,
			drawn: self.started,
			holiday: self.conditions.principal_holiday.into(),
			place: 0,
			accrued: Accrued::new(agreement.day_count, self.started),
			ahead: 0,
			carried: 0,
			contract,
			misused: false,
			maturity: agreement.timing.maturity,
			fees,
			bills: Vec::new(),
			settled: Vec::new(),
			reckoned: self.started,
			called: None,
			repaid: Owed::default(),
			forgiven: Owed::default(),
			guaranteed: 0,
			levied: 0,
		};
		books.reckon(self.started)?;
		Ok(books)
	}

	/// The books after these entries, in the order of their value dates; what was reversed does not count.
	pub fn replay<'p>(&self, postings: impl IntoIterator<Item = &'p Posting>) -> Result<Books<'a>, Fault> {
		let mut books = self.open()?;
		for posting in postings.into_iter().filter(|posting| posting.reversed.is_none()) {
			books.enter(posting.value_date, &posting.entry)?;
		}
		Ok(books)
	}
}

impl<'a> Books<'a> {
	/// Brings the books to a day. Days before the last reckoning change nothing.
	pub fn reckon(&mut self, today: Date) -> Result<(), Fault> {
		loop {
			let fee = self.fees.first().map(|fee| fee.due).filter(|due| *due <= today);
			let period = self.next_settlement().filter(|on| *on <= today);
			match (fee, period) {
				(None, None) => break,
				(Some(fee), period) if period.is_none_or(|period| fee <= period) => self.bill_fee(),
				_ => self.settle()?,
			}
		}
		let rate = self.course.rate;
		self.accrued.until(today, self.course.left, rate).ok_or(Fault::TooHigh)?;
		self.reckoned = self.reckoned.max(today);
		self.penalise()
	}

	/// Brings the books to the value date of an entry and enters it. Books that refused an entry are of no use.
	pub fn enter(&mut self, on: Date, entry: &Entry) -> Result<Step, Fault> {
		self.reckon(on)?;
		let mut spent = Owed::default();
		match entry {
			Entry::Repayment { amount, .. } | Entry::Proceeds { amount, .. } | Entry::Renewed { amount, .. } => {
				spent = self.spend(*amount)?;
				self.repaid = self.repaid.plus(&spent);
			},
			Entry::Forgiven { amount, .. } => {
				spent = self.spend(*amount)?;
				self.forgiven = self.forgiven.plus(&spent);
			},
			Entry::Charge { amount, .. } => {
				self.levied = self.levied.saturating_add(*amount);
				self.push(Bill::of(Unpaid { due: on, costs: *amount, ..Unpaid::default() }, on));
			},
			// What a guarantor paid is owed to it from then on, by the same account.
			Entry::Guaranteed { amount, .. } => {
				let guaranteed = self.guaranteed.checked_add(*amount).ok_or(Fault::TooHigh)?;
				self.guaranteed = guaranteed;
			},
			Entry::Called => self.call(on)?,
			Entry::Repriced { rate } => {
				self.contract = *rate;
				self.take_rate()?;
			},
			Entry::Misused => {
				self.misused = true;
				self.take_rate()?;
			},
			Entry::Amended { amendment } => self.amend(on, *amendment)?,
		}
		Ok(Step { spent, outstanding_principal: self.outstanding_principal(), payoff: self.payoff() })
	}

	/// What is to be paid on the day of the last reckoning.
	pub fn due(&self) -> Owed {
		let under = self.under();
		let due = self.bills.iter().filter(|bill| bill.unpaid.due <= self.reckoned);
		due.fold(Owed::default(), |sum, bill| sum.plus(&owed(bill, under)))
	}

	/// What closes the loan on the day of the last reckoning: fees that were agreed for later days are in it.
	pub fn payoff(&self) -> Amount {
		self.all().total
	}

	/// The same, by what it is.
	pub fn all(&self) -> Owed {
		let under = self.under();
		let billed = self.bills.iter().fold(Owed::default(), |sum, bill| sum.plus(&owed(bill, under)));
		let fees = self.fees.iter().fold(0, |sum: Amount, fee| sum.saturating_add(fee.amount));
		billed.plus(&Owed::of(0, 0, self.accrued_interest(), fees, self.course.left))
	}

	/// Principal that is owed, due or not. Minor units (fen, cents, avos).
	pub fn outstanding_principal(&self) -> Amount {
		let billed = self.bills.iter().fold(0, |sum: Amount, bill| sum.saturating_add(bill.unpaid.principal));
		billed.saturating_add(self.course.left)
	}

	/// Principal that is not due yet: what the running period's interest is on. Minor units (fen, cents, avos).
	pub fn principal_not_due(&self) -> Amount {
		self.course.left
	}

	/// Interest of the running period so far that is not paid. Minor units (fen, cents, avos).
	pub fn accrued_interest(&self) -> Amount {
		self.interest_so_far().saturating_add(self.carried).saturating_sub(self.ahead)
	}

	/// The rate in force. A year, in hundred-millionths of the whole.
	pub fn rate(&self) -> Rate {
		self.course.rate
	}

	/// The same without what misuse adds.
	pub fn contract_rate(&self) -> Rate {
		self.contract
	}

	/// The rate on overdue principal.
	pub fn penalty_rate(&self) -> Rate {
		let late = &self.conditions.late;
		let overdue = self.contract.raised_by(late.surcharge);
		let misuse = self.misused.then(|| self.contract.raised_by(late.misuse)).flatten();
		heavier(overdue, misuse).unwrap_or(MAX_RATE).min(MAX_RATE)
	}

	/// The conditions in force.
	pub fn conditions(&self) -> &'a Conditions {
		self.conditions
	}

	/// The day on which the loan ends, as agreed now. Days since 1970-01-01.
	pub fn maturity(&self) -> Date {
		self.maturity
	}

	/// The day on which more becomes due, as agreed now; the day of the last reckoning if nothing will. Days since 1970-01-01.
	pub fn next_due(&self) -> Date {
		let period = self.next_settlement().and_then(|_| self.course.periods.get(self.place)).map(|period| period.due);
		let fee = self.fees.first().map(|fee| fee.due);
		period.into_iter().chain(fee).min().unwrap_or(self.reckoned)
	}

	/// The oldest day to pay for which something is unpaid, when payment is not in time any more.
	pub fn arrears_since(&self) -> Option<Date> {
		self.arrears_above(0)
	}

	/// The day to pay since which more than `least` is unpaid, when payment is not in time any more. Minor units.
	pub fn arrears_above(&self, least: Amount) -> Option<Date> {
		let mut unpaid: Amount = 0;
		let overdue = self.bills.iter().filter(|bill| bill.in_time < self.reckoned);
		let mut passes = overdue.filter(|bill| {
			unpaid = unpaid.saturating_add(bill.late());
			bill.late() > 0 && unpaid > least
		});
		passes.next().map(|bill| bill.unpaid.due)
	}

	/// What was repaid so far, in whatever way.
	pub fn repaid(&self) -> Owed {
		self.repaid
	}

	/// What the lender forgave so far.
	pub fn forgiven(&self) -> Owed {
		self.forgiven
	}

	/// What guarantors paid so far. Minor units (fen, cents, avos).
	pub fn guaranteed(&self) -> Amount {
		self.guaranteed
	}

	/// Costs of collection charged so far. Minor units (fen, cents, avos).
	pub fn levied(&self) -> Amount {
		self.levied
	}

	/// The day to which the books are brought. Days since 1970-01-01.
	pub fn reckoned(&self) -> Date {
		self.reckoned
	}

	/// The schedule in force: what was due, and what will be if nothing else changes.
	pub fn schedule(&self) -> Result<Vec<Instalment>, Fault> {
		let mut ahead = self.clone();
		let end = self.course.periods.last().map_or(self.reckoned, |period| period.to.max(period.due));
		let fees = self.fees.last().map_or(end, |fee| fee.due);
		ahead.reckon(end.max(fees).max(self.reckoned))?;
		Ok(ahead.settled)
	}

	fn under(&self) -> u128 {
		denominator(late_days(self.conditions.day_count))
	}

	fn interest_so_far(&self) -> Amount {
		self.accrued.rounded().unwrap_or(Amount::MAX)
	}

	/// The day on which the running period is settled. None: nothing is left to settle.
	fn next_settlement(&self) -> Option<Date> {
		let left = self.course.left > 0 || self.accrued_interest() > 0;
		let period = self.course.periods.get(self.place).filter(|_| left && self.called.is_none())?;
		Some(period.to.min(period.due))
	}

	/// Ends the running period: its interest and its part of the principal become due.
	fn settle(&mut self) -> Result<(), Fault> {
		let Some(period) = self.course.periods.get(self.place).copied() else { return Ok(()) };
		let (left, rate) = (self.course.left, self.course.rate);
		self.accrued.until(period.to, left, rate).ok_or(Fault::TooHigh)?;
		let whole = self.interest_so_far();
		let pauses = self.place < self.holiday && self.place < self.course.last;
		let principal = if pauses || left == 0 { 0 } else { self.course.principal(self.place, whole) };
		let interest = whole.saturating_add(self.carried).saturating_sub(self.ahead);
		self.course.left = left.saturating_sub(principal);
		(self.ahead, self.carried) = (0, 0);
		self.place = self.place.saturating_add(1);
		self.accrued = Accrued::of(self.conditions.day_count, self.drawn, period.to);
		self.note(Instalment {
			number: 0,
			from: period.from,
			due: period.due,
			in_time: period.in_time,
			provisional: period.provisional,
			principal,
			interest,
			fees: 0,
		});
		self.push(Bill::of(Unpaid { due: period.due, interest, principal, ..Unpaid::default() }, period.in_time));
		Ok(())
	}

	fn bill_fee(&mut self) {
		if self.fees.is_empty() {
			return;
		}
		let FeeLine { due, in_time, amount, .. } = self.fees.remove(0);
		let from = due;
		self.note(Instalment {
			number: 0,
			from,
			due,
			in_time,
			provisional: false,
			principal: 0,
			interest: 0,
			fees: amount,
		});
		self.push(Bill::of(Unpaid { due, fees: amount, ..Unpaid::default() }, in_time));
	}

	/// Writes what became due into the schedule, in the order of days; what is due on one day stands together.
	fn note(&mut self, line: Instalment) {
		enter_line(&mut self.settled, line);
	}

	fn push(&mut self, bill: Bill) {
		if bill.late() == 0 && bill.unpaid.costs == 0 {
			return;
		}
		let place = self.bills.partition_point(|one| one.unpaid.due <= bill.unpaid.due);
		self.bills.insert(place, bill);
	}

	/// Counts penalty to the day of the last reckoning, on what is unpaid and not in time any more.
	fn penalise(&mut self) -> Result<(), Fault> {
		let (today, stood) = (self.reckoned, self.account.stood);
		let (penalty, contract) = (self.penalty_rate(), self.contract);
		let matures = self.called.map_or(self.maturity, |called| called.min(self.maturity));
		let late = late_days(self.conditions.day_count);
		let on_interest = self.conditions.late.on_interest;
		for bill in self.bills.iter_mut().filter(|bill| bill.in_time < today && bill.penalised < today) {
			let parts = |from: Date, to: Date| {
				let days = to.saturating_sub(from);
				let counted = u64::from(stood.others(from, to));
				late.parts(from, to).saturating_mul(counted).checked_div(days.into()).unwrap_or(0)
			};
			let more = |amount: Amount, rate: Rate, parts: u64| {
				u128::from(amount).checked_mul(rate.0.into())?.checked_mul(parts.into())
			};
			let from = bill.penalised;
			let change = matures.clamp(from, today);
			let Unpaid { interest, principal, .. } = bill.unpaid;
			let (before, after) = (parts(from, change), parts(change, today));
			let of_principal = more(principal, penalty, before.saturating_add(after));
			let of_interest = match on_interest {
				OnUnpaidInterest::Nothing => Some(0),
				OnUnpaidInterest::Penalty => more(interest, penalty, before.saturating_add(after)),
				OnUnpaidInterest::ContractThenPenalty => {
					more(interest, contract, before).zip(more(interest, penalty, after)).map(|(one, other)| one + other)
				},
			};
			let added = of_principal.zip(of_interest).and_then(|(one, other)| one.checked_add(other));
			bill.penalty = added.and_then(|added| bill.penalty.checked_add(added)).ok_or(Fault::TooHigh)?;
			bill.penalised = today;
		}
		Ok(())
	}

	/// The contract's rate, or that for misuse. What accrued until today has the rate of before.
	fn take_rate(&mut self) -> Result<(), Fault> {
		let raised =
			if self.misused { self.contract.raised_by(self.conditions.late.misuse) } else { Some(self.contract) };
		let rate = raised.ok_or(Fault::TooHigh)?;
		self.course.change(self.place.max(self.holiday), Change::Rate(rate))
	}

	/// Everything becomes due.
	fn call(&mut self, on: Date) -> Result<(), Fault> {
		let interest = self.accrued_interest();
		let principal = core::mem::take(&mut self.course.left);
		let fees = self.fees.drain(..).fold(0, |sum: Amount, fee| sum.saturating_add(fee.amount));
		(self.ahead, self.carried) = (0, 0);
		self.accrued = Accrued::new(self.conditions.day_count, on);
		self.called = Some(on);
		self.note(Instalment {
			number: 0,
			from: on,
			due: on,
			in_time: on,
			provisional: false,
			principal,
			interest,
			fees,
		});
		self.push(Bill::of(Unpaid { due: on, interest, principal, fees, ..Unpaid::default() }, on));
		Ok(())
	}

	/// Other conditions hold from a day on: what is not due yet is repaid by them, as a loan drawn on that day.
	fn amend(&mut self, on: Date, number: u8) -> Result<(), Fault> {
		let amendment = self.account.amendments.get(usize::from(number)).ok_or(Fault::NoAmendment)?;
		self.carried = self.accrued_interest();
		self.ahead = 0;
		let mut left = self.course.left;
		if amendment.reschedules_arrears {
			// What was settled and is due in a few days is no arrears, and stands beside what both signed.
			for bill in self.bills.iter_mut().filter(|bill| bill.unpaid.due <= on) {
				left = left.saturating_add(core::mem::take(&mut bill.unpaid.principal));
			}
		}
		let under = self.under();
		self.conditions = &amendment.conditions;
		// Penalty so far is in parts of a year by the days of before.
		let parts = self.under();
		for bill in &mut self.bills {
			bill.penalty = mul_div(bill.penalty, parts, under).ok_or(Fault::TooHigh)?;
		}
		// A floating rate goes on as it is until its next repricing.
		if let Pricing::Fixed { rate } = self.conditions.pricing {
			self.contract = rate;
		}
		let mut agreement = agreement(self.conditions, self.contract, on);
		agreement.amount = left;
		self.course = agreement.resume(self.account.calendar)?;
		let fees = agreement.fees.iter().map(|fee| agreement.fee(fee, self.account.calendar));
		self.fees.extend(fees);
		self.fees.sort_by_key(|fee| fee.due);
		self.maturity = agreement.timing.maturity;
		self.holiday = self.conditions.principal_holiday.into();
		(self.place, self.called, self.drawn) = (0, None, on);
		self.accrued = Accrued::new(self.conditions.day_count, on);
		self.take_rate()?;
		self.reckon(on)
	}

	fn spend(&mut self, amount: Amount) -> Result<Owed, Fault> {
		if amount > self.payoff() {
			return Err(Fault::AboveDebt);
		}
		let (mut left, mut spent) = (amount, Owed::default());
		let (due, coming): (Vec<usize>, Vec<usize>) = (0..self.bills.len())
			.partition(|place| self.bills.get(*place).is_some_and(|bill| bill.unpaid.due <= self.reckoned));
		for places in [due, coming] {
			let (over, part) = self.spend_on(left, &places);
			left = over;
			spent = spent.plus(&part);
		}
		self.bills.retain(|bill| bill.late() > 0 || bill.unpaid.costs > 0 || bill.penalty > 0);
		let mut take = |owed: Amount| {
			let part = left.min(owed);
			left = left.saturating_sub(part);
			part
		};
		let interest = take(self.accrued_interest());
		let principal = take(self.course.left);
		self.ahead = self.ahead.saturating_add(interest);
		if principal > 0 {
			let (amount, effect) = (principal, self.conditions.prepayment);
			self.course.change(self.place.max(self.holiday), Change::Prepayment { amount, effect })?;
		}
		let mut fees: Amount = 0;
		for fee in &mut self.fees {
			let part = take(fee.amount);
			fee.amount = fee.amount.saturating_sub(part);
			fees = fees.saturating_add(part);
		}
		self.fees.retain(|fee| fee.amount > 0);
		Ok(spent.plus(&Owed::of(0, 0, interest, fees, principal)))
	}

	/// Spends a payment on some bills, and answers what is over and what each claim got.
	fn spend_on(&mut self, payment: Amount, places: &[usize]) -> (Amount, Owed) {
		let under = self.under();
		let mut unpaid: Vec<Unpaid> = Vec::with_capacity(places.len());
		for bill in places.iter().filter_map(|place| self.bills.get(*place)) {
			unpaid.push(Unpaid { penalty: bill.penalty_due(under), ..bill.unpaid });
		}
		let before = unpaid.clone();
		let over = spend(payment, &mut unpaid, &self.conditions.order);
		let mut spent = Owed::default();
		for ((place, was), is) in places.iter().zip(before).zip(unpaid) {
			let Some(bill) = self.bills.get_mut(*place) else { continue };
			let penalty = was.penalty.saturating_sub(is.penalty);
			bill.penalty_paid = bill.penalty_paid.saturating_add(penalty);
			bill.unpaid = Unpaid { penalty: 0, ..is };
			spent = spent.plus(&Owed::of(
				was.costs.saturating_sub(is.costs),
				penalty,
				was.interest.saturating_sub(is.interest),
				was.fees.saturating_sub(is.fees),
				was.principal.saturating_sub(is.principal),
			));
		}
		(over, spent)
	}
}

fn owed(bill: &Bill, under: u128) -> Owed {
	let Unpaid { costs, interest, fees, principal, .. } = bill.unpaid;
	Owed::of(costs, bill.penalty_due(under), interest, fees, principal)
}

/// Enters a line of a schedule on its day. Lines of one day are one, also where two periods end on the same working day.
pub(crate) fn enter_line(lines: &mut Vec<Instalment>, line: Instalment) {
	let place = lines.partition_point(|one| one.due < line.due);
	match lines.get_mut(place).filter(|one| one.due == line.due) {
		Some(one) => {
			one.from = one.from.min(line.from);
			one.in_time = one.in_time.max(line.in_time);
			one.provisional |= line.provisional;
			one.principal = one.principal.saturating_add(line.principal);
			one.interest = one.interest.saturating_add(line.interest);
			one.fees = one.fees.saturating_add(line.fees);
		},
		None => lines.insert(place, line),
	}
	for (number, one) in (1..).zip(lines.iter_mut()) {
		one.number = number;
	}
}

#[cfg(test)]
mod tests;
