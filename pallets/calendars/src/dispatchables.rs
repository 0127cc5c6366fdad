use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::UnixTime};
use lingnan_support::{civil, date_of, from_civil, Date, Jurisdiction};

/// Days among which a working day is looked for: no lists close as many in a row, in two years together.
const LONGEST_SEARCH: u32 = 200;

impl<T: Config> Pallet<T> {
	pub(crate) fn today() -> Date {
		date_of(T::Clock::now().as_secs())
	}

	pub(crate) fn do_set_year(place: Jurisdiction, year: CalendarYear) -> DispatchResult {
		year.check().map_err(Error::<T>::from)?;
		Self::ensure_ahead(&Years::<T>::get(place), &year)?;
		Self::enter(place, year)
	}

	/// Enters a year, in the place of what stood.
	pub(crate) fn enter(place: Jurisdiction, year: CalendarYear) -> DispatchResult {
		Years::<T>::try_mutate(place, |years| match years.binary_search_by_key(&year.year, |one| one.year) {
			Ok(at) => years.get_mut(at).map(|stood| *stood = year.clone()).ok_or(Error::<T>::LimitExceeded),
			Err(at) => years.try_insert(at, year.clone()).map_err(|_| Error::<T>::LimitExceeded),
		})?;
		Self::deposit_event(Event::YearSet { place, year });
		Ok(())
	}

	/// Only what lies ahead changes, and no due day is moved into the past.
	fn ensure_ahead(known: &KnownYears, new: &CalendarYear) -> Result<(), Error<T>> {
		let today = Self::today();
		let stood = known.iter().find(|one| one.year == new.year);
		let was_working = |date: Date| working(stood, date);
		let first = from_civil(new.year, 1, 1).ok_or(Error::<T>::NoSuchYear)?;
		let next = from_civil(new.year.saturating_add(1), 1, 1).unwrap_or_else(|| first.saturating_add(365));
		let passed = first..next.min(today.saturating_add(1));
		ensure!(passed.into_iter().all(|date| was_working(date) == new.is_working(date)), Error::<T>::PassedDay);

		// The first working day from today on, by what would hold: what is off before it has no working day to go back to.
		let now_working = |date: Date| match (first..next).contains(&date) {
			true => new.is_working(date),
			false => working(known.iter().find(|one| one.year == civil(date).0), date),
		};
		let end = today.saturating_add(LONGEST_SEARCH);
		let open = (today..end).find(|date| now_working(*date)).unwrap_or(end);
		let sudden = (today.max(first)..next.min(open)).any(|date| was_working(date) && !new.is_working(date));
		ensure!(!sudden, Error::<T>::TooSudden);
		Ok(())
	}
}

/// Whether banks are open: by weekends alone where the year is not known.
fn working(year: Option<&CalendarYear>, date: Date) -> bool {
	year.map_or(!is_weekend(date), |year| year.is_working(date))
}

impl<T> From<YearFault> for Error<T> {
	fn from(fault: YearFault) -> Self {
		match fault {
			YearFault::NoSuchYear => Self::NoSuchYear,
			YearFault::OtherYear(_) => Self::OtherYear,
			YearFault::NotAscending(_) => Self::NotAscending,
			YearFault::NotAWeekend(_) => Self::NotAWeekend,
			YearFault::OffAndWorked(_) => Self::OffAndWorked,
			YearFault::NoSource => Self::InvalidSource,
		}
	}
}
