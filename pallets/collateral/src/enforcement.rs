//! How a lien is enforced: a proposal with a price that can be checked, time to object, and the money to each in turn.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
};
use lingnan_support::{
	share_of, Act, Agencies, AgencyRight, Amount, AssetId, Currency, Deadline, Enterprises, InstitutionId, LienId,
	LoanAccounts, LoanId, RegistrationNumber, Standstill, MAX_AMOUNT,
};
use sp_core::H256;

/// The lien that is enforced, the loan that it secures, and what is owed on it today. Minor units (fen, cents, avos).
pub(crate) struct Enforced {
	pub id: LienId,
	pub lien: Lien,
	pub loan: LoanId,
	pub owed: Amount,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose_enforcement(who: T::AccountId, id: LienId, realisation: Realisation) -> DispatchResult {
		let (lien, loan) = Self::enforceable(&who, id)?;
		let (currency, _) = T::Loans::owed(loan).ok_or(Error::<T>::NotDefaulted)?;
		Self::enter_proposal(id, &lien, currency, realisation)
	}

	/// The proposal, once it is known who makes it and in which currency.
	pub(crate) fn enter_proposal(
		id: LienId,
		lien: &Lien,
		currency: Currency,
		realisation: Realisation,
	) -> DispatchResult {
		ensure!((1..=MAX_AMOUNT).contains(&realisation.proceeds), Error::<T>::LimitExceeded);
		ensure!(realisation.costs <= realisation.proceeds / COSTS_SHARE, Error::<T>::CostsTooHigh);
		ensure!(realisation.evidence != H256::zero(), Error::<T>::EvidenceMissing);
		let earlier = Enforcements::<T>::get(id);
		let waits = earlier.as_ref().and_then(|earlier| earlier.objection.as_ref()).is_some_and(Self::is_undecided);
		ensure!(!waits, Error::<T>::ObjectionPending);
		let upheld = Upheld::<T>::get(id)
			.is_some_and(|(net, bars_until)| realisation.net() <= net && Self::today() <= bars_until);
		ensure!(!upheld, Error::<T>::ObjectionUpheld);
		let known = realisation.buyer.as_ref().is_none_or(|buyer| T::Enterprises::exists(buyer));
		ensure!(known, Error::<T>::NotFound);
		Self::ensure_price(lien, currency, &realisation)?;

		let object_until = Self::today().saturating_add(T::ObjectionDays::get());
		// What juniors stated stands: they need not watch for every change of price.
		let claims = earlier.map(|earlier| earlier.claims).unwrap_or_default();
		let (agreed, objection) = (Owners::default(), None);
		let proposal =
			Enforcement { realisation: realisation.clone(), currency, object_until, agreed, objection, claims };
		Enforcements::<T>::insert(id, proposal);
		Self::deposit_event(Event::EnforcementProposed { lien: id, realisation, currency, object_until });
		Ok(())
	}

	pub(crate) fn do_agree_to_enforcement(
		who: T::AccountId,
		id: LienId,
		owner: RegistrationNumber,
		realisation: Realisation,
	) -> DispatchResult {
		let (lien, mut proposal) = Self::proposal(id)?;
		// The owner gives the asset up, for a price that may be low: no mandate's amount covers that, and no frozen firm may.
		Self::ensure_owner(&who, &lien, &owner, Act::Pledge(None, Amount::MAX))?;
		ensure!(proposal.realisation == realisation, Error::<T>::EnforcementChanged);
		ensure!(!proposal.agreed.contains(&owner), Error::<T>::AlreadyExists);
		proposal.agreed.try_push(owner.clone()).map_err(|_| Error::<T>::InvalidOwners)?;
		Enforcements::<T>::insert(id, proposal);
		Self::deposit_event(Event::EnforcementAgreed { lien: id, owner });
		Ok(())
	}

