//! Tokens of trade documents. Nothing here asks a node: the documents stay on the user's machine.

use super::Context;
use crate::{
	error::{Error, Result},
	output::Output,
	values,
};
use clap::{ArgGroup, Args, Subcommand};
use lingnan_documents::{
	read::{self, Known, Reading},
	Firm, Form, Rules, VERSION,
};
use lingnan_types::{civil, Amount, Currency, Date, RegistrationIssue, RegistrationNumber};
use serde_json::{json, Value};
use std::{fs::File, io::Read, path::PathBuf};

#[derive(Debug, Subcommand)]
pub enum Document {
	/// Show a document's canonical form and the tokens by which the chain knows it
	Token(Token),
}

/// One document: a file as it was sent, or the number that is printed on it.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("document").required(true).args(
	["file", "fapiao", "invoice", "declaration", "warehouse_receipt", "bill_of_lading"]
)))]
pub struct Token {
	/// UBL 2.1 invoice, Cross Industry Invoice, e-fapiao XML or the text of its code, customs declaration XML
	file: Option<PathBuf>,
	/// Mainland VAT invoice: 20 digits, or with --fapiao-code 8
	#[arg(long, value_name = "NUMBER")]
	fapiao: Option<String>,
	/// Code of an older mainland VAT invoice: 10 or 12 digits
	#[arg(long, requires = "fapiao", value_name = "CODE")]
	fapiao_code: Option<String>,
	/// Invoice from outside the mainland; needs --seller and --issued
	#[arg(long, requires_all = ["seller", "issued"], value_name = "NUMBER")]
	invoice: Option<String>,
	/// Customs declaration: the customs' number, 18 characters
	#[arg(long, value_name = "NUMBER")]
	declaration: Option<String>,
	/// Warehouse receipt; needs --issuer
	#[arg(long, requires = "issuer", value_name = "NUMBER")]
	warehouse_receipt: Option<String>,
	/// Bill of lading; needs --carrier
	#[arg(long, requires = "carrier", value_name = "NUMBER")]
	bill_of_lading: Option<String>,
	/// The seller's registration number. A document that names another is refused
	#[arg(long, value_name = "FIRM")]
	seller: Option<String>,
	/// Who issued the warehouse receipt
	#[arg(long, value_name = "FIRM")]
	issuer: Option<String>,
	/// The carrier's code, such as COSU
	#[arg(long, value_name = "CODE")]
	carrier: Option<String>,
	/// Day of issue
	#[arg(long, value_parser = values::date, value_name = "DATE")]
	issued: Option<Date>,
	/// Total with tax; with --seller and --issued it makes the coarse token
	#[arg(long, requires_all = ["seller", "issued"], value_parser = values::amount)]
	amount: Option<Amount>,
	#[arg(long, value_parser = values::currency, default_value = "CNY")]
	currency: Currency,
	/// Take forms that are not verified (Macao registration numbers); tokens made so may change
	#[arg(long)]
	unverified: bool,
}

/// What is shown of a document.
struct Shown {
	kind: &'static str,
	form: Form,
	coarse: Option<Form>,
	firm: Option<Firm>,
}

impl Document {
	pub async fn run(&self, c: &Context) -> Result<()> {
		self.run_alone(c.output)
	}

	pub fn run_alone(&self, output: Output) -> Result<()> {
		let Self::Token(token) = self;
		let shown = token.read()?;
		output.answer(&shown.to_json(), |_| shown.text());
		Ok(())
	}
}

