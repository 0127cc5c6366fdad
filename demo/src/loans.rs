//! The first part: the platform's first three loans, each over its own route, to full repayment; one instalment late, and
//! one application stopped as a double financing.

use super::{
	deals::{self, Deal, Lent, Wish},
	figures::{self, Backstage, Disclosed, Holder},
	narrator::Narrator,
	numbers,
	scenes::{self, Guaranteed, Seen},
};
use crate::{
	client::{
		calls::{
			collateral::{Appraise, ConfirmReceivable, OpenTokenVersion, RegisterReceivable, RegisterRight},
			enterprise_registry::{AcceptControl, OfferControl, RegisterMany},
		},
		questions::{attestation, collateral, credit},
		Call,
	},
	error::{Error, Result},
	keys::{self, Key},
	text::money,
	values::{self, fingerprint},
};
use lingnan_documents::{Flaw, Form, Rules};
use lingnan_tokens::Secret;
use lingnan_types::{
	application::UseOfFunds,
	enterprise::RegistrationSpec,
	loan::{Instalment, LoanState, LoanView},
	product::RepaymentMethod,
	receivable::{DocumentTokens, ReceivableSpec},
	right::{RightNumber, RightSpec},
	Amount, AssetId, AssetKind, Currency, Date, Grade, LoanId, RegistrationNumber, Text,
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

/// Loans that live, what secures them, and what the first firm keeps.
pub struct Lending {
	loans: Vec<Lent>,
	/// The firms that borrow, and what the first three asked for.
	firms: Vec<Firm>,
	wishes: Vec<Wish>,
	patent: AssetId,
	receivable: AssetId,
	refusal: String,
	/// The first firm's own machine.
	pub holder: Holder,
	/// What it proved.
	pub grade: Grade,
	/// What it opened to its bank.
	pub disclosed: Disclosed,
}

/// What was played, for programs.
pub struct Played {
	pub loans: Vec<LoanId>,
	pub late: LoanId,
	pub refusal: String,
	pub holder: Holder,
	pub grade: Grade,
	pub disclosed: Disclosed,
	/// What the scenes beside the three loans left.
	pub scenes: serde_json::Value,
}

pub(super) const CURRENCY: Currency = Currency::Cny;
/// Of the invoice: a million yuan, in fen.
const FACE_VALUE: u64 = 100_000_000;

pub async fn play(narrator: &Narrator<'_>, backstage: Backstage<'_>) -> Result<Played> {
	let lent = lend(narrator, backstage).await?;
	let mut seen = Seen::default();
	let mut all = lent.loans.clone();
	if let Some((line, drawn)) = scenes::line(narrator, lent.firm(0)?, lent.wish(0)?).await? {
		seen.line = Some(line);
		seen.drawdowns = drawn.iter().map(|loan| loan.id).collect();
		all.extend(drawn);
	}
	let guaranteed = guaranteed(narrator, backstage, lent.firm(3)?, &mut seen).await?;

	narrator.heading("7. The months pass");
	let late = lent.loans[0].id;
	let months = Months { narrator, lent: &lent, late };
	seen.renewed = months.pass(all).await?;
	if let Some(guaranteed) = &guaranteed {
		seen.guarantee = Some((guaranteed.loan.id, scenes::call(narrator, guaranteed).await?));
	}

	narrator.heading("8. What is left");
	epilogue(narrator, &lent, &seen).await?;
	let Lending { holder, grade, disclosed, refusal, .. } = lent;
	let loans = lent.loans.iter().map(|loan| loan.id).collect();
	Ok(Played { loans, late, refusal, holder, grade, disclosed, scenes: seen.to_json() })
}

/// The scenes of a decision at once and of a guarantee, where the chain knows one of them.
async fn guaranteed(
	narrator: &Narrator<'_>,
	backstage: Backstage<'_>,
	firm: &Firm,
	seen: &mut Seen,
) -> Result<Option<Guaranteed>> {
	if !scenes::needs_newcomer(narrator) {
		return Ok(None);
	}
	narrator.heading("A fourth firm lets another bank look");
	let wish = scenes::newcomer(narrator, backstage, firm).await?;
	let decided = scenes::policy(narrator, firm, &wish).await?;
	seen.decided = decided.as_ref().map(|one| (one.inside, one.took, one.reason.clone()));
	scenes::guaranteed(narrator, firm, &wish, decided.as_ref()).await
}

/// Time, in which every loan is paid on its days, except one instalment, and one loan is renewed.
struct Months<'a> {
	narrator: &'a Narrator<'a>,
	lent: &'a Lending,
	late: LoanId,
}

