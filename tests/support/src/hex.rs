/// Bytes as JSON-RPC takes them: `0x`, then two digits for each.
pub fn hex(bytes: &[u8]) -> String {
	bytes.iter().fold("0x".into(), |hex, byte| format!("{hex}{byte:02x}"))
}

#[cfg(test)]
mod tests {
	#[test]
	fn a_small_byte_has_two_digits() {
		assert_eq!(super::hex(&[0, 9, 255]), "0x0009ff");
	}
}
