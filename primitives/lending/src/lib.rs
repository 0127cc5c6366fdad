#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod amortisation;
pub mod books;
pub mod classification;
pub mod commitment;
pub mod day_count;
pub mod guarantee;
pub mod life;
pub mod matching;
mod numbers;
pub mod order;
pub mod periods;
pub mod policy;
pub mod price;
pub mod rate;
pub mod rates;
pub mod schedule;
pub mod sheet;
pub mod working_days;
pub mod yearly_rate;

pub use numbers::half_up;
