//! What time alone brings: deadlines, due days, ends. Looked for among the parties that somebody is told of, each hour of business
//! time and whenever somebody new is to be told.
//!
//! What is found twice has the same number, so it is told once. What many records of one party have in common, such as the day on
//! which attestations expire, is told once for all.

use crate::{
	chain::{list, Chain},
	kind::Kind,
};
use lingnan_client::Result;
use lingnan_types::{date_of, CardHolder};
use serde_json::{json, Value};
use subxt::utils::H256;

/// Seconds.
const DAY: u64 = 86_400;
/// Seconds before its end from which an offer, a decision, a dispute is told of.
const TWO_DAYS: u64 = 2 * DAY;
/// Seconds before its end from which a consent or a deletion is told of.
const WEEK: u64 = 7 * DAY;
/// Seconds before it expires from which an attestation is told of.
const FORTNIGHT: u64 = 14 * DAY;
/// Days before the due day from which an instalment is told of.
const INSTALMENT_DAYS: u64 = 7;
/// Days for which arrears are still news.
const ARREARS_DAYS: u64 = 14;
/// Seconds for which a deletion that is overdue is still news.
const OVERDUE: u64 = 30 * DAY;

/// Something that concerns a party. `subject` tells it from others of its kind, and never goes out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct News {
	pub kind: Kind,
	pub subject: String,
}

/// What time has brought to a party by `now`, business time.
pub(crate) async fn due(chain: &impl Chain, party: &CardHolder, at: H256, now: u64) -> Result<Vec<News>> {
	let mut news = Vec::new();
	match party {
		CardHolder::Enterprise(firm) => {
			let of = Some(json!(firm));
			news.extend(offers(&list(chain, "financing_applicationsOf", of.clone(), at).await?, now));
			news.extend(instalments(&list(chain, "financing_loansOf", of.clone(), at).await?, now));
			news.extend(consents(&list(chain, "consent_list", of.clone(), at).await?, now));
			news.extend(attestations(&list(chain, "attestation_list", of, at).await?, now));
		},
		CardHolder::Institution(id) => {
			let of = Some(json!(id));
			news.extend(decisions(&list(chain, "financing_inbox", of.clone(), at).await?, now));
			news.extend(deletions(&list(chain, "consent_deletionsOwed", of, at).await?, now));
		},
		CardHolder::Agency(id) => {
			news.extend(disputes(&list(chain, "attestation_disputes", Some(json!(id)), at).await?, now));
		},
	}
	// The same for several records is told once.
	let mut told: Vec<News> = Vec::new();
	for one in news {
		if !told.contains(&one) {
			told.push(one);
		}
	}
	Ok(told)
}

/// Whether a moment lies ahead, by so many seconds at most.
fn within(moment: &Value, now: u64, seconds: u64) -> Option<u64> {
	moment.as_u64().filter(|at| *at > now && at - now <= seconds)
}

fn offers(applications: &[Value], now: u64) -> Vec<News> {
	let ending = |one: &Value| {
		let until = within(&one["terms"]["validUntil"], now, TWO_DAYS).filter(|_| one["now"] == "Offered")?;
		Some(News { kind: Kind::OfferEnding, subject: format!("{} {until}", one["id"]) })
	};
	applications.iter().filter_map(ending).collect()
}

fn instalments(loans: &[Value], now: u64) -> Vec<News> {
	let today = u64::from(date_of(now));
	let mut news = Vec::new();
	let runs = |one: &&Value| one["state"] == "Active" || one["state"] == "InDefault";
	for loan in loans.iter().filter(runs) {
		let id = &loan["id"];
		let to_pay = |one: &&Value| {
			["principal", "interest", "fees"].iter().any(|part| one[*part].as_u64().is_some_and(|much| much > 0))
		};
		for day in loan["schedule"].as_array().into_iter().flatten().filter(to_pay) {
			let Some(due) = day["due"].as_u64() else { continue };
			let kind = match due.checked_sub(today) {
				Some(0) => Kind::InstalmentToday,
				Some(1..=INSTALMENT_DAYS) => Kind::InstalmentSoon,
				_ => continue,
			};
			news.push(News { kind, subject: format!("{id} {due}") });
		}
		let since = loan["arrearsSince"].as_u64();
		if let Some(since) = since.filter(|since| today.checked_sub(*since).is_some_and(|days| days <= ARREARS_DAYS)) {
			news.push(News { kind: Kind::InstalmentPastDue, subject: format!("{id} {since}") });
		}
	}
	news
}

