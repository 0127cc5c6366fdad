use crate::{grounds::Wish, *};
use alloc::vec::Vec;
use frame_support::traits::Get;
use lingnan_support::{
	AgencyId, AssetId, Date, DocumentsAbroad, Page, Paging, RegistrationNumber, SecurityOffer, StoredPage, MOST_LISTED,
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
				Some(LienView {
					id,
					rank,
					lien,
					accepted_rank: AcceptedRanks::<T>::get(id),
					admitted: Admitted::<T>::get(id).into_inner(),
					lapsed,
					enforcement: Enforcements::<T>::get(id),
				})
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
		let key = Self::first_of(exact_token);
		let declared = Attested::<T>::get(key).and_then(|attested| attested.document.tokens.by_declaration);
		let financed_otherwise =
			declared.is_some_and(|declared| Documents::<T>::get(Self::first_of(declared)).financed.is_some());
		match Documents::<T>::get(key) {
			TokenRecord { financed: Some(_), .. } => DocumentStatus::Financed,
			_ if financed_otherwise => DocumentStatus::DuplicateOfFinanced,
			_ if Self::names(exact_token).into_iter().any(|name| T::Abroad::financed_abroad(name).is_some()) => {
				DocumentStatus::FinancedAbroad
			},
			TokenRecord { registered: 1, .. } => DocumentStatus::RegisteredUnique,
			TokenRecord { registered: 2.., .. } => DocumentStatus::RegisteredDuplicate,
			_ if Similar::<T>::get(Self::first_of(coarse_token)) > 0 => DocumentStatus::SimilarRegistered,
			_ => DocumentStatus::NotRegistered,
		}
	}

	/// The keys by which an agency's documents are known, the earliest first.
	pub fn issuer_keys(agency: AgencyId) -> Vec<IssuerKey> {
		IssuerKeys::<T>::get(agency).into_inner()
	}

	/// What an asset is worth to a lender until a day, from its first owner.
	pub fn lending_value(id: AssetId, until: Date) -> Result<SecurityOffer, Refusal> {
		let asset = Assets::<T>::get(id).ok_or(Refusal::NotFound)?;
		let owner = asset.owners().into_iter().next().ok_or(Refusal::NotOwner)?;
		Self::security(id, &owner, Wish { until, ..Wish::default() })
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
		let attested = receivable.document.and_then(Attested::<T>::get);
		let named = Self::keys(&receivable).iter().map(|key| Documents::<T>::get(key).registered).max();
		let status = match (receivable.is_financed(), receivable.document) {
			(true, Some(_)) => DocumentStatus::Financed,
			(true, None) => DocumentStatus::FinancedUnconfirmed,
			_ if receivable.cancelled => DocumentStatus::Cancelled,
			(false, None) => DocumentStatus::Unconfirmed,
			_ if Self::is_refuted(&receivable) => DocumentStatus::AttestedOtherwise,
			_ if Self::financed_before(id, &receivable) => DocumentStatus::DuplicateOfFinanced,
			_ if Self::financed_abroad(&receivable) => DocumentStatus::FinancedAbroad,
			_ if named > Some(1) => DocumentStatus::RegisteredDuplicate,
			_ => DocumentStatus::RegisteredUnique,
		};
		let like = attested.as_ref().map(|attested| Self::first_of(attested.document.tokens.coarse));
		ReceivableView {
			status,
			similar: like.map_or(0, Similar::<T>::get).saturating_sub(1),
			confirmed: receivable.document.is_some(),
			financed: receivable.parts.iter().filter_map(|lien| Liens::<T>::get(lien)?.loan).collect(),
			remaining: Self::remaining(id, &receivable),
			rest: Self::rest(id, &receivable, None).saturating_sub(Self::kept(id)),
			short: Self::shorts(id, &receivable).iter().fold(0, |sum, (_, _, short)| sum.saturating_add(*short)),
			confirmation: Confirmations::<T>::get(id),
			credit_notes: CreditNotes::<T>::get(id).into_inner(),
			collection: CollectionAccounts::<T>::get(id),
			attested,
			spec: receivable.spec,
		}
	}
}
