//! The pallets' mathematics out of arbitrary bytes: what the fuzz target `maths` does (`tests/fuzz`), on fewer bytes and
//! with every other test.

#[path = "../../tests/fuzz/entries/maths.rs"]
mod entry;

use codec::Encode;
use lingnan_support::{AssetKind, MAX_AMOUNT};
use pallet_financing::RepaymentMethod;
use proptest::prelude::*;
use std::{fs, path::PathBuf, sync::OnceLock};

fn corpus() -> &'static [Vec<u8>] {
	static CORPUS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
	CORPUS.get_or_init(|| {
		let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fuzz/corpus/maths");
		fs::read_dir(&folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect()
	})
}

fn of(piece: u8, arguments: impl Encode) -> Vec<u8> {
	[vec![piece], arguments.encode()].concat()
}

#[test]
fn the_corpus() {
	let corpus = corpus();
	for piece in 0..entry::PIECES {
		assert!(corpus.iter().any(|bytes| bytes.first() == Some(&piece)), "nothing for piece {piece}");
	}
	corpus.iter().for_each(|bytes| entry::maths(bytes));
}

proptest! {
	#[test]
	fn any_bytes(piece in 0..entry::PIECES, bytes in prop::collection::vec(any::<u8>(), 0..300)) {
		entry::maths(&[vec![piece], bytes].concat());
	}

	/// What somebody found worth keeping, with some bytes changed and cut off at some place.
	#[test]
	fn altered_corpus(
		which in any::<prop::sample::Index>(),
		changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
		cut in any::<prop::sample::Index>(),
	) {
		let mut bytes = which.get(corpus()).clone();
		for (place, byte) in changes {
			let place = place.index(bytes.len());
			bytes[place] = byte;
		}
		entry::maths(&bytes);
		bytes.truncate(cut.index(bytes.len()));
		entry::maths(&bytes);
	}

	#[test]
	fn identifiers_in_letters(text in "(CN:|HK:|MO:|ZL)?[0-9A-Z /.-]{0,22}") {
		entry::maths(&[&[0], text.as_bytes()].concat());
	}

	#[test]
	fn defaults(defaulted: u32, significance in 0u32..=1_000_000, parts: u64, spread: u64) {
		// Of what is likely, and of all that there is.
		for parts in [parts % 500_000_000, parts] {
			for defaulted in [defaulted % 5_000, defaulted] {
				entry::maths(&of(2, (defaulted, significance, parts, spread % parts.max(1))));
			}
		}
	}

	#[test]
	fn loans(
		method in prop::sample::select(vec![
			RepaymentMethod::EqualInstalments, RepaymentMethod::EqualPrincipal, RepaymentMethod::Bullet,
			RepaymentMethod::InterestOnly,
		]),
		amount in 1..MAX_AMOUNT, rate in 0u32..=10_000, tenor in 1u16..=360, start: u32,
		paid in prop::collection::vec(any::<(u16, u32)>(), 0..24),
	) {
		entry::maths(&of(3, (method, (amount, rate, tenor - 1, start), paid)));
	}

	#[test]
	fn assets(kind in prop::sample::select(AssetKind::ALL.to_vec()), value: u64, haircut: u32, today: u32, months: u16) {
		let expires = today.saturating_add(u32::from(months) * 30);
		entry::maths(&of(4, (kind, value, haircut, today, expires, months)));
	}

	#[test]
	fn dates(date: u32, months: u16) {
		entry::maths(&of(6, (date, months)));
	}
}
