//! The trade itself: how Lingnan's own pallets are wired to each other.

use crate::{
	configs::{
		cross_border::{Firms, FirmsRatings},
		governance::{AgencySeats, AtOnce, ByReach, Governing, InstitutionSeats},
	},
	*,
};
use frame_support::{
	parameter_types,
	traits::{EnsureOrigin, Get},
};
use lingnan_support::{Agencies, AgencyRight, Amount, BasisPoints, Currency, InstitutionId, Jurisdiction};
use parameters::dynamic_params::{
	attestations, cards, collateral, credit_scoring, enterprise_registry, financing, governance, guarantees,
};
use sp_runtime::traits::Convert;

impl pallet_enterprise_registry::Config for Runtime {
	type Agencies = Attestations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = BusinessClock;
	type FreezeDays = enterprise_registry::FreezeDays;
	type RecoveryDays = enterprise_registry::RecoveryDays;
	type WeightInfo = weights::pallet_enterprise_registry::WeightInfo<Runtime>;
}

impl pallet_consents::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = BusinessClock;
	type Enterprises = Firms;
	type Institutions = Institutions;
	type OnRevoked = CrossBorder;
	type WeightInfo = weights::pallet_consents::WeightInfo<Runtime>;
}

impl pallet_cards::Config for Runtime {
	type Agencies = Attestations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = BusinessClock;
	type Enterprises = Firms;
	type Institutions = Institutions;
	type MostDays = cards::CardDays;
	type WeightInfo = weights::pallet_cards::WeightInfo<Runtime>;
}

impl pallet_credit_lines::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Calendars = crate::Calendars;
	type Clock = BusinessClock;
	type Enterprises = Firms;
	type Institutions = Institutions;
	type WeightInfo = weights::pallet_credit_lines::WeightInfo<Runtime>;
}

impl pallet_policies::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = BusinessClock;
	type Institutions = Institutions;
	type Products = Products;
	type WeightInfo = weights::pallet_policies::WeightInfo<Runtime>;
}

impl pallet_attestations::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = BusinessClock;
	type Consents = Consents;
	type DisputeDays = attestations::DisputeDays;
	type Enterprises = EnterpriseRegistry;
	type GovernOrigin = Governing;
	type Institutions = Institutions;
	type OnDispute = CreditScoring;
	type Seats = AgencySeats;
	type SuspendOrigin = AtOnce;
	type Verifier = lingnan_sealed::InRuntime;
	type WeightInfo = weights::pallet_attestations::WeightInfo<Runtime>;
}

impl pallet_credit_scoring::Config for Runtime {
	type Agencies = Attestations;
	type AssetCorrelation = credit_scoring::AssetCorrelation;
	type Attestations = Attestations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = BusinessClock;
	type Confidence = crate::release::Confidence;
	type Consents = Consents;
	type Enterprises = EnterpriseRegistry;
	type GovernOrigin = Governing;
	type GraceDays = credit_scoring::GraceDays;
	type Institutions = Institutions;
	type LeastAmount = credit_scoring::LeastAmount;
	type LeastBorrowers = credit_scoring::LeastBorrowers;
	type LeastInstitutions = credit_scoring::LeastInstitutions;
	type LeastLoans = credit_scoring::LeastLoans;
	type ResumeOrigin = AtOnce;
	type StopDuration = governance::StopDuration;
	type StopRest = governance::StopRest;
	type SuspendOrigin = ByReach;
	type ThresholdsPerConsent = credit_scoring::ThresholdsPerConsent;
	type Verifier = lingnan_sealed::InRuntime;
	type WarningConfidence = credit_scoring::WarningConfidence;
	type WeightInfo = weights::pallet_credit_scoring::WeightInfo<Runtime>;
}

/// How far below its valuation an asset may be taken: as far as governance says, and three tenths at most.
pub struct PriceDiscount;
impl Get<BasisPoints> for PriceDiscount {
	fn get() -> BasisPoints {
		collateral::PriceDiscount::get().min(3_000)
	}
}

/// The governed haircuts, in the order of `AssetKind::ALL`.
pub struct Haircuts;
impl Get<[BasisPoints; 7]> for Haircuts {
	fn get() -> [BasisPoints; 7] {
		[
			collateral::InventionHaircut::get(),
			collateral::UtilityModelHaircut::get(),
			collateral::DesignHaircut::get(),
			collateral::TrademarkHaircut::get(),
			collateral::SoftwareCopyrightHaircut::get(),
			collateral::ReceivableHaircut::get(),
			collateral::ReceivableHaircut::get(),
		]
		.map(|haircut| haircut.min(lingnan_support::WHOLE))
	}
}

