//! None yet. Version 2 gave attestations the dataset that they came from; no network has lived with version 1, so there
//! is nothing to migrate: start from a fresh genesis.
