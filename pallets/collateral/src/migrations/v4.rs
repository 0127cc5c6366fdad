//! Version 4: a receivable secures several loans, each by a lien with a part of it; liens say what they renew and where they are
//! registered outside; an asset is kept for several loans.
//!
//! There may be any number of assets, so this takes as many blocks as it needs, in two rounds: first the liens, each of which
//! says by its loan whether it is a receivable's part, then the assets. While it goes on the chain takes no calls
//! (`pallet-migrations`). What is translated is not found again: the cursor says where to go on.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	pallet_prelude::{OptionQuery, ValueQuery},
	storage_alias,
	traits::{Get, GetStorageVersion, StorageVersion},
	weights::{Weight, WeightMeter},
	Twox64Concat,
};
#[cfg(feature = "try-runtime")]
use sp_runtime::TryRuntimeError;

/// The version that this finds.
pub const BEFORE: u8 = 3;
/// The version that it leaves.
pub const AFTER: u8 = 4;

/// Records in the form of both versions. Numbers, currencies and kinds are read as what they are written as.
pub(crate) mod frozen {
	use super::*;

	#[derive(Encode, Decode)]
	pub enum RegistrationNumber {
		Mainland([u8; 18]),
		HongKong([u8; 8]),
		Macao(Vec<u8>),
	}

	/// What a creditor gave notice of.
	#[derive(Encode, Decode)]
	pub struct Spec {
		pub kind: u8,
		pub creditor: RegistrationNumber,
		pub obligor: Vec<u8>,
		pub currency: u8,
		pub face_value: u64,
		pub issued: u32,
		pub due: u32,
		pub exact_token: Option<[u8; 32]>,
	}

	/// What stands before the substance of an asset.
	#[derive(Encode, Decode)]
	pub struct Head {
		pub kind: u8,
		pub registered_at: u64,
		pub holder: Option<u32>,
	}

	/// The first byte of the substance: a receivable follows. A right is written by both versions alike.
	pub const RECEIVABLE: u8 = 1;

	/// The state of a lien.
	#[derive(Encode, Decode, PartialEq)]
	pub enum State {
		Live,
		Defaulted,
		Released,
		Enforced { proceeds: u64, surplus: u64 },
		Lapsed,
		Extinguished,
	}

	/// A lien as version 3 wrote it: version 4 writes two more fields behind, neither of them set.
	#[derive(Encode, Decode)]
	pub struct Lien {
		pub asset: u64,
		pub pledgor: RegistrationNumber,
		pub institution: u32,
		pub kind: u8,
		pub secured_amount: u64,
		pub until: u32,
		pub registered_at: u64,
		pub loan: Option<u64>,
		pub state: State,
	}

	/// Behind a lien of version 4: it renews none, and is registered nowhere else that anybody has said.
	pub type Behind = (Option<u64>, Option<()>);

	/// Behind the notice, as version 3 wrote it: document, cancelled, the loan that was made on it.
	pub type ReceivableBefore = (Option<[u8; 32]>, bool, Option<u64>);

	/// And as version 4 writes it: the obligor's number, document, cancelled, parts by number of the lien, what was collected.
	pub type ReceivableAfter = (Option<RegistrationNumber>, Option<[u8; 32]>, bool, Vec<u64>, u64);

	#[storage_alias]
	pub type NextAsset<T: Config> = StorageValue<Pallet<T>, u64, ValueQuery>;
	#[storage_alias]
	pub type NextLien<T: Config> = StorageValue<Pallet<T>, u64, ValueQuery>;
	/// Keys of assets and liens: what stands under them is read and written as bytes.
	#[storage_alias]
	pub type Assets<T: Config> = StorageMap<Pallet<T>, Twox64Concat, u64, (), OptionQuery>;
	#[storage_alias]
	pub type Liens<T: Config> = StorageMap<Pallet<T>, Twox64Concat, u64, (), OptionQuery>;
	/// The loan that an asset is kept for, as version 3 wrote it.
	pub mod before {
		use super::*;
		#[storage_alias]
		pub type Kept<T: Config> = StorageMap<Pallet<T>, Twox64Concat, u64, u64, OptionQuery>;
	}
	/// And as version 4 does.
	pub mod after {
		use super::*;
		#[storage_alias]
		pub type Kept<T: Config> = StorageDoubleMap<Pallet<T>, Twox64Concat, u64, Twox64Concat, u64, (), OptionQuery>;
	}
	/// Between the rounds: the lien of the loan that was made on a receivable.
	#[storage_alias]
	pub type FoundParts<T: Config> = StorageMap<Pallet<T>, Twox64Concat, u64, u64, OptionQuery>;
}

