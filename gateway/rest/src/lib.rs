#![doc = include_str!("../README.md")]

mod acts;
mod chain;
mod keys;
mod openapi;
mod problem;
mod routes;
mod serve;
#[cfg(test)]
mod tests;
mod webhooks;

pub use chain::{Chain, Node};
pub use lingnan_serving::{read_secret, signature, tls, Hook, Limits, TlsAcceptor};
pub use openapi::document;
pub use problem::Problem;
pub use routes::{Op, Route, ROUTES};
pub use serve::{Server, Settings};
pub use webhooks::Delivery;
