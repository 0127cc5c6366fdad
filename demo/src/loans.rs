//! The first part: the platform's first three loans, each over its own route, to full repayment; one instalment late, and
//! one application stopped as a double financing.

use super::{
	narrator::Narrator,
	network::{self, Indicator},
	numbers,
};
use crate::{
	client::Call,
	error::{Error, Result},
	keys::{self, Key},
	text::{date_text, money, percent},
	values::fingerprint,
};
use lingnan_documents::{Flaw, Form, Rules};
use lingnan_types::{add_months, RegistrationNumber};
use serde_json::{json, Value};
use std::collections::BTreeMap;

/// A firm of the story.
pub(super) struct Firm {
	pub name: &'static str,
	pub industry: &'static str,
	pub number: String,
	pub key: Key,
	/// How far its figures stay behind the best.
	pub steps_below: usize,
}

/// What a firm asks for, and where.
pub(super) struct Wish {
	pub bank: &'static str,
	pub bank_name: &'static str,
	/// What the product must take as security.
	pub security: Option<&'static str>,
	pub amount: u64,
	pub tenor: u16,
	pub method: &'static str,
	pub assets: Vec<u64>,
}

/// A loan that lives.
pub(super) struct Lent {
	pub id: u64,
	firm: &'static str,
	bank: Key,
}

/// Loans that live, and what secures them.
pub struct Lending {
	loans: Vec<Lent>,
	patent: u64,
	receivable: u64,
	refusal: String,
}

/// What was played, for programs.
pub struct Played {
	pub loans: Vec<u64>,
	pub late: u64,
	pub refusal: String,
}

pub(super) const CURRENCY: &str = "CNY";
/// Of the invoice: a million yuan, in fen.
const FACE_VALUE: u64 = 100_000_000;

pub async fn play(narrator: &Narrator<'_>) -> Result<Played> {
	let lent = lend(narrator).await?;
	narrator.heading("6. The months pass");
	let late = lent.loans[0].id;
	repay(narrator, &lent.loans, late).await?;

	narrator.heading("7. What is left");
	epilogue(narrator, &lent).await?;
	let loans = lent.loans.iter().map(|loan| loan.id).collect();
	Ok(Played { loans, late, refusal: lent.refusal })
}

/// Everything up to three loans that live.
pub(super) async fn lend(narrator: &Narrator<'_>) -> Result<Lending> {
	let serial = serial(narrator).await?;
	let firms = firms(serial);

	narrator.heading("1. The market regulator registers four firms and hands each to its owner");
	register(narrator, &firms).await?;
	narrator.heading("2. Agencies attest what they know");
	attest(narrator, &firms).await?;
	narrator.heading("3. The scorecard in force rates each firm");
	for firm in &firms {
		rate(narrator, firm).await?;
	}

	narrator.heading("4. A patent is registered; so is a trade receivable, which another firm tries to register too");
	let patent = patent(narrator, &firms[1], serial).await?;
	let fapiao = numbers::fapiao(serial);
	let receivable = receivable(narrator, &firms[2], &fapiao, serial).await?;
	let refusal = rival(narrator, &firms[3], &fapiao, serial).await?;

	narrator.heading("5. Each of the three consents to its bank and applies: three loans over three routes");
	let wishes = [
		Wish {
			bank: "ccb",
			bank_name: "China Construction Bank Guangdong Branch",
			security: None,
			amount: 100_000_000,
			tenor: 12,
			method: "EqualInstalments",
			assets: vec![],
		},
		Wish {
			bank: "icbc",
			bank_name: "ICBC Guangdong Branch",
			security: Some("Invention"),
			amount: 150_000_000,
			tenor: 6,
			method: "InterestOnly",
			assets: vec![patent],
		},
		Wish {
			bank: "pingan",
			bank_name: "Ping An Bank",
			security: Some("TradeReceivable"),
			amount: 60_000_000,
			tenor: 3,
			method: "Bullet",
			assets: vec![receivable],
		},
	];
	let mut offers = Vec::new();
	for (firm, wish) in firms.iter().zip(&wishes) {
		let institution = institution(narrator, wish).await?;
		let consent = consent(narrator, firm, institution).await?;
		offers.push(offer(narrator, firm, wish, institution, vec![consent]).await?);
	}
	let mut loans = Vec::new();
	for ((firm, wish), offered) in firms.iter().zip(&wishes).zip(&offers) {
		accept(narrator, firm, wish, offered).await?;
		loans.push(disburse(narrator, firm, wish, offered.application).await?);
	}

	Ok(Lending { loans, patent, receivable, refusal })
}

