//! How the pallets are set up, a file per concern. Each file ends in tests that pin its values.

pub mod allowances;
pub mod call_filter;
pub mod consensus;
pub mod corridors;
pub mod credit;
pub mod cross_border;
pub mod deposits;
pub mod fees;
pub mod governance;
pub mod lateness;
pub mod market;
pub mod safety;
pub mod system;
pub mod utilities;
