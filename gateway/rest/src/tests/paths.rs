//! What can be asked, and the document that says so.

use super::{chain::Fake, get, open, raw, TOKEN};
use crate::{document, routes, ROUTES};
use lingnan_serving::Method;
use serde_json::Value;
use std::{collections::BTreeSet, sync::Arc};

#[tokio::test]
async fn every_path_of_the_document_is_answered_and_its_kind_is_what_it_says() {
	let folder = tempfile::tempdir().unwrap();
	let at = open(Arc::new(Fake::default()), folder.path()).await;
	for route in ROUTES.iter().filter(|route| route.method == "GET") {
		let path = route.path.replace("{application}", "3").replace("{loan}", "3").replace("{day}", "2027-01-15");
		let (status, head, body) = get(at, &path).await;
		assert_eq!(status, 200, "{path}: {body}");
		assert!(head.contains(&format!("content-type: {}", route.gives.0)), "{path}: {head}");
		if route.gives.0 == "application/json" {
			let answer: Value = serde_json::from_str(&body).unwrap();
			fits(&answer, route.gives.1, &path);
		}
	}
}

/// Whether an answer has what its schema requires, to the last list. A validator of whole schemas reads them in the story.
fn fits(answer: &Value, schema: &str, place: &str) {
	fn of(answer: &Value, schema: &Value, place: &str) {
		let schemas = &document()["components"]["schemas"];
		let named = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()).map(|name| &schemas[name]);
		let schema = named.unwrap_or(schema);
		for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
			assert!(answer.get(name).is_some(), "{place}: {name} is missing in {answer}");
		}
		for item in answer.as_array().into_iter().flatten() {
			of(item, &schema["items"], place);
		}
		for (name, part) in schema["properties"].as_object().into_iter().flatten() {
			if let Some(value) = answer.get(name).filter(|value| !value.is_null()) {
				of(value, part, &format!("{place}.{name}"));
			}
		}
	}
	let schemas = &document()["components"]["schemas"];
	assert!(schemas.get(schema).is_some(), "{place}: no schema {schema}");
	of(answer, &schemas[schema].clone(), place);
}

#[test]
fn the_document_names_each_path_once_and_leads_to_no_schema_that_is_not_there() {
	let document = document();
	let operations: BTreeSet<_> = ROUTES.iter().map(|route| route.name).collect();
	assert_eq!(operations.len(), ROUTES.len());
	for route in ROUTES {
		let operation = &document["paths"][route.path][route.method.to_ascii_lowercase()];
		assert_eq!(operation["operationId"], route.name);
		assert_eq!(operation.get("requestBody").is_some(), route.acts);
	}
	let text = document.to_string();
	for name in text.split("#/components/schemas/").skip(1) {
		let name = name.split('"').next().unwrap();
		assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
	}
}

/// The copy that people read without a server. `UPDATE=1` writes it anew.
#[test]
fn the_copy_in_the_repository_is_the_document() {
	let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
	let made = format!("{}\n", serde_json::to_string_pretty(&document()).unwrap());
	if std::env::var_os("UPDATE").is_some() {
		std::fs::write(path, &made).unwrap();
	}
	assert_eq!(std::fs::read_to_string(path).unwrap(), made);
}

/// Whoever comes without the token sees the document and whether it answers.
#[tokio::test]
async fn stranger_asks_without_the_token() {
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::default());
	let at = open(chain.clone(), folder.path()).await;
	for route in ROUTES {
		let path = route.path.replace('{', "").replace('}', "");
		for shown in
			["", "Authorization: Bearer wrong\r\n", "Authorization: Basic dTpw\r\n", "Authorization: Bearer \r\n"]
		{
			let request = format!("{} {path} HTTP/1.1\r\nHost: x\r\n{shown}Content-Length: 0\r\n\r\n", route.method);
			let (status, head, body) = raw(at, &request).await;
			match route.private {
				true => {
					assert_eq!(status, 401, "{path} {shown}");
					assert!(
						head.contains("www-authenticate: bearer") && body.contains("\"unauthorized\""),
						"{head} {body}"
					);
				},
				false => assert_eq!(status, 200, "{path}"),
			}
		}
	}
	assert_eq!(chain.held().sent, 0);
	assert_eq!(get(at, "/v1/inbox").await.0, 200, "{TOKEN}");
}

#[tokio::test]
async fn another_way_of_asking_is_told_which_there_is() {
	let folder = tempfile::tempdir().unwrap();
	let at = open(Arc::new(Fake::default()), folder.path()).await;
	let (status, _, body) = raw(at, "POST /v1/inbox HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").await;
	assert!(status == 405 && body.contains("asked with GET"), "{body}");
	let (status, _, body) = get(at, "/v1/inbox/").await;
	assert!(status == 404 && body.contains("/openapi.json"), "{body}");
	assert!(routes::find(&Method::GET, "/v1/loans//statement").is_err(), "an empty number is none");
	assert_eq!(get(at, "/v1/accruals/never").await.0, 400);
	assert_eq!(get(at, "/v1/accruals/2027-01-31").await.0, 400, "that day lies ahead");
}

#[cfg(unix)]
#[test]
fn a_token_that_others_can_read_or_guess_is_refused() {
	use std::os::unix::fs::PermissionsExt;
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("token");
	std::fs::write(&file, format!("# for the core system\n{TOKEN}\n")).unwrap();
	let told = || crate::read_secret(&file).map_err(|error| error.to_string());
	std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).unwrap();
	assert!(told().unwrap_err().contains("chmod 600"));
	std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
	assert_eq!(told().as_deref(), Ok(TOKEN));
	std::fs::write(&file, "short\n").unwrap();
	assert!(told().unwrap_err().contains("32 characters"));
}
