//! None: storage version 2 begins with a fresh genesis. What version 1 stored were points and reasons that nobody may read any
//! more (`docs/decisions/0189-every-grade-is-proved.md`).
