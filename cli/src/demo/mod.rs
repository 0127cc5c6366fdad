//! The demonstration: three loans from registration to full repayment, and real firms rated by a fitted card.

mod auc;
mod firms;
mod network;
mod numbers;
mod stage;

pub use auc::Area;
