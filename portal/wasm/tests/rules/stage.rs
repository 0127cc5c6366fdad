//! One firm, one bank, and what the chain says of both.

use codec::{Decode, Encode};
use lingnan_portal_wasm::{
	credit::{Firm, OpenedArg, Proving, Row, ShownArg},
	loans::Kept,
	market::Matching,
	refused::Refused,
};
use lingnan_types::{
	attestation::{AttestationSpec, AttestationView, Value as Stated},
	bank_days::CalendarView,
	indicator::IndicatorView,
	loan::{LoanView, StatementLine},
	product::{ProductSpec, ProductView},
	rating::ProofBasis,
	scorecard::ScorecardView,
	IndicatorId, InstitutionId, ProductId, RegistrationNumber, StoodStill,
};
use primitive_types::H256;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};

pub const FIRM: &str = "CN:91440300708461136T";
pub const CHAIN: H256 = H256([7; 32]);
/// 2027-01-15.
pub const DRAWN: u32 = 20_833;

/// Calls an export.
pub fn call<T: Decode>(name: &str, arguments: &impl Encode) -> Result<T, Refused> {
	let answer = lingnan_portal_wasm::call(name, &arguments.encode()).expect("it is exported");
	Result::decode(&mut answer.as_slice()).expect("it answers what the test expects")
}

pub fn read<T: DeserializeOwned>(value: Value) -> T {
	serde_json::from_value(value).expect("it is one")
}

pub fn firm_number() -> RegistrationNumber {
	FIRM.parse().expect("a number")
}

/// In CNY, of agency 1; higher is better.
pub fn indicator(id: u32, name: &str, edges: &[i64]) -> IndicatorView {
	read(json!({
		"id": id, "name": name, "unit": "CNY", "owner": 1, "edges": edges, "direction": "HigherIsBetter",
		"validityDays": 366, "class": "Figure", "retired": false,
	}))
}

/// Taxes (4), staff (5), exports (6).
pub fn indicators() -> Vec<IndicatorView> {
	vec![indicator(4, "Taxes", &[10, 100]), indicator(5, "Staff", &[3]), indicator(6, "Exports", &[1])]
}

/// What an agency seals, with a secret that everybody knows.
pub fn row(value: i64, revision: u32) -> Row {
	Row {
		secret: [1; 32],
		genesis: CHAIN,
		enterprise: firm_number(),
		indicator: indicators().remove(0),
		value,
		period_end: 20_000,
		revision,
	}
}

/// Taxes of 50, as they are sealed.
pub fn sealed() -> (AttestationSpec, OpenedArg) {
	call("seal_row", &row(50, 3)).expect("it is sealed")
}

/// As the chain shows an attestation.
pub fn stands(indicator: u32, value: Stated, bin: Option<u8>, evidence: H256) -> AttestationView {
	AttestationView {
		value,
		evidence,
		bin,
		..read(json!({
			"indicator": indicator, "name": "x", "unit": "CNY", "agency": 1, "agencySuspended": false,
			"value": { "Open": 7 }, "shown": false, "bin": null, "periodEnd": 20_000, "expires": 1, "madeAt": 1,
			"evidence": H256::zero(), "revision": 3, "standing": "InForce", "dataset": null, "counts": true,
		}))
	}
}

/// Taxes of 50, as the firm opens them to a bank with the figure.
pub fn shown() -> ShownArg {
	let (taxes, OpenedArg { period_end, value, salt, bin, blindings, .. }) = sealed();
	let attestation = stands(4, taxes.value, None, taxes.evidence);
	let (enterprise, indicator) = (firm_number(), indicators().remove(0));
	ShownArg { enterprise, indicator, attestation, period_end, bin, blindings, figure: Some((value, salt)) }
}

/// Base 600; taxes of 50 sealed (12 of 20 points), staff in the open (5 of 5), no attestation of exports (0 of 10): 617, B.
pub fn firm() -> Firm {
	let (taxes, opened) = sealed();
	Firm {
		enterprise: firm_number(),
		indicators: indicators(),
		attestations: vec![
			stands(4, taxes.value, None, taxes.evidence),
			stands(5, Stated::Open(7), Some(1), H256::zero()),
		],
		opened: vec![opened],
	}
}

