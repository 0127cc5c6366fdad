mod genesis;
mod publish;
mod seam;
