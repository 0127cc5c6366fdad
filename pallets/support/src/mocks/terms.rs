//! Working days and reference rates.

use super::with;
use crate::*;
use alloc::vec::Vec;
use lingnan_lending::{rates::Quote, working_days::Calendar};

#[derive(Default)]
pub(super) struct Table {
	calendars: Vec<(Jurisdiction, Calendar)>,
	quotes: Vec<(ReferenceRateId, Currency, Quote)>,
	settled: Vec<(ReferenceRateId, Date)>,
}

/// No calendar is known until a test sets one.
pub struct MockCalendars;

impl Calendars for MockCalendars {
	fn of(place: Jurisdiction) -> Calendar {
		let found = |t: &mut super::Tables| t.terms.calendars.iter().find(|(one, _)| *one == place).cloned();
		with(found).map(|(_, calendar)| calendar).unwrap_or_default()
	}
}

/// A place's working days.
pub fn set_calendar(place: Jurisdiction, calendar: Calendar) {
	with(|t| {
		t.terms.calendars.retain(|(one, _)| *one != place);
		t.terms.calendars.push((place, calendar));
	});
}

/// References exist from their first quote on.
pub struct MockReferenceRates;

impl ReferenceRates for MockReferenceRates {
	fn currency(reference: ReferenceRateId) -> Option<Currency> {
		with(|t| t.terms.quotes.iter().find(|(one, ..)| *one == reference).map(|(_, currency, _)| *currency))
	}

	fn last(reference: ReferenceRateId, on: Date) -> Option<Quote> {
		Self::quotes(reference, on).into_iter().max_by_key(|quote| quote.published)
	}

	fn settled(reference: ReferenceRateId) -> Date {
		with(|t| t.terms.settled.iter().find(|(one, _)| *one == reference).map_or(Date::MAX, |(_, day)| *day))
	}

	fn quotes(reference: ReferenceRateId, until: Date) -> Vec<Quote> {
		with(|t| {
			let quotes = t.terms.quotes.iter().filter(|(one, _, quote)| *one == reference && quote.published <= until);
			quotes.map(|(.., quote)| *quote).collect()
		})
	}
}

/// Publishes what a reference stands at.
pub fn set_quote(reference: ReferenceRateId, currency: Currency, published: Date, rate: Rate) {
	with(|t| t.terms.quotes.push((reference, currency, Quote { published, rate })));
}

/// The last day of which no other quote can come; any, until a test says so.
pub fn set_settled(reference: ReferenceRateId, day: Date) {
	with(|t| {
		t.terms.settled.retain(|(one, _)| *one != reference);
		t.terms.settled.push((reference, day));
	});
}
