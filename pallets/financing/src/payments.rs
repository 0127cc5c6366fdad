//! A loan's account: what is entered, from which day it counts, and how it is taken back.
//!
//! Each entry has a value date. One that comes late is put in its place and all that came after is reckoned again, so that
//! the books are those of who knew everything on its day. A reversed entry stays in the list and does not count.

use crate::{
	ledger::{Movement, Step},
	*,
};
use alloc::vec::Vec;
use frame_support::{
	dispatch::WithPostDispatchInfo,
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, DispatchResultWithPostInfo},
	traits::Get,
	weights::Weight,
};
use lingnan_support::{
	date_of, Act, Amount, Currency, Date, Deadline, Enterprises, Institutions as _, LienId, LoanAccounts, LoanId,
	Outcomes, Standstill, Text, MAX_AMOUNT,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// Answers how many entries were reckoned again.
	pub(crate) fn do_record_repayment(
		who: T::AccountId,
		id: LoanId,
		amount: Amount,
		reference: Text<64>,
		value_date: Date,
	) -> Result<u32, DispatchError> {
		let mut loan = Self::lent_by(&who, id)?;
		let key = references::normalised(&reference).ok_or(Error::<T>::InvalidReference)?;
		ensure!(!References::<T>::contains_key(id, &key), Error::<T>::AlreadyRecorded);
		ensure!(amount > 0, Error::<T>::LimitExceeded);
		let today = Self::today();
		let mut in_time = Self::days_since(Deadline::Recording, value_date) <= T::BackdatingDays::get();
		if let Some(claim) = PaymentClaims::<T>::take(id, &key) {
			loan.claims = loan.claims.saturating_sub(1);
			in_time |= claim.value_date <= value_date;
		}
		let within = in_time && (loan.ledger.started..=today).contains(&value_date);
		ensure!(within, Error::<T>::InvalidValueDate);

		let posting = loan.postings;
		let entry = Entry::Repayment { amount, reference: reference.clone() };
		let Booked { step, replayed } = Self::book(id, &mut loan, entry, value_date)?;
		if let Some(Replayed { worst, .. }) = replayed {
			Self::undo_default(id, &mut loan, worst);
		}
		let closes = loan.ledger.payoff() == 0;
		let room = if closes { ALL_POSTINGS } else { MAX_POSTINGS };
		ensure!(posting < room, Error::<T>::TooManyPostings);
		References::<T>::insert(id, &key, posting);
		let ledger::Spent { charges, interest, principal } = step.spent;
		Self::deposit_event(Event::Repaid {
			loan: id,
			amount,
			charges,
			interest,
			principal,
			reference,
			posting,
			value_date,
		});
		if closes {
			// One that was recorded late may close what a payment of a later day had not: that day is the last.
			let on = loan.ledger.reckoned;
			Self::close_loan(id, &mut loan, on)?;
		}
		Loans::<T>::insert(id, loan);
		Ok(replayed.map_or(0, |replayed| replayed.count))
	}

	/// Answers how many entries were reckoned again.
	pub(crate) fn do_reverse(
		who: T::AccountId,
		id: LoanId,
		number: u32,
		reason: Text<64>,
	) -> Result<u32, DispatchError> {
		// One that has not begun has no entries.
		let mut loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		let by_lender = T::Institutions::key_of(loan.terms.institution).as_ref() == Some(&who);
		let mut posting = Postings::<T>::get(id, number).ok_or(Error::<T>::NotFound)?;
		let (Entry::Repayment { amount, .. } | Entry::Charge { amount, .. }) = &posting.entry else {
			return Err(Error::<T>::NotReversible.into());
		};
		if !by_lender {
			// To agree that money did not come, or was taken rightly, binds as the confirmation of money does.
			let act = Act::Confirm(loan.terms.currency, *amount);
			ensure!(T::Enterprises::may(&who, &loan.terms.enterprise, act)?, Error::<T>::NotAuthorized);
		}
		ensure!(posting.reversed.is_none(), Error::<T>::AlreadyReversed);
		ensure!(reason.is_valid(), Error::<T>::InvalidName);
		let alone = match &posting.entry {
			Entry::Repayment { .. } => {
				let booked = date_of(posting.booked_at);
				by_lender && Self::days_since(Deadline::Reversal, booked) <= T::ReversalDays::get()
			},
			// What a lender charged it may always forgive.
			Entry::Charge { .. } => by_lender,
			Entry::Proceeds { .. } | Entry::Called => false,
		};
		let asked = Self::asked_reversal(id, number).filter(|asked| asked.by_lender != by_lender);
		if !alone && asked.is_none() {
			let until = Self::today().saturating_add(T::ReversalDays::get());
			AskedReversals::<T>::insert(id, number, (AskedReversal { by_lender, reason: reason.clone() }, until));
			Self::deposit_event(Event::ReversalAsked { loan: id, posting: number, by_lender, reason });
			return Ok(0);
		}

		AskedReversals::<T>::remove(id, number);
		posting.reversed = Some(Reversal { at: Self::now(), reason: reason.clone(), asked: asked.clone() });
		Postings::<T>::insert(id, number, &posting);
		let before = loan.ledger.outstanding_principal();
		let Replayed { count, worst, .. } = Self::replay(&mut loan, Self::postings(id), None)?;
		Self::change_exposure(&loan.terms, before, loan.ledger.outstanding_principal());
		Self::settle_fund(id, &mut loan);
		match &posting.entry {
			Entry::Charge { amount, .. } => {
				loan.levied = loan.levied.saturating_sub(*amount);
				// What paid the charge pays what was due.
				Self::undo_default(id, &mut loan, worst);
			},
			Entry::Repayment { reference, .. } => {
				if let Some(key) = references::normalised(reference) {
					References::<T>::remove(id, key);
				}
			},
			Entry::Proceeds { .. } | Entry::Called => {},
		}
		Self::deposit_event(Event::PostingReversed { loan: id, posting: number, reason, asked });
		let owes = loan.ledger.payoff() > 0;
		match loan.state {
			LoanState::Closed if owes => Self::reopen_loan(id, &mut loan)?,
			LoanState::Closed => {},
			_ if !owes => {
				let on = Self::today();
				Self::close_loan(id, &mut loan, on)?;
			},
			_ => {},
		}
		Loans::<T>::insert(id, loan);
		Ok(count)
	}

	/// A reversal that one side asked for, while the other can still agree.
	pub(crate) fn asked_reversal(id: LoanId, posting: u32) -> Option<AskedReversal> {
		let (asked, until) = AskedReversals::<T>::get(id, posting)?;
		(!Self::is_past(Deadline::Reversal, until, T::ReversalDays::get())).then_some(asked)
	}

	pub(crate) fn do_claim_payment(who: T::AccountId, id: LoanId, stated: PaymentStatement) -> DispatchResult {
		let mut loan = Self::started(id)?;
		let PaymentStatement { amount, reference, value_date, evidence } = stated;
		ensure!(T::Enterprises::may(&who, &loan.terms.enterprise, Act::Daily)?, Error::<T>::NotAuthorized);
		ensure!(loan.state != LoanState::Closed, Error::<T>::WrongState);
		let key = references::normalised(&reference).ok_or(Error::<T>::InvalidReference)?;
		ensure!((1..=MAX_AMOUNT).contains(&amount), Error::<T>::LimitExceeded);
		let today = Self::today();
		ensure!((loan.ledger.started..=today).contains(&value_date), Error::<T>::InvalidValueDate);
		ensure!(!References::<T>::contains_key(id, &key), Error::<T>::AlreadyRecorded);
		ensure!(!PaymentClaims::<T>::contains_key(id, &key), Error::<T>::AlreadyClaimed);
		ensure!(loan.claims < MAX_CLAIMS, Error::<T>::TooManyClaims);

		let answer_by = today.saturating_add(T::ClaimDays::get());
		loan.claims = loan.claims.saturating_add(1);
		let claim = PaymentClaim { reference: reference.clone(), amount, value_date, evidence, answer_by };
		PaymentClaims::<T>::insert(id, &key, claim);
		Loans::<T>::insert(id, loan);
		Self::deposit_event(Event::PaymentClaimed { loan: id, reference, amount, value_date, evidence, answer_by });
		Ok(())
	}

	pub(crate) fn do_refuse_claim(
		who: T::AccountId,
		id: LoanId,
		reference: Text<64>,
		reason: Text<64>,
	) -> DispatchResult {
		let mut loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(T::Institutions::key_of(loan.terms.institution) == Some(who), Error::<T>::NotAuthorized);
		ensure!(reason.is_valid(), Error::<T>::InvalidName);
		let key = references::normalised(&reference).ok_or(Error::<T>::InvalidReference)?;
		ensure!(PaymentClaims::<T>::take(id, &key).is_some(), Error::<T>::NotFound);
		loan.claims = loan.claims.saturating_sub(1);
		Loans::<T>::insert(id, loan);
		Self::deposit_event(Event::ClaimRefused { loan: id, reference, reason });
		Ok(())
	}

	/// What a call took, whether it is done or refused: what it is about says it before. Without that a refusal would take all
	/// that is declared, and a few mistyped calls a firm's day.
	pub(crate) fn spent(done: DispatchResult, weight: Weight) -> DispatchResultWithPostInfo {
		match done {
			Ok(()) => Ok(Some(weight).into()),
			Err(error) => Err(error.with_weight(weight)),
		}
	}

	/// The same of an entry on a loan's account. A refused one may have read all others.
	pub(crate) fn spent_on_entry(
		id: LoanId,
		base: Weight,
		enter: impl FnOnce() -> Result<u32, DispatchError>,
	) -> DispatchResultWithPostInfo {
		let (more, entries) = Self::weight_before(id);
		match enter() {
			Ok(again) => Ok(Some(Self::weight_of_entry(base, more, again)).into()),
			Err(error) => Err(error.with_weight(Self::weight_of_entry(base, more, entries))),
		}
	}

	/// What an entry costs for which so many others are reckoned again, and `more`: the beginning of its loan, or that a default
	/// is taken back.
	pub(crate) fn weight_of_entry(base: Weight, more: Weight, again: u32) -> Weight {
		base.saturating_add(more).saturating_add(T::WeightInfo::replay(again))
	}

	/// The most of that: a default is taken back, and every entry is reckoned again.
	pub(crate) fn most_again() -> Weight {
		T::Outcomes::weight().saturating_add(T::WeightInfo::replay(ALL_POSTINGS))
	}

	/// What an entry on this loan costs beyond itself and those that are calculated again, and how many there are.
	fn weight_before(id: LoanId) -> (Weight, u32) {
		match Loans::<T>::get(id) {
			Some(loan) if loan.state == LoanState::InDefault => (T::Outcomes::weight(), loan.postings),
			Some(loan) => (Weight::zero(), loan.postings),
			None => (Self::weight_to_begin(id), 0),
		}
	}

	/// Enters something on a loan's account. What counts from an earlier day than others is put in its place, and all are
	/// reckoned again; so they are when it may show that a default never was one.
	pub(crate) fn book(id: LoanId, loan: &mut Loan, entry: Entry, value_date: Date) -> Result<Booked, DispatchError> {
		let number = loan.postings;
		ensure!(number < ALL_POSTINGS, Error::<T>::TooManyPostings);
		let before = loan.ledger.outstanding_principal();
		let posting = Posting { entry, value_date, booked_at: Self::now(), reversed: None };
		Postings::<T>::insert(id, number, &posting);
		loan.postings = number.saturating_add(1);
		let late = value_date < loan.ledger.reckoned;
		let booked = if late || (value_date < Self::today() && Self::may_be_undone(loan)) {
			let replayed = Self::replay(loan, Self::postings(id), Some(number))?;
			Booked { step: replayed.step, replayed: Some(replayed) }
		} else {
			let stood = T::Standstill::of(Deadline::Recording);
			let step =
				loan.ledger.enter(value_date, Movement::of(&posting.entry), &stood).ok_or(Error::<T>::AboveDebt)?;
			Booked { step, replayed: None }
		};
		Self::change_exposure(&loan.terms, before, loan.ledger.outstanding_principal());
		Self::settle_fund(id, loan);
		Ok(booked)
	}

	/// Every entry of a loan, in the order in which they count.
	pub(crate) fn postings(id: LoanId) -> Vec<(u32, Posting)> {
		let mut postings: Vec<_> = Postings::<T>::iter_prefix(id).collect();
		postings.sort_unstable_by_key(|(number, posting)| (posting.value_date, *number));
		postings
	}

	/// Calculates a loan's books again, in one pass. `wanted`: the entry of which is told what it did.
	pub(crate) fn replay(
		loan: &mut Loan,
		postings: Vec<(u32, Posting)>,
		wanted: Option<u32>,
	) -> Result<Replayed, DispatchError> {
		let stood = T::Standstill::of(Deadline::Recording);
		let least = Self::materiality(&loan.terms);
		let late =
			|books: &ledger::Ledger| books.arrears_above(least).map_or(0, |since| stood.others(since, books.reckoned));
		let mut books = ledger::Ledger::of(&loan.terms, loan.ledger.started);
		let (mut wanted_step, mut worst) = (None, 0);
		for (number, posting) in postings.iter().filter(|(_, posting)| posting.reversed.is_none()) {
			// The days are the most just before something is entered.
			books.reckon(posting.value_date, &stood);
			worst = late(&books).max(worst);
			let step =
				books.enter(posting.value_date, Movement::of(&posting.entry), &stood).ok_or(Error::<T>::AboveDebt)?;
			if Some(*number) == wanted {
				wanted_step = Some(step);
			}
		}
		let mut now = books.clone();
		now.reckon(Self::today(), &stood);
		worst = late(&now).max(worst);
		let nothing = Step { spent: Default::default(), outstanding_principal: books.outstanding_principal() };
		loan.ledger = books;
		let count = u32::try_from(postings.len()).unwrap_or(u32::MAX);
		Ok(Replayed { step: wanted_step.unwrap_or(nothing), count, worst })
	}
}

