//! Root acts without a root key. Two thirds of the agencies' council whitelist the hash of a call and schedule its
//! dispatch; the whitelist dispatches it as Root. Between the two stands the enactment delay, in which whoever may
//! remove the hash from the whitelist stops the act.

mod council;
mod enactment;

pub use council::{Councillors, TwoThirdsOfAgencies};