impl Token {
	fn read(&self) -> Result<Shown> {
		let rules = Rules { macao_firms: self.unverified };
		let firm = |option: &str, text: &Option<String>| -> Result<Option<Firm>> {
			let read = text.as_deref().map(|text| known_firm(text, rules)).transpose();
			read.map_err(|reason| Error::input(option, reason))
		};
		let seller = firm("--seller", &self.seller)?;
		let issued = self.issued.map(civil);
		let coarse = match (&seller, self.amount, issued) {
			(Some(seller), Some(amount), Some(day)) => Some(
				Form::coarse(seller, self.currency.name(), amount, day)
					.map_err(|flaw| Error::input("--amount, --issued", flaw))?,
			),
			_ => None,
		};
		if let Some(file) = &self.file {
			let Reading { kind, form, coarse: read, firm } = document(file, &Known { seller, rules })?;
			let coarse = match (read, coarse) {
				(Some(read), Some(said)) if read != said => {
					let reason = format!("the document says {read}, and the options {said}. Leave the options out");
					return Err(Error::input(file.display(), reason));
				},
				(read, said) => read.or(said),
			};
			return Ok(Shown { kind: kind.as_str(), form, coarse, firm });
		}
		let (kind, option, form) = if let Some(number) = &self.fapiao {
			let form = match &self.fapiao_code {
				Some(code) => Form::older_fapiao(code, number),
				None => Form::fapiao(number),
			};
			("mainland VAT invoice", "--fapiao", form)
		} else if let Some(number) = &self.declaration {
			("customs declaration", "--declaration", Form::customs_declaration(number))
		} else if let Some(number) = &self.bill_of_lading {
			let carrier = self.carrier.as_deref().unwrap_or_default();
			("bill of lading", "--bill-of-lading", Form::bill_of_lading(carrier, number))
		} else if let (Some(number), Some(issuer)) = (&self.warehouse_receipt, firm("--issuer", &self.issuer)?) {
			("warehouse receipt", "--warehouse-receipt", Form::warehouse_receipt(&issuer, number))
		} else if let (Some(number), Some(seller), Some((year, ..))) = (&self.invoice, &seller, issued) {
			("invoice", "--invoice", Form::invoice(seller, year, number))
		} else {
			return Err(Error::usage("which document? Give a file, or the number printed on it"));
		};
		let form = form.map_err(|flaw| Error::input(option, flaw))?;
		Ok(Shown { kind, form, coarse, firm: seller })
	}
}

/// Reads no more of a file than a document can have.
fn document(file: &PathBuf, known: &Known) -> Result<Reading> {
	let mut bytes = Vec::new();
	let limit = read::MAX_BYTES as u64 + 1;
	File::open(file)
		.and_then(|opened| opened.take(limit).read_to_end(&mut bytes))
		.map_err(|reason| Error::input(file.display(), format!("{reason}. Is it the right file?")))?;
	read::document(&bytes, known).map_err(|unread| Error::input(file.display(), unread))
}

/// A firm, with the register's check characters where it has some: a mistyped seller would make a token that no other
/// party has.
fn known_firm(text: &str, rules: Rules) -> std::result::Result<Firm, String> {
	let firm = Firm::read(text, rules).map_err(|flaw| flaw.to_string())?;
	if firm.is_mainland() {
		RegistrationNumber::typed(firm.as_str()).map_err(RegistrationIssue::as_str)?;
	}
	Ok(firm)
}

fn hex_of(form: &Form) -> String {
	format!("0x{}", hex::encode(form.token()))
}

impl Shown {
	fn to_json(&self) -> Value {
		json!({
			"kind": self.kind,
			"form": self.form.as_str(),
			"exactToken": hex_of(&self.form),
			"coarseForm": self.coarse.as_ref().map(Form::as_str),
			"coarseToken": self.coarse.as_ref().map(hex_of),
			"tokenVersion": VERSION,
			"firm": self.firm.as_ref().map(Firm::as_str),
		})
	}