impl Lending {
	/// Lets the time pass to the last loan's first instalment, and has the bank record it.
	pub(super) async fn pay_one(&self, narrator: &Narrator<'_>) -> Result<Value> {
		let loan = self.loans.last().ok_or_else(|| Error::NotFound("no loan lives".into()))?;
		let view = narrator.ask("financing_loan", json!([loan.id])).await?;
		let due = number_in(&view["schedule"][0], "due")?;
		narrator.until(u32::try_from(due).unwrap_or(u32::MAX)).await?;
		pay(narrator, loan, 1).await?;
		narrator.ask("financing_loan", json!([loan.id])).await
	}
}

/// Tells one playing from the next on the same chain.
pub(super) async fn serial(narrator: &Narrator<'_>) -> Result<u32> {
	// At genesis no time has been set yet, and every date would lie in the future.
	while narrator.client.best_number().await? == 0 {
		tokio::time::sleep(std::time::Duration::from_millis(500)).await;
	}
	Ok(narrator.client.best_number().await?.wrapping_mul(16))
}

impl Firm {
	pub(super) fn new(
		serial: u32,
		name: &'static str,
		industry: &'static str,
		division: u32,
		steps_below: usize,
	) -> Self {
		let number: RegistrationNumber = numbers::uscc(division, serial);
		let key = keys::development(&format!("//enterprise//{number}"));
		Self { name, industry, number: number.to_string(), key, steps_below }
	}
}

fn firms(serial: u32) -> Vec<Firm> {
	let firm = |n: u32, name, industry, division, steps_below| {
		Firm::new(serial.wrapping_add(n), name, industry, division, steps_below)
	};
	vec![
		firm(0, "Pearl River Robotics", "C3491", 440_305, 0),
		firm(1, "Lychee Optics", "C3976", 440_106, 0),
		firm(2, "Kapok Electronics Export", "C3911", 440_604, 1),
		firm(3, "Quick Copy Trading", "F5171", 440_604, 1),
	]
}

pub(super) async fn register(narrator: &Narrator<'_>, firms: &[Firm]) -> Result<()> {
	let regulator = keys::agency("market-regulation");
	let founded = narrator.today().await?.saturating_sub(3_000);
	let registrations: Vec<Value> = firms
		.iter()
		.map(|firm| {
			json!({
				"number": firm.number, "legalName": firm.name, "industry": firm.industry, "founded": founded,
				"registeredCapital": 500_000_000u64, "capitalCurrency": CURRENCY, "division": null, "lei": null,
				"acceptOuterCheckMismatch": false,
			})
		})
		.collect();
	let call = Call::new("EnterpriseRegistry", "register_many", json!({ "registrations": registrations }));
	narrator.act(&regulator, call).await?;
	let offers = firms
		.iter()
		.map(|firm| {
			let to = keys::account(&firm.key).to_string();
			Call::new("EnterpriseRegistry", "offer_control", json!({ "enterprise": firm.number, "to": to }))
		})
		.collect();
	narrator.act(&regulator, Call::all(offers)).await?;
	let accepts = firms
		.iter()
		.map(|firm| {
			let call = Call::new("EnterpriseRegistry", "accept_control", json!({ "enterprise": firm.number }));
			(firm.key.clone(), call)
		})
		.collect();
	narrator.together(accepts).await?;
	for firm in firms {
		narrator.line(format!("{:<26} {}, controlled by {}", firm.name, firm.number, keys::account(&firm.key)));
	}
	Ok(())
}

