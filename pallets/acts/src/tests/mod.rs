mod enact;
mod veto;
mod withdraw;
