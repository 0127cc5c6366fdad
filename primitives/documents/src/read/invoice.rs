//! Invoices by the European norm's terms (EN 16931, numbered BT) in its two syntaxes.

use super::{amount, day, seller, xml::At, Kind, Known, Reading, Unread};
use crate::{Firm, Form};
use alloc::{format, string::String};
use roxmltree::Node;

pub const UBL: &str = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
pub const UBL_CREDIT: &str = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";
pub const CII: &str = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";

const UBL_SPACES: super::xml::Spaces = &[
	("cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"),
	("cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"),
];
const CII_SPACES: super::xml::Spaces = &[
	("rsm", CII),
	("ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"),
	("udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"),
];

/// Currencies of the chain: two decimals each.
const CURRENCIES: [&str; 4] = ["CNY", "HKD", "MOP", "USD"];

/// Codes of UNTDID 1001 that take an invoice back.
const CREDIT_NOTES: [&str; 9] = ["81", "83", "261", "262", "296", "308", "381", "396", "532"];

const AS_SENT: &str = "Give the invoice as it was sent";

/// Where each term stands in a syntax.
struct Terms {
	/// BT-1
	number: &'static str,
	/// BT-2
	issued: &'static str,
	/// BT-3
	kind: &'static str,
	/// BT-5
	currency: &'static str,
	/// BT-30
	seller: &'static str,
	/// BT-40
	country: &'static str,
	/// BT-112
	total: &'static str,
}

const IN_UBL: Terms = Terms {
	number: "cbc:ID",
	issued: "cbc:IssueDate",
	kind: "cbc:InvoiceTypeCode",
	currency: "cbc:DocumentCurrencyCode",
	seller: "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID",
	country: "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
	total: "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
};

const IN_CII: Terms = Terms {
	number: "rsm:ExchangedDocument/ram:ID",
	issued: "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString",
	kind: "rsm:ExchangedDocument/ram:TypeCode",
	currency:
		"rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:InvoiceCurrencyCode",
	seller: "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty/ram:SpecifiedLegalOrganization/ram:ID",
	country: "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty/ram:PostalTradeAddress/ram:CountryID",
	total: "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:GrandTotalAmount",
};

pub fn ubl(root: Node, known: &Known) -> Result<Reading, Unread> {
	invoice(Kind::UblInvoice, &At::root(root, UBL_SPACES), &IN_UBL, known)
}

pub fn cii(root: Node, known: &Known) -> Result<Reading, Unread> {
	let at = At::root(root, CII_SPACES);
	if let Some(issued) = at.find(IN_CII.issued)? {
		if let Some(format) = issued.attribute("format").filter(|format| *format != "102") {
			return Err(Unread::new(
				IN_CII.issued,
				format!("format {format:?} cannot be read: it should be 102, as in 20270301"),
			));
		}
	}
	invoice(Kind::CrossIndustryInvoice, &at, &IN_CII, known)
}

fn invoice(kind: Kind, at: &At, terms: &Terms, known: &Known) -> Result<Reading, Unread> {
	if at.text(terms.kind)?.is_some_and(|code| CREDIT_NOTES.contains(&code.as_str())) {
		return Err(Unread::new(terms.kind, "a credit note is not a claim. Give the invoice"));
	}
	let number = at.need(terms.number, AS_SENT)?;
	let issued = day(terms.issued, &at.need(terms.issued, AS_SENT)?)?;
	let firm = seller(terms.seller, named(at, terms, known)?, known)?.ok_or_else(|| {
		Unread::new(terms.seller, "it is missing or empty. Say who sold with --seller, such as HK:12345678")
	})?;
	let form = match firm.is_mainland() {
		true => Form::fapiao(&number).map_err(|_| {
			Unread::new(
				terms.number,
				format!(
					"{firm} is a mainland firm: its VAT invoice is known by the fapiao number (20 digits), and {number:?} is \
					 none. Give it with --fapiao"
				),
			)
		})?,
		false => Form::invoice(&firm, issued.0, &number).map_err(|flaw| Unread::flaw(terms.number, &flaw))?,
	};
	let coarse = coarse(at, terms, &firm, issued)?;
	Ok(Reading { kind, form, coarse, firm: Some(firm) })
}

/// The seller by its legal registration (BT-30) and the country of its address (BT-40).
fn named(at: &At, terms: &Terms, known: &Known) -> Result<Option<Firm>, Unread> {
	let Some(number) = at.text(terms.seller)? else { return Ok(None) };
	let country = at.text(terms.country)?.map(|country| country.to_uppercase());
	let placed = match country {
		Some(country) if ["CN", "HK", "MO"].contains(&country.as_str()) => match number.to_uppercase() {
			number if number.starts_with(&country) => number,
			number => format!("{country}:{number}"),
		},
		Some(country) => {
			let reason = format!("sellers of {country:?} are not on the chain: it should be CN, HK or MO");
			return Err(Unread::new(terms.country, reason));
		},
		None => number,
	};
	Firm::read(&placed, known.rules).map(Some).map_err(|flaw| Unread::flaw(terms.seller, &flaw))
}

fn coarse(at: &At, terms: &Terms, firm: &Firm, issued: (u32, u32, u32)) -> Result<Option<Form>, Unread> {
	let currency: String = at.need(terms.currency, AS_SENT)?;
	let total = at.need(terms.total, AS_SENT)?;
	let stated = at.find(terms.total)?.and_then(|total| total.attribute("currencyID"));
	if let Some(stated) = stated.filter(|stated| *stated != currency) {
		return Err(Unread::new(terms.total, format!("it is in {stated}, and the invoice in {currency}. {AS_SENT}")));
	}
	if !CURRENCIES.contains(&currency.as_str()) {
		return Ok(None);
	}
	let minor = amount(terms.total, &total)?;
	Form::coarse(firm, &currency, minor, issued).map(Some).map_err(|flaw| Unread::flaw(terms.issued, &flaw))
}
