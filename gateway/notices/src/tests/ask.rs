//! Who may ask for what, and what comes of it.

use super::{chain::*, *};
use lingnan_client::keys::Key;
use lingnan_gateway::{
	door::{Note, Request},
	query::Nonce,
	Query, SignedQuery,
};
use serde_json::json;

impl Service {
	fn signed(&self, party: &CardHolder, key: &Key, method: &str, params: Value) -> Value {
		let query = Query {
			r#as: party.clone().into(),
			method: method.into(),
			params: params.as_array().unwrap().clone(),
			node: NODE.into(),
			block: hash(self.chain.last()),
			nonce: Nonce::new().unwrap(),
		};
		json!([SignedQuery::sign(&query, key).unwrap()])
	}

	async fn send(&self, params: Value) -> Result<Value, String> {
		let request = Request { id: Value::Null, method: "query".into(), params };
		let mut note = Note::default();
		let answer = self.server.door.answer(&request, &mut note).await;
		ensure_bare(&format!("{note:?}"));
		answer.map_err(|fault| fault.verdict().to_string())
	}

	async fn ask(&self, party: &CardHolder, of: &str, method: &str, params: Value) -> Result<Value, String> {
		self.send(self.signed(party, &key(of), method, params)).await
	}
}

fn mail() -> Value {
	json!({ "way": { "mail": { "address": "office@firm.example" } }, "kinds": ["offerArrived", "loanClosed"], "language": "pt" })
}

fn with_mail() -> Ways {
	let settings = crate::send::mail::RelaySettings {
		url: "smtp://127.0.0.1:9".into(),
		from: "notices@bank.example".into(),
		open: true,
		..Default::default()
	};
	Ways {
		portal: "https://portal.example".into(),
		mail: Some(crate::Relay::new(&settings).unwrap()),
		..Ways::default()
	}
}

async fn opened() -> (tempfile::TempDir, Service) {
	let (folder, path) = state();
	let service = Service::open(&Arc::new(Fake::default()), &path, with_mail()).await;
	(folder, service)
}

#[tokio::test]
async fn an_account_asks_for_notices_shows_that_they_come_and_ends_them() {
	let (_folder, service) = opened().await;
	let ask = async |method: &str, params| service.ask(&firm(), "//firm", method, params).await;
	let one = ask("notices_subscribe", json!([mail()])).await.unwrap();
	assert_eq!(
		(&one["confirmed"], &one["place"], &one["way"]),
		(&json!(false), &json!("office@firm.example"), &json!("mail"))
	);
	let crate::What::Confirmation { code } = &service.waiting()[0].what else { panic!("no code is sent") };
	let id = &one["id"];
	assert_eq!(ask("notices_confirm", json!([id, "12"])).await, Err("WrongCode".into()));
	let confirmed = ask("notices_confirm", json!([id, format!(" {code} ")])).await.unwrap();
	assert_eq!(confirmed["confirmed"], true);
	let all = ask("notices_list", json!([])).await.unwrap();
	assert_eq!(all["subscriptions"], json!([confirmed]));
	assert_eq!(ask("notices_unsubscribe", json!([id])).await.unwrap(), json!({ "ended": id }));
	assert_eq!(ask("notices_unsubscribe", json!([id])).await, Err("NoSubscription".into()));
	let log = service.log.text();
	ensure_bare(&log);
}

