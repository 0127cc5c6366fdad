#!/usr/bin/env bash
# DRAFT header
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export CARGO_TARGET_DIR="$work/target" CARGO_BUILD_JOBS=2 CARGO_PROFILE_DEV_DEBUG=0 CARGO_TERM_COLOR=never
unset RUSTFLAGS

cat >Cargo.toml <<'TOML'
[workspace]
resolver = "2"
members = ["one-by-path", "two-by-path", "two-by-path-with-use", "two-by-name"]

[workspace.dependencies]
codec = { package = "parity-scale-codec", version = "=3.7.5", features = ["derive"] }
frame-support = "=49.0.1"
frame-system = "=49.0.0"
scale-info = { version = "=2.11.6", features = ["derive"] }
TOML

# member NAME: a pallet in a crate of its own; what stands above its `#[frame_support::pallet]` comes by standard input.
member() {
	mkdir -p "$1/src"
	cat >"$1/Cargo.toml" <<-TOML
		[package]
		name = "$1"
		version = "0.0.0"
		edition = "2021"

		[dependencies]
		codec.workspace = true
		frame-support.workspace = true
		frame-system.workspace = true
		scale-info.workspace = true
	TOML
	cat >"$1/src/events.rs" <<-'RUST'
		#[frame_support::pallet_macros::pallet_section]
		mod events {
			#[pallet::event]
			pub enum Event<T: Config> {
				Noted { who: T::AccountId },
			}
		}
	RUST
	cat >"$1/src/errors.rs" <<-'RUST'
		#[frame_support::pallet_macros::pallet_section]
		mod errors {
			#[pallet::error]
			pub enum Error<T> {
				Unknown,
			}
		}
	RUST
	{
		printf '%s\n' 'mod errors;' 'mod events;' 'pub use pallet::*;' ''
		cat
		cat <<-'RUST'
			#[frame_support::pallet]
			pub mod pallet {
				use frame_support::pallet_prelude::*;

				#[pallet::config]
				pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {}

				#[pallet::pallet]
				pub struct Pallet<T>(_);
			}

			pub fn uses_what_the_pallet_declares<T: Config>(who: T::AccountId) -> Event<T> {
				Event::Noted { who }
			}
		RUST
	} >"$1/src/lib.rs"
}

member one-by-path <<'RUST'
#[frame_support::pallet_macros::import_section(events::events)]
RUST
member two-by-path <<'RUST'
#[frame_support::pallet_macros::import_section(events::events)]
#[frame_support::pallet_macros::import_section(errors::errors)]
RUST
member two-by-path-with-use <<'RUST'
use frame_support::pallet_macros::import_section;

#[frame_support::pallet_macros::import_section(events::events)]
#[frame_support::pallet_macros::import_section(errors::errors)]
RUST
member two-by-name <<'RUST'
use frame_support::pallet_macros::import_section;

#[import_section(events::events)]
#[import_section(errors::errors)]
RUST

for name in one-by-path two-by-path two-by-path-with-use two-by-name; do
	if cargo check --quiet --package "$name" >"$name.output" 2>&1; then echo "$name: ok"; else echo "$name: refused"; fi
	cat "$name.output"
done
cp -r "$work" /tmp/keepfinding
