#![doc = include_str!("../README.md")]

pub mod accruals;
pub mod book;
pub mod camt053;
mod cells;
pub mod days;
pub mod pdf;
pub mod portfolio;
pub mod reconcile;
pub mod sheet;
pub mod statement;

pub use lingnan_client::error::{Error, Result};
pub use statement::{Kind, Line, Mark, Party, Side, Statement};
