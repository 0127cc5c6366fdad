//! What a loan of a product can cost besides interest, and whether an offer keeps to its product.

use super::{ProductSpec, RepaymentMethod};
use crate::{
	conditions::{BorneBy, Conditions, Cost, CostItem, Costs, Pricing, Rate},
	record, share_of,
	words::words,
	Amount, BasisPoints, Text,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

record! {
	/// A cost that loans of a product can bring with them. An offer names no other, and none that is higher or earlier.
	#[serde(rename_all = "camelCase", deny_unknown_fields)]
	pub struct CostRule {
		/// For what it is charged.
		pub item: CostItem,
		/// To whom it is paid, at most 64 bytes of UTF-8. Empty: to the lender.
		#[serde(default, deserialize_with = "crate::conditions::or_empty")]
		pub payee: Text<64>,
		/// Minor units (fen, cents, avos).
		#[serde(default)]
		pub amount: Amount,
		/// Share of the amount lent, in addition. In basis points.
		#[serde(default)]
		pub share: BasisPoints,
		/// Days after the drawing on which it is due; 0: on that day.
		#[serde(default)]
		pub after: u16,
		/// Who bears it.
		pub borne_by: BorneBy,
	}
}

impl CostRule {
	/// What it comes to for a loan of an amount: the fixed part, and the share rounded down. Minor units (fen, cents,
	/// avos).
	pub fn of(&self, lent: Amount) -> Amount {
		self.amount.saturating_add(share_of(lent, self.share))
	}

	/// As a line of the sheet of a loan of an amount.
	pub fn line(&self, lent: Amount) -> Cost {
		let Self { item, after, borne_by, .. } = *self;
		Cost { item, payee: self.payee.clone(), amount: self.of(lent), after, borne_by }
	}

	/// Whether it is a rule for a line. What the product has somebody else bear is not put on the borrower.
	fn covers(&self, cost: &Cost) -> bool {
		let borne = cost.borne_by != BorneBy::Borrower || self.borne_by == BorneBy::Borrower;
		(self.item, &self.payee) == (cost.item, &cost.payee) && self.after <= cost.after && borne
	}
}

record! {
	/// In what an offer lies outside its product.
	#[derive(Copy)]
	pub enum OutsideProduct {
		/// Less or more than the product lends.
		Amount,
		/// Shorter or longer than the product's terms.
		Tenor,
		/// The product is not repaid in this way.
		Method,
		/// The product's rates are fixed and the offer's floats, or the other way round, or it follows another reference.
		Reference,
		/// The rate on this day is below the product's least or above its highest.
		Rate,
		/// Days become interest by another convention.
		DayCount,
		/// Interest is settled on other days.
		DueDays,
		/// Lateness would raise the rate by more than the product says.
		Surcharge,
		/// A cost that the product does not have, or higher, earlier, or borne by the borrower where it has somebody else
		/// bear it.
		Cost,
	}
}

words!(OutsideProduct { Amount, Tenor, Method, Reference, Rate, DayCount, DueDays, Surcharge, Cost });

impl ProductSpec {
	/// Whether an offer of these conditions keeps to the product; the first in which it does not. `rate`: the rate of
	/// interest on the day of the offer, which of a floating loan is reference and spread.
	pub fn allows(&self, conditions: &Conditions, rate: Rate) -> Result<(), OutsideProduct> {
		let reference = match conditions.pricing {
			Pricing::Fixed { .. } => None,
			Pricing::Floating { reference, .. } => Some(reference),
		};
		let (least, most) = (Rate::basis_points(self.min_rate), Rate::basis_points(self.max_rate));
		// A bullet is settled at maturity, whatever days it names.
		let any_day = self.due_days.is_empty() || conditions.method == RepaymentMethod::Bullet;
		let rules = [
			((self.min_amount..=self.max_amount).contains(&conditions.amount), OutsideProduct::Amount),
			((self.min_tenor..=self.max_tenor).contains(&conditions.tenor), OutsideProduct::Tenor),
			(self.methods.contains(&conditions.method), OutsideProduct::Method),
			(self.reference == reference, OutsideProduct::Reference),
			((least..=most).contains(&rate), OutsideProduct::Rate),
			(self.day_count == conditions.day_count, OutsideProduct::DayCount),
			(any_day || self.due_days.contains(&conditions.due_days), OutsideProduct::DueDays),
			(conditions.late.surcharge <= self.surcharge, OutsideProduct::Surcharge),
			(self.allows_costs(&conditions.costs, conditions.amount), OutsideProduct::Cost),
		];
		rules.into_iter().find(|(kept, _)| !kept).map_or(Ok(()), |(_, outside)| Err(outside))
	}

	/// Each line has its rule, and the lines of one rule are not more than it says together.
	fn allows_costs(&self, costs: &Costs, lent: Amount) -> bool {
		costs.iter().all(|cost| {
			let Some(rule) = self.costs.iter().find(|rule| rule.covers(cost)) else { return false };
			let same = costs.iter().filter(|other| (other.item, &other.payee) == (cost.item, &cost.payee));
			same.fold(0, |sum: Amount, one| sum.saturating_add(one.amount)) <= rule.of(lent)
		})
	}

	/// Every cost of the product as the sheet of a loan of an amount has it; what comes to nothing is left out.
	pub fn costs_of(&self, lent: Amount) -> Costs {
		let lines = self.costs.iter().map(|rule| rule.line(lent)).filter(|line| line.amount > 0);
		Costs::truncate_from(lines.collect())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{conditions::DueDays, product::check::tests::product, DayCount, ReferenceRateId};

	/// As the product has it: 10,000 for a year at 5 %, settled on the 20th, with its valuation.
	fn conditions() -> Conditions {
		let product = product();
		let plain = Conditions::plain(10_000, 12, RepaymentMethod::InterestOnly, Rate::basis_points(500));
		Conditions { due_days: product.due_days[0], costs: product.costs_of(10_000), ..plain }
	}

	fn outside(change: impl FnOnce(&mut Conditions)) -> Result<(), OutsideProduct> {
		let mut conditions = conditions();
		change(&mut conditions);
		product().allows(&conditions, Rate::basis_points(500))
	}

	/// A call is encoded field by field: one that is left out would be missed.
	#[test]
	fn a_payee_that_is_the_lender_is_written_and_may_be_left_out() {
		let read = |text: &str| serde_json::from_str::<CostRule>(text).unwrap();
		let rule = read(r#"{ "item": "Arrangement", "share": 50, "borneBy": "Borrower" }"#);
		let written = serde_json::to_string(&rule).unwrap();
		assert!(written.contains(r#""payee":"""#), "{written}");
		assert_eq!(read(&written), rule);
	}

	#[test]
	fn what_of_an_offer_lies_outside_its_product_is_named() {
		assert_eq!(outside(|_| {}), Ok(()));
		assert_eq!(outside(|c| c.amount = 100_001), Err(OutsideProduct::Amount));
		assert_eq!(outside(|c| c.tenor = 2), Err(OutsideProduct::Tenor));
		assert_eq!(outside(|c| c.method = RepaymentMethod::EqualPrincipal), Err(OutsideProduct::Method));
		assert_eq!(outside(|c| c.day_count = DayCount::Actual365), Err(OutsideProduct::DayCount));
		assert_eq!(outside(|c| c.due_days = DueDays::Maturity), Err(OutsideProduct::DueDays));
		assert_eq!(outside(|c| c.late.surcharge = 5_001), Err(OutsideProduct::Surcharge));
		let allows = |points| product().allows(&conditions(), Rate(points));
		assert_eq!((allows(3_999_999), allows(6_000_001)), (Err(OutsideProduct::Rate), Err(OutsideProduct::Rate)));
		assert_eq!((allows(4_000_000), allows(6_000_000)), (Ok(()), Ok(())));
		// A bullet is settled at maturity, whatever days it names.
		let bullet = |c: &mut Conditions| (c.method, c.due_days) = (RepaymentMethod::Bullet, DueDays::Maturity);
		assert_eq!(outside(bullet), Ok(()));
	}

	#[test]
	fn a_loan_floats_if_its_product_does_and_by_the_same_reference() {
		let floating = |number| Pricing::Floating {
			reference: ReferenceRateId(number),
			spread: 45,
			floor: Rate(0),
			first: None,
			every: 12,
		};
		assert_eq!(outside(|c| c.pricing = floating(0)), Err(OutsideProduct::Reference));
		let mut product = product();
		product.reference = Some(ReferenceRateId(1));
		let of = |pricing| product.allows(&Conditions { pricing, ..conditions() }, Rate::basis_points(500));
		assert_eq!(of(floating(1)), Ok(()));
		assert_eq!(of(floating(0)), Err(OutsideProduct::Reference));
		assert_eq!(of(Pricing::Fixed { rate: Rate::basis_points(500) }), Err(OutsideProduct::Reference));
	}

	/// 1,000 and 20 basis points of 10,000 are 1,020.
	#[test]
	fn a_cost_that_is_not_the_products_or_dearer_is_outside() {
		assert_eq!(conditions().costs[0].amount, 1_020);
		let cost = |change: fn(&mut Cost)| outside(|c| change(&mut c.costs[0]));
		assert_eq!(cost(|one| one.amount = 1_019), Ok(()));
		assert_eq!(cost(|one| one.after = 30), Ok(()));
		assert_eq!(cost(|one| one.borne_by = BorneBy::Lender), Ok(()));
		for wrong in [
			|one: &mut Cost| one.amount = 1_021,
			|one: &mut Cost| one.item = CostItem::Notary,
			|one: &mut Cost| one.payee = Text::default(),
		] {
			assert_eq!(cost(wrong), Err(OutsideProduct::Cost));
		}
		assert_eq!(outside(|c| c.costs.clear()), Ok(()), "it need not be charged");
	}

	#[test]
	fn a_cost_told_twice_is_not_charged_twice() {
		let twice = |c: &mut Conditions| {
			let half = Cost { amount: 510, ..c.costs[0].clone() };
			c.costs[0].amount = 510;
			c.costs.try_push(half).unwrap();
		};
		assert_eq!(outside(twice), Ok(()));
		let more = |c: &mut Conditions| {
			let again = c.costs[0].clone();
			c.costs.try_push(again).unwrap();
		};
		assert_eq!(outside(more), Err(OutsideProduct::Cost));
	}

	#[test]
	fn what_somebody_else_bears_is_not_put_on_the_borrower() {
		let mut product = product();
		product.costs[0].borne_by = BorneBy::Lender;
		product.costs[0].after = 10;
		let with = |borne_by, after| {
			let mut conditions = conditions();
			(conditions.costs[0].borne_by, conditions.costs[0].after) = (borne_by, after);
			product.allows(&conditions, Rate::basis_points(500))
		};
		assert_eq!(with(BorneBy::Lender, 10), Ok(()));
		assert_eq!(with(BorneBy::Borrower, 10), Err(OutsideProduct::Cost));
		assert_eq!(with(BorneBy::Lender, 9), Err(OutsideProduct::Cost), "earlier than the product says");
	}

	#[test]
	fn the_lender_as_payee_is_read_back_from_json() {
		let rule = CostRule { payee: Text::default(), ..product().costs[0].clone() };
		let json = serde_json::to_value(&rule).unwrap();
		assert_eq!(serde_json::from_value::<CostRule>(json).unwrap(), rule);
		let line = rule.line(10_000);
		let json = serde_json::to_value(&line).unwrap();
		assert_eq!(serde_json::from_value::<Cost>(json).unwrap(), line);
	}

	/// As files had products before loans could float or cost more than interest.
	#[test]
	fn a_product_of_an_older_file_is_read_as_it_was_meant() {
		let mut old = serde_json::to_value(product()).unwrap();
		let fields = old.as_object_mut().unwrap();
		for new in ["reference", "dayCount", "dueDays", "surcharge", "costs", "uses", "revolving", "renewable"] {
			fields.remove(new).unwrap();
		}
		let read: ProductSpec = serde_json::from_value(old).unwrap();
		assert_eq!((read.reference, read.day_count, read.surcharge), (None, DayCount::MonthlyTwelfths, 5_000));
		assert!(read.due_days.is_empty() && read.costs.is_empty() && read.uses.is_empty());
		assert!(!read.revolving && !read.renewable);
	}
}
