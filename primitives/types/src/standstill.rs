//! Days on which what somebody had to do could not be done.

use crate::{words::words, Date};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What has to be done within days, by a call that can be stopped.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[scale_info(capture_docs = "always")]
pub enum Deadline {
	/// An institution decides on an application.
	Decision,
	/// An enterprise accepts an offer.
	Acceptance,
	/// An institution states what it paid out.
	Statement,
	/// The arbiter finds on a disputed payment.
	Finding,
	/// An institution records what a borrower repaid: days past due and penalties rest on it.
	Recording,
	/// An institution answers what a borrower says that it paid.
	Answer,
	/// An entry is reversed, or its reversal agreed to.
	Reversal,
	/// A court decides on an objection to the enforcement of a lien.
	Judgement,
}

words!(Deadline { Decision, Acceptance, Statement, Finding, Recording, Answer, Reversal, Judgement });

/// Spans of days that are kept for a deadline. A third of the agencies, whose stops rest a fortnight each, needs more than
/// twenty years for as many.
pub const MAX_SPANS: u32 = 512;

/// Spans of days since 1970-01-01, first and last, in their order and apart from one another.
#[derive(Clone, PartialEq, Eq, Default, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct StoodStill(BoundedVec<(Date, Date), ConstU32<MAX_SPANS>>);

impl StoodStill {
	/// Notes the days from `first` to `last`, after all that were noted before. Answers whether there was room: what was
	/// noted once stays, so that books that were reckoned by it stay true.
	pub fn note(&mut self, first: Date, last: Date) -> bool {
		if let Some(span) = self.0.last_mut().filter(|span| span.1.saturating_add(1) >= first) {
			span.1 = span.1.max(last);
			return true;
		}
		self.0.try_push((first, last)).is_ok()
	}

	/// How many days after `after` and until `to` were noted.
	pub fn days(&self, after: Date, to: Date) -> u32 {
		let spans = self.0.iter().rev().take_while(|(_, last)| *last > after);
		spans.fold(0, |sum: u32, (first, last)| {
			let (from, until) = (after.max(first.saturating_sub(1)), to.min(*last));
			sum.saturating_add(until.saturating_sub(from))
		})
	}

	/// How many of the days after `after` and until `to` were not.
	pub fn others(&self, after: Date, to: Date) -> u32 {
		to.saturating_sub(after).saturating_sub(self.days(after, to))
	}

	/// Whether the spans are in their order and apart, and end by a day.
	pub fn is_in_order(&self, by: Date) -> bool {
		let mut spans = self.0.iter();
		let mut before = None;
		spans.all(|(first, last)| {
			let apart = before.is_none_or(|before: Date| before.saturating_add(1) < *first);
			before = Some(*last);
			apart && first <= last && *last <= by
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn what_finds_no_room_changes_nothing() {
		let mut stood = StoodStill::default();
		for n in 0..MAX_SPANS {
			assert!(stood.note(10 * n, 10 * n + 1));
		}
		let full = stood.clone();
		assert!(!stood.note(10 * MAX_SPANS, 10 * MAX_SPANS));
		assert_eq!(stood, full);
		assert!(stood.is_in_order(10 * MAX_SPANS));
	}

	proptest! {
		#[test]
		fn days_are_counted_as_one_by_one(
			spans in prop::collection::vec((1u32..9, 0u32..9), 0..9), after in 0u32..120, to in 0u32..120,
		) {
			let (mut stood, mut each, mut day) = (StoodStill::default(), Vec::new(), 0);
			for (gap, length) in spans {
				let first = day + gap;
				day = first + length;
				prop_assert!(stood.note(first, day));
				each.extend(first..=day);
			}
			prop_assert!(stood.is_in_order(day));
			let found = each.iter().filter(|day| (after + 1..=to).contains(day)).count() as u32;
			prop_assert_eq!(stood.days(after, to), found);
			prop_assert_eq!(stood.others(after, to), to.saturating_sub(after) - found);
		}
	}
}
