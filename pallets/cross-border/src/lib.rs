#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmarking;
mod duplicates;
mod errors;
mod events;
mod impls;
mod mail;
pub mod migrations;
#[cfg(test)]
mod mock;
mod passports;
mod policy;
pub mod runtime_api;
#[cfg(test)]
mod tests;
mod try_state;
pub mod types;
mod views;
mod vouchers;
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
		AnsweredCheck, AskedCheck, Claim, FinancedElsewhere, HeldClaim, Probabilities, SentPassport, SentVoucher,
		Series, Visitor, WeightInfo, MAX_BATCH,
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::UnixTime};
	use frame_system::pallet_prelude::*;
	use lingnan_support::{
		Attestations, ConsentId, Consents, Corridor, CorridorMessage, Corridors, DataClass, Date, Enterprises,
		FinancedDocuments, IndicatorId, InstitutionId, Institutions, Jurisdiction, RatingBases, RegistrationNumber,
		ScorecardId, StoppedBy, Timestamp, Voucher,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		type Clock: UnixTime;
		/// Opens classes, recognises scorecards.
		type GovernOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Closes classes and halts corridors, each for as long as its votes reach.
		type StopOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = StoppedBy>;
		/// Blocks for which less than two thirds stop something.
		type StopDuration: Get<BlockNumberFor<Self>>;
		/// Blocks after the end of such a stop in which a third does not stop the same again.
		type StopRest: Get<BlockNumberFor<Self>>;
		/// Resumes halted corridors, and opens again what is closed for a time.
		type ResumeOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// The register of this place.
		type Enterprises: Enterprises<Self::AccountId>;
		type Institutions: Institutions<Self::AccountId>;
		type Consents: Consents;
		type Ratings: RatingBases;
		type Attestations: Attestations;
		/// What was financed here.
		type Documents: FinancedDocuments;
		/// The lanes.
		type Corridors: Corridors;
		/// Messages that one institution can cause in a day.
		type DailyMessages: Get<u32>;
		type WeightInfo: WeightInfo;
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper<Self::AccountId>;
	}

	/// The place whose chain this is.
	#[pallet::storage]
	pub type Home<T> = StorageValue<_, Jurisdiction>;

	/// Corridors through which nothing passes before this block, or, without one, until somebody resumes them.
	#[pallet::storage]
	pub type Halted<T: Config> = StorageMap<_, Twox64Concat, Corridor, Option<BlockNumberFor<T>>, OptionQuery>;

	/// What this side lets through, from this block on.
	/// By number.
	#[pallet::storage]
	pub type Open<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Corridor, Twox64Concat, DataClass, BlockNumberFor<T>, OptionQuery>;

	/// The first block in which a third can halt a corridor again, or close a class of it.
	#[pallet::storage]
	pub type RestsUntil<T: Config> =
		StorageMap<_, Twox64Concat, (Corridor, Option<DataClass>), BlockNumberFor<T>, ValueQuery>;

	/// Scorecards of the other ends by which passports count here.
	#[pallet::storage]
	pub type Recognised<T> =
		StorageDoubleMap<_, Twox64Concat, Corridor, Twox64Concat, ScorecardId, Probabilities, OptionQuery>;

	/// The nonce of the last message that arrived. Its number.
	#[pallet::storage]
	pub type LastReceived<T> = StorageMap<_, Twox64Concat, Corridor, u64, ValueQuery>;

	/// The nonce of the last message that the other end is known to have. Its number.
	#[pallet::storage]
	pub type LastDelivered<T> = StorageMap<_, Twox64Concat, Corridor, u64, ValueQuery>;

	/// Messages that could not leave yet, oldest first.
	#[pallet::storage]
	pub type Waiting<T> =
		StorageDoubleMap<_, Twox64Concat, (Corridor, DataClass), Twox64Concat, u64, CorridorMessage, OptionQuery>;

	/// The place of the first that waits, and of the next that will. By number.
	#[pallet::storage]
	pub type WaitingRange<T> = StorageMap<_, Twox64Concat, (Corridor, DataClass), (u64, u64), ValueQuery>;

	/// How many wait in all.
	#[pallet::storage]
	pub type WaitingTotal<T> = StorageValue<_, u64, ValueQuery>;

	/// What an institution sent on its last day of sending.
	#[pallet::storage]
	pub type SentToday<T> = StorageMap<_, Twox64Concat, InstitutionId, (Date, u32), ValueQuery>;

	/// How many passports were sent.
	#[pallet::storage]
	pub type PassportCount<T> = StorageMap<_, Twox64Concat, Corridor, u64, ValueQuery>;

	/// The last passport of each enterprise that was sent and not revoked.
	#[pallet::storage]
	pub type PassportsSent<T> =
		StorageDoubleMap<_, Twox64Concat, Corridor, Blake2_128Concat, RegistrationNumber, SentPassport>;

	/// The passport that was looked at last, whether its rating still stands. Nothing: the next is the first.
	#[pallet::storage]
	pub type LastChecked<T> = StorageValue<_, (Corridor, RegistrationNumber)>;

	/// Enterprises of other places that a passport told of.
	#[pallet::storage]
	pub type Visitors<T: Config> = StorageMap<_, Blake2_128Concat, RegistrationNumber, Visitor<T::AccountId>>;

	/// For which of them an account acts.
	#[pallet::storage]
	pub type Holders<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, RegistrationNumber, (), OptionQuery>;

	/// How many vouchers were sent.
	#[pallet::storage]
	pub type VoucherCount<T> = StorageMap<_, Twox64Concat, Corridor, u64, ValueQuery>;

	/// Vouchers sent from here, by corridor and number.
	#[pallet::storage]
	pub type VouchersSent<T> = StorageDoubleMap<_, Twox64Concat, Corridor, Twox64Concat, u64, SentVoucher>;

	/// Vouchers that arrived here, by corridor and number.
	#[pallet::storage]
	pub type VouchersHeld<T> = StorageDoubleMap<_, Twox64Concat, Corridor, Twox64Concat, u64, Voucher>;

	/// How many checks were asked for.
	#[pallet::storage]
	pub type CheckCount<T> = StorageMap<_, Twox64Concat, Corridor, u64, ValueQuery>;

	/// Receipts of the side that asked, by voucher and check.
	#[pallet::storage]
	pub type ChecksAsked<T> = StorageDoubleMap<_, Twox64Concat, (Corridor, u64), Twox64Concat, u64, AskedCheck>;

	/// Receipts of the side that answered, by voucher and check.
	#[pallet::storage]
	pub type ChecksAnswered<T> = StorageDoubleMap<_, Twox64Concat, (Corridor, u64), Twox64Concat, u64, AnsweredCheck>;

	/// Documents that an institution here is about to finance.
	#[pallet::storage]
	pub type Claims<T> = StorageMap<_, Blake2_128Concat, H256, Claim>;

	/// For how long the institution that claimed a document last has done so without a rest.
	#[pallet::storage]
	pub type ClaimSeries<T> = StorageMap<_, Blake2_128Concat, H256, Series>;

	/// Documents held for institutions at the other ends.
	#[pallet::storage]
	pub type Held<T> = StorageDoubleMap<_, Blake2_128Concat, H256, Twox64Concat, Corridor, HeldClaim>;

	/// Documents financed at the other ends.
	#[pallet::storage]
	pub type FinancedAbroad<T> = StorageDoubleMap<_, Blake2_128Concat, H256, Twox64Concat, Corridor, FinancedElsewhere>;

	/// How many documents financed at the other ends share a coarse token.
	#[pallet::storage]
	pub type SimilarAbroad<T> = StorageMap<_, Blake2_128Concat, H256, u32, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The place whose chain this is. Without one the chain has no corridors.
		pub home: Option<Jurisdiction>,
		/// What this side lets through from the start.
		pub open: Vec<(Corridor, DataClass)>,
		/// Scorecards of the other ends, and the default probabilities that this side gives their grades, AAA first.
		pub recognised: Vec<(Corridor, ScorecardId, Probabilities)>,
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let Some(home) = self.home else {
				assert!(self.open.is_empty() && self.recognised.is_empty(), "genesis corridors: no home is named");
				return;
			};
			Home::<T>::put(home);
			for (corridor, class) in &self.open {
				let opened = Pallet::<T>::do_open_class(*corridor, *class);
				assert!(opened.is_ok(), "genesis class {class:?} of {corridor:?}: {opened:?}");
			}
			for (corridor, scorecard, probabilities) in &self.recognised {
				let set = Pallet::<T>::do_recognise_scorecard(*corridor, *scorecard, Some(*probabilities));
				assert!(set.is_ok(), "genesis scorecard {scorecard} of {corridor:?}: {set:?}");
			}
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Send an enterprise's grade to the other end.
		///
		/// ## Origin
		/// Signed by an institution to which the enterprise consented for cross-border verification.
		///
		/// ## Details
		/// Burns one use of the consent. What crosses: registration number, controller, industry, division, founding date,
		/// grade or grade-at-least, scorecard version, coverage, when it was rated and until when it is valid, and a root
		/// over the attestations used. It takes the place of an earlier passport at that end.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotOurCorridor`, `Halted`, `ClassClosed`, `NotFound`, `NotOurs`, `NotActive`, `NotRated`,
		/// `LimitExceeded`, `Frozen` of the register, `NoConsent` of consents, and those of the lane.
		///
		/// ## Events
		/// `Used` of consents, `Sent`, `PassportSent`.
		#[pallet::call_index(0)]
		#[pallet::weight(
			T::WeightInfo::send_passport()
				.saturating_add(T::Corridors::send_weight())
				.saturating_add(T::Ratings::weight())
		)]
		pub fn send_passport(
			origin: OriginFor<T>,
			corridor: Corridor,
			enterprise: RegistrationNumber,
		) -> DispatchResult {
			Self::do_send_passport(ensure_signed(origin)?, corridor, enterprise)
		}

		/// Take a passport back.
		///
		/// ## Origin
		/// Signed by the account that controls the enterprise, or by the institution that sent it; by anybody once the
		/// enterprise is no longer active, is frozen or has another controller, or the rating has ended before its
		/// time: an attestation that it used was revoked, is disputed or superseded, or its scorecard was stopped.
		///
		/// ## Details
		/// At any time, whatever the policy. The notice waits where the lane does not take it, and leaves by itself. Revoking
		/// the consent (`consents.revoke`) does the same. Where the rating has ended, the enterprise is frozen or another
		/// account controls it, the chain does it by itself, within as many blocks as there are passports.
		///
		/// ## Errors
		/// `NotFound`, `NotAuthorized`.
		///
		/// ## Events
		/// `PassportRevoked`, `Queued`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::revoke_passport().saturating_add(T::Ratings::weight()))]
		pub fn revoke_passport(
			origin: OriginFor<T>,
			corridor: Corridor,
			enterprise: RegistrationNumber,
		) -> DispatchResult {
			Self::do_revoke_passport(ensure_signed(origin)?, corridor, enterprise)
		}

		/// Let the other end check one document that its holder carries.
		///
		/// ## Origin
		/// Signed by an institution to which the enterprise consented for cross-border verification of the indicator.
		///
		/// ## Details
		/// Burns one use of the consent. What crosses: registration number, indicator, and until when; neither value nor
		/// fingerprint. It allows eight checks, for ninety days or until the attestation expires.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotOurCorridor`, `Halted`, `ClassClosed`, `NotFound`, `NotOurs`, `NoAttestation`,
		/// `LimitExceeded`, `NoConsent` of consents, and those of the lane.
		///
		/// ## Events
		/// `Used` of consents, `Sent`, `VoucherSent`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::send_voucher().saturating_add(T::Corridors::send_weight()))]
		pub fn send_voucher(
			origin: OriginFor<T>,
			corridor: Corridor,
			enterprise: RegistrationNumber,
			indicator: IndicatorId,
		) -> DispatchResult {
			Self::do_send_voucher(ensure_signed(origin)?, corridor, enterprise, indicator)
		}

		/// Have a document checked against what the agency at the other end attested.
		///
		/// ## Origin
		/// Signed by an institution.
		///
		/// ## Details
		/// `fingerprint`: the salted hash of the document that its holder showed, as the agency makes it. The other end
		/// compares it with the evidence of the attestation and sends the outcome back; both keep a receipt.
		///
		/// ## Errors
		/// `NotAuthorized`, `NotOurCorridor`, `Halted`, `ClassClosed`, `NotFound`, `Expired`, `LimitExceeded`, and those of
		/// the lane.
		///
		/// ## Events
		/// `Sent`, `CheckAsked`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::check_voucher().saturating_add(T::Corridors::send_weight()))]
		pub fn check_voucher(
			origin: OriginFor<T>,
			corridor: Corridor,
			voucher: u64,
			fingerprint: H256,
		) -> DispatchResult {
			Self::do_check_voucher(ensure_signed(origin)?, corridor, voucher, fingerprint)
		}

		/// Ask the other ends whether a trade document is financed there, and have it held.
		///
		/// ## Origin
		/// Signed by the institution that is about to finance it: one to which the document's creditor consented for assessment,
		/// or which has the first lien from him.
		///
		/// ## Details
		/// Needed before `financing.accept_offer` of a loan on a confirmed document wherever documents are checked across a corridor. It
		/// stands for thirty days; while it does, nobody who answered finances the document. Of two claims that cross on their way
		/// the earlier stands. The declaration that the document names is claimed with it, by its own token, and both under
		/// each version of the issuer's key. It can be renewed up to sixty days in all; then the institution must rest for thirty.
		///
		/// ## Errors
		/// `NotAuthorized`, `NothingToAsk`, `AlreadyFinanced`, `FinancedAbroad`, `ClaimedAbroad`, `AlreadyClaimed`,
		/// `NotConfirmed`, `NotEntitled`, `ClaimedTooLong`, `Halted`, `LimitExceeded`, and those of the lane.
		///
		/// ## Events
		/// For each token: `Sent` for each corridor, `DocumentClaimed`.
		#[pallet::call_index(4)]
		#[pallet::weight(
			T::WeightInfo::claim_document()
				.saturating_add(T::Corridors::send_weight().saturating_mul(2))
				.saturating_mul(u64::from(lingnan_types::receivable::MAX_NAMES))
		)]
		pub fn claim_document(origin: OriginFor<T>, document: H256) -> DispatchResult {
			Self::do_claim_document(ensure_signed(origin)?, document)
		}

		/// Send what waits for a lane.
		///
		/// ## Origin
		/// Signed by anybody.
		///
		/// ## Details
		/// Every block does this by itself with the weight that is left; this is for when none is. At most 64 messages.
		///
		/// ## Errors
		/// `NotOurCorridor`, `NothingToSend`.
		///
		/// ## Events
		/// `Sent` for each.
		#[pallet::call_index(5)]
		#[pallet::weight(
			T::WeightInfo::send_waiting(*limit).saturating_add(T::Corridors::send_weight().saturating_mul(u64::from(*limit)))
		)]
		pub fn send_waiting(origin: OriginFor<T>, corridor: Corridor, limit: u32) -> DispatchResult {
			ensure_signed(origin)?;
			ensure!(limit <= MAX_BATCH, Error::<T>::LimitExceeded);
			Self::do_send_waiting(corridor, limit)
		}

		/// Let a class of data through.
		///
		/// ## Origin
		/// Governance. What is closed for a time, also who resumes a corridor.
		///
		/// ## Details
		/// On this side: the other has its own table. What is opened again before its time rests as what opens by itself does.
		///
		/// ## Errors
		/// `NotOurCorridor`, `AlreadyOpen`.
		///
		/// ## Events
		/// `ClassOpened`.
		#[pallet::call_index(6)]
		pub fn open_class(origin: OriginFor<T>, corridor: Corridor, class: DataClass) -> DispatchResult {
			match Self::is_closed_for_a_time(corridor, class) {
				true => drop(T::ResumeOrigin::ensure_origin(origin)?),
				false => drop(T::GovernOrigin::ensure_origin(origin)?),
			}
			Self::do_open_class(corridor, class)
		}

		/// Let a class of data through no longer.
		///
		/// ## Origin
		/// A third of the agencies, for `StopDuration` blocks; afterwards the class rests for `StopRest` blocks. More than half,
		/// for as long from now, also when it is closed already or rests. Two thirds, until governance opens it. `Duplicates`:
		/// governance alone.
		///
		/// ## Details
		/// At once: nothing of the class is sent or taken, and passports from there stop counting. Revocations pass all the same.
		/// Without `Duplicates` notices from there stop blocking, and no answer is awaited before money moves: whoever could
		/// close it in a hurry could have a document financed twice.
		///
		/// ## Errors
		/// `NotOurCorridor`, `ClassClosed`, `Resting`, `HaltInstead`.
		///
		/// ## Events
		/// `ClassClosed`. None when the class opens by itself: that was told.
		#[pallet::call_index(7)]
		pub fn close_class(origin: OriginFor<T>, corridor: Corridor, class: DataClass) -> DispatchResult {
			let by = T::StopOrigin::ensure_origin(origin.clone())?;
			if class == DataClass::Duplicates {
				T::GovernOrigin::ensure_origin(origin).map_err(|_| Error::<T>::HaltInstead)?;
			}
			Self::do_close_class(corridor, class, by)
		}

		/// Halt a corridor.
		///
		/// ## Origin
		/// A third of the agencies, for `StopDuration` blocks; afterwards the corridor rests for `StopRest` blocks. More than half,
		/// for as long from now, also when it is halted already or rests. Two thirds, until it is resumed.
		///
		/// ## Details
		/// Nothing is sent; what arrives waits at the other end, and nothing is lost. Passports from there do not count
		/// meanwhile, for their revocation could not arrive; documents claimed there are not cleared.
		///
		/// ## Errors
		/// `NotOurCorridor`, `Halted`, `Resting`.
		///
		/// ## Events
		/// `CorridorHalted`. None when the halt ends by itself: its end was told.
		#[pallet::call_index(8)]
		pub fn halt(origin: OriginFor<T>, corridor: Corridor) -> DispatchResult {
			let by = T::StopOrigin::ensure_origin(origin)?;
			Self::do_halt(corridor, by)
		}

		/// Resume a halted corridor.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// What waited leaves and arrives in order. What was halted for a time rests as if it had ended by itself.
		///
		/// ## Errors
		/// `NotOurCorridor`, `NotHalted`.
		///
		/// ## Events
		/// `CorridorResumed`.
		#[pallet::call_index(9)]
		pub fn resume(origin: OriginFor<T>, corridor: Corridor) -> DispatchResult {
			T::ResumeOrigin::ensure_origin(origin)?;
			Self::do_resume(corridor)
		}

		/// Recognise a scorecard of the other end, or end that.
		///
		/// ## Origin
		/// Governance.
		///
		/// ## Details
		/// `probabilities`: what this side expects of each of its grades within a year, basis points, AAA first. Without them
		/// passports by the scorecard stop counting at once. At most four for each corridor.
		///
		/// ## Errors
		/// `NotOurCorridor`, `InvalidProbabilities`, `TooManyScorecards`, `NotFound`.
		///
		/// ## Events
		/// `ScorecardRecognised`.
		#[pallet::call_index(10)]
		pub fn recognise_scorecard(
			origin: OriginFor<T>,
			corridor: Corridor,
			scorecard: ScorecardId,
			probabilities: Option<Probabilities>,
		) -> DispatchResult {
			T::GovernOrigin::ensure_origin(origin)?;
			Self::do_recognise_scorecard(corridor, scorecard, probabilities)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Looks at one passport that was sent, whether it still has grounds; then sends what waits, with the weight that is
		/// left and at most 64 messages.
		fn on_idle(_: BlockNumberFor<T>, left: Weight) -> Weight {
			let checked = Self::check_passports(left);
			checked.saturating_add(Self::send_with(left.saturating_sub(checked)))
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
