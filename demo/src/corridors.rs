//! Three stories across a border: a grade that counts in Hong Kong, a document that its holder carries there, and an invoice
//! that Macao does not finance a second time.

use super::{
	loans::{self, number_in, Firm, Wish},
	narrator::Narrator,
	network, numbers,
};
use crate::{
	client::Call,
	error::{Error, Result},
	keys,
	values::fingerprint,
};
use serde_json::{json, Value};
use std::time::{Duration, Instant};

const TO_HONG_KONG: &str = "GuangdongHongKong";
const TO_MACAO: &str = "GuangdongMacao";

/// For a message to cross and be confirmed.
const PATIENCE: Duration = Duration::from_secs(180);

/// The three chains.
pub struct Bay<'a> {
	pub guangdong: Narrator<'a>,
	pub hong_kong: Narrator<'a>,
	pub macao: Narrator<'a>,
}

/// What was seen, for programs.
pub struct Crossed {
	/// The firm whose grade and document crossed.
	pub enterprise: String,
	/// A loan in Hong Kong on a grade of Guangdong.
	pub loan: u64,
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
			"enterprise": self.enterprise, "loan": self.loan, "confirmedAfterMilliseconds": seconds,
			"outcomes": self.outcomes, "refusal": self.refusal,
		})
	}
}

