//! A loan's books. Pure: a day goes in, what is owed comes out.
//!
//! Interest accrues by the day on what is not billed yet, so that a whole month gives exactly a twelfth of the year's.
//! On each due date the month's interest and its part of the principal are billed. What is billed and unpaid bears the
//! penalty rate from the day after, in days of a year of 365; days on which no payment could be recorded bear interest
//! and no penalty. Payments go to charges, then interest, then principal, the oldest first; what exceeds that pays the
//! interest accrued so far and then principal ahead of time, which shortens the loan.

use crate::schedule::Plan;
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use lingnan_types::{
	add_months,
	application::Terms,
	loan::{Entry, Owed},
	product::{RepaymentMethod, MAX_TENOR},
	Amount, BasisPoints, Date, StoodStill, WHOLE,
};
use scale_info::TypeInfo;

const DAYS_OF_YEAR: u128 = 365;

/// What was billed on a day and is not paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Bill {
	/// The day on which it is due. Days since 1970-01-01.
	pub due: Date,
	/// Interest billed and unpaid. Minor units (fen, cents, avos).
	pub interest: Amount,
	/// Principal billed and unpaid. Minor units (fen, cents, avos).
	pub principal: Amount,
}

impl Bill {
	fn total(&self) -> Amount {
		self.interest.saturating_add(self.principal)
	}
}

/// The books of one loan.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Ledger {
	/// How the loan is repaid.
	pub method: RepaymentMethod,
	/// What was lent. Minor units (fen, cents, avos).
	pub amount: Amount,
	/// Rate of interest, in basis points a year.
	pub rate: BasisPoints,
	/// Rate on what is in arrears, in basis points a year.
	pub penalty_rate: BasisPoints,
	/// Term in months.
	pub tenor: u16,
	/// The day from which the loan runs. Days since 1970-01-01.
	pub started: Date,
	/// Of equal instalments. Minor units (fen, cents, avos).
	pub instalment: Amount,
	/// Instalments billed. How many.
	pub billed: u16,
	/// Principal not billed yet. Minor units (fen, cents, avos).
	pub unbilled: Amount,
	/// Billed and unpaid, oldest first.
	pub bills: BoundedVec<Bill, ConstU32<{ MAX_TENOR as u32 }>>,
	/// Charges levied and unpaid, without penalties. Minor units (fen, cents, avos).
	pub charges: Amount,
	/// Penalty accrued in all, in minor units x basis points x days.
	pub penalty: u128,
	/// Penalties paid. Minor units (fen, cents, avos).
	pub penalty_paid: Amount,
	/// Unbilled principal x days in the current period.
	pub principal_days: u128,
	/// Interest of the current period that was paid ahead. Minor units (fen, cents, avos).
	pub interest_ahead: Amount,
	/// The day to which all this is reckoned. Days since 1970-01-01.
	pub reckoned: Date,
	/// Charges and penalties repaid so far. Minor units (fen, cents, avos).
	pub repaid_charges: Amount,
	/// Interest repaid so far. Minor units (fen, cents, avos).
	pub repaid_interest: Amount,
	/// Principal repaid so far. Minor units (fen, cents, avos).
	pub repaid_principal: Amount,
}

/// How a payment was spent.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Spent {
	pub charges: Amount,
	pub interest: Amount,
	pub principal: Amount,
}

/// What happens to the books on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Movement {
	Payment(Amount),
	Charge(Amount),
	/// Everything becomes due.
	Call,
}

impl Movement {
	/// What an entry on the account does.
	pub fn of(entry: &Entry) -> Self {
		match entry {
			Entry::Repayment { amount, .. } | Entry::Proceeds { amount, .. } => Self::Payment(*amount),
			Entry::Charge { amount, .. } => Self::Charge(*amount),
			Entry::Called => Self::Call,
		}
	}
}

/// How the books stand after a movement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
	pub spent: Spent,
	pub outstanding_principal: Amount,
}

impl Ledger {
	/// The books of a loan on these terms as they begin.
	pub fn of(terms: &Terms, started: Date) -> Self {
		Self::start(Plan::of(terms), terms.penalty_rate, terms.arrangement_fee, started)
	}

	/// The books of a loan as they begin: with a rate on what will be in arrears, and a fee charged at the start.
	pub fn start(plan: Plan, penalty_rate: BasisPoints, fee: Amount, started: Date) -> Self {
		let Plan { method, amount, rate, tenor } = plan;
		Self {
			method,
			amount,
			rate,
			penalty_rate,
			tenor,
			started,
			instalment: plan.instalment(),
			billed: 0,
			unbilled: amount,
			bills: BoundedVec::new(),
			charges: fee,
			penalty: 0,
			penalty_paid: 0,
			principal_days: 0,
			interest_ahead: 0,
			reckoned: started,
			repaid_charges: 0,
			repaid_interest: 0,
			repaid_principal: 0,
		}
	}