/// How far it has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen)]
pub enum Cursor {
	/// The number of the lien that comes next.
	Liens(u64),
	/// The number of the asset that comes next.
	Assets(u64),
}

impl Cursor {
	fn next(self) -> Self {
		match self {
			Self::Liens(id) => Self::Liens(id.saturating_add(1)),
			Self::Assets(id) => Self::Assets(id.saturating_add(1)),
		}
	}
}

/// Translates liens and assets.
pub struct Migration<T>(core::marker::PhantomData<T>);

impl<T: Config> SteppedMigration for Migration<T> {
	type Cursor = Cursor;
	type Identifier = MigrationId<17>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"pallet-collateral", version_from: BEFORE, version_to: AFTER }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		if Pallet::<T>::on_chain_storage_version() != u16::from(BEFORE) {
			return Ok(None);
		}
		let each = weight_of_one::<T>();
		if meter.try_consume(weight_of_a_step::<T>()).is_err() || !meter.can_consume(each) {
			let required = weight_of_a_step::<T>().saturating_add(each);
			return Err(SteppedMigrationError::InsufficientWeight { required });
		}
		let (liens, assets) = (frozen::NextLien::<T>::get(), frozen::NextAsset::<T>::get());
		let mut next = cursor.unwrap_or(Cursor::Liens(0));
		loop {
			next = match next {
				Cursor::Liens(id) if id >= liens => Cursor::Assets(0),
				Cursor::Assets(id) if id >= assets => break,
				other => other,
			};
			if next == Cursor::Assets(0) && assets == 0 {
				break;
			}
			if meter.try_consume(each).is_err() {
				return Ok(Some(next));
			}
			match next {
				Cursor::Liens(id) => translate_lien::<T>(id),
				Cursor::Assets(id) => translate_asset::<T>(id),
			}
			next = next.next();
		}
		StorageVersion::new(AFTER.into()).put::<Pallet<T>>();
		Ok(None)
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(_: Vec<u8>) -> Result<(), TryRuntimeError> {
		frame_support::ensure!(
			Pallet::<T>::on_chain_storage_version() == u16::from(AFTER),
			"receivables were not translated"
		);
		frame_support::ensure!(frozen::FoundParts::<T>::iter().next().is_none(), "a part was found and not entered");
		Pallet::<T>::do_try_state()
	}
}

/// The version and both numbers are read, and in the end the version is written.
fn weight_of_a_step<T: Config>() -> Weight {
	<T as frame_system::Config>::DbWeight::get().reads_writes(3, 1)
}

/// An estimate, of the worst case: an asset, whether it is kept, and its part are read; the asset, whom it is kept for and the
/// part are written. Ten times what a node needs to read one of its records is added.
fn weight_of_one<T: Config>() -> Weight {
	const DECODING: u64 = 20_000_000;
	<T as frame_system::Config>::DbWeight::get().reads_writes(3, 4).saturating_add(Weight::from_parts(DECODING, 0))
}

/// A lien that secures a loan which has begun is the part of the receivable that the loan was made on.
fn translate_lien<T: Config>(id: u64) {
	let key = frozen::Liens::<T>::hashed_key_for(id);
	let Some(bytes) = frame_support::storage::unhashed::get_raw(&key) else { return };
	let Ok(lien) = frozen::Lien::decode(&mut bytes.as_slice()) else { return };
	let behind: frozen::Behind = (None, None);
	frame_support::storage::unhashed::put_raw(&key, &(&lien, behind).encode());
	// A loan whose money has not gone has no part yet; a reservation that came to nothing left no loan behind.
	if let Some(loan) = lien.loan.filter(|loan| frozen::before::Kept::<T>::get(lien.asset) != Some(*loan)) {
		let made_on = receivable_before::<T>(lien.asset).and_then(|(_, _, (_, _, financed))| financed);
		if made_on == Some(loan) {
			frozen::FoundParts::<T>::insert(lien.asset, id);
		}
	}
}

type Before = (frozen::Head, frozen::Spec, frozen::ReceivableBefore);

fn receivable_before<T: Config>(id: u64) -> Option<Before> {
	let bytes = frame_support::storage::unhashed::get_raw(&frozen::Assets::<T>::hashed_key_for(id))?;
	let bytes = &mut bytes.as_slice();
	let head = frozen::Head::decode(bytes).ok()?;
	let is_receivable = u8::decode(bytes).ok()? == frozen::RECEIVABLE;
	let (spec, rest) = is_receivable.then(|| Decode::decode(bytes).ok())??;
	Some((head, spec, rest))
}

