#![no_main]

#[path = "../entries/call.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::call(bytes));
