use crate::*;
use lingnan_lending::working_days::{BankYear, Calendar};
use lingnan_support::Jurisdiction;

impl<T: Config> lingnan_support::Calendars for Pallet<T> {
	fn of(place: Jurisdiction) -> Calendar {
		let years = Years::<T>::get(place).into_iter().map(|CalendarYear { year, off, worked, .. }| BankYear {
			year,
			off,
			worked,
		});
		// What is stored was checked.
		Calendar::new(years).unwrap_or_default()
	}
}
