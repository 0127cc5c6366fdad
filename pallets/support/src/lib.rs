#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(any(feature = "std", feature = "runtime-benchmarks"))]
pub mod benchmarking;
mod genesis;
mod members;
#[cfg(feature = "std")]
pub mod mocks;
mod pages;
pub mod traits;

pub use genesis::genesis_hash;
pub use lingnan_lending::matching;
pub use lingnan_types::*;
pub use members::{Member, MemberRefusal, Members};
pub use pages::StoredPage;
pub use traits::*;
