mod cancel;
mod schedule;
mod stop;
mod veto;
