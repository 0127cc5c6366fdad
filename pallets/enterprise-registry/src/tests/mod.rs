mod amend;
mod change_status;
mod control;
mod genesis;
mod invariants;
mod record_succession;
mod register;
mod register_many;