/// Each agency states all it knows of the four firms in one transaction.
pub(super) async fn attest(narrator: &Narrator<'_>, firms: &[Firm]) -> Result<()> {
	let known = narrator.list("attestation_indicators", json!([])).await?;
	let period_end = narrator.today().await?.saturating_sub(1);
	let definitions: BTreeMap<String, Indicator> =
		network::indicators()?.into_iter().map(|indicator| (indicator.code.clone(), indicator)).collect();
	let mut by_agency = BTreeMap::<String, Vec<Value>>::new();
	for characteristic in network::scorecard()?.characteristics {
		let Some(indicator) = definitions.get(&characteristic.indicator) else { continue };
		let id = network::id_of(&known, &indicator.name)?;
		for firm in firms {
			let value = network::good_value(indicator, &characteristic.points, firm.steps_below);
			by_agency.entry(indicator.owner.clone()).or_default().push(json!({
				"enterprise": firm.number, "indicator": id, "value": { "Open": value }, "periodEnd": period_end,
				"evidence": fingerprint(format!("{} {}", firm.number, indicator.code).as_bytes()),
			}));
		}
	}
	let statements: usize = by_agency.values().map(Vec::len).sum();
	let agencies = by_agency.len();
	let acts = by_agency
		.into_iter()
		.map(|(agency, statements)| {
			let call = Call::new("Attestations", "attest_many", json!({ "statements": statements }));
			(keys::agency(&agency), call)
		})
		.collect();
	narrator.together(acts).await?;
	narrator.line(format!("{agencies} agencies make {statements} statements"));
	Ok(())
}

pub(super) async fn rate(narrator: &Narrator<'_>, firm: &Firm) -> Result<()> {
	let call = Call::new("CreditScoring", "rate", json!({ "enterprise": firm.number }));
	narrator.act(&firm.key, call).await?;
	let rating = narrator.ask("credit_rating", json!([firm.number])).await?["champion"].clone();
	narrator.line(format!(
		"{:<26} {} points, grade {}, default expected with {}",
		firm.name,
		rating["points"],
		rating["grade"].as_str().unwrap_or("?"),
		percent(rating["defaultProbability"].as_u64().unwrap_or_default()),
	));
	Ok(())
}

/// The IP office registers an invention, an appraiser values it.
async fn patent(narrator: &Narrator<'_>, firm: &Firm, serial: u32) -> Result<u64> {
	let today = narrator.today().await?;
	let number = numbers::invention(2021, serial);
	let right = json!({
		"kind": "Invention", "number": { "Patent": number.to_string() }, "title": "Aspherical lens for small cameras",
		"owners": [firm.number], "granted": true, "expires": today + 5_000, "feePaidUntil": today + 500,
	});
	let call = Call::new("Collateral", "register_right", json!({ "right": right }));
	let receipt = narrator.act(&keys::agency("intellectual-property"), call).await?;
	let asset = number_in(receipt.require("Collateral", "RightRegistered")?, "asset")?;
	let appraisal = json!({
		"asset": asset, "currency": CURRENCY, "value": 800_000_000u64, "valuedOn": today,
		"report": fingerprint(b"appraisal"),
	});
	let appraiser = keys::appraiser("guangzhou-ip-appraisal");
	narrator.act(&appraiser, Call::new("Collateral", "appraise", appraisal)).await?;
	let status = narrator.ask("collateral_status", json!([asset])).await?;
	let value = status["security"]["Ok"]["lendingValue"].as_u64().unwrap_or_default();
	narrator.line(format!(
		"{}: invention {number} valued at {}, worth {} to a lender",
		firm.name,
		money(800_000_000, Some(CURRENCY)),
		money(value, Some(CURRENCY))
	));
	Ok(asset)
}

/// Tokens of a firm's invoice over a million yuan, issued on a day: exact and coarse.
pub(super) fn tokens(firm: &Firm, fapiao: &str, issued: u32) -> Result<(String, String)> {
	let hex = |form: Form| format!("0x{}", hex::encode(form.token()));
	let made = |flaw: Flaw| Error::input("the invoice", flaw);
	let seller = lingnan_documents::Firm::read(&firm.number, Rules::VERIFIED).map_err(made)?;
	let exact = Form::fapiao(fapiao).map_err(made)?;
	let coarse = Form::coarse(&seller, CURRENCY, FACE_VALUE, lingnan_types::civil(issued)).map_err(made)?;
	Ok((hex(exact), hex(coarse)))
}

