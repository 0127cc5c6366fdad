//! A statement as ISO 20022 `camt.053.001.08` (BankToCustomerStatement, version 8).
//!
//! The account is the loan's, kept by the lender: what the borrower owes is a debit balance. Amounts are positive, `CdtDbtInd`
//! says the side, `RvslInd` marks what takes an earlier entry back. Lines that move nothing have no place in the message:
//! text, CSV and PDF show them.
//!
//! `BkTxCd` gives a code of ISO's external list for loans (domain `LDAS`, family `FTLN`; sub-families `DDWN`, `PPAY`, `RNEW` of
//! loans, `INTR`, `CHRG`, `FEES`, `ADJT` of all families) and, as proprietary code, the word of [`Kind`]: programs that are to
//! tell all kinds apart read that. By the list a fixed term loan repays its principal at its end. It has no family for loans to
//! firms in instalments, and of `OTHR` none of the sub-families of loans: theirs is `FTLN` too.

use crate::{
	cells,
	statement::{Kind, Line, Mark, Side, Statement},
	Error, Result,
};
use lingnan_types::{civil, date_of, loan::Owed, Amount, Timestamp};
use quick_xml::{
	events::{BytesDecl, BytesText, Event},
	Writer,
};
use std::io;

/// The message, and its version.
pub const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

/// Who says what a proprietary code means.
const ISSUER: &str = "Lingnan";

type Xml = Writer<Vec<u8>>;

impl Statement {
	/// The message.
	pub fn camt053(&self) -> Result<String> {
		let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
		self.document(&mut xml).map_err(|e| Error::input("camt.053", e))?;
		String::from_utf8(xml.into_inner()).map_err(|e| Error::input("camt.053", e))
	}

	fn document(&self, xml: &mut Xml) -> io::Result<()> {
		xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
		let document = xml.create_element("Document").with_attribute(("xmlns", NAMESPACE));
		document.write_inner_content(|xml| {
			inside(xml, "BkToCstmrStmt", |xml| {
				inside(xml, "GrpHdr", |xml| {
					leaf(xml, "MsgId", &self.name())?;
					leaf(xml, "CreDtTm", &moment(self.made_at))
				})?;
				inside(xml, "Stmt", |xml| self.body(xml))
			})
		})?;
		Ok(())
	}

	/// Of this message and no other: the loan, and the second in which it was made.
	fn name(&self) -> String {
		format!("LOAN-{}-{}", self.loan, self.made_at)
	}

	fn body(&self, xml: &mut Xml) -> io::Result<()> {
		leaf(xml, "Id", &self.name())?;
		leaf(xml, "CreDtTm", &moment(self.made_at))?;
		inside(xml, "FrToDt", |xml| {
			leaf(xml, "FrDtTm", &format!("{}T00:00:00+08:00", cells::day(self.started)))?;
			leaf(xml, "ToDtTm", &moment(self.made_at))
		})?;
		inside(xml, "Acct", |xml| self.account(xml))?;
		self.balance(xml, "OPBD", 0, &cells::day(self.started))?;
		self.balance(xml, "CLBD", self.closing, &cells::day(self.today()))?;
		inside(xml, "TxsSummry", |xml| {
			for (name, side) in [("TtlCdtNtries", Side::Credit), ("TtlDbtNtries", Side::Debit)] {
				let (count, sum) = self.total(side);
				inside(xml, name, |xml| {
					leaf(xml, "NbOfNtries", &count.to_string())?;
					leaf(xml, "Sum", &cells::signed(i128::try_from(sum).unwrap_or(i128::MAX)))
				})?;
			}
			Ok(())
		})?;
		let moved = self.lines.iter().enumerate().filter(|(_, line)| line.side != Side::Note && line.amount > 0);
		for (place, line) in moved {
			inside(xml, "Ntry", |xml| self.entry(xml, place, line))?;
		}
		Ok(())
	}

