#![doc = include_str!("../README.md")]

mod answer;
mod ask;
mod limits;
mod server;
#[cfg(test)]
mod tests;
mod tls;

pub use answer::{Answer, File, Refused};
pub use ask::Remote;
pub use hyper::{body::Bytes, Method, StatusCode};
pub use limits::{client_of, Bounds, Limits};
pub use server::{Request, Server, Service};
pub use tls::tls;
pub use tokio_rustls::TlsAcceptor;
