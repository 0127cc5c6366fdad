//! The unit of every number that the chain answers, told by its type.
//!
//! The chain's own metadata say of each field with which type it was written: `Amount`, `Date`, `BasisPoints`. What has
//! a plain integer type stands in a table here, by record and field. A number with neither is shown as one whose unit is
//! not known, and a test (`tests/network/tests/units.rs`) goes through everything that the runtime answers and finds
//! none.

mod census;
mod parameters;
mod reader;

pub use census::without_unit;

use crate::{
	questions,
	text::{date_text, grouped, money, percent, rate_text, time_text, work},
};
use lingnan_types::conditions::Rate;
use reader::{head, is_foreign, Around, Owner, Place, Reader};
use scale_info::{PortableRegistry, TypeDef};
use serde_json::{json, Value};
use std::time::Duration;
use subxt::metadata::Metadata;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
	/// Minor units of the currency that stands in the same record.
	Money,
	BasisPoints,
	/// The same, above or below something.
	Spread,
	/// Hundred-millionths of the whole, a year.
	Rate,
	/// Days since 1970.
	Date,
	/// Seconds since 1970.
	Moment,
	Seconds,
	Days,
	Months,
	/// Of the chain's work.
	Nanoseconds,
	Picoseconds,
	/// Of a scorecard.
	Points,
	/// In the unit of the indicator.
	Indicator,
	/// Of one of what the field's name says.
	Thousandths,
	/// How many of what the field's name says, or the number by which something is known.
	Number,
}

/// By the name of the type that the field was written with.
const BY_TYPE: &[(&str, Unit)] = &[
	("Amount", Unit::Money),
	("BasisPoints", Unit::BasisPoints),
	("Probabilities", Unit::BasisPoints),
	("Date", Unit::Date),
	("Timestamp", Unit::Moment),
	("Rate", Unit::Rate),
	("Budget", Unit::Picoseconds),
	("AgencyId", Unit::Number),
	("ApplicationId", Unit::Number),
	("AppraiserId", Unit::Number),
	("AssetId", Unit::Number),
	("Assets", Unit::Number),
	("BlockNumber", Unit::Number),
	("BlockNumberFor", Unit::Number),
	("CardVersion", Unit::Number),
	("ConsentId", Unit::Number),
	("DatasetId", Unit::Number),
	("Division", Unit::Number),
	("GuaranteeId", Unit::Number),
	("GuarantorId", Unit::Number),
	("IndicatorId", Unit::Number),
	("InstitutionId", Unit::Number),
	("LienId", Unit::Number),
	("LineId", Unit::Number),
	("LoanId", Unit::Number),
	("PolicyId", Unit::Number),
	("ProductId", Unit::Number),
	("ReferenceRateId", Unit::Number),
	("Revision", Unit::Number),
	("ScorecardId", Unit::Number),
	("SessionIndex", Unit::Number),
	("Slot", Unit::Number),
	("Together", Unit::Number),
];

