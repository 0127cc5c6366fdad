//! The mapping's JSON schema and the command agree: all objects that can be made of their fields are put before both.

use super::mapping::Mapping;
use serde_json::{json, Map, Value};

const SCHEMA: &str = include_str!("../../../chain-spec/schema/mapping.schema.json");
const COMMON: &str = include_str!("../../../chain-spec/schema/common.schema.json");

/// As much of JSON Schema as the file uses: another word fails the test.
struct Schema {
	mapping: Value,
	common: Value,
}

impl Schema {
	fn read() -> Self {
		Self { mapping: serde_json::from_str(SCHEMA).unwrap(), common: serde_json::from_str(COMMON).unwrap() }
	}

	fn holds(&self, value: &Value) -> bool {
		self.check(&self.mapping, value)
	}

	fn refers(&self, place: &str) -> &Value {
		let (file, pointer) = place.split_once('#').unwrap();
		let file = if file.is_empty() { &self.mapping } else { &self.common };
		file.pointer(pointer).unwrap_or_else(|| panic!("{place} refers to nothing"))
	}

	fn check(&self, schema: &Value, value: &Value) -> bool {
		let Value::Object(words) = schema else { return schema == &json!(true) };
		words.iter().all(|(word, says)| self.word(words, word, says, value))
	}

	fn word(&self, words: &Map<String, Value>, word: &str, says: &Value, value: &Value) -> bool {
		let object = value.as_object();
		let list = |says: &Value| says.as_array().cloned().unwrap_or_default();
		let has = |name: &Value| object.is_none_or(|object| object.contains_key(name.as_str().unwrap()));
		match word {
			"$schema" | "$id" | "$defs" | "title" | "description" | "format" | "then" | "default" => true,
			"$ref" => self.check(self.refers(says.as_str().unwrap()), value),
			"type" => match says.as_str().unwrap() {
				"object" => value.is_object(),
				"array" => value.is_array(),
				"string" => value.is_string(),
				"boolean" => value.is_boolean(),
				"integer" => value.is_i64() || value.is_u64(),
				other => panic!("type {other}"),
			},
			"enum" => list(says).contains(value),
			"const" => says == value,
			"required" => list(says).iter().all(has),
			"properties" => object.is_none_or(|object| {
				let own = says.as_object().unwrap();
				object.iter().all(|(name, value)| own.get(name).is_none_or(|schema| self.check(schema, value)))
			}),
			"additionalProperties" => object.is_none_or(|object| {
				let known = |name: &str| words.get("properties").is_some_and(|own| own.get(name).is_some());
				object.iter().filter(|(name, _)| !known(name)).all(|(_, value)| self.check(says, value))
			}),
			"dependentRequired" => object.is_none_or(|object| {
				let own = says.as_object().unwrap();
				own.iter()
					.filter(|(name, _)| object.contains_key(*name))
					.all(|(_, others)| list(others).iter().all(has))
			}),
			"items" => value.as_array().is_none_or(|items| items.iter().all(|item| self.check(says, item))),
			"minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= says.as_u64().unwrap()),
			"minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= says.as_u64().unwrap()),
			"maxLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 <= says.as_u64().unwrap()),
			"minimum" => value.as_i64().is_none_or(|number| number >= says.as_i64().unwrap()),
			"maximum" => value.as_u64().is_none_or(|number| number <= says.as_u64().unwrap()),
			"pattern" => value.as_str().is_none_or(|text| matches(says.as_str().unwrap(), text)),
			"oneOf" => list(says).iter().filter(|one| self.check(one, value)).count() == 1,
			"anyOf" => list(says).iter().any(|one| self.check(one, value)),
			"allOf" => list(says).iter().all(|one| self.check(one, value)),
			"not" => !self.check(says, value),
			"if" => !self.check(says, value) || self.check(&words["then"], value),
			other => panic!("the schema has {other:?}, which this test does not know"),
		}
	}
}

/// The two patterns of the file.
fn matches(pattern: &str, text: &str) -> bool {
	match pattern {
		"^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
			let bytes = text.as_bytes();
			bytes.len() == 10
				&& bytes
					.iter()
					.enumerate()
					.all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() })
		},
		"^[0-9A-Z ./-]{0,15}$" => {
			text.len() <= 15
				&& text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || b" ./-".contains(&b))
		},
		other => panic!("the schema has the pattern {other}, which this test does not know"),
	}
}

fn good() -> Value {
	json!({
		"registration": {
			"number": { "kind": "macao", "column": "Id" }, "legalName": { "column": "Name" },
			"industry": { "value": "K70" }, "founded": { "column": "Day" },
			"capital": { "value": 0, "currency": "MOP" },
		},
		"periodEnd": { "today": true },
		"indicators": [{ "indicator": "portion", "column": "Portion" }],
	})
}

/// All objects that have some of these fields, each with one of its values.
fn all(fields: &[(&str, Vec<Value>)]) -> Vec<Value> {
	let mut made = vec![Map::new()];
	for (name, values) in fields {
		let with: Vec<_> = made
			.iter()
			.flat_map(|object| {
				values.iter().map(move |value| {
					let mut object = object.clone();
					object.insert((*name).into(), value.clone());
					object
				})
			})
			.collect();
		made.extend(with);
	}
	made.into_iter().map(Value::Object).collect()
}

