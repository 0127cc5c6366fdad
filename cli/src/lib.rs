#![doc = include_str!("../README.md")]

pub mod acts;
pub mod anchor;
pub mod args;
pub mod bad_row;
pub mod commands;
pub mod demo;
pub mod import;
pub mod output;
pub mod own_files;
pub mod ranges;
pub mod rating;
pub mod sealed;

pub use lingnan_client::{
	self as client, error, files, governance, keys, scale, stops, values, Call, Client, Error, Event, Receipt, Refusal,
	Result, Stage,
};
