//! What is owed on a loan: lived through day by day from the first, every time that it is asked for. Nothing is kept.

use crate::calendar::add_months;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
	EqualInstalments,
	EqualPrincipal,
	Bullet,
	InterestOnly,
}

/// What was agreed. Amounts in minor units, the rate in basis points a year, the tenor in months. A month is as many days as it has,
/// a year 360.
#[derive(Clone, Debug)]
pub struct Deal {
	pub amount: u64,
	pub rate: u32,
	/// By which share the rate is raised on overdue principal, in basis points of it.
	pub surcharge: u32,
	pub tenor: u32,
	pub method: Method,
	/// Due on the first day.
	pub fee: u64,
	/// Interest runs from this day.
	pub start: u32,
}

impl Deal {
	/// Days after a due day in which payment is in time.
	pub fn grace(&self) -> u32 {
		self.tenor % 4
	}

	/// A year, in hundred-millionths.
	fn contract(&self) -> u128 {
		u128::from(self.rate) * 10_000
	}

	fn penalty(&self) -> u128 {
		half_up(self.contract() * u128::from(10_000 + self.surcharge), 10_000).into()
	}

	fn months(&self) -> u32 {
		if self.method == Method::Bullet {
			self.tenor
		} else {
			1
		}
	}

	/// First day and last of the period that begins after so many months.
	fn period(&self, months: u32) -> (u32, u32) {
		(add_months(self.start, months), add_months(self.start, months + self.months()))
	}
}

/// Days of a year, as hundred-millionths of it.
const YEAR: u128 = 360 * 100_000_000;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
	Paid(u64),
	Charged(u64),
	/// Everything became due.
	Called,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Split {
	pub costs: u64,
	pub penalty: u64,
	pub interest: u64,
	pub fees: u64,
	pub principal: u64,
}

impl Split {
	pub fn all(&self) -> u64 {
		self.costs + self.penalty + self.interest + self.fees + self.principal
	}
}

/// What was due on a day and is unpaid.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Bill {
	pub day: u32,
	/// The last day on which payment is in time.
	pub until: u32,
	pub costs: u64,
	pub interest: u64,
	pub fees: u64,
	pub principal: u64,
	/// Unpaid amounts x days x rates.
	penalty: u128,
	penalty_paid: u64,
}

impl Bill {
	/// For which one is late: costs come of that.
	fn late(&self) -> u64 {
		self.interest + self.fees + self.principal
	}

	fn penalty_due(&self) -> u64 {
		half_up(self.penalty, YEAR) - self.penalty_paid
	}
}

/// How a loan stands in the evening of a day.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Standing {
	pub due: Split,
	pub paid: Split,
	/// Principal that is owed, due or not.
	pub outstanding: u64,
	/// What closes the loan.
	pub payoff: u64,
	/// What is due and unpaid, oldest first.
	pub bills: Vec<Bill>,
}

/// The day since which more than `least` is due and unpaid, once it is past.
fn late_since(bills: &[Bill], least: u64, today: u32) -> Option<u32> {
	let mut sum = 0;
	let mut late = bills.iter().filter(|bill| bill.until < today).filter(|bill| {
		sum += bill.late();
		bill.late() > 0 && sum > least
	});
	late.next().map(|bill| bill.day)
}

impl Standing {
	/// The day since which more than `least` is due and unpaid, once it is past.
	pub fn late_since(&self, least: u64, today: u32) -> Option<u32> {
		late_since(&self.bills, least, today)
	}
}

fn half_up(over: u128, under: u128) -> u64 {
	((2 * over + under) / (2 * under)) as u64
}

/// The least whole amount that repays in so many months.
fn instalment(deal: &Deal) -> u64 {
	let repays = |amount: u64| {
		let mut left = deal.amount;
		for month in 0..deal.tenor {
			let (from, to) = deal.period(month);
			let interest = half_up(u128::from(left) * deal.contract() * u128::from(to - from), YEAR);
			if amount < interest {
				return false;
			}
			left -= (amount - interest).min(left);
		}
		left == 0
	};
	let (mut low, mut high) = (0, deal.amount * 2 + 1);
	while low + 1 < high {
		let middle = low + (high - low) / 2;
		if repays(middle) {
			high = middle;
		} else {
			low = middle;
		}
	}
	high
}

struct Life<'a> {
	deal: &'a Deal,
	/// Principal that is not due yet.
	ahead: u64,
	bills: Vec<Bill>,
	/// Principal x days of the current period.
	principal_days: u128,
	paid_ahead: u64,
	/// First day and last of the current period. None: the last one is over.
	period: Option<(u32, u32)>,
	months: u32,
	called: Option<u32>,
	paid: Split,
}

