//! What must not work: each test bears the name of the attack.

use lingnan_client::error::Error;
use lingnan_documents::{Firm, Form, Rules};
use lingnan_tokens::{ask, Issuer, Limits, PublicKey, Request, Secret, Server, MAX_BATCH};
use std::{num::NonZeroU32, sync::Arc};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpListener,
};

const NUMBER: &str = "26442000000012345678";

fn form(number: &str) -> Form {
	Form::fapiao(number).unwrap()
}

fn secret(seed: u8, version: u16) -> Secret {
	Secret::from_seed(&[seed; 32], version).unwrap()
}

async fn serving(secrets: Vec<Secret>, per_minute: u32) -> String {
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let url = format!("http://{}", listener.local_addr().unwrap());
	let limits = Limits { per_minute: NonZeroU32::new(per_minute).unwrap(), connections: 8 };
	tokio::spawn(Arc::new(Server::new(secrets, limits)).run(listener));
	url
}

fn name_of(error: &Error) -> &'static str {
	match error {
		Error::DoesNotHold { name, .. } => name,
		_ => "another error",
	}
}

#[tokio::test]
async fn who_asks_blinded_gets_the_token_that_the_issuer_makes_itself() {
	let url = serving(vec![secret(1, 1), secret(2, 2)], 1_000).await;
	let forms: Vec<Form> =
		(0..MAX_BATCH as u64 + 3).map(|n| form(&format!("{:020}", 26 * 10u64.pow(17) + n))).collect();
	for (seed, version) in [(1, 1), (2, 2)] {
		let ours = secret(seed, version);
		let issuer = Issuer { url: url.clone(), version, key: ours.public() };
		let direct: Vec<_> = forms.iter().map(|form| ours.token(form).unwrap()).collect();
		assert_eq!(issuer.tokens(&forms).await.unwrap(), direct, "in two batches");
	}
	assert_ne!(secret(1, 1).token(&forms[0]).unwrap(), secret(2, 2).token(&forms[0]).unwrap());
}

/// A service answers with a key of its own: tokens that only it can make, or that tell it who asks again.
#[tokio::test]
async fn evaluation_under_another_key() {
	let url = serving(vec![secret(9, 1)], 100).await;
	let issuer = Issuer { url, version: 1, key: secret(1, 1).public() };
	let error = issuer.tokens(&[form(NUMBER)]).await.unwrap_err();
	assert_eq!(name_of(&error), "EvaluationUnderAnotherKey");

	// It claims the issuer's key, and proves with its own.
	let (asked, request) = ask(&[form(NUMBER)], 1).unwrap();
	let mut answer = secret(9, 1).evaluate(&request).unwrap();
	answer.key = issuer.key;
	assert_eq!(name_of(&asked.finish(&answer, &issuer.key).unwrap_err()), "EvaluationUnderAnotherKey");
	// Under an older version of the key than was asked for.
	let (asked, request) = ask(&[form(NUMBER)], 2).unwrap();
	let answer = secret(1, 1).evaluate(&request).unwrap();
	assert_eq!(name_of(&asked.finish(&answer, &issuer.key).unwrap_err()), "EvaluationUnderAnotherKey");
}

#[test]
fn each_part_of_an_answer_is_bound_by_the_proof() {
	let ours = secret(1, 1);
	let forms = [form(NUMBER), form("26442000000012345679")];
	let changed = |change: &dyn Fn(&mut lingnan_tokens::Evaluation)| {
		let (asked, request) = ask(&forms, 1).unwrap();
		let mut answer = ours.evaluate(&request).unwrap();
		change(&mut answer);
		asked.finish(&answer, &ours.public())
	};
	assert!(changed(&|_| {}).is_ok());
	let refused = |change: &dyn Fn(&mut lingnan_tokens::Evaluation)| {
		assert_eq!(name_of(&changed(change).unwrap_err()), "EvaluationUnderAnotherKey");
	};
	refused(&|answer| answer.evaluated.swap(0, 1));
	refused(&|answer| answer.evaluated.truncate(1));
	refused(&|answer| answer.evaluated[1] = answer.evaluated[0]);
	refused(&|answer| answer.evaluated[0] = [0; 32]);
	for place in 0..64 {
		refused(&|answer| answer.proof[place] ^= 1);
	}
}

/// Two spellings of one document are one form, and give one token, however it is asked for.
#[tokio::test]
async fn canonical_twin() {
	let url = serving(vec![secret(1, 1)], 100).await;
	let issuer = Issuer { url, version: 1, key: secret(1, 1).public() };
	let seller = Firm::read("HK 12345678-000-03-27-8", Rules::VERIFIED).unwrap();
	let spellings = [
		Form::invoice(&seller, 2027, "inv–2027/0042").unwrap(),
		Form::invoice(&seller, 2027, " INV-2027/0042 ").unwrap(),
	];
	let tokens = issuer.tokens(&spellings).await.unwrap();
	assert_eq!(tokens[0], tokens[1]);
	assert_eq!(tokens[0], secret(1, 1).token(&spellings[1]).unwrap());
	let other = Form::invoice(&seller, 2027, "INV-2027/42").unwrap();
	assert_ne!(issuer.tokens(&[other]).await.unwrap()[0], tokens[0]);
}

