use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	weights::Weight,
};
use lingnan_support::{
	AssetId, Date, DocumentsAbroad, FinancedDocuments, InstitutionId, LienId, LoanId, RegistrationNumber, Security,
	SecurityOffer,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// Whether the account is a licensed appraiser's.
	pub fn is_party(who: &T::AccountId) -> bool {
		Appraisers::<T>::contains_key(who)
	}

	/// The first-ranking lien, if this institution holds it from this enterprise for no loan yet.
	fn first_lien(
		asset: AssetId,
		enterprise: &RegistrationNumber,
		institution: InstitutionId,
	) -> Result<(LienId, Lien), DispatchError> {
		let id = *Ranking::<T>::get(asset).first().ok_or(Error::<T>::NotLive)?;
		let lien = Self::live(id)?;
		ensure!(lien.institution == institution && lien.pledgor == *enterprise, Error::<T>::NotFirstRank);
		ensure!(lien.until >= Self::today(), Error::<T>::NotLive);
		ensure!(lien.loan.is_none(), Error::<T>::AlreadyBound);
		Ok((id, lien))
	}

	/// The live lien that secures a loan.
	fn lien_of(asset: AssetId, loan: LoanId) -> Option<(LienId, Lien)> {
		Ranking::<T>::get(asset)
			.into_iter()
			.filter_map(|id| Some((id, Self::live(id).ok()?)))
			.find(|(_, lien)| lien.loan == Some(loan))
	}
}

impl<T: Config> FinancedDocuments for Pallet<T> {
	fn is_financed(document: H256) -> bool {
		Documents::<T>::get(document).financed.is_some()
	}
}

impl<T: Config> Security for Pallet<T> {
	fn offer(asset: AssetId, enterprise: &RegistrationNumber, until: Date) -> Result<SecurityOffer, DispatchError> {
		Self::security(asset, enterprise, until).map_err(|refusal| Error::<T>::from(refusal).into())
	}

	fn ensure_perfected(asset: AssetId, enterprise: &RegistrationNumber, institution: InstitutionId) -> DispatchResult {
		Self::first_lien(asset, enterprise, institution)?;
		match Self::asset(asset)?.substance {
			Substance::Receivable(receivable) => T::Abroad::ensure_clear(receivable.spec.exact_token, institution),
			Substance::Right(_) => Ok(()),
		}
	}

	fn bind(id: AssetId, enterprise: &RegistrationNumber, institution: InstitutionId, loan: LoanId) -> DispatchResult {
		let (lien, mut record) = Self::first_lien(id, enterprise, institution)?;
		let mut asset = Self::asset(id)?;
		if let Substance::Receivable(receivable) = &mut asset.substance {
			ensure!(receivable.financed.is_none(), Error::<T>::AlreadyFinanced);
			let token = receivable.spec.exact_token;
			let mut document = Documents::<T>::get(token);
			ensure!(document.financed.is_none(), Error::<T>::DuplicateOfFinanced);
			T::Abroad::ensure_clear(token, institution)?;
			receivable.financed = Some(loan);
			Self::close_document(&receivable.spec.creditor);
			document.financed = Some(id);
			Documents::<T>::insert(token, document);
			T::Abroad::financed(token, receivable.spec.coarse_token);
			Assets::<T>::insert(id, asset);
		}
		record.loan = Some(loan);
		Liens::<T>::insert(lien, record);
		Self::deposit_event(Event::LienBound { lien, loan });
		Ok(())
	}

	fn weight_abroad() -> Weight {
		T::Abroad::weight()
	}

	/// A lien that was released or lapsed before is no obstacle to repayment.
	fn discharge(asset: AssetId, loan: LoanId) -> DispatchResult {
		if let Some((id, lien)) = Self::lien_of(asset, loan) {
			Self::end(id, lien, LienState::Released);
			Self::deposit_event(Event::LienReleased { lien: id });
		}
		Ok(())
	}

	fn default(asset: AssetId, loan: LoanId) -> DispatchResult {
		if let Some((id, mut lien)) = Self::lien_of(asset, loan) {
			lien.state = LienState::Defaulted;
			Liens::<T>::insert(id, lien);
			Self::deposit_event(Event::LienDefaulted { lien: id, loan });
		}
		Ok(())
	}
}
