//! Boxes that agencies leave for firms.

use super::*;
use crate::boxes::{hash_of, Bounds, Boxes, Sent, MOST_AT_ONCE};
use lingnan_types::RegistrationNumber;
use std::{fs, path::Path};

/// An encrypted file of openings: whoever keeps it sees no more than this.
fn a_box(what: &str) -> String {
	json!({ "format": "lingnan-envelope-2", "content": "openings", "to": hash(1), "sealed": hex::encode(what) })
		.to_string()
}

fn sent(firm: &str, what: &str) -> Sent {
	Sent { r#for: firm.parse().unwrap(), r#box: a_box(what) }
}

fn number(firm: &str) -> RegistrationNumber {
	firm.parse().unwrap()
}

fn small() -> Bounds {
	Bounds { one: 1_000, of_pair: 3_000, of_firm: 5_000, total: 40_000, age: 100 }
}

fn kept(folder: &Path) -> Boxes {
	Boxes::open(folder, small()).map_err(|error| error.to_string()).unwrap()
}

fn name<T>(done: std::result::Result<T, Refusal>) -> &'static str {
	done.map_or_else(|refusal| refusal.verdict(), |_| "")
}

const TAX: AgencyId = AgencyId(1);

fn tax() -> CardHolder {
	CardHolder::Agency(TAX)
}

/// A door that keeps boxes in a folder.
async fn keeping(folder: &Path) -> Scene {
	let Scene { node, door } = scene().await;
	Scene {
		node,
		door: door.keeping(Boxes::open(folder, Bounds::new(1 << 30, 90)).map_err(|e| e.to_string()).unwrap()),
	}
}

impl Scene {
	/// Leaves boxes: the query that is signed, and the text that is sent.
	async fn leave(&self, party: CardHolder, signer: &str, text: &str) -> &'static str {
		let asked = query(party, "openings_put", json!([hash_of(text)]));
		let signed = SignedQuery::sign(&asked, &key(signer)).unwrap();
		name(self.send("query", json!([signed, text])).await.0)
	}

	async fn fetched(
		&self,
		party: CardHolder,
		signer: &str,
		firm: &str,
	) -> std::result::Result<Vec<Value>, &'static str> {
		let signed = SignedQuery::sign(&query(party, "openings_fetch", json!([firm])), &key(signer)).unwrap();
		let answer = self.send("query", json!([signed])).await.0.map_err(|refusal| refusal.verdict())?;
		Ok(answer["boxes"].as_array().unwrap().clone())
	}
}

#[tokio::test]
async fn a_firm_fetches_in_one_query_what_all_agencies_left_and_has_it_taken_away() {
	let folder = tempfile::tempdir().unwrap();
	let scene = keeping(folder.path()).await;
	let text = json!([sent(FIRM, "taxes"), sent(OTHER_FIRM, "theirs"), sent(FIRM, "arrears")]).to_string();
	assert_eq!(scene.leave(tax(), "//tax", &text).await, "");
	let court = json!([sent(FIRM, "judgments")]).to_string();
	assert_eq!(scene.leave(CardHolder::Agency(AgencyId(0)), "//regulator", &court).await, "");
	let boxes = scene.fetched(firm(), "//firm", FIRM).await.unwrap();
	let seen: Vec<_> =
		boxes.iter().map(|one| (one["agency"].clone(), one["box"].as_str().unwrap().to_string())).collect();
	let all = [(json!(1), a_box("taxes")), (json!(1), a_box("arrears")), (json!(0), a_box("judgments"))];
	assert_eq!(seen, all);
	// They lie there until the firm says that it has them.
	assert_eq!(scene.fetched(firm(), "//firm", FIRM).await.unwrap().len(), 3);
	let gone = json!([FIRM, [hash_of(&a_box("taxes")), hash_of(&a_box("judgments")), hash_of("nothing")]]);
	assert_eq!(scene.ask(firm(), "//firm", "openings_drop", gone).await, "");
	assert_eq!(scene.fetched(firm(), "//firm", FIRM).await.unwrap().len(), 1);
	assert_eq!(scene.ask(firm(), "//firm", "openings_drop", json!([FIRM, []])).await, "Malformed");
	// The node was asked nothing of them.
	assert!(scene.node.asked.lock().unwrap().iter().all(|(method, _)| !method.starts_with("openings")));
}

