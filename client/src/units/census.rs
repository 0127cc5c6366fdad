//! Goes through everything that a runtime answers, for the test that no number lacks its unit.

use super::{
	of_answer, of_call, of_event, parameters,
	reader::{ident, is_foreign, Reader},
	UNKNOWN,
};
use crate::{questions, scale::camel};
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive};
use serde_json::{json, Map, Value};
use std::collections::BTreeSet;

/// The SDK's runtime APIs, and the one that relayers alone ask.
const NOT_SHOWN: [&str; 16] = [
	"AccountNonceApi",
	"AuraApi",
	"Benchmark",
	"BlockBuilder",
	"Core",
	"CorridorsApi",
	"GenesisBuilder",
	"GrandpaApi",
	"Metadata",
	"OffchainWorkerApi",
	"RuntimeViewFunction",
	"SessionKeys",
	"TaggedTransactionQueue",
	"TransactionPaymentApi",
	"TransactionPaymentCallApi",
	"TryRuntime",
];

/// Questions that are a node's own.
const NOT_ASKED: [(&str, &str); 1] = [("ValidatorsApi", "submit_double_block")];

/// How deep records go.
const DEEPEST: usize = 24;

/// Every number of a runtime's answers, events and calls that would be shown without a unit, and every question whose
/// answer the command cannot show by type. `metadata`: as the runtime encodes them.
pub fn without_unit(metadata: &[u8]) -> Result<Vec<String>, String> {
	let metadata = crate::read_metadata(metadata).map_err(|e| e.to_string())?;
	let samples = Samples(metadata.types());
	let mut found = BTreeSet::new();
	for api in metadata.runtime_api_traits().filter(|api| !NOT_SHOWN.contains(&api.name())) {
		for question in api.methods().filter(|q| !NOT_ASKED.contains(&(api.name(), q.name()))) {
			let place = format!("{}.{}", api.name(), question.name());
			let asked = format!("{}_{}", api.name(), question.name());
			let known = questions::routes().iter().find(|route| route.api == asked);
			let reader = Reader::of(&metadata);
			for sample in samples.of(reader.answered(question.output_ty()), 0) {
				match known {
					Some(route) => note(&place, &of_answer(&metadata, route.method, &sample), &mut found),
					// A value that the command does not show, such as what is computed for programs.
					None => {
						let told = super::of_type(metadata.types(), reader.answered(question.output_ty()), &sample);
						note(&place, &told, &mut found);
					},
				}
			}
		}
	}
	for pallet in metadata.pallets() {
		let ours = |id: Option<u32>| {
			id.and_then(|id| metadata.types().resolve(id)).filter(|ty| !is_foreign(ty)).map(|ty| &ty.type_def)
		};
		if let Some(TypeDef::Variant(events)) = ours(pallet.event_ty_id()) {
			for event in &events.variants {
				for sample in samples.fields(&event.fields, 0) {
					let told = of_event(&metadata, pallet.name(), &event.name, &sample);
					note(&format!("{}.{}", pallet.name(), event.name), &told, &mut found);
				}
			}
		}
		if let Some(TypeDef::Variant(calls)) = ours(pallet.call_ty_id()) {
			for call in &calls.variants {
				for sample in samples.fields(&call.fields, 0) {
					let told = of_call(&metadata, &json!({ pallet.name(): { call.name.clone(): sample } }));
					note(&format!("{}.{}", pallet.name(), call.name), &told, &mut found);
				}
			}
		}
	}
	found.extend(parameters_without_unit(metadata.types()));
	Ok(found.into_iter().collect())
}

/// What governance tunes and the command does not know.
fn parameters_without_unit(types: &PortableRegistry) -> Vec<String> {
	let variants = |id: u32| match types.resolve(id).map(|ty| &ty.type_def) {
		Some(TypeDef::Variant(variant)) => variant.variants.as_slice(),
		_ => &[],
	};
	let all = types.types.iter().filter(|ty| ident(&ty.ty) == parameters::TYPES[2]);
	let groups = all.flat_map(|ty| variants(ty.id));
	let named = groups.flat_map(|group| {
		let names = group.fields.iter().flat_map(|field| variants(field.ty.id));
		names.map(move |one| (group.name.as_str(), one.name.as_str()))
	});
	let unknown = named.filter(|(group, name)| !parameters::is_known(group, name));
	unknown.map(|(group, name)| format!("Parameters.{group}.{name}")).collect()
}

