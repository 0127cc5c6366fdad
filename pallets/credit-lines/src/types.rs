use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use lingnan_support::{Amount, Date, InstitutionId, Timestamp};
use scale_info::TypeInfo;

pub use lingnan_support::line::*;

/// Lines that one institution offers in a day.
pub const MAX_OFFERED_A_DAY: u32 = 500;
/// Freezes of a line that are kept apart. A further one prolongs the last, to the firm's advantage.
pub const MAX_STOPS: u32 = 16;

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
