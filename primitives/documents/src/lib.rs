#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod field;
mod firm;
mod flaw;
mod form;
#[cfg(feature = "read")]
pub mod read;
#[cfg(test)]
mod tests;

pub use field::{fixed, free, MAX_FIELD};
pub use firm::Firm;
pub use flaw::{Cause, Flaw};
pub use form::{Day, Form, MAX_AMOUNT};

/// Which forms a caller takes.
///
/// Some rows of the rules rest on no published wording. They are off unless they are switched on by name, so that nobody
/// comes to depend on them without knowing it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
	/// UNVERIFIED: a Macao firm is known by the letters and then the digits of its number.
	pub macao_firms: bool,
}

impl Rules {
	/// Only what published rules carry.
	pub const VERIFIED: Self = Self { macao_firms: false };
	/// The unverified rows too.
	pub const ALL: Self = Self { macao_firms: true };
}