/// What a firm registers of its invoice for exported goods.
async fn registration(narrator: &Narrator<'_>, firm: &Firm, fapiao: &str, serial: u32) -> Result<(Call, String)> {
	let today = narrator.today().await?;
	let (year, _, _) = lingnan_types::civil(today);
	let issued = today - 5;
	let (exact, coarse) = tokens(firm, fapiao, issued)?;
	let receivable = json!({
		"kind": "TradeReceivable", "creditor": firm.number, "obligor": "A retailer abroad",
		"declaration": numbers::export_declaration(5_304, year, serial % 1_000_000_000), "currency": CURRENCY,
		"faceValue": FACE_VALUE, "issued": issued, "due": today + 150,
		"exactToken": exact, "coarseToken": coarse, "tokenVersion": lingnan_documents::VERSION,
	});
	Ok((Call::new("Collateral", "register_receivable", json!({ "receivable": receivable })), exact))
}

/// The firm registers the invoice, and the customs say that it is the firm's.
pub(super) async fn notice(narrator: &Narrator<'_>, firm: &Firm, fapiao: &str, serial: u32) -> Result<u64> {
	let (call, exact) = registration(narrator, firm, fapiao, serial).await?;
	let receipt = narrator.act(&firm.key, call).await?;
	let asset = number_in(receipt.require("Collateral", "ReceivableRegistered")?, "asset")?;
	let call = Call::new("Collateral", "confirm_receivable", json!({ "asset": asset, "exactToken": exact }));
	narrator.act(&keys::agency("customs"), call).await?;
	Ok(asset)
}

pub(super) async fn receivable(narrator: &Narrator<'_>, firm: &Firm, fapiao: &str, serial: u32) -> Result<u64> {
	let asset = notice(narrator, firm, fapiao, serial).await?;
	narrator.line(format!(
		"{}: receivable {asset} over {}, confirmed by the customs",
		firm.name,
		money(FACE_VALUE, Some(CURRENCY))
	));
	Ok(asset)
}

/// Another firm brings the same invoice: the customs have said whose it is.
async fn rival(narrator: &Narrator<'_>, firm: &Firm, fapiao: &str, serial: u32) -> Result<String> {
	let (call, _) = registration(narrator, firm, fapiao, serial).await?;
	match narrator.act(&firm.key, call).await {
		Err(error) if error.is_refusal("Collateral", "AttestedOtherwise") => {
			narrator.line(format!("{}: refused. {error}", firm.name));
			Ok("Collateral.AttestedOtherwise".into())
		},
		Err(error) => Err(error),
		Ok(_) => Err(Error::Different("two firms registered one invoice that an agency confirmed".into())),
	}
}

/// An offer that waits for the firm.
pub(super) struct Offered {
	pub application: u64,
	institution: u64,
	hash: Value,
}

/// Number of the bank that is asked.
pub(super) async fn institution(narrator: &Narrator<'_>, wish: &Wish) -> Result<u64> {
	network::id_of(&narrator.list("financing_institutions", json!([])).await?, wish.bank_name)
}

/// The call by which a firm lets a bank look.
pub(super) async fn consent(narrator: &Narrator<'_>, firm: &Firm, institution: u64) -> Result<Call> {
	let now = narrator.client.now().await?;
	let consent = json!({
		"institution": institution, "purpose": "Assessment", "scope": "All", "from": now.saturating_sub(60),
		"until": now + 30 * 86_400, "uses": 2, "retentionDays": 365,
	});
	Ok(Call::new("Consents", "give", json!({ "enterprise": firm.number, "consent": consent })))
}

/// Match, application with what must be done before it, offer, pledge, acceptance.
pub(super) async fn conclude(
	narrator: &Narrator<'_>,
	firm: &Firm,
	wish: &Wish,
	institution: u64,
	before: Vec<Call>,
) -> Result<u64> {
	let offered = offer(narrator, firm, wish, institution, before).await?;
	accept(narrator, firm, wish, &offered).await?;
	Ok(offered.application)
}

