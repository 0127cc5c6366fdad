//! Looks for figures in all that a chain and its programs hold.

use std::collections::HashMap;

/// A figure in one of the forms in which it could stand somewhere.
pub struct Pattern {
	pub form: &'static str,
	pub bytes: Vec<u8>,
}

/// The forms of a figure. Without their leading zeros, or the ones of a number below zero, little-endian bytes are found in
/// `i64`, `u64`, `u128` and SCALE's compact numbers alike, and big-endian bytes in all widths. Four bytes or less would be
/// found by chance.
pub fn forms(figure: i64) -> Vec<Pattern> {
	let mut forms = plain(figure.unsigned_abs());
	if figure < 0 {
		let big: Vec<u8> = figure.to_be_bytes().into_iter().skip_while(|byte| *byte == 0xff).collect();
		let little: Vec<u8> = big.iter().rev().copied().collect();
		forms.extend([
			("complement, little-endian", little.clone()),
			("complement, big-endian", big.clone()),
			("complement, hexadecimal digits", digits(&big).into_bytes()),
			("complement, hexadecimal digits, little-endian", digits(&little).into_bytes()),
		]);
	}
	let forms: Vec<_> = forms.into_iter().map(|(form, bytes)| Pattern { form, bytes }).collect();
	assert!(forms.iter().all(|form| form.bytes.len() > START - 1), "{figure} is too small to be looked for");
	forms
}

/// Bytes by which a pattern is recognised before the rest is compared.
const START: usize = 5;

fn digits(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn plain(figure: u64) -> Vec<(&'static str, Vec<u8>)> {
	let big: Vec<u8> = figure.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
	let little: Vec<u8> = big.iter().rev().copied().collect();
	let mut forms = vec![
		("little-endian", little.clone()),
		("big-endian", big),
		("decimal digits", figure.to_string().into_bytes()),
		("decimal digits in groups", grouped(figure).into_bytes()),
		("hexadecimal digits", format!("{figure:x}").into_bytes()),
		("capital hexadecimal digits", format!("{figure:X}").into_bytes()),
		("hexadecimal digits, little-endian", digits(&little).into_bytes()),
		("capital hexadecimal digits, little-endian", digits(&little).to_uppercase().into_bytes()),
	];
	// SCALE's compact form of up to 30 bits shifts the number; longer ones hold it as it is, after a length.
	if let Some(shifted) = figure.checked_mul(4) {
		let bytes: Vec<u8> = shifted.to_le_bytes().into_iter().rev().skip_while(|b| *b == 0).collect();
		forms.push(("shifted by two bits", bytes.into_iter().rev().collect()));
	}
	forms
}

fn grouped(figure: u64) -> String {
	let digits = figure.to_string();
	let first = digits.len() % 3;
	let parts = [&digits[..first]]
		.into_iter()
		.chain(digits.as_bytes()[first..].chunks(3).map(|c| std::str::from_utf8(c).expect("digits are ASCII")));
	parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(",")
}

/// A place of the chain, or of a program beside it, and the bytes that it holds.
#[derive(Clone)]
pub struct Place {
	pub name: String,
	pub bytes: Vec<u8>,
}

/// Where a pattern stands.
pub fn find<'p>(places: &'p [Place], pattern: &[u8]) -> Vec<&'p str> {
	let holds = |place: &&Place| place.bytes.windows(pattern.len()).any(|window| window == pattern);
	places.iter().filter(holds).map(|place| place.name.as_str()).collect()
}

/// Many patterns at a time, each of which stands for a subject.
#[derive(Default)]
pub struct Search {
	/// Subject and pattern, by the pattern's first bytes.
	by_start: HashMap<[u8; START], Vec<(String, Vec<u8>)>>,
}

/// A subject, and a place where it stands.
pub type Hit = (String, String);

impl Search {
	/// Looks for a figure in all its forms.
	pub fn figure(&mut self, subject: &str, figure: i64) {
		for Pattern { form, bytes } in forms(figure) {
			self.bytes(&format!("{subject} ({form})"), &bytes);
		}
	}

	/// Looks for bytes as they are.
	pub fn bytes(&mut self, subject: &str, bytes: &[u8]) {
		let start = bytes.first_chunk().expect("a pattern is long enough");
		self.by_start.entry(*start).or_default().push((subject.into(), bytes.to_vec()));
	}

	/// Everything that stands somewhere.
	pub fn hits(&self, places: &[Place]) -> Vec<Hit> {
		let mut hits = Vec::new();
		for place in places {
			for (at, window) in place.bytes.windows(START).enumerate() {
				let Some(patterns) = self.by_start.get(window) else { continue };
				let stands = |(_, bytes): &&(String, Vec<u8>)| place.bytes[at..].starts_with(bytes);
				hits.extend(patterns.iter().filter(stands).map(|(subject, _)| (subject.clone(), place.name.clone())));
			}
		}
		hits
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn placed(bytes: &[u8]) -> [Place; 1] {
		[Place { name: "here".into(), bytes: [&[9, 9][..], bytes, &[9][..]].concat() }]
	}

	/// By both ways of looking, which agree.
	fn holds(figure: i64, bytes: &[u8]) -> bool {
		let place = placed(bytes);
		let one_by_one = forms(figure).iter().any(|pattern| !find(&place, &pattern.bytes).is_empty());
		let mut search = Search::default();
		search.figure("it", figure);
		assert_eq!(!search.hits(&place).is_empty(), one_by_one);
		one_by_one
	}

	#[test]
	fn a_figure_is_found_in_every_form() {
		let figure = 7_318_264_905_173_i64;
		// SCALE's compact form: the length of the number less four, times four, plus three, before its bytes.
		let compact = [&[0b1011_u8][..], &figure.to_le_bytes()[..6]].concat();
		for bytes in [
			figure.to_le_bytes().to_vec(),
			figure.to_be_bytes().to_vec(),
			i128::from(figure).to_le_bytes().to_vec(),
			compact,
			b"7318264905173".to_vec(),
			b"7,318,264,905,173".to_vec(),
			b"06a7ea947dd5".to_vec(),
			b"6A7EA947DD5".to_vec(),
			b"d57d94eaa706".to_vec(),
		] {
			assert!(holds(figure, &bytes), "{bytes:?}");
		}
		assert!(!holds(figure, &(figure + 1).to_le_bytes()));
	}

	#[test]
	fn a_figure_below_zero_is_found_in_every_form() {
		let figure = -7_318_264_905_173_i64;
		for bytes in [
			figure.to_le_bytes().to_vec(),
			figure.to_be_bytes().to_vec(),
			i128::from(figure).to_le_bytes().to_vec(),
			b"-7318264905173".to_vec(),
			b"-7,318,264,905,173".to_vec(),
			b"fffff958156b822b".to_vec(),
			figure.unsigned_abs().to_le_bytes().to_vec(),
		] {
			assert!(holds(figure, &bytes), "{bytes:?}");
		}
		assert!(!holds(figure, &(figure - 1).to_le_bytes()));
	}
}
