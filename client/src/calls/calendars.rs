//! Calls about working days of banks.

use lingnan_types::{bank_days::CalendarYear, Jurisdiction};

super::calls! { "Calendars":
	/// Sets a year's days, or corrects those that lie ahead (governance).
	SetYear = set_year { place: Jurisdiction, year: CalendarYear }
}