/// By record and field, where the type is a plain integer. An event's or a call's fields stand under its pallet, a list of
/// numbers that answers a question under its runtime API.
const BY_FIELD: &[(&str, &str, Unit)] = &[
	// Allowances.
	("AllowanceView", "max", Unit::Nanoseconds),
	("AllowanceView", "used", Unit::Nanoseconds),
	("AllowanceView", "recovery", Unit::Nanoseconds),
	("AllowanceView", "sponsored", Unit::Nanoseconds),
	("AllowanceView", "sponsor_room", Unit::Nanoseconds),
	// Attestations.
	("AttestationView", "bin", Unit::Number),
	("Attestations", "count", Unit::Number),
	("Attestations", "place", Unit::Number),
	("DatasetView", "count", Unit::Number),
	("IndicatorSpec", "edges", Unit::Indicator),
	("IndicatorSpec", "validity_days", Unit::Days),
	// Of a dataset, as `lingnan-anchored` has it.
	("Leaf", "indicator", Unit::Number),
	("Leaf", "period_end", Unit::Date),
	("IndicatorView", "edges", Unit::Indicator),
	("IndicatorView", "validity_days", Unit::Days),
	("Value", "Open", Unit::Indicator),
	("CalendarYear", "year", Unit::Number),
	// The calendar.
	("BusinessClock", "offset", Unit::Seconds),
	("BusinessClock", "seconds", Unit::Seconds),
	// Cards.
	("CardView", "suite", Unit::Number),
	("Cards", "suite", Unit::Number),
	// Reference rates.
	("ReferenceRateView", "quotes", Unit::Number),
	// Classification.
	("OverdueFor", "Days", Unit::Days),
	("OverdueFor", "Months", Unit::Months),
	// Collateral.
	("Collateral", "others", Unit::Number),
	("CollateralApi", "assets_of", Unit::Number),
	("Collateral", "version", Unit::Number),
	("DocumentTokens", "version", Unit::Number),
	("IssuerKey", "version", Unit::Number),
	("Collateral", "rank", Unit::Number),
	("LienView", "rank", Unit::Number),
	("LienView", "accepted_rank", Unit::Number),
	("ReceivableView", "similar", Unit::Number),
	// Consents.
	("ConsentSpec", "retention_days", Unit::Days),
	("ConsentSpec", "uses", Unit::Number),
	("ConsentView", "retention_days", Unit::Days),
	("ConsentView", "uses", Unit::Number),
	("ConsentView", "uses_left", Unit::Number),
	("Consents", "indicators", Unit::Number),
	("Consents", "number", Unit::Number),
	("ConsentsApi", "overdue_deletions", Unit::Number),
	("ReceiptView", "indicators", Unit::Number),
	("ReceiptView", "number", Unit::Number),
	// Corridors.
	("CheckView", "check", Unit::Number),
	("CorridorMessage", "check", Unit::Number),
	("CorridorMessage", "number", Unit::Number),
	("CorridorMessage", "voucher", Unit::Number),
	("CorridorView", "last_delivered", Unit::Number),
	("CorridorView", "last_received", Unit::Number),
	("CorridorView", "last_sent", Unit::Number),
	("CorridorView", "waiting", Unit::Number),
	("CrossBorder", "check", Unit::Number),
	("CrossBorder", "last", Unit::Number),
	("CrossBorder", "limit", Unit::Number),
	("CrossBorder", "nonce", Unit::Number),
	("CrossBorder", "number", Unit::Number),
	("CrossBorder", "voucher", Unit::Number),
	("DocumentView", "similar_abroad", Unit::Number),
	("Passport", "number", Unit::Number),
	("SentPassportView", "nonce", Unit::Number),
	("VisitorView", "number", Unit::Number),
	("Voucher", "number", Unit::Number),
	("VoucherView", "checks_left", Unit::Number),
	("VoucherView", "nonce", Unit::Number),
	// Credit scoring.
	("BasisCharacteristic", "bin", Unit::Number),
	("BasisCharacteristic", "missing", Unit::Points),
	("BasisCharacteristic", "points", Unit::Points),
	("CharacteristicSpec", "missing", Unit::Points),
	("CharacteristicSpec", "points", Unit::Points),
	("CharacteristicSpec", "reference", Unit::Points),
	("CreditScoring", "nonce", Unit::Number),
	("Finding", "defaulted", Unit::Number),
	("Finding", "expected", Unit::Thousandths),
	("Finding", "loans", Unit::Number),
	("GradeProof", "nonce", Unit::Number),
	("OutcomeView", "borrowers", Unit::Number),
	("OutcomeView", "defaulted", Unit::Number),
	("OutcomeView", "expected", Unit::Thousandths),
	("OutcomeView", "loans", Unit::Number),
	("ProofBasis", "base", Unit::Points),
	("ProofBasis", "least_points", Unit::Points),
	("ProofBasis", "nonce", Unit::Number),
	("ProofBasis", "thresholds_per_consent", Unit::Number),
	("ScorecardSpec", "base", Unit::Points),
	("ScorecardSpec", "cut_offs", Unit::Points),
	("ScorecardSpec", "validity_days", Unit::Days),
	("ScorecardView", "institutions", Unit::Number),
	("UsedAttestation", "bin", Unit::Number),
	// Credit lines and policies.
	("DrawdownConditions", "longest_tenor", Unit::Months),
	("Policies", "version", Unit::Number),
	("PolicyOffer", "grace_days", Unit::Days),
	("PolicyOffer", "principal_holiday", Unit::Number),
	("PolicyOffer", "valid_days", Unit::Days),
	("PolicyPrice", "every", Unit::Months),
	("PolicyPrice", "spreads", Unit::Spread),
	("PolicyRules", "max_tenor", Unit::Months),
	("PolicyRules", "min_tenor", Unit::Months),
	("PolicyRules", "minimum_age_months", Unit::Months),
	("PolicyUses", "in_all", Unit::Number),
	("PolicyUses", "per_day", Unit::Number),
	("PolicyView", "made", Unit::Number),
	("PolicyView", "made_today", Unit::Number),
	("PolicyView", "version", Unit::Number),
	// The register.
	("Guardians", "threshold", Unit::Number),
	("GuardiansView", "threshold", Unit::Number),
	// Financing.
	("Conditions", "grace_days", Unit::Days),
	("Conditions", "principal_holiday", Unit::Number),
	("Conditions", "tenor", Unit::Months),
	("Cost", "after", Unit::Days),
	("DueDays", "day", Unit::Number),
	("DueDays", "every", Unit::Months),
	("DueDays", "paid_after", Unit::Days),
	("Entry", "amendment", Unit::Number),
	("Financing", "amendment", Unit::Number),
	("CostRule", "after", Unit::Days),
	("Financing", "arrears_days", Unit::Days),
	("Financing", "days", Unit::Days),
	("Financing", "missed", Unit::Number),
	("Financing", "posting", Unit::Number),
	("Instalment", "number", Unit::Number),
	("InstitutionView", "missed_deadlines", Unit::Number),
	("LoanLine", "arrears_days", Unit::Days),
	("LoanLine", "claims", Unit::Number),
	("LoanLine", "material_days", Unit::Days),
	("LoanView", "arrears_days", Unit::Days),
	("LoanView", "material_days", Unit::Days),
	("LoanView", "postings", Unit::Number),
	("NotedArrears", "days", Unit::Days),
	("Pricing", "every", Unit::Months),
	("Pricing", "spread", Unit::Spread),
	("ProductSpec", "decision_days", Unit::Days),
	("ProductSpec", "max_tenor", Unit::Months),
	("ProductSpec", "min_tenor", Unit::Months),
	("ProductSpec", "minimum_age_months", Unit::Months),
	("RequestSpec", "tenor", Unit::Months),
	("StatementLine", "posting", Unit::Number),
	// Validators.
	("ValidatorView", "blocks", Unit::Number),
	("ValidatorView", "last_block", Unit::Number),
	("ValidatorView", "last_session", Unit::Number),
	("ValidatorView", "missed", Unit::Number),
	("Validators", "in_a_row", Unit::Number),
	("Validators", "set", Unit::Number),
];

