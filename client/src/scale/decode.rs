use super::{camel, ident, resolve, text_form};
use codec::{Compact, Decode};
use lingnan_types::{
	peer::PeerId, Currency, CustomsDeclaration, Grade, Industry, Lei, PatentNumber, RegistrationNumber,
};
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive};
use serde_json::{json, Map, Value};
use subxt::utils::AccountId32;

/// The JSON form of the bytes of a type. Takes what it read off the front of `input`.
pub fn decode(types: &PortableRegistry, id: u32, input: &mut &[u8]) -> Result<Value, String> {
	let ty = resolve(types, id)?;
	if let Some(form) = text_form(ty) {
		return text(form, types, id, input);
	}
	match &ty.type_def {
		TypeDef::Composite(composite) => match composite.fields.as_slice() {
			[field] if field.name.is_none() => decode(types, field.ty.id, input),
			fields => decode_fields(types, fields, input),
		},
		TypeDef::Variant(variant) => {
			let index: u8 = read(input)?;
			let found = variant.variants.iter().find(|v| v.index == index);
			let found = found.ok_or_else(|| format!("{} has no variant {index}", ident(ty)))?;
			let content = match found.fields.as_slice() {
				[] if found.name == "None" && ident(ty) == "Option" => return Ok(Value::Null),
				[] => return Ok(json!(found.name)),
				[field] if field.name.is_none() => decode(types, field.ty.id, input)?,
				fields => decode_fields(types, fields, input)?,
			};
			Ok(if ident(ty) == "Option" { content } else { json!({ found.name.clone(): content }) })
		},
		TypeDef::Sequence(sequence) => {
			let length = read::<Compact<u32>>(input)?.0;
			list(types, sequence.type_param.id, length, input)
		},
		TypeDef::Array(array) => list(types, array.type_param.id, array.len, input),
		TypeDef::Tuple(tuple) => {
			let items: Result<Vec<_>, _> = tuple.fields.iter().map(|f| decode(types, f.id, input)).collect();
			let items = items?;
			Ok(if items.is_empty() { Value::Null } else { Value::Array(items) })
		},
		TypeDef::Primitive(primitive) => number_or_text(primitive, input),
		TypeDef::Compact(_) => Ok(wide(read::<Compact<u128>>(input)?.0)),
		TypeDef::BitSequence(_) => Err(String::from("bit sequences are not read by this program")),
	}
}

/// An object of the fields by name, or a list where they have none.
pub fn decode_fields(
	types: &PortableRegistry,
	fields: &[Field<PortableForm>],
	input: &mut &[u8],
) -> Result<Value, String> {
	if fields.iter().any(|f| f.name.is_none()) {
		let items: Result<Vec<_>, _> = fields.iter().map(|f| decode(types, f.ty.id, input)).collect();
		return items.map(Value::Array);
	}
	let mut object = Map::new();
	for field in fields {
		let name = camel(field.name.as_deref().unwrap_or_default());
		object.insert(name, decode(types, field.ty.id, input)?);
	}
	Ok(Value::Object(object))
}

fn list(types: &PortableRegistry, item: u32, length: u32, input: &mut &[u8]) -> Result<Value, String> {
	if matches!(resolve(types, item)?.type_def, TypeDef::Primitive(TypeDefPrimitive::U8)) {
		let length = length as usize;
		let bytes = input.get(..length).ok_or_else(|| String::from("the bytes end early"))?;
		*input = &input[length..];
		return Ok(json!(format!("0x{}", hex::encode(bytes))));
	}
	(0..length).map(|_| decode(types, item, input)).collect::<Result<Vec<_>, _>>().map(Value::Array)
}

fn text(form: &str, types: &PortableRegistry, id: u32, input: &mut &[u8]) -> Result<Value, String> {
	Ok(match form {
		"RegistrationNumber" => json!(read::<RegistrationNumber>(input)?.to_string()),
		"Industry" => json!(read::<Industry>(input)?.to_string()),
		"PeerId" => json!(read::<PeerId>(input)?.to_string()),
		"Lei" => json!(read::<Lei>(input)?.to_string()),
		"Currency" => json!(read::<Currency>(input)?.name()),
		"Grade" => json!(read::<Grade>(input)?.name()),
		"PatentNumber" => json!(read::<PatentNumber>(input)?.to_string()),
		"CustomsDeclaration" => json!(read::<CustomsDeclaration>(input)?.to_string()),
		"AccountId32" => json!(read::<AccountId32>(input)?.to_string()),
		"Text" => json!(String::from_utf8_lossy(&read::<Vec<u8>>(input)?)),
		// `MultiAddress` has other forms than the plain account.
		_ => match resolve(types, id)?.type_def {
			TypeDef::Variant(_) if input.first() == Some(&0) => {
				*input = &input[1..];
				json!(read::<AccountId32>(input)?.to_string())
			},
			_ => return Err(format!("a {form} in a form that this program does not read")),
		},
	})
}

fn number_or_text(primitive: &TypeDefPrimitive, input: &mut &[u8]) -> Result<Value, String> {
	Ok(match primitive {
		TypeDefPrimitive::Bool => json!(read::<bool>(input)?),
		TypeDefPrimitive::Str => json!(read::<String>(input)?),
		TypeDefPrimitive::U8 => json!(read::<u8>(input)?),
		TypeDefPrimitive::U16 => json!(read::<u16>(input)?),
		TypeDefPrimitive::U32 => json!(read::<u32>(input)?),
		TypeDefPrimitive::U64 => json!(read::<u64>(input)?),
		TypeDefPrimitive::U128 => wide(read(input)?),
		TypeDefPrimitive::I8 => json!(read::<i8>(input)?),
		TypeDefPrimitive::I16 => json!(read::<i16>(input)?),
		TypeDefPrimitive::I32 => json!(read::<i32>(input)?),
		TypeDefPrimitive::I64 => json!(read::<i64>(input)?),
		TypeDefPrimitive::I128 => json!(read::<i128>(input)?.to_string()),
		TypeDefPrimitive::Char | TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => {
			return Err(String::from("a type that this program does not read"))
		},
	})
}

/// A number where JSON can hold it exactly, text where not.
fn wide(number: u128) -> Value {
	u64::try_from(number).map_or_else(|_| json!(number.to_string()), |n| json!(n))
}

fn read<T: Decode>(input: &mut &[u8]) -> Result<T, String> {
	T::decode(input).map_err(|_| String::from("the bytes end early or do not fit their type"))
}
