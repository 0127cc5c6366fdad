//! Why no product fits an enterprise, and what it can do.

use super::{show, Context};
use crate::{
	error::{Error, Result},
	output::{date_text, label},
	rating,
};
use lingnan_types::{error_code::NOT_MATCHED, RegistrationNumber};
use serde_json::{json, Value};
use std::{collections::BTreeMap, fmt::Display};

/// The refusal of the question itself, with the way out.
pub fn unmatched(error: Error, number: impl Display) -> Error {
	let Error::Rpc { method, code: NOT_MATCHED, message, data } = error else { return error };
	let why = data.as_deref().map(|data| serde_json::from_str(data).unwrap_or_else(|_| json!(data)));
	let why: Value = why.unwrap_or_default();
	let message = match (why.as_str(), why["SecurityUnusable"]["asset"].as_u64()) {
		(Some("NotFound"), _) => return Error::NotFound(show::unregistered(number)),
		(Some("InvalidRequest"), _) => String::from(
			"the request cannot be judged: the amount is 0.01 to 10,000,000,000,000.00, the tenor 1 to 360 months, and no asset \
			 of --security stands twice",
		),
		(_, Some(asset)) => {
			format!("asset {asset} cannot secure such a loan of {number}: `lingnan show asset {asset}` shows whose and how it is")
		},
		_ => message,
	};
	Error::Rpc { method, code: NOT_MATCHED, message, data: None }
}

/// What an enterprise that nothing fits is told by.
pub struct Applicant {
	number: String,
	ratings: Value,
	/// Why it could not be rated now, if so.
	obstacle: Option<String>,
	status: Option<String>,
	loans: Vec<Value>,
}

impl Applicant {
	pub async fn look(c: &Context, number: &RegistrationNumber) -> Result<Self> {
		let record: Value = c.client.rpc("enterprise_get", json!([number])).await?;
		let explained = c.client.rpc::<Value>("credit_explain", json!([number])).await;
		Ok(Self {
			number: number.to_string(),
			ratings: c.client.rpc("credit_rating", json!([number])).await?,
			obstacle: explained.err().as_ref().and_then(rating::obstacle),
			status: record["status"].as_str().map(str::to_string),
			loans: c.client.list("financing_loansOf", json!([number]), None).await?,
		})
	}

	/// The reasons by how many products have them, and what to do.
	pub fn advice(&self, answer: &Value) -> String {
		let products = answer.as_array().map(Vec::as_slice).unwrap_or_default();
		if products.is_empty() {
			return "no institution offers a product now: see `lingnan show products`".into();
		}
		let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
		for why in products.iter().flat_map(|one| one["refusals"].as_array().into_iter().flatten()) {
			*counts.entry(why.as_str().unwrap_or_default()).or_default() += 1;
		}
		let mut reasons: Vec<(&str, usize)> = counts.into_iter().collect();
		reasons.sort_by_key(|(why, count)| (std::cmp::Reverse(*count), *why));
		let mut lines = vec![String::from("\nWhy not, by how many products")];
		lines.extend(reasons.iter().map(|(why, count)| format!("  {count:>5}  {}", label(why))));
		lines.push("\nWhat to do".into());
		let everywhere = reasons.iter().filter(|(_, count)| *count == products.len()).map(|(why, _)| *why);
		let mut steps: Vec<String> = everywhere.filter_map(|why| self.step(why)).collect();
		steps.extend(self.loans.iter().filter(|loan| loan["state"] == "InDefault").map(in_default));
		if steps.is_empty() {
			steps.extend(closest(products));
			steps.push("no one reason stands against all: --all shows those of each product".into());
		}
		lines.extend(steps.iter().map(|step| format!("  {step}")));
		lines.join("\n")
	}

	/// What to do about a reason that stands against every product.
	fn step(&self, why: &str) -> Option<String> {
		let number = &self.number;
		Some(match why {
			"NoChampion" => rating::NO_CHAMPION.into(),
			"NotRated" => self.rate(),
			"GradeTooLow" => {
				format!("the grade is too low for all: `lingnan rating explain {number}` says what would lift it")
			},
			"CoverageTooLow" => {
				"too little of the scorecard is covered by attestations that count: ask the agencies to attest".into()
			},
			"EnterpriseNotActive" => format!(
				"the register has it as {}, and loans are for those that are Active: go to the registrar (`lingnan show \
				 enterprise {number}`)",
				self.status.as_deref().unwrap_or("not active")
			),
			"EnterpriseLimitReached" => {
				format!(
					"with what is asked for it would owe more than one enterprise may: ask for less, or repay first (`lingnan show \
					 exposure {number}`)"
				)
			},
			"CurrencyNotOffered" => "nobody lends in this currency: ask for another with --currency".into(),
			"AmountTooLow" => "the amount is too low for all: `lingnan show products` has the least of each".into(),
			"AmountTooHigh" => "the amount is too high for all: `lingnan show products` has the most of each".into(),
			"TenorTooShort" | "TenorTooLong" => "ask for another --tenor".into(),
			"MethodNotOffered" => "ask for another --method".into(),
			"SecurityNeeded" => "offer assets with --security: `lingnan show assets` lists them".into(),
			_ => return None,
		})
	}

