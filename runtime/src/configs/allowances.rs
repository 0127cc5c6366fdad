//! Who has an allowance in place of coins, and how large it is; the rules are `pallet-allowances`'. Use is counted in the coin in
//! which strangers pay: a second of work is a coin. The numbers are parameters (`parameters.rs`) and are justified in
//! `docs/fees.md`.

use crate::*;
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{ConstU32, Contains, ContainsPair, Get};
use frame_system::RawOrigin;
use lingnan_support::{AgencyId, AgencyRight, Enterprises as _, GuarantorId, InstitutionId, RegistrationNumber};
use pallet_allowances::Found;
use pallet_origin_restriction::{Allowance, RestrictedEntity};
use parameters::dynamic_params::allowances;
use scale_info::TypeInfo;

/// What agencies and institutions keep whatever the parameters say, so that a wrong one cannot silence the councils that
/// must repair it: votes, and the preimage of a runtime. A suspended one has no more.
pub const LEAST: Allowance<Balance> = Allowance { max: constants::UNIT, recovery_per_block: constants::MILLIUNIT };

/// Accounts that an agency or institution may sponsor at a time.
pub const SPONSORED_BY_INSTITUTION: u32 = 10_000;

/// Accounts that who controls an enterprise may sponsor at a time: clerks and co-signers.
pub const SPONSORED_BY_ENTERPRISE: u32 = 16;

/// Blocks for which a transaction may wait in the pool until its party's allowance has recovered.
pub const PATIENCE: u32 = constants::MINUTES;

/// The pallet. Clients know it by the name `Sponsorship`, under which its calls and its storage began.
pub type Allowances = Sponsorship;

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
	/// A guarantor, by number.
	Guarantor(GuarantorId),
}

impl Party {
	/// What a register knows an account as: one party, or the first few firms that it acts for. Nobody is a stranger. A
	/// passport from another place and an office count last, for they are given to accounts that need not ask for them.
	pub fn find(who: &AccountId) -> Found<Self> {
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
		if let Some(guarantor) = pallet_guarantees::GuarantorByKey::<Runtime>::get(who) {
			return one(Self::Guarantor(guarantor), 3);
		}
		let controlled = EnterpriseRegistry::controlled_by(who, FIRMS_ASKED);
		if !controlled.is_empty() {
			return firms(controlled, Self::Enterprise, 3);
		}
		if Collateral::is_party(who) {
			return one(Self::Appraiser(who.clone()), 5);
		}
		if Validators::is_party(who) {
			return one(Self::Validator(who.clone()), 7);
		}
		if BusinessClock::is_party(who) {
			return one(Self::ClockAdmin, 8);
		}
		let visitors = CrossBorder::held_by(who, FIRMS_ASKED);
		if !visitors.is_empty() {
			return firms(visitors, Self::Visitor, 8);
		}
		let (offices, asked) = EnterpriseRegistry::offices_of(who, FIRMS_ASKED);
		// Each with its mandate and firm; a stranger has none to ask.
		let reads = Self::LOOKUPS.saturating_sub(Self::AN_OFFICE * FIRMS_ASKED.saturating_sub(asked) as u64);
		Found { reads, ..firms(offices, Self::Enterprise, 0) }
	}

	/// What [`Party::find`] reads at most: three registers, firms and their end, an appraiser, a validator by two, a clock admin,
	/// firms of other places and their end, offices and their end, with their mandates and firms.
	pub const LOOKUPS: u64 = 8 + 1 + Self::AN_OFFICE * FIRMS_ASKED as u64 + 2;

	/// What an office takes: its entry, the mandate, the firm and when its controller changed.
	const AN_OFFICE: u64 = 4;

	/// The first of the parties for which an account acts; `None` is a stranger.
	pub fn of(who: &AccountId) -> Option<Self> {
		Self::find(who).parties.into_iter().next()
	}
}