/// The attack: a bank, another firm, an agency or the regulator wants what lies for a firm, or has it taken away.
#[tokio::test]
async fn rival_fetches_boxes() {
	let folder = tempfile::tempdir().unwrap();
	let scene = keeping(folder.path()).await;
	assert_eq!(scene.leave(tax(), "//tax", &json!([sent(FIRM, "taxes")]).to_string()).await, "");
	let other = CardHolder::Enterprise(OTHER_FIRM.parse().unwrap());
	let rivals = [
		(bank(0), "//bank//0"),
		(other, "//other-firm"),
		(tax(), "//tax"),
		(CardHolder::Agency(AgencyId(0)), "//regulator"),
	];
	for (rival, signer) in rivals {
		assert_eq!(scene.fetched(rival.clone(), signer, FIRM).await, Err("NoRelation"), "{rival}");
		let gone = json!([FIRM, [hash_of(&a_box("taxes"))]]);
		assert_eq!(scene.ask(rival.clone(), signer, "openings_drop", gone).await, "NoRelation", "{rival}");
	}
	assert_eq!(scene.fetched(firm(), "//bank//0", FIRM).await, Err("NotTheParty"));
	assert_eq!(scene.send("openings_fetch", json!([FIRM])).await.0.unwrap_err().verdict(), "SignatureRequired");
	assert_eq!(scene.fetched(firm(), "//firm", FIRM).await.unwrap().len(), 1);
}

/// The attack: who is no agency leaves a box in an agency's name, or in its own.
#[tokio::test]
async fn rival_puts_for_an_agency() {
	let folder = tempfile::tempdir().unwrap();
	let scene = keeping(folder.path()).await;
	let text = json!([sent(FIRM, "taxes")]).to_string();
	assert_eq!(scene.leave(tax(), "//bank//0", &text).await, "NotTheParty");
	assert_eq!(scene.leave(bank(0), "//bank//0", &text).await, "NoRelation");
	assert_eq!(scene.leave(firm(), "//firm", &text).await, "NoRelation");
	assert_eq!(scene.leave(CardHolder::Agency(AgencyId(2)), "//former", &text).await, "Suspended");
	// Nor are other boxes slipped under a good signature.
	let signed = SignedQuery::sign(&query(tax(), "openings_put", json!([hash_of(&text)])), &key("//tax")).unwrap();
	let other = json!([sent(FIRM, "lies")]).to_string();
	assert_eq!(name(scene.send("query", json!([signed, other])).await.0), "WrongSignature");
	assert_eq!(scene.fetched(firm(), "//firm", FIRM).await, Ok(vec![]));
}

/// The attack: who saw an agency's query sends it again, to this gateway or after it began anew.
#[tokio::test]
async fn boxes_replayed() {
	let folder = tempfile::tempdir().unwrap();
	let scene = keeping(folder.path()).await;
	let text = json!([sent(FIRM, "taxes")]).to_string();
	let signed = SignedQuery::sign(&query(tax(), "openings_put", json!([hash_of(&text)])), &key("//tax")).unwrap();
	assert_eq!(name(scene.send("query", json!([signed, text])).await.0), "");
	assert_eq!(name(scene.send("query", json!([signed, text])).await.0), "Replayed");
	let door = Door::new(scene.node.clone(), None).await.map_err(|refusal| refusal.verdict()).unwrap();
	let again = Scene { node: scene.node.clone(), door: door.keeping(kept(folder.path())) };
	assert_eq!(name(again.send("query", json!([signed, text])).await.0), "TooOld");
}

#[tokio::test]
async fn a_gateway_without_a_folder_says_so() {
	let scene = scene().await;
	assert_eq!(scene.leave(tax(), "//tax", &json!([sent(FIRM, "taxes")]).to_string()).await, "NoBoxes");
	assert_eq!(scene.fetched(firm(), "//firm", FIRM).await, Err("NoBoxes"));
}

#[tokio::test]
async fn what_goes_with_a_query_is_boxes_and_nothing_else() {
	let folder = tempfile::tempdir().unwrap();
	let scene = keeping(folder.path()).await;
	for text in ["", "{}", "[{}]", r#"[{"for":"CN:1","box":"x"}]"#, "[]"] {
		assert_eq!(scene.leave(tax(), "//tax", text).await, "Malformed", "{text}");
	}
	for method in ["attestation_list", "openings_fetch"] {
		let signed = SignedQuery::sign(&query(firm(), method, json!([FIRM])), &key("//firm")).unwrap();
		assert_eq!(name(scene.send("query", json!([signed, "more"])).await.0), "Malformed", "{method}");
	}
	// Without what was signed.
	assert_eq!(scene.ask(tax(), "//tax", "openings_put", json!([hash(1)])).await, "Malformed");
}