/// A payment of which the day is known.
struct Payment {
	day: Date,
	loan: Lent,
	instalment: Instalment,
}

impl Months<'_> {
	const LATE_INSTALMENT: u16 = 3;
	const DAYS_LATE: u32 = 20;
	/// Of the loan that is renewed: after so many its firm asks for that.
	const RENEWED_AFTER: u16 = 2;

	/// Answers the loan that was renewed, and the one that settled it.
	async fn pass(&self, loans: Vec<Lent>) -> Result<Option<(LoanId, LoanId)>> {
		let Self { narrator, lent, .. } = self;
		let mut payments = Vec::new();
		for loan in loans {
			payments.extend(self.payments_of(&loan).await?);
		}
		let mut renewed = None;
		while let Some(next) = payments.iter().map(|one| (one.day, one.loan.id, one.instalment.number)).min() {
			let place = payments.iter().position(|one| (one.day, one.loan.id, one.instalment.number) == next);
			let Payment { day, loan, instalment } = payments.swap_remove(place.unwrap_or_default());
			narrator.until(day).await?;
			deals::pay(narrator, &loan, &instalment).await?;
			let asked = lent.loans.get(1).is_some_and(|second| second.id == loan.id)
				&& instalment.number == Self::RENEWED_AFTER
				&& scenes::can_renew(narrator);
			if asked {
				let by = scenes::renew(narrator, lent.firm(1)?, &loan, lent.wish(1)?).await?;
				payments.retain(|one| one.loan.id != loan.id);
				payments.extend(self.payments_of(&by).await?);
				renewed = Some((loan.id, by.id));
			}
		}
		Ok(renewed)
	}

	async fn payments_of(&self, loan: &Lent) -> Result<Vec<Payment>> {
		let payments = self.narrator.loan(loan.id).await?.schedule.into_iter().map(|instalment| {
			let is_late = loan.id == self.late && instalment.number == Self::LATE_INSTALMENT;
			let day = instalment.due + if is_late { Self::DAYS_LATE } else { 0 };
			Payment { day, loan: loan.clone(), instalment }
		});
		Ok(payments.collect())
	}
}

/// Everything up to three loans that live.
pub(super) async fn lend(narrator: &Narrator<'_>, backstage: Backstage<'_>) -> Result<Lending> {
	let serial = serial(narrator).await?;
	let (firms, copyist) = firms(serial);

	narrator.heading("1. The market regulator registers five firms and hands each to its owner");
	register(narrator, &[&firms[..], std::slice::from_ref(&copyist)].concat()).await?;
	narrator
		.heading("2. Agencies attest what they know of four: figures as commitments, what registers publish openly");
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
			use_of_funds: UseOfFunds::WorkingCapital,
			assets: vec![],
			line: None,
		},
		Wish {
			bank: "icbc",
			bank_name: "ICBC Guangdong Branch",
			security: Some(AssetKind::Invention),
			amount: 150_000_000,
			tenor: 6,
			method: RepaymentMethod::InterestOnly,
			use_of_funds: UseOfFunds::Research,
			assets: vec![patent],
			line: None,
		},
		Wish {
			bank: "pingan",
			bank_name: "Ping An Bank",
			security: Some(AssetKind::TradeReceivable),
			amount: 60_000_000,
			tenor: 3,
			method: RepaymentMethod::Bullet,
			use_of_funds: UseOfFunds::Purchases,
			assets: vec![receivable],
			line: None,
		},
	];
	let mut banks = Vec::new();
	for (firm, wish) in firms.iter().zip(&wishes) {
		banks.push((firm, deals::institution(narrator, wish).await?));
	}

	narrator.heading("4. Each firm lets its bank look, adds up for itself, and proves to it a grade and nothing else");
	figures::prove(narrator, backstage, &banks).await?;
	let grade = figures::grade(narrator.client, &firms[0]).await?;

	narrator.heading("5. One of them opens two indicators to its bank alone, which checks them against the chain");
	let disclosed = figures::disclose(narrator, backstage, &firms[0], banks[0].1).await?;

	narrator.heading("6. Each applies with the grade that it proved: three loans over three routes");
	let mut offers = Vec::new();
	for ((firm, institution), wish) in banks.iter().zip(&wishes) {
		offers.push(deals::offer(narrator, &Deal { firm, wish, institution: *institution }, vec![]).await?);
	}
	let taken = firms.iter().zip(&wishes).zip(&offers).map(|((firm, wish), offered)| async move {
		deals::accept(narrator, firm, wish, offered).await?;
		deals::disburse(narrator, firm, wish, offered.application).await
	});
	let loans = futures::future::try_join_all(taken).await?;

	let holder = figures::holder(backstage, &firms[0]);
	let wishes = wishes.into();
	Ok(Lending { loans, firms, wishes, patent, receivable, refusal, holder, grade, disclosed })
}

