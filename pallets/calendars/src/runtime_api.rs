use crate::CalendarView;
use lingnan_support::Jurisdiction;

sp_api::decl_runtime_apis! {
	/// On which days banks are open.
	pub trait CalendarsApi {
		/// The calendar of one place's banks, in the years that are known: at most 64.
		fn calendar(place: Jurisdiction) -> CalendarView;
	}
}
