//! Builds the wasm of version 101: the runtime's source, with `src/release.rs` of this folder in the place of its own. It
//! shares a folder, and what is compiled in it, with the runtime's own build script, which has run before: the runtime's
//! manifest `links`.

use std::path::Path;
use substrate_wasm_builder::WasmBuilder;

fn main() {
	// The builder watches the runtime, not what stands here.
	println!("cargo:rerun-if-changed=src/release.rs");
	// Asked when it runs: one target may serve several checkouts.
	let here = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
	let manifest = Path::new(&here).join("../../runtime/Cargo.toml").canonicalize();
	WasmBuilder::new()
		.with_project(manifest.expect("the runtime is there"))
		.expect("it is a package")
		.set_file_name("runtime_101.rs")
		.enable_feature("runtime-101")
		.import_memory()
		.export_heap_base()
		.build();
}
