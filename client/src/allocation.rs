//! One payment of a borrower that owes on several loans: what of it goes to each.

use crate::error::{Error, Result};
use lingnan_lending::order::{between, Debt};
use lingnan_types::{
	loan::{LoanState, LoanView},
	Amount, Date, Decimal, LoanId,
};

/// Spreads a payment over the open loans of one borrower at one lender, in one currency: first the loan that the borrower
/// named; without a name, or beyond what that owes, by Civil Code 560: what is due before what is not, of that what has no
/// security, then what bears the highest rate, then the oldest, and what is alike in proportion.
pub fn spread(loans: &[LoanView], amount: Amount, named: Option<LoanId>, today: Date) -> Result<Vec<(LoanId, Amount)>> {
	let open: Vec<_> = loans.iter().filter(|loan| loan.state != LoanState::Closed).collect();
	// What of a loan is due is one debt, and what is not another.
	let mut debts: Vec<Debt> = open.iter().flat_map(|loan| debts(loan, today)).collect();
	let mut parts: Vec<Amount> = vec![0; open.len()];
	let mut left = amount;
	if let Some(named) = named {
		let place = open.iter().position(|loan| loan.id == named);
		let place = place
			.ok_or_else(|| Error::NotFound(format!("loan {named} is not open, or not with this lender and firm")))?;
		for debt in &mut debts[2 * place..2 * place + 2] {
			let part = left.min(debt.owed);
			left -= part;
			debt.owed -= part;
			parts[place] += part;
		}
	}
	for (number, part) in between(left, &debts, None).into_iter().enumerate() {
		left -= part;
		parts[number / 2] += part;
	}
	if left > 0 {
		return Err(Error::Usage(format!(
			"{} more was paid than all these loans owe today: send that back, and record the rest",
			Decimal(left)
		)));
	}
	Ok(open.iter().zip(parts).filter(|(_, part)| *part > 0).map(|(loan, part)| (loan.id, part)).collect())
}

fn debts(loan: &LoanView, today: Date) -> [Debt; 2] {
	let due = loan.due.total;
	let next = loan.schedule.iter().find(|line| line.due > today).map_or(today, |line| line.due);
	// Whether there is security, not what it is worth: valuations move, and this must come out alike on every day.
	let secured = Amount::from(!loan.terms.security.is_empty());
	let debt = |owed, is_due, due| Debt { owed, is_due, secured, burden: loan.rate.0, due };
	[debt(due, true, loan.arrears_since.unwrap_or(today)), debt(loan.payoff.saturating_sub(due), false, next)]
}
