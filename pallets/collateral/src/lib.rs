#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod calls;
mod documents;
mod enforcement;
mod errors;
mod events;
mod grounds;
mod impls;
mod issuers;
mod liens;
pub mod migrations;
#[cfg(test)]
mod mock;
mod parts;
mod ranks;
mod receivables;
mod rights;
pub mod runtime_api;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
pub mod value;
mod views;
pub mod waterfall;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(events::events)]
#[import_section(errors::errors)]
#[import_section(calls::calls)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		Asset, AttestedDocument, CollectionAccount, CreditNote, CreditNoteSpec, DocumentSpec, DocumentTokens,
		Encumbrance, Enforcement, IssuerKey, Lien, LienSpec, NotedBy, ObligorConfirmation, OutsideRegistration, Owners,
		Realisation, ReceivableSpec, RightNumber, RightSpec, RightUpdate, TokenRecord, Valuation, WeightInfo,
		MAX_CREDIT_NOTES, MAX_KEYS, MAX_LIENS, MAX_NAMES,
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{
		Agencies, AgencyId, Amount, AssetId, AssetKind, BasisPoints, Currency, Date, DocumentsAbroad, Enterprises,
		InstitutionId, Institutions, LienId, LoanAccounts, LoanId, RegistrationNumber, Standstill, Text,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(4);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// What the other chains know of trade documents.
		type Abroad: DocumentsAbroad;
		type Clock: UnixTime;
		/// Licenses appraisers.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		type Agencies: Agencies<Self::AccountId>;
		type Enterprises: Enterprises<Self::AccountId>;
		type Institutions: Institutions<Self::AccountId>;
		/// The accounts of loans, to which proceeds are credited.
		type Loans: LoanAccounts;
		/// Days for which the owners can object to an enforcement.
		type ObjectionDays: Get<u32>;
		/// Days in which a court decides on an objection; after them the enforcement goes on.
		type DecisionDays: Get<u32>;
		/// On which days no court could decide.
		type Standstill: Standstill;
		/// Share of a valuation that counts, for each kind in the order of `AssetKind::ALL`.
		type Haircuts: Get<[BasisPoints; 7]>;
		/// A loan's renewal keeps the rank of the lien that secured the old one. Otherwise the new lien ranks by its registration.
		type KeepRankOnRenewal: Get<bool>;
		/// How far below its valuation an asset may be taken or sold without papers of a sale. Basis points.
		type PriceDiscount: Get<BasisPoints>;
		/// Months after which a valuation is stale.
		type ValuationMonths: Get<u32>;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
	}

	/// Licensed appraisers and their names.
	#[pallet::storage]
	pub type Appraisers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Text<128>>;

	/// The number that the next asset gets.
	#[pallet::storage]
	pub type NextAsset<T> = StorageValue<_, AssetId, ValueQuery>;

	/// Every asset that was registered, by number.
	#[pallet::storage]
	pub type Assets<T> = StorageMap<_, Twox64Concat, AssetId, Asset>;

	/// Each right is registered once.
	/// The value is the number of the asset.
	#[pallet::storage]
	pub type RightByNumber<T> = StorageDoubleMap<_, Twox64Concat, AssetKind, Blake2_128Concat, RightNumber, AssetId>;

	/// What an enterprise owns.
	#[pallet::storage]
	pub type OwnedBy<T> =
		StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Twox64Concat, AssetId, (), OptionQuery>;

	/// The last valuation of a right.
	#[pallet::storage]
	pub type Valuations<T> = StorageMap<_, Twox64Concat, AssetId, Valuation>;

	/// Owners that agreed to the next pledge of a right.
	#[pallet::storage]
	pub type Agreed<T> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Blake2_128Concat, RegistrationNumber, (), OptionQuery>;

	/// Institutions that know of a pending invalidation and take the right all the same.
	#[pallet::storage]
	pub type Acknowledged<T> = StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, InstitutionId, (), OptionQuery>;

	/// The number that the next lien gets.
	#[pallet::storage]
	pub type NextLien<T> = StorageValue<_, LienId, ValueQuery>;

	/// Every lien that was registered, by number.
	#[pallet::storage]
	pub type Liens<T> = StorageMap<_, Twox64Concat, LienId, Lien>;

	/// The live liens of an asset, first rank first. By number.
	#[pallet::storage]
	pub type Ranking<T> = StorageMap<_, Twox64Concat, AssetId, BoundedVec<LienId, ConstU32<MAX_LIENS>>, ValueQuery>;

	/// Enforcements that were proposed and not carried out.
	#[pallet::storage]
	pub type Enforcements<T> = StorageMap<_, Twox64Concat, LienId, Enforcement>;

	/// Up to which proceeds a court has barred the enforcement of a lien, and until the end of which day.
	#[pallet::storage]
	pub type Upheld<T> = StorageMap<_, Twox64Concat, LienId, (Amount, Date)>;

	/// The public keys by which an agency's documents are known, by version.
	#[pallet::storage]
	pub type IssuerKeys<T> =
		StorageMap<_, Twox64Concat, AgencyId, BoundedVec<IssuerKey, ConstU32<MAX_KEYS>>, ValueQuery>;

	/// What the agencies that issue documents say of them, by the first exact token of each.
	#[pallet::storage]
	pub type Attested<T> = StorageMap<_, Blake2_128Concat, H256, AttestedDocument>;

	/// The first token of a form, by a later one: under the next version of the key it has another, and stays the same form.
	#[pallet::storage]
	pub type SameForm<T> = StorageMap<_, Blake2_128Concat, H256, H256>;

	/// What is known of each document and each declaration of which a registration is confirmed, by their first tokens.
	#[pallet::storage]
	pub type Documents<T> = StorageMap<_, Blake2_128Concat, H256, TokenRecord, ValueQuery>;

	/// The confirmed registration of a document, by its first exact token.
	/// By number of the asset.
	#[pallet::storage]
	pub type Registered<T> = StorageMap<_, Blake2_128Concat, H256, AssetId>;

	/// How many documents of an enterprise are neither financed nor cancelled.
	#[pallet::storage]
	pub type OpenDocuments<T> = StorageMap<_, Blake2_128Concat, RegistrationNumber, u32, ValueQuery>;

	/// How many confirmed documents share a coarse token, by the first of it.
	#[pallet::storage]
	pub type Similar<T> = StorageMap<_, Blake2_128Concat, H256, u32, ValueQuery>;

	/// Assets that are kept for loans whose money has not gone yet.
	#[pallet::storage]
	pub type Kept<T> = StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, LoanId, (), OptionQuery>;

	/// Documents and declarations, by their first tokens, of which a registration is kept for a loan whose money has not gone
	/// yet.
	/// The value is the number of the asset.
	#[pallet::storage]
	pub type ReservedDocuments<T> = StorageMap<_, Blake2_128Concat, H256, AssetId>;

	/// The lien by which an asset is kept for a loan, secures it, or did until the loan was repaid.
	/// By number.
	#[pallet::storage]
	pub type SecuredBy<T> = StorageDoubleMap<_, Twox64Concat, LoanId, Twox64Concat, AssetId, LienId>;

	/// What the obligor of a receivable confirmed.
	#[pallet::storage]
	pub type Confirmations<T> = StorageMap<_, Twox64Concat, AssetId, ObligorConfirmation>;

	/// Credit notes on a receivable, the first stated first.
	#[pallet::storage]
	pub type CreditNotes<T> =
		StorageMap<_, Twox64Concat, AssetId, BoundedVec<CreditNote, ConstU32<MAX_CREDIT_NOTES>>, ValueQuery>;

	/// Where the obligor of a receivable pays.
	#[pallet::storage]
	pub type CollectionAccounts<T> = StorageMap<_, Twox64Concat, AssetId, CollectionAccount>;

	/// Liens that stepped behind others by their holders' will, and behind which. By number.
	#[pallet::storage]
	pub type Behind<T> = StorageMap<_, Twox64Concat, LienId, BoundedVec<LienId, ConstU32<MAX_LIENS>>, ValueQuery>;

	/// Rank down to which the holder of a lien lends on it though others rank before it. Numbered from 1.
	#[pallet::storage]
	pub type AcceptedRanks<T> = StorageMap<_, Twox64Concat, LienId, u32>;

	/// Other institutions that may lend on the rest of a receivable, by the lien of one that lent on it already.
	#[pallet::storage]
	pub type Admitted<T> =
		StorageMap<_, Twox64Concat, LienId, BoundedVec<InstitutionId, ConstU32<MAX_LIENS>>, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Licensed appraisers and their names.
		pub appraisers: Vec<(T::AccountId, Text<128>)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (account, name) in &self.appraisers {
				let licensed = Pallet::<T>::do_license_appraiser(account.clone(), name.clone());
				assert!(licensed.is_ok(), "genesis appraiser {account:?}: {licensed:?}");
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
