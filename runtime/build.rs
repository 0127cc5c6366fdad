fn main() {
	#[cfg(feature = "std")]
	{
		forget_half_built();
		with_metadata_hash();
		substrate_wasm_builder::WasmBuilder::build_using_defaults();
	}
}

/// A build that is killed between compiling the wasm and compressing it leaves the compressed one of the build before, and
/// the next build would take it for the new one. A build that comes to its end gives both files one time.
#[cfg(feature = "std")]
fn forget_half_built() {
	let out = std::env::var("OUT_DIR").expect("cargo sets it");
	let profile = std::path::Path::new(&out).ancestors().nth(3).expect("it is PROFILE/build/PACKAGE/out");
	let file = |end: &str| profile.join("wbuild/lingnan-runtime/lingnan_runtime").with_extension(end);
	let written = |end: &str| file(end).metadata().and_then(|about| about.modified()).ok();
	if written("wasm") != written("compact.compressed.wasm") {
		let _ = std::fs::remove_file(file("wasm"));
	}
}

/// Hardware signers show what they sign by a digest of the metadata, which the runtime must hold to check it (RFC 78). The SDK
/// builds every runtime twice to find it. Here it is written down instead, and a test finds it and compares
/// (`runtime/tests/metadata.rs`, docs/decisions/0170).
#[cfg(feature = "std")]
fn with_metadata_hash() {
	const FILE: &str = "metadata-hash";
	println!("cargo:rerun-if-changed={FILE}");
	let hash = std::fs::read_to_string(FILE).expect("runtime/metadata-hash holds the digest of the metadata");
	std::env::set_var("RUNTIME_METADATA_HASH", hash.trim());
}
