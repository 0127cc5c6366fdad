//! Allowances in place of coins. Each party may use so much of the chain for nothing; what it used comes back block by
//! block. Use is counted in the coin in which strangers pay: a second of work is a coin. The numbers are parameters
//! (`parameters.rs`) and are justified in `docs/fees.md`.

use crate::*;
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{Contains, ContainsPair, EnsureOrigin, Get};
use frame_system::{ensure_signed, RawOrigin};
use lingnan_support::{AgencyId, AgencyRight, Enterprises as _, InstitutionId, RegistrationNumber};
use pallet_origin_restriction::{Allowance, RestrictedEntity, Usage, Usages};
use pallet_sponsorship::{AllowanceView, Sponsorships};
use parameters::dynamic_params::allowances;
use scale_info::TypeInfo;
use sp_runtime::traits::Convert;

/// What agencies and institutions keep whatever the parameters say, so that a wrong one cannot silence the councils that
/// must repair it: votes, and the preimage of a runtime. A suspended one has no more.
pub const LEAST: Allowance<Balance> = Allowance { max: constants::UNIT, recovery_per_block: constants::MILLIUNIT };

/// Accounts that an agency or institution may sponsor at a time.
pub const SPONSORED_BY_INSTITUTION: u32 = 10_000;

/// Accounts that who controls an enterprise may sponsor at a time: clerks and co-signers.
pub const SPONSORED_BY_ENTERPRISE: u32 = 16;

/// Of the enterprises that an account controls, or holds an office in, so many are asked for room.
pub const FIRMS_ASKED: usize = 4;

/// Whose allowance a transaction uses. It belongs to the agency, the institution, the firm, not to the key: whatever accounts
/// act for a firm, one after another or at once, they share it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub enum Party {
	/// An agency, by number.
	Agency(AgencyId),
	/// An institution, by number.
	Institution(InstitutionId),
	/// A firm, for whoever controls it and for its officers.
	Enterprise(RegistrationNumber),
	/// A licensed appraiser.
	Appraiser(AccountId),
	/// A firm of another place, for whoever acts for it here.
	Visitor(RegistrationNumber),
	/// A validator, or who is invited to be one.
	Validator(AccountId),
	/// Who lets time pass in a rehearsal.
	ClockAdmin,
}

/// What an account acts for, and how many storage items were read at most to find that out.
pub struct Found {
	pub parties: Vec<Party>,
	pub reads: u64,
}

impl Party {
	/// What a register knows an account as: one party, or the first few firms that it acts for. Nobody is a stranger. A
	/// passport from another place and an office count last, for they are given to accounts that need not ask for them.
	pub fn find(who: &AccountId) -> Found {
		let one = |party, reads| Found { parties: vec![party], reads };
		// Each firm, and the end of the list.
		let firms = |firms: Vec<RegistrationNumber>, party: fn(RegistrationNumber) -> Self, before: u64| {
			let reads = before + firms.len() as u64 + 1;
			Found { parties: firms.into_iter().map(party).collect(), reads }
		};
		if let Some(agency) = pallet_attestations::AgencyByKey::<Runtime>::get(who) {
			return one(Self::Agency(agency), 1);
		}
		if let Some(institution) = pallet_institutions::InstitutionByKey::<Runtime>::get(who) {
			return one(Self::Institution(institution), 2);
		}
		let controlled = EnterpriseRegistry::controlled_by(who, FIRMS_ASKED);
		if !controlled.is_empty() {
			return firms(controlled, Self::Enterprise, 2);
		}
		if Collateral::is_party(who) {
			return one(Self::Appraiser(who.clone()), 4);
		}
		if Validators::is_party(who) {
			return one(Self::Validator(who.clone()), 6);
		}
		if BusinessClock::is_party(who) {
			return one(Self::ClockAdmin, 7);
		}
		let visitors = CrossBorder::held_by(who, FIRMS_ASKED);
		if !visitors.is_empty() {
			return firms(visitors, Self::Visitor, 7);
		}
		let offices = EnterpriseRegistry::offices_of(who, FIRMS_ASKED);
		Found { reads: Self::LOOKUPS, ..firms(offices, Self::Enterprise, 0) }
	}

	/// What [`Party::find`] reads at most: two registers, firms and their end, an appraiser, a validator by two, a clock admin,
	/// firms of other places and their end, offices and their end, with their mandates and firms.
	pub const LOOKUPS: u64 = 7 + 1 + 4 * FIRMS_ASKED as u64 + 2;

	/// The first of the parties for which an account acts; `None` is a stranger.
	pub fn of(who: &AccountId) -> Option<Self> {
		Self::find(who).parties.into_iter().next()
	}

