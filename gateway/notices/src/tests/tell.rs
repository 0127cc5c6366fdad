//! From blocks and the clock to who is told, and out.

use super::{chain::*, *};
use crate::{Hook, Vapid, What};
use lingnan_serving::signature;
use lingnan_test_support::Browser;
use serde_json::json;

const SECRET: &str = "fedcba9876543210fedcba9876543210";

fn of_firms() -> Vec<Kind> {
	Kind::ALL.iter().copied().filter(|kind| kind.concerns(&firm())).collect()
}

#[tokio::test]
async fn each_side_is_told_what_concerns_it_once() {
	let (_folder, path) = state();
	let chain = Arc::new(Fake::default());
	chain.held().blocks.push(vec![event("Financing", "Offered", json!({ "application": 1 }))]);
	let service = Service::open(&chain, &path, Ways::default()).await;
	service.told(&firm(), "//firm", "f", &of_firms());
	service.told(&bank(), "//bank", "b", &[Kind::ApplicationArrived, Kind::OfferAccepted]);
	service.told(&agency(), "//tax", "a", &[Kind::DisputeOpened]);
	service.round().await;
	assert_eq!(service.kinds(), [], "what was before it began is history");
	let firms = json!({ "enterprise": FIRM, "indicator": 8, "value": { "Open": FIGURES[0] } });
	service.block(vec![
		event("Financing", "Applied", json!({ "application": 7, "enterprise": FIRM, "institution": BANK })),
		event("Financing", "Applied", json!({ "application": 8, "enterprise": FIRM, "institution": 9 })),
		event("Financing", "Offered", json!({ "application": 7 })),
		event("Financing", "OfferAccepted", json!({ "application": 7 })),
		event("Financing", "LoanClosed", json!({ "loan": 7 })),
		event("Financing", "Repaid", json!({ "loan": 7, "reference": FIGURES[1].to_string() })),
	]);
	service.block(vec![
		event("Consents", "Used", json!({ "consent": 1, "enterprise": FIRM })),
		event("Attestations", "Corrected", firms.clone()),
		event("Attestations", "Corrected", firms.clone()),
		event("Attestations", "Upheld", firms.clone()),
		event("Attestations", "Disputed", firms.clone()),
		event("Attestations", "Disputed", json!({ "enterprise": FIRM, "indicator": 9 })),
	]);
	service.round().await;
	let told = [
		Kind::OfferArrived,
		Kind::ConsentUsed,
		Kind::AttestationCorrected,
		Kind::DisputeAnswered,
		Kind::LoanClosed,
		Kind::ApplicationArrived,
		Kind::OfferAccepted,
		Kind::DisputeOpened,
	];
	assert_eq!(service.kinds(), told);
	service.round().await;
	assert_eq!(service.kinds(), told, "not again");
	let kept = serde_json::to_string(&service.waiting()).unwrap();
	ensure_bare(&kept);
}

#[tokio::test]
async fn time_alone_brings_notices_and_each_once() {
	let (_folder, path) = state();
	let chain = Arc::new(Fake::default());
	let service = Service::open(&chain, &path, Ways::default()).await;
	service.told(&firm(), "//firm", "f", &of_firms());
	service.told(&bank(), "//bank", "b", &[Kind::DecisionDue, Kind::DeletionOwed]);
	service.told(&agency(), "//tax", "a", &[Kind::DisputeDue]);
	let day = TIME / 86_400;
	let part = |due: u64| json!({ "due": due, "principal": FIGURES[0], "interest": FIGURES[1], "fees": 0 });
	chain.held().lists = vec![
		("financing_applicationsOf", json!([{ "id": 1, "now": "Offered", "terms": { "validUntil": TIME + 86_400 } }])),
		(
			"financing_loansOf",
			json!([{ "id": 2, "state": "Active", "schedule": [part(day), part(day + 6)], "arrearsSince": day - 1 }]),
		),
		("consent_list", json!([{ "id": 3, "standing": "InForce", "until": TIME + 86_400, "givenAt": 1 }])),
		(
			"attestation_list",
			json!([{ "expires": TIME + 86_400, "counts": true }, { "expires": TIME + 86_401, "counts": true }]),
		),
		(
			"financing_inbox",
			json!([{ "id": 1, "now": "Open", "decideBy": TIME + 86_400, "request": { "amount": FIGURES[0] } }]),
		),
		("consent_deletionsOwed", json!([{ "id": 3, "deleteBy": TIME - 1 }])),
		("attestation_disputes", json!([{ "deadline": TIME + 86_400, "missed": false }])),
	];
	service.round().await;
	let told = [
		Kind::OfferEnding,
		Kind::InstalmentSoon,
		Kind::InstalmentToday,
		Kind::InstalmentPastDue,
		Kind::ConsentEnding,
		Kind::AttestationExpiring,
		Kind::DecisionDue,
		Kind::DeletionOwed,
		Kind::DisputeDue,
	];
	assert_eq!(service.kinds(), told);
	chain.held().time += 3_600;
	service.round().await;
	assert_eq!(service.kinds(), told, "an hour later, not again");
	chain.held().time += 6 * 86_400;
	service.round().await;
	assert_eq!(service.kinds().iter().filter(|kind| **kind == Kind::InstalmentToday).count(), 2, "the second came due");
}

