#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod amortisation;
pub mod classification;
pub mod day_count;
pub mod guarantee;
pub mod ledger;
pub mod matching;
mod numbers;
pub mod order;
pub mod periods;
pub mod rate;
pub mod rates;
pub mod schedule;
pub mod working_days;
pub mod yearly_rate;

pub use numbers::half_up;
