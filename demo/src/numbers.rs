//! Numbers that no office has issued, with check characters that hold, for the demonstration. `serial` tells one playing
//! from the next on the same chain.

use lingnan_types::{PatentNumber, RegistrationNumber};

/// The alphabet of GB 32100.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A Unified Social Credit Code of a company in a division. `serial` below 10^8.
pub fn uscc(division: u32, serial: u32) -> RegistrationNumber {
	let body = format!("91{division:06}{:08}", serial % 100_000_000);
	let values = (0..ALPHABET.len()).collect::<Vec<_>>();
	// 37 × 31 candidates for the two check characters, exactly one of which holds.
	for inner in b"0123456789ABCDEFGHJKLMNPQRTUWXY" {
		for outer in &values {
			let mut code = [0; 18];
			code[..16].copy_from_slice(body.as_bytes());
			code[16] = *inner;
			code[17] = ALPHABET[*outer];
			let number = RegistrationNumber::Mainland(code);
			if number.check().is_ok() {
				return number;
			}
		}
	}
	unreachable!("every organisation code has a check character")
}

/// The number of an e-fapiao of Guangdong. `serial` below 10^9.
pub fn fapiao(serial: u32) -> String {
	format!("26442000000{:09}", serial % 1_000_000_000)
}

/// A Chinese invention patent number, filed in `year`. `serial` below 10^7.
pub fn invention(year: u32, serial: u32) -> PatentNumber {
	let digits = format!("{year:04}1{:07}", serial % 10_000_000);
	for check in b"0123456789X" {
		let mut number = [0; 13];
		number[..12].copy_from_slice(digits.as_bytes());
		number[12] = *check;
		let patent = PatentNumber(number);
		if patent.is_valid() {
			return patent;
		}
	}
	unreachable!("one of the eleven check characters holds")
}

/// An export declaration at a customs district, in `year`.
pub fn export_declaration(district: u32, year: u32, serial: u32) -> String {
	format!("{:04}{year:04}0{:09}", district % 10_000, serial)
}

#[cfg(test)]
mod tests {
	use super::*;
	use lingnan_types::{CustomsDeclaration, PatentType, TradeDirection};

	#[test]
	fn every_serial_gives_its_own_good_numbers() {
		let mut seen = std::collections::BTreeSet::new();
		for serial in (0..3_000).chain([99_999_999]) {
			let number = uscc(440_106, serial);
			assert_eq!(number.check(), Ok(()), "{number}");
			assert!(seen.insert(number.to_string()));
			let patent = invention(2022, serial);
			assert!(patent.is_valid() && patent.patent_type() == Some(PatentType::Invention), "{patent}");
		}
		let declaration: CustomsDeclaration = export_declaration(5_304, 2026, 17).parse().unwrap();
		assert_eq!(declaration.direction(), Some(TradeDirection::Export));
	}
}
