//! Ratings as people read them: each indicator by its name, and what a change of it would gain.

use crate::{
	commands::{show::ensure_registered, Context},
	error::{Error, Result},
	output::{cell, percent, record, records_of, table},
	sealed::indicators::Indicator,
};
use serde::Deserialize;
use serde_json::{json, Value};
use std::collections::BTreeMap;

/// The node cannot explain a rating; `data` says why.
const NOT_EXPLAINED: i32 = 20_101;

/// What a rating is read by.
pub struct Readings {
	indicators: Vec<Indicator>,
	cards: Vec<Card>,
	/// What counts of the enterprise now, where it stands open: value and bin by indicator.
	stated: BTreeMap<u64, (i64, u8)>,
}

#[derive(Deserialize)]
struct Card {
	id: u64,
	name: String,
	characteristics: Vec<Characteristic>,
}

#[derive(Deserialize)]
struct Characteristic {
	indicator: u64,
	/// By bin.
	points: Vec<i16>,
	missing: i16,
	reference: i16,
}

impl Readings {
	/// As of the best block.
	pub async fn of(c: &Context, number: &str) -> Result<Self> {
		let statements: Vec<Value> = c.client.list("attestation_list", json!([number]), None).await?;
		Ok(Self {
			indicators: c.client.list("attestation_indicators", json!([]), None).await?,
			cards: c.client.list("credit_scorecards", json!([]), None).await?,
			stated: stated(&statements),
		})
	}

	fn indicator(&self, id: u64) -> Option<&Indicator> {
		self.indicators.iter().find(|indicator| indicator.id == id)
	}

	fn name(&self, id: u64) -> String {
		self.indicator(id).map_or_else(|| format!("indicator {id}"), |indicator| indicator.name.clone())
	}

	/// `Court enforcement cases: 1 to 0 cases gains 14 points`: the nearest value at which nothing is short any more.
	fn gain(&self, card: u64, indicator: u64, bin: Option<u8>, shortfall: u64) -> String {
		let name = self.name(indicator);
		let card = self.cards.iter().find(|one| one.id == card);
		let part = card.and_then(|card| card.characteristics.iter().find(|part| part.indicator == indicator));
		let found = self.indicator(indicator).zip(part).and_then(|(indicator, part)| {
			let now = bin.and_then(|bin| part.points.get(usize::from(bin))).copied().unwrap_or(part.missing);
			let enough = (0u8..).zip(&part.points).filter(|(_, points)| **points >= part.reference);
			let near = |bin: u8, to: u8| u16::from(bin.abs_diff(to));
			let (to, points) = enough.min_by_key(|(to, points)| (bin.map_or(0, |bin| near(bin, *to)), **points))?;
			Some((self.change(indicator, bin, to), i32::from(*points) - i32::from(now)))
		});
		match found {
			Some((change, points)) => format!("{name}: {change} gains {points} points"),
			None => format!("{name}: {shortfall} points fewer than a sound firm has"),
		}
	}

	/// From what is stated now to the nearest value of a bin.
	fn change(&self, indicator: &Indicator, bin: Option<u8>, to: u8) -> String {
		let Some(bin) = bin else { return format!("no statement counts; one of {}", indicator.range(to)) };
		let Some(then) = indicator.nearest(to, bin) else { return indicator.range(to) };
		let (then, unit) = (indicator.figure(then), indicator.after());
		match self.stated.get(&indicator.id).filter(|(_, stated)| *stated == bin) {
			Some((value, _)) => format!("{} to {then}{unit}", indicator.figure(*value)),
			// Another statement has come since.
			None => format!("{then}{unit} instead of {}", indicator.range(bin)),
		}
	}

