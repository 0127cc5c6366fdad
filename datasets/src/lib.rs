#![doc = include_str!("../README.md")]

pub mod anchor;
pub mod import;

use lingnan_client::{self as client, audience, bad_row, error, keys, text, values};
