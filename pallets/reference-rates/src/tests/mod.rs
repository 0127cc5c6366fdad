mod assign;
mod define;
mod genesis;
mod invariants;
mod publish;
mod retire;
mod seam;
