//! A loan's account: all that its books follow from, and the books. They are stored nowhere: whoever has the terms and the
//! entries reckons the same.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	weights::Weight,
};
use lingnan_lending::{
	books::{self, Books, Step},
	periods::Fault,
	working_days::Calendar,
};
use lingnan_support::{
	conditions::{Conditions, Pricing},
	months_between, Amount, Calendars, Date, Deadline, Institutions as _, Lines, LoanId, Standstill, StoodStill,
};

/// A loan with all that its books follow from.
pub(crate) struct Account {
	pub id: LoanId,
	pub loan: Loan,
	pub terms: Terms,
	pub amendments: Amendments,
	/// Every entry, in the order in which they count. Those that were reversed are among them.
	pub postings: Vec<(u32, Posting)>,
	/// What the books say after the last entry.
	pub after: After,
	calendar: Calendar,
	stood: StoodStill,
}

/// What books say after an entry, as far as calls hang on it. Minor units.
#[derive(Clone, Copy, Default)]
pub(crate) struct After {
	/// Principal that is owed, due or not.
	pub principal: Amount,
	/// What closes the loan.
	pub payoff: Amount,
	/// Costs of collection charged so far.
	pub levied: Amount,
	/// What guarantors paid so far.
	pub guaranteed: Amount,
	/// The day on which the loan ends, as agreed last. Days since 1970-01-01.
	pub maturity: Date,
}

impl After {
	fn of(books: &Books) -> Self {
		let (principal, payoff) = (books.outstanding_principal(), books.payoff());
		Self { principal, payoff, levied: books.levied(), guaranteed: books.guaranteed(), maturity: books.maturity() }
	}
}

/// What reckoning a loan's books anew came to.
pub(crate) struct Replayed {
	/// What the books say after the last entry.
	pub after: After,
	/// The most days, until today, for which more than the materiality was past due.
	pub worst: u32,
}

impl Account {
	fn agreed(&self) -> books::Account<'_> {
		let Self { loan, terms, amendments, calendar, stood, .. } = self;
		books::Account { conditions: &terms.conditions, started: loan.started, amendments, calendar, stood }
	}

	/// The books on a day that is no earlier than the last entry. On an account that is stored they never fail.
	pub fn on(&self, day: Date) -> Result<Books<'_>, Fault> {
		let mut books = self.agreed().replay(self.postings.iter().map(|(_, posting)| posting))?;
		books.reckon(day)?;
		Ok(books)
	}

	/// The books as they stand on a day, with what was entered for days until then.
	pub fn as_of(&self, day: Date) -> Result<Books<'_>, Fault> {
		let until = self.postings.iter().map(|(_, posting)| posting).take_while(|posting| posting.value_date <= day);
		let mut books = self.agreed().replay(until)?;
		books.reckon(day)?;
		Ok(books)
	}

	/// Those that count, in their order.
	pub fn counting(&self) -> impl Iterator<Item = &(u32, Posting)> {
		self.postings.iter().filter(|(_, posting)| posting.reversed.is_none())
	}

	/// Which conditions hold, and from which day on, in the order of their days.
	pub fn conditions(&self) -> impl Iterator<Item = (Date, &Conditions)> {
		let amended = self.counting().filter_map(|(_, posting)| {
			let Entry::Amended { amendment } = posting.entry else { return None };
			let amendment = self.amendments.get(usize::from(amendment))?;
			Some((posting.value_date, &amendment.conditions))
		});
		core::iter::once((self.loan.started, &self.terms.conditions)).chain(amended)
	}

	/// How many entries people made.
	pub fn entries(&self) -> u32 {
		let made = self.postings.iter().filter(|(_, posting)| !matches!(posting.entry, Entry::Repriced { .. }));
		u32::try_from(made.count()).unwrap_or(u32::MAX)
	}

	/// The day of the last entry that counts.
	pub fn last_day(&self) -> Date {
		self.counting().last().map_or(self.loan.started, |(_, posting)| posting.value_date)
	}

	/// Puts an entry in its place.
	pub fn put(&mut self, number: u32, posting: Posting) {
		self.postings.push((number, posting));
		self.postings.sort_unstable_by_key(|(number, posting)| (posting.value_date, *number));
	}

	/// Reckons all of it again, in one pass. `least`: what may be past due.
	pub fn replay(&self, least: Amount, today: Date) -> Result<Replayed, Fault> {
		let late = |books: &Books, day| books.arrears_above(least).map_or(0, |since| self.stood.others(since, day));
		let mut books = self.agreed().open()?;
		let mut worst = 0;
		for (_, posting) in self.counting() {
			// The days are the most just before something is entered.
			books.reckon(posting.value_date)?;
			worst = late(&books, posting.value_date).max(worst);
			books.enter(posting.value_date, &posting.entry)?;
		}
		let after = After::of(&books);
		books.reckon(today)?;
		worst = late(&books, today).max(worst);
		Ok(Replayed { after, worst })
	}

	/// The first entry that pays more than is owed on its day, and how much more.
	pub fn above_debt(&self) -> Option<(Date, Amount)> {
		let mut books = self.agreed().open().ok()?;
		for (_, posting) in self.counting() {
			books.reckon(posting.value_date).ok()?;
			let owed = books.payoff();
			if books.enter(posting.value_date, &posting.entry) == Err(Fault::AboveDebt) {
				let (Entry::Repayment { amount, .. } | Entry::Proceeds { amount, .. }) = posting.entry else {
					return None;
				};
				return Some((posting.value_date, amount.saturating_sub(owed)));
			}
		}
		None
	}

	/// What each entry did, in the order in which they count, and the books after it; nothing of one that was reversed.
	pub fn steps<R>(&self, mut tell: impl FnMut(u32, &Posting, Option<Step>, &Books) -> R) -> Option<Vec<R>> {
		let mut books = self.agreed().open().ok()?;
		let mut lines = Vec::with_capacity(self.postings.len());
		for (number, posting) in &self.postings {
			books.reckon(posting.value_date).ok()?;
			let step = match &posting.reversed {
				Some(_) => None,
				None => Some(books.enter(posting.value_date, &posting.entry).ok()?),
			};
			lines.push(tell(*number, posting, step, &books));
		}
		Some(lines)
	}

	/// What is stored of it beside entries and terms.
	pub fn store<T: Config>(self) {
		Loans::<T>::insert(self.id, self.loan);
	}
}

