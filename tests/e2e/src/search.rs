//! Looks for figures in all that a chain holds: keys and values of its state, and bodies and events of its blocks.

/// A figure in one of the forms in which it could stand somewhere.
pub struct Pattern {
	pub form: &'static str,
	pub bytes: Vec<u8>,
}

/// The forms of a figure. Without their leading zeros, little-endian bytes are found in `i64`, `u64`, `u128` and SCALE's
/// compact numbers alike, and big-endian bytes in all widths. Four bytes or less would be found by chance.
pub fn forms(figure: i64) -> Vec<Pattern> {
	let big: Vec<u8> = figure.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
	assert!(big.len() > 4, "{figure} is too small to be looked for");
	let little: Vec<u8> = big.iter().rev().copied().collect();
	let text = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
	let mut forms = vec![
		("little-endian", little.clone()),
		("big-endian", big),
		("decimal digits", figure.to_string().into_bytes()),
		("decimal digits in groups", grouped(figure).into_bytes()),
		("hexadecimal digits", format!("{figure:x}").into_bytes()),
		("capital hexadecimal digits", format!("{figure:X}").into_bytes()),
		("hexadecimal digits, little-endian", text(&little).into_bytes()),
		("capital hexadecimal digits, little-endian", text(&little).to_uppercase().into_bytes()),
	];
	// SCALE's compact form of up to 30 bits shifts the number; longer ones hold it as it is, after a length.
	if let Some(shifted) = figure.checked_mul(4) {
		let bytes: Vec<u8> = shifted.to_le_bytes().into_iter().rev().skip_while(|b| *b == 0).collect();
		forms.push(("shifted by two bits", bytes.into_iter().rev().collect()));
	}
	forms.into_iter().map(|(form, bytes)| Pattern { form, bytes }).collect()
}

fn grouped(figure: i64) -> String {
	let digits = figure.to_string();
	let first = digits.len() % 3;
	let parts = [&digits[..first]]
		.into_iter()
		.chain(digits.as_bytes()[first..].chunks(3).map(|c| std::str::from_utf8(c).expect("digits are ASCII")));
	parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(",")
}

/// A place of the chain and the bytes that it holds.
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_figure_is_found_in_every_form() {
		let figure = 7_318_264_905_173_i64;
		let holds = |bytes: Vec<u8>| {
			let place = [Place { name: "here".into(), bytes: [&[9, 9][..], &bytes[..], &[9][..]].concat() }];
			forms(figure).iter().any(|pattern| !find(&place, &pattern.bytes).is_empty())
		};
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
			assert!(holds(bytes.clone()), "{bytes:?}");
		}
		assert!(!holds((figure + 1).to_le_bytes().to_vec()));
	}
}
