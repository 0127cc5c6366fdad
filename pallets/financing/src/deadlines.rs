//! Days that count. A day on which a call could not be made by anybody counts against nobody who needed it.

use crate::*;
use lingnan_support::{date_of, start_of, Date, Deadline, Standstill, Timestamp, SECONDS_PER_DAY};

impl<T: Config> Pallet<T> {
	/// Days after `since` until today on which what the deadline asks for could be done.
	pub(crate) fn days_since(deadline: Deadline, since: Date) -> u32 {
		T::Standstill::of(deadline).others(since, Self::today())
	}

	/// Whether so many days, of which `last` would have been the last, are over.
	pub(crate) fn is_past(deadline: Deadline, last: Date, days: u32) -> bool {
		let first = last.saturating_sub(days);
		Self::days_since(deadline, first) > last.saturating_sub(first)
	}

	/// The time at which it would be if the days since then on which nothing could be done had not been.
	fn time_since(deadline: Deadline, since: Date) -> Timestamp {
		let (stood, today) = (T::Standstill::of(deadline), Self::today());
		let days = u64::from(stood.days(since, today)).saturating_mul(SECONDS_PER_DAY);
		// Within a day that does not count the clock stands at its end: else what ran out the day before would live again.
		let stands = today > since && stood.days(today.saturating_sub(1), today) > 0;
		let now = if stands { start_of(today).saturating_add(SECONDS_PER_DAY) } else { Self::now() };
		now.saturating_sub(days)
	}

	/// The time by which an institution's time to decide on an application is judged.
	pub(crate) fn time_of_decision(application: &Application) -> Timestamp {
		Self::time_since(Deadline::Decision, date_of(application.filed_at))
	}

	/// Whether an offer can still be accepted.
	pub(crate) fn offer_stands(application: &Application, terms: &Terms) -> bool {
		let since = application.offered_on.unwrap_or_else(Self::today);
		let now = Self::time_since(Deadline::Acceptance, since);
		now < terms.valid_until
	}
}
