//! How a field is written: two spellings of one number become the same ASCII text.

use crate::flaw::{Cause, Flaw};
use alloc::{format, string::String};
use unicode_normalization::UnicodeNormalization;

/// Characters that a field can have in canonical form.
pub const MAX_FIELD: usize = 128;

/// Rounds after which a text is taken to stand. Two do for every assigned character.
const ROUNDS: usize = 4;

/// A number or name of any length: NFKC, without blanks, control and zero-width characters, dashes as `-`, upper case;
/// what lies outside `0-9A-Z./:_-` percent-encoded as UTF-8.
pub fn free(field: &'static str, text: &str) -> Result<String, Flaw> {
	let plain = plain(text);
	let mut written = String::new();
	for c in plain.chars() {
		if c.is_ascii_digit() || c.is_ascii_uppercase() || "./:_-".contains(c) {
			written.push(c);
		} else {
			let mut bytes = [0; 4];
			c.encode_utf8(&mut bytes).bytes().for_each(|byte| written.push_str(&format!("%{byte:02X}")));
		}
		// Before it grows: a document of megabytes must not become a text of more.
		if written.len() > MAX_FIELD {
			return Err(Flaw::new(field, Cause::TooLong));
		}
	}
	match written.is_empty() {
		true => Err(Flaw::new(field, Cause::Empty)),
		false => Ok(written),
	}
}

/// A number of fixed length: as [`free`], and without `-`, `.` and `/`.
pub fn fixed(field: &'static str, text: &str) -> Result<String, Flaw> {
	let text: String = free(field, text)?.chars().filter(|c| !"-./".contains(*c)).collect();
	match text.is_empty() {
		true => Err(Flaw::new(field, Cause::Empty)),
		false => Ok(text),
	}
}

/// Upper-casing can undo a normal form and blanks can part what composes, so the steps are repeated until nothing changes.
/// Capital and small letters meet in the small one first: the capital of ß is its own upper case, and that of ß is SS.
fn plain(text: &str) -> String {
	let mut text: String = text.nfkc().collect();
	for _ in 0..ROUNDS {
		let kept = text.chars().filter(|c| !is_unseen(*c)).map(|c| if is_dash(c) { '-' } else { c });
		let next: String = kept.flat_map(char::to_lowercase).flat_map(char::to_uppercase).nfkc().collect();
		if next == text {
			break;
		}
		text = next;
	}
	text
}

/// Blanks (White_Space), control characters (Cc), and what takes no room (Cf, fillers, variation selectors).
fn is_unseen(c: char) -> bool {
	c.is_whitespace()
		|| c.is_control()
		|| matches!(c,
			'\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
			| '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
			| '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
			| '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The dashes of Unicode (Pd), and the signs that look like one: minus, hyphen bullet, modifier minus, box drawing.
fn is_dash(c: char) -> bool {
	matches!(
		c,
		'-' | '\u{58a}' | '\u{5be}' | '\u{1400}' | '\u{1806}' | '\u{2010}'
			..='\u{2015}'
				| '\u{2043}' | '\u{2212}'
				| '\u{2500}' | '\u{2501}'
				| '\u{2e17}' | '\u{2e1a}'
				| '\u{2e3a}' | '\u{2e3b}'
				| '\u{2e40}' | '\u{2e5d}'
				| '\u{301c}' | '\u{3030}'
				| '\u{30a0}' | '\u{fe31}'
				| '\u{fe32}' | '\u{fe58}'
				| '\u{fe63}' | '\u{ff0d}'
				| '\u{2d7}' | '\u{10ead}'
	)
}
