use lingnan_lending::working_days::Calendar;
use lingnan_types::Jurisdiction;

/// Answered by `calendars`.
pub trait Calendars {
	/// The working days of a place's banks in the years that are known.
	fn of(place: Jurisdiction) -> Calendar;
}

/// Nothing is known: days to pay stay where they are, provisionally.
impl Calendars for () {
	fn of(_: Jurisdiction) -> Calendar {
		Calendar::default()
	}
}
