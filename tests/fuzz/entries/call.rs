//! Bytes as a call. Shared by the fuzz target and by a property test that runs with all others.

use codec::{DecodeLimit, Encode};
use frame_support::dispatch::GetDispatchInfo;
use lingnan_runtime::RuntimeCall;

/// Depth to which the SDK decodes a call that comes from outside.
const DEPTH: u32 = 256;

/// Whatever the bytes: a call or none, no panic, and what is a call is written as it was read and has a weight.
pub fn call(bytes: &[u8]) {
	let mut left = bytes;
	let Ok(call) = RuntimeCall::decode_with_depth_limit(DEPTH, &mut left) else { return };
	let again = call.encode();
	let back = RuntimeCall::decode_with_depth_limit(DEPTH, &mut again.as_slice());
	assert_eq!(back.as_ref(), Ok(&call), "a call is not read back as it was written");
	let _ = call.get_dispatch_info();
}
