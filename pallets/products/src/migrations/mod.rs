//! A file for each step, with what it finds and what it leaves.

pub mod v2;
