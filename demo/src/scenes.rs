//! Three scenes from the life of loans, each played where the chain knows the pallet that it needs: a credit line drawn twice, a
//! renewal without repaying first, a loan decided at once whose guarantee is called.

use super::{
	deals::{self, Deal, Lent, Offered, Secured, Wish},
	figures::{self, Backstage},
	loans::{number_in, short, yuan, Firm, CURRENCY},
	narrator::Narrator,
	rules,
};
use crate::{
	client::{
		calls::{
			credit_lines::{Accept, Offer},
			financing::{Apply, DeclareDefault, Renew, WithdrawApplication},
			guarantees::{CallGuarantee, Propose, RecordPayment, Sign, StatePayment},
			policies::Publish,
		},
		offers,
		questions::{financing, guarantee, line, matching},
		Call, Receipt,
	},
	error::{Error, Result},
	keys,
	text::date_text,
};
use lingnan_types::{
	application::{RequestSpec, UseOfFunds},
	conditions::{Conditions, DueDays, Pricing, Rate},
	guarantee::{Covered, GuaranteePart, GuaranteeSpec, PaymentModel, SharingScheme},
	line::{CommitmentFee, DrawdownConditions, LineSpec},
	policy::{PolicyOffer, PolicyPrice, PolicyRules, PolicySpec, PolicyUses},
	product::{ProductSpec, RepaymentMethod},
	ApplicationId, DayCount, Grade, GuaranteeId, Jurisdiction, LineId, LoanId, Purpose,
};
use serde_json::{json, Value};
use std::time::{Duration, Instant};
use subxt::utils::H256;

impl Narrator<'_> {
	/// Whether the chain has that call.
	fn knows(&self, pallet: &str, call: &str) -> bool {
		let pallet = self.client.metadata().pallet_by_name(pallet);
		pallet.is_some_and(|pallet| pallet.call_variant_by_name(call).is_some())
	}
}

/// A line of 800,000.00 yuan, drawn twice. Answers the line and its drawdowns.
pub(super) async fn line(narrator: &Narrator<'_>, firm: &Firm, wish: &Wish) -> Result<Option<(LineId, Vec<Lent>)>> {
	if !narrator.knows("CreditLines", "offer") {
		return Ok(None);
	}
	narrator.heading("A credit line: one contract, two drawdowns");
	let (today, bank) = (narrator.today().await?, keys::institution(wish.bank));
	let spec = LineSpec {
		enterprise: firm.number.clone(),
		currency: CURRENCY,
		limit: 80_000_000,
		revolving: true,
		until: today + 300,
		repay_by: today + 420,
		conditions: DrawdownConditions {
			highest_rate: Rate::basis_points(500),
			longest_tenor: 6,
			methods: Default::default(),
			use_of_funds: Default::default(),
		},
		commitment_fee: CommitmentFee {
			rate: 25,
			day_count: DayCount::Actual360,
			due_days: DueDays::Fixed { every: 3, day: 20, included: true, paid_after: 1 },
		},
		valid_until: narrator.client.now().await? + 20 * 86_400,
	};
	let limit = spec.limit;
	let receipt = narrator.act(&bank, Offer { spec }).await?;
	let offered = receipt.require("CreditLines", "Offered")?;
	let (line, hash): (LineId, H256) = (number_in(offered, "line")?, number_in(offered, "termsHash")?);
	let accept = Accept { line, terms_hash: hash };
	narrator.act(&firm.key, accept).await?;
	narrator.line(format!(
		"{}: credit line {line} of {} until {}, 0.25 % a year on what is not drawn; accepted by its hash, {}",
		firm.name,
		yuan(limit),
		date_text(today + 300),
		short(hash)
	));
	let mut drawn = Vec::new();
	for amount in [30_000_000, 40_000_000] {
		let wish = Wish {
			amount,
			tenor: 3,
			method: RepaymentMethod::Bullet,
			use_of_funds: UseOfFunds::Purchases,
			security: None,
			assets: vec![],
			line: Some(line),
			..wish.clone()
		};
		let institution = deals::institution(narrator, &wish).await?;
		let before = vec![deals::consent(narrator, firm, institution, Purpose::Assessment).await?];
		let application = deals::conclude(narrator, &Deal { firm, wish: &wish, institution }, before).await?;
		drawn.push(deals::disburse(narrator, firm, &wish, application).await?);
		let view = line::get(narrator.client, line).await?;
		let view = view.ok_or_else(|| Error::Different(format!("there is no line {line}")))?;
		narrator.line(format!("line {line}: {} drawn, {} left", yuan(view.drawn), yuan(view.available)));
	}
	Ok(Some((line, drawn)))
}

