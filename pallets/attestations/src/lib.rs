#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
pub mod dataset;
mod datasets;
mod dispatchables;
mod errors;
mod events;
mod forms;
mod impls;
pub mod migrations;
#[cfg(test)]
mod mock;
mod registers;
pub mod runtime_api;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use dataset::*;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		forms, Agency, AgencySpec, Attestation, AttestationSpec, Dataset, DatasetId, Indicator, IndicatorSpec,
		LeafSpec, Path, ProvedAttestation, RevocationReason, Value, WeightInfo, MAX_BATCH, MAX_FORM, MAX_FORM_PROOF,
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{
		AgencyId, Consents, DailyCount, Date, Enterprises, IndicatorId, InstitutionId, Institutions, OnDispute,
		Purpose, RegistrationNumber, Revision, Seats, Timestamp,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(3);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Clock: UnixTime;
		/// Burned by an institution that materialises an attestation.
		type Consents: Consents;
		/// Registers and suspends agencies, defines and retires indicators.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		type Enterprises: Enterprises<Self::AccountId>;
		type Institutions: Institutions<Self::AccountId>;
		type OnDispute: OnDispute;
		/// The council on which each agency has a seat.
		type Seats: Seats<Self::AccountId>;
		/// Suspends an agency: it may be quicker than `GovernOrigin`, for stopping cannot wait.
		type SuspendOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Days in which an agency must answer a dispute.
		type DisputeDays: Get<u32>;
		/// Verifies that sealed attestations hold a single 1 each.
		type Verifier: lingnan_sealed::Verifier;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
	}

	/// The number that the next agency gets.
	#[pallet::storage]
	pub type NextAgency<T> = StorageValue<_, AgencyId, ValueQuery>;

	/// Every agency that was registered, by number.
	#[pallet::storage]
	pub type Agencies<T: Config> = StorageMap<_, Twox64Concat, AgencyId, Agency<T::AccountId>>;

	/// Which agency a key signs for. By number.
	#[pallet::storage]
	pub type AgencyByKey<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, AgencyId>;

	/// The number that the next indicator gets.
	#[pallet::storage]
	pub type NextIndicator<T> = StorageValue<_, IndicatorId, ValueQuery>;

	/// Every indicator that was defined, by number.
	#[pallet::storage]
	pub type Indicators<T> = StorageMap<_, Twox64Concat, IndicatorId, Indicator>;

	/// The last attestation about each enterprise and indicator.
	#[pallet::storage]
	pub type Latest<T> =
		StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Twox64Concat, IndicatorId, Attestation, OptionQuery>;

	/// The attestations of an agency that are disputed. One whose place a newer attestation took stays here unseen
	/// until the agency answers, revokes or corrects what is stated then: agencies state far more than is disputed, and
	/// need not look here.
	#[pallet::storage]
	pub type DisputesAt<T> = StorageDoubleMap<
		_,
		Twox64Concat,
		AgencyId,
		Blake2_128Concat,
		(RegistrationNumber, IndicatorId),
		(),
		OptionQuery,
	>;

	/// The number that the next dataset gets.
	#[pallet::storage]
	pub type NextDataset<T> = StorageValue<_, DatasetId, ValueQuery>;

	/// Every dataset that was anchored, by number.
	#[pallet::storage]
	pub type Datasets<T> = StorageMap<_, Twox64Concat, DatasetId, Dataset>;

	/// The dataset of each indicator's latest period, in force or revoked. By number.
	#[pallet::storage]
	pub type NewestDataset<T> = StorageMap<_, Twox64Concat, IndicatorId, DatasetId>;

	/// How many datasets were anchored for an indicator on the last day on which one was.
	#[pallet::storage]
	pub type AnchoredToday<T> = StorageMap<_, Twox64Concat, IndicatorId, DailyCount, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Numbered from 0 in this order.
		pub agencies: Vec<AgencySpec<T::AccountId>>,
		/// Numbered from 0 in this order.
		pub indicators: Vec<IndicatorSpec>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (place, agency) in self.agencies.iter().enumerate() {
				let entered = Pallet::<T>::enter_agency(agency.clone());
				assert!(entered.is_ok(), "genesis agency {place}: {entered:?}");
			}
			for (place, indicator) in self.indicators.iter().enumerate() {
				let entered = Pallet::<T>::enter_indicator(indicator.clone());
				assert!(entered.is_ok(), "genesis indicator {place}: {entered:?}");
			}
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Register an agency.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// Its key signs without coins from now on and has a seat on the council.
		///
		/// ## Errors
		/// `InvalidName`, `InvalidRights`, `AlreadyExists`, `CouncilFull`.
		///
		/// ## Events
		/// `AgencyRegistered`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_agency().saturating_add(T::Seats::weight()))]
		pub fn register_agency(origin: OriginFor<T>, agency: AgencySpec<T::AccountId>) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::enter_agency(agency)
		}

		/// Suspend an agency.
		///
		/// ## Origin
		/// Governance, or whoever else may stop one.
		///
		/// ## Details
		/// It makes no attestations and uses none of its rights; what it stated before still counts and is flagged.
		/// Its seat on the council is vacant and does not count until it is reinstated.
		///
		/// ## Errors
		/// `NotFound`, `Suspended`, `LastSeat`.
		///
		/// ## Events
		/// `AgencySuspended`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::suspend_agency().saturating_add(T::Seats::weight()))]
		pub fn suspend_agency(origin: OriginFor<T>, agency: AgencyId) -> DispatchResult {
			T::SuspendOrigin::ensure_origin(origin)?;
			Self::do_suspend_agency(agency)
		}

		/// Reinstate a suspended agency.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// All its rights return, its seat among them.
		///
		/// ## Errors
		/// `NotFound`, `NotSuspended`, `CouncilFull`.
		///
		/// ## Events
		/// `AgencyReinstated`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::reinstate_agency().saturating_add(T::Seats::weight()))]
		pub fn reinstate_agency(origin: OriginFor<T>, agency: AgencyId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_reinstate_agency(agency)
		}

		/// Give an agency another key.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// The former key stops at once, and so do its votes in the council: the new one takes the seat. For lost and for
		/// stolen keys.
		///
		/// ## Errors
		/// `NotFound`, `AlreadyExists`.
		///
		/// ## Events
		/// `AgencyRekeyed`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::rekey_agency().saturating_add(T::Seats::weight()))]
		pub fn rekey_agency(origin: OriginFor<T>, agency: AgencyId, key: T::AccountId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_rekey_agency(agency, key)
		}

		/// Define an indicator.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// Its definition never changes: define another and retire this one instead. Values of class `Register` stand in
		/// clear, those of class `Figure` as commitments. Personal data are refused.
		///
		/// ## Errors
		/// `NotFound` (the owner), `InvalidName`, `PersonalData`, `InvalidEdges`, `LimitExceeded`.
		///
		/// ## Events
		/// `IndicatorDefined`.
		#[pallet::call_index(4)]
		pub fn define_indicator(origin: OriginFor<T>, indicator: IndicatorSpec) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::enter_indicator(indicator)
		}

		/// Retire an indicator.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// Final. Nothing is attested by it any more, and what was counts as missing at once.
		///
		/// ## Errors
		/// `NotFound`, `Retired`.
		///
		/// ## Events
		/// `IndicatorRetired`.
		#[pallet::call_index(5)]
		pub fn retire_indicator(origin: OriginFor<T>, indicator: IndicatorId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_retire_indicator(indicator)
		}

		/// Make an attestation about an enterprise.
		///
		/// ## Origin
		/// Signed by the agency that owns the indicator.
		///
		/// ## Details
		/// `period_end` in days since 1970, not in the future. A newer period takes the place of an older one, never the
		/// other way round. The attestation counts for the indicator's days of validity after the period's last day. Commitments
		/// are checked as far as it costs no arithmetic; that each is a point is seen where one is used, and by the enterprise,
		/// whose opening does not open it otherwise.
		///
		/// ## Errors
		/// `NotAuthorized`, `Suspended`, `NotFound`, `Retired`, `SealedIndicator`, `OpenIndicator`, `WrongBins`,
		/// `MalformedCommitment`, `FuturePeriod`, `Expired`, `OutdatedPeriod`.
		///
		/// ## Events
		/// `Attested`.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::attest().saturating_add(sealed_weight::<T>([&attestation.value])))]
		pub fn attest(origin: OriginFor<T>, attestation: AttestationSpec) -> DispatchResult {
			Self::do_attest(ensure_signed(origin)?, attestation)
		}

		/// Make up to 500 attestations about any enterprises, all or none.
		///
		/// ## Origin
		/// Signed by the agency that owns every indicator named.
		///
		/// ## Details
		/// Each is checked as by `attest`; the first that fails fails the call.
		///
		/// ## Errors
		/// Those of `attest`, `EmptyBatch`.
		///
		/// ## Events
		/// `Attested` for each.
		#[pallet::call_index(7)]
		#[pallet::weight(
			T::WeightInfo::attest_many(attestations.len() as u32)
				.saturating_add(sealed_weight::<T>(attestations.iter().map(|attestation| &attestation.value)))
		)]
		pub fn attest_many(
			origin: OriginFor<T>,
			attestations: BoundedVec<AttestationSpec, ConstU32<MAX_BATCH>>,
		) -> DispatchResult {
			Self::do_attest_many(ensure_signed(origin)?, attestations.into_inner())
		}

		/// Take an attestation back.
		///
		/// ## Origin
		/// Signed by the agency that owns the indicator, suspended or not.
		///
		/// ## Details
		/// It counts as missing at once. A fresh attestation about the same period may follow.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AlreadyRevoked`.
		///
		/// ## Events
		/// `Revoked`.
		#[pallet::call_index(8)]
		pub fn revoke(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			indicator: IndicatorId,
			reason: RevocationReason,
		) -> DispatchResult {
			Self::do_revoke(ensure_signed(origin)?, enterprise, indicator, reason)
		}

		/// Dispute an attestation.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise.
		///
		/// ## Details
		/// It counts as missing until the agency upholds or corrects it; when the deadline passes without an answer, for
		/// good. `reason`: hash of the enterprise's letter. Institutions that rated with it are told by event.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `Expired`, `AlreadyRevoked`, `AlreadyDisputed`, `AlreadyUpheld`.
		///
		/// ## Events
		/// `Disputed`, and `RatingDisputed` of credit-scoring for each rating made with it.
		#[pallet::call_index(9)]
		pub fn dispute(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			indicator: IndicatorId,
			reason: H256,
		) -> DispatchResult {
			Self::do_dispute(ensure_signed(origin)?, enterprise, indicator, reason)
		}

		/// Uphold a disputed attestation.
		///
		/// ## Origin
		/// Signed by the agency that owns the indicator.
		///
		/// ## Details
		/// Before the deadline. The attestation counts again and cannot be disputed a second time. `reason`: hash of
		/// the agency's answer.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `Suspended`, `NotDisputed`, `DeadlinePassed`.
		///
		/// ## Events
		/// `Upheld`.
		#[pallet::call_index(10)]
		pub fn uphold(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			indicator: IndicatorId,
			reason: H256,
		) -> DispatchResult {
			Self::do_uphold(ensure_signed(origin)?, enterprise, indicator, reason)
		}

		/// Correct an attestation, disputed or not.
		///
		/// ## Origin
		/// Signed by the agency that owns the indicator.
		///
		/// ## Details
		/// The period and the expiry stay; the value gets the next revision and counts at once. A disputed one must be
		/// corrected before the deadline.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `Suspended`, `Retired`, `SealedIndicator`, `OpenIndicator`, `WrongBins`,
		/// `MalformedCommitment`, `Expired`, `AlreadyRevoked`, `DeadlinePassed`, `DatasetSuperseded`, `DatasetRevoked`.
		///
		/// ## Events
		/// `Corrected`.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::correct().saturating_add(sealed_weight::<T>([value])))]
		pub fn correct(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			indicator: IndicatorId,
			value: Value,
			evidence: H256,
		) -> DispatchResult {
			Self::do_correct(ensure_signed(origin)?, enterprise, indicator, value, evidence)
		}

		/// Anchor what an indicator says of every enterprise in one period.
		///
		/// ## Origin
		/// Signed by the agency that owns the indicator.
		///
		/// ## Details
		/// `period_end` in days since 1970, not in the future. `root` and `count` as `lingnan attestation anchor build`
		/// computes them. A later period supersedes an earlier one: attestations materialised from that count as
		/// missing at once, so that nobody keeps a better past. A period is anchored once, and again only after its
		/// dataset was revoked; ten times a day at most for one indicator.
		///
		/// ## Errors
		/// `NotAuthorized`, `Suspended`, `NotFound`, `Retired`, `EmptyDataset`, `FuturePeriod`, `Expired`,
		/// `OutdatedPeriod`, `AlreadyAnchored`, `TooManyToday`.
		///
		/// ## Events
		/// `DatasetAnchored`.
		#[pallet::call_index(12)]
		// The count of the day is not in what was measured.
		#[pallet::weight(T::WeightInfo::anchor_dataset().saturating_add(T::DbWeight::get().reads_writes(1, 1)))]
		pub fn anchor_dataset(
			origin: OriginFor<T>,
			indicator: IndicatorId,
			period_end: Date,
			root: H256,
			count: u32,
		) -> DispatchResult {
			Self::do_anchor_dataset(ensure_signed(origin)?, indicator, period_end, root, count)
		}

		/// Take a whole dataset back.
		///
		/// ## Origin
		/// Signed by the agency that owns the indicator, suspended or not.
		///
		/// ## Details
		/// Every attestation materialised from it counts as missing at once, and none is materialised any more. Its
		/// period may be anchored or attested again.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `DatasetRevoked`.
		///
		/// ## Events
		/// `DatasetRevoked`.
		#[pallet::call_index(13)]
		pub fn revoke_dataset(origin: OriginFor<T>, dataset: DatasetId, reason: RevocationReason) -> DispatchResult {
			Self::do_revoke_dataset(ensure_signed(origin)?, dataset, reason)
		}

		/// Bring a leaf of the dataset in force onto the chain as an attestation.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise (`purpose` is none), or by an institution that the enterprise
		/// gave a consent for that purpose and indicator: one use of it is burned.
		///
		/// ## Details
		/// `place` counts from 0, `path` holds the hashes beside the leaf's way to the top, lowest first. The
		/// attestation is like one that its agency made by itself, its evidence is the leaf's hash, and it counts as
		/// long as its dataset stands.
		///
		/// ## Errors
		/// `NotFound`, `DatasetSuperseded`, `DatasetRevoked`, `Suspended`, `NotAuthorized`, `WrongPlace`, `WrongPathLength`,
		/// `NotInDataset`, `NoConsent` of consents, `Retired`, `SealedIndicator`, `OpenIndicator`, `WrongBins`,
		/// `MalformedCommitment`, `Expired`, `OutdatedPeriod`, `OutdatedDataset`.
		///
		/// ## Events
		/// `Attested`, `Materialised`, and `Used` of consents.
		#[pallet::call_index(14)]
		#[pallet::weight(
			T::WeightInfo::materialise(path.len() as u32).saturating_add(sealed_weight::<T>([&leaf.value]))
		)]
		pub fn materialise(
			origin: OriginFor<T>,
			leaf: LeafSpec,
			place: u32,
			path: Path,
			purpose: Option<Purpose>,
		) -> DispatchResult {
			Self::do_materialise(ensure_signed(origin)?, leaf, place, path, purpose)
		}

		/// Prove that sealed attestations hold a single 1 each.
		///
		/// ## Origin
		/// Signed by whoever acts daily for the enterprise.
		///
		/// ## Details
		/// Shows that each commitment holds 1 in one bin and 0 in all others, and nothing of which: no agency and no
		/// enterprise can claim points that no bin gives. Each attestation is named once, at the revision that counts now, in
		/// the order in which the proof was made; 1 to 64 of them, with 256 bins in all at most. What is shown stays shown
		/// for that revision; a correction or a newer attestation must be shown again. `prove_grade` of credit-scoring asks for it,
		/// and takes the same proof along instead. The proof has 32 bytes for each stored commitment, and 256 more.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `EmptyBatch`, `RepeatedAttestation`, `SupersededAttestation`, `MissingAttestation`,
		/// `OpenIndicator`, `AlreadyShown`, `TooManyBins`, `MalformedProof`, `MalformedCommitment`, `ProofFailed`.
		///
		/// ## Events
		/// `FormShown`.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::prove_form(attestations.len() as u32, forms::commitments_in(proof)))]
		pub fn prove_form(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			attestations: BoundedVec<ProvedAttestation, ConstU32<MAX_FORM>>,
			proof: BoundedVec<u8, ConstU32<MAX_FORM_PROOF>>,
		) -> DispatchResult {
			Self::do_prove_form(ensure_signed(origin)?, enterprise, &attestations, &proof)
		}
	}

	/// What the commitments among these values cost beyond an open value: 32 bytes each, decoded, looked at, stored and told.
	pub(crate) fn sealed_weight<'a, T: Config>(values: impl IntoIterator<Item = &'a Value>) -> Weight {
		let commitments = values.into_iter().map(|value| value.commitments().len() as u32).fold(0, u32::saturating_add);
		match commitments {
			0 => Weight::zero(),
			some => T::WeightInfo::commitments(some),
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
