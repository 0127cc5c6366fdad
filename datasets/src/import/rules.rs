//! The chain's rules, as far as they can be checked before anything is sent.

use super::{mapping, rows::Row, Mapping};
use crate::{
	bad_row::BadRow,
	client::Client,
	error::{Error, Result},
	keys::{self, Key},
	text::date_text,
};
use lingnan_cells::row::{check_period, PeriodFlaw};
use lingnan_sealing::secret::MAKE_ONE;
use lingnan_types::{date_of, indicator::IndicatorView, Date, IndicatorId, RegistrationIssue, Timestamp};
use serde_json::{json, Value};
use std::collections::BTreeMap;

/// An indicator of the mapping on this chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
	pub id: IndicatorId,
	/// Place in the list of attesters.
	pub attester: usize,
	/// Days after a period's end for which an attestation counts.
	validity: u64,
	/// Where the value stands in the file.
	pub column: Option<String>,
	/// Its definition, if its values are sealed.
	pub figure: Option<IndicatorView>,
}

/// The agencies and indicators of a chain.
pub struct Registers {
	indicators: Vec<Value>,
	agencies: Vec<Value>,
}

impl Registers {
	pub async fn read(client: &Client) -> Result<Self> {
		let indicators = client.list("attestation_indicators", json!([]), None).await?;
		let agencies = client.list("attestation_agencies", json!([]), None).await?;
		Ok(Self { indicators, agencies })
	}

	/// That the key may register enterprises.
	pub fn registrar(&self, key: &Key) -> Result<()> {
		let account = keys::account(key).to_string();
		let agency = self.agencies.iter().find(|a| a["key"] == json!(account));
		let may = |a: &Value| a["rights"].as_array().is_some_and(|rights| rights.contains(&json!("Registrar")));
		let reason = match agency {
			None => format!("{account} signs for no agency of this chain: see `lingnan show agencies`"),
			Some(agency) if !may(agency) => format!("{} is not a registrar", text(&agency["name"])),
			Some(agency) if is(&agency["suspended"]) => suspended(agency),
			Some(_) => return Ok(()),
		};
		Err(Error::input("--key", reason))
	}

	/// The mapping's indicators as this chain knows them, and who may attest each.
	pub fn targets(
		&self,
		mapping: &Mapping,
		names: &BTreeMap<String, String>,
		attesters: &[Key],
		may_seal: bool,
	) -> Result<Vec<Target>> {
		let accounts: Vec<String> = attesters.iter().map(|k| keys::account(k).to_string()).collect();
		mapping.indicators.iter().map(|indicator| self.target(indicator, names, &accounts, may_seal)).collect()
	}

	/// An indicator of the mapping as the chain defines it.
	fn definition(&self, code: &str, names: &BTreeMap<String, String>) -> Result<&Value> {
		let fault = |reason: String| Error::input(format!("indicator {code}"), reason);
		let name = names.get(code).map_or(code, String::as_str);
		let is_it = |i: &&Value| i["name"] == *name || code.parse::<u64>().is_ok_and(|id| i["id"] == id);
		let found = self.indicators.iter().find(is_it).ok_or_else(|| {
			fault(format!(
					"this chain has no indicator {name:?}: write in the mapping the name or the number that `lingnan show indicators` \
					 shows, or name with --indicators the file that has its code; a new one is defined by a motion (`lingnan govern \
					 propose --file indicators.json --code {code}`)"
				))
		})?;
		if is(&found["retired"]) {
			return Err(fault("it is retired: name the one that took its place".into()));
		}
		Ok(found)
	}

