//! Version 2: a product says whether its loans float, how days become interest and when it is settled, what lateness and all
//! else costs, for what the money may be meant, and whether loans revolve and renew.
//!
//! Withdrawn products stay in the state, so there can be any number: each step takes as many as its block has room for, in the
//! order of their numbers. While it goes on the chain takes no calls (`pallet-migrations`). A record of version 1 has at least
//! one method where one of version 2 with a fixed rate has a 0, so that a record is never changed twice: begun again from the
//! start, this leaves the same.

use crate::*;
use codec::{Decode, DecodeAll, Encode};
use frame_support::{
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	storage::unhashed,
	traits::{Get, StorageVersion},
	weights::{Weight, WeightMeter},
};
use lingnan_support::{conditions::DueDays, DayCount, ProductId};
#[cfg(feature = "try-runtime")]
use {
	alloc::vec::Vec,
	frame_support::{ensure, traits::GetStorageVersion},
	sp_runtime::TryRuntimeError,
};

/// The version that this finds.
pub const BEFORE: u8 = 1;
/// The version that it leaves.
pub const AFTER: u8 = 2;

/// What of overdue loans of version 1 was agreed in each offer is now bounded by the product: half of the rate, the most that
/// the mainland's rule has (PBoC Yinfa 2003 No. 251, item 3).
const SURCHARGE: u32 = 5_000;

/// The record as version 1 wrote it. Lists and words are written as they were.
pub(crate) mod v1 {
	use super::*;
	use frame_support::{pallet_prelude::ConstU32, BoundedVec};
	use lingnan_support::{
		Amount, AssetKind, BasisPoints, Currency, Division, Grade, Industry, InstitutionId, Jurisdiction, Text,
	};

	#[derive(Clone, Encode, Decode)]
	pub struct ProductSpec {
		pub name: Text<128>,
		pub currency: Currency,
		pub min_amount: Amount,
		pub max_amount: Amount,
		pub min_tenor: u16,
		pub max_tenor: u16,
		pub min_rate: BasisPoints,
		pub max_rate: BasisPoints,
		pub methods: BoundedVec<RepaymentMethod, ConstU32<4>>,
		pub worst_grade: Grade,
		pub minimum_coverage: BasisPoints,
		pub industries: BoundedVec<Industry, ConstU32<16>>,
		pub divisions: BoundedVec<Division, ConstU32<16>>,
		pub jurisdictions: BoundedVec<Jurisdiction, ConstU32<3>>,
		pub minimum_age_months: u16,
		pub unsecured: bool,
		pub security: BoundedVec<AssetKind, ConstU32<7>>,
		pub worst_loan_to_value: BasisPoints,
		pub trade_records: bool,
		pub unconfirmed: bool,
		pub decision_days: u16,
	}

	#[derive(Clone, Encode, Decode)]
	pub struct Product {
		pub institution: InstitutionId,
		pub spec: ProductSpec,
		pub open: bool,
	}
}

/// As loans of version 1 were: at a fixed rate, a twelfth of it each month on the day on which the money went, no cost that
/// the product named, for any use, neither revolving nor renewed.
impl From<v1::Product> for Product {
	fn from(old: v1::Product) -> Self {
		let v1::Product { institution, spec, open } = old;
		let v1::ProductSpec { name, currency, min_amount, max_amount, min_tenor, max_tenor, min_rate, .. } = spec;
		let v1::ProductSpec { max_rate, methods, worst_grade, minimum_coverage, industries, divisions, .. } = spec;
		let v1::ProductSpec { jurisdictions, minimum_age_months, unsecured, security, worst_loan_to_value, .. } = spec;
		let v1::ProductSpec { trade_records, unconfirmed, decision_days, .. } = spec;
		let monthly = DueDays::Anniversary { every: 1 };
		let spec = ProductSpec {
			name,
			currency,
			min_amount,
			max_amount,
			min_tenor,
			max_tenor,
			min_rate,
			max_rate,
			reference: None,
			day_count: DayCount::MonthlyTwelfths,
			due_days: alloc::vec![monthly].try_into().unwrap_or_default(),
			surcharge: SURCHARGE,
			costs: Default::default(),
			methods,
			uses: Default::default(),
			revolving: false,
			renewable: false,
			worst_grade,
			minimum_coverage,
			industries,
			divisions,
			jurisdictions,
			minimum_age_months,
			unsecured,
			security,
			worst_loan_to_value,
			trade_records,
			unconfirmed,
			decision_days,
		};
		Self { institution, spec, open }
	}
}

