//! Goes through an answer beside the types that the metadata give it, and tells each number where it stands.

use super::{number, parameters, unknown};
use crate::{
	block_time,
	scale::{camel, is_string},
	text::call_name,
};
use scale_info::{form::PortableForm, Field, PortableRegistry, Type, TypeDef, TypeDefVariant};
use serde_json::{json, Map, Value};
use std::time::Duration;
use subxt::metadata::Metadata;

/// Whose field.
#[derive(Clone, Copy, Default)]
pub(super) struct Owner<'a> {
	/// The record, or the pallet whose event or call it is.
	pub(super) name: &'a str,
	/// It is a record of the SDK, where a plain number is a plain number.
	pub(super) foreign: bool,
}

/// Where a number stands: whose field, which one, and the type as it was written.
#[derive(Clone, Copy, Default)]
pub(super) struct Place<'a> {
	pub(super) owner: Owner<'a>,
	pub(super) field: &'a str,
	pub(super) written: &'a str,
}

/// What the records around a number say of it.
#[derive(Clone, Default)]
pub(super) struct Around {
	pub(super) currency: Option<String>,
	/// Of an indicator.
	pub(super) unit: Option<String>,
}

pub(super) struct Reader<'a> {
	pub(super) types: &'a PortableRegistry,
	/// Of the chain.
	pub(super) block_time: Duration,
}

impl<'a> Reader<'a> {
	pub(super) fn of(metadata: &'a Metadata) -> Self {
		Self { types: metadata.types(), block_time: block_time(metadata) }
	}

	pub(super) fn ty(&self, id: u32) -> Option<&'a Type<PortableForm>> {
		self.types.resolve(id)
	}

	/// A question that can be refused is answered with what it is answered with when it is not; a list that comes by the page
	/// with the list.
	pub(super) fn answered(&self, id: u32) -> u32 {
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

	pub(super) fn told(&self, id: u32, at: Place, value: &Value, around: &Around) -> Value {
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

	pub(super) fn object(
		&self,
		fields: &[Field<PortableForm>],
		owner: Owner,
		map: &Map<String, Value>,
		around: &Around,
	) -> Value {
		let around = Around {
			currency: self
				.text(fields, map, &|field, ty| (ident(ty) == "Currency").then(|| field.name.clone()).flatten()),
			unit: self.text(fields, map, &|field, ty| {
				(field.name.as_deref() == Some("unit") && is_string(ty)).then(|| "unit".into())
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

pub(super) fn ident(ty: &Type<PortableForm>) -> &str {
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
pub(super) fn head(name: &str) -> &str {
	let name = name.split('<').next().unwrap_or_default();
	name.rsplit("::").next().unwrap_or_default().trim()
}

/// Whose records are the SDK's, where a plain number is a plain number. What governance tunes (`lingnan_runtime`) has
/// its unit in its documentation. Every other crate is ours, and each of its numbers must have a unit.
pub(super) fn is_foreign(ty: &Type<PortableForm>) -> bool {
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
mod tests {
	use super::*;

	#[test]
	fn the_parts_of_a_written_type_are_found() {
		for (name, i, part) in [
			("Option<Date>", 0, "Date"),
			("Vec<(Corridor, Timestamp)>", 0, "(Corridor, Timestamp)"),
			("(Corridor, Timestamp)", 1, "Timestamp"),
			("BoundedVec<IndicatorId, ConstU32<MAX_SCOPE>>", 0, "IndicatorId"),
			("[BasisPoints; 9]", 0, "BasisPoints"),
			("Result<Map<A, B>, Refusal>", 1, "Refusal"),
			("Probabilities", 0, "Probabilities"),
			("", 0, ""),
		] {
			assert_eq!(argument(name, i), part, "{name} {i}");
		}
		assert_eq!(head("frame_system::pallet_prelude::BlockNumberFor<T>"), "BlockNumberFor");
	}
}