/// The attack: openings lie there in clear, by an agency's mistake.
#[test]
fn openings_left_unencrypted() {
	let folder = tempfile::tempdir().unwrap();
	let boxes = kept(folder.path());
	let disclosure = a_box("x").replace("openings", "disclosure");
	for text in [json!({ "value": FIGURE }).to_string(), "CN".into(), disclosure, String::new()] {
		let one = Sent { r#for: number(FIRM), r#box: text };
		assert_eq!(name(boxes.put(TAX, vec![one], 0)), "NotABox");
	}
	assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_box_too_large_is_refused_by_name() {
	let folder = tempfile::tempdir().unwrap();
	let boxes = kept(folder.path());
	assert_eq!(name(boxes.put(TAX, vec![sent(FIRM, &"x".repeat(500))], 0)), "TooLarge");
	assert_eq!(name(boxes.put(TAX, vec![sent(FIRM, "x"); MOST_AT_ONCE + 1], 0)), "Malformed");
}

/// The attack: an agency fills a firm's room, all agencies do, or one fills the disk.
#[test]
fn room_is_filled() {
	let folder = tempfile::tempdir().unwrap();
	let boxes = kept(folder.path());
	let big = |n: u32| format!("{n:0400}");
	let put = |agency: u32, firm: &str, n: u32| name(boxes.put(AgencyId(agency), vec![sent(firm, &big(n))], 0));
	// Each takes some 970 bytes: three of an agency for a firm, five for a firm, ten of an agency.
	assert_eq!([1, 2, 3, 4].map(|n| put(1, FIRM, n)), ["", "", "", "Full"]);
	assert_eq!([1, 2, 3].map(|n| put(2, FIRM, n)), ["", "", "Full"], "others' boxes count for the firm");
	assert_eq!(put(1, OTHER_FIRM, 1), "", "another firm has room");
	// All or nothing.
	let both = vec![sent(OTHER_FIRM, &big(2)), sent(FIRM, &big(9))];
	assert_eq!(name(boxes.put(TAX, both, 0)), "Full");
	assert_eq!(boxes.fetch(&number(OTHER_FIRM), 0).unwrap()["boxes"].as_array().unwrap().len(), 1);
	// The same again takes no room.
	assert_eq!(boxes.put(TAX, vec![sent(FIRM, &big(1))], 0).unwrap(), json!({ "kept": 0, "already": 1, "until": 100 }));
	let firms = (1..=20).map(|n| format!("MO:{n}"));
	let left: Vec<_> = firms.map(|firm| put(3, &firm, 1)).collect();
	assert_eq!(left.iter().filter(|name| **name == "Full").count(), 10, "a quarter is an agency's: {left:?}");
	// What is fetched makes room.
	boxes.take_away(&number(FIRM), &[hash_of(&a_box(&big(1)))], 0).unwrap();
	assert_eq!(put(1, FIRM, 4), "");
}

#[test]
fn the_room_of_all_is_bounded() {
	let folder = tempfile::tempdir().unwrap();
	let boxes = Boxes::open(folder.path(), Bounds { total: 8_000, ..small() }).map_err(|e| e.to_string()).unwrap();
	let put = |n: u32| name(boxes.put(AgencyId(n), vec![sent(&format!("MO:{n}"), &"x".repeat(400)); 1], 0));
	let left: Vec<_> = (1..=10).map(put).collect();
	assert_eq!(left.iter().filter(|name| name.is_empty()).count(), 8, "{left:?}");
}

#[test]
fn boxes_outlive_the_gateway_and_are_forgotten_when_they_are_old() {
	let folder = tempfile::tempdir().unwrap();
	let boxes = kept(folder.path());
	assert_eq!(boxes.put(TAX, vec![sent(FIRM, "a")], 10).unwrap()["until"], 110);
	assert_eq!(boxes.put(AgencyId(2), vec![sent(FIRM, "b")], 50).unwrap()["kept"], 1);
	drop(boxes);
	let of_firm = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
	assert!(!of_firm.file_name().to_str().unwrap().contains("9144"), "a folder tells no number");
	// Half of one was written when the machine stopped.
	fs::write(of_firm.path().join("00000000000000000009.half"), "{").unwrap();

	let boxes = kept(folder.path());
	let lying = |boxes: &Boxes, now| {
		let found = boxes.fetch(&number(FIRM), now).unwrap();
		found["boxes"].as_array().unwrap().iter().map(|one| one["box"].clone()).collect::<Vec<_>>()
	};
	assert_eq!(lying(&boxes, 109), [a_box("a"), a_box("b")]);
	assert_eq!(lying(&boxes, 110), [a_box("b")]);
	boxes.forget_old(150);
	assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left of them");
	fs::create_dir(folder.path().join("photographs")).unwrap();
	let refused = Boxes::open(folder.path(), small()).err().map(|error| error.to_string()).unwrap();
	assert!(refused.contains("--boxes"), "{refused}");
}

#[cfg(unix)]
#[test]
fn boxes_are_their_keeper_s_alone() {
	use std::os::unix::fs::PermissionsExt;
	let folder = tempfile::tempdir().unwrap();
	let inside = folder.path().join("boxes");
	kept(&inside).put(TAX, vec![sent(FIRM, "a")], 0).unwrap();
	assert_eq!(fs::metadata(&inside).unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn the_audit_log_tells_of_boxes_without_what_is_in_them() {
	use crate::serve::{Limits, Server};
	let folder = tempfile::tempdir().unwrap();
	let paper = Paper::default();
	let limits = Limits { per_minute: 50.try_into().unwrap(), connections: 4 };
	let server = Server::new(keeping(folder.path()).await.door, Audit::new(paper.clone()), limits, None);
	let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
	let url = format!("http://{}", listener.local_addr().unwrap());
	tokio::spawn(Arc::new(server).run(listener));

	// By the same client that the command uses.
	let (agency_key, firm_key) = (key("//tax"), key("//firm"));
	let agency = crate::client::Asked::new(&url, tax(), &agency_key);
	let figure = FIGURE.to_string();
	assert_eq!(agency.put(vec![sent(FIRM, &figure), sent(FIRM, "more")]).await.unwrap(), (2, 0));
	assert_eq!(agency.put(vec![sent(FIRM, &figure)]).await.unwrap(), (0, 1));
	let owner = crate::client::Asked::new(&url, firm(), &firm_key);
	let boxes = owner.fetch(&number(FIRM)).await.unwrap();
	assert_eq!((boxes.len(), &boxes[0].r#box), (2, &a_box(&figure)));
	owner.take_away(&number(FIRM), &boxes).await.unwrap();
	assert_eq!(owner.fetch(&number(FIRM)).await.unwrap(), []);
	let refused = agency.fetch(&number(FIRM)).await.unwrap_err();
	assert!(matches!(&refused, Error::Rpc { data: Some(name), .. } if name == "NoRelation"), "{refused}");

	let text = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
	let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
	let told = lines.iter().filter(|line| line["method"].as_str().is_some_and(|method| method.starts_with("openings")));
	let told: Vec<_> = told.map(|line| (line["method"].as_str().unwrap(), line["verdict"].as_str().unwrap())).collect();
	let answered = ["openings_put", "openings_put", "openings_fetch", "openings_drop", "openings_fetch"];
	assert_eq!(told[..5], answered.map(|method| (method, "Answered")));
	assert_eq!(told[5], ("openings_fetch", "NoRelation"));
	let hidden = hex::encode(&figure);
	assert!(!text.contains(&figure) && !text.contains(&hidden) && !text.contains("envelope"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_no_folder_of_boxes_is_refused_and_stays_as_it_is() {
	use std::os::unix::fs::PermissionsExt;
	let folder = tempfile::tempdir().unwrap();
	let mode = || fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777;
	fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
	fs::write(folder.path().join("letters.txt"), "theirs").unwrap();
	let refused = Boxes::open(folder.path(), small()).map(|_| ()).map_err(|error| error.to_string());
	assert!(refused.unwrap_err().contains("this is no folder of boxes"));
	assert_eq!(mode(), 0o755);
	fs::remove_file(folder.path().join("letters.txt")).unwrap();
	kept(folder.path());
	assert_eq!(mode(), 0o700);
}

#[test]
fn a_box_that_cannot_be_kept_leaves_nothing_on_the_disk() {
	let folder = tempfile::tempdir().unwrap();
	let boxes = kept(folder.path());
	boxes.put(TAX, vec![sent(FIRM, "taxes")], 0).unwrap();
	let firm = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
	// Something stands where the second of two would lie.
	let in_its_place = firm.join(format!("{:020}.box", 2));
	fs::create_dir_all(in_its_place.join("something")).unwrap();
	assert_eq!(name(boxes.put(TAX, vec![sent(FIRM, "arrears"), sent(FIRM, "fines")], 0)), "Busy");
	fs::remove_dir_all(in_its_place).unwrap();
	assert_eq!(fs::read_dir(&firm).unwrap().count(), 1, "what was kept before");
	assert_eq!(boxes.fetch(&number(FIRM), 0).unwrap()["boxes"].as_array().unwrap().len(), 1);
	boxes.put(TAX, vec![sent(FIRM, "arrears"), sent(FIRM, "fines")], 0).unwrap();
	assert_eq!(kept(folder.path()).fetch(&number(FIRM), 0).unwrap()["boxes"].as_array().unwrap().len(), 3);
}