/// The runtime API behind a JSON-RPC method, and its function.
fn question_of(method: &str) -> Option<(&'static str, &'static str)> {
	questions::routes().iter().find(|route| route.method == method)?.api.split_once('_')
}

/// Whether the numbers of the answer to a JSON-RPC method are known by their types.
pub fn is_known(method: &str) -> bool {
	question_of(method).is_some()
}

/// What stands behind a number of which nothing is known.
const UNKNOWN: &str = "(unit not known)";

/// The answer to a JSON-RPC method with every number as people read it.
pub fn of_answer(metadata: &Metadata, method: &str, answer: &Value) -> Value {
	of_answer_in(metadata, method, answer, None)
}

/// The same where amounts are in a currency that the answer does not say.
pub fn of_answer_in(metadata: &Metadata, method: &str, answer: &Value, currency: Option<String>) -> Value {
	let around = Around { currency, unit: None };
	let told = question_of(method).and_then(|(api, question)| {
		let output = metadata.runtime_api_trait_by_name(api)?.method_by_name(question)?.output_ty();
		let reader = Reader::of(metadata);
		let at = Place { owner: Owner { name: api, foreign: false }, field: question, written: "" };
		Some(reader.told(reader.answered(output), at, answer, &around))
	});
	told.unwrap_or_else(|| unknown(answer))
}

/// The same of an event's fields.
pub fn of_event(metadata: &Metadata, pallet: &str, name: &str, fields: &Value) -> Value {
	let reader = Reader::of(metadata);
	let events = metadata.pallet_by_name(pallet).and_then(|p| p.event_ty_id()).and_then(|id| reader.ty(id));
	let found = events.and_then(|ty| match &ty.type_def {
		TypeDef::Variant(events) => Some((ty, events.variants.iter().find(|v| v.name == name)?)),
		_ => None,
	});
	match (found, fields) {
		(Some((ty, variant)), Value::Object(map)) => {
			let owner = Owner { name: pallet, foreign: is_foreign(ty) };
			reader.object(&variant.fields, owner, map, &Around::default())
		},
		(Some((ty, _)), _) if is_foreign(ty) => fields.clone(),
		_ => unknown(fields),
	}
}

