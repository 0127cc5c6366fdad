//! The first part: the platform's first three loans, each over its own route, to full repayment; one instalment late, and
//! one application stopped as a double financing.

use super::{
	figures::{self, Backstage, Disclosed, Holder},
	narrator::Narrator,
	network, numbers,
};
use crate::{
	client::{
		calls::{
			collateral::{Appraise, ConfirmReceivable, OpenTokenVersion, Pledge, RegisterReceivable, RegisterRight},
			consents::Give,
			enterprise_registry::{AcceptControl, OfferControl, RegisterMany},
			financing::{AcceptOffer, Apply, ConfirmReceipt, Disburse, MakeOffer, RecordRepayment},
		},
		questions::{attestation, collateral, credit, financing, matching},
		Call,
	},
	error::{Error, Result},
	keys::{self, Key},
	text::{date_text, money, percent},
	values::{self, fingerprint},
};
use lingnan_documents::{Flaw, Form, Rules};
use lingnan_tokens::Secret;
use lingnan_types::{
	add_months,
	application::{OfferSpec, RequestSpec},
	consent::{ConsentSpec, Scope},
	enterprise::RegistrationSpec,
	lien::{LienKind, LienSpec},
	loan::{LoanState, LoanView},
	product::{Match, ProductView, RepaymentMethod},
	receivable::{DocumentTokens, ReceivableSpec},
	right::{RightNumber, RightSpec},
	Amount, ApplicationId, AssetId, AssetKind, Currency, Grade, InstitutionId, LoanId, Purpose, RegistrationNumber,
	Text,
};
use serde::de::DeserializeOwned;
use subxt::utils::H256;

/// A firm of the story.
#[derive(Clone)]
pub(super) struct Firm {
	pub name: &'static str,
	pub industry: &'static str,
	pub number: RegistrationNumber,
	pub key: Key,
	/// How far its figures stay behind the best.
	pub steps_below: usize,
}

/// What a firm asks for, and where.
pub(super) struct Wish {
	pub bank: &'static str,
	pub bank_name: &'static str,
	/// What the product must take as security.
	pub security: Option<AssetKind>,
	pub amount: u64,
	pub tenor: u16,
	pub method: RepaymentMethod,
	pub assets: Vec<AssetId>,
}

/// A loan that lives.
pub(super) struct Lent {
	pub id: LoanId,
	firm: &'static str,
	bank: Key,
}

/// Loans that live, what secures them, and what the first firm keeps.
pub struct Lending {
	loans: Vec<Lent>,
	patent: AssetId,
	receivable: AssetId,
	refusal: String,
	/// The first firm's own machine.
	pub holder: Holder,
	/// What it proved.
	pub grade: Grade,
	/// What it opened to its bank.
	pub disclosed: Disclosed,
	firm: Firm,
}

/// What was played, for programs.
pub struct Played {
	pub loans: Vec<LoanId>,
	pub late: LoanId,
	pub refusal: String,
	pub holder: Holder,
	pub grade: Grade,
	pub disclosed: Disclosed,
}

pub(super) const CURRENCY: Currency = Currency::Cny;
/// Of the invoice: a million yuan, in fen.
const FACE_VALUE: u64 = 100_000_000;

pub async fn play(narrator: &Narrator<'_>, backstage: Backstage<'_>) -> Result<Played> {
	let lent = lend(narrator, backstage).await?;
	narrator.heading("7. The months pass");
	let late = lent.loans[0].id;
	repay(narrator, &lent.loans, late).await?;

	narrator.heading("8. What is left");
	epilogue(narrator, &lent).await?;
	let Lending { holder, grade, disclosed, refusal, .. } = lent;
	let loans = lent.loans.iter().map(|loan| loan.id).collect();
	Ok(Played { loans, late, refusal, holder, grade, disclosed })
}

