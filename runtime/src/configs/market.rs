//! What loans are dated and priced by: working days of banks, and the rates that are published.

use crate::{configs::governance::Governing, *};

impl pallet_calendars::Config for Runtime {
	type Clock = BusinessClock;
	type GovernOrigin = Governing;
	type WeightInfo = weights::pallet_calendars::WeightInfo<Runtime>;
}

impl pallet_reference_rates::Config for Runtime {
	type Agencies = Attestations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = BusinessClock;
	type GovernOrigin = Governing;
	type WeightInfo = weights::pallet_reference_rates::WeightInfo<Runtime>;
}

#[cfg(test)]
mod tests {

	/// A calendar outlasts the longest loan, and quotes the longest holiday.
	#[test]
	fn what_is_kept_is_long_enough() {
		let longest_loan = u32::from(lingnan_support::product::MAX_TENOR) / 12;
		assert!(pallet_calendars::MAX_YEARS >= 2 * longest_loan);
		assert_eq!((pallet_reference_rates::MOST_QUOTES, pallet_reference_rates::LATEST_DAYS), (1_024, 7));
	}
}
