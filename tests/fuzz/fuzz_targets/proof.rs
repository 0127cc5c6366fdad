#![no_main]

#[path = "../entries/proof.rs"]
mod entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry::proof(bytes));