/// The attacks: asking in another's name, twice, unsigned, for a way or a kind that there is not.
#[tokio::test]
async fn wishes_that_are_refused() {
	let (_folder, service) = opened().await;
	let refused = async |party: CardHolder, of: &str, params| {
		service.ask(&party, of, "notices_subscribe", params).await.unwrap_err()
	};
	assert_eq!(refused(firm(), "//rival", json!([mail()])).await, "NotTheParty");
	assert_eq!(
		refused(firm(), "//heir", json!([mail()])).await,
		"NotTheParty",
		"control is offered to it, and no more"
	);
	assert_eq!(refused(bank(), "//firm", json!([mail()])).await, "NotTheParty");
	assert_eq!(refused(bank(), "//bank", json!([mail()])).await, "NoSuchPlace", "a firm's kinds");
	let way = |way: Value| json!([{ "way": way, "kinds": ["offerArrived"], "language": "en" }]);
	for unoffered in [json!({ "webhook": { "contact": "a" } }), json!({ "mail": { "address": "nobody" } })] {
		assert_eq!(refused(firm(), "//firm", way(unoffered)).await, "NoSuchPlace");
	}
	for unread in [
		json!([]),
		json!([mail(), 1]),
		way(json!({ "fax": {} })),
		json!([{ "way": mail()["way"], "kinds": ["gap2"], "language": "en" }]),
	] {
		assert_eq!(refused(firm(), "//firm", unread).await, "Malformed");
	}
	let signed = service.signed(&firm(), &key("//firm"), "notices_subscribe", json!([mail()]));
	service.send(signed.clone()).await.unwrap();
	assert_eq!(service.send(signed.clone()).await, Err("Replayed".into()));
	let mut other = service.signed(&firm(), &key("//firm"), "notices_subscribe", json!([mail()]));
	other[0]["query"] = json!(other[0]["query"].as_str().unwrap().replace("office", "thief0"));
	assert_eq!(service.send(other).await, Err("WrongSignature".into()));
	assert_eq!(service.ask(&firm(), "//firm", "financing_loansOf", json!([FIRM])).await, Err("MethodClosed".into()));
	let id = service.book().to(&firm()).remove(0).id;
	assert_eq!(service.ask(&bank(), "//bank", "notices_unsubscribe", json!([id])).await, Err("NoSubscription".into()));
	let listed = service.ask(&bank(), "//bank", "notices_list", json!([])).await.unwrap();
	assert_eq!(listed, json!({ "subscriptions": [] }));
}

#[tokio::test]
async fn over_the_line_what_a_client_must_know_is_told_and_a_mail_ends_what_it_names() {
	let (_folder, path) = state();
	let service = Service::open(&Arc::new(Fake::default()), &path, with_mail()).await;
	let one = service.ask(&firm(), "//firm", "notices_subscribe", json!([mail()])).await.unwrap();
	let word = service.book().stop_word(one["id"].as_str().unwrap());
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let at = listener.local_addr().unwrap();
	let log = service.log.clone();
	tokio::spawn(Arc::new(service.server).run(listener));
	let raw = async |request: String| {
		let mut stream = tokio::net::TcpStream::connect(at).await.unwrap();
		stream.write_all(request.as_bytes()).await.unwrap();
		let mut answer = String::new();
		let _ = stream.read_to_string(&mut answer).await;
		answer
	};
	let request = |method: &str, path: &str, body: &str| {
		format!("{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{body}", body.len())
	};
	let info = raw(request("GET", "/", "")).await;
	let (_, body) = info.split_once("\r\n\r\n").unwrap();
	let info: Value = serde_json::from_str(body).unwrap();
	assert_eq!(
		(&info["result"]["node"], &info["result"]["ways"], &info["result"]["pushKey"]),
		(&json!(NODE), &json!(["mail"]), &Value::Null)
	);
	assert_eq!(info["result"]["kinds"]["agency"], json!(["disputeOpened", "disputeDue"]));
	let unsigned = raw(request("POST", "/", r#"{"jsonrpc":"2.0","id":1,"method":"notices_list"}"#)).await;
	assert!(unsigned.contains("SignatureRequired"), "{unsigned}");
	assert!(raw(request("POST", "/", &"x".repeat(40_000))).await.contains("413"));
	let stop = format!("/stop/{word}");
	assert!(raw(request("GET", &stop, "")).await.starts_with("HTTP/1.1 405"), "a look ends nothing");
	assert!(raw(request("POST", "/stop/0123", "")).await.starts_with("HTTP/1.1 404"));
	assert!(raw(request("POST", &stop, "List-Unsubscribe=One-Click")).await.starts_with("HTTP/1.1 200"));
	assert!(raw(request("POST", &stop, "List-Unsubscribe=One-Click")).await.starts_with("HTTP/1.1 404"));
	ensure_bare(&log.text());
}