/// The same of a call, as it is decoded: `{ "Pallet": { "call": { arguments } } }`, with the calls inside it.
pub fn of_call(metadata: &Metadata, call: &Value) -> Value {
	let id = metadata.outer_enums().call_enum_ty();
	Reader::of(metadata).told(id, Place::default(), call, &Around::default())
}

/// The same of a record of a pallet, by the name of its type; as it is if the chain has no such type.
pub fn of_type(types: &PortableRegistry, id: u32, value: &Value) -> Value {
	// A record says nothing of blocks.
	Reader { types, block_time: Duration::ZERO }.told(id, Place::default(), value, &Around::default())
}

fn unknown(value: &Value) -> Value {
	match value {
		Value::Number(number) => json!(format!("{number} {UNKNOWN}")),
		Value::Array(items) => items.iter().map(unknown).collect(),
		Value::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), unknown(field))).collect(),
		other => other.clone(),
	}
}

fn unit(at: Place) -> Option<Unit> {
	let by_field = BY_FIELD.iter().find(|(owner, field, _)| *owner == at.owner.name && *field == at.field);
	let by_type = || BY_TYPE.iter().find(|(name, _)| *name == head(at.written)).map(|(_, unit)| *unit);
	let plain = at.owner.foreign.then_some(Unit::Number);
	by_field.map(|(.., unit)| *unit).or_else(by_type).or(plain)
}

/// A number with its unit.
fn number(at: Place, value: &Value, around: &Around) -> Value {
	let Value::Number(number) = value else { return unknown(value) };
	let Some(unit) = unit(at) else { return unknown(value) };
	let whole = number.as_u64();
	let text = match (unit, whole) {
		(Unit::Number, _) => number.to_string(),
		(Unit::Points, _) => format!("{number} points"),
		(Unit::Spread, _) => match number.as_i64() {
			Some(points) => {
				let sign = if points < 0 { "-" } else { "+" };
				format!("{sign}{}", percent(points.unsigned_abs()))
			},
			None => format!("{number} {UNKNOWN}"),
		},
		(Unit::Indicator, _) => match number.as_i64().zip(around.unit.as_deref()) {
			Some((n, unit)) => format!("{} {unit}", grouped(n)),
			None => format!("{} in the indicator's unit", number.as_i64().map_or_else(|| number.to_string(), grouped)),
		},
		(Unit::Money, Some(minor)) => match around.currency.as_deref() {
			Some(currency) => money(minor, Some(currency)),
			None => format!("{} {}", money(minor, None), currency_elsewhere(at)),
		},
		(Unit::BasisPoints, Some(points)) => percent(points),
		(Unit::Rate, Some(units)) => rate_text(Rate(units)),
		(Unit::Date, Some(days)) => u32::try_from(days).map_or_else(|_| format!("{days} {UNKNOWN}"), date_text),
		(Unit::Moment, Some(seconds)) => time_text(seconds),
		(Unit::Seconds, Some(seconds)) => format!("{seconds} s"),
		(Unit::Days, Some(days)) => counted(days, "day"),
		(Unit::Months, Some(months)) => counted(months, "month"),
		(Unit::Nanoseconds, Some(nanoseconds)) => work(nanoseconds),
		(Unit::Picoseconds, Some(picoseconds)) => work(picoseconds / 1_000),
		(Unit::Thousandths, Some(number)) => format!("{}.{:03}", number / 1_000, number % 1_000),
		(_, None) => format!("{number} {UNKNOWN}"),
	};
	json!(text)
}

/// Which currency an amount is in whose record does not say it.
fn currency_elsewhere(at: Place) -> &'static str {
	match at.owner.name {
		"AmendmentSpec" => "(currency of the register)",
		_ => "(currency of the loan)",
	}
}

fn counted(number: u64, what: &str) -> String {
	let plural = if number == 1 { "" } else { "s" };
	format!("{number} {what}{plural}")
}

#[cfg(test)]
mod tests;
