use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{Amount, Date, InstitutionId, Timestamp};
use scale_info::TypeInfo;

pub use lingnan_support::line::*;

/// Lines that one institution offers in a day.
pub const MAX_OFFERED_A_DAY: u32 = 500;
/// Freezes of a line that are kept apart. A further one prolongs the last, to the firm's advantage.
pub const MAX_STOPS: u32 = 16;

/// Days on which what is drawn changed, between two levies of the fee, that are kept apart. A further change counts from the last of
/// them on, as much drawn as either, to the firm's advantage.
pub const MAX_MOVES: u32 = 128;
/// Settlements of the fee of a line, and payments of it.
pub const MAX_FEES: u32 = 360;

/// So much of a line could not be drawn from a day on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Move {
	/// Days since 1970-01-01.
	pub on: Date,
	/// What was drawn or agreed, and of a line that is drawn once what came back. Minor units (fen, cents, avos).
	pub amount: Amount,
}

/// What the commitment fee of a line came to, and what was paid of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct FeeAccount {
	/// What was levied, the earliest first.
	pub levied: BoundedVec<CommitmentDue, ConstU32<MAX_FEES>>,
	/// What was paid, in the order in which it was recorded.
	pub payments: BoundedVec<FeePayment, ConstU32<MAX_FEES>>,
}

impl FeeAccount {
	/// What is levied and not paid. Minor units.
	pub fn owed(&self) -> Amount {
		self.owed_of(|_| true)
	}

	/// Of that, what is due by a day. Minor units.
	pub fn due(&self, today: Date) -> Amount {
		self.owed_of(|levied| levied.due <= today)
	}

	fn owed_of(&self, counts: impl Fn(&CommitmentDue) -> bool) -> Amount {
		let levied = self.levied.iter().filter(|levied| counts(levied));
		let levied = levied.fold(0, |sum: Amount, one| sum.saturating_add(one.amount));
		self.payments.iter().fold(levied, |left, payment| left.saturating_sub(payment.amount))
	}
}

/// A line as it is stored. Its limit is in what was offered; besides it two amounts stand here, because the limit is kept by
/// them and by nothing else.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(capture_docs = "always")]
pub struct Line {
	/// Number of the institution.
	pub institution: InstitutionId,
	/// What was offered.
	pub spec: LineSpec,
	/// Where it stands, as it was last recorded.
	pub state: LineState,
	/// When it was offered. Unix time in seconds.
	pub offered_at: Timestamp,
	/// The day on which the enterprise accepted it. Days since 1970-01-01.
	pub accepted_on: Option<Date>,
	/// The day on which one side ended it. Days since 1970-01-01.
	pub cancelled_on: Option<Date>,
	/// Principal outstanding on its drawdowns, agreed ones included. Minor units (fen, cents, avos).
	pub drawn: Amount,
	/// Of a line that is drawn once: what came back and is not drawn again. Minor units (fen, cents, avos).
	pub used_up: Amount,
	/// When it was frozen, the earliest first.
	pub stops: BoundedVec<LineStop, ConstU32<MAX_STOPS>>,
}

impl Line {
	/// Where it stands at a time, on its day.
	pub fn state_at(&self, now: Timestamp, today: Date) -> LineState {
		let over = match self.state {
			LineState::Offered => now >= self.spec.valid_until,
			LineState::InForce | LineState::Frozen => today > self.spec.until,
			LineState::Cancelled | LineState::Expired => false,
		};
		if over {
			LineState::Expired
		} else {
			self.state
		}
	}

	/// What can be drawn of it while it is in force. Minor units.
	pub fn left(&self) -> Amount {
		self.spec.limit.saturating_sub(self.drawn).saturating_sub(self.used_up)
	}
}