	/// Brings the books to a day. Days before the last reckoning change nothing. `stood`: the days on which no payment
	/// could be recorded.
	pub fn reckon(&mut self, today: Date, stood: &StoodStill) {
		while let Some(due) = self.next_due() {
			if due > today {
				break;
			}
			self.accrue(due, stood);
			self.bill(due);
		}
		self.accrue(today, stood);
	}

	/// Everything becomes due, as a default makes it.
	pub fn accelerate(&mut self, today: Date, stood: &StoodStill) {
		self.reckon(today, stood);
		let bill = Bill { due: today, interest: self.accrued_interest(), principal: self.unbilled };
		self.push(bill);
		self.unbilled = 0;
		self.billed = self.instalments();
		self.principal_days = 0;
		self.interest_ahead = 0;
	}

	/// Brings the books to a day and enters a movement; none, and books that are of no use, if a payment is more than
	/// is owed then.
	pub fn enter(&mut self, on: Date, movement: Movement, stood: &StoodStill) -> Option<Step> {
		self.reckon(on, stood);
		let mut spent = Spent::default();
		match movement {
			Movement::Payment(amount) if amount > self.payoff() => return None,
			Movement::Payment(amount) => spent = self.pay(amount),
			Movement::Charge(amount) => self.levy(amount),
			Movement::Call => self.accelerate(on, stood),
		}
		Some(Step { spent, outstanding_principal: self.outstanding_principal() })
	}

	/// Enters movements one after another, the days in their order.
	pub fn replay(
		&mut self,
		movements: impl IntoIterator<Item = (Date, Movement)>,
		stood: &StoodStill,
	) -> Option<Vec<Step>> {
		movements.into_iter().map(|(on, movement)| self.enter(on, movement, stood)).collect()
	}

	pub fn levy(&mut self, amount: Amount) {
		self.charges = self.charges.saturating_add(amount);
	}

	/// What is to be paid on the day of the last reckoning.
	pub fn due(&self) -> Owed {
		let charges = self.charges.saturating_add(self.penalty_due());
		let interest = self.bills.iter().fold(0, |sum: Amount, bill| sum.saturating_add(bill.interest));
		let principal = self.billed_principal();
		let total = charges.saturating_add(interest).saturating_add(principal);
		Owed { charges, interest, principal, total }
	}

	/// What closes the loan on the day of the last reckoning.
	pub fn payoff(&self) -> Amount {
		self.due().total.saturating_add(self.accrued_interest()).saturating_add(self.unbilled)
	}

	pub fn outstanding_principal(&self) -> Amount {
		self.unbilled.saturating_add(self.billed_principal())
	}

	/// The oldest day for which something billed is unpaid, when that day is past.
	pub fn arrears_since(&self) -> Option<Date> {
		self.bills.first().map(|bill| bill.due).filter(|due| *due < self.reckoned)
	}

	/// The day since which more than `least` is billed and unpaid, as the bills stand now, when that day is past.
	pub fn arrears_above(&self, least: Amount) -> Option<Date> {
		let mut unpaid: Amount = 0;
		let passes = |bill: &&Bill| {
			unpaid = unpaid.saturating_add(bill.total());
			unpaid > least
		};
		self.bills.iter().find(passes).map(|bill| bill.due).filter(|due| *due < self.reckoned)
	}

	pub fn repaid(&self) -> Owed {
		let (charges, interest, principal) = (self.repaid_charges, self.repaid_interest, self.repaid_principal);
		let total = charges.saturating_add(interest).saturating_add(principal);
		Owed { charges, interest, principal, total }
	}

