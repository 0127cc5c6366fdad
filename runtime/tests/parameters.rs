//! Who may set each number that governance tunes. Every key of every group stands in one of the two lists below: a new one
//! fails here until somebody has decided who keeps it.

use crate::common::*;
use codec::Decode;
use frame_support::{
	assert_noop, assert_ok,
	instances::{Instance1, Instance2},
	traits::dynamic_params::AggregatedKeyValue,
};
use lingnan_runtime::*;
use sp_runtime::DispatchError;
use std::collections::BTreeMap;

/// Set by the general track, and by Root.
const GENERAL: &[(&str, &str)] = &[
	("Allowances", "AgencyAllowance"),
	("Allowances", "AgencyRecovery"),
	("Allowances", "EnterpriseAllowance"),
	("Allowances", "EnterpriseRecovery"),
	("Allowances", "InstitutionAllowance"),
	("Allowances", "InstitutionRecovery"),
	("Allowances", "OperatorAllowance"),
	("Allowances", "OperatorRecovery"),
	("Allowances", "RegistrarAllowance"),
	("Allowances", "RegistrarRecovery"),
	("Attestations", "DisputeDays"),
	("Cards", "CardDays"),
	("Collateral", "DecisionDays"),
	("Collateral", "DesignHaircut"),
	("Collateral", "InventionHaircut"),
	("Collateral", "KeepRankOnRenewal"),
	("Collateral", "ObjectionDays"),
	("Collateral", "PriceDiscount"),
	("Collateral", "ReceivableHaircut"),
	("Collateral", "SoftwareCopyrightHaircut"),
	("Collateral", "TrademarkHaircut"),
	("Collateral", "UtilityModelHaircut"),
	("CreditScoring", "AssetCorrelation"),
	("CreditScoring", "Confidence"),
	("CreditScoring", "GraceDays"),
	("CreditScoring", "LeastAmount"),
	("CreditScoring", "LeastBorrowers"),
	("CreditScoring", "LeastInstitutions"),
	("CreditScoring", "LeastLoans"),
	("CreditScoring", "ThresholdsPerConsent"),
	("CreditScoring", "WarningConfidence"),
	("CrossBorder", "DailyMessages"),
	("EnterpriseRegistry", "FreezeDays"),
	("EnterpriseRegistry", "RecoveryDays"),
	("Financing", "BackdatingDays"),
	("Financing", "ClaimDays"),
	("Financing", "CompensationDays"),
	("Financing", "ConfirmationDays"),
	("Financing", "DefaultAfterDays"),
	("Financing", "DisputeDays"),
	("Financing", "EnterpriseLimit"),
	("Financing", "HongKongDollarRate"),
	("Financing", "MaterialArrears"),
	("Financing", "MaterialShare"),
	("Financing", "PatacaRate"),
	("Financing", "ReservationDays"),
	("Financing", "ReversalDays"),
	("Financing", "StatementDays"),
	("Financing", "UnitedStatesDollarRate"),
	("Guarantees", "CallDays"),
	("Guarantees", "DefaultDays"),
	("Guarantees", "PayDays"),
	("Lateness", "GuangdongMisuseLeast"),
	("Lateness", "GuangdongMisuseMost"),
	("Lateness", "GuangdongOverdueLeast"),
	("Lateness", "GuangdongOverdueMost"),
	("Lateness", "HongKongMisuseLeast"),
	("Lateness", "HongKongMisuseMost"),
	("Lateness", "HongKongOverdueLeast"),
	("Lateness", "HongKongOverdueMost"),
	("Lateness", "MacaoMisuseLeast"),
	("Lateness", "MacaoMisuseMost"),
	("Lateness", "MacaoOverdueLeast"),
	("Lateness", "MacaoOverdueMost"),
	("Peers", "NodesPerMember"),
];

/// Set by Root alone.
const UPGRADE: &[(&str, &str)] = &[
	("Governance", "GeneralDelay"),
	("Governance", "MotionDuration"),
	("Governance", "StopDuration"),
	("Governance", "StopRest"),
	("Governance", "UpgradeDelay"),
];

type Name = (String, String);

