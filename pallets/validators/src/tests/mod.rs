mod invariants;
mod invite;
mod join;
mod leave;
mod membership;
mod remove;
mod report_double_block;
mod sessions;