#[tokio::test]
async fn one_whose_lists_cannot_be_read_holds_up_nobody_else() {
	let (_folder, path) = state();
	let chain = Arc::new(Fake::default());
	let service = Service::open(&chain, &path, Ways::default()).await;
	service.told(&firm(), "//firm", "f", &of_firms());
	service.told(&bank(), "//bank", "b", &[Kind::DeletionOwed]);
	chain.held().lists =
		vec![("consent_list", json!("odd")), ("consent_deletionsOwed", json!([{ "id": 3, "deleteBy": TIME - 1 }]))];
	service.round().await;
	assert_eq!(service.kinds(), [Kind::DeletionOwed]);
	chain.held().lists =
		vec![("consent_list", json!([{ "id": 3, "standing": "InForce", "until": TIME + 86_400, "givenAt": 1 }]))];
	service.round().await;
	assert_eq!(service.kinds(), [Kind::DeletionOwed], "not at once");
	chain.held().time += 3_600;
	service.round().await;
	assert_eq!(service.kinds(), [Kind::ConsentEnding, Kind::DeletionOwed]);
}

/// The attack: a firm's former owner goes on reading of it.
#[tokio::test]
async fn account_that_lost_the_firm() {
	let (_folder, path) = state();
	let chain = Arc::new(Fake::default());
	let service = Service::open(&chain, &path, Ways::default()).await;
	service.told(&firm(), "//firm", "f", &of_firms());
	service.round().await;
	chain.held().controller = account("//other");
	service.block(vec![event("Financing", "Offered", json!({ "application": 7 }))]);
	service.round().await;
	assert!(service.kinds().is_empty() && service.book().to(&firm()).is_empty());
}

#[tokio::test]
async fn blocks_that_cannot_be_read_any_more_are_told_as_a_gap_and_a_broken_line_is_none() {
	let (_folder, path) = state();
	let chain = Arc::new(Fake::default());
	let service = Service::open(&chain, &path, Ways::default()).await;
	service.told(&firm(), "//firm", "f", &[Kind::OfferArrived]);
	service.round().await;
	chain.held().blocks.extend(vec![vec![]; 300]);
	service.block(vec![event("Financing", "Offered", json!({ "application": 7 }))]);
	chain.held().down = true;
	tokio::time::sleep(std::time::Duration::from_millis(550)).await;
	assert!(service.server.watch.round().await.is_err());
	chain.held().down = false;
	service.round().await;
	assert_eq!(service.kinds(), [Kind::OfferArrived], "nothing was passed over");
	chain.held().blocks.extend(vec![vec![]; 300]);
	chain.held().kept_from = 400;
	service.round().await;
	assert_eq!(service.kinds(), [Kind::OfferArrived, Kind::Gap]);
}

#[tokio::test]
async fn a_restart_in_the_middle_loses_nothing_and_sends_nothing_twice() {
	let (_folder, path) = state();
	let (url, mut heard) = listener(&["204 No Content"]).await;
	let ways = || Ways {
		portal: "https://portal.example".into(),
		webhook: Some(Hook::new(&url, SECRET.into()).unwrap()),
		..Ways::default()
	};
	let chain = Arc::new(Fake::default());
	let service = Service::open(&chain, &path, ways()).await;
	service.told(&firm(), "//firm", "f", &[Kind::OfferArrived, Kind::LoanClosed]);
	service.round().await;
	service.block(vec![
		event("Financing", "Offered", json!({ "application": 7 })),
		event("Financing", "LoanClosed", json!({ "loan": 7 })),
	]);
	service.round().await;
	let place = service.journal().place().unwrap().unwrap();
	let later = crate::journal::Outcome::Later("not yet".into());
	let (first, second) = (service.waiting().remove(0), service.waiting().remove(1));
	service.journal().note(&second, &later, u64::MAX - 10_000).unwrap();
	let file = path.join(format!("waiting/{}.json", first.id));
	let kept = std::fs::read(&file).unwrap();
	service.server.door.ways.round(service.book(), service.journal()).await.unwrap();
	assert_eq!(service.journal().waiting(), 1);
	drop(service);
	// The power went before the place was written, and before the file of what was taken went.
	std::fs::write(&file, kept).unwrap();
	std::fs::write(path.join("place.json"), (place - 1).to_string()).unwrap();

	let again = Service::open(&chain, &path, ways()).await;
	again.round().await;
	assert_eq!(again.journal().place().unwrap(), Some(place + 1));
	assert_eq!(again.waiting().iter().map(|one| one.id.clone()).collect::<Vec<_>>(), std::slice::from_ref(&second.id));
	again.journal().note(&again.waiting()[0], &later, 1).unwrap();
	again.server.door.ways.round(again.book(), again.journal()).await.unwrap();
	let mut ids = Vec::new();
	while let Ok((_, body)) = heard.try_recv() {
		ids.push(serde_json::from_slice::<Value>(&body).unwrap()["id"].as_str().unwrap().to_string());
	}
	assert_eq!(ids, [first.id, second.id], "each once");
}