	/// What attesting by the mapping's indicators would be checked by, whoever attests; with names and units, for people.
	pub fn shown(&self, mapping: &Mapping, names: &BTreeMap<String, String>) -> Result<Vec<(Target, String)>> {
		let one = |indicator: &mapping::Indicator| {
			let found = self.definition(&indicator.indicator, names)?;
			let target = Target {
				id: found["id"].as_u64().and_then(|id| IndicatorId::try_from(id).ok()).unwrap_or_default(),
				attester: 0,
				validity: found["validityDays"].as_u64().unwrap_or_default(),
				column: indicator.value.column().map(str::to_string),
				figure: None,
			};
			Ok((target, format!("{}, {}", text(&found["name"]), text(&found["unit"]))))
		};
		mapping.indicators.iter().map(one).collect()
	}

	fn target(
		&self,
		indicator: &mapping::Indicator,
		names: &BTreeMap<String, String>,
		accounts: &[String],
		may_seal: bool,
	) -> Result<Target> {
		let code = &indicator.indicator;
		let fault = |reason: String| Error::input(format!("indicator {code}"), reason);
		let found = self.definition(code, names)?;
		let figure = match found["class"] == "Figure" {
			true => Some(serde_json::from_value(found.clone()).map_err(|e| fault(format!("its definition: {e}")))?),
			false => None,
		};
		if figure.is_some() && !may_seal {
			return Err(fault(format!(
				"it is a figure, and figures are sealed: give the agency's secret with --secret FILE; {MAKE_ONE}"
			)));
		}
		let owner = self.agencies.iter().find(|a| a["id"] == found["owner"]);
		if let Some(agency) = owner.filter(|a| is(&a["suspended"])) {
			return Err(fault(suspended(agency)));
		}
		let key = owner.and_then(|a| a["key"].as_str()).unwrap_or_default();
		let attester = accounts.iter().position(|a| a == key).ok_or_else(|| {
			let owner = owner.map_or_else(|| found["owner"].to_string(), |a| a["name"].to_string());
			fault(format!("it is {owner}'s: give that agency's key with --attester"))
		})?;
		Ok(Target {
			id: found["id"].as_u64().and_then(|id| IndicatorId::try_from(id).ok()).unwrap_or_default(),
			attester,
			validity: found["validityDays"].as_u64().unwrap_or_default(),
			column: indicator.value.column().map(str::to_string),
			figure,
		})
	}
}

