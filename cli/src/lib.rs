#![doc = include_str!("../README.md")]

pub mod anchor;
pub mod args;
pub mod bad_row;
pub mod client;
pub mod commands;
pub mod demo;
pub mod error;
pub mod governance;
pub mod import;
pub mod keys;
pub mod output;
pub mod ranges;
pub mod rating;
pub mod scale;
pub mod sealed;
pub mod stops;
pub mod values;

pub use client::{Call, Client, Event, Receipt, Stage};
pub use error::{Error, Refusal, Result};
