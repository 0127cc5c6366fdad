//! Trade documents: what the agencies that issue them say, and which registration of a document stands against which.
//!
//! A document is known by its exact token, and by the token of the customs declaration that it names. Whoever registers one
//! chooses what he registers, so a registration that no agency confirmed stands only against others of its kind.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_documents::Form;
use lingnan_support::{
	civil, Agencies, AgencyId, AgencyRight, AssetId, CustomsDeclaration, Date, DocumentsAbroad, Enterprises,
	InstitutionId, LoanId, RegistrationNumber, MAX_AMOUNT,
};
use sp_core::H256;

/// The token of a declaration: of its canonical form, as `lingnan document token --declaration` makes it.
pub fn declaration_token(number: &CustomsDeclaration) -> Option<H256> {
	let number = core::str::from_utf8(&number.0).ok()?;
	Form::declared(number).map(|form| H256(form.token()))
}

/// By what a document is known: its exact token, and that of the declaration that it names.
pub fn keys(exact_token: H256, declaration: Option<&CustomsDeclaration>) -> Vec<H256> {
	let declared = declaration.and_then(declaration_token).filter(|token| *token != exact_token);
	core::iter::once(exact_token).chain(declared).collect()
}

/// Months since the year 0, to compare days by their months.
pub(crate) fn month_of(date: Date) -> u32 {
	let (year, month, _) = civil(date);
	year.saturating_mul(12).saturating_add(month)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_attest_document(who: T::AccountId, document: DocumentSpec) -> DispatchResult {
		let agency = Self::ensure_issuer(&who)?;
		ensure!(T::Enterprises::profile(&document.creditor).is_some(), Error::<T>::NotFound);
		ensure!(document.kind.is_trade_document(), Error::<T>::WrongKind);
		Self::ensure_declaration(document.kind, document.declaration.as_ref())?;
		ensure!((1..=MAX_AMOUNT).contains(&document.face_value), Error::<T>::LimitExceeded);
		ensure!(document.token_version == TOKEN_VERSION, Error::<T>::InvalidTokenVersion);
		Self::enter_attestation(agency, document.clone())?;
		Self::deposit_event(Event::DocumentAttested { agency, document: document.clone() });

		if let Some(id) = RegisteredBy::<T>::get(document.exact_token, &document.creditor) {
			let (_, receivable) = Self::receivable(id)?;
			if document.agrees_with(&receivable.spec) {
				Self::confirm(id, agency)?;
			}
		}
		Ok(())
	}

	pub(crate) fn do_withdraw_attestation(who: T::AccountId, exact_token: H256) -> DispatchResult {
		let agency = Self::ensure_issuer(&who)?;
		let attested = Attested::<T>::get(exact_token).ok_or(Error::<T>::NotFound)?;
		// What an agency said that may say nothing any more is for the others to put right.
		let speechless = !T::Agencies::has_right(attested.agency, AgencyRight::Customs);
		ensure!(attested.agency == agency || speechless, Error::<T>::NotAuthorized);
		let document = attested.document;
		ensure!(document.exact_token == exact_token, Error::<T>::NotFound);
		// Whoever holds the document by now, a loan rests on it.
		let financed = Documents::<T>::get(exact_token).financed.is_some_and(Self::is_confirmed);
		ensure!(!financed, Error::<T>::AlreadyFinanced);
		if let Some(id) = RegisteredBy::<T>::get(exact_token, &document.creditor) {
			let (mut asset, mut receivable) = Self::receivable(id)?;
			ensure!(receivable.financed.is_none(), Error::<T>::AlreadyFinanced);
			ensure!(!Kept::<T>::contains_key(id), Error::<T>::Reserved);
			receivable.confirmed = false;
			asset.substance = Substance::Receivable(receivable);
			Assets::<T>::insert(id, asset);
		}
		for key in keys(exact_token, document.declaration.as_ref()) {
			Attested::<T>::remove(key);
		}
		Self::deposit_event(Event::AttestationWithdrawn { agency, exact_token });
		Ok(())
	}

	/// The agency calculated the token from its own record of the document: it signs the token, and not what was registered.
	pub(crate) fn do_confirm_receivable(who: T::AccountId, id: AssetId, exact_token: H256) -> DispatchResult {
		let agency = Self::ensure_issuer(&who)?;
		let (_, receivable) = Self::receivable(id)?;
		ensure!(!receivable.cancelled, Error::<T>::Cancelled);
		ensure!(!receivable.confirmed, Error::<T>::AlreadyConfirmed);
		ensure!(receivable.spec.exact_token == exact_token, Error::<T>::TokenMismatch);
		ensure!(!Self::is_refuted(&receivable), Error::<T>::AttestedOtherwise);
		Self::enter_attestation(agency, DocumentSpec::of(&receivable.spec))?;
		Self::confirm(id, agency)
	}

	fn ensure_issuer(who: &T::AccountId) -> Result<AgencyId, DispatchError> {
		T::Agencies::with_right(who, AgencyRight::Customs).ok_or_else(|| Error::<T>::NotAuthorized.into())
	}

	fn enter_attestation(agency: AgencyId, document: DocumentSpec) -> DispatchResult {
		let keys = keys(document.exact_token, document.declaration.as_ref());
		ensure!(!keys.iter().any(Attested::<T>::contains_key), Error::<T>::AlreadyExists);
		let attested = AttestedDocument { agency, document, attested_on: Self::today() };
		keys.iter().for_each(|key| Attested::<T>::insert(key, &attested));
		Ok(())
	}

	/// A registration is the document's: it stands against every other from now on.
	fn confirm(id: AssetId, agency: AgencyId) -> DispatchResult {
		let (mut asset, mut receivable) = Self::receivable(id)?;
		let (spec, financed) = (receivable.spec.clone(), receivable.financed);
		// Nobody abroad was asked about a document that nobody had confirmed, and whoever asks from there was told that it is
		// clear: it must not become a confirmed loan's beside theirs.
		ensure!(!Kept::<T>::contains_key(id), Error::<T>::Reserved);
		if financed.is_some() {
			for key in keys(spec.exact_token, spec.declaration.as_ref()) {
				ensure!(T::Abroad::financed_abroad(key).is_none(), Error::<T>::FinancedAbroad);
				ensure!(!T::Abroad::is_held(key), Error::<T>::HeldAbroad);
			}
		}
		receivable.confirmed = true;
		asset.substance = Substance::Receivable(receivable);
		Assets::<T>::insert(id, asset);
		if financed.is_some() {
			Self::note_financed(id, &spec);
			Self::tell_abroad(&spec);
		}
		Self::deposit_event(Event::ReceivableConfirmed { asset: id, agency });
		Ok(())
	}

	/// What an agency says of a document that is about to be registered. None if no agency says anything of it.
	pub(crate) fn ensure_attested(spec: &ReceivableSpec) -> Result<Option<AgencyId>, DispatchError> {
		let attested = Attested::<T>::get(spec.exact_token).filter(|a| a.document.exact_token == spec.exact_token);
		let others = keys(spec.exact_token, spec.declaration.as_ref())
			.iter()
			.any(|key| Attested::<T>::get(key).is_some_and(|a| a.document.creditor != spec.creditor));
		ensure!(!others, Error::<T>::AttestedOtherwise);
		let Some(attested) = attested else { return Ok(None) };
		ensure!(attested.document.agrees_with(spec), Error::<T>::DiffersFromAttested);
		Ok(Some(attested.agency))
	}

	/// An agency says that the document is another firm's, or that it reads otherwise.
	pub(crate) fn is_refuted(receivable: &Receivable) -> bool {
		let spec = &receivable.spec;
		let says_otherwise = |key: &H256| {
			Attested::<T>::get(key).is_some_and(|attested| {
				let document = attested.document;
				document.creditor != spec.creditor
					|| (document.exact_token == spec.exact_token && !document.agrees_with(spec))
			})
		};
		!receivable.confirmed && keys(spec.exact_token, spec.declaration.as_ref()).iter().any(says_otherwise)
	}

	pub(crate) fn is_confirmed(id: AssetId) -> bool {
		Self::receivable(id).is_ok_and(|(_, receivable)| receivable.confirmed)
	}

	/// Another registration of the document that is financed, and stands against this one.
	pub(crate) fn financed_before(id: AssetId, receivable: &Receivable) -> bool {
		Self::stands_against(id, receivable, |key| Documents::<T>::get(key).financed)
	}

	/// Another registration of the document that is reserved, and stands against this one.
	fn reserved_before(id: AssetId, receivable: &Receivable) -> bool {
		Self::stands_against(id, receivable, |key| ReservedDocuments::<T>::get(key))
			|| Self::stands_against(id, receivable, |key| ReservedUnconfirmed::<T>::get(key))
	}

	fn stands_against(id: AssetId, receivable: &Receivable, holder: impl Fn(&H256) -> Option<AssetId>) -> bool {
		let spec = &receivable.spec;
		keys(spec.exact_token, spec.declaration.as_ref())
			.iter()
			.filter_map(holder)
			.any(|other| other != id && (!receivable.confirmed || Self::is_confirmed(other)))
	}

	/// Keeps an asset's document, if it is one, for a loan whose money is about to go. The other chains are asked about
	/// confirmed documents only: what nobody confirmed must not be claimed there, and so cannot be cleared.
	pub(crate) fn keep_document(id: AssetId, institution: InstitutionId) -> DispatchResult {
		let Ok((_, receivable)) = Self::receivable(id) else { return Ok(()) };
		ensure!(!Self::reserved_before(id, &receivable), Error::<T>::Reserved);
		if receivable.confirmed {
			for key in keys(receivable.spec.exact_token, receivable.spec.declaration.as_ref()) {
				T::Abroad::ensure_clear(key, institution)?;
			}
		}
		for key in keys(receivable.spec.exact_token, receivable.spec.declaration.as_ref()) {
			// Neither confirmed nor unconfirmed while it is kept: it is found here again.
			if receivable.confirmed {
				ReservedDocuments::<T>::insert(key, id);
			} else {
				ReservedUnconfirmed::<T>::insert(key, id);
			}
		}
		Ok(())
	}

	/// The loan came to nothing.
	pub(crate) fn let_document_go(id: AssetId) {
		let Ok((_, receivable)) = Self::receivable(id) else { return };
		for key in keys(receivable.spec.exact_token, receivable.spec.declaration.as_ref()) {
			if receivable.confirmed {
				ReservedDocuments::<T>::remove(key);
			} else {
				ReservedUnconfirmed::<T>::remove(key);
			}
		}
	}

	/// The money went: the document is financed for ever, and the other chains are told if it is confirmed.
	pub(crate) fn finance_document(id: AssetId, loan: LoanId) {
		Self::let_document_go(id);
		let Ok((mut asset, mut receivable)) = Self::receivable(id) else { return };
		receivable.financed = Some(loan);
		let (spec, confirmed) = (receivable.spec.clone(), receivable.confirmed);
		Self::close_document(&spec.creditor);
		asset.substance = Substance::Receivable(receivable);
		Assets::<T>::insert(id, asset);
		Self::note_financed(id, &spec);
		if confirmed {
			Self::tell_abroad(&spec);
		}
	}

	/// Whether another place said that it financed the document, or the declaration that it names.
	pub(crate) fn financed_abroad(spec: &ReceivableSpec) -> bool {
		let financed = |key: &H256| T::Abroad::financed_abroad(*key).is_some();
		keys(spec.exact_token, spec.declaration.as_ref()).iter().any(financed)
	}

	/// Each key of it: over there it may be known by the declaration only.
	fn tell_abroad(spec: &ReceivableSpec) {
		for key in keys(spec.exact_token, spec.declaration.as_ref()) {
			// A declaration has no like: only the document counts as similar to others.
			let similar = if key == spec.exact_token { spec.coarse_token } else { key };
			T::Abroad::financed(key, similar);
		}
	}

	/// By what else a document is known by the word of the agency that issues it; the one asked for last.
	pub(crate) fn names(document: H256) -> Vec<H256> {
		let attested = Attested::<T>::get(document).map(|attested| attested.document);
		let known = attested.map(|spec| keys(spec.exact_token, spec.declaration.as_ref())).unwrap_or_default();
		known.into_iter().filter(|key| *key != document).chain([document]).collect()
	}

	/// A confirmed registration takes the place of one that is not, and never the other way round.
	fn note_financed(id: AssetId, spec: &ReceivableSpec) {
		let confirmed = Self::is_confirmed(id);
		for key in keys(spec.exact_token, spec.declaration.as_ref()) {
			Documents::<T>::mutate(key, |document| {
				if confirmed || document.financed.is_none() {
					document.financed = Some(id);
				}
			});
		}
	}

	/// The registration that an agency confirmed for a document's creditor.
	pub(crate) fn confirmed_registration(document: H256) -> Option<AssetId> {
		let attested = Attested::<T>::get(document)?.document;
		RegisteredBy::<T>::get(attested.exact_token, attested.creditor).filter(|id| Self::is_confirmed(*id))
	}

	/// Whom an agency says that a document belongs to.
	pub(crate) fn creditor_of(document: H256) -> Option<RegistrationNumber> {
		Attested::<T>::get(document).map(|attested| attested.document.creditor)
	}
}