/// Writes every product as version 2 has it.
pub struct Migration<T>(core::marker::PhantomData<T>);

impl<T: Config> SteppedMigration for Migration<T> {
	/// The number of the product that comes next.
	type Cursor = ProductId;
	type Identifier = MigrationId<15>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"pallet-products", version_from: BEFORE, version_to: AFTER }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		let each = weight_of_one::<T>();
		if meter.try_consume(weight_of_a_step::<T>()).is_err() || !meter.can_consume(each) {
			let required = weight_of_a_step::<T>().saturating_add(each);
			return Err(SteppedMigrationError::InsufficientWeight { required });
		}
		let end = NextProduct::<T>::get();
		for id in cursor.unwrap_or(ProductId(0)).0..end.0 {
			if meter.try_consume(each).is_err() {
				return Ok(Some(ProductId(id)));
			}
			rewrite::<T>(ProductId(id));
		}
		StorageVersion::new(AFTER.into()).put::<Pallet<T>>();
		Ok(None)
	}

	/// How many products there are.
	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, TryRuntimeError> {
		Ok(number_of(Products::<T>::iter_keys()).encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(before: Vec<u8>) -> Result<(), TryRuntimeError> {
		ensure!(Pallet::<T>::on_chain_storage_version() == u16::from(AFTER), "products were not written anew");
		ensure!(number_of(Products::<T>::iter_values()).encode() == before, "a product was lost, or cannot be read");
		Pallet::<T>::do_try_state()
	}
}

#[cfg(feature = "try-runtime")]
fn number_of<T>(products: impl Iterator<Item = T>) -> u64 {
	products.map(|_| 1).sum()
}

/// The number of products is read, and in the end the version is written.
fn weight_of_a_step<T: Config>() -> Weight {
	<T as frame_system::Config>::DbWeight::get().reads_writes(1, 1)
}

/// An estimate: a product is read and written; what decoding it takes is added.
fn weight_of_one<T: Config>() -> Weight {
	const DECODING: u64 = 20_000_000;
	<T as frame_system::Config>::DbWeight::get().reads_writes(1, 1).saturating_add(Weight::from_parts(DECODING, 4_000))
}

fn rewrite<T: Config>(id: ProductId) {
	let key = Products::<T>::hashed_key_for(id);
	let Some(bytes) = unhashed::get_raw(&key) else { return };
	match v1::Product::decode_all(&mut bytes.as_slice()) {
		Ok(old) if !old.spec.methods.is_empty() => Products::<T>::insert(id, Product::from(old)),
		_ => {},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::*;
	use frame_support::traits::GetStorageVersion;
	use lingnan_support::{Currency, Division, Grade, Paging};

	fn old(open: bool) -> v1::Product {
		let spec = product();
		v1::Product {
			institution: BANK,
			spec: v1::ProductSpec {
				name: "Loan on tax record".try_into().unwrap(),
				currency: Currency::Cny,
				min_amount: 1_000,
				max_amount: 200_000,
				min_tenor: 3,
				max_tenor: 12,
				min_rate: 365,
				max_rate: 535,
				methods: spec.methods,
				worst_grade: Grade::Bbb,
				minimum_coverage: 7_000,
				industries: vec!["C".parse().unwrap()].try_into().unwrap(),
				divisions: vec![Division(440_000)].try_into().unwrap(),
				jurisdictions: spec.jurisdictions,
				minimum_age_months: 24,
				unsecured: true,
				security: spec.security,
				worst_loan_to_value: 9_000,
				trade_records: true,
				unconfirmed: true,
				decision_days: 4,
			},
			open,
		}
	}

	/// Three products as version 1 wrote them, the second of them withdrawn.
	fn written_by_version_one() {
		for _ in 0..2 {
			Shelf::publish(signed(BANK_KEY), product()).unwrap();
		}
		Shelf::withdraw(signed(BANK_KEY), ProductId(1)).unwrap();
		for (number, open) in [(0, true), (1, false), (2, true)] {
			unhashed::put_raw(&Products::<Test>::hashed_key_for(ProductId(number)), &old(open).encode());
		}
		StorageVersion::new(BEFORE.into()).put::<Shelf>();
	}

	fn run(at_once: u64) -> u32 {
		let room = weight_of_a_step::<Test>() + weight_of_one::<Test>() * at_once;
		let (mut cursor, mut steps) = (None, 0);
		loop {
			cursor = Migration::<Test>::step(cursor, &mut WeightMeter::with_limit(room)).unwrap();
			steps += 1;
			if cursor.is_none() {
				return steps;
			}
		}
	}

	#[test]
	fn a_product_of_version_one_goes_on_as_it_was_meant() {
		for (at_once, steps) in [(1, 3), (2, 2), (100, 1)] {
			test(|| {
				written_by_version_one();
				assert_eq!(run(at_once), steps);
				assert_eq!(Shelf::on_chain_storage_version(), StorageVersion::new(AFTER.into()));
				for (number, open) in [(0, true), (1, false), (2, true)] {
					let Product { institution, spec, open: still } = Products::<Test>::get(ProductId(number)).unwrap();
					assert_eq!((institution, still), (BANK, open));
					assert_eq!(spec.check(), Ok(()));
					assert_eq!((spec.name.as_str(), spec.min_rate, spec.max_rate), ("Loan on tax record", 365, 535));
					assert_eq!((spec.worst_grade, spec.minimum_age_months), (Grade::Bbb, 24));
					assert_eq!((spec.trade_records, spec.unconfirmed, spec.decision_days), (true, true, 4));
					assert_eq!((spec.reference, spec.day_count), (None, DayCount::MonthlyTwelfths));
					assert_eq!(spec.due_days.as_slice(), [DueDays::Anniversary { every: 1 }]);
					assert_eq!((spec.surcharge, spec.costs.len(), spec.uses.len()), (5_000, 0, 0));
					assert!(!spec.revolving && !spec.renewable);
				}
				assert_eq!(Shelf::products(Paging::FIRST).items.len(), 2, "the withdrawn one is not listed");
			});
		}
	}

	#[test]
	fn begun_again_it_changes_nothing() {
		test(|| {
			written_by_version_one();
			// Stopped after the first product, and begun from the start.
			let room = weight_of_a_step::<Test>() + weight_of_one::<Test>();
			let cursor = Migration::<Test>::step(None, &mut WeightMeter::with_limit(room)).unwrap();
			assert_eq!(cursor, Some(ProductId(1)));
			run(100);
			let first = Products::<Test>::get(ProductId(0)).unwrap();
			let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
			run(100);
			assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
			assert_eq!(first, Product::from(old(true)));
		});
	}

	#[test]
	fn a_product_of_version_two_is_left_as_it_is() {
		test(|| {
			let before = Products::<Test>::get(ProductId(0)).unwrap();
			run(100);
			assert_eq!(Products::<Test>::get(ProductId(0)).unwrap(), before);
		});
	}

	#[test]
	fn a_block_without_room_says_how_much_it_needs() {
		test(|| {
			written_by_version_one();
			let required = weight_of_a_step::<Test>() + weight_of_one::<Test>();
			let refused = Migration::<Test>::step(None, &mut WeightMeter::with_limit(weight_of_a_step::<Test>()));
			assert_eq!(refused, Err(SteppedMigrationError::InsufficientWeight { required }));
			run(100);
		});
	}
}
