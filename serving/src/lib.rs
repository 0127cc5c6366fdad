#![doc = include_str!("../README.md")]

mod answer;
mod ask;
mod hook;
mod limits;
mod secret;
mod server;
mod store;
#[cfg(test)]
mod tests;
mod tls;

pub use answer::{Answer, File, Refused};
pub use ask::{is_public, Reach, Remote};
pub use hook::{signature, Hook};
pub use hyper::{body::Bytes, Method, StatusCode, Uri};
pub use limits::{client_of, Bounds, Limits};
pub use secret::read_secret;
pub use server::{Request, Server, Service};
pub use store::Folder;
pub use tls::tls;
pub use tokio_rustls::TlsAcceptor;