/// Whether loans are renewed on this chain.
pub(super) fn can_renew(narrator: &Narrator<'_>) -> bool {
	narrator.knows("Financing", "renew")
}

/// A loan that a new one settles before its end, without money moving: a new contract, and a new pledge in the old one's rank.
pub(super) async fn renew(narrator: &Narrator<'_>, firm: &Firm, old: &Lent, wish: &Wish) -> Result<Lent> {
	let view = narrator.loan(old.id).await?;
	let conditions = &view.terms.conditions;
	narrator.line(format!("loan {} is renewed without repaying first: {}", old.id, rules::RENEWAL));
	let request = RequestSpec {
		// To the unit: neither side carries a rest.
		amount: view.payoff,
		currency: view.currency,
		tenor: conditions.tenor,
		method: conditions.method,
		use_of_funds: UseOfFunds::Refinancing,
		security: view.terms.security.clone(),
		renews: Some(old.id),
		line: None,
	};
	let (amount, tenor) = (request.amount, request.tenor);
	let apply = Apply { enterprise: firm.number.clone(), product: view.terms.product, request };
	let consent = deals::consent(narrator, firm, view.institution, Purpose::Assessment).await?;
	let receipt = narrator.act(&firm.key, Call::all(vec![consent, apply.into()])).await?;
	let application = number_in(receipt.require("Financing", "Applied")?, "application")?;
	let told = format!("{}: the new loan settles the old one", firm.name);
	let offered = deals::offered(narrator, &old.bank, wish.bank_name, application, told).await?;
	let mut acts = Vec::new();
	for asset in &wish.assets {
		acts.push(deals::pledge(narrator, firm, *asset, &Secured::renewing(&offered, amount, tenor, old.id)).await?);
	}
	deals::accept_with(narrator, firm, &offered, acts).await?;
	narrator.act(&old.bank, Renew { application }).await?;
	let (before, after) = (narrator.loan(old.id).await?, narrator.loan(application.loan()).await?);
	narrator.line(format!(
		"loan {} is {:?}, loan {} of {} runs until {}: no money moved",
		old.id,
		before.state,
		after.id,
		yuan(after.outstanding_principal),
		after.schedule.last().map_or_else(|| "?".into(), |last| date_text(last.due))
	));
	Ok(Lent { id: application.loan(), ..old.clone() })
}

/// What was measured of a decision by policy.
pub(super) struct Decided {
	/// Offered in the block in which it was filed.
	pub inside: ApplicationId,
	/// From sending the application to its block, which holds the offer.
	pub took: Duration,
	/// Why the other one went to an officer.
	pub reason: String,
}

