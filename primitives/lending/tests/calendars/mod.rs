//! Working days of 2026 as they were announced: the State Council's notice of 2025-11-04, Hong Kong's general holidays
//! (info.gov.hk), Macao's public holidays (gov.mo). Macao's banks have a list of their own, which was not found.
#![allow(dead_code)]

use lingnan_lending::working_days::{BankYear, Calendar};
use lingnan_types::from_civil;

pub fn day(month: u32, day: u32) -> u32 {
	from_civil(2026, month, day).unwrap()
}

fn calendar(off: &[(u32, u32, u32)], worked: &[(u32, u32)]) -> Calendar {
	let off = off.iter().flat_map(|(month, first, last)| (*first..=*last).map(|of_month| day(*month, of_month)));
	let worked = worked.iter().map(|(month, of_month)| day(*month, *of_month));
	let year = BankYear {
		year: 2026,
		off: off.collect::<Vec<_>>().try_into().unwrap(),
		worked: worked.collect::<Vec<_>>().try_into().unwrap(),
	};
	Calendar::new([year]).unwrap()
}

pub fn mainland() -> Calendar {
	let off = [(1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7)];
	calendar(&off, &[(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)])
}

pub fn hong_kong() -> Calendar {
	let off = [
		(1, 1, 1),
		(2, 17, 19),
		(4, 3, 4),
		(4, 6, 7),
		(5, 1, 1),
		(5, 25, 25),
		(6, 19, 19),
		(7, 1, 1),
		(9, 26, 26),
		(10, 1, 1),
		(10, 19, 19),
		(12, 25, 26),
	];
	calendar(&off, &[])
}

const MACAO: [(u32, u32, u32); 14] = [
	(1, 1, 1),
	(2, 17, 19),
	(4, 3, 5),
	(5, 1, 1),
	(5, 24, 24),
	(6, 19, 19),
	(9, 26, 26),
	(10, 1, 2),
	(10, 18, 18),
	(11, 2, 2),
	(12, 8, 8),
	(12, 20, 20),
	(12, 22, 22),
	(12, 24, 25),
];

pub fn macao() -> Calendar {
	calendar(&MACAO, &[])
}

/// If banks take the days in lieu of the civil service.
pub fn macao_in_lieu() -> Calendar {
	let lieu = [(4, 6, 7), (5, 25, 25), (9, 28, 28), (10, 19, 19), (12, 21, 21)];
	calendar(&[&MACAO[..], &lieu].concat(), &[])
}
