//! Why nobody pays for what a registrar pays for: accepting or refusing control of an enterprise, giving up an office, a
//! guardian's word. The registrar pays only for what would succeed, so the chain is asked what stands in the way.

use crate::{
	text::{time_text, work},
	Allowance,
};
use serde_json::Value;

/// The call of which a registrar pays, and what it is about.
pub(crate) struct Answer<'a> {
	call: &'a str,
	pub enterprise: &'a str,
	args: &'a Value,
}

/// Reads a decoded call: `{ "EnterpriseRegistry": { "accept_control": { … } } }`.
pub(crate) fn answer(call: &Value) -> Option<Answer<'_>> {
	const PAID: [&str; 4] = ["accept_control", "act_as_guardian", "revoke_mandate", "withdraw_control_offer"];
	let (name, args) = call.get("EnterpriseRegistry")?.as_object()?.iter().next()?;
	let enterprise = args["enterprise"].as_str()?;
	PAID.contains(&name.as_str()).then_some(Answer { call: name, enterprise, args })
}

impl Answer<'_> {
	/// Why this would fail now, by what the chain says of the enterprise (`enterprise_get`); nothing if it would not.
	pub fn obstacle(&self, account: &str, firm: &Value, now: u64) -> Option<String> {
		let number = self.enterprise;
		if firm.is_null() {
			return Some(format!("{number} is not on the register of this chain"));
		}
		match self.call {
			"accept_control" => no_control(number, account, firm, now),
			"withdraw_control_offer" => (firm["controlOfferedTo"] != account)
				.then(|| format!("control of {number} is not offered to this account, so there is nothing to refuse")),
			"revoke_mandate" => {
				let officers = firm["officers"].as_array();
				let is_one = officers.into_iter().flatten().any(|officer| officer["officer"] == account);
				(!is_one).then(|| format!("this account has no mandate of {number}"))
			},
			_ => no_word(number, account, &self.args["act"], firm),
		}
	}
}

/// Why an account cannot take control now.
fn no_control(number: &str, account: &str, firm: &Value, now: u64) -> Option<String> {
	if firm["controller"] == account {
		return Some(format!("this account controls {number} already"));
	}
	let recovery = &firm["recovery"];
	let ready_at = recovery["readyAt"].as_u64().unwrap_or_default();
	let offered = firm["controlOfferedTo"] == account;
	let frozen = firm["frozenByController"] == true
		|| ["frozenUntil", "frozenByGuardiansUntil"].iter().any(|until| firm[*until].is_u64());
	if recovery["to"] == account {
		return match now < ready_at {
			true if offered && !frozen => None,
			true => Some(format!(
				"the recovery of {number} can be accepted from {} on, if its controller does not veto it before",
				time_text(ready_at)
			)),
			false if firm["recoveryStands"] == false => Some(format!(
				"who began the recovery of {number} may do so no longer, or its days to be accepted are over: the registrar must \
				 begin another"
			)),
			false => None,
		};
	}
	match &firm["controlOfferedTo"] {
		_ if offered && frozen => Some(format!("{number} is frozen, and an offer of its controller waits until that is over")),
		_ if offered => None,
		Value::Null => Some(format!(
			"nobody has offered control of {number} to this account, and no recovery is to it: an offer that was withdrawn, or a \
			 recovery that was vetoed, is gone"
		)),
		_ => Some(format!("control of {number} is offered to another account")),
	}
}

/// Why a guardian's word would fail, or has been given.
fn no_word(number: &str, account: &str, act: &Value, firm: &Value) -> Option<String> {
	let guardians = &firm["guardians"];
	let holds = |list: &Value| list.as_array().into_iter().flatten().any(|one| one == account);
	if !holds(&guardians["accounts"]) {
		let next = &guardians["next"];
		return Some(match holds(&next["guardians"]["accounts"]) {
			true => format!(
				"this account is a guardian of {number} only from {} on",
				time_text(next["from"].as_u64().unwrap_or_default())
			),
			false => format!("this account is not a guardian of {number}"),
		});
	}
	let name = act.as_str().or_else(|| act.as_object()?.keys().next().map(String::as_str)).unwrap_or_default();
	let said = guardians["words"].as_array().into_iter().flatten().find(|word| {
		let same = word["act"] == *name || word["act"].get(name).is_some();
		word["guardian"] == account && same
	});
	if let Some(word) = said {
		return Some(format!(
			"this account has said so already, and the registrar pays for one word of a kind until {}: the other guardians' words are \
			 awaited",
			time_text(word["until"].as_u64().unwrap_or_default())
		));
	}
	let by_guardians = firm["recovery"]["by"] == "Guardians";
	match name {
		"Recover" => guardians["vetoedUntil"].as_u64().map(|until| {
			format!(
				"the controller of {number} vetoed the last recovery: guardians begin none before {}",
				time_text(until)
			)
		}),
		"Abandon" if !by_guardians => Some(format!("no recovery of {number} stands that its guardians began")),
		"Freeze" if firm["frozenByGuardiansUntil"].is_u64() => {
			Some(format!("the guardians' freeze of {number} holds already"))
		},
		"Unfreeze" if !firm["frozenByGuardiansUntil"].is_u64() => {
			Some(format!("no freeze of {number} by its guardians holds"))
		},
		"Stay" if guardians["next"].is_null() => {
			Some(format!("nobody waits to take the place of the guardians of {number}"))
		},
		_ => None,
	}
}

