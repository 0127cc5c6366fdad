//! What is entered on a loan's account, from which day it counts, and how it is taken back.
//!
//! Each entry has a value date. One that comes late is put in its place and all that came after is reckoned again, so that
//! the books are those of who knew everything on its day. A reversed entry stays in the list and does not count.

use crate::{accounts::Replayed, *};
use frame_support::{
	dispatch::WithPostDispatchInfo,
	ensure,
	pallet_prelude::{DispatchResult, DispatchResultWithPostInfo},
	traits::Get,
	weights::Weight,
};
use lingnan_support::{
	date_of, Act, Amount, Date, Deadline, Enterprises, Guarantees, Institutions as _, LoanId, Outcomes, Text,
	MAX_AMOUNT,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_record_repayment(
		who: T::AccountId,
		id: LoanId,
		amount: Amount,
		reference: Text<64>,
		value_date: Date,
	) -> DispatchResult {
		let mut account = Self::lent_by(&who, id)?;
		let key = references::normalised(&reference).ok_or(Error::<T>::InvalidReference)?;
		ensure!(!References::<T>::contains_key(id, &key), Error::<T>::AlreadyRecorded);
		ensure!(amount > 0, Error::<T>::LimitExceeded);
		let today = Self::today();
		let mut in_time = Self::days_since(Deadline::Recording, value_date) <= T::BackdatingDays::get();
		if let Some(claim) = PaymentClaims::<T>::take(id, &key) {
			account.loan.claims = account.loan.claims.saturating_sub(1);
			in_time |= claim.value_date <= value_date;
		}
		let within = in_time && (account.loan.started..=today).contains(&value_date);
		ensure!(within, Error::<T>::InvalidValueDate);

		let posting = account.loan.postings;
		let entry = Entry::Repayment { amount, reference: reference.clone() };
		let Replayed { worst, .. } = Self::book(&mut account, entry, value_date)?;
		if value_date < today {
			Self::undo_default(&mut account, worst);
		}
		let closes = account.after.payoff == 0;
		Self::ensure_room_on(&account, closes)?;
		References::<T>::insert(id, &key, posting);
		Self::deposit_event(Event::Repaid { loan: id, reference, posting, value_date });
		if closes {
			// One that was recorded late may close what a payment of a later day had not: that day is the last.
			let on = account.last_day();
			Self::close_loan(&mut account, on)?;
		}
		account.store::<T>();
		Ok(())
	}

	pub(crate) fn do_reverse(who: T::AccountId, id: LoanId, number: u32, reason: Text<64>) -> DispatchResult {
		// One that has not begun has no entries.
		let loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		let by_lender = T::Institutions::key_of(loan.institution).as_ref() == Some(&who);
		let posting = Postings::<T>::get(id, number).ok_or(Error::<T>::NotFound)?;
		let amount = match &posting.entry {
			Entry::Repayment { amount, .. } | Entry::Charge { amount, .. } => *amount,
			// The lender takes it back as it said it.
			Entry::Misused if by_lender => 0,
			_ => return Err(Error::<T>::NotReversible.into()),
		};
		if !by_lender {
			// To agree that money did not come, or was taken rightly, binds as the confirmation of money does.
			let currency = Self::terms_of(id.application())?.currency;
			let act = Act::Confirm(currency, amount);
			ensure!(T::Enterprises::may(&who, &loan.enterprise, act)?, Error::<T>::NotAuthorized);
		}
		ensure!(posting.reversed.is_none(), Error::<T>::AlreadyReversed);
		ensure!(reason.is_valid(), Error::<T>::InvalidName);
		let alone = match &posting.entry {
			Entry::Repayment { .. } => {
				let booked = date_of(posting.booked_at);
				by_lender && Self::days_since(Deadline::Reversal, booked) <= T::ReversalDays::get()
			},
			// What a lender charged it may always forgive.
			_ => by_lender,
		};
		let asked = Self::asked_reversal(id, number).filter(|asked| asked.by_lender != by_lender);
		if !alone && asked.is_none() {
			let until = Self::today().saturating_add(T::ReversalDays::get());
			AskedReversals::<T>::insert(id, number, (AskedReversal { by_lender, reason: reason.clone() }, until));
			Self::deposit_event(Event::ReversalAsked { loan: id, posting: number, by_lender, reason });
			return Ok(());
		}
		AskedReversals::<T>::remove(id, number);
		Self::take_back(id, number, Reversal { at: Self::now(), reason, asked })
	}

	/// The entry does not count any more: all later ones are reckoned again, and what hung on it goes with it.
	fn take_back(id: LoanId, number: u32, reversal: Reversal) -> DispatchResult {
		let mut account = Self::open(id)?;
		let posting = account.postings.iter_mut().find(|(other, _)| *other == number);
		let (_, posting) = posting.ok_or(Error::<T>::NotFound)?;
		let Reversal { reason, asked, .. } = reversal.clone();
		posting.reversed = Some(reversal);
		Postings::<T>::insert(id, number, &*posting);
		let entry = posting.entry.clone();
		let Replayed { worst, .. } = Self::reckon_again(&mut account)?;
		match &entry {
			// What paid the charge pays what was due.
			Entry::Charge { .. } => Self::undo_default(&mut account, worst),
			Entry::Repayment { reference, .. } => {
				if let Some(key) = references::normalised(reference) {
					References::<T>::remove(id, key);
				}
			},
			_ => {},
		}
		Self::deposit_event(Event::PostingReversed { loan: id, posting: number, reason, asked });
		let owes = account.after.payoff > 0;
		match account.loan.state {
			LoanState::Closed if owes => {
				Self::reopen_loan(&mut account)?;
				// While it was closed no rate was taken.
				Self::take_rates(&mut account)?;
			},
			LoanState::Closed => {},
			_ if !owes => {
				let on = Self::today();
				Self::close_loan(&mut account, on)?;
			},
			_ => {},
		}
		account.store::<T>();
		Ok(())
	}

	/// A reversal that one side asked for, while the other can still agree.
	pub(crate) fn asked_reversal(id: LoanId, posting: u32) -> Option<AskedReversal> {
		let (asked, until) = AskedReversals::<T>::get(id, posting)?;
		(!Self::is_past(Deadline::Reversal, until, T::ReversalDays::get())).then_some(asked)
	}

	/// Needs no books: what is stated changes none.
	pub(crate) fn do_claim_payment(who: T::AccountId, id: LoanId, stated: PaymentStatement) -> DispatchResult {
		let mut loan = Self::started(id)?;
		let PaymentStatement { amount, reference, value_date, evidence } = stated;
		ensure!(T::Enterprises::may(&who, &loan.enterprise, Act::Daily)?, Error::<T>::NotAuthorized);
		ensure!(loan.state != LoanState::Closed, Error::<T>::WrongState);
		let key = references::normalised(&reference).ok_or(Error::<T>::InvalidReference)?;
		ensure!((1..=MAX_AMOUNT).contains(&amount), Error::<T>::LimitExceeded);
		let today = Self::today();
		ensure!((loan.started..=today).contains(&value_date), Error::<T>::InvalidValueDate);
		ensure!(!References::<T>::contains_key(id, &key), Error::<T>::AlreadyRecorded);
		ensure!(!PaymentClaims::<T>::contains_key(id, &key), Error::<T>::AlreadyClaimed);
		ensure!(loan.claims < MAX_CLAIMS, Error::<T>::TooManyClaims);

		let answer_by = today.saturating_add(T::ClaimDays::get());
		loan.claims = loan.claims.saturating_add(1);
		let claim = PaymentClaim { reference: reference.clone(), amount, value_date, evidence, answer_by };
		PaymentClaims::<T>::insert(id, &key, claim);
		Loans::<T>::insert(id, loan);
		Self::deposit_event(Event::PaymentClaimed { loan: id, reference, value_date, evidence, answer_by });
		Ok(())
	}

	pub(crate) fn do_refuse_claim(
		who: T::AccountId,
		id: LoanId,
		reference: Text<64>,
		reason: Text<64>,
	) -> DispatchResult {
		let mut loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(T::Institutions::key_of(loan.institution) == Some(who), Error::<T>::NotAuthorized);
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

	/// The same of a call on a loan's account: `base`, and reading and reckoning it.
	pub(crate) fn spent_on(
		id: LoanId,
		base: Weight,
		run: impl FnOnce() -> DispatchResult,
	) -> DispatchResultWithPostInfo {
		let weight = base.saturating_add(Self::weight_of_account(id));
		Self::spent(run(), weight)
	}

	/// The same of an entry, by which a default may be taken back.
	pub(crate) fn spent_on_entry(
		id: LoanId,
		base: Weight,
		run: impl FnOnce() -> DispatchResult,
	) -> DispatchResultWithPostInfo {
		let in_default = Loans::<T>::get(id).is_some_and(|loan| loan.state == LoanState::InDefault);
		let undone = if in_default { T::Outcomes::weight() } else { Weight::zero() };
		Self::spent_on(id, base.saturating_add(undone).saturating_add(T::Guarantees::weight_of(id)), run)
	}

	/// The most that an entry costs beyond itself: its account is read and reckoned, and a default is taken back.
	pub(crate) fn most_of_entry() -> Weight {
		Self::most_of_account().saturating_add(T::Outcomes::weight()).saturating_add(T::Guarantees::weight())
	}
}

/// What a borrower says that it paid.
pub(crate) struct PaymentStatement {
	pub amount: Amount,
	pub reference: Text<64>,
	pub value_date: Date,
	pub evidence: H256,
}