impl Lending {
	fn firm(&self, place: usize) -> Result<&Firm> {
		self.firms.get(place).ok_or_else(|| Error::NotFound("no such firm is in the story".into()))
	}

	fn wish(&self, place: usize) -> Result<&Wish> {
		self.wishes.get(place).ok_or_else(|| Error::NotFound("no such loan is in the story".into()))
	}

	/// Lets the time pass to the last loan's first instalment, and has the bank record it.
	pub(super) async fn pay_one(&self, narrator: &Narrator<'_>) -> Result<LoanView> {
		let loan = self.loans.last().ok_or_else(|| Error::NotFound("no loan lives".into()))?;
		let first = narrator.loan(loan.id).await?.schedule.first().copied();
		let first = first.ok_or_else(|| Error::NotFound(format!("loan {} has no instalment", loan.id)))?;
		narrator.until(first.due).await?;
		deals::pay(narrator, loan, &first).await?;
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

/// Three that borrow, a fourth whose loan a guarantor stands behind, and one that brings the invoice of another.
fn firms(serial: u32) -> (Vec<Firm>, Firm) {
	let firm = |(n, division): (u32, u32), name, industry, steps_below| {
		Firm::new(Place { serial: serial.wrapping_add(n), division }, name, industry, steps_below)
	};
	let borrowers = vec![
		firm((0, 440_305), "Pearl River Robotics", "C3491", 0),
		firm((1, 440_106), "Lychee Optics", "C3976", 0),
		firm((2, 440_604), "Kapok Electronics Export", "C3911", 1),
		firm((4, 440_606), "Banyan Castings", "C3391", 0),
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

async fn epilogue(narrator: &Narrator<'_>, lent: &Lending, seen: &Seen) -> Result<()> {
	for loan in &lent.loans {
		let view = narrator.loan(loan.id).await?;
		if view.state != LoanState::Closed {
			return Err(Error::Different(format!("loan {} is {:?} in place of closed", loan.id, view.state)));
		}
		let repaid = view.repaid;
		narrator.line(format!(
			"loan {} is closed: {} of principal, {} of interest, {} of fees, {} of penalty",
			loan.id,
			yuan(repaid.principal),
			yuan(repaid.interest),
			yuan(repaid.fees),
			yuan(repaid.penalty)
		));
	}
	for loan in seen.loans() {
		let view = narrator.loan(loan).await?;
		narrator.line(format!("loan {loan} of the scenes: {:?}, {} owed", view.state, yuan(view.payoff)));
	}
	let commitments = figures::commitments(narrator.client, lent.firm(0)?).await?;
	narrator.line(format!("{commitments} commitments about {}, in place of its figures", lent.firm(0)?.name));
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

pub(super) fn short(hash: H256) -> String {
	let text = format!("{hash:?}");
	format!("{}…", text.get(..10).unwrap_or(&text))
}

pub(super) fn yuan(amount: Amount) -> String {
	money(amount, Some("CNY"))
}

/// A text that the story gives, as the chain takes it.
pub(super) fn text<const N: u32>(text: &str) -> Result<Text<N>> {
	values::text(text).map_err(Error::usage)
}
