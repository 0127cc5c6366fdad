use crate::{
	Corridor, CorridorMessage, IndicatorId, RatingSummary, RegistrationNumber, Revision, ScorecardId, Timestamp,
	WireMessage,
};
use alloc::vec::Vec;
use core::ops::RangeInclusive;
use frame_support::{dispatch::DispatchResult, weights::Weight};
use sp_core::H256;
use sp_runtime::DispatchError;

/// The lanes to the other chains. Answered by the runtime, over the bridge pallets.
pub trait Corridors {
	/// Puts a message on the lane and answers with its nonce: the lane's messages are numbered from 1 and arrive in
	/// that order, each once. Refused when the lane is not open, is full, or the bridge is stopped.
	fn send(corridor: Corridor, message: WireMessage) -> Result<u64, DispatchError>;
	/// Whether the lane takes messages now: it is open, and the light client of the other end was initialised.
	fn is_open(corridor: Corridor) -> bool;
	/// The nonce of the last message that was put on the lane; 0 before the first.
	fn last_sent(corridor: Corridor) -> u64;
	/// What [`Self::send`] costs at most.
	fn send_weight() -> Weight;
}

/// Where messages from the other chains arrive. Answered by `cross-border`, called by the runtime for every message that
/// the bridge pallets proved.
pub trait CorridorInbox {
	/// Whether messages are taken at all. While they are not, they wait at the other end and nothing is lost.
	fn is_active(corridor: Corridor) -> bool;
	/// What [`Self::receive`] costs at most.
	fn receive_weight(message: &CorridorMessage) -> Weight;
	/// Takes the message or refuses it by name, with an event either way. A refused message changes nothing and does not
	/// come again.
	fn receive(corridor: Corridor, nonce: u64, message: CorridorMessage) -> DispatchResult;
	/// The other end has these messages of ours, taken or refused.
	fn delivered(corridor: Corridor, nonces: RangeInclusive<u64>);
}

/// What a passport is made from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RatingBasis {
	pub rating: RatingSummary,
	/// The attestations that the rating used.
	pub attestations: Vec<(IndicatorId, Revision)>,
}

/// Answered by `credit-scoring`.
pub trait RatingBases {
	/// The basis of the rating that counts now.
	fn current_basis(enterprise: &RegistrationNumber) -> Option<RatingBasis>;
	/// Whether the rating that a scorecard made of an enterprise then may still be relied on: it has not expired, what it
	/// rests on has not ended, and its scorecard was not stopped. Another scorecard may be in force.
	fn stands(enterprise: &RegistrationNumber, scorecard: ScorecardId, made_at: Timestamp) -> bool;
	/// What either costs at most.
	fn weight() -> Weight;
}

/// Answered by `cross-border`: what is known of a trade document at the other ends.
pub trait DocumentsAbroad {
	/// A chain that we may hear said that it financed this document.
	fn financed_abroad(document: H256) -> Option<(Corridor, Timestamp)>;
	/// Money may move on the document: nobody abroad financed it, and where documents are checked across a corridor the
	/// institution asked and was answered. Refused by name otherwise.
	fn ensure_clear(document: H256, institution: crate::InstitutionId) -> DispatchResult;
	/// An institution at another place is about to finance the document, and was told that nothing stands against it.
	fn is_held(_document: H256) -> bool {
		false
	}
	/// It is financed here: every other chain is told. Cannot fail; a notice that cannot leave at once waits.
	fn financed(document: H256, similar: H256);
	/// What [`Self::ensure_clear`] and [`Self::financed`] cost together at most.
	fn weight() -> Weight;
}

/// No other chains.
impl DocumentsAbroad for () {
	fn financed_abroad(_: H256) -> Option<(Corridor, Timestamp)> {
		None
	}
	fn ensure_clear(_: H256, _: crate::InstitutionId) -> DispatchResult {
		Ok(())
	}
	fn financed(_: H256, _: H256) {}
	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Told by `consents` when a consent is revoked; answered by `cross-border`, which burns the passports that it allowed.
pub trait OnConsentRevoked {
	fn revoked(consent: crate::ConsentId, enterprise: &RegistrationNumber);
	/// What that costs at most.
	fn weight() -> Weight;
}

impl OnConsentRevoked for () {
	fn revoked(_: crate::ConsentId, _: &RegistrationNumber) {}
	fn weight() -> Weight {
		Weight::zero()
	}
}
