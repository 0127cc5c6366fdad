//! What is owed on a loan: lived through day by day from the first, every time that it is asked for. Nothing is kept.

use crate::calendar::add_months;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
	EqualInstalments,
	EqualPrincipal,
	Bullet,
	InterestOnly,
}

/// What was agreed. Amounts in minor units, rates in basis points a year, the tenor in months.
#[derive(Clone, Debug)]
pub struct Deal {
	pub amount: u64,
	pub rate: u32,
	pub penalty: u32,
	pub tenor: u32,
	pub method: Method,
	pub fee: u64,
	/// Interest runs from this day.
	pub start: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
	Paid(u64),
	Charged(u64),
	/// Everything became due.
	Called,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Split {
	pub charges: u64,
	pub interest: u64,
	pub principal: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bill {
	pub day: u32,
	pub interest: u64,
	pub principal: u64,
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
	let late = bills.iter().find(|bill| {
		sum += bill.interest + bill.principal;
		sum > least
	});
	late.map(|bill| bill.day).filter(|day| *day < today)
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
		for month in 1..=deal.tenor {
			let interest = half_up(u128::from(left) * u128::from(deal.rate), 120_000);
			if month == deal.tenor {
				return left + interest <= amount;
			}
			left -= amount.saturating_sub(interest).min(left);
		}
		false
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
	charges: u64,
	/// Unpaid amounts x days x basis points.
	penalty: u128,
	penalty_paid: u64,
	/// Principal x days of the current period.
	principal_days: u128,
	paid_ahead: u64,
	/// First day, last day, months of the current period.
	period: (u32, u32, u32),
	months: u32,
	paid: Split,
}

impl Life<'_> {
	fn interest(&self) -> u64 {
		let (from, to, months) = self.period;
		let over = self.principal_days * u128::from(self.deal.rate) * u128::from(months);
		half_up(over, u128::from(to - from) * 120_000)
	}

	fn penalty_due(&self) -> u64 {
		(self.penalty / (365 * 10_000)) as u64 - self.penalty_paid
	}

	fn due(&self) -> Split {
		Split {
			charges: self.charges + self.penalty_due(),
			interest: self.bills.iter().map(|bill| bill.interest).sum(),
			principal: self.bills.iter().map(|bill| bill.principal).sum(),
		}
	}

	fn next_period(&mut self) {
		let step = if self.deal.method == Method::Bullet { self.deal.tenor } else { 1 };
		let from = add_months(self.deal.start, self.months);
		self.period = (from, add_months(self.deal.start, self.months + step), step);
		self.months += step;
		self.principal_days = 0;
		self.paid_ahead = 0;
	}

	fn bill(&mut self, day: u32, instalment: u64) {
		let whole = self.interest();
		let principal = match self.deal.method {
			_ if self.months == self.deal.tenor => self.ahead,
			Method::EqualInstalments => instalment.saturating_sub(whole).min(self.ahead),
			Method::EqualPrincipal => (self.deal.amount / u64::from(self.deal.tenor)).min(self.ahead),
			_ => 0,
		};
		self.ahead -= principal;
		self.bills.push(Bill { day, interest: whole.saturating_sub(self.paid_ahead), principal });
		if self.months < self.deal.tenor {
			self.next_period();
		} else {
			self.principal_days = 0;
			self.paid_ahead = 0;
		}
	}

	/// Everything becomes due: interest by the day, and all principal.
	fn call(&mut self, day: u32) {
		let interest = self.interest().saturating_sub(self.paid_ahead);
		self.bills.push(Bill { day, interest, principal: self.ahead });
		self.ahead = 0;
		self.paid_ahead += interest;
	}

	fn accrued(&self) -> u64 {
		self.interest().saturating_sub(self.paid_ahead)
	}

	fn payoff(&self) -> u64 {
		let due = self.due();
		due.charges + due.interest + due.principal + self.accrued() + self.ahead
	}

	fn pay(&mut self, mut amount: u64) {
		fn take(from: &mut u64, amount: &mut u64) -> u64 {
			let taken = (*from).min(*amount);
			*from -= taken;
			*amount -= taken;
			taken
		}
		let mut penalty = self.penalty_due();
		let taken = take(&mut penalty, &mut amount);
		self.penalty_paid += taken;
		self.paid.charges += taken + take(&mut self.charges, &mut amount);
		for bill in &mut self.bills {
			self.paid.interest += take(&mut bill.interest, &mut amount);
		}
		for bill in &mut self.bills {
			self.paid.principal += take(&mut bill.principal, &mut amount);
		}
		let mut accrued = self.accrued();
		let taken = take(&mut accrued, &mut amount);
		self.paid_ahead += taken;
		self.paid.interest += taken;
		self.paid.principal += take(&mut self.ahead, &mut amount);
		self.bills.retain(|bill| bill.interest + bill.principal > 0);
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
	let mut life = Life {
		deal,
		ahead: deal.amount,
		bills: Vec::new(),
		charges: deal.fee,
		penalty: 0,
		penalty_paid: 0,
		principal_days: 0,
		paid_ahead: 0,
		period: (0, 0, 0),
		months: 0,
		paid: Split::default(),
	};
	life.next_period();
	let instalment = if deal.method == Method::EqualInstalments { instalment(deal) } else { 0 };
	let mut next = 0;
	let last = today.max(entries.last().map_or(0, |(day, _)| *day));
	for day in deal.start..=last {
		if day > deal.start {
			let unpaid: u64 = life.bills.iter().map(|bill| bill.interest + bill.principal).sum();
			life.penalty += u128::from(unpaid) * u128::from(deal.penalty);
			life.principal_days += u128::from(life.ahead);
		}
		if day == life.period.1 {
			life.bill(day, instalment);
		}
		before(&life.bills, day);
		while let Some((_, what)) = entries.get(next).filter(|(on, _)| *on <= day) {
			match what {
				What::Paid(amount) if *amount > life.payoff() => return None,
				What::Paid(amount) => life.pay(*amount),
				What::Charged(amount) => life.charges += amount,
				What::Called => life.call(day),
			}
			next += 1;
		}
		life.bills.retain(|bill| bill.interest + bill.principal > 0);
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