/// A bank says by a policy what it decides at once: an application outside it goes to an officer, one inside it is offered in the same
/// block.
pub(super) async fn policy(narrator: &Narrator<'_>, firm: &Firm, wish: &Wish) -> Result<Option<Decided>> {
	if !narrator.knows("Policies", "publish") {
		return Ok(None);
	}
	narrator.heading("A decision at once: the bank's policy is on the chain");
	let institution = deals::institution(narrator, wish).await?;
	let request = |amount: u64| RequestSpec {
		amount,
		currency: CURRENCY,
		tenor: wish.tenor,
		method: wish.method,
		use_of_funds: wish.use_of_funds,
		security: Default::default(),
		renews: None,
		line: None,
	};
	let matches = matching::matches(narrator.client, &firm.number, &request(wish.amount)).await?;
	let matches = matches.map_err(|refusal| Error::NotFound(format!("{}: {refusal:?}", firm.name)))?;
	let products = financing::products(narrator.client).await?;
	let ours = products.iter().filter(|one| {
		let fits = matches.iter().any(|found| found.eligible && found.product == one.id);
		one.institution == institution && one.spec.security.is_empty() && one.spec.reference.is_none() && fits
	});
	let product = ours.min_by_key(|one| one.spec.min_rate);
	let product =
		product.ok_or_else(|| Error::NotFound(format!("no product of {} fits {}", wish.bank_name, firm.name)))?;
	let grade = figures::grade(narrator.client, firm).await?;
	let usual = offers::of_product(&product.spec, &request(wish.amount), grade, Jurisdiction::Guangdong);
	let spec = spec_of(product.id, &product.spec, &usual, wish.amount);
	narrator.act(&keys::institution(wish.bank), Publish { spec: spec.clone() }).await?;
	narrator.line(format!(
		"{} decides at once up to {} for {} or better",
		wish.bank_name,
		yuan(spec.rules.max_amount),
		spec.rules.worst_grade
	));

	let apply = |amount| Apply { enterprise: firm.number.clone(), product: product.id, request: request(amount) };
	let outside = narrator.act(&firm.key, apply(wish.amount * 3)).await?;
	let left = outside.require("Financing", "LeftToOfficer")?;
	let reason = left["reason"].as_str().unwrap_or("?").to_string();
	let application: ApplicationId = number_in(left, "application")?;
	if outside.find("Financing", "Offered").is_some() {
		return Err(Error::Different("an application outside the policy was offered".into()));
	}
	narrator.line(format!("asks for {}: an officer decides, because of {reason}", yuan(wish.amount * 3)));
	narrator.act(&firm.key, WithdrawApplication { application }).await?;

	let start = Instant::now();
	let inside = narrator.act(&firm.key, apply(wish.amount)).await?;
	let took = start.elapsed();
	let application = in_one_block(&inside)?;
	narrator.line(format!(
		"asks for {}: filed and offered in one block, {:.1} s after it was sent",
		yuan(wish.amount),
		took.as_secs_f64()
	));
	Ok(Some(Decided { inside: application, took, reason }))
}

/// The application that a receipt, which is of one block, has as filed and as offered.
fn in_one_block(receipt: &Receipt) -> Result<ApplicationId> {
	let filed: ApplicationId = number_in(receipt.require("Financing", "Applied")?, "application")?;
	let offered: ApplicationId = number_in(receipt.require("Financing", "Offered")?, "application")?;
	match filed == offered {
		true => Ok(filed),
		false => Err(Error::Different(format!("application {filed} was filed, and {offered} offered"))),
	}
}

/// Up to an amount for firms rated BBB or better, at the rate that the product has for this firm's grade.
fn spec_of(id: lingnan_types::ProductId, product: &ProductSpec, usual: &Conditions, most: u64) -> PolicySpec {
	let rate = match usual.pricing {
		Pricing::Fixed { rate } => rate,
		Pricing::Floating { floor, .. } => floor,
	};
	PolicySpec {
		product: id,
		rules: PolicyRules {
			worst_grade: Grade::Bbb.min(product.worst_grade),
			minimum_coverage: product.minimum_coverage,
			max_amount: most,
			min_tenor: product.min_tenor,
			max_tenor: product.max_tenor,
			// Its days of settlement are those of one way of repayment.
			methods: vec![usual.method].try_into().unwrap_or_default(),
			use_of_funds: Default::default(),
			industries: Default::default(),
			divisions: Default::default(),
			jurisdictions: Default::default(),
			minimum_age_months: product.minimum_age_months,
			unsecured: true,
			security: Default::default(),
			worst_loan_to_value: 0,
			max_exposure: most.saturating_mul(2),
		},
		offer: PolicyOffer {
			price: PolicyPrice::Fixed { rates: [rate; 9] },
			day_count: usual.day_count,
			due_days: usual.due_days,
			first_period: usual.first_period,
			calendar: usual.calendar,
			adjustment: usual.adjustment,
			moves_interest: usual.moves_interest,
			grace_days: usual.grace_days,
			principal_holiday: 0,
			balloon: 0,
			prepayment: usual.prepayment,
			late: usual.late,
			order: usual.order,
			valid_days: 14,
		},
		uses: PolicyUses { per_day: 50, in_all: 1_000 },
	}
}

/// A loan with a guarantor behind it, on which nothing will be paid.
pub(super) struct Guaranteed {
	pub loan: Lent,
	pub guarantee: GuaranteeId,
}

/// Who stands behind the loan of the story.
const GUARANTOR: (&str, &str) = ("guangdong-financing-guarantee", "Guangdong Financing Guarantee");

