//! Enterprises and indicator values from a CSV file or a workbook, by a mapping file. See `chain-spec/README.md` for the mapping.

mod attest;
mod batches;
mod differences;
mod finality;
mod lines;
mod lot;
mod mapping;
mod preview;
mod reader;
mod rows;
mod rules;
mod run;
#[cfg(test)]
mod schema_tests;
mod sources;
mod state;

pub use lines::Lines;
pub use mapping::{Condition, Mapping, Number};
pub use preview::{Preview, Seen};
pub use rows::{Row, Rows};
pub use run::{interrupted, Import, Report, Sealing};
pub use sources::{Cells, DateSource, Fault, NumberSource};
pub use state::{default_path, State};
