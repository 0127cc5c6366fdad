use crate::{grounds::Wish, *};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::ConstU32,
	weights::Weight,
	BoundedVec,
};
use lingnan_support::{
	AssetId, Date, DocumentsAbroad, FinancedDocuments, InstitutionId, LienId, LoanId, RegistrationNumber,
	ReservedSecurity, Security, SecurityClaim, SecurityOffer, SecurityTerm,
};
use sp_core::H256;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Whether the account is a licensed appraiser's.
	pub fn is_party(who: &T::AccountId) -> bool {
		Appraisers::<T>::contains_key(who)
	}

	/// Whether the lien is kept for a loan whose money has not gone yet: then nothing may end it or move it back.
	pub(crate) fn is_reserved(lien: &Lien) -> bool {
		lien.loan.is_some_and(|loan| Kept::<T>::contains_key(lien.asset, loan))
	}

	/// Whether the asset is kept for any loan whose money has not gone yet.
	pub(crate) fn is_kept(id: AssetId) -> bool {
		Kept::<T>::iter_key_prefix(id).next().is_some()
	}

	pub(crate) fn ensure_not_reserved(lien: &Lien) -> DispatchResult {
		ensure!(!Self::is_reserved(lien), Error::<T>::Reserved);
		Ok(())
	}

	/// No loan is made on an asset that is about to be enforced.
	fn ensure_none_in_default(id: AssetId) -> DispatchResult {
		let mut liens = Ranking::<T>::get(id).into_iter().filter_map(Liens::<T>::get);
		ensure!(liens.all(|lien| lien.state != LienState::Defaulted), Error::<T>::InDefault);
		Ok(())
	}

	/// The live lien that secures a loan.
	fn lien_of(asset: AssetId, loan: LoanId) -> Option<(LienId, Lien)> {
		let id = SecuredBy::<T>::get(loan, asset)?;
		Self::live(id).ok().map(|lien| (id, lien))
	}

	/// The live lien that secures a loan which has begun: what is only reserved is neither discharged nor in default.
	fn bound_lien_of(asset: AssetId, loan: LoanId) -> Option<(LienId, Lien)> {
		Self::lien_of(asset, loan).filter(|(_, lien)| !Self::is_reserved(lien))
	}

	/// What is reserved is kept by a live lien of that loan; no document is reserved and another of its kind financed.
	pub(crate) fn try_reservations() -> Result<(), TryRuntimeError> {
		for (asset, loan, ()) in Kept::<T>::iter() {
			let kept = Self::lien_of(asset, loan).is_some_and(|(_, lien)| lien.loan == Some(loan));
			ensure!(kept, "an asset is reserved without a lien");
		}
		for (token, asset) in ReservedDocuments::<T>::iter() {
			let kept = Self::is_kept(asset) && Self::is_confirmed(asset);
			ensure!(kept, "a document is reserved without its asset");
			let financed = Documents::<T>::get(token).financed;
			ensure!(
				financed.is_none_or(|other| other == asset),
				"a document is reserved beside another that is financed"
			);
		}
		for (loan, asset, id) in SecuredBy::<T>::iter() {
			let secures = Liens::<T>::get(id).is_some_and(|lien| lien.asset == asset && lien.loan == Some(loan));
			ensure!(secures, "a loan is said to be secured by another's lien");
		}
		Ok(())
	}
}

impl<T: Config> FinancedDocuments for Pallet<T> {
	fn is_financed(document: H256) -> bool {
		Documents::<T>::get(Self::first_of(document)).financed.is_some()
	}

	fn is_reserved(document: H256) -> bool {
		ReservedDocuments::<T>::contains_key(Self::first_of(document))
	}

	fn holder_of(document: H256) -> Option<RegistrationNumber> {
		Self::creditor_of(document)
	}

	fn names(document: H256) -> Vec<H256> {
		Self::names(document)
	}