fn agree(place: &str, objects: Vec<Value>, fields: &[&str]) -> (usize, usize) {
	let schema = Schema::read();
	assert!(schema.holds(&good()));
	let mut taken = 0;
	let mut seen = std::collections::BTreeSet::new();
	let count = objects.len();
	for object in objects {
		let mut mapping = good();
		*mapping.pointer_mut(place).unwrap() = object.clone();
		let read = Mapping::parse(&mapping.to_string(), "m");
		assert_eq!(
			schema.holds(&mapping),
			read.is_ok(),
			"{place}: the schema and the command differ about {object}: {:?}",
			read.err().map(|e| e.to_string())
		);
		if read.is_ok() {
			taken += 1;
			seen.extend(object.as_object().into_iter().flat_map(|object| object.keys().cloned()));
		}
	}
	// Each field but the unknown one is taken somewhere: none was left out of both.
	for field in fields.iter().filter(|field| **field != "unknown") {
		assert!(seen.contains(*field), "{place}: {field}");
	}
	(count, taken)
}

fn walk(place: &str, fields: &[(&str, Vec<Value>)]) {
	let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
	let (count, taken) = agree(place, all(fields), &names);
	assert!(taken > 0 && taken < count, "{place}: {taken} of {count}");
	// What the schema names, the walk has: a field that is added there is walked, too.
	let schema = Schema::read();
	let mut named = std::collections::BTreeSet::new();
	properties(&schema, schema_at(&schema, place), &mut named);
	for name in named {
		assert!(names.contains(&name.as_str()), "{place}: the schema's {name} is not walked");
	}
}

fn schema_at<'a>(schema: &'a Schema, place: &str) -> &'a Value {
	let mut at = &schema.mapping;
	for part in place.split('/').skip(1) {
		at = match part.parse::<usize>() {
			Ok(_) => &at["items"],
			Err(_) => &at["properties"][part],
		};
	}
	at
}

fn properties(schema: &Schema, at: &Value, named: &mut std::collections::BTreeSet<String>) {
	if let Some(place) = at["$ref"].as_str() {
		properties(schema, schema.refers(place), named);
	}
	named.extend(at["properties"].as_object().into_iter().flat_map(|own| own.keys().cloned()));
	for one in at["oneOf"].as_array().into_iter().flatten() {
		properties(schema, one, named);
	}
}

fn numbers() -> Vec<(&'static str, Vec<Value>)> {
	vec![
		("value", vec![json!(5), json!("5")]),
		("column", vec![json!("P"), json!("")]),
		("missing", vec![json!(["NA"])]),
		("map", vec![json!({ "Y": 1 })]),
		("otherwise", vec![json!(0)]),
		("thousands", vec![json!(","), json!(".")]),
		("percent", vec![json!(true)]),
		("numerator", vec![json!(100)]),
		("denominator", vec![json!(3), json!(0)]),
		("offset", vec![json!(-1)]),
		("unknown", vec![json!(1)]),
	]
}

#[test]
fn numbers_are_taken_by_both_or_neither() {
	let with = |own: Vec<(&'static str, Vec<Value>)>| [own, numbers()].concat();
	walk("/registration/capital", &with(vec![("currency", vec![json!("CNY"), json!("EUR")])]));
	let days = vec![json!({ "today": true })];
	walk("/indicators/0", &with(vec![("indicator", vec![json!("5")]), ("periodEnd", days)]));
}

#[test]
fn dates_are_taken_by_both_or_neither() {
	let fields = [
		("value", vec![json!("2026-10-31"), json!("2026/10/31")]),
		("today", vec![json!(true), json!(false)]),
		("column", vec![json!("D"), json!("")]),
		("epoch", vec![json!("1960-01-01"), json!("x")]),
		("order", vec![json!("dayMonth"), json!("monthDay"), json!("day")]),
		("unknown", vec![json!(1)]),
	];
	for place in ["/registration/founded", "/periodEnd"] {
		walk(place, &fields);
	}
}

#[test]
fn texts_are_taken_by_both_or_neither() {
	let fields = [
		("value", vec![json!("a"), json!("")]),
		("column", vec![json!("N"), json!("")]),
		("map", vec![json!({ "a": "b" })]),
		("otherwise", vec![json!("c")]),
		("unknown", vec![json!(1)]),
	];
	for place in ["/registration/legalName", "/registration/industry"] {
		walk(place, &fields);
	}
}

#[test]
fn codes_and_filters_are_taken_by_both_or_neither() {
	let kinds = ["mainland", "hongKong", "macao", "taiwan"].map(|kind| json!(kind)).to_vec();
	walk(
		"/registration/number",
		&[
			("kind", kinds),
			("prefix", vec![json!("A-"), json!("a")]),
			("column", vec![json!("Id"), json!("")]),
			("acceptOuterCheckMismatch", vec![json!(true), json!("yes")]),
			("suffix", vec![json!("keep"), json!("drop"), json!("other")]),
			("unknown", vec![json!(1)]),
		],
	);
	let fields = [
		("column", vec![json!("A"), json!("")]),
		("in", vec![json!(["x"]), json!([])]),
		("notIn", vec![json!(["x"]), json!([])]),
		("unknown", vec![json!(1)]),
	];
	let filters = all(&fields).into_iter().map(|condition| json!([condition]));
	let schema = Schema::read();
	for filter in filters {
		let mut mapping = good();
		mapping["filter"] = filter.clone();
		let read = Mapping::parse(&mapping.to_string(), "m");
		assert_eq!(schema.holds(&mapping), read.is_ok(), "{filter}");
	}
	for field in ["registration", "periodEnd", "indicators"] {
		let mut mapping = good();
		mapping.as_object_mut().unwrap().remove(field);
		assert_eq!(schema.holds(&mapping), Mapping::parse(&mapping.to_string(), "m").is_ok(), "{field}");
	}
}
