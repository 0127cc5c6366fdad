#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod documents;
mod enforcement;
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

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Governance licensed an appraiser.
		AppraiserLicensed {
			/// The appraiser's account.
			appraiser: T::AccountId,
			/// The appraiser's name, at most 128 bytes of UTF-8.
			name: Text<128>,
		},
		/// Governance withdrew an appraiser's licence.
		LicenceWithdrawn {
			/// The appraiser's account.
			appraiser: T::AccountId,
		},
		/// The IP office entered a right.
		RightRegistered {
			/// Number of the asset.
			asset: AssetId,
			/// What the IP office entered.
			right: RightSpec,
		},
		/// The IP office changed its record of a right.
		RightUpdated {
			/// Number of the asset.
			asset: AssetId,
			/// What the IP office changed.
			update: RightUpdate,
		},
		/// The IP office recorded other owners.
		RightTransferred {
			/// Number of the asset.
			asset: AssetId,
			/// Registration numbers of the owners from now on.
			owners: Owners,
		},
		/// A dispute or preservation was entered, or lifted.
		EncumbranceSet {
			/// Number of the asset.
			asset: AssetId,
			/// What stands against the right.
			encumbrance: Encumbrance,
		},
		/// A co-owner agrees to the next pledge, or no longer does.
		PledgeAgreed {
			/// Number of the asset.
			asset: AssetId,
			/// Registration number of the owner.
			owner: RegistrationNumber,
			/// Whether the owner agrees.
			agreed: bool,
		},
		/// An institution takes the right although its invalidation is pending.
		InvalidationAcknowledged {
			/// Number of the asset.
			asset: AssetId,
			/// Number of the institution.
			institution: InstitutionId,
		},
		/// A creditor gave notice of a receivable.
		ReceivableRegistered {
			/// Number of the asset.
			asset: AssetId,
			/// What the creditor gave notice of.
			receivable: ReceivableSpec,
		},
		/// Warning: so many other registrations are of documents that name the same declaration.
		DuplicateRegistered {
			/// Number of the asset.
			asset: AssetId,
			/// First token of the document.
			exact_token: H256,
			/// How many other registrations name the same declaration.
			others: u32,
		},
		/// Warning: so many registered documents are like this one.
		SimilarRegistered {
			/// Number of the asset.
			asset: AssetId,
			/// First token of what stays the same when a document is altered.
			coarse_token: H256,
			/// How many registered documents are like this one.
			others: u32,
		},
		/// The agency says that the document is this creditor's, and reads so.
		ReceivableConfirmed {
			/// Number of the asset.
			asset: AssetId,
			/// Number of the agency.
			agency: AgencyId,
		},
		/// An agency says whose a document is, whether or not it is registered yet.
		DocumentAttested {
			/// Number of the agency.
			agency: AgencyId,
			/// What the agency says of the document.
			document: DocumentSpec,
		},
		/// An agency takes back what it said of a document.
		AttestationWithdrawn {
			/// Number of the agency.
			agency: AgencyId,
			/// Token of the document.
			exact_token: H256,
		},
		/// A creditor took its notice of a receivable back.
		ReceivableCancelled {
			/// Number of the asset.
			asset: AssetId,
		},
		/// An appraiser valued a right.
		Appraised {
			/// Number of the asset.
			asset: AssetId,
			/// The appraiser's account.
			appraiser: T::AccountId,
			/// What the appraiser found.
			valuation: Valuation,
		},
		/// A lien was registered. `rank` counts from 1.
		LienRegistered {
			/// Number of the lien.
			lien: LienId,
			/// The lien as it was registered.
			record: Lien,
			/// Rank among the live liens of the asset, numbered from 1.
			rank: u32,
		},
		/// It is kept for this loan, whose money has not gone yet.
		LienReserved {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// The loan came to nothing: the lien is free of it.
		ReservationEnded {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// It secures this loan from now on.
		LienBound {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// The loan is in default: the lien can be enforced.
		LienDefaulted {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// A lien ended because the institution released it or the loan was repaid.
		LienReleased {
			/// Number of the lien.
			lien: LienId,
		},
		/// The payment that closed the loan was reversed: the lien stands again, behind what was registered meanwhile.
		LienRestored {
			/// Number of the lien.
			lien: LienId,
			/// Number of the loan.
			loan: LoanId,
		},
		/// The institution says how it means to realise the asset. The owners can object until the end of that day.
		EnforcementProposed {
			/// Number of the lien.
			lien: LienId,
			/// How the asset is to be realised.
			realisation: Realisation,
			/// Currency of the amounts.
			currency: Currency,
			/// Last day on which an owner can object. Days since 1970-01-01.
			object_until: Date,
		},
		/// The holder of a junior lien says what it is owed. The owners can object until the end of that day.
		ClaimStated {
			/// Number of the lien.
			lien: LienId,
			/// What its holder says that it is owed. Minor units (fen, cents, avos).
			amount: Amount,
			/// Last day on which an owner can object. Days since 1970-01-01.
			object_until: Date,
		},
		/// An owner agrees to the proposed enforcement.
		EnforcementAgreed {
			/// Number of the lien.
			lien: LienId,
			/// Registration number of the owner who agreed.
			owner: RegistrationNumber,
		},
		/// It waits until a court has decided, but not beyond the end of that day.
		EnforcementObjected {
			/// Number of the lien.
			lien: LienId,
			/// Registration number of the owner who objected.
			owner: RegistrationNumber,
			/// Hash of the reasons, which stay off the chain.
			reason: H256,
			/// Last day on which a court decides. Days since 1970-01-01.
			decide_by: Date,
		},
		/// A court decided. Upheld, the proposal has fallen.
		ObjectionDecided {
			/// Number of the lien.
			lien: LienId,
			/// The court followed the owner: the proposal has fallen.
			upheld: bool,
			/// Hash of the reasons, which stay off the chain.
			reason: H256,
		},
		/// The asset went to a buyer, or to the institution. `claim` was credited to the loan, `surplus` is the owner's,
		/// `deposited` is for those behind a junior claim in another currency.
		LienEnforced {
			/// Number of the lien.
			lien: LienId,
			/// Who bought the asset. None: the institution keeps it, or collected the receivable.
			buyer: Option<RegistrationNumber>,
			/// Currency of the amounts.
			currency: Currency,
			/// What the enforcement brought. Minor units (fen, cents, avos).
			proceeds: Amount,
			/// Costs of the enforcement. Minor units (fen, cents, avos).
			costs: Amount,
			/// What was credited to the loan. Minor units (fen, cents, avos).
			claim: Amount,
			/// What is left for the owner. Minor units (fen, cents, avos).
			surplus: Amount,
			/// Kept for those behind a junior claim in another currency. Minor units (fen, cents, avos).
			deposited: Amount,
		},
		/// The registration of a lien lasts longer.
		LienContinued {
			/// Number of the lien.
			lien: LienId,
			/// The last day of the registration from now on. Days since 1970-01-01.
			until: Date,
		},
		/// `lien` ranks behind `below` from now on.
		LienSubordinated {
			/// Number of the lien.
			lien: LienId,
			/// Number of the lien behind which it ranks.
			below: LienId,
		},
		/// The registration of a lien ended.
		LienLapsed {
			/// Number of the lien.
			lien: LienId,
		},
		/// A senior lien was enforced. `paid` was credited to the loan that it secured.
		LienExtinguished {
			/// Number of the lien.
			lien: LienId,
			/// What was credited to the loan that it secured. Minor units (fen, cents, avos).
			paid: Amount,
		},
		/// An agency makes tokens with this key, too, from now on.
		TokenVersionOpened {
			/// Number of the agency.
			agency: AgencyId,
			/// Version of the key.
			version: u16,
			/// The public key: a point of ristretto255.
			key: H256,
		},
		/// Nothing is attested or registered under this version of an agency's key any more.
		TokenVersionRetired {
			/// Number of the agency.
			agency: AgencyId,
			/// Version of the key.
			version: u16,
		},
		/// A document is known by the tokens of a later version of the key, too.
		TokensRenewed {
			/// Number of the agency.
			agency: AgencyId,
			/// First token of the document.
			exact_token: H256,
			/// The later tokens.
			tokens: DocumentTokens,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No asset, lien, appraiser or enterprise of this number is known. Check the number.
		NotFound,
		/// The signer may not do this: see the table of roles in the pallet's description.
		NotAuthorized,
		/// Ten thousand documents of this enterprise are neither financed nor cancelled. Cancel those that are settled.
		TooManyDocuments,
		/// It is there already: the right, the registration of the document, what an agency says of it, the key, or the licence.
		AlreadyExists,
		/// The enterprise is not active and cannot pledge.
		EnterpriseNotActive,
		/// The institution is unknown or suspended. Choose another.
		InstitutionNotActive,
		/// The call is for the other kind of asset, or the number is not one of this kind.
		WrongKind,
		/// The number's check character or form is wrong.
		InvalidNumber,
		/// A name or title is empty, not UTF-8 or holds control characters.
		InvalidName,
		/// Owners must be one to eight registered enterprises, none twice.
		InvalidOwners,
		/// An export declaration is the declaration itself: leave the token of another one out.
		InvalidDeclaration,
		/// The agency has no key of this version. Its keys: `lingnan show document-keys AGENCY`.
		InvalidTokenVersion,
		/// A date is not possible: expired, due before issued, issued or valued in the future.
		InvalidDate,
		/// An amount must be 1 to 10^15 minor units.
		LimitExceeded,
		/// The asset has sixteen liens already.
		TooManyLiens,
		/// Refused: the pledgor is not the owner of record. The owner must pledge.
		NotOwner,
		/// Refused: the right is not granted, lapsed or was invalidated.
		NotInForce,
		/// Refused: the annual fee is unpaid. Pay it and have the IP office record it.
		FeeUnpaid,
		/// Refused: a dispute or a court's preservation is in force.
		Encumbered,
		/// Refused: the term ends after the right does. Choose a shorter one.
		TermBeyondRight,
		/// Refused: a co-owner has not agreed. Let each sign `agree_to_pledge`.
		CoOwnerNotAgreed,
		/// Refused: the right is pledged already.
		AlreadyPledged,
		/// Refused: invalidation is pending and the lender has not signed `acknowledge_invalidation`.
		InvalidationPending,
		/// The receivable was cancelled.
		Cancelled,
		/// The document is financed already, and cannot be again.
		AlreadyFinanced,
		/// A registration that names the same declaration is financed.
		DuplicateOfFinanced,
		/// The receivable was due before today.
		PastDue,
		/// No appraiser has valued it.
		NoValuation,
		/// The valuation is too old. Have it appraised again.
		StaleValuation,
		/// There is a newer valuation.
		OutdatedValuation,
		/// The trade record is confirmed already.
		AlreadyConfirmed,
		/// It has a live lien. It must be released first.
		Pledged,
		/// The lien is not live.
		NotLive,
		/// The loan that it secures is not in default.
		NotDefaulted,
		/// There is a senior lien. Only the first rank can be used or enforced.
		NotFirstRank,
		/// The lien secures a loan already.
		AlreadyBound,
		/// The liens are on different assets.
		DifferentAssets,
		/// `lien` ranks behind `below` already.
		NotSenior,
		/// The lien's registration is not over yet.
		NotExpired,
		/// No invalidation is pending.
		NothingPending,
		/// Another chain said that it financed this document. Take another as security.
		FinancedAbroad,
		/// It is reserved for a loan that is about to be paid out. Wait until that loan begins, or its institution declines it.
		Reserved,
		/// The lien's registration ends before the loan can. Have the pledgor grant a longer one, after the institution
		/// has released this one.
		LienTooShort,
		/// The receivable is due in a month before the loan's last. Take a shorter loan, or another receivable.
		DueBeforeLoan,
		/// The lien secures a loan that is not closed, and lasts as long as the debt.
		SecuresLoan,
		/// The agency that issues the document says that it is another firm's, or reads otherwise. Register it as issued, or ask
		/// the agency to withdraw what it said by mistake.
		AttestedOtherwise,
		/// The agency attested another kind, currency or due month, or a smaller amount.
		DiffersFromAttested,
		/// No call answers this any more: the agency that confirms gives the tokens.
		TokenMismatch,
		/// No enforcement of this lien is proposed. Propose one first.
		NotProposed,
		/// Name the hash of the papers that show price and costs.
		EvidenceMissing,
		/// A right is sold to a buyer. To keep it, offer at least its valuation, or agree on a price with every owner.
		BuyerMissing,
		/// Less, after costs, than the standing valuation, or than the receivable's face value. Sell it, or agree on a price.
		PriceTooLow,
		/// The valuation is in another currency than the loan. Have it appraised in the loan's.
		DifferentCurrency,
		/// The institution has proposed something else meanwhile. Look at the new proposal.
		EnforcementChanged,
		/// The owners can still object, or those behind state their claims. Wait until the day after the last on which they can,
		/// or for the owners' agreement if no other institution's lien stands behind.
		TooEarly,
		/// The owner has agreed, or the days to object are over.
		TooLate,
		/// An objection stands. A court decides, or its time to decide runs out.
		ObjectionPending,
		/// The price rests on the agreement of every owner, and not all have signed.
		NotAgreed,
		/// A court upheld an objection to this price or a higher one. Propose more, or wait as many days as the owners have to
		/// object.
		ObjectionUpheld,
		/// It is financed here unconfirmed, and an institution at another place is about to finance it. Confirm it when that
		/// claim is over, after thirty days at most.
		HeldAbroad,
		/// The lien secures no loan, and ends on the day to which its pledgor agreed. Have the pledgor grant another.
		SecuresNothing,
		/// The public fund bears a part of the loan, and recovers from its security too. Enforce it, or ask governance.
		FundHasPaid,
		/// Costs of realising a claim are more than a tenth of the proceeds. What is more the institution bears itself.
		CostsTooHigh,
		/// No agency attested a document of this token: nobody chooses one for himself. Register without a token, or ask the
		/// agency that issues the document to attest it.
		NotAttested,
		/// The key is not a point of ristretto255, or the neutral one. Make one with `lingnan document key new`.
		InvalidKey,
		/// Eight versions of the agency's key are in force. Retire one.
		TooManyVersions,
		/// This version of the agency's key is retired. Ask the agency to attest the document under the one in force.
		TokenVersionRetired,
		/// The document has its tokens under a later version already, or the version is not a later one.
		AlreadyRenewed,
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
			T::WeightInfo::enforce().saturating_add(T::Loans::credit_weight().saturating_mul(u64::from(MAX_LIENS)))
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