/// Match, application with what must be done before it, offer.
pub(super) async fn offer(
	narrator: &Narrator<'_>,
	firm: &Firm,
	wish: &Wish,
	institution: u64,
	mut before: Vec<Call>,
) -> Result<Offered> {
	let bank = keys::institution(wish.bank);
	let request = json!({
		"amount": wish.amount, "currency": CURRENCY, "tenor": wish.tenor, "method": wish.method,
		"security": wish.assets,
	});
	let matches = narrator.list("financing_match", json!([firm.number, request])).await?;
	let eligible: Vec<&Value> = matches.iter().filter(|found| found["eligible"] == true).collect();
	let products = narrator.list("financing_products", json!([])).await?;
	let takes = |product: &Value| match wish.security {
		None => product["security"].as_array().is_some_and(Vec::is_empty),
		Some(kind) => product["security"].as_array().is_some_and(|kinds| kinds.iter().any(|k| k == kind)),
	};
	let found = eligible
		.iter()
		.find(|found| {
			found["institution"] == institution
				&& products.iter().any(|product| product["id"] == found["product"] && takes(product))
		})
		.ok_or_else(|| Error::NotFound(format!("no product of {} fits {}", wish.bank_name, firm.name)))?;
	let product = number_in(found, "product")?;

	let apply = json!({ "enterprise": firm.number, "product": product, "request": request });
	before.push(Call::new("Financing", "apply", apply));
	let receipt = narrator.act(&firm.key, Call::all(before)).await?;
	let application = number_in(receipt.require("Financing", "Applied")?, "application")?;

	let now = narrator.client.now().await?;
	let rate = found["expectedRate"].as_u64().unwrap_or_default();
	let terms = json!({
		"amount": wish.amount, "rate": rate, "tenor": wish.tenor, "method": wish.method, "penaltyRate": 1_800,
		"arrangementFee": 0, "validUntil": now + 20 * 86_400,
	});
	let offer = Call::new("Financing", "make_offer", json!({ "application": application, "terms": terms }));
	narrator.act(&bank, offer).await?;
	let view = narrator.ask("financing_application", json!([application])).await?;
	narrator.line(format!(
		"{}: {} of {} products fit; application {application} for {}; {} offers {} months at {}",
		firm.name,
		eligible.len(),
		matches.len(),
		money(wish.amount, Some(CURRENCY)),
		wish.bank_name,
		wish.tenor,
		percent(rate),
	));
	Ok(Offered { application, institution, hash: view["offeredTermsHash"].clone() })
}

/// The firm pledges what it offered and accepts the terms: all that the loan needs is reserved.
pub(super) async fn accept(narrator: &Narrator<'_>, firm: &Firm, wish: &Wish, offered: &Offered) -> Result<()> {
	let mut acts = pledges(narrator, firm, wish, offered).await?;
	acts.push(acceptance(offered));
	narrator.act(&firm.key, Call::all(acts)).await?;
	narrator.line(format!("{}: accepts exactly these terms, {}", firm.name, short(&offered.hash)));
	Ok(())
}

async fn pledges(narrator: &Narrator<'_>, firm: &Firm, wish: &Wish, offered: &Offered) -> Result<Vec<Call>> {
	// The money may go some days after the acceptance, and the lien lasts as long as the loan.
	let until = add_months(narrator.today().await?, u32::from(wish.tenor) + 1);
	let pledge = |asset: &u64| {
		let lien = json!({
			"institution": offered.institution, "kind": "Pledge", "securedAmount": wish.amount, "until": until,
		});
		Call::new("Collateral", "pledge", json!({ "asset": asset, "pledgor": firm.number, "lien": lien }))
	};
	Ok(wish.assets.iter().map(pledge).collect())
}

fn acceptance(offered: &Offered) -> Call {
	let args = json!({ "application": offered.application, "termsHash": offered.hash });
	Call::new("Financing", "accept_offer", args)
}

pub(super) async fn disburse(narrator: &Narrator<'_>, firm: &Firm, wish: &Wish, application: u64) -> Result<Lent> {
	let bank = keys::institution(wish.bank);
	let reference = format!("PAYMENT {application}");
	let today = narrator.today().await?;
	let payment = json!({ "application": application, "reference": reference, "valueDate": today });
	narrator.act(&bank, Call::new("Financing", "disburse", payment)).await?;
	let receipt = json!({ "application": application, "reference": reference });
	narrator.act(&firm.key, Call::new("Financing", "confirm_receipt", receipt)).await?;
	narrator.line(format!("loan {application}: {} has the money, both sides say so", firm.name));
	Ok(Lent { id: application, firm: firm.name, bank })
}