	fn account(&self, xml: &mut Xml) -> io::Result<()> {
		inside(xml, "Id", |xml| {
			inside(xml, "Othr", |xml| {
				leaf(xml, "Id", &format!("LOAN-{}", self.loan))?;
				leaf(xml, "Issr", ISSUER)
			})
		})?;
		// A loan account, by ISO's external list of account types.
		inside(xml, "Tp", |xml| leaf(xml, "Cd", "LOAN"))?;
		leaf(xml, "Ccy", self.currency.name())?;
		inside(xml, "Ownr", |xml| {
			if let Some(name) = &self.borrower.name {
				leaf(xml, "Nm", &short(name, 140))?;
			}
			inside(xml, "Id", |xml| {
				inside(xml, "OrgId", |xml| {
					if let Some(lei) = &self.borrower.lei {
						leaf(xml, "LEI", lei)?;
					}
					inside(xml, "Othr", |xml| leaf(xml, "Id", &short(&self.borrower.number, 35)))
				})
			})
		})?;
		inside(xml, "Svcr", |xml| {
			inside(xml, "FinInstnId", |xml| {
				if let Some(name) = &self.lender.name {
					leaf(xml, "Nm", &short(name, 140))?;
				}
				inside(xml, "Othr", |xml| {
					leaf(xml, "Id", &self.lender.number)?;
					leaf(xml, "Issr", ISSUER)
				})
			})
		})
	}

	fn balance(&self, xml: &mut Xml, code: &str, balance: i128, on: &str) -> io::Result<()> {
		inside(xml, "Bal", |xml| {
			inside(xml, "Tp", |xml| inside(xml, "CdOrPrtry", |xml| leaf(xml, "Cd", code)))?;
			self.amount(xml, &cells::signed(i128::try_from(balance.unsigned_abs()).unwrap_or(i128::MAX)))?;
			leaf(xml, "CdtDbtInd", if balance < 0 { "CRDT" } else { "DBIT" })?;
			inside(xml, "Dt", |xml| leaf(xml, "Dt", on))
		})
	}

	fn amount(&self, xml: &mut Xml, amount: &str) -> io::Result<()> {
		let amount = BytesText::new(amount);
		xml.create_element("Amt").with_attribute(("Ccy", self.currency.name())).write_text_content(amount)?;
		Ok(())
	}

	fn entry(&self, xml: &mut Xml, place: usize, line: &Line) -> io::Result<()> {
		leaf(xml, "NtryRef", &(place + 1).to_string())?;
		self.amount(xml, &cells::amount(line.amount))?;
		leaf(xml, "CdtDbtInd", code_of(line.side))?;
		if line.mark == Mark::Reversal {
			leaf(xml, "RvslInd", "true")?;
		}
		inside(xml, "Sts", |xml| leaf(xml, "Cd", "BOOK"))?;
		inside(xml, "BookgDt", |xml| leaf(xml, "Dt", &cells::day(line.booked)))?;
		inside(xml, "ValDt", |xml| leaf(xml, "Dt", &cells::day(line.value_date)))?;
		leaf(xml, "AcctSvcrRef", &self.reference(place, line))?;
		transaction_code(xml, sub_family(line.kind), line.kind.word())?;
		inside(xml, "NtryDtls", |xml| {
			let parts = parts(line);
			for (name, code, amount) in &parts {
				inside(xml, "TxDtls", |xml| {
					inside(xml, "Refs", |xml| {
						leaf(xml, "AcctSvcrRef", &self.reference(place, line))?;
						match line.kind == Kind::Repayment && !line.reference.is_empty() {
							true => leaf(xml, "EndToEndId", &short(&line.reference, 35)),
							false => Ok(()),
						}
					})?;
					self.amount(xml, &cells::amount(*amount))?;
					leaf(xml, "CdtDbtInd", code_of(line.side))?;
					transaction_code(xml, code, name)?;
					match line.reference.is_empty() {
						true => Ok(()),
						false => inside(xml, "RmtInf", |xml| leaf(xml, "Ustrd", &short(&line.reference, 140))),
					}
				})?;
			}
			Ok(())
		})?;
		match &line.reason {
			Some(reason) => leaf(xml, "AddtlNtryInf", &short(reason, 500)),
			None => Ok(()),
		}
	}