	/// The list under a heading; nothing where it is empty.
	fn reasons(&self, rating: &Value) -> Option<String> {
		let card = rating["scorecard"].as_u64().unwrap_or_default();
		let used = rating["used"].as_array().or(rating["characteristics"].as_array());
		let bin = |indicator: u64| {
			let found = used.into_iter().flatten().find(|one| one["indicator"] == json!(indicator));
			found.and_then(|one| one["bin"].as_u64()).and_then(|bin| u8::try_from(bin).ok())
		};
		let lines = rating["reasons"].as_array().into_iter().flatten().map(|reason| {
			let indicator = reason["indicator"].as_u64().unwrap_or_default();
			let shortfall = reason["shortfall"].as_u64().unwrap_or_default();
			format!("  {}", self.gain(card, indicator, bin(indicator), shortfall))
		});
		let lines: Vec<String> = lines.collect();
		(!lines.is_empty()).then(|| format!("What costs most points\n{}", lines.join("\n")))
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
				json!(format!("a newer statement: {}", of("Superseded")))
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
	pub fn ratings(&self, number: &str, raw: &Value, told: &Value) -> String {
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
				vec![format!("{number} was never rated by a scorecard in force: `lingnan rate {number}` asks for it")]
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
	pub fn explanation(&self, number: &str, raw: &Value, told: &Value) -> String {
		let id = raw["scorecard"].as_u64().unwrap_or_default();
		let card = self.cards.iter().find(|card| card.id == id).map(|card| card.name.as_str()).unwrap_or_default();
		let mut parts = vec![format!(
			"{number}: {}, grade {}, default expected with {}\nby scorecard {id} ({card}), of which statements that count cover \
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
				(None, _) => "no statement counts".into(),
			};
			vec![self.name(id), value, cell(&one["points"]), cell(&one["reference"]), cell(&one["shortfall"])]
		});
		parts.push(table(&["indicator", "value", "points", "sound firm", "shortfall"], rows.collect()));
		parts.extend(self.reasons(raw));
		parts.extend(self.lift(raw));
		parts.join("\n\n")
	}

	/// The smallest change that lifts the grade.
	fn lift(&self, raw: &Value) -> Option<String> {
		let lift = raw["lift"].as_object()?;
		let bin = |name: &str| lift.get(name).and_then(Value::as_u64).and_then(|bin| u8::try_from(bin).ok());
		let (id, to) = (lift.get("indicator")?.as_u64()?, bin("toBin")?);
		let change = match self.indicator(id) {
			Some(indicator) => self.change(indicator, bin("fromBin"), to),
			None => format!("bin {to}"),
		};
		let (grade, points) = (cell(lift.get("grade")?), lift.get("points")?);
		Some(format!("The smallest step to grade {grade}: {}: {change}; then {points} points", self.name(id)))
	}
}

/// Values and bins of the open statements that count.
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
			"some of the statements are sealed, and the chain does not know what is in them. The enterprise can add up for \
			 itself (`lingnan explain` with --openings and --identity) and prove a grade (`lingnan prove`)."
				.into(),
		),
		_ => low.is_object().then(|| {
			let share = |name: &str| percent(low[name].as_u64().unwrap_or_default());
			format!(
				"statements that count cover {} of the scorecard in force, and {} are needed: ask the agencies to attest \
				 (`lingnan show statements` shows which counts).",
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
pub async fn explain(c: &Context, number: &str) -> Result<Value> {
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
			points: points.to_vec(),
			missing,
			reference,
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
			"scorecard": 2, "base": 400, "points": 616, "grade": "BB", "defaultProbability": 200, "coverage": 9_600,
			"characteristics": [
				one(16, Some(1), Some(1), 0, 14), one(4, Some(12_500), Some(1), 4, 10), one(23, Some(0), Some(0), 0, 9),
				one(9, None, None, 0, 5),
			],
			"reasons": [
				{ "indicator": 16, "shortfall": 14 }, { "indicator": 23, "shortfall": 9 }, { "indicator": 4, "shortfall": 6 },
				{ "indicator": 9, "shortfall": 5 },
			],
			"lift": {
				"indicator": 4, "fromBin": 1, "toBin": 3, "atLeast": 200_000, "below": null, "points": 630, "grade": "BBB",
			},
		})
	}

	#[test]
	fn a_shortfall_names_its_indicator_and_what_would_gain_it() {
		let raw = explained();
		let text = readings().explanation("CN:1", &raw, &raw);
		for line in [
			"Court enforcement cases: 1 to 0 cases gains 14 points",
			"High-technology certificate: no to yes gains 9 points",
			"Taxes paid in 12 months: 12,500 to 50,000 CNY gains 6 points",
			"Exports declared: no statement counts; one of 1 to below 100,000 USD gains 5 points",
			"The smallest step to grade BBB: Taxes paid in 12 months: 12,500 to 200,000 CNY; then 630 points",
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
			"a newer statement: Court enforcement cases",
			"What it rests on",
			"3 cases or more",
			"sealed",
			"The last ratings",
		] {
			assert!(text.contains(part), "{part} in\n{text}");
		}
		let none = json!({ "champion": null, "challengers": [], "history": [] });
		assert!(readings().ratings("CN:1", &none, &none).contains("`lingnan rate CN:1`"));
	}

	#[test]
	fn what_stands_against_an_explanation_is_said_with_the_way_out() {
		let refused = |data: &str| {
			let (method, message) = ("credit_explain".into(), "no".into());
			obstacle(&Error::Rpc { method, code: NOT_EXPLAINED, message, data: Some(data.into()) }).unwrap_or_default()
		};
		assert!(refused("NoChampion").contains("activate_champion"));
		assert!(refused("Sealed").contains("lingnan prove"));
		assert!(refused("NotFound").contains("on the register"));
		let low = refused(r#"{"CoverageTooLow":{"coverage":2187,"minimum":6000}}"#);
		assert!(low.contains("21.87 %") && low.contains("60.00 %") && low.contains("attest"), "{low}");
		assert_eq!(obstacle(&Error::NotFound("x".into())), None);
	}
}
