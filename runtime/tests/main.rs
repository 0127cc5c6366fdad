//! The runtime as a whole, by the question that is asked of it. One program: each more would link the whole runtime once more.

mod agreements;
mod allowances;
mod batches;
mod common;
mod decoding;
mod deposits;
mod extensions;
mod fees;
mod finality;
mod governance;
mod keys;
mod lanes;
mod market;
mod maths;
mod metadata;
#[cfg(not(any(feature = "runtime-101", feature = "runtime-benchmarks")))]
mod migrations;
mod parameters;
mod payers;
mod presets;
mod proxies;
mod safety;
mod sealed;
mod standstill;
mod stops;
mod stories;
#[cfg(feature = "try-runtime")]
mod try_runtime;
mod validators;
mod weights;
