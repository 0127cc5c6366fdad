//! Trade receivables, and the registry of duplicate documents.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_support::{
	Act, AssetId, AssetKind, CustomsDeclaration, Enterprises, RegistrationNumber, TradeDirection, MAX_AMOUNT,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_receivable(who: T::AccountId, spec: ReceivableSpec) -> DispatchResult {
		let today = Self::today();
		ensure!(T::Enterprises::profile(&spec.creditor).is_some(), Error::<T>::NotFound);
		let act = Act::Pledge(Some(spec.currency), spec.face_value);
		ensure!(T::Enterprises::may(&who, &spec.creditor, act)?, Error::<T>::NotAuthorized);
		ensure!(T::Enterprises::is_active(&spec.creditor), Error::<T>::EnterpriseNotActive);
		ensure!(spec.kind.is_trade_document(), Error::<T>::WrongKind);
		ensure!(spec.obligor.is_valid(), Error::<T>::InvalidName);
		Self::ensure_declaration(spec.kind, spec.declaration.as_ref())?;
		ensure!((1..=MAX_AMOUNT).contains(&spec.face_value), Error::<T>::LimitExceeded);
		ensure!(spec.issued <= today && spec.issued <= spec.due && spec.due >= today, Error::<T>::InvalidDate);
		ensure!(spec.token_version == TOKEN_VERSION, Error::<T>::InvalidTokenVersion);
		let (exact_token, coarse_token) = (spec.exact_token, spec.coarse_token);
		let keys = documents::keys(exact_token, spec.declaration.as_ref());
		let mine = |key| RegisteredBy::<T>::contains_key(key, &spec.creditor);
		ensure!(!keys.iter().any(mine), Error::<T>::AlreadyExists);
		let agency = Self::ensure_attested(&spec)?;

		let open = OpenDocuments::<T>::get(&spec.creditor);
		ensure!(open < MAX_DOCUMENTS, Error::<T>::TooManyDocuments);
		OpenDocuments::<T>::insert(&spec.creditor, open.saturating_add(1));

		let confirmed = agency.is_some();
		let record = Receivable { spec: spec.clone(), confirmed, cancelled: false, financed: None };
		let asset = Self::enter(spec.kind, Substance::Receivable(record))?;
		let mut others = 0;
		for key in keys {
			RegisteredBy::<T>::insert(key, &spec.creditor, asset);
			let registered = Documents::<T>::mutate(key, |document| {
				document.registered = document.registered.saturating_add(1);
				document.registered
			});
			others = registered.saturating_sub(1).max(others);
		}
		let similar = Similar::<T>::mutate(coarse_token, |documents| {
			*documents = documents.saturating_add(1);
			documents.saturating_sub(1)
		});
		Self::deposit_event(Event::ReceivableRegistered { asset, receivable: spec });
		if let Some(agency) = agency {
			Self::deposit_event(Event::ReceivableConfirmed { asset, agency });
		}
		if others > 0 {
			Self::deposit_event(Event::DuplicateRegistered { asset, exact_token, others });
		} else if similar > 0 {
			Self::deposit_event(Event::SimilarRegistered { asset, coarse_token, others: similar });
		}
		Ok(())
	}

	pub(crate) fn do_cancel_receivable(who: T::AccountId, id: AssetId) -> DispatchResult {
		let (mut asset, mut receivable) = Self::receivable(id)?;
		let spec = receivable.spec.clone();
		ensure!(T::Enterprises::may(&who, &spec.creditor, Act::Daily)?, Error::<T>::NotAuthorized);
		ensure!(!receivable.cancelled, Error::<T>::Cancelled);
		ensure!(receivable.financed.is_none(), Error::<T>::AlreadyFinanced);
		ensure!(Ranking::<T>::get(id).is_empty(), Error::<T>::Pledged);

		receivable.cancelled = true;
		Self::close_document(&spec.creditor);
		asset.substance = Substance::Receivable(receivable);
		Assets::<T>::insert(id, asset);
		for key in documents::keys(spec.exact_token, spec.declaration.as_ref()) {
			RegisteredBy::<T>::remove(key, &spec.creditor);
			Documents::<T>::mutate(key, |document| {
				document.registered = document.registered.saturating_sub(1);
				document.cancelled = document.cancelled.saturating_add(1);
			});
		}
		Similar::<T>::mutate_exists(spec.coarse_token, |documents| {
			*documents = documents.map(|count| count.saturating_sub(1)).filter(|count| *count > 0);
		});
		Self::deposit_event(Event::ReceivableCancelled { asset: id });
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

	/// An export declaration has a number of export; a receivable may name one. The number has a canonical form.
	pub(crate) fn ensure_declaration(kind: AssetKind, declaration: Option<&CustomsDeclaration>) -> DispatchResult {
		let is_export = |number: &CustomsDeclaration| {
			let export = number.is_valid() && number.direction() == Some(TradeDirection::Export);
			export && documents::declaration_token(number).is_some()
		};
		let holds = declaration.map_or(kind != AssetKind::ExportDeclaration, is_export);
		ensure!(holds, Error::<T>::InvalidDeclaration);
		Ok(())
	}
}
