//! The trade itself: how Lingnan's own pallets are wired to each other.

use crate::{
	configs::{
		cross_border::{Firms, FirmsRatings},
		governance::{AgencySeats, AtOnce, Governing, InstitutionSeats, Stopping},
	},
	*,
};
use frame_support::{parameter_types, traits::Get};
use lingnan_support::BasisPoints;
use parameters::dynamic_params::{attestations, collateral, credit_scoring, enterprise_registry, financing};

impl pallet_enterprise_registry::Config for Runtime {
	type Agencies = Attestations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = Calendar;
	type FreezeDays = enterprise_registry::FreezeDays;
	type RecoveryDays = enterprise_registry::RecoveryDays;
	type WeightInfo = weights::pallet_enterprise_registry::WeightInfo<Runtime>;
}

impl pallet_consents::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = Calendar;
	type Enterprises = Firms;
	type Institutions = Financing;
	type OnRevoked = CrossBorder;
	type WeightInfo = weights::pallet_consents::WeightInfo<Runtime>;
}

impl pallet_attestations::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = Calendar;
	type Consents = Consents;
	type DisputeDays = attestations::DisputeDays;
	type Enterprises = EnterpriseRegistry;
	type GovernOrigin = Governing;
	type Institutions = Financing;
	type OnDispute = CreditScoring;
	type Seats = AgencySeats;
	type SuspendOrigin = AtOnce;
	type WeightInfo = weights::pallet_attestations::WeightInfo<Runtime>;
}

impl pallet_credit_scoring::Config for Runtime {
	type Agencies = Attestations;
	type Attestations = Attestations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = Calendar;
	#[cfg(not(feature = "rehearsal"))]
	type Confidence = credit_scoring::Confidence;
	#[cfg(feature = "rehearsal")]
	type Confidence = crate::rehearsal::ConfidenceInBasisPoints;
	type Consents = Consents;
	type Enterprises = EnterpriseRegistry;
	type GovernOrigin = Governing;
	type Institutions = Financing;
	type SuspendOrigin = Stopping;
	type ThresholdsPerConsent = credit_scoring::ThresholdsPerConsent;
	type Verifier = lingnan_sealed::InRuntime;
	type WeightInfo = weights::pallet_credit_scoring::WeightInfo<Runtime>;
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
	type Clock = Calendar;
	type Enterprises = Firms;
	type GovernOrigin = Governing;
	type Haircuts = Haircuts;
	type Institutions = Financing;
	type ValuationMonths = ValuationMonths;
	type WeightInfo = weights::pallet_collateral::WeightInfo<Runtime>;
}

impl pallet_financing::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Stage;
	type Clock = Calendar;
	type Consents = Consents;
	type DefaultAfterDays = financing::DefaultAfterDays;
	type EnterpriseLimit = financing::EnterpriseLimit;
	type Enterprises = Firms;
	type GovernOrigin = Governing;
	type Outcomes = CreditScoring;
	type Ratings = FirmsRatings;
	type Seats = InstitutionSeats;
	type Security = Collateral;
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
			assert_eq!(<attestations::DisputeDays as Get<u32>>::get(), 15);
			assert_eq!(<credit_scoring::Confidence as Get<u32>>::get(), 9_990);
			assert_eq!(<credit_scoring::ThresholdsPerConsent as Get<u32>>::get(), 2);
			assert_eq!(<financing::DefaultAfterDays as Get<u32>>::get(), 90);
			assert_eq!(<enterprise_registry::RecoveryDays as Get<u32>>::get(), 14);
			assert_eq!(<enterprise_registry::FreezeDays as Get<u32>>::get(), 30);
			assert_eq!(<financing::EnterpriseLimit as Get<u64>>::get(), 10_000_000_000);
		});
	}
}
