//! Trade receivables, and the registry of duplicate documents.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_support::{Act, AssetId, Enterprises, RegistrationNumber, MAX_AMOUNT};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_receivable(who: T::AccountId, spec: ReceivableSpec) -> DispatchResult {
		let today = Self::today();
		ensure!(T::Enterprises::profile(&spec.creditor).is_some(), Error::<T>::NotFound);
		let act = Act::Pledge(Some(spec.currency), spec.face_value);
		ensure!(T::Enterprises::may(&who, &spec.creditor, act)?, Error::<T>::NotAuthorized);
		ensure!(T::Enterprises::is_active(&spec.creditor), Error::<T>::EnterpriseNotActive);
		ensure!(spec.kind.is_trade_document(), Error::<T>::WrongKind);
		ensure!(spec.obligor.is_valid(), Error::<T>::InvalidName);
		ensure!((1..=MAX_AMOUNT).contains(&spec.face_value), Error::<T>::LimitExceeded);
		ensure!(spec.issued <= today && spec.issued <= spec.due && spec.due >= today, Error::<T>::InvalidDate);
		let attested = spec.exact_token.map(|token| Self::ensure_attested(&spec, token)).transpose()?;

		let open = OpenDocuments::<T>::get(&spec.creditor);
		ensure!(open < MAX_DOCUMENTS, Error::<T>::TooManyDocuments);
		OpenDocuments::<T>::insert(&spec.creditor, open.saturating_add(1));

		let record = Receivable { spec: spec.clone(), document: None, cancelled: false, financed: None };
		let asset = Self::enter(spec.kind, Substance::Receivable(record))?;
		Self::deposit_event(Event::ReceivableRegistered { asset, receivable: spec });
		match attested {
			Some((key, agency)) => Self::join(asset, key, agency),
			None => Ok(()),
		}
	}

	pub(crate) fn do_cancel_receivable(who: T::AccountId, id: AssetId) -> DispatchResult {
		let (_, receivable) = Self::receivable(id)?;
		let creditor = receivable.spec.creditor;
		ensure!(T::Enterprises::may(&who, &creditor, Act::Daily)?, Error::<T>::NotAuthorized);
		ensure!(!receivable.cancelled, Error::<T>::Cancelled);
		ensure!(receivable.financed.is_none(), Error::<T>::AlreadyFinanced);
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
