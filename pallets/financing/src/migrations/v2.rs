//! Version 2: institutions and products have pallets of their own, and their records stand under those pallets' names.

use crate::*;
use frame_support::{
	migrations::VersionedMigration,
	storage::{migration::move_storage_from_pallet, storage_prefix, KeyPrefixIterator},
	traits::{Get, PalletInfoAccess, UncheckedOnRuntimeUpgrade},
	weights::Weight,
};
#[cfg(feature = "try-runtime")]
use {alloc::vec::Vec, codec::Encode, frame_support::ensure, sp_runtime::TryRuntimeError};

/// What goes to the pallet of institutions.
const INSTITUTIONS: [&str; 3] = ["NextInstitution", "Institutions", "InstitutionByKey"];
/// What goes to the pallet of products.
const PRODUCTS: [&str; 5] = ["NextProduct", "Products", "OpenProducts", "ProductCount", "PublishedToday"];

/// From version 1, in one block: it moves every record of an institution and of a product once. A network with more than some
/// ten thousand of them is to do it in steps. `Institutions` and `Products` are the pallets to which they go.
pub type Migration<T, Institutions, Products> =
	VersionedMigration<1, 2, FromV1<T, Institutions, Products>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// The step itself.
pub struct FromV1<T, Institutions, Products>(core::marker::PhantomData<(T, Institutions, Products)>);

impl<T: Config, Institutions: PalletInfoAccess, Products: PalletInfoAccess> FromV1<T, Institutions, Products> {
	/// Name of each storage item that moves, and of the pallet to which it goes.
	fn moves() -> impl Iterator<Item = (&'static str, &'static str)> {
		let institutions = INSTITUTIONS.map(|item| (item, Institutions::name()));
		institutions.into_iter().chain(PRODUCTS.map(|item| (item, Products::name())))
	}
}

/// How many keys a storage item has.
fn keys(pallet: &str, item: &str) -> u64 {
	let prefix = storage_prefix(pallet.as_bytes(), item.as_bytes()).to_vec();
	let below = KeyPrefixIterator::<()>::new(prefix.clone(), prefix.clone(), |_| Ok(())).count();
	let own = frame_support::storage::unhashed::exists(&prefix);
	u64::try_from(below).unwrap_or(u64::MAX).saturating_add(own.into())
}

impl<T: Config, Institutions: PalletInfoAccess, Products: PalletInfoAccess> UncheckedOnRuntimeUpgrade
	for FromV1<T, Institutions, Products>
{
	fn on_runtime_upgrade() -> Weight {
		let old = Pallet::<T>::name();
		let mut moved = 0u64;
		for (item, new) in Self::moves() {
			moved = moved.saturating_add(keys(old, item));
			move_storage_from_pallet(item.as_bytes(), old.as_bytes(), new.as_bytes());
		}
		// Each is found twice, once to be counted, and is written at its place and cleared at the other.
		let (reads, writes) = (moved.saturating_mul(3), moved.saturating_mul(2));
		<T as frame_system::Config>::DbWeight::get().reads_writes(reads, writes)
	}

	/// How many keys each storage item has.
	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, TryRuntimeError> {
		let old = Pallet::<T>::name();
		Ok(Self::moves().map(|(item, _)| keys(old, item)).collect::<Vec<_>>().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(before: Vec<u8>) -> Result<(), TryRuntimeError> {
		let after = Self::moves().map(|(item, new)| keys(new, item)).collect::<Vec<_>>();
		ensure!(before == after.encode(), "a record of an institution or a product was lost on the way");
		let old = Pallet::<T>::name();
		ensure!(Self::moves().all(|(item, _)| keys(old, item) == 0), "a record stayed behind");
		Pallet::<T>::do_try_state()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::*;
	use codec::Encode;
	use frame_support::{
		storage::unhashed,
		traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion},
		Blake2_128Concat, StorageHasher, Twox64Concat,
	};

	/// Pallets of these names, which need not be here: their storage is found by name.
	macro_rules! pallet {
		($name:ident) => {
			struct $name;
			impl PalletInfoAccess for $name {
				fn index() -> usize {
					0
				}
				fn name() -> &'static str {
					stringify!($name)
				}
				fn name_hash() -> [u8; 16] {
					Default::default()
				}
				fn module_name() -> &'static str {
					stringify!($name)
				}
				fn crate_version() -> frame_support::traits::CrateVersion {
					Default::default()
				}
			}
		};
	}
	pallet!(Institutions);
	pallet!(Products);
	type Step = Migration<Test, Institutions, Products>;

	/// Every key that version 1 had for two institutions and a product, by the item's name, and the bytes that stand there.
	fn records(institutions: &str, products: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
		let value = |pallet: &str, item: &str| storage_prefix(pallet.as_bytes(), item.as_bytes()).to_vec();
		let entry = |pallet: &str, item: &str, hashed: Vec<u8>| [value(pallet, item), hashed].concat();
		let twox = |number: u32| number.using_encoded(Twox64Concat::hash);
		let blake = |key: u64| key.using_encoded(Blake2_128Concat::hash);
		vec![
			(value(institutions, "NextInstitution"), 2u32.encode()),
			(entry(institutions, "Institutions", twox(0)), b"one bank".to_vec()),
			(entry(institutions, "Institutions", twox(1)), b"another".to_vec()),
			(entry(institutions, "InstitutionByKey", blake(BANK_KEY)), 0u32.encode()),
			(entry(institutions, "InstitutionByKey", blake(OTHER_BANK_KEY)), 1u32.encode()),
			(value(products, "NextProduct"), 1u32.encode()),
			(entry(products, "Products", twox(0)), b"a loan".to_vec()),
			(entry(products, "OpenProducts", twox(0)), vec![]),
			(entry(products, "ProductCount", twox(0)), 1u32.encode()),
			(entry(products, "PublishedToday", twox(0)), (TODAY, 1u32).encode()),
		]
	}

	#[test]
	fn institutions_and_products_move_to_their_own_pallets_and_nothing_else_does() {
		test(|| {
			let application = applied(request());
			let before = records("Financing", "Financing");
			before.iter().for_each(|(key, value)| unhashed::put_raw(key, value));
			StorageVersion::new(1).put::<Financing>();

			let weight = Step::on_runtime_upgrade();
			assert_eq!(Financing::on_chain_storage_version(), StorageVersion::new(2));
			for (key, value) in records("Institutions", "Products") {
				assert_eq!(unhashed::get_raw(&key), Some(value));
			}
			assert!(before.iter().all(|(key, _)| !unhashed::exists(key)), "nothing stays behind");
			assert!(Applications::<Test>::contains_key(application));
			let db: frame_support::weights::RuntimeDbWeight = <Test as frame_system::Config>::DbWeight::get();
			assert!(weight.all_gte(db.reads_writes(30, 20)));

			// Once only: what was entered since is not overwritten.
			unhashed::put_raw(&before[0].0, b"stray");
			Step::on_runtime_upgrade();
			assert_eq!(unhashed::get_raw(&records("Institutions", "Products")[0].0), Some(2u32.encode()));
		});
	}
}
