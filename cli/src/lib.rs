#![doc = include_str!("../README.md")]

pub mod client;
pub mod error;
pub mod keys;
pub mod scale;

pub use client::{Call, Client, Event, Receipt, Stage};
pub use error::{Error, Refusal, Result};
