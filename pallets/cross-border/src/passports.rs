//! Grades that travel.

use crate::*;
use codec::{Decode, Encode};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::Get,
	weights::Weight,
};
use lingnan_anchored::{leaf_hash, Tree};
use lingnan_support::{
	Act, Consents, Corridor, CorridorMessage, DataClass, Enterprises, IndicatorId, Jurisdiction, Passport, Purpose,
	RatingBases, RegistrationIssue, RegistrationNumber, Revision, WHOLE,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_send_passport(
		who: T::AccountId,
		corridor: Corridor,
		enterprise: RegistrationNumber,
	) -> DispatchResult {
		let institution = Self::ensure_institution(&who)?;
		Self::ensure_open(corridor, DataClass::Passports)?;
		let profile = T::Enterprises::profile(&enterprise).ok_or(Error::<T>::NotFound)?;
		ensure!(Home::<T>::get() == Some(enterprise.jurisdiction()), Error::<T>::NotOurs);
		ensure!(T::Enterprises::is_active(&enterprise), Error::<T>::NotActive);
		let holder = T::Enterprises::controller(&enterprise).ok_or(Error::<T>::NotActive)?;
		// What it consented to before goes nowhere while it is frozen: whoever holds its key would act on it abroad.
		ensure!(T::Enterprises::may(&holder, &enterprise, Act::Consent)?, Error::<T>::NotAuthorized);
		let basis = T::Ratings::current_basis(&enterprise).ok_or(Error::<T>::NotRated)?;
		let rating = basis.rating;
		Self::count(institution, 1)?;
		let purpose = Purpose::CrossBorderVerification;
		let consent = T::Consents::use_consent(&enterprise, institution, purpose, &rating.indicators)?;

		let number = PassportCount::<T>::get(corridor).saturating_add(1);
		let passport = Passport {
			number,
			enterprise: enterprise.clone(),
			holder: to_wire(&holder),
			industry: profile.industry,
			division: profile.division,
			founded: profile.founded,
			grade: rating.grade,
			scorecard: rating.scorecard,
			coverage: rating.coverage,
			rated_at: rating.made_at,
			valid_until: rating.valid_until,
			attestations: attestations_root(&basis.attestations),
		};
		let nonce = Self::send(corridor, CorridorMessage::Passport(passport.clone()))?;
		PassportCount::<T>::insert(corridor, number);
		let sent = SentPassport { passport, institution, consent, sent_at: Self::now(), nonce };
		PassportsSent::<T>::insert(corridor, &enterprise, sent);
		Self::deposit_event(Event::PassportSent { corridor, enterprise, number, institution, consent, nonce });
		Ok(())
	}

	pub(crate) fn do_revoke_passport(
		who: T::AccountId,
		corridor: Corridor,
		enterprise: RegistrationNumber,
	) -> DispatchResult {
		let sent = PassportsSent::<T>::get(corridor, &enterprise).ok_or(Error::<T>::NotFound)?;
		let its_own = T::Enterprises::may(&who, &enterprise, Act::Daily)?;
		let sender = Self::ensure_institution(&who) == Ok(sent.institution);
		let groundless = Self::is_groundless(&enterprise, &sent.passport);
		ensure!(its_own || sender || groundless, Error::<T>::NotAuthorized);
		Self::revoke(corridor, enterprise, sent.passport.number);
		Ok(())
	}

	/// Whether anybody may take a passport back.
	fn is_groundless(enterprise: &RegistrationNumber, passport: &Passport) -> bool {
		!T::Enterprises::is_active(enterprise) || !Self::has_ground(enterprise, passport)
	}

	/// Whether a passport that was sent still holds, and if not, why.
	pub(crate) fn sent_standing(enterprise: &RegistrationNumber, passport: &Passport) -> SentStanding {
		if Self::now() >= passport.valid_until {
			SentStanding::Expired
		} else if Self::is_groundless(enterprise, passport) {
			SentStanding::Groundless
		} else {
			SentStanding::Holds
		}
	}

	/// Whether the rating that a passport carries still stands, and its holder acts for the enterprise, which is not frozen.
	fn has_ground(enterprise: &RegistrationNumber, passport: &Passport) -> bool {
		let acts = |holder: T::AccountId| {
			to_wire(&holder) == passport.holder && T::Enterprises::may(&holder, enterprise, Act::Consent) == Ok(true)
		};
		T::Enterprises::controller(enterprise).is_some_and(acts)
			&& T::Ratings::stands(enterprise, passport.scorecard, passport.rated_at)
	}

	/// Looks at the next passport, if the weight carries it, and takes it back if its ground has gone before its time.
	/// Answers what it used. One in a block: all are seen in turn, however many there are.
	pub(crate) fn check_passports(left: Weight) -> Weight {
		let look = T::DbWeight::get().reads(1);
		if !look.all_lte(left) || PassportCount::<T>::iter_keys().next().is_none() {
			return look.min(left);
		}
		let check = T::WeightInfo::check_passport()
			.saturating_add(T::WeightInfo::revoke_passport())
			.saturating_add(T::Ratings::weight());
		if !check.all_lte(left) {
			return look;
		}
		let mut ahead = match LastChecked::<T>::take() {
			None => PassportsSent::<T>::iter(),
			Some((corridor, enterprise)) => {
				PassportsSent::<T>::iter_from(PassportsSent::<T>::hashed_key_for(corridor, enterprise))
			},
		};
		if let Some((corridor, enterprise, sent)) = ahead.next() {
			LastChecked::<T>::put((corridor, enterprise.clone()));
			let is_over = Self::now() >= sent.passport.valid_until;
			if !is_over && !Self::has_ground(&enterprise, &sent.passport) {
				Self::revoke(corridor, enterprise, sent.passport.number);
			}
		}
		check
	}

	/// Forgets a passport and has the other end told.
	pub(crate) fn revoke(corridor: Corridor, enterprise: RegistrationNumber, number: u64) {
		PassportsSent::<T>::remove(corridor, &enterprise);
		Self::deposit_event(Event::PassportRevoked { corridor, enterprise: enterprise.clone(), number });
		Self::queue(corridor, CorridorMessage::PassportRevoked { number, enterprise });
	}

	/// A passport from the other end: about one of its own enterprises, valid now, by a scorecard that counts here.
	pub(crate) fn take_passport(corridor: Corridor, other_end: Jurisdiction, passport: Passport) -> DispatchResult {
		let enterprise = passport.enterprise;
		ensure!(enterprise.jurisdiction() == other_end, Error::<T>::NotTheirs);
		// A registrar there may have accepted a code whose last check character does not hold.
		let named = matches!(enterprise.check(), Ok(()) | Err(RegistrationIssue::OuterCheck));
		let known = passport.industry.is_valid() && passport.division.is_none_or(|division| division.is_valid());
		ensure!(named && known && passport.coverage <= WHOLE, Error::<T>::Malformed);
		ensure!(Self::now() < passport.valid_until, Error::<T>::Expired);
		let recognised = Recognised::<T>::contains_key(corridor, passport.scorecard);
		ensure!(recognised, Error::<T>::ScorecardNotRecognised);
		let holder = from_wire::<T>(passport.holder)?;
		let before = Visitors::<T>::get(&enterprise);
		ensure!(before.as_ref().is_none_or(|last| last.number < passport.number), Error::<T>::Outdated);

		if before.as_ref().map(|last| &last.holder) != Some(&holder) {
			Self::gain(&holder, &enterprise);
			if let Some(last) = before {
				Self::lose(&last.holder, &enterprise);
			}
		}
		let rating = HeldRating {
			grade: passport.grade,
			scorecard: passport.scorecard,
			coverage: passport.coverage,
			rated_at: passport.rated_at,
			valid_until: passport.valid_until,
			attestations: passport.attestations,
		};
		Visitors::<T>::insert(
			enterprise,
			Visitor {
				corridor,
				number: passport.number,
				holder,
				industry: passport.industry,
				division: passport.division,
				founded: passport.founded,
				received_at: Self::now(),
				rating: Some(rating),
			},
		);
		Ok(())
	}

	/// Burns the rating of a passport, and of every earlier one. Who acts for the enterprise stays known, for its duties.
	pub(crate) fn burn_passport(corridor: Corridor, number: u64, enterprise: &RegistrationNumber) {
		Visitors::<T>::mutate(enterprise, |visitor| {
			if let Some(visitor) = visitor.as_mut().filter(|held| held.corridor == corridor && held.number <= number) {
				visitor.rating = None;
			}
		});
	}

	/// Whether a visitor's passport counts now, and if not, why.
	pub(crate) fn standing(visitor: &Visitor<T::AccountId>) -> PassportStanding {
		let Some(rating) = visitor.rating else { return PassportStanding::Revoked };
		if Self::is_halted(visitor.corridor) {
			PassportStanding::Halted
		} else if !Self::lets_through(visitor.corridor, DataClass::Passports) {
			PassportStanding::ClassClosed
		} else if Self::now() >= rating.valid_until {
			PassportStanding::Expired
		} else if !Recognised::<T>::contains_key(visitor.corridor, rating.scorecard) {
			PassportStanding::ScorecardNotRecognised
		} else {
			PassportStanding::Counts
		}
	}

	/// From the first enterprise that it acts for on, an account can sign without coins.
	fn gain(holder: &T::AccountId, enterprise: &RegistrationNumber) {
		if !Self::is_party(holder) {
			frame_system::Pallet::<T>::inc_sufficients(holder);
		}
		Holders::<T>::insert(holder, enterprise, ());
	}

	fn lose(holder: &T::AccountId, enterprise: &RegistrationNumber) {
		Holders::<T>::remove(holder, enterprise);
		if !Self::is_party(holder) {
			frame_system::Pallet::<T>::dec_sufficients(holder);
		}
	}
}

/// An account in the width that travels: 32 bytes, which all three chains use.
fn to_wire(account: &impl Encode) -> H256 {
	let mut bytes = H256::zero();
	bytes.0.iter_mut().zip(account.encode()).for_each(|(to, from)| *to = from);
	bytes
}

fn from_wire<T: Config>(account: H256) -> Result<T::AccountId, DispatchError> {
	T::AccountId::decode(&mut account.as_bytes()).map_err(|_| Error::<T>::Malformed.into())
}

/// The root over the attestations that a rating used: a tree as for an anchored dataset, one leaf for each, in the
/// order of the scorecard.
pub fn attestations_root(attestations: &[(IndicatorId, Revision)]) -> H256 {
	let leaf = |(indicator, revision): &(IndicatorId, Revision)| {
		leaf_hash(&AttestationLeaf { indicator: *indicator, revision: *revision })
	};
	H256(Tree::new(attestations.iter().map(leaf).collect()).root())
}
