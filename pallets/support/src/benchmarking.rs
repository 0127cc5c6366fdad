//! What benchmarks of more than one pallet start from.

use crate::{
	conditions::{BorneBy, CostItem, MAX_COSTS},
	product::{CostRule, ProductSpec, RepaymentMethod, MAX_TENOR},
	AssetKind, Currency, DayCount, Grade, WHOLE,
};
use alloc::vec::Vec;

/// A product that takes any firm and any security, for as long as there can be.
pub fn product() -> ProductSpec {
	let methods = alloc::vec![RepaymentMethod::EqualInstalments, RepaymentMethod::Bullet];
	// Every cost that it can have, each to another payee.
	let cost = |number: u32| CostRule {
		item: CostItem::Guarantee,
		payee: alloc::format!("{number:>64}").as_str().try_into().unwrap_or_default(),
		amount: 1_000,
		share: 1,
		after: 0,
		borne_by: BorneBy::Borrower,
	};
	let costs: Vec<_> = (0..MAX_COSTS).map(cost).collect();
	ProductSpec {
		name: "A product with a name of middling length".try_into().unwrap_or_default(),
		currency: Currency::Cny,
		min_amount: 1,
		max_amount: 10_000_000_000,
		min_tenor: 1,
		max_tenor: MAX_TENOR,
		min_rate: 300,
		max_rate: 600,
		reference: None,
		day_count: DayCount::Actual360,
		due_days: Default::default(),
		surcharge: 5_000,
		costs: costs.try_into().unwrap_or_default(),
		methods: methods.try_into().unwrap_or_default(),
		uses: Default::default(),
		revolving: true,
		renewable: true,
		worst_grade: Grade::C,
		minimum_coverage: 0,
		industries: Default::default(),
		divisions: Default::default(),
		jurisdictions: Default::default(),
		minimum_age_months: 0,
		unsecured: true,
		security: AssetKind::ALL.to_vec().try_into().unwrap_or_default(),
		worst_loan_to_value: WHOLE,
		trade_records: false,
		unconfirmed: true,
		decision_days: 5,
	}
}
