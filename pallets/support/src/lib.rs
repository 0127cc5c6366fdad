#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "std")]
pub mod mocks;
mod record;
pub mod traits;
pub mod types;

pub use traits::*;
pub use types::*;
