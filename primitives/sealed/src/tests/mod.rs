mod bytes;
mod generators;
mod openings;
mod proofs;
mod retargeted;
mod stage;
mod vectors;