fn consents(given: &[Value], now: u64) -> Vec<News> {
	let ending = |one: &Value| {
		let lives = one["standing"] == "InForce" || one["standing"] == "Paused";
		let until = within(&one["until"], now, WEEK).filter(|_| lives)?;
		// One that was given for less than a week says by itself how soon it ends.
		let long = one["givenAt"].as_u64().is_some_and(|given| until.saturating_sub(given) > WEEK);
		long.then(|| News { kind: Kind::ConsentEnding, subject: format!("{} {until}", one["id"]) })
	};
	given.iter().filter_map(ending).collect()
}

/// Told once for all that expire on a day.
fn attestations(made: &[Value], now: u64) -> Vec<News> {
	let expiring = |one: &Value| {
		let expires = within(&one["expires"], now, FORTNIGHT).filter(|_| one["counts"] == true)?;
		Some(News { kind: Kind::AttestationExpiring, subject: date_of(expires).to_string() })
	};
	made.iter().filter_map(expiring).collect()
}

/// Told once for all of a day.
fn decisions(inbox: &[Value], now: u64) -> Vec<News> {
	let due = |one: &Value| {
		let by = within(&one["decideBy"], now, TWO_DAYS).filter(|_| one["now"] == "Open")?;
		Some(News { kind: Kind::DecisionDue, subject: date_of(by).to_string() })
	};
	inbox.iter().filter_map(due).collect()
}

/// Told once for all of a day.
fn deletions(owed: &[Value], now: u64) -> Vec<News> {
	let owes = |one: &Value| {
		let by = one["deleteBy"].as_u64()?;
		let news = by <= now.saturating_add(WEEK) && now <= by.saturating_add(OVERDUE);
		news.then(|| News { kind: Kind::DeletionOwed, subject: date_of(by).to_string() })
	};
	owed.iter().filter_map(owes).collect()
}

