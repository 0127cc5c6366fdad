use super::*;
use lingnan_types::{conditions::Rate, Amount, AssetId, BasisPoints, Currency, Date, LoanId, Text, Timestamp};
use scale_info::{meta_type, Registry, TypeInfo};

/// As `pallet-financing` answers, with what the command showed in raw numbers.
#[derive(TypeInfo)]
#[allow(dead_code)]
struct LoanView {
	id: LoanId,
	currency: Currency,
	terms: Terms,
	rate: Rate,
	started: Date,
	schedule: Vec<Instalment>,
	due: Owed,
	arrears_since: Option<Date>,
	arrears_days: u32,
	payoff: Amount,
	repaid: Owed,
	written_off: BasisPoints,
	compensated: Amount,
}

#[derive(TypeInfo)]
#[allow(dead_code)]
struct Terms {
	conditions: Conditions,
	security: Vec<AssetId>,
	valid_until: Timestamp,
}

#[derive(TypeInfo)]
#[allow(dead_code)]
struct Conditions {
	tenor: u16,
	pricing: Pricing,
	late: Late,
}

#[derive(TypeInfo)]
#[allow(dead_code)]
enum Pricing {
	Fixed { rate: Rate },
	Floating { spread: i32, every: u8 },
}

#[derive(TypeInfo)]
#[allow(dead_code)]
struct Late {
	surcharge: BasisPoints,
}

#[derive(TypeInfo)]
#[allow(dead_code)]
struct Owed {
	interest: Amount,
	total: Amount,
}

#[derive(TypeInfo)]
#[allow(dead_code)]
struct Instalment {
	number: u16,
	due: Date,
	principal: Amount,
}

#[derive(TypeInfo)]
#[allow(dead_code)]
enum Value2 {
	Open(i64),
}

#[derive(TypeInfo)]
#[allow(dead_code)]
struct LienView {
	rank: u32,
	lien: Lien,
	enforced: Option<LienState>,
}

#[derive(TypeInfo)]
#[allow(dead_code)]
struct Lien {
	secured_amount: Amount,
	until: Date,
}

#[derive(TypeInfo)]
#[allow(dead_code)]
enum LienState {
	Live,
	Enforced { proceeds: Amount, on: Date },
}

#[derive(TypeInfo)]
#[allow(dead_code)]
struct ConsentView {
	last_used: Option<Timestamp>,
	retention_days: u32,
	held: Vec<(LoanId, Timestamp)>,
	news: u32,
}

/// Named as on the chain.
mod stated {
	use super::{Text, TypeInfo};

	#[derive(TypeInfo)]
	#[allow(dead_code)]
	pub enum Value {
		Open(i64),
	}

	#[derive(TypeInfo)]
	#[allow(dead_code)]
	pub struct AttestationView {
		unit: Text<32>,
		value: Value,
	}
}

fn told<T: TypeInfo + 'static>(value: Value) -> Value {
	let mut registry = Registry::new();
	let id = registry.register_type(&meta_type::<T>()).id;
	of_type(&registry.into(), id, &value)
}

#[test]
fn a_loan_has_no_raw_number() {
	let owed = json!({ "interest": 5, "total": 150_050 });
	let shown = told::<LoanView>(json!({
		"id": 11, "currency": "CNY", "terms": {
			"conditions": { "tenor": 12, "pricing": { "Fixed": { "rate": 3_450_000 } }, "late": { "surcharge": 5_000 } },
			"security": [4, 7], "validUntil": 1_577_894_400u64,
		},
		"rate": 5_175_000, "started": 18_263, "schedule": [{ "number": 1, "due": 18_263, "principal": 100 }], "due": owed, "repaid": owed,
		"arrearsSince": 18_263, "arrearsDays": 1, "payoff": 15_005_000, "writtenOff": 2_500, "compensated": 0,
	}));
	assert_eq!(
		shown,
		json!({
			"id": "11", "currency": "CNY",
			"terms": {
				"conditions": {
					"tenor": "12 months", "pricing": { "Fixed": { "rate": "3.45 %" } }, "late": { "surcharge": "50.00 %" },
				},
				"security": ["4", "7"], "validUntil": "2020-01-02 00:00",
			},
			"rate": "5.175 %", "started": "2020-01-02",
			"schedule": [{ "number": "1", "due": "2020-01-02", "principal": "CNY 1.00" }],
			"due": { "interest": "CNY 0.05", "total": "CNY 1,500.50" },
			"repaid": { "interest": "CNY 0.05", "total": "CNY 1,500.50" },
			"arrearsSince": "2020-01-02", "arrearsDays": "1 day", "payoff": "CNY 150,050.00", "writtenOff": "25.00 %",
			"compensated": "CNY 0.00",
		})
	);
}

