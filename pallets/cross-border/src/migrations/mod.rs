//! None yet: storage version 1 is the first.
