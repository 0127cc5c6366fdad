#![doc = include_str!("../README.md")]

pub mod audit;
pub mod boxes;
pub mod chain;
pub mod client;
pub mod door;
pub mod finality;
pub mod memory;
pub mod methods;
pub mod outcome;
pub mod query;
pub mod readable;
pub mod refusal;
pub mod relation;
pub mod serve;
#[cfg(test)]
mod tests;

pub use boxes::Boxes;
pub use door::Door;
pub use query::{Own, Party, Query, Role, Scheme, SignedQuery};
pub use refusal::{Name, Refusal};
pub use serve::{Limits, Server};
