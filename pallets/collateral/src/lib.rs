#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod documents;
mod enforcement;
mod errors;
mod events;
mod grounds;
mod impls;
mod issuers;
mod liens;
#[cfg(test)]
mod mock;
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
#[frame_support::pallet]
pub mod pallet {
	use super::{
		Asset, AttestedDocument, DocumentSpec, DocumentTokens, Encumbrance, Enforcement, IssuerKey, Lien, LienSpec,
		Owners, Realisation, ReceivableSpec, RightNumber, RightSpec, RightUpdate, TokenRecord, Valuation, WeightInfo,
		MAX_KEYS, MAX_LIENS, MAX_NAMES,
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{
		Agencies, AgencyId, Amount, AssetId, AssetKind, BasisPoints, Currency, Date, DocumentsAbroad, Enterprises,
		InstitutionId, Institutions, LienId, LoanAccounts, LoanId, RegistrationNumber, Standstill, Text,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(3);

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

	/// Assets that are kept for a loan whose money has not gone yet.
	/// The value is the number of the loan.
	#[pallet::storage]
	pub type Kept<T> = StorageMap<_, Twox64Concat, AssetId, LoanId>;

	/// Documents and declarations, by their first tokens, of which a registration is kept for a loan whose money has not gone
	/// yet.
	/// The value is the number of the asset.
	#[pallet::storage]
	pub type ReservedDocuments<T> = StorageMap<_, Blake2_128Concat, H256, AssetId>;

	/// The lien by which an asset is kept for a loan, secures it, or did until the loan was repaid.
	/// By number.
	#[pallet::storage]
	pub type SecuredBy<T> = StorageDoubleMap<_, Twox64Concat, LoanId, Twox64Concat, AssetId, LienId>;

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

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// License an appraiser.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// Its key signs without coins from now on.
		///
		/// ## Errors
		/// `InvalidName`, `AlreadyExists`.
		///
		/// ## Events
		/// `AppraiserLicensed`.
		#[pallet::call_index(0)]
		pub fn license_appraiser(origin: OriginFor<T>, appraiser: T::AccountId, name: Text<128>) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_license_appraiser(appraiser, name)
		}

		/// Withdraw an appraiser's licence.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// Valuations made stay until they are stale.
		///
		/// ## Errors
		/// `NotFound`.
		///
		/// ## Events
		/// `LicenceWithdrawn`.
		#[pallet::call_index(1)]
		pub fn withdraw_licence(origin: OriginFor<T>, appraiser: T::AccountId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_withdraw_licence(appraiser)
		}

		/// Enter an intellectual-property right.
		///
		/// ## Origin
		/// Signed by an agency with the intellectual-property right.
		///
		/// ## Details
		/// Patents by their patent number (check digit included), trademarks and software copyrights by registration
		/// number. Dates in days since 1970.
		///
		/// ## Errors
		/// `NotAuthorized`, `WrongKind`, `InvalidNumber`, `InvalidName`, `InvalidOwners`, `InvalidDate`, `AlreadyExists`.
		///
		/// ## Events
		/// `RightRegistered`.
		#[pallet::call_index(2)]
		pub fn register_right(origin: OriginFor<T>, right: RightSpec) -> DispatchResult {
			Self::do_register_right(ensure_signed(origin)?, right)
		}

		/// Change a right's status, term, fee or pending invalidation.
		///
		/// ## Origin
		/// Signed by an agency with the intellectual-property right.
		///
		/// ## Details
		/// Liens stay as they are; lenders see the change.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`.
		///
		/// ## Events
		/// `RightUpdated`.
		#[pallet::call_index(3)]
		pub fn update_right(origin: OriginFor<T>, asset: AssetId, update: RightUpdate) -> DispatchResult {
			Self::do_update_right(ensure_signed(origin)?, asset, update)
		}

		/// Record other owners of a right.
		///
		/// ## Origin
		/// Signed by an agency with the intellectual-property right.
		///
		/// ## Details
		/// Not while it is pledged.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`, `InvalidOwners`, `Pledged`.
		///
		/// ## Events
		/// `RightTransferred`.
		#[pallet::call_index(4)]
		pub fn transfer_right(origin: OriginFor<T>, asset: AssetId, owners: Owners) -> DispatchResult {
			Self::do_transfer_right(ensure_signed(origin)?, asset, owners)
		}

		/// Enter or lift a dispute or a court's preservation.
		///
		/// ## Origin
		/// Signed by an agency with the court's or the intellectual-property right.
		///
		/// ## Details
		/// Liens that stand are not touched; no new one can be registered.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`.
		///
		/// ## Events
		/// `EncumbranceSet`.
		#[pallet::call_index(5)]
		pub fn set_encumbrance(origin: OriginFor<T>, asset: AssetId, encumbrance: Encumbrance) -> DispatchResult {
			Self::do_set_encumbrance(ensure_signed(origin)?, asset, encumbrance)
		}

		/// Agree, or no longer agree, to the next pledge of a right.
		///
		/// ## Origin
		/// Signed by the account that controls the owner named.
		///
		/// ## Details
		/// An agreement holds for one pledge, of any amount: an officer cannot give it, but can take it back.
		///
		/// ## Errors
		/// `NotFound`, `WrongKind`, `NotOwner`, `NotAuthorized`.
		///
		/// ## Events
		/// `PledgeAgreed`.
		#[pallet::call_index(6)]
		pub fn agree_to_pledge(
			origin: OriginFor<T>,
			asset: AssetId,
			owner: RegistrationNumber,
			agreed: bool,
		) -> DispatchResult {
			Self::do_agree_to_pledge(ensure_signed(origin)?, asset, owner, agreed)
		}

		/// Take a right as security although its invalidation is pending.
		///
		/// ## Origin
		/// Signed by the institution.
		///
		/// ## Details
		/// Holds for as long as that invalidation is pending.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`, `NothingPending`.
		///
		/// ## Events
		/// `InvalidationAcknowledged`.
		#[pallet::call_index(7)]
		pub fn acknowledge_invalidation(origin: OriginFor<T>, asset: AssetId) -> DispatchResult {
			Self::do_acknowledge_invalidation(ensure_signed(origin)?, asset)
		}

		/// Give notice of a receivable or an export declaration.
		///
		/// ## Origin
		/// Signed by the account that controls the creditor.
		///
		/// ## Details
		/// With the token of a document that the agency which issues it attested as this creditor's, the registration is
		/// confirmed. Without a token it is what the firm says, is shown as unconfirmed, and stands in nobody's way; the agency
		/// can confirm it later. A warning tells when another registration names the same declaration, or is similar.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `EnterpriseNotActive`, `WrongKind`, `InvalidName`, `LimitExceeded`, `InvalidDate`,
		/// `NotAttested`, `AttestedOtherwise`, `DiffersFromAttested`, `InvalidTokenVersion`, `TokenVersionRetired`,
		/// `TooManyDocuments`, `AlreadyExists`.
		///
		/// ## Events
		/// `ReceivableRegistered`, perhaps `ReceivableConfirmed`, `DuplicateRegistered`, `SimilarRegistered`.
		#[pallet::call_index(8)]
		pub fn register_receivable(origin: OriginFor<T>, receivable: ReceivableSpec) -> DispatchResult {
			Self::do_register_receivable(ensure_signed(origin)?, receivable)
		}

		/// Confirm the trade behind a receivable.
		///
		/// ## Origin
		/// Signed by an agency with the customs right.
		///
		/// ## Details
		/// The agency makes the tokens of its own record, and so binds document and firm: nobody else can register the document
		/// from now on. What it says of the document is entered with it, unless that was attested before. Products that ask for
		/// trade records take confirmed ones only. Not while it is kept for a loan; not once it is financed, if another place has
		/// financed it or is about to: nobody there was asked.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`, `Cancelled`, `AlreadyConfirmed`, `InvalidTokenVersion`,
		/// `TokenVersionRetired`, `InvalidDeclaration`, `AttestedOtherwise`, `DiffersFromAttested`, `AlreadyExists`, `Reserved`,
		/// `DuplicateOfFinanced`, `FinancedAbroad`, `HeldAbroad`.
		///
		/// ## Events
		/// `ReceivableConfirmed`, perhaps `DocumentAttested`, `DuplicateRegistered`, `SimilarRegistered`.
		#[pallet::call_index(9)]
		#[pallet::weight(
			T::WeightInfo::confirm_receivable().saturating_add(T::Abroad::weight().saturating_mul(u64::from(MAX_NAMES)))
		)]
		pub fn confirm_receivable(origin: OriginFor<T>, asset: AssetId, tokens: DocumentTokens) -> DispatchResult {
			Self::do_confirm_receivable(ensure_signed(origin)?, asset, tokens)
		}

		/// Cancel a receivable.
		///
		/// ## Origin
		/// Signed by the account that controls the creditor.
		///
		/// ## Details
		/// Only one that is neither financed nor under a lien. Final.
		///
		/// ## Errors
		/// `NotFound`, `WrongKind`, `NotAuthorized`, `Cancelled`, `AlreadyFinanced`, `Pledged`.
		///
		/// ## Events
		/// `ReceivableCancelled`.
		#[pallet::call_index(10)]
		pub fn cancel_receivable(origin: OriginFor<T>, asset: AssetId) -> DispatchResult {
			Self::do_cancel_receivable(ensure_signed(origin)?, asset)
		}

		/// Value a right.
		///
		/// ## Origin
		/// Signed by a licensed appraiser.
		///
		/// ## Details
		/// `value` in minor units; `valued_on` in days since 1970; `report`: hash of the report. Stale after twelve months.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`, `LimitExceeded`, `InvalidDate`, `StaleValuation`, `OutdatedValuation`.
		///
		/// ## Events
		/// `Appraised`.
		#[pallet::call_index(11)]
		pub fn appraise(
			origin: OriginFor<T>,
			asset: AssetId,
			currency: Currency,
			value: Amount,
			valued_on: Date,
			report: H256,
		) -> DispatchResult {
			Self::do_appraise(ensure_signed(origin)?, asset, Valuation { currency, value, valued_on, report })
		}

		/// Grant a lien.
		///
		/// ## Origin
		/// Signed by the account that controls the pledgor.
		///
		/// ## Details
		/// The lien exists from its registration. Intellectual property bears one pledge at a time and is refused on
		/// eight grounds; receivables bear up to sixteen liens, ranked by the order of registration, pledge and assignment in one list.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `EnterpriseNotActive`, `InstitutionNotActive`, `LimitExceeded`, `InvalidDate`,
		/// `WrongKind`; for rights `NotOwner`, `NotInForce`, `FeeUnpaid`, `Encumbered`, `TermBeyondRight`, `CoOwnerNotAgreed`,
		/// `AlreadyPledged`, `InvalidationPending`; for receivables `NotOwner`, `Cancelled`, `AlreadyFinanced`, `PastDue`,
		/// `TooManyLiens`.
		///
		/// ## Events
		/// `LienRegistered`.
		#[pallet::call_index(12)]
		pub fn pledge(
			origin: OriginFor<T>,
			asset: AssetId,
			pledgor: RegistrationNumber,
			lien: LienSpec,
		) -> DispatchResult {
			Self::do_pledge(ensure_signed(origin)?, asset, pledgor, lien)
		}

		/// Release a lien.
		///
		/// ## Origin
		/// Signed by the institution that holds it; governance for a loan of which the public fund bears a part.
		///
		/// ## Details
		/// The lien of a repaid loan is released by itself. What is released by this call is given up for good: it does not
		/// come back when a payment is reversed.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `Reserved`, `FundHasPaid`.
		///
		/// ## Events
		/// `LienReleased`.
		#[pallet::call_index(13)]
		pub fn release(origin: OriginFor<T>, lien: LienId) -> DispatchResult {
			let who = match T::GovernOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_release(who, lien)
		}

		/// Carry out an enforcement that was proposed.
		///
		/// ## Origin
		/// Signed by the institution that holds the lien.
		///
		/// ## Details
		/// When the days to object are over and no objection stands, or its time to be decided has run out; or at once when
		/// every owner has agreed and no other institution's lien stands behind. The asset goes to the buyer, or to the institution. The proceeds pay costs, the claim as it stands today,
		/// junior claims by rank, then the owner; the loans are credited with their shares. Junior liens are extinguished.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `NotDefaulted`, `NotFirstRank`, `NotProposed`, `Encumbered`,
		/// `ObjectionPending`, `NotAgreed`, `TooEarly`, and those of the loan's account.
		///
		/// ## Events
		/// `LienEnforced`, `LienExtinguished` for each junior lien, and those of the loans.
		#[pallet::call_index(14)]
		#[pallet::weight(
			// A document secures one loan, and a right bears one pledge: no junior lien has a loan of its own. One more is counted.
			T::WeightInfo::enforce().saturating_add(T::Loans::credit_weight().saturating_mul(2))
		)]
		pub fn enforce(origin: OriginFor<T>, lien: LienId) -> DispatchResult {
			Self::do_enforce(ensure_signed(origin)?, lien)
		}

		/// Continue a lien's registration.
		///
		/// ## Origin
		/// Signed by the institution that holds it.
		///
		/// ## Details
		/// To a later day, for a right not beyond its end. The rank stays. Only while it secures a loan, or is kept for one:
		/// otherwise it ends on the day to which its pledgor agreed.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `SecuresNothing`, `InvalidDate`, `TermBeyondRight`.
		///
		/// ## Events
		/// `LienContinued`.
		#[pallet::call_index(15)]
		pub fn continue_lien(origin: OriginFor<T>, lien: LienId, until: Date) -> DispatchResult {
			Self::do_continue_lien(ensure_signed(origin)?, lien, until)
		}

		/// Let a lien rank behind a junior one.
		///
		/// ## Origin
		/// Signed by the institution that holds `lien`.
		///
		/// ## Details
		/// Its signature is the agreement: nobody else loses by it. So not while the public fund bears a part of the loan.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `Reserved`, `FundHasPaid`, `DifferentAssets`, `NotSenior`.
		///
		/// ## Events
		/// `LienSubordinated`.
		#[pallet::call_index(16)]
		pub fn subordinate(origin: OriginFor<T>, lien: LienId, below: LienId) -> DispatchResult {
			Self::do_subordinate(ensure_signed(origin)?, lien, below)
		}

		/// Strike out a lien whose registration is over.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// After its last day, unless it was continued. Never while it is kept for a loan or secures one that is not closed.
		///
		/// ## Errors
		/// `NotFound`, `NotLive`, `NotExpired`, `Reserved`, `SecuresLoan`.
		///
		/// ## Events
		/// `LienLapsed`.
		#[pallet::call_index(17)]
		pub fn lapse(origin: OriginFor<T>, lien: LienId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_lapse(lien)
		}

		/// Propose how to enforce a lien after default.
		///
		/// ## Origin
		/// Signed by the institution that holds it.
		///
		/// ## Details
		/// It names the price and on what it rests: every owner's agreement; at least the standing valuation (a receivable's face
		/// value); or papers of a sale or a collection. `evidence` is the hash of the papers that show price and costs. The owners
		/// have governed days to object. A new proposal takes the place of an earlier one, and the days begin again;
		/// not while an objection waits for a court. When a court upheld one, only a higher price can be proposed for as many days.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `NotDefaulted`, `NotFirstRank`, `LimitExceeded`, `CostsTooHigh`, `EvidenceMissing`,
		/// `ObjectionPending`, `ObjectionUpheld`, `BuyerMissing`, `NoValuation`, `StaleValuation`, `DifferentCurrency`, `PriceTooLow`.
		///
		/// ## Events
		/// `EnforcementProposed`.
		#[pallet::call_index(18)]
		pub fn propose_enforcement(origin: OriginFor<T>, lien: LienId, realisation: Realisation) -> DispatchResult {
			Self::do_propose_enforcement(ensure_signed(origin)?, lien, realisation)
		}

		/// Agree to an enforcement as an owner.
		///
		/// ## Origin
		/// Signed by the account that controls the owner named.
		///
		/// ## Details
		/// To exactly this realisation; not for a firm that is frozen. When every owner has agreed it can be carried out at once, unless another institution's
		/// lien stands behind.
		///
		/// ## Errors
		/// `NotFound`, `NotProposed`, `NotOwner`, `NotAuthorized`, `EnforcementChanged`, `AlreadyExists`.
		///
		/// ## Events
		/// `EnforcementAgreed`.
		#[pallet::call_index(19)]
		pub fn agree_to_enforcement(
			origin: OriginFor<T>,
			lien: LienId,
			owner: RegistrationNumber,
			realisation: Realisation,
		) -> DispatchResult {
			Self::do_agree_to_enforcement(ensure_signed(origin)?, lien, owner, realisation)
		}

		/// Object to an enforcement as an owner.
		///
		/// ## Origin
		/// Signed by the account that controls the owner named, or by an officer of it.
		///
		/// ## Details
		/// Within the governed days. The enforcement waits until a court has decided, but not beyond its time to decide.
		///
		/// ## Errors
		/// `NotFound`, `NotProposed`, `NotOwner`, `NotAuthorized`, `TooLate`, `AlreadyExists`.
		///
		/// ## Events
		/// `EnforcementObjected`.
		#[pallet::call_index(20)]
		pub fn object_to_enforcement(
			origin: OriginFor<T>,
			lien: LienId,
			owner: RegistrationNumber,
			reason: H256,
		) -> DispatchResult {
			Self::do_object_to_enforcement(ensure_signed(origin)?, lien, owner, reason)
		}

		/// Decide on an objection.
		///
		/// ## Origin
		/// Signed by an agency with the court's right.
		///
		/// ## Details
		/// Within the governed days. Upheld: the proposal falls, and for as many days as owners have to object only a higher price
		/// can be proposed. Dismissed: it goes on. `reason`: hash of the decision.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `NotProposed`, `NothingPending`.
		///
		/// ## Events
		/// `ObjectionDecided`.
		#[pallet::call_index(21)]
		pub fn decide_objection(origin: OriginFor<T>, lien: LienId, upheld: bool, reason: H256) -> DispatchResult {
			Self::do_decide_objection(ensure_signed(origin)?, lien, upheld, reason)
		}

		/// State what a junior lien secures, before a senior one is enforced.
		///
		/// ## Origin
		/// Signed by the institution that holds the junior lien.
		///
		/// ## Details
		/// For a debt that is not a loan on the chain, in the currency of the enforcing lender's loan, at most the secured amount,
		/// once. Without it a junior lien has no claim. The owners' days to object begin again.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `NotLive`, `NotProposed`, `SecuresLoan`, `LimitExceeded`, `AlreadyExists`.
		///
		/// ## Events
		/// `ClaimStated`.
		#[pallet::call_index(24)]
		pub fn state_claim(origin: OriginFor<T>, lien: LienId, amount: Amount) -> DispatchResult {
			Self::do_state_claim(ensure_signed(origin)?, lien, amount)
		}

		/// Say whose a document is.
		///
		/// ## Origin
		/// Signed by an agency with the customs right: the one that issues the document or keeps its record.
		///
		/// ## Details
		/// Binds the document's tokens, and the declaration that it names, to the creditor: nobody else can register it. The
		/// tokens are made with a key of the agency that is in force. `formerly`: the exact token of the same document under
		/// an earlier version of the key. Then both tokens are one document, which stays registered, reserved and financed under
		/// each; nothing else of it changes. The earlier token need not have been attested: what names it is bound, too.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `WrongKind`, `LimitExceeded`, `InvalidTokenVersion`, `TokenVersionRetired`,
		/// `InvalidDeclaration`, `AttestedOtherwise`, `DiffersFromAttested`, `AlreadyRenewed`, `AlreadyExists`.
		///
		/// ## Events
		/// `DocumentAttested` or `TokensRenewed`.
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::attest_document().saturating_add(T::Abroad::weight().saturating_mul(2)))]
		pub fn attest_document(origin: OriginFor<T>, document: DocumentSpec, formerly: Option<H256>) -> DispatchResult {
			Self::do_attest_document(ensure_signed(origin)?, document, formerly)
		}

		/// Take back what was said of a document.
		///
		/// ## Origin
		/// Signed by the agency that said it; by any other with the customs right, if that one is suspended or has lost it.
		///
		/// ## Details
		/// Not once the document is kept for a loan or financed. Its registration is unconfirmed again, and has no token.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `AlreadyFinanced`, `Reserved`.
		///
		/// ## Events
		/// `AttestationWithdrawn`.
		#[pallet::call_index(23)]
		pub fn withdraw_attestation(origin: OriginFor<T>, exact_token: H256) -> DispatchResult {
			Self::do_withdraw_attestation(ensure_signed(origin)?, exact_token)
		}

		/// Make tokens with a key from now on.
		///
		/// ## Origin
		/// Signed by an agency with the customs right, for itself.
		///
		/// ## Details
		/// The key gets the next version. Earlier ones stay in force until they are retired, so that documents can be attested
		/// under both. `key`: the public key, a point of ristretto255 (RFC 9497); everybody checks tokens with it, and nobody
		/// finds a number by it. An agency that attests documents of an issuer elsewhere enters that issuer's key.
		///
		/// ## Errors
		/// `NotAuthorized`, `InvalidKey`, `AlreadyExists`, `TooManyVersions`.
		///
		/// ## Events
		/// `TokenVersionOpened`.
		#[pallet::call_index(25)]
		pub fn open_token_version(origin: OriginFor<T>, key: H256) -> DispatchResult {
			Self::do_open_token_version(ensure_signed(origin)?, key)
		}

		/// Take tokens under a version of the key no longer.
		///
		/// ## Origin
		/// Signed by an agency with the customs right, for itself.
		///
		/// ## Details
		/// Final. Nothing is attested or registered under it any more. What is registered, reserved or financed stays so, and
		/// is asked for by its tokens as before.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotFound`, `TokenVersionRetired`.
		///
		/// ## Events
		/// `TokenVersionRetired`.
		#[pallet::call_index(26)]
		pub fn retire_token_version(origin: OriginFor<T>, version: u16) -> DispatchResult {
			Self::do_retire_token_version(ensure_signed(origin)?, version)
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
