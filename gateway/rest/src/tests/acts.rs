//! One key, one act: whatever breaks.

use super::{
	chain::{conditions, Fake, Fate, DAY},
	get, open, post, server,
};
use serde_json::json;
use std::sync::Arc;

const REPAY: &str = "/v1/loans/3/repayments";

#[tokio::test]
async fn the_same_key_gives_the_same_answer_and_one_payment() {
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::default());
	let at = open(chain.clone(), folder.path()).await;
	let body = json!({ "amount": 85_000, "reference": "PAY-1", "valueDate": "2027-01-14" });
	let (status, head, first) = post(at, REPAY, "k1", &body).await;
	assert_eq!(
		(status, &first["done"], &first["loan"], &first["posting"]),
		(201, &json!("repaid"), &json!(3), &json!(0))
	);
	assert!(!head.contains("idempotent-replayed"), "{head}");
	let (status, head, again) = post(at, REPAY, "k1", &body).await;
	assert_eq!((status, &again), (201, &first));
	assert!(head.contains("idempotent-replayed: true"), "{head}");
	assert_eq!(chain.held().done.len(), 1);
	assert_eq!(chain.held().payments, [("PAY-1".to_string(), 85_000, DAY - 1)]);
}

/// The attack: a key is used again for another payment.
#[tokio::test]
async fn bank_uses_a_key_twice_for_two_payments() {
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::default());
	let at = open(chain.clone(), folder.path()).await;
	post(at, REPAY, "k1", &json!({ "amount": 1, "reference": "A" })).await;
	for (path, body) in [
		(REPAY, json!({ "amount": 2, "reference": "A" })),
		(REPAY, json!({ "amount": 1, "reference": "B" })),
		("/v1/applications/3/decline", json!({ "reason": "Capacity" })),
	] {
		let (status, head, problem) = post(at, path, "k1", &body).await;
		assert_eq!((status, &problem["error"]), (422, &json!("idempotencyKeyReused")), "{body}");
		assert!(head.contains("application/problem+json"), "{head}");
	}
	assert_eq!(chain.held().sent, 1);
}

#[tokio::test]
async fn two_requests_at_a_time_with_one_key_are_one_payment() {
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::default());
	let at = open(chain.clone(), folder.path()).await;
	let body = json!({ "amount": 1, "reference": "A" });
	let (one, two) = tokio::join!(post(at, REPAY, "k", &body), post(at, REPAY, "k", &body));
	let mut statuses = [one.0, two.0];
	statuses.sort_unstable();
	assert_eq!((statuses, chain.held().sent), ([201, 409], 1), "the other is told to ask again");
}

/// The machine stops after the payment was sent: its block had it, and nobody had heard so.
#[tokio::test]
async fn after_a_crash_what_the_chain_has_is_not_sent_again() {
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::with(Fate::LandsUnheard));
	let (at, first) = super::running(chain.clone(), folder.path()).await;
	let body = json!({ "amount": 7, "reference": "A" });
	let (status, head, problem) = post(at, REPAY, "k", &body).await;
	assert_eq!((status, &problem["error"]), (503, &json!("tryAgain")));
	assert!(head.contains("retry-after"), "{head}");
	first.abort();
	assert!(first.await.unwrap_err().is_cancelled());
	// Another server on the same folder.
	assert_eq!(server(chain.clone(), folder.path(), None).resume().await.unwrap(), 1);
	assert_eq!(chain.held().sent, 1);
	assert_eq!(chain.held().payments.len(), 1);
	let at = open(chain.clone(), folder.path()).await;
	let (status, _, answer) = post(at, REPAY, "k", &body).await;
	assert_eq!((status, &answer["posting"], &answer["block"]), (201, &json!(0), &json!(null)));
	assert_eq!(chain.held().sent, 1);
}

#[tokio::test]
async fn after_a_crash_what_was_lost_is_sent_again_as_of_its_own_day() {
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::with(Fate::Lost));
	let at = open(chain.clone(), folder.path()).await;
	let body = json!({ "amount": 7, "reference": "A" });
	assert_eq!(post(at, REPAY, "k", &body).await.0, 503);
	assert!(chain.held().payments.is_empty());
	let (status, _, answer) = post(at, REPAY, "k", &body).await;
	assert_eq!((status, &answer["posting"]), (201, &json!(0)));
	assert_eq!(chain.held().payments, [("A".to_string(), 7, DAY)]);
}