impl<T: Config> Pallet<T> {
	/// All that the books of a loan follow from, and what they say after its last entry.
	pub(crate) fn account_of(id: LoanId, loan: Loan) -> Result<Account, DispatchError> {
		let mut account = Self::gathered(id, loan)?;
		let last = account.last_day();
		account.after = After::of(&account.on(last).map_err(Self::fault)?);
		Ok(account)
	}

	/// The same before it is reckoned.
	pub(crate) fn gathered(id: LoanId, loan: Loan) -> Result<Account, DispatchError> {
		let record = Records::<T>::get(id.application()).ok_or(Error::<T>::NotFound)?;
		let terms = record.terms.ok_or(Error::<T>::WrongState)?;
		let amendments = record.amendments;
		let calendar = T::Calendars::of(terms.conditions.calendar);
		let stood = T::Standstill::of(Deadline::Recording);
		let postings = Self::postings(id);
		let after = After::default();
		Ok(Account { id, loan, terms, amendments, postings, after, calendar, stood })
	}

	/// A loan's account. One that nobody's objection stands against any longer begins here, and rates whose day has come are
	/// taken anew.
	pub(crate) fn open(id: LoanId) -> Result<Account, DispatchError> {
		Self::opened(id, Self::started(id)?)
	}

	/// The same of a loan whose record is read already.
	pub(crate) fn opened(id: LoanId, loan: Loan) -> Result<Account, DispatchError> {
		let mut account = Self::account_of(id, loan)?;
		Self::take_rates(&mut account)?;
		Ok(account)
	}

	/// The account of a loan that is not closed, if the signer lent it. A suspended lender keeps its duties.
	pub(crate) fn lent_by(who: &T::AccountId, id: LoanId) -> Result<Account, DispatchError> {
		let loan = Self::started(id)?;
		Self::ensure_lender(who, &loan)?;
		ensure!(loan.state != LoanState::Closed, Error::<T>::WrongState);
		Self::opened(id, loan)
	}

	pub(crate) fn ensure_lender(who: &T::AccountId, loan: &Loan) -> DispatchResult {
		ensure!(T::Institutions::key_of(loan.institution).as_ref() == Some(who), Error::<T>::NotAuthorized);
		Ok(())
	}

	/// Every entry of a loan, in the order in which they count.
	pub(crate) fn postings(id: LoanId) -> Vec<(u32, Posting)> {
		let mut postings: Vec<_> = Postings::<T>::iter_prefix(id).collect();
		postings.sort_unstable_by_key(|(number, posting)| (posting.value_date, *number));
		postings
	}