	pub(crate) fn do_state_claim(who: T::AccountId, id: LienId, amount: Amount) -> DispatchResult {
		let lien = Self::held_by(&who, id)?;
		let first = *Ranking::<T>::get(lien.asset).first().ok_or(Error::<T>::NotProposed)?;
		ensure!(first != id, Error::<T>::NotProposed);
		let (_, mut proposal) = Self::proposal(first)?;
		ensure!(lien.loan.is_none(), Error::<T>::SecuresLoan);
		ensure!((1..=lien.secured_amount).contains(&amount), Error::<T>::LimitExceeded);
		ensure!(!proposal.claims.iter().any(|(stated, _)| *stated == id), Error::<T>::AlreadyExists);
		proposal.claims.try_push((id, amount)).map_err(|_| Error::<T>::TooManyLiens)?;
		// The owners agreed to other shares than these, and may object to them.
		proposal.agreed = Owners::default();
		proposal.object_until = Self::today().saturating_add(T::ObjectionDays::get()).max(proposal.object_until);
		let object_until = proposal.object_until;
		Enforcements::<T>::insert(first, proposal);
		Self::deposit_event(Event::ClaimStated { lien: id, amount, object_until });
		Ok(())
	}

	pub(crate) fn do_object_to_enforcement(
		who: T::AccountId,
		id: LienId,
		owner: RegistrationNumber,
		reason: H256,
	) -> DispatchResult {
		let (lien, mut proposal) = Self::proposal(id)?;
		Self::ensure_owner(&who, &lien, &owner, Act::Daily)?;
		let today = Self::today();
		ensure!(today <= proposal.object_until, Error::<T>::TooLate);
		// One that fell while no court spoke does not stand in the way of another.
		ensure!(!proposal.objection.as_ref().is_some_and(Self::is_undecided), Error::<T>::AlreadyExists);
		ensure!(!proposal.agreed.contains(&owner), Error::<T>::TooLate);
		proposal.objection = Some(Objection { owner: owner.clone(), reason, raised_on: today });
		Enforcements::<T>::insert(id, proposal);
		let decide_by = today.saturating_add(T::DecisionDays::get());
		Self::deposit_event(Event::EnforcementObjected { lien: id, owner, reason, decide_by });
		Ok(())
	}

	pub(crate) fn do_decide_objection(who: T::AccountId, id: LienId, upheld: bool, reason: H256) -> DispatchResult {
		ensure!(T::Agencies::with_right(&who, AgencyRight::Court).is_some(), Error::<T>::NotAuthorized);
		let (_, mut proposal) = Self::proposal(id)?;
		let waits = proposal.objection.take().is_some_and(|objection| Self::is_undecided(&objection));
		ensure!(waits, Error::<T>::NothingPending);
		if upheld {
			Enforcements::<T>::remove(id);
			let bars_until = Self::today().saturating_add(T::ObjectionDays::get());
			Upheld::<T>::insert(id, (proposal.realisation.net(), bars_until));
		} else {
			Enforcements::<T>::insert(id, proposal);
		}
		Self::deposit_event(Event::ObjectionDecided { lien: id, upheld, reason });
		Ok(())
	}

	pub(crate) fn do_enforce(who: T::AccountId, id: LienId) -> DispatchResult {
		let (lien, loan) = Self::enforceable(&who, id)?;
		let (_, proposal) = Self::proposal(id)?;
		// Who is about to pay on another lien relies on the asset; no other loan is reserved on it from the default on.
		ensure!(!Self::is_kept(lien.asset), Error::<T>::Reserved);
		Self::ensure_ripe(&lien, &proposal)?;
		let (currency, owed) = T::Loans::owed(loan).ok_or(Error::<T>::NotDefaulted)?;
		ensure!(currency == proposal.currency, Error::<T>::DifferentCurrency);
		// The liens are ended before: what closes a loan discharges its other security only.
		for (loan, amount, lien) in Self::settle(Enforced { id, lien, loan, owed }, proposal)? {
			T::Loans::credit(loan, amount, lien)?;
		}
		Ok(())
	}