parameter_types! {
	/// A valuation is stale after a year.
	pub const ValuationMonths: u32 = 12;
}

impl pallet_collateral::Config for Runtime {
	type Abroad = CrossBorder;
	type Agencies = Attestations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = BusinessClock;
	type Enterprises = Firms;
	type GovernOrigin = Governing;
	type Haircuts = Haircuts;
	type DecisionDays = collateral::DecisionDays;
	type Institutions = Institutions;
	type KeepRankOnRenewal = collateral::KeepRankOnRenewal;
	type Loans = Financing;
	type ObjectionDays = collateral::ObjectionDays;
	type PriceDiscount = PriceDiscount;
	type Standstill = BusinessClock;
	type ValuationMonths = ValuationMonths;
	type WeightInfo = weights::pallet_collateral::WeightInfo<Runtime>;
}

/// Who finds whether a disputed payment was made: an agency with the regulator's right, or governance.
pub struct Arbiter;
impl EnsureOrigin<RuntimeOrigin> for Arbiter {
	type Success = ();

	fn try_origin(origin: RuntimeOrigin) -> Result<(), RuntimeOrigin> {
		match frame_system::ensure_signed(origin.clone()) {
			Ok(who) if Attestations::with_right(&who, AgencyRight::Regulator).is_some() => Ok(()),
			_ => <Governing as EnsureOrigin<_>>::try_origin(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
	}
}

/// What a million minor units of each currency count towards limits, in fen, in the order of `Currency::ALL`.
pub struct LimitRates;
impl Get<pallet_financing::rates::Rates> for LimitRates {
	fn get() -> pallet_financing::rates::Rates {
		[
			1_000_000,
			financing::HongKongDollarRate::get(),
			financing::PatacaRate::get(),
			financing::UnitedStatesDollarRate::get(),
		]
	}
}

impl pallet_institutions::Config for Runtime {
	type GovernOrigin = Governing;
	type Seats = InstitutionSeats;
	type WeightInfo = weights::pallet_institutions::WeightInfo<Runtime>;
}

impl pallet_products::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = BusinessClock;
	type Institutions = Institutions;
	type LateLimits = super::lateness::LateLimits;
	type ReferenceRates = crate::ReferenceRates;
	type WeightInfo = weights::pallet_products::WeightInfo<Runtime>;
}

/// By the rule of which place an institution classifies: its own.
pub struct PlaceOf;
impl Convert<InstitutionId, Jurisdiction> for PlaceOf {
	fn convert(institution: InstitutionId) -> Jurisdiction {
		pallet_institutions::Institutions::<Runtime>::get(institution)
			.map_or(Jurisdiction::Guangdong, |institution| institution.spec.jurisdiction)
	}
}

/// Debts of several currencies in fen, by the rates of limits.
pub struct Weighed;
impl Convert<(Currency, Amount), Amount> for Weighed {
	fn convert((currency, amount): (Currency, Amount)) -> Amount {
		pallet_financing::rates::weigh(amount, currency, &LimitRates::get())
	}
}

impl pallet_classification::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = BusinessClock;
	type GovernOrigin = Governing;
	type Institutions = Institutions;
	type Loans = Financing;
	type PlaceOf = PlaceOf;
	type Weighed = Weighed;
	type WeightInfo = weights::pallet_classification::WeightInfo<Runtime>;
}

impl pallet_guarantees::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type CallDays = guarantees::CallDays;
	type Clock = BusinessClock;
	type DefaultDays = guarantees::DefaultDays;
	type GovernOrigin = Governing;
	type Institutions = Institutions;
	type Loans = Financing;
	type PayDays = guarantees::PayDays;
	type WeightInfo = weights::pallet_guarantees::WeightInfo<Runtime>;
}

