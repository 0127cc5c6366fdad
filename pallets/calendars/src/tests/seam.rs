//! What loans are told, by the vectors of 2026: State Council's notice of 2025-11-04, info.gov.hk, gov.mo.

use crate::{mock::*, *};
use lingnan_lending::working_days::Adjustment::{Following, ModifiedFollowing};
use lingnan_support::{civil, Calendars, Date, Jurisdiction};

const PLACES: [Jurisdiction; 3] = Jurisdiction::ALL;

fn following(date: Date) -> [(u32, u32); 3] {
	PLACES.map(|place| {
		let (_, month, day) = civil(Diary::of(place).adjust(date, Following).unwrap());
		(month, day)
	})
}

#[test]
fn a_due_day_goes_to_the_next_working_day_of_its_place() {
	test(day(1, 5), || {
		assert_eq!(following(day(2, 15)), [(2, 24), (2, 16), (2, 16)]);
		assert_eq!(following(day(2, 28))[..2], [(2, 28), (3, 2)]);
		assert_eq!(following(day(4, 3)), [(4, 3), (4, 8), (4, 6)]);
		assert_eq!(following(day(10, 1)), [(10, 8), (10, 2), (10, 5)]);
		let same_month = Diary::of(Jurisdiction::HongKong).adjust(day(2, 28), ModifiedFollowing);
		assert_eq!(same_month.unwrap(), day(2, 27));
	});
}

/// Whether Macao's banks take days in lieu is a field of the file, since their own list was not found.
#[test]
fn macaos_banks_take_days_in_lieu_where_the_file_says_so() {
	let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../chain-spec/macao/calendars.json");
	let forms: Vec<YearForm> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
	let mut macao = forms.into_iter().find(|form| form.place == Jurisdiction::Macao && form.year == 2026).unwrap();
	assert!(!macao.in_lieu_taken && macao.in_lieu.len() == 5, "{macao:?}");
	macao.in_lieu_taken = true;
	build(vec![(Jurisdiction::Macao, macao.read().unwrap())]).execute_with(|| {
		assert_eq!(Diary::of(Jurisdiction::Macao).adjust(day(4, 3), Following).unwrap(), day(4, 8));
	});
}

/// Due on the first day of Spring Festival, paid on the first working day after it: no day is past due.
#[test]
fn what_is_due_in_spring_festival_is_not_late_before_the_next_working_day() {
	test(day(1, 5), || {
		let late = |today| Diary::of(Jurisdiction::Guangdong).days_past_due(day(2, 15), 0, today).unwrap();
		assert_eq!((late(day(2, 15)), late(day(2, 24)), late(day(2, 25))), (0, 0, 1));
	});
}

#[test]
fn the_days_of_the_three_places_are_those_that_were_announced() {
	let spans = |spans: &[(u32, u32, u32)]| -> Vec<Date> {
		spans.iter().flat_map(|(month, first, last)| day(*month, *first)..=day(*month, *last)).collect()
	};
	let mainland = spans(&[(1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7)]);
	let worked = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)].map(|(month, of_month)| day(month, of_month));
	let single = |days: &[(u32, u32)]| spans(&days.iter().map(|(month, day)| (*month, *day, *day)).collect::<Vec<_>>());
	let hong_kong = [
		(1, 1),
		(2, 17),
		(2, 18),
		(2, 19),
		(4, 3),
		(4, 4),
		(4, 6),
		(4, 7),
		(5, 1),
		(5, 25),
		(6, 19),
		(7, 1),
		(9, 26),
		(10, 1),
		(10, 19),
		(12, 25),
		(12, 26),
	];
	let macao = [
		(1, 1),
		(2, 17),
		(2, 18),
		(2, 19),
		(4, 3),
		(4, 4),
		(4, 5),
		(5, 1),
		(5, 24),
		(6, 19),
		(9, 26),
		(10, 1),
		(10, 2),
		(10, 18),
		(11, 2),
		(12, 8),
		(12, 20),
		(12, 22),
		(12, 24),
		(12, 25),
	];
	test(day(1, 5), || {
		let stands = |place| (year(place, 2026).off.into_inner(), year(place, 2026).worked.into_inner());
		assert_eq!(stands(Jurisdiction::Guangdong), (mainland, worked.to_vec()));
		assert_eq!(stands(Jurisdiction::HongKong), (single(&hong_kong), vec![]));
		assert_eq!(stands(Jurisdiction::Macao), (single(&macao), vec![]));
		assert_eq!(year(Jurisdiction::HongKong, 2027).off.len(), 17);
	});
}
