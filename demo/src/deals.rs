//! What a firm and a bank do for a loan, from the application to the money and its repayment, and what of it the narrator tells.

use super::{
	loans::{number_in, short, text, yuan, Firm, CURRENCY},
	narrator::Narrator,
	network, rules,
};
use crate::{
	client::{
		calls::{
			collateral::Pledge,
			consents::Give,
			financing::{AcceptOffer, Apply, ConfirmReceipt, Disburse, MakeOffer, RecordRepayment},
		},
		offers,
		questions::{financing, matching},
		terms::Terms,
		Call,
	},
	error::{Error, Result},
	keys::{self, Key},
	text::{date_text, rounded_rate},
};
use lingnan_types::{
	add_months,
	application::{OfferSpec, RequestSpec, UseOfFunds},
	consent::{ConsentSpec, Scope},
	lien::{LienKind, LienSpec},
	loan::{Instalment, LoanView},
	product::{Match, ProductView, RepaymentMethod},
	ApplicationId, AssetId, AssetKind, Currency, Date, InstitutionId, LineId, LoanId, Purpose, Text,
};
use serde_json::json;
use subxt::utils::H256;

/// What a firm asks for, and where.
#[derive(Clone)]
pub(super) struct Wish {
	pub bank: &'static str,
	pub bank_name: &'static str,
	/// What the product must take as security.
	pub security: Option<AssetKind>,
	pub amount: u64,
	pub tenor: u16,
	pub method: RepaymentMethod,
	pub use_of_funds: UseOfFunds,
	pub assets: Vec<AssetId>,
	/// Drawn under this credit line.
	pub line: Option<LineId>,
}

impl Wish {
	fn request(&self, currency: Currency) -> Result<RequestSpec> {
		let Self { amount, tenor, method, use_of_funds, line, .. } = *self;
		let security = self.assets.clone().try_into().map_err(|_| Error::usage("too many assets"))?;
		Ok(RequestSpec { amount, currency, tenor, method, use_of_funds, security, renews: None, line })
	}
}

/// A loan that lives.
#[derive(Clone)]
pub(super) struct Lent {
	pub id: LoanId,
	pub firm: &'static str,
	pub bank: Key,
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
	let request = wish.request(CURRENCY)?;
	let matches = matching::matches(narrator.client, &firm.number, &request).await?;
	let matches = matches.map_err(|refusal| Error::NotFound(format!("{}: {refusal:?}", firm.name)))?;
	let eligible: Vec<&Match> = matches.iter().filter(|found| found.eligible).collect();
	let products = financing::products(narrator.client).await?;
	// A rate that stays: so each figure below can be computed again by hand.
	let takes = |product: &ProductView| match wish.security {
		None => product.spec.security.is_empty() && product.spec.reference.is_none(),
		Some(kind) => product.spec.security.contains(&kind) && product.spec.reference.is_none(),
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
	let told = format!("{}: {} of {} products fit", firm.name, eligible.len(), matches.len());
	offered(narrator, &bank, wish.bank_name, application, told).await
}

/// The bank offers what its product suggests, and the firm reads it.
pub(super) async fn offered(
	narrator: &Narrator<'_>,
	bank: &Key,
	bank_name: &str,
	application: ApplicationId,
	told: String,
) -> Result<Offered> {
	let client = narrator.client;
	let missing = || Error::Different(format!("application {application}: no offer"));
	let view = financing::application(client, application).await?.ok_or_else(missing)?;
	let conditions = offers::usual(client, &view).await?;
	let terms = OfferSpec { conditions, valid_until: client.now().await? + 20 * 86_400 };
	narrator.act(bank, MakeOffer { application, terms }).await?;
	Offered::standing(narrator, application, &format!("{told}; {bank_name} offers")).await
}

impl Offered {
	/// As the firm's own machine reads it: what the node shows must be what it hashes to.
	pub async fn standing(narrator: &Narrator<'_>, application: ApplicationId, told: &str) -> Result<Self> {
		let shown: serde_json::Value = narrator.client.rpc("financing_application", json!([application])).await?;
		let Terms { terms, hash } = Terms::of(application, &shown)?;
		let conditions = &terms.conditions;
		narrator.line(format!(
			"{told} {} for {} months on application {application}, all in {} simple and {} compound a year",
			yuan(conditions.amount),
			conditions.tenor,
			rounded_rate(terms.all_in.simple),
			rounded_rate(terms.all_in.compound),
		));
		for line in rules::of_terms(&terms) {
			narrator.line(format!("  {line}"));
		}
		Ok(Self { application, institution: terms.institution, terms_hash: hash })
	}
}

/// The firm pledges what it offered and accepts the terms: all that the loan needs is reserved.
pub(super) async fn accept(narrator: &Narrator<'_>, firm: &Firm, wish: &Wish, offered: &Offered) -> Result<()> {
	let mut acts = Vec::new();
	for asset in &wish.assets {
		acts.push(pledge(narrator, firm, *asset, &Secured::of(wish, offered)).await?);
	}
	accept_with(narrator, firm, offered, acts).await
}

/// Accepts after these acts, all or nothing.
pub(super) async fn accept_with(
	narrator: &Narrator<'_>,
	firm: &Firm,
	offered: &Offered,
	mut acts: Vec<Call>,
) -> Result<()> {
	acts.push(AcceptOffer { application: offered.application, terms_hash: offered.terms_hash }.into());
	narrator.act(&firm.key, Call::all(acts)).await?;
	narrator.line(format!("{}: accepts exactly these terms, {}", firm.name, short(offered.terms_hash)));
	Ok(())
}

/// What a pledge is for.
pub(super) struct Secured {
	institution: InstitutionId,
	amount: u64,
	tenor: u16,
	/// The loan whose lien this one takes the place of.
	renews: Option<LoanId>,
}

impl Secured {
	fn of(wish: &Wish, offered: &Offered) -> Self {
		Self { institution: offered.institution, amount: wish.amount, tenor: wish.tenor, renews: None }
	}