	/// Why no rating counts, and how to get one.
	fn rate(&self) -> String {
		let number = &self.number;
		let last = &self.ratings["champion"];
		let why = match &last["ended"] {
			_ if last.is_null() => "it was never rated",
			Value::Null => "its rating is by a scorecard that is in force no more",
			Value::String(ended) if ended == "Expired" => "the time of its last rating is over",
			Value::String(_) => "the scorecard of its last rating was stopped",
			Value::Object(ended) if ended.contains_key("Revoked") => "an attestation of its last rating was taken back",
			Value::Object(ended) if ended.contains_key("Disputed") => "an attestation of its last rating is disputed",
			_ => "a newer attestation has ended its last rating",
		};
		match &self.obstacle {
			Some(obstacle) => format!("{why}, and it cannot be rated now: {obstacle}"),
			None => format!("{why}: have it rated with `lingnan rating rate {number}`, signed by who controls it"),
		}
	}
}

/// The product with the fewest reasons against it.
fn closest(products: &[Value]) -> Option<String> {
	let reasons = |one: &Value| one["refusals"].as_array().cloned().unwrap_or_default();
	let found = products.iter().min_by_key(|one| reasons(one).len())?;
	let why: Vec<String> = reasons(found).iter().filter_map(|why| why.as_str().map(label)).collect();
	Some(format!("product {} comes closest: {}", found["product"], why.join(", ")))
}

fn in_default(loan: &Value) -> String {
	let since = loan["defaultedOn"].as_u64().and_then(|day| u32::try_from(day).ok()).map(date_text);
	let id = &loan["id"];
	format!(
		"loan {id} is in default since {}: pay what is due (`lingnan show loan {id}`), or agree with its lender. Lenders see it.",
		since.unwrap_or_else(|| "a day that is not known".into())
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn applicant() -> Applicant {
		Applicant {
			number: "CN:1".into(),
			ratings: json!({ "champion": null, "challengers": [], "history": [] }),
			obstacle: None,
			status: Some("Active".into()),
			loans: vec![],
		}
	}

	fn refused(refusals: &[&[&str]]) -> Value {
		refusals.iter().map(|why| json!({ "product": 0, "eligible": false, "refusals": why })).collect()
	}

	#[test]
	fn a_firm_without_a_rating_is_told_to_be_rated() {
		let told = applicant().advice(&refused(&[&["NotRated"], &["NotRated", "AmountTooLow"]]));
		for part in ["    2  not rated", "    1  amount too low", "it was never rated", "`lingnan rating rate CN:1`"] {
			assert!(told.contains(part), "{part} in\n{told}");
		}
		assert!(!told.contains("least of each"), "what stands against some only is no step: {told}");
		let ended = |ended: Value| Applicant { ratings: json!({ "champion": { "ended": ended } }), ..applicant() };
		for (why, said) in [
			(json!("Expired"), "time of its last rating is over"),
			(json!("ScorecardStopped"), "was stopped"),
			(json!({ "Disputed": { "indicator": 3 } }), "is disputed"),
			(Value::Null, "in force no more"),
		] {
			let told = ended(why).advice(&refused(&[&["NotRated"]]));
			assert!(told.contains(said) && told.contains("lingnan rating rate"), "{said}: {told}");
		}
	}

	#[test]
	fn a_firm_that_cannot_be_rated_now_is_told_why() {
		let applicant = Applicant { obstacle: Some("attestations that count cover 21.87 %".into()), ..applicant() };
		let told = applicant.advice(&refused(&[&["NotRated"]]));
		assert!(told.contains("cannot be rated now: attestations that count cover 21.87 %"), "{told}");
		assert!(!told.contains("`lingnan rating rate"), "{told}");
	}

	#[test]
	fn without_a_scorecard_in_force_the_council_is_named() {
		let told = applicant().advice(&refused(&[&["NoChampion"]]));
		assert!(
			told.contains("no champion") && told.contains("council") && told.contains("activate_champion"),
			"{told}"
		);
	}

	#[test]
	fn a_default_is_said_with_its_loan_and_day() {
		let loans = vec![
			json!({ "id": 3, "state": "InDefault", "defaultedOn": 20_781 }),
			json!({ "id": 4, "state": "Active", "defaultedOn": null }),
		];
		let told = Applicant { loans, ..applicant() }.advice(&refused(&[&["EnterpriseLimitReached"]]));
		assert!(
			told.contains("loan 3 is in default since 2026-11-24") && told.contains("lingnan show loan 3"),
			"{told}"
		);
		assert!(told.contains("show exposure CN:1") && !told.contains("loan 4"), "{told}");
	}

	#[test]
	fn different_reasons_point_to_all_of_them_and_no_product_to_none() {
		let told = applicant().advice(&refused(&[&["AmountTooLow", "NotRated"], &["GradeTooLow"]]));
		assert!(told.contains("--all") && told.contains("product 0 comes closest: grade too low"), "{told}");
		assert!(applicant().advice(&json!([])).contains("no institution offers"));
		let abnormal = Applicant { status: Some("Abnormal".into()), ..applicant() };
		assert!(abnormal.advice(&refused(&[&["EnterpriseNotActive"]])).contains("has it as Abnormal"));
	}

	#[test]
	fn a_question_that_is_refused_says_the_way_out() {
		let told = |data: &str| {
			let (method, message) = ("financing_match".into(), "no".into());
			unmatched(Error::Rpc { method, code: NOT_MATCHED, message, data: Some(data.into()) }, "CN:1")
		};
		assert!(matches!(told("NotFound"), Error::NotFound(text) if text.contains("CN:1 is not on the register")));
		assert!(told("InvalidRequest").to_string().contains("1 to 360 months"));
		let security = told(r#"{"SecurityUnusable":{"asset":7}}"#);
		assert!(security.to_string().contains("lingnan show asset 7"), "{security}");
		assert_eq!(security.exit_code(), 6);
	}
}
