//! The part of the crate `wasm-opt` that the SDK's builder of wasm uses, by the program of that name instead of its C++ source:
//! compiling Binaryen took nine minutes of a core, and without optimisation, so that it was slow besides. `scripts/setup`
//! installs the program (Debian's package `binaryen`); docs/decisions/0096 says more.

use std::{
	fmt,
	path::Path,
	process::{Command, Output},
};

/// A way over the module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pass {
	/// Leaves debug information out.
	StripDwarf,
	/// Writes sign extension, which is younger than the first wasm, as older instructions. The target `wasm32v1-none` has none,
	/// and the program refuses the module if it has: nothing is left to do.
	SignextLowering,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct OptimizationOptions {
	args: Vec<&'static str>,
}

/// The program is missing or refused the module.
#[derive(Debug)]
pub struct OptimizationError(String);

impl fmt::Display for OptimizationError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(&self.0)
	}
}

impl std::error::Error for OptimizationError {}

impl OptimizationOptions {
	pub fn new_opt_level_0() -> Self {
		// The builder's target has what the first wasm has, and mutable globals.
		Self { args: vec!["-O0", "--mvp-features", "--enable-mutable-globals"] }
	}

	/// The features are those of the first wasm in any case.
	pub fn mvp_features_only(&mut self) -> &mut Self {
		self
	}

	/// Whether functions keep their names.
	pub fn debug_info(&mut self, keep: bool) -> &mut Self {
		if keep {
			self.args.push("--debuginfo");
		}
		self
	}

	pub fn add_pass(&mut self, pass: Pass) -> &mut Self {
		match pass {
			Pass::StripDwarf => self.args.push("--strip-dwarf"),
			Pass::SignextLowering => {},
		}
		self
	}

	/// Reads a module and writes it again.
	pub fn run(&self, from: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<(), OptimizationError> {
		let run =
			Command::new("wasm-opt").arg(from.as_ref()).arg("--output").arg(to.as_ref()).args(&self.args).output();
		match run {
			Ok(Output { status, .. }) if status.success() => Ok(()),
			Ok(Output { stderr, .. }) => {
				Err(OptimizationError(format!("wasm-opt refused it: {}", String::from_utf8_lossy(&stderr).trim())))
			},
			Err(error) => Err(OptimizationError(format!(
				"the program wasm-opt cannot be run ({error}): scripts/setup installs it, or take your system's package binaryen"
			))),
		}
	}
}