	/// Ends the liens, hands the asset over, and says which loan gets what of which lien.
	pub(crate) fn settle(
		enforced: Enforced,
		proposal: Enforcement,
	) -> Result<Vec<(LoanId, Amount, LienId)>, DispatchError> {
		let Enforced { id, lien, loan, owed } = enforced;
		let currency = proposal.currency;
		let Realisation { buyer, proceeds, costs, price, .. } = proposal.realisation;
		let (asset, institution) = (lien.asset, lien.institution);
		let juniors: Vec<(LienId, Lien)> = Ranking::<T>::get(asset)
			.into_iter()
			.filter(|junior| *junior != id)
			.filter_map(|junior| Some((junior, Liens::<T>::get(junior)?)))
			.collect();
		let claims: Vec<_> =
			juniors.iter().map(|(id, junior)| Self::junior_claim(*id, junior, currency, &proposal.claims)).collect();
		let shares = waterfall::distribute(proceeds, costs, owed, &claims);

		let surplus = shares.owner;
		let mut payments = alloc::vec![(loan, shares.claim, id)];
		Self::end(id, lien, LienState::Enforced { proceeds, surplus });
		let stands = match (&buyer, price) {
			(None, Price::Evidenced) => Self::collect(asset, proceeds)?,
			_ => {
				Self::hand_over(asset, institution, buyer.clone())?;
				false
			},
		};
		for ((junior, record), paid) in juniors.iter().zip(&shares.juniors) {
			let (junior, paid) = (*junior, *paid);
			payments.extend(record.loan.map(|loan| (loan, paid, junior)));
			let paid = record.loan.is_none().then_some(paid);
			if !stands {
				Self::end(junior, record.clone(), LienState::Extinguished);
				Self::deposit_event(Event::LienExtinguished { lien: junior, paid });
			} else {
				Self::deposit_event(Event::LienPaid { lien: junior, paid });
			}
		}
		Self::deposit_event(Event::LienEnforced {
			lien: id,
			buyer,
			currency,
			costs: shares.costs,
			deposited: shares.deposited,
		});
		payments.retain(|(_, amount, _)| *amount > 0);
		Ok(payments)
	}

	/// So much of a receivable was paid. What remains is the owner's as before, and of those behind: who collects does not keep
	/// what it did not collect. Answers whether anything remains.
	fn collect(id: AssetId, proceeds: Amount) -> Result<bool, DispatchError> {
		let (mut asset, mut receivable) = Self::receivable(id)?;
		receivable.collected = receivable.collected.saturating_add(proceeds);
		let stands = Self::remaining(id, &receivable) > 0;
		asset.substance = Substance::Receivable(receivable);
		Assets::<T>::insert(id, asset);
		Ok(stands)
	}

	/// What a junior lien secures today: its loan's account, or what its holder stated where the debt is not on the chain.
	/// None where the loan is in another currency.
	fn junior_claim(id: LienId, junior: &Lien, currency: Currency, stated: &[(LienId, Amount)]) -> Option<Amount> {
		match junior.loan.and_then(T::Loans::owed) {
			None => Some(stated.iter().find(|(lien, _)| *lien == id).map_or(0, |(_, amount)| *amount)),
			Some((owed_in, owed)) => (owed_in == currency).then_some(owed),
		}
	}

	/// The first-ranking lien of a loan in default, if the signer is the institution that holds it.
	fn enforceable(who: &T::AccountId, id: LienId) -> Result<(Lien, LoanId), DispatchError> {
		let lien = Self::held_by(who, id)?;
		ensure!(lien.state == LienState::Defaulted, Error::<T>::NotDefaulted);
		ensure!(Ranking::<T>::get(lien.asset).first() == Some(&id), Error::<T>::NotFirstRank);
		let loan = lien.loan.ok_or(Error::<T>::NotDefaulted)?;
		Ok((lien, loan))
	}

	fn proposal(id: LienId) -> Result<(Lien, Enforcement), DispatchError> {
		let lien = Liens::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		let proposal = Enforcements::<T>::get(id).ok_or(Error::<T>::NotProposed)?;
		Ok((lien, proposal))
	}