/// Notes the place of each number without a unit.
fn note(place: &str, told: &Value, found: &mut BTreeSet<String>) {
	match told {
		Value::Array(items) => items.iter().for_each(|item| note(place, item, found)),
		Value::Object(fields) => fields.iter().for_each(|(name, field)| note(&format!("{place}.{name}"), field, found)),
		Value::String(text) if text.contains(UNKNOWN) => drop(found.insert(place.to_string())),
		Value::Number(_) => drop(found.insert(place.to_string())),
		_ => {},
	}
}

/// Values of a type, as JSON writes them: so many that each variant of each enum is among them.
struct Samples<'a>(&'a PortableRegistry);

impl Samples<'_> {
	fn of(&self, id: u32, depth: usize) -> Vec<Value> {
		let Some(ty) = self.0.resolve(id).filter(|_| depth < DEEPEST) else { return vec![Value::Null] };
		// What JSON writes as text.
		if crate::scale::is_text(ty) || ident(ty) == "RuntimeCall" {
			return vec![Value::Null];
		}
		match &ty.type_def {
			TypeDef::Composite(composite) => match composite.fields.as_slice() {
				[field] if field.name.is_none() => self.of(field.ty.id, depth + 1),
				fields => self.fields(fields, depth + 1),
			},
			TypeDef::Variant(variant) if ident(ty) == "Option" => {
				let some = variant.variants.iter().find_map(|v| v.fields.first());
				some.map_or_else(Vec::new, |field| self.of(field.ty.id, depth + 1))
			},
			TypeDef::Variant(variant) => {
				let all = variant.variants.iter().flat_map(|v| match v.fields.as_slice() {
					[] => vec![json!(v.name)],
					[field] if field.name.is_none() => {
						self.of(field.ty.id, depth + 1).into_iter().map(|x| json!({ v.name.clone(): x })).collect()
					},
					fields => {
						self.fields(fields, depth + 1).into_iter().map(|x| json!({ v.name.clone(): x })).collect()
					},
				});
				all.collect()
			},
			TypeDef::Sequence(list) => self.list(list.type_param.id, depth),
			TypeDef::Array(list) => self.list(list.type_param.id, depth),
			TypeDef::Tuple(tuple) => {
				let columns = tuple.fields.iter().map(|field| self.of(field.id, depth + 1)).collect::<Vec<_>>();
				rows(&columns).into_iter().map(Value::Array).collect()
			},
			TypeDef::Primitive(TypeDefPrimitive::Bool) => vec![json!(true)],
			TypeDef::Primitive(TypeDefPrimitive::Str | TypeDefPrimitive::Char) => vec![json!("text")],
			TypeDef::Primitive(_) | TypeDef::Compact(_) => vec![json!(7)],
			TypeDef::BitSequence(_) => vec![Value::Null],
		}
	}

	fn list(&self, item: u32, depth: usize) -> Vec<Value> {
		let byte = self.0.resolve(item).is_some_and(|ty| ty.type_def == TypeDef::Primitive(TypeDefPrimitive::U8));
		if byte {
			return vec![json!("0x07")];
		}
		vec![Value::Array(self.of(item, depth + 1))]
	}

	/// Objects of these fields, or lists where they have no names.
	fn fields(&self, fields: &[Field<PortableForm>], depth: usize) -> Vec<Value> {
		let columns: Vec<_> = fields.iter().map(|field| self.of(field.ty.id, depth + 1)).collect();
		let named = fields.iter().all(|field| field.name.is_some());
		let names = fields.iter().map(|field| camel(field.name.as_deref().unwrap_or_default()));
		let names: Vec<_> = names.collect();
		let row = |values: Vec<Value>| match named {
			true => Value::Object(names.iter().cloned().zip(values).collect::<Map<_, _>>()),
			false => Value::Array(values),
		};
		rows(&columns).into_iter().map(row).collect()
	}
}

/// So many rows that each value of each column stands in one.
fn rows(columns: &[Vec<Value>]) -> Vec<Vec<Value>> {
	let count = columns.iter().map(Vec::len).max().unwrap_or(1).max(1);
	let value = |column: &Vec<Value>, i: usize| match column.len() {
		0 => Value::Null,
		length => column.get(i % length).cloned().unwrap_or_default(),
	};
	(0..count).map(|i| columns.iter().map(|column| value(column, i)).collect()).collect()
}