	fn text(&self) -> String {
		let mut lines = vec![format!("{} {}", self.kind, self.form), format!("  exact token   {}", hex_of(&self.form))];
		match &self.coarse {
			Some(coarse) => {
				lines.push(format!("  coarse token  {}", hex_of(coarse)));
				lines.push(format!("  made of       {coarse}"));
			},
			None => lines.push("  no coarse token: give --seller, --amount and --issued".into()),
		}
		lines.push(format!("  token version {VERSION}"));
		lines.join("\n")
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::args::{Cli, Command};
	use clap::Parser;

	fn parse(line: &[&str]) -> std::result::Result<Token, clap::Error> {
		let line = ["lingnan", "document", "token"].iter().chain(line);
		match Cli::try_parse_from(line)?.command {
			Command::Document(Document::Token(token)) => Ok(token),
			other => panic!("{other:?}"),
		}
	}

	fn shown(line: &[&str]) -> Value {
		parse(line).unwrap().read().unwrap().to_json()
	}

	fn refused(line: &[&str], words: &str) {
		let error = match parse(line) {
			Ok(token) => token.read().err().unwrap().to_string(),
			Err(error) => error.to_string(),
		};
		assert!(error.contains(words), "{error}");
	}

	#[test]
	fn numbers_are_given_as_options() {
		let fapiao = shown(&["--fapiao", "2644-2000-0000-1234-5678"]);
		assert_eq!((&fapiao["form"], &fapiao["tokenVersion"]), (&json!("LN1|FP|26442000000012345678"), &json!(1)));
		assert_eq!(fapiao["coarseToken"], Value::Null);
		let older = shown(&["--fapiao", "00012345", "--fapiao-code", "4403261130"]);
		assert_eq!(older["form"], "LN1|FP|4403261130|00012345");
		let invoice = shown(&[
			"--invoice",
			"inv–2027/0042",
			"--seller",
			"HK 12345678-000-03-27-8",
			"--issued",
			"2027-03-01",
			"--amount",
			"113,000.00",
			"--currency",
			"HKD",
		]);
		assert_eq!(invoice["form"], "LN1|IN|HK:12345678|2027|INV-2027/0042");
		assert_eq!(invoice["coarseForm"], "LN1|~|HK:12345678|HKD|11300000|20270301");
		assert_eq!(shown(&["--declaration", "5304 2026 0 012345678"])["form"], "LN1|CD|530420260012345678");
		assert_eq!(shown(&["--bill-of-lading", "6123 456 780", "--carrier", "cosu"])["form"], "LN1|BL|COSU|6123456780");
	}

	#[test]
	fn a_document_is_read_from_its_file() {
		let dir = tempfile::tempdir().unwrap();
		let file = dir.path().join("invoice.xml");
		let ubl = include_str!("../../../primitives/documents/tests/data/invoice.ubl.xml");
		std::fs::write(&file, ubl).unwrap();
		let path = file.to_str().unwrap();
		assert_eq!(shown(&[path])["form"], "LN1|IN|HK:12345678|2027|INV-2027/0042");
		refused(&[path, "--seller", "HK:87654321"], "invoice.xml: cac:AccountingSupplierParty");
		std::fs::write(&file, ubl.replace("2027-03-01", "soon")).unwrap();
		refused(&[path], "invoice.xml: cbc:IssueDate: \"soon\" is not a day");
		refused(&["nothing.xml"], "nothing.xml: ");
	}

	#[test]
	fn each_refusal_says_what_to_do() {
		refused(&[], "--fapiao");
		refused(&["--fapiao", "2644200000001234567"], "--fapiao: number of the e-fapiao");
		refused(&["--invoice", "1", "--seller", "HK:12345678"], "--issued");
		refused(&["--fapiao", "1", "--declaration", "2"], "cannot be used with");
		refused(&["--invoice", "1", "--seller", "MO 12345 (SO)", "--issued", "2026-01-01"], "not verified");
		refused(&["--invoice", "1", "--seller", "91440300708461137T", "--issued", "2026-01-01"], "check character");
		refused(&["--invoice", "1", "--seller", "91440300708461136T", "--issued", "2026-01-01"], "is a mainland firm");
		let macao = ["--invoice", "1", "--seller", "MO 12345 (SO)", "--issued", "2026-01-01", "--unverified"];
		assert_eq!(shown(&macao)["form"], "LN1|IN|MO:SO12345|2026|1");
	}
}
