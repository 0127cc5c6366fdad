//! The OpenAPI document, made of the table of routes. Schemas stand in `schemas.json`.

use crate::routes::{Route, ROUTES};
use serde_json::{json, Map, Value};

const SCHEMAS: &str = include_str!("schemas.json");

/// The document: OpenAPI 3.1.
pub fn document() -> Value {
	let mut paths = Map::new();
	for route in ROUTES {
		let path = paths.entry(route.path).or_insert_with(|| json!({}));
		path[route.method.to_ascii_lowercase()] = operation(route);
	}
	let schemas: Value = serde_json::from_str(SCHEMAS).unwrap_or_default();
	json!({
		"openapi": "3.1.0",
		"info": {
			"title": "Lingnan for a bank's systems",
			"version": env!("CARGO_PKG_VERSION"),
			"description": "Amounts are whole minor units (fen, cents, avos). A day is 2027-01-31 where it is a text, and days since \
							1970-01-01 where it is a number; a moment is Unix time in seconds. Rates of loans are in hundred-millionths \
							of the whole a year: 3.45 % is 3450000.",
			"license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
		},
		"servers": [{ "url": "/" }],
		"security": [{ "token": [] }],
		"paths": paths,
		"components": {
			"securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
			"schemas": schemas,
		},
	})
}

fn reference(name: &str) -> Value {
	json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn operation(route: &Route) -> Value {
	let (media, schema) = route.gives;
	let content = match schema {
		"" => json!({ media: {} }),
		name => json!({ media: { "schema": reference(name) } }),
	};
	let good = if route.acts { "201" } else { "200" };
	let mut operation = json!({
		"operationId": route.name,
		"summary": route.summary,
		"parameters": parameters(route),
		"responses": {
			good: { "description": "Done.", "content": content },
			"default": {
				"description": "Why it was not done: `error` is a word for programs, `detail` says what to do.",
				"content": { "application/problem+json": { "schema": reference("Problem") } },
			},
		},
	});
	if let Some(name) = route.takes {
		operation["requestBody"] =
			json!({ "required": true, "content": { "application/json": { "schema": reference(name) } } });
	}
	if !route.private {
		operation["security"] = json!([]);
	}
	operation
}

fn parameters(route: &Route) -> Vec<Value> {
	let mut parameters = Vec::new();
	for name in route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
		let schema = match name {
			"application" | "loan" => json!({ "type": "integer", "minimum": 0 }),
			"day" => json!({ "type": "string", "format": "date" }),
			_ => json!({ "type": "string" }),
		};
		parameters.push(json!({ "name": name, "in": "path", "required": true, "schema": schema }));
	}
	if route.acts {
		parameters.push(json!({
			"name": "Idempotency-Key",
			"in": "header",
			"required": true,
			"description": "A new one for each act, the same one to ask again: the act is done once, and its answer is given again.",
			"schema": { "type": "string", "minLength": 1, "maxLength": crate::keys::LONGEST },
		}));
	}
	parameters
}