pub fn scorecard() -> ScorecardView {
	let outcome = json!({
		"scope": "Whole", "loans": 0, "borrowers": 0, "defaulted": 0, "expected": 0, "judged": false, "warned": false,
	});
	read(json!({
		"id": 2, "status": "Active", "champion": true, "name": "trial", "base": 600,
		"characteristics": [
			{ "indicator": 4, "points": [0, 12, 20], "missing": 0, "reference": 20 },
			{ "indicator": 5, "points": [0, 5], "missing": 0, "reference": 5 },
			{ "indicator": 6, "points": [0, 10], "missing": 0, "reference": 10 },
		],
		"cutOffs": [660, 650, 640, 630, 620, 610, 600, 590, 1], "defaultProbabilities": [0, 0, 0, 0, 0, 0, 0, 0, 0],
		"minimumCoverage": 6_000, "validityDays": 366, "outcomes": [], "whole": outcome, "institutions": 0,
	}))
}

/// What the chain answers of the same.
pub fn basis() -> ProofBasis {
	let taxes = sealed().0.value;
	let commitments: Vec<H256> = taxes.commitments().to_vec();
	read(json!({
		"genesisHash": CHAIN, "enterprise": FIRM, "scorecard": 2, "base": 600,
		"leastPoints": [660, 650, 640, 630, 620, 610, 600, 590, 0], "minimumCoverage": 6_000, "coverage": 6_666, "nonce": 1,
		"thresholdsPerConsent": 3,
		"characteristics": [
			{ "indicator": 4, "points": [0, 12, 20], "missing": 0, "revision": 3, "expires": 9, "bin": null, "shown": false,
				"commitments": commitments },
			{ "indicator": 5, "points": [0, 5], "missing": 0, "revision": 3, "expires": 9, "bin": 1, "shown": false,
				"commitments": [] },
			{ "indicator": 6, "points": [0, 10], "missing": 0, "revision": null, "expires": null, "bin": null,
				"shown": false, "commitments": [] },
		],
	}))
}

pub fn proving() -> Proving {
	Proving {
		randomness: [9; 32],
		genesis: CHAIN,
		firm: firm(),
		basis: basis(),
		scorecard: scorecard(),
		grade: None,
		institution: Some(InstitutionId(3)),
	}
}

/// The products of Guangdong, institutions numbered as they come.
pub fn shelf() -> Vec<ProductView> {
	let list: Vec<Value> =
		serde_json::from_str(include_str!("../../../../chain-spec/guangdong/products.json")).expect("a list");
	let mut institutions: Vec<Value> = Vec::new();
	let products = list.into_iter().map(|mut one| {
		let fields = one.as_object_mut().expect("a product");
		fields.remove("code");
		let institution = fields.remove("institution").expect("it is of one");
		if !institutions.contains(&institution) {
			institutions.push(institution.clone());
		}
		let number = institutions.iter().position(|known| *known == institution).expect("it is there") as u32;
		if fields["reference"].is_string() {
			fields["reference"] = json!(0);
		}
		(InstitutionId(number), read::<ProductSpec>(one))
	});
	(0..)
		.map(ProductId)
		.zip(products)
		.map(|(id, (institution, spec))| ProductView { id, institution, open: true, spec })
		.collect()
}

