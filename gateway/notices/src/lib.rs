#![doc = include_str!("../README.md")]

pub mod book;
pub mod chain;
pub mod door;
pub mod journal;
pub mod kind;
pub mod refusal;
pub mod send;
pub mod serve;
pub mod subscription;
mod sweep;
#[cfg(test)]
mod tests;
mod texts;
mod watch;

pub use book::Book;
pub use chain::{Chain, Node};
pub use journal::{Delivery, Journal, What};
pub use kind::{Audience, Kind};
pub use lingnan_serving::{read_secret, tls, Hook, Limits, TlsAcceptor};
pub use send::{mail::Relay, push::Vapid, Ways};
pub use serve::{Server, Settings};
pub use subscription::{Subscription, Way};
pub use texts::{words, Language};
