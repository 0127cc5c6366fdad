//! What runs the runtime, and which of its failures are an alarm; where dear questions by name wait for their turn.
//!
//! Anyone who reaches a node can have its runtime called with nonsense: by `state_call`, by a transaction that is none, by a
//! block that nobody made. The runtime panics over it, as it should. The SDK writes each such panic into the node's log as
//! an error of the node. Here the caller gets the runtime's words, and the log an error only for what a caller cannot
//! cause at will: `docs/decisions/0101-whose-fault-a-panic-is.md`.

use crate::{
	turns::{self, Turns},
	yielding::Yielding,
};
use sc_cli::{execution_method_from_cli, DEFAULT_WASMTIME_INSTANTIATION_STRATEGY, DEFAULT_WASM_EXECUTION_METHOD};
use sc_executor::{
	error::{Error, MessageWithBacktrace},
	sp_wasm_interface::ExtendedHostFunctions,
	HeapAllocStrategy, RuntimeVersionOf, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY,
};
use sc_service::config::ExecutorConfiguration;
use sp_core::traits::{CallContext, CodeExecutor, Externalities, ReadRuntimeVersion, RuntimeCode};
use sp_keystore::KeystoreExt;
use sp_version::RuntimeVersion;
use std::{any::TypeId, cell::RefCell, path::Path};

/// What a wasm runtime may call besides itself: all that the SDK offers, its log with our ear in it.
type HostFunctions = ExtendedHostFunctions<sp_io::SubstrateHostFunctions, logging::HostFunctions>;

/// How the SDK's executor reports each failure of an instance, which is said better here.
pub const QUIET: &str = "wasm-runtime=error";

/// Calls that a node makes to build and to check blocks, in a context of their own. From outside they come with blocks and
/// states that somebody made up.
const FOR_NODES: [&str; 5] =
	["Core_execute_block", "Core_initialize_block", "BlockBuilder_", "GenesisBuilder_", "OffchainWorkerApi_"];

/// Writes into the keystore, which is there only when the node's own methods call it.
const MAKES_KEYS: &str = "SessionKeys_generate_session_keys";

thread_local! {
	/// The last words of the runtime that is being called on this thread.
	static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The interface of the same name in `sp-io`, in place of one of its functions.
#[allow(unexpected_cfgs, reason = "written by the macro for runtimes")]
mod overlay {
	use super::PANIC;
	use sp_core::RuntimeInterfaceLogLevel as Level;
	use sp_runtime_interface::{
		pass_by::{PassAs, PassFatPointerAndRead},
		runtime_interface,
	};

	#[runtime_interface(wasm_only, no_tracing)]
	pub trait Logging {
		/// What the runtime logs. A panic is kept back until it is known what called it.
		fn log(level: PassAs<Level, u8>, target: PassFatPointerAndRead<&str>, message: PassFatPointerAndRead<&[u8]>) {
			let Ok(message) = std::str::from_utf8(message) else { return };
			if matches!(level, Level::Error) && target == "runtime" && message.starts_with("panicked at ") {
				PANIC.with_borrow_mut(|panic| *panic = Some(message.to_string()));
			} else {
				log::log!(target: target, log::Level::from(level), "{message}");
			}
		}
	}
}
use overlay::logging;

/// The SDK's executor.
#[derive(Clone)]
pub struct Executor {
	inner: WasmExecutor<HostFunctions>,
	turns: Turns,
}

impl Executor {
	/// What it compiles is kept in this folder, where the next start finds it. Anyone who can write there decides what this node
	/// runs, as with the program itself.
	pub fn new(config: &ExecutorConfiguration, compiled: Option<&Path>, turns: Turns) -> Self {
		let pages = config.default_heap_pages;
		let strategy = pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |extra_pages| HeapAllocStrategy::Static {
			extra_pages: extra_pages as _,
		});
		// What the SDK's own function sets, which knows no folder.
		let builder = WasmExecutor::builder()
			.with_execution_method(config.wasm_method)
			.with_onchain_heap_alloc_strategy(strategy)
			.with_offchain_heap_alloc_strategy(strategy)
			.with_max_runtime_instances(config.max_runtime_instances)
			.with_runtime_cache_size(config.runtime_cache_size);
		// The keeper of the files takes no relative path.
		let builder = match compiled.and_then(|path| std::path::absolute(path).ok()) {
			Some(path) => builder.with_cache_path(path),
			None => builder,
		};
		Self { inner: builder.build(), turns }
	}

	/// For a program that runs no node.
	pub fn alone(compiled: Option<&Path>) -> Self {
		// As a node does by default, so that it finds what is compiled here.
		let wasm_method =
			execution_method_from_cli(DEFAULT_WASM_EXECUTION_METHOD, DEFAULT_WASMTIME_INSTANTIATION_STRATEGY);
		Self::new(&ExecutorConfiguration { wasm_method, ..Default::default() }, compiled, Turns::default())
	}
}

impl CodeExecutor for Executor {
	type Error = Error;

