use crate::*;
use frame_support::traits::Get;
use lingnan_support::{
	AssetId, Date, DocumentsAbroad, Page, Paging, RegistrationNumber, SecurityOffer, StoredPage, MOST_LISTED,
};
use sp_core::H256;

/// Days before the end of a paid year in which the fee is to be watched.
const FEE_WATCH_DAYS: u32 = 60;

impl<T: Config> Pallet<T> {
	/// An asset, its liens by rank, and what it is worth to a lender today.
	pub fn asset_view(id: AssetId) -> Option<AssetView> {
		let asset = Assets::<T>::get(id)?;
		let security = Self::lending_value(id, Self::today());
		let liens = (1u32..)
			.zip(Ranking::<T>::get(id))
			.filter_map(|(rank, id)| {
				let lien = Liens::<T>::get(id)?;
				let lapsed = Self::ensure_lapsed(&lien).is_ok();
				Some(LienView { id, rank, lien, lapsed, enforcement: Enforcements::<T>::get(id) })
			})
			.collect();
		let (right, receivable) = match asset.substance {
			Substance::Right(right) => (Some(Self::right_view(id, right)), None),
			Substance::Receivable(receivable) => (None, Some(Self::receivable_view(id, receivable))),
		};
		let (kind, registered_at, holder) = (asset.kind, asset.registered_at, asset.holder);
		Some(AssetView { id, kind, registered_at, holder, right, receivable, liens, security })
	}

	/// What an enterprise owns.
	pub fn assets_of(enterprise: &RegistrationNumber, page: Paging) -> Page<AssetId> {
		Page::of_keys::<OwnedBy<T>, _, _, _>(enterprise.clone(), page, MOST_LISTED, Some)
	}

	/// What the duplicate registry knows of a document.
	pub fn document_status(exact_token: H256, coarse_token: H256) -> DocumentStatus {
		let document = Documents::<T>::get(exact_token);
		match document {
			TokenRecord { financed: Some(id), .. } if Self::is_confirmed(id) => DocumentStatus::Financed,
			_ if Self::names(exact_token).into_iter().any(|key| T::Abroad::financed_abroad(key).is_some()) => {
				DocumentStatus::FinancedAbroad
			},
			_ if Self::confirmed_registration(exact_token).is_some() => DocumentStatus::RegisteredUnique,
			TokenRecord { financed: Some(_), .. } => DocumentStatus::FinancedUnconfirmed,
			TokenRecord { registered: 1, .. } => DocumentStatus::RegisteredUnique,
			TokenRecord { registered: 2.., .. } => DocumentStatus::RegisteredDuplicate,
			TokenRecord { cancelled: 1.., .. } => DocumentStatus::Cancelled,
			_ if Similar::<T>::get(coarse_token) > 0 => DocumentStatus::SimilarRegistered,
			_ => DocumentStatus::NotRegistered,
		}
	}

	/// What an asset is worth to a lender until a day, from its first owner.
	pub fn lending_value(id: AssetId, until: Date) -> Result<SecurityOffer, Refusal> {
		let asset = Assets::<T>::get(id).ok_or(Refusal::NotFound)?;
		let owner = asset.owners().into_iter().next().ok_or(Refusal::NotOwner)?;
		Self::security(id, &owner, until)
	}

	fn right_view(id: AssetId, right: Right) -> RightView {
		let today = Self::today();
		let fee = match right.fee_paid_until.checked_sub(today) {
			None => FeeWatch::Overdue,
			Some(days) if days <= FEE_WATCH_DAYS => FeeWatch::DueSoon,
			Some(_) => FeeWatch::Paid,
		};
		let valuation = Valuations::<T>::get(id);
		let months = T::ValuationMonths::get();
		RightView {
			agreed: Agreed::<T>::iter_key_prefix(id).collect(),
			valuation_stale: valuation.as_ref().is_some_and(|v| value::is_stale(v.valued_on, today, months)),
			valuation,
			fee,
			number: right.number,
			title: right.title,
			owners: right.owners.into_inner(),
			status: right.status,
			expires: right.expires,
			fee_paid_until: right.fee_paid_until,
			invalidation_pending: right.invalidation_pending,
			encumbrance: right.encumbrance,
		}
	}

	fn receivable_view(id: AssetId, receivable: Receivable) -> ReceivableView {
		let attested = documents::keys(receivable.spec.exact_token, receivable.spec.declaration.as_ref())
			.into_iter()
			.find_map(Attested::<T>::get);
		let registered = Documents::<T>::get(receivable.spec.exact_token).registered;
		let status = if receivable.financed.is_some() {
			DocumentStatus::Financed
		} else if receivable.cancelled {
			DocumentStatus::Cancelled
		} else if Self::is_refuted(&receivable) {
			DocumentStatus::AttestedOtherwise
		} else if Self::financed_before(id, &receivable) {
			DocumentStatus::DuplicateOfFinanced
		} else if Self::financed_abroad(&receivable.spec) {
			DocumentStatus::FinancedAbroad
		} else if registered > 1 && !receivable.confirmed {
			DocumentStatus::RegisteredDuplicate
		} else {
			DocumentStatus::RegisteredUnique
		};
		let own = u32::from(!receivable.cancelled);
		ReceivableView {
			status,
			similar: Similar::<T>::get(receivable.spec.coarse_token).saturating_sub(own),
			spec: receivable.spec,
			confirmed: receivable.confirmed,
			attested,
			financed: receivable.financed,
		}
	}
}
