use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use lingnan_support::{AgencyId, IndicatorId, Paging, Text};
use sp_runtime::DispatchError::BadOrigin;

fn refused(change: impl FnOnce(&mut IndicatorSpec), error: Error<Test>) {
	let mut spec = indicator(AgencyId(0));
	change(&mut spec);
	assert_noop!(Attestations::define_indicator(root(), spec), error);
}

#[test]
fn governance_defines_one() {
	test(|| {
		assert_noop!(Attestations::define_indicator(signed(TAX), indicator(AgencyId(0))), BadOrigin);
		assert_ok!(Attestations::define_indicator(root(), indicator(AgencyId(1))));
		System::assert_last_event(
			Event::IndicatorDefined { indicator: IndicatorId(3), spec: indicator(AgencyId(1)) }.into(),
		);
		let info = <Attestations as lingnan_support::Attestations>::indicator(IndicatorId(3)).unwrap();
		assert_eq!((info.owner, info.bins()), (AgencyId(1), 4));
		assert_eq!(Attestations::indicators(Paging::FIRST).items.len(), 4);
	});
}

#[test]
fn every_field_has_its_rule() {
	test(|| {
		refused(|spec| spec.owner = AgencyId(9), Error::NotFound);
		refused(|spec| spec.name = Text::default(), Error::InvalidName);
		refused(|spec| spec.unit = Text::default(), Error::InvalidName);
		for edges in [vec![], vec![1, 1], vec![1, 3, 2]] {
			refused(|spec| spec.edges = edges.try_into().unwrap(), Error::InvalidEdges);
		}
		for days in [0, MAX_VALIDITY_DAYS + 1] {
			refused(|spec| spec.validity_days = days, Error::LimitExceeded);
		}
		for edges in [vec![0], vec![i64::MIN, -1, 0, 1, 2, 3, i64::MAX]] {
			let spec = IndicatorSpec { edges: edges.try_into().unwrap(), ..indicator(AgencyId(0)) };
			assert_ok!(Attestations::define_indicator(root(), spec));
		}
	});
}

/// What is sealed carries a commitment for each bin but one into every proof; what stands open carries none.
#[test]
fn open_values_may_lie_in_32_bins_and_sealed_ones_in_8() {
	test(|| {
		let with = |class, edges: i64| IndicatorSpec {
			class,
			edges: (0..edges).collect::<Vec<_>>().try_into().unwrap(),
			..indicator(AgencyId(0))
		};
		assert_ok!(Attestations::define_indicator(root(), with(Class::Figure, 7)));
		assert_noop!(Attestations::define_indicator(root(), with(Class::Figure, 8)), Error::<Test>::InvalidEdges);
		assert_ok!(Attestations::define_indicator(root(), with(Class::Register, 31)));
		let id = IndicatorId(NextIndicator::<Test>::get().0 - 1);
		let info = <Attestations as lingnan_support::Attestations>::indicator(id).unwrap();
		assert_eq!(info.bins(), 32);
	});
}

/// Neither by governance nor by genesis, neither sealed nor open: `genesis.rs` has the other.
#[test]
fn personal_indicator_defined() {
	test(|| {
		for class in [Class::Figure, Class::Register] {
			let personal = IndicatorSpec { class, personal: true, ..indicator(AgencyId(0)) };
			assert_noop!(Attestations::define_indicator(root(), personal), Error::<Test>::PersonalData);
			let of_the_firm = IndicatorSpec { class, ..indicator(AgencyId(0)) };
			assert_ok!(Attestations::define_indicator(root(), of_the_firm));
		}
	});
}

#[test]
fn a_retired_one_counts_as_missing_at_once_and_for_good() {
	test(|| {
		assert_ok!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 5, TODAY)));
		assert_noop!(Attestations::retire_indicator(signed(TAX), TAX_PAID), BadOrigin);
		assert_noop!(Attestations::retire_indicator(root(), IndicatorId(9)), Error::<Test>::NotFound);
		assert_ok!(Attestations::retire_indicator(root(), TAX_PAID));
		System::assert_last_event(Event::IndicatorRetired { indicator: TAX_PAID }.into());
		assert_eq!(live(TAX_PAID), None);
		assert!(!Attestations::attestations(&firm(), Paging::FIRST).items[0].counts);
		assert_eq!(<Attestations as lingnan_support::Attestations>::indicator(TAX_PAID), None);
		set_now(OPENING + DAY);
		assert_noop!(Attestations::attest(signed(TAX), attestation(TAX_PAID, 5, TODAY + 1)), Error::<Test>::Retired);
		assert_noop!(
			Attestations::correct(signed(TAX), firm(), TAX_PAID, sealed(1), Default::default()),
			Error::<Test>::Retired
		);
		assert_noop!(Attestations::retire_indicator(root(), TAX_PAID), Error::<Test>::Retired);
	});
}
