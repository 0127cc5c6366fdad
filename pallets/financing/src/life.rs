//! What both sides make of a loan that runs: renewal without repaying first, extension, restructuring, forgiveness, misuse
//! and the cure of a default. Nothing of it hides arrears, and nothing makes a loan dearer than its borrower signed.

use crate::{accounts::Account, offers::NINETY_DAYS, *};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, Get, Weight},
};
use lingnan_lending::life::{longest_extension, NotRenewable, Renewal};
use lingnan_support::{
	add_months, conditions::Conditions, date_of, months_between, Act, Amount, ApplicationId, Calendars, Date,
	Enterprises, Guarantees, LoanId, RegistrationNumber, Security, SecurityClaim, Text, Timestamp,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_forgive(who: T::AccountId, id: LoanId, amount: Amount, reason: Text<64>) -> DispatchResult {
		let mut account = Self::lent_by(&who, id)?;
		ensure!(reason.is_valid(), Error::<T>::InvalidName);
		ensure!(amount > 0, Error::<T>::LimitExceeded);
		Self::ensure_lenders_alone(&account)?;
		let (today, posting) = (Self::today(), account.loan.postings);
		Self::book(&mut account, Entry::Forgiven { amount, reason: reason.clone() }, today)?;
		let closes = account.after.payoff == 0;
		Self::ensure_room_on(&account, closes)?;
		Self::deposit_event(Event::Forgiven { loan: id, posting, reason });
		if closes {
			Self::close_loan(&mut account, today)?;
		}
		account.store::<T>();
		Ok(())
	}

	/// What guarantors or the public fund bear is not the lender's to give away.
	fn ensure_lenders_alone(account: &Account) -> DispatchResult {
		let covered = Covers::<T>::get(account.id).is_some_and(|cover| cover.bears > 0);
		ensure!(account.after.guaranteed == 0 && !covered, Error::<T>::OthersHavePaid);
		Ok(())
	}

	pub(crate) fn do_declare_misuse(who: T::AccountId, id: LoanId, evidence: H256) -> DispatchResult {
		let mut account = Self::lent_by(&who, id)?;
		ensure!(!Self::is_misused(&account), Error::<T>::AlreadyDeclared);
		let (today, posting) = (Self::today(), account.loan.postings);
		Self::book(&mut account, Entry::Misused, today)?;
		Self::ensure_room_on(&account, false)?;
		account.store::<T>();
		Self::deposit_event(Event::MisuseDeclared { loan: id, posting, evidence });
		Ok(())
	}

	fn is_misused(account: &Account) -> bool {
		account.counting().any(|(_, posting)| posting.entry == Entry::Misused)
	}

	pub(crate) fn do_propose_amendment(
		who: T::AccountId,
		id: LoanId,
		amendment: Amendment,
		valid_until: Timestamp,
	) -> DispatchResult {
		let account = Self::lent_by(&who, id)?;
		let now = Self::now();
		ensure!(now < valid_until && valid_until <= now.saturating_add(NINETY_DAYS), Error::<T>::Expired);
		Self::judge_amendment(&account, &amendment)?;
		let amendment_hash = hash_of_amendment(id, &amendment);
		Records::<T>::mutate(id.application(), |record| {
			if let Some(record) = record {
				record.proposed = Some(Proposal { amendment, valid_until });
			}
		});
		account.store::<T>();
		T::Guarantees::lapsed(id);
		Self::deposit_event(Event::AmendmentProposed { loan: id, amendment_hash, valid_until });
		Ok(())
	}

	/// Whatever state the loan is in: of one that closed, a proposal is only in the way.
	pub(crate) fn do_withdraw_amendment(who: &T::AccountId, id: LoanId) -> DispatchResult {
		let loan = Loans::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		Self::ensure_lender(who, &loan)?;
		let taken =
			Records::<T>::mutate(id.application(), |record| record.as_mut().and_then(|record| record.proposed.take()));
		let Proposal { amendment, .. } = taken.ok_or(Error::<T>::NothingProposed)?;
		T::Guarantees::lapsed(id);
		let amendment_hash = hash_of_amendment(id, &amendment);
		Self::deposit_event(Event::AmendmentWithdrawn { loan: id, amendment_hash });
		Ok(())
	}

	pub(crate) fn do_accept_amendment(who: T::AccountId, id: LoanId, amendment_hash: H256) -> DispatchResult {
		let mut account = Self::open(id)?;
		ensure!(account.loan.state != LoanState::Closed, Error::<T>::WrongState);
		let proposed = Records::<T>::get(id.application()).and_then(|record| record.proposed);
		let Proposal { amendment, valid_until } = proposed.ok_or(Error::<T>::NothingProposed)?;
		ensure!(Self::now() < valid_until, Error::<T>::Expired);
		ensure!(hash_of_amendment(id, &amendment) == amendment_hash, Error::<T>::TermsMismatch);
		let act = Act::Accept(account.terms.currency, amendment.conditions.amount);
		ensure!(T::Enterprises::may(&who, &account.loan.enterprise, act)?, Error::<T>::NotAuthorized);
		Self::judge_amendment(&account, &amendment)?;
		ensure!(T::Guarantees::agreed(id, amendment_hash, valid_until), Error::<T>::GuarantorsNotAgreed);

		let kind = amendment.kind;
		let number = u8::try_from(account.amendments.len()).map_err(|_| Error::<T>::TooManyAmendments)?;
		account.amendments.try_push(amendment).map_err(|_| Error::<T>::TooManyAmendments)?;
		let amendments = account.amendments.clone();
		Records::<T>::mutate(id.application(), |record| {
			if let Some(record) = record {
				(record.amendments, record.proposed) = (amendments, None);
			}
		});
		let (today, posting) = (Self::today(), account.loan.postings);
		Self::book(&mut account, Entry::Amended { amendment: number }, today)?;
		if account.loan.called_on.take().is_some() {
			// The fund pays for loans that are called: a later call waits its days anew.
			account.loan.asked_on = None;
			for asset in &account.terms.security {
				T::Security::cured(*asset, id)?;
			}
		}
		account.store::<T>();
		Self::deposit_event(Event::Amended { loan: id, posting, kind });
		Ok(())
	}

	/// How long its security is registered, and whether who stands behind it agrees: to ask both for an amendment.
	pub(crate) fn weight_of_neighbours_asked() -> Weight {
		let liens = T::DbWeight::get().reads(3).saturating_mul(MAX_SECURITY.into());
		liens.saturating_add(T::Guarantees::weight())
	}

	/// Whether a loan can be amended so today.
	fn judge_amendment(account: &Account, amendment: &Amendment) -> DispatchResult {
		ensure!(account.amendments.len() < MAX_AMENDMENTS as usize, Error::<T>::TooManyAmendments);
		let today = Self::today();
		let books = account.on(today).map_err(Self::fault)?;
		let (new, old) = (&amendment.conditions, books.conditions());
		let due = books.due();
		let arrears = if amendment.reschedules_arrears { due.principal } else { 0 };
		let principal = books.principal_not_due().saturating_add(arrears);
		ensure!(new.amount == principal, Error::<T>::OtherPrincipal);
		// One calendar goes through the books of a loan.
		ensure!(new.calendar == account.terms.conditions.calendar, Error::<T>::NotComputable);
		Self::ensure_lawful(new, account.loan.enterprise.jurisdiction())?;
		// A rate that stays as agreed is not taken anew; and what misuse adds is none of the contract's.
		let rate = match new.pricing == old.pricing {
			true => books.contract_rate(),
			false => Self::rate_on(&new.pricing, account.terms.currency, today)?,
		};
		// New costs would make it dearer, too.
		ensure!(rate <= books.contract_rate() && new.costs.is_empty(), Error::<T>::Dearer);
		let until = add_months(today, new.tenor.into());
		if until > books.maturity() {
			for asset in &account.terms.security {
				T::Security::outlasts(*asset, account.id, until)?;
			}
		}
		match amendment.kind {
			AmendmentKind::Extension => {
				let running = account.loan.state == LoanState::Active && account.loan.called_on.is_none();
				ensure!(running && due.total == 0, Error::<T>::InArrears);
				let same = Conditions { amount: old.amount, tenor: old.tenor, costs: old.costs.clone(), ..new.clone() };
				// What is drawn under a credit line ends by the line's own day.
				ensure!(same == *old && account.terms.line.is_none(), Error::<T>::NotAnExtension);
				ensure!(until > books.maturity(), Error::<T>::NotAnExtension);
				Self::ensure_extension(account, until)?;
			},
			AmendmentKind::Restructuring => {},
		}
		let calendar = T::Calendars::of(new.calendar);
		let quoted = lingnan_lending::sheet::quote(new, rate, today, &calendar);
		ensure!(quoted.is_ok(), Error::<T>::NotComputable);
		Ok(())
	}

	/// All extensions together within the limit of the rules.
	fn ensure_extension(account: &Account, until: Date) -> DispatchResult {
		let tenor = account.terms.conditions.tenor;
		let agreed = add_months(account.loan.started, tenor.into());
		let whole = months_between(agreed, until);
		let begun = u32::from(add_months(agreed, whole) < until);
		let most = u32::from(longest_extension(tenor));
		ensure!(whole.saturating_add(begun) <= most, Error::<T>::ExtendedTooFar);
		Ok(())
	}

	pub(crate) fn do_cure(who: T::AccountId, id: LoanId) -> DispatchResult {
		let mut account = Self::lent_by(&who, id)?;
		let waits = account.loan.state == LoanState::InDefault && account.loan.called_on.is_none();
		ensure!(waits, Error::<T>::WrongState);
		let today = Self::today();
		ensure!(account.on(today).map_err(Self::fault)?.due().total == 0, Error::<T>::InArrears);
		ensure!(account.loan.written_off == 0, Error::<T>::WrongState);
		account.loan.state = LoanState::Active;
		account.loan.cured_on = Some(today);
		account.loan.noted = None;
		account.store::<T>();
		Self::deposit_event(Event::DefaultCured { loan: id });
		Ok(())
	}

	/// Early, for who applies: whether the loan that is named could be renewed by such an application at all. Answers what is owed
	/// of its principal; 0 if none is named.
	pub(crate) fn ensure_renewable(
		request: &RequestSpec,
		product: &ProductView,
		enterprise: &RegistrationNumber,
	) -> Result<Amount, DispatchError> {
		let Some(old) = request.renews else { return Ok(0) };
		// What is drawn under a line is drawn again there; its room is not two loans' at once.
		ensure!(product.spec.renewable && request.line.is_none(), Error::<T>::NotRenewable);
		let loan = Loans::<T>::get(old).ok_or(Error::<T>::NotFound)?;
		let theirs = loan.enterprise == *enterprise && loan.institution == product.institution;
		ensure!(theirs, Error::<T>::NotRenewable);
		ensure!(loan.state == LoanState::Active, Error::<T>::NotInGoodStanding);
		let account = Self::account_of(old, loan)?;
		ensure!(account.terms.currency == request.currency, Error::<T>::NotRenewable);
		ensure!(Self::today() < account.after.maturity, Error::<T>::RenewedTooLate);
		Ok(account.after.principal)
	}

	/// The new loan settles the old one in one step, and no money moves.
	pub(crate) fn do_renew(who: T::AccountId, id: ApplicationId) -> DispatchResult {
		let application = Self::lent_from(&who, id)?;
		ensure!(application.state == ApplicationState::Accepted, Error::<T>::WrongState);
		let reservation = application.reservation.ok_or(Error::<T>::WrongState)?;
		ensure!(!reservation.withdrawn, Error::<T>::WrongState);
		let terms = Self::terms_of(id)?;
		let old = terms.renews.ok_or(Error::<T>::NotRenewable)?;
		let today = Self::today();
		ensure!(today <= reservation.pay_by, Error::<T>::Expired);
		let mut account = Self::open(old)?;
		let books = account.on(today).map_err(Self::fault)?;
		let renewal = Renewal {
			maturity: books.maturity(),
			asked: date_of(application.filed_at),
			signed: reservation.since.max(today),
			defaulted: account.loan.state != LoanState::Active || account.loan.called_on.is_some(),
			due: books.due().total,
			misused: Self::is_misused(&account),
			payoff: books.payoff(),
			amount: terms.conditions.amount,
		};
		drop(books);
		renewal.judge().map_err(Self::not_renewable)?;
		Self::ensure_lenders_alone(&account)?;

		let (new, posting) = (id.loan(), account.loan.postings);
		let claim = SecurityClaim {
			enterprise: terms.enterprise.clone(),
			institution: terms.institution,
			loan: new,
			until: add_months(today, terms.conditions.tenor.into()),
			grace_days: terms.conditions.grace_days,
			renews: Some(old),
		};
		for asset in &terms.security {
			T::Security::carry(*asset, old, new, &claim)?;
		}
		Self::book(&mut account, Entry::Renewed { amount: renewal.amount, by: new }, today)?;
		Self::close_loan(&mut account, today)?;
		account.store::<T>();
		Self::deposit_event(Event::LoanRenewed { loan: old, by: new, posting });

		LoansOf::<T>::insert(&application.enterprise, new, ());
		LoansBy::<T>::insert(application.institution, new, ());
		Self::begin_secured(id, application, &terms, today)
	}

	fn not_renewable(why: NotRenewable) -> DispatchError {
		match why {
			NotRenewable::TooLate => Error::<T>::RenewedTooLate,
			NotRenewable::NotInGoodStanding => Error::<T>::NotInGoodStanding,
			NotRenewable::NotCovered => Error::<T>::RenewalNotCovered,
		}
		.into()
	}
}

/// What the enterprise signs to accept an amendment: Blake2 of the SCALE encoding of the loan's number and the amendment.
pub fn hash_of_amendment(id: LoanId, amendment: &Amendment) -> H256 {
	use codec::Encode;
	H256(sp_io::hashing::blake2_256(&(id, amendment).encode()))
}
