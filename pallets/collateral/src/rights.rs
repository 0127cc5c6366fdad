//! Intellectual property: the IP office's record, appraisers and their valuations.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::{Get, UnixTime},
};
use lingnan_support::{
	date_of, Act, Agencies, AgencyRight, Amount, AssetId, AssetKind, Date, Enterprises, Institutions, PatentType,
	RegistrationNumber, Text, Timestamp, MAX_AMOUNT,
};
use sp_runtime::ArithmeticError;

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Timestamp {
		T::Clock::now().as_secs()
	}

	pub(crate) fn today() -> Date {
		date_of(Self::now())
	}

	pub(crate) fn do_license_appraiser(appraiser: T::AccountId, name: Text<128>) -> DispatchResult {
		ensure!(name.is_valid(), Error::<T>::InvalidName);
		ensure!(!Appraisers::<T>::contains_key(&appraiser), Error::<T>::AlreadyExists);
		frame_system::Pallet::<T>::inc_sufficients(&appraiser);
		Appraisers::<T>::insert(&appraiser, &name);
		Self::deposit_event(Event::AppraiserLicensed { appraiser, name });
		Ok(())
	}

	pub(crate) fn do_withdraw_licence(appraiser: T::AccountId) -> DispatchResult {
		ensure!(Appraisers::<T>::take(&appraiser).is_some(), Error::<T>::NotFound);
		frame_system::Pallet::<T>::dec_sufficients(&appraiser);
		Self::deposit_event(Event::LicenceWithdrawn { appraiser });
		Ok(())
	}

	pub(crate) fn do_register_right(who: T::AccountId, right: RightSpec) -> DispatchResult {
		Self::ensure_ip_office(&who)?;
		Self::ensure_right_number(right.kind, &right.number)?;
		ensure!(right.title.is_valid(), Error::<T>::InvalidName);
		Self::ensure_owners(&right.owners)?;
		ensure!(right.expires >= Self::today(), Error::<T>::InvalidDate);
		ensure!(!RightByNumber::<T>::contains_key(right.kind, &right.number), Error::<T>::AlreadyExists);

		let status = if right.granted { RightStatus::Granted } else { RightStatus::Pending };
		let id = Self::enter(
			right.kind,
			Substance::Right(Right {
				number: right.number.clone(),
				title: right.title.clone(),
				owners: right.owners.clone(),
				status,
				expires: right.expires,
				fee_paid_until: right.fee_paid_until,
				invalidation_pending: false,
				encumbrance: Encumbrance::None,
			}),
		)?;
		RightByNumber::<T>::insert(right.kind, &right.number, id);
		Self::deposit_event(Event::RightRegistered { asset: id, right });
		Ok(())
	}

	pub(crate) fn do_update_right(who: T::AccountId, id: AssetId, update: RightUpdate) -> DispatchResult {
		Self::ensure_ip_office(&who)?;
		Self::change_right(id, |right| {
			right.status = update.status;
			right.expires = update.expires;
			right.fee_paid_until = update.fee_paid_until;
			right.invalidation_pending = update.invalidation_pending;
			Ok(())
		})?;
		if !update.invalidation_pending {
			let _ = Acknowledged::<T>::clear_prefix(id, 256, None);
		}
		Self::deposit_event(Event::RightUpdated { asset: id, update });
		Ok(())
	}

	pub(crate) fn do_transfer_right(who: T::AccountId, id: AssetId, owners: Owners) -> DispatchResult {
		Self::ensure_ip_office(&who)?;
		let (mut asset, mut right) = Self::right(id)?;
		Self::ensure_owners(&owners)?;
		ensure!(Ranking::<T>::get(id).is_empty(), Error::<T>::Pledged);

		Self::disown(id, &asset);
		right.owners = owners.clone();
		asset.holder = None;
		asset.substance = Substance::Right(right);
		Self::own(id, &asset);
		Assets::<T>::insert(id, asset);
		Self::deposit_event(Event::RightTransferred { asset: id, owners });
		Ok(())
	}

	pub(crate) fn do_set_encumbrance(who: T::AccountId, id: AssetId, encumbrance: Encumbrance) -> DispatchResult {
		let may = T::Agencies::with_right(&who, AgencyRight::Court)
			.or(T::Agencies::with_right(&who, AgencyRight::IntellectualProperty));
		ensure!(may.is_some(), Error::<T>::NotAuthorized);
		Self::change_right(id, |right| {
			right.encumbrance = encumbrance;
			Ok(())
		})?;
		Self::deposit_event(Event::EncumbranceSet { asset: id, encumbrance });
		Ok(())
	}

	pub(crate) fn do_agree_to_pledge(
		who: T::AccountId,
		id: AssetId,
		owner: RegistrationNumber,
		agreed: bool,
	) -> DispatchResult {
		let (asset, _) = Self::right(id)?;
		ensure!(asset.owners().contains(&owner), Error::<T>::NotOwner);
		// For how much it will be pledged is not known yet: no mandate covers that, the controller alone agrees.
		let act = if agreed { Act::Pledge(None, Amount::MAX) } else { Act::Daily };
		ensure!(T::Enterprises::may(&who, &owner, act)?, Error::<T>::NotAuthorized);
		if agreed {
			Agreed::<T>::insert(id, &owner, ());
		} else {
			Agreed::<T>::remove(id, &owner);
		}
		Self::deposit_event(Event::PledgeAgreed { asset: id, owner, agreed });
		Ok(())
	}

	pub(crate) fn do_acknowledge_invalidation(who: T::AccountId, id: AssetId) -> DispatchResult {
		let institution = T::Institutions::institution_of(&who).ok_or(Error::<T>::NotAuthorized)?;
		ensure!(Self::right(id)?.1.invalidation_pending, Error::<T>::NothingPending);
		Acknowledged::<T>::insert(id, institution, ());
		Self::deposit_event(Event::InvalidationAcknowledged { asset: id, institution });
		Ok(())
	}

	pub(crate) fn do_appraise(appraiser: T::AccountId, id: AssetId, valuation: Valuation) -> DispatchResult {
		ensure!(Appraisers::<T>::contains_key(&appraiser), Error::<T>::NotAuthorized);
		Self::right(id)?;
		let today = Self::today();
		ensure!((1..=MAX_AMOUNT).contains(&valuation.value), Error::<T>::LimitExceeded);
		ensure!(valuation.valued_on <= today, Error::<T>::InvalidDate);
		let stale = value::is_stale(valuation.valued_on, today, T::ValuationMonths::get());
		ensure!(!stale, Error::<T>::StaleValuation);
		let newer = Valuations::<T>::get(id).is_some_and(|standing| standing.valued_on > valuation.valued_on);
		ensure!(!newer, Error::<T>::OutdatedValuation);

		Valuations::<T>::insert(id, &valuation);
		Self::deposit_event(Event::Appraised { asset: id, appraiser, valuation });
		Ok(())
	}

	pub(crate) fn asset(id: AssetId) -> Result<Asset, DispatchError> {
		Assets::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	pub(crate) fn right(id: AssetId) -> Result<(Asset, Right), DispatchError> {
		let asset = Self::asset(id)?;
		match asset.substance.clone() {
			Substance::Right(right) => Ok((asset, right)),
			Substance::Receivable(_) => Err(Error::<T>::WrongKind.into()),
		}
	}

	/// Numbers an asset and lists it with its owners.
	pub(crate) fn enter(kind: AssetKind, substance: Substance) -> Result<AssetId, DispatchError> {
		let id = NextAsset::<T>::get();
		NextAsset::<T>::put(id.next().ok_or(ArithmeticError::Overflow)?);
		let asset = Asset { kind, registered_at: Self::now(), holder: None, substance };
		Self::own(id, &asset);
		Assets::<T>::insert(id, asset);
		Ok(id)
	}

	pub(crate) fn own(id: AssetId, asset: &Asset) {
		asset.owners().iter().for_each(|owner| OwnedBy::<T>::insert(owner, id, ()));
	}

	/// Takes an asset off its owners' lists, and their agreements with them.
	pub(crate) fn disown(id: AssetId, asset: &Asset) {
		for owner in asset.owners() {
			OwnedBy::<T>::remove(&owner, id);
			Agreed::<T>::remove(id, &owner);
		}
	}

	fn change_right(id: AssetId, change: impl FnOnce(&mut Right) -> DispatchResult) -> DispatchResult {
		let (mut asset, mut right) = Self::right(id)?;
		change(&mut right)?;
		asset.substance = Substance::Right(right);
		Assets::<T>::insert(id, asset);
		Ok(())
	}

	fn ensure_ip_office(who: &T::AccountId) -> DispatchResult {
		let office = T::Agencies::with_right(who, AgencyRight::IntellectualProperty);
		ensure!(office.is_some(), Error::<T>::NotAuthorized);
		Ok(())
	}

	fn ensure_owners(owners: &Owners) -> DispatchResult {
		let mut once = owners.to_vec();
		once.sort_unstable();
		once.dedup();
		let known = once.iter().all(|owner| T::Enterprises::exists(owner));
		ensure!(!once.is_empty() && once.len() == owners.len() && known, Error::<T>::InvalidOwners);
		Ok(())
	}

	fn ensure_right_number(kind: AssetKind, number: &RightNumber) -> DispatchResult {
		let patent = match kind {
			AssetKind::Invention => Some(PatentType::Invention),
			AssetKind::UtilityModel => Some(PatentType::UtilityModel),
			AssetKind::Design => Some(PatentType::Design),
			AssetKind::Trademark | AssetKind::SoftwareCopyright => None,
			AssetKind::TradeReceivable | AssetKind::ExportDeclaration => return Err(Error::<T>::WrongKind.into()),
		};
		match (patent, number) {
			(Some(expected), RightNumber::Patent(number)) => {
				ensure!(number.is_valid(), Error::<T>::InvalidNumber);
				ensure!(number.patent_type() == Some(expected), Error::<T>::WrongKind);
			},
			(None, RightNumber::Registration(number)) => ensure!(number.is_valid(), Error::<T>::InvalidNumber),
			_ => return Err(Error::<T>::WrongKind.into()),
		}
		Ok(())
	}
}
