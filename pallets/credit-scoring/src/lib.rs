#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod basis;
#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod dispatchables;
mod impls;
pub mod migrations;
#[cfg(test)]
mod mock;
pub mod monitor;
mod outcomes;
pub mod points;
mod prove;
#[cfg(any(feature = "std", feature = "runtime-benchmarks"))]
pub mod rehearsal;
pub mod runtime_api;
mod standing;
pub mod statistics;
mod stops;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::{
		prove::Verified, Finding, GradeProof, Rating, Record, Scorecard, ScorecardSpec, StoppedCard, Validation, Watch,
		WeightInfo, MAX_FORMER, MAX_HISTORY, MAX_STOPPED,
	};
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{
		Agencies, Amount, Attestations, BasisPoints, ConsentId, Consents, DailyCount, Date, Enterprises, Grade,
		IndicatorId, InstitutionId, Institutions, RegistrationNumber, Revision, ScorecardId, StoppedBy, Timestamp,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(2);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Clock: UnixTime;
		/// Activates and retires scorecards.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Suspends a scorecard, for as long as its votes reach: it may be quicker than `GovernOrigin`, for stopping cannot wait.
		type SuspendOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = StoppedBy>;
		/// Lets a scorecard that is stopped for a time come back before its time.
		type ResumeOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Blocks for which less than two thirds stop a scorecard.
		type StopDuration: Get<BlockNumberFor<Self>>;
		/// Blocks after the end of such a stop in which a third does not stop the same again.
		type StopRest: Get<BlockNumberFor<Self>>;
		type Agencies: Agencies<Self::AccountId>;
		type Attestations: Attestations;
		type Consents: Consents;
		type Enterprises: Enterprises<Self::AccountId>;
		type Institutions: Institutions<Self::AccountId>;
		/// Confidence at which too many defaults suspend a scorecard.
		type Confidence: Get<BasisPoints>;
		/// Confidence at which they are warned of.
		type WarningConfidence: Get<BasisPoints>;
		/// How far the firms' assets go up and down together, in basis points: bad years are bad for all.
		type AssetCorrelation: Get<BasisPoints>;
		/// Fewer loans judge neither a grade nor a scorecard.
		type LeastLoans: Get<u32>;
		/// Nor do loans to fewer borrowers.
		type LeastBorrowers: Get<u32>;
		/// Nor loans of fewer institutions.
		type LeastInstitutions: Get<u32>;
		/// A smaller loan counts for nothing. In minor units of whatever currency it is in.
		type LeastAmount: Get<Amount>;
		/// Days for which a rating still counts after a newer attestation whose bin is not seen: time to prove again.
		type GraceDays: Get<u32>;
		/// Grades that one consent lets an enterprise prove towards its institution.
		type ThresholdsPerConsent: Get<u32>;
		/// Verifies proofs.
		type Verifier: lingnan_sealed::Verifier;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
	}

	/// The number that the next scorecard gets.
	#[pallet::storage]
	pub type NextScorecard<T> = StorageValue<_, ScorecardId, ValueQuery>;

	/// Every scorecard that was proposed, by number.
	#[pallet::storage]
	pub type Scorecards<T: Config> = StorageMap<_, Twox64Concat, ScorecardId, Scorecard<T::AccountId>>;

	/// The report by which a scorecard was validated last. A card of genesis has none, nor has one that was validated before
	/// validations named their report.
	#[pallet::storage]
	pub type Validations<T> = StorageMap<_, Twox64Concat, ScorecardId, Validation>;

	/// How many scorecards an author proposed on the last day on which it did.
	#[pallet::storage]
	pub type ProposedToday<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, DailyCount, ValueQuery>;

	/// How many scorecards of an author are drafts.
	#[pallet::storage]
	pub type Drafts<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// The scorecard in force. By number.
	#[pallet::storage]
	pub type Champion<T> = StorageValue<_, ScorecardId>;

	/// The last ratings by champions, oldest first.
	#[pallet::storage]
	pub type Ratings<T> =
		StorageMap<_, Blake2_128Concat, RegistrationNumber, BoundedVec<Rating, ConstU32<MAX_HISTORY>>, ValueQuery>;

	/// How many grade proofs of each enterprise were accepted: what the next one must carry.
	#[pallet::storage]
	pub type ProofNonces<T> = StorageMap<_, Blake2_128Concat, RegistrationNumber, u64, ValueQuery>;

	/// How many grades were proved under each consent.
	#[pallet::storage]
	pub type ThresholdsProved<T> = StorageMap<_, Twox64Concat, ConsentId, u32, ValueQuery>;

	/// What became of the loans granted by each scorecard.
	#[pallet::storage]
	pub type Records<T> = StorageMap<_, Twox64Concat, ScorecardId, Record, ValueQuery>;

	/// The enterprises among them: each is one observation of a scorecard a year.
	#[pallet::storage]
	pub type Watched<T> = StorageDoubleMap<_, Blake2_128Concat, RegistrationNumber, Twox64Concat, ScorecardId, Watch>;

	/// Champions that others took the place of, the last one at the end: who steps in when the champion is suspended.
	/// By number.
	#[pallet::storage]
	pub type FormerChampions<T> = StorageValue<_, BoundedVec<ScorecardId, ConstU32<MAX_FORMER>>, ValueQuery>;

	/// Scorecards that come back by themselves, at most sixteen.
	#[pallet::storage]
	pub type Stopped<T: Config> =
		StorageValue<_, BoundedVec<StoppedCard<BlockNumberFor<T>>, ConstU32<MAX_STOPPED>>, ValueQuery>;

	/// The first block in which a third can stop a scorecard again.
	#[pallet::storage]
	pub type RestsUntil<T: Config> = StorageMap<_, Twox64Concat, ScorecardId, BlockNumberFor<T>, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The scorecard in force from the start.
		pub champion: Option<ScorecardSpec>,
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if let Some(card) = &self.champion {
				let entered = Pallet::<T>::enter_champion(card.clone());
				assert!(entered.is_ok(), "genesis scorecard: {entered:?}");
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A scorecard was proposed.
		ScorecardProposed {
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// Who proposed it.
			author: T::AccountId,
			/// What was entered.
			spec: ScorecardSpec,
		},
		/// Somebody else than its author checked and validated it.
		ScorecardValidated {
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// Who checked and validated it.
			validator: T::AccountId,
			/// SHA-256 of the validation report.
			report: H256,
			/// The last day on which the validation lets it be put in force. Days since 1970-01-01.
			valid_until: Date,
		},
		/// It is in force, in place of `former`.
		ChampionActivated {
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// Number of the scorecard that was in force before.
			former: Option<ScorecardId>,
		},
		/// It rates no more. `refuted` says by which loans, when its own loans refuted it.
		#[codec(index = 4)]
		ScorecardSuspended {
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// What its own loans say against it. None: governance suspended it.
			refuted: Option<Finding>,
		},
		/// More of its loans default than it allows: should it go on, it will be suspended.
		#[codec(index = 5)]
		ScorecardWarned {
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// What the counts of the scorecard say.
			finding: Finding,
		},
		/// It rates no more before block `until`, in which it comes back by itself.
		#[codec(index = 7)]
		ScorecardStopped {
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// The block in which it comes back, by number.
			until: BlockNumberFor<T>,
		},
		/// A stopped one is valid again. `ChampionActivated` says if it is in force.
		#[codec(index = 8)]
		ScorecardResumed {
			/// Number of the scorecard.
			scorecard: ScorecardId,
		},
		/// It will never rate again.
		#[codec(index = 9)]
		ScorecardRetired {
			/// Number of the scorecard.
			scorecard: ScorecardId,
		},
		/// An enterprise proved that its grade is at least this.
		#[codec(index = 11)]
		GradeProved {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// The grade that was proved: the enterprise's is at least this.
			grade: Grade,
			/// Share of the scorecard's characteristics that had an attestation. In basis points.
			coverage: BasisPoints,
			/// First second at which it no longer counts. Unix time in seconds.
			valid_until: Timestamp,
			/// Number of the institution towards which it was proved. None: towards everybody.
			institution: Option<InstitutionId>,
			/// The consent of which a use was burned.
			consent: Option<ConsentId>,
			/// How many proofs of this enterprise the chain had accepted before.
			nonce: u64,
		},
		/// An attestation is disputed that a grade rests on which was proved towards this institution.
		#[codec(index = 15)]
		RatingDisputed {
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the institution.
			institution: InstitutionId,
			/// Number of the indicator.
			indicator: IndicatorId,
			/// Which attestation about the enterprise and the indicator it is, numbered from 1.
			revision: Revision,
			/// When the rating was made. Unix time in seconds.
			made_at: Timestamp,
		},
		/// A loan counts as an observation of a scorecard: the enterprise's first by it in a year.
		#[codec(index = 16)]
		LoanCounted {
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The grade that was proved for the loan: the enterprise's is at least this.
			grade: Grade,
			/// The day from which the loan runs. Days since 1970-01-01.
			granted: Date,
		},
		/// An enterprise that was observed defaulted within a year of that grant.
		#[codec(index = 17)]
		DefaultCounted {
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// The grade that was proved for the loan: the enterprise's is at least this.
			grade: Grade,
			/// The day from which the loan runs. Days since 1970-01-01.
			granted: Date,
		},
		/// A loan that was counted never began.
		#[codec(index = 18)]
		LoanUncounted {
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
		},
		/// A default that was counted never was one.
		#[codec(index = 19)]
		DefaultUncounted {
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No scorecard or enterprise of this number is known. Check the number.
		NotFound,
		/// The signer may not do this: an agency or institution proposes, an agency validates, who acts for the enterprise
		/// from day to day proves its grade.
		NotAuthorized,
		/// An author cannot validate its own proposal. Ask another agency.
		AuthorCannotValidate,
		/// The name is empty, not UTF-8 or holds control characters.
		InvalidName,
		/// A scorecard needs at least one characteristic, each of a known indicator that is not retired, none twice.
		InvalidCharacteristics,
		/// A characteristic needs as many points as its indicator has bins.
		InvalidBins,
		/// Points run against the direction of their indicator.
		NotMonotone,
		/// A missing attestation must not be worth more than the worst bin.
		MissingTooGood,
		/// A reference must lie between the least and the most points of its characteristic.
		InvalidReference,
		/// The total could leave 0 to 65,535. Change the base.
		TotalOutOfRange,
		/// Cut-offs must fall strictly from AAA to C.
		InvalidCutOffs,
		/// Default probabilities must not fall from AAA to C, nor exceed 10,000 basis points.
		InvalidProbabilities,
		/// The minimum coverage is at most 10,000 basis points, the validity 1 to 732 days. A validation holds from today
		/// for 732 days at most.
		LimitExceeded,
		/// The scorecard is not in the state that this needs: draft, suspended or past its validation to validate, validated or
		/// active to activate, active (or stopped for a time, for more than a third) to suspend, stopped to resume, not
		/// retired to retire.
		WrongStatus,
		/// A third stopped this scorecard not long ago: so few cannot stop it again before it has rested. More than half can, for
		/// a time, and two thirds without end.
		Resting,
		/// Sixteen scorecards are stopped for a time. Wait until one comes back, or have two thirds suspend this one.
		TooManyStopped,
		/// Eight scorecards of this author are drafts. Have one validated or retired first.
		TooManyDrafts,
		/// This author proposed 16 scorecards today. Go on tomorrow: a day begins at midnight in UTC+8.
		TooManyToday,
		/// No scorecard is in force. Governance must activate one.
		#[codec(index = 19)]
		NoChampion,
		/// Too few indicators have an attestation that counts. Ask the agencies to attest.
		#[codec(index = 20)]
		CoverageTooLow,
		/// The proof is for another scorecard than the one in force. Make one for the champion.
		#[codec(index = 24)]
		NotInForce,
		/// The proof was used, or made for another nonce. Make one with the nonce that `credit_proofBasis` shows.
		#[codec(index = 25)]
		WrongNonce,
		/// The proof names an indicator that the scorecard in force does not have, or one twice.
		#[codec(index = 26)]
		NotACharacteristic,
		/// The proof rests on an attestation that a newer one has replaced. Make it over the newest revisions.
		#[codec(index = 27)]
		SupersededAttestation,
		/// The proof rests on an attestation that does not count: it was revoked, is disputed, has expired or never
		/// existed.
		#[codec(index = 28)]
		MissingAttestation,
		/// An attestation that counts is not named. The proof must rest on all of them.
		#[codec(index = 29)]
		AttestationLeftOut,
		/// A grade's proof has 544 bytes, a form's 256 and 32 for each stored commitment, all elements in canonical form.
		#[codec(index = 30)]
		MalformedProof,
		/// The proofs do not prove this grade of this enterprise now, for this institution, or not that each of the
		/// attestations to be shown holds a single 1.
		#[codec(index = 31)]
		ProofFailed,
		/// So many grades were proved under this consent that more would give the points away. Give a new consent, and
		/// revoke this one.
		#[codec(index = 32)]
		TooManyThresholds,
		/// Of some attestations it was never shown that they hold a single 1. Bring the proof of it along (`form`), or send it
		/// before (`attestations.prove_form`).
		#[codec(index = 34)]
		FormMissing,
		/// A proof of a form came, though all of the attestations were shown. Leave it out.
		#[codec(index = 35)]
		NothingToShow,
		/// The attestations to be shown have more than 256 bins in all. Show some of them before
		/// (`attestations.prove_form`).
		#[codec(index = 36)]
		TooManyBins,
		/// A commitment of an attestation that counts is no ristretto255 point, so that nothing can be proved of it. Its agency
		/// corrects the attestation, or the enterprise disputes it, upon which it does not count.
		#[codec(index = 37)]
		MalformedCommitment,
		/// The scorecard's validation is over. Have it validated anew, by a newer report.
		#[codec(index = 38)]
		ValidationExpired,
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Propose a scorecard.
		///
		/// ## Origin
		/// Signed by an agency or an institution.
		///
		/// ## Details
		/// Points in whole numbers; cut-offs strictly falling from AAA; default probabilities within a year, in basis
		/// points. It never changes: propose another instead.
		///
		/// ## Errors
		/// `NotAuthorized`, `InvalidName`, `InvalidCharacteristics`, `InvalidBins`, `NotMonotone`, `MissingTooGood`,
		/// `InvalidReference`, `TotalOutOfRange`, `InvalidCutOffs`, `InvalidProbabilities`, `LimitExceeded`, `TooManyDrafts`,
		/// `TooManyToday`.
		///
		/// ## Events
		/// `ScorecardProposed`.
		#[pallet::call_index(0)]
		// The count of the day is not in what was measured.
		#[pallet::weight(T::WeightInfo::propose_scorecard(scorecard.characteristics.len() as u32)
			.saturating_add(T::DbWeight::get().reads_writes(1, 1)))]
		pub fn propose_scorecard(origin: OriginFor<T>, scorecard: ScorecardSpec) -> DispatchResult {
			Self::do_propose_scorecard(ensure_signed(origin)?, scorecard)
		}

		/// Validate a scorecard that another proposed.
		///
		/// ## Origin
		/// Signed by an agency.
		///
		/// ## Details
		/// A draft, or one that was suspended: then its counts begin again; or one whose validation is over and that is not in
		/// force. `report` is the SHA-256 of the report that the validator checked: whoever has it can compare. After
		/// `valid_until`, in days since 1970-01-01, governance cannot put it in force any more; one that is in force stays so.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `AuthorCannotValidate`, `WrongStatus`, `LimitExceeded`.
		///
		/// ## Events
		/// `ScorecardValidated`.
		#[pallet::call_index(1)]
		pub fn validate_scorecard(
			origin: OriginFor<T>,
			scorecard: ScorecardId,
			report: H256,
			valid_until: Date,
		) -> DispatchResult {
			Self::do_validate_scorecard(ensure_signed(origin)?, scorecard, Validation { report, valid_until })
		}

		/// Put a scorecard in force.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// The former champion goes back to validated, and steps in should this one be suspended. Ratings by it stop
		/// counting for lenders.
		///
		/// ## Errors
		/// `NotFound`, `WrongStatus`, `ValidationExpired`.
		///
		/// ## Events
		/// `ChampionActivated`.
		#[pallet::call_index(2)]
		pub fn activate_champion(origin: OriginFor<T>, scorecard: ScorecardId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_activate_champion(scorecard)
		}

		/// Stop a scorecard.
		///
		/// ## Origin
		/// A third of the agencies, for `StopDuration` blocks; afterwards this scorecard rests for `StopRest` blocks. More than
		/// half, for as long from now, also when it is stopped already or rests. Two thirds, until it is validated anew.
		///
		/// ## Details
		/// If it was the champion, the last former champion that is still valid and that its own loans do not refute steps
		/// in. Where there is none, nobody is rated until another is in force. What is stopped for a time comes back by itself as
		/// what it was, unless governance has put another in force, or its own loans refute it by then. Ratings by it do not
		/// count meanwhile, and passports that carry them stay.
		///
		/// ## Errors
		/// `NotFound`, `WrongStatus`, `Resting`, `TooManyStopped`.
		///
		/// ## Events
		/// `ScorecardSuspended`, or `ScorecardStopped` for a time; `ChampionActivated` for who steps in; later
		/// `ScorecardResumed`.
		#[pallet::call_index(4)]
		pub fn suspend_scorecard(origin: OriginFor<T>, scorecard: ScorecardId) -> DispatchResult {
			let by = T::SuspendOrigin::ensure_origin(origin)?;
			Self::do_suspend_scorecard(scorecard, by)
		}

		/// Retire a scorecard for good.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// Ratings made by it stay on record. If it was the champion, the last former champion steps in, as at a suspension.
		///
		/// ## Errors
		/// `NotFound`, `WrongStatus`.
		///
		/// ## Events
		/// `ScorecardRetired`, and `ChampionActivated` for who steps in.
		#[pallet::call_index(5)]
		pub fn retire_scorecard(origin: OriginFor<T>, scorecard: ScorecardId) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_retire_scorecard(scorecard)
		}

		/// Prove that an enterprise's grade is at least this, without showing what its figures are.
		///
		/// ## Origin
		/// Signed by who acts for the enterprise from day to day.
		///
		/// ## Details
		/// By the champion, over all attestations that count now. The proof shows that the total is at least the grade's
		/// cut-off (for C, nothing), and holds for this chain, enterprise, scorecard, grade, attestations, institution and nonce
		/// alone. `form` shows that each sealed attestation which was not shown yet holds a single 1, in the order of the
		/// scorecard: 256 bins in all at most; once shown, a revision stays so. Named an institution, it burns one use of a
		/// consent for assessment; each consent allows a governed number of proofs. The last eight ratings are kept.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`, `MalformedProof`, `WrongNonce`, `NoChampion`, `NotInForce`, `NotACharacteristic`,
		/// `SupersededAttestation`, `MissingAttestation`, `AttestationLeftOut`, `CoverageTooLow`, `FormMissing`,
		/// `NothingToShow`, `TooManyBins`, `MalformedCommitment`, `TooManyThresholds`, `ProofFailed`, `NoConsent` of consents.
		///
		/// ## Events
		/// `GradeProved`, `FormShown` of attestations, and `Used` of consents.
		#[pallet::call_index(9)]
		#[pallet::weight(Verified::at_most(proof).weight::<T>())]
		pub fn prove_grade(
			origin: OriginFor<T>,
			enterprise: RegistrationNumber,
			proof: GradeProof,
		) -> DispatchResultWithPostInfo {
			let verified = Self::do_prove_grade(ensure_signed(origin)?, enterprise, proof)?;
			Ok(Some(verified.weight::<T>()).into())
		}

		/// Let a scorecard that is stopped for a time come back before its time.
		///
		/// ## Origin
		/// Two thirds of the agencies.
		///
		/// ## Details
		/// As what it was, unless governance has put another in force; suspended, if its own loans refute it by now. It rests as
		/// one that came back by itself does.
		///
		/// ## Errors
		/// `NotFound`, `WrongStatus`.
		///
		/// ## Events
		/// `ScorecardResumed`, with `ChampionActivated` unless another is in force, or `ScorecardSuspended`.
		#[pallet::call_index(10)]
		pub fn resume_scorecard(origin: OriginFor<T>, scorecard: ScorecardId) -> DispatchResult {
			T::ResumeOrigin::ensure_origin(origin)?;
			Self::do_resume_scorecard(scorecard)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Scorecards whose stop is over come back.
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::come_back_by(now)
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
