//! Three stories across a border: a grade that counts in Hong Kong, a document that its holder carries there, and an invoice
//! that Macao does not finance a second time.

use super::{
	deals::{self, Deal, Wish},
	figures::{self, Backstage, Holder},
	loans::{self, number_in, Firm, Place},
	narrator::Narrator,
	network, numbers,
};
use crate::{
	client::{
		calls::cross_border::{CheckVoucher, ClaimDocument, SendPassport, SendVoucher},
		questions::{attestation, cross_border, financing},
	},
	error::{Error, Result},
	keys,
	values::fingerprint,
};
use lingnan_types::{
	application::UseOfFunds, indicator::Class, product::RepaymentMethod, receivable::DocumentTokens, AssetKind,
	Corridor, LoanId, Purpose,
};
use serde_json::{json, Value};
use std::time::{Duration, Instant};

const TO_HONG_KONG: Corridor = Corridor::GuangdongHongKong;
const TO_MACAO: Corridor = Corridor::GuangdongMacao;

/// For a message to cross and be confirmed.
const PATIENCE: Duration = Duration::from_secs(180);

/// The three chains.
pub struct Bay<'a> {
	pub guangdong: Narrator<'a>,
	pub hong_kong: Narrator<'a>,
	pub macao: Narrator<'a>,
	pub backstage: Backstage<'a>,
}

/// What was seen, for programs.
pub struct Crossed {
	/// The firm whose grade and document crossed, with what it keeps.
	pub holder: Holder,
	/// A loan in Hong Kong on a grade of Guangdong.
	pub loan: LoanId,
	/// Between a message's sending and its sender's knowing that it arrived.
	pub confirmed_after: Vec<Duration>,
	/// What came of the true document and of the false one.
	pub outcomes: [String; 2],
	/// Why Macao refused the invoice.
	pub refusal: String,
}

impl Crossed {
	pub fn to_json(&self) -> Value {
		let seconds: Vec<_> = self.confirmed_after.iter().map(|time| time.as_millis() as u64).collect();
		json!({
			"enterprise": self.holder.enterprise, "loan": self.loan, "confirmedAfterMilliseconds": seconds,
			"outcomes": self.outcomes, "refusal": self.refusal,
		})
	}
}

pub async fn play(bay: &Bay<'_>) -> Result<Crossed> {
	let home = &bay.guangdong;
	let serial = loans::serial(home).await?;
	let robotics = Firm::new(Place { serial, division: 440_305 }, "Pearl River Robotics", "C3491", 0);
	let kapok =
		Firm::new(Place { serial: serial.wrapping_add(1), division: 440_604 }, "Kapok Electronics Export", "C3911", 1);
	let firms = [robotics, kapok];

	home.heading("1. Two firms of Guangdong are registered, and prove their grades to their banks at home");
	loans::register(home, &firms).await?;
	figures::attest(home, bay.backstage, &firms).await?;
	let [robotics, kapok] = &firms;
	let known = financing::institutions(home.client).await?;
	let (theirs, his) = (network::institution(&known, BANK_NAME)?, network::institution(&known, OTHER_BANK)?);
	figures::prove(home, bay.backstage, &[(robotics, theirs), (kapok, his)]).await?;
	let mut confirmed_after = Vec::new();

	home.heading("2. A grade abroad: a bank of Hong Kong lends on it");
	confirmed_after.push(passport(bay, robotics, TO_HONG_KONG, &bay.hong_kong).await?);
	let loan = loan_abroad(&bay.hong_kong, robotics).await?;

	home.heading("3. A document carried across: its holder shows it in Hong Kong, which asks the agency's chain");
	let (outcomes, time) = voucher(bay, robotics).await?;
	confirmed_after.push(time);

	home.heading("4. One invoice: financed in Guangdong, refused in Macao");
	confirmed_after.push(passport(bay, kapok, TO_MACAO, &bay.macao).await?);
	let refusal = invoice(bay, kapok, serial).await?;
	let holder = figures::holder(bay.backstage, robotics);
	Ok(Crossed { holder, loan, confirmed_after, outcomes, refusal })
}

