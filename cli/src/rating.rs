//! Ratings as people read them: each indicator by its name, and what a change of it would gain.

use crate::{
	commands::{show::ensure_registered, Context},
	error::{Error, Result},
	output::{cell, percent, record, records_of, table},
};
use lingnan_sealing::{
	indicators::Indicator,
	reasons::{self, Line, Points},
};
use lingnan_types::{error_code::NOT_EXPLAINED, RegistrationNumber};
use serde::Deserialize;
use serde_json::{json, Value};
use std::{collections::BTreeMap, fmt::Display};
use subxt::utils::H256;

/// What a rating is read by.
pub struct Readings {
	indicators: Vec<Indicator>,
	cards: Vec<Card>,
	/// What counts of the enterprise now, where it stands open: value and bin by indicator.
	stated: BTreeMap<u64, (i64, u8)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Card {
	id: u64,
	name: String,
	base: i64,
	/// Least points for each grade, AAA first.
	cut_offs: Vec<u16>,
	characteristics: Vec<Characteristic>,
}

#[derive(Deserialize)]
struct Characteristic {
	indicator: u64,
	#[serde(flatten)]
	points: Points,
}

impl Readings {
	/// As of the best block: all of one.
	pub async fn of(c: &Context, number: &RegistrationNumber) -> Result<Self> {
		let at: Option<H256> = c.client.rpc("chain_getBlockHash", Value::Null).await?;
		let statements: Vec<Value> = c.client.list("attestation_list", json!([number]), at).await?;
		Ok(Self {
			indicators: c.client.list("attestation_indicators", json!([]), at).await?,
			cards: c.client.list("credit_scorecards", json!([]), at).await?,
			stated: stated(&statements),
		})
	}

	fn indicator(&self, id: u64) -> Option<&Indicator> {
		self.indicators.iter().find(|indicator| indicator.id == id)
	}

	fn name(&self, id: u64) -> String {
		self.indicator(id).map_or_else(|| format!("indicator {id}"), |indicator| indicator.name.clone())
	}

	fn card(&self, id: &Value) -> Option<&Card> {
		self.cards.iter().find(|card| json!(card.id) == *id)
	}

	/// An indicator of a scorecard with this bin. `None`: the card has no such.
	fn line(&self, card: &Card, id: u64, bin: Option<u8>) -> Option<Line> {
		let part = card.characteristics.iter().find(|part| part.indicator == id)?;
		// Another statement may have come since.
		let value = self.stated.get(&id).filter(|(_, stated)| Some(*stated) == bin).map(|(value, _)| *value);
		Some(Line { indicator: self.indicator(id)?.clone(), points: part.points.clone(), bin, value })
	}

	/// What cost a rating most points; nothing where nothing did.
	fn reasons(&self, rating: &Value) -> Option<String> {
		let bin = |id: u64| {
			let found = rating["used"].as_array().into_iter().flatten().find(|one| one["indicator"] == json!(id));
			found.and_then(bin_of)
		};
		reasons::told(rating["reasons"].as_array().into_iter().flatten().map(|reason| {
			let id = reason["indicator"].as_u64().unwrap_or_default();
			let line = self.card(&rating["scorecard"]).and_then(|card| self.line(card, id, bin(id)));
			line.as_ref().and_then(Line::remedy).map(|step| step.text()).unwrap_or_else(|| {
				format!("{}: {} points fewer than a sound firm has", self.name(id), reason["shortfall"])
			})
		}))
	}

	/// Why a rating counts no more.
	fn ended(&self, ended: &Value) -> Value {
		let of = |what: &str| self.name(ended[what]["indicator"].as_u64().unwrap_or_default());
		match ended {
			Value::String(why) if why == "Expired" => json!("its time was over"),
			Value::String(why) if why == "ScorecardStopped" => json!("its scorecard was stopped"),
			Value::Object(why) if why.contains_key("Revoked") => json!(format!("taken back: {}", of("Revoked"))),
			Value::Object(why) if why.contains_key("Disputed") => json!(format!("disputed: {}", of("Disputed"))),
			Value::Object(why) if why.contains_key("Superseded") => {
				json!(format!("a newer attestation: {}", of("Superseded")))
			},
			other => other.clone(),
		}
	}

