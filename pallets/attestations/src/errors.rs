//! Why the pallet refuses. Part of `pallet` in `lib.rs`, whose names it uses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No agency, indicator, enterprise or attestation of this number is known. Check the number.
		NotFound,
		/// The signer may not do this: only the agency that owns an indicator attests it, and only the account that
		/// controls an enterprise disputes an attestation about it.
		NotAuthorized,
		/// The key signs for an agency already. Choose another.
		AlreadyExists,
		/// The agency is suspended: it makes, corrects and upholds nothing until it is reinstated.
		Suspended,
		/// The agency is not suspended.
		NotSuspended,
		/// All seats of the council are taken, and each agency has one. Suspend another first.
		CouncilFull,
		/// Nobody would be left on the council. Reinstate or register another first.
		LastSeat,
		/// The indicator is retired. Attest by the one that took its place.
		Retired,
		/// A name or a unit is empty, not UTF-8 or holds control characters.
		InvalidName,
		/// A right is named twice.
		InvalidRights,
		/// Edges must be 1 to 7, or 1 to 31 where values stand open, and strictly ascending.
		InvalidEdges,
		/// Days of validity must be 1 to 3,660.
		LimitExceeded,
		/// The indicator is a figure: its values never stand in clear on the chain. Commit to the bin (`lingnan attestation
		/// seal`).
		SealedIndicator,
		/// The indicator is a public register: it takes a value, not commitments, and there is nothing to prove of it.
		OpenIndicator,
		/// A sealed value has a commitment for each bin of its indicator but the last, no more and no fewer. Seal it with
		/// `lingnan attestation seal`.
		WrongBins,
		/// A commitment is not the canonical encoding of a ristretto255 point, or is the identity, which hides nothing. Seal
		/// with `lingnan attestation seal`. Where it stands already, the agency corrects the attestation, or the enterprise
		/// disputes it, upon which it does not count.
		MalformedCommitment,
		/// The period ends in the future. Attest what has happened.
		FuturePeriod,
		/// There is an attestation about this period or a newer one. Correct it, or attest a newer period.
		OutdatedPeriod,
		/// The attestation has expired, or would have by now. Attest a newer period.
		Expired,
		/// A call must hold at least one attestation.
		EmptyBatch,
		/// The attestation was revoked. Attest again.
		AlreadyRevoked,
		/// The attestation is disputed already.
		AlreadyDisputed,
		/// The agency upheld this attestation. Only a new one can be disputed.
		AlreadyUpheld,
		/// The attestation is not disputed, so there is nothing to uphold.
		NotDisputed,
		/// The deadline for an answer is over and the attestation counts as missing for good. Attest again.
		DeadlinePassed,
		/// A dataset without leaves says nothing. Count them.
		EmptyDataset,
		/// There is a dataset of this period. Revoke it first, or anchor a later period.
		AlreadyAnchored,
		/// Ten datasets were anchored for this indicator today. Go on tomorrow: a day begins at midnight in UTC+8.
		TooManyToday,
		/// The dataset was revoked. Use the one that its agency anchors in its place.
		DatasetRevoked,
		/// A later period was anchored. Use a leaf of that dataset.
		DatasetSuperseded,
		/// The agency took the attestation back, or let its dispute lapse, after it had anchored this dataset. It
		/// attests again or anchors again.
		OutdatedDataset,
		/// The dataset has no leaf at this place. Take leaf, place and path from the same proof.
		WrongPlace,
		/// The path is longer or shorter than the way from this place to the top. Take leaf, place and path from the same
		/// proof.
		WrongPathLength,
		/// The path does not lead from this leaf to the root. Ask the agency for the proof of the dataset in force.
		NotInDataset,
		/// The indicator is personal data, of which nothing comes onto the chain, sealed or open. Leave it out: the agency
		/// tells it to whom the person allows it, off the chain.
		PersonalData,
		/// The agency has made a newer attestation since. Prove that one, with its opening.
		SupersededAttestation,
		/// No attestation of this revision counts now: it was never made, or has expired, or is revoked or disputed, or its
		/// dataset or indicator has ended. Leave it out.
		MissingAttestation,
		/// The attestation was shown to hold a single 1 before, and that holds for this revision. Leave it out.
		AlreadyShown,
		/// An attestation is named twice. Name each once.
		RepeatedAttestation,
		/// The attestations have more than 256 bins in all. Prove them in two calls.
		TooManyBins,
		/// The proof has another length than these attestations ask for, or a point or number of it is not in its one
		/// canonical form. Make it anew.
		MalformedProof,
		/// The proof does not prove that each of these attestations holds a single 1. Make it on this chain, for this
		/// enterprise and for these attestations in this order, from the openings that the agencies gave.
		ProofFailed,
	}
}
