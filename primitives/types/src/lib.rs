#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod agency;
pub mod allowance;
pub mod asset;
pub mod attestation;
mod calendar;
pub mod claim;
mod classification;
pub mod consent;
pub mod corridor;
mod daily;
pub mod dataset;
mod documents;
pub mod enterprise;
mod grade;
pub mod guardian;
mod ids;
pub mod indicator;
pub mod lien;
pub mod mandate;
mod money;
mod page;
pub mod passport;
pub mod rating;
pub mod receivable;
mod record;
pub mod recovery;
mod registration;
pub mod right;
pub mod scorecard;
mod standstill;
mod text;
pub mod validator;
pub mod voucher;

pub use agency::AgencyRight;
pub use asset::{AssetKind, SecurityOffer};
pub use calendar::*;
pub use classification::*;
pub use consent::Purpose;
pub use corridor::*;
pub use daily::DailyCount;
pub use documents::*;
pub use enterprise::EnterpriseStatus;
pub use grade::Grade;
pub use ids::*;
pub use indicator::Direction;
pub use money::*;
pub use page::{Page, Paging, MOST_LISTED, MOST_LONG};
pub use registration::*;
pub use standstill::*;
pub use text::{Text, NOT_UTF8};