	/// Enters something on a loan's account, in its place, and reckons the books again.
	pub(crate) fn book(account: &mut Account, entry: Entry, value_date: Date) -> Result<Replayed, DispatchError> {
		let number = account.loan.postings;
		ensure!(number < ALL_POSTINGS, Error::<T>::TooManyPostings);
		let posting = Posting { entry, value_date, booked_at: Self::now(), reversed: None };
		Postings::<T>::insert(account.id, number, &posting);
		account.loan.postings = number.saturating_add(1);
		account.put(number, posting);
		Self::reckon_again(account)
	}

	/// Reckons the books of an account whose entries changed, and what hangs on its principal.
	pub(crate) fn reckon_again(account: &mut Account) -> Result<Replayed, DispatchError> {
		let before = account.after.principal;
		let least = Self::materiality(&account.terms);
		let replayed = account.replay(least, Self::today()).map_err(Self::fault)?;
		account.after = replayed.after;
		Self::change_exposure(&account.terms, before, account.after.principal);
		Self::settle_fund(account);
		Ok(replayed)
	}

	/// The books as they stand today.
	pub(crate) fn books_of(account: &Account) -> Result<Books<'_>, DispatchError> {
		account.on(Self::today()).map_err(Self::fault)
	}

	/// Why books cannot be: what a caller can do about it has a name of its own.
	pub(crate) fn fault(fault: Fault) -> DispatchError {
		match fault {
			Fault::AboveDebt => Error::<T>::AboveDebt.into(),
			_ => Error::<T>::NotComputable.into(),
		}
	}

	/// There is room for one more entry that somebody makes; for one that closes the loan there always is.
	pub(crate) fn ensure_room_on(account: &Account, closes: bool) -> DispatchResult {
		ensure!(closes || account.entries() <= MAX_POSTINGS, Error::<T>::TooManyPostings);
		Ok(())
	}

	/// What reading and reckoning a loan's account costs, with the rates that are to be taken anew and the credit line that hears
	/// what its principal became; its beginning, if it has not begun.
	pub(crate) fn weight_of_account(id: LoanId) -> Weight {
		let Some(loan) = Loans::<T>::get(id) else {
			let line = Self::weight_of_line(Records::<T>::get(id.application()).as_ref());
			let begun = Self::weight_to_begin(id).saturating_add(Self::weight_of_reckoning(0, MAX_TENOR));
			return begun.saturating_add(line);
		};
		let record = Records::<T>::get(id.application());
		let line = Self::weight_of_line(record.as_ref());
		let tenors = record.iter().flat_map(|record| {
			let amended = record.amendments.iter().map(|one| one.conditions.tenor);
			record.terms.iter().map(|terms| terms.conditions.tenor).chain(amended)
		});
		let (floats, tenor) = (Self::floats(record.as_ref()), tenors.max().unwrap_or(MAX_TENOR));
		// A rate is taken anew once a month at most.
		let months = if floats { months_between(loan.started, Self::today()).saturating_add(1) } else { 0 };
		Self::weight_of_reckoning(loan.postings.saturating_add(months).min(ALL_POSTINGS), tenor).saturating_add(line)
	}

	/// What a credit line takes that hears of a loan: nothing if the loan was drawn under none.
	pub(crate) fn weight_of_line(record: Option<&Record>) -> Weight {
		match record.and_then(|record| record.request.line) {
			Some(_) => T::Lines::weight(),
			None => Weight::zero(),
		}
	}

	/// Whether a rate of the loan follows a reference.
	fn floats(record: Option<&Record>) -> bool {
		let follows = |conditions: &Conditions| matches!(conditions.pricing, Pricing::Floating { .. });
		record.is_some_and(|record| {
			let amended = record.amendments.iter().any(|one| follows(&one.conditions));
			amended || record.terms.iter().any(|terms| follows(&terms.conditions))
		})
	}

	/// What reading so many entries of a loan of so many months costs, and reckoning its books from them. Each may make the
	/// instalments that are left to be found anew, once in each period.
	pub(crate) fn weight_of_reckoning(postings: u32, tenor: u16) -> Weight {
		let periods = u32::from(tenor);
		let found = postings.min(periods);
		let gone = found.saturating_mul(found.saturating_sub(1)) / 2;
		let pairs = found.saturating_mul(periods).saturating_sub(gone);
		T::WeightInfo::replay(postings).saturating_add(T::WeightInfo::relevel(pairs))
	}

	/// The most of that.
	pub(crate) fn most_of_account() -> Weight {
		Self::weight_of_beginning(MAX_SECURITY)
			.max(Self::weight_of_reckoning(ALL_POSTINGS, MAX_TENOR))
			.saturating_add(T::Lines::weight())
	}
}
