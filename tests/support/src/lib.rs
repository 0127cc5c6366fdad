//! What the tests that start nodes have in common.

mod ports;

pub use ports::free_port;
