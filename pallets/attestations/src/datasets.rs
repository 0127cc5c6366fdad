//! Datasets: anchored whole, materialised leaf by leaf.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult},
};
use lingnan_anchored::{Anchor, Flaw};
use lingnan_support::{
	date_of, Act, Consents, Date, Enterprises, IndicatorId, InstitutionId, Institutions, Page, Paging, Purpose,
	Timestamp, MOST_LISTED,
};
use sp_core::H256;
use sp_runtime::ArithmeticError;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_anchor_dataset(
		who: T::AccountId,
		indicator: IndicatorId,
		period_end: Date,
		root: H256,
		count: u32,
	) -> DispatchResult {
		let now = Self::now();
		let definition = Self::ensure_owner(&who, indicator)?;
		ensure!(!definition.retired, Error::<T>::Retired);
		ensure!(count > 0, Error::<T>::EmptyDataset);
		ensure!(period_end <= date_of(now), Error::<T>::FuturePeriod);
		ensure!(now < expiry(period_end, definition.spec.validity_days), Error::<T>::Expired);
		let supersedes = Self::ensure_next(indicator, period_end)?;
		let anchored = AnchoredToday::<T>::get(indicator).one_more(date_of(now), MAX_ANCHORED_A_DAY);
		AnchoredToday::<T>::insert(indicator, anchored.ok_or(Error::<T>::TooManyToday)?);

		let id = NextDataset::<T>::get();
		NextDataset::<T>::put(id.next().ok_or(ArithmeticError::Overflow)?);
		if let Some(older) = supersedes {
			Self::set_standing(older, DatasetStanding::Superseded { by: id });
		}
		NewestDataset::<T>::insert(indicator, id);
		let standing = DatasetStanding::InForce;
		Datasets::<T>::insert(id, Dataset { indicator, period_end, root, count, anchored_at: now, standing });
		Self::deposit_event(Event::DatasetAnchored { dataset: id, indicator, period_end, root, count, supersedes });
		Ok(())
	}

	pub(crate) fn do_revoke_dataset(who: T::AccountId, id: DatasetId, reason: RevocationReason) -> DispatchResult {
		let Dataset { indicator, period_end, standing, .. } = Self::dataset(id)?;
		let owner = Self::indicator_record(indicator)?.spec.owner;
		ensure!(AgencyByKey::<T>::get(&who) == Some(owner), Error::<T>::NotAuthorized);
		ensure!(!matches!(standing, DatasetStanding::Revoked { .. }), Error::<T>::DatasetRevoked);

		Self::set_standing(id, DatasetStanding::Revoked { reason, at: Self::now() });
		Self::deposit_event(Event::DatasetRevoked { dataset: id, indicator, period_end, reason });
		Ok(())
	}

	pub(crate) fn do_materialise(
		who: T::AccountId,
		leaf: LeafSpec,
		place: u32,
		path: Path,
		purpose: Option<Purpose>,
	) -> DispatchResult {
		let indicator = IndicatorId(leaf.indicator);
		let definition = Self::indicator_record(indicator)?;
		let (id, dataset) = Self::usable(indicator, leaf.period_end)?;
		ensure!(!Self::agency(definition.spec.owner)?.suspended, Error::<T>::Suspended);
		let institution = Self::ensure_may_materialise(&who, &leaf, purpose)?;
		let evidence = Self::ensure_in(&dataset, &leaf, place, &path)?;
		if let Some((institution, purpose)) = institution {
			T::Consents::use_consent(&leaf.enterprise, institution, purpose, &[indicator])?;
		}

		let lingnan_anchored::Leaf { enterprise, period_end, value, .. } = leaf;
		let attestation = AttestationSpec { enterprise: enterprise.clone(), indicator, value, period_end, evidence };
		let revision = Self::enter_attestation(&definition, attestation, Some((id, &dataset)), Self::now())?;
		let institution = institution.map(|(institution, _)| institution);
		Self::deposit_event(Event::Materialised { enterprise, indicator, revision, dataset: id, place, institution });
		Ok(())
	}

	/// Whether an attestation counts now, its dataset included.
	pub(crate) fn counts(attestation: &Attestation, now: Timestamp) -> bool {
		attestation.counts(now) && Self::source_stands(attestation).is_ok()
	}

	/// Whether the last attestation by an indicator counts now, its dataset and the indicator included.
	pub(crate) fn counts_now(attestation: &Attestation, indicator: IndicatorId) -> bool {
		Self::counts(attestation, Self::now()) && Indicators::<T>::get(indicator).is_some_and(|known| !known.retired)
	}

	/// The dataset that an attestation came from still stands.
	pub(crate) fn source_stands(attestation: &Attestation) -> DispatchResult {
		match attestation.dataset.map(Self::dataset).transpose()?.map(|dataset| dataset.standing) {
			None | Some(DatasetStanding::InForce) => Ok(()),
			Some(DatasetStanding::Superseded { .. }) => Err(Error::<T>::DatasetSuperseded.into()),
			Some(DatasetStanding::Revoked { .. }) => Err(Error::<T>::DatasetRevoked.into()),
		}
	}

	/// Whether an attestation about the same period may take a former one's place: nothing can make the former count
	/// again, and a dataset was anchored after the agency had taken it back or had stayed silent.
	pub(crate) fn ensure_replaceable(former: &Attestation, source: Option<&Dataset>, now: Timestamp) -> DispatchResult {
		let dead = former.is_dead(now) || Self::source_stands(former).is_err();
		ensure!(dead, Error::<T>::OutdatedPeriod);
		let since = match former.standing {
			Standing::Revoked { at, .. } => Some(at),
			Standing::Disputed { deadline, .. } if now > deadline => Some(deadline),
			Standing::Disputed { at, .. } => Some(at),
			Standing::InForce | Standing::Upheld => None,
		};
		let outdated = source.zip(since).is_some_and(|(dataset, since)| dataset.anchored_at <= since);
		ensure!(!outdated, Error::<T>::OutdatedDataset);
		Ok(())
	}

	/// The datasets of an indicator, by number.
	pub fn datasets(indicator: IndicatorId, page: Paging) -> Page<DatasetView> {
		let now = Self::now();
		let Some(Indicator { spec, retired }) = Indicators::<T>::get(indicator) else { return Page::default() };
		let agency_suspended = Agencies::<T>::get(spec.owner).is_some_and(|agency| agency.suspended);
		Page::of_numbers(NextDataset::<T>::get(), page, MOST_LISTED, |id: DatasetId| {
			let dataset = Datasets::<T>::get(id).filter(|dataset| dataset.indicator == indicator)?;
			let expires = expiry(dataset.period_end, spec.validity_days);
			let in_force = dataset.standing == DatasetStanding::InForce;
			Some(DatasetView {
				id,
				indicator,
				name: spec.name.clone(),
				agency: spec.owner,
				agency_suspended,
				period_end: dataset.period_end,
				root: dataset.root,
				count: dataset.count,
				anchored_at: dataset.anchored_at,
				expires,
				standing: dataset.standing,
				usable: in_force && !retired && !agency_suspended && now < expires,
			})
		})
	}

	/// The dataset in force that a new one takes the place of. A revoked one leaves its period free.
	fn ensure_next(indicator: IndicatorId, period_end: Date) -> Result<Option<DatasetId>, DispatchError> {
		let Some(id) = NewestDataset::<T>::get(indicator) else { return Ok(None) };
		let newest = Self::dataset(id)?;
		ensure!(newest.period_end <= period_end, Error::<T>::OutdatedPeriod);
		let in_force = newest.standing == DatasetStanding::InForce;
		ensure!(!in_force || newest.period_end < period_end, Error::<T>::AlreadyAnchored);
		Ok(in_force.then_some(id))
	}

	/// The newest dataset of an indicator, if it is about this period and stands.
	fn usable(indicator: IndicatorId, period_end: Date) -> Result<(DatasetId, Dataset), DispatchError> {
		let id = NewestDataset::<T>::get(indicator).ok_or(Error::<T>::NotFound)?;
		let dataset = Self::dataset(id)?;
		ensure!(dataset.period_end >= period_end, Error::<T>::NotFound);
		ensure!(dataset.period_end == period_end, Error::<T>::DatasetSuperseded);
		ensure!(dataset.standing == DatasetStanding::InForce, Error::<T>::DatasetRevoked);
		Ok((id, dataset))
	}

	/// The enterprise itself, or an institution that names the purpose of its consent.
	fn ensure_may_materialise(
		who: &T::AccountId,
		leaf: &LeafSpec,
		purpose: Option<Purpose>,
	) -> Result<Option<(InstitutionId, Purpose)>, DispatchError> {
		let Some(purpose) = purpose else {
			ensure!(T::Enterprises::may(who, &leaf.enterprise, Act::Daily)?, Error::<T>::NotAuthorized);
			return Ok(None);
		};
		let institution = T::Institutions::institution_of(who).ok_or(Error::<T>::NotAuthorized)?;
		Ok(Some((institution, purpose)))
	}

	/// The leaf's hash, if it stands at that place of the dataset.
	fn ensure_in(dataset: &Dataset, leaf: &LeafSpec, place: u32, path: &Path) -> Result<H256, DispatchError> {
		let hash = lingnan_anchored::leaf_hash(leaf);
		let path: Vec<_> = path.iter().map(|step| step.0).collect();
		let anchor = Anchor { root: dataset.root.0, count: dataset.count };
		anchor.verify(place, hash, &path).map_err(|flaw| match flaw {
			Flaw::WrongPlace => Error::<T>::WrongPlace,
			Flaw::WrongLength => Error::<T>::WrongPathLength,
			Flaw::WrongRoot => Error::<T>::NotInDataset,
		})?;
		Ok(H256(hash))
	}

	fn dataset(id: DatasetId) -> Result<Dataset, DispatchError> {
		Datasets::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	fn set_standing(id: DatasetId, standing: DatasetStanding) {
		Datasets::<T>::mutate(id, |dataset| {
			if let Some(dataset) = dataset {
				dataset.standing = standing;
			}
		});
	}
}
