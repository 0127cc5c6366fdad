mod genesis;
mod register;
mod rekey;
mod seats;
mod suspend;
