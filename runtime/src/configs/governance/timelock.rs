//! From a passed motion to the act itself: acts, scheduler, preimage.

use super::{councils::MaxMotionWeight, AtOnce, MostOfInstitutions, Prolonging, Stopping, TwoThirdsOfAgencies};
use crate::*;
use frame_support::{
	parameter_types,
	traits::{ConstU32, EqualPrivilegeOnly},
	weights::Weight,
};
use frame_system::EnsureRoot;
use pallet_timelock::{SetTimes, Times};
use parameters::dynamic_params::governance;
use sp_runtime::Perbill;

parameter_types! {
	pub MaxScheduledWeight: Weight = Perbill::from_percent(60) * configs::system::RuntimeBlockWeights::get().max_block;
}

/// Writes the times that a network's genesis names over those of the runtime.
pub struct ParameterTimes;
impl SetTimes for ParameterTimes {
	fn set(times: Times) {
		use frame_support::traits::dynamic_params::AggregatedKeyValue;
		use governance::{GeneralDelay, MotionDuration, Parameters as Of, UpgradeDelay};
		for parameter in [
			Of::MotionDuration(MotionDuration, Some(times.motion)),
			Of::GeneralDelay(GeneralDelay, Some(times.general)),
			Of::UpgradeDelay(UpgradeDelay, Some(times.upgrade)),
		] {
			let (key, value) = RuntimeParameters::Governance(parameter).into_parts();
			pallet_parameters::Parameters::<Runtime>::set(key, value);
		}
	}
}

impl pallet_timelock::Config for Runtime {
	type ScheduleOrigin = TwoThirdsOfAgencies;
	type GeneralDelay = governance::GeneralDelay;
	type LiftOrigin = AtOnce;
	type MaxWeight = MaxMotionWeight;
	type Preimages = Preimage;
	type ProlongOrigin = Prolonging;
	type RuntimeCall = RuntimeCall;
	type Scheduler = Scheduler;
	type StopDuration = governance::StopDuration;
	type StopOrigin = Stopping;
	type StopRest = governance::StopRest;
	type Times = ParameterTimes;
	type Unstoppable = configs::safety::Healing;
	type UpgradeDelay = governance::UpgradeDelay;
	type VetoOrigin = MostOfInstitutions;
	type WeightInfo = weights::pallet_timelock::WeightInfo<Runtime>;
}

/// Nobody but Root manages preimages: an account that could take one away would have a veto of its own.
impl pallet_preimage::Config for Runtime {
	type Consideration = configs::deposits::Kept;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_preimage::WeightInfo<Runtime>;
}

/// Nobody but Root schedules or cancels by hand: acts do it, after their delay.
impl pallet_scheduler::Config for Runtime {
	type BlockNumberProvider = System;
	type MaximumWeight = MaxScheduledWeight;
	type MaxScheduledPerBlock = ConstU32<50>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type PalletsOrigin = OriginCaller;
	type Preimages = Preimage;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type WeightInfo = weights::pallet_scheduler::WeightInfo<Runtime>;
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::traits::Get;

	fn times() -> (u32, u32, u32) {
		(governance::MotionDuration::get(), governance::GeneralDelay::get(), governance::UpgradeDelay::get())
	}

	#[test]
	fn members_have_five_days_and_acts_wait_three_or_seven() {
		sp_io::TestExternalities::default()
			.execute_with(|| assert_eq!(times(), (5 * constants::DAYS, 3 * constants::DAYS, 7 * constants::DAYS)));
	}

	#[test]
	fn a_networks_own_times_count_instead() {
		sp_io::TestExternalities::default().execute_with(|| {
			ParameterTimes::set(Times { motion: 30, general: 3, upgrade: 6 });
			assert_eq!(times(), (30, 3, 6));
		});
	}

	#[test]
	fn whatever_may_be_decided_can_be_carried_out() {
		assert!(MaxMotionWeight::get().all_lt(MaxScheduledWeight::get()));
	}
}
