#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod decimals;
pub mod fault;
pub mod forms;
pub mod row;

pub use fault::{spoiled, Fault};
