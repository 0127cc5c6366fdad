//! The codes with which a node says why it does not answer a question: one for each cause. What to do about each stands in
//! `node/README.md`, whose table the node's tests compare with [`OURS`].

/// JSON-RPC's: the node does not have the method.
pub const METHOD_NOT_FOUND: i32 = -32_601;
/// JSON-RPC's: a parameter is missing or malformed; `data` says which and why.
pub const INVALID_PARAMS: i32 = -32_602;
/// The SDK's: the answer is larger than the node gives.
pub const TOO_BIG: i32 = -32_008;

/// What the runtime answers (`InvalidTransaction::Custom`) to a transaction that states a figure openly.
pub const FIGURE_IN_CLEAR: u8 = 1;

/// The block is not known to the node, or its state was pruned.
pub const UNKNOWN_BLOCK: i32 = 20_001;
/// The runtime failed to answer.
pub const RUNTIME_FAILED: i32 = 20_002;
/// The runtime of that block does not have this question yet.
pub const NOT_SUPPORTED: i32 = 20_003;
/// There is no institution, or no agency, of that number.
pub const UNKNOWN_MEMBER: i32 = 20_004;
/// Too many costly questions wait for their turn.
pub const BUSY: i32 = 20_005;

/// All that our own methods answer with.
pub const OURS: [i32; 6] = [INVALID_PARAMS, UNKNOWN_BLOCK, RUNTIME_FAILED, NOT_SUPPORTED, UNKNOWN_MEMBER, BUSY];