/// A loan four fifths of which a guarantee company signs for.
pub(super) async fn guaranteed(
	narrator: &Narrator<'_>,
	firm: &Firm,
	wish: &Wish,
	decided: Option<&Decided>,
) -> Result<Option<Guaranteed>> {
	if !narrator.knows("Guarantees", "propose") {
		return Ok(None);
	}
	narrator.heading("A guarantee: a company signs for four fifths of a loan");
	let institution = deals::institution(narrator, wish).await?;
	let offered = match decided {
		Some(decided) => {
			let told = format!("{}: by its policy {} offers", firm.name, wish.bank_name);
			Offered::standing(narrator, decided.inside, &told).await?
		},
		None => deals::offer(narrator, &Deal { firm, wish, institution }, vec![]).await?,
	};
	let (code, name) = GUARANTOR;
	let known = guarantee::guarantors(narrator.client).await?;
	let guarantor = known.iter().find(|one| one.name.as_str() == name).map(|one| one.id);
	let guarantor = guarantor.ok_or_else(|| Error::NotFound(format!("this chain has no guarantor {name:?}")))?;
	let parts = vec![GuaranteePart { guarantor, share: 8_000, backs: None }];
	let spec = GuaranteeSpec {
		application: offered.application,
		scheme: SharingScheme::EightyTwenty,
		model: PaymentModel::Advance,
		covers: Covered::Principal,
		parts: parts.try_into().map_err(|_| Error::usage("too many guarantors"))?,
	};
	let receipt = narrator.act(&keys::institution(wish.bank), Propose { guarantee: spec }).await?;
	let guarantee = number_in(receipt.require("Guarantees", "Proposed")?, "guarantee")?;
	let terms = H256(guarantee::get(narrator.client, guarantee).await?.terms.0);
	narrator.act(&keys::guarantor(code), Sign { guarantee, terms }).await?;
	narrator.line(format!("{name} signs for 80 % of the principal: {}", rules::SHARES));
	deals::accept(narrator, firm, wish, &offered).await?;
	let loan = deals::disburse(narrator, firm, wish, offered.application).await?;
	Ok(Some(Guaranteed { loan, guarantee }))
}

/// Nothing came: the bank calls the loan, then the guarantee, and the guarantor pays. Answers what it paid.
pub(super) async fn call(narrator: &Narrator<'_>, guaranteed: &Guaranteed) -> Result<u64> {
	let Guaranteed { loan, guarantee } = guaranteed;
	narrator.heading("The guarantee is called");
	let before = narrator.loan(loan.id).await?;
	narrator.act(&loan.bank, DeclareDefault { loan: loan.id }).await?;
	narrator.line(format!(
		"loan {} ({}): {} days past due, {} owed, {} of it penalty; its lender calls it",
		loan.id,
		loan.firm,
		before.arrears_days,
		yuan(before.payoff),
		yuan(before.due.penalty)
	));
	let guarantee = *guarantee;
	narrator.act(&loan.bank, CallGuarantee { guarantee }).await?;
	let (code, name) = GUARANTOR;
	narrator.act(&keys::guarantor(code), StatePayment { guarantee }).await?;
	let view = guarantee::get(narrator.client, guarantee).await?;
	let part = view.parts.first().ok_or_else(|| Error::Different(format!("guarantee {guarantee} has no guarantor")))?;
	let paid = part.to_pay;
	narrator.act(&loan.bank, RecordPayment { guarantee, guarantor: part.guarantor }).await?;
	let after = narrator.loan(loan.id).await?;
	narrator.line(format!(
		"{name} pays {}, 80 % of {} of principal; the firm owes {} as before: {}",
		yuan(paid),
		yuan(before.outstanding_principal),
		yuan(after.payoff),
		rules::SUBSTITUTE
	));
	Ok(paid)
}

/// Whether one of the two scenes with a fourth firm is played.
pub(super) fn needs_newcomer(narrator: &Narrator<'_>) -> bool {
	narrator.knows("Policies", "publish") || narrator.knows("Guarantees", "propose")
}