/// Everything up to three loans that live.
pub(super) async fn lend(narrator: &Narrator<'_>, backstage: Backstage<'_>) -> Result<Lending> {
	let serial = serial(narrator).await?;
	let (firms, copyist) = firms(serial);

	narrator.heading("1. The market regulator registers four firms and hands each to its owner");
	register(narrator, &[&firms[..], std::slice::from_ref(&copyist)].concat()).await?;
	narrator
		.heading("2. Agencies attest what they know of three: figures as commitments, what registers publish openly");
	figures::attest(narrator, backstage, &firms).await?;

	narrator.heading("3. A patent is registered; so is a trade receivable, which another firm tries to register too");
	let patent = patent(narrator, &firms[1], serial).await?;
	let fapiao = numbers::fapiao(serial);
	let receivable = receivable(narrator, &firms[2], &fapiao, serial).await?;
	let token = tokens(narrator, &firms[2], &fapiao, serial).await?.exact;
	let refusal = rival(narrator, &copyist, token).await?;

	let wishes = [
		Wish {
			bank: "ccb",
			bank_name: "China Construction Bank Guangdong Branch",
			security: None,
			amount: 100_000_000,
			tenor: 12,
			method: RepaymentMethod::EqualInstalments,
			assets: vec![],
		},
		Wish {
			bank: "icbc",
			bank_name: "ICBC Guangdong Branch",
			security: Some(AssetKind::Invention),
			amount: 150_000_000,
			tenor: 6,
			method: RepaymentMethod::InterestOnly,
			assets: vec![patent],
		},
		Wish {
			bank: "pingan",
			bank_name: "Ping An Bank",
			security: Some(AssetKind::TradeReceivable),
			amount: 60_000_000,
			tenor: 3,
			method: RepaymentMethod::Bullet,
			assets: vec![receivable],
		},
	];
	let mut banks = Vec::new();
	for (firm, wish) in firms.iter().zip(&wishes) {
		banks.push((firm, institution(narrator, wish).await?));
	}

	narrator.heading("4. Each firm lets its bank look, adds up for itself, and proves to it a grade and nothing else");
	figures::prove(narrator, backstage, &banks).await?;
	let grade = figures::grade(narrator.client, &firms[0]).await?;

	narrator.heading("5. One of them opens two indicators to its bank alone, which checks them against the chain");
	let disclosed = figures::disclose(narrator, backstage, &firms[0], banks[0].1).await?;

	narrator.heading("6. Each applies with the grade that it proved: three loans over three routes");
	let mut offers = Vec::new();
	for ((firm, institution), wish) in banks.iter().zip(&wishes) {
		offers.push(offer(narrator, &Deal { firm, wish, institution: *institution }, vec![]).await?);
	}
	let taken = firms.iter().zip(&wishes).zip(&offers).map(|((firm, wish), offered)| async move {
		accept(narrator, firm, wish, offered).await?;
		disburse(narrator, firm, wish, offered.application).await
	});
	let loans = futures::future::try_join_all(taken).await?;

	let holder = figures::holder(backstage, &firms[0]);
	let firm = firms.into_iter().next().ok_or_else(|| Error::NotFound("no firm".into()))?;
	Ok(Lending { loans, patent, receivable, refusal, holder, grade, disclosed, firm })
}

