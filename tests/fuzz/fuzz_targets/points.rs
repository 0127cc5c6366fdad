#![no_main]

#[path = "../entries/points.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::points(bytes));