/// Who would have paid: the agency by its name, and its allowance.
pub(crate) fn payer(agency: Option<&str>, allowance: Option<&Allowance>) -> String {
	let name = agency.unwrap_or("the agency that registered the enterprise");
	let used = allowance.map_or_else(String::new, |Allowance { max, used, .. }| {
		format!(" It has used {} of {} of its allowance.", work(*used), work(*max))
	});
	format!(
		"{name} would pay for this: for one transaction of this account at a time, for one word of a kind in the days for which it \
		 counts, and for none that would fail or is stopped.{used}"
	)
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	const ME: &str = "5Me";
	const NOW: u64 = 1_700_000_000;

	fn told(call: &str, more: Value, firm: Value) -> Option<String> {
		let mut args = json!({ "enterprise": "CN:1" });
		for (name, value) in more.as_object().into_iter().flatten() {
			args[name] = value.clone();
		}
		let call = json!({ "EnterpriseRegistry": { call: args } });
		answer(&call).expect("a registrar pays for it").obstacle(ME, &firm, NOW)
	}

	fn says(call: &str, more: Value, firm: Value, part: &str) {
		let told = told(call, more, firm).unwrap_or_default();
		assert!(
			told.contains(part) && told.contains(if part.contains("this account") { "" } else { "CN:1" }),
			"{told}"
		);
	}

	#[test]
	fn control_that_cannot_be_accepted_says_why() {
		let accept = |firm, part| says("accept_control", json!({}), firm, part);
		accept(Value::Null, "not on the register");
		accept(json!({ "controller": ME }), "controls CN:1 already");
		accept(json!({ "controller": "5X" }), "nobody has offered control");
		accept(json!({ "controlOfferedTo": "5X" }), "offered to another");
		accept(json!({ "controlOfferedTo": ME, "frozenUntil": NOW + 5 }), "is frozen");
		let recovery = |ready: u64, stands: bool| json!({ "recovery": { "to": ME, "readyAt": ready }, "recoveryStands": stands, "controller": "5X" });
		accept(recovery(NOW + 86_400, true), "can be accepted from 2023-11-");
		accept(recovery(NOW - 5, false), "begin another");
		assert_eq!(told("accept_control", json!({}), recovery(NOW, true)), None);
		assert_eq!(told("accept_control", json!({}), json!({ "controlOfferedTo": ME })), None);
		says("withdraw_control_offer", json!({}), json!({ "controlOfferedTo": "5X" }), "not offered to this account");
		says("revoke_mandate", json!({}), json!({ "officers": [{ "officer": "5X" }] }), "has no mandate");
	}

	#[test]
	fn a_guardians_word_that_would_fail_says_why() {
		let word = |act: Value, firm: Value, part: &str| says("act_as_guardian", json!({ "act": act }), firm, part);
		let in_force = |more: Value| {
			let mut guardians = json!({ "accounts": [ME, "5X"], "words": [], "next": null, "vetoedUntil": null });
			for (name, value) in more.as_object().into_iter().flatten() {
				guardians[name] = value.clone();
			}
			json!({ "guardians": guardians })
		};
		word(json!("Freeze"), json!({ "guardians": null }), "not a guardian of CN:1");
		let next = json!({ "accounts": ["5X"], "next": { "guardians": { "accounts": [ME] }, "from": NOW } });
		word(json!("Freeze"), json!({ "guardians": next }), "only from 2023-11-");
		let recover = json!({ "Recover": { "to": "5Y", "evidence": "0x00" } });
		let said = json!([{ "guardian": ME, "act": { "Recover": { "to": "5Z" } }, "until": NOW + 9 }]);
		word(recover.clone(), in_force(json!({ "words": said })), "this account has said so already");
		word(recover.clone(), in_force(json!({ "vetoedUntil": NOW + 9 })), "vetoed the last recovery");
		word(json!("Abandon"), in_force(json!({})), "no recovery of CN:1");
		word(json!("Unfreeze"), in_force(json!({})), "no freeze of CN:1");
		word(json!("Stay"), in_force(json!({})), "nobody waits");
		assert_eq!(told("act_as_guardian", json!({ "act": recover }), in_force(json!({}))), None);
		let frozen = json!({ "guardians": { "accounts": [ME] }, "frozenByGuardiansUntil": NOW + 9 });
		word(json!("Freeze"), frozen, "holds already");
	}

	#[test]
	fn who_would_have_paid_is_named() {
		let known = Allowance {
			party: Some("agency".into()),
			max: 2_000_000,
			used: 1_900_000,
			recovery: 1,
			sponsor: None,
			sponsored: 0,
			sponsor_room: 0,
		};
		let told = payer(Some("Tax"), Some(&known));
		assert!(told.contains("Tax would pay") && told.contains("1.900 ms of 2.000 ms"), "{told}");
		assert!(payer(None, None).contains("the agency that registered"));
	}

	#[test]
	fn only_what_a_registrar_pays_for_is_looked_into() {
		for call in [
			json!({ "Financing": { "apply": {} } }),
			json!({ "EnterpriseRegistry": { "freeze": { "enterprise": "CN:1" } } }),
		] {
			assert!(answer(&call).is_none(), "{call}");
		}
	}
}
