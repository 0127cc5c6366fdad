use crate::*;
use frame_support::ensure;
use lingnan_support::Seats as _;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Each institution has a number that was given out and a key that leads to it and can sign, and a seat unless it is
	/// suspended; nobody else has a key or a seat.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let seated = T::Seats::seated();
		let mut seats = 0usize;
		for (id, institution) in Institutions::<T>::iter() {
			let key = institution.spec.key;
			ensure!(id < NextInstitution::<T>::get(), "an institution has a number that was not given out");
			ensure!(InstitutionByKey::<T>::get(&key) == Some(id), "an institution's key does not lead to it");
			ensure!(frame_system::Pallet::<T>::sufficients(&key) > 0, "an institution cannot sign without coins");
			if !institution.suspended {
				seats = seats.saturating_add(1);
				ensure!(
					seated.as_ref().is_none_or(|seated| seated.contains(&key)),
					"an institution has no seat on the council"
				);
			}
		}
		ensure!(
			seated.is_none_or(|seated| seated.len() == seats),
			"somebody has an institution's seat who speaks for none"
		);
		ensure!(
			InstitutionByKey::<T>::iter().count() == Institutions::<T>::iter().count(),
			"a key leads to no institution"
		);
		Ok(())
	}
}