impl pallet_allowances::Party<AccountId> for Party {
	fn name(&self) -> &'static str {
		match self {
			Self::Agency(_) => "agency",
			Self::Institution(_) => "institution",
			Self::Enterprise(_) => "enterprise",
			Self::Appraiser(_) => "appraiser",
			Self::Visitor(_) => "holder",
			Self::Validator(_) => "validator",
			Self::ClockAdmin => "clockAdmin",
			Self::Guarantor(_) => "guarantor",
		}
	}

	/// Officers act for a firm that somebody else controls.
	fn is_led_by(&self, who: &AccountId) -> bool {
		match self {
			Self::Enterprise(firm) => EnterpriseRegistry::controller(firm).as_ref() == Some(who),
			_ => true,
		}
	}

	fn sponsored_at_most(&self) -> u32 {
		match self {
			Self::Agency(_) | Self::Institution(_) => SPONSORED_BY_INSTITUTION,
			Self::Enterprise(_) | Self::Visitor(_) => SPONSORED_BY_ENTERPRISE,
			Self::Appraiser(_) | Self::Validator(_) | Self::ClockAdmin | Self::Guarantor(_) => 0,
		}
	}

	/// A firm that is frozen here, or whose passport was taken back where it is at home.
	fn is_frozen(&self) -> bool {
		match self {
			Self::Enterprise(firm) => EnterpriseRegistry::is_frozen(firm),
			Self::Visitor(firm) => CrossBorder::is_taken_back(firm),
			_ => false,
		}
	}
}

/// All the registers of this chain.
pub struct AllRegisters;
impl pallet_allowances::Registers<AccountId, Party, RuntimeCall> for AllRegisters {
	/// The parties, and what all of them but the last have used.
	const LOOKUPS: u64 = Party::LOOKUPS + FIRMS_ASKED as u64;

	/// A guardian's word.
	const ANSWER_LOOKUPS: u64 = 14;

	fn find(who: &AccountId) -> Found<Party> {
		Party::find(who)
	}

	fn asks(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::EnterpriseRegistry(_))
	}

	/// Who is offered control of an enterprise is no party yet, and a guardian is none: the registrar pays for the one
	/// transaction that ends the offer, for a guardian's words with their bounds, and for the refusal of an office that nobody
	/// asked for.
	fn pays_for(signer: &AccountId, call: &RuntimeCall) -> Option<Party> {
		match call {
			RuntimeCall::EnterpriseRegistry(answer) => EnterpriseRegistry::pays_for(signer, answer).map(Party::Agency),
			_ => None,
		}
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
			Self::Guarantor(id) => match pallet_guarantees::Guarantors::<Runtime>::get(id) {
				Some(guarantor) if guarantor.suspended => LEAST,
				_ => governed(allowances::InstitutionAllowance::get(), allowances::InstitutionRecovery::get()),
			},
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
		pallet_attestations::AgencyByKey::<Runtime>::insert(&who, AgencyId(0));
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

impl pallet_allowances::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type HasCredit = HaveCredit;
	type Patience = ConstU32<PATIENCE>;
	type Registers = AllRegisters;
	type UndoCall = RuntimeCall;
	type Undoes = configs::deposits::Undoes;
	type WeightInfo = weights::pallet_allowances::WeightInfo<Runtime>;
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
			assert_eq!(of(Party::Agency(AgencyId(0))), (135 * constants::UNIT, 75 * milli));
			assert_eq!(of(Party::Institution(InstitutionId(0))), (27 * constants::UNIT, 15 * milli));
			assert_eq!(of(Party::Validator(who)), (constants::UNIT, 25 * constants::MICROUNIT));
			let firm: RegistrationNumber = "MO:A".parse().expect("it is well formed");
			assert_eq!(of(Party::Enterprise(firm.clone())), (250 * milli, 6_000_000));
			assert_eq!(of(Party::Visitor(firm)), (250 * milli, 6_000_000));
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
			for party in [Party::Agency(AgencyId(0)), Party::Institution(InstitutionId(0))] {
				assert_eq!(party.allowance().max, LEAST.max);
				assert_eq!(party.allowance().recovery_per_block, LEAST.recovery_per_block);
			}
		});
	}
}
