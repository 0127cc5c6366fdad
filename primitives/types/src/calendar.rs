//! Dates without a time-zone library: the three jurisdictions share UTC+8 and have no summer time.
//! Civil-calendar arithmetic is the proleptic Gregorian calendar of ISO 8601.

/// Unix time in seconds.
pub type Timestamp = u64;
/// Days since 1970-01-01 in UTC+8.
pub type Date = u32;

pub const SECONDS_PER_DAY: u64 = 86_400;
const UTC_PLUS_8: u64 = 8 * 3_600;

/// The day on which `at` falls in UTC+8.
pub fn date_of(at: Timestamp) -> Date {
	u32::try_from(at.saturating_add(UTC_PLUS_8) / SECONDS_PER_DAY).unwrap_or(u32::MAX)
}

/// The first second of a day in UTC+8, as Unix time (0 for the day that began before 1970 did in UTC).
pub fn start_of(date: Date) -> Timestamp {
	(u64::from(date) * SECONDS_PER_DAY).saturating_sub(UTC_PLUS_8)
}

/// Year, month 1–12, day 1–31.
pub fn civil(date: Date) -> (u32, u32, u32) {
	// Count from 0000-03-01, so that the leap day ends the year.
	let z = u64::from(date) + 719_468;
	let era = z / 146_097;
	let day_of_era = z % 146_097;
	let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
	let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	let shifted = (5 * day_of_year + 2) / 153;
	let day = day_of_year - (153 * shifted + 2) / 5 + 1;
	let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
	let year = year_of_era + era * 400 + u64::from(month <= 2);
	(year as u32, month as u32, day as u32)
}

/// The date of a civil day, or `None` if there is no such day or it lies before 1970.
pub fn from_civil(year: u32, month: u32, day: u32) -> Option<Date> {
	if year > 9_999 || day == 0 || day > days_in_month(year, month)? {
		return None;
	}
	let year = u64::from(year).checked_sub(u64::from(month <= 2))?;
	let (era, year_of_era) = (year / 400, year % 400);
	let shifted = u64::from(if month > 2 { month - 3 } else { month + 9 });
	let day_of_year = (153 * shifted + 2) / 5 + u64::from(day) - 1;
	let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	u32::try_from((era * 146_097 + day_of_era).checked_sub(719_468)?).ok()
}

/// The same day of a later month, or that month's last day where it is shorter. Saturates at the year 9999.
pub fn add_months(date: Date, months: u32) -> Date {
	let (year, month, day) = civil(date);
	let total = u64::from(year) * 12 + u64::from(month - 1) + u64::from(months);
	let (year, month) = ((total / 12).min(9_999) as u32, (total % 12) as u32 + 1);
	let last = days_in_month(year, month).unwrap_or(28);
	from_civil(year, month, day.min(last)).unwrap_or(date)
}

/// Whole months from `from` to `to`, 0 if `to` is not later.
pub fn months_between(from: Date, to: Date) -> u32 {
	if to <= from {
		return 0;
	}
	let ((y0, m0, _), (y1, m1, _)) = (civil(from), civil(to));
	let months = (y1 * 12 + m1).saturating_sub(y0 * 12 + m0);
	if add_months(from, months) > to {
		months.saturating_sub(1)
	} else {
		months
	}
}

fn days_in_month(year: u32, month: u32) -> Option<u32> {
	Some(match month {
		1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
		4 | 6 | 9 | 11 => 30,
		2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
		2 => 28,
		_ => return None,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn known_days_have_their_known_numbers() {
		for (date, ymd) in
			[(0, (1970, 1, 1)), (11_016, (2000, 2, 29)), (18_263, (2020, 1, 2)), (20_781, (2026, 11, 24))]
		{
			assert_eq!(civil(date), ymd);
			assert_eq!(from_civil(ymd.0, ymd.1, ymd.2), Some(date));
		}
		for (y, m, d) in
			[(2023, 2, 29), (2024, 13, 1), (2024, 0, 1), (2024, 4, 31), (2024, 1, 0), (1969, 12, 31), (0, 1, 1)]
		{
			assert_eq!(from_civil(y, m, d), None, "{y}-{m}-{d}");
		}
	}

	#[test]
	fn a_day_begins_at_midnight_in_the_bay_area_and_not_in_greenwich() {
		assert_eq!(date_of(57_599), 0);
		assert_eq!(date_of(57_600), 1);
		assert_eq!(date_of(start_of(20_781)), 20_781);
		assert_eq!(date_of(start_of(20_781) - 1), 20_780);
	}

	#[test]
	fn the_end_of_january_plus_a_month_is_the_end_of_february() {
		let jan31 = from_civil(2024, 1, 31).unwrap();
		assert_eq!(civil(add_months(jan31, 1)), (2024, 2, 29));
		assert_eq!(civil(add_months(jan31, 13)), (2025, 2, 28));
		assert_eq!(months_between(jan31, add_months(jan31, 1)), 1);
		assert_eq!(months_between(jan31, add_months(jan31, 1) - 1), 0);
		assert_eq!(months_between(jan31, jan31), 0);
	}

	proptest! {
		#[test]
		fn civil_and_back(date in 0u32..2_900_000) {
			let (y, m, d) = civil(date);
			prop_assert_eq!(from_civil(y, m, d), Some(date));
		}

		#[test]
		fn months_added_are_months_between(date in 0u32..100_000, months in 0u32..600) {
			prop_assert_eq!(months_between(date, add_months(date, months)), months);
		}

		#[test]
		fn no_date_panics(date: u32, months: u32) {
			civil(date);
			add_months(date, months);
			months_between(date, months);
		}
	}
}
