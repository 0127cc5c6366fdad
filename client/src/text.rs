//! Values as people read them. Which unit a number has is told by its type.

use lingnan_types::{conditions::Rate, date_of, Day, Decimal, Grouped, Moment, Percent};
use serde::Serialize;
use serde_json::Value;

/// A value whose numbers have their units already, or need none.
pub fn cell(value: &Value) -> String {
	match value {
		Value::Null => "-".into(),
		Value::Bool(true) => "yes".into(),
		Value::Bool(false) => "no".into(),
		Value::String(text) => text.clone(),
		Value::Number(number) => number.to_string(),
		Value::Array(items) if items.is_empty() => "-".into(),
		Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(", "),
		Value::Object(fields) if fields.len() == 1 && fields.get("Sealed").is_some_and(Value::is_array) => {
			format!("sealed in {} commitments", fields["Sealed"].as_array().map_or(0, Vec::len))
		},
		Value::Object(fields) => fields
			.iter()
			.map(|(key, value)| match key.starts_with(|c: char| c.is_ascii_uppercase()) {
				true if value.is_null() => key.clone(),
				true => format!("{key} {}", cell(value)),
				false => format!("{} {}", label(key), cell(value)),
			})
			.collect::<Vec<_>>()
			.join(", "),
	}
}

/// The name of a word of a closed list, without what the word holds.
pub fn variant(word: &impl Serialize) -> String {
	match serde_json::to_value(word) {
		Ok(Value::String(name)) => name,
		Ok(Value::Object(fields)) if fields.len() == 1 => fields.keys().next().cloned().unwrap_or_default(),
		_ => String::new(),
	}
}

/// `Financing.disburse` of the bytes that spell a pallet and a call; nothing if that is not what these are.
pub fn call_name(parts: &[Value]) -> Option<String> {
	match parts {
		[pallet, call] => Some(format!("{}.{}", word(pallet)?, word(call)?)),
		_ => None,
	}
}

/// Bytes that spell a name.
fn word(bytes: &Value) -> Option<String> {
	let bytes = hex::decode(bytes.as_str()?.strip_prefix("0x")?).ok()?;
	let spells = !bytes.is_empty() && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_');
	spells.then(|| String::from_utf8(bytes).ok()).flatten()
}

