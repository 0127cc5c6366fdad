//! The sheet of costs: what a loan by some conditions would cost, in all and as a rate a year, before it is one.

use crate::{
	books::{agreement, enter_line},
	periods::Fault,
	rate::Rate,
	working_days::Calendar,
	yearly_rate::{all_in, by_days, AllIn, NoRate, Paid, YearlyRate},
};
use alloc::vec::Vec;
use lingnan_types::{
	add_months,
	conditions::{BorneBy, Conditions, YearlyRates},
	loan::{Instalment, Quote},
	months_between, Amount, Date,
};

/// Why there is no sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoSheet {
	/// The conditions make no schedule.
	Schedule(Fault),
	/// They cost at no rate a year.
	Rate(NoRate),
}

/// Days of a year, by which payments on whatever days are told as a rate a year.
const DAYS: u32 = 365;
const MONTHS: u32 = 12;

/// Schedule and cost of a loan drawn on a day, at that day's rate: as if the rate stayed and everything were paid on its
/// day.
///
/// **All in.** Interest and every cost that the borrower bears, whoever gets it, over the principal that is outstanding
/// (PBoC Announcement 2021 No. 3). If each agreed day is as many whole months after the drawing, in periods of a month,
/// twelve a year; otherwise in days, 365 a year.
pub fn quote(conditions: &Conditions, rate: Rate, drawn: Date, calendar: &Calendar) -> Result<Quote, NoSheet> {
	let agreement = agreement(conditions, rate, drawn);
	let schedule = agreement.schedule(calendar, &[]).map_err(NoSheet::Schedule)?;
	let mut lines: Vec<Instalment> = Vec::with_capacity(schedule.lines.len());
	for line in &schedule.lines {
		enter_line(
			&mut lines,
			Instalment {
				number: line.number,
				from: line.period.from,
				due: line.period.due,
				in_time: line.period.in_time,
				provisional: line.period.provisional,
				principal: line.principal,
				interest: line.interest,
				fees: 0,
			},
		);
	}
	for fee in &schedule.fees {
		enter_line(
			&mut lines,
			Instalment {
				number: 0,
				from: fee.due,
				due: fee.due,
				in_time: fee.in_time,
				provisional: false,
				principal: 0,
				interest: 0,
				fees: fee.amount,
			},
		);
	}

	let borne = conditions.costs.iter().filter(|cost| cost.borne_by == BorneBy::Borrower);
	let costs: Vec<(Date, Amount)> = borne.map(|cost| (drawn.saturating_add(cost.after.into()), cost.amount)).collect();
	let instalments = schedule.lines.iter().map(|line| {
		let paid = line.principal.saturating_add(line.interest);
		(line.period.agreed, line.period.due, paid)
	});
	let all: Vec<_> = instalments.chain(costs.iter().map(|(on, amount)| (*on, *on, *amount))).collect();
	let months: Option<Vec<Paid>> = all
		.iter()
		.map(|(agreed, _, amount)| {
			let at = months_between(drawn, *agreed);
			(add_months(drawn, at) == *agreed).then_some(Paid { at, amount: *amount })
		})
		.collect();
	let rates = match months {
		Some(mut paid) => {
			paid.sort_by_key(|one| one.at);
			all_in(conditions.amount, &paid, MONTHS)
		},
		None => {
			let paid = by_days(drawn, all.iter().map(|(_, due, amount)| (*due, *amount)));
			all_in(conditions.amount, &paid, DAYS)
		},
	};
	let AllIn { simple, compound } = rates.map_err(NoSheet::Rate)?;
	Ok(Quote {
		drawn,
		rate,
		schedule: lines,
		all_in: YearlyRates { simple: rounded(simple), compound: rounded(compound) },
		interest: schedule.total_interest(),
		costs: costs.iter().fold(0, |sum, (_, amount)| sum.saturating_add(*amount)),
	})
}

/// Trillionths to hundred-millionths, half up.
fn rounded(rate: YearlyRate) -> Rate {
	const PART: u64 = 10_000;
	Rate((rate.0 / PART).saturating_add(u64::from(rate.0 % PART >= PART / 2)))
}