	fn name(&self) -> &'static str {
		match self {
			Self::Agency(_) => "agency",
			Self::Institution(_) => "institution",
			Self::Enterprise(_) => "enterprise",
			Self::Appraiser(_) => "appraiser",
			Self::Visitor(_) => "holder",
			Self::Validator(_) => "validator",
			Self::ClockAdmin => "clockAdmin",
		}
	}

	/// How many accounts it may let use its allowance.
	fn sponsors(&self) -> u32 {
		match self {
			Self::Agency(_) | Self::Institution(_) => SPONSORED_BY_INSTITUTION,
			Self::Enterprise(_) | Self::Visitor(_) => SPONSORED_BY_ENTERPRISE,
			Self::Appraiser(_) | Self::Validator(_) | Self::ClockAdmin => 0,
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

	/// Notes what a transaction may use.
	pub fn take(&self, amount: Balance) {
		let used = self.used().1.saturating_add(amount);
		Usages::<Runtime>::insert(self, Usage { used, at_block: System::block_number() });
	}

	/// Gives back what it did not use.
	pub fn give_back(&self, amount: Balance) {
		Usages::<Runtime>::mutate_exists(self, |usage| {
			if let Some(found) = usage {
				found.used = found.used.saturating_sub(amount);
				if found.used == 0 {
					*usage = None;
				}
			}
		});
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
			Self::Institution(id) => match pallet_institutions::Institutions::<Runtime>::get(id) {
				Some(institution) if institution.suspended => LEAST,
				_ => {
					at_least(governed(allowances::InstitutionAllowance::get(), allowances::InstitutionRecovery::get()))
				},
			},
			Self::Enterprise(_) | Self::Visitor(_) => {
				governed(allowances::EnterpriseAllowance::get(), allowances::EnterpriseRecovery::get())
			},
			Self::ClockAdmin => governed(allowances::AgencyAllowance::get(), allowances::AgencyRecovery::get()),
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

/// Who has credit in storage still: a party, and whom a party sponsors.
pub struct HaveCredit;
impl Contains<AccountId> for HaveCredit {
	fn contains(who: &AccountId) -> bool {
		configs::deposits::credit(who).is_some()
	}
}

/// The key of a party that may sponsor, and how many accounts. An officer does not give away what is the firm's.
pub struct Sponsors;
impl EnsureOrigin<RuntimeOrigin> for Sponsors {
	type Success = (AccountId, u32);

	fn try_origin(origin: RuntimeOrigin) -> Result<Self::Success, RuntimeOrigin> {
		match ensure_signed(origin.clone()) {
			Ok(who) => match Party::of(&who) {
				Some(Party::Enterprise(firm)) if EnterpriseRegistry::controller(&firm).as_ref() != Some(&who) => {
					Err(origin)
				},
				Some(party) if party.sponsors() > 0 => Ok((who, party.sponsors())),
				_ => Err(origin),
			},
			Err(_) => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(<Party as RestrictedEntity<OriginCaller, Balance>>::benchmarked_restricted_origin().into())
	}
}

/// Who acts for a firm that is frozen here, or whose passport was taken back where it is at home: whoever holds the key lets
/// nobody else work on what is the firm's. Whom it sponsored before signs on, for it may be one of several who control it.
pub struct FrozenFirms;
impl Contains<AccountId> for FrozenFirms {
	fn contains(who: &AccountId) -> bool {
		Party::find(who).parties.iter().any(|party| match party {
			Party::Enterprise(firm) => EnterpriseRegistry::is_frozen(firm),
			Party::Visitor(firm) => CrossBorder::is_taken_back(firm),
			_ => false,
		})
	}
}

/// What is left of the allowance of which an account has most.
pub struct Room;
impl Convert<AccountId, Balance> for Room {
	fn convert(who: AccountId) -> Balance {
		let left = |party: &Party| {
			let (allowance, used) = party.used();
			allowance.max.saturating_sub(used)
		};
		Party::find(&who).parties.iter().map(left).max().unwrap_or_default()
	}
}

impl pallet_sponsorship::Config for Runtime {
	type Frozen = FrozenFirms;
	type HasCredit = HaveCredit;
	type Party = Party;
	type Room = Room;
	type SponsorOrigin = Sponsors;
	type UndoCall = RuntimeCall;
	type Undoes = configs::deposits::Undoes;
	type WeightInfo = weights::pallet_sponsorship::WeightInfo<Runtime>;
}

/// What an account may use without coins, for whoever asks. Of several firms, those that are asked for room.
pub fn view(who: &AccountId) -> AllowanceView<AccountId> {
	let nanoseconds = |units: Balance| u64::try_from(units / (constants::MICROUNIT / 1_000)).unwrap_or(u64::MAX);
	let sum = |parties: &[Party]| {
		let nothing = (Allowance { max: 0, recovery_per_block: 0 }, 0);
		parties.iter().map(Party::used).fold(nothing, |(all, all_used): (Allowance<Balance>, Balance), (one, used)| {
			let max = all.max.saturating_add(one.max);
			let recovery_per_block = all.recovery_per_block.saturating_add(one.recovery_per_block);
			(Allowance { max, recovery_per_block }, all_used.saturating_add(used))
		})
	};
	let parties = Party::find(who).parties;
	let (allowance, used) = sum(&parties);
	let sponsored = Sponsorships::<Runtime>::get(who);
	let sponsors = sponsored.as_ref().map(|found| Party::find(&found.sponsor).parties).unwrap_or_default();
	let (room, sponsors_used) = sum(&sponsors);
	AllowanceView {
		party: parties.first().map(|party| party.name().into()),
		max: nanoseconds(allowance.max),
		used: nanoseconds(used),
		recovery: nanoseconds(allowance.recovery_per_block),
		sponsored: nanoseconds(sponsored.as_ref().map_or(0, |found| found.left)),
		sponsor: sponsored.map(|found| found.sponsor),
		sponsor_room: nanoseconds(room.max.saturating_sub(sponsors_used)),
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
			assert_eq!(of(Party::Validator(who)), (constants::UNIT, 25 * constants::MICROUNIT));
			let firm: RegistrationNumber = "MO:A".parse().expect("it is well formed");
			assert_eq!(of(Party::Enterprise(firm.clone())), (100 * milli, 2_500_000));
			assert_eq!(of(Party::Visitor(firm)), (100 * milli, 2_500_000));
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
