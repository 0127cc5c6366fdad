//! What benchmarks of more than one pallet start from.

use crate::{
	product::{ProductSpec, RepaymentMethod, MAX_TENOR},
	AssetKind, Currency, Grade, WHOLE,
};

/// A product that takes any firm and any security, for as long as there can be.
pub fn product() -> ProductSpec {
	let methods = alloc::vec![RepaymentMethod::EqualInstalments, RepaymentMethod::Bullet];
	ProductSpec {
		name: "A product with a name of middling length".try_into().unwrap_or_default(),
		currency: Currency::Cny,
		min_amount: 1,
		max_amount: 10_000_000_000,
		min_tenor: 1,
		max_tenor: MAX_TENOR,
		min_rate: 300,
		max_rate: 600,
		methods: methods.try_into().unwrap_or_default(),
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