fn text(value: &Value) -> String {
	value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

fn is(value: &Value) -> bool {
	value.as_bool().unwrap_or_default()
}

fn suspended(agency: &Value) -> String {
	format!("{} is suspended, and does nothing until it is reinstated", text(&agency["name"]))
}

/// Why the chain would refuse to register the row's enterprise now.
pub fn registration(row: &Row, mapping: &Mapping, now: Timestamp) -> Option<BadRow> {
	let founded = row.registration.founded;
	let column = mapping.registration.founded.column().map(str::to_string);
	let reason = || format!("{} is in the future: it cannot have been founded yet", date_text(founded));
	(founded > date_of(now)).then(|| BadRow { line: row.line, column, reason: reason() })
}

/// That a code's last check character does not hold, and the register does not have it.
pub fn mismatch(row: &Row, mapping: &Mapping) -> BadRow {
	let reason = format!(
		"{}: {}, and the register does not have it. If it was issued so, say \"acceptOuterCheckMismatch\": true at the mapping's \
		 number, or register it with --accept-outer-check-mismatch",
		row.number,
		RegistrationIssue::OuterCheck.as_str()
	);
	BadRow { line: row.line, column: Some(mapping.registration.number.column.clone()), reason }
}

impl Target {
	#[cfg(test)]
	pub fn of_figure(indicator: IndicatorView) -> Self {
		Self {
			id: indicator.id,
			attester: 0,
			validity: indicator.validity_days.into(),
			column: None,
			figure: Some(indicator),
		}
	}

	/// Why the chain would refuse an attestation about this period now.
	pub fn period(&self, line: u64, period_end: Date, now: Timestamp) -> Option<BadRow> {
		let day = date_text(period_end);
		let bad = |reason: String| Some(BadRow { line, column: self.column.clone(), reason });
		let validity = u32::try_from(self.validity).unwrap_or(u32::MAX);
		match check_period(period_end, validity, now) {
			Ok(()) => None,
			Err(PeriodFlaw::Future) => {
				bad(format!("the period ends on {day}, in the future: attest what has happened"))
			},
			Err(PeriodFlaw::Expired) => bad(format!(
				"the period ended on {day}, and an attestation counts for {} days: it has expired. Attest a newer period",
				self.validity
			)),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::import::mapping::GOOD;
	use lingnan_types::{start_of, SECONDS_PER_DAY};

	fn registers(change: impl Fn(&mut Value, &mut Value)) -> Registers {
		let account = keys::account(&keys::agency("tax")).to_string();
		let mut agency = json!({ "id": 3, "name": "Tax", "key": account, "rights": ["Registrar"], "suspended": false });
		let mut indicator = json!({
			"id": 8, "name": "portion", "unit": "basis points", "owner": 3, "edges": [5], "direction": "None", "validityDays": 30,
			"class": "Register", "retired": false,
		});
		change(&mut agency, &mut indicator);
		Registers { indicators: vec![indicator], agencies: vec![agency] }
	}

	#[test]
	fn what_the_whole_file_cannot_is_said_before_anything_is_sent() {
		let mapping = Mapping::parse(GOOD, "m").unwrap();
		let key = keys::agency("tax");
		let with = |registers: &Registers, may_seal| {
			registers.targets(&mapping, &BTreeMap::new(), std::slice::from_ref(&key), may_seal)
		};
		let targets = |registers: &Registers| with(registers, false);
		let good = registers(|_, _| ());
		assert_eq!(targets(&good).unwrap()[0].id, IndicatorId(8));
		assert_eq!(targets(&good).unwrap()[0].figure, None);
		let figure = with(&registers(|_, i| i["class"] = json!("Figure")), true).unwrap().remove(0);
		assert_eq!(figure.figure.map(|indicator| indicator.edges), Some(vec![5]));
		good.registrar(&key).unwrap();
		let changes: [(fn(&mut Value, &mut Value), &str); 5] = [
			(|_, i| i["name"] = json!("other"), "no indicator"),
			(|_, i| i["retired"] = json!(true), "retired"),
			(|_, i| i["class"] = json!("Figure"), "lingnan key sealing"),
			(|a, _| a["suspended"] = json!(true), "suspended"),
			(|a, _| a["key"] = json!("5x"), "--attester"),
		];
		for (change, says) in changes {
			let error = targets(&registers(change)).unwrap_err().to_string();
			assert!(error.contains(says) && error.contains("portion"), "{error}");
		}
		for (change, says) in [
			((|a, _| a["rights"] = json!(["Customs"])) as fn(&mut Value, &mut Value), "not a registrar"),
			(|a, _| a["key"] = json!("5x"), "no agency"),
			(|a, _| a["suspended"] = json!(true), "suspended"),
		] {
			let error = registers(change).registrar(&key).unwrap_err().to_string();
			assert!(error.contains(says), "{error}");
		}
	}

	/// As `pallet-attestations` counts: through the last day of validity in UTC+8.
	#[test]
	fn a_period_in_the_future_and_one_that_has_expired_are_told_by_line_and_column() {
		let (id, column) = (IndicatorId(8), Some("Portion".into()));
		let target = Target { id, attester: 0, validity: 30, column, figure: None };
		let today = 20_000;
		let noon = start_of(today) + SECONDS_PER_DAY / 2;
		assert_eq!(target.period(2, today, noon), None);
		assert_eq!(target.period(2, today - 30, noon), None);
		let late = target.period(2, today - 31, noon).unwrap();
		assert!(
			late.to_string().starts_with("line 2, column Portion: the period ended on")
				&& late.reason.contains("30 days")
		);
		assert!(target.period(2, today + 1, noon).unwrap().reason.contains("in the future"));
	}
}
