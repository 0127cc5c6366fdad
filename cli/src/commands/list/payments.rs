//! The entries on one loan's account.

use crate::output::{
	rate_text,
	sheet::{Cell, Column},
};
use lingnan_types::{
	loan::{Entry, StatementLine},
	Amount, Currency,
};
use serde::Serialize;

/// An entry on a loan's account, which does not say its currency itself.
#[derive(Serialize)]
pub(super) struct Payment {
	#[serde(flatten)]
	pub(super) line: StatementLine,
	pub(super) currency: Currency,
}

impl Payment {
	fn amount(&self) -> Cell {
		match &self.line.entry.entry {
			Entry::Repayment { amount, .. }
			| Entry::Charge { amount, .. }
			| Entry::Proceeds { amount, .. }
			| Entry::Forgiven { amount, .. }
			| Entry::Renewed { amount, .. }
			| Entry::Guaranteed { amount, .. } => self.money(*amount),
			Entry::Called | Entry::Repriced { .. } | Entry::Misused | Entry::Amended { .. } => Cell::Nothing,
		}
	}

	fn money(&self, amount: Amount) -> Cell {
		Cell::Amount(amount, self.currency)
	}

	/// The reference of a payment, the reason of a charge, or what else tells the entry from others.
	fn words(&self) -> Cell {
		match &self.line.entry.entry {
			Entry::Repayment { reference: words, .. }
			| Entry::Charge { reason: words, .. }
			| Entry::Forgiven { reason: words, .. } => Cell::text(words.as_str()),
			Entry::Repriced { rate } => Cell::text(rate_text(*rate)),
			Entry::Renewed { by, .. } => Cell::text(format!("loan {by}")),
			Entry::Guaranteed { guarantee, .. } => Cell::text(format!("guarantee {guarantee}")),
			Entry::Amended { amendment } => Cell::text(format!("amendment {amendment}")),
			Entry::Proceeds { lien, .. } => Cell::text(format!("lien {lien}")),
			Entry::Called | Entry::Misused => Cell::Nothing,
		}
	}
}

pub(super) const PAYMENTS: &[Column<Payment>] = &[
	("posting", |v| Cell::number(v.line.posting)),
	("kind", |v| Cell::word(&v.line.entry.entry)),
	("value_date", |v| Cell::Date(v.line.entry.value_date)),
	("booked_at", |v| Cell::Moment(v.line.entry.booked_at)),
	("reference", Payment::words),
	("currency", |v| Cell::Currency(v.currency)),
	("amount", Payment::amount),
	("to_costs", |v| v.money(v.line.spent.costs)),
	("to_penalty", |v| v.money(v.line.spent.penalty)),
	("to_interest", |v| v.money(v.line.spent.interest)),
	("to_fees", |v| v.money(v.line.spent.fees)),
	("to_principal", |v| v.money(v.line.spent.principal)),
	("outstanding_principal", |v| v.money(v.line.outstanding_principal)),
	("balance", |v| v.money(v.line.balance)),
	("reversed", |v| Cell::Flag(v.line.entry.reversed.is_some())),
	("reversed_at", |v| Cell::of(v.line.entry.reversed.as_ref(), |reversal| Cell::Moment(reversal.at))),
];

#[cfg(test)]
mod tests {
	use super::{super::tests::written, *};
	use lingnan_types::{
		loan::{Owed, Posting, Reversal},
		Text,
	};

	#[test]
	fn an_account_has_its_payments_charges_and_what_was_reversed() {
		let line = |entry: Entry, reversed: Option<Reversal>| Payment {
			line: StatementLine {
				posting: 0,
				entry: Posting { entry, value_date: 20_000, booked_at: 1_728_000_000, reversed },
				spent: Owed::of(0, 0, 100, 0, 900),
				outstanding_principal: 5_000,
				balance: 5_025,
				reversal_asked: None,
			},
			currency: Currency::Mop,
		};
		let text = |text: &str| text.parse::<Text<64>>().unwrap();
		let reversal = Reversal { at: 1_728_000_000, reason: text("bounced"), asked: None };
		let text = written(
			PAYMENTS,
			&[
				line(Entry::Repayment { amount: 1_000, reference: text("PAY,1") }, None),
				line(Entry::Charge { amount: 50, reason: text("letter") }, Some(reversal)),
				line(Entry::Called, None),
			],
		);
		let lines: Vec<&str> = text.lines().collect();
		assert!(lines[1].contains(",\"PAY,1\",MOP,10.00,0.00,0.00,1.00,0.00,9.00,50.00,50.25,false,"), "{}", lines[1]);
		assert!(lines[1].starts_with("0,Repayment,2024-10-04,2024-10-04T08:00:00+08:00,"), "{}", lines[1]);
		assert!(
			lines[2].contains("Charge") && lines[2].contains(",letter,MOP,0.50,") && lines[2].contains(",true,2024")
		);
		assert!(lines[3].contains("Called") && lines[3].contains(",,MOP,,"), "{}", lines[3]);
	}
}