impl pallet_financing::Config for Runtime {
	type ArbiterOrigin = Arbiter;
	type BackdatingDays = financing::BackdatingDays;
	type Calendars = crate::Calendars;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type ClaimDays = financing::ClaimDays;
	type Clock = BusinessClock;
	type CompensationDays = financing::CompensationDays;
	type ConfirmationDays = financing::ConfirmationDays;
	type Consents = Consents;
	type DefaultAfterDays = financing::DefaultAfterDays;
	type DisputeDays = financing::DisputeDays;
	type EnterpriseLimit = financing::EnterpriseLimit;
	type Enterprises = Firms;
	type GovernOrigin = Governing;
	type Guarantees = crate::Guarantees;
	type Institutions = Institutions;
	type LateLimits = super::lateness::LateLimits;
	type LimitRates = LimitRates;
	type Lines = crate::CreditLines;
	type MaterialArrears = financing::MaterialArrears;
	type MaterialShare = financing::MaterialShare;
	type Outcomes = CreditScoring;
	type Policies = crate::Policies;
	type Products = Products;
	type Ratings = FirmsRatings;
	type ReferenceRates = crate::ReferenceRates;
	type ReservationDays = financing::ReservationDays;
	type ReversalDays = financing::ReversalDays;
	type Security = Collateral;
	type Standstill = BusinessClock;
	type StatementDays = financing::StatementDays;
	type WeightInfo = weights::pallet_financing::WeightInfo<Runtime>;
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_support::AssetKind;

	#[test]
	fn the_governed_numbers_begin_as_designed() {
		sp_io::TestExternalities::default().execute_with(|| {
			assert_eq!(Haircuts::get(), [3_000, 1_500, 1_000, 4_000, 2_000, 8_000, 8_000]);
			assert_eq!(Haircuts::get().len(), AssetKind::ALL.len());
			assert_eq!(<collateral::ObjectionDays as Get<u32>>::get(), 15);
			assert_eq!(<collateral::DecisionDays as Get<u32>>::get(), 30);
			assert!(!<collateral::KeepRankOnRenewal as Get<bool>>::get());
			assert_eq!(<PriceDiscount as Get<u32>>::get(), 0);
			assert_eq!(<attestations::DisputeDays as Get<u32>>::get(), 15);
			assert_eq!(<cards::CardDays as Get<u32>>::get(), 366);
			assert_eq!(<credit_scoring::Confidence as Get<u32>>::get(), 9_970);
			assert_eq!(<credit_scoring::WarningConfidence as Get<u32>>::get(), 9_900);
			assert_eq!(<credit_scoring::AssetCorrelation as Get<u32>>::get(), 200);
			assert_eq!(<credit_scoring::LeastLoans as Get<u32>>::get(), 30);
			assert_eq!(<credit_scoring::LeastBorrowers as Get<u32>>::get(), 20);
			assert_eq!(<credit_scoring::LeastInstitutions as Get<u32>>::get(), 3);
			assert_eq!(<credit_scoring::LeastAmount as Get<u64>>::get(), 1_000_000);
			assert_eq!(<credit_scoring::GraceDays as Get<u32>>::get(), 14);
			assert_eq!(<credit_scoring::ThresholdsPerConsent as Get<u32>>::get(), 2);
			assert_eq!(<financing::DefaultAfterDays as Get<u32>>::get(), 90);
			assert_eq!(<guarantees::CallDays as Get<u32>>::get(), 180);
			assert_eq!(<guarantees::DefaultDays as Get<u32>>::get(), 90);
			assert_eq!(<guarantees::PayDays as Get<u32>>::get(), 30);
			assert_eq!(<enterprise_registry::RecoveryDays as Get<u32>>::get(), 14);
			assert_eq!(<enterprise_registry::FreezeDays as Get<u32>>::get(), 30);
			assert_eq!(<financing::EnterpriseLimit as Get<u64>>::get(), 10_000_000_000);
			assert_eq!(LimitRates::get(), [1_000_000, 915_000, 888_000, 7_100_000]);
			assert_eq!(LimitRates::get().len(), Currency::ALL.len());
			assert_eq!(<financing::ReservationDays as Get<u32>>::get(), 15);
			assert_eq!(<financing::StatementDays as Get<u32>>::get(), 10);
			assert_eq!(<financing::ConfirmationDays as Get<u32>>::get(), 10);
			assert_eq!(<financing::DisputeDays as Get<u32>>::get(), 15);
			assert_eq!(<financing::BackdatingDays as Get<u32>>::get(), 30);
			assert_eq!(<financing::ReversalDays as Get<u32>>::get(), 10);
			assert_eq!(<financing::ClaimDays as Get<u32>>::get(), 10);
			assert_eq!(<financing::CompensationDays as Get<u32>>::get(), 90);
			assert_eq!(<financing::MaterialArrears as Get<u64>>::get(), 10_000);
			assert_eq!(<financing::MaterialShare as Get<u32>>::get(), 100);
		});
	}
}
