#!/usr/bin/env bash
# frame-support 49.0.1 refuses `import_section` by its full path, unless the bare name is in scope as well.
#
# A pallet may keep its events and errors in modules of their own, marked `#[pallet_section]`, and import them. `pallet_section` and
# `pallet` can be written by path; `#[frame_support::pallet_macros::import_section(events::events)]` cannot, be it one or two: "cannot
# find attribute `import_section` in this scope". The path itself is found: the macro first fetches the section's tokens and then calls
# itself with them, by its bare name (`import_tokens_attr` of macro_magic writes that call). The pallet is gone with the refused call,
# so that each use of it is a further error that leads away from the cause. With `use frame_support::pallet_macros::import_section;`
# above, the same attributes compile, by path or by name. The example in the manual has that line, but hidden. Seen 2026-11-30.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export CARGO_TARGET_DIR="$work/target" CARGO_BUILD_JOBS=2 CARGO_PROFILE_DEV_DEBUG=0 CARGO_TERM_COLOR=never

cat >events.rs <<'RUST'
#[frame_support::pallet_macros::pallet_section]
mod events {
    #[pallet::event]
    pub enum Event<T: Config> {
        Noted { who: T::AccountId },
    }
}
RUST
cat >errors.rs <<'RUST'
#[frame_support::pallet_macros::pallet_section]
mod errors {
    #[pallet::error]
    pub enum Error<T> {
        Unknown,
    }
}
RUST
cat >pallet.rs <<'RUST'
#[frame_support::pallet]
pub mod pallet {
    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {}

    #[pallet::pallet]
    pub struct Pallet<T>(_);
}

pub fn noted<T: pallet::Config>(who: T::AccountId) -> pallet::Event<T> {
    pallet::Event::Noted { who }
}
RUST

# A crate of this name whose pallet has these lines above it.
member() {
    mkdir -p "$1/src"
    cat >"$1/Cargo.toml" <<TOML
[package]
name = "$1"
edition = "2021"

[dependencies]
codec = { package = "parity-scale-codec", version = "=3.7.5", features = ["derive"] }
frame-support = "=49.0.1"
frame-system = "=49.0.0"
scale-info = { version = "=2.11.6", features = ["derive"] }
TOML
    cp events.rs errors.rs "$1/src"
    { printf '%s\n' "mod errors;" "mod events;" "${@:2}"; cat pallet.rs; } >"$1/src/lib.rs"
}
use="use frame_support::pallet_macros::import_section;"
path="frame_support::pallet_macros::import_section"
member one-by-path "#[$path(events::events)]"
member two-by-path "#[$path(events::events)]" "#[$path(errors::errors)]"
member one-by-path-with-use "$use" "#[$path(events::events)]"
member two-by-path-with-use "$use" "#[$path(events::events)]" "#[$path(errors::errors)]"
member two-by-name-with-use "$use" "#[import_section(events::events)]" "#[import_section(errors::errors)]"
printf '%s\n' '[workspace]' 'resolver = "2"' 'members = ["one-by-*", "two-by-*"]' >Cargo.toml

cargo generate-lockfile --quiet
rustc --version
for crate in frame-support frame-support-procedural macro_magic frame-system parity-scale-codec scale-info; do
    echo "$crate $(sed -n "/^name = \"$crate\"\$/{n;s/^version = //p}" Cargo.lock | tr -d '"')"
done

# Ends with CHANGED unless `cargo check` of the member comes to this.
expect() {
    local seen=ok
    cargo check --quiet --package "$2" >output 2>&1 || seen=refused
    echo "$2: $seen"
    [ "$seen" = "$1" ] || { cat output; echo "CHANGED: $2 was $1"; exit 1; }
}
for name in one-by-path-with-use two-by-path-with-use two-by-name-with-use; do
    expect ok "$name"
done
for name in one-by-path two-by-path; do
    expect refused "$name"
    grep '^error' output
    grep -q '^error: cannot find attribute `import_section` in this scope' output || { cat output; echo "CHANGED: another reason"; exit 1; }
done
echo "As described: taken by path only where the bare name is in scope."