/// What was sent before the crash lands only after the chain was asked: the second one is refused, and that is success.
#[tokio::test]
async fn what_lands_late_counts_once() {
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::with(Fate::Lost));
	let at = open(chain.clone(), folder.path()).await;
	let body = json!({ "amount": 7, "reference": "A" });
	assert_eq!(post(at, REPAY, "k", &body).await.0, 503);
	let (chain, late) = (chain.clone(), chain.clone());
	let lands = async move {
		tokio::time::sleep(std::time::Duration::from_millis(50)).await;
		late.held().payments.push(("A".into(), 7, DAY));
	};
	let ((status, _, answer), ()) = tokio::join!(post(at, REPAY, "k", &body), lands);
	assert_eq!((status, &answer["done"]), (201, &json!("repaid")));
	assert_eq!(chain.held().payments.len(), 1);
}

#[tokio::test]
async fn what_the_chain_refuses_is_told_by_its_name_and_stays_refused_under_its_key() {
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::default());
	let at = open(chain.clone(), folder.path()).await;
	post(at, REPAY, "k1", &json!({ "amount": 7, "reference": "A" })).await;
	for _ in 0..2 {
		let (status, _, problem) = post(at, REPAY, "k2", &json!({ "amount": 8, "reference": "a" })).await;
		assert_eq!((status, &problem["error"]), (409, &json!("Financing.AlreadyRecorded")));
		assert!(problem["detail"].as_str().unwrap().contains("was recorded"), "{problem}");
	}
	assert_eq!(chain.held().sent, 2);
}

#[tokio::test]
async fn an_offer_carries_all_its_conditions_and_is_made_once() {
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::with(Fate::LandsUnheard));
	let at = open(chain.clone(), folder.path()).await;
	let offer = json!({ "conditions": conditions(), "validUntil": 1_800_000_000 });
	assert_eq!(post(at, "/v1/applications/3/offer", "o", &offer).await.0, 503);
	let (status, _, answer) = post(at, "/v1/applications/3/offer", "o", &offer).await;
	assert_eq!((status, &answer["done"], &answer["application"]), (201, &json!("offered"), &json!(3)));
	assert_eq!(chain.held().sent, 1);
	assert_eq!(chain.held().done.len(), 1);
	assert_eq!(chain.held().done[0].args["terms"]["conditions"]["dayCount"], "Actual360");
}

/// The attack: a bank's systems ask about another bank's firm.
#[tokio::test]
async fn bank_decides_on_another_banks_application() {
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::default());
	let at = open(chain.clone(), folder.path()).await;
	let (status, _, problem) = post(at, "/v1/applications/4/decline", "k", &json!({ "reason": "Capacity" })).await;
	assert_eq!((status, &problem["error"]), (404, &json!("notFound")));
	for path in ["/v1/applications/4", "/v1/applications/9", "/v1/loans/4", "/v1/loans/4/statement"] {
		assert_eq!(get(at, path).await.0, 404, "{path}");
	}
	assert_eq!(chain.held().sent, 0);
}

#[tokio::test]
async fn bad_input_is_named_and_says_what_to_do() {
	let folder = tempfile::tempdir().unwrap();
	let chain = Arc::new(Fake::default());
	let at = open(chain.clone(), folder.path()).await;
	for (path, key, body, error, part) in [
		(REPAY, "", json!({ "amount": 1, "reference": "A" }), "idempotencyKeyMissing", "send Idempotency-Key"),
		(REPAY, "k", json!({ "amount": 0, "reference": "A" }), "malformed", "minor units"),
		(REPAY, "k", json!({ "amount": 1.5, "reference": "A" }), "malformed", "openapi.json"),
		(REPAY, "k", json!({ "amount": 1 }), "malformed", "reference"),
		(REPAY, "k", json!({ "amount": 1, "reference": "A", "fee": 1 }), "malformed", "fee"),
		(REPAY, "k", json!({ "amount": 1, "reference": "A", "valueDate": "15.1.2027" }), "malformed", "15.1.2027"),
		("/v1/applications/3/decline", "k", json!({ "reason": "Mood" }), "malformed", "CreditRisk"),
		("/v1/applications/x/decline", "k", json!({ "reason": "Capacity" }), "notFound", "no number"),
	] {
		let (_, head, problem) = post(at, path, key, &body).await;
		assert_eq!(problem["error"], error, "{body}: {problem}");
		assert!(problem["detail"].as_str().unwrap().contains(part), "{body}: {problem}");
		assert!(head.contains("application/problem+json"), "{head}");
	}
	assert_eq!(chain.held().sent, 0, "a key is not used up by what cannot be read");
	assert_eq!(post(at, REPAY, "k", &json!({ "amount": 1, "reference": "A" })).await.0, 201);
}
