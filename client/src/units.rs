//! The unit of every number that the chain answers, told by its type.
//!
//! The chain's own metadata say of each field with which type it was written: `Amount`, `Date`, `BasisPoints`. What has
//! a plain integer type stands in a table here, by record and field. A number with neither is shown as one whose unit is
//! not known, and a test (`tests/network/tests/units.rs`) goes through everything that the runtime answers and finds
//! none.

mod census;
mod parameters;

pub use census::without_unit;

use crate::{
	block_time, questions,
	scale::camel,
	text::{call_name, date_text, grouped, money, percent, rate_text, time_text, work},
};
use lingnan_types::conditions::Rate;
use scale_info::{form::PortableForm, Field, PortableRegistry, Type, TypeDef, TypeDefVariant};
use serde_json::{json, Map, Value};
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

/// Whose field.
#[derive(Clone, Copy, Default)]
struct Owner<'a> {
	/// The record, or the pallet whose event or call it is.
	name: &'a str,
	/// It is a record of the SDK, where a plain number is a plain number.
	foreign: bool,
}

/// Where a number stands: whose field, which one, and the type as it was written.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
	owner: Owner<'a>,
	field: &'a str,
	written: &'a str,
}

/// What the records around a number say of it.
#[derive(Clone, Default)]
struct Around {
	currency: Option<String>,
	/// Of an indicator.
	unit: Option<String>,
}

struct Reader<'a> {
	types: &'a PortableRegistry,
	/// Of the chain.
	block_time: Duration,
}

impl<'a> Reader<'a> {
	fn of(metadata: &'a Metadata) -> Self {
		Self { types: metadata.types(), block_time: block_time(metadata) }
	}

