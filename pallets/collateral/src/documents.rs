//! Trade documents: what the agencies that issue them say, and which registration of a document stands against which.
//!
//! Tokens come from agencies alone. A document is known by its exact token, and by the token of the customs declaration that
//! it names, under each version of the issuer's key; the first token of each is its key in storage. A registration that no
//! agency confirmed has no token, and stands in nobody's way.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_support::{
	civil, Agencies, AgencyId, AgencyRight, AssetId, AssetKind, Date, DocumentsAbroad, Enterprises, InstitutionId,
	LienId, RegistrationNumber, MAX_AMOUNT,
};
use sp_core::H256;

/// Months since the year 0, to compare days by their months.
pub(crate) fn month_of(date: Date) -> u32 {
	let (year, month, _) = civil(date);
	year.saturating_mul(12).saturating_add(month)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_attest_document(
		who: T::AccountId,
		document: DocumentSpec,
		formerly: Option<H256>,
	) -> DispatchResult {
		let agency = Self::ensure_issuer(&who)?;
		ensure!(T::Enterprises::exists(&document.creditor), Error::<T>::NotFound);
		ensure!(document.kind.is_trade_document(), Error::<T>::WrongKind);
		ensure!((1..=MAX_AMOUNT).contains(&document.face_value), Error::<T>::LimitExceeded);
		Self::ensure_tokens(agency, document.kind, &document.tokens)?;
		match formerly.map(Self::first_of) {
			Some(first) if Attested::<T>::contains_key(first) => Self::renew(agency, first, document),
			// It was known by the documents that name it, or by nobody.
			Some(first) => {
				Self::ensure_same(document.tokens.exact, first)?;
				Self::enter_attestation(agency, document).map(|_| ())
			},
			None => Self::enter_attestation(agency, document).map(|_| ()),
		}
	}

	/// Made with a key in force; an export declaration names no other declaration.
	fn ensure_tokens(agency: AgencyId, kind: AssetKind, tokens: &DocumentTokens) -> DispatchResult {
		Self::ensure_in_force(agency, tokens.version)?;
		let names_itself = kind == AssetKind::ExportDeclaration || tokens.by_declaration == Some(tokens.exact);
		ensure!(tokens.by_declaration.is_none() || !names_itself, Error::<T>::InvalidDeclaration);
		Ok(())
	}

	/// The document under a later version of the key: both tokens are one document from now on.
	fn renew(agency: AgencyId, first: H256, document: DocumentSpec) -> DispatchResult {
		let mut attested = Attested::<T>::get(first).ok_or(Error::<T>::NotFound)?;
		ensure!(attested.agency == agency, Error::<T>::NotAuthorized);
		let (tokens, before) = (document.tokens, attested.document.tokens);
		let same = DocumentSpec { tokens: before, ..document } == attested.document;
		ensure!(same, Error::<T>::DiffersFromAttested);
		ensure!(tokens.by_declaration.is_some() == before.by_declaration.is_some(), Error::<T>::DiffersFromAttested);
		ensure!(attested.renewed.is_none() && tokens.version > before.version, Error::<T>::AlreadyRenewed);
		Self::ensure_same(tokens.exact, first)?;
		if let Some((later, first)) = tokens.by_declaration.zip(before.by_declaration) {
			Self::ensure_same(later, Self::first_of(first))?;
		}
		// Only a warning hangs on it, and many documents share one: where both are known already, both stay.
		let _ = Self::ensure_same(tokens.coarse, Self::first_of(before.coarse));
		attested.renewed = Some(tokens);
		Attested::<T>::insert(first, attested);
		// Whoever asks from abroad knows the later tokens only.
		if Documents::<T>::get(first).financed.is_some() {
			Self::tell_abroad(&tokens);
		}
		Self::deposit_event(Event::TokensRenewed { agency, exact_token: before.exact, tokens });
		Ok(())
	}

	/// Two tokens are of one form. Refused if the later one is known as something else.
	fn ensure_same(later: H256, first: H256) -> DispatchResult {
		if Self::first_of(later) == first {
			return Ok(());
		}
		let known = SameForm::<T>::contains_key(later)
			|| Attested::<T>::contains_key(later)
			|| Documents::<T>::contains_key(later)
			|| Similar::<T>::contains_key(later);
		ensure!(!known, Error::<T>::AlreadyExists);
		SameForm::<T>::insert(later, first);
		Ok(())
	}

	/// By which token a form is kept in storage: the first by which it was known.
	pub(crate) fn first_of(token: H256) -> H256 {
		let mut first = token;
		// What was first can have become another's later one, before anything rested on it.
		for _ in 0..MAX_NAMES {
			let Some(earlier) = SameForm::<T>::get(first) else { break };
			first = earlier;
		}
		first
	}

	pub(crate) fn do_withdraw_attestation(who: T::AccountId, exact_token: H256) -> DispatchResult {
		let agency = Self::ensure_issuer(&who)?;
		let key = Self::first_of(exact_token);
		let attested = Attested::<T>::get(key).ok_or(Error::<T>::NotFound)?;
		// What an agency said that may say nothing any more is for the others to put right.
		let speechless = !T::Agencies::has_right(attested.agency, AgencyRight::Customs);
		ensure!(attested.agency == agency || speechless, Error::<T>::NotAuthorized);
		// Whoever holds the document by now, a loan rests on it.
		let financed = Self::confirmed_registration(key).and_then(|id| Self::receivable(id).ok());
		ensure!(financed.is_none_or(|(_, receivable)| !receivable.is_financed()), Error::<T>::AlreadyFinanced);
		if let Some(id) = Registered::<T>::get(key) {
			ensure!(!Self::is_kept(id), Error::<T>::Reserved);
			Self::part(id)?;
		}
		// What two tokens are of stays known: a document that is attested again under the later one, or named by it as a
		// declaration, is still the one that may be financed already.
		Attested::<T>::remove(key);
		Self::deposit_event(Event::AttestationWithdrawn { agency, exact_token });
		Ok(())
	}

	/// The agency calculated the tokens from its own record of the document: it signs them, and not what was registered.
	pub(crate) fn do_confirm_receivable(who: T::AccountId, id: AssetId, tokens: DocumentTokens) -> DispatchResult {
		let agency = Self::ensure_issuer(&who)?;
		let (asset, receivable) = Self::receivable(id)?;
		ensure!(!receivable.cancelled, Error::<T>::Cancelled);
		ensure!(receivable.document.is_none(), Error::<T>::AlreadyConfirmed);
		Self::ensure_tokens(agency, asset.kind, &tokens)?;
		let key = Self::first_of(tokens.exact);
		let key = match Attested::<T>::get(key) {
			Some(attested) => {
				ensure!(attested.document.creditor == receivable.spec.creditor, Error::<T>::AttestedOtherwise);
				ensure!(attested.document.agrees_with(&receivable.spec), Error::<T>::DiffersFromAttested);
				key
			},
			None => Self::enter_attestation(agency, DocumentSpec::of(&receivable.spec, tokens))?,
		};
		Self::join(id, key, agency)
	}

	/// Answers by which token the document is kept.
	fn enter_attestation(agency: AgencyId, document: DocumentSpec) -> Result<H256, DispatchError> {
		let key = Self::first_of(document.tokens.exact);
		ensure!(!Attested::<T>::contains_key(key), Error::<T>::AlreadyExists);
		let declared = document.tokens.by_declaration.map(Self::first_of);
		let declared = declared.and_then(Attested::<T>::get).map(|attested| attested.document.creditor);
		ensure!(declared.is_none_or(|creditor| creditor == document.creditor), Error::<T>::AttestedOtherwise);
		let (attested_on, renewed) = (Self::today(), Default::default());
		Attested::<T>::insert(key, AttestedDocument { agency, document: document.clone(), attested_on, renewed });
		Self::deposit_event(Event::DocumentAttested { agency, document });
		Ok(key)
	}

	/// A registration is the document's: it stands against every other of the document, and of the declaration, from now on.
	pub(crate) fn join(id: AssetId, key: H256, agency: AgencyId) -> DispatchResult {
		let attested = Attested::<T>::get(key).ok_or(Error::<T>::NotAttested)?;
		ensure!(!Registered::<T>::contains_key(key), Error::<T>::AlreadyExists);
		// Nobody abroad was asked about a document that nobody had confirmed, and whoever asks from there was told that it is
		// clear: it must not become a confirmed loan's beside theirs.
		ensure!(!Self::is_kept(id), Error::<T>::Reserved);
		let (mut asset, mut receivable) = Self::receivable(id)?;
		receivable.document = Some(key);
		let financed = receivable.is_financed();
		if financed {
			ensure!(!Self::financed_before(id, &receivable), Error::<T>::DuplicateOfFinanced);
			ensure!(!Self::reserved_before(id, &receivable), Error::<T>::Reserved);
			for name in attested.names() {
				ensure!(T::Abroad::financed_abroad(name).is_none(), Error::<T>::FinancedAbroad);
				ensure!(!T::Abroad::is_held(name), Error::<T>::HeldAbroad);
			}
		}
		let mut others = 0;
		for name in Self::keys(&receivable) {
			let registered = Documents::<T>::mutate(name, |document| {
				document.registered = document.registered.saturating_add(1);
				document.registered
			});
			others = registered.saturating_sub(1).max(others);
		}
		let coarse_token = Self::first_of(attested.document.tokens.coarse);
		let similar = Similar::<T>::mutate(coarse_token, |documents| {
			*documents = documents.saturating_add(1);
			documents.saturating_sub(1)
		});
		Registered::<T>::insert(key, id);
		if financed {
			Self::note_financed(id, &receivable);
		}
		asset.substance = Substance::Receivable(receivable);
		Assets::<T>::insert(id, asset);
		Self::deposit_event(Event::ReceivableConfirmed { asset: id, agency });
		if others > 0 {
			Self::deposit_event(Event::DuplicateRegistered { asset: id, exact_token: key, others });
		} else if similar > 0 {
			Self::deposit_event(Event::SimilarRegistered { asset: id, coarse_token, others: similar });
		}
		Ok(())
	}

	/// A registration is of no document any more: its creditor cancelled it, or the agency took its word back.
	pub(crate) fn part(id: AssetId) -> DispatchResult {
		let (mut asset, mut receivable) = Self::receivable(id)?;
		let Some(key) = receivable.document else { return Ok(()) };
		for name in Self::keys(&receivable) {
			Documents::<T>::mutate_exists(name, |document| {
				let left = document.unwrap_or_default();
				let left = TokenRecord { registered: left.registered.saturating_sub(1), ..left };
				*document = Some(left).filter(|left| *left != TokenRecord::default());
			});
		}
		if let Some(attested) = Attested::<T>::get(key) {
			Similar::<T>::mutate_exists(Self::first_of(attested.document.tokens.coarse), |documents| {
				*documents = documents.map(|count| count.saturating_sub(1)).filter(|count| *count > 0);
			});
		}
		Registered::<T>::remove(key);
		receivable.document = None;
		receivable.spec.exact_token = None;
		asset.substance = Substance::Receivable(receivable);
		Assets::<T>::insert(id, asset);
		Ok(())
	}

	/// The document that a firm is about to register by a token. It must be attested as this firm's, and read so.
	pub(crate) fn ensure_attested(spec: &ReceivableSpec, token: H256) -> Result<(H256, AgencyId), DispatchError> {
		let key = Self::first_of(token);
		let attested = Attested::<T>::get(key).ok_or(Error::<T>::NotAttested)?;
		ensure!(attested.document.creditor == spec.creditor, Error::<T>::AttestedOtherwise);
		ensure!(attested.document.agrees_with(spec), Error::<T>::DiffersFromAttested);
		let version = attested.tokens().find(|tokens| tokens.exact == token).map(|tokens| tokens.version);
		Self::ensure_in_force(attested.agency, version.ok_or(Error::<T>::NotAttested)?)?;
		Ok((key, attested.agency))
	}

	/// By what a confirmed registration is kept: the document, and the declaration that it names. Of an unconfirmed one nothing.
	pub(crate) fn keys(receivable: &Receivable) -> Vec<H256> {
		let Some(key) = receivable.document else { return Vec::new() };
		let declared = Attested::<T>::get(key).and_then(|attested| attested.document.tokens.by_declaration);
		let declared = declared.map(Self::first_of).filter(|declared| *declared != key);
		core::iter::once(key).chain(declared).collect()
	}

	/// By what a confirmed registration is known here and abroad.
	fn names_of(receivable: &Receivable) -> Vec<H256> {
		receivable.document.map(Self::names).unwrap_or_default()
	}

	/// An agency says that the declaration which the document names is another firm's. Whoever bought a confirmed receivable in an
	/// enforcement holds it after the firm that the agency names.
	pub(crate) fn is_refuted(receivable: &Receivable) -> bool {
		let creditor_of = |key: &H256| Attested::<T>::get(key).map(|said| said.document.creditor);
		let confirmed = receivable.document.as_ref().and_then(creditor_of);
		let creditor = confirmed.as_ref().unwrap_or(&receivable.spec.creditor);
		let others = |key: &H256| creditor_of(key).is_some_and(|other| other != *creditor);
		Self::keys(receivable).iter().any(others)
	}

	pub(crate) fn is_confirmed(id: AssetId) -> bool {
		Self::receivable(id).is_ok_and(|(_, receivable)| receivable.document.is_some())
	}

	/// Another registration of the document, or of the declaration that it names, is financed.
	pub(crate) fn financed_before(id: AssetId, receivable: &Receivable) -> bool {
		let others = |key: &H256| Documents::<T>::get(key).financed.is_some_and(|other| other != id);
		Self::keys(receivable).iter().any(others)
	}

	/// Another registration of the document, or of the declaration that it names, is reserved.
	fn reserved_before(id: AssetId, receivable: &Receivable) -> bool {
		let others = |key: &H256| ReservedDocuments::<T>::get(key).is_some_and(|other| other != id);
		Self::keys(receivable).iter().any(others)
	}

	/// Keeps an asset's document, if it is one, for a loan whose money is about to go. The other chains are asked about
	/// confirmed documents only: what nobody confirmed must not be claimed there, and so cannot be cleared.
	pub(crate) fn keep_document(id: AssetId, institution: InstitutionId) -> DispatchResult {
		let Ok((_, receivable)) = Self::receivable(id) else { return Ok(()) };
		ensure!(!Self::reserved_before(id, &receivable), Error::<T>::Reserved);
		// Of a confirmed document on which a loan was made the other places were told: they lend on it no more.
		if !receivable.is_financed() {
			for name in Self::names_of(&receivable) {
				T::Abroad::ensure_clear(name, institution)?;
			}
		}
		// Neither confirmed nor taken back while it is kept: it is found here again.
		for key in Self::keys(&receivable) {
			ReservedDocuments::<T>::insert(key, id);
		}
		Ok(())
	}

	/// The loan came to nothing, or has begun: unless the document is kept for another loan.
	pub(crate) fn let_document_go(id: AssetId) {
		if Self::is_kept(id) {
			return;
		}
		let Ok((_, receivable)) = Self::receivable(id) else { return };
		for key in Self::keys(&receivable) {
			ReservedDocuments::<T>::remove(key);
		}
	}

	/// The money went: the part that this lien secures is financed for ever. With the first the other chains are told, if the
	/// document is confirmed.
	pub(crate) fn finance_document(id: AssetId, lien: LienId) {
		Self::let_document_go(id);
		let Ok((mut asset, mut receivable)) = Self::receivable(id) else { return };
		let first = !receivable.is_financed();
		if !receivable.parts.contains(&lien) {
			// There was room for it when it was reserved.
			let _ = receivable.parts.try_push(lien);
		}
		if first {
			Self::close_document(&receivable.spec.creditor);
			Self::note_financed(id, &receivable);
		}
		asset.substance = Substance::Receivable(receivable);
		Assets::<T>::insert(id, asset);
	}

	/// The part of a loan that is renewed is the new loan's.
	pub(crate) fn pass_part_on(id: AssetId, from: LienId, to: LienId) {
		let Ok((mut asset, mut receivable)) = Self::receivable(id) else { return };
		if let Some(part) = receivable.parts.iter_mut().find(|part| **part == from) {
			*part = to;
		}
		asset.substance = Substance::Receivable(receivable);
		Assets::<T>::insert(id, asset);
	}

	/// A confirmed document is financed, under each of its tokens: here, and for the other chains.
	fn note_financed(id: AssetId, receivable: &Receivable) {
		for key in Self::keys(receivable) {
			Documents::<T>::mutate(key, |document| document.financed = Some(id));
		}
		if let Some(attested) = receivable.document.and_then(Attested::<T>::get) {
			attested.tokens().for_each(Self::tell_abroad);
		}
	}

	/// Whether another place said that it financed the document, or the declaration that it names.
	pub(crate) fn financed_abroad(receivable: &Receivable) -> bool {
		Self::names_of(receivable).into_iter().any(|name| T::Abroad::financed_abroad(name).is_some())
	}

	/// Each key of it: over there it may be known by the declaration only.
	fn tell_abroad(tokens: &DocumentTokens) {
		T::Abroad::financed(tokens.exact, tokens.coarse);
		if let Some(declared) = tokens.by_declaration {
			// A declaration has no like: only the document counts as similar to others.
			T::Abroad::financed(declared, declared);
		}
	}

	/// By what else a document is known by the word of the agency that issues it; the one asked for last.
	pub(crate) fn names(document: H256) -> Vec<H256> {
		let attested = Attested::<T>::get(Self::first_of(document));
		let known = attested.map(|attested| attested.names()).unwrap_or_default();
		known.into_iter().filter(|name| *name != document).chain([document]).collect()
	}

	/// The registration that an agency confirmed for a document's creditor.
	pub(crate) fn confirmed_registration(document: H256) -> Option<AssetId> {
		Registered::<T>::get(Self::first_of(document))
	}

	/// Whom an agency says that a document belongs to.
	pub(crate) fn creditor_of(document: H256) -> Option<RegistrationNumber> {
		Attested::<T>::get(Self::first_of(document)).map(|attested| attested.document.creditor)
	}
}