/// Told once for all of a day.
fn disputes(open: &[Value], now: u64) -> Vec<News> {
	let due = |one: &Value| {
		let by = within(&one["deadline"], now, TWO_DAYS).filter(|_| one["missed"] != true)?;
		Some(News { kind: Kind::DisputeDue, subject: date_of(by).to_string() })
	};
	open.iter().filter_map(due).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Noon of day 20,833.
	const NOW: u64 = 20_833 * DAY + DAY / 2;
	const TODAY: u64 = 20_833;

	fn kinds(news: &[News]) -> Vec<(Kind, &str)> {
		news.iter().map(|one| (one.kind, one.subject.as_str())).collect()
	}

	#[test]
	fn an_offer_is_told_of_in_its_last_two_days() {
		let offer = |until: u64, now: &str| json!({ "id": 3, "now": now, "terms": { "validUntil": until } });
		for (until, state, told) in [
			(NOW + TWO_DAYS, "Offered", true),
			(NOW + TWO_DAYS + 1, "Offered", false),
			(NOW + 1, "Offered", true),
			(NOW, "Offered", false),
			(NOW + 1, "Accepted", false),
		] {
			assert_eq!(!offers(&[offer(until, state)], NOW).is_empty(), told, "{until} {state}");
		}
		assert!(offers(&[json!({ "id": 3, "now": "Open", "terms": null })], NOW).is_empty());
	}

	#[test]
	fn an_instalment_is_told_of_a_week_before_on_its_day_and_when_it_is_past_due() {
		let loan = |due: u64, since: Value, state: &str| {
			let schedule = json!([{ "due": due, "principal": 12_345_678_901_u64, "interest": 1, "fees": 0 }]);
			json!({ "id": 3, "state": state, "schedule": schedule, "arrearsSince": since })
		};
		let told = |due, since, state| {
			let news = instalments(&[loan(due, since, state)], NOW);
			news.iter().map(|one| one.kind).collect::<Vec<_>>()
		};
		assert_eq!(told(TODAY + 8, Value::Null, "Active"), []);
		assert_eq!(told(TODAY + 7, Value::Null, "Active"), [Kind::InstalmentSoon]);
		assert_eq!(told(TODAY + 1, Value::Null, "Active"), [Kind::InstalmentSoon]);
		assert_eq!(told(TODAY, Value::Null, "Active"), [Kind::InstalmentToday]);
		assert_eq!(told(TODAY - 1, json!(TODAY - 1), "Active"), [Kind::InstalmentPastDue]);
		assert_eq!(told(TODAY - 15, json!(TODAY - 15), "InDefault"), [], "no news any more");
		assert_eq!(told(TODAY, json!(TODAY), "Closed"), []);
		let nothing = json!({ "id": 3, "state": "Active", "arrearsSince": null,
			"schedule": [{ "due": TODAY, "principal": 0, "interest": 0, "fees": 0 }] });
		assert!(instalments(&[nothing], NOW).is_empty(), "it was paid ahead");
	}

	#[test]
	fn what_ends_on_one_day_is_one_piece_of_news() {
		let one = |expires: u64, counts: bool| json!({ "expires": expires, "counts": counts });
		let news = attestations(&[one(NOW + DAY, true), one(NOW + DAY + 5, true), one(NOW + DAY, false)], NOW);
		assert_eq!(kinds(&news), [(Kind::AttestationExpiring, "20834"); 2], "made one by `due`");
		assert!(attestations(&[one(NOW + FORTNIGHT + 1, true), one(NOW, true)], NOW).is_empty());
	}

	#[test]
	fn a_consent_that_lives_is_told_of_in_its_last_week() {
		let one = |until: u64, standing: &str, given: u64| json!({ "id": 3, "until": until, "standing": standing, "givenAt": given });
		let told = |one| !consents(&[one], NOW).is_empty();
		assert!(told(one(NOW + WEEK, "InForce", NOW - 30 * DAY)) && told(one(NOW + 1, "Paused", NOW - 30 * DAY)));
		assert!(
			!told(one(NOW + WEEK + 1, "InForce", NOW - 30 * DAY)) && !told(one(NOW + 1, "Revoked", NOW - 30 * DAY))
		);
		assert!(!told(one(NOW + DAY, "InForce", NOW)), "it was given for a day");
	}

	#[test]
	fn banks_and_agencies_are_told_of_deadlines() {
		let application = |by: u64, now: &str| json!({ "id": 3, "now": now, "decideBy": by });
		assert_eq!(kinds(&decisions(&[application(NOW + DAY, "Open")], NOW)), [(Kind::DecisionDue, "20834")]);
		assert!(
			decisions(&[application(NOW + DAY, "Offered"), application(NOW + TWO_DAYS + 1, "Open")], NOW).is_empty()
		);
		let owed = |by: u64| json!({ "id": 3, "deleteBy": by });
		assert_eq!(deletions(&[owed(NOW + WEEK), owed(NOW - OVERDUE)], NOW).len(), 2);
		assert!(
			deletions(&[owed(NOW + WEEK + 1), owed(NOW - OVERDUE - 1), json!({ "deleteBy": null })], NOW).is_empty()
		);
		let dispute = |by: u64, missed: bool| json!({ "deadline": by, "missed": missed });
		assert_eq!(kinds(&disputes(&[dispute(NOW + DAY, false)], NOW)), [(Kind::DisputeDue, "20834")]);
		assert!(disputes(&[dispute(NOW + DAY, true), dispute(NOW + 3 * DAY, false)], NOW).is_empty());
	}
}