	fn ty(&self, id: u32) -> Option<&'a Type<PortableForm>> {
		self.types.resolve(id)
	}

	/// A question that can be refused is answered with what it is answered with when it is not; a list that comes by the page
	/// with the list.
	fn answered(&self, id: u32) -> u32 {
		let id = self.within(id, "Result", "Ok").unwrap_or(id);
		let page = self.within(id, "Option", "Some").unwrap_or(id);
		let items = self.ty(page).filter(|ty| ident(ty) == "Page").and_then(|ty| match &ty.type_def {
			TypeDef::Composite(page) => page.fields.iter().find(|field| field.name.as_deref() == Some("items")),
			_ => None,
		});
		items.map_or(id, |field| field.ty.id)
	}

	/// What a variant of an enum holds.
	fn within(&self, id: u32, name: &str, variant: &str) -> Option<u32> {
		match &self.ty(id).filter(|ty| ident(ty) == name)?.type_def {
			TypeDef::Variant(all) => Some(all.variants.iter().find(|v| v.name == variant)?.fields.first()?.ty.id),
			_ => None,
		}
	}

	fn told(&self, id: u32, at: Place, value: &Value, around: &Around) -> Value {
		let Some(ty) = self.ty(id) else { return unknown(value) };
		if matches!(value, Value::Null | Value::Bool(_) | Value::String(_)) {
			return value.clone();
		}
		if parameters::TYPES.contains(&ident(ty)) {
			return parameters::told(ident(ty), value, self.block_time).unwrap_or_else(|| unknown(value));
		}
		match &ty.type_def {
			TypeDef::Composite(composite) => match (composite.fields.as_slice(), value) {
				([field], _) if field.name.is_none() => {
					let written = if at.written.is_empty() { ident(ty) } else { at.written };
					self.told(field.ty.id, Place { written, ..at }, value, around)
				},
				(fields, Value::Object(map)) => self.object(fields, owner(ty), map, around),
				(fields, Value::Array(items)) if items.len() == fields.len() => {
					fields.iter().zip(items).map(|(field, item)| self.unnamed(field, at, item, around)).collect()
				},
				_ => unknown(value),
			},
			TypeDef::Variant(_) => self.variant(ty, at, value, around),
			TypeDef::Sequence(list) => self.list(list.type_param.id, at, value, around),
			TypeDef::Array(list) => self.list(list.type_param.id, at, value, around),
			TypeDef::Tuple(tuple) => match value {
				// The name of a call, in an event or a call that stops it.
				Value::Array(items) if call_name(items).is_some() => call_name(items).into(),
				Value::Array(items) if items.len() == tuple.fields.len() => {
					let told = tuple.fields.iter().zip(items).enumerate().map(|(i, (field, item))| {
						self.told(field.id, Place { written: argument(at.written, i), ..at }, item, around)
					});
					told.collect()
				},
				_ => unknown(value),
			},
			TypeDef::Primitive(_) | TypeDef::Compact(_) => number(at, value, around),
			TypeDef::BitSequence(_) => unknown(value),
		}
	}

	fn list(&self, item: u32, at: Place, value: &Value, around: &Around) -> Value {
		let Value::Array(items) = value else { return unknown(value) };
		let at = Place { written: argument(at.written, 0), ..at };
		items.iter().map(|one| self.told(item, at, one, around)).collect()
	}

	fn unnamed(&self, field: &Field<PortableForm>, at: Place, value: &Value, around: &Around) -> Value {
		self.told(field.ty.id, Place { written: written(field), ..at }, value, around)
	}

	fn variant(&self, ty: &Type<PortableForm>, at: Place, value: &Value, around: &Around) -> Value {
		let TypeDef::Variant(TypeDefVariant { variants }) = &ty.type_def else { return unknown(value) };
		if ident(ty) == "Option" {
			let some = variants.iter().find(|v| v.name == "Some").and_then(|v| v.fields.first());
			let at = Place { written: argument(at.written, 0), ..at };
			return some.map_or_else(|| unknown(value), |field| self.told(field.ty.id, at, value, around));
		}
		let named = value.as_object().filter(|o| o.len() == 1).and_then(|o| o.iter().next());
		let found = named.and_then(|(name, content)| Some((variants.iter().find(|v| v.name == *name)?, content)));
		let Some((variant, content)) = found else { return unknown(value) };
		let told = match (variant.fields.as_slice(), content) {
			([field], _) if field.name.is_none() => {
				let at = match ident(ty) {
					"Result" => Place { written: argument(at.written, usize::from(variant.name != "Ok")), ..at },
					// The calls of a pallet, in the enum of all calls.
					"RuntimeCall" => Place { owner: Owner { name: &variant.name, foreign: false }, ..Place::default() },
					_ => Place { owner: owner(ty), field: &variant.name, written: written(field) },
				};
				self.told(field.ty.id, at, content, around)
			},
			(fields, Value::Object(map)) => {
				let owner = match ident(ty) {
					"Call" => Owner { foreign: is_foreign(ty), ..at.owner },
					_ => owner(ty),
				};
				self.object(fields, owner, map, around)
			},
			(fields, Value::Array(items)) if fields.len() == items.len() => {
				fields.iter().zip(items).map(|(field, item)| self.unnamed(field, at, item, around)).collect()
			},
			_ => unknown(content),
		};
		json!({ variant.name.clone(): told })
	}

	fn object(&self, fields: &[Field<PortableForm>], owner: Owner, map: &Map<String, Value>, around: &Around) -> Value {
		let around = Around {
			currency: self
				.text(fields, map, &|field, ty| (ident(ty) == "Currency").then(|| field.name.clone()).flatten()),
			unit: self.text(fields, map, &|field, ty| {
				(field.name.as_deref() == Some("unit") && crate::scale::is_string(ty)).then(|| "unit".into())
			}),
		}
		.or(around);
		let told = map.iter().map(|(name, value)| {
			let told = match self.find(fields, owner, name, map) {
				Some((owner, field)) => {
					let at = Place { owner, field: field.name.as_deref().unwrap_or_default(), written: written(field) };
					self.told(field.ty.id, at, value, &around)
				},
				None => unknown(value),
			};
			(name.clone(), told)
		});
		told.collect()
	}

	/// The field that JSON calls so, of the record or of one that JSON writes without its own name into it.
	fn find<'b>(
		&self,
		fields: &'b [Field<PortableForm>],
		of: Owner<'b>,
		name: &str,
		map: &Map<String, Value>,
	) -> Option<(Owner<'b>, &'b Field<PortableForm>)>
	where
		'a: 'b,
	{
		let called = |field: &Field<PortableForm>| field.name.as_deref().is_some_and(|n| camel(n) == name || n == name);
		if let Some(field) = fields.iter().find(|field| called(field) && self.written_by_name(field, map)) {
			return Some((of, field));
		}
		fields.iter().filter(|field| !self.written_by_name(field, map)).find_map(|field| {
			let ty = self.ty(field.ty.id)?;
			match &ty.type_def {
				TypeDef::Composite(inner) if inner.fields.iter().all(|f| f.name.is_some()) => {
					self.find(&inner.fields, owner(ty), name, map)
				},
				_ => None,
			}
		})
	}

	/// Whether JSON has the field under its own name. A record that is written into the outer one may have a field of the same
	/// name as itself: it stands under its own name only if what stands there has one of its fields.
	fn written_by_name(&self, field: &Field<PortableForm>, map: &Map<String, Value>) -> bool {
		let named = |map: &'_ Map<String, Value>, name: &str| map.contains_key(&camel(name)) || map.contains_key(name);
		let Some(name) = field.name.as_deref() else { return false };
		let inner = match self.ty(field.ty.id).map(|ty| &ty.type_def) {
			Some(TypeDef::Composite(inner)) if inner.fields.iter().all(|f| f.name.is_some()) => &inner.fields,
			_ => return named(map, name),
		};
		let fields = || inner.iter().filter_map(|f| f.name.as_deref());
		match map.get(&camel(name)).or_else(|| map.get(name)) {
			Some(Value::Object(there)) => inner.is_empty() || fields().any(|field| named(there, field)),
			// A word, as a variant without fields is written: of the field inside, if one is called so.
			Some(Value::String(_)) => !fields().any(|field| field == name),
			there => there.is_some(),
		}
	}

	/// The text of the first field that `wanted` names, of the record or of one written into it.
	fn text(
		&self,
		fields: &[Field<PortableForm>],
		map: &Map<String, Value>,
		wanted: &dyn Fn(&Field<PortableForm>, &Type<PortableForm>) -> Option<String>,
	) -> Option<String> {
		fields.iter().find_map(|field| {
			let ty = self.ty(field.ty.id)?;
			if let Some(name) = wanted(field, ty) {
				return map.get(&camel(&name)).or_else(|| map.get(&name))?.as_str().map(str::to_string);
			}
			match &ty.type_def {
				TypeDef::Composite(inner)
					if !self.written_by_name(field, map) && inner.fields.iter().all(|f| f.name.is_some()) =>
				{
					self.text(&inner.fields, map, wanted)
				},
				_ => None,
			}
		})
	}
}

