#![doc = include_str!("../README.md")]

mod acts;
mod chain;
mod keys;
mod openapi;
mod problem;
mod routes;
mod serve;
mod store;
#[cfg(test)]
mod tests;
mod webhooks;

pub use chain::{Chain, Node};
pub use lingnan_serving::{tls, Limits, TlsAcceptor};
pub use openapi::document;
pub use problem::Problem;
pub use routes::{Op, Route, ROUTES};
pub use serve::{read_secret, Server, Settings};
pub use webhooks::{signature, Delivery, Hook};
