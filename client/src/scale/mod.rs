//! JSON to SCALE and back, by the types that the chain's own metadata names.
//!
//! A program that knows the runtime's types at compile time breaks when one of them changes. Here a call is written as
//! JSON, in the spelling that the JSON-RPC answers use, and is checked field by field against the metadata of the chain
//! it is sent to. What people write as text stays text: registration numbers, names, accounts, hashes.

mod decode;
mod encode;

pub use decode::{decode, decode_fields};
pub use encode::{encode, encode_call, encode_fields};

use scale_info::{form::PortableForm, PortableRegistry, Type, TypeDef, TypeDefPrimitive};

/// Types that have a text form of their own, by the last part of their path.
const TEXT_FORMS: [&str; 11] = [
	"RegistrationNumber",
	"Text",
	"Industry",
	"Lei",
	"PatentNumber",
	"CustomsDeclaration",
	"AccountId32",
	"MultiAddress",
	"Currency",
	"Grade",
	"PeerId",
];

fn resolve(types: &PortableRegistry, id: u32) -> Result<&Type<PortableForm>, String> {
	types.resolve(id).ok_or_else(|| format!("the metadata has no type {id}"))
}

fn ident(ty: &Type<PortableForm>) -> &str {
	ty.path.segments.last().map(String::as_str).unwrap_or_default()
}

fn text_form(ty: &Type<PortableForm>) -> Option<&'static str> {
	let name = ident(ty);
	TEXT_FORMS.into_iter().find(|form| *form == name)
}

/// Whether JSON writes values of this type as text.
pub fn is_text(ty: &Type<PortableForm>) -> bool {
	text_form(ty).is_some() || is_string(ty)
}

/// Whether values of this type are text to every client. A runtime of before has bytes called `Text` instead.
pub fn is_string(ty: &Type<PortableForm>) -> bool {
	matches!(ty.type_def, TypeDef::Primitive(TypeDefPrimitive::Str)) || ident(ty) == "Text"
}

/// `legal_name` as JSON spells it: `legalName`.
pub fn camel(snake: &str) -> String {
	let mut parts = snake.split('_');
	let mut name = parts.next().unwrap_or_default().to_string();
	for part in parts {
		let mut letters = part.chars();
		name.extend(letters.next().map(|c| c.to_ascii_uppercase()));
		name.push_str(letters.as_str());
	}
	name
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use lingnan_types::{Currency, Date, Grade, IndicatorId, Industry, RegistrationNumber, Text};
	use scale_info::{meta_type, Registry, TypeInfo};
	use serde_json::{json, Value};

	#[derive(Encode, TypeInfo)]
	enum Scope {
		All,
		Only(Vec<IndicatorId>),
	}

	#[derive(Encode, TypeInfo)]
	struct Spec {
		number: RegistrationNumber,
		legal_name: Text<16>,
		industry: Industry,
		division: Option<u32>,
		founded: Date,
		capital: u64,
		large: u128,
		signed: i64,
		currency: Currency,
		grades: Vec<Grade>,
		scope: Scope,
		token: [u8; 4],
		pair: (u8, bool),
		#[codec(compact)]
		compact: u32,
	}

	fn registry<T: TypeInfo + 'static>() -> (PortableRegistry, u32) {
		let mut registry = Registry::new();
		let id = registry.register_type(&meta_type::<T>()).id;
		(registry.into(), id)
	}

	fn spec_json() -> Value {
		json!({
			"number": "CN:91440300708461136T", "legalName": "岭南", "industry": "C39", "division": null,
			"founded": 18_263, "capital": 1_000_000_000_000_000u64, "large": "340282366920938463463374607431768211455",
			"signed": -5, "currency": "CNY", "grades": ["AAA", "C"], "scope": { "Only": [1, 2] }, "token": "0x01020304",
			"pair": [7, true], "compact": 300,
		})
	}

	fn spec() -> Spec {
		Spec {
			number: "CN:91440300708461136T".parse().unwrap(),
			legal_name: Text::try_from("岭南").unwrap(),
			industry: "C39".parse().unwrap(),
			division: None,
			founded: 18_263,
			capital: 1_000_000_000_000_000,
			large: u128::MAX,
			signed: -5,
			currency: Currency::Cny,
			grades: vec![Grade::Aaa, Grade::C],
			scope: Scope::Only(vec![IndicatorId(1), IndicatorId(2)]),
			token: [1, 2, 3, 4],
			pair: (7, true),
			compact: 300,
		}
	}

	#[test]
	fn json_becomes_the_bytes_that_the_runtime_would_write_and_comes_back() {
		let (types, id) = registry::<Spec>();
		let bytes = encode(&types, id, &spec_json()).unwrap();
		assert_eq!(bytes, spec().encode());
		assert_eq!(decode(&types, id, &mut &bytes[..]).unwrap(), spec_json());
		let (types, id) = registry::<Scope>();
		assert_eq!(encode(&types, id, &json!("All")).unwrap(), Scope::All.encode());
	}

	#[test]
	fn snake_case_is_read_too_and_an_absent_option_is_none() {
		let (types, id) = registry::<Spec>();
		let mut value = spec_json();
		let object = value.as_object_mut().unwrap();
		let name = object.remove("legalName").unwrap();
		object.insert("legal_name".into(), name);
		object.remove("division");
		assert_eq!(encode(&types, id, &value).unwrap(), spec().encode());
	}

	#[test]
	fn what_does_not_fit_is_refused_with_its_place() {
		let (types, id) = registry::<Spec>();
		for (field, bad, says) in [
			("number", json!("XX:1"), "number: "),
			("number", json!(5), "number: "),
			("founded", json!(-1), "founded: "),
			("founded", json!(4_294_967_296u64), "founded: "),
			("currency", json!("EUR"), "CNY, HKD, MOP, USD"),
			("grades", json!(["AAA", "D"]), "grades[1]: "),
			("scope", json!({ "Only": ["x"] }), "scope.Only[0]: "),
			("token", json!("0x010203"), "token: "),
			("pair", json!([1]), "pair: "),
			("compact", json!(1.5), "compact: "),
		] {
			let mut value = spec_json();
			value[field] = bad.clone();
			let error = encode(&types, id, &value).unwrap_err();
			assert!(error.contains(says), "{field} {bad}: {error}");
		}
		let mut value = spec_json();
		value["extra"] = json!(1);
		assert!(encode(&types, id, &value).unwrap_err().contains("unknown field extra"));
		value.as_object_mut().unwrap().remove("extra");
		value.as_object_mut().unwrap().remove("founded");
		assert!(encode(&types, id, &value).unwrap_err().contains("founded: missing"));
	}

	#[test]
	fn cut_bytes_are_an_error_not_a_panic() {
		let (types, id) = registry::<Spec>();
		let bytes = spec().encode();
		for length in 0..bytes.len() {
			assert!(decode(&types, id, &mut &bytes[..length]).is_err(), "{length}");
		}
	}

	#[test]
	fn camel_case() {
		assert_eq!(camel("period_end"), "periodEnd");
		assert_eq!(camel("number"), "number");
	}
}
