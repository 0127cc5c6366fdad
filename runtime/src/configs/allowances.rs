//! Allowances in place of coins. Each party may use so much of the chain for nothing; what it used comes back block by
//! block. Use is counted in the coin in which strangers pay: a second of work is a coin. The numbers are parameters
//! (`parameters.rs`) and are justified in `docs/fees.md`.

use crate::*;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{ContainsPair, EnsureOrigin, Get};
use frame_system::{ensure_signed, RawOrigin};
use lingnan_support::{AgencyId, AgencyRight, InstitutionId};
use pallet_origin_restriction::{Allowance, RestrictedEntity, Usages};
use pallet_sponsorship::{AllowanceView, Sponsorships};
use parameters::dynamic_params::allowances;
use scale_info::TypeInfo;

/// What agencies and institutions keep whatever the parameters say, so that a wrong one cannot silence the councils that
/// must mend it: votes, and the preimage of a runtime. A suspended one has no more.
pub const LEAST: Allowance<Balance> = Allowance { max: constants::UNIT, recovery_per_block: constants::MILLIUNIT };

/// Accounts that an agency or institution may sponsor at a time.
pub const SPONSORED_BY_INSTITUTION: u32 = 10_000;

/// Accounts that who controls an enterprise may sponsor at a time: clerks and co-signers.
pub const SPONSORED_BY_ENTERPRISE: u32 = 16;

/// Whose allowance a transaction uses. An agency and an institution keep theirs when they are re-keyed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Party {
	Agency(AgencyId),
	Institution(InstitutionId),
	/// The account that controls enterprises, or was offered control of one.
	Enterprise(AccountId),
	Appraiser(AccountId),
	/// Who acts for an enterprise of another place.
	Holder(AccountId),
	/// A validator, or who is invited to be one.
	Validator(AccountId),
	/// Who lets time pass in a rehearsal.
	Conductor,
}

impl Party {
	/// What a register knows an account as; `None` is a stranger.
	pub fn of(who: &AccountId) -> Option<Self> {
		if let Some(agency) = pallet_attestations::AgencyByKey::<Runtime>::get(who) {
			return Some(Self::Agency(agency));
		}
		if let Some(institution) = pallet_financing::InstitutionByKey::<Runtime>::get(who) {
			return Some(Self::Institution(institution));
		}
		if EnterpriseRegistry::is_party(who) {
			return Some(Self::Enterprise(who.clone()));
		}
		if Collateral::is_party(who) {
			return Some(Self::Appraiser(who.clone()));
		}
		if CrossBorder::is_party(who) {
			return Some(Self::Holder(who.clone()));
		}
		if Validators::is_party(who) {
			return Some(Self::Validator(who.clone()));
		}
		Calendar::is_party(who).then_some(Self::Conductor)
	}

	/// Storage items that [`Party::of`] reads at most.
	pub const LOOKUPS: u64 = 8;

	/// Storage items that it read to find this one.
	pub fn lookups(&self) -> u64 {
		match self {
			Self::Agency(_) => 1,
			Self::Institution(_) => 2,
			Self::Enterprise(_) => 3,
			Self::Appraiser(_) => 4,
			Self::Holder(_) => 5,
			Self::Validator(_) => 7,
			Self::Conductor => Self::LOOKUPS,
		}
	}

	fn name(&self) -> &'static str {
		match self {
			Self::Agency(_) => "agency",
			Self::Institution(_) => "institution",
			Self::Enterprise(_) => "enterprise",
			Self::Appraiser(_) => "appraiser",
			Self::Holder(_) => "holder",
			Self::Validator(_) => "validator",
			Self::Conductor => "conductor",
		}
	}

	/// How many accounts it may let use its allowance.
	fn sponsors(&self) -> u32 {
		match self {
			Self::Agency(_) | Self::Institution(_) => SPONSORED_BY_INSTITUTION,
			Self::Enterprise(_) | Self::Holder(_) => SPONSORED_BY_ENTERPRISE,
			Self::Appraiser(_) | Self::Validator(_) | Self::Conductor => 0,
		}
	}

	/// What it may have used at a time, and has used and not got back yet.
	pub fn used(&self) -> (Allowance<Balance>, Balance) {
		let allowance = self.allowance();
		let used = Usages::<Runtime>::get(self).map_or(0, |usage| {
			let elapsed = System::block_number().saturating_sub(usage.at_block);
			usage.used.saturating_sub(allowance.recovery_per_block.saturating_mul(elapsed.into()))
		});
		(allowance, used)
	}
}

fn at_least(allowance: Allowance<Balance>) -> Allowance<Balance> {
	Allowance {
		max: allowance.max.max(LEAST.max),
		recovery_per_block: allowance.recovery_per_block.max(LEAST.recovery_per_block),
	}
}

impl RestrictedEntity<OriginCaller, Balance> for Party {
	fn allowance(&self) -> Allowance<Balance> {
		let governed = |max: Balance, recovery_per_block: Balance| Allowance { max, recovery_per_block };
		match self {
			Self::Agency(id) => match pallet_attestations::Agencies::<Runtime>::get(id) {
				Some(agency) if agency.suspended => LEAST,
				Some(agency) if agency.spec.rights.contains(&AgencyRight::Registrar) => {
					at_least(governed(allowances::RegistrarAllowance::get(), allowances::RegistrarRecovery::get()))
				},
				_ => at_least(governed(allowances::AgencyAllowance::get(), allowances::AgencyRecovery::get())),
			},
			Self::Institution(id) => match pallet_financing::Institutions::<Runtime>::get(id) {
				Some(institution) if institution.suspended => LEAST,
				_ => {
					at_least(governed(allowances::InstitutionAllowance::get(), allowances::InstitutionRecovery::get()))
				},
			},
			// Who controls ten firms may do what ten firms may.
			Self::Enterprise(who) => {
				let firms = Balance::from(pallet_enterprise_registry::Stakes::<Runtime>::get(who));
				governed(
					allowances::EnterpriseAllowance::get().saturating_mul(firms),
					allowances::EnterpriseRecovery::get().saturating_mul(firms),
				)
			},
			Self::Holder(_) => governed(allowances::EnterpriseAllowance::get(), allowances::EnterpriseRecovery::get()),
			Self::Conductor => governed(allowances::AgencyAllowance::get(), allowances::AgencyRecovery::get()),
			Self::Appraiser(_) | Self::Validator(_) => {
				governed(allowances::OperatorAllowance::get(), allowances::OperatorRecovery::get())
			},
		}
	}

