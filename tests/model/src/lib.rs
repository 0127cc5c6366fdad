//! A reference model of the whole life of a loan, written from the READMEs of financing and collateral. It depends on no other
//! crate, keeps nothing that it can reckon, and is made to be read.

pub mod applications;
pub mod assets;
pub mod books;
pub mod calendar;
pub mod enforcement;
pub mod liens;
pub mod loans;
pub mod op;
pub mod parties;
pub mod world;