	/// By a loan that renews another.
	pub fn renewing(offered: &Offered, amount: u64, tenor: u16, old: LoanId) -> Self {
		Self { institution: offered.institution, amount, tenor, renews: Some(old) }
	}
}

/// The call by which a firm pledges an asset. A renewal is a new contract of security, too: its lien names the one whose place it
/// takes.
pub(super) async fn pledge(narrator: &Narrator<'_>, firm: &Firm, asset: AssetId, to: &Secured) -> Result<Call> {
	// The money may go some days after the acceptance, and the lien lasts as long as the loan.
	let until = add_months(narrator.today().await?, u32::from(to.tenor) + 1);
	let renews = match to.renews {
		Some(old) => {
			let liens = narrator.asset(asset).await?.liens;
			let found = liens.iter().find(|one| one.lien.loan == Some(old)).map(|one| one.id);
			Some(found.ok_or_else(|| Error::Different(format!("no lien on asset {asset} secures loan {old}")))?)
		},
		None => None,
	};
	let (institution, secured_amount) = (to.institution, to.amount);
	let lien = LienSpec { institution, kind: LienKind::Pledge, secured_amount, until, renews };
	Ok(Pledge { asset, pledgor: firm.number.clone(), lien }.into())
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

/// Pays all that is due today.
pub(super) async fn pay(narrator: &Narrator<'_>, loan: &Lent, instalment: &Instalment) -> Result<()> {
	let view = narrator.loan(loan.id).await?;
	let (owed, today) = (view.due, narrator.today().await?);
	if owed.total == 0 {
		return Ok(());
	}
	let payment = RecordRepayment {
		loan: loan.id,
		amount: owed.total,
		reference: text(&format!("INSTALMENT {} {}", loan.id, instalment.number))?,
		value_date: today,
	};
	let receipt = narrator.act(&loan.bank, payment).await?;
	let fees = match owed.fees {
		0 => String::new(),
		fees => format!(", fees {}", yuan(fees)),
	};
	let closed = match receipt.find("Financing", "LoanClosed") {
		Some(_) => "; the loan is repaid",
		None => "",
	};
	narrator.line(format!(
		"{}  loan {} ({}): instalment {}, interest {}, principal {}{fees}{}{closed}",
		date_text(today),
		loan.id,
		loan.firm,
		instalment.number,
		yuan(owed.interest),
		yuan(owed.principal),
		remark(&view, instalment, today),
	));
	Ok(())
}

/// What is to be said of the day: that it is late, or that it was moved to a working day.
fn remark(view: &LoanView, instalment: &Instalment, today: Date) -> String {
	match view.arrears_days {
		0 => rules::moved(view, instalment).filter(|_| today == instalment.due).unwrap_or_default(),
		days => format!(", {days} days late: {} of penalty{}", yuan(view.due.penalty), rules::penalty(view)),
	}
}
