use crate::{mock::*, *};
use lingnan_support::{AgencyId, IndicatorId};
use sp_runtime::BuildStorage;

#[test]
fn the_first_agencies_and_indicators_stand_in_order() {
	test(|| {
		assert_eq!(AgencyByKey::<Test>::get(CUSTOMS), Some(AgencyId(1)));
		assert_eq!(Indicators::<Test>::get(EXPORTS).unwrap().spec.owner, AgencyId(1));
		assert_eq!((NextAgency::<Test>::get(), NextIndicator::<Test>::get()), (AgencyId(2), IndicatorId(3)));
	});
}

#[test]
#[should_panic(expected = "genesis indicator 0")]
fn an_indicator_without_an_owner_stops_the_build() {
	let genesis = GenesisConfig::<Test> { agencies: vec![agency(TAX)], indicators: vec![indicator(AgencyId(1))] };
	let _ = genesis.build_storage();
}

#[test]
#[should_panic(expected = "genesis indicator 1")]
fn personal_indicator_at_genesis() {
	let personal = IndicatorSpec { personal: true, ..indicator(AgencyId(0)) };
	let genesis =
		GenesisConfig::<Test> { agencies: vec![agency(TAX)], indicators: vec![indicator(AgencyId(0)), personal] };
	let _ = genesis.build_storage();
}
