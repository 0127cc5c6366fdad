mod genesis;
mod invariants;
mod seam;
mod set_year;
