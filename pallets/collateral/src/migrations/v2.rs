//! Version 2: documents are known by the declaration that they name too, agencies' words on them are kept, and the lien that
//! secures a loan is found by the loan.

use crate::*;
use frame_support::{
	migrations::VersionedMigration,
	traits::{Get, UncheckedOnRuntimeUpgrade},
	weights::Weight,
};
use lingnan_support::{AgencyId, AssetId};
#[cfg(feature = "try-runtime")]
use sp_runtime::TryRuntimeError;

/// Stands for the agency that confirmed a receivable before version 2 kept its number. Nobody can take its word back.
pub const UNKNOWN_AGENCY: AgencyId = AgencyId(u32::MAX);

/// From version 1, in one block: it reads every asset and lien once. A network with more than some ten thousand of them is
/// to do it in steps.
pub type Migration<T> = VersionedMigration<1, 2, FromV1<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// The step itself.
pub struct FromV1<T>(core::marker::PhantomData<T>);

impl<T: Config> UncheckedOnRuntimeUpgrade for FromV1<T> {
	fn on_runtime_upgrade() -> Weight {
		let (mut reads, mut writes) = (0u64, 0u64);
		for (id, asset) in Assets::<T>::iter() {
			reads = reads.saturating_add(1);
			if let Substance::Receivable(receivable) = asset.substance {
				index::<T>(id, &receivable);
				(reads, writes) = (reads.saturating_add(4), writes.saturating_add(4));
			}
		}
		for (id, lien) in Liens::<T>::iter() {
			reads = reads.saturating_add(1);
			if let Some(loan) = lien.loan {
				SecuredBy::<T>::insert(loan, lien.asset, id);
				writes = writes.saturating_add(1);
			}
		}
		<T as frame_system::Config>::DbWeight::get().reads_writes(reads, writes)
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(_: alloc::vec::Vec<u8>) -> Result<(), TryRuntimeError> {
		Pallet::<T>::do_try_state()
	}
}

/// The second key of a document, and what the customs confirmed.
fn index<T: Config>(id: AssetId, receivable: &Receivable) {
	let spec = &receivable.spec;
	let keys = documents::keys(spec.exact_token, spec.declaration.as_ref());
	for key in keys.iter().skip(1) {
		if !receivable.cancelled && !RegisteredBy::<T>::contains_key(key, &spec.creditor) {
			RegisteredBy::<T>::insert(key, &spec.creditor, id);
		}
		Documents::<T>::mutate(key, |document| {
			let count = if receivable.cancelled { &mut document.cancelled } else { &mut document.registered };
			*count = count.saturating_add(1);
			if receivable.financed.is_some() && (receivable.confirmed || document.financed.is_none()) {
				document.financed = Some(id);
			}
		});
	}
	if receivable.confirmed && !receivable.cancelled {
		let attested_on = Pallet::<T>::today();
		let attested = AttestedDocument { agency: UNKNOWN_AGENCY, document: DocumentSpec::of(spec), attested_on };
		for key in keys {
			if !Attested::<T>::contains_key(key) {
				Attested::<T>::insert(key, &attested);
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::*;
	use frame_support::traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion};
	use lingnan_support::{LoanId, Security};

	#[test]
	fn documents_are_indexed_by_declaration_and_liens_by_loan() {
		test(|| {
			let cancelled = noticed(2);
			Collateral::cancel_receivable(signed(controller(2)), cancelled).unwrap();
			let financed = noticed(0);
			confirm(financed);
			let lien = bound(financed, 0, BANK);
			let keys = documents::keys(receivable(0).exact_token, receivable(0).declaration.as_ref());
			let after: Vec<_> = keys.iter().map(Documents::<Test>::get).collect();

			// As version 1 left it.
			Documents::<Test>::remove(keys[1]);
			for n in 0..3 {
				RegisteredBy::<Test>::remove(keys[1], firm(n));
			}
			let _ = Attested::<Test>::clear(u32::MAX, None);
			let _ = SecuredBy::<Test>::clear(u32::MAX, None);
			StorageVersion::new(1).put::<Collateral>();

			Migration::<Test>::on_runtime_upgrade();
			assert_eq!(Collateral::on_chain_storage_version(), StorageVersion::new(2));
			assert_eq!(keys.iter().map(Documents::<Test>::get).collect::<Vec<_>>(), after);
			assert_eq!(RegisteredBy::<Test>::get(keys[1], firm(0)), Some(financed));
			assert_eq!(RegisteredBy::<Test>::get(keys[1], firm(2)), None);
			assert_eq!(Attested::<Test>::get(keys[0]).unwrap().agency, UNKNOWN_AGENCY);
			assert_eq!(SecuredBy::<Test>::get(LoanId(7), financed), Some(lien));
			// It ends with its loan as before.
			Collateral::discharge(financed, LoanId(7)).unwrap();
			assert_eq!(Liens::<Test>::get(lien).unwrap().state, LienState::Released);
		});
	}
}