/// Everybody has the public key: it makes no token, and so tries out no number.
#[test]
fn a_leaked_public_key_tells_nothing() {
	let ours = secret(1, 1);
	let token = ours.token(&form(NUMBER)).unwrap();
	// The public key in the secret's place is another secret, if it is one at all.
	let tried = Secret::from_bytes(&ours.public().bytes(), 1).map(|tried| tried.token(&form(NUMBER)).unwrap());
	assert_ne!(tried, Ok(token));
	// Whoever answers himself instead of the issuer gets other tokens, and no proof that holds.
	let (asked, request) = ask(&[form(NUMBER)], 1).unwrap();
	let mut answer = secret(2, 1).evaluate(&request).unwrap();
	answer.key = ours.public();
	assert!(asked.finish(&answer, &ours.public()).is_err());
	assert_ne!(secret(2, 1).token(&form(NUMBER)).unwrap(), token);
}

/// A number planted in a document is in no request: not as it stands, nor as its form, its digits or its hash; and the same
/// document never looks the same twice.
#[tokio::test]
async fn the_planted_number_appears_in_no_request() {
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let url = format!("http://{}", listener.local_addr().unwrap());
	let ours = secret(1, 1);
	let issuer = Issuer { url, version: 1, key: ours.public() };
	let (sender, mut heard) = tokio::sync::mpsc::unbounded_channel();
	// What the wire carries, as whoever listens on it sees it.
	tokio::spawn(async move {
		let ours = secret(1, 1);
		loop {
			let (mut stream, _) = listener.accept().await.unwrap();
			let mut bytes = Vec::new();
			let body = loop {
				let mut part = [0; 4_096];
				let read = stream.read(&mut part).await.unwrap();
				bytes.extend(&part[..read]);
				let text = String::from_utf8_lossy(&bytes).to_string();
				if let Some((_, body)) = text.split_once("\r\n\r\n").filter(|(_, body)| body.ends_with('}')) {
					break body.to_string();
				}
			};
			sender.send(bytes).unwrap();
			let request: Request = serde_json::from_str(&body).unwrap();
			let answer = serde_json::to_string(&ours.evaluate(&request).unwrap()).unwrap();
			let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", answer.len());
			stream.write_all(format!("{head}{answer}").as_bytes()).await.unwrap();
		}
	});
	for _ in 0..2 {
		assert_eq!(issuer.tokens(&[form(NUMBER)]).await.unwrap(), [ours.token(&form(NUMBER)).unwrap()]);
	}
	let (first, second) = (heard.recv().await.unwrap(), heard.recv().await.unwrap());
	let token = hex::encode(ours.token(&form(NUMBER)).unwrap());
	for planted in [NUMBER, form(NUMBER).as_str(), &NUMBER[8..], &hex::encode(NUMBER), &token] {
		for request in [&first, &second] {
			assert!(!String::from_utf8_lossy(request).contains(planted), "{planted}");
		}
	}
	let body = |bytes: &[u8]| String::from_utf8_lossy(bytes).split_once("\r\n\r\n").unwrap().1.to_string();
	let blinded = |bytes: &[u8]| serde_json::from_str::<Request>(&body(bytes)).unwrap().blinded;
	assert_ne!(blinded(&first), blinded(&second));
}

/// Numbers are tried out by asking: each form counts, in however many requests.
#[tokio::test]
async fn numbers_are_tried_out_by_asking() {
	let url = serving(vec![secret(1, 1)], 10).await;
	let issuer = Issuer { url, version: 1, key: secret(1, 1).public() };
	let forms =
		|count: u64| -> Vec<Form> { (0..count).map(|n| form(&format!("{:020}", 26 * 10u64.pow(17) + n))).collect() };
	assert_eq!(issuer.tokens(&forms(4)).await.unwrap().len(), 4);
	assert_eq!(issuer.tokens(&forms(4)).await.unwrap().len(), 4);
	let refused = issuer.tokens(&forms(4)).await.unwrap_err().to_string();
	assert!(refused.contains("too many forms were asked for from this address: try again in"), "{refused}");
	let url = serving(vec![secret(1, 1)], 10).await;
	let many = Issuer { url, ..issuer }.tokens(&forms(20)).await.unwrap_err().to_string();
	assert!(many.contains("ask for fewer at a time"), "{many}");
}

#[tokio::test]
async fn each_refusal_of_the_service_says_what_to_do() {
	let url = serving(vec![secret(1, 1)], 100).await;
	let key = secret(1, 1).public();
	let says = |issuer: Issuer, words: &'static str| async move {
		let error = issuer.tokens(&[form(NUMBER)]).await.unwrap_err().to_string();
		assert!(error.contains(words), "{error}");
	};
	says(Issuer { url: url.clone(), version: 7, key }, "no key of version 7 is in force here").await;
	says(Issuer { url: format!("{url}/elsewhere"), version: 1, key }, "there are GET /keys and POST /evaluate").await;
	says(Issuer { url: "ftp://issuer.example".into(), version: 1, key }, "write http://").await;
	says(Issuer { url: "http://127.0.0.1:1".into(), version: 1, key }, "does not answer").await;
}

#[test]
fn a_request_that_is_none_is_refused() {
	let ours = secret(1, 1);
	let request = |blinded| Request { version: 1, blinded };
	assert!(ours.evaluate(&request(vec![])).unwrap_err().contains("1 to 32"));
	assert!(ours.evaluate(&request(vec![[1; 32]; MAX_BATCH + 1])).unwrap_err().contains("33 forms"));
	// The neutral point would show the secret's effect on nothing; a point that is none, nothing at all.
	assert!(ours.evaluate(&request(vec![[0; 32]])).is_err());
	assert!(ours.evaluate(&request(vec![[0xff; 32]])).is_err());
	assert!(PublicKey::new([0; 32]).is_err());
}
