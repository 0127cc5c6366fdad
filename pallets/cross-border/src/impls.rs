use crate::*;
use alloc::vec::Vec;
use frame_support::{pallet_prelude::DispatchResult, traits::Get, weights::Weight};
use lingnan_support::{
	BasisPoints, ConsentId, Corridor, CorridorMessage, Currency, DocumentsAbroad, EnterpriseProfile, EnterpriseStatus,
	Enterprises, InstitutionId, OnConsentRevoked, RatingSummary, Ratings, RegistrationNumber, Timestamp,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	/// Whether the account acts for an enterprise of another place.
	pub fn is_party(who: &T::AccountId) -> bool {
		Holders::<T>::iter_key_prefix(who).next().is_some()
	}

	/// The enterprises of other places for which the account acts, so many at most.
	pub fn held_by(who: &T::AccountId, most: usize) -> Vec<RegistrationNumber> {
		Holders::<T>::iter_key_prefix(who).take(most).collect()
	}

	/// Whether the passport of an enterprise of another place was taken back.
	pub fn is_taken_back(enterprise: &RegistrationNumber) -> bool {
		Visitors::<T>::get(enterprise).is_some_and(|visitor| visitor.rating.is_none())
	}

	/// What this side expects of a held grade within a year.
	pub(crate) fn default_probability(corridor: Corridor, rating: &HeldRating) -> Option<BasisPoints> {
		Recognised::<T>::get(corridor, rating.scorecard)?.get(rating.grade.index()).copied()
	}
}

/// Enterprises of other places, as their passports tell of them.
impl<T: Config> Enterprises<T::AccountId> for Pallet<T> {
	/// Active as long as its passport counts. What it says of itself besides is in the public register of its place.
	fn profile(enterprise: &RegistrationNumber) -> Option<EnterpriseProfile> {
		let visitor = Visitors::<T>::get(enterprise)?;
		let counts = Self::standing(&visitor) == PassportStanding::Counts;
		Some(EnterpriseProfile {
			status: if counts { EnterpriseStatus::Active } else { EnterpriseStatus::Abnormal },
			jurisdiction: enterprise.jurisdiction(),
			industry: visitor.industry,
			division: visitor.division,
			founded: visitor.founded,
			// It does not cross.
			registered_capital: 0,
			capital_currency: Currency::Cny,
		})
	}

	fn controller(enterprise: &RegistrationNumber) -> Option<T::AccountId> {
		Visitors::<T>::get(enterprise).map(|visitor| visitor.holder)
	}
}

impl<T: Config> Ratings for Pallet<T> {
	/// The rating of a passport that counts.
	fn current(enterprise: &RegistrationNumber) -> Option<RatingSummary> {
		let visitor = Visitors::<T>::get(enterprise)?;
		let rating = visitor.rating.filter(|_| Self::standing(&visitor) == PassportStanding::Counts)?;
		Some(RatingSummary {
			scorecard: rating.scorecard,
			grade: rating.grade,
			default_probability: Self::default_probability(visitor.corridor, &rating)?,
			coverage: rating.coverage,
			made_at: rating.rated_at,
			valid_until: rating.valid_until,
			institution: None,
			indicators: Vec::new(),
		})
	}

	/// Their scorecards are elsewhere.
	fn has_champion(enterprise: &RegistrationNumber) -> bool {
		Visitors::<T>::contains_key(enterprise)
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(4)
	}
}

impl<T: Config> DocumentsAbroad for Pallet<T> {
	fn financed_abroad(document: H256) -> Option<(Corridor, Timestamp)> {
		Self::known_abroad(document)
	}

	fn ensure_clear(document: H256, institution: InstitutionId) -> DispatchResult {
		Self::clearance(document, institution).map_err(Into::into)
	}

	fn is_held(document: H256) -> bool {
		Self::is_held_abroad(document)
	}

	fn financed(document: H256, similar: H256) {
		let financed_at = Self::now();
		for corridor in Self::corridors() {
			Self::queue(corridor, CorridorMessage::DuplicateNotice { document, similar, financed_at });
		}
	}

	fn weight() -> Weight {
		T::WeightInfo::clear_and_finance()
	}
}

impl<T: Config> OnConsentRevoked for Pallet<T> {
	fn revoked(consent: ConsentId, enterprise: &RegistrationNumber) {
		for corridor in Self::corridors() {
			if let Some(sent) = PassportsSent::<T>::get(corridor, enterprise).filter(|sent| sent.consent == consent) {
				Self::revoke(corridor, enterprise.clone(), sent.passport.number);
			}
		}
	}

	fn weight() -> Weight {
		T::WeightInfo::revoked()
	}
}
