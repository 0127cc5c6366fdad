use crate::*;
use lingnan_support::Jurisdiction;

impl<T: Config> Pallet<T> {
	/// A place's calendar.
	pub fn calendar(place: Jurisdiction) -> CalendarView {
		CalendarView { place, years: Years::<T>::get(place).into_inner() }
	}
}