impl Life<'_> {
	fn interest(&self) -> u64 {
		half_up(self.principal_days * self.deal.contract(), YEAR)
	}

	fn due(&self) -> Split {
		self.bills.iter().fold(Split::default(), |sum, bill| Split {
			costs: sum.costs + bill.costs,
			penalty: sum.penalty + bill.penalty_due(),
			interest: sum.interest + bill.interest,
			fees: sum.fees + bill.fees,
			principal: sum.principal + bill.principal,
		})
	}

	fn next_period(&mut self) {
		self.period = (self.months < self.deal.tenor).then(|| self.deal.period(self.months));
		self.months += self.deal.months();
		self.principal_days = 0;
		self.paid_ahead = 0;
	}

	/// A day of lateness on all that is unpaid and not in time any more; of those that were in time until yesterday, each day since
	/// they were due.
	fn grow_late(&mut self, day: u32) {
		let (contract, penalty) = (self.deal.contract(), self.deal.penalty());
		let end = add_months(self.deal.start, self.deal.tenor);
		let matures = self.called.map_or(end, |called| called.min(end));
		for bill in self.bills.iter_mut().filter(|bill| bill.until < day) {
			let first = if day == bill.until + 1 { bill.day + 1 } else { day };
			for one in first..=day {
				let on_interest = if one <= matures { contract } else { penalty };
				bill.penalty += u128::from(bill.principal) * penalty + u128::from(bill.interest) * on_interest;
			}
		}
	}

	fn bill(&mut self, day: u32, instalment: u64) {
		let whole = self.interest();
		let principal = match self.deal.method {
			_ if self.months >= self.deal.tenor => self.ahead,
			Method::EqualInstalments => instalment.saturating_sub(whole).min(self.ahead),
			Method::EqualPrincipal => (self.deal.amount / u64::from(self.deal.tenor)).min(self.ahead),
			_ => 0,
		};
		self.ahead -= principal;
		let interest = whole.saturating_sub(self.paid_ahead);
		self.bills.push(Bill { day, until: day + self.deal.grace(), interest, principal, ..Bill::default() });
		self.next_period();
	}

	/// Everything becomes due: interest by the day, and all principal.
	fn call(&mut self, day: u32) {
		let bill = Bill { day, until: day, interest: self.accrued(), principal: self.ahead, ..Bill::default() };
		self.bills.push(bill);
		self.ahead = 0;
		(self.principal_days, self.paid_ahead, self.period) = (0, 0, None);
		self.called = Some(day);
	}

	fn accrued(&self) -> u64 {
		self.interest().saturating_sub(self.paid_ahead)
	}

	fn payoff(&self) -> u64 {
		self.due().all() + self.accrued() + self.ahead
	}

	/// Costs, penalty, interest, fees, principal, each of all days; then ahead of time.
	fn pay(&mut self, mut amount: u64) {
		fn take(from: &mut u64, amount: &mut u64) -> u64 {
			let taken = (*from).min(*amount);
			*from -= taken;
			*amount -= taken;
			taken
		}
		for bill in &mut self.bills {
			self.paid.costs += take(&mut bill.costs, &mut amount);
		}
		for bill in &mut self.bills {
			let taken = take(&mut bill.penalty_due(), &mut amount);
			bill.penalty_paid += taken;
			self.paid.penalty += taken;
		}
		for bill in &mut self.bills {
			self.paid.interest += take(&mut bill.interest, &mut amount);
		}
		for bill in &mut self.bills {
			self.paid.fees += take(&mut bill.fees, &mut amount);
		}
		for bill in &mut self.bills {
			self.paid.principal += take(&mut bill.principal, &mut amount);
		}
		let mut accrued = self.accrued();
		let taken = take(&mut accrued, &mut amount);
		self.paid_ahead += taken;
		self.paid.interest += taken;
		self.paid.principal += take(&mut self.ahead, &mut amount);
	}
}

/// Lives a loan until the evening of a day; none if more was ever paid than was owed. Entries count by day, then as they come.
/// `before` is asked each day before the entries of that day.
fn lived<'a>(
	deal: &'a Deal,
	entries: &[(u32, What)],
	today: u32,
	mut before: impl FnMut(&[Bill], u32),
) -> Option<Life<'a>> {
	let mut entries = entries.to_vec();
	entries.sort_by_key(|(day, _)| *day);
	let fee = Bill { day: deal.start, until: deal.start + deal.grace(), fees: deal.fee, ..Bill::default() };
	let mut life = Life {
		deal,
		ahead: deal.amount,
		bills: vec![fee],
		principal_days: 0,
		paid_ahead: 0,
		period: None,
		months: 0,
		called: None,
		paid: Split::default(),
	};
	life.next_period();
	let instalment = if deal.method == Method::EqualInstalments { instalment(deal) } else { 0 };
	let mut next = 0;
	let last = today.max(entries.last().map_or(0, |(day, _)| *day));
	for day in deal.start..=last {
		if day > deal.start {
			life.grow_late(day);
			life.principal_days += u128::from(life.ahead);
		}
		if life.period.is_some_and(|(_, to)| day == to) {
			life.bill(day, instalment);
		}
		before(&life.bills, day);
		while let Some((_, what)) = entries.get(next).filter(|(on, _)| *on <= day) {
			match what {
				What::Paid(amount) if *amount > life.payoff() => return None,
				What::Paid(amount) => life.pay(*amount),
				What::Charged(amount) => {
					life.bills.push(Bill { day, until: day, costs: *amount, ..Bill::default() });
				},
				What::Called => life.call(day),
			}
			next += 1;
		}
	}
	Some(life)
}

/// The loan in the evening of a day; none if more was ever paid than was owed.
pub fn standing(deal: &Deal, entries: &[(u32, What)], today: u32) -> Option<Standing> {
	let life = lived(deal, entries, today, |_, _| {})?;
	let due = life.due();
	Some(Standing {
		due,
		paid: life.paid,
		outstanding: due.principal + life.ahead,
		payoff: life.payoff(),
		bills: life.bills,
	})
}

/// The most days for which more than `least` was ever due and unpaid, until a day.
pub fn most_days_late(deal: &Deal, entries: &[(u32, What)], least: u64, today: u32) -> u32 {
	let mut most = 0;
	let _ = lived(deal, entries, today, |bills, day| {
		most = most.max(late_since(bills, least, day).map_or(0, |since| day - since));
	});
	most
}

impl What {
	pub fn amount(&self) -> u64 {
		match self {
			Self::Paid(amount) | Self::Charged(amount) => *amount,
			Self::Called => 0,
		}
	}
}

impl Method {
	pub const ALL: [Self; 4] = [Self::EqualInstalments, Self::EqualPrincipal, Self::Bullet, Self::InterestOnly];
}
