#![doc = include_str!("../README.md")]

pub mod args;
pub mod commands;
pub mod nouns;
pub mod output;
pub mod rating;
pub mod spelling;

pub use lingnan_client::{
	self as client, error, files, governance, keys, ranges, scale, stops, values, Call, Client, Error, Event, Receipt,
	Refusal, Result, Stage,
};
