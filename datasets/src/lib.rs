#![doc = include_str!("../README.md")]

pub mod anchor;
pub mod import;
pub mod own_files;

use lingnan_client::{self as client, audience, bad_row, error, files, keys, text, values};
