//! Trade receivables, and the registry of duplicate documents.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_support::{
	Act, Amount, AssetId, Enterprises, Institutions, LienId, RegistrationIssue, RegistrationNumber, Text, MAX_AMOUNT,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_receivable(who: T::AccountId, spec: ReceivableSpec) -> DispatchResult {
		let today = Self::today();
		ensure!(T::Enterprises::exists(&spec.creditor), Error::<T>::NotFound);
		let act = Act::Pledge(Some(spec.currency), spec.face_value);
		ensure!(T::Enterprises::may(&who, &spec.creditor, act)?, Error::<T>::NotAuthorized);
		ensure!(T::Enterprises::is_active(&spec.creditor), Error::<T>::EnterpriseNotActive);
		ensure!(spec.kind.is_trade_document(), Error::<T>::WrongKind);
		ensure!(spec.obligor.is_valid(), Error::<T>::InvalidName);
		Self::ensure_obligor(&spec)?;
		ensure!((1..=MAX_AMOUNT).contains(&spec.face_value), Error::<T>::LimitExceeded);
		ensure!(spec.issued <= today && spec.issued <= spec.due && spec.due >= today, Error::<T>::InvalidDate);
		let attested = spec.exact_token.map(|token| Self::ensure_attested(&spec, token)).transpose()?;

		let open = OpenDocuments::<T>::get(&spec.creditor);
		ensure!(open < MAX_DOCUMENTS, Error::<T>::TooManyDocuments);
		OpenDocuments::<T>::insert(&spec.creditor, open.saturating_add(1));

		let (parts, collected) = Default::default();
		let record = Receivable { spec: spec.clone(), document: None, cancelled: false, parts, collected };
		let asset = Self::enter(spec.kind, Substance::Receivable(record))?;
		Self::deposit_event(Event::ReceivableRegistered { asset, receivable: spec });
		match attested {
			Some((key, agency)) => Self::join(asset, key, agency),
			None => Ok(()),
		}
	}

	pub(crate) fn do_cancel_receivable(who: T::AccountId, id: AssetId) -> DispatchResult {
		let (_, receivable) = Self::receivable(id)?;
		let creditor = receivable.spec.creditor.clone();
		ensure!(T::Enterprises::may(&who, &creditor, Act::Daily)?, Error::<T>::NotAuthorized);
		ensure!(!receivable.cancelled, Error::<T>::Cancelled);
		ensure!(!receivable.is_financed(), Error::<T>::AlreadyFinanced);
		ensure!(Ranking::<T>::get(id).is_empty(), Error::<T>::Pledged);

		Self::part(id)?;
		let (mut asset, mut receivable) = Self::receivable(id)?;
		receivable.cancelled = true;
		asset.substance = Substance::Receivable(receivable);
		Assets::<T>::insert(id, asset);
		Self::close_document(&creditor);
		Self::deposit_event(Event::ReceivableCancelled { asset: id });
		Ok(())
	}

	/// Another firm's number, that no registrar would refuse.
	fn ensure_obligor(spec: &ReceivableSpec) -> DispatchResult {
		let Some(number) = &spec.obligor_number else { return Ok(()) };
		// Where the outer check alone fails the registrar may have said so.
		let holds = matches!(number.check(), Ok(()) | Err(RegistrationIssue::OuterCheck));
		ensure!(holds && *number != spec.creditor, Error::<T>::InvalidObligor);
		Ok(())
	}

	/// The obligor's word: of the obligor itself where it is an enterprise of this chain, otherwise by an agency.
	pub(crate) fn do_confirm_debt(who: T::AccountId, id: AssetId, amount: Amount) -> DispatchResult {
		let (_, receivable) = Self::receivable(id)?;
		let obligor = receivable.spec.obligor_number.as_ref();
		let agency = match obligor.filter(|number| T::Enterprises::exists(number)) {
			Some(obligor) => {
				let by_agency = Self::ensure_issuer(&who).is_ok();
				let refusal = if by_agency { Error::<T>::ObligorConfirms } else { Error::<T>::NotAuthorized };
				ensure!(T::Enterprises::may(&who, obligor, Act::Daily)?, refusal);
				let both = T::Enterprises::may(&who, &receivable.spec.creditor, Act::Daily)?;
				ensure!(!both, Error::<T>::OwnObligor);
				None
			},
			None => Some(Self::ensure_issuer(&who)?),
		};
		ensure!(!receivable.cancelled, Error::<T>::Cancelled);
		ensure!((1..=Self::remaining(id, &receivable)).contains(&amount), Error::<T>::LimitExceeded);
		let earlier = Confirmations::<T>::get(id).map_or(0, |earlier| earlier.amount);
		ensure!(amount > earlier, Error::<T>::AlreadyConfirmed);
		let confirmation = ObligorConfirmation { amount, on: Self::today(), agency };
		Confirmations::<T>::insert(id, confirmation);
		Self::deposit_event(Event::DebtConfirmed { asset: id, confirmation });
		Ok(())
	}

	pub(crate) fn do_note_credit(who: T::AccountId, id: AssetId, note: CreditNoteSpec) -> DispatchResult {
		let (asset, receivable) = Self::receivable(id)?;
		let by = Self::states_credit(&who, &asset, &receivable)?;
		ensure!(!receivable.cancelled, Error::<T>::Cancelled);
		ensure!(note.number.is_valid(), Error::<T>::InvalidNumber);
		let today = Self::today();
		ensure!((receivable.spec.issued..=today).contains(&note.issued), Error::<T>::InvalidDate);
		let remaining = Self::remaining(id, &receivable);
		ensure!((1..=remaining).contains(&note.amount), Error::<T>::LimitExceeded);
		// Who confirmed cannot deny; the creditor disposes of its own claim.
		let stands = Confirmations::<T>::get(id).map_or(0, |confirmed| confirmed.amount);
		let denies = remaining.saturating_sub(note.amount) < stands && by != NotedBy::Creditor;
		ensure!(!denies, Error::<T>::DebtStands);
		let before = Self::shorts(id, &receivable);
		CreditNotes::<T>::try_mutate(id, |notes| {
			ensure!(!notes.iter().any(|stated| stated.note.number == note.number), Error::<T>::AlreadyExists);
			let stated = CreditNote { note: note.clone(), by, stated_on: today };
			notes.try_push(stated).map_err(|_| Error::<T>::TooManyNotes)?;
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::CreditNoted { asset: id, note, by });
		Self::tell_shorts(id, &receivable, before);
		Ok(())
	}

	/// Whoever stated it, as the same: what it lowered is owed again, and what was lent on the receivable is secured as before or
	/// better.
	pub(crate) fn do_withdraw_credit_note(who: T::AccountId, id: AssetId, number: Text<64>) -> DispatchResult {
		let (asset, receivable) = Self::receivable(id)?;
		ensure!(!receivable.cancelled, Error::<T>::Cancelled);
		let mut notes = CreditNotes::<T>::get(id);
		let place = notes.iter().position(|stated| stated.note.number == number).ok_or(Error::<T>::NotFound)?;
		let stated = notes.remove(place);
		ensure!(Self::acts_as(&who, stated.by, &asset, &receivable)?, Error::<T>::NotAuthorized);
		Self::ensure_not_realised(id, &receivable)?;
		let before = Self::shorts(id, &receivable);
		// The obligor's word goes no further than what the note left of it, until it gives another.
		let left = Self::remaining(id, &receivable);
		Confirmations::<T>::mutate_extant(id, |confirmation| confirmation.amount = confirmation.amount.min(left));
		CreditNotes::<T>::insert(id, notes);
		Self::deposit_event(Event::CreditNoteWithdrawn { asset: id, number });
		Self::tell_shorts(id, &receivable, before);
		Ok(())
	}

	/// Prices are judged by what remained, and liens ended by it.
	fn ensure_not_realised(id: AssetId, receivable: &Receivable) -> DispatchResult {
		let state = |lien: &LienId| Liens::<T>::get(lien).map(|record| record.state);
		let enforced = |lien: &LienId| matches!(state(lien), Some(LienState::Enforced { .. }));
		ensure!(!receivable.parts.iter().any(enforced), Error::<T>::Realised);
		let defaulted = |lien: &LienId| state(lien) == Some(LienState::Defaulted);
		ensure!(!Ranking::<T>::get(id).iter().any(defaulted), Error::<T>::InDefault);
		Ok(())
	}

	/// Tells each lender of whose part more, or less, is owed no more than before.
	fn tell_shorts(id: AssetId, receivable: &Receivable, before: Vec<(LienId, Lien, Amount)>) {
		for ((lien, record, short), (_, _, known)) in Self::shorts(id, receivable).into_iter().zip(before) {
			if let Some(loan) = record.loan.filter(|_| short != known) {
				Self::deposit_event(Event::SecurityShort { lien, loan, short });
			}
		}
	}

	/// Whether the signer is who stated a credit note.
	fn acts_as(who: &T::AccountId, by: NotedBy, asset: &Asset, receivable: &Receivable) -> Result<bool, DispatchError> {
		match by {
			NotedBy::Creditor => {
				let creditor = &receivable.spec.creditor;
				Ok(asset.owners().contains(creditor) && T::Enterprises::may(who, creditor, Act::Daily)?)
			},
			NotedBy::Obligor => match &receivable.spec.obligor_number {
				Some(obligor) => T::Enterprises::may(who, obligor, Act::Daily),
				None => Ok(false),
			},
			NotedBy::Agency(agency) => Ok(Self::ensure_issuer(who).is_ok_and(|issuer| issuer == agency)),
		}
	}

	/// As whom the signer states a credit note.
	fn states_credit(who: &T::AccountId, asset: &Asset, receivable: &Receivable) -> Result<NotedBy, DispatchError> {
		let creditor = &receivable.spec.creditor;
		if asset.owners().contains(creditor) && T::Enterprises::may(who, creditor, Act::Daily)? {
			return Ok(NotedBy::Creditor);
		}
		if let Some(obligor) = &receivable.spec.obligor_number {
			if T::Enterprises::may(who, obligor, Act::Daily)? {
				return Ok(NotedBy::Obligor);
			}
		}
		Self::ensure_issuer(who).map(NotedBy::Agency)
	}

	pub(crate) fn do_set_collection_account(who: T::AccountId, id: AssetId, reference: H256) -> DispatchResult {
		Self::receivable(id)?;
		let institution = T::Institutions::institution_of(&who).ok_or(Error::<T>::NotAuthorized)?;
		let liens: Vec<Lien> = Ranking::<T>::get(id).into_iter().filter_map(Liens::<T>::get).collect();
		let first = liens.first().ok_or(Error::<T>::NotLive)?;
		let set = CollectionAccounts::<T>::get(id).map(|account| account.institution);
		let set = set.filter(|setter| liens.iter().any(|lien| lien.institution == *setter));
		match set {
			Some(setter) => ensure!(setter == institution, Error::<T>::SetByAnother),
			None => ensure!(first.institution == institution, Error::<T>::NotFirstRank),
		}
		CollectionAccounts::<T>::insert(id, CollectionAccount { reference, institution, since: Self::today() });
		Self::deposit_event(Event::CollectionAccountSet { asset: id, institution, reference });
		Ok(())
	}

	/// A document that was financed or cancelled leaves room for another.
	pub(crate) fn close_document(creditor: &RegistrationNumber) {
		OpenDocuments::<T>::mutate_exists(creditor, |open| {
			*open = open.map(|count| count.saturating_sub(1)).filter(|count| *count > 0);
		});
	}

	pub(crate) fn receivable(id: AssetId) -> Result<(Asset, Receivable), DispatchError> {
		let asset = Self::asset(id)?;
		match asset.substance.clone() {
			Substance::Receivable(receivable) => Ok((asset, receivable)),
			Substance::Right(_) => Err(Error::<T>::WrongKind.into()),
		}
	}
}