#[tokio::test]
async fn what_goes_to_the_operators_systems_is_signed_and_bare() {
	let (_folder, path) = state();
	let (url, mut heard) = listener(&["503 Service Unavailable", "200 OK"]).await;
	let hook = Hook::new(&format!("{url}/sms"), SECRET.into()).unwrap();
	let ways = Ways { portal: "https://portal.example".into(), webhook: Some(hook), ..Ways::default() };
	let chain = Arc::new(Fake::default());
	let service = Service::open(&chain, &path, ways).await;
	let id = service.told(&firm(), "//firm", "+85212345678", &[Kind::OfferArrived]);
	service.round().await;
	service.block(vec![event("Financing", "Offered", json!({ "application": FIGURES[2], "terms_hash": "0x00" }))]);
	service.round().await;
	let send = || service.server.door.ways.round(service.book(), service.journal());
	send().await.unwrap();
	heard.recv().await.unwrap();
	let waits = service.waiting().remove(0);
	assert_eq!((waits.attempts, waits.last.as_deref()), (1, Some("503 Service Unavailable")));
	service
		.journal()
		.note(&Delivery { attempts: 0, ..waits.clone() }, &crate::journal::Outcome::Later("now".into()), 1)
		.unwrap();
	send().await.unwrap();
	let (head, body) = heard.recv().await.unwrap();
	assert!(head.starts_with("POST /sms HTTP/1.1"), "{head}");
	let signed = head.lines().find_map(|line| line.strip_prefix("lingnan-signature: ")).unwrap();
	let at: u64 = signed.strip_prefix("t=").and_then(|rest| rest.split(',').next()).unwrap().parse().unwrap();
	assert_eq!(signed, signature(SECRET, at, &body));
	let said: Value = serde_json::from_slice(&body).unwrap();
	let expected = json!({
		"id": waits.id, "type": "offerArrived", "at": waits.at, "contact": "+85212345678", "language": "en",
		"text": "An offer has arrived.", "link": "https://portal.example/firm/applications",
	});
	assert_eq!(said, expected);
	ensure_bare(&format!("{head}{said}"));
	assert!(service.waiting().is_empty() && service.book().get(&id).is_some());
}

#[tokio::test]
async fn a_browser_reads_what_came_and_one_that_is_gone_ends() {
	let (_folder, path) = state();
	let (url, mut heard) = listener(&["201 Created", "410 Gone"]).await;
	let vapid = Vapid::open(&Folder::open(&path).unwrap(), "mailto:operator@bank.example".into(), true).unwrap();
	let key = vapid.public();
	let ways = Ways { portal: "https://portal.example".into(), push: Some(vapid), ..Ways::default() };
	let chain = Arc::new(Fake::default());
	let service = Service::open(&chain, &path, ways).await;
	let browser = Browser { secret: [5; 32], auth: [6; 16] };
	let (p256dh, auth) = browser.keys();
	let way = Way::Push { endpoint: format!("{url}/send/?token=abc"), p256dh, auth };
	let kinds = [Kind::OfferArrived].into();
	let wish = crate::subscription::Wish { way, kinds, language: Language::Traditional };
	service.book().take(&firm(), &account("//firm"), wish, 1).unwrap();
	service.round().await;
	for application in [7, 8] {
		service.block(vec![event("Financing", "Offered", json!({ "application": application }))]);
		service.round().await;
		assert!(matches!(service.waiting()[0].what, What::Notice(Kind::OfferArrived)));
		service.server.door.ways.round(service.book(), service.journal()).await.unwrap();
		assert!(service.waiting().is_empty());
		let (head, body) = heard.recv().await.unwrap();
		assert!(head.starts_with("POST /send/?token=abc HTTP/1.1"), "{head}");
		let lower = head.to_ascii_lowercase();
		for line in ["content-encoding: aes128gcm", "ttl: 345600", "content-type: application/octet-stream"] {
			assert!(lower.contains(line), "{line}: {head}");
		}
		assert!(head.contains(&format!(", k={key}")) && !lower.contains("application/json\r\ncontent-type"), "{head}");
		let said: Value = serde_json::from_slice(&browser.open(&body).unwrap()).unwrap();
		assert_eq!((&said["type"], &said["body"]), (&json!("offerArrived"), &json!("您收到一份貸款要約。")));
		assert_eq!(said.as_object().unwrap().len(), 6, "{said}");
		assert_eq!(said["path"], "/firm/applications");
		ensure_bare(&format!("{head}{said}"));
	}
	assert!(service.book().to(&firm()).is_empty(), "410: the browser unsubscribed");
}
