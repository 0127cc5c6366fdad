//! Working days and reference rates on the runtime: who sets them, who attests them, what stops them.

use crate::common::{credit::root, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Contains as _, GetCallMetadata as _},
	BoundedVec,
};
use lingnan_runtime::{configs::safety::Healing, *};
use lingnan_support::{
	date_of, from_civil, AgencyId, Calendars as _, Currency, Jurisdiction, Rate, ReferenceRateId, ReferenceRates as _,
	Text,
};
use pallet_calendars::CalendarYear;
use pallet_reference_rates::ReferenceRateSpec;
use sp_runtime::DispatchError::BadOrigin;

const LPR: ReferenceRateId = ReferenceRateId(0);

fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// 2021 with Spring Festival, of which the chain knows nothing at the beginning of 2020.
fn year() -> CalendarYear {
	let festival = (11..=17).filter_map(|day| from_civil(2021, 2, day)).collect();
	CalendarYear {
		year: 2021,
		off: BoundedVec::truncate_from(festival),
		worked: BoundedVec::truncate_from(from_civil(2021, 2, 20).into_iter().collect()),
		provisional: false,
		source: Text::try_from("the State Council").expect("it is short"),
	}
}

#[test]
fn governance_sets_a_year_and_loans_go_by_it() {
	parties(3, 1).execute_with(|| {
		let place = Jurisdiction::Guangdong;
		for stranger in [agency(0), institution(0), alice()] {
			assert_noop!(Calendars::set_year(signed(stranger), place, year()), BadOrigin);
		}
		assert_ok!(Calendars::set_year(root(), place, year()));
		let festival = from_civil(2021, 2, 11).expect("there is such a day");
		assert_eq!(following(&Calendars::of(place), festival), from_civil(2021, 2, 18));
		assert!(!Calendars::calendar(place).is_provisional(festival));
		assert!(Calendars::calendar(Jurisdiction::Macao).is_provisional(festival));
	});
}

/// The next working day, as the arithmetic of loans has it.
fn following(calendar: &lingnan_lending::working_days::Calendar, date: u32) -> Option<u32> {
	calendar.adjust(date, lingnan_lending::working_days::Adjustment::Following).ok()
}

#[test]
fn an_agency_attests_and_is_heard_as_long_as_it_is_not_suspended() {
	parties(3, 1).execute_with(|| {
		let today = date_of(OPENING);
		let spec = ReferenceRateSpec {
			name: Text::try_from("LPR").expect("it is short"),
			currency: Currency::Cny,
			tenor: Text::try_from("1 year").expect("it is short"),
			agency: AgencyId(1),
		};
		assert_noop!(ReferenceRates::define(signed(agency(1)), spec.clone()), BadOrigin);
		assert_ok!(ReferenceRates::define(root(), spec));
		let publish = |n, day, rate| ReferenceRates::publish(signed(agency(n)), LPR, day, Rate(rate));
		assert_noop!(publish(0, today, 3_000_000), pallet_reference_rates::Error::<Runtime>::NotAuthorized);
		assert_ok!(publish(1, today - 1, 3_000_000));
		assert_eq!(ReferenceRates::last(LPR, today).map(|quote| quote.rate), Some(Rate(3_000_000)));
		assert_ok!(Attestations::suspend_agency(root(), AgencyId(1)));
		assert_noop!(publish(1, today, 2_900_000), pallet_reference_rates::Error::<Runtime>::NotAuthorized);
		assert_ok!(Attestations::reinstate_agency(root(), AgencyId(1)));
		assert_ok!(publish(1, today, 2_900_000));
		assert_eq!(ReferenceRates::last(LPR, today - 1).map(|quote| quote.rate), Some(Rate(3_000_000)));
	});
}

/// What only governance does works while calls are stopped; an agency's quotes wait as its attestations do.
#[test]
fn a_stop_holds_quotes_up_and_not_governance() {
	let set = RuntimeCall::Calendars(pallet_calendars::Call::set_year { place: Jurisdiction::Macao, year: year() });
	let publish = RuntimeCall::ReferenceRates(pallet_reference_rates::Call::publish {
		reference: LPR,
		published: 0,
		rate: Rate(0),
	});
	assert!(Healing::contains(&set) && !Healing::contains(&publish));
	assert_eq!(publish.get_call_metadata().pallet_name, "ReferenceRates");
}