	/// By which the lender knows the entry: the chain's own number where it has one, and the same for its reversal with an R.
	fn reference(&self, place: usize, line: &Line) -> String {
		match (line.posting, &line.mark) {
			(Some(posting), Mark::Reversal) => format!("L{}-P{posting}-R", self.loan),
			(Some(posting), _) => format!("L{}-P{posting}", self.loan),
			(None, _) => format!("L{}-C{}", self.loan, place + 1),
		}
	}
}

/// What an entry consists of: a word, a code, an amount. Together they are the entry's amount.
fn parts(line: &Line) -> Vec<(&'static str, &'static str, Amount)> {
	let Owed { costs, penalty, interest, fees, principal, .. } = line.split;
	let drawing = line.kind == Kind::Drawing;
	let of_principal = if drawing { "DDWN" } else { "PPAY" };
	let all = [
		("costs", "CHRG", costs),
		("penalty", "INTR", penalty),
		("interest", "INTR", interest),
		("fees", "FEES", fees),
		("principal", of_principal, principal),
	];
	let parts: Vec<_> = all.into_iter().filter(|(_, _, amount)| *amount > 0).collect();
	let sum = parts.iter().fold(0, |sum: Amount, (_, _, amount)| sum.saturating_add(*amount));
	match sum == line.amount {
		true => parts,
		false => vec![(line.kind.word(), sub_family(line.kind), line.amount)],
	}
}

/// Of ISO's external list: drawdown, principal payment, renewal, interest, charges, fees, adjustment.
fn sub_family(kind: Kind) -> &'static str {
	match kind {
		Kind::Drawing => "DDWN",
		Kind::Repayment | Kind::Proceeds | Kind::Guaranteed => "PPAY",
		Kind::Renewed => "RNEW",
		Kind::Accrued | Kind::Repriced => "INTR",
		Kind::Charge => "CHRG",
		Kind::Fees => "FEES",
		Kind::Forgiven | Kind::Called | Kind::Misused | Kind::Amended => "ADJT",
	}
}

fn code_of(side: Side) -> &'static str {
	match side {
		Side::Credit => "CRDT",
		Side::Debit | Side::Note => "DBIT",
	}
}

fn transaction_code(xml: &mut Xml, sub_family: &str, word: &str) -> io::Result<()> {
	inside(xml, "BkTxCd", |xml| {
		inside(xml, "Domn", |xml| {
			leaf(xml, "Cd", "LDAS")?;
			inside(xml, "Fmly", |xml| {
				leaf(xml, "Cd", "FTLN")?;
				leaf(xml, "SubFmlyCd", sub_family)
			})
		})?;
		inside(xml, "Prtry", |xml| {
			leaf(xml, "Cd", word)?;
			leaf(xml, "Issr", ISSUER)
		})
	})
}

fn inside(xml: &mut Xml, name: &str, write: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
	xml.create_element(name).write_inner_content(write)?;
	Ok(())
}

fn leaf(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
	xml.create_element(name).write_text_content(BytesText::new(text))?;
	Ok(())
}

/// At most so many characters, none of which XML cannot hold.
fn short(text: &str, most: usize) -> String {
	let held = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
	let text: String = text.chars().filter(held).take(most).collect();
	match text.is_empty() {
		// An element of text holds one character at least.
		true => "-".into(),
		false => text,
	}
}

