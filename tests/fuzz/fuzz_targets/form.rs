#![no_main]

#[path = "../entries/form.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::form(bytes));
