use crate::mock::*;
use lingnan_support::{from_civil, Jurisdiction};

#[test]
fn every_network_starts_with_the_three_places_of_2026_and_the_same_lists() {
	let first = file("guangdong");
	for network in ["guangdong", "hong-kong", "macao"] {
		let years = file(network);
		for (place, year) in &years {
			let same = first.iter().find(|(other, there)| other == place && there.year == year.year);
			assert_eq!(same.map(|(_, there)| there), Some(year), "{network}: {place} {}", year.year);
		}
		build(years).execute_with(|| {
			for place in Jurisdiction::ALL {
				let shown = Diary::calendar(place);
				assert!(!shown.is_provisional(day(6, 1)), "{network}: {place}");
				assert!(shown.is_provisional(from_civil(2028, 6, 1).unwrap()), "{network}: {place}");
			}
			Diary::do_try_state().unwrap();
		});
	}
}

/// Hong Kong's list of 2027 was computed; of the other places there is none, and none is invented.
#[test]
fn no_list_of_2027_is_called_announced() {
	build(file("hong-kong")).execute_with(|| {
		let of_2027 = |place| Diary::calendar(place).year(2027).map(|year| year.provisional);
		assert_eq!(Jurisdiction::ALL.map(of_2027), [None, Some(true), None]);
	});
}

#[test]
#[should_panic(expected = "genesis calendar HongKong 2026: it stands there twice")]
fn a_year_that_stands_there_twice_stops_the_build() {
	let twice = file("guangdong").into_iter().find(|(place, _)| *place == Jurisdiction::HongKong).unwrap();
	build(vec![twice.clone(), twice]);
}

#[test]
#[should_panic(expected = "genesis calendar Guangdong 2026: Err(OtherYear(")]
fn a_year_that_contradicts_itself_stops_the_build() {
	let (place, mut year) = file("guangdong").remove(0);
	year.off[0] -= 365;
	build(vec![(place, year)]);
}
