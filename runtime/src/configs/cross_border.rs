//! What passes between the chains, and how firms of other places are known here.

use crate::{
	configs::governance::{AtOnce, ByReach, Governing},
	*,
};
use frame_support::weights::Weight;
#[cfg(feature = "runtime-benchmarks")]
use lingnan_support::Corridor;
use lingnan_support::{Act, EnterpriseProfile, Enterprises, RatingSummary, Ratings, RegistrationNumber};
use parameters::dynamic_params::{cross_border, governance};
use sp_runtime::DispatchError;

impl pallet_cross_border::Config for Runtime {
	type Attestations = Attestations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = BusinessClock;
	type Consents = Consents;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Corridors = configs::corridors::messages::Lanes;
	#[cfg(feature = "runtime-benchmarks")]
	type Corridors = NoLanes;
	type DailyMessages = cross_border::DailyMessages;
	type Documents = Collateral;
	type Enterprises = EnterpriseRegistry;
	type GovernOrigin = Governing;
	type Institutions = Institutions;
	type Ratings = CreditScoring;
	type ResumeOrigin = AtOnce;
	type StopDuration = governance::StopDuration;
	type StopOrigin = ByReach;
	type StopRest = governance::StopRest;
	type WeightInfo = weights::pallet_cross_border::WeightInfo<Runtime>;
}

/// Lanes that take everything and bring nothing: what they really cost is added by the runtime.
#[cfg(feature = "runtime-benchmarks")]
pub struct NoLanes;

#[cfg(feature = "runtime-benchmarks")]
impl lingnan_support::Corridors for NoLanes {
	fn send(_: Corridor, _: lingnan_support::WireMessage) -> Result<u64, sp_runtime::DispatchError> {
		Ok(1)
	}
	fn is_open(_: Corridor) -> bool {
		true
	}
	fn last_sent(_: Corridor) -> u64 {
		1
	}
	fn send_weight() -> frame_support::weights::Weight {
		Default::default()
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub fn open_lane(_: Corridor) {}

/// Firms of the register here, and of other places by their passports. Who stands in the register is known by it alone.
pub struct Firms;

impl Enterprises<AccountId> for Firms {
	fn profile(enterprise: &RegistrationNumber) -> Option<EnterpriseProfile> {
		EnterpriseRegistry::profile(enterprise).or_else(|| CrossBorder::profile(enterprise))
	}

	fn controller(enterprise: &RegistrationNumber) -> Option<AccountId> {
		match EnterpriseRegistry::profile(enterprise) {
			Some(_) => EnterpriseRegistry::controller(enterprise),
			None => CrossBorder::controller(enterprise),
		}
	}

	fn may(who: &AccountId, enterprise: &RegistrationNumber, act: Act) -> Result<bool, DispatchError> {
		match EnterpriseRegistry::profile(enterprise) {
			Some(_) => EnterpriseRegistry::may(who, enterprise, act),
			None => CrossBorder::may(who, enterprise, act),
		}
	}
}

/// Their ratings: by the scorecard here, or by the grade on their passport.
pub struct FirmsRatings;

impl Ratings for FirmsRatings {
	fn current(enterprise: &RegistrationNumber) -> Option<RatingSummary> {
		match EnterpriseRegistry::profile(enterprise) {
			Some(_) => CreditScoring::current(enterprise),
			None => CrossBorder::current(enterprise),
		}
	}

	fn has_champion(enterprise: &RegistrationNumber) -> bool {
		match EnterpriseRegistry::profile(enterprise) {
			Some(_) => CreditScoring::has_champion(enterprise),
			None => CrossBorder::has_champion(enterprise),
		}
	}

	fn weight() -> Weight {
		<CreditScoring as Ratings>::weight()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::traits::Get;

	#[test]
	fn an_institution_causes_five_hundred_messages_a_day() {
		sp_io::TestExternalities::default().execute_with(|| {
			assert_eq!(<cross_border::DailyMessages as Get<u32>>::get(), 500);
		});
	}
}
