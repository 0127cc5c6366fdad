use crate::*;
use alloc::collections::BTreeMap;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Each sponsored account can sign; each sponsor is counted by how many it has.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut counted = BTreeMap::<_, u32>::new();
		for (account, found) in Sponsorships::<T>::iter() {
			ensure!(frame_system::Pallet::<T>::sufficients(&account) > 0, "a sponsored account cannot sign");
			let count = counted.entry(found.sponsor).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(counted == SponsoredBy::<T>::iter().collect(), "sponsored accounts are miscounted");
		ensure!(OnCredit::<T>::iter().all(|(_, kept)| kept > 0), "nothing is on credit, and noted");
		Ok(())
	}
}
