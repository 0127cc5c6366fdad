//! A reference model of the whole life of a loan, written from the READMEs of financing and collateral and from the rules
//! on lending. It shares no code with the pallets, keeps nothing that it can reckon, and is made to be read.

pub mod books;
pub mod calendar;
pub mod op;
pub mod security;
pub mod world;