	/// One rating. `raw` has the chain's numbers, `told` those that people read.
	pub fn rating(&self, raw: &Value, told: &Value) -> String {
		let mut parts = vec![record(&self.in_short(raw, told))];
		parts.extend(self.reasons(raw));
		let rests_on = raw["used"].as_array().into_iter().flatten().map(|used| {
			let id = used["indicator"].as_u64().unwrap_or_default();
			let bin = used["bin"].as_u64().and_then(|bin| u8::try_from(bin).ok());
			let range = bin.map_or_else(|| "sealed".into(), |bin| self.range(id, bin));
			vec![self.name(id), range, cell(&used["revision"])]
		});
		let rows: Vec<_> = rests_on.collect();
		if !rows.is_empty() {
			parts.push(format!("What it rests on\n{}", table(&["indicator", "lies in", "revision"], rows)));
		}
		parts.join("\n\n")
	}

	fn range(&self, id: u64, bin: u8) -> String {
		self.indicator(id).map_or_else(|| format!("bin {bin}"), |indicator| indicator.range(bin))
	}

	/// A rating without its lists.
	fn in_short(&self, raw: &Value, told: &Value) -> Value {
		let mut short = told.clone();
		if let Some(fields) = short.as_object_mut() {
			fields.remove("reasons");
			fields.remove("used");
			fields.insert("ended".into(), self.ended(&raw["ended"]));
		}
		short
	}

	/// All ratings of an enterprise, as `credit_rating` answers.
	pub fn ratings(&self, number: impl Display, raw: &Value, told: &Value) -> String {
		const COLUMNS: [&str; 10] = [
			"scorecard",
			"form",
			"grade",
			"points",
			"defaultProbability",
			"coverage",
			"madeAt",
			"validUntil",
			"current",
			"ended",
		];
		let (raw_champion, champion) = (&raw["champion"], &told["champion"]);
		let mut parts = match raw_champion.is_null() {
			true => {
				vec![format!(
					"{number} was never rated by a scorecard in force: `lingnan rating rate {number}` asks for it"
				)]
			},
			false => vec![self.rating(raw_champion, champion)],
		};
		for (list, heading) in [("challengers", "By scorecards on trial"), ("history", "The last ratings")] {
			let raw = raw[list].as_array().into_iter().flatten();
			let told = told[list].as_array().into_iter().flatten();
			let short: Vec<Value> = raw.zip(told).map(|(raw, told)| self.in_short(raw, told)).collect();
			// The one that is shown in full is no history.
			if short.len() > usize::from(list == "history") {
				parts.push(format!("{heading}\n{}", records_of(&json!(short), &COLUMNS)));
			}
		}
		parts.join("\n\n")
	}

