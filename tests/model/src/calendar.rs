//! Days since 1970, counted year by year and month by month: slow, and plain to see.

fn leap(year: u32) -> bool {
	year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in(year: u32, month: u32) -> u32 {
	match month {
		2 => 28 + u32::from(leap(year)),
		4 | 6 | 9 | 11 => 30,
		_ => 31,
	}
}

/// Year, month, day of the month, the last two from 1.
pub fn parts(mut date: u32) -> (u32, u32, u32) {
	let mut year = 1970;
	while date >= 365 + u32::from(leap(year)) {
		date -= 365 + u32::from(leap(year));
		year += 1;
	}
	let mut month = 1;
	while date >= days_in(year, month) {
		date -= days_in(year, month);
		month += 1;
	}
	(year, month, date + 1)
}

/// Months since the year 0: days of one month have one number.
pub fn month_of(date: u32) -> u32 {
	let (year, month, _) = parts(date);
	year * 12 + month
}

/// The corresponding day of a later month, or that month's last.
pub fn add_months(date: u32, months: u32) -> u32 {
	let (mut year, mut month, day) = parts(date);
	let mut first = date - (day - 1);
	for _ in 0..months {
		first += days_in(year, month);
		(year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
	}
	first + day.min(days_in(year, month)) - 1
}

/// Whole months from a day to a later one, 36 at most.
pub fn months_left(from: u32, to: u32) -> u32 {
	(1..=36).take_while(|months| add_months(from, *months) <= to).count() as u32
}