pub async fn play(bay: &Bay<'_>) -> Result<Crossed> {
	let home = &bay.guangdong;
	let serial = loans::serial(home).await?;
	let robotics = Firm::new(serial, "Pearl River Robotics", "C3491", 440_305, 0);
	let kapok = Firm::new(serial.wrapping_add(1), "Kapok Electronics Export", "C3911", 440_604, 1);
	let firms = [robotics, kapok];

	home.heading("1. Two firms of Guangdong are registered and rated at home");
	loans::register(home, &firms).await?;
	loans::attest(home, &firms).await?;
	for firm in &firms {
		loans::rate(home, firm).await?;
	}
	let [robotics, kapok] = &firms;
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
	Ok(Crossed { enterprise: robotics.number.clone(), loan, confirmed_after, outcomes, refusal })
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
async fn passport(bay: &Bay<'_>, firm: &Firm, corridor: &str, there: &Narrator<'_>) -> Result<Duration> {
	let home = &bay.guangdong;
	let bank = keys::institution("ccb");
	let institution = network::id_of(&home.list("financing_institutions", json!([])).await?, BANK_NAME)?;
	let now = home.client.now().await?;
	let consent = json!({
		"institution": institution, "purpose": "CrossBorderVerification", "scope": "All",
		"from": now.saturating_sub(60), "until": now + 30 * 86_400, "uses": 2, "retentionDays": 365,
	});
	let give = Call::new("Consents", "give", json!({ "enterprise": firm.number, "consent": consent }));
	home.act(&firm.key, give).await?;
	let send = Call::new("CrossBorder", "send_passport", json!({ "corridor": corridor, "enterprise": firm.number }));
	let start = Instant::now();
	home.act(&bank, send).await?;
	let held = until("the passport", || async {
		let held = there.ask("crossBorder_passport", json!([firm.number])).await?["held"].clone();
		Ok((!held["rating"].is_null()).then_some(held))
	})
	.await?;
	let confirmed = until("the passport's confirmation", || async {
		let sent = home.ask("crossBorder_passport", json!([firm.number])).await?["sent"].clone();
		Ok(sent.as_array().into_iter().flatten().any(|sent| sent["delivered"] == true).then(|| start.elapsed()))
	})
	.await?;
	home.line(format!(
		"{}: passport {} through {corridor}, standing {}; from sent to confirmed {:.1} s",
		firm.name,
		held["number"],
		words(&held["standing"]),
		confirmed.as_secs_f64()
	));
	Ok(confirmed)
}

const BANK_NAME: &str = "China Construction Bank Guangdong Branch";

/// The firm acts abroad with the key that controls it at home.
async fn loan_abroad(there: &Narrator<'_>, firm: &Firm) -> Result<u64> {
	let wish = Wish {
		bank: "boc-hk",
		bank_name: "Bank of China (Hong Kong)",
		security: None,
		amount: 50_000_000,
		tenor: 12,
		method: "EqualInstalments",
		assets: vec![],
	};
	let institution = loans::institution(there, &wish).await?;
	let consent = loans::consent(there, firm, institution).await?;
	let application = loans::conclude(there, firm, &wish, institution, vec![consent]).await?;
	Ok(loans::disburse(there, firm, &wish, application).await?.id)
}

/// The bank lets Hong Kong check one document, and a lender there has the true one checked, and a false one.
async fn voucher(bay: &Bay<'_>, firm: &Firm) -> Result<([String; 2], Duration)> {
	let (home, there) = (&bay.guangdong, &bay.hong_kong);
	let indicator = network::indicators()?.into_iter().next();
	let indicator = indicator.ok_or_else(|| Error::NotFound("there are no indicators".into()))?;
	let id = network::id_of(&home.list("attestation_indicators", json!([])).await?, &indicator.name)?;
	let args = json!({ "corridor": TO_HONG_KONG, "enterprise": firm.number, "indicator": id });
	let receipt = home.act(&keys::institution("ccb"), Call::new("CrossBorder", "send_voucher", args)).await?;
	let number = number_in(receipt.require("CrossBorder", "VoucherSent")?, "number")?;
	let view = |narrator: &Narrator<'_>| {
		let client = narrator.client.clone();
		async move { client.rpc::<Vec<Value>>("crossBorder_voucher", json!([TO_HONG_KONG, number])).await }
	};
	until("the voucher", || async { Ok(view(there).await?.into_iter().find(|voucher| voucher["sent"] == false)) })
		.await?;
	let truth = fingerprint(format!("{} {}", firm.number, indicator.code).as_bytes());
	let mut outcomes = Vec::new();
	let mut time = Duration::ZERO;
	for (document, paper) in
		[("the paper of the agency", truth), ("a paper with one figure altered", fingerprint(b"x"))]
	{
		let args = json!({ "corridor": TO_HONG_KONG, "voucher": number, "fingerprint": paper });
		let start = Instant::now();
		let asked = there.act(&keys::institution("boc-hk"), Call::new("CrossBorder", "check_voucher", args)).await?;
		let check = number_in(asked.require("CrossBorder", "CheckAsked")?, "check")?;
		let outcome = until("the receipt", || async {
			let vouchers = view(there).await?;
			let checks = vouchers.iter().flat_map(|voucher| voucher["checks"].as_array().into_iter().flatten());
			Ok(checks.filter(|c| c["check"] == check).find_map(|c| c["outcome"].as_str().map(str::to_string)))
		})
		.await?;
		time = start.elapsed();
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
	let (exact, coarse) = loans::tokens(firm, &fapiao, home.today().await? - 5)?;
	let receivable = loans::receivable(home, firm, &fapiao, serial).await?;
	let wish = Wish {
		bank: "pingan",
		bank_name: "Ping An Bank",
		security: Some("TradeReceivable"),
		amount: 60_000_000,
		tenor: 3,
		method: "Bullet",
		assets: vec![receivable],
	};
	let institution = loans::institution(home, &wish).await?;
	let consent = loans::consent(home, firm, institution).await?;
	let offered = loans::offer(home, firm, &wish, institution, vec![consent]).await?;
	let claim = Call::new("CrossBorder", "claim_document", json!({ "document": exact }));
	home.act(&keys::institution("pingan"), claim).await?;
	until("the answer of the other places", || async {
		let document = home.ask("crossBorder_document", json!([exact, coarse])).await?;
		Ok((document["claim"]["clear"] == true).then_some(()))
	})
	.await?;
	home.line("Ping An Bank claims the invoice; Hong Kong and Macao answer that they do not know it, and hold it");
	loans::accept(home, firm, &wish, &offered).await?;
	loans::disburse(home, firm, &wish, offered.application).await?;
	until("the notice", || async {
		let document = there.ask("crossBorder_document", json!([exact, coarse])).await?;
		Ok(document["financedAbroad"].as_array().is_some_and(|places| !places.is_empty()).then_some(()))
	})
	.await?;
	let again = loans::notice(there, firm, &fapiao, serial).await?;
	let status = there.ask("collateral_status", json!([again])).await?["receivable"]["status"].clone();
	there.line(format!("Macao, the same invoice: its register answers {}", words(&status)));
	let claim = Call::new("CrossBorder", "claim_document", json!({ "document": exact }));
	match there.act(&keys::institution("boc-macao"), claim).await {
		Err(error) if error.is_refusal("CrossBorder", "FinancedAbroad") => {
			there.line(format!("a bank there that is about to pay on it: refused. {error}"));
			Ok("CrossBorder.FinancedAbroad".into())
		},
		Err(error) => Err(error),
		Ok(_) => Err(Error::Different("an invoice was claimed where it is financed abroad".into())),
	}
}

/// A variant's name.
fn words(variant: &Value) -> String {
	match variant {
		Value::String(name) => name.clone(),
		Value::Object(object) => object.keys().next().cloned().unwrap_or_default(),
		_ => "?".into(),
	}
}
