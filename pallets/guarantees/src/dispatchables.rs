use crate::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{Get, UnixTime},
	BoundedVec,
};
use lingnan_lending::guarantee::{check, PartsFault};
use lingnan_support::{
	date_of, loan::LoanState, share_of, Amount, BasisPoints, Date, GuaranteeId, GuarantorId, Institutions,
	LoanAccounts, LoanFacts, LoanId, Members, Timestamp, WHOLE,
};
use sp_core::H256;

impl<T> From<PartsFault> for Error<T> {
	fn from(fault: PartsFault) -> Self {
		match fault {
			PartsFault::Empty => Self::EmptyPart,
			PartsFault::Twice => Self::TwoParts,
			PartsFault::NothingBehind => Self::NothingBehind,
			PartsFault::BeyondPart => Self::BeyondPart,
			PartsFault::BeyondWhole => Self::BeyondWhole,
			PartsFault::NotTheScheme => Self::NotTheScheme,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn today() -> Date {
		date_of(T::Clock::now().as_secs())
	}

	fn get(guarantee: GuaranteeId) -> Result<Guarantee, Error<T>> {
		Guarantees::<T>::get(guarantee).ok_or(Error::<T>::NotFound)
	}

	/// The lender of a guarantee, whatever its standing: what it does with what stands is its right and its duty.
	fn of_lender(who: &T::AccountId, guarantee: GuaranteeId) -> Result<Guarantee, Error<T>> {
		let found = Self::get(guarantee)?;
		ensure!(T::Institutions::key_of(found.institution).as_ref() == Some(who), Error::<T>::NotAuthorized);
		Ok(found)
	}

	/// A guarantee, the guarantor whose key this is, and the place of its part.
	fn of_guarantor(who: &T::AccountId, guarantee: GuaranteeId) -> Result<(Guarantee, GuarantorId, usize), Error<T>> {
		let found = Self::get(guarantee)?;
		let guarantor = GuarantorByKey::<T>::get(who).ok_or(Error::<T>::NotAuthorized)?;
		let place = Self::place(&found, guarantor).map_err(|_| Error::<T>::NotAuthorized)?;
		Ok((found, guarantor, place))
	}

	fn place(guarantee: &Guarantee, guarantor: GuarantorId) -> Result<usize, Error<T>> {
		let place = guarantee.parts.iter().position(|part| part.part.guarantor == guarantor);
		place.ok_or(Error::<T>::NotFound)
	}

	/// The loan has not begun, and can.
	fn ensure_pending(loan: LoanId) -> Result<(), Error<T>> {
		ensure!(T::Loans::facts(loan).is_none(), Error::<T>::LoanBegun);
		Ok(())
	}

	/// The loan behind which the guarantee stands today.
	fn ensure_bound(guarantee: &Guarantee) -> Result<LoanFacts, Error<T>> {
		let facts = T::Loans::facts(guarantee.loan).ok_or(Error::<T>::LoanNotBegun)?;
		ensure!(guarantee.is_signed(), Error::<T>::Lapsed);
		ensure!(guarantee.released_on.is_none(), Error::<T>::Released);
		ensure!(facts.state != LoanState::Closed, Error::<T>::Discharged);
		Ok(facts)
	}

	/// The guarantees of a loan that were not given back.
	pub(crate) fn standing(loan: LoanId) -> Vec<(GuaranteeId, Guarantee)> {
		let all = OfLoan::<T>::get(loan).into_iter().filter_map(|id| Some((id, Guarantees::<T>::get(id)?)));
		all.filter(|(_, guarantee)| guarantee.released_on.is_none()).collect()
	}

	/// What guarantors have paid on a loan, in basis points of what was covered.
	pub(crate) fn paid_on(loan: LoanId) -> BasisPoints {
		let all = OfLoan::<T>::get(loan).into_iter().filter_map(Guarantees::<T>::get);
		all.fold(0, |sum: BasisPoints, guarantee| sum.saturating_add(guarantee.paid()))
	}

	/// What a guarantor pays the lender today, rounded down. What others paid lowers nothing: the borrower owes it still, to
	/// them. What was recovered does.
	pub(crate) fn amount(guarantee: &Guarantee, part: &SignedPart, facts: &LoanFacts) -> Amount {
		let open = match guarantee.covers {
			Covered::Principal => facts.outstanding_principal.min(facts.payoff),
			Covered::Debt => facts.payoff,
		};
		share_of(open, part.part.share)
	}

	pub(crate) fn do_propose(who: &T::AccountId, spec: GuaranteeSpec) -> DispatchResult {
		let institution = T::Institutions::institution_of(who).ok_or(Error::<T>::NotAuthorized)?;
		Self::ensure_pending(spec.application.loan())?;
		let (lender, _, currency) = T::Loans::pending(spec.application).ok_or(Error::<T>::NotFound)?;
		ensure!(lender == institution, Error::<T>::NotAuthorized);
		let amount = T::Loans::pending_amount(spec.application).ok_or(Error::<T>::NotFound)?;
		for part in &spec.parts {
			let guarantor = Guarantors::<T>::get(part.guarantor).ok_or(Error::<T>::NotFound)?;
			ensure!(!guarantor.suspended, Error::<T>::Suspended);
			Self::ensure_room((part.guarantor, currency, institution), share_of(amount, part.share))?;
		}
		let kind = |guarantor| Guarantors::<T>::get(guarantor).map(|guarantor| guarantor.spec.kind);
		check(spec.scheme, &spec.parts, kind).map_err(Error::<T>::from)?;

		let loan = spec.application.loan();
		let others = Self::standing(loan);
		let share = others.iter().fold(0, |sum: BasisPoints, (_, other)| sum.saturating_add(other.share()));
		let own = lingnan_lending::guarantee::paid_to_lender(&spec.parts);
		ensure!(share.saturating_add(own) <= WHOLE, Error::<T>::BeyondWhole);

		let id = NextGuarantee::<T>::get();
		OfLoan::<T>::try_mutate(loan, |all| all.try_push(id)).map_err(|_| Error::<T>::LimitExceeded)?;
		NextGuarantee::<T>::put(id.next().ok_or(Error::<T>::LimitExceeded)?);
		let unsigned = |part: &GuaranteePart| SignedPart {
			part: *part,
			signed_on: None,
			stated_on: None,
			paid_on: None,
			agreed_to: None,
			stands_for: share_of(amount, part.share),
		};
		let parts: Vec<SignedPart> = spec.parts.iter().map(unsigned).collect();
		for part in &parts {
			OfGuarantor::<T>::insert(part.part.guarantor, id, ());
		}
		let guarantee = Guarantee {
			loan,
			institution,
			currency,
			scheme: spec.scheme,
			model: spec.model,
			covers: spec.covers,
			terms: H256(sp_io::hashing::blake2_256(&spec.encode())),
			parts: BoundedVec::truncate_from(parts),
			proposed_on: Self::today(),
			called_on: None,
			released_on: None,
			freed: false,
		};
		Guarantees::<T>::insert(id, guarantee);
		Self::deposit_event(Event::Proposed { guarantee: id, spec });
		Ok(())
	}

	pub(crate) fn do_sign(who: &T::AccountId, id: GuaranteeId, terms: H256) -> DispatchResult {
		let (mut guarantee, guarantor, place) = Self::of_guarantor(who, id)?;
		ensure!(Self::is_in_good_standing(guarantor), Error::<T>::Suspended);
		Self::ensure_pending(guarantee.loan)?;
		ensure!(T::Loans::pending(guarantee.loan.application()).is_some(), Error::<T>::NotFound);
		ensure!(guarantee.terms == terms, Error::<T>::TermsChanged);
		Self::date(&mut guarantee, place, |part| &mut part.signed_on)?;
		let amount = guarantee.parts.get(place).map_or(0, |part| part.stands_for);
		let account = (guarantor, guarantee.currency, guarantee.institution);
		Self::ensure_room(account, amount)?;
		Self::use_room(account, amount);
		Guarantees::<T>::insert(id, guarantee);
		Self::deposit_event(Event::Signed { guarantee: id, guarantor });
		Ok(())
	}

	pub(crate) fn do_agree_to_amendment(
		who: &T::AccountId,
		id: GuaranteeId,
		amendment: H256,
		valid_until: Timestamp,
	) -> DispatchResult {
		let (mut guarantee, guarantor, place) = Self::of_guarantor(who, id)?;
		Self::ensure_bound(&guarantee)?;
		// Its lender could have put the same in its place until another second, after the guarantor read it and before its word
		// arrived.
		let read = Some((amendment, valid_until));
		ensure!(T::Loans::proposed(guarantee.loan) == read, Error::<T>::TermsChanged);
		let part = guarantee.parts.get_mut(place).ok_or(Error::<T>::NotFound)?;
		ensure!(part.agreed_to != read, Error::<T>::AlreadyDone);
		part.agreed_to = read;
		Guarantees::<T>::insert(id, guarantee);
		Self::deposit_event(Event::AmendmentAgreed { guarantee: id, guarantor, amendment, valid_until });
		Ok(())
	}

	/// Notes that something of a part happened today, which had not.
	fn date(
		guarantee: &mut Guarantee,
		place: usize,
		field: impl FnOnce(&mut SignedPart) -> &mut Option<Date>,
	) -> Result<(), Error<T>> {
		let date = field(guarantee.parts.get_mut(place).ok_or(Error::<T>::NotFound)?);
		ensure!(date.is_none(), Error::<T>::AlreadyDone);
		*date = Some(Self::today());
		Ok(())
	}

	pub(crate) fn do_refuse(who: &T::AccountId, id: GuaranteeId) -> DispatchResult {
		let (mut guarantee, guarantor, place) = Self::of_guarantor(who, id)?;
		Self::ensure_pending(guarantee.loan)?;
		let signed = guarantee.parts.get(place).is_some_and(|part| part.signed_on.is_some());
		ensure!(!signed, Error::<T>::AlreadyDone);
		Self::forget(id, &mut guarantee);
		Self::deposit_event(Event::Refused { guarantee: id, guarantor });
		Ok(())
	}

	pub(crate) fn do_withdraw(who: &T::AccountId, id: GuaranteeId) -> DispatchResult {
		let mut guarantee = Self::of_lender(who, id)?;
		Self::ensure_pending(guarantee.loan)?;
		Self::forget(id, &mut guarantee);
		Self::deposit_event(Event::Withdrawn { guarantee: id });
		Ok(())
	}

	pub(crate) fn forget(id: GuaranteeId, guarantee: &mut Guarantee) {
		Self::free(guarantee);
		Guarantees::<T>::remove(id);
		for part in &guarantee.parts {
			OfGuarantor::<T>::remove(part.part.guarantor, id);
		}
		OfLoan::<T>::mutate_exists(guarantee.loan, |all| {
			if let Some(left) = all {
				left.retain(|other| *other != id);
				if left.is_empty() {
					*all = None;
				}
			}
		});
	}

	/// The last day on which a guarantee can be called, once the loan was.
	pub(crate) fn call_by(facts: &LoanFacts) -> Option<Date> {
		facts.called_on.map(|called| called.saturating_add(T::CallDays::get()))
	}

	pub(crate) fn pay_by(guarantee: &Guarantee) -> Option<Date> {
		guarantee.called_on.map(|called| called.saturating_add(T::PayDays::get()))
	}

	/// It was called, and not for a default before the one that stands. Who began to pay goes on.
	pub(crate) fn is_called(guarantee: &Guarantee, facts: &LoanFacts) -> bool {
		let called = guarantee.called_on;
		called.is_some() && (called >= facts.defaulted_on || guarantee.paid() > 0)
	}

	/// The loan was called or is in default, and not cured.
	pub(crate) fn is_payable(facts: &LoanFacts) -> bool {
		facts.called_on.is_some() || facts.state == LoanState::InDefault
	}

	pub(crate) fn do_call(who: &T::AccountId, id: GuaranteeId) -> DispatchResult {
		let mut guarantee = Self::of_lender(who, id)?;
		let facts = Self::ensure_bound(&guarantee)?;
		// A call that a cure took back is made anew, with its days.
		let renewed = guarantee.paid() == 0 && guarantee.called_on < facts.called_on;
		ensure!(!Self::is_called(&guarantee, &facts) || renewed, Error::<T>::AlreadyDone);
		let today = Self::today();
		match Self::call_by(&facts) {
			Some(last) => ensure!(today <= last, Error::<T>::Expired),
			None => {
				let long = facts.state == LoanState::InDefault && facts.material_days >= T::DefaultDays::get();
				ensure!(long, Error::<T>::LoanNotCalled);
			},
		}
		guarantee.called_on = Some(today);
		let pay_by = Self::pay_by(&guarantee).unwrap_or(today);
		Guarantees::<T>::insert(id, guarantee);
		Self::deposit_event(Event::Called { guarantee: id, pay_by });
		Ok(())
	}

	pub(crate) fn do_state_payment(who: &T::AccountId, id: GuaranteeId) -> DispatchResult {
		let (mut guarantee, guarantor, place) = Self::of_guarantor(who, id)?;
		ensure!(guarantee.called_on.is_some(), Error::<T>::NotCalled);
		Self::ensure_front_paid(&guarantee, place)?;
		Self::date(&mut guarantee, place, |part| &mut part.stated_on)?;
		Guarantees::<T>::insert(id, guarantee);
		Self::deposit_event(Event::PaymentStated { guarantee: id, guarantor });
		Ok(())
	}

	/// Who stands behind another owes nothing before that one has paid.
	fn ensure_front_paid(guarantee: &Guarantee, place: usize) -> Result<(), Error<T>> {
		let part = guarantee.parts.get(place).ok_or(Error::<T>::NotFound)?;
		let Some(front) = part.part.backs else { return Ok(()) };
		let front = guarantee.direct().find(|other| other.part.guarantor == front);
		ensure!(front.is_some_and(|front| front.paid_on.is_some()), Error::<T>::FrontNotPaid);
		Ok(())
	}

	pub(crate) fn do_record_payment(who: &T::AccountId, id: GuaranteeId, guarantor: GuarantorId) -> DispatchResult {
		let mut guarantee = Self::of_lender(who, id)?;
		let facts = Self::ensure_bound(&guarantee)?;
		ensure!(Self::is_called(&guarantee, &facts), Error::<T>::NotCalled);
		// Nobody pays for a default that was cured.
		ensure!(Self::is_payable(&facts), Error::<T>::LoanNotCalled);
		let place = Self::place(&guarantee, guarantor)?;
		let part = *guarantee.parts.get(place).ok_or(Error::<T>::NotFound)?;
		// Who stands behind another pays that one.
		ensure!(part.part.backs.is_none(), Error::<T>::NotFound);
		ensure!(part.paid_on.is_none(), Error::<T>::AlreadyDone);
		let amount = Self::amount(&guarantee, &part, &facts);
		ensure!(amount > 0, Error::<T>::NothingOwed);
		Self::date(&mut guarantee, place, |part| &mut part.paid_on)?;
		Self::note_claim((guarantor, guarantee.currency, guarantee.institution), amount);
		let taken = T::Loans::credit_guarantee(guarantee.loan, amount, id)?;
		// All or nothing: of a part that is not taken whole the guarantor would get too much of what is recovered.
		ensure!(taken == amount, Error::<T>::NothingOwed);
		Guarantees::<T>::insert(id, guarantee);
		Self::deposit_event(Event::Paid { guarantee: id, guarantor });
		Ok(())
	}

	pub(crate) fn do_record_reimbursement(who: &T::AccountId, id: GuaranteeId, by: GuarantorId) -> DispatchResult {
		let (mut guarantee, guarantor, _) = Self::of_guarantor(who, id)?;
		let place = Self::place(&guarantee, by)?;
		let front = guarantee.parts.get(place).and_then(|part| part.part.backs);
		ensure!(front == Some(guarantor), Error::<T>::NotAuthorized);
		Self::ensure_front_paid(&guarantee, place)?;
		Self::date(&mut guarantee, place, |part| &mut part.paid_on)?;
		Guarantees::<T>::insert(id, guarantee);
		Self::deposit_event(Event::Reimbursed { guarantee: id, guarantor, by });
		Ok(())
	}

	pub(crate) fn do_release(who: &T::AccountId, id: GuaranteeId) -> DispatchResult {
		let mut guarantee = Self::of_lender(who, id)?;
		ensure!(T::Loans::facts(guarantee.loan).is_some(), Error::<T>::LoanNotBegun);
		ensure!(guarantee.released_on.is_none(), Error::<T>::Released);
		guarantee.released_on = Some(Self::today());
		Self::free(&mut guarantee);
		Guarantees::<T>::insert(id, guarantee);
		Self::deposit_event(Event::Released { guarantee: id });
		Ok(())
	}
}
