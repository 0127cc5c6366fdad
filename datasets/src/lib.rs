#![doc = include_str!("../README.md")]

pub mod anchor;
pub mod import;
pub mod own_files;
pub mod seal;

use lingnan_client::{self as client, audience, bad_row, error, files, forms, keys, table, text, values};
