//! Documents as people send them.
#![cfg(feature = "read")]

use lingnan_documents::{
	read::{document, Kind, Known, Reading, Unread},
	Firm, Form, Rules,
};

const UBL: &str = include_str!("data/invoice.ubl.xml");
const CII: &str = include_str!("data/invoice.cii.xml");
const FAPIAO: &str = include_str!("data/fapiao.xml");
const DECLARATION: &str = include_str!("data/declaration.xml");

fn read(text: &str) -> Result<Reading, Unread> {
	document(text.as_bytes(), &Known::default())
}

fn refused(text: &str, words: &str) {
	let error = read(text).unwrap_err().to_string();
	assert!(error.contains(words), "{error}");
}

/// The XML without what indents it.
fn unindented(xml: &str) -> String {
	xml.lines().map(str::trim).collect::<Vec<_>>().join(" ").replace("> <", "><")
}

/// Attack of the issue: one invoice as UBL, as the same XML without indentation and as CII gave three tokens.
#[test]
fn one_invoice_in_three_syntaxes_gives_one_form() {
	let plain = read(UBL).unwrap();
	assert_eq!(plain.form.as_str(), "LN1|IN|HK:12345678|2027|INV-2027/0042");
	assert_eq!(plain.coarse.as_ref().unwrap().as_str(), "LN1|~|HK:12345678|HKD|11300000|20270301");
	let bare = unindented(UBL);
	assert!(bare.len() < UBL.len() - 100);
	let other = read(CII).unwrap();
	assert_eq!((plain.kind, other.kind), (Kind::UblInvoice, Kind::CrossIndustryInvoice));
	for reading in [read(&bare).unwrap(), other, read(&unindented(CII)).unwrap()] {
		assert_eq!(reading.form, plain.form);
		assert_eq!(reading.coarse, plain.coarse);
		assert_eq!(reading.firm, plain.firm);
	}
	let typed = Form::invoice(&Firm::read("HK:12345678", Rules::VERIFIED).unwrap(), 2027, "Inv-2027/0042").unwrap();
	assert_eq!(typed, plain.form);
}

