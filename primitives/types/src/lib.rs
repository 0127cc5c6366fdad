#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod application;
mod asset;
mod calendar;
mod classification;
mod corridor;
mod daily;
mod documents;
mod grade;
mod ids;
pub mod institution;
pub mod loan;
mod money;
mod page;
pub mod product;
mod record;
mod registration;
pub mod schedule;
mod standstill;
mod text;

pub use asset::AssetKind;
pub use calendar::*;
pub use classification::*;
pub use corridor::*;
pub use daily::DailyCount;
pub use documents::*;
pub use grade::Grade;
pub use ids::*;
pub use money::*;
pub use page::{Page, Paging, MOST_LISTED, MOST_LONG};
pub use registration::*;
pub use standstill::*;
pub use text::{Text, NOT_UTF8};
