//! In which order liens on one asset stand: by their registration outside the chain, by agreement, by registration here.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
};
use lingnan_support::{Agencies, AgencyRight, AssetId, InstitutionId, Institutions, LienId, SecurityClaim};

/// Rank in a list, from 1.
fn rank_of(ranking: &[LienId], lien: LienId) -> u32 {
	(1u32..).zip(ranking).find(|(_, other)| **other == lien).map_or(0, |(rank, _)| rank)
}

/// Registered outside before the other was, if that is registered there at all.
fn is_earlier(lien: &Lien, other: &Lien) -> bool {
	let at = |lien: &Lien| lien.outside.as_ref().map(|outside| outside.at);
	at(lien).is_some_and(|mine| at(other).is_none_or(|theirs| mine < theirs))
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_outside(
		who: T::AccountId,
		id: LienId,
		registration: OutsideRegistration,
	) -> DispatchResult {
		let mut lien = Self::live(id)?;
		let asset = Self::asset(lien.asset)?;
		let holds = T::Institutions::key_of(lien.institution).as_ref() == Some(&who);
		let office = asset.kind.is_intellectual_property()
			&& T::Agencies::with_right(&who, AgencyRight::IntellectualProperty).is_some();
		ensure!(holds || office, Error::<T>::NotAuthorized);
		ensure!(registration.register.takes(asset.kind), Error::<T>::WrongRegister);
		ensure!(registration.number.is_valid(), Error::<T>::InvalidNumber);
		ensure!(registration.at <= Self::now(), Error::<T>::InvalidDate);
		if let Some(stated) = &lien.outside {
			ensure!(*stated != registration, Error::<T>::AlreadyExists);
			let mut others = Ranking::<T>::get(lien.asset).into_iter().filter_map(Liens::<T>::get);
			ensure!(others.all(|other| other.institution == lien.institution), Error::<T>::ReliedOn);
		}
		lien.outside = Some(registration.clone());
		Liens::<T>::insert(id, &lien);
		ensure!(Self::rise(id, &lien), Error::<T>::Reserved);
		Self::order(lien.asset);
		let rank = rank_of(&Ranking::<T>::get(lien.asset), id);
		Self::deposit_event(Event::LienRegisteredOutside { lien: id, registration, rank });
		Ok(())
	}

	/// Goes before every lien that is registered later outside, or not at all, and behind which it did not step. None is passed
	/// that another institution keeps for a loan: it pays on that rank. Whether none such stood in the way.
	fn rise(id: LienId, lien: &Lien) -> bool {
		let behind = Behind::<T>::get(id);
		Ranking::<T>::mutate(lien.asset, |ranking| {
			while let Some(place) = ranking.iter().position(|other| *other == id).filter(|place| *place > 0) {
				let Some(pair) = ranking.get_mut(place.saturating_sub(1)..=place) else { break };
				let Some((before, other)) = pair.first().and_then(|before| Some((*before, Liens::<T>::get(before)?)))
				else {
					break;
				};
				if !is_earlier(lien, &other) || behind.contains(&before) {
					break;
				}
				if other.institution != lien.institution && Self::is_reserved(&other) {
					return false;
				}
				pair.reverse();
			}
			true
		})
	}

	/// Brings liens in order again where one has gone that others could not pass, or whose time was put right. Who is kept for
	/// a loan keeps its rank.
	pub(crate) fn order(asset: AssetId) {
		for id in Ranking::<T>::get(asset) {
			if let Some(lien) = Liens::<T>::get(id) {
				Self::rise(id, &lien);
			}
		}
	}

	/// The lien steps behind those that it let pass, whatever is registered outside later.
	pub(crate) fn step_behind(id: LienId, passed: &[LienId]) {
		Behind::<T>::mutate(id, |behind| {
			behind.retain(|other| Self::live(*other).is_ok());
			for other in passed {
				if !behind.contains(other) {
					// There are no more live liens on an asset than there is room for.
					let _ = behind.try_push(*other);
				}
			}
		});
	}

	pub(crate) fn do_accept_rank(who: T::AccountId, id: LienId) -> DispatchResult {
		let lien = Self::held_by(&who, id)?;
		let rank = rank_of(&Ranking::<T>::get(lien.asset), id);
		AcceptedRanks::<T>::insert(id, rank);
		Self::deposit_event(Event::RankAccepted { lien: id, rank });
		Ok(())
	}

	pub(crate) fn do_admit_lender(
		who: T::AccountId,
		id: LienId,
		institution: InstitutionId,
		admitted: bool,
	) -> DispatchResult {
		Self::held_by(&who, id)?;
		let known = T::Institutions::is_active(institution) || !admitted;
		ensure!(known, Error::<T>::InstitutionNotActive);
		Admitted::<T>::try_mutate_exists(id, |list| {
			let mut others = list.take().unwrap_or_default();
			ensure!(others.contains(&institution) != admitted, Error::<T>::AlreadyExists);
			if admitted {
				others.try_push(institution).map_err(|_| Error::<T>::TooManyLiens)?;
			} else {
				others.retain(|other| *other != institution);
			}
			*list = Some(others).filter(|others| !others.is_empty());
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::LenderAdmitted { lien: id, institution, admitted });
		Ok(())
	}

	/// The lien that this one takes the place of, while that lives.
	pub(crate) fn renewed_by(lien: &Lien) -> Option<LienId> {
		lien.renews.filter(|renewed| Self::live(*renewed).is_ok())
	}

	/// The first lien of this institution from this enterprise that secures no loan yet; for a renewal the one that was granted
	/// in place of the old. Others may rank before it only as far as the institution accepted that.
	pub(crate) fn free_lien(
		asset: AssetId,
		claim: &SecurityClaim,
		renewed: Option<LienId>,
	) -> Result<(LienId, Lien), DispatchError> {
		let ranking = Ranking::<T>::get(asset);
		ensure!(!ranking.is_empty(), Error::<T>::NotLive);
		let keeps_rank = T::KeepRankOnRenewal::get();
		let (mut others, mut old_passed) = (false, false);
		let mut refusal = Error::<T>::NotFirstRank;
		for (rank, id) in (1u32..).zip(ranking) {
			let lien = Self::live(id)?;
			if lien.institution != claim.institution {
				// It takes the old one's place, if it keeps the rank: who stands between does not matter then.
				others |= !(old_passed && keeps_rank);
				continue;
			}
			old_passed |= Some(id) == renewed;
			if lien.loan.is_some() {
				refusal = Error::<T>::AlreadyBound;
			} else if lien.until < Self::today() {
				refusal = Error::<T>::NotLive;
			} else if lien.pledgor == claim.enterprise && Self::renewed_by(&lien) == renewed {
				let accepted = AcceptedRanks::<T>::get(id).is_some_and(|accepted| rank <= accepted);
				let lost = if renewed.is_some() { Error::<T>::RankLost } else { Error::<T>::NotFirstRank };
				ensure!(!others || accepted, lost);
				return Ok((id, lien));
			}
		}
		Err(refusal.into())
	}

	/// The new lien takes the old one's place, where renewals keep their rank.
	pub(crate) fn take_place(asset: AssetId, old: LienId, new: LienId) {
		if !T::KeepRankOnRenewal::get() {
			return;
		}
		Ranking::<T>::mutate(asset, |ranking| {
			let place = |wanted: LienId| ranking.iter().position(|lien| *lien == wanted);
			let Some((to, from)) = place(old).zip(place(new)).filter(|(to, from)| to < from) else { return };
			if let Some(moved) = ranking.get_mut(to..=from) {
				moved.rotate_right(1);
			}
		});
	}
}
