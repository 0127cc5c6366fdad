//! In which order a payment is spent: on one loan by what is owed, and between several loans.

use alloc::{vec, vec::Vec};
use lingnan_types::{Amount, Date};

pub use lingnan_types::conditions::{Claim, Order};

/// What became due on a day and is not paid. Minor units (fen, cents, avos).
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Unpaid {
	/// Days since 1970-01-01.
	pub due: Date,
	pub costs: Amount,
	pub penalty: Amount,
	pub interest: Amount,
	pub fees: Amount,
	pub principal: Amount,
}

impl Unpaid {
	fn claim(&mut self, claim: Claim) -> &mut Amount {
		match claim {
			Claim::Costs => &mut self.costs,
			Claim::Penalty => &mut self.penalty,
			Claim::Interest => &mut self.interest,
			Claim::Fees => &mut self.fees,
			Claim::Principal => &mut self.principal,
		}
	}
}

/// Spends a payment on what is unpaid, which is left as it then stands, and answers what is over. Whatever order the
/// days come in, the oldest is served first.
pub fn spend(payment: Amount, unpaid: &mut [Unpaid], order: &Order) -> Amount {
	unpaid.sort_by_key(|one| one.due);
	let mut left = payment;
	let mut take = |one: &mut Unpaid, claim: Claim| {
		let owed = one.claim(claim);
		let part = left.min(*owed);
		*owed = owed.saturating_sub(part);
		left = left.saturating_sub(part);
	};
	if order.by_day {
		for one in unpaid {
			order.claims.iter().for_each(|claim| take(one, *claim));
		}
	} else {
		for claim in order.claims {
			unpaid.iter_mut().for_each(|one| take(one, claim));
		}
	}
	left
}

/// One of several debts of one debtor to one lender.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Debt {
	/// What is owed. Minor units (fen, cents, avos).
	pub owed: Amount,
	/// Whether it is due.
	pub is_due: bool,
	/// What its security is worth to the lender. Minor units (fen, cents, avos).
	pub secured: Amount,
	/// How heavily it weighs on the debtor, as its rate a year in hundred-millionths.
	pub burden: u64,
	/// The day on which it is or becomes due. Days since 1970-01-01.
	pub due: Date,
}

/// What each debt gets of a payment that does not pay all (Civil Code 560): the one that the debtor named first; then
/// those that are due; of these the least secured; if they are secured alike, the most burdensome; then the oldest; and
/// those that are alike in all of it in proportion to what is owed. What the proportion leaves by rounding goes to the
/// first of them.
pub fn between(payment: Amount, debts: &[Debt], named: Option<usize>) -> Vec<Amount> {
	let mut parts = vec![0; debts.len()];
	let mut left = payment;
	let mut give = |place: usize, most: Amount, left: &mut Amount| {
		if let (Some(part), Some(debt)) = (parts.get_mut(place), debts.get(place)) {
			let more = most.min(*left).min(debt.owed.saturating_sub(*part));
			*part = part.saturating_add(more);
			*left = left.saturating_sub(more);
		}
	};
	if let Some(place) = named {
		give(place, Amount::MAX, &mut left);
	}
	let class = |debt: &Debt| (!debt.is_due, debt.secured, u64::MAX.saturating_sub(debt.burden), debt.due);
	let mut others: Vec<(usize, &Debt)> = debts.iter().enumerate().filter(|(place, _)| Some(*place) != named).collect();
	others.sort_by_key(|(_, debt)| class(debt));
	for alike in others.chunk_by(|(_, one), (_, other)| class(one) == class(other)) {
		let all = alike.iter().fold(0, |sum: u128, (_, debt)| sum.saturating_add(debt.owed.into()));
		let whole = left;
		for (place, debt) in alike {
			let share = u128::from(whole).saturating_mul(debt.owed.into()).checked_div(all).unwrap_or(0);
			give(*place, Amount::try_from(share).unwrap_or(Amount::MAX), &mut left);
		}
		for (place, _) in alike {
			give(*place, Amount::MAX, &mut left);
		}
	}
	parts
}