	/// The answer of `credit_explain`.
	pub fn explanation(&self, number: impl Display, raw: &Value, told: &Value) -> String {
		let id = raw["scorecard"].as_u64().unwrap_or_default();
		let card = self.card(&raw["scorecard"]);
		let name = card.map(|card| card.name.as_str()).unwrap_or_default();
		let mut parts = vec![format!(
			"{number}: {}, grade {}, default expected with {}\nby scorecard {id} ({name}), of which attestations that count cover \
			 {}. It begins with {}.",
			cell(&told["points"]),
			cell(&told["grade"]),
			cell(&told["defaultProbability"]),
			cell(&told["coverage"]),
			cell(&told["base"]),
		)];
		let rows = raw["characteristics"].as_array().into_iter().flatten().map(|one| {
			let id = one["indicator"].as_u64().unwrap_or_default();
			let value = match (one["value"].as_i64(), self.indicator(id)) {
				(Some(value), Some(indicator)) => format!("{}{}", indicator.figure(value), indicator.after()),
				(Some(value), None) => value.to_string(),
				(None, _) => "no attestation counts".into(),
			};
			vec![self.name(id), value, cell(&one["points"]), cell(&one["reference"]), cell(&one["shortfall"])]
		});
		parts.push(table(&["indicator", "value", "points", "sound firm", "shortfall"], rows.collect()));
		if let Some(card) = card {
			let lines = raw["characteristics"].as_array().into_iter().flatten();
			let lines: Vec<Line> = lines
				.filter_map(|one| {
					let line = self.line(card, one["indicator"].as_u64()?, bin_of(one))?;
					Some(Line { value: one["value"].as_i64(), ..line })
				})
				.collect();
			let explained = reasons::explain(&lines, card.base, &card.cut_offs);
			parts.extend(explained.reasons_text());
			parts.extend(explained.lift.map(|lift| lift.text()));
		}
		parts.join("\n\n")
	}
}

fn bin_of(one: &Value) -> Option<u8> {
	one["bin"].as_u64().and_then(|bin| u8::try_from(bin).ok())
}

/// Values and bins of the open attestations that count.
fn stated(statements: &[Value]) -> BTreeMap<u64, (i64, u8)> {
	let open = statements.iter().filter(|statement| statement["counts"] == json!(true));
	let read = open.filter_map(|statement| {
		let bin = statement["bin"].as_u64().and_then(|bin| u8::try_from(bin).ok())?;
		Some((statement["indicator"].as_u64()?, (statement["value"]["Open"].as_i64()?, bin)))
	});
	read.collect()
}

/// Why a rating cannot be explained, or cannot be made, and what to do. `None`: the error is another.
pub fn obstacle(error: &Error) -> Option<String> {
	let Error::Rpc { code: NOT_EXPLAINED, data, .. } = error else { return None };
	let data = data.as_deref()?;
	let why: Value = serde_json::from_str(data).unwrap_or_else(|_| json!(data));
	let low = &why["CoverageTooLow"];
	match why.as_str() {
		Some("NoChampion") => Some(NO_CHAMPION.into()),
		Some("NotFound") => Some("no such enterprise is on the register of this chain".into()),
		Some("Sealed") => Some(
			"some of the attestations are sealed, and the chain does not know what is in them. The enterprise can add up for \
			 itself (`lingnan rating explain` with --openings and --identity) and prove a grade (`lingnan rating prove`)."
				.into(),
		),
		_ => low.is_object().then(|| {
			let share = |name: &str| percent(low[name].as_u64().unwrap_or_default());
			format!(
				"attestations that count cover {} of the scorecard in force, and {} are needed: ask the agencies to attest \
				 (`lingnan show attestations` shows which counts).",
				share("coverage"),
				share("minimum")
			)
		}),
	}
}

/// What to do where nobody can be rated.
pub const NO_CHAMPION: &str = "no scorecard is in force, so nobody is rated: the council of the agencies must activate one \
                               (`lingnan show scorecards`, then `lingnan govern propose CreditScoring.activate_champion`).";

/// Asks why a rating is what it is. A refusal says what to do.
pub async fn explain(c: &Context, number: &RegistrationNumber) -> Result<Value> {
	match c.client.rpc::<Value>("credit_explain", json!([number])).await {
		Ok(answer) => Ok(answer),
		Err(error) => {
			let Some(message) = obstacle(&error) else { return Err(error) };
			ensure_registered(c, number).await?;
			Err(Error::Rpc { method: "credit_explain".into(), code: NOT_EXPLAINED, message, data: None })
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Court cases (fewer are better), taxes, a certificate and exports.
	fn readings() -> Readings {
		let indicator = |id: u64, name: &str, unit: &str, edges: &[i64]| Indicator {
			id,
			name: name.into(),
			unit: unit.into(),
			owner: 1,
			edges: edges.to_vec(),
			visibility: "Open".into(),
		};
		let part = |indicator, points: &[i16], missing, reference| Characteristic {
			indicator,
			points: Points { by_bin: points.to_vec(), missing, reference },
		};
		Readings {
			indicators: vec![
				indicator(16, "Court enforcement cases", "cases", &[1, 3]),
				indicator(4, "Taxes paid in 12 months", "CNY", &[10_000, 50_000, 200_000]),
				indicator(23, "High-technology certificate", "yes or no", &[1]),
				indicator(9, "Exports declared", "USD", &[1, 100_000]),
			],
			cards: vec![Card {
				id: 2,
				name: "expert card".into(),
				base: 612,
				cut_offs: vec![700, 680, 660, 630, 610, 590, 570, 550, 0],
				characteristics: vec![
					part(16, &[14, 0, -20], -20, 14),
					part(4, &[0, 4, 10, 18], 0, 10),
					part(23, &[0, 9], 0, 9),
					part(9, &[0, 5, 12], 0, 5),
				],
			}],
			stated: BTreeMap::from([(16, (1, 1)), (4, (12_500, 1)), (23, (0, 0))]),
		}
	}

	fn explained() -> Value {
		let one = |indicator: u64, value: Option<i64>, bin: Option<u8>, points: i64, reference: i64| {
			json!({
				"indicator": indicator, "value": value, "bin": bin, "points": points, "reference": reference,
				"shortfall": reference - points,
			})
		};
		json!({
			"scorecard": 2, "base": 612, "points": 616, "grade": "BB", "defaultProbability": 200, "coverage": 9_600,
			"characteristics": [
				one(16, Some(1), Some(1), 0, 14), one(4, Some(12_500), Some(1), 4, 10), one(23, Some(0), Some(0), 0, 9),
				one(9, None, None, 0, 5),
			],
			"reasons": [
				{ "indicator": 16, "shortfall": 14 }, { "indicator": 23, "shortfall": 9 }, { "indicator": 4, "shortfall": 6 },
				{ "indicator": 9, "shortfall": 5 },
			],
		})
	}

	#[test]
	fn a_scorecard_is_read_as_the_node_tells_it() {
		let told = json!({
			"id": 2, "status": "Active", "champion": true, "name": "expert card", "base": 612, "validityDays": 366,
			"characteristics": [{ "indicator": 16, "points": [14, 0, -20], "missing": -20, "reference": 14 }],
			"cutOffs": [700, 680, 660, 630, 610, 590, 570, 550, 0], "outcomes": [],
		});
		let (read, known) = (serde_json::from_value::<Card>(told).unwrap(), &readings().cards[0]);
		assert_eq!((read.id, &read.name, read.base, &read.cut_offs), (2, &known.name, 612, &known.cut_offs));
		assert_eq!(read.characteristics[0].points, known.characteristics[0].points);
	}

	#[test]
	fn a_shortfall_names_its_indicator_and_what_would_gain_it() {
		let raw = explained();
		let text = readings().explanation("CN:1", &raw, &raw);
		for line in [
			"Court enforcement cases: 1 to 0 cases gains 14 points",
			"High-technology certificate: no to yes gains 9 points",
			"Taxes paid in 12 months: 12,500 to 50,000 CNY gains 6 points",
			"Exports declared: no attestation counts; one of 1 to below 100,000 USD gains 5 points",
			"The smallest step to grade BBB: Court enforcement cases: 1 to 0 cases; then 630 points",
			"by scorecard 2 (expert card)",
		] {
			assert!(text.contains(line), "{line} in\n{text}");
		}
		assert!(!text.contains("indicator 16") && !text.contains("bin"), "{text}");
	}

	#[test]
	fn an_explanation_fits_a_hundred_columns() {
		let raw = explained();
		let text = readings().explanation("CN:91440300708461136T", &raw, &raw);
		let table = text.lines().filter(|line| line.contains('─') || line.starts_with(' '));
		assert!(table.clone().count() > 6 && table.clone().all(|line| line.chars().count() <= 100), "{text}");
	}

	#[test]
	fn a_rating_shows_names_and_ranges_and_why_it_ended() {
		let rating = json!({
			"scorecard": 2, "form": "Open", "points": 616, "grade": "BB", "current": false,
			"ended": { "Superseded": { "indicator": 16 } },
			"reasons": [{ "indicator": 16, "shortfall": 14 }, { "indicator": 77, "shortfall": 3 }],
			"used": [{ "indicator": 16, "revision": 3, "bin": 2 }, { "indicator": 4, "revision": 1, "bin": null }],
		});
		let raw = json!({ "champion": rating, "challengers": [], "history": [rating, rating] });
		let text = readings().ratings("CN:1", &raw, &raw);
		for part in [
			// The statement that counts now lies in another bin than the one that was used.
			"Court enforcement cases: 0 cases instead of 3 cases or more gains 34 points",
			"indicator 77: 3 points fewer than a sound firm has",
			"a newer attestation: Court enforcement cases",
			"What it rests on",
			"3 cases or more",
			"sealed",
			"The last ratings",
		] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		let none = json!({ "champion": null, "challengers": [], "history": [] });
		assert!(readings().ratings("CN:1", &none, &none).contains("`lingnan rating rate CN:1`"));
	}

	#[test]
	fn what_stands_against_an_explanation_is_said_with_the_way_out() {
		let refused = |data: &str| {
			let (method, message) = ("credit_explain".into(), "no".into());
			obstacle(&Error::Rpc { method, code: NOT_EXPLAINED, message, data: Some(data.into()) }).unwrap_or_default()
		};
		assert!(refused("NoChampion").contains("activate_champion"));
		assert!(refused("Sealed").contains("lingnan rating prove"));
		assert!(refused("NotFound").contains("on the register"));
		let low = refused(r#"{"CoverageTooLow":{"coverage":2187,"minimum":6000}}"#);
		assert!(low.contains("21.87 %") && low.contains("60.00 %") && low.contains("attest"), "{low}");
		assert_eq!(obstacle(&Error::NotFound("x".into())), None);
	}
}