/// `2 d 3 h`, `4 min 10 s`: the two largest units.
pub fn span(seconds: u64) -> String {
	let units = [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
	let first = units.iter().position(|(number, _)| *number > 0).unwrap_or(3);
	let shown = units.iter().skip(first).take(2).filter(|(number, _)| *number > 0 || first == 3);
	shown.map(|(number, unit)| format!("{number} {unit}")).collect::<Vec<_>>().join(" ")
}

/// `CNY 1,500,000.00`.
pub fn money(minor: u64, currency: Option<&str>) -> String {
	let amount = Decimal(minor);
	currency.map_or_else(|| amount.to_string(), |c| format!("{c} {amount}"))
}

/// A whole number in groups of three digits.
pub fn grouped(number: i64) -> String {
	Grouped(number).to_string()
}

/// The chain's work in the largest unit that shows it: `135000.000 ms`, `2.5 us`, `40 ns`.
pub fn work(nanoseconds: u64) -> String {
	match nanoseconds {
		0 => "0 ms".into(),
		1..1_000 => format!("{nanoseconds} ns"),
		1_000..1_000_000 => {
			let text = format!("{}.{:03}", nanoseconds / 1_000, nanoseconds % 1_000);
			format!("{} us", text.trim_end_matches('0').trim_end_matches('.'))
		},
		_ => format!("{}.{:03} ms", nanoseconds / 1_000_000, nanoseconds / 1_000 % 1_000),
	}
}

/// Basis points as `3.85 %`.
pub fn percent(points: u64) -> String {
	Percent(points).to_string()
}

/// A rate a year as `3.45 %`, or `5.175 %`: with as many decimals as it has, two at least.
pub fn rate_text(rate: Rate) -> String {
	format!("{rate} %")
}

/// The same with two decimals, rounded half up: `5.32 %`.
pub fn rounded_rate(rate: Rate) -> String {
	percent(rate.rounded().into())
}

/// Days since 1970 as `2020-01-02`.
pub fn date_text(date: u32) -> String {
	Day(date).to_string()
}

/// Seconds since 1970 as `2020-01-02 00:00`, in UTC+8.
pub fn time_text(seconds: u64) -> String {
	Moment(seconds).to_string()
}

/// An end, the first second that no longer counts: `to the end of 2027-09-30` where a day ends with it.
pub fn until_text(seconds: u64) -> String {
	match seconds.checked_sub(1) {
		Some(last) if date_of(last) != date_of(seconds) => format!("to the end of {}", date_text(date_of(last))),
		_ => format!("until {}", time_text(seconds)),
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
	fn values_are_words() {
		for (value, text) in [
			(json!({ "Open": "5 persons" }), "Open 5 persons"),
			(json!({ "Sealed": ["0x01", "0x02"] }), "sealed in 2 commitments"),
			(json!({ "Enforced": { "proceeds": "CNY 1.00" } }), "Enforced proceeds CNY 1.00"),
			(json!({ "coverage": "7 %" }), "coverage 7 %"),
			(json!(true), "yes"),
			(json!(null), "-"),
			(json!([]), "-"),
			(json!(["Tax", "Customs"]), "Tax, Customs"),
		] {
			assert_eq!(cell(&value), text);
		}
	}

	#[test]
	fn work_is_shown_in_the_unit_that_shows_it() {
		for (nanoseconds, text) in [
			(0, "0 ms"),
			(40, "40 ns"),
			(2_500, "2.5 us"),
			(1_000, "1 us"),
			(999_999, "999.999 us"),
			(1_234_567, "1.234 ms"),
			(135_000_000_000, "135000.000 ms"),
		] {
			assert_eq!(work(nanoseconds), text);
		}
	}

	#[test]
	fn calls_are_named() {
		let name = |parts: Value| call_name(parts.as_array().unwrap());
		assert_eq!(name(json!(["0x46696e616e63696e67", "0x6469736275727365"])).as_deref(), Some("Financing.disburse"));
		for other in [json!([]), json!(["0x46"]), json!(["0x46", "0x00"]), json!(["0x46", 7]), json!(["F", "d"])] {
			assert_eq!(name(other.clone()), None, "{other}");
		}
	}

	#[test]
	fn spans_show_their_two_largest_units() {
		for (seconds, text) in
			[(0, "0 s"), (59, "59 s"), (250, "4 min 10 s"), (3_600, "1 h"), (259_200, "3 d"), (300_000, "3 d 11 h")]
		{
			assert_eq!(span(seconds), text);
		}
	}

	#[test]
	fn groups_and_moments() {
		assert_eq!((grouped(-1_250_000), grouped(7)), ("-1,250,000".into(), "7".into()));
		assert_eq!(time_text(1_577_894_400), "2020-01-02 00:00");
		assert_eq!(time_text(86_400), "1970-01-02 08:00");
		assert_eq!(until_text(1_577_894_400), "to the end of 2020-01-01");
		assert_eq!(until_text(1_577_894_401), "until 2020-01-02 00:00");
	}

	#[test]
	fn a_rate_has_the_decimals_that_it_needs() {
		assert_eq!(rate_text(Rate::basis_points(345)), "3.45 %");
		assert_eq!(rate_text(Rate(5_175_000)), "5.175 %", "no whole basis points");
		assert_eq!(rounded_rate(Rate(5_324_770)), "5.32 %");
	}

	#[test]
	fn labels_are_words() {
		assert_eq!(label("expectedCost"), "expected cost");
		assert_eq!(label("legal_name"), "legal name");
	}
}
