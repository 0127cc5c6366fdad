//! Documents as they are sent, read to their form: UBL 2.1 invoices, UN/CEFACT Cross Industry Invoices, e-fapiao as XML or
//! as the text of their code, customs declarations.
//!
//! The same invoice has one form whatever it was written in: indentation, prefixes, comments and the order of attributes
//! do not matter, and an element that could be read in two ways is refused.

mod declaration;
mod fapiao;
mod invoice;
mod xml;

use crate::{Firm, Flaw, Form, Rules, MAX_AMOUNT};
use alloc::{format, string::String};
use core::fmt;

/// Bytes that a document can have: 16 MiB.
pub const MAX_BYTES: usize = 16 << 20;

/// What was read of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
	pub kind: Kind,
	pub form: Form,
	/// Missing where the document does not say seller, amount and day, or is in a currency that the chain has not.
	pub coarse: Option<Form>,
	/// Who issued it: the seller, or the firm that traded.
	pub firm: Option<Firm>,
}

/// How a document was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
	UblInvoice,
	CrossIndustryInvoice,
	EFapiao,
	/// The text of the code that is printed on a fapiao. UNVERIFIED layout.
	FapiaoCode,
	/// UNVERIFIED layout.
	CustomsDeclaration,
}

impl Kind {
	pub fn as_str(self) -> &'static str {
		match self {
			Self::UblInvoice => "UBL 2.1 invoice",
			Self::CrossIndustryInvoice => "Cross Industry Invoice",
			Self::EFapiao => "e-fapiao",
			Self::FapiaoCode => "code of a fapiao",
			Self::CustomsDeclaration => "customs declaration",
		}
	}
}

/// What cannot be read, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
	/// The element, or empty where it is the whole document.
	pub field: String,
	pub reason: String,
}

impl Unread {
	pub(crate) fn new(field: impl Into<String>, reason: impl Into<String>) -> Self {
		Self { field: field.into(), reason: reason.into() }
	}

	/// A flaw of what stood in an element.
	pub(crate) fn flaw(field: &str, flaw: &Flaw) -> Self {
		Self::new(field, format!("{flaw}"))
	}
}

impl fmt::Display for Unread {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self.field.is_empty() {
			true => f.write_str(&self.reason),
			false => write!(f, "{}: {}", self.field, self.reason),
		}
	}
}

impl core::error::Error for Unread {}

/// What the reader knows besides the document.
#[derive(Clone, Debug, Default)]
pub struct Known {
	/// The seller, where the document does not name it by its number. One that it names must be the same.
	pub seller: Option<Firm>,
	pub rules: Rules,
}

/// Reads a document.
pub fn document(bytes: &[u8], known: &Known) -> Result<Reading, Unread> {
	let whole = |reason: &str| Unread::new("", reason);
	if bytes.len() > MAX_BYTES {
		return Err(whole("larger than 16 MiB. Give the document alone"));
	}
	if bytes.starts_with(b"%PDF") {
		return Err(whole("it is a PDF. Give the XML that came with it, or the number printed on it"));
	}
	if bytes.starts_with(b"PK") {
		return Err(whole(
			"it is a package (OFD or ZIP). Unpack it and give the XML inside, or the number printed on it",
		));
	}
	let text = core::str::from_utf8(bytes).map_err(|_| whole("it is not UTF-8. Save it as UTF-8"))?;
	let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
	if text.is_empty() {
		return Err(whole("it is empty"));
	}
	if !text.starts_with('<') {
		return fapiao::code(text);
	}
	let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: 1_000_000, ..Default::default() };
	let tree = roxmltree::Document::parse_with_options(text, options)
		.map_err(|error| whole(&format!("it is not well-formed XML: {error}. Give the file as it was sent")))?;
	let root = tree.root_element();
	match (root.tag_name().namespace(), root.tag_name().name()) {
		(Some(invoice::UBL), "Invoice") => invoice::ubl(root, known),
		(Some(invoice::CII), "CrossIndustryInvoice") => invoice::cii(root, known),
		(Some(invoice::UBL_CREDIT), "CreditNote") => {
			Err(Unread::new("CreditNote", "a credit note is not a claim. Give the invoice"))
		},
		(_, "EInvoice") => fapiao::xml(root, known),
		(_, "DecMessage") => declaration::xml(root, known),
		(_, name) => Err(Unread::new(
			name,
			"not a document that can be read: UBL 2.1 Invoice, CrossIndustryInvoice, EInvoice (e-fapiao) or DecMessage \
			 (customs declaration). Give its number as an option instead",
		)),
	}
}

/// The seller that the document names, checked against the one that is known.
pub(crate) fn seller(field: &str, read: Option<Firm>, known: &Known) -> Result<Option<Firm>, Unread> {
	match (read, &known.seller) {
		(Some(read), Some(known)) if read != *known => {
			Err(Unread::new(field, format!("the document says {read}, and you say {known}. Which is it?")))
		},
		(Some(read), _) => Ok(Some(read)),
		(None, known) => Ok(known.clone()),
	}
}

/// `2026-09-01`, `20260901`, and either with a time or zone behind it.
pub(crate) fn day(field: &str, text: &str) -> Result<(u32, u32, u32), Unread> {
	let wrong = || Unread::new(field, format!("{text:?} is not a day. It should be written as 2026-09-01"));
	let (parts, rest) = match text.as_bytes().get(4) {
		Some(b'-') => ([text.get(..4), text.get(5..7), text.get(8..10)], text.get(10..)),
		_ => ([text.get(..4), text.get(4..6), text.get(6..8)], text.get(8..)),
	};
	let dashed = text.as_bytes().get(4) == Some(&b'-');
	if dashed && text.as_bytes().get(7) != Some(&b'-')
		|| rest.is_none_or(|r| r.starts_with(|c: char| c.is_ascii_digit()))
	{
		return Err(wrong());
	}
	let [Some(year), Some(month), Some(day)] = parts.map(|part| part.and_then(number)) else { return Err(wrong()) };
	Ok((year, month, day))
}

fn number(text: &str) -> Option<u32> {
	text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// `113000.00` in minor units of a currency with two decimals. More decimals must be zeros.
pub(crate) fn amount(field: &str, text: &str) -> Result<u64, Unread> {
	if text.starts_with('-') {
		return Err(Unread::new(field, format!("{text} is negative: what takes an invoice back is not a claim")));
	}
	let wrong = || Unread::new(field, format!("{text:?} is not an amount. It should be written as 113000.00"));
	let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
	let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
	let (cents, beyond) = part.split_at(part.len().min(2));
	if !digits(whole) || !digits(part) || !beyond.bytes().all(|b| b == b'0') {
		return Err(wrong());
	}
	let minor = format!("{whole}{cents:0<2}").parse::<u64>().ok();
	minor.filter(|minor| (1..=MAX_AMOUNT).contains(minor)).ok_or_else(wrong)
}
