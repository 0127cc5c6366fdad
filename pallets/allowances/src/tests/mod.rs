mod budget;
mod end;
mod invariants;
mod keep;
mod pay;
mod sponsor;
mod turns;