/// The firm and the bank of the last two scenes: it lets the bank look and proves its grade.
pub(super) async fn newcomer(narrator: &Narrator<'_>, backstage: Backstage<'_>, firm: &Firm) -> Result<Wish> {
	let wish = Wish {
		bank: "cmb",
		bank_name: "China Merchants Bank Guangzhou Branch",
		security: None,
		amount: 20_000_000,
		tenor: 3,
		method: RepaymentMethod::Bullet,
		use_of_funds: UseOfFunds::WorkingCapital,
		assets: vec![],
		line: None,
	};
	let institution = deals::institution(narrator, &wish).await?;
	figures::prove(narrator, backstage, &[(firm, institution)]).await?;
	Ok(wish)
}

/// What the scenes leave, for programs.
#[derive(Default)]
pub(super) struct Seen {
	pub line: Option<LineId>,
	pub drawdowns: Vec<LoanId>,
	pub renewed: Option<(LoanId, LoanId)>,
	pub decided: Option<(ApplicationId, Duration, String)>,
	/// The loan, and what its guarantor paid.
	pub guarantee: Option<(LoanId, u64)>,
}

impl Seen {
	/// Every loan of the scenes.
	pub fn loans(&self) -> Vec<LoanId> {
		let renewal = self.renewed.map(|(_, by)| by);
		let guaranteed = self.guarantee.map(|(loan, _)| loan);
		self.drawdowns.iter().copied().chain(renewal).chain(guaranteed).collect()
	}

	pub fn to_json(&self) -> Value {
		json!({
			"line": self.line, "drawdowns": self.drawdowns,
			"renewed": self.renewed.map(|(old, by)| json!({ "loan": old, "by": by })),
			"decided": self.decided.as_ref().map(|(application, took, reason)| json!({
				"application": application, "milliseconds": u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
				"leftToOfficer": reason,
			})),
			"guarantee": self.guarantee.map(|(loan, paid)| json!({ "loan": loan, "paid": paid })),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A bullet is settled at its end, and no other way of repayment of such a product is: a policy for all of them is refused.
	#[test]
	fn the_policy_of_the_story_is_for_the_way_of_repayment_whose_days_it_offers() {
		let product: ProductSpec = serde_json::from_value(json!({
			"name": "A loan", "currency": "CNY", "minAmount": 1_000, "maxAmount": 100_000_000, "minTenor": 3, "maxTenor": 36,
			"minRate": 345, "maxRate": 445, "dayCount": "Actual360", "surcharge": 5_000,
			"dueDays": [{ "Fixed": { "every": 1, "day": 20, "included": true, "paidAfter": 1 } }], "costs": [],
			"methods": ["EqualInstalments", "Bullet"], "worstGrade": "BBB", "minimumCoverage": 6_000, "industries": [],
			"divisions": [], "jurisdictions": [], "minimumAgeMonths": 0, "unsecured": true, "security": [],
			"worstLoanToValue": 0, "tradeRecords": false, "decisionDays": 5,
		}))
		.unwrap();
		let request: RequestSpec = serde_json::from_value(json!({
			"amount": 20_000_000, "currency": "CNY", "tenor": 3, "method": "Bullet", "useOfFunds": "WorkingCapital",
		}))
		.unwrap();
		let usual = offers::of_product(&product, &request, Grade::Aaa, Jurisdiction::Guangdong);
		let spec = spec_of(lingnan_types::ProductId(1), &product, &usual, 20_000_000);
		assert_eq!(spec.rules.methods.to_vec(), [RepaymentMethod::Bullet]);
		assert_eq!(spec.offer.due_days, DueDays::Maturity);
	}

	#[test]
	fn what_the_scenes_leave_is_told_to_programs() {
		let seen = Seen {
			line: Some(LineId(0)),
			drawdowns: vec![LoanId(3), LoanId(4)],
			renewed: Some((LoanId(1), LoanId(7))),
			decided: Some((ApplicationId(6), Duration::from_millis(1_900), "AmountTooHigh".into())),
			guarantee: Some((LoanId(6), 16_000_000)),
		};
		assert_eq!(seen.loans(), [3, 4, 7, 6].map(LoanId));
		let told = seen.to_json();
		assert_eq!((&told["renewed"]["by"], &told["guarantee"]["paid"]), (&json!(7), &json!(16_000_000)));
		assert_eq!(told["decided"]["milliseconds"], 1_900);
		assert_eq!(Seen::default().to_json()["guarantee"], Value::Null);
	}
}
