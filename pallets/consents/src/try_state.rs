use crate::*;
use alloc::collections::BTreeSet;
use frame_support::ensure;
use lingnan_support::ConsentId;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every consent is listed with its enterprise and its institution, and bounded by its terms; its receipts are as many as its uses; what
	/// can still be used is open; what was learnt and not deleted is owed.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let next = NextConsent::<T>::get();
		let now = Self::now();
		for (id, consent) in Consents::<T>::iter() {
			let institution = consent.terms.institution;
			ensure!(id < next, "a consent has a number that was not given out");
			ensure!(GivenBy::<T>::contains_key(&consent.enterprise, id), "a consent is not listed with its enterprise");
			ensure!(GivenTo::<T>::contains_key(institution, id), "a consent is not listed with its institution");
			ensure!(consent.used <= consent.terms.uses, "a consent was used more often than it allows");
			ensure!(
				Receipts::<T>::iter_prefix(id).count() as u64 == u64::from(consent.used),
				"receipts and uses differ in number"
			);
			let open = Open::<T>::get(&consent.enterprise, institution).contains(&id);
			ensure!(open || consent.is_over(now), "a consent that can be used is not open");
			ensure!(!open || consent.standing != Standing::Revoked, "a revoked consent is open");
			Self::ensure_told(id, &consent)?;
			let owes = consent.last_used.is_some() && consent.deletion.is_none();
			ensure!(Owed::<T>::contains_key(institution, id) == owes, "what is owed does not match what was learnt");
		}
		ensure!(
			GivenToday::<T>::iter_values().all(|done| done.count <= MAX_GIVEN_A_DAY),
			"an enterprise gave more consents than a day allows"
		);
		for (enterprise, id, _) in GivenBy::<T>::iter() {
			ensure!(
				Consents::<T>::get(id).is_some_and(|consent| consent.enterprise == enterprise),
				"an enterprise's list names a consent of another"
			);
		}
		for (institution, id, _) in GivenTo::<T>::iter() {
			ensure!(
				Consents::<T>::get(id).is_some_and(|consent| consent.terms.institution == institution),
				"an institution's list names a consent to another"
			);
		}
		for (institution, id, _) in Owed::<T>::iter() {
			ensure!(
				Consents::<T>::get(id).is_some_and(|consent| consent.terms.institution == institution),
				"an institution owes a deletion under another's consent"
			);
		}
		for id in Disclosures::<T>::iter_keys() {
			ensure!(Consents::<T>::contains_key(id), "something was disclosed under a consent that there is not");
		}
		Ok(())
	}

	/// What was disclosed under a consent is there once, each by a use of its own, and goes with the statement of its deletion.
	fn ensure_told(id: ConsentId, consent: &Consent) -> Result<(), TryRuntimeError> {
		let told = Disclosures::<T>::get(id);
		ensure!(told.is_empty() || consent.deletion.is_none(), "what was disclosed is kept though it was deleted");
		let numbers = told.iter().map(|one| one.number);
		ensure!(numbers.clone().zip(numbers.skip(1)).all(|(a, b)| a < b), "two disclosures burned one use");
		ensure!(told.iter().all(|one| (1..=consent.used).contains(&one.number)), "a disclosure burned no use");
		let hashes: BTreeSet<_> = told.iter().map(|one| one.hash).collect();
		ensure!(hashes.len() == told.len(), "a disclosure is recorded twice under a consent");
		Ok(())
	}
}
