use frame_support::{traits::ConstU32, BoundedVec};

pub use lingnan_support::bank_days::*;

/// Years that a calendar holds: longer than the longest loan, with what was before it.
pub const MAX_YEARS: u32 = 64;

/// A place's calendar as it is stored: one value, because whoever computes a loan's books asks for many of its years.
pub type KnownYears = BoundedVec<CalendarYear, ConstU32<MAX_YEARS>>;
