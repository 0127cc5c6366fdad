mod end;
mod invariants;
mod keep;
mod spend;
mod sponsor;
