//! None yet. Version 2 gave attestations the dataset that they came from, version 3 made figures sealed: a commitment for each
//! bin but the last, and whether the enterprise has shown that they hold a single 1. No network has lived with an earlier version, so
//! there is nothing to migrate: start from a fresh genesis. What a network would have to do that has values in clear is in decision
//! 187.
