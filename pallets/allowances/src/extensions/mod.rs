//! Two of the transaction extensions are the SDK's with our own rule around them. They keep the SDK's names and bytes, so
//! that every wallet builds exactly what it builds for any other chain.

mod allowance_or_fee;
mod fair_nonce;

pub use allowance_or_fee::AllowanceOrFee;
pub use fair_nonce::FairNonce;
