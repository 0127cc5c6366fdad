//! Tokens of trade documents. The documents stay on the user's machine: an issuer who is asked sees blinded forms, and a node
//! none.

use super::{
	issuing::{self, Attest, Key, Serve},
	Context,
};
use crate::{
	client::questions::collateral,
	error::{Error, Result},
	output::Output,
	values,
};
use clap::{ArgGroup, Args, Subcommand};
use lingnan_documents::{
	read::{self, Known, Reading},
	Firm, Form, Rules,
};
use lingnan_tokens::{Issuer, PublicKey, Secret};
use lingnan_types::{civil, AgencyId, Amount, Currency, Date, RegistrationIssue, RegistrationNumber};
use serde_json::{json, Value};
use std::{fs::File, io::Read, path::PathBuf};
use subxt::utils::H256;

#[derive(Debug, Subcommand)]
pub enum Document {
	/// Show a document's canonical form and the tokens by which the chain knows it
	Token(Token),
	/// Make the key that tokens are made with, and put its public half on the chain (issuing agency)
	#[command(subcommand)]
	Key(Key),
	/// Answer whoever asks for tokens over HTTP, without learning of which documents (issuing agency)
	Serve(Serve),
	/// Say whose a document is, with tokens made by the key (issuing agency)
	#[command(mut_args(issuing::of_security))]
	Attest(Attest),
}

/// One document: a file as it was sent, or the number that is printed on it.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("document").required(true).args(
	["file", "fapiao", "invoice", "declaration", "warehouse_receipt", "bill_of_lading"]
)))]
pub struct Paper {
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
	/// Warehouse receipt; needs --warehouse
	#[arg(long, requires = "warehouse", value_name = "NUMBER")]
	warehouse_receipt: Option<String>,
	/// Bill of lading; needs --carrier
	#[arg(long, requires = "carrier", value_name = "NUMBER")]
	bill_of_lading: Option<String>,
	/// The seller's registration number. A document that names another is refused
	#[arg(long, value_name = "FIRM")]
	seller: Option<String>,
	/// Who issued the warehouse receipt
	#[arg(long, value_name = "FIRM")]
	warehouse: Option<String>,
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

/// A document, and who makes its tokens. Without one its form is shown.
#[derive(Debug, Args)]
pub struct Token {
	#[command(flatten)]
	paper: Paper,
	/// The issuer's own key: nobody is asked
	#[arg(long, value_name = "FILE", conflicts_with = "issuer")]
	secret: Option<PathBuf>,
	/// The issuer's service, http://… or https://…: it is asked blinded
	#[arg(long, value_name = "URL")]
	issuer: Option<String>,
	/// The public key that the service must answer with
	#[arg(long, requires = "issuer", conflicts_with = "agency", value_name = "KEY")]
	issuer_key: Option<PublicKey>,
	/// The issuing agency's number, or its name: the public key is read from the chain
	#[arg(long, requires = "issuer")]
	agency: Option<String>,
	/// Which version of the issuer's key; with --agency the last that is in force
	#[arg(long, requires = "issuer", value_parser = values::within::<u16, 1, 65_535>)]
	token_version: Option<u16>,
}

/// What a document is.
pub struct Identified {
	pub kind: &'static str,
	pub form: Form,
	pub coarse: Option<Form>,
	pub firm: Option<Firm>,
}

/// What is shown of a document.
struct Shown {
	known: Identified,
	tokens: Option<Tokens>,
}

/// Tokens, and the version of the key that they were made with.
struct Tokens {
	version: u16,
	exact: H256,
	coarse: Option<H256>,
}

impl Document {
	/// What needs no chain. Answers whether that was all.
	pub async fn run_alone(&self, output: Output) -> Result<bool> {
		match self {
			Self::Token(token) => token.run_alone(output).await,
			Self::Key(key) => key.run_alone(output),
			Self::Serve(serve) => serve.run(output).await.map(|()| true),
			Self::Attest(_) => Ok(false),
		}
	}

	pub async fn run(&self, c: &Context) -> Result<()> {
		match self {
			Self::Token(token) => token.run(c).await,
			Self::Key(key) => key.run(c).await,
			Self::Serve(_) => Ok(()),
			Self::Attest(attest) => attest.run(c).await,
		}
	}
}

impl Token {
	async fn run_alone(&self, output: Output) -> Result<bool> {
		let known = self.paper.read()?;
		let tokens = match (&self.secret, &self.issuer, self.issuer_key) {
			(Some(file), ..) => {
				let secret = Secret::read(file)?;
				let made = |form: &Form| secret.token(form).map(H256);
				let coarse = known.coarse.as_ref().map(made).transpose()?;
				Some(Tokens { version: secret.version(), exact: made(&known.form)?, coarse })
			},
			(None, Some(url), Some(key)) => {
				let version = self.token_version.unwrap_or(1);
				Some(asked(&known, Issuer { url: url.clone(), version, key }).await?)
			},
			(None, Some(_), None) if self.agency.is_some() => return Ok(false),
			(None, Some(_), None) => {
				let reason = "the service is believed by its key alone: give --issuer-key, or --agency to read it from the chain";
				return Err(Error::usage(reason));
			},
			(None, None, _) => None,
		};
		Shown { known, tokens }.say(output);
		Ok(true)
	}

