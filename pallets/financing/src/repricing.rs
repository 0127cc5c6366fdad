//! Rates that follow a reference: each is taken anew on its day, and stands on the loan's account as an entry, so that both
//! sides reckon with the same.

use crate::{accounts::Account, *};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_lending::rates::{Floating, Quote, RateFault};
use lingnan_support::{
	add_months,
	conditions::{Pricing, Rate},
	Currency, Date, LoanId, ReferenceRates,
};

/// Rates taken at a time by anybody's call; whoever calls again takes more.
const MOST_AT_ONCE: usize = MAX_TENOR as usize;

/// Rates of one account: what the first terms may have, and the first of each terms.
const MOST_REPRICED: u32 = MAX_REPRICINGS + MAX_AMENDMENTS + 1;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_reprice(id: LoanId) -> DispatchResult {
		let mut account = Self::account_of(id, Self::started(id)?)?;
		ensure!(account.loan.state != LoanState::Closed, Error::<T>::WrongState);
		let before = account.loan.postings;
		Self::take_rates(&mut account)?;
		ensure!(account.loan.postings > before, Error::<T>::NotRepriced);
		account.store::<T>();
		Ok(())
	}

	/// Enters each rate whose day has come and that is not on the account yet.
	pub(crate) fn take_rates(account: &mut Account) -> DispatchResult {
		if account.loan.state == LoanState::Closed {
			return Ok(());
		}
		let before = account.after.principal;
		let Some(entered) = Self::with_rates(account) else { return Ok(()) };
		for (number, posting) in entered {
			let value_date = posting.value_date;
			Postings::<T>::insert(account.id, number, posting);
			Self::deposit_event(Event::Repriced { loan: account.id, posting: number, value_date });
		}
		// At another rate a payment of a later day may have repaid more of the principal, or less.
		Self::change_exposure(&account.terms, before, account.after.principal);
		Self::settle_fund(account);
		// Whatever the call does next: the entries have their numbers.
		Loans::<T>::insert(account.id, &account.loan);
		Ok(())
	}

	/// Puts each rate whose day has come on the account, and answers the entries; none if there is no such rate, or if a payment
	/// that was recorded before a quote became known would be above the debt with it.
	fn with_rates(account: &mut Account) -> Option<Vec<(u32, Posting)>> {
		let taken = Self::rates_to_take(account);
		let first = account.loan.postings;
		// However often terms were amended: rates leave room for what repays the loan.
		let repriced = account.loan.postings.saturating_sub(account.entries());
		let room = MOST_REPRICED.saturating_sub(repriced).min(ALL_POSTINGS.saturating_sub(first)) as usize;
		let entered: Vec<(u32, Posting)> = (first..)
			.zip(taken.into_iter().take(room))
			.map(|(number, (value_date, rate))| {
				let entry = Entry::Repriced { rate };
				(number, Posting { entry, value_date, booked_at: Self::now(), reversed: None })
			})
			.collect();
		let (last, _) = entered.last()?;
		let postings = account.postings.clone();
		entered.iter().for_each(|(number, posting)| account.put(*number, posting.clone()));
		let least = Self::materiality(&account.terms);
		let Ok(replayed) = account.replay(least, Self::today()) else {
			account.postings = postings;
			return None;
		};
		account.loan.postings = last.saturating_add(1);
		account.after = replayed.after;
		Some(entered)
	}

	/// The same for a view: as if somebody had just called `reprice`.
	pub(crate) fn as_repriced(mut account: Account) -> Account {
		if account.loan.state != LoanState::Closed {
			Self::with_rates(&mut account);
		}
		account
	}

	/// The rates whose days have come, in their order. A day on which the reference had no quote yet is left until it has.
	fn rates_to_take(account: &Account) -> Vec<(Date, Rate)> {
		let today = Self::today();
		let mut taken: Vec<Date> = Vec::new();
		for (_, posting) in account.counting() {
			match posting.entry {
				Entry::Repriced { .. } => taken.push(posting.value_date),
				// What was taken on that day before it was by other terms.
				Entry::Amended { .. } => taken.retain(|day| *day != posting.value_date),
				_ => {},
			}
		}
		let mut rates = Vec::new();
		let mut spans = account.conditions().map(|(from, conditions)| (from, &conditions.pricing)).peekable();
		let mut before = None;
		while let Some((from, pricing)) = spans.next() {
			let until = spans.peek().map_or(today.saturating_add(1), |(next, _)| *next).min(today.saturating_add(1));
			// Terms that leave the rate as it was do not take it anew on their day.
			let goes_on = before.replace(pricing) == Some(pricing);
			let Some((reference, floating)) = floating(pricing, account.loan.started) else { continue };
			// Whoever calls before the agency publishes does not fix the rate of before. That of the drawing is the one of the offer.
			let settled = T::ReferenceRates::settled(reference);
			let days = floating.repricing_days(from, until).into_iter().filter(|day| *day <= settled);
			let first = (!goes_on && from < until).then_some(from);
			let days: Vec<Date> = first.into_iter().chain(days).filter(|day| !taken.contains(day)).collect();
			if days.is_empty() {
				continue;
			}
			let quotes = T::ReferenceRates::quotes(reference, today);
			rates.extend(days.into_iter().filter_map(|day| Some((day, floating.rate_on(day, &quotes).ok()?))));
		}
		rates.sort_unstable_by_key(|(day, _)| *day);
		rates.dedup_by_key(|(day, _)| *day);
		rates.truncate(MOST_AT_ONCE);
		rates
	}

	/// The rate that these conditions give on a day.
	pub(crate) fn rate_on(pricing: &Pricing, currency: Currency, day: Date) -> Result<Rate, DispatchError> {
		let (reference, floating) = match pricing {
			Pricing::Fixed { rate } => return Ok(*rate),
			floats => floating(floats, day).ok_or(Error::<T>::NotComputable)?,
		};
		let of = T::ReferenceRates::currency(reference).ok_or(Error::<T>::NoReference)?;
		ensure!(of == currency, Error::<T>::NoReference);
		let last: Vec<Quote> = T::ReferenceRates::last(reference, day).into_iter().collect();
		floating.rate_on(day, &last).map_err(|fault| match fault {
			RateFault::NotQuoted(_) => Error::<T>::NotQuoted.into(),
			_ => Error::<T>::NotComputable.into(),
		})
	}
}

/// A rate that follows a reference, of a loan that began on a day.
fn floating(pricing: &Pricing, started: Date) -> Option<(lingnan_support::ReferenceRateId, Floating)> {
	let Pricing::Floating { reference, spread, floor, first, every } = *pricing else { return None };
	// Without a first day and without months it is never taken anew.
	let first = first.unwrap_or_else(|| match every {
		0 => started,
		months => add_months(started, months.into()),
	});
	Some((reference, Floating { spread, floor, first, every }))
}