	fn first_lien_of(document: H256) -> Option<InstitutionId> {
		let asset = Self::confirmed_registration(document)?;
		let first = *Ranking::<T>::get(asset).first()?;
		Liens::<T>::get(first).map(|lien| lien.institution)
	}
}

impl<T: Config> Security for Pallet<T> {
	fn offer(asset: AssetId, enterprise: &RegistrationNumber, until: Date) -> Result<SecurityOffer, DispatchError> {
		Self::offer_for(asset, &SecurityTerm { enterprise, until, grace_days: 0, renews: None })
	}

	fn offer_for(id: AssetId, term: &SecurityTerm) -> Result<SecurityOffer, DispatchError> {
		let SecurityTerm { enterprise, until, grace_days, renews } = *term;
		let renewed = renews.and_then(|loan| Self::bound_lien_of(id, loan)).map(|(lien, _)| lien);
		let wish = Wish { until, grace_days, renewed, kept: 0 };
		Self::security(id, enterprise, wish).map_err(|refusal| Error::<T>::from(refusal).into())
	}

	fn reserve(id: AssetId, claim: &SecurityClaim) -> Result<ReservedSecurity, DispatchError> {
		let SecurityClaim { enterprise, institution, loan, until, grace_days, renews } = claim;
		let renewed = renews.and_then(|loan| Self::bound_lien_of(id, loan));
		if let Some((_, old)) = &renewed {
			let same = old.institution == *institution && old.pledgor == *enterprise;
			ensure!(same, Error::<T>::NothingToRenew);
		}
		let renewed = renewed.map(|(lien, _)| lien);
		let (until, grace_days) = (*until, *grace_days);
		let wish = Wish { until, grace_days, renewed, kept: Self::kept(id) };
		let offer = Self::security(id, enterprise, wish).map_err(Error::<T>::from)?;
		Self::ensure_none_in_default(id)?;
		if let Ok((_, receivable)) = Self::receivable(id) {
			Self::ensure_admitted(id, *institution)?;
			ensure!(Self::rest(id, &receivable, renewed) > wish.kept, Error::<T>::Reserved);
			let parts = receivable.parts.len().saturating_add(Kept::<T>::iter_key_prefix(id).count());
			ensure!(parts < BoundedVec::<LienId, ConstU32<MAX_LIENS>>::bound(), Error::<T>::TooManyLiens);
			let live = Ranking::<T>::get(id).into_iter().filter(|lien| Some(*lien) != renewed);
			let secured = live.filter(|lien| Liens::<T>::get(lien).is_some_and(|lien| lien.loan.is_some())).count();
			ensure!(secured < MAX_SECURED as usize, Error::<T>::TooManyLiens);
		}
		let (lien, mut record) = Self::free_lien(id, claim, renewed)?;
		ensure!(record.until >= until, Error::<T>::LienTooShort);
		Self::keep_document(id, *institution)?;
		let secured = record.secured_amount;
		record.loan = Some(*loan);
		Liens::<T>::insert(lien, record);
		Kept::<T>::insert(id, loan, ());
		SecuredBy::<T>::insert(loan, id, lien);
		Self::deposit_event(Event::LienReserved { lien, loan: *loan });
		Ok(ReservedSecurity { offer, secured })
	}

	fn release(id: AssetId, loan: LoanId) {
		if Kept::<T>::take(id, loan).is_none() {
			return;
		}
		Self::let_document_go(id);
		if let Some(lien) = SecuredBy::<T>::take(loan, id) {
			Liens::<T>::mutate(lien, |record| {
				if let Some(record) = record {
					record.loan = None;
				}
			});
			Self::deposit_event(Event::ReservationEnded { lien, loan });
		}
	}

	fn bind(id: AssetId, loan: LoanId) {
		if Kept::<T>::take(id, loan).is_none() {
			return;
		}
		if let Some(lien) = SecuredBy::<T>::get(loan, id) {
			Self::finance_document(id, lien);
			Self::deposit_event(Event::LienBound { lien, loan });
		}
	}