/// One change of each key, to zero, found by trying all indices of groups and of keys in them.
fn changes() -> BTreeMap<Name, RuntimeParameters> {
	let mut found = BTreeMap::new();
	for (group, key) in (0..=u8::MAX).flat_map(|group| (0..=u8::MAX).map(move |key| (group, key))) {
		// Group, key, `Some`, and zeros enough for any number.
		let mut bytes = [0; 40];
		bytes[..3].copy_from_slice(&[group, key, 1]);
		let Ok(change) = RuntimeParameters::decode(&mut &bytes[..]) else { continue };
		let text = format!("{change:?}");
		let mut words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_string);
		let (Some(group), Some(key)) = (words.next(), words.next()) else { panic!("{text} has no name") };
		assert!(found.insert((group, key), change).is_none(), "{text}");
	}
	found
}

fn names(list: &[(&str, &str)]) -> Vec<Name> {
	list.iter().map(|(group, key)| (group.to_string(), key.to_string())).collect()
}

#[test]
fn every_number_has_its_keeper() {
	let mut known = [names(GENERAL), names(UPGRADE)].concat();
	known.sort();
	assert_eq!(changes().into_keys().collect::<Vec<_>>(), known, "decide who may set it");
}

#[test]
fn each_is_set_by_its_keeper_and_by_nobody_else() {
	development().execute_with(|| {
		let general = names(GENERAL);
		for (name, change) in changes() {
			for nobody in [
				RuntimeOrigin::none(),
				RuntimeOrigin::signed(alice()),
				pallet_collective::RawOrigin::<AccountId, Instance1>::Members(26, 26).into(),
				pallet_collective::RawOrigin::<AccountId, Instance2>::Members(129, 129).into(),
			] {
				assert_noop!(Parameters::set_parameter(nobody, change.clone()), DispatchError::BadOrigin);
			}
			let set = |origin| {
				let (key, value) = change.clone().into_parts();
				pallet_parameters::Parameters::<Runtime>::remove(&key);
				let done = Parameters::set_parameter(origin, change.clone());
				assert_eq!(
					pallet_parameters::Parameters::<Runtime>::get(&key),
					done.is_ok().then_some(value).flatten()
				);
				done
			};
			assert_ok!(set(RuntimeOrigin::root()));
			let by_general = set(pallet_timelock::Origin::General.into());
			assert_eq!(
				by_general,
				if general.contains(&name) { Ok(()) } else { Err(DispatchError::BadOrigin) },
				"{name:?}"
			);
		}
	});
}

/// What is stored is what the pallets read: the numbers are theirs, not copies.
#[test]
fn the_pallets_read_what_governance_set() {
	use frame_support::traits::Get;
	development().execute_with(|| {
		for change in changes().into_values() {
			assert_ok!(Parameters::set_parameter(RuntimeOrigin::root(), change));
		}
		let zero = |number: u128| assert_eq!(number, 0);
		zero(<Runtime as pallet_attestations::Config>::DisputeDays::get().into());
		zero(<Runtime as pallet_cards::Config>::MostDays::get().into());
		zero(<Runtime as pallet_guarantees::Config>::CallDays::get().into());
		zero(<Runtime as pallet_guarantees::Config>::DefaultDays::get().into());
		zero(<Runtime as pallet_guarantees::Config>::PayDays::get().into());
		zero(<Runtime as pallet_credit_scoring::Config>::Confidence::get().into());
		zero(<Runtime as pallet_credit_scoring::Config>::ThresholdsPerConsent::get().into());
		zero(<Runtime as pallet_enterprise_registry::Config>::FreezeDays::get().into());
		zero(<Runtime as pallet_enterprise_registry::Config>::RecoveryDays::get().into());
		zero(<Runtime as pallet_financing::Config>::DefaultAfterDays::get().into());
		zero(<Runtime as pallet_financing::Config>::EnterpriseLimit::get().into());
		assert_eq!(<Runtime as pallet_collateral::Config>::Haircuts::get(), [0; 7]);
		zero(<Runtime as pallet_collateral::Config>::ObjectionDays::get().into());
		zero(<Runtime as pallet_collateral::Config>::DecisionDays::get().into());
		zero(<Runtime as pallet_peers::Config>::NodesPerMember::get().into());
		zero(<Runtime as pallet_timelock::Config>::GeneralDelay::get().into());
		zero(<Runtime as pallet_timelock::Config>::UpgradeDelay::get().into());
		zero(<Runtime as pallet_collective::Config<Instance1>>::MotionDuration::get().into());
		zero(<Runtime as pallet_collective::Config<Instance2>>::MotionDuration::get().into());
	});
}