/// What one debtor owes one lender on one of several loans, on the day of a payment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
	/// What closes the loan. Minor units (fen, cents, avos).
	pub payoff: Amount,
	/// What of it is due. Minor units (fen, cents, avos).
	pub due: Amount,
	/// Whether anything or anybody stands behind it, not what that is worth: valuations move, and a payment that is recorded late
	/// must come out as it would have on its day.
	pub is_secured: bool,
	/// The rate in force. A year, in hundred-millionths.
	pub rate: u64,
	/// The day since which something is past due, or that of the payment. Days since 1970-01-01.
	pub since: Date,
	/// The day on which more becomes due. Days since 1970-01-01.
	pub next: Date,
}

impl Standing {
	/// What of a loan is due is one debt, and what is not another.
	fn debts(&self) -> [Debt; 2] {
		let debt = |owed, is_due, due| Debt { owed, is_due, secured: self.is_secured.into(), burden: self.rate, due };
		[debt(self.due, true, self.since), debt(self.payoff.saturating_sub(self.due), false, self.next)]
	}
}

/// What each loan gets of one payment on several: the one that the debtor named, due or not, and beyond what that owes by
/// [`between`]. Fails if more was paid than all of them owe, and says how much more. Minor units (fen, cents, avos).
pub fn between_loans(payment: Amount, loans: &[Standing], named: Option<usize>) -> Result<Vec<Amount>, Amount> {
	let mut left = payment;
	let mut parts = vec![0; loans.len()];
	let mut debts: Vec<[Debt; 2]> = loans.iter().map(Standing::debts).collect();
	if let Some((part, debts)) = named.and_then(|place| Some((parts.get_mut(place)?, debts.get_mut(place)?))) {
		for debt in debts {
			let given = left.min(debt.owed);
			left = left.saturating_sub(given);
			debt.owed = debt.owed.saturating_sub(given);
			*part = given.saturating_add(*part);
		}
	}
	let given = between(left, &debts.concat(), None);
	for (part, both) in parts.iter_mut().zip(given.chunks(2)) {
		let given = both.iter().fold(0, |sum: Amount, one| sum.saturating_add(*one));
		left = left.saturating_sub(given);
		*part = part.saturating_add(given);
	}
	match left {
		0 => Ok(parts),
		more => Err(more),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn unpaid(due: Date) -> Unpaid {
		Unpaid { due, costs: 1, penalty: 2, interest: 4, fees: 8, principal: 16 }
	}

	#[test]
	fn by_claim_or_by_day() {
		let mut list = [unpaid(20), unpaid(10)];
		assert_eq!(spend(1 + 1 + 2 + 2 + 4, &mut list, &Order::LAW), 0);
		assert_eq!((list[0].due, list[0].interest, list[1].penalty, list[1].interest), (10, 0, 0, 4));
		let mut list = [unpaid(20), unpaid(10)];
		assert_eq!(spend(31, &mut list, &Order { by_day: true, ..Order::LAW }), 0);
		assert_eq!((list[0], list[1]), (Unpaid { due: 10, ..Unpaid::default() }, unpaid(20)));
	}

	#[test]
	fn an_order_without_a_claim_is_none_and_a_place_may_list_those_that_it_allows() {
		let twice = Order { claims: [Claim::Costs; 5], by_day: false };
		let other = Order { by_day: true, ..Order::LAW };
		assert!(!twice.is_allowed(&[]) && !twice.is_allowed(&[twice]));
		assert!(other.is_allowed(&[]) && !other.is_allowed(&[Order::LAW]));
	}

	#[test]
	fn between_debts_the_named_then_the_due_then_the_bare_then_the_dear_then_the_old() {
		let debt = Debt { owed: 100, is_due: true, secured: 0, burden: 5, due: 10 };
		let first = |other: Debt| between(60, &[debt, other], None);
		assert_eq!(first(Debt { is_due: false, ..debt }), [60, 0]);
		assert_eq!(first(Debt { secured: 1, ..debt }), [60, 0]);
		assert_eq!(first(Debt { burden: 6, ..debt }), [0, 60]);
		assert_eq!(first(Debt { due: 9, ..debt }), [0, 60]);
		assert_eq!(first(debt), [30, 30], "alike: in proportion");
		assert_eq!(between(61, &[debt, debt, debt], None), [21, 20, 20]);
		assert_eq!(between(60, &[debt, Debt { due: 9, ..debt }], Some(0)), [60, 0], "the debtor's word comes first");
		assert_eq!(
			between(150, &[debt, Debt { due: 11, ..debt }, debt], Some(9)),
			[75, 0, 75],
			"named what is not there"
		);
	}

	fn standing(payoff: Amount, due: Amount) -> Standing {
		Standing { payoff, due, is_secured: false, rate: 5, since: 100, next: 130 }
	}

	/// Civil Code 560: the debt that the borrower names, else what is due; of what is not, in proportion.
	#[test]
	fn one_payment_goes_to_several_loans_by_the_law() {
		let loans = [standing(6_000, 0), standing(10_000, 4_000)];
		let split = |payment, named| between_loans(payment, &loans, named);
		assert_eq!(split(3_000, None), Ok(vec![0, 3_000]), "what is due");
		assert_eq!(split(3_000, Some(0)), Ok(vec![3_000, 0]), "what the borrower named");
		assert_eq!(split(6_500, Some(0)), Ok(vec![6_000, 500]), "and beyond it what is due");
		assert_eq!(split(10_000, None), Ok(vec![3_000, 7_000]), "what is alike, in proportion");
		assert_eq!(split(16_000, None), Ok(vec![6_000, 10_000]));
		assert_eq!(split(16_001, None), Err(1));
		assert_eq!(split(3_000, Some(2)), split(3_000, None), "named what is not there");
		assert_eq!(between_loans(1, &[], None), Err(1));
	}

	#[test]
	fn of_what_is_due_the_bare_then_the_dear_then_the_old() {
		let loan = standing(1_000, 1_000);
		let first = |other: Standing| between_loans(600, &[loan, other], None);
		assert_eq!(first(Standing { is_secured: true, ..loan }), Ok(vec![600, 0]));
		assert_eq!(first(Standing { rate: 6, ..loan }), Ok(vec![0, 600]));
		assert_eq!(first(Standing { since: 99, ..loan }), Ok(vec![0, 600]));
		assert_eq!(first(Standing { next: 99, ..loan }), Ok(vec![300, 300]), "nothing more becomes due");
		assert_eq!(first(loan), Ok(vec![300, 300]));
	}

	proptest! {
		#[test]
		fn a_payment_between_loans_is_all_given_or_refused(
			payment in 0u64..6_000, named in prop::option::of(0usize..6),
			loans in prop::collection::vec((0u64..1_000, 0u64..1_000, any::<bool>(), 0u64..3), 0..6),
		) {
			let loans: Vec<_> = loans.into_iter()
				.map(|(due, later, is_secured, rate)| Standing { is_secured, rate, ..standing(due + later, due) })
				.collect();
			let owed: u64 = loans.iter().map(|loan| loan.payoff).sum();
			match between_loans(payment, &loans, named) {
				Ok(parts) => {
					prop_assert!(parts.iter().zip(&loans).all(|(part, loan)| *part <= loan.payoff));
					prop_assert_eq!(parts.iter().sum::<u64>(), payment);
				},
				Err(more) => prop_assert_eq!(payment, owed + more),
			}
		}

		/// Nothing of a payment is lost and nothing is paid twice.
		#[test]
		fn what_is_spent_is_what_is_paid(
			payment in 0u64..200, days in prop::collection::vec(0u32..9, 0..6), by_day: bool,
		) {
			let total = |list: &[Unpaid]| {
				list.iter().map(|one| one.costs + one.penalty + one.interest + one.fees + one.principal).sum::<u64>()
			};
			let mut list: Vec<_> = days.into_iter().map(unpaid).collect();
			let before = total(&list);
			let over = spend(payment, &mut list, &Order { by_day, ..Order::LAW });
			prop_assert_eq!(before - total(&list), payment - over);
			prop_assert!(over == 0 || total(&list) == 0);
		}

		#[test]
		fn a_payment_between_debts_is_all_given(
			payment: u64, named in prop::option::of(0usize..6),
			debts in prop::collection::vec((0u64..1_000, any::<bool>(), 0u64..3, 0u64..2, 0u32..2), 0..6),
		) {
			let debts: Vec<_> = debts.into_iter()
				.map(|(owed, is_due, secured, burden, due)| Debt { owed, is_due, secured, burden, due })
				.collect();
			let owed: u64 = debts.iter().map(|debt| debt.owed).sum();
			for payment in [payment, payment % (owed + 1)] {
				let parts = between(payment, &debts, named);
				prop_assert!(parts.iter().zip(&debts).all(|(part, debt)| *part <= debt.owed));
				prop_assert_eq!(parts.iter().sum::<u64>(), payment.min(owed));
			}
		}
	}
}