/// Lets the months pass; every loan is paid on its days, except one instalment.
async fn repay(narrator: &Narrator<'_>, loans: &[Lent], late: u64) -> Result<()> {
	const LATE_INSTALMENT: u64 = 3;
	const DAYS_LATE: u32 = 20;
	let mut due = Vec::new();
	for loan in loans {
		let view = narrator.ask("financing_loan", json!([loan.id])).await?;
		for instalment in view["schedule"].as_array().into_iter().flatten() {
			let number = number_in(instalment, "number")?;
			let day = u32::try_from(number_in(instalment, "due")?).unwrap_or(u32::MAX);
			let is_late = loan.id == late && number == LATE_INSTALMENT;
			due.push((if is_late { day + DAYS_LATE } else { day }, number, loan));
		}
	}
	due.sort_by_key(|(day, number, loan)| (*day, loan.id, *number));
	for (day, number, loan) in due {
		narrator.until(day).await?;
		pay(narrator, loan, number).await?;
	}
	Ok(())
}

/// Pays all that is due today.
async fn pay(narrator: &Narrator<'_>, loan: &Lent, number: u64) -> Result<()> {
	let view = narrator.ask("financing_loan", json!([loan.id])).await?;
	let owed = &view["due"];
	let part = |name: &str| money(owed[name].as_u64().unwrap_or_default(), Some(CURRENCY));
	let arrears = match view["arrearsDays"].as_u64().unwrap_or_default() {
		0 => String::new(),
		days => format!(", {days} days late: {} of penalty", part("charges")),
	};
	let payment = json!({
		"loan": loan.id, "amount": owed["total"], "reference": format!("INSTALMENT {} {number}", loan.id),
		"valueDate": narrator.today().await?,
	});
	let receipt = narrator.act(&loan.bank, Call::new("Financing", "record_repayment", payment)).await?;
	let closed = match receipt.find("Financing", "LoanClosed") {
		Some(_) => "; the loan is repaid",
		None => "",
	};
	narrator.line(format!(
		"{}  loan {} ({}): instalment {number}, interest {}, principal {}{arrears}{closed}",
		date_text(narrator.today().await?),
		loan.id,
		loan.firm,
		part("interest"),
		part("principal"),
	));
	Ok(())
}

async fn epilogue(narrator: &Narrator<'_>, lent: &Lending) -> Result<()> {
	for loan in &lent.loans {
		let view = narrator.ask("financing_loan", json!([loan.id])).await?;
		if view["state"] != "Closed" {
			return Err(Error::Different(format!("loan {} is {} in place of closed", loan.id, view["state"])));
		}
		let repaid = |name: &str| money(view["repaid"][name].as_u64().unwrap_or_default(), Some(CURRENCY));
		narrator.line(format!(
			"loan {} is closed: {} of principal, {} of interest, {} of charges",
			loan.id,
			repaid("principal"),
			repaid("interest"),
			repaid("charges")
		));
	}
	let liens = narrator.ask("collateral_status", json!([lent.patent])).await?["liens"].clone();
	narrator.line(format!("the patent bears {} liens", liens.as_array().map_or(0, Vec::len)));
	let status = narrator.ask("collateral_status", json!([lent.receivable])).await?;
	narrator.line(format!("the receivable is {} for ever", status["receivable"]["status"].as_str().unwrap_or("?")));
	let cards = narrator.list("credit_scorecards", json!([])).await?;
	if let Some(card) = cards.iter().find(|card| card["champion"] == true) {
		let (loans, defaulted) = (number_in(&card["whole"], "loans")?, number_in(&card["whole"], "defaulted")?);
		narrator
			.line(format!("the scorecard that predicted them counts {loans} loans, {defaulted} of them in default"));
	}
	Ok(())
}

pub(super) fn number_in(fields: &Value, name: &str) -> Result<u64> {
	fields[name]
		.as_u64()
		.ok_or_else(|| Error::Connection(format!("the chain's answer has no number {name:?}: {fields}")))
}

fn short(hash: &Value) -> String {
	let text = hash.as_str().unwrap_or_default();
	format!("{}…", text.get(..10).unwrap_or(text))
}