/// What an entry did.
pub(crate) struct Booked {
	pub step: Step,
	/// If the books were reckoned anew for it.
	pub replayed: Option<Replayed>,
}

/// What reckoning a loan's books anew came to.
#[derive(Clone, Copy)]
pub(crate) struct Replayed {
	/// What the entry asked for did.
	pub step: Step,
	/// Entries that were read, those that do not count among them.
	pub count: u32,
	/// The most days, until today, for which more than the materiality was past due.
	pub worst: u32,
}

/// What a borrower says that it paid.
pub(crate) struct PaymentStatement {
	pub amount: Amount,
	pub reference: Text<64>,
	pub value_date: Date,
	pub evidence: H256,
}

impl<T: Config> LoanAccounts for Pallet<T> {
	fn owed(id: LoanId) -> Option<(Currency, Amount)> {
		let mut loan = Loans::<T>::get(id).filter(|loan| loan.state != LoanState::Closed)?;
		loan.ledger.reckon(Self::today(), &T::Standstill::of(Deadline::Recording));
		Some((loan.terms.currency, loan.ledger.payoff()))
	}

	fn fund_has_paid(id: LoanId) -> bool {
		Loans::<T>::get(id).is_some_and(|loan| loan.state != LoanState::Closed && loan.compensated > 0)
	}

	fn credit(id: LoanId, amount: Amount, lien: LienId) -> Result<Amount, DispatchError> {
		let mut loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(loan.state != LoanState::Closed, Error::<T>::WrongState);
		let today = Self::today();
		loan.ledger.reckon(today, &T::Standstill::of(Deadline::Recording));
		let taken = amount.min(loan.ledger.payoff());
		if taken == 0 {
			return Ok(0);
		}
		let posting = loan.postings;
		let Booked { step, .. } = Self::book(id, &mut loan, Entry::Proceeds { amount: taken, lien }, today)?;
		let ledger::Spent { charges, interest, principal } = step.spent;
		Self::deposit_event(Event::ProceedsCredited {
			loan: id,
			lien,
			amount: taken,
			charges,
			interest,
			principal,
			posting,
		});
		if loan.ledger.payoff() == 0 {
			Self::close_loan(id, &mut loan, today)?;
		}
		Loans::<T>::insert(id, loan);
		Ok(taken)
	}

	/// As much as a repayment of today that closes the loan.
	fn credit_weight() -> Weight {
		T::WeightInfo::record_repayment()
	}
}
