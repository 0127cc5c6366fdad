//! How a field is shown is told by its name: the JSON answers carry plain integers.

use lingnan_support::{civil, date_of};
use serde_json::Value;

/// Names, or ends of names, of fields in minor units.
const MONEY: [&str; 27] = [
	"amount",
	"capital",
	"principal",
	"interest",
	"charges",
	"arrears",
	"outstanding",
	"accrued",
	"proceeds",
	"surplus",
	"value",
	"cost",
	"fee",
	"paid",
	"limit",
	"budget",
	"instalment",
	"exposure",
	"secured",
	"balance",
	"drawn",
	"spent",
	"recovered",
	"penalty",
	"loss",
	"owed",
	"reserved",
];

/// Names, or ends of names, of fields in basis points.
const SHARES: [&str; 7] = ["rate", "probability", "coverage", "share", "haircut", "tovalue", "probabilities"];

/// Names, or ends of names, of dates and moments.
const TIMES: [&str; 18] = [
	"founded",
	"periodend",
	"expires",
	"from",
	"until",
	"at",
	"issued",
	"due",
	"on",
	"deadline",
	"date",
	"since",
	"registered",
	"created",
	"ends",
	"begins",
	"by",
	"today",
];

/// A field's value as people read it.
pub fn cell(name: &str, value: &Value, currency: Option<&str>) -> String {
	match value {
		Value::Null => "-".into(),
		Value::Bool(true) => "yes".into(),
		Value::Bool(false) => "no".into(),
		Value::String(text) => text.clone(),
		Value::Number(number) => match number.as_u64() {
			Some(number) => whole(name, number, currency),
			None => number.to_string(),
		},
		Value::Array(items) if items.is_empty() => "-".into(),
		Value::Array(items) => items.iter().map(|i| cell(name, i, currency)).collect::<Vec<_>>().join(", "),
		Value::Object(fields) if fields.len() == 1 && fields.get("Sealed").is_some_and(Value::is_array) => {
			format!("sealed in {} commitments", fields["Sealed"].as_array().map_or(0, Vec::len))
		},
		Value::Object(fields) => fields
			.iter()
			.map(|(key, value)| match key.starts_with(|c: char| c.is_ascii_uppercase()) {
				true if value.is_null() => key.clone(),
				true => format!("{key} {}", cell(name, value, currency)),
				false => format!("{} {}", label(key), cell(key, value, currency)),
			})
			.collect::<Vec<_>>()
			.join(", "),
	}
}

fn whole(name: &str, number: u64, currency: Option<&str>) -> String {
	match kind(name) {
		Kind::Money => money(number, currency),
		Kind::Share => percent(number),
		Kind::Time => time_text(number),
		Kind::Plain => number.to_string(),
	}
}

enum Kind {
	Money,
	Share,
	Time,
	Plain,
}

fn kind(name: &str) -> Kind {
	let last = label(name);
	let last = last.rsplit(' ').next().unwrap_or_default();
	let joined = name.to_lowercase();
	let ends = |names: &[&str]| names.iter().any(|n| *n == last || (n.len() > 4 && joined.ends_with(n)));
	// `value` alone is an indicator's value, which has a unit of its own.
	if name == "value" {
		Kind::Plain
	} else if ends(&SHARES) {
		Kind::Share
	} else if ends(&TIMES) {
		Kind::Time
	} else if ends(&MONEY) {
		Kind::Money
	} else {
		Kind::Plain
	}
}

/// `CNY 1,500,000.00`.
pub fn money(minor: u64, currency: Option<&str>) -> String {
	let digits = (minor / 100).to_string();
	let mut grouped = String::new();
	for (i, digit) in digits.chars().enumerate() {
		if i > 0 && (digits.len() - i).is_multiple_of(3) {
			grouped.push(',');
		}
		grouped.push(digit);
	}
	let amount = format!("{grouped}.{:02}", minor % 100);
	currency.map_or_else(|| amount.clone(), |c| format!("{c} {amount}"))
}

/// Basis points as `3.85 %`.
pub fn percent(points: u64) -> String {
	format!("{}.{:02} %", points / 100, points % 100)
}

/// Days since 1970 as `2020-01-02`.
pub fn date_text(date: u32) -> String {
	let (year, month, day) = civil(date);
	format!("{year:04}-{month:02}-{day:02}")
}

/// A date if the number is small enough to be days (before the year 9999), else a moment in UTC+8.
pub fn time_text(number: u64) -> String {
	match u32::try_from(number) {
		Ok(0) => "-".into(),
		Ok(days) if days < 2_932_897 => date_text(days),
		_ => {
			let local = number.saturating_add(8 * 3_600) % 86_400;
			format!("{} {:02}:{:02}", date_text(date_of(number)), local / 3_600, local % 3_600 / 60)
		},
	}
}

/// `expectedCost` as `expected cost`.
pub fn label(name: &str) -> String {
	let mut words = String::new();
	for c in name.chars() {
		match c {
			'_' => words.push(' '),
			c if c.is_ascii_uppercase() && !words.is_empty() => {
				words.push(' ');
				words.push(c.to_ascii_lowercase());
			},
			c => words.push(c.to_ascii_lowercase()),
		}
	}
	words
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn money_has_groups_and_two_decimals() {
		for (minor, text) in [
			(0, "0.00"),
			(5, "0.05"),
			(100, "1.00"),
			(99_999, "999.99"),
			(100_000, "1,000.00"),
			(1_000_000_000_000_000, "10,000,000,000,000.00"),
		] {
			assert_eq!(money(minor, None), text);
		}
		assert_eq!(money(150_000_000, Some("CNY")), "CNY 1,500,000.00");
	}

	#[test]
	fn a_field_is_shown_by_its_name() {
		for (name, value, text) in [
			("registeredCapital", json!(100), "HKD 1.00"),
			("expectedCost", json!(100), "HKD 1.00"),
			("penaltyRate", json!(600), "6.00 %"),
			("defaultProbability", json!(10), "0.10 %"),
			("minimumCoverage", json!(7_000), "70.00 %"),
			("worstLoanToValue", json!(5_000), "50.00 %"),
			("founded", json!(18_263), "2020-01-02"),
			("validUntil", json!(1_577_894_400u64), "2020-01-02 00:00"),
			("value", json!(-5), "-5"),
			("value", json!({ "Open": 5 }), "Open 5"),
			("value", json!({ "Sealed": ["0x01", "0x02"] }), "sealed in 2 commitments"),
			("points", json!(612), "612"),
			("tenor", json!(12), "12"),
			("granted", json!(true), "yes"),
			("lei", json!(null), "-"),
			("rights", json!(["Tax", "Customs"]), "Tax, Customs"),
		] {
			assert_eq!(cell(name, &value, Some("HKD")), text, "{name}");
		}
	}

	#[test]
	fn labels_are_words() {
		assert_eq!(label("expectedCost"), "expected cost");
		assert_eq!(label("legal_name"), "legal name");
	}
}
