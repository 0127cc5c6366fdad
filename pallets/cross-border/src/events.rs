//! What the pallet tells. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A message left on the lane.
		Sent {
			/// The corridor.
			corridor: Corridor,
			/// Number of the message on the lane.
			nonce: u64,
			/// What the message says.
			message: CorridorMessage,
		},
		/// A message is to leave by itself: with what is left of a block, as soon as the lane takes it.
		Queued {
			/// The corridor.
			corridor: Corridor,
			/// What the message says.
			message: CorridorMessage,
		},
		/// A message arrived and was taken.
		Received {
			/// The corridor.
			corridor: Corridor,
			/// Number of the message on the lane.
			nonce: u64,
			/// What the message says.
			message: CorridorMessage,
		},
		/// A message arrived and was refused. It changed nothing and does not come again.
		Refused {
			/// The corridor.
			corridor: Corridor,
			/// Number of the message on the lane.
			nonce: u64,
			/// What the message says.
			message: CorridorMessage,
			/// Why it was refused.
			reason: DispatchError,
		},
		/// The other end has every message up to this one.
		Delivered {
			/// The corridor.
			corridor: Corridor,
			/// Number of the last message that the other end has.
			last: u64,
		},
		/// A passport was sent under a consent, one use of which was burned.
		PassportSent {
			/// The corridor.
			corridor: Corridor,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the passport, counted for each corridor from 1.
			number: u64,
			/// Number of the institution.
			institution: InstitutionId,
			/// Number of the consent.
			consent: ConsentId,
			/// Number of the message on the lane.
			nonce: u64,
		},
		/// A passport counts no longer; the other end is told.
		PassportRevoked {
			/// The corridor.
			corridor: Corridor,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the passport.
			number: u64,
		},
		/// A voucher was sent under a consent, one use of which was burned.
		VoucherSent {
			/// The corridor.
			corridor: Corridor,
			/// Registration number of the enterprise.
			enterprise: RegistrationNumber,
			/// Number of the voucher, counted for each corridor from 1.
			number: u64,
			/// Number of the indicator.
			indicator: IndicatorId,
			/// Number of the institution.
			institution: InstitutionId,
			/// Number of the consent.
			consent: ConsentId,
			/// Number of the message on the lane.
			nonce: u64,
		},
		/// An institution asked for a document to be checked.
		CheckAsked {
			/// The corridor.
			corridor: Corridor,
			/// Number of the voucher, counted for each corridor from 1.
			voucher: u64,
			/// Number of the check, counted by the end that asks.
			check: u64,
			/// Number of the institution.
			institution: InstitutionId,
			/// Salted hash of the document that the holder showed.
			fingerprint: H256,
			/// Number of the message on the lane.
			nonce: u64,
		},
		/// An institution is about to finance a document; the other ends are asked.
		DocumentClaimed {
			/// Exact token of the document.
			document: H256,
			/// Number of the institution.
			institution: InstitutionId,
			/// When the document was claimed. Unix time in seconds.
			claimed_at: Timestamp,
			/// First second at which the claim no longer stands. Unix time in seconds.
			until: Timestamp,
		},
		/// A class of data may pass a corridor.
		ClassOpened {
			/// The corridor.
			corridor: Corridor,
			/// The class of data.
			class: DataClass,
		},
		/// Nothing of the class passes before block `until`, or, without one, until governance opens it.
		ClassClosed {
			/// The corridor.
			corridor: Corridor,
			/// The class of data.
			class: DataClass,
			/// The first block in which it passes again, by number. None: until governance opens it.
			until: Option<BlockNumberFor<T>>,
		},
		/// Nothing passes before block `until`, or, without one, until the corridor is resumed.
		CorridorHalted {
			/// The corridor.
			corridor: Corridor,
			/// The first block in which messages pass again, by number. None: until governance resumes the corridor.
			until: Option<BlockNumberFor<T>>,
		},
		/// A corridor carries messages again.
		CorridorResumed {
			/// The corridor.
			corridor: Corridor,
		},
		/// Passports by this scorecard count from now on, or, without probabilities, no longer.
		ScorecardRecognised {
			/// The corridor.
			corridor: Corridor,
			/// Number of the scorecard.
			scorecard: ScorecardId,
			/// Default probabilities within a year, AAA first. None: no longer recognised. In basis points.
			probabilities: Option<Probabilities>,
		},
	}
}
