use crate::*;
use alloc::{
	collections::btree_map::{BTreeMap, Entry},
	vec::Vec,
};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
	traits::{Get, UnixTime},
};
use lingnan_support::{
	date_of, Act, AgencyId, Enterprises, IndicatorId, OnDispute, RegistrationNumber, Revision, Timestamp,
	SECONDS_PER_DAY,
};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Timestamp {
		T::Clock::now().as_secs()
	}

	pub(crate) fn do_attest(who: T::AccountId, attestation: AttestationSpec) -> DispatchResult {
		let agency = Self::ensure_working(&who)?;
		let definition = Self::owned_by(agency, attestation.indicator)?;
		Self::enter_attestation(&definition, attestation, None, Self::now()).map(|_| ())
	}

	/// What all attestations have in common is read once.
	pub(crate) fn do_attest_many(who: T::AccountId, attestations: Vec<AttestationSpec>) -> DispatchResult {
		let agency = Self::ensure_working(&who)?;
		ensure!(!attestations.is_empty(), Error::<T>::EmptyBatch);
		let now = Self::now();
		let mut known = BTreeMap::new();
		attestations.into_iter().try_for_each(|attestation| {
			let definition = match known.entry(attestation.indicator) {
				Entry::Occupied(known) => known.into_mut(),
				Entry::Vacant(unknown) => unknown.insert(Self::owned_by(agency, attestation.indicator)?),
			};
			Self::enter_attestation(definition, attestation, None, now).map(|_| ())
		})
	}

	pub(crate) fn do_revoke(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		indicator: IndicatorId,
		reason: RevocationReason,
	) -> DispatchResult {
		let mut attestation = Self::latest(&enterprise, indicator)?;
		let owner = Self::indicator_record(indicator)?.spec.owner;
		ensure!(AgencyByKey::<T>::get(&who) == Some(owner), Error::<T>::NotAuthorized);
		ensure!(!matches!(attestation.standing, Standing::Revoked { .. }), Error::<T>::AlreadyRevoked);

		let revision = attestation.revision;
		attestation.standing = Standing::Revoked { reason, at: Self::now() };
		Latest::<T>::insert(&enterprise, indicator, attestation);
		DisputesAt::<T>::remove(owner, (&enterprise, indicator));
		Self::deposit_event(Event::Revoked { enterprise, indicator, revision, reason });
		Ok(())
	}

	pub(crate) fn do_dispute(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		indicator: IndicatorId,
		reason: H256,
	) -> DispatchResult {
		let now = Self::now();
		let mut attestation = Self::latest(&enterprise, indicator)?;
		ensure!(T::Enterprises::may(&who, &enterprise, Act::Daily)?, Error::<T>::NotAuthorized);
		match attestation.standing {
			Standing::InForce => {},
			Standing::Upheld => return Err(Error::<T>::AlreadyUpheld.into()),
			Standing::Disputed { .. } => return Err(Error::<T>::AlreadyDisputed.into()),
			Standing::Revoked { .. } => return Err(Error::<T>::AlreadyRevoked.into()),
		}
		ensure!(!attestation.is_expired(now), Error::<T>::Expired);

		let revision = attestation.revision;
		let deadline = now.saturating_add(u64::from(T::DisputeDays::get()).saturating_mul(SECONDS_PER_DAY));
		attestation.standing = Standing::Disputed { reason, at: now, deadline };
		let agency = Self::indicator_record(indicator)?.spec.owner;
		Latest::<T>::insert(&enterprise, indicator, attestation);
		DisputesAt::<T>::insert(agency, (&enterprise, indicator), ());
		T::OnDispute::disputed(&enterprise, indicator, revision);
		Self::deposit_event(Event::Disputed { enterprise, indicator, revision, reason, deadline });
		Ok(())
	}

	pub(crate) fn do_uphold(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		indicator: IndicatorId,
		reason: H256,
	) -> DispatchResult {
		let now = Self::now();
		let mut attestation = Self::latest(&enterprise, indicator)?;
		let agency = Self::ensure_owner(&who, indicator)?.spec.owner;
		let Standing::Disputed { deadline, .. } = attestation.standing else {
			return Err(Error::<T>::NotDisputed.into());
		};
		ensure!(now <= deadline, Error::<T>::DeadlinePassed);

		let revision = attestation.revision;
		attestation.standing = Standing::Upheld;
		Latest::<T>::insert(&enterprise, indicator, attestation);
		DisputesAt::<T>::remove(agency, (&enterprise, indicator));
		Self::deposit_event(Event::Upheld { enterprise, indicator, revision, reason });
		Ok(())
	}

	pub(crate) fn do_correct(
		who: T::AccountId,
		enterprise: RegistrationNumber,
		indicator: IndicatorId,
		value: Value,
		evidence: H256,
	) -> DispatchResult {
		let now = Self::now();
		let mut attestation = Self::latest(&enterprise, indicator)?;
		let definition = Self::ensure_owner(&who, indicator)?;
		ensure!(!definition.retired, Error::<T>::Retired);
		Self::ensure_value(&definition, &value)?;
		ensure!(!matches!(attestation.standing, Standing::Revoked { .. }), Error::<T>::AlreadyRevoked);
		ensure!(!attestation.is_dead(now), Error::<T>::DeadlinePassed);
		ensure!(!attestation.is_expired(now), Error::<T>::Expired);
		Self::source_stands(&attestation)?;

		let revision = attestation.revision.saturating_add(1);
		attestation.value = value.clone();
		attestation.evidence = evidence;
		attestation.made_at = now;
		attestation.revision = revision;
		attestation.standing = Standing::InForce;
		attestation.dataset = None;
		attestation.shown = false;
		Latest::<T>::insert(&enterprise, indicator, attestation);
		DisputesAt::<T>::remove(definition.spec.owner, (&enterprise, indicator));
		Self::deposit_event(Event::Corrected { enterprise, indicator, revision, value, evidence });
		Ok(())
	}

	/// The indicator, if it is this agency's.
	fn owned_by(agency: AgencyId, indicator: IndicatorId) -> Result<Indicator, DispatchError> {
		let definition = Self::indicator_record(indicator)?;
		ensure!(definition.spec.owner == agency, Error::<T>::NotAuthorized);
		Ok(definition)
	}

	/// Checks an attestation of the indicator's owner and enters it: from a dataset, or stated by itself.
	pub(crate) fn enter_attestation(
		definition: &Indicator,
		spec: AttestationSpec,
		source: Option<(DatasetId, &Dataset)>,
		now: Timestamp,
	) -> Result<Revision, DispatchError> {
		let AttestationSpec { enterprise, indicator, value, period_end, evidence } = spec;
		ensure!(!definition.retired, Error::<T>::Retired);
		Self::ensure_value(definition, &value)?;
		ensure!(T::Enterprises::exists(&enterprise), Error::<T>::NotFound);
		ensure!(period_end <= date_of(now), Error::<T>::FuturePeriod);
		let expires = expiry(period_end, definition.spec.validity_days);
		ensure!(now < expires, Error::<T>::Expired);
		let before = Latest::<T>::get(&enterprise, indicator);
		if let Some(last) = before.as_ref().filter(|last| last.period_end >= period_end) {
			ensure!(last.period_end == period_end, Error::<T>::OutdatedPeriod);
			Self::ensure_replaceable(last, source.map(|(_, dataset)| dataset), now)?;
		}

		let revision = before.map_or(0, |last| last.revision).saturating_add(1);
		let attestation = Attestation {
			value,
			period_end,
			expires,
			made_at: now,
			evidence,
			revision,
			standing: Standing::InForce,
			dataset: source.map(|(id, _)| id),
			shown: false,
		};
		Latest::<T>::insert(&enterprise, indicator, &attestation);
		let value = attestation.value;
		Self::deposit_event(Event::Attested { enterprise, indicator, revision, value, period_end, expires, evidence });
		Ok(revision)
	}

	/// Whether an indicator takes such a value: an open one, or a commitment for each of its bins but the last. Whether each is a
	/// point is seen where it is used (decision 203).
	fn ensure_value(indicator: &Indicator, value: &Value) -> DispatchResult {
		match value {
			Value::Open(_) => ensure!(indicator.spec.class == Class::Register, Error::<T>::SealedIndicator),
			Value::Sealed(commitments) => {
				ensure!(indicator.spec.class == Class::Figure, Error::<T>::OpenIndicator);
				// There is one bin more than edges.
				ensure!(commitments.len() == indicator.spec.edges.len(), Error::<T>::WrongBins);
				let sound = commitments.iter().all(|point| lingnan_sealed::may_be_commitment(point.as_fixed_bytes()));
				ensure!(sound, Error::<T>::MalformedCommitment);
			},
		}
		Ok(())
	}

	/// The agency that the key signs for, unless it is suspended.
	fn ensure_working(who: &T::AccountId) -> Result<AgencyId, DispatchError> {
		let id = AgencyByKey::<T>::get(who).ok_or(Error::<T>::NotAuthorized)?;
		ensure!(!Self::agency(id)?.suspended, Error::<T>::Suspended);
		Ok(id)
	}

	/// The indicator, if the signer's agency owns it and works.
	pub(crate) fn ensure_owner(who: &T::AccountId, indicator: IndicatorId) -> Result<Indicator, DispatchError> {
		let agency = Self::ensure_working(who)?;
		Self::owned_by(agency, indicator)
	}

	fn latest(enterprise: &RegistrationNumber, indicator: IndicatorId) -> Result<Attestation, DispatchError> {
		Latest::<T>::get(enterprise, indicator).ok_or_else(|| Error::<T>::NotFound.into())
	}
}
