//! Rates a year, fine enough for a penalty that is a share of the contract's rate.

pub use lingnan_types::Rate;
