use crate::*;
use alloc::collections::BTreeMap;
use codec::Encode;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Each sponsored account can sign; each sponsor is counted by how many it has, each party by what is kept for it.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut counted = BTreeMap::<_, u32>::new();
		for (account, found) in Sponsorships::<T>::iter() {
			ensure!(frame_system::Pallet::<T>::sufficients(&account) > 0, "a sponsored account cannot sign");
			let count = counted.entry(found.sponsor).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(counted == SponsoredBy::<T>::iter().collect(), "sponsored accounts are miscounted");
		let mut kept = BTreeMap::<_, Budget>::new();
		for (_, credit) in OnCredit::<T>::iter() {
			ensure!(credit.kept > 0, "nothing is on credit, and noted");
			let all = kept.entry(credit.party.encode()).or_default();
			*all = all.saturating_add(credit.kept);
		}
		let noted: BTreeMap<_, _> = KeptFor::<T>::iter().map(|(party, all)| (party.encode(), all)).collect();
		ensure!(kept == noted, "a party's credit is miscounted");
		Ok(())
	}
}
