pub fn cases() -> Vec<(&'static str, &'static str, Vec<u8>)> {
	Vec::new()
}