/// A million for a year, of these products; all institutions do business but number 1.
pub fn matching(products: Vec<ProductView>) -> Matching {
	let key = vec![0; 32];
	let institutions = (0..150).map(|id| {
		json!({
			"id": id, "name": "A bank", "kind": "CityBank", "jurisdiction": "Guangdong", "key": key, "suspended": id == 1,
			"missedDeadlines": 0,
		})
	});
	let currencies = ["CNY", "HKD", "MOP", "USD"];
	Matching {
		enterprise: read(json!({
			"number": FIRM, "legalName": "深圳市荔枝电子有限公司", "jurisdiction": "Guangdong", "industry": "C39",
			"division": 440_300, "founded": 14_000, "registeredCapital": 1, "capitalCurrency": "CNY", "lei": null,
			"outerCheckMismatch": false, "status": "Active", "controller": null, "controlOfferedTo": null, "recovery": null,
			"recoveryStands": false, "frozenByController": false, "frozenUntil": null, "frozenByGuardiansUntil": null,
			"guardians": null, "officers": [], "registrar": 0, "registeredAt": 1, "successor": null,
		})),
		rating: Some(read(json!({
			"scorecard": 2, "grade": "A", "defaultProbability": 60, "coverage": 10_000, "madeAt": 1, "validUntil": 2_000_000_000,
			"current": true, "ended": null, "institution": null, "used": [],
		}))),
		has_champion: true,
		headroom: read(json!({
			"today": DRAWN,
			"together": currencies.map(|currency| json!({ "currency": currency, "amount": 1_000_000_000_000_u64 })),
		})),
		own_headroom: vec![read(json!({ "institution": 2, "currency": "CNY", "amount": 5 }))],
		institutions: institutions.map(read).collect(),
		products,
		request: read(json!({
			"amount": 100_000_000, "currency": "CNY", "tenor": 12, "method": "EqualInstalments",
			"useOfFunds": "WorkingCapital", "security": [], "renews": null, "line": null,
		})),
		assets: vec![],
	}
}

/// Two days off after the New Year of 2027, and nothing known of 2028.
pub fn calendar() -> CalendarView {
	read(json!({
		"place": "Guangdong",
		"years": [{ "year": 2027, "off": [20_819, 20_880], "worked": [], "provisional": false, "source": "the gazette" }],
	}))
}

pub fn conditions() -> Value {
	json!({
		"amount": 1_000_000, "tenor": 12, "method": "EqualInstalments", "pricing": { "Fixed": { "rate": 3_450_000 } },
		"dayCount": "Actual360", "dueDays": { "Anniversary": { "every": 1 } }, "firstPeriod": "Short",
		"calendar": "Guangdong", "adjustment": "Following", "movesInterest": false, "graceDays": 0, "principalHoliday": 0,
		"balloon": 0, "prepayment": "Lower",
		"late": { "surcharge": 5_000, "misuse": 10_000, "onInterest": "ContractThenPenalty" },
		"order": { "claims": ["Costs", "Penalty", "Interest", "Fees", "Principal"], "byDay": false },
		"costs": [{ "item": "Arrangement", "payee": "", "amount": 5_000, "after": 31, "borneBy": "Borrower" }],
	})
}

pub fn terms() -> Value {
	json!({
		"application": 3, "product": 4, "institution": 5, "enterprise": FIRM, "currency": "CNY", "conditions": conditions(),
		"allIn": { "simple": 0, "compound": 0 }, "useOfFunds": "WorkingCapital", "security": [], "renews": null, "line": null,
		"validUntil": 1_900_000_000,
	})
}

fn owed(interest: u64, principal: u64) -> Value {
	json!({
		"costs": 0, "penalty": 0, "interest": interest, "fees": 0, "principal": principal, "total": interest + principal,
	})
}

/// 10,000.00 for a year; a month was paid in time, and then nothing.
pub fn kept(day: u32) -> Kept {
	let loan: LoanView = read(json!({
		"id": 3, "enterprise": FIRM, "institution": 5, "currency": "CNY", "terms": terms(), "amendments": [], "rate": 3_450_000,
		"state": "Active", "grade": "AA", "started": DRAWN, "schedule": [], "due": owed(0, 0), "arrearsSince": null,
		"arrearsDays": 0, "materialDays": 0, "defaultCanBeNoted": false, "noted": null, "outstandingPrincipal": 1,
		"payoff": 1, "repaid": owed(0, 0), "forgiven": owed(0, 0), "defaultedOn": null, "curedOn": null, "proposed": null,
		"calledOn": null, "closedOn": null, "writtenOff": 0, "askedOn": null, "compensated": 0, "postings": 1, "claims": [],
	}));
	let paid: StatementLine = read(json!({
		"posting": 0, "entry": { "Repayment": { "amount": 89_893, "reference": "PAY-1" } }, "valueDate": DRAWN + 31,
		"bookedAt": 1, "reversed": null, "spent": owed(0, 0), "outstandingPrincipal": 0, "balance": 0, "reversalAsked": null,
	}));
	Kept { loan, statement: vec![paid], calendar: calendar(), stood: StoodStill::default(), day }
}

pub fn id(number: u32) -> IndicatorId {
	IndicatorId(number)
}
