//! What a row says of an enterprise that is on the register, and the register says otherwise.

use super::{mapping::Mapping, rows::Row};
use crate::{
	bad_row::{shown, BadRow},
	client::questions::enterprise::EnterpriseView,
	text::{date_text, money, variant},
};
use lingnan_types::{enterprise::AmendmentSpec, Amount, Currency, Text};

/// Of one row.
#[derive(Debug, Default)]
pub struct Differences {
	pub faults: Vec<Difference>,
	/// What makes the register say what the row says, as far as it can be amended.
	pub amendment: Option<AmendmentSpec>,
}

#[derive(Debug)]
pub struct Difference {
	pub bad: BadRow,
	/// Else it stands for good.
	pub can_be_amended: bool,
}

/// Only what the row's own cells say: what a mapping says of every row alike is no news about this one. A capital of 0 is not
/// stated.
pub fn differences(row: &Row, mapping: &Mapping, record: &EnterpriseView) -> Differences {
	let (says, of) = (&row.registration, &mapping.registration);
	let mut found = Differences::default();
	let mut amendment = AmendmentSpec {
		legal_name: record.legal_name.clone(),
		industry: record.industry.clone(),
		division: record.division,
		registered_capital: record.registered_capital,
	};
	let before = amendment.clone();
	let mut differs = |what: &str, column: Option<&str>, old: String, new: String, can_be_amended: bool| {
		let advice = match can_be_amended {
			true => "import again with --correct to amend the register",
			false => "it cannot be amended: correct the row",
		};
		let reason = format!("the register has the {what} {old}, and this row says {new}: {advice}");
		let bad = BadRow { line: row.line, column: column.map(str::to_string), reason };
		found.faults.push(Difference { bad, can_be_amended });
	};
	let column = of.legal_name.column();
	if column.is_some() && says.legal_name != record.legal_name {
		let name = |name: &Text<128>| shown(name.as_str());
		differs("name", column, name(&record.legal_name), name(&says.legal_name), true);
		amendment.legal_name = says.legal_name.clone();
	}
	let column = of.industry.column();
	if column.is_some() && says.industry != record.industry {
		differs("industry", column, record.industry.to_string(), says.industry.to_string(), true);
		amendment.industry = says.industry.clone();
	}
	let column = of.division.as_ref().and_then(|source| source.column());
	if let (Some(_), Some(division)) = (column, says.division.filter(|division| Some(*division) != record.division)) {
		let old = record.division.map_or_else(|| "of none".into(), |old| old.0.to_string());
		differs("division", column, old, division.0.to_string(), true);
		amendment.division = Some(division);
	}
	let column = of.capital.amount.column();
	if column.is_some() && says.registered_capital > 0 {
		let same_currency = says.capital_currency == record.capital_currency;
		if !same_currency || says.registered_capital != record.registered_capital {
			let old = capital(record.registered_capital, record.capital_currency);
			let new = capital(says.registered_capital, says.capital_currency);
			differs("capital", column, old, new, same_currency);
			if same_currency {
				amendment.registered_capital = says.registered_capital;
			}
		}
	}
	let column = of.founded.column();
	if column.is_some() && says.founded != record.founded {
		differs("date of founding", column, date_text(record.founded), date_text(says.founded), false);
	}
	found.amendment = (amendment != before).then_some(amendment);
	found
}

fn capital(amount: Amount, currency: Currency) -> String {
	money(amount, Some(&variant(&currency)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::import::{mapping::GOOD, Rows};
	use serde_json::{json, Value};

	fn row(body: &str, mapping: &Mapping) -> Row {
		let text = format!("Half,Id,Name,Naics,Approved,Capital,Portion\n{body}");
		Rows::new(text.as_bytes(), "f.csv", mapping, 20_000).unwrap().next_row().unwrap().unwrap()
	}

	/// As the register shows what a row entered.
	fn record(row: &Row, change: impl Fn(&mut Value)) -> EnterpriseView {
		let mut value = serde_json::to_value(&row.registration).unwrap();
		let own = value.as_object_mut().unwrap();
		own.remove("acceptOuterCheckMismatch");
		let rest = json!({
			"jurisdiction": "Macao", "outerCheckMismatch": false, "status": "Active", "controller": null, "controlOfferedTo": null,
			"recovery": null, "recoveryStands": false, "frozenByController": false, "frozenUntil": null,
			"frozenByGuardiansUntil": null, "guardians": null, "officers": [], "registrar": 1, "registeredAt": 0, "successor": null,
		});
		own.extend(rest.as_object().unwrap().clone());
		change(&mut value);
		serde_json::from_value(value).unwrap()
	}

	/// "1 were there already": the old name and capital stayed.
	#[test]
	fn a_corrected_name_and_capital_are_named_with_what_stands() {
		let mapping = Mapping::parse(GOOD, "m").unwrap();
		let row = row("0,1,New Trading,1,15074,9999,1\n", &mapping);
		assert!(differences(&row, &mapping, &record(&row, |_| ())).faults.is_empty());
		let old = record(&row, |value| {
			value["legalName"] = json!("Old Trading");
			value["registeredCapital"] = json!(500);
		});
		let found = differences(&row, &mapping, &old);
		let told: Vec<String> = found.faults.iter().map(|fault| fault.bad.to_string()).collect();
		assert!(
			told[0].starts_with(
				"line 2, column Name: the register has the name \"Old Trading\", and this row says \"New Trading\""
			),
			"{told:?}"
		);
		assert!(
			told[1].starts_with(
				"line 2, column Capital: the register has the capital USD 5.00, and this row says USD 9,999.00"
			),
			"{told:?}"
		);
		assert!(told.iter().all(|told| told.contains("--correct")));
		let amendment = found.amendment.unwrap();
		assert_eq!(
			(amendment.legal_name, amendment.registered_capital),
			(row.registration.legal_name.clone(), 999_900)
		);
		assert_eq!(amendment.industry, old.industry);
	}

	#[test]
	fn what_cannot_be_amended_is_said_so() {
		let mapping = Mapping::parse(GOOD, "m").unwrap();
		let row = row("0,1,A,1,15074,9999,1\n", &mapping);
		let found = differences(
			&row,
			&mapping,
			&record(&row, |value| {
				value["founded"] = json!(11_000);
				value["capitalCurrency"] = json!("HKD");
			}),
		);
		assert!(found.amendment.is_none() && found.faults.iter().all(|fault| !fault.can_be_amended));
		assert_eq!(found.faults.len(), 2);
	}

	/// A tax office's file says the same name of every firm, or none: that is no correction.
	#[test]
	fn what_the_mapping_says_of_every_row_is_no_difference() {
		let text = GOOD
			.replace(r#"{ "column": "Name" }"#, r#"{ "value": "N" }"#)
			.replace(r#"{ "column": "Approved", "epoch": "1960-01-01" }"#, r#"{ "today": true }"#);
		let mapping = Mapping::parse(&text, "m").unwrap();
		let row = row("0,1,A,1,15074,,1\n", &mapping);
		let found = differences(
			&row,
			&mapping,
			&record(&row, |value| {
				value["legalName"] = json!("First Trading");
				value["founded"] = json!(11_000);
				value["registeredCapital"] = json!(500);
			}),
		);
		assert!(found.faults.is_empty() && found.amendment.is_none(), "{found:?}");
	}
}