	/// The firm owns the asset, and the signer may do this for it.
	fn ensure_owner(who: &T::AccountId, lien: &Lien, owner: &RegistrationNumber, act: Act) -> DispatchResult {
		ensure!(Self::asset(lien.asset)?.owners().contains(owner), Error::<T>::NotOwner);
		ensure!(T::Enterprises::may(who, owner, act)?, Error::<T>::NotAuthorized);
		Ok(())
	}

	/// A price is agreed with every owner, or at least the standing valuation less the governed share, or that of a sale or
	/// collection that papers show.
	fn ensure_price(lien: &Lien, currency: Currency, realisation: &Realisation) -> DispatchResult {
		let asset = Self::asset(lien.asset)?;
		match (realisation.price, &asset.substance) {
			(Price::Agreed, _) => Ok(()),
			(Price::Evidenced, Substance::Right(_)) => {
				// Who keeps a right has sold it to nobody.
				ensure!(realisation.buyer.is_some(), Error::<T>::BuyerMissing);
				Ok(())
			},
			(Price::Evidenced, Substance::Receivable(_)) => Ok(()),
			(Price::Appraised, substance) => {
				let (valued_in, value) = match substance {
					Substance::Right(_) => {
						let valuation = Valuations::<T>::get(lien.asset).ok_or(Error::<T>::NoValuation)?;
						let months = T::ValuationMonths::get();
						let stale = value::is_stale(valuation.valued_on, Self::today(), months);
						ensure!(!stale, Error::<T>::StaleValuation);
						(valuation.currency, valuation.value)
					},
					Substance::Receivable(receivable) => {
						(receivable.spec.currency, Self::remaining(lien.asset, receivable))
					},
				};
				ensure!(valued_in == currency, Error::<T>::DifferentCurrency);
				let least = value.saturating_sub(share_of(value, T::PriceDiscount::get()));
				ensure!(realisation.net() >= least, Error::<T>::PriceTooLow);
				Ok(())
			},
		}
	}

	/// Every owner has agreed and no other institution's lien stands behind, or the time to object is over and no objection
	/// stands; no court preserves the asset.
	fn ensure_ripe(lien: &Lien, proposal: &Enforcement) -> DispatchResult {
		let asset = Self::asset(lien.asset)?;
		if let Substance::Right(right) = &asset.substance {
			ensure!(right.encumbrance != Encumbrance::Preservation, Error::<T>::Encumbered);
		}
		let today = Self::today();
		let waits = proposal.objection.as_ref().is_some_and(Self::is_undecided);
		ensure!(!waits, Error::<T>::ObjectionPending);
		if asset.owners().iter().all(|owner| proposal.agreed.contains(owner)) {
			// The owners agree for themselves: who holds a lien behind has its days to state what it is owed.
			let behind = Ranking::<T>::get(lien.asset).into_iter().filter_map(Liens::<T>::get);
			let others = behind.into_iter().any(|junior| junior.institution != lien.institution);
			ensure!(!others || today > proposal.object_until, Error::<T>::TooEarly);
			return Ok(());
		}
		ensure!(proposal.realisation.price != Price::Agreed, Error::<T>::NotAgreed);
		ensure!(today > proposal.object_until, Error::<T>::TooEarly);
		Ok(())
	}

	/// Whether an objection still waits for a court, whose time runs out.
	fn is_undecided(objection: &Objection) -> bool {
		let days = T::Standstill::of(Deadline::Judgement).others(objection.raised_on, Self::today());
		days <= T::DecisionDays::get()
	}

	/// Gives an asset to the buyer, or to the institution that found none.
	fn hand_over(id: AssetId, institution: InstitutionId, buyer: Option<RegistrationNumber>) -> DispatchResult {
		let mut asset = Self::asset(id)?;
		Self::disown(id, &asset);
		asset.holder = buyer.is_none().then_some(institution);
		if let Some(buyer) = buyer {
			match &mut asset.substance {
				Substance::Right(right) => {
					right.owners = alloc::vec![buyer].try_into().map_err(|_| Error::<T>::InvalidOwners)?;
				},
				Substance::Receivable(receivable) => receivable.spec.creditor = buyer,
			}
		}
		Self::own(id, &asset);
		Assets::<T>::insert(id, asset);
		Ok(())
	}
}
