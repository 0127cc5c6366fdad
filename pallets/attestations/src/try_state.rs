use crate::*;
use frame_support::ensure;
use lingnan_support::Members as _;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// The register of agencies is sound; each indicator has an owner and ordered edges and is no personal data; each
	/// attestation has an indicator, a revision, a value of its class (which may be commitments where it is sealed), and the
	/// expiry that its period gives, and, if it came from a dataset, that dataset's period; only what is sealed was shown to
	/// hold a single 1; each agency's list of disputes names its own attestations, and leaves no disputed one out.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_members()?;
		for (id, indicator) in Indicators::<T>::iter() {
			let spec = indicator.spec;
			ensure!(id < NextIndicator::<T>::get(), "an indicator has a number that was not given out");
			ensure!(Agencies::<T>::contains_key(spec.owner), "nobody owns an indicator");
			ensure!(
				spec.edges.windows(2).all(|pair| matches!(pair, [low, high] if low < high)) && !spec.edges.is_empty(),
				"edges are out of order"
			);
			ensure!(!spec.personal, "an indicator is personal data");
		}
		for (enterprise, indicator, attestation) in Latest::<T>::iter() {
			let known = Indicators::<T>::get(indicator).ok_or("an attestation is about no indicator")?;
			ensure!(
				!matches!(attestation.standing, Standing::Disputed { .. })
					|| DisputesAt::<T>::contains_key(known.spec.owner, (&enterprise, indicator)),
				"a disputed attestation is not on its agency's list"
			);
			ensure!(attestation.revision > 0, "an attestation has no revision");
			let (fits, sealed) = match &attestation.value {
				Value::Open(_) => (known.spec.class == Class::Register, false),
				// There is one bin more than edges, and the last has no commitment.
				Value::Sealed(stored) => {
					(known.spec.class == Class::Figure && stored.len() == known.spec.edges.len(), true)
				},
			};
			ensure!(fits, "an attestation's value is not of its indicator's class");
			let sound = attestation.value.commitments().iter().all(|one| lingnan_sealed::may_be_commitment(&one.0));
			ensure!(sound, "an attestation's commitment is no canonical encoding");
			ensure!(sealed || !attestation.shown, "an open attestation was shown to hold a single 1");
			ensure!(
				attestation.expires == expiry(attestation.period_end, known.spec.validity_days),
				"an attestation's expiry is not that of its period"
			);
			if let Some(source) = attestation.dataset {
				let dataset = Datasets::<T>::get(source).ok_or("an attestation came from no dataset")?;
				ensure!(
					dataset.indicator == indicator && dataset.period_end == attestation.period_end,
					"an attestation came from a dataset about something else"
				);
			}
		}
		for (agency, (enterprise, indicator)) in DisputesAt::<T>::iter_keys() {
			let owner = Indicators::<T>::get(indicator).map(|known| known.spec.owner);
			ensure!(owner == Some(agency), "an agency's list names another's indicator");
			ensure!(Latest::<T>::contains_key(enterprise, indicator), "an agency's list names no attestation");
		}
		Self::try_datasets()
	}

	/// Each dataset has leaves, an indicator and no later period than the newest of its indicator; only the newest is in
	/// force.
	fn try_datasets() -> Result<(), TryRuntimeError> {
		ensure!(
			AnchoredToday::<T>::iter_values().all(|done| done.count <= MAX_ANCHORED_A_DAY),
			"more datasets were anchored than a day allows"
		);
		for (id, dataset) in Datasets::<T>::iter() {
			ensure!(id < NextDataset::<T>::get(), "a dataset has a number that was not given out");
			ensure!(Indicators::<T>::contains_key(dataset.indicator), "a dataset is about no indicator");
			ensure!(dataset.count > 0, "a dataset has no leaves");
			let newest =
				NewestDataset::<T>::get(dataset.indicator).ok_or("an indicator with datasets has no newest")?;
			let last = Datasets::<T>::get(newest).ok_or("the newest dataset is missing")?;
			ensure!(dataset.period_end <= last.period_end, "a dataset is newer than the newest");
			ensure!(last.indicator == dataset.indicator, "the newest dataset is another indicator's");
			ensure!(dataset.standing != DatasetStanding::InForce || id == newest, "two datasets are in force");
		}
		Ok(())
	}
}
