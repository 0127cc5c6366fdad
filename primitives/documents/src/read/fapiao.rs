//! E-fapiao, as the tax office's platform hands them out, and the text of the code printed on any fapiao.

use super::{amount, day, seller, xml::At, Kind, Known, Reading, Unread};
use crate::{Firm, Form};
use alloc::{format, vec::Vec};
use roxmltree::Node;

const NUMBER: &str = "TaxSupervisionInfo/InvoiceNumber";
const IDENTITY: &str = "Header/EIid";
const ISSUED: &str = "TaxSupervisionInfo/IssueTime";
const SELLER: &str = "EInvoiceData/SellerInformation/SellerIdNum";
const TOTAL: &str = "EInvoiceData/BasicInformation/TotalTax-includedAmount";
const BY_NUMBER: &str = "Give the number printed on it with --fapiao";

/// The layout is taken from files that taxpayers publish; no published wording of it was found: UNVERIFIED.
pub fn xml(root: Node, known: &Known) -> Result<Reading, Unread> {
	let at = At::root(root, &[]);
	let (number, identity) = (at.text(NUMBER)?, at.text(IDENTITY)?);
	let form = |field: &str, number: &str| Form::fapiao(number).map_err(|flaw| Unread::flaw(field, &flaw));
	let form = match (number, identity) {
		(Some(number), identity) => {
			let form = form(NUMBER, &number)?;
			if identity.is_some_and(|identity| Form::fapiao(&identity) != Ok(form.clone())) {
				return Err(Unread::new(IDENTITY, format!("it differs from {NUMBER}. Ask who issued the document")));
			}
			form
		},
		(None, Some(identity)) => form(IDENTITY, &identity)?,
		(None, None) => return Err(Unread::new(NUMBER, format!("it is missing or empty. {BY_NUMBER}"))),
	};
	// Older taxpayer numbers are no Unified Social Credit Codes: the form stands, and says nothing of the seller.
	let named = at.text(SELLER)?.and_then(|number| Firm::read(&number, known.rules).ok());
	let firm = seller(SELLER, named, known)?;
	let minor = at.text(TOTAL)?.map(|total| amount(TOTAL, &total)).transpose()?;
	let issued = at.text(ISSUED)?.map(|issued| day(ISSUED, &issued)).transpose()?;
	let coarse = match (&firm, minor, issued) {
		(Some(firm), Some(minor), Some(issued)) => {
			Some(Form::coarse(firm, "CNY", minor, issued).map_err(|flaw| Unread::flaw(ISSUED, &flaw))?)
		},
		_ => None,
	};
	Ok(Reading { kind: Kind::EFapiao, form, coarse, firm })
}

/// `01,32,,26442000000012345678,113000.00,20260901,,A1B2`: version, kind, code (none for e-fapiao), number, and more. The
/// code names no seller, so there is no coarse form. UNVERIFIED layout.
pub fn code(text: &str) -> Result<Reading, Unread> {
	let fields: Vec<&str> = text.split([',', '，']).map(str::trim).collect();
	let (code, number) = match fields.as_slice() {
		["01", _, code, number, _, _, ..] => (*code, *number),
		_ => {
			let reason =
				"it is neither XML nor the text of a fapiao's code, which begins with 01 and a comma. Give the \
			              document as it was sent, or its number as an option";
			return Err(Unread::new("", reason));
		},
	};
	let form = match code.is_empty() {
		true => Form::fapiao(number),
		false => Form::older_fapiao(code, number),
	};
	let form = form.map_err(|flaw| Unread::flaw("fields 3 and 4", &flaw))?;
	Ok(Reading { kind: Kind::FapiaoCode, form, coarse: None, firm: None })
}
