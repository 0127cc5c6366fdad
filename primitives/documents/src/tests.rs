//! Every vector of the rules, the refused ones too.

use crate::*;
use alloc::{
	format,
	string::{String, ToString},
};
use proptest::prelude::*;

fn firm(text: &str) -> Firm {
	Firm::read(text, Rules::ALL).unwrap()
}

fn refused<T: core::fmt::Debug>(form: Result<T, Flaw>, words: &str) {
	let text = form.unwrap_err().to_string();
	assert!(text.contains(words), "{text}");
}

#[test]
fn e_fapiao() {
	for written in ["26442000000012345678", "2644-2000-0000-1234-5678", "２６４４ 2000 0000 1234 5678"] {
		assert_eq!(Form::fapiao(written).unwrap().as_str(), "LN1|FP|26442000000012345678", "{written}");
	}
	refused(Form::fapiao("2644200000001234567"), "has 19 characters; an e-fapiao has 20 digits");
	refused(Form::fapiao(" - "), "it is empty");
	refused(Form::fapiao("2644200000001234567O"), "20 digits");
}

#[test]
fn older_vat_invoices() {
	let form = |code, number| Form::older_fapiao(code, number).unwrap().to_string();
	assert_eq!(form("4403261130", "00012345"), "LN1|FP|4403261130|00012345");
	assert_eq!(form("０４４００２４００１１１", "01234567"), "LN1|FP|044002400111|01234567");
	refused(Form::older_fapiao("4403261130", "12345"), "number of the VAT invoice: \"12345\" has 5 characters");
	refused(Form::older_fapiao("144002400111", "01234567"), "code of the VAT invoice");
	refused(Form::older_fapiao("44032611301", "00012345"), "code of the VAT invoice");
}

#[test]
fn foreign_invoices() {
	let form = |seller: &str, year, number| Form::invoice(&firm(seller), year, number).unwrap().to_string();
	let first = form("HK 12345678-000-03-27-8", 2027, "inv\u{2013}2027/0042");
	assert_eq!(first, "LN1|IN|HK:12345678|2027|INV-2027/0042");
	assert_eq!(form("HK 12345678", 2027, " INV-2027/0042 "), first);
	assert_eq!(form("HK 12345678", 2027, "INV-2027/42"), "LN1|IN|HK:12345678|2027|INV-2027/42");
	refused(Form::invoice(&firm("HK 12345678"), 1999, "1"), "year of issue");
}

/// Rows of the rules that are marked UNVERIFIED.
#[test]
fn macao_firms_only_when_switched_on() {
	let form = |seller: &str, number| Form::invoice(&firm(seller), 2026, number).unwrap().to_string();
	assert_eq!(form("MO 12345 (SO)", "Fatura 15/2026"), "LN1|IN|MO:SO12345|2026|FATURA15/2026");
	assert_eq!(form("MO SO 12345", "發票１５"), "LN1|IN|MO:SO12345|2026|%E7%99%BC%E7%A5%A815");
	refused(Firm::read("MO 12345 (SO)", Rules::VERIFIED), "not verified");
	refused(Firm::read("MO (SO)", Rules::ALL), "has digits");
}

#[test]
fn customs_declarations() {
	let form = |number| Form::customs_declaration(number).unwrap().to_string();
	assert_eq!(form("5304 2026 0 012345678"), "LN1|CD|530420260012345678");
	assert_eq!(form("53042026e000000123"), "LN1|CD|53042026E000000123");
	refused(Form::customs_declaration("530400000012345678"), "year 2000 to 2099");
	refused(Form::customs_declaration("530420262012345678"), "0 or 1");
	refused(Form::customs_declaration("53042026001234567"), "has 17 characters");
	let on_chain = Form::declared("530420260012345678").unwrap();
	assert_eq!(on_chain, Form::customs_declaration("5304-2026-0-012345678").unwrap());
	assert_eq!(Form::declared("5304 20260012345678"), None);
	assert_eq!(Form::declared("５304"), None);
}

#[test]
fn receipts_and_bills() {
	let issuer = firm("91440400MA7KT0030F");
	let receipt = Form::warehouse_receipt(&issuer, "CD-2026\u{ff0d}00017").unwrap();
	assert_eq!(receipt.as_str(), "LN1|WR|CN:91440400MA7KT0030F|CD-2026-00017");
	let bill = |carrier, number| Form::bill_of_lading(carrier, number).unwrap().to_string();
	assert_eq!(bill("cosu", "6123 456 780"), "LN1|BL|COSU|6123456780");
	assert_eq!(bill("COSU", "COSU6123456780"), "LN1|BL|COSU|6123456780", "the carrier printed its code in front");
	assert_eq!(bill("COSU", "cosu"), "LN1|BL|COSU|COSU");
	refused(Form::bill_of_lading("C", "1"), "2 to 4 letters");
	refused(Form::bill_of_lading("COSCO", "1"), "2 to 4 letters");
	refused(Form::warehouse_receipt(&issuer, "\u{200b} "), "it is empty");
}