	fn carry(id: AssetId, from: LoanId, to: LoanId, claim: &SecurityClaim) -> DispatchResult {
		if !Kept::<T>::contains_key(id, to) {
			Self::reserve(id, &SecurityClaim { loan: to, renews: Some(from), ..claim.clone() })?;
		}
		let by = SecuredBy::<T>::get(to, id).ok_or(Error::<T>::NotLive)?;
		if let Some((lien, old)) = Self::bound_lien_of(id, from) {
			ensure!(Liens::<T>::get(by).is_some_and(|new| new.renews == Some(lien)), Error::<T>::NothingToRenew);
			ensure!(old.state == LienState::Live, Error::<T>::InDefault);
			Self::take_place(id, lien, by);
			Self::pass_part_on(id, lien, by);
			Self::end(lien, old, LienState::Released);
			// The old contract is over: a payment that is reversed later does not bring its lien back.
			SecuredBy::<T>::remove(from, id);
			Self::deposit_event(Event::LienRenewed { lien, by, loan: to });
		}
		Self::bind(id, to);
		Ok(())
	}

	fn weight_abroad() -> Weight {
		// The document, and the declaration that it names, under two versions of the key.
		T::Abroad::weight().saturating_mul(u64::from(MAX_NAMES))
	}

	/// A lien that was released or lapsed before is no obstacle to repayment.
	fn discharge(asset: AssetId, loan: LoanId) -> DispatchResult {
		if let Some((id, lien)) = Self::bound_lien_of(asset, loan) {
			Self::end(id, lien, LienState::Released);
			Self::deposit_event(Event::LienReleased { lien: id });
		}
		Ok(())
	}

	fn restore(id: AssetId, loan: LoanId) -> bool {
		let found = SecuredBy::<T>::get(loan, id).and_then(|lien| Some((lien, Liens::<T>::get(lien)?)));
		let Some((lien, mut record)) = found.filter(|(_, record)| record.state == LienState::Released) else {
			return false;
		};
		let Some(asset) = Assets::<T>::get(id).filter(|asset| asset.owners().contains(&record.pledgor)) else {
			return false;
		};
		let mut ranking = Ranking::<T>::get(id);
		let alone = asset.kind.is_intellectual_property() && !ranking.is_empty();
		if alone || ranking.try_push(lien).is_err() {
			return false;
		}
		Ranking::<T>::insert(id, ranking);
		record.state = LienState::Live;
		// Struck out with the debt: it ranks behind all until it is registered again.
		record.outside = None;
		Liens::<T>::insert(lien, record);
		Self::deposit_event(Event::LienRestored { lien, loan });
		true
	}

	fn default(asset: AssetId, loan: LoanId) -> DispatchResult {
		if let Some((id, mut lien)) = Self::bound_lien_of(asset, loan) {
			lien.state = LienState::Defaulted;
			Liens::<T>::insert(id, lien);
			Self::deposit_event(Event::LienDefaulted { lien: id, loan });
		}
		Ok(())
	}

	fn outlasts(asset: AssetId, loan: LoanId, until: Date) -> DispatchResult {
		let bound = Self::bound_lien_of(asset, loan);
		ensure!(bound.is_none_or(|(_, lien)| lien.until >= until), Error::<T>::LienTooShort);
		Ok(())
	}

	fn cured(asset: AssetId, loan: LoanId) -> DispatchResult {
		let defaulted = Self::bound_lien_of(asset, loan).filter(|(_, lien)| lien.state == LienState::Defaulted);
		if let Some((id, mut lien)) = defaulted {
			lien.state = LienState::Live;
			Liens::<T>::insert(id, lien);
			// What was proposed rested on the default; a later one is proposed anew, and what a court barred then is forgotten.
			Enforcements::<T>::remove(id);
			Upheld::<T>::remove(id);
			Self::deposit_event(Event::LienCured { lien: id, loan });
		}
		Ok(())
	}
}
