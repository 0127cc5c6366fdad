//! Why the pallet refuses. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No enterprise, passport, voucher, check or attestation of this kind is known here. Check the number.
		NotFound,
		/// The signer may not do this: institutions send, check and claim; an enterprise, or the sender of its passport, revokes
		/// it. Sign with that key.
		NotAuthorized,
		/// The corridor does not begin here. Choose one that has this place at one end.
		NotOurCorridor,
		/// The enterprise is registered at another place, which alone can send its passport and vouchers.
		NotOurs,
		/// The message is about an enterprise of a third place.
		NotTheirs,
		/// This side lets no data of this class through. Wait for governance to open it.
		ClassClosed,
		/// The class is open already.
		AlreadyOpen,
		/// The corridor is halted. Wait for governance to resume it.
		Halted,
		/// The corridor is not halted.
		NotHalted,
		/// A third stopped the same not long ago: so few cannot stop it again before it has rested. More than half can, for a
		/// time, and two thirds without end.
		Resting,
		/// Without this class nobody asks whether a document is financed abroad: closing it takes the general track. Halt the
		/// corridor instead (`halt`): until it is resumed no document is financed unasked.
		HaltInstead,
		/// The enterprise is not active: it cannot send a passport.
		NotActive,
		/// The enterprise has no rating that counts. Prove its grade first (`credit_scoring.prove_grade`).
		NotRated,
		/// No attestation of this indicator counts now, so there is no document to check.
		NoAttestation,
		/// The passport, voucher or query is no longer valid.
		Expired,
		/// The scorecard by which the passport was rated is not recognised here. Ask governance to recognise it.
		ScorecardNotRecognised,
		/// A newer passport of the enterprise arrived before.
		Outdated,
		/// A field of the message is not well formed.
		Malformed,
		/// A message of this nonce, or a later one, arrived before.
		Replayed,
		/// The institution has sent as many messages today as it may. Wait for tomorrow.
		LimitExceeded,
		/// The document was financed here, and cannot be again.
		AlreadyFinanced,
		/// The document was financed at another place. Take another as security.
		FinancedAbroad,
		/// Another institution here is about to finance the document.
		AlreadyClaimed,
		/// An institution at another place is about to finance the document, and was first.
		ClaimedAbroad,
		/// Documents are checked across a corridor before money moves. Claim the document first (`claim_document`).
		NotClaimed,
		/// No agency says whose the document is. Have the one that issues it attest it (`collateral.attest_document`).
		NotConfirmed,
		/// The document's creditor has neither consented to this institution nor given it the first lien. Ask for either.
		NotEntitled,
		/// The institution has held the document for sixty days without financing it. Thirty days after the end of its claim it
		/// can claim it again.
		ClaimedTooLong,
		/// Not every other end has answered yet. Wait for the messages to arrive.
		ClaimPending,
		/// No corridor checks documents: nobody needs to be asked.
		NothingToAsk,
		/// Default probabilities lie between 0 and 10,000 and never fall from AAA to C.
		InvalidProbabilities,
		/// Four scorecards of the other end are recognised. End one first.
		TooManyScorecards,
		/// What is sent back belongs to nothing that was asked, or was answered before.
		NotAsked,
		/// Nothing waits, or the lane does not take it yet.
		NothingToSend,
	}
}
