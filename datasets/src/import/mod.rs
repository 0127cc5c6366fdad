//! Enterprises and indicator values from a CSV file, by a mapping file. See `chain-spec/README.md` for the mapping.

mod attest;
mod batches;
mod differences;
mod lines;
mod mapping;
mod rows;
mod rules;
mod run;
mod sources;
mod state;

pub use lines::Lines;
pub use mapping::Mapping;
pub use rows::{Row, Rows};
pub use run::{interrupted, Import, Report, Sealing};
pub use state::{default_path, State};