/// Asks again until there is an answer.
async fn until<T, F: std::future::Future<Output = Result<Option<T>>>>(what: &str, ask: impl Fn() -> F) -> Result<T> {
	let start = Instant::now();
	while start.elapsed() < PATIENCE {
		if let Some(answer) = ask().await? {
			return Ok(answer);
		}
		tokio::time::sleep(Duration::from_millis(250)).await;
	}
	Err(Error::Incomplete(format!("{what} did not come in {} s: does a relayer run?", PATIENCE.as_secs())))
}

/// The firm lets its bank send things abroad, and the bank sends its grade. The time until the sender knows it arrived.
async fn passport(bay: &Bay<'_>, firm: &Firm, corridor: Corridor, there: &Narrator<'_>) -> Result<Duration> {
	let home = &bay.guangdong;
	let bank = keys::institution("ccb");
	let institution = network::institution(&financing::institutions(home.client).await?, BANK_NAME)?;
	let give = deals::consent(home, firm, institution, Purpose::CrossBorderVerification).await?;
	home.act(&firm.key, give).await?;
	let start = Instant::now();
	home.act(&bank, SendPassport { corridor, enterprise: firm.number.clone() }).await?;
	let held = until("the passport", || async {
		let held = cross_border::passport(there.client, &firm.number).await?.held;
		Ok(held.filter(|held| held.rating.is_some()))
	})
	.await?;
	let confirmed = until("the passport's confirmation", || async {
		let sent = cross_border::passport(home.client, &firm.number).await?.sent;
		Ok(sent.iter().any(|sent| sent.delivered).then(|| start.elapsed()))
	})
	.await?;
	home.line(format!(
		"{}: passport {} through {corridor:?}, standing {:?}; from sent to confirmed {:.1} s",
		firm.name,
		held.number,
		held.standing,
		confirmed.as_secs_f64()
	));
	Ok(confirmed)
}

const BANK_NAME: &str = "China Construction Bank Guangdong Branch";
const OTHER_BANK: &str = "Ping An Bank";

/// The firm acts abroad with the key that controls it at home.
async fn loan_abroad(there: &Narrator<'_>, firm: &Firm) -> Result<LoanId> {
	let wish = Wish {
		bank: "boc-hk",
		bank_name: "Bank of China (Hong Kong)",
		security: None,
		amount: 50_000_000,
		tenor: 12,
		method: RepaymentMethod::EqualInstalments,
		use_of_funds: UseOfFunds::WorkingCapital,
		assets: vec![],
		line: None,
	};
	let institution = deals::institution(there, &wish).await?;
	let consent = deals::consent(there, firm, institution, Purpose::Assessment).await?;
	let application = deals::conclude(there, &Deal { firm, wish: &wish, institution }, vec![consent]).await?;
	Ok(deals::disburse(there, firm, &wish, application).await?.id)
}