#[test]
fn a_spread_says_whether_it_is_above_or_below() {
	let floating = |spread: i32| told::<Pricing>(json!({ "Floating": { "spread": spread, "every": 12 } }));
	assert_eq!(floating(45), json!({ "Floating": { "spread": "+0.45 %", "every": "12 months" } }));
	assert_eq!(floating(-20)["Floating"]["spread"], "-0.20 %");
}

#[test]
fn a_record_that_json_writes_into_another_keeps_its_units() {
	let shown = told::<LienView>(json!({
		"rank": 2, "securedAmount": 500, "until": 18_263, "enforced": { "Enforced": { "proceeds": 100, "on": 18_263 } },
	}));
	assert_eq!(
		shown,
		json!({
			"rank": "2", "securedAmount": "5.00 (currency of the loan)", "until": "2020-01-02",
			"enforced": { "Enforced": { "proceeds": "1.00 (currency of the loan)", "on": "2020-01-02" } },
		})
	);
	assert_eq!(told::<LienState>(json!("Live")), json!("Live"));
}

/// A record of the same name as one of its fields, which JSON writes into the line.
#[derive(TypeInfo)]
#[allow(dead_code)]
struct StatementLine {
	posting: u32,
	entry: Posting,
	outstanding_principal: Amount,
}

#[derive(TypeInfo)]
#[allow(dead_code)]
struct Posting {
	entry: Entry,
	value_date: Date,
	booked_at: Timestamp,
}

#[derive(TypeInfo)]
#[allow(dead_code)]
enum Entry {
	Repayment { amount: Amount, reference: Text<64> },
	Called,
}

#[test]
fn a_line_of_an_account_has_its_units_though_it_holds_a_field_of_its_own_name() {
	let shown = told::<StatementLine>(json!({
		"posting": 3, "entry": { "Repayment": { "amount": 8_489_883, "reference": "X 1" } }, "valueDate": 18_263,
		"bookedAt": 1_577_894_400u64, "outstandingPrincipal": 500,
	}));
	assert_eq!(
		shown,
		json!({
			"posting": "3",
			"entry": { "Repayment": { "amount": "84,898.83 (currency of the loan)", "reference": "X 1" } },
			"valueDate": "2020-01-02", "bookedAt": "2020-01-02 00:00", "outstandingPrincipal": "5.00 (currency of the loan)",
		})
	);
	// An entry that is one word.
	let shown = told::<StatementLine>(
		json!({ "posting": 3, "entry": "Called", "valueDate": 18_263, "bookedAt": 1_577_894_400u64 }),
	);
	assert_eq!((&shown["entry"], &shown["valueDate"]), (&json!("Called"), &json!("2020-01-02")));
	// One that stands under its own name is found there.
	let posting = json!({ "entry": "Called", "valueDate": 18_263, "bookedAt": 1_577_894_400u64 });
	let shown = told::<StatementLine>(json!({ "posting": 3, "entry": posting, "outstandingPrincipal": 500 }));
	assert_eq!(shown["entry"]["valueDate"], "2020-01-02");
}

#[test]
fn a_moment_is_no_day_and_what_has_no_unit_says_so() {
	let shown = told::<ConsentView>(json!({
		"lastUsed": 1_577_894_400u64, "retentionDays": 90, "held": [[3, 1_577_894_400u64]], "news": 5, "strange": [6],
	}));
	assert_eq!(shown["lastUsed"], "2020-01-02 00:00");
	assert_eq!(shown["retentionDays"], "90 days");
	assert_eq!(shown["held"], json!([["3", "2020-01-02 00:00"]]));
	assert_eq!(shown["news"], "5 (unit not known)");
	assert_eq!(shown["strange"], json!(["6 (unit not known)"]));
	assert_eq!(told::<ConsentView>(json!({ "lastUsed": null }))["lastUsed"], Value::Null);
}

#[test]
fn a_figure_has_the_unit_of_its_indicator() {
	let shown = told::<stated::AttestationView>(json!({ "unit": "persons", "value": { "Open": -1_250 } }));
	assert_eq!(shown, json!({ "unit": "persons", "value": { "Open": "-1,250 persons" } }));
	assert_eq!(told::<Value2>(json!({ "Open": 5 })), json!({ "Open": "5 (unit not known)" }));
}