	/// With the key that stands on the chain.
	async fn run(&self, c: &Context) -> Result<()> {
		let (Some(url), Some(agency)) = (&self.issuer, &self.agency) else { return Ok(()) };
		let agency = c.number_of::<AgencyId>(agency).await?;
		let known = self.paper.read()?;
		let keys = collateral::issuer_keys(&c.client, agency).await?;
		let wanted = |version: u16| self.token_version.is_none_or(|wanted| wanted == version);
		let key = keys.iter().rev().find(|key| key.retired_on.is_none() && wanted(key.version));
		let key = key.ok_or_else(|| {
			Error::NotFound(format!("agency {agency} has no such key in force: `lingnan show document-keys {agency}`"))
		})?;
		let public = PublicKey::new(key.key.0).map_err(|reason| Error::input("the key on the chain", reason))?;
		let issuer = Issuer { url: url.clone(), version: key.version, key: public };
		let tokens = Some(asked(&known, issuer).await?);
		Shown { known, tokens }.say(c.output);
		Ok(())
	}
}

/// The tokens of a document, from its issuer's service.
async fn asked(known: &Identified, issuer: Issuer) -> Result<Tokens> {
	let forms: Vec<Form> = core::iter::once(&known.form).chain(&known.coarse).cloned().collect();
	let mut tokens = issuer.tokens(&forms).await?.into_iter().map(H256);
	let exact = tokens.next().ok_or_else(|| Error::Different("the issuer answered nothing".into()))?;
	Ok(Tokens { version: issuer.version, exact, coarse: tokens.next() })
}

impl Paper {
	pub fn currency(&self) -> Currency {
		self.currency
	}

	/// What the document is over, as the options say.
	pub fn amount(&self) -> Option<Amount> {
		self.amount
	}

	/// Known by the number of a customs declaration.
	pub fn is_declaration(&self) -> bool {
		self.declaration.is_some()
	}

	pub fn read(&self) -> Result<Identified> {
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
			return Ok(Identified { kind: kind.as_str(), form, coarse, firm });
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
		} else if let (Some(number), Some(issuer)) = (&self.warehouse_receipt, firm("--warehouse", &self.warehouse)?) {
			("warehouse receipt", "--warehouse-receipt", Form::warehouse_receipt(&issuer, number))
		} else if let (Some(number), Some(seller), Some((year, ..))) = (&self.invoice, &seller, issued) {
			("invoice", "--invoice", Form::invoice(seller, year, number))
		} else {
			return Err(Error::usage("which document? Give a file, or the number printed on it"));
		};
		let form = form.map_err(|flaw| Error::input(option, flaw))?;
		Ok(Identified { kind, form, coarse, firm: seller })
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

impl Shown {
	fn say(&self, output: Output) {
		output.answer(&self.to_json(), |_| self.text());
	}

	fn to_json(&self) -> Value {
		let tokens = self.tokens.as_ref();
		json!({
			"kind": self.known.kind,
			"form": self.known.form.as_str(),
			"exactToken": tokens.map(|tokens| tokens.exact),
			"coarseForm": self.known.coarse.as_ref().map(Form::as_str),
			"coarseToken": tokens.and_then(|tokens| tokens.coarse),
			"tokenVersion": tokens.map(|tokens| tokens.version),
			"firm": self.known.firm.as_ref().map(Firm::as_str),
		})
	}

	fn text(&self) -> String {
		let Identified { kind, form, coarse, .. } = &self.known;
		let mut lines = vec![format!("{kind} {form}")];
		match coarse {
			Some(coarse) => lines.push(format!("  coarse form   {coarse}")),
			None => lines.push("  no coarse form: give --seller, --amount and --issued".into()),
		}
		match &self.tokens {
			Some(Tokens { version, exact, coarse }) => {
				lines.push(format!("  exact token   {exact:?}"));
				lines.extend(coarse.map(|coarse| format!("  coarse token  {coarse:?}")));
				lines.push(format!("  token version {version}"));
			},
			None => lines.push(
				"  no token: its issuer makes it. Give --issuer and --agency, or the issuer's own --secret".into(),
			),
		}
		lines.join("\n")
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::args::{Cli, Command};
	use clap::Parser;

	fn token(line: &[&str]) -> std::result::Result<Token, clap::Error> {
		let line = ["lingnan", "document", "token"].iter().chain(line);
		match Cli::try_parse_from(line)?.command {
			Command::Document(Document::Token(token)) => Ok(token),
			other => panic!("{other:?}"),
		}
	}

	fn parse(line: &[&str]) -> std::result::Result<Paper, clap::Error> {
		token(line).map(|token| token.paper)
	}

	fn shown(line: &[&str]) -> Value {
		Shown { known: parse(line).unwrap().read().unwrap(), tokens: None }.to_json()
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
		assert_eq!((&fapiao["form"], &fapiao["exactToken"]), (&json!("LN1|FP|26442000000012345678"), &Value::Null));
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

	/// Without a key that is known the service could answer with any.
	#[tokio::test]
	async fn a_service_is_asked_only_if_its_key_is_known() {
		let line = ["--fapiao", "26442000000012345678", "--issuer", "http://127.0.0.1:1"];
		let error = token(&line).unwrap().run_alone(Output { json: true }).await.unwrap_err().to_string();
		assert!(error.contains("--issuer-key") && error.contains("--agency"), "{error}");
		let none = [&line[..], &["--issuer-key", "0x00"]].concat();
		assert!(token(&none).unwrap_err().to_string().contains("64 hexadecimal digits"));
		let alone = ["--fapiao", "1", "--issuer-key", "0x00"];
		assert!(token(&alone).unwrap_err().to_string().contains("--issuer"));
	}
}