impl Around {
	fn or(self, outer: &Self) -> Self {
		Self {
			currency: self.currency.or_else(|| outer.currency.clone()),
			unit: self.unit.or_else(|| outer.unit.clone()),
		}
	}
}

fn ident(ty: &Type<PortableForm>) -> &str {
	ty.path.segments.last().map(String::as_str).unwrap_or_default()
}

fn owner(ty: &Type<PortableForm>) -> Owner<'_> {
	Owner { name: ident(ty), foreign: is_foreign(ty) }
}

fn written(field: &Field<PortableForm>) -> &str {
	field.type_name.as_deref().unwrap_or_default()
}

/// `Date` of `Option<Date>`, the `i`th of a tuple; the whole name where it hides what is in it.
fn argument(name: &str, i: usize) -> &str {
	let inner = match (name.find('<'), name.chars().next()) {
		(_, Some('(')) => name.get(1..name.len() - 1),
		(_, Some('[')) => {
			return name.get(1..).and_then(|rest| rest.rsplit_once(';')).map_or(name, |(item, _)| item.trim())
		},
		(Some(open), _) => name.get(open + 1..name.rfind('>').unwrap_or(name.len())),
		_ => None,
	};
	let Some(inner) = inner else { return name };
	let (mut depth, mut start, mut at) = (0u32, 0, 0);
	for (place, letter) in inner.char_indices() {
		match letter {
			'<' | '(' | '[' => depth += 1,
			'>' | ')' | ']' => depth = depth.saturating_sub(1),
			',' if depth == 0 => {
				if at == i {
					return inner[start..place].trim();
				}
				at += 1;
				start = place + 1;
			},
			_ => {},
		}
	}
	if at == i {
		inner[start..].trim()
	} else {
		name
	}
}

/// `BlockNumberFor` of `frame_system::BlockNumberFor<T>`.
fn head(name: &str) -> &str {
	let name = name.split('<').next().unwrap_or_default();
	name.rsplit("::").next().unwrap_or_default().trim()
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

/// Whose records are the SDK's, where a plain number is a plain number. What governance tunes (`lingnan_runtime`) has
/// its unit in its documentation. Every other crate is ours, and each of its numbers must have a unit.
fn is_foreign(ty: &Type<PortableForm>) -> bool {
	const BEGINNINGS: [&str; 6] = ["bp_", "frame_", "lingnan_runtime", "pallet_bridge_", "primitive_types", "sp_"];
	const PALLETS: [&str; 20] = [
		"aura",
		"authorship",
		"balances",
		"collective",
		"grandpa",
		"migrations",
		"multisig",
		"offences",
		"origin_restriction",
		"parameters",
		"preimage",
		"proxy",
		"safe_mode",
		"scheduler",
		"session",
		"timestamp",
		"transaction_payment",
		"tx_pause",
		"utility",
		"verify_signature",
	];
	let from = ty.path.segments.first().map(String::as_str).unwrap_or_default();
	BEGINNINGS.iter().any(|beginning| from.starts_with(beginning))
		|| from.strip_prefix("pallet_").is_some_and(|pallet| PALLETS.contains(&pallet))
}

#[cfg(test)]
mod tests;