	/// Spends a payment, at most the payoff, on the day of the last reckoning.
	pub fn pay(&mut self, amount: Amount) -> Spent {
		let mut left = amount;
		let mut spent = Spent::default();
		let mut penalty = self.penalty_due();
		let mut accrued = self.accrued_interest();
		let mut take = |owed: &mut Amount, into: &mut Amount| {
			let part = left.min(*owed);
			*owed = owed.saturating_sub(part);
			*into = into.saturating_add(part);
			left = left.saturating_sub(part);
			part
		};

		take(&mut self.charges, &mut spent.charges);
		let paid = take(&mut penalty, &mut spent.charges);
		self.penalty_paid = self.penalty_paid.saturating_add(paid);
		for bill in self.bills.iter_mut() {
			take(&mut bill.interest, &mut spent.interest);
		}
		for bill in self.bills.iter_mut() {
			take(&mut bill.principal, &mut spent.principal);
		}
		let ahead = take(&mut accrued, &mut spent.interest);
		self.interest_ahead = self.interest_ahead.saturating_add(ahead);
		take(&mut self.unbilled, &mut spent.principal);

		self.bills.retain(|bill| bill.total() > 0);
		self.repaid_charges = self.repaid_charges.saturating_add(spent.charges);
		self.repaid_interest = self.repaid_interest.saturating_add(spent.interest);
		self.repaid_principal = self.repaid_principal.saturating_add(spent.principal);
		spent
	}

	fn plan(&self) -> Plan {
		Plan { method: self.method, amount: self.amount, rate: self.rate, tenor: self.tenor }
	}

	fn instalments(&self) -> u16 {
		if self.method == RepaymentMethod::Bullet {
			1
		} else {
			self.tenor
		}
	}

	fn months_of_period(&self) -> u16 {
		if self.method == RepaymentMethod::Bullet {
			self.tenor
		} else {
			1
		}
	}

	/// The first day of the `n`th period.
	fn period(&self, n: u16) -> Date {
		add_months(self.started, u32::from(n).saturating_mul(self.months_of_period().into()))
	}

	fn days_of_period(&self) -> u32 {
		self.period(self.billed.saturating_add(1)).saturating_sub(self.period(self.billed)).max(1)
	}

	fn next_due(&self) -> Option<Date> {
		(self.billed < self.instalments() && self.unbilled > 0).then(|| self.period(self.billed.saturating_add(1)))
	}

	/// Counts the days to a day: of principal towards interest, of what is unpaid towards penalty.
	fn accrue(&mut self, to: Date, stood: &StoodStill) {
		let days = u128::from(to.saturating_sub(self.reckoned));
		if days == 0 {
			return;
		}
		let unpaid = self.bills.iter().fold(0u128, |sum, bill| sum.saturating_add(bill.total().into()));
		let penalised = u128::from(stood.others(self.reckoned, to));
		let penalty = unpaid.saturating_mul(self.penalty_rate.into()).saturating_mul(penalised);
		self.penalty = self.penalty.saturating_add(penalty);
		self.principal_days = self.principal_days.saturating_add(u128::from(self.unbilled).saturating_mul(days));
		self.reckoned = to;
	}

	fn bill(&mut self, due: Date) {
		let whole = self.interest_of_period();
		let is_last = self.billed.saturating_add(1) == self.instalments();
		let principal =
			if is_last { self.unbilled } else { self.plan().principal_part(self.instalment, self.unbilled, whole) };
		self.push(Bill { due, interest: whole.saturating_sub(self.interest_ahead), principal });
		self.unbilled = self.unbilled.saturating_sub(principal);
		self.billed = self.billed.saturating_add(1);
		self.principal_days = 0;
		self.interest_ahead = 0;
	}

	/// There is room for every instalment; a bill beyond would join the last one.
	fn push(&mut self, bill: Bill) {
		if bill.total() == 0 {
			return;
		}
		if self.bills.try_push(bill).is_err() {
			if let Some(last) = self.bills.last_mut() {
				last.interest = last.interest.saturating_add(bill.interest);
				last.principal = last.principal.saturating_add(bill.principal);
			}
		}
	}

	fn billed_principal(&self) -> Amount {
		self.bills.iter().fold(0, |sum: Amount, bill| sum.saturating_add(bill.principal))
	}

	/// Of the current period, and not paid ahead.
	fn accrued_interest(&self) -> Amount {
		self.interest_of_period().saturating_sub(self.interest_ahead)
	}

	/// Accrued in the current period, rounded half up as in the schedule.
	fn interest_of_period(&self) -> Amount {
		let numerator =
			self.principal_days.saturating_mul(self.rate.into()).saturating_mul(self.months_of_period().into());
		let denominator = 12u128.saturating_mul(WHOLE.into()).saturating_mul(self.days_of_period().into()).max(1);
		Amount::try_from(numerator.saturating_add(denominator / 2) / denominator).unwrap_or(Amount::MAX)
	}