/// `2026-11-30T09:00:00+08:00`.
fn moment(at: Timestamp) -> String {
	const HOURS: Timestamp = 8;
	let (year, month, day) = civil(date_of(at));
	let second = at.saturating_add(HOURS * 3_600) % 86_400;
	let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
	format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00")
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::statement::tests::statement;
	use roxmltree::{Document, Node};

	fn text<'a>(node: Node<'a, '_>, path: &str) -> &'a str {
		let mut at = node;
		for name in path.split('/') {
			at = at
				.children()
				.find(|child| child.has_tag_name((NAMESPACE, name)))
				.unwrap_or_else(|| panic!("{path}: {name}"));
		}
		at.text().unwrap_or_default()
	}

	fn fen(text: &str) -> i128 {
		text.replace('.', "").parse().unwrap()
	}

	#[test]
	fn balances_and_entries_add_up_and_each_entry_has_both_days() {
		let made = statement().camt053().unwrap();
		let document = Document::parse(&made).unwrap();
		let of = |name: &'static str| document.descendants().filter(move |node| node.has_tag_name((NAMESPACE, name)));
		let signed = |node: Node| match text(node, "CdtDbtInd") {
			"DBIT" => fen(text(node, "Amt")),
			"CRDT" => -fen(text(node, "Amt")),
			other => panic!("{other}"),
		};
		let balances: Vec<_> =
			of("Bal").map(|node| (text(node, "Tp/CdOrPrtry/Cd"), signed(node), text(node, "Dt/Dt"))).collect();
		assert_eq!(balances, [("OPBD", 0, "2027-01-15"), ("CLBD", 925_000, "2027-03-16")]);
		assert_eq!(of("Ntry").map(signed).sum::<i128>(), 925_000);
		for entry in of("Ntry") {
			assert_eq!(text(entry, "Sts/Cd"), "BOOK");
			assert!(text(entry, "ValDt/Dt") <= text(entry, "BookgDt/Dt"), "{:?}", text(entry, "NtryRef"));
			let details = entry.descendants().filter(|node| node.has_tag_name((NAMESPACE, "TxDtls")));
			assert_eq!(details.map(signed).sum::<i128>(), signed(entry), "the parts are the whole");
		}
		let references: std::collections::BTreeSet<_> = of("Ntry").map(|node| text(node, "AcctSvcrRef")).collect();
		assert_eq!(references.len(), of("Ntry").count(), "each entry has a reference of its own");
	}

	#[test]
	fn a_reversal_is_marked_and_names_what_it_takes_back() {
		let made = statement().camt053().unwrap();
		let document = Document::parse(&made).unwrap();
		let entries: Vec<_> = document.descendants().filter(|node| node.has_tag_name((NAMESPACE, "Ntry"))).collect();
		let marked: Vec<_> = entries
			.iter()
			.filter(|entry| entry.descendants().any(|n| n.has_tag_name((NAMESPACE, "RvslInd"))))
			.collect();
		assert_eq!(marked.len(), 1);
		assert_eq!((text(*marked[0], "AcctSvcrRef"), text(*marked[0], "CdtDbtInd")), ("L3-P1-R", "DBIT"));
		assert_eq!(text(*marked[0], "AddtlNtryInf"), "recorded twice");
		assert_eq!(text(entries[4], "AcctSvcrRef"), "L3-P1");
	}

	/// The attack: a reason that writes elements of its own.
	#[test]
	fn lender_writes_markup() {
		let made = statement().camt053().unwrap();
		let document = Document::parse(&made).unwrap();
		let told = document.descendants().find(|node| node.text() == Some("催收函 <1> & more"));
		assert!(told.is_some(), "{made}");
		assert_eq!(short("a\u{0}\u{8}b\u{fffe}", 9), "ab");
		assert_eq!((short("", 9), short("深圳市荔枝", 2)), ("-".into(), "深圳".into()));
	}

	#[test]
	fn a_moment_is_of_the_zone_of_the_chain() {
		assert_eq!(moment(0), "1970-01-01T08:00:00+08:00");
		assert_eq!(moment(86_400 - 8 * 3_600 - 1), "1970-01-01T23:59:59+08:00");
	}

	/// The file that `tests/python/test_bank.py` validates against the published schema. `UPDATE=1` writes it anew.
	#[test]
	fn the_example_that_is_validated_is_what_is_made() {
		let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/loan.camt053.xml");
		let made = statement().camt053().unwrap();
		if std::env::var_os("UPDATE").is_some() {
			std::fs::write(path, &made).unwrap();
		}
		assert_eq!(std::fs::read_to_string(path).unwrap(), made);
	}
}