fn translate_asset<T: Config>(id: u64) {
	if let Some(loan) = frozen::before::Kept::<T>::take(id) {
		frozen::after::Kept::<T>::insert(id, loan, ());
	}
	let Some((head, spec, (document, cancelled, financed))) = receivable_before::<T>(id) else { return };
	let parts: Vec<u64> = financed.and_then(|_| frozen::FoundParts::<T>::take(id)).into_iter().collect();
	let after: frozen::ReceivableAfter = (None, document, cancelled, parts, 0);
	let key = frozen::Assets::<T>::hashed_key_for(id);
	frame_support::storage::unhashed::put_raw(&key, &(head, frozen::RECEIVABLE, spec, after).encode());
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::*;
	use frame_support::storage::unhashed;
	use lingnan_support::{mocks, AssetId, Currency, LienId, LoanId, Security};
	use sp_core::H256;

	/// Everything under the pallet's prefix.
	fn stored() -> Vec<(Vec<u8>, Vec<u8>)> {
		let mut all = Vec::new();
		let mut key = Vec::new();
		while let Some(next) = sp_io::storage::next_key(&key) {
			all.push((next.clone(), unhashed::get_raw(&next).unwrap_or_default()));
			key = next;
		}
		all
	}

	/// As version 3 left it: what version 4 wrote, without what is new.
	fn as_before() {
		for (id, asset) in Assets::<Test>::iter() {
			let Substance::Receivable(Receivable { spec, document, cancelled, parts, .. }) = asset.substance else {
				continue;
			};
			let number = spec.obligor_number.encode();
			let spec = spec.encode();
			let spec = &spec[..spec.len() - number.len()];
			let financed = parts.first().map(|lien| Liens::<Test>::get(lien).unwrap().loan.unwrap());
			let head = (asset.kind, asset.registered_at, asset.holder, 1u8).encode();
			let old = [head.as_slice(), spec, &(document, cancelled, financed).encode()].concat();
			unhashed::put_raw(&Assets::<Test>::hashed_key_for(id), &old);
		}
		for (id, lien) in Liens::<Test>::iter() {
			let (whole, behind) = (lien.encode(), (lien.renews, lien.outside).encode());
			unhashed::put_raw(&Liens::<Test>::hashed_key_for(id), &whole[..whole.len() - behind.len()]);
		}
		for (asset, loan, ()) in Kept::<Test>::iter().collect::<Vec<_>>() {
			Kept::<Test>::remove(asset, loan);
			frozen::before::Kept::<Test>::insert(asset.0, loan.0);
		}
		StorageVersion::new(BEFORE.into()).put::<Collateral>();
	}

	/// Rights and receivables with liens in every state, and loans that are reserved, run, were repaid, reopened or called.
	fn portfolio() {
		StorageVersion::new(AFTER.into()).put::<Collateral>();
		ready_right();
		bound(AssetId(0), 0, BANK);
		let lend = |asset, loan| {
			pledged(asset, 0, BANK);
			reserve(asset, 0, BANK, LoanId(loan)).unwrap();
			Collateral::bind(asset, LoanId(loan));
		};
		let enforce = |asset: AssetId, loan| {
			let lien = Ranking::<Test>::get(asset)[0];
			Collateral::default(asset, LoanId(loan)).unwrap();
			mocks::set_owed(LoanId(loan), Currency::Usd, 5);
			let evidence = H256::repeat_byte(7);
			let (buyer, price) = (Some(firm(2)), Price::Evidenced);
			let realisation = Realisation { buyer, proceeds: 9, costs: 0, price, evidence };
			Collateral::propose_enforcement(signed(BANK_KEY), lien, realisation).unwrap();
			lien
		};
		for state in 0..12 {
			let asset = noticed(0);
			let loan = 100 + state;
			match state {
				0 => drop(Collateral::cancel_receivable(signed(controller(0)), asset)),
				1 => drop(pledged(asset, 0, BANK)),
				2 => {
					pledged(asset, 0, BANK);
					reserve(asset, 0, BANK, LoanId(loan)).unwrap();
				},
				3 => {
					confirm(asset);
					lend(asset, loan);
				},
				// Repaid; repaid and reversed; called.
				4 | 5 | 6 => {
					lend(asset, loan);
					match state {
						4 => Collateral::discharge(asset, LoanId(loan)).unwrap(),
						5 => {
							Collateral::discharge(asset, LoanId(loan)).unwrap();
							assert!(Collateral::restore(asset, LoanId(loan)));
						},
						_ => Collateral::default(asset, LoanId(loan)).unwrap(),
					}
				},
				// Given up by its holder, so that nothing but the lien knows of the loan.
				7 => {
					lend(asset, loan);
					let lien = Ranking::<Test>::get(asset)[0];
					Collateral::release(signed(BANK_KEY), lien).unwrap();
				},
				// Reserved, and let go, and lent on by another lien.
				8 => {
					pledged(asset, 0, OTHER_BANK);
					reserve(asset, 0, OTHER_BANK, LoanId(loan)).unwrap();
					<Collateral as Security>::release(asset, LoanId(loan));
					let other = Ranking::<Test>::get(asset)[0];
					Collateral::release(signed(OTHER_BANK_KEY), other).unwrap();
					lend(asset, 200);
				},
				// A junior lien behind, which the enforcement extinguishes.
				9 => {
					pledged(asset, 0, BANK);
					pledged(asset, 0, OTHER_BANK);
					reserve(asset, 0, BANK, LoanId(loan)).unwrap();
					Collateral::bind(asset, LoanId(loan));
					let lien = enforce(asset, loan);
					set_today(TODAY + 16);
					Collateral::enforce(signed(BANK_KEY), lien).unwrap();
					set_today(TODAY);
				},
				10 => {
					lend(asset, loan);
					enforce(asset, loan);
				},
				_ => {
					let lien = pledged(asset, 0, BANK);
					set_today(TODAY + 400);
					Collateral::lapse(signed(STRANGER), lien).unwrap();
					set_today(TODAY);
				},
			}
		}
	}

	/// Steps until it is done; how many.
	fn run(each_time: impl Fn() -> WeightMeter) -> u64 {
		let (mut cursor, mut steps) = (None, 0);
		loop {
			cursor = Migration::<Test>::step(cursor, &mut each_time()).unwrap();
			steps += 1;
			if cursor.is_none() {
				return steps;
			}
		}
	}

	/// Room for so many records.
	fn room(records: u64) -> WeightMeter {
		WeightMeter::with_limit(weight_of_a_step::<Test>() + weight_of_one::<Test>() * records)
	}

	#[test]
	fn liens_and_loans_in_every_state_come_through() {
		test(|| {
			portfolio();
			let states: Vec<_> =
				Liens::<Test>::iter_values().map(|lien| core::mem::discriminant(&lien.state)).collect();
			let enforced = LienState::Enforced { proceeds: 0, surplus: 0 };
			use LienState::*;
			for state in [Live, Defaulted, Released, enforced, Lapsed, Extinguished] {
				assert!(states.contains(&core::mem::discriminant(&state)), "{state:?}");
			}
			let records = NextAsset::<Test>::get().0 + NextLien::<Test>::get().0;
			let expected = stored();
			for at_once in [1, 5, 1_000] {
				as_before();
				assert!(stored() != expected);
				let steps = run(|| room(at_once));
				assert_eq!(steps, records.div_ceil(at_once), "{at_once} at once");
				assert!(stored() == expected, "{at_once} at once");
				Collateral::do_try_state().unwrap();
			}
			let again = Collateral::pledge(signed(controller(0)), AssetId(8), firm(0), pledge_to(OTHER_BANK));
			again.unwrap();
			assert_eq!(shown(AssetId(8)).financed, [LoanId(107)], "its lien was given up, and still counts");
		});
	}

	#[test]
	fn what_is_translated_already_is_left_as_it_is() {
		test(|| {
			portfolio();
			let before = stored();
			assert_eq!(Migration::<Test>::step(None, &mut room(1_000)).unwrap(), None);
			assert!(stored() == before);
		});
	}

	#[test]
	fn a_block_without_room_says_how_much_it_needs() {
		test(|| {
			portfolio();
			as_before();
			let refused = Migration::<Test>::step(None, &mut room(0));
			let required = weight_of_a_step::<Test>() + weight_of_one::<Test>();
			assert_eq!(refused, Err(SteppedMigrationError::InsufficientWeight { required }));
			run(|| WeightMeter::with_limit(required));
		});
	}

	#[test]
	fn an_empty_register_is_done_at_once() {
		test(|| {
			StorageVersion::new(BEFORE.into()).put::<Collateral>();
			assert_eq!(Migration::<Test>::step(None, &mut room(1)).unwrap(), None);
			assert_eq!(Collateral::on_chain_storage_version(), StorageVersion::new(AFTER.into()));
			assert_eq!(LienId(0), NextLien::<Test>::get());
		});
	}
}
