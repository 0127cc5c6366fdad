//! Builds the wasm of the runtime that the rehearsal of an upgrade moves to: the same source with the feature `rehearsal`.
//! It shares a folder, and what is compiled in it, with the runtime's own build script, which has run before: the
//! runtime's manifest `links`.

use std::path::Path;
use substrate_wasm_builder::WasmBuilder;

fn main() {
	let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime/Cargo.toml").canonicalize();
	WasmBuilder::new()
		.with_project(manifest.expect("the runtime is there"))
		.expect("it is a package")
		.set_file_name("next_runtime.rs")
		.enable_feature("rehearsal")
		.import_memory()
		.export_heap_base()
		.build();
}
