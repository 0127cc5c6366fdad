//! Why there is no answer.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use lingnan_reckoning::openings::NotOpened;
use lingnan_types::{AgencyId, Date, Grade, IndicatorId};

/// Why there is no answer. A page has a text for each.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Refused {
	/// The arguments are not what the function takes.
	Malformed,
	/// The chain has no such indicator.
	NoIndicator(IndicatorId),
	/// The chain's answers do not fit together: this indicator's reference, period or points are missing. Ask again.
	Unread(IndicatorId),
	/// Of these sealed attestations, which count, no opening is held.
	Unopened(Vec<Missing>),
	/// The scorecard is not the one in force.
	NotInForce,
	/// Too few attestations count for any grade.
	TooLittle,
	/// The grade is not reached.
	NotReached {
		/// Points that are short of it.
		lacking: u64,
		/// The best grade that can be proved.
		best: Grade,
	},
	/// An opening, a commitment or points of this indicator are none.
	Unfit(IndicatorId),
	/// Openings and commitments do not belong together.
	DoesNotOpen,
	/// More attestations than one proof can be about: show their form first.
	ShowFormFirst,
	/// What was proved does not verify.
	Unverified,
	/// The conditions make no schedule.
	NoSchedule,
	/// The conditions cost at no rate a year that can be reckoned.
	NoRate,
	/// The rate floats: name that of the day.
	RateNeeded,
	/// The calendar contradicts itself.
	Calendar,
	/// The loan begins later.
	NotBegun,
	/// Not a registration number: wrong length or character for its place.
	NumberMalformed,
	/// The organisation code's check character does not hold.
	NumberOrganisationCheck,
	/// The last check character does not hold, while the organisation code's does.
	NumberOuterCheck,
	/// A registration number begins with its place.
	NumberUnknownPlace,
	/// A header that is none.
	Header,
	/// The justification is about another block.
	OtherBlock,
	/// A vote that its validator did not sign.
	Signature,
	/// Votes do not lead back to the block, or headers are there that no vote needs.
	Ancestry,
	/// Two thirds of the validators or fewer voted for the block.
	TooFew,
	/// The list of validators is none.
	NoValidators,
	/// The proof does not hold for this state.
	StateProof,
	/// The figure is not the one that the agency fingerprinted, or lies in another range.
	WrongFigure,
}

/// A sealed attestation that is not opened.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Missing {
	pub indicator: IndicatorId,
	/// Whom to ask.
	pub agency: AgencyId,
	pub why: Why,
}

/// Why it is not opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Why {
	/// Nothing of its indicator is held.
	NotHeld,
	/// What is held has its range, and another figure than the agency fingerprinted.
	OtherFigure,
	/// What is held is of other revisions; the newest is of the period up to this day.
	Outdated(Date),
}

impl From<NotOpened> for Why {
	fn from(why: NotOpened) -> Self {
		match why {
			NotOpened::NotHeld => Self::NotHeld,
			NotOpened::OtherFigure => Self::OtherFigure,
			NotOpened::Outdated(newest) => Self::Outdated(newest),
		}
	}
}