#[test]
fn the_coarse_form() {
	let seller = firm("CN:91440300MA5GT0025L");
	let form = Form::coarse(&seller, "CNY", 11_300_000, (2026, 9, 1)).unwrap();
	assert_eq!(form.as_str(), "LN1|~|CN:91440300MA5GT0025L|CNY|11300000|20260901");
	refused(Form::coarse(&seller, "CNY", 0, (2026, 9, 1)), "amount");
	refused(Form::coarse(&seller, "CNY", MAX_AMOUNT + 1, (2026, 9, 1)), "amount");
	refused(Form::coarse(&seller, "YUAN", 1, (2026, 9, 1)), "currency");
	for no_day in [(2026, 2, 29), (2026, 13, 1), (2026, 4, 31), (2026, 4, 0), (1999, 1, 1)] {
		refused(Form::coarse(&seller, "CNY", 1, no_day), "day of issue");
	}
	assert!(Form::coarse(&seller, "CNY", 1, (2028, 2, 29)).is_ok());
}

#[test]
fn a_mainland_invoice_is_a_fapiao_only() {
	refused(Form::invoice(&firm("91440300MA5GT0025L"), 2026, "INV-1"), "mainland firm");
}

#[test]
fn firms() {
	for (written, canonical) in [
		("91440300708461136t", "CN:91440300708461136T"),
		("CN 9144 0300 7084 6113 6T", "CN:91440300708461136T"),
		("HK:12345678", "HK:12345678"),
		("hk 12345678-000", "HK:12345678"),
		("HK1234567800003278", "HK:12345678"),
		("HK C0012345", "HK:C0012345"),
	] {
		assert_eq!(firm(written).as_str(), canonical, "{written}");
	}
	for bad in
		["91440300708461136", "9144030070846113O6", "HK:1234567", "HK:12345678-00", "HK:123456789", "12345678", ""]
	{
		assert!(Firm::read(bad, Rules::ALL).is_err(), "{bad}");
	}
}

/// Attack: the same invoice number with a look-alike dash, an invisible character, a ligature, full-width digits.
#[test]
fn two_spellings_of_one_number_give_one_form() {
	let seller = firm("HK 12345678");
	let form = |number: &str| Form::invoice(&seller, 2027, number).unwrap();
	let one = form("FI-2027/42");
	for other in [
		"fi\u{2011}2027/42",
		"\u{fb01}-2027/42",
		"FI\u{2212}2027/42",
		"F\u{200b}I-20\u{ad}27/42\u{feff}",
		"ＦＩ－２０２７／４２",
		"fi - 2027 / 42\u{3000}",
		"\u{202e}FI-2027/42",
	] {
		assert_eq!(form(other), one, "{other:?}");
	}
	assert_ne!(form("FI-2027/042"), one, "zeros are neither added nor stripped");
	// A letter that upper-casing takes apart is the same typed either way.
	assert_eq!(form("\u{390}"), form("\u{3aa}\u{301}"));
	assert_eq!(form("e\u{200b}\u{301}"), form("É"));
}

#[test]
fn no_field_runs_into_the_next() {
	let seller = firm("HK 12345678");
	let form = |number| Form::invoice(&seller, 2027, number).unwrap().to_string();
	assert_eq!(form("1|2"), "LN1|IN|HK:12345678|2027|1%7C2");
	assert_eq!(form("1%7C2"), "LN1|IN|HK:12345678|2027|1%257C2");
	refused(Form::invoice(&seller, 2027, &"1".repeat(129)), "longer than 128");
	assert!(Form::invoice(&seller, 2027, &"1".repeat(128)).is_ok());
}

/// Of every letter that there is, alone and between others.
#[test]
fn no_letter_has_a_case_that_makes_another_form() {
	for letter in char::MIN..=char::MAX {
		for text in [format!("1{letter}2"), format!("{letter}A")] {
			let form = free("number", &text);
			for other in [text.to_uppercase(), text.to_lowercase(), text.to_lowercase().to_uppercase()] {
				assert_eq!(free("number", &other), form, "{letter:?} U+{:04X}", u32::from(letter));
			}
		}
	}
}

proptest! {
	#[test]
	fn a_form_is_ascii_and_its_own_canonical_form(text in "\\PC{0,40}") {
		if let Ok(field) = free("number", &text) {
			prop_assert!(field.is_ascii() && !field.contains('|') && field.len() <= MAX_FIELD);
			if !field.contains('%') {
				prop_assert_eq!(free("number", &field), Ok(field));
			}
		}
	}

	#[test]
	fn case_and_blanks_never_matter(text in "[a-zA-Z0-9à-ỹ一-龥/_.-]{1,20}", blank in "[ \\u{a0}\\u{3000}\\t\\u{200b}]") {
		let spread: String = text.chars().flat_map(|c| [c.to_string(), blank.clone()]).collect();
		let cased = [text.to_uppercase(), text.to_lowercase().to_uppercase(), spread];
		for other in cased {
			prop_assert_eq!(free("number", &other), free("number", &text));
		}
	}

	#[test]
	fn nothing_panics(text in "\\PC{0,60}", other: String) {
		let _ = (Form::fapiao(&text), Form::older_fapiao(&text, &other), Form::customs_declaration(&text));
		let _ = (Form::declared(&text), Form::bill_of_lading(&other, &text));
		if let Ok(firm) = Firm::read(&text, Rules::ALL) {
			prop_assert_eq!(Firm::read(firm.as_str(), Rules::ALL), Ok(firm.clone()));
			let _ = (Form::invoice(&firm, 2026, &other), Form::warehouse_receipt(&firm, &other));
		}
		let _ = Firm::read(&format!("MO{text}"), Rules::ALL);
	}
}