impl Lending {
	/// Lets the time pass to the last loan's first instalment, and has the bank record it.
	pub(super) async fn pay_one(&self, narrator: &Narrator<'_>) -> Result<LoanView> {
		let loan = self.loans.last().ok_or_else(|| Error::NotFound("no loan lives".into()))?;
		let first = narrator.loan(loan.id).await?.schedule.first().map(|instalment| instalment.due);
		narrator.until(first.unwrap_or_default()).await?;
		pay(narrator, loan, 1).await?;
		narrator.loan(loan.id).await
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

/// What a firm's number is made of.
#[derive(Clone, Copy)]
pub(super) struct Place {
	/// Tells it from the others of the division.
	pub serial: u32,
	/// GB/T 2260.
	pub division: u32,
}

impl Firm {
	pub(super) fn new(place: Place, name: &'static str, industry: &'static str, steps_below: usize) -> Self {
		let number: RegistrationNumber = numbers::uscc(place.division, place.serial);
		let key = keys::development(&format!("//enterprise//{number}"));
		Self { name, industry, number, key, steps_below }
	}
}

/// Three that borrow, and one that brings the invoice of another.
fn firms(serial: u32) -> (Vec<Firm>, Firm) {
	let firm = |(n, division): (u32, u32), name, industry, steps_below| {
		Firm::new(Place { serial: serial.wrapping_add(n), division }, name, industry, steps_below)
	};
	let borrowers = vec![
		firm((0, 440_305), "Pearl River Robotics", "C3491", 0),
		firm((1, 440_106), "Lychee Optics", "C3976", 0),
		firm((2, 440_604), "Kapok Electronics Export", "C3911", 1),
	];
	(borrowers, firm((3, 440_604), "Quick Copy Trading", "F5171", 1))
}

pub(super) async fn register(narrator: &Narrator<'_>, firms: &[Firm]) -> Result<()> {
	let regulator = keys::agency("market-regulation");
	let founded = narrator.today().await?.saturating_sub(3_000);
	let registrations = firms.iter().map(|firm| {
		Ok(RegistrationSpec {
			number: firm.number.clone(),
			legal_name: text(firm.name)?,
			industry: firm.industry.parse().map_err(Error::usage)?,
			division: None,
			founded,
			registered_capital: 500_000_000,
			capital_currency: CURRENCY,
			lei: None,
			accept_outer_check_mismatch: false,
		})
	});
	let registrations = registrations.collect::<Result<_>>()?;
	narrator.act(&regulator, RegisterMany { registrations }).await?;
	let offer = |firm: &Firm| OfferControl { enterprise: firm.number.clone(), to: keys::account(&firm.key) };
	let offers = firms.iter().map(|firm| offer(firm).into()).collect();
	narrator.act(&regulator, Call::all(offers)).await?;
	let accept = |firm: &Firm| AcceptControl { enterprise: firm.number.clone() };
	let accepts = firms.iter().map(|firm| (firm.key.clone(), accept(firm).into())).collect();
	narrator.together(accepts).await?;
	for firm in firms {
		narrator.line(format!("{:<26} {}, controlled by {}", firm.name, firm.number, keys::account(&firm.key)));
	}
	Ok(())
}

/// The IP office registers an invention, an appraiser values it.
async fn patent(narrator: &Narrator<'_>, firm: &Firm, serial: u32) -> Result<AssetId> {
	let today = narrator.today().await?;
	let number = numbers::invention(2021, serial);
	let right = RightSpec {
		kind: AssetKind::Invention,
		number: RightNumber::Patent(number),
		title: text("Aspherical lens for small cameras")?,
		owners: vec![firm.number.clone()].try_into().map_err(|_| Error::usage("too many owners"))?,
		granted: true,
		expires: today + 5_000,
		fee_paid_until: today + 500,
	};
	let receipt = narrator.act(&keys::agency("intellectual-property"), RegisterRight { right }).await?;
	let asset = number_in(receipt.require("Collateral", "RightRegistered")?, "asset")?;
	let (value, report) = (800_000_000, fingerprint(b"appraisal"));
	let appraiser = keys::appraiser("guangzhou-ip-appraisal");
	narrator.act(&appraiser, Appraise { asset, currency: CURRENCY, value, valued_on: today, report }).await?;
	let worth = narrator.asset(asset).await?.security.map_or(0, |offer| offer.lending_value);
	narrator.line(format!(
		"{}: invention {number} valued at {}, worth {} to a lender",
		firm.name,
		yuan(value),
		yuan(worth)
	));
	Ok(asset)
}

/// The key by which the customs make tokens: the same in all places of a rehearsal, so that one invoice has one token. It is
/// put on the chain if it is not there.
async fn issuer(narrator: &Narrator<'_>) -> Result<Secret> {
	let customs = keys::agency("customs");
	let account = keys::account(&customs);
	let agencies = attestation::agencies(narrator.client).await?;
	let agency = agencies.into_iter().find(|agency| agency.key == account);
	let agency = agency.ok_or_else(|| Error::NotFound("this network has no customs".into()))?.id;
	let public = H256(Secret::rehearsal("customs", 1)?.public().bytes());
	let known = collateral::issuer_keys(narrator.client, agency).await?;
	let version = match known.iter().find(|known| known.key == public) {
		Some(known) => known.version,
		None => {
			narrator.act(&customs, OpenTokenVersion { key: public }).await?;
			known.last().map_or(1, |last| last.version + 1)
		},
	};
	Secret::rehearsal("customs", version)
}

/// What the customs make of a firm's invoice over a million yuan for exported goods, issued five days ago.
pub(super) async fn tokens(narrator: &Narrator<'_>, firm: &Firm, fapiao: &str, serial: u32) -> Result<DocumentTokens> {
	let today = narrator.today().await?;
	let (year, _, _) = lingnan_types::civil(today);
	let made = |flaw: Flaw| Error::input("the invoice", flaw);
	let seller = lingnan_documents::Firm::read(&firm.number.to_string(), Rules::VERIFIED).map_err(made)?;
	let exact = Form::fapiao(fapiao).map_err(made)?;
	let issued = lingnan_types::civil(today - 5);
	let coarse = Form::coarse(&seller, &format!("{CURRENCY:?}"), FACE_VALUE, issued).map_err(made)?;
	let declaration = numbers::export_declaration(5_304, year, serial % 1_000_000_000);
	let declaration = Form::customs_declaration(&declaration).map_err(made)?;
	let issuer = issuer(narrator).await?;
	let token = |form: &Form| issuer.token(form).map(H256);
	Ok(DocumentTokens {
		version: issuer.version(),
		exact: token(&exact)?,
		coarse: token(&coarse)?,
		by_declaration: Some(token(&declaration)?),
	})
}

/// What a firm registers of its invoice.
async fn registration(narrator: &Narrator<'_>, firm: &Firm, exact_token: Option<H256>) -> Result<RegisterReceivable> {
	let today = narrator.today().await?;
	let receivable = ReceivableSpec {
		kind: AssetKind::TradeReceivable,
		creditor: firm.number.clone(),
		obligor: text("A retailer abroad")?,
		currency: CURRENCY,
		face_value: FACE_VALUE,
		issued: today - 5,
		due: today + 150,
		exact_token,
		obligor_number: None,
	};
	Ok(RegisterReceivable { receivable })
}

/// The firm registers the invoice, and the customs say that it is the firm's.
pub(super) async fn notice(narrator: &Narrator<'_>, firm: &Firm, fapiao: &str, serial: u32) -> Result<AssetId> {
	let tokens = tokens(narrator, firm, fapiao, serial).await?;
	let receipt = narrator.act(&firm.key, registration(narrator, firm, None).await?).await?;
	let asset = number_in(receipt.require("Collateral", "ReceivableRegistered")?, "asset")?;
	narrator.act(&keys::agency("customs"), ConfirmReceivable { asset, tokens }).await?;
	Ok(asset)
}

pub(super) async fn receivable(narrator: &Narrator<'_>, firm: &Firm, fapiao: &str, serial: u32) -> Result<AssetId> {
	let asset = notice(narrator, firm, fapiao, serial).await?;
	narrator.line(format!("{}: receivable {asset} over {}, confirmed by the customs", firm.name, yuan(FACE_VALUE)));
	Ok(asset)
}

/// Another firm brings the same invoice: the customs have said whose it is.
async fn rival(narrator: &Narrator<'_>, firm: &Firm, token: H256) -> Result<String> {
	let call = registration(narrator, firm, Some(token)).await?;
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
	pub application: ApplicationId,
	institution: InstitutionId,
	terms_hash: H256,
}

/// Number of the bank that is asked.
pub(super) async fn institution(narrator: &Narrator<'_>, wish: &Wish) -> Result<InstitutionId> {
	network::institution(&financing::institutions(narrator.client).await?, wish.bank_name)
}

/// The call by which a firm lets a bank look.
pub(super) async fn consent(
	narrator: &Narrator<'_>,
	firm: &Firm,
	institution: InstitutionId,
	purpose: Purpose,
) -> Result<Call> {
	let now = narrator.client.now().await?;
	let consent = ConsentSpec {
		institution,
		purpose,
		scope: Scope::All,
		from: now.saturating_sub(60),
		until: now + 30 * 86_400,
		// To prove a grade, to open some figures, and two more.
		uses: 4,
		retention_days: 365,
	};
	Ok(Give { enterprise: firm.number.clone(), consent }.into())
}

/// Who wants what of whom.
pub(super) struct Deal<'a> {
	pub firm: &'a Firm,
	pub wish: &'a Wish,
	pub institution: InstitutionId,
}

/// Match, application with what must be done before it, offer, pledge, acceptance.
pub(super) async fn conclude(narrator: &Narrator<'_>, deal: &Deal<'_>, before: Vec<Call>) -> Result<ApplicationId> {
	let offered = offer(narrator, deal, before).await?;
	accept(narrator, deal.firm, deal.wish, &offered).await?;
	Ok(offered.application)
}

/// Match, application with what must be done before it, offer.
pub(super) async fn offer(narrator: &Narrator<'_>, deal: &Deal<'_>, mut before: Vec<Call>) -> Result<Offered> {
	let Deal { firm, wish, institution } = *deal;
	let bank = keys::institution(wish.bank);
	let request = RequestSpec {
		amount: wish.amount,
		currency: CURRENCY,
		tenor: wish.tenor,
		method: wish.method,
		security: wish.assets.clone().try_into().map_err(|_| Error::usage("too many assets"))?,
	};
	let matches = matching::matches(narrator.client, &firm.number, &request).await?;
	let matches = matches.map_err(|refusal| Error::NotFound(format!("{}: {refusal:?}", firm.name)))?;
	let eligible: Vec<&Match> = matches.iter().filter(|found| found.eligible).collect();
	let products = financing::products(narrator.client).await?;
	let takes = |product: &ProductView| match wish.security {
		None => product.spec.security.is_empty(),
		Some(kind) => product.spec.security.contains(&kind),
	};
	let found = eligible
		.iter()
		.find(|found| {
			found.institution == institution
				&& products.iter().any(|product| product.id == found.product && takes(product))
		})
		.ok_or_else(|| Error::NotFound(format!("no product of {} fits {}", wish.bank_name, firm.name)))?;

	before.push(Apply { enterprise: firm.number.clone(), product: found.product, request }.into());
	let receipt = narrator.act(&firm.key, Call::all(before)).await?;
	let application = number_in(receipt.require("Financing", "Applied")?, "application")?;

	let now = narrator.client.now().await?;
	let terms = OfferSpec {
		amount: wish.amount,
		rate: found.expected_rate,
		tenor: wish.tenor,
		method: wish.method,
		penalty_rate: 1_800,
		arrangement_fee: 0,
		valid_until: now + 20 * 86_400,
	};
	narrator.act(&bank, MakeOffer { application, terms }).await?;
	let view = financing::application(narrator.client, application).await?;
	let terms_hash = view.and_then(|view| view.offered_terms_hash);
	let terms_hash = terms_hash.ok_or_else(|| Error::Different(format!("application {application}: no offer")))?;
	narrator.line(format!(
		"{}: {} of {} products fit; application {application} for {}; {} offers {} months at {}",
		firm.name,
		eligible.len(),
		matches.len(),
		yuan(wish.amount),
		wish.bank_name,
		wish.tenor,
		percent(found.expected_rate.into()),
	));
	Ok(Offered { application, institution, terms_hash })
}

/// The firm pledges what it offered and accepts the terms: all that the loan needs is reserved.
pub(super) async fn accept(narrator: &Narrator<'_>, firm: &Firm, wish: &Wish, offered: &Offered) -> Result<()> {
	let mut acts = pledges(narrator, firm, wish, offered).await?;
	acts.push(AcceptOffer { application: offered.application, terms_hash: offered.terms_hash }.into());
	narrator.act(&firm.key, Call::all(acts)).await?;
	narrator.line(format!("{}: accepts exactly these terms, {}", firm.name, short(offered.terms_hash)));
	Ok(())
}

async fn pledges(narrator: &Narrator<'_>, firm: &Firm, wish: &Wish, offered: &Offered) -> Result<Vec<Call>> {
	// The money may go some days after the acceptance, and the lien lasts as long as the loan.
	let until = add_months(narrator.today().await?, u32::from(wish.tenor) + 1);
	let pledge = |asset: &AssetId| {
		let (institution, secured_amount) = (offered.institution, wish.amount);
		let lien = LienSpec { institution, kind: LienKind::Pledge, secured_amount, until, renews: None };
		Pledge { asset: *asset, pledgor: firm.number.clone(), lien }.into()
	};
	Ok(wish.assets.iter().map(pledge).collect())
}

pub(super) async fn disburse(
	narrator: &Narrator<'_>,
	firm: &Firm,
	wish: &Wish,
	application: ApplicationId,
) -> Result<Lent> {
	let bank = keys::institution(wish.bank);
	let reference: Text<64> = text(&format!("PAYMENT {application}"))?;
	let value_date = narrator.today().await?;
	narrator.act(&bank, Disburse { application, reference: reference.clone(), value_date }).await?;
	narrator.act(&firm.key, ConfirmReceipt { application, reference }).await?;
	narrator.line(format!("loan {application}: {} has the money, both sides say so", firm.name));
	Ok(Lent { id: application.loan(), firm: firm.name, bank })
}

/// Lets the months pass; every loan is paid on its days, except one instalment.
async fn repay(narrator: &Narrator<'_>, loans: &[Lent], late: LoanId) -> Result<()> {
	const LATE_INSTALMENT: u16 = 3;
	const DAYS_LATE: u32 = 20;
	let mut due = Vec::new();
	for loan in loans {
		for instalment in narrator.loan(loan.id).await?.schedule {
			let is_late = loan.id == late && instalment.number == LATE_INSTALMENT;
			let day = if is_late { instalment.due + DAYS_LATE } else { instalment.due };
			due.push((day, instalment.number, loan));
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
async fn pay(narrator: &Narrator<'_>, loan: &Lent, number: u16) -> Result<()> {
	let view = narrator.loan(loan.id).await?;
	let owed = view.due;
	let arrears = match view.arrears_days {
		0 => String::new(),
		days => format!(", {days} days late: {} of penalty", yuan(owed.charges)),
	};
	let payment = RecordRepayment {
		loan: loan.id,
		amount: owed.total,
		reference: text(&format!("INSTALMENT {} {number}", loan.id))?,
		value_date: narrator.today().await?,
	};
	let receipt = narrator.act(&loan.bank, payment).await?;
	let closed = match receipt.find("Financing", "LoanClosed") {
		Some(_) => "; the loan is repaid",
		None => "",
	};
	narrator.line(format!(
		"{}  loan {} ({}): instalment {number}, interest {}, principal {}{arrears}{closed}",
		date_text(narrator.today().await?),
		loan.id,
		loan.firm,
		yuan(owed.interest),
		yuan(owed.principal),
	));
	Ok(())
}

async fn epilogue(narrator: &Narrator<'_>, lent: &Lending) -> Result<()> {
	for loan in &lent.loans {
		let view = narrator.loan(loan.id).await?;
		if view.state != LoanState::Closed {
			return Err(Error::Different(format!("loan {} is {:?} in place of closed", loan.id, view.state)));
		}
		narrator.line(format!(
			"loan {} is closed: {} of principal, {} of interest, {} of charges",
			loan.id,
			yuan(view.repaid.principal),
			yuan(view.repaid.interest),
			yuan(view.repaid.charges)
		));
	}
	let commitments = figures::commitments(narrator.client, &lent.firm).await?;
	narrator.line(format!("{commitments} commitments about {}, in place of its figures", lent.firm.name));
	narrator.line(format!("the patent bears {} liens", narrator.asset(lent.patent).await?.liens.len()));
	let status = narrator.asset(lent.receivable).await?.receivable.map(|receivable| receivable.status);
	let status = status.map_or_else(|| "?".into(), |status| format!("{status:?}"));
	narrator.line(format!("the receivable is {status} for ever"));
	let cards = credit::scorecards(narrator.client).await?;
	if let Some(card) = cards.iter().find(|card| card.champion) {
		let (loans, defaulted) = (card.whole.loans, card.whole.defaulted);
		narrator
			.line(format!("the scorecard that predicted them counts {loans} loans, {defaulted} of them in default"));
	}
	Ok(())
}

pub(super) fn number_in<Id: DeserializeOwned>(fields: &serde_json::Value, name: &str) -> Result<Id> {
	serde_json::from_value(fields[name].clone())
		.map_err(|_| Error::Connection(format!("the chain's answer has no number {name:?}: {fields}")))
}

fn short(hash: H256) -> String {
	let text = format!("{hash:?}");
	format!("{}…", text.get(..10).unwrap_or(&text))
}

pub(super) fn yuan(amount: Amount) -> String {
	money(amount, Some("CNY"))
}

/// A text that the story gives, as the chain takes it.
fn text<const N: u32>(text: &str) -> Result<Text<N>> {
	values::text(text).map_err(Error::usage)
}
