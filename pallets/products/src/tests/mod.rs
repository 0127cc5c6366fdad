mod genesis;
mod matching;
mod publish;
mod seam;
