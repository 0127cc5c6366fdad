//! What the tests that start nodes have in common.

mod browser;
mod hex;
mod ports;
mod process;
mod wait;

pub use browser::Browser;
pub use hex::hex;
pub use ports::free_port;
pub use process::Process;
pub use wait::{wait, wait_for};
