//! Documents: whose they are, and on which money was lent, here and at other places.

use super::with;
use crate::*;
use alloc::vec::Vec;
use frame_support::{dispatch::DispatchResult, weights::Weight};
use sp_core::H256;
use sp_runtime::DispatchError;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(super) struct Table {
	financed: BTreeSet<H256>,
	abroad: BTreeMap<H256, Corridor>,
	unclear: BTreeSet<H256>,
	held_abroad: BTreeSet<H256>,
	told_abroad: Vec<(H256, H256)>,
	reserved: BTreeSet<H256>,
	holders: BTreeMap<H256, (RegistrationNumber, Option<InstitutionId>)>,
	declarations: BTreeMap<H256, H256>,
}

/// A document on which a loan was made here.
pub fn set_document_financed(document: H256) {
	with(|t| t.documents.financed.insert(document));
}

/// A document that is kept for a loan here.
pub fn set_document_reserved(document: H256) {
	with(|t| t.documents.reserved.insert(document));
}

/// Whose a document is by the word of an agency, and which institution has the first lien on it.
pub fn set_document_holder(document: H256, holder: &RegistrationNumber, first_lien: Option<InstitutionId>) {
	with(|t| t.documents.holders.insert(document, (holder.clone(), first_lien)));
}

/// The token of the declaration that a document names.
pub fn set_declaration(document: H256, declaration: H256) {
	with(|t| t.documents.declarations.insert(document, declaration));
}

/// A document that another chain financed.
pub fn set_financed_abroad(document: H256, corridor: Corridor) {
	with(|t| t.documents.abroad.insert(document, corridor));
}

/// A document on which money may not move yet.
pub fn set_unclear(document: H256, unclear: bool) {
	with(|t| if unclear { t.documents.unclear.insert(document) } else { t.documents.unclear.remove(&document) });
}

/// A document that somebody at another place is about to finance.
pub fn set_held_abroad(document: H256, held: bool) {
	with(|t| if held { t.documents.held_abroad.insert(document) } else { t.documents.held_abroad.remove(&document) });
}

/// Documents that the other chains were told of.
pub fn told_abroad() -> Vec<(H256, H256)> {
	with(|t| t.documents.told_abroad.clone())
}

pub struct MockFinancedDocuments;

impl FinancedDocuments for MockFinancedDocuments {
	fn is_financed(document: H256) -> bool {
		with(|t| t.documents.financed.contains(&document))
	}
	fn is_reserved(document: H256) -> bool {
		with(|t| t.documents.reserved.contains(&document))
	}
	fn names(document: H256) -> Vec<H256> {
		with(|t| t.documents.declarations.get(&document).copied().into_iter().chain([document]).collect())
	}
	fn holder_of(document: H256) -> Option<RegistrationNumber> {
		with(|t| t.documents.holders.get(&document).map(|(holder, _)| holder.clone()))
	}
	fn first_lien_of(document: H256) -> Option<InstitutionId> {
		with(|t| t.documents.holders.get(&document).and_then(|(_, first_lien)| *first_lien))
	}
}

pub struct MockDocumentsAbroad;

impl DocumentsAbroad for MockDocumentsAbroad {
	fn financed_abroad(document: H256) -> Option<(Corridor, Timestamp)> {
		with(|t| t.documents.abroad.get(&document).map(|corridor| (*corridor, 0)))
	}
	fn ensure_clear(document: H256, _: InstitutionId) -> DispatchResult {
		let clear = with(|t| !t.documents.abroad.contains_key(&document) && !t.documents.unclear.contains(&document));
		clear.then_some(()).ok_or(DispatchError::Other("not clear abroad"))
	}
	fn is_held(document: H256) -> bool {
		with(|t| t.documents.held_abroad.contains(&document))
	}
	fn financed(document: H256, similar: H256) {
		with(|t| t.documents.told_abroad.push((document, similar)));
	}
	fn weight() -> Weight {
		Weight::from_parts(1_000, 10)
	}
}