	fn call(
		&self,
		ext: &mut dyn Externalities,
		code: &RuntimeCode,
		method: &str,
		data: &[u8],
		context: CallContext,
	) -> (Result<Vec<u8>, Error>, bool) {
		// The host's code would panic without a keystore, and say so in the log by itself.
		if method == MAKES_KEYS && ext.extension_by_type_id(TypeId::of::<KeystoreExt>()).is_none() {
			return (Err(Error::Other(format!("{method}: keys are made by author_rotateKeys"))), false);
		}
		// Whatever makes or imports blocks waits for nobody.
		let turn = match context {
			CallContext::Onchain { .. } => None,
			CallContext::Offchain => match self.turns.take_by_name(method) {
				Ok(turn) => turn,
				Err(full) => return (Err(Error::Other(format!("{method}: {full}"))), false),
			},
		};
		PANIC.take();
		let (answer, native) = match turn.is_some() || turns::has_one() {
			true => self.inner.call(&mut Yielding::new(ext), code, method, data, context),
			false => self.inner.call(ext, code, method, data, context),
		};
		drop(turn);
		let answer = answer.map_err(|error| {
			let panic = PANIC.take();
			let place = panic.as_deref().and_then(|panic| split(panic).0).map(|place| format!(" (at {place})"));
			let place = place.unwrap_or_default();
			let error = with_last_words(error, panic);
			if is_the_callers(&error, method, context) {
				log::debug!(target: "runtime", "{method} was called with what it cannot take: {error}{place}");
			} else {
				log::error!(target: "runtime", "{method} failed: {error}{place}");
			}
			error
		});
		(answer, native)
	}
}

/// Where in the source a panic came about, and what it says. The path is one of the machine that built the runtime: the log has it,
/// and who asked has no use for it.
fn split(panic: &str) -> (Option<&str>, &str) {
	match panic.strip_prefix("panicked at ").and_then(|rest| rest.split_once(":\n")) {
		Some((place, words)) => (Some(place), words),
		None => (None, panic),
	}
}

/// The runtime's own message in place of the machine's.
fn with_last_words(error: Error, panic: Option<String>) -> Error {
	match (error, panic) {
		(Error::AbortedDueToTrap(trap), Some(panic)) => {
			let message = split(&panic).1.to_string();
			Error::AbortedDueToPanic(MessageWithBacktrace { message, backtrace: trap.backtrace })
		},
		(error, _) => error,
	}
}

/// Whether a caller from outside can bring this failure about as often as it likes.
fn is_the_callers(error: &Error, method: &str, context: CallContext) -> bool {
	if matches!(context, CallContext::Onchain { .. }) {
		return false;
	}
	match error {
		_ if FOR_NODES.iter().any(|prefix| method.starts_with(prefix)) => true,
		// What the SDK's code says of arguments that it cannot decode.
		Error::AbortedDueToPanic(panic) => panic.message.contains("Bad input data provided to "),
		// Calls within calls beyond the depth of a stack, the machine's or the runtime's own.
		Error::AbortedDueToTrap(trap) => {
			["call stack exhausted", "out of bounds memory access"].iter().any(|end| trap.message.contains(end))
		},
		Error::MethodNotFound(_) => true,
		Error::Other(message) => message.contains("is not found"),
		_ => false,
	}
}

impl RuntimeVersionOf for Executor {
	fn runtime_version(&self, ext: &mut dyn Externalities, code: &RuntimeCode) -> Result<RuntimeVersion, Error> {
		RuntimeVersionOf::runtime_version(&self.inner, ext, code)
	}
}

impl ReadRuntimeVersion for Executor {
	fn read_runtime_version(&self, wasm: &[u8], ext: &mut dyn Externalities) -> Result<Vec<u8>, String> {
		self.inner.read_runtime_version(wasm, ext)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ASKED: CallContext = CallContext::Offchain;

	fn panicked(message: &str) -> Error {
		let trap = MessageWithBacktrace { message: "wasm `unreachable` instruction executed".into(), backtrace: None };
		with_last_words(Error::AbortedDueToTrap(trap), Some(message.into()))
	}

	#[test]
	fn what_cannot_be_decoded_is_the_callers_fault() {
		let error = panicked(
			"panicked at runtime/src/apis.rs:26:1:\nBad input data provided to account_nonce: Not enough data",
		);
		assert!(is_the_callers(&error, "AccountNonceApi_account_nonce", ASKED));
		assert!(error.to_string().contains("account_nonce: Not enough data"), "{error}");
	}

	/// Where the runtime was built is nobody's business.
	#[test]
	fn who_asked_reads_what_is_wrong_and_no_path() {
		let said =
			panicked("panicked at builder/lingnan/runtime/src/apis.rs:26:1:\nBad input data provided to x: none");
		assert_eq!(said.to_string(), panicked("Bad input data provided to x: none").to_string());
		assert!(!said.to_string().contains("builder"), "{said}");
		let (place, words) = split("panicked at runtime/src/apis.rs:26:1:\nof two\nlines");
		assert_eq!((place, words), (Some("runtime/src/apis.rs:26:1"), "of two\nlines"));
	}

	#[test]
	fn a_block_that_somebody_made_up_is_the_callers_fault() {
		let error = panicked("panicked at executive.rs:1:1:\nParent hash should be valid.");
		assert!(is_the_callers(&error, "Core_execute_block", ASKED));
	}

	#[test]
	fn a_view_that_panics_over_what_it_could_read_is_an_alarm() {
		let error = panicked("panicked at pallets/financing/src/views.rs:9:9:\nattempt to subtract with overflow");
		assert!(!is_the_callers(&error, "FinancingApi_loan", ASKED));
	}

	#[test]
	fn whatever_fails_in_a_block_is_an_alarm() {
		let block = CallContext::Onchain { import: true };
		let error =
			panicked("panicked at executive.rs:1:1:\nBad input data provided to execute_block: Not enough data");
		assert!(!is_the_callers(&error, "Core_execute_block", block));
	}
}
