//! Sealed credit off the chain: what agencies, enterprises and institutions do so that no figure stands on it.

pub mod basis;
pub mod card;
pub mod disclosure;
pub mod envelope;
pub mod indicators;
pub mod openings;
pub mod reckoning;
pub mod sealing;