#[test]
fn prefixes_comments_entities_and_a_byte_order_mark_change_nothing() {
	let form = read(UBL).unwrap().form;
	let prefixed =
		UBL.replace("cbc:", "x:").replace("xmlns:cbc", "xmlns:x").replace("<Invoice xmlns=", "<u:Invoice xmlns:u=");
	let prefixed = prefixed.replace("</Invoice>", "</u:Invoice>");
	assert_eq!(read(&prefixed).unwrap().form, form);
	for (from, to) in [
		(" INV-2027/0042 ", "INV-<!-- nothing -->2027/0042"),
		(" INV-2027/0042 ", "<![CDATA[INV-2027]]>/0042"),
		(" INV-2027/0042 ", "&#73;NV-2027/0042"),
		("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "\u{feff}"),
		("2027-03-01", "2027-03-01+08:00"),
		("113000.00</cbc:TaxInclusiveAmount>", "113000.000</cbc:TaxInclusiveAmount>"),
	] {
		assert_eq!(read(&UBL.replace(from, to)).unwrap().form, form, "{to}");
	}
}

/// Attack: a second number beside the first, which another program would take.
#[test]
fn what_could_be_read_in_two_ways_is_refused() {
	let twice = "<cbc:ID>A-1</cbc:ID><cbc:ID>INV-2027/0042</cbc:ID>";
	refused(&UBL.replace("<cbc:ID> INV-2027/0042 </cbc:ID>", twice), "cbc:ID: it stands twice");
	refused(&UBL.replace(" INV-2027/0042 ", "<cbc:X>1</cbc:X>"), "cbc:ID: it holds elements");
	let party = "<cac:PartyLegalEntity><cbc:CompanyID>99999999</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>";
	refused(&UBL.replacen("</cac:Party>", party, 1), "cac:PartyLegalEntity: it stands twice");
	let mine = UBL.replace("<cbc:ID> ", "<ID xmlns=\"urn:mine\">A-1</ID><cbc:ID> ");
	assert_eq!(read(&mine).unwrap().form, read(UBL).unwrap().form, "elements of others are not the invoice's");
	refused(
		&UBL.replace("TaxInclusiveAmount currencyID=\"HKD\"", "TaxInclusiveAmount currencyID=\"USD\""),
		"in USD, and the invoice in HKD",
	);
}

#[test]
fn each_refusal_names_the_field_and_what_to_do() {
	refused(&UBL.replace("INV-2027/0042", ""), "cbc:ID: it is missing or empty. Give the invoice as it was sent");
	refused(&UBL.replace("2027-03-01", "01.03.2027"), "cbc:IssueDate: \"01.03.2027\" is not a day");
	refused(&UBL.replace("2027-03-01", "2027-02-30"), "day of issue");
	refused(&UBL.replace("12345678-000-03-27-8", ""), "Say who sold with --seller");
	refused(&UBL.replace("12345678-000-03-27-8", "123"), "a Hong Kong number begins with eight digits");
	refused(&UBL.replace(">HK<", ">FR<"), "sellers of \"FR\" are not on the chain");
	refused(&UBL.replace(">380<", ">381<"), "a credit note is not a claim");
	refused(&UBL.replace("113000.00", "-113000.00"), "is negative");
	refused(&UBL.replace("113000.00", "113,000.00"), "is not an amount");
	refused(&UBL.replace("xsd:Invoice-2", "xsd:Invoice-3"), "not a document that can be read");
	refused(&CII.replace("format=\"102\"", "format=\"610\""), "it should be 102");
	refused("<Invoice/>", "Invoice: not a document that can be read");
	refused("%PDF-1.7", "it is a PDF");
	refused("PK\u{3}\u{4}", "it is a package");
	refused("", "it is empty");
	refused("a letter", "neither XML nor the text of a fapiao's code");
	refused(&UBL[..500], "not well-formed XML");
	assert!(document(b"\xff\xfe<\0", &Known::default()).unwrap_err().to_string().contains("not UTF-8"));
}

/// Attack: entities that grow without end, and files of the machine that reads.
#[test]
fn document_types_are_refused() {
	let bomb = "<!DOCTYPE Invoice [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<Invoice>&b;</Invoice>";
	refused(bomb, "DTD");
	refused("<!DOCTYPE Invoice SYSTEM \"file:///etc/hostname\"><Invoice/>", "DTD");
}

#[test]
fn the_seller_may_be_said_and_must_agree() {
	let known =
		|seller: &str| Known { seller: Some(Firm::read(seller, Rules::VERIFIED).unwrap()), rules: Rules::VERIFIED };
	let nameless = UBL.replace("12345678-000-03-27-8", "");
	let reading = document(nameless.as_bytes(), &known("HK:12345678")).unwrap();
	assert_eq!(reading.form, read(UBL).unwrap().form);
	let error = document(UBL.as_bytes(), &known("HK:87654321")).unwrap_err().to_string();
	assert!(error.contains("the document says HK:12345678, and you say HK:87654321"), "{error}");
}

/// Attack: a mainland VAT invoice passed as a foreign one, for a second token.
#[test]
fn a_mainland_sellers_invoice_is_a_fapiao_or_nothing() {
	let mainland = UBL.replace("12345678-000-03-27-8", "91440300MA5GT0025L").replacen(">HK<", ">CN<", 1);
	refused(&mainland, "known by the fapiao number (20 digits), and \"INV-2027/0042\" is none. Give it with --fapiao");
	let numbered = mainland.replace("INV-2027/0042", "26442000000012345678");
	assert_eq!(read(&numbered).unwrap().form, read(FAPIAO).unwrap().form);
}

#[test]
fn e_fapiao_data() {
	let reading = read(FAPIAO).unwrap();
	assert_eq!(reading.kind, Kind::EFapiao);
	assert_eq!(reading.form.as_str(), "LN1|FP|26442000000012345678");
	assert_eq!(reading.coarse.unwrap().as_str(), "LN1|~|CN:91440300MA5GT0025L|CNY|11300000|20260901");
	assert_eq!(read(&unindented(FAPIAO)).unwrap().form, reading.form);
	refused(&FAPIAO.replacen("26442000000012345678", "26442000000012345679", 1), "Header/EIid: it differs");
	refused(&FAPIAO.replace("26442000000012345678", "2644200000001234567"), "an e-fapiao has 20 digits");
	refused(&FAPIAO.replace("26442000000012345678", ""), "Give the number printed on it with --fapiao");
	refused(&FAPIAO.replace("113000.00", "-113000.00"), "is negative");
}

#[test]
fn the_code_printed_on_a_fapiao() {
	let reading = read("01,32,,26442000000012345678,113000.00,20260901,,A1B2").unwrap();
	assert_eq!(reading.form, read(FAPIAO).unwrap().form);
	assert_eq!(reading.coarse, None);
	let older = read("01,10,044002400111,01234567,100.00,20240101,12345678901234567890,A1B2").unwrap();
	assert_eq!(older.form.as_str(), "LN1|FP|044002400111|01234567");
}

#[test]
fn customs_declarations_by_the_customs_number() {
	let reading = read(DECLARATION).unwrap();
	assert_eq!(reading.form.as_str(), "LN1|CD|530420260012345678");
	assert_eq!(reading.firm.unwrap().as_str(), "CN:91440300MA5GT0025L");
	refused(&DECLARATION.replace("530420260012345678", ""), "only the pre-entry number is there");
}

#[test]
fn an_invoice_in_another_currency_has_no_coarse_form() {
	let reading = read(&UBL.replace("HKD", "EUR")).unwrap();
	assert_eq!((reading.coarse, reading.form), (None, read(UBL).unwrap().form));
}
