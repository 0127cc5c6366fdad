//! What a page is answered, and that it is what the chain's own code says.

mod credit;
mod loans;
mod market;
mod proofs;
mod rows;
mod stage;
mod vectors;

use lingnan_portal_wasm::refused::Refused;
use lingnan_types::RegistrationNumber;
use stage::call;

#[test]
fn a_number_is_read_or_its_fault_named() {
	let read = |text: &str| call::<RegistrationNumber>("read_number", &text);
	assert_eq!(read(stage::FIRM), Ok(stage::firm_number()));
	assert_eq!(read("CN:91440300708461136X"), Err(Refused::NumberOuterCheck));
	assert_eq!(read("CN:91440300708461137T"), Err(Refused::NumberOrganisationCheck));
	assert_eq!(read("HK:1234"), Err(Refused::NumberMalformed));
	assert_eq!(read("12345678"), Err(Refused::NumberUnknownPlace));
}

#[test]
fn what_is_no_argument_is_refused_and_an_unknown_name_is_none() {
	for name in lingnan_portal_wasm::NAMES {
		let answer = lingnan_portal_wasm::call(name, &[1]).unwrap();
		assert_eq!(answer, [1, 0], "{name}: an error, and the first of them");
	}
	assert_eq!(lingnan_portal_wasm::call("rate_everybody_aaa", &[]), None);
}
