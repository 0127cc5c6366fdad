#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod basis;
pub mod form;
pub mod openings;
pub mod reasons;
pub mod reckoning;
