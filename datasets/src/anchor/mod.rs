//! Datasets off the chain: from an agency's table to a tree on disk, and from there one proof at a time.
//!
//! The format of leaves and proofs is `lingnan-anchored`'s; docs/anchored-datasets.md describes the files.

mod build;
mod definition;
mod leaves;
mod mapped;
mod parquet;
mod record;
mod request;
mod salt;
mod serve;
mod sort;
mod source;
mod store;

pub use build::{build, Built, Job, Refused};
pub use definition::Definition;
pub use mapped::Mapped;
pub use record::{Key, Row};
pub use request::{clock, Asked, Request, Scheme, MAX_AGE};
pub use salt::{DatasetKey, Nonce};
pub use serve::{Limits, Server};
pub(crate) use sort::private;
pub use source::{Columns, Reading};
pub use store::{Manifest, Proof, Store};