	/// Rounded down: a penalty is never more than its days.
	fn penalty_due(&self) -> Amount {
		let accrued = self.penalty / DAYS_OF_YEAR.saturating_mul(WHOLE.into());
		Amount::try_from(accrued).unwrap_or(Amount::MAX).saturating_sub(self.penalty_paid)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::from_civil;
	use proptest::prelude::*;
	use RepaymentMethod::*;

	const START: Date = 18_263;

	/// Nothing was ever stopped.
	fn never() -> StoodStill {
		StoodStill::default()
	}

	fn ledger(method: RepaymentMethod, tenor: u16) -> Ledger {
		Ledger::start(Plan { method, amount: 10_000_000, rate: 1_200, tenor }, 3_650, 0, START)
	}

	#[test]
	fn nothing_is_due_before_the_first_due_date() {
		let mut books = ledger(EqualInstalments, 12);
		let due = from_civil(2020, 2, 2).unwrap();
		books.reckon(due - 1, &never());
		assert_eq!(books.due(), Owed::default());
		books.reckon(due, &never());
		assert_eq!((books.due().interest, books.due().principal), (100_000, 788_488));
		assert_eq!(books.arrears_since(), None, "it is due today");
		books.reckon(due + 1, &never());
		assert_eq!(books.arrears_since(), Some(due));
	}

	/// 888,488 unpaid for ten days at 36.5 % a year: a thousandth a day.
	#[test]
	fn arrears_bear_the_penalty_rate_by_the_day() {
		let mut books = ledger(EqualInstalments, 12);
		let due = from_civil(2020, 2, 2).unwrap();
		books.reckon(due + 10, &never());
		assert_eq!(books.due().charges, 8_884);
		let spent = books.pay(8_884 + 100_000 + 8);
		assert_eq!(spent, Spent { charges: 8_884, interest: 100_000, principal: 8 });
		assert_eq!(books.arrears_since(), Some(due));
		books.pay(788_480);
		assert_eq!((books.due().total, books.arrears_since()), (0, None));
	}

	/// The same ten days, on four of which nothing could be recorded: six days of penalty, and interest as agreed.
	#[test]
	fn days_on_which_nothing_could_be_recorded_bear_no_penalty() {
		let due = from_civil(2020, 2, 2).unwrap();
		let mut stood = StoodStill::default();
		stood.note(due - 1, due);
		stood.note(due + 3, due + 6);
		let mut books = ledger(EqualInstalments, 12);
		books.reckon(due + 4, &stood);
		books.reckon(due + 10, &stood);
		assert_eq!(books.due().charges, 5_330);
		let mut others = ledger(EqualInstalments, 12);
		others.reckon(due + 10, &never());
		assert_eq!(others.payoff() - others.due().charges, books.payoff() - books.due().charges);
	}

	#[test]
	fn paying_off_early_costs_the_days_and_no_more() {
		let mut books = ledger(EqualInstalments, 12);
		// 15 of the 31 days of the first month: 100,000 x 15 / 31.
		books.reckon(START + 15, &never());
		assert_eq!(books.payoff(), 10_000_000 + 48_387);
		let spent = books.pay(10_048_387);
		assert_eq!(spent, Spent { charges: 0, interest: 48_387, principal: 10_000_000 });
		assert_eq!(books.payoff(), 0);
		books.reckon(START + 1_000, &never());
		assert_eq!(books.payoff(), 0);
	}

	#[test]
	fn principal_paid_ahead_shortens_the_loan() {
		let mut books = ledger(EqualInstalments, 12);
		books.pay(5_000_000);
		assert_eq!(books.outstanding_principal(), 5_000_000);
		let mut months = 0;
		while books.outstanding_principal() > 0 {
			months += 1;
			books.reckon(add_months(START, months), &never());
			let due = books.due().total;
			assert!(due <= 888_488);
			books.pay(due);
		}
		assert_eq!(months, 6);
	}

	#[test]
	fn interest_paid_ahead_is_not_billed_again() {
		let mut books = ledger(InterestOnly, 3);
		books.reckon(START + 10, &never());
		let spent = books.pay(10);
		assert_eq!(spent.interest, 10);
		books.reckon(add_months(START, 1), &never());
		assert_eq!(books.due().interest, 100_000 - 10);
	}

	#[test]
	fn a_bullet_is_due_once_and_default_makes_all_due() {
		let mut books = ledger(Bullet, 6);
		books.reckon(add_months(START, 6) - 1, &never());
		assert_eq!(books.due().total, 0);
		books.reckon(add_months(START, 6), &never());
		assert_eq!((books.due().interest, books.due().principal), (600_000, 10_000_000));

		let mut books = ledger(EqualPrincipal, 12);
		books.accelerate(add_months(START, 1) + 90, &never());
		assert_eq!(books.due().principal, 10_000_000);
		assert_eq!(books.payoff(), books.due().total);
	}

	#[test]
	fn a_fee_is_the_first_thing_paid() {
		let mut books = Ledger::start(Plan { method: Bullet, amount: 1_000, rate: 0, tenor: 1 }, 0, 7, START);
		assert_eq!((books.due().charges, books.payoff()), (7, 1_007));
		assert_eq!(books.pay(10), Spent { charges: 7, interest: 0, principal: 3 });
	}

	#[test]
	fn arrears_count_from_the_day_on_which_they_became_material() {
		let mut books = ledger(EqualInstalments, 12);
		let (first, second) = (add_months(START, 1), add_months(START, 2));
		books.reckon(first, &never());
		books.pay(888_487);
		books.reckon(second + 5, &never());
		assert_eq!((books.arrears_since(), books.arrears_above(0)), (Some(first), Some(first)));
		assert_eq!(books.arrears_above(1), Some(second), "one unit of the first instalment is nothing");
		assert_eq!(books.arrears_above(888_489), None);
	}

	proptest! {
		/// In whatever order payments become known: the books are those of who knew them all on their days.
		#[test]
		fn a_late_entry_leaves_no_trace(
			days in prop::collection::vec(0u32..300, 2..12), amounts in prop::collection::vec(1u64..900_000, 12),
		) {
			let movement = |(day, amount): (&u32, &u64)| (START + day, Movement::Payment(*amount));
			let mut known: Vec<_> = days.iter().zip(&amounts).map(movement).collect();
			let late = known.pop().unwrap();
			let mut all = known.clone();
			all.push(late);
			for list in [&mut known, &mut all] {
				list.sort_by_key(|(on, _)| *on);
			}
			let mut books = ledger(EqualInstalments, 12);
			prop_assume!(books.replay(all.clone(), &never()).is_some());
			let mut again = ledger(EqualInstalments, 12);
			again.replay(known, &never()).unwrap();
			let mut fresh = ledger(EqualInstalments, 12);
			fresh.replay(all, &never()).unwrap();
			prop_assert_eq!(fresh, books.clone());
			prop_assert_eq!(books.outstanding_principal() + books.repaid().principal, 10_000_000);
		}

		/// Whoever pays on each due date pays exactly the schedule.
		#[test]
		fn the_books_follow_the_schedule(
			method in prop::sample::select(vec![EqualInstalments, EqualPrincipal, Bullet, InterestOnly]),
			amount in 1u64..1_000_000_000_000_000, rate in 0u32..=10_000, tenor in 1u16..=60, start in 15_000u32..25_000,
		) {
			let plan = Plan { method, amount, rate, tenor };
			let mut books = Ledger::start(plan, 1_000, 0, start);
			for planned in plan.schedule(start) {
				books.reckon(planned.due, &never());
				let due = books.due();
				prop_assert_eq!((due.charges, due.interest, due.principal), (0, planned.interest, planned.principal));
				books.pay(due.total);
			}
			prop_assert_eq!(books.payoff(), 0);
			prop_assert_eq!(books.repaid().principal, amount);
		}

		/// Whatever is paid whenever: principal is neither lost nor made, and the payoff closes the loan.
		#[test]
		fn money_is_conserved(
			method in prop::sample::select(vec![EqualInstalments, EqualPrincipal, Bullet, InterestOnly]),
			amount in 1u64..10_000_000_000, rate in 0u32..=5_000, penalty in 0u32..=5_000, tenor in 1u16..=36,
			steps in prop::collection::vec((0u32..120, 0u64..2_000_000_000), 0..20), accelerate in any::<bool>(),
		) {
			let mut books = Ledger::start(Plan { method, amount, rate, tenor }, penalty, 5, START);
			let mut today = START;
			for (days, payment) in steps {
				today += days;
				books.reckon(today, &never());
				let payment = payment.min(books.payoff());
				let (before, owed) = (books.payoff(), books.due().total);
				let spent = books.pay(payment);
				prop_assert_eq!(spent.charges + spent.interest + spent.principal, payment);
				prop_assert_eq!(books.payoff(), before - payment);
				prop_assert_eq!(books.due().total, owed.saturating_sub(payment));
				prop_assert_eq!(books.outstanding_principal() + books.repaid().principal, amount);
			}
			if accelerate {
				books.accelerate(today, &never());
			}
			let all = books.payoff();
			books.pay(all);
			prop_assert_eq!((books.payoff(), books.outstanding_principal()), (0, 0));
			books.reckon(today + 10_000, &never());
			prop_assert_eq!(books.payoff(), 0);
		}
	}
}
