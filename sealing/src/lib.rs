#![doc = include_str!("../README.md")]

pub mod basis;
pub mod boxes;
pub mod card;
pub mod desk;
pub mod disclosure;
pub mod envelope;
pub mod form;
pub mod indicators;
pub mod openings;
pub mod reckoning;
pub mod records;
pub mod sealing;
pub mod secret;
pub mod unfinished;

pub use lingnan_reckoning::reasons;

use lingnan_client::{self as client, audience, bad_row, error, files, forms, keys, table, text, values};
