#![no_main]

#[path = "../entries/maths.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::maths(bytes));
