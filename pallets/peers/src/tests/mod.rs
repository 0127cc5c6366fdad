mod close;
mod genesis;
mod invariants;
mod register;
mod remove;
mod withdraw;
