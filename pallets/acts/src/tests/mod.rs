mod enact;
mod stop;
mod veto;
mod withdraw;