	fn restricted_entity(caller: &OriginCaller) -> Option<Self> {
		match caller {
			OriginCaller::system(RawOrigin::Signed(who)) => Self::of(who),
			_ => None,
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmarked_restricted_origin() -> OriginCaller {
		let who = AccountId::new([7; 32]);
		pallet_attestations::AgencyByKey::<Runtime>::insert(&who, 0);
		RawOrigin::Signed(who).into()
	}
}

/// No call may go beyond an allowance.
pub struct NothingInExcess;
impl ContainsPair<Party, RuntimeCall> for NothingInExcess {
	fn contains(_: &Party, _: &RuntimeCall) -> bool {
		false
	}
}

impl pallet_origin_restriction::Config for Runtime {
	type OperationAllowedOneTimeExcess = NothingInExcess;
	type RestrictedEntity = Party;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_origin_restriction::WeightInfo<Runtime>;
}

/// The key of a party that may sponsor, and how many accounts.
pub struct Sponsors;
impl EnsureOrigin<RuntimeOrigin> for Sponsors {
	type Success = (AccountId, u32);

	fn try_origin(origin: RuntimeOrigin) -> Result<Self::Success, RuntimeOrigin> {
		match ensure_signed(origin.clone()) {
			Ok(who) => match Party::of(&who).map_or(0, |party| party.sponsors()) {
				0 => Err(origin),
				most => Ok((who, most)),
			},
			Err(_) => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(<Party as RestrictedEntity<OriginCaller, Balance>>::benchmarked_restricted_origin().into())
	}
}

impl pallet_sponsorship::Config for Runtime {
	type SponsorOrigin = Sponsors;
	type WeightInfo = weights::pallet_sponsorship::WeightInfo<Runtime>;
}

/// What an account may use without coins, for whoever asks.
pub fn view(who: &AccountId) -> AllowanceView<AccountId> {
	let nanoseconds = |units: Balance| u64::try_from(units / (constants::MICROUNIT / 1_000)).unwrap_or(u64::MAX);
	let party = Party::of(who);
	let (allowance, used) =
		party.as_ref().map_or((Allowance { max: 0, recovery_per_block: 0 }, 0), |party| party.used());
	let sponsored = Sponsorships::<Runtime>::get(who);
	let sponsor_room = sponsored.as_ref().and_then(|found| Party::of(&found.sponsor)).map_or(0, |sponsor| {
		let (allowance, used) = sponsor.used();
		allowance.max.saturating_sub(used)
	});
	AllowanceView {
		party: party.map(|party| party.name().into()),
		max: nanoseconds(allowance.max),
		used: nanoseconds(used),
		recovery: nanoseconds(allowance.recovery_per_block),
		sponsored: nanoseconds(sponsored.as_ref().map_or(0, |found| found.left)),
		sponsor: sponsored.map(|found| found.sponsor),
		sponsor_room: nanoseconds(sponsor_room),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_allowances_begin_as_decided() {
		sp_io::TestExternalities::default().execute_with(|| {
			let of = |party: Party| {
				let allowance = party.allowance();
				(allowance.max, allowance.recovery_per_block)
			};
			let who = AccountId::new([1; 32]);
			let milli = constants::MILLIUNIT;
			assert_eq!(of(Party::Agency(0)), (135 * constants::UNIT, 75 * milli));
			assert_eq!(of(Party::Institution(0)), (27 * constants::UNIT, 15 * milli));
			assert_eq!(of(Party::Validator(who.clone())), (constants::UNIT, 25 * constants::MICROUNIT));
			let firm = Party::Enterprise(who.clone());
			assert_eq!(of(firm.clone()), (0, 0));
			pallet_enterprise_registry::Stakes::<Runtime>::insert(&who, 3);
			assert_eq!(of(firm), (300 * milli, 7_500_000));
		});
	}

	#[test]
	fn no_parameter_silences_a_council() {
		sp_io::TestExternalities::default().execute_with(|| {
			use parameters::dynamic_params::allowances::*;
			for parameter in [
				Parameters::AgencyAllowance(AgencyAllowance, Some(0)),
				Parameters::AgencyRecovery(AgencyRecovery, Some(0)),
				Parameters::InstitutionAllowance(InstitutionAllowance, Some(0)),
				Parameters::InstitutionRecovery(InstitutionRecovery, Some(0)),
			] {
				let parameter = RuntimeParameters::Allowances(parameter);
				pallet_parameters::Pallet::<Runtime>::set_parameter(RuntimeOrigin::root(), parameter)
					.expect("it is set");
			}
			for party in [Party::Agency(0), Party::Institution(0)] {
				assert_eq!(party.allowance().max, LEAST.max);
				assert_eq!(party.allowance().recovery_per_block, LEAST.recovery_per_block);
			}
		});
	}
}