/// The bank lets Hong Kong check one document, and a lender there has the true one checked, and a false one.
async fn voucher(bay: &Bay<'_>, firm: &Firm) -> Result<([String; 2], Duration)> {
	let (home, there) = (&bay.guangdong, &bay.hong_kong);
	let indicator = network::indicators()?.into_iter().find(|one| one.class == Class::Register);
	let indicator = indicator.ok_or_else(|| Error::NotFound("no indicator is of a register".into()))?;
	let id = network::indicator(&attestation::indicators(home.client).await?, &indicator.name)?;
	let send = SendVoucher { corridor: TO_HONG_KONG, enterprise: firm.number.clone(), indicator: id };
	let receipt = home.act(&keys::institution("ccb"), send).await?;
	let number: u64 = number_in(receipt.require("CrossBorder", "VoucherSent")?, "number")?;
	let vouchers = || cross_border::voucher(there.client, TO_HONG_KONG, number);
	until("the voucher", || async { Ok(vouchers().await?.into_iter().find(|voucher| !voucher.sent)) }).await?;
	let truth = figures::document(firm, &indicator);
	let mut outcomes = Vec::new();
	let mut time = Duration::ZERO;
	for (document, paper) in
		[("the paper of the agency", truth), ("a paper with one figure altered", fingerprint(b"x"))]
	{
		let ask = CheckVoucher { corridor: TO_HONG_KONG, voucher: number, fingerprint: paper };
		let start = Instant::now();
		let asked = there.act(&keys::institution("boc-hk"), ask).await?;
		let check: u64 = number_in(asked.require("CrossBorder", "CheckAsked")?, "check")?;
		let outcome = until("the receipt", || async {
			let vouchers = vouchers().await?;
			let mut checks = vouchers.iter().flat_map(|voucher| &voucher.checks).filter(|one| one.check == check);
			Ok(checks.find_map(|one| one.outcome))
		})
		.await?;
		time = start.elapsed();
		let outcome = format!("{outcome:?}");
		there.line(format!("{document}: {outcome}; there and back {:.1} s", time.as_secs_f64()));
		outcomes.push(outcome);
	}
	let mut outcomes = outcomes.into_iter();
	Ok(([outcomes.next().unwrap_or_default(), outcomes.next().unwrap_or_default()], time))
}

/// A bank of Guangdong claims the invoice, is told that nobody abroad knows it, agrees and pays on it; then the same invoice is
/// brought to Macao.
async fn invoice(bay: &Bay<'_>, firm: &Firm, serial: u32) -> Result<String> {
	let (home, there) = (&bay.guangdong, &bay.macao);
	// Another invoice and declaration than that of the three loans.
	let serial = serial.wrapping_add(500_000_000);
	let fapiao = numbers::fapiao(serial);
	let DocumentTokens { exact, coarse, .. } = loans::tokens(home, firm, &fapiao, serial).await?;
	let receivable = loans::receivable(home, firm, &fapiao, serial).await?;
	let wish = Wish {
		bank: "pingan",
		bank_name: OTHER_BANK,
		security: Some(AssetKind::TradeReceivable),
		amount: 60_000_000,
		tenor: 3,
		method: RepaymentMethod::Bullet,
		use_of_funds: UseOfFunds::Purchases,
		assets: vec![receivable],
		line: None,
	};
	let institution = deals::institution(home, &wish).await?;
	// It proved its grade to this bank, which may look since then.
	let offered = deals::offer(home, &Deal { firm, wish: &wish, institution }, vec![]).await?;
	home.act(&keys::institution("pingan"), ClaimDocument { document: exact }).await?;
	until("the answer of the other places", || async {
		let document = cross_border::document(home.client, exact, coarse).await?;
		Ok(document.claim.filter(|claim| claim.clear))
	})
	.await?;
	home.line("Ping An Bank claims the invoice; Hong Kong and Macao answer that they do not know it, and hold it");
	deals::accept(home, firm, &wish, &offered).await?;
	deals::disburse(home, firm, &wish, offered.application).await?;
	until("the notice", || async {
		let document = cross_border::document(there.client, exact, coarse).await?;
		Ok((!document.financed_abroad.is_empty()).then_some(()))
	})
	.await?;
	let again = loans::notice(there, firm, &fapiao, serial).await?;
	let status = there.asset(again).await?.receivable.map(|receivable| receivable.status);
	let status = status.map_or_else(|| "?".into(), |status| format!("{status:?}"));
	there.line(format!("Macao, the same invoice: its register answers {status}"));
	match there.act(&keys::institution("boc-macao"), ClaimDocument { document: exact }).await {
		Err(error) if error.is_refusal("CrossBorder", "FinancedAbroad") => {
			there.line(format!("a bank there that is about to pay on it: refused. {error}"));
			Ok("CrossBorder.FinancedAbroad".into())
		},
		Err(error) => Err(error),
		Ok(_) => Err(Error::Different("an invoice was claimed where it is financed abroad".into())),
	}
}
